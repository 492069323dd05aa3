/* What the rules cost: the records are read and bound first, then checked again and again. */
#include "check/check.h"
#include "bench/phase.h"
#include "record/bind.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "template/template.h"

#include <stdio.h>

typedef struct bound {
    const bc_node *written;
    bc_value datum;
} bound;

static size_t bind_all(const bench_setup *setup, const bc_form *form, bc_arena *arena, bc_diag_list *diags, bound *out)
{
    size_t n = 0;
    for (size_t i = 0; i < setup->records; i++) {
        char path[4096];
        bool io_error;
        bc_source_documents documents = { 0 };
        snprintf(path, sizeof path, "%s/in/%05zu.yaml", setup->work, i);
        const bc_diag_source *source =
            bc_source_read(arena, bc_arena_str(arena, bc_str_from(path)).p, diags, &io_error);
        if (!source || !bc_yaml_read(arena, source, diags, &documents) || !documents.n)
            continue;
        out[n].written = documents.at[0];
        out[n++].datum = bc_record_bind(form, documents.at[0], arena, diags);
    }
    return n;
}

void bench_check(const void *context, bench_result *result)
{
    enum { ROUNDS = 5 };
    const bench_setup *setup = context;
    bc_arena arena = { 0 }, scratch = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_str folder = bc_str_from(BC_PROJECT_DIR "/templates");
    const bc_form *form = bc_template_compile(&arena, &(bc_template_folders){ .at = &folder, .n = 1 },
                                              BC_STR("tangshan-project"), (bc_diag_mark){ 0 }, &diags);
    if (!form)
        return;
    const bc_check_set *checks = bc_check_set_compile(&arena, form, &diags);
    bound *records = BC_NEW_ARRAY(&arena, bound, setup->records);
    size_t n = bind_all(setup, form, &arena, &diags, records);
    const bc_check_options options = { 0 };
    double cpu = bench_cpu();
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < n; i++) {
            bc_diag_list_clear(&diags);
            bc_arena_reset(&scratch);
            bc_check_set_run(checks, &records[i].datum, records[i].written, &options, &scratch, &diags);
            result->bytes += diags.list.n;
        }
    result->cpu = (bench_cpu() - cpu) / ROUNDS;
    result->bytes /= ROUNDS;
    result->records = n;
    result->good = n == setup->records;
    bc_diag_list_release(&diags);
    bc_arena_release(&scratch);
    bc_arena_release(&arena);
}
