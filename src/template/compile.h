/* What the parts of the template compiler share. Private to the room. */
#ifndef BC_TEMPLATE_COMPILE_H
#define BC_TEMPLATE_COMPILE_H

#include "template/style_sheet.h"
#include "template/template.h"

/* Fields in reach of an expression: the innermost repetition first. */
typedef struct bc_field_scope {
    const bc_field *fields;
    uint32_t n;
    bool repetition; /* `this`, `nth` and `required` are known too */
    bool open;       /* a computed list: its elements' fields are not known, so nothing is reported */
    const struct bc_field_scope *outer;
} bc_field_scope;

typedef struct bc_compiler {
    bc_arena *arena;
    bc_diags *diags;
    bc_sheet *sheet;
    const bc_value *fragments;  /* name → rows or bands, or NULL */
    const bc_value *categories; /* 一级 → list of 二级, or NULL */
    bc_len frame;               /* width of the type area */
    int depth;                  /* of nested fragments and repetitions */
} bc_compiler;

/* Repetitions and fragments in each other; a fragment that uses itself ends here. */
enum { BC_COMPILE_DEEPEST = 12 };

/* Expressions and texts, with every path they read checked against the fields in reach (E307). NULL on error. */
const bc_expr *bc_compile_expr(bc_compiler *c, const bc_value *value, const bc_field_scope *scope);
const bc_expr *bc_compile_expr_text(bc_compiler *c, bc_str text, bc_mark at, const bc_field_scope *scope);
const bc_phrase *bc_compile_phrase(bc_compiler *c, const bc_value *value, const bc_field_scope *scope);
/* The same check for an expression that was compiled elsewhere; NULL is allowed. */
void bc_compile_check_paths(bc_compiler *c, const bc_expr *expr, const bc_field_scope *scope);
/* The field a plain path of the expression leads to, or NULL; of `plan[0]` the list. */
const bc_field *bc_compile_field_of(const bc_expr *expr, const bc_field_scope *scope);

/* The fragment that `{use: name}` names, or NULL (reported). */
const bc_value *bc_compile_fragment(bc_compiler *c, const bc_value *use);

/* Fills the table part of a layout item from the map under `table:`. */
void bc_compile_table(bc_compiler *c, const bc_value *spec, const bc_field_scope *scope, bc_layout_item *item);
/* The layout list of the template. */
void bc_compile_layout(bc_compiler *c, const bc_value *list, const bc_field_scope *scope, bc_form *form);

/* The checks of the template. */
void bc_compile_checks(bc_compiler *c, const bc_value *list, const bc_field_scope *scope, bc_form *form);

/* The map of a paper (may be NULL) with what `over` (may be NULL) says in place of its own. */
const bc_value *bc_compile_change_paper(bc_arena *arena, const bc_value *own, const bc_value *over);
/* The paper that such a map describes. */
bc_paper bc_compile_paper(const bc_value *spec, bc_sheet *sheet, bc_diags *diags);

/* The template's tree with everything it extends merged in; NULL when it cannot be read. `files` may be NULL. */
typedef struct bc_template_files {
    const char *const *at; /* the paths that were read, in the arena */
    uint32_t n;
} bc_template_files;
const bc_value *bc_template_read(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_mark at,
                                 bc_diags *diags, bc_template_files *files);

#endif
