/* What is said of the record, not of the template. Who reads it has filled in a form and knows its rows, so the message
 * stands at the value or the row, names the row by the first words in it, and only then quotes the expression. */
#include "expr/private/remark.h"

#include "base/tr.h"
#include "expr/private/function.h"

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

static bool has_letters(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80 || (text.p[i] >= 'A' && text.p[i] <= 'z'))
            return true;
    return false;
}

/* The first words of a row, of two of its fields, since the first often is that of a group; a code where it has none.
 */
static bc_str words_of(const bc_expr_run *run, const bc_value *row)
{
    bc_str found = { 0 }, code = { 0 };
    for (uint32_t i = 0, n = 0; row->type == BC_VALUE_MAP && i < row->n && n < 2; i++) {
        const bc_value *value = &row->as.entries[i].value;
        if (value->type != BC_VALUE_TEXT || !value->text.n || bc_value_unread_of(value))
            continue;
        const bc_str words = shortened(value->text, NAMED_CHARACTERS);
        if (!has_letters(words)) {
            code = code.n ? code : words;
            continue;
        }
        found = n++ ? bc_arena_printf(run->arena, "%.*s %.*s", BC_STR_ARG(found), BC_STR_ARG(words)) : words;
    }
    return found.n ? found : code;
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
    const bc_str words = row && is_row ? words_of(run, row) : (bc_str){ 0 };
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

/* ---- rows that a sum leaves out ---------------------------------------------------------------- */

bool bc_expr_remark_is_sum(const bc_expr_node *node)
{
    return node->kind == BC_EXPR_NODE_BINARY && (node->op == BC_OP_ADD || node->op == BC_OP_SUB);
}

void bc_expr_remark_row(bc_expr_run *run, const bc_value *element, const bc_expr_node *empty, const bc_node *origin,
                        bc_expr_left_out *rows)
{
    if (rows->n++)
        return;
    origin = origin ? origin : element->origin;
    rows->mark = origin ? origin->mark : bc_expr_locate(run->expr->text, run->expr->at, empty->from, empty->to);
    rows->row = words_of(run, element);
    rows->empty = quoted(run, empty->from, empty->to);
}

/* `a, b, -c` of a + b - c. */
static void list_terms(const bc_expr_run *run, const bc_expr_node *node, bool minus, bc_buf *out)
{
    if (bc_expr_remark_is_sum(node)) {
        list_terms(run, node->as.of.a, minus, out);
        list_terms(run, node->as.of.b, minus != (node->op == BC_OP_SUB), out);
        return;
    }
    const bool plain = node->kind == BC_EXPR_NODE_PATH || node->kind == BC_EXPR_NODE_LITERAL ||
                       node->kind == BC_EXPR_NODE_MEMBER || node->kind == BC_EXPR_NODE_INDEX ||
                       node->kind == BC_EXPR_NODE_CALL || (node->kind == BC_EXPR_NODE_BINARY && !minus);
    const bc_str text = bc_str_slice(run->expr->text, node->from, node->to);
    bc_buf_printf(out, plain ? "%s%s%.*s" : "%s%s(%.*s)", out->n ? ", " : "", minus ? "-" : "", BC_STR_ARG(text));
}

void bc_expr_remark_left_out(bc_expr_run *run, const bc_expr_node *call, const bc_expr_left_out *rows)
{
    if (!rows->n || bc_diag_list_has(run->diags, "W326", rows->mark))
        return;
    const bc_expr_node *body = call->as.call.body;
    const char *row = rows->row.n ? bc_arena_printf(run->arena, bc_tr(" (%.*s)"), BC_STR_ARG(rows->row)).p : "";
    const bc_str sum = quoted(run, body->from, body->to);
    bc_diag_add(run->diags, BC_DIAG_WARNING, "W326", rows->mark,
                rows->n > 1 ? bc_tr("this row%s is not added up with `%.*s`, for `%.*s` is empty, nor are %u more")
                            : bc_tr("this row%s is not added up with `%.*s`, for `%.*s` is empty"),
                row, BC_STR_ARG(sum), BC_STR_ARG(rows->empty), rows->n - 1);
    bc_buf all;
    bc_buf_init(&all);
    list_terms(run, body, false, &all);
    const bc_expr_node *list = call->as.call.args[0];
    const bc_str walked = quoted(run, list->from, list->to);
    bc_diag_hint(run->diags, bc_tr("the template counts what is empty as 0 with `%.*s.%s(sum(%s))`"),
                 BC_STR_ARG(walked), call->as.call.function->name, all.p);
    bc_buf_release(&all);
}
