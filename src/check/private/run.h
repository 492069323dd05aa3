/* What the rules share: the form's fields by the part they play, and the record seen through them.
 */
#ifndef BC_CHECK_PRIVATE_RUN_H
#define BC_CHECK_PRIVATE_RUN_H

#include "base/doubt.h"
#include "base/keys.h"
#include "check/check.h"
#include "check/private/target.h"

/* A field at the top of a form or in a group, and the way to its value: indices of entries. */
enum { BC_MAX_SLOT_DEPTH = 4 };

typedef struct bc_check_slot {
    const bc_form_field *field;
    uint16_t way[BC_MAX_SLOT_DEPTH];
    uint8_t depth;
} bc_check_slot;

/* What an indicator is about, by its categories; in the order of bc_form_words_kinds, as the natures are in that of
 * theirs. */
typedef enum bc_check_indicator_kind {
    BC_OTHER_INDICATOR,
    BC_QUANTITY,
    BC_QUALITY,
    BC_TIME,
    BC_COST,
    BC_BENEFIT,
    BC_SATISFACTION
} bc_check_indicator_kind;

typedef enum bc_check_nature { BC_NO_NATURE, BC_BETTER_MORE, BC_BETTER_FEW, BC_QUALITATIVE } bc_check_nature;

/* A list of indicators: which child of its elements is what; -1: the form has no such column. */
enum { BC_MAX_TARGETS = 4 };

typedef struct bc_check_list {
    bc_check_slot slot;
    int level1, level2, name, unit, nature, direction, half, actual, explains, formula, scoring;
    int targets[BC_MAX_TARGETS];
    int target_count;
} bc_check_list;

/* A list of amounts: of rows that are called something, most of them accounts with a code of the classification. Places
 * among the children of its elements; -1: the form has no such column. */
enum { BC_ACCOUNT_LEVELS = 3 };

typedef struct bc_check_table {
    bc_check_slot slot;
    int levels[BC_ACCOUNT_LEVELS]; /* class, section, item, each with a column of its own; the first is there, or none
                                    */
    int code;                      /* one column that says them all */
    int name;
    const uint16_t *amounts;
    uint32_t amount_count;
} bc_check_table;

/* An indicator of the record. Texts are trimmed, empty when missing. */
typedef struct bc_check_indicator {
    const bc_check_list *list;
    const bc_value *element;
    bc_str level1, level2, name, unit, nature, direction;
    bc_check_indicator_kind kind;
    bc_check_nature sense; /* of the nature */
    bool unused;           /* 不适用, or nothing but its categories */
    bc_check_target targets[BC_MAX_TARGETS];
} bc_check_indicator;

/* A text somewhere in the record. */
typedef struct bc_check_passage {
    const bc_form_field *field;
    const bc_value *datum;
    bc_form_field_type type;       /* of the field, or of the list's elements */
    bc_str text;                   /* as written where that is one text, else as bound */
    bool in_list;                  /* in an element of a list of maps */
    int column;                    /* of the element */
    const bc_check_indicator *row; /* of an indicator, else NULL */
} bc_check_passage;

typedef struct bc_check_slots {
    const bc_check_slot *at;
    uint32_t n;
} bc_check_slots;

typedef struct bc_check_rule bc_check_rule;

typedef struct bc_check_rule_use {
    const bc_check_rule *rule;
    bc_diag_severity level;
    const bc_node *spec; /* the map in the template, those of extended templates merged in; read by `compile` only */
    const void *data;    /* what that made of it */
} bc_check_rule_use;

struct bc_check_set {
    const bc_form *form;
    bc_check_rule_use *uses;
    uint32_t use_count;
    const bc_form_words *words; /* the form's */
    const bc_check_list *lists;
    uint32_t list_count;
    const bc_check_table *tables;
    uint32_t table_count;
    bc_check_slots money, codes, phones, persons, plans, dates;
    bc_check_slots departments, totals; /* by role; the first that is filled counts */
    int name, year, code, title;        /* entries of the record, or -1 */
};

typedef struct bc_check_waiver {
    bc_str code, reason;
} bc_check_waiver;

/* Where findings point. */
typedef struct bc_check_pointer {
    const bc_value *unwritten; /* at which bc_check_mark was last asked to point, and nothing is written; or NULL */
    const bc_value *asked;     /* within which bc_check_mark_part was last asked to, */
    uint32_t times;            /* and how often, one after the other */
} bc_check_pointer;

/* Findings that were not said because another says the same. */
typedef struct bc_check_fold bc_check_fold;

typedef struct bc_check bc_check;

