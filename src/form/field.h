/* Fields: what a record of a form may hold. */
#ifndef BC_FORM_FIELD_H
#define BC_FORM_FIELD_H

#include "expr/expr.h"
#include "form/names.h"
#include "form/style.h"
#include "form/words.h"

typedef enum bc_form_field_type {
    BC_FIELD_TEXT,    /* one line */
    BC_FIELD_PROSE,   /* paragraphs */
    BC_FIELD_MONEY,   /* an exact amount with a unit of money */
    BC_FIELD_PERCENT, /* 85 or 85% */
    BC_FIELD_NUMBER,
    BC_FIELD_INTEGER,
    BC_FIELD_YEAR,
    BC_FIELD_DATE,
    BC_FIELD_CODE,   /* digits and letters; zeros in front count */
    BC_FIELD_CHOICE, /* one of a list */
    BC_FIELD_PHONE,
    BC_FIELD_PERSON, /* a private person's name */
    BC_FIELD_TARGET, /* ≥90%, 12月底前, 是 */
    BC_FIELD_LIST,   /* of maps (children) or of scalars (element) */
    BC_FIELD_GROUP   /* a map of its own */
} bc_form_field_type;

/* What a field is to the program, whatever a form calls it. A field has the role that its key names; `role:` in the
 * template says otherwise. */
typedef enum bc_form_role {
    /* of a record */
    BC_FORM_ROLE_NAME, /* what the record is called */
    BC_FORM_ROLE_YEAR, /* the budget year */
    BC_FORM_ROLE_CODE,
    BC_FORM_ROLE_TITLE,
    BC_FORM_ROLE_DEPARTMENT,
    BC_FORM_ROLE_TOTAL, /* the amount by which a form counts for its department; of a task: what it costs */
    BC_FORM_ROLE_START,
    BC_FORM_ROLE_END,
    /* of an indicator */
    BC_FORM_ROLE_LEVEL1,
    BC_FORM_ROLE_LEVEL2,
    BC_FORM_ROLE_UNIT,
    BC_FORM_ROLE_NATURE,
    BC_FORM_ROLE_DIRECTION,
    BC_FORM_ROLE_HALF,   /* the target of half a year */
    BC_FORM_ROLE_ACTUAL, /* what was reached, in forms of evaluation */
    BC_FORM_ROLE_EXPLANATION,
    BC_FORM_ROLE_FORMULA,
    BC_FORM_ROLE_SCORING,
    /* of a task */
    BC_FORM_ROLE_FISCAL,
    BC_FORM_ROLE_OTHER,
    /* of an account: 类, 款, 项 */
    BC_FORM_ROLE_CLASS,
    BC_FORM_ROLE_SECTION,
    BC_FORM_ROLE_ITEM
} bc_form_role;

/* What becomes of words where a value of the field's type is asked for. */
typedef enum bc_form_field_words {
    BC_FORM_WORDS_DOUBTED, /* printed, with a warning */
    BC_FORM_WORDS_ALLOWED,
    BC_FORM_WORDS_REFUSED
} bc_form_field_words;

/* What becomes of a field's values where they are published. */
typedef enum bc_form_publish {
    BC_PUBLISH_UNSAID,
    BC_PUBLISH_KEEP,    /* as it is, whatever it looks like */
    BC_PUBLISH_MASK,    /* as its type asks */
    BC_PUBLISH_SURNAME, /* 张某某 */
    BC_PUBLISH_ENDS,    /* 138****5678 */
    BC_PUBLISH_DROP
} bc_form_publish;

/* By what the elements of a list that is a tree say which is below which. */
typedef enum bc_form_tree_kind {
    BC_TREE_BY_CODE,   /* a code goes on from that of the element above */
    BC_TREE_BY_LEVEL,  /* a field says the level; what is below an element follows it */
    BC_TREE_BY_NESTING /* elements hold those below them */
} bc_form_tree_kind;

/* Levels of a tree; more are no form. */
enum { BC_MAX_TREE_LEVELS = 16 };

typedef struct bc_form_tree {
    bc_form_tree_kind kind;
    uint32_t field;                      /* of the element: its code or level */
    uint8_t lengths[BC_MAX_TREE_LEVELS]; /* of the codes of each level */
    uint32_t length_count;               /* 0: those of the codes that there are */
    const bc_form_name *children;        /* NESTING: what records call those below */
    uint32_t children_count;
    const bc_expr *part; /* whether an element is a part of the one above, or NULL: none is */
} bc_form_tree;

