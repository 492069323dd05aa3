/* An engine and files for fuzz targets, and what must hold of all that an engine says and makes. */
#include "pipeline.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "engine/engine.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_PATH = 4096 };

static struct {
    biaoce_engine *engine;
    char folder[64];
    size_t outputs;
    bc_arena arena;
} here;

void pipeline_require(bool truth)
{
    if (!truth)
        abort();
}

/* -- messages and outputs ------------------------------------------------------------------------------- */

static bool is_one_line(const char *json)
{
    const char *end = strchr(json, '\n');
    return json[0] == '{' && end && end[1] == '\0';
}

static void look_at_message(void *context, const biaoce_message *message)
{
    (void)context;
    const bc_str text = bc_str_from(message->text);
    pipeline_require(text.n && text.p[text.n - 1] == '\n' && message->message[0] && is_one_line(message->json));
    pipeline_require(bc_utf8_invalid_at(text) == SIZE_MAX &&
                     bc_utf8_invalid_at(bc_str_from(message->json)) == SIZE_MAX);
    for (size_t i = 0; i < text.n; i++) /* nothing that a terminal would obey */
        pipeline_require((unsigned char)text.p[i] >= ' ' || text.p[i] == '\n' || text.p[i] == '\t');
    pipeline_require((message->line > 0) == (message->column > 0));
    pipeline_require(message->code[0] != 0);
}

static bool begins(const biaoce_output *output, const char *sign)
{
    return output->length > strlen(sign) && memcmp(output->bytes, sign, strlen(sign)) == 0;
}

static void look_at_output(void *context, const biaoce_output *output)
{
    (void)context;
    here.outputs++;
    pipeline_require(bc_utf8_invalid_at(bc_str_from(output->name)) == SIZE_MAX);
    if (output->bytes && output->format == BIAOCE_FORMAT_PDF)
        pipeline_require(begins(output, "%PDF-") && output->pages > 0);
    if (output->bytes && output->format == BIAOCE_FORMAT_XLSX)
        pipeline_require(begins(output, "PK"));
}

const biaoce_callbacks *pipeline_callbacks(void)
{
    static const biaoce_callbacks CALLBACKS = { .size = sizeof CALLBACKS,
                                                .on_message = look_at_message,
                                                .on_output = look_at_output };
    return &CALLBACKS;
}

size_t pipeline_outputs(void)
{
    size_t n = here.outputs;
    here.outputs = 0;
    return n;
}

biaoce_engine *pipeline_engine(pipeline_templates templates)
{
    if (here.engine && templates == PIPELINE_OWN_TEMPLATES) {
        bc_engine_templates_release(&here.engine->templates);
        bc_engine_templates_init(&here.engine->templates);
    }
    if (here.engine)
        return here.engine;
    const biaoce_config config = { .size = sizeof config,
                                   .data_folder = BC_PROJECT_DIR,
                                   .callbacks = pipeline_callbacks() };
    pipeline_require(biaoce_engine_new(&config, &here.engine) == BIAOCE_OK);
    return here.engine;
}

/* -- files ---------------------------------------------------------------------------------------------- */

static void empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder)) {
        char inside[MAX_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        if (unlink(inside) != 0) {
            empty_folder(inside);
            rmdir(inside);
        }
    }
    if (folder)
        closedir(folder);
}

static void remove_folder(void)
{
    empty_folder(here.folder);
    rmdir(here.folder);
}

const char *pipeline_folder(void)
{
    bc_arena_release(&here.arena);
    if (here.folder[0]) {
        empty_folder(here.folder);
        return here.folder;
    }
    const char *place = getenv("TMPDIR");
    snprintf(here.folder, sizeof here.folder, "%s/biaoce-fuzz-XXXXXX", place && strlen(place) < 32 ? place : "/tmp");
    pipeline_require(mkdtemp(here.folder) != NULL && atexit(remove_folder) == 0);
    return here.folder;
}

const char *pipeline_text(bc_str bytes)
{
    return bc_arena_str(&here.arena, bytes).p;
}

const char *pipeline_file(const char *name, bc_str bytes)
{
    const char *path = bc_arena_printf(&here.arena, "%s/%s", here.folder, name).p;
    FILE *file = fopen(path, "wb");
    pipeline_require(file != NULL && fwrite(bytes.p, 1, bytes.n, file) == bytes.n);
    pipeline_require(fclose(file) == 0);
    return path;
}

bc_str pipeline_part(bc_str *rest)
{
    const size_t end = bc_str_find(*rest, (bc_str){ "", 1 }, 0);
    const bc_str part = bc_str_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(*rest, end + 1, rest->n);
    return part;
}

biaoce_memory pipeline_memory(const char *name, bc_str bytes)
{
    return (biaoce_memory){
        .size = sizeof(biaoce_memory), .name = name, .bytes = bytes.n ? bytes.p : "", .length = bytes.n, .time = 1
    };
}

/* -- rendering ------------------------------------------------------------------------------------------ */

void pipeline_render(const biaoce_memory *record, const char *template_name, const char *name_pattern,
                     bool one_workbook)
{
    const biaoce_render_options options = { .size = sizeof options,
                                            .memory = record,
                                            .memory_count = 1,
                                            .template_name = template_name,
                                            .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_TRACE,
                                            .target = BIAOCE_TO_MEMORY,
                                            .name_pattern = name_pattern,
                                            .jobs = 1,
                                            .force = true,
                                            .formulas = true,
                                            .one_workbook = one_workbook };
    biaoce_summary summary = { .size = sizeof summary };
    (void)pipeline_outputs();
    const biaoce_status status = biaoce_render(here.engine, &options, &summary);
    const size_t outputs = pipeline_outputs();
    pipeline_require(outputs == summary.outputs && (status == BIAOCE_OK) == (summary.errors == 0));
    pipeline_require(status != BIAOCE_IO && summary.rendered + summary.failed >= summary.records);
}