struct bc_check {
    const bc_check_set *checks;
    const bc_value *whole;  /* the record, as conditions see it */
    const bc_value *record; /* as rules do: without what a form over many has gathered, which they have seen already */
    const bc_check_options *options;
    bc_arena *arena, scratch; /* of the record; of one condition */
    bc_quota *quota;          /* of the record; NULL: whoever asks for the findings takes those that come late, too */
    bc_diag_list *diags;
    const bc_check_indicator *rows; /* of all lists, list after list */
    uint32_t row_count;
    const bc_check_passage *passages;
    uint32_t passage_count;
    const struct bc_check_tolds *tolds; /* private/told.h; NULL: not read yet */
    const bc_check *earlier;            /* the same record of the year before; NULL: none is at hand */
    int set_year;                       /* as in bc_check_years */
    bc_check_waiver *waivers;
    uint32_t waiver_count;
    /* The rule at work: */
    const bc_check_rule_use *use;
    const char *code;
    bc_diag_severity level;
    size_t said_before; /* findings, when it began */
    bool folded;        /* its last one */
    bc_check_pointer *pointer;
    bc_check_fold *folds;
    struct bc_unicode_breaks *breaks; /* of words; NULL: no rule has asked for them yet */
};

typedef struct bc_check_rule_compiler {
    bc_arena *arena;
    const bc_form *form;
    bc_check_set *checks;
    bc_keys_set keys; /* of all rules */
    bc_diag_list *diags;
} bc_check_rule_compiler;

/* Lists of words, ended by BC_FORM_WORD_LISTS. */
#define BC_CHECK_READS(...) ((const bc_form_word_list[]){ __VA_ARGS__, BC_FORM_WORD_LISTS })

/* The codes are promises: waivers, baselines and other programs name them. docs/rules.md has a part for each. */
struct bc_check_rule {
    const char *code;
    bc_diag_severity level;
    const char *summary;            /* marked for translation */
    const bc_form_word_list *words; /* BC_CHECK_READS of the lists without which it would find nothing, or too much */
    const bc_keys_key *parameters;  /* besides `rule` and `level` */
    const bc_keys_table *parts;     /* that types of parameters name */
    bool once;                      /* one finding stands for all places of a record */
    void (*run)(bc_check *c);       /* NULL: works across a batch, or */
    void (*years)(bc_check *c);     /* against what c->earlier says */
    const void *(*compile)(bc_check_rule_compiler *compiler, const bc_node *spec); /* NULL: nothing to prepare */
};

/* The rules of a file, in a table at its foot; rules.c joins them. */
typedef struct bc_check_rule_table {
    const bc_check_rule *at;
    size_t n;
} bc_check_rule_table;

extern const bc_check_rule_table bc_check_rules_money, bc_check_rules_plan, bc_check_rules_identity,
    bc_check_rules_code, bc_check_rules_list, bc_check_rules_target, bc_check_rules_value, bc_check_rules_cost,
    bc_check_rules_text, bc_check_rules_sense, bc_check_rules_sum, bc_check_rules_figure, bc_check_rules_name,
    bc_check_rules_goal, bc_check_rules_reckon, bc_check_rules_account, bc_check_rules_account_sum, bc_check_rules_task,
    bc_check_rules_reached, bc_check_rules_batch, bc_check_rules_year;

/* Rule `i` of all, NULL past the last; the one with a code, or NULL; the code that was probably meant, or nothing. */
const bc_check_rule *bc_check_rule_number(size_t i);
const bc_check_rule *bc_check_rule_find(bc_str code);
bc_str bc_check_rule_nearest(bc_str code);

/* Whether the record may take more; else what a rule finds is thrown away, and it ends. Asked in loops over rows and
 * passages, and over what stands in long texts. */
static inline bool bc_check_goes_on(const bc_check *c)
{
    return !bc_quota_is_over(c->quota);
}

/* The same, asked of the clock: before what takes as long as a text is. */
static inline bool bc_check_is_late(const bc_check *c)
{
    return c->quota && bc_quota_is_late(c->quota);
}

/* -- reporting ------------------------------------------------------------------------------------------ */

