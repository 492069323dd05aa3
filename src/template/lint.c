/* The frame of the linter. A template is compiled first, and looked at only when that succeeds: the compiler speaks of
 * what is wrong, the linter of what is hardly meant. A finding is told once for its place, however often the fragment
 * that stands there is used. */
#include "template/lint.h"

#include "base/tr.h"
#include "template/private/compile.h"
#include "template/private/lint_parts.h"

#include <stdarg.h>
#include <string.h>

bool bc_template_lint_add(bc_template_lint_job *job, const char *code, bc_diag_mark mark, const char *format, ...)
{
    bc_buf message;
    bc_buf_init(&message);
    va_list args;
    va_start(args, format);
    bc_buf_vprintf(&message, format, args);
    va_end(args);
    bool known = false;
    for (size_t i = 0; i < job->diags->list.n && !known; i++) {
        const bc_diag *diag = &job->diags->list.at[i];
        known = strcmp(diag->code, code) == 0 && diag->mark.source == mark.source && diag->mark.line == mark.line &&
                diag->mark.column == mark.column && bc_str_eq(diag->message, bc_buf_str(&message));
    }
    if (!known)
        bc_diag_add(job->diags, BC_DIAG_WARNING, code, mark, "%s", message.p);
    bc_buf_release(&message);
    return !known;
}

bool bc_template_lint_is_own(const bc_template_lint_job *job, bc_diag_mark mark)
{
    const bc_diag_source *own = job->tree->mark.source;
    return mark.source && own && bc_str_eq(mark.source->name, own->name);
}

bool bc_template_lint(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_list *diags)
{
    const bc_node *tree = bc_template_read(arena, folders, name, (bc_diag_mark){ 0 }, diags, NULL);
    if (!tree)
        return false;
    if (!bc_node_find(tree, "form")) {
        bc_diag_mark file = { .source = tree->mark.source };
        bc_diag_add(diags, BC_DIAG_NOTE, "N347", file,
                    bc_tr("a shared part: it is looked at with each form that extends it"));
        return false;
    }
    bc_template_lint_job job = { .tree = tree, .arena = arena, .diags = diags };
    job.form = bc_template_compile(arena, folders, name, (bc_diag_mark){ 0 }, diags);
    if (!job.form)
        return false;
    bc_template_lint_unused(&job);
    bc_template_lint_tables(&job);
    return true;
}
