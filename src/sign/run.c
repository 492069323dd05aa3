/* One PDF at a time: what is wrong with one stops none of the others. */
#include "sign/private/run.h"

#include "base/file.h"
#include "base/tr.h"

#include <unistd.h>

void bc_sign_run_init(bc_sign_run *run, const bc_engine_call *call)
{
    *run = (bc_sign_run){ .call = call };
    bc_diag_list_init(&run->diags);
    bc_sign_run_name(run, "");
}

void bc_sign_run_release(bc_sign_run *run)
{
    bc_diag_list_release(&run->diags);
    bc_arena_release(&run->arena);
}

void bc_sign_run_name(bc_sign_run *run, const char *name)
{
    run->source = BC_NEW(&run->diags.arena, bc_diag_source);
    run->source->name = bc_arena_str(&run->diags.arena, bc_str_from(name));
}

void bc_sign_run_worsen(bc_sign_run *run, biaoce_status status)
{
    run->status = status > run->status ? status : run->status;
}

static void add(bc_sign_run *run, bc_diag_severity severity, const char *code, const char *message, const char *hint)
{
    bc_diag_add(&run->diags, severity, code, (bc_diag_mark){ .source = run->source }, "%s", message);
    if (hint)
        bc_diag_hint(&run->diags, "%s", hint);
}

void bc_sign_run_refuse(bc_sign_run *run, const char *code, const char *message, const char *hint)
{
    add(run, BC_DIAG_ERROR, code, message, hint);
    bc_sign_run_worsen(run, BIAOCE_RECORD_ERRORS);
}

void bc_sign_run_warn(bc_sign_run *run, const char *code, const char *message, const char *hint)
{
    add(run, BC_DIAG_WARNING, code, message, hint);
}

void bc_sign_run_say(bc_sign_run *run)
{
    run->summary.errors += run->diags.errors;
    run->summary.warnings += run->diags.warnings;
    bc_engine_report(run->call, &run->diags);
    const bc_str name = bc_arena_str(&run->arena, run->source->name);
    bc_diag_list_clear(&run->diags);
    bc_sign_run_name(run, name.p);
}

bool bc_sign_run_read(bc_sign_run *run, const char *path, size_t most, bc_buf *bytes)
{
    const bc_file_waiting waiting = bc_engine_call_waiting(run->call);
    const bc_file_result result = bc_file_read_stream(path, most, &waiting, bytes);
    if (result.status == BC_FILE_OK)
        return true;
    bc_diag_add(&run->diags, BC_DIAG_ERROR, "E100", (bc_diag_mark){ .source = run->source },
                bc_tr("it cannot be read: %s"), bc_file_result_text(result));
    bc_sign_run_worsen(run, BIAOCE_IO);
    return false;
}

static bool is_cancelled(void *watcher)
{
    return bc_engine_call_is_cancelled(((bc_sign_run *)watcher)->call);
}

bc_pdfread *bc_sign_run_open(bc_sign_run *run, bc_str bytes, const char *code)
{
    bc_pdfread_fault fault;
    bc_pdfread *file = bc_pdfread_open(bytes, &fault);
    if (file) {
        bc_pdfread_watch(file, is_cancelled, run);
        return file;
    }
    if (fault == BC_PDFREAD_ENCRYPTED)
        bc_sign_run_refuse(run, code, bc_tr("the PDF is encrypted"),
                           bc_tr("save it without a password in the program that made it"));
    else if (fault == BC_PDFREAD_LIMIT)
        bc_sign_run_refuse(run, code, bc_tr("the PDF has more objects than are read here"), NULL);
    else if (fault == BC_PDFREAD_NO_PDF)
        bc_sign_run_refuse(run, code, bc_tr("this is no PDF"), NULL);
    else
        bc_sign_run_refuse(run, code, bc_tr("the PDF is damaged: its pages cannot be found"), NULL);
    return NULL;
}

bool bc_sign_run_takes(const bc_sign_inputs *inputs)
{
    if ((inputs->path_count && !bc_engine_call_has_names(inputs->paths, inputs->path_count)) ||
        (inputs->memory_count && !inputs->memory))
        return false;
    const biaoce_memory *at = inputs->memory;
    biaoce_memory one;
    for (size_t i = 0; i < inputs->memory_count; i++)
        if (!bc_engine_take_memory(&at, &one))
            return false;
    return inputs->path_count + inputs->memory_count > 0;
}

static bool begin(bc_sign_run *run, const char *name)
{
    if (bc_engine_call_is_cancelled(run->call)) {
        bc_sign_run_worsen(run, BIAOCE_IO);
        return false;
    }
    bc_arena_reset(&run->arena);
    bc_sign_run_name(run, name);
    return true;
}

/* Two runs that replace a file would each add to what they read, and what the first one added would be gone. */
static bool take(bc_sign_run *run, const bc_sign_inputs *inputs, const char *path, int *lock)
{
    *lock = -1;
    if (!inputs->alone || bc_file_lock(path, lock))
        return true;
    bc_sign_run_refuse(run, "E869", bc_tr("another run is signing this PDF"),
                       bc_tr("wait until it has ended, and run this one again"));
    bc_sign_run_worsen(run, BIAOCE_IO);
    return false;
}

void bc_sign_run_each(bc_sign_run *run, const bc_sign_inputs *inputs,
                      void (*work)(void *context, const char *name, bc_str bytes), void *context)
{
    for (size_t i = 0; i < inputs->path_count && begin(run, inputs->paths[i]); i++) {
        int lock;
        bc_buf bytes;
        bc_buf_init(&bytes);
        if (take(run, inputs, inputs->paths[i], &lock) &&
            bc_sign_run_read(run, inputs->paths[i], BC_SIGN_MAX_PDF, &bytes))
            work(context, inputs->paths[i], bc_buf_str(&bytes));
        else
            run->summary.failed++;
        bc_buf_release(&bytes);
        if (lock >= 0)
            close(lock);
        bc_sign_run_say(run);
    }
    const biaoce_memory *at = inputs->memory;
    biaoce_memory one;
    for (size_t i = 0; i < inputs->memory_count && bc_engine_take_memory(&at, &one); i++) {
        const char *name = one.name ? one.name : "PDF";
        if (!begin(run, name))
            return;
        work(context, name, (bc_str){ one.bytes, one.length });
        bc_sign_run_say(run);
    }
}
