/* The last step of every output: its path is made, and the bytes are written or handed over. Whatever name a record
 * asks for, the run's inputs and templates and the list of fonts are never replaced. */
#include "engine/outlet.h"

#include "base/file.h"
#include "base/tr.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of what is made of records. */
static const char *extension_of(biaoce_format format)
{
    return format == BIAOCE_FORMAT_PDF ? "pdf" : format == BIAOCE_FORMAT_XLSX ? "xlsx" : "trace";
}

/* A place for messages about a file that is written. */
static bc_diag_mark output_mark(bc_arena *arena, const char *path)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_str_from(path);
    return (bc_diag_mark){ .source = source };
}

bool bc_engine_outlet_open(bc_engine_outlet *outlet, biaoce_engine *engine, const biaoce_render_options *options,
                           const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    *outlet = (bc_engine_outlet){ .engine = engine, .options = options, .inputs = inputs };
    if (options->target != BIAOCE_TO_FOLDER || !options->path)
        return true;
    bc_diag_mark mark = output_mark(&diags->arena, options->path);
    bc_file_result made = bc_file_make_folder(options->path);
    if (made.status != BC_FILE_OK)
        bc_diag_add(diags, BC_DIAG_ERROR, "E512", mark, bc_tr("the output folder could not be made: %s"),
                    bc_file_result_text(made));
    else if (access(options->path, W_OK | X_OK) != 0)
        bc_diag_add(diags, BC_DIAG_ERROR, "E513", mark, bc_tr("nothing can be written to the output folder: %s"),
                    bc_file_error_text(errno));
    else
        return true;
    return false;
}

void bc_engine_outlet_release(bc_engine_outlet *outlet)
{
    bc_engine_naming_release(&outlet->naming);
}

static const char *output_path(const bc_engine_outlet *outlet, bc_arena *arena, bc_str name, biaoce_format format)
{
    const char *path = outlet->options->path, *extension = extension_of(format);
    if (outlet->options->target == BIAOCE_TO_FILE)
        return bc_arena_str(arena, bc_str_from(path)).p;
    if (!path)
        return bc_arena_printf(arena, "%.*s.%s", BC_STR_ARG(name), extension).p;
    bool slash = bc_str_ends(bc_str_from(path), BC_STR("/"));
    return bc_arena_printf(arena, "%s%s%.*s.%s", path, slash ? "" : "/", BC_STR_ARG(name), extension).p;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool bc_engine_outlet_may_replace(biaoce_engine *engine, const bc_engine_inputs *inputs, const char *path,
                                  bc_diag_list *diags)
{
    if (access(path, F_OK) != 0)
        return true;
    if (!bc_engine_inputs_have(inputs, path) && !is_same_file(path, engine->fonts_file) &&
        !bc_engine_templates_use(&engine->templates, path))
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E515", output_mark(&diags->arena, path),
                bc_tr("this file is an input of the run and is not replaced"));
    return false;
}

/* Made with the first file in it, so that none stays empty. */
static bool make_folder_of(bc_engine_outputs *outputs, const char *path, bc_str name)
{
    const char *slash = bc_str_find(name, BC_STR("/"), 0) == SIZE_MAX ? NULL : strrchr(path, '/');
    if (!slash)
        return true;
    const char *folder = bc_arena_str(outputs->arena, (bc_str){ path, (size_t)(slash - path) }).p;
    bc_file_result made = bc_file_make_folder(folder);
    if (made.status != BC_FILE_OK)
        bc_diag_add(outputs->diags, BC_DIAG_ERROR, "E512", output_mark(outputs->arena, folder),
                    bc_tr("the output folder could not be made: %s"), bc_file_result_text(made));
    return made.status == BC_FILE_OK;
}

static bool write_file(const bc_engine_outlet *outlet, bc_engine_outputs *outputs, const char *path, bc_str bytes)
{
    bc_diag_mark mark = output_mark(outputs->arena, path);
    if (!bc_engine_outlet_may_replace(outlet->engine, outlet->inputs, path, outputs->diags))
        return false;
    bc_file_result written = bc_file_write(path, bytes, &(bc_file_write_options){ 0 });
    if (written.status == BC_FILE_OK)
        return true;
    bc_diag_add(outputs->diags, BC_DIAG_ERROR, "E514", mark, bc_tr("the output could not be written: %s"),
                bc_file_result_text(written));
    return false;
}

void bc_engine_outlet_put(const bc_engine_outlet *outlet, bc_engine_outputs *outputs, bc_str name,
                          bc_engine_rendered *rendered)
{
    bc_engine_output made = { .format = rendered->format,
                              .pages = rendered->pages,
                              .name = bc_arena_str(outputs->arena, name).p,
                              .size = rendered->bytes.n };
    if (outlet->options->target == BIAOCE_TO_MEMORY) {
        made.bytes = rendered->bytes;
        bc_buf_init(&rendered->bytes);
    } else {
        made.path = output_path(outlet, outputs->arena, name, rendered->format);
        const bool in_folder = outlet->options->target != BIAOCE_TO_FOLDER || make_folder_of(outputs, made.path, name);
        if (!in_folder || !write_file(outlet, outputs, made.path, bc_buf_str(&rendered->bytes))) {
            outputs->io_failed = true;
            return;
        }
    }
    outputs->at[outputs->n++] = made;
}
