/* Diagnostics as the messages of biaoce.h: handed to the program as they come, and kept for it when it wants to ask
 * afterwards. What is kept is a copy, for diagnostics go with the record that they are about. */
#include "engine/engine.h"

#include "engine/publish.h"

#include "base/tr.h"

_Static_assert((int)BC_DIAG_NOTE == (int)BIAOCE_SEVERITY_NOTE && (int)BC_DIAG_WARNING == (int)BIAOCE_SEVERITY_WARNING &&
                   (int)BC_DIAG_ERROR == (int)BIAOCE_SEVERITY_ERROR,
               "severities are handed on as they are");

struct biaoce_messages {
    pthread_mutex_t lock;
    bc_arena arena;
    BC_VEC(const biaoce_message *) list;
};

biaoce_messages *biaoce_messages_new(void)
{
    biaoce_messages *messages = bc_mem_alloc(sizeof *messages);
    pthread_mutex_init(&messages->lock, NULL);
    return messages;
}

void biaoce_messages_free(biaoce_messages *messages)
{
    if (!messages)
        return;
    bc_vec_release(&messages->list);
    bc_arena_release(&messages->arena);
    pthread_mutex_destroy(&messages->lock);
    bc_mem_free(messages);
}

size_t biaoce_messages_count(const biaoce_messages *messages)
{
    return messages ? messages->list.n : 0;
}

const biaoce_message *biaoce_messages_at(const biaoce_messages *messages, size_t index)
{
    return index < biaoce_messages_count(messages) ? messages->list.at[index] : NULL;
}

static const char *copy_of(bc_arena *arena, const char *text)
{
    return bc_arena_str(arena, bc_str_from(text)).p;
}

static void keep(biaoce_messages *messages, const biaoce_message *message)
{
    pthread_mutex_lock(&messages->lock);
    bc_arena *arena = &messages->arena;
    biaoce_message *kept = BC_NEW(arena, biaoce_message);
    *kept = *message;
    kept->code = copy_of(arena, message->code);
    kept->file = copy_of(arena, message->file);
    kept->message = copy_of(arena, message->message);
    kept->hint = copy_of(arena, message->hint);
    kept->text = copy_of(arena, message->text);
    kept->json = copy_of(arena, message->json);
    bc_vec_add(&messages->list, kept);
    pthread_mutex_unlock(&messages->lock);
}

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
    if (call->callbacks.on_message)
        call->callbacks.on_message(call->callbacks.context, &message);
    if (call->callbacks.messages)
        keep(call->callbacks.messages, &message);
    bc_buf_release(&text);
    bc_buf_release(&json);
}

/* A net behind all others: whatever was said, no line of a file is shown, and nothing that looks private. */
static void report_masked(const bc_engine_call *call, const bc_diag_list *diags, bc_arena *arena)
{
    bc_diag_list masked;
    bc_diag_list_init(&masked);
    bc_diag_list_append(&masked, diags);
    bc_engine_publish_redact(call->engine, &masked, false, arena);
    for (size_t i = 0; i < masked.list.n; i++)
        report_one(call, &masked.list.at[i], arena);
    bc_diag_list_release(&masked);
}

void bc_engine_report(const bc_engine_call *call, const bc_diag_list *diags)
{
    if (!call->callbacks.on_message && !call->callbacks.messages)
        return;
    bc_arena arena = { 0 };
    if (call->engine->publishing) {
        report_masked(call, diags, &arena);
        bc_arena_release(&arena);
        return;
    }
    for (size_t i = 0; i < diags->list.n; i++) {
        report_one(call, &diags->list.at[i], &arena);
        bc_arena_reset(&arena);
    }
    bc_arena_release(&arena);
}
