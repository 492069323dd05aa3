/* What all runs of a program share: folders, fonts, templates. The configuration is copied and its pointers are
 * forgotten, so that the program may free its own. Fonts are loaded by the first run that needs them, once; when they
 * are unusable, every run that needs them is told why. */
#include "engine/engine.h"

#include "base/file.h"
#include "base/tr.h"
#include "engine/input.h"
#include "engine/private/paths.h"
#include "engine/publish.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *biaoce_version(void)
{
    return BC_VERSION;
}

bc_str bc_engine_creator(void)
{
    return BC_STR("biaoce " BC_VERSION);
}

void biaoce_on_out_of_memory(void (*handler)(void))
{
    bc_mem_on_exhausted(handler);
}

void biaoce_bind_translations(const char *program_folder)
{
    bc_arena arena = { 0 };
    const char *folder = bc_engine_find_translations(&arena, program_folder);
    if (folder)
        bindtextdomain(BC_TEXT_DOMAIN, folder);
    bind_textdomain_codeset(BC_TEXT_DOMAIN, "UTF-8");
    bc_arena_release(&arena);
}

static const char *keep(biaoce_engine *engine, const char *text)
{
    return text ? bc_arena_str(&engine->arena, bc_str_from(text)).p : NULL;
}

/* An environment variable that says something. */
static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* False when one of them is missing. */
static bool add_folders(biaoce_engine *engine, const char *data_folder)
{
    const biaoce_config *config = &engine->config;
    bc_str path = bc_str_from(from_environment("BIAOCE_TEMPLATES"));
    size_t most = config->template_folder_count + path.n + 2;
    bc_str *at = BC_NEW_ARRAY(&engine->arena, bc_str, most);
    uint32_t n = 0;
    for (size_t i = 0; i < config->template_folder_count; i++) {
        if (!config->template_folders[i])
            return false;
        at[n++] = bc_arena_str(&engine->arena, bc_str_from(config->template_folders[i]));
    }
    for (size_t from = 0; from < path.n;) {
        size_t to = bc_str_find(path, BC_STR(":"), from);
        if (to == SIZE_MAX)
            to = path.n;
        if (to > from)
            at[n++] = bc_arena_str(&engine->arena, bc_str_slice(path, from, to));
        from = to + 1;
    }
    if (data_folder)
        at[n++] = bc_arena_printf(&engine->arena, "%s/templates", data_folder);
    engine->folders = (bc_template_folders){ .at = at, .n = n, .index = bc_template_index_new() };
    return true;
}

/* The data folder, or NULL; whether that is a failure depends on what the configuration names itself. */
static const char *find_data(biaoce_engine *engine, bc_buf *looked)
{
    const biaoce_config *config = &engine->config;
    if (config->data_folder)
        return keep(engine, config->data_folder);
    const char *data = from_environment("BIAOCE_DATA");
    return data ? keep(engine, data) : bc_engine_find_data(&engine->arena, config->program_folder, looked);
}

/* A folder of templates that was named and is not there would let others of the same names serve. */
static void look_at_folders(const biaoce_engine *engine, uint32_t named, bc_diag_list *diags)
{
    for (uint32_t i = 0; i < named; i++) {
        DIR *folder = opendir(engine->folders.at[i].p);
        if (folder)
            closedir(folder);
        else
            bc_diag_add(diags, BC_DIAG_ERROR, "E100", (bc_diag_mark){ 0 },
                        bc_tr("the templates in %s cannot be looked up: %s"), engine->folders.at[i].p,
                        bc_file_error_text(errno));
    }
}

/* `looked`: where the data folder was looked for; `data` is NULL when it was not found. */
static bool find_places(biaoce_engine *engine, const char *data, const bc_buf *looked)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    look_at_folders(engine, engine->folders.n - (data != NULL), &diags);
    if (engine->config.fonts_file)
        engine->fonts_file = keep(engine, engine->config.fonts_file);
    else if (data)
        engine->fonts_file = bc_arena_printf(&engine->arena, "%s/fonts/fonts.yaml", data).p;
    if (!engine->fonts_file) {
        bc_diag_add(&diags, BC_DIAG_ERROR, "E520", (bc_diag_mark){ 0 },
                    bc_tr("the data folder of biaoce was not found"));
        bc_diag_hint(&diags, bc_tr("it was looked for in %s; BIAOCE_DATA can name another place"), looked->p);
    }
    bc_engine_report(&(bc_engine_call){ .engine = engine, .callbacks = engine->callbacks }, &diags);
    bool good = !diags.errors;
    bc_diag_list_release(&diags);
    return good;
}

/* What holds for all forms is read once; nothing is done when it is not understood. */
static biaoce_status read_office(biaoce_engine *engine)
{
    const char *path = engine->config.checks_file ? engine->config.checks_file : from_environment("BIAOCE_CHECKS");
    if (!path)
        return BIAOCE_OK;
    engine->office_file = keep(engine, path);
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bool io_error = false;
    const bc_diag_source *source;
    const bc_node *office =
        bc_engine_input_read_document(&engine->arena, engine->office_file, NULL, &source, &diags, &io_error);
    if (!office && source && !diags.errors)
        bc_diag_add(&diags, BC_DIAG_ERROR, "E516", (bc_diag_mark){ .source = source },
                    bc_tr("this file must hold one document"));
    if (office && bc_check_office_check(office, &diags))
        engine->folders.office = office;
    bc_engine_report(&(bc_engine_call){ .engine = engine, .callbacks = engine->callbacks }, &diags);
    bc_diag_list_release(&diags);
    return engine->folders.office ? BIAOCE_OK : io_error ? BIAOCE_IO : BIAOCE_RECORD_ERRORS;
}

