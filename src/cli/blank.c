/* biaoce blank: words into the options of one call of the library, as in every command. Only what the library cannot
 * see is refused here, such as two forms for one standard output. */
#include "cli/cmd.h"

#include <stdint.h>
#include <stdlib.h>

enum { MAX_ROWS = 1000, FIRST_YEAR = 1900, LAST_YEAR = 2999 };

typedef struct blank {
    cmd_outputs outputs;
    unsigned rows, year;
    biaoce_pdf pdf;
    bool fillable;
} blank;

static bool take_rows(void *at, const char *text)
{
    char *end;
    long rows = strtol(text, &end, 10);
    if (end == text || *end || rows < 1 || rows > MAX_ROWS) {
        cmd_complain(bc_tr("--rows takes a number from 1 to %d, not %s"), (int)MAX_ROWS, text);
        return false;
    }
    *(unsigned *)at = (unsigned)rows;
    return true;
}

static bool take_year(void *at, const char *text)
{
    char *end;
    long year = strtol(text, &end, 10);
    if (end == text || *end || year < FIRST_YEAR || year > LAST_YEAR) {
        cmd_complain(bc_tr("--year takes a year from %d to %d, not %s"), (int)FIRST_YEAR, (int)LAST_YEAR, text);
        return false;
    }
    *(unsigned *)at = (unsigned)year;
    return true;
}

#define AT(member) offsetof(blank, member)

static const cmd_option options[] = {
    { 'f', "formats", "FORMATS", bc_tr_mark("pdf, xlsx or both, separated by commas (pdf)"), cmd_take_formats,
      AT(outputs.formats) },
    { 'o', "output", "FOLDER|FILE|-", bc_tr_mark("where to; - is standard output (the current folder)"), cmd_take_text,
      AT(outputs.path) },
    { 0, "rows", "N",
      bc_tr_mark("empty rows of each list that has no fixed ones (as many as fill the page, in XLSX 10)"), take_rows,
      AT(rows) },
    { 0, "year", "YEAR", bc_tr_mark("the budget year, printed in titles and heads"), take_year, AT(year) },
    { 0, "pdf", "KIND",
      bc_tr_mark(
          "which standard PDFs follow: plain (none), a-1b or a-2u for archives, a-2a for screen readers too (a-2a)"),
      cmd_take_pdf, AT(pdf) },
    { 0, "fillable", NULL, bc_tr_mark("PDFs with fields, to be filled in on the screen; `collect` reads them back"),
      cmd_take_flag, AT(fillable) },
    { 0 },
};

static int print_forms(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    blank *b = context;
    if (!cmd_outputs_choose_target(&b->outputs))
        return BIAOCE_USAGE;
    if (b->outputs.target == BIAOCE_TO_MEMORY && count > 1) {
        cmd_complain(bc_tr("standard output takes one form"));
        return BIAOCE_USAGE;
    }
    biaoce_blank_options how = { .size = sizeof how,
                                 .templates = operands,
                                 .template_count = count,
                                 .formats = b->outputs.formats,
                                 .target = b->outputs.target,
                                 .path = b->outputs.path,
                                 .rows = b->rows,
                                 .year = b->year,
                                 .pdf = b->pdf,
                                 .fillable = b->fillable };
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, cmd_outputs_list, NULL, settings, &status);
    if (engine) {
        how.cancel = cmd_interruptible_begin();
        status = biaoce_make_blanks(engine, &how, NULL);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_blank(int count, char **words)
{
    blank b = { .rows = 0 };
    cmd_job job = { .command = &cmd_blank,
                    .run = print_forms,
                    .context = &b,
                    .least = 1,
                    .most = SIZE_MAX,
                    .missing = bc_tr("name a template; `biaoce templates` lists them") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_blank = {
    .name = "blank",
    .operands = "[OPTION…] TEMPLATE…",
    .summary = bc_tr_mark("print empty forms, to be filled in"),
    .help =
        bc_tr_mark("In XLSX only the cells of values can be written to, choices drop down, and what must be filled\n"
                   "is coloured."),
    .options = options,
    .run = run_blank
};
