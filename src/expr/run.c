/* What all parts of an evaluation use: reporting at a node's place, memory and steps that are counted, texts made.
 *
 * Expressions come with templates that someone else wrote, so one may take as long and as much memory as its list
 * inside a list asks for. Therefore nothing allocates or walks without counting it here first, and what counts too much
 * fails like any other mistake of the template's. */
#include "expr/private/run.h"

#include "base/tr.h"

#include <stdarg.h>

const char *bc_expr_type_name(bc_value_type type)
{
    switch (type) {
    case BC_VALUE_NULL:
        break;
    case BC_VALUE_BOOL:
        return bc_tr("true or false");
    case BC_VALUE_NUMBER:
        return bc_tr("a number");
    case BC_VALUE_TEXT:
        return bc_tr("a text");
    case BC_VALUE_DATE:
        return bc_tr("a date");
    case BC_VALUE_LIST:
        return bc_tr("a list");
    case BC_VALUE_MAP:
        return bc_tr("a group of fields");
    }
    return bc_tr("nothing");
}

const bc_value *bc_expr_run_fail(bc_expr_run *run, const bc_expr_node *node, const char *code, const char *format, ...)
{
    bc_buf message;
    bc_buf_init(&message);
    va_list args;
    va_start(args, format);
    bc_buf_vprintf(&message, format, args);
    va_end(args);
    bc_diag_mark mark = bc_expr_locate(run->expr->text, run->expr->at, node->from, node->to);
    bc_diag_add(run->diags, BC_DIAG_ERROR, code, mark, "%s", message.p);
    bc_buf_release(&message);
    return NULL;
}

const bc_value *bc_expr_run_overflow(bc_expr_run *run, const bc_expr_node *node)
{
    return bc_expr_run_fail(run, node, "E322", bc_tr("the result has more digits than can be computed with"));
}

const bc_value *bc_expr_run_unknown(bc_expr_run *run, const bc_value *words, bc_value *out)
{
    const bc_node *origin = words->origin;
    const bc_value_unread unread = bc_value_unread_of(words);
    bool said = !origin || bc_diag_list_has(run->diags, "W213", origin->mark) ||
                (unread == BC_VALUE_FAULTY && bc_diag_list_has(run->diags, "E208", origin->mark));
    if (!said) {
        bc_str text = bc_str_trim(bc_node_text(origin));
        bc_diag_add(run->diags, BC_DIAG_WARNING, "W213", origin->mark,
                    bc_tr("what is computed with `%.*s` is left empty, for it is no number"), BC_STR_ARG(text));
    }
    *out = (bc_value){ .type = BC_VALUE_TEXT, .origin = origin, .as.unread = unread };
    return out;
}

/* What all expressions of a record may take together is passed once; those behind it give nothing. */
static bool spent_all(bc_expr_run *run, const bc_expr_node *node)
{
    bc_quota *quota = run->arena->quota;
    if (!quota || quota->passed)
        return false;
    quota->passed = true;
    bc_expr_run_fail(run, node, "E327", bc_tr("the expressions of this record take too many steps together"));
    bc_diag_hint(run->diags,
                 bc_tr("this one is computed for each row of a list, and walks thousands of rows each time"));
    return false;
}

static bool spent(bc_expr_run *run, const bc_expr_node *node)
{
    if (run->arena->quota && run->arena->quota->over)
        return false; /* which is said of the record */
    if (run->common)
        return spent_all(run, node);
    bc_expr_run_fail(run, node, "E327", bc_tr("this expression takes too many steps"));
    bc_diag_hint(run->diags, bc_tr("a list inside a list of thousands of rows is walked for each row again"));
    return false;
}

/* Some of the steps that were kept; none when the record has taken too much of something else. */
static bool has_more(bc_expr_run *run, size_t steps)
{
    if (run->left + run->kept < steps || bc_quota_is_late(run->arena->quota))
        return false;
    uint64_t part = steps > BC_RUN_PART ? steps : BC_RUN_PART;
    if (part > run->kept)
        part = run->kept;
    run->left += part;
    run->kept -= part;
    return true;
}

bool bc_expr_run_spend(bc_expr_run *run, const bc_expr_node *node, size_t bytes)
{
    size_t steps = bytes / BC_RUN_BYTES_PER_STEP + 1;
    if (run->left < steps && !(run->kept && has_more(run, steps))) {
        run->left = run->kept = 0;
        return spent(run, node);
    }
    run->left -= steps;
    return true;
}

void *bc_expr_run_alloc(bc_expr_run *run, const bc_expr_node *node, size_t bytes)
{
    return bc_expr_run_spend(run, node, bytes) ? bc_arena_alloc(run->arena, bytes) : NULL;
}

const bc_value *bc_expr_run_text(bc_expr_run *run, const bc_expr_node *node, bc_buf *text, bc_value *out)
{
    bool within = bc_expr_run_spend(run, node, text->n);
    *out = within ? bc_value_text(bc_arena_str(run->arena, bc_buf_str(text))) : bc_value_null();
    bc_buf_release(text);
    return within ? out : NULL;
}

const bc_value *bc_expr_run_room(bc_value_room room, bc_value *out)
{
    *out = (bc_value){ .type = BC_VALUE_NULL, .room = room };
    return out;
}

bc_str bc_expr_run_print(bc_arena *arena, const bc_value *datum)
{
    const bc_value_room room = bc_value_room_of(datum);
    if (room.characters)
        return bc_value_room_text(room, arena);
    if (datum->text.n || bc_value_is_empty(datum))
        return datum->text;
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(datum, &text);
    bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}