static biaoce_status find_all(biaoce_engine *engine)
{
    bc_buf looked;
    bc_buf_init(&looked);
    const char *data = engine->data = find_data(engine, &looked);
    biaoce_status status = BIAOCE_USAGE;
    if (add_folders(engine, data))
        status = find_places(engine, data, &looked) ? read_office(engine) : BIAOCE_IO;
    bool io_error = false;
    if (status == BIAOCE_OK && !bc_engine_publish_open(engine, data, &io_error))
        status = io_error ? BIAOCE_IO : BIAOCE_RECORD_ERRORS;
    bc_buf_release(&looked);
    return status;
}

/* False when the variable is there and says no time that files can have: said. */
static bool read_environment_time(biaoce_engine *engine)
{
    static const long long LAST = 253402300799; /* of the year 9999 */
    const char *text = from_environment("SOURCE_DATE_EPOCH");
    char *end = NULL;
    errno = 0;
    const long long seconds = text ? strtoll(text, &end, 10) : 0;
    if (!text || (*end == '\0' && errno == 0 && seconds >= 0 && seconds <= LAST)) {
        engine->time = seconds;
        return true;
    }
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 },
                bc_tr("SOURCE_DATE_EPOCH is no time from 1970 to 9999 in seconds: %s"), text);
    bc_engine_report(&(bc_engine_call){ .engine = engine, .callbacks = engine->callbacks }, &diags);
    bc_diag_list_release(&diags);
    return false;
}

/* What the program's structs point to belongs to it, and is not looked at again. */
static void forget_config(biaoce_engine *engine)
{
    biaoce_config *config = &engine->config;
    config->data_folder = config->program_folder = config->fonts_file = config->checks_file = NULL;
    config->publish_file = config->publish_log = NULL;
    config->template_folders = NULL;
    config->callbacks = NULL;
}

biaoce_status biaoce_engine_new(const biaoce_config *config, biaoce_engine **out)
{
    if (!out)
        return BIAOCE_USAGE;
    *out = NULL;
    biaoce_engine *engine = bc_mem_alloc(sizeof *engine);
    if (!BC_ENGINE_TAKE(&engine->config, config) || !BC_ENGINE_TAKE(&engine->callbacks, engine->config.callbacks) ||
        (engine->config.template_folder_count && !engine->config.template_folders)) {
        bc_mem_free(engine);
        return BIAOCE_USAGE;
    }
    bc_engine_templates_init(&engine->templates);
    engine->pictures = bc_picture_shelf_new();
    bc_diag_list_init(&engine->fonts_diags);
    pthread_mutex_init(&engine->lock, NULL);
    biaoce_status status = read_environment_time(engine) ? find_all(engine) : BIAOCE_USAGE;
    forget_config(engine);
    if (status == BIAOCE_OK)
        *out = engine;
    else
        biaoce_engine_free(engine);
    return status;
}

void biaoce_engine_free(biaoce_engine *engine)
{
    if (!engine)
        return;
    bc_engine_publish_close(engine);
    bc_xlsx_constants_free(engine->workbook_constants);
    bc_picture_shelf_free(engine->pictures);
    bc_vec_release(&engine->table_files);
    bc_subset_cache_free(engine->glyph_cache);
    bc_font_set_free(engine->fonts);
    bc_diag_list_release(&engine->fonts_diags);
    bc_arena_release(&engine->fonts_arena);
    bc_engine_templates_release(&engine->templates);
    bc_template_index_free(engine->folders.index);
    bc_arena_release(&engine->arena);
    pthread_mutex_destroy(&engine->lock);
    bc_mem_free(engine);
}

static void load_fonts(biaoce_engine *engine)
{
    bool io_error = false;
    bc_diag_list *diags = &engine->fonts_diags;
    const bc_diag_source *source;
    const bc_node *list =
        bc_engine_input_read_document(&engine->fonts_arena, engine->fonts_file, NULL, &source, diags, &io_error);
    if (list) {
        engine->fonts = bc_font_set_new(list, diags);
        engine->glyph_cache = engine->fonts ? bc_subset_cache_new() : NULL;
        engine->workbook_constants = engine->fonts ? bc_xlsx_constants_new(engine->fonts) : NULL;
    } else if (source) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E521", (bc_diag_mark){ .source = source },
                    bc_tr("this file names no fonts"));
    }
}

bool bc_engine_load_fonts(biaoce_engine *engine, bc_diag_list *diags)
{
    pthread_mutex_lock(&engine->lock);
    bool first = !engine->fonts_tried;
    if (first)
        load_fonts(engine);
    engine->fonts_tried = true;
    bool good = engine->fonts && !engine->fonts_diags.errors;
    if (first || !good)
        bc_diag_list_append(diags, &engine->fonts_diags);
    pthread_mutex_unlock(&engine->lock);
    return good;
}

void bc_engine_report_fonts(biaoce_engine *engine, bc_diag_list *diags)
{
    if (engine->fonts)
        bc_font_set_report_skipped(engine->fonts, diags);
}

void bc_engine_keep_table_file(biaoce_engine *engine, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0 || bc_engine_has_table_file(engine, path))
        return;
    pthread_mutex_lock(&engine->lock);
    bc_vec_add(&engine->table_files, ((bc_engine_file){ info.st_dev, info.st_ino }));
    pthread_mutex_unlock(&engine->lock);
}

bool bc_engine_has_table_file(biaoce_engine *engine, const char *path)
{
    struct stat info;
    bool found = false;
    if (stat(path, &info) != 0)
        return false;
    pthread_mutex_lock(&engine->lock);
    for (size_t i = 0; i < engine->table_files.n && !found; i++)
        found = engine->table_files.at[i].device == info.st_dev && engine->table_files.at[i].id == info.st_ino;
    pthread_mutex_unlock(&engine->lock);
    return found;
}
