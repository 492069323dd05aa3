/* What a folder, a file, a pipe or a piece of memory gives to a run, one record at a time. An input that is broken
 * counts as one failed record, however much of it is. */
#include "base/file.h"
#include "base/tr.h"
#include "collect/collect.h"
#include "engine/engine.h"
#include "engine/input.h"
#include "engine/private/input.h"
#include "engine/publish.h"
#include "intake/intake.h"
#include "source/encoding.h"

#include <string.h>
#include <sys/stat.h>

enum { MAX_MAPPING = 1 << 20 }; /* bytes of a mapping's text that messages can show lines of */

struct bc_engine_reader {
    const bc_engine_input *input;
    bc_engine_tables tables;
    bc_arena arena;           /* of a mapping */
    bc_source_reader *source; /* NULL: it is a table, or there is nothing to read, which is said */
    bc_intake *intake;        /* of a table */
    bc_collect *returned;     /* of a form that came back */
    bool found, broken, ended;
    bool unread; /* a template that the system did not let be read */
};

void bc_engine_record_release(bc_engine_record *record)
{
    bc_diag_list_release(&record->diags);
    bc_source_shared_release(record->shared);
    bc_arena_release(&record->arena);
    *record = (bc_engine_record){ 0 };
}

void bc_engine_record_clear(bc_engine_record *record)
{
    bc_source_shared_release(record->shared);
    bc_diag_list_clear(&record->diags);
    bc_arena_reset(&record->arena);
    *record = (bc_engine_record){ .arena = record->arena, .diags = record->diags };
}

biaoce_table_options bc_engine_tables_options(const biaoce_table_options *given)
{
    biaoce_table_options options = { 0 };
    if (given)
        BC_ENGINE_TAKE(&options, given);
    return options;
}

bool bc_engine_tables_are_good(const biaoce_table_options *given)
{
    const biaoce_table_options options = bc_engine_tables_options(given);
    return (!given || given->size) && options.kind <= BIAOCE_KIND_ODS &&
           bc_engine_call_has_names(options.parameters, options.parameter_count);
}

static bc_source_input source_input(const bc_engine_input *input, bc_file_waiting waiting)
{
    bool stream = input->stream && !input->memory;
    return (bc_source_input){ .name = stream ? bc_source_name_of(input->path) : bc_str_from(input->path),
                              .path = input->path,
                              .memory = input->memory,
                              .length = input->length,
                              .pipes = stream,
                              .waiting = waiting,
                              .syntax = bc_engine_input_syntax(input->kind) };
}

/* A template that is not there, or has errors of its own, is told here: no record comes that could tell it. */
static const bc_form *find_form(void *context, bc_str name, bc_diag_mark at, bc_diag_list *diags)
{
    bc_engine_reader *reader = context;
    biaoce_engine *engine = reader->tables.engine;
    const bc_engine_template *template = bc_engine_templates_find(&engine->templates, &engine->folders, name);
    reader->unread = reader->unread || bc_engine_template_is_unread(template);
    return bc_engine_templates_form(&engine->templates, &engine->folders, name, at, diags);
}

/* Of all records, as the run or what named the input says it. */
static bc_str form_of(const bc_engine_reader *reader)
{
    return reader->tables.form ? bc_str_from(reader->tables.form) : reader->input->form;
}

static void keep_file(void *context, const char *path)
{
    const bc_engine_reader *reader = context;
    bc_engine_keep_table_file(reader->tables.engine, path);
}

static bc_intake *open_table(bc_engine_reader *reader, const bc_table_input *table)
{
    const bc_intake_options options = {
        .table = *table,
        .sheet = bc_str_from(reader->tables.options.sheet ? reader->tables.options.sheet : ""),
        .form = form_of(reader),
        .forms = { .find = find_form, .context = reader },
        .keeps_rest = reader->tables.keeps_rest,
    };
    return bc_intake_new(&options);
}

/* Whether the bytes can be read twice. */
static bool can_look_ahead(const bc_table_input *table)
{
    struct stat info;
    return table->memory || (stat(table->path, &info) == 0 && S_ISREG(info.st_mode));
}

/* A workbook that knows its form was sent out by a program like this one; NULL: it is a table like others. */
static bc_collect *open_returned(bc_engine_reader *reader, const bc_table_input *table)
{
    const bool workbook = table->kind == BC_TABLE_XLSX || table->kind == BC_TABLE_ODS || table->kind == BC_TABLE_PDF;
    const bool whole = can_look_ahead(table);
    if (!reader->tables.returned && (!workbook || !whole))
        return NULL;
    bc_collect_options options = { .table = *table,
                                   .form = form_of(reader),
                                   .forms = { .find = find_form, .context = reader },
                                   .catalogue = reader->tables.returned,
                                   .found = reader->input->found };
    options.table.pipes = table->pipes && !whole;
    return bc_collect_new(&options);
}

