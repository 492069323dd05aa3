/* biaoce convert: records in one format, out in another. What is made is listed as by `render`; a single stream goes to
 * standard output unless a name is given. */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    biaoce_format format;
    bool ending; /* another one of files */
} formats[] = { { "yaml", BIAOCE_FORMAT_YAML, false },   { "json", BIAOCE_FORMAT_JSON, false },
                { "jsonl", BIAOCE_FORMAT_JSONL, false }, { "csv", BIAOCE_FORMAT_CSV, false },
                { "xlsx", BIAOCE_FORMAT_XLSX, false },   { "yml", BIAOCE_FORMAT_YAML, true },
                { "ndjson", BIAOCE_FORMAT_JSONL, true } };
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

/* What the words ask for. */
typedef struct wanted {
    biaoce_convert_options convert;
    cmd_tables tables;
    bool all; /* notes are said */
} wanted;

static biaoce_format find_format(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return 0;
}

static bool take_format(void *at, const char *name)
{
    const biaoce_format format = *(biaoce_format *)at = find_format(name);
    if (!format)
        cmd_complain(bc_tr("there is no format %s; there are yaml, json, jsonl, csv and xlsx"), name);
    return format != 0;
}

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 0, "to", "FORMAT", bc_tr_mark("yaml, json, jsonl, csv or xlsx (as the output file ends, else yaml)"), take_format,
      AT(convert.format) },
    { 'o', "output", "FOLDER|FILE|-",
      bc_tr_mark("a folder of files, or one file with all records (- or nothing: standard output)"), cmd_take_text,
      AT(convert.path) },
    { 't', "template", "TEMPLATE", bc_tr_mark("for all records, whatever they name; a name or a .yaml file"),
      cmd_take_text, AT(convert.template_name) },
    { 0, "name", "PATTERN", bc_tr_mark("what files are called, such as '$(department)/$(code) $(name)'"), cmd_take_text,
      AT(convert.name_pattern) },
    { 0, "keys", NULL, bc_tr_mark("of tables: the template's keys in place of its labels"), cmd_take_flag,
      AT(convert.keys) },
    { 0, "figures", NULL, bc_tr_mark("of tables: amounts as numbers without their unit, which the head says"),
      cmd_take_flag, AT(convert.figures) },
    { 0, "encoding", "NAME", bc_tr_mark("of CSV: gb18030, for older Excel (utf-8 with a mark)"), cmd_take_text,
      AT(convert.encoding) },
    { 0, "excel-safe", NULL,
      bc_tr_mark("of CSV: an apostrophe before texts that Excel would compute; biaoce takes it off again"),
      cmd_take_flag, AT(convert.excel_safe) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(convert.recursive) },
    CMD_TABLE_OPTIONS(wanted),
    { 0, "all", NULL, bc_tr_mark("say all notes, which are only counted otherwise"), cmd_take_flag, AT(all) },
    { 0 },
};

static bool is_folder(const char *path)
{
    struct stat info;
    const size_t n = strlen(path);
    return path[n - 1] == '/' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

static bool choose_target(biaoce_convert_options *convert)
{
    const char *path = convert->path;
    if (path && !*path) {
        cmd_complain(bc_tr("-o names no place"));
        return false;
    }
    if (!path || strcmp(path, "-") == 0) {
        convert->target = BIAOCE_TO_MEMORY;
        convert->path = NULL;
        return true;
    }
    const char *dot = strrchr(path, '.');
    const biaoce_format format = dot && !strchr(dot, '/') ? find_format(dot + 1) : 0;
    if (is_folder(path) || !format) {
        convert->target = BIAOCE_TO_FOLDER;
        return true;
    }
    convert->target = BIAOCE_TO_FILE;
    if (convert->format && convert->format != format) {
        cmd_complain(bc_tr("%s would not hold what --to asks for; name a folder"), path);
        return false;
    }
    convert->format = format;
    return true;
}

static void put_bytes(void *context, const void *bytes, size_t length)
{
    (void)context;
    fwrite(bytes, 1, length, stdout);
}

static void print_summary(const biaoce_summary *summary, cmd_settings *settings)
{
    const size_t n = summary->records;
    fflush(stdout);
    fprintf(stderr, n == 1 ? bc_tr("%zu record: %zu converted") : bc_tr("%zu records: %zu converted"), n,
            summary->rendered);
    if (summary->failed)
        fprintf(stderr, bc_tr(", %zu with errors"), summary->failed);
    cmd_remarks_print(&settings->remarks);
    fputc('\n', stderr);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_convert_options *convert,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, false, status))
        return false;
    for (size_t i = 0; i < convert->path_count; i++)
        cmd_sandbox_read_around(sandbox, convert->paths[i]);
    cmd_sandbox_read_template(sandbox, convert->template_name);
    cmd_sandbox_write_outputs(sandbox, convert->target, convert->path);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int convert_all(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    biaoce_convert_options *convert = &w->convert;
    if (!choose_target(convert))
        return BIAOCE_USAGE;
    settings->brief = !w->all;
    convert->paths = operands;
    convert->path_count = count;
    convert->on_bytes = put_bytes;
    convert->tables = cmd_tables_options(&w->tables);
    biaoce_status status;
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, cmd_outputs_list, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, convert, &status))) {
        convert->limits = &settings->limits;
        convert->cancel = cmd_interruptible_begin();
        status = biaoce_convert(engine, convert, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary, settings);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_convert(int count, char **words)
{
    wanted w = { .convert.size = sizeof w.convert };
    cmd_job job = { .command = &cmd_convert,
                    .run = convert_all,
                    .context = &w,
                    .least = 1,
                    .most = SIZE_MAX,
                    .missing = bc_tr("name the records: files, folders, or - for standard input") };
    const int status = cmd_job_run(&job, count, words);
    cmd_tables_release(&w.tables);
    return status;
}

const cmd_command cmd_convert = {
    .name = "convert",
    .operands = "[OPTION…] RECORD…",
    .summary = bc_tr_mark("write records in another format: YAML, JSON, CSV, XLSX"),
    .help = bc_tr_mark(
        "A RECORD is what `render` takes: a file of YAML or JSON, a table, a mapping file, a folder, or - for\n"
        "standard input. What is read from the output again is the same; what a format cannot hold is said."),
    .options = options,
    .run = run_convert,
    .publishes = true,
    .guarded = true
};