/* How the value of an element of a tree follows from those below it. */
typedef enum bc_form_of_children {
    BC_CHILDREN_SAY_NOTHING,
    BC_CHILDREN_SUM,
    BC_CHILDREN_MIN,
    BC_CHILDREN_MAX
} bc_form_of_children;

/* A row that an empty form has in a list. */
typedef struct bc_form_blank_row {
    const bc_str *levels; /* values of `nested_by`, the first of them */
    uint32_t level_count;
    const bc_node *values; /* of other fields, as a map; in a list of single values the value; NULL: none */
} bc_form_blank_row;

typedef struct bc_form_field bc_form_field;

struct bc_form_field {
    bc_str key, label;
    bc_form_field_type type, element; /* element: of a LIST of scalars */
    bc_diag_mark mark;                /* in the template */
    uint32_t roles;                   /* bits: 1 << bc_form_role */
    bool has_own_role;                /* the template says so; else it is by the key */
    bool required, open;              /* open: a CHOICE may hold other values too */
    bc_form_field_words words;        /* of a field that is no text */
    bool uncertain;          /* of what it is or holds something was refused: no more is said of what it should have */
    bool show_unit, grouped; /* printed amounts: 700万元, 1,234.00 */
    int8_t decimals;         /* printed digits after the point; -1 as written */
    bc_str unit, help;
    bc_form_signs signs;    /* that its cells print, unless their style says otherwise, and that records may write */
    const bc_expr *pattern; /* this.matches("…"); NULL for none */
    bc_str pattern_text;
    const bc_str *aliases, *choices;
    const bc_expr_phrase **alias_phrases; /* for aliases with $(year …) in them; NULL entries for plain ones */
    uint32_t alias_count, choice_count;
    const bc_str *labels; /* of the places of a LIST of scalars: 3月底, 6月底 … */
    uint32_t label_count;
    struct {
        bc_form_name label;
        const bc_form_name *aliases, *choices, *labels;
    } names;                 /* the same, to be compared with what people write */
    const bc_str *nested_by; /* a LIST of maps may be written nested by these children */
    uint32_t nested_count;
    const bc_form_blank_row *blank_rows; /* of a LIST: what an empty form has in it; none: rows without anything */
    uint32_t blank_row_count;
    const bc_form_field *children; /* of a GROUP or of the maps of a LIST */
    uint32_t child_count;
    bc_form_publish publish;         /* as the template says */
    const bc_form_tree *tree;        /* of a LIST of maps that is one; else NULL */
    bc_form_of_children of_children; /* of a child of such a list */
    const bc_node *fallback;         /* the default, or NULL */
    const bc_expr *computed; /* what it is when the record does not say, from the fields around it; NULL for none */
    bool given_counts;       /* a number that the record gives all the same is not compared with it */
    uint32_t turn;           /* of its list: the index of the field that gets its value when this place's turn comes */
};

typedef struct bc_form_fields {
    const bc_form_field *at;
    uint32_t n;
} bc_form_fields;

/* Compiles a map of fields. Problems are reported; what is usable is kept. */
bc_form_fields bc_form_fields_compile(bc_arena *arena, const bc_node *map, bc_diag_list *diags);
const bc_form_field *bc_form_field_find(const bc_form_field *fields, uint32_t n, bc_str key);
/* The same by its key or its label. */
const bc_form_field *bc_form_field_named(const bc_form_field *fields, uint32_t n, bc_str name);
/* Whether its label is the name of no other of the fields, those in groups included. */
bool bc_form_field_label_is_clear(const bc_form_field *fields, uint32_t n, const bc_form_field *field);
/* Follows a.b.c through groups; NULL when it leads nowhere. */
const bc_form_field *bc_form_field_at_path(const bc_form_field *fields, uint32_t n, bc_str path);
bool bc_form_field_is(const bc_form_field *field, bc_form_role role);
/* Whether it holds names or numbers of persons: by its type, as the template says, or by one of the words in its label
 * or key. */
bool bc_form_field_is_personal(const bc_form_field *field, const bc_form_words *words);
/* Whether its values are numbers or dates. */
bool bc_form_field_measures(const bc_form_field *field);
/* Of the fields at hand: the one whose role it is by the template, else by its key; NULL when there is none. */
const bc_form_field *bc_form_field_of_role(const bc_form_field *fields, uint32_t n, bc_form_role role);
/* Of a record's fields: the one that says in which unit its amounts are whose own fields say none, a choice of units of
 * money with the role `unit`; NULL when there is none. */
const bc_form_field *bc_form_field_of_money_unit(const bc_form_field *fields, uint32_t n);
/* The type's name in templates. */
const char *bc_form_field_type_name(bc_form_field_type type);

#endif