/* A mapping file stands for the records of its tables. It was read as a record would be. */
static void open_mapping(bc_engine_reader *reader, const bc_node *tree)
{
    const bc_str path = bc_str_from(reader->input->path);
    size_t folder = path.n;
    while (folder && path.p[folder - 1] != '/')
        folder--;
    const bc_intake_options options = {
        .mapping = bc_node_copy(&reader->arena, tree, MAX_MAPPING),
        .folder = bc_str_slice(path, 0, folder > 1 ? folder - 1 : folder),
        .reads = keep_file,
        .reads_context = reader,
        .parameters = reader->tables.options.parameters,
        .parameter_count = reader->tables.options.parameter_count,
        .form = form_of(reader),
        .forms = { .find = find_form, .context = reader },
        .keeps_rest = reader->tables.keeps_rest,
        .no_databases = reader->tables.engine->config.no_databases,
    };
    reader->intake = bc_intake_new(&options);
}

static bc_table_input table_input(const bc_engine_input *input, bc_file_waiting waiting)
{
    const bc_source_input source = source_input(input, waiting);
    return (bc_table_input){ .name = source.name,
                             .path = source.path,
                             .memory = source.memory,
                             .length = source.length,
                             .pipes = source.pipes,
                             .waiting = waiting };
}

/* What the program says that the input is, where nothing else does. */
static biaoce_kind kind_said(const bc_engine_reader *reader)
{
    return reader->input->memory ? reader->input->kind : reader->tables.options.kind;
}

static bc_table_kind table_kind(const bc_engine_reader *reader, const bc_table_input *table)
{
    static const bc_table_kind KINDS[] = {
        [BIAOCE_KIND_CSV] = BC_TABLE_CSV, [BIAOCE_KIND_XLSX] = BC_TABLE_XLSX, [BIAOCE_KIND_ODS] = BC_TABLE_ODS
    };
    if (!reader->tables.engine || (!reader->input->memory && bc_engine_input_is_named_record(table->name)))
        return BC_TABLE_NONE;
    const bc_table_kind found = bc_table_find_kind(table);
    const biaoce_kind said = kind_said(reader);
    return found || said < BIAOCE_KIND_CSV ? found : KINDS[said];
}

/* Records whose kind is said are read so only where their name says nothing. */
static bc_source_reader *open_records(const bc_engine_reader *reader, bool keeps_text)
{
    bc_source_input source = source_input(reader->input, reader->tables.waiting);
    if (!reader->input->memory && !bc_engine_input_is_named_record(source.name))
        source.syntax = bc_engine_input_syntax(kind_said(reader));
    return bc_source_reader_new(&source, keeps_text);
}

bc_engine_reader *bc_engine_reader_new(const bc_engine_input *input, const bc_engine_tables *tables, bool keeps_text)
{
    bc_engine_reader *reader = bc_mem_alloc(sizeof *reader);
    reader->input = input;
    if (tables)
        reader->tables = *tables;
    const bool nothing = input->empty_folder || input->broken_off;
    bc_table_input table = table_input(input, reader->tables.waiting);
    if (input->mapping) {
        open_mapping(reader, input->mapping);
        return reader;
    }
    if (!nothing)
        table.kind = table_kind(reader, &table);
    if (!nothing)
        reader->returned = open_returned(reader, &table);
    if (reader->returned)
        reader->found = true; /* what there is to say is said sheet by sheet */
    else if (table.kind)
        reader->intake = open_table(reader, &table);
    else if (!nothing)
        reader->source = open_records(reader, keeps_text);
    return reader;
}

void bc_engine_reader_free(bc_engine_reader *reader)
{
    if (!reader)
        return;
    bc_source_reader_free(reader->source);
    bc_intake_free(reader->intake);
    bc_collect_free(reader->returned);
    bc_arena_release(&reader->arena);
    bc_mem_free(reader);
}

bool bc_engine_reader_is_table(const bc_engine_reader *reader)
{
    return reader->intake != NULL;
}

bc_str bc_engine_reader_text(const bc_engine_reader *reader)
{
    return reader->source ? bc_source_reader_text(reader->source) : (bc_str){ 0 };
}

/* A place for messages about an input as a whole. */
static bc_diag_mark whole_input(const bc_engine_reader *reader, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = source_input(reader->input, (bc_file_waiting){ 0 }).name;
    return (bc_diag_mark){ .source = source };
}