/* A finding of the rule at work, at its level or a lower one that the case deserves. */
void bc_check_report(bc_check *c, bc_diag_mark mark, const char *format, ...) __attribute__((format(printf, 3, 4)));
void bc_check_report_as(bc_check *c, bc_diag_severity level, bc_diag_mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Gives the finding just reported its hint. */
void bc_check_hint(bc_check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with what there is to say of the figure of a sum, which is called so and is written so. */
void bc_check_hint_doubt(bc_check *c, const bc_doubt *doubt, bc_str name, bc_decimal written);
/* Says that what adds up to `total` was not checked because this value is words; of one that is wrong anyhow, nothing.
 */
void bc_check_skip(bc_check *c, bc_str total, const bc_form_field *field, const bc_value *datum);
/* A change that --fix may make: bytes [at, at + n) of the text the value was written as. */
void bc_check_propose(bc_check *c, const bc_value *datum, size_t at, size_t n, bc_str text);

/* Where the datum was written; a place nearby when it was not. */
bc_diag_mark bc_check_mark(const bc_check *c, const bc_value *datum);
/* Where bytes [at, at + n) of its text stand in the file, found again in the source; the place of the datum when two
 * hundred of its parts have been asked for without another between them. */
bc_diag_mark bc_check_mark_part(const bc_check *c, const bc_value *datum, bc_str text, size_t at, size_t n);

/* -- finding values ------------------------------------------------------------------------------------- */

/* The place among fields of the one with that role, or -1. */
int bc_check_index_of(const bc_form_field *fields, uint32_t n, bc_form_role role);
/* Looks along a path of the template's `key:` and reports what leads nowhere. */
bool bc_check_slot_compile(bc_check_rule_compiler *compiler, const bc_node *path, bc_check_slot *out);
/* A list of paths, or one. */
bc_check_slots bc_check_slots_compile(bc_check_rule_compiler *compiler, const bc_node *paths);
const bc_value *bc_check_slot_at(const bc_value *record, const bc_check_slot *slot);
/* The same of an amount: of one in several places (年初预算数, 全年预算数) the last that is filled in. */
const bc_value *bc_check_amount_at(const bc_value *record, const bc_check_slot *slot);
/* The record's budget year, or 0. */
int bc_check_year(const bc_check *c);
/* The text of an element's child; empty when the column is -1 or holds nothing. */
bc_str bc_check_indicator_text(const bc_check_indicator *row, int column);
const bc_value *bc_check_indicator_value(const bc_check_indicator *row, int column);
/* Where the row's child stands, or what names the row when it is empty. */
bc_diag_mark bc_check_indicator_mark(const bc_check *c, const bc_check_indicator *row, int column);
/* Its name, or its category when it has none. */
bc_str bc_check_indicator_title(const bc_check_indicator *row);

/* The text of a number, `decimals` digits (-1: as many as there are). */
bc_str bc_check_number(bc_check *c, bc_decimal number, int decimals, bool grouped);
/* Money, with as many digits as it has, two at least, as it stands in forms. */
bc_str bc_check_money(bc_check *c, bc_decimal number);
bool bc_check_has(bc_str text, const char *part);
/* The piece of the text from *at on up to one of the stops, each a character of Chinese or of ASCII, or to the end; *at
 * moves behind the stop. False: nothing is left. */
bool bc_check_next_piece(bc_str text, const char *stops, size_t *at, bc_str *piece);
static inline bool bc_check_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/* How many figures stand in the text from there on. */
size_t bc_check_digits_at(bc_str text, size_t at);
/* A text of the form's head, rather than a cell of a list. */
static inline bool bc_check_is_prose(const bc_check_passage *passage)
{
    return passage->type == BC_FIELD_PROSE || (passage->type == BC_FIELD_TEXT && !passage->in_list);
}
/* What was published before: a masked name or number. */
bool bc_check_is_masked(const bc_check *c, const bc_form_field *field, const bc_value *datum);
/* A cell of which the form, or a rule of its own, says what may stand there: a category, a unit. */
static inline bool bc_check_is_set_word(const bc_check_passage *passage)
{
    const bc_check_list *list = passage->row ? passage->row->list : NULL;
    return list &&
           (passage->column == list->level1 || passage->column == list->level2 || passage->column == list->unit);
}
/* ————, in place of what is to be filled in. */
bool bc_check_is_dashes(bc_str text);
bool bc_check_is_mobile(bc_str digits);
/* The year in a code of the budget system, or 0. */
int bc_check_code_year(bc_str code);
/* The figures of the code in front of a unit's name: 6 of 207003某市图书馆; 0: there is none. */
size_t bc_check_code_before_name(bc_str text);
static inline bool bc_check_number_of(const bc_value *datum, bc_decimal *out)
{
    if (datum->type != BC_VALUE_NUMBER)
        return false;
    *out = datum->as.number;
    return true;
}
/* What a row has in that column, also none (-1) or one that it lacks; trimmed, as words. */
const bc_value *bc_check_cell(const bc_value *row, int column);
bc_str bc_check_words_at(const bc_value *row, int column);
/* Behind the number of an item at the head of the name of a row: 一、, （二）, 3., (1); 0: it has none. */
size_t bc_check_item_number(bc_str name);
/* The name without it. */
bc_str bc_check_unnumbered(bc_str name);
/* Whether the name promises a percentage. */
bool bc_check_is_rate(const bc_check *c, bc_str name);
/* Whether the indicator asks how satisfied people are: by its category, or by its name where benefits are not told
 * apart. */
bool bc_check_is_satisfaction(const bc_check *c, const bc_check_indicator *row);
/* The words of a list. Never NULL. */
const bc_form_words *bc_check_words_of(const bc_check *c, bc_form_word_list list);

#endif
