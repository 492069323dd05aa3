/* Edits of one value make one line, for whoever goes through it changes a cell once. Line breaks and tabs inside of a
 * value are told as \\n and \\t, so that a line stays a line and the list can be opened as a table. */
#include "audit/private/changes.h"

#include "check/fix.h"

static void put_text(bc_str text, bc_buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n' || text.p[i] == '\t')
            bc_buf_add_text(out, text.p[i] == '\n' ? "\\n" : "\\t");
        else
            bc_buf_add_char(out, text.p[i]);
}

static bool was_told(const bc_check_edits *edits, size_t i)
{
    bool told = false;
    for (size_t k = 0; k < i && !told; k++)
        told = edits->at[k].value == edits->at[i].value;
    return told;
}

/* The value with all edits of it made. */
static void change(const bc_check_edits *edits, size_t first, bc_buf *out)
{
    const bc_node *value = edits->at[first].value;
    BC_VEC(bc_check_fix) fixes = { 0 };
    for (size_t i = first; i < edits->n; i++)
        if (edits->at[i].value == value)
            bc_vec_add(&fixes, (bc_check_fix){ edits->at[i].at, edits->at[i].at + edits->at[i].n, edits->at[i].text });
    const size_t n = bc_check_fix_tidy(fixes.at, fixes.n);
    bc_check_fix_apply(value->as.text, fixes.at, n, out);
    bc_vec_release(&fixes);
}

size_t bc_audit_changes_tell(const bc_check_edits *edits, bc_arena *arena, bc_str *out)
{
    size_t n = 0;
    bc_buf lines, changed;
    bc_buf_init(&lines);
    bc_buf_init(&changed);
    for (size_t i = 0; i < edits->n; i++) {
        const bc_node *value = edits->at[i].value;
        if (value->kind != BC_NODE_TEXT || !value->mark.source || was_told(edits, i))
            continue;
        bc_buf_clear(&changed);
        change(edits, i, &changed);
        bc_buf_add_str(&lines, value->mark.source->name);
        bc_diag_add_place(value->mark, &lines);
        bc_buf_add_char(&lines, '\t');
        put_text(value->as.text, &lines);
        bc_buf_add_char(&lines, '\t');
        put_text(bc_buf_str(&changed), &lines);
        bc_buf_add_char(&lines, '\n');
        n++;
    }
    *out = bc_arena_str(arena, bc_buf_str(&lines));
    bc_buf_release(&lines);
    bc_buf_release(&changed);
    return n;
}
