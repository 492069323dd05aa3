/* What every call begins with. A program that was compiled with an older header gives smaller structs and gets smaller
 * ones; their `size` says how much of them there is. */
#include "engine/call.h"

#include "base/tr.h"
#include "engine/engine.h"

#include <string.h>

struct biaoce_cancel {
    atomic_bool asked;
};

_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "biaoce_cancel_ask is called in signal handlers");

biaoce_cancel *biaoce_cancel_new(void)
{
    return bc_mem_alloc(sizeof(biaoce_cancel));
}

void biaoce_cancel_free(biaoce_cancel *cancel)
{
    bc_mem_free(cancel);
}

void biaoce_cancel_ask(biaoce_cancel *cancel)
{
    if (cancel)
        atomic_store(&cancel->asked, true);
}

bool bc_engine_call_is_cancelled(const bc_engine_call *call)
{
    return call->cancel && atomic_load(&call->cancel->asked);
}

static bool is_over(const void *call)
{
    return bc_engine_call_is_cancelled(call);
}

bc_file_waiting bc_engine_call_waiting(const bc_engine_call *call)
{
    return (bc_file_waiting){ .is_over = is_over, .context = call };
}

static size_t size_of(const void *sized)
{
    size_t size;
    memcpy(&size, sized, sizeof size);
    return size;
}

bool bc_engine_take(void *to, size_t size, const void *from)
{
    size_t given = from ? size_of(from) : size;
    if (from)
        memcpy(to, from, given < size ? given : size);
    memcpy(to, &size, sizeof size);
    return given >= sizeof size;
}

bool bc_engine_take_memory(const biaoce_memory **at, biaoce_memory *to)
{
    *to = (biaoce_memory){ 0 };
    if (!*at || !BC_ENGINE_TAKE(to, *at) || (!to->bytes && to->length))
        return false;
    *at = (const biaoce_memory *)(const void *)((const char *)*at + size_of(*at));
    return true;
}

bool bc_engine_can_give(const void *to)
{
    return !to || size_of(to) >= sizeof(size_t);
}

void bc_engine_give(void *to, const void *from, size_t size)
{
    if (!to)
        return;
    size_t known = size_of(to), both = known < size ? known : size;
    if (both > sizeof known)
        memcpy((char *)to + sizeof known, (const char *)from + sizeof known, both - sizeof known);
}

bool bc_engine_call_begin(bc_engine_call *call, biaoce_engine *engine, const biaoce_callbacks *callbacks,
                          const biaoce_cancel *cancel)
{
    bool good = bc_engine_call_begin_alone(call, callbacks, cancel);
    call->engine = engine;
    if (engine && !callbacks)
        call->callbacks = engine->callbacks;
    return engine && good;
}

bool bc_engine_call_begin_alone(bc_engine_call *call, const biaoce_callbacks *callbacks, const biaoce_cancel *cancel)
{
    *call = (bc_engine_call){ .cancel = cancel };
    return BC_ENGINE_TAKE(&call->callbacks, callbacks);
}

bool bc_engine_call_has_names(const char *const *names, size_t n)
{
    if (n && !names)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!names[i])
            return false;
    return true;
}

const char *biaoce_status_text(biaoce_status status)
{
    switch (status) {
    case BIAOCE_OK:
        return bc_tr("everything was made");
    case BIAOCE_RECORD_ERRORS:
        return bc_tr("some record or template has errors; the others were made");
    case BIAOCE_USAGE:
        return bc_tr("what was asked for makes no sense; nothing was made");
    case BIAOCE_IO:
        break;
    }
    return bc_tr("something could not be read or written, or the run was ended early; the rest was made");
}
