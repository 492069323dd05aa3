/* biaoce_write_mapping: whatever the source is, it becomes the `tables` of a mapping that has no records yet. */
#include "base/tr.h"
#include "engine/engine.h"
#include "engine/input.h"
#include "engine/private/input.h"
#include "intake/intake.h"

#include <stdlib.h>
#include <string.h>

static const bc_form *find_form(void *context, bc_str name, bc_diag_mark at, bc_diag_list *diags)
{
    biaoce_engine *engine = context;
    return bc_engine_templates_form(&engine->templates, &engine->folders, name, at, diags);
}

/* -- names of files --------------------------------------------------------------------------------------- */

static bc_str folder_of(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? (bc_str){ path, (size_t)(slash == path ? 1 : slash - path) } : (bc_str){ 0 };
}

/* A path from one folder to a file, both without links. */
static bc_str way_between(bc_arena *arena, const char *folder, const char *file)
{
    size_t common = 0;
    for (size_t i = 0; folder[i] && folder[i] == file[i]; i++)
        if (file[i] == '/')
            common = i;
    const size_t n = strlen(folder);
    if (strncmp(folder, file, n) == 0 && file[n] == '/')
        common = n;
    bc_buf way;
    bc_buf_init(&way);
    for (size_t i = common; i < n; i++)
        if (folder[i] == '/')
            bc_buf_add_text(&way, "../");
    bc_buf_add_text(&way, file + common + 1);
    const bc_str text = bc_arena_str(arena, bc_buf_str(&way));
    bc_buf_release(&way);
    return text;
}

/* The source as a mapping in that folder names it. */
static bc_str seen_from(bc_arena *arena, bc_str folder, const char *source)
{
    const bc_str plain = bc_str_from(source);
    if (!folder.n || source[0] == '/')
        return plain;
    char *from = realpath(bc_arena_str(arena, folder).p, NULL), *to = realpath(source, NULL);
    const bc_str seen = from && to ? way_between(arena, from, to) : plain;
    free(from);
    free(to);
    return seen;
}

/* -- tables ----------------------------------------------------------------------------------------------- */

static const bc_node *text_node(bc_arena *arena, bc_str text)
{
    return bc_node_new_text(arena, (bc_diag_mark){ 0 }, bc_arena_str(arena, text), true);
}

static const bc_node *map_of(bc_arena *arena, bc_str key, const bc_node *value)
{
    const bc_node_member member = { .key = bc_arena_str(arena, key), .value = value };
    return bc_node_new_map(arena, (bc_diag_mark){ 0 }, &member, 1);
}

/* `tables: {NAME: TABLE}` */
static const bc_node *one_table(bc_arena *arena, bc_str name, const bc_node *table)
{
    return map_of(arena, BC_STR("tables"), map_of(arena, name.n ? name : BC_STR("t"), table));
}

static bool is_connection(bc_str source)
{
    static const char *const KEYS[] = { "DSN=", "dsn=", "Dsn=", "DRIVER=", "Driver=", "driver=" };
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (bc_str_starts(source, bc_str_from(KEYS[i])))
            return true;
    return false;
}

/* What the connection calls its data source. */
static bc_str name_of_connection(bc_str connection)
{
    if (!bc_str_starts(connection, BC_STR("DSN=")))
        return BC_STR("库");
    const size_t end = bc_str_find(connection, BC_STR(";"), 0);
    return bc_str_slice(connection, BC_STR("DSN=").n, end == SIZE_MAX ? connection.n : end);
}

static const bc_node *query_table(bc_arena *arena, const biaoce_mapping_options *options)
{
    bc_node_member members[3];
    size_t n = 0;
    members[n++] = (bc_node_member){ .key = BC_STR("odbc"), .value = text_node(arena, bc_str_from(options->source)) };
    const char *secret = options->password_env ? options->password_env : options->password_file;
    if (secret)
        members[n++] = (bc_node_member){ .key = BC_STR("password"),
                                         .value = map_of(arena, bc_str_from(options->password_env ? "env" : "file"),
                                                         text_node(arena, bc_str_from(secret))) };
    if (options->sql)
        members[n++] = (bc_node_member){ .key = BC_STR("sql"), .value = text_node(arena, bc_str_from(options->sql)) };
    return bc_node_new_map(arena, (bc_diag_mark){ 0 }, members, n);
}

