/* What the rules share: the form's fields by the part they play, and the record seen through them. Private to check/.
 */
#ifndef BC_CHECK_RUN_H
#define BC_CHECK_RUN_H

#include "check/check.h"
#include "check/target.h"

/* A field at the top of a form or in a group, and the way to its value: indices of entries. */
enum { BC_SLOT_DEEPEST = 4 };

typedef struct bc_slot {
    const bc_field *field;
    uint16_t way[BC_SLOT_DEEPEST];
    uint8_t depth;
} bc_slot;

/* What an indicator is about, by its categories. */
typedef enum bc_indicator_kind {
    BC_OTHER_INDICATOR,
    BC_QUANTITY,
    BC_QUALITY,
    BC_TIME,
    BC_COST,
    BC_BENEFIT,
    BC_SATISFACTION
} bc_indicator_kind;

/* A list of indicators: which child of its elements is what; -1: the form has no such column. */
enum { BC_TARGETS_MOST = 4 };

typedef struct bc_list {
    bc_slot slot;
    int level1, level2, name, unit, nature, direction, half, explains, formula, scoring;
    int targets[BC_TARGETS_MOST];
    int target_count;
} bc_list;

/* An indicator of the record. Texts are trimmed, empty when missing. */
typedef struct bc_row {
    const bc_list *list;
    const bc_datum *element;
    bc_str level1, level2, name, unit, nature, direction;
    bc_indicator_kind kind;
    bool unused; /* 不适用, or nothing but its categories */
    bc_target targets[BC_TARGETS_MOST];
} bc_row;

/* A text somewhere in the record. */
typedef struct bc_passage {
    const bc_field *field;
    const bc_datum *datum;
    bc_field_type type; /* of the field, or of the list's elements */
    bc_str text;        /* as written where that is one text, else as bound */
    bool in_list;       /* in an element of a list of maps */
    int column;         /* of the element */
    const bc_row *row;  /* of an indicator, else NULL */
} bc_passage;

typedef struct bc_slots {
    const bc_slot *at;
    uint32_t n;
} bc_slots;

typedef struct bc_rule bc_rule;

typedef struct bc_rule_use {
    const bc_rule *rule;
    bc_severity level;
    const bc_value *spec; /* the map in the template, those of extended templates merged in */
    const void *data;     /* what the rule made of it */
} bc_rule_use;

struct bc_checks {
    const bc_form *form;
    bc_rule_use *uses;
    uint32_t use_count;
    const bc_list *lists;
    uint32_t list_count;
    bc_slots money, codes, phones, persons, plans, dates;
    int name, year; /* entries of the record, or -1 */
};

typedef struct bc_waiver {
    bc_str code, reason;
} bc_waiver;

typedef struct bc_check {
    const bc_checks *checks;
    const bc_datum *record;
    const bc_check_options *options;
    bc_arena *arena;
    bc_diags *diags;
    const bc_row *rows; /* of all lists, list after list */
    uint32_t row_count;
    const bc_passage *passages;
    uint32_t passage_count;
    bc_waiver *waivers;
    uint32_t waiver_count;
    bool unreadable; /* a value is not of its field's type, which has been said */
    /* The rule at work: */
    const bc_rule_use *use;
    const char *code;
    bc_severity level;
} bc_check;

typedef struct bc_rule_compiler {
    bc_arena *arena;
    const bc_form *form;
    bc_checks *checks;
    bc_diags *diags;
} bc_rule_compiler;

struct bc_rule {
    const char *code;
    bc_severity level;
    const char *summary;                                                      /* marked for translation */
    const char *const *parameters;                                            /* NULL-terminated; NULL: none */
    void (*run)(bc_check *c);                                                 /* NULL: works across a batch */
    const void *(*compile)(bc_rule_compiler *compiler, const bc_value *spec); /* NULL: nothing to prepare */
};

extern const bc_rule bc_rules[];
extern const size_t bc_rule_count;

/* -- reporting ------------------------------------------------------------------------------------------ */

/* A finding of the rule at work, at its level or a lower one that the case deserves. */
void bc_check_report(bc_check *c, bc_mark mark, const char *format, ...) __attribute__((format(printf, 3, 4)));
void bc_check_report_as(bc_check *c, bc_severity level, bc_mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Gives the finding just reported its hint. */
void bc_check_hint(bc_check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A change that --fix may make: bytes [at, at + n) of the text the value was written as. */
void bc_check_edit(bc_check *c, const bc_datum *datum, size_t at, size_t n, const char *text);

/* Where the datum was written; a place nearby when it was not. */
bc_mark bc_check_mark(const bc_check *c, const bc_datum *datum);
/* Where bytes [at, at + n) of its text stand in the file, found again in the source. */
bc_mark bc_check_mark_part(const bc_check *c, const bc_datum *datum, bc_str text, size_t at, size_t n);

/* -- finding values ------------------------------------------------------------------------------------- */

/* Looks along a path of the template's `key:` and reports what leads nowhere. */
bool bc_slot_find(const bc_form *form, bc_str path, bc_slot *out);
bool bc_slot_compile(bc_rule_compiler *compiler, const bc_value *path, bc_slot *out);
/* A list of paths, or one. */
bc_slots bc_slots_compile(bc_rule_compiler *compiler, const bc_value *paths);
const bc_datum *bc_slot_at(const bc_datum *record, const bc_slot *slot);
/* The record's budget year, or 0. */
int bc_check_year(const bc_check *c);
/* The text of an element's child; empty when the column is -1 or holds nothing. */
bc_str bc_row_text(const bc_row *row, int column);
const bc_datum *bc_row_datum(const bc_row *row, int column);
/* Where the row's child stands, or what names the row when it is empty. */
bc_mark bc_row_mark(const bc_check *c, const bc_row *row, int column);
/* Its name, or its category when it has none. */
bc_str bc_row_title(const bc_row *row);

/* The text of a number, `decimals` digits (-1: as many as there are). */
bc_str bc_check_number(bc_check *c, bc_decimal number, int decimals, bool grouped);
bool bc_has(bc_str text, const char *part);

/* An amount in 元, by its unit of money; false when the unit is none, or the amount does not fit. */
bool bc_in_yuan(bc_decimal number, bc_str unit, bc_decimal *out);

#endif