static void report_folder(const bc_engine_reader *reader, bc_engine_record *record)
{
    bc_diag_mark mark = whole_input(reader, &record->arena);
    if (reader->input->broken_off) {
        bc_diag_add(&record->diags, BC_DIAG_ERROR, "E100", mark, bc_tr("the folder cannot be read to its end: %s"),
                    bc_file_error_text(reader->input->broken_off));
        record->io_error = true;
        return;
    }
    bc_diag_add(&record->diags, BC_DIAG_ERROR, "E501", mark, bc_tr("this folder holds no records"));
    if (reader->tables.returned) {
        bc_diag_hint(&record->diags, "%s",
                     bc_tr("forms that came back are workbooks; subfolders are read with --recursive"));
        return;
    }
    bc_diag_hint(&record->diags, bc_tr("records are files that end in .yaml, .yml, .json, .jsonl or .ndjson; "
                                       "subfolders are read with --recursive, tables with --from csv, xlsx or ods"));
}

static bool is_no_json(const bc_engine_input *input)
{
    bc_str bytes = { input->memory, input->length };
    return input->memory && input->kind == BIAOCE_KIND_JSON && !bc_source_begins_as_json(bytes);
}

static void take(bc_engine_record *record, const bc_source_step *found)
{
    record->value = found->record;
    record->shared = found->shared;
    record->bytes = found->bytes;
    record->io_error = found->io_error;
    record->waits = found->waits;
}

static bool step_table(bc_engine_reader *reader, bc_engine_record *record)
{
    bc_source_step found;
    const bool more = reader->returned ? bc_collect_next(reader->returned, &record->arena, &record->diags, &found)
                                       : bc_intake_next(reader->intake, &record->arena, &record->diags, &found);
    reader->ended = !more;
    if (more)
        take(record, &found);
    record->own = record->from_table = more && record->value;
    record->io_error = record->io_error || (reader->unread && !record->value);
    if (!more && !reader->found && !reader->broken)
        bc_diag_add(&record->diags, BC_DIAG_ERROR, "E502", whole_input(reader, &record->arena),
                    bc_tr("this file holds no records"));
    return more || record->diags.errors > 0;
}

/* False at the end. */
static bool step(bc_engine_reader *reader, bc_engine_record *record)
{
    bc_source_step found;
    if (reader->intake || reader->returned)
        return step_table(reader, record);
    if (!reader->source) {
        report_folder(reader, record);
        reader->ended = true;
        return true;
    }
    if (!reader->found && is_no_json(reader->input)) {
        bc_diag_source *source = BC_NEW(&record->arena, bc_diag_source);
        source->name = source_input(reader->input, (bc_file_waiting){ 0 }).name;
        bc_engine_input_report_no_json(source, &record->diags);
        reader->ended = true;
        return true;
    }
    if (bc_source_reader_next(reader->source, &record->arena, &record->diags, &found)) {
        if (!reader->found && !reader->broken && reader->tables.engine && bc_intake_is_mapping(found.record)) {
            open_mapping(reader, found.record);
            bc_source_shared_release(found.shared);
            return step_table(reader, record);
        }
        take(record, &found);
        return true;
    }
    reader->ended = true;
    if (!reader->found && !reader->broken)
        bc_diag_add(&record->diags, BC_DIAG_ERROR, "E502", whole_input(reader, &record->arena),
                    bc_tr("this file holds no records"));
    return record->diags.errors > 0;
}

/* Whether the record has kept within its limits. Those that were read out of trees have ended early otherwise. */
static void keep_limits(bc_engine_record *record)
{
    bc_arena_settle(&record->arena);
    if (bc_quota_is_late(&record->quota) && record->value) {
        bc_diag_add_excess(&record->diags, record->value->mark, &record->quota);
        record->value = NULL;
        record->own = false;
    }
    record->seconds = bc_quota_seconds(&record->quota);
}

/* A record that was waited for until the run was to end is the beginning of one. */
static bool is_over(bc_engine_reader *reader)
{
    const bc_file_waiting *waiting = &reader->tables.waiting;
    const bool over = waiting->is_over && waiting->is_over(waiting->context);
    reader->ended = reader->ended || over;
    return over;
}

bool bc_engine_reader_next(bc_engine_reader *reader, bc_engine_record *record)
{
    record->quota.steps = UINT64_MAX;
    bc_quota_begin(&record->quota, &reader->tables.limits, 0, 0);
    record->arena.quota = &record->quota;
    if (reader->ended || !step(reader, record) || is_over(reader))
        return false;
    keep_limits(record);
    bc_engine_publish_redact(reader->tables.engine, &record->diags, true, &record->arena);
    reader->found = reader->found || record->value;
    record->broken = !reader->broken && record->diags.errors && !record->own;
    reader->broken = reader->broken || record->broken;
    return true;
}
