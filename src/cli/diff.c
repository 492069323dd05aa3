/* biaoce diff: a line for each change on standard output, then what departments come to; messages and the summary go to
 * standard error. A line names its record, so that lines can be searched and counted by themselves. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_REPORTS = 16, DIFFERENT = 4 /* the exit code */ };

typedef struct wanted {
    biaoce_diff_options diff;
    const char *reports[MAX_REPORTS];
    cmd_tables tables;
    bool exit_code, summary, to_output; /* to_output: JSON */
    size_t departments;                 /* told so far */
} wanted;

static bool take_report(void *at, const char *path)
{
    wanted *w = at;
    if (strcmp(path, "-") == 0) {
        w->diff.formats |= BIAOCE_FORMAT_JSON;
        w->to_output = true;
        return true;
    }
    if (w->diff.report_count == MAX_REPORTS) {
        cmd_complain(bc_tr("there are at most %d reports"), (int)MAX_REPORTS);
        return false;
    }
    w->reports[w->diff.report_count++] = path;
    return true;
}

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 'o', "report", "FILE",
      bc_tr_mark("also write all of it: .json, .pdf or .xlsx; may be repeated. - is JSON on standard output"),
      take_report, 0 },
    { 't', "template", "TEMPLATE", bc_tr_mark("for all records, whatever they name; a name or a .yaml file"),
      cmd_take_text, AT(diff.template_name) },
    { 0, "exit-code", NULL, bc_tr_mark("end with 4 when there are differences and nothing worse"), cmd_take_flag,
      AT(exit_code) },
    { 0, "summary", NULL, bc_tr_mark("no line for each change"), cmd_take_flag, AT(summary) },
    { 0, "strict", NULL, bc_tr_mark("warnings are errors"), cmd_take_flag, AT(diff.strict) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(diff.recursive) },
    CMD_TABLE_OPTIONS(wanted),
    { 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)"), cmd_take_jobs, AT(diff.jobs) },
    { 0 },
};

/* -- lines ------------------------------------------------------------------------------------------------- */

/* Characters of a value, of a whole element, and of what is the same before the first difference. */
enum { SHOWN = 40, SHOWN_OF_ELEMENT = 80, LEAD = 8 };

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Where to begin to show two long values, so that what differs is seen: at a character. */
static size_t first_shown(const char *a, const char *b)
{
    size_t same = 0, characters = 0;
    while (a[same] && a[same] == b[same])
        same++;
    for (; same > 0 && characters < LEAD; same--)
        characters += begins_character(a[same - 1]);
    return characters < LEAD ? 0 : same;
}

static size_t count_characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += begins_character(*text);
    return n;
}

/* A value on one line, the middle of a long one. */
static void put_value(const char *text, size_t from, size_t most)
{
    size_t n = 0;
    if (from)
        fputs("…", stdout);
    char *part = cmd_alloc(2 * strlen(text) + sizeof "…"), *to = part;
    for (const char *at = text + from; *at; at++) {
        n += begins_character(*at);
        if (n > most) {
            to = stpcpy(to, "…");
            break;
        }
        if (*at == '\n')
            to = stpcpy(to, "; ");
        else
            *to++ = *at;
    }
    *to = '\0';
    cmd_put_shown(stdout, part);
    free(part);
}

static void put_both(const char *before, const char *now)
{
    const bool is_long = count_characters(before) > SHOWN || count_characters(now) > SHOWN;
    const size_t from = is_long ? first_shown(before, now) : 0;
    put_value(before, from, SHOWN);
    fputs(" → ", stdout);
    put_value(now, from, SHOWN);
}

/* (+40万元, +15.4%) */
static void put_by_how_much(const char *difference, const char *unit, const char *percent)
{
    if (!*difference)
        return;
    printf(" (%s%s%s", *difference == '-' ? "" : "+", difference, unit);
    if (*percent)
        printf(", %s%s%%", *percent == '-' ? "" : "+", percent);
    putchar(')');
}

static void put_change(const biaoce_diff_record *record, const biaoce_diff_change *change)
{
    fputs("~ ", stdout);
    cmd_put_shown(stdout, record->name);
    fputs(bc_tr(": "), stdout);
    cmd_put_shown(stdout, change->label);
    if (*change->element) {
        fputs(bc_tr(" ("), stdout);
        cmd_put_shown(stdout, change->element);
        fputs(bc_tr(")"), stdout);
    }
    fputs(bc_tr(": "), stdout);
    if (change->kind == BIAOCE_DIFF_ADDED) {
        fputs(bc_tr("added: "), stdout);
        put_value(change->now, 0, SHOWN_OF_ELEMENT);
    } else if (change->kind == BIAOCE_DIFF_DROPPED) {
        fputs(bc_tr("removed: "), stdout);
        put_value(change->before, 0, SHOWN_OF_ELEMENT);
    } else {
        put_both(change->before, change->now);
        put_by_how_much(change->difference, change->unit, change->percent);
    }
    putchar('\n');
}

