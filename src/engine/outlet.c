/* The last step of every output: its path is made, and the bytes are written or handed over. Whatever name a record
 * asks for, the run's inputs and templates and the list of fonts are never replaced. */
#include "engine/outlet.h"

#include "base/file.h"
#include "base/tr.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of what is made of records. */
static const char *extension_of(biaoce_format format)
{
    switch (format) {
    case BIAOCE_FORMAT_PDF:
        return "pdf";
    case BIAOCE_FORMAT_XLSX:
        return "xlsx";
    case BIAOCE_FORMAT_YAML:
        return "yaml";
    case BIAOCE_FORMAT_JSON:
        return "json";
    case BIAOCE_FORMAT_SARIF:
        return "sarif";
    default:
        return "trace";
    }
}

/* A place for messages about a file that is written. */
static bc_diag_mark output_mark(bc_arena *arena, const char *path)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_str_from(path);
    return (bc_diag_mark){ .source = source };
}

/* Folders whose stale temporary files are gone: each is looked through once. */
struct bc_engine_tidied {
    pthread_mutex_t lock;
    bc_arena arena;
    bc_strmap folders;
};

static void tidy(struct bc_engine_tidied *tidied, const char *folder)
{
    pthread_mutex_lock(&tidied->lock);
    bool known = bc_strmap_find(&tidied->folders, bc_str_from(folder)) != NULL;
    if (!known)
        bc_strmap_put(&tidied->folders, bc_arena_str(&tidied->arena, bc_str_from(folder)), tidied);
    pthread_mutex_unlock(&tidied->lock);
    if (!known)
        bc_file_remove_stale(folder);
}

/* The folder that outputs go into. */
static void tidy_target(const bc_engine_outlet *outlet)
{
    const char *path = outlet->options->path ? outlet->options->path : ".";
    const char *slash = outlet->options->target == BIAOCE_TO_FILE ? strrchr(path, '/') : NULL;
    bc_buf folder;
    bc_buf_init(&folder);
    if (outlet->options->target == BIAOCE_TO_FOLDER)
        bc_buf_add_text(&folder, path);
    else
        bc_buf_add(&folder, slash ? path : ".", slash && slash != path ? (size_t)(slash - path) : 1);
    tidy(outlet->tidied, folder.p);
    bc_buf_release(&folder);
}

static void init_tidied(bc_engine_outlet *outlet)
{
    outlet->tidied = bc_mem_alloc(sizeof *outlet->tidied);
    pthread_mutex_init(&outlet->tidied->lock, NULL);
    if (outlet->options->target != BIAOCE_TO_MEMORY)
        tidy_target(outlet);
}

static void free_tidied(struct bc_engine_tidied *tidied)
{
    if (!tidied)
        return;
    bc_strmap_release(&tidied->folders);
    bc_arena_release(&tidied->arena);
    pthread_mutex_destroy(&tidied->lock);
    bc_mem_free(tidied);
}

static bool make_folder(const biaoce_render_options *options, bc_diag_list *diags)
{
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

bool bc_engine_outlet_open(bc_engine_outlet *outlet, biaoce_engine *engine, const biaoce_render_options *options,
                           const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    *outlet = (bc_engine_outlet){ .engine = engine, .options = options, .inputs = inputs };
    outlet->durable = options->target == BIAOCE_TO_FILE;
    if (!make_folder(options, diags))
        return false;
    init_tidied(outlet);
    return true;
}

void bc_engine_outlet_release(bc_engine_outlet *outlet)
{
    bc_engine_naming_release(&outlet->naming);
    free_tidied(outlet->tidied);
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

static bool is_same_file(const char *path, const char *other)
{
    return other && bc_file_is_same(path, other);
}

/* Pictures and databases, which no run makes: records and mappings name them, and may not have been read yet. */
static bool is_never_output(const char *path)
{
    static const char *const BEGINNINGS[] = { "\x89PNG", "\xff\xd8\xff", "SQLite format 3" };
    bc_buf beginning;
    bc_buf_init(&beginning);
    bc_file_stream stream;
    bool found = false;
    if (bc_file_stream_open(path, false, NULL, &stream).status == BC_FILE_OK) {
        (void)bc_file_stream_read(&stream, 16, &beginning);
        bc_file_stream_close(&stream);
    }
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
        found = found || bc_str_starts(bc_buf_str(&beginning), bc_str_from(BEGINNINGS[i]));
    bc_buf_release(&beginning);
    return found;
}

bool bc_engine_outlet_may_replace(biaoce_engine *engine, const bc_engine_inputs *inputs, const char *path,
                                  bc_diag_list *diags)
{
    const char *log = bc_engine_publish_log(engine);
    if (log != path && is_same_file(path, log)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, bc_tr("two outputs of the run are called %s"),
                    path);
        return false;
    }
    if (access(path, F_OK) != 0)
        return true;
    if (!bc_engine_inputs_have(inputs, path) && !bc_engine_has_table_file(engine, path) &&
        !is_same_file(path, engine->fonts_file) && !is_same_file(path, engine->office_file) &&
        !is_same_file(path, engine->publish_file) && !bc_engine_templates_use(&engine->templates, path) &&
        !is_never_output(path))
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E515", output_mark(&diags->arena, path),
                bc_tr("this file is an input of the run and is not replaced"));
    return false;
}

/* Made with the first file in it, so that none stays empty. */
static bool make_folder_of(const bc_engine_outlet *outlet, bc_engine_outputs *outputs, const char *path, bc_str name)
{
    const char *slash = bc_str_find(name, BC_STR("/"), 0) == SIZE_MAX ? NULL : strrchr(path, '/');
    if (!slash)
        return true;
    const char *folder = bc_arena_str(outputs->arena, (bc_str){ path, (size_t)(slash - path) }).p;
    bc_file_result made = bc_file_make_folder(folder);
    if (made.status != BC_FILE_OK)
        bc_diag_add(outputs->diags, BC_DIAG_ERROR, "E512", output_mark(&outputs->diags->arena, folder),
                    bc_tr("the output folder could not be made: %s"), bc_file_result_text(made));
    else
        tidy(outlet->tidied, folder);
    return made.status == BC_FILE_OK;
}

static bool write_file(const bc_engine_outlet *outlet, bc_engine_outputs *outputs, const char *path, bc_str bytes)
{
    if (!bc_engine_outlet_may_replace(outlet->engine, outlet->inputs, path, outputs->diags))
        return false;
    bc_file_result written = bc_file_write(path, bytes, &(bc_file_write_options){ .durable = outlet->durable });
    if (written.status == BC_FILE_OK)
        return true;
    bc_diag_add(outputs->diags, BC_DIAG_ERROR, "E514", output_mark(&outputs->diags->arena, path),
                bc_tr("the output could not be written: %s"), bc_file_result_text(written));
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
        const bool in_folder =
            outlet->options->target != BIAOCE_TO_FOLDER || make_folder_of(outlet, outputs, made.path, name);
        if (!in_folder || !write_file(outlet, outputs, made.path, bc_buf_str(&rendered->bytes))) {
            outputs->io_failed = true;
            return;
        }
    }
    outputs->at[outputs->n++] = made;
}
