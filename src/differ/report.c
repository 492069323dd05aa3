/* A report has the form that its name ends with. The table for people is a form like any other: comparison-report,
 * whose words are those of the language that messages are in. */
#include "differ/private/report.h"

#include "base/file.h"
#include "base/tr.h"

#include <string.h>

enum { FORMATS = BIAOCE_FORMAT_JSON | BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX };

static biaoce_format format_of(const char *path)
{
    static const struct {
        const char *ending;
        biaoce_format format;
    } ENDINGS[] = { { ".json", BIAOCE_FORMAT_JSON }, { ".pdf", BIAOCE_FORMAT_PDF }, { ".xlsx", BIAOCE_FORMAT_XLSX } };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (bc_str_ends(bc_str_from(path), bc_str_from(ENDINGS[i].ending)))
            return ENDINGS[i].format;
    return 0;
}

bool bc_differ_reports_wanted(const biaoce_diff_options *options)
{
    return options->report_count || options->formats;
}

/* -- before anything is read ---------------------------------------------------------------------------- */

static bool are_known(const biaoce_diff_options *options, bc_diag_list *diags)
{
    if (options->formats & ~(unsigned)FORMATS) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", bc_tr("a format is not known"));
        return false;
    }
    for (size_t i = 0; i < options->report_count; i++) {
        if (!format_of(options->reports[i])) {
            bc_diag_add(diags, BC_DIAG_ERROR, "E518", (bc_diag_mark){ 0 },
                        bc_tr("%s: a report of a comparison ends in .json, .pdf or .xlsx"), options->reports[i]);
            return false;
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(options->reports[i], options->reports[k]) != 0)
                continue;
            bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 },
                        bc_tr("two outputs of the run are called %s"), options->reports[i]);
            return false;
        }
    }
    return true;
}

bool bc_differ_reports_check(biaoce_engine *engine, const biaoce_diff_options *options, bc_diag_list *diags,
                             biaoce_status *status)
{
    *status = BIAOCE_USAGE;
    if (!are_known(options, diags))
        return false;
    bc_engine_inputs read;
    bc_engine_inputs_find_kind(&read, options->before, options->before_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    bc_engine_inputs_add(&read, options->now, options->now_count, false);
    bc_engine_inputs_index(&read);
    bool good = true;
    for (size_t i = 0; i < options->report_count; i++)
        good = bc_engine_outlet_may_replace(engine, &read, options->reports[i], diags) && good;
    bc_engine_inputs_release(&read);
    *status = good ? BIAOCE_OK : BIAOCE_IO;
    return good;
}

/* -- when all is known ---------------------------------------------------------------------------------- */

static bool make(const bc_differ_run *run, bc_engine_output *out, bc_diag_list *diags)
{
    bc_buf_init(&out->bytes);
    bool made = true;
    if (out->format == BIAOCE_FORMAT_JSON) {
        bc_differ_json_write(run, &out->bytes);
    } else {
        bc_arena arena = { 0 };
        made = bc_engine_output_make(run->call->engine, bc_differ_report_record(run, &arena), "comparison-report", out,
                                     diags);
        bc_arena_release(&arena);
    }
    out->size = out->bytes.n;
    return made;
}

static void report_unmade(const char *path, const char *why, bc_diag_list *diags)
{
    if (path)
        bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the report %s could not be written: %s"),
                    path, why);
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the report could not be made"));
}

/* Into a file or, without a path, into memory. */
static void put(const bc_differ_run *run, biaoce_format format, const char *path, bc_diag_list *diags)
{
    bc_engine_outputs outputs = { .at = { { .format = format, .path = path } } };
    bc_engine_output *made = &outputs.at[0];
    const unsigned errors = diags->errors;
    bool good = make(run, made, diags);
    if (!good && diags->errors == errors) /* else they say why */
        report_unmade(path, bc_tr("it could not be made"), diags);
    if (good && path) {
        const bc_file_result written =
            bc_file_write(path, bc_buf_str(&made->bytes), &(bc_file_write_options){ .durable = true });
        good = written.status == BC_FILE_OK;
        if (!good)
            report_unmade(path, bc_file_result_text(written), diags);
    }
    if (path || !good)
        bc_buf_release(&made->bytes);
    outputs.n = good;
    outputs.io_failed = !good;
    bc_crew_tally_outputs(run->tally, &outputs, "", 0);
}

void bc_differ_reports_put(const bc_differ_run *run, bc_diag_list *diags)
{
    const biaoce_diff_options *options = run->options;
    for (size_t i = 0; i < options->report_count; i++)
        put(run, format_of(options->reports[i]), options->reports[i], diags);
    for (unsigned format = 1; format <= FORMATS; format <<= 1)
        if (options->formats & format)
            put(run, (biaoce_format)format, NULL, diags);
}
