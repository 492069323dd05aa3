/* What is said of the record, not of the template. Who reads it has filled in a form and knows its rows, so the message
 * stands at the value or the row, names the row by the first words in it, and only then quotes the expression. */
#include "expr/private/remark.h"

#include "base/tr.h"

/* So much of an expression and of a row's words is quoted. */
enum { QUOTED_CHARACTERS = 60, NAMED_CHARACTERS = 20 };

static bc_str shortened(bc_str text, uint32_t characters)
{
    size_t at = 0;
    for (uint32_t n = 0; at < text.n; n++) {
        size_t next = at + 1;
        while (next < text.n && ((unsigned char)text.p[next] & 0xC0) == 0x80)
            next++;
        if (n == characters || text.p[at] == '\n')
            break;
        at = next;
    }
    return bc_str_slice(text, 0, at);
}

/* The expression, as far as it is quoted. */
static bc_str quoted(const bc_expr_run *run, uint32_t from, uint32_t to)
{
    return shortened(bc_str_trim(bc_str_slice(run->expr->text, from, to)), QUOTED_CHARACTERS);
}

static bc_str words_of(const bc_value *row)
{
    for (uint32_t i = 0; row->type == BC_VALUE_MAP && i < row->n; i++) {
        const bc_value *value = &row->as.entries[i].value;
        if (value->type == BC_VALUE_TEXT && value->text.n && !bc_value_unread_of(value))
            return shortened(value->text, NAMED_CHARACTERS);
    }
    return (bc_str){ 0 };
}

/* The innermost row or record that is looked at and that somebody wrote, or NULL. *is_row: it is one of several. */
static const bc_value *innermost(const bc_expr_run *run, bool *is_row)
{
    *is_row = true;
    for (const bc_expr_frame *frame = run->frame; frame; frame = frame->outer)
        if (frame->element->origin)
            return frame->element;
    const bc_value *found = NULL;
    for (const bc_expr_scope *scope = run->scope; scope; scope = scope->outer) {
        if (found && scope->map && scope->map->origin && scope->map != found)
            return found;
        if (!found && scope->map && scope->map->origin)
            found = scope->map;
    }
    *is_row = false;
    return found;
}

/* " (甲项目)", or nothing where no row is looked at. */
static const char *row_named(const bc_expr_run *run, const bc_value *row, bool is_row)
{
    const bc_str words = row && is_row ? words_of(row) : (bc_str){ 0 };
    return words.n ? bc_arena_printf(run->arena, bc_tr(" (%.*s)"), BC_STR_ARG(words)).p : "";
}

/* Whether it reads no name, so that it is the same in each record. */
static bool is_constant(const bc_expr_node *node)
{
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_LITERAL:
        return true;
    case BC_EXPR_NODE_NEGATE:
        return is_constant(node->as.of.a);
    case BC_EXPR_NODE_BINARY:
        return is_constant(node->as.of.a) && is_constant(node->as.of.b);
    default:
        return false;
    }
}

const bc_value *bc_expr_remark_divided(bc_expr_run *run, const bc_expr_node *node, const bc_value *divisor,
                                       bc_value *out)
{
    const bc_expr_node *by = node->as.of.b;
    if (is_constant(by))
        return bc_expr_run_fail(run, by, "E323", bc_tr("this divides by zero"));
    bool is_row;
    const bc_value *row = innermost(run, &is_row);
    const bc_node *origin = divisor->origin ? divisor->origin : row ? row->origin : NULL;
    const bc_diag_mark mark = origin ? origin->mark : bc_expr_locate(run->expr->text, run->expr->at, by->from, by->to);
    if (!bc_diag_list_has(run->diags, "W323", mark)) {
        const bc_str whole = quoted(run, 0, (uint32_t)run->expr->text.n), part = quoted(run, by->from, by->to);
        bc_diag_add(run->diags, BC_DIAG_WARNING, "W323", mark,
                    bc_tr("nothing comes out here%s: `%.*s` divides by `%.*s`, which is 0"),
                    row_named(run, row, is_row), BC_STR_ARG(whole), BC_STR_ARG(part));
        bc_diag_hint(run->diags, bc_tr("where 0 is right, the template says so: `%.*s == 0 ? null : …`"),
                     BC_STR_ARG(part));
    }
    return bc_expr_run_room((bc_value_room){ 0 }, out);
}
