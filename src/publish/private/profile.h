/* A profile as it was compiled. */
#ifndef BC_PUBLISH_PRIVATE_PROFILE_H
#define BC_PUBLISH_PRIVATE_PROFILE_H

#include "publish/publish.h"

typedef struct bc_publish_words {
    const bc_str *at;
    uint32_t n;
} bc_publish_words;

/* Texts that are private by what they look like. */
typedef enum bc_publish_shape {
    BC_SHAPE_IDENTITY,
    BC_SHAPE_MOBILE,
    BC_SHAPE_LANDLINE,
    BC_SHAPE_ACCOUNT,
    BC_SHAPE_EMAIL,
    BC_SHAPE_PERSON,  /* a name behind 联系人 */
    BC_SHAPE_ADDRESS, /* behind 住址 */
    BC_PUBLISH_SHAPES
} bc_publish_shape;

/* A rule for fields, by their path or name. */
typedef struct bc_publish_rule {
    bc_str at, form; /* of one form only; empty: of any */
    bc_form_publish what;
    bc_diag_mark mark;
} bc_publish_rule;

/* A rule for fields whose label ends so. */
typedef struct bc_publish_label {
    bc_str word;
    bc_form_publish what;
} bc_publish_label;

/* Words by which texts are understood, in the order of the keys of `language`. */
typedef enum bc_publish_list {
    BC_PUBLISH_SURNAMES,
    BC_PUBLISH_NO_NAMES, /* 无, 待定: what stands where a name should, and is none */
    BC_PUBLISH_PEOPLE,   /* 联系人: a name stands behind it */
    BC_PUBLISH_BEFORE,   /* in front of a name in running text */
    BC_PUBLISH_BEHIND,
    BC_PUBLISH_PLACES, /* 区, 县: what stands before it is no person */
    BC_PUBLISH_PHONES,
    BC_PUBLISH_ACCOUNTS,
    BC_PUBLISH_CODES,     /* 编码: the figures behind it are no person's */
    BC_PUBLISH_DOERS,     /* 复核: a name stands behind it and a colon or blank */
    BC_PUBLISH_LINKS,     /* 为: between 联系人 and a name */
    BC_PUBLISH_OFFICES,   /* 室: between 联系人： and a name */
    BC_PUBLISH_GIVEN,     /* characters of given names, which make a name of what may be a word */
    BC_PUBLISH_DOUBTFUL,  /* family names that are common words */
    BC_PUBLISH_PARTICLES, /* characters that do not end a name when text goes on */
    BC_PUBLISH_SOUNDS,    /* of names of other languages: 古丽娜扎尔 */
    BC_PUBLISH_HOMES,
    BC_PUBLISH_STREETS,      /* 街: an address has one of them */
    BC_PUBLISH_TITLES,       /* 校长: a whole name may stand in front of it */
    BC_PUBLISH_PLACE_TITLES, /* 镇长: of which the name of a place does, too */
    BC_PUBLISH_NO_GIVEN,     /* 副: no name ends so */
    BC_PUBLISH_LISTS
} bc_publish_list;

/* By what a record is known to be classified. */
typedef enum bc_publish_secret {
    BC_SECRET_FIELDS, /* 密级 */
    BC_SECRET_OPEN,   /* what may stand in such a field */
    BC_SECRET_MARKS,  /* 机密, with a star or as the whole of a text */
    BC_SECRET_WORDS,  /* wherever they stand */
    BC_PUBLISH_SECRETS
} bc_publish_secret;

struct bc_publish_profile {
    bc_form_publish person, phone; /* of fields of these types */
    bool shapes[BC_PUBLISH_SHAPES];
    bc_str with; /* what stands in place of a masked text */
    const bc_publish_rule *rules;
    uint32_t rule_count;
    const bc_publish_label *labels;
    uint32_t label_count;
    bc_publish_words words; /* further texts that are private in every record */
    bc_publish_words lists[BC_PUBLISH_LISTS];
    bc_publish_words secrets[BC_PUBLISH_SECRETS];
};

/* What becomes of a field by the profile and its template, and the rule that says so, as the log calls it. */
typedef struct bc_publish_policy {
    const bc_form_field *field;
    bc_form_publish what; /* BC_PUBLISH_UNSAID: it is not private */
    bc_str rule;
} bc_publish_policy;

bc_publish_policy bc_publish_policy_of(const bc_publish_profile *profile, const bc_form *form,
                                       const bc_form_field *field, bc_str path, const bc_publish_policy *around);
/* The same by the label alone. */
bc_publish_policy bc_publish_policy_by_label(const bc_publish_profile *profile, bc_str label);
bool bc_publish_words_have(const bc_publish_words *words, bc_str text);

#endif
