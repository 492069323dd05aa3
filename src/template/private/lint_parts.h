/* What the parts of the template linter share. */
#ifndef BC_TEMPLATE_PRIVATE_LINT_PARTS_H
#define BC_TEMPLATE_PRIVATE_LINT_PARTS_H

#include "form/form.h"

typedef struct bc_template_lint_job {
    const bc_form *form;
    const bc_node *tree; /* of the template, with all that it extends */
    bc_arena *arena;
    bc_diag_list *diags;
} bc_template_lint_job;

/* A warning, unless the same stands at that place: fragments come by several times. False then. */
bool bc_template_lint_add(bc_template_lint_job *job, const char *code, bc_diag_mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Whether it stands in the template's own file. */
bool bc_template_lint_is_own(const bc_template_lint_job *job, bc_diag_mark mark);

/* Fields, styles, fragments and categories that nothing uses. */
void bc_template_lint_unused(bc_template_lint_job *job);
/* Bands whose edges nearly meet, repeated rows without a head, labels in too narrow columns. */
void bc_template_lint_tables(bc_template_lint_job *job);

#endif
