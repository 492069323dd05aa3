/* Any bytes as one of the files that a check compares a batch with; the first byte says which: a baseline, totals of
 * departments, or projects that must be there. */
#include "pipeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char RECORDS[] = "form: tangshan-project\n项目名称: 甲\n项目编码: '1'\n预算数: 1万元\n部门: 教育局\n---\n"
                              "form: tangshan-project\n项目名称: 乙\n预算数: 2万元\n部门: 卫健委\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const unsigned kind = size ? data[0] % 3 : 0;
    const bc_str text = { (const char *)data + (size > 0), size - (size > 0) };
    biaoce_engine *engine = pipeline_engine(PIPELINE_PROJECT_TEMPLATES);
    (void)pipeline_folder();
    const biaoce_memory records = pipeline_memory("records.yaml", bc_str_from(RECORDS));
    const biaoce_memory list = pipeline_memory("list.yaml", text);
    const biaoce_check_options options = { .size = sizeof options,
                                           .memory = &records,
                                           .memory_count = 1,
                                           .jobs = 1,
                                           .baseline_memory = kind == 0 ? &list : NULL,
                                           .totals_memory = kind == 1 ? &list : NULL,
                                           .projects_memory = kind == 2 ? &list : NULL,
                                           .formats =
                                               BIAOCE_FORMAT_SARIF | BIAOCE_FORMAT_JSON | BIAOCE_FORMAT_BASELINE };
    biaoce_check_summary summary = { .size = sizeof summary };
    pipeline_require(biaoce_check(engine, &options, &summary) != BIAOCE_OK || summary.errors == 0);
    return 0;
}
