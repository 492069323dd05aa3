/* Any bytes as a book file; behind a NUL its prose, and behind another by what it is split. Records and forms are the
 * project's: tests/fuzz/make_seeds.py says what the book file may name. */
#include "pipeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char RECORDS[] = "form: tangshan-project\n项目名称: 甲\n项目编码: '1'\n预算数: 1万元\nx-科室: 一\n---\n"
                              "form: qingdao-project\n项目名称: 乙\nx-科室: 二\n";

static const char SUMMARY[] = "form: summary\nbatch: true\nfields: {records: {label: 项目, type: list, of: {name: "
                              "项目名称}}}\nlayout:\n- title: 汇总\n"
                              "- para: 共$(records.size())项\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_str rest = { (const char *)data, size };
    const bc_str book = pipeline_part(&rest), prose = pipeline_part(&rest), split = pipeline_part(&rest);
    biaoce_engine *engine = pipeline_engine(PIPELINE_OWN_TEMPLATES);
    (void)pipeline_folder();
    (void)pipeline_file("prose.md", prose);
    (void)pipeline_file("records.yaml", bc_str_from(RECORDS));
    (void)pipeline_file("summary.yaml", bc_str_from(SUMMARY));
    const biaoce_book_options options = { .size = sizeof options,
                                          .book = pipeline_file("book.yaml", book),
                                          .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX,
                                          .target = BIAOCE_TO_MEMORY,
                                          .split_by = split.n ? pipeline_text(split) : NULL,
                                          .jobs = 1,
                                          .force = true,
                                          .time = 1 };
    biaoce_summary summary = { .size = sizeof summary };
    (void)pipeline_outputs();
    const biaoce_status status = biaoce_make_book(engine, &options, &summary);
    pipeline_require(pipeline_outputs() == summary.outputs && (status != BIAOCE_OK || summary.outputs > 0));
    return 0;
}
