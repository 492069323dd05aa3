/* What the parts of the template compiler share. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_H
#define BC_TEMPLATE_PRIVATE_COMPILE_H

#include "template/style_sheet.h"
#include "template/template.h"

/* Fields in reach of an expression: the innermost repetition first. */
typedef struct bc_template_scope {
    const bc_form_field *fields;
    uint32_t n;
    bool repetition;              /* `this`, `nth` and `required` are known too */
    bool running;                 /* `page` and `pages` are */
    bool tree;                    /* elements of one: `level`, `leaf` and `above` are */
    bool open;                    /* a list of which nobody knows the fields, so nothing is reported */
    const bc_form_field *self;    /* what `this` is; NULL: a group of the fields, or nobody knows */
    const bc_form_field *grouped; /* the list whose elements are seen through `these` only */
    const bc_str *levels;         /* by which rows merge, and whose groups are numbered (`numbers`) */
    uint32_t level_count;
    bool *walked; /* to be told that rows repeat `these`; NULL: no group */
    bool *summed; /* to be told that rows ask for `so-far`, the last of the fields; NULL: there is none */
    const struct bc_template_scope *outer;
} bc_template_scope;

typedef struct bc_template_compiler {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_template_styles *sheet;
    const bc_node *tables;     /* what all tables have, or NULL */
    const bc_node *fragments;  /* name → rows, bands or items of the layout, or NULL */
    const bc_node *categories; /* 一级 → list of 二级, or NULL */
    const bc_form_words *words;
    bc_len frame;     /* width of the type area */
    bool open_fields; /* some are not known, since what declares them was refused: paths are not looked at */
    bool computes;    /* some table has formulas */
    bool fills;       /* a list of the table is filled up to the foot of the page */
    bool shared_stub; /* a band of the table is as wide beside its rows as the table says */
    int depth;        /* of nested fragments and repetitions */
} bc_template_compiler;

/* Repetitions and fragments in each other; a fragment that uses itself ends here. */
enum { BC_MAX_COMPILE_DEPTH = 12 };

/* Expressions and texts, with every path they read checked against the fields in reach (E307). NULL on error. */
const bc_expr *bc_template_compile_expr(bc_template_compiler *c, const bc_node *value, const bc_template_scope *scope);
const bc_expr *bc_template_compile_expr_text(bc_template_compiler *c, bc_str text, bc_diag_mark at,
                                             const bc_template_scope *scope);
/* A text that is printed: its numbers are written as those of its cells would be. */
const bc_expr_phrase *bc_template_compile_phrase(bc_template_compiler *c, const bc_node *value,
                                                 const bc_template_scope *scope);
/* A name, a code or a message: its numbers stand as they are. */
const bc_expr_phrase *bc_template_compile_bare_phrase(bc_template_compiler *c, const bc_node *value,
                                                      const bc_template_scope *scope);
/* The same check for an expression that was compiled elsewhere; NULL is allowed. */
void bc_template_compile_check_paths(bc_template_compiler *c, const bc_expr *expr, const bc_template_scope *scope);
/* The key of a field in reach that is called so on paper, or an empty slice. */
bc_str bc_template_compile_key_of_label(const bc_template_scope *scope, bc_str label);
/* The field a plain path of the expression leads to, or NULL; of `plan[0]` the list. */
const bc_form_field *bc_template_compile_field_of(const bc_expr *expr, const bc_template_scope *scope);
/* The same, or a field made of those that the expression computes with; its lists have the children of theirs. */
const bc_form_field *bc_template_compile_type_of(bc_template_compiler *c, const bc_expr *expr,
                                                 const bc_template_scope *scope);
/* Names in the expression that elements of typed lists do not have, as bc_expr_misses finds them. */
void bc_template_compile_misses(bc_template_compiler *c, const bc_expr *expr, const bc_template_scope *scope,
                                bc_expr_miss_function *miss, void *context);
/* What an element of the list is: a field of its type, or a group of its fields. NULL for what is no list. */
const bc_form_field *bc_template_compile_element_of(bc_template_compiler *c, const bc_form_field *list);

/* The list of cells of a row that is written as a map; NULL: it has none. */
const bc_node *bc_template_compile_cells(const bc_node *row);
/* The fragment that `{use: name}` names, or NULL (reported): also when it is not of the type, as rows among bands. */
const bc_node *bc_template_compile_fragment(bc_template_compiler *c, const bc_node *use, const char *type);

/* Fills the table part of a layout item from the map under `table:`. */
void bc_template_compile_table(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                               bc_form_table *out);
/* Whether what is printed stays within bounds with its fragments put in; reported if not. */
bool bc_template_compile_fits(bc_template_compiler *c, const bc_node *layout);
/* The layout list of the template. */
void bc_template_compile_layout(bc_template_compiler *c, const bc_node *list, const bc_template_scope *scope,
                                bc_form *form);

/* The checks of the template. */
void bc_template_compile_checks(bc_template_compiler *c, const bc_node *list, const bc_template_scope *scope,
                                bc_form *form);

/* `batch:` makes a form one over many records. The tree with its list `records` declared as a list, with the fields of
 * the forms that it names where it declares none of its own; a tree without `batch:` as it is. */
const bc_node *bc_template_batch_prepare(bc_arena *arena, const bc_template_folders *folders, const bc_node *tree,
                                         bc_diag_list *diags);
/* And what the form reads of each record, once the fields are compiled. */
void bc_template_compile_batch(bc_template_compiler *c, const bc_node *tree, bc_form *form);

/* The map of a paper (may be NULL) with what `over` (may be NULL) says in place of its own. */
const bc_node *bc_template_compile_change_paper(bc_arena *arena, const bc_node *own, const bc_node *over);
/* The paper that such a map describes. */
bc_form_paper bc_template_compile_paper(const bc_node *spec, bc_template_styles *sheet, bc_diag_list *diags);

/* The template's tree with everything it extends merged in; NULL when it cannot be read. `files` may be NULL. */
typedef struct bc_template_files {
    const char *const *at; /* the paths that were read, in the arena */
    uint32_t n;
} bc_template_files;
const bc_node *bc_template_read(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                bc_diag_list *diags, bc_template_files *files);
/* The tree with its types and trees put in where they are named. */
const bc_node *bc_template_named_replace(bc_arena *arena, const bc_node *tree, bc_diag_list *diags);

#endif