static void put_single(char sign, const biaoce_diff_record *record, const char *total)
{
    printf("%c ", sign);
    cmd_put_shown(stdout, record->name);
    if (*record->code) {
        putchar(' ');
        cmd_put_shown(stdout, record->code);
    }
    if (*total)
        printf("%s%s万元", bc_tr(": "), total);
    putchar('\n');
}

static void print_record(void *context, const biaoce_diff_record *record)
{
    (void)context;
    if (record->kind == BIAOCE_DIFF_ADDED)
        put_single('+', record, record->total_now);
    else if (record->kind == BIAOCE_DIFF_DROPPED)
        put_single('-', record, record->total_before);
    for (size_t i = 0; i < record->change_count; i++)
        put_change(record, &record->changes[i]);
}

static void print_department(void *context, const biaoce_diff_department *department)
{
    wanted *w = ((const cmd_settings *)context)->command;
    if (!w->departments++ && !w->summary)
        putchar('\n');
    cmd_put_shown(stdout, *department->name ? department->name : bc_tr("(no department)"));
    printf(bc_tr(": %zu → %zu records"), department->before, department->now);
    if (*department->total_before || *department->total_now) {
        printf("%s%s万元 → %s万元", bc_tr("; "), *department->total_before ? department->total_before : "0",
               *department->total_now ? department->total_now : "0");
        put_by_how_much(department->difference, "万元", department->percent);
    }
    putchar('\n');
}

static void put_bytes(void *context, const biaoce_output *output)
{
    (void)context;
    if (output->bytes)
        fwrite(output->bytes, 1, output->length, stdout);
}

/* -- the run ----------------------------------------------------------------------------------------------- */

static void print_summary(const biaoce_diff_summary *summary)
{
    fflush(stdout);
    fprintf(stderr,
            bc_tr("%zu records before, %zu now: %zu added, %zu dropped, %zu changed in %zu places, %zu unchanged"),
            summary->before, summary->now, summary->added, summary->dropped, summary->changed, summary->changes,
            summary->unchanged);
    if (summary->warnings || summary->errors)
        fprintf(stderr, bc_tr("; %zu errors, %zu warnings"), summary->errors, summary->warnings);
    fputc('\n', stderr);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_diff_options *diff,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, diff->report_count > 0, status))
        return false;
    cmd_sandbox_read_around(sandbox, diff->before[0]);
    cmd_sandbox_read_around(sandbox, diff->now[0]);
    cmd_sandbox_read_template(sandbox, diff->template_name);
    for (size_t i = 0; i < diff->report_count; i++)
        cmd_sandbox_write_beside(sandbox, diff->reports[i]);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static bool are_different(const biaoce_diff_summary *summary)
{
    return summary->added || summary->dropped || summary->changed;
}

static int compare(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    (void)count;
    wanted *w = context;
    biaoce_diff_options *diff = &w->diff;
    settings->command = w;
    diff->before = &operands[0];
    diff->now = &operands[1];
    diff->before_count = diff->now_count = 1;
    diff->tables = cmd_tables_options(&w->tables);
    diff->reports = w->reports;
    diff->on_record = w->to_output || w->summary || settings->quiet ? NULL : print_record;
    diff->on_department = w->to_output || settings->quiet ? NULL : print_department;
    biaoce_status status;
    biaoce_diff_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, put_bytes, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, diff, &status))) {
        diff->limits = &settings->limits;
        diff->cancel = cmd_interruptible_begin();
        status = biaoce_diff(engine, diff, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    if ((summary.before || summary.now) && !settings->quiet && !settings->json)
        print_summary(&summary);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return status == BIAOCE_OK && w->exit_code && are_different(&summary) ? DIFFERENT : (int)status;
}

static int run_diff(int count, char **words)
{
    wanted w = { .diff.size = sizeof w.diff };
    cmd_job job = { .command = &cmd_diff, .run = compare, .context = &w, .least = 2, .most = 2 };
    job.missing = bc_tr("name two sets of records: the earlier one, then the later one");
    const int status = cmd_job_run(&job, count, words);
    cmd_tables_release(&w.tables);
    return status;
}

const cmd_command cmd_diff = {
    .name = "diff",
    .operands = "[OPTION…] BEFORE NOW",
    .summary = bc_tr_mark("what changed from one set of records to another"),
    .help = bc_tr_mark(
        "BEFORE and NOW are files, folders or tables: last year's records and this year's, a draft and what\n"
        "became of it. Records are the same by their codes, else by their names. Between two years\n"
        "copied targets and budgets that change without a reason are told. docs/compare.md."),
    .options = options,
    .run = run_diff,
    .guarded = true
};
