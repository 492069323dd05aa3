/* Diagnostics as the messages of biaoce.h. */
#include "engine/engine.h"

#include "base/tr.h"

_Static_assert((int)BC_DIAG_NOTE == (int)BIAOCE_SEVERITY_NOTE && (int)BC_DIAG_WARNING == (int)BIAOCE_SEVERITY_WARNING &&
                   (int)BC_DIAG_ERROR == (int)BIAOCE_SEVERITY_ERROR,
               "severities are handed on as they are");

static const char *text_of(bc_arena *arena, bc_str s)
{
    return bc_arena_str(arena, s).p;
}

static void report_one(const bc_engine_call *call, const bc_diag *diag, bc_arena *arena)
{
    bc_buf text, json;
    bc_buf_init(&text);
    bc_buf_init(&json);
    bc_diag_print(diag, call->engine->config.colour, &text);
    bc_diag_print_json(diag, &json);
    bool placed = diag->mark.source && diag->mark.line;
    biaoce_message message = {
        .size = sizeof message,
        .severity = (biaoce_severity)diag->severity,
        .code = diag->code,
        .file = diag->mark.source ? text_of(arena, diag->mark.source->name) : "",
        .line = placed ? diag->mark.line : 0,
        .column = placed ? diag->mark.column : 0,
        .length = placed ? diag->mark.length : 0,
        .message = text_of(arena, diag->message),
        .hint = text_of(arena, diag->hint),
        .text = text.p,
        .json = json.p,
    };
    call->callbacks.on_message(call->callbacks.context, &message);
    bc_buf_release(&text);
    bc_buf_release(&json);
}

void bc_engine_report(const bc_engine_call *call, const bc_diag_list *diags)
{
    if (!call->callbacks.on_message)
        return;
    bc_arena arena;
    bc_arena_init(&arena);
    for (size_t i = 0; i < diags->list.n; i++) {
        report_one(call, &diags->list.at[i], &arena);
        bc_arena_reset(&arena);
    }
    bc_arena_release(&arena);
}