static void refuse(const biaoce_mapping_options *options, bc_arena *arena, bc_diag_list *diags, const char *what,
                   const char *hint)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, bc_str_from(options->source));
    bc_diag_add(diags, BC_DIAG_ERROR, "E795", (bc_diag_mark){ .source = source }, "%s", what);
    bc_diag_hint(diags, "%s", hint);
}

/* What is proposed for; its draft is NULL when there is nothing, which was said. */
static bc_intake_proposing find_tables(bc_arena *arena, const biaoce_mapping_options *options, bc_diag_list *diags,
                                       bool *io_error)
{
    const bc_str source = bc_str_from(options->source), stem = bc_engine_input_stem(options->source);
    bc_intake_proposing what = { .folder = folder_of(options->path) };
    if (is_connection(source)) {
        what.draft = one_table(arena, name_of_connection(source), query_table(arena, options));
    } else if (strcmp(options->source, "-") == 0) {
        refuse(options, arena, diags, bc_tr("a mapping is proposed for files and databases, not for what is piped"),
               bc_tr("write it into a file first"));
    } else if (bc_engine_input_is_named_record(source)) {
        const bc_diag_source *text;
        what.draft = bc_engine_input_read_document(arena, options->source, NULL, &text, diags, io_error);
        what.folder = folder_of(options->source);
        if (!what.draft && !diags->errors)
            refuse(options, arena, diags, bc_tr("this is neither a table nor a mapping file"),
                   bc_tr("records that are YAML or JSON need no mapping"));
    } else {
        what.draft =
            one_table(arena, stem,
                      map_of(arena, BC_STR("file"), text_node(arena, seen_from(arena, what.folder, options->source))));
        what.all_sheets = true;
    }
    return what;
}

static biaoce_status propose(const bc_engine_call *call, const biaoce_mapping_options *options, bc_buf *text,
                             bc_diag_list *diags)
{
    bc_arena arena = { 0 };
    bool io_error = false, good = false;
    const bc_str name = bc_str_from(options->template_name);
    const bc_form *form = find_form(call->engine, name, (bc_diag_mark){ 0 }, diags);
    biaoce_engine *engine = call->engine;
    biaoce_status status =
        bc_engine_template_status(bc_engine_templates_find(&engine->templates, &engine->folders, name));
    if (form) {
        bc_intake_proposing what = find_tables(&arena, options, diags, &io_error);
        what.form = form;
        what.form_name = name;
        what.forms = (bc_intake_forms){ .find = find_form, .context = call->engine };
        what.command = bc_str_from(options->command ? options->command : "");
        good = what.draft && bc_intake_propose(&what, &arena, text, diags, &io_error);
        status = good ? BIAOCE_OK : io_error ? BIAOCE_IO : BIAOCE_RECORD_ERRORS;
    }
    bc_engine_report(call, diags);
    bc_arena_release(&arena);
    return status;
}

biaoce_status biaoce_write_mapping(biaoce_engine *engine, const biaoce_mapping_options *given)
{
    biaoce_mapping_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_text || !options.template_name || !options.source ||
        (options.password_env && options.password_file) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    if (bc_engine_call_is_cancelled(&call))
        return BIAOCE_IO;
    bc_buf text;
    bc_diag_list diags;
    bc_buf_init(&text);
    bc_diag_list_init(&diags);
    const biaoce_status status = propose(&call, &options, &text, &diags);
    if (status == BIAOCE_OK)
        options.on_text(call.callbacks.context, text.p, text.n);
    bc_diag_list_release(&diags);
    bc_buf_release(&text);
    return status;
}
