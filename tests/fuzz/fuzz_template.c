/* Any bytes as a template, and behind a NUL as a record of it: doubts, schema, empty record and blank form, checks, and
 * the pages and sheets of the record. */
#include "pipeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at_text(void *context, const char *text, size_t length)
{
    (void)context;
    pipeline_require(length > 0 && text[length] == '\0');
}

static void write_around(biaoce_engine *engine, const char *path)
{
    const biaoce_lint_options lint = { .size = sizeof lint, .templates = &path, .template_count = 1 };
    biaoce_summary summary = { .size = sizeof summary };
    const bool good = biaoce_lint_templates(engine, &lint, &summary) == BIAOCE_OK;
    const biaoce_schema_options schema = { .size = sizeof schema, .template_name = path, .on_text = look_at_text };
    const biaoce_record_options record = { .size = sizeof record, .template_name = path, .on_text = look_at_text };
    const biaoce_blank_options blank = { .size = sizeof blank,
                                         .templates = &path,
                                         .template_count = 1,
                                         .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX,
                                         .target = BIAOCE_TO_MEMORY };
    /* Parts that forms share are good, and no forms. */
    const bool is_form = biaoce_write_schema(engine, &schema) == BIAOCE_OK;
    pipeline_require(good || !is_form);
    pipeline_require((biaoce_write_record(engine, &record) == BIAOCE_OK) == is_form);
    pipeline_require(biaoce_make_blanks(engine, &blank, NULL) != BIAOCE_OK || is_form);
}

static void check(biaoce_engine *engine, const biaoce_memory *record, const char *path)
{
    const biaoce_check_options options = { .size = sizeof options,
                                           .memory = record,
                                           .memory_count = 1,
                                           .template_name = path,
                                           .jobs = 1,
                                           .formats = BIAOCE_FORMAT_SARIF | BIAOCE_FORMAT_JSON };
    pipeline_require(biaoce_check(engine, &options, NULL) != BIAOCE_IO);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_str rest = { (const char *)data, size };
    const bc_str form = pipeline_part(&rest), filled = rest;
    biaoce_engine *engine = pipeline_engine(PIPELINE_OWN_TEMPLATES);
    (void)pipeline_folder();
    const char *path = pipeline_file("form.yaml", form);
    write_around(engine, path);
    const biaoce_memory record = pipeline_memory("record.yaml", filled);
    check(engine, &record, path);
    pipeline_render(&record, path, NULL, false);
    return 0;
}
