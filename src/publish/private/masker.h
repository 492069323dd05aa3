/* What a masker keeps: the texts that are private in the record in work, and room to look through one. */
#ifndef BC_PUBLISH_PRIVATE_MASKER_H
#define BC_PUBLISH_PRIVATE_MASKER_H

#include "base/strmap.h"
#include "publish/private/text.h"
#include "unicode/variant.h"

/* A text that is private: without blanks, folded. */
typedef struct bc_publish_token {
    const uint32_t *at;
    uint32_t n;
    bool name;    /* of two to four Chinese characters: it may be in other words by chance */
    bool parted;  /* a person's: signs may stand between its characters */
    bool learned; /* it stands in no field, but behind a word such as 联系人 */
    bc_str with;
} bc_publish_token;

/* The characters that end some words, one bit for those that agree in their last figures. */
typedef struct bc_publish_ends {
    uint64_t bits[16];
} bc_publish_ends;

void bc_publish_ends_note(bc_publish_ends *ends, const bc_publish_words *words);
/* Whether one of the words may end in front of the character. */
bool bc_publish_ends_may(const bc_publish_ends *ends, const bc_publish_text *text, size_t at);

/* What was done to a field by a rule, counted. */
typedef struct bc_publish_count {
    bc_str field;
    bc_str rule;
    const char *done;
    size_t n;
} bc_publish_count;

struct bc_publish_masker {
    const bc_publish_profile *profile;
    bc_unicode_breaks *breaks; /* NULL: not needed so far */
    bc_unicode_variants variants;
    bc_publish_text text;
    bc_arena arena;                  /* of the tokens, which outlive the record's */
    BC_VEC(bc_publish_token) tokens; /* sorted when `sorted`: the longest of one beginning first */
    bc_strmap numbers;               /* private figures */
    bc_strmap learned;               /* names that stand in texts behind words such as 联系人 */
    bc_publish_ends roles, homes;    /* of such words, and of 住址 */
    bc_publish_ends titles;          /* of 校长 and the like */
    bool sorted;
    BC_VEC(bc_publish_count) counts;
};

void bc_publish_count_add(bc_publish_masker *masker, bc_str field, bc_str rule, const char *done, size_t n);

/* -- tokens */

/* Forgets those of the record before; the profile's own words stay. */
void bc_publish_tokens_clear(bc_publish_masker *masker);
/* Takes what a private value holds: names, figures, the whole. `name`: it is a person's. `with` empty: of names the
 * surname stays. */
void bc_publish_tokens_add(bc_publish_masker *masker, bc_str value, bool name, bc_str with);
/* What looks like names in a text of which nothing is known. */
void bc_publish_tokens_add_names(bc_publish_masker *masker, bc_str text);
/* A name that a text of the record has: all its texts are looked through for it. */
void bc_publish_tokens_learn(bc_publish_masker *masker, bc_str name, bc_str with);
/* Takes all tokens in the text that was read. */
void bc_publish_tokens_find(bc_publish_masker *masker);
/* Whether the text is nothing but a private figure. */
bool bc_publish_tokens_are(bc_publish_masker *masker, bc_str text);

/* -- figures and shapes */

/* Figures that stand together: its groups are those between blanks, hyphens and brackets. */
typedef struct bc_publish_group {
    size_t from, to; /* characters */
} bc_publish_group;

enum { BC_PUBLISH_MAX_GROUPS = 32, BC_PUBLISH_MAX_DIGITS = 40 };

typedef struct bc_publish_run {
    bc_publish_group groups[BC_PUBLISH_MAX_GROUPS];
    size_t n;
    size_t end; /* the character behind it */
} bc_publish_run;

/* The figures from character `at` on, which is one. `wide`: whatever sign stands between them, as in 138/1234/5678. */
void bc_publish_run_read(const bc_publish_text *text, size_t at, bool wide, bc_publish_run *run);
/* Whether signs stand between these groups that part numbers as well. */
bool bc_publish_run_is_wide(const bc_publish_text *text, const bc_publish_run *run, size_t first, size_t last);
/* Behind the extension of a telephone number (转801) that ends there; itself: there is none. */
size_t bc_publish_extension_to(const bc_publish_text *text, size_t to);
/* Behind the x of an identity number whose figures end there; 0: there is none. */
size_t bc_publish_x_to(const bc_publish_text *text, size_t to);
/* The figures of some groups in a row; 0 when they are more than fit. */
size_t bc_publish_run_digits(const bc_publish_text *text, const bc_publish_run *run, size_t first, size_t last,
                             char out[BC_PUBLISH_MAX_DIGITS + 1]);
/* Takes what has the shape of private figures. With `code` the text is a code: only what is certain. */
void bc_publish_shapes_find(bc_publish_masker *masker, bool code);

/* -- persons */

enum { BC_PUBLISH_MAX_NAME = 4 };

/* What is printed of a name or of several; of other words what stands for any text. */
bc_str bc_publish_person_mask(const bc_publish_masker *masker, bc_str value, bc_arena *arena);
/* Characters of the family name that begins there; 0: none does. */
size_t bc_publish_surname_at(const bc_publish_masker *masker, const bc_publish_text *text, size_t at);
/* Behind a name with a blank in front of each character (陈 晓 燕), or behind the first one. */
size_t bc_publish_spaced_name_to(const bc_publish_masker *masker, const bc_publish_text *text, size_t from);
/* 张某某 for the name of `n` characters. */
bc_str bc_publish_name_mask(const bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t n,
                            bc_arena *arena);
/* Takes names behind words such as 联系人, and learns them. */
void bc_publish_people_find(bc_publish_masker *masker);
/* Learns the names that a text of the record tells of. */
void bc_publish_learn(bc_publish_masker *masker, bc_str text);
/* Takes addresses behind words such as 住址. */
void bc_publish_homes_find(bc_publish_masker *masker);

/* -- what stops a record */

/* Whether a text, which stands in a field of that label, says that the record is classified. */
bool bc_publish_is_secret(bc_publish_masker *masker, bc_str label, bc_str text);

/* -- texts */

/* Masks a text: `shapes` those, too; counts what it did for the field. */
bc_str bc_publish_running(bc_publish_masker *masker, bc_str text, bc_str field, bool shapes, bool code,
                          bc_arena *arena);
/* What is printed of a value that is masked as a whole. */
bc_str bc_publish_whole(const bc_publish_masker *masker, bc_str text, const bc_publish_policy *policy, bc_arena *arena);
/* Whether a family name stays of what is masked by the policy. */
bool bc_publish_shows_surname(const bc_publish_masker *masker, const bc_publish_policy *policy);
/* Whether the value is a person's by its policy. */
bool bc_publish_is_person(const bc_publish_masker *masker, const bc_publish_policy *policy);

#endif
