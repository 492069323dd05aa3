/* Output goes where it belongs in pieces of some size, so that a million records need no memory; nobody sees it under
 * its name before it is complete. */
#include "convert/private/file.h"

#include "base/tr.h"
#include "unicode/convert.h"

enum { PIECE = 1 << 16 };

static void report(const bc_convert_file *file, bc_diag_list *diags)
{
    bc_convert_run *run = file->run;
    bc_crew_tally_report(&run->tally, diags);
    bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    bc_diag_list_release(diags);
}

static void report_failure(bc_convert_file *file, bc_file_result result)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_source *source = BC_NEW(&diags.arena, bc_diag_source);
    source->name = bc_str_from(file->path);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ .source = source },
                bc_tr("the output could not be written: %s"), bc_file_result_text(result));
    report(file, &diags);
    file->failed = true;
}

const char *bc_convert_path(bc_convert_run *run, const bc_convert_form *form, const char *ending)
{
    const biaoce_convert_options *options = run->options;
    if (options->target == BIAOCE_TO_MEMORY)
        return NULL;
    if (options->target == BIAOCE_TO_FILE)
        return options->path;
    const bc_form *what = form ? form->order.form : NULL;
    const bc_str wanted = !what ? BC_STR("其他") : what->name.n ? what->name : what->id;
    const bc_str name = bc_engine_naming_take(&run->outlet.naming, wanted);
    const char *folder = options->path ? options->path : ".";
    const bool slash = bc_str_ends(bc_str_from(folder), BC_STR("/"));
    return bc_arena_printf(&run->arena, "%s%s%.*s.%s", folder, slash ? "" : "/", BC_STR_ARG(name), ending).p;
}

bool bc_convert_file_open(bc_convert_file *file, bc_convert_run *run, const char *path, biaoce_format format)
{
    *file = (bc_convert_file){ .run = run, .format = format };
    bc_buf_init(&file->pending);
    if (!path)
        return true;
    file->path = bc_arena_str(&run->arena, bc_str_from(path)).p;
    file->name = bc_arena_str(&run->arena, bc_engine_input_stem(path)).p;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    if (!bc_engine_outlet_may_replace(run->call->engine, run->inputs, path, &diags)) {
        report(file, &diags);
        file->failed = true;
        return false;
    }
    bc_diag_list_release(&diags);
    bc_file_result result;
    file->output = bc_file_output_open(path, &(bc_file_write_options){ .durable = true }, &result);
    if (!file->output)
        report_failure(file, result);
    return file->output != NULL;
}

static void flush(bc_convert_file *file)
{
    bc_buf encoded;
    bc_buf_init(&encoded);
    bc_str bytes = bc_buf_str(&file->pending);
    if (file->encoding && bc_unicode_encode(file->encoding, bytes, &encoded))
        bytes = bc_buf_str(&encoded);
    file->size += bytes.n;
    const biaoce_convert_options *options = file->run->options;
    if (file->output)
        bc_file_output_add(file->output, bytes);
    else if (!file->path && bytes.n)
        options->on_bytes(file->run->call->callbacks.context, bytes.p, bytes.n);
    bc_buf_release(&encoded);
    bc_buf_clear(&file->pending);
    if (!file->output || file->failed)
        return;
    const bc_file_result state = bc_file_output_state(file->output);
    if (state.status == BC_FILE_OK)
        return;
    bc_file_output_drop(file->output);
    file->output = NULL;
    report_failure(file, state);
}

void bc_convert_file_add(bc_convert_file *file, bc_str bytes)
{
    if (file->failed)
        return;
    bc_buf_add_str(&file->pending, bytes);
    if (file->pending.n >= PIECE)
        flush(file);
}

static void tell(bc_convert_file *file)
{
    bc_arena arena = { 0 };
    bc_engine_outputs outputs = { .arena = &arena, .n = 1 };
    outputs.at[0] = (bc_engine_output){
        .format = file->format, .name = file->name, .path = file->path, .size = (size_t)file->size
    };
    bc_crew_tally_outputs(&file->run->tally, &outputs, "", 0);
    bc_arena_release(&arena);
}

void bc_convert_file_finish(bc_convert_file *file)
{
    if (!file->failed)
        flush(file);
    if (!file->output)
        return;
    const bc_file_result result = bc_file_output_finish(file->output);
    file->output = NULL;
    if (result.status == BC_FILE_OK)
        tell(file);
    else
        report_failure(file, result);
}

void bc_convert_file_release(bc_convert_file *file)
{
    bc_file_output_drop(file->output);
    file->output = NULL;
    bc_buf_release(&file->pending);
}
