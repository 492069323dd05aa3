/* Diagnostics as the messages of biaoce.h: handed to the program as they come, and kept for it when it wants to ask
 * afterwards. What is kept is a copy, for diagnostics go with the record that they are about. */
#include "engine/engine.h"

#include "engine/publish.h"

#include "base/tr.h"

#include <assert.h>

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

/* What is said of one place holds for others: told for people at the first of them. */
typedef struct telling {
    size_t first; /* the number of the message that says it; its own: none has said it before */
    uint32_t again;
} telling;

static telling *tell_once(const bc_diag_list *diags, bc_arena *arena)
{
    telling *tellings = BC_NEW_ARRAY(arena, telling, diags->list.n);
    for (size_t i = 0; i < diags->list.n; i++) {
        size_t first = 0;
        while (first < i &&
               !(tellings[first].first == first && bc_diag_says_same(&diags->list.at[first], &diags->list.at[i])))
            first++;
        tellings[i] = (telling){ .first = first };
        tellings[first].again += first != i;
    }
    return tellings;
}

/* A template that is read twice says so twice. */
static bool stands_there(const bc_diag *a, const bc_diag *b)
{
    return a->mark.line == b->mark.line && a->mark.column == b->mark.column;
}

/* The message as it is printed, with its other places. */
static void print_text(const bc_engine_call *call, const bc_diag_list *diags, const telling *tellings, size_t i,
                       bc_buf *out)
{
    bc_diag diag = diags->list.at[i];
    bc_diag_places places = { .first = diag.mark };
    bc_buf hint;
    bc_buf_init(&hint);
    for (size_t k = i + 1; tellings[i].again && k < diags->list.n; k++)
        if (tellings[k].first == i && !stands_there(&diag, &diags->list.at[k]))
            bc_diag_places_add(&places, diags->list.at[k].mark);
    bc_buf_add_str(&hint, diag.hint);
    bc_diag_places_tell(&places, &hint);
    diag.hint = bc_buf_str(&hint);
    bc_diag_print(&diag, call->engine->config.colour, out);
    bc_buf_release(&hint);
}

static void report_one(const bc_engine_call *call, const bc_diag_list *diags, const telling *tellings, size_t i,
                       bc_arena *arena)
{
    const bc_diag *diag = &diags->list.at[i];
    bc_buf text, json;
    bc_buf_init(&text);
    bc_buf_init(&json);
    print_text(call, diags, tellings, i, &text);
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
        .again = tellings[i].again,
        .repeats = tellings[i].first != i,
    };
    if (call->callbacks.on_message)
        call->callbacks.on_message(call->callbacks.context, &message);
    if (call->callbacks.messages)
        keep(call->callbacks.messages, &message);
    bc_buf_release(&text);
    bc_buf_release(&json);
}

static void report_all(const bc_engine_call *call, const bc_diag_list *diags, const telling *tellings)
{
    bc_arena arena = { 0 };
    for (size_t i = 0; i < diags->list.n; i++) {
        report_one(call, diags, tellings, i, &arena);
        bc_arena_reset(&arena);
    }
    bc_arena_release(&arena);
}

/* A net behind all others: whatever was said, no line of a file is shown, and nothing that looks private. Messages that
 * are alike when they are masked need not have been. */
static void report_masked(const bc_engine_call *call, const bc_diag_list *diags, const telling *tellings,
                          bc_arena *arena)
{
    bc_diag_list masked;
    bc_diag_list_init(&masked);
    bc_diag_list_append(&masked, diags);
    bc_engine_publish_redact(call->engine, &masked, false, arena);
    assert(masked.list.n == diags->list.n);
    report_all(call, &masked, tellings);
    bc_diag_list_release(&masked);
}

void bc_engine_report(const bc_engine_call *call, const bc_diag_list *diags)
{
    if (!call->callbacks.on_message && !call->callbacks.messages)
        return;
    bc_arena arena = { 0 };
    const telling *tellings = tell_once(diags, &arena);
    if (call->engine->publishing)
        report_masked(call, diags, tellings, &arena);
    else
        report_all(call, diags, tellings);
    bc_arena_release(&arena);
}
