/* Any record, however broken, is checked without a crash; what --fix would write is found in its source. */
#include "check/check.h"
#include "check/facts.h"
#include "check/fix.h"
#include "record/bind.h"
#include "source/yaml.h"
#include "template/template.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct forms {
    bc_arena arena;
    const bc_form *form[3];
    const bc_check_set *checks[3];
} forms;

static void load(forms *f)
{
    static const char *const NAMES[] = { "tangshan-project", "quanzhou-project", "jinan-department" };
    bc_str folder = bc_str_from(BC_PROJECT_DIR "/templates");
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    for (int i = 0; i < 3; i++) {
        f->form[i] = bc_template_compile(&f->arena, &(bc_template_folders){ .at = &folder, .n = 1 },
                                         bc_str_from(NAMES[i]), (bc_diag_mark){ 0 }, &diags);
        if (!f->form[i])
            abort();
        f->checks[i] = bc_check_set_compile(&f->arena, f->form[i], &diags);
    }
    bc_diag_list_release(&diags);
}

static void check(const forms *f, const bc_node *record, bc_arena *arena)
{
    for (int i = 0; i < 3; i++) {
        bc_diag_list diags;
        bc_diag_list_init(&diags);
        bc_check_edits edits = { 0 };
        bc_value datum = bc_record_bind(f->form[i], record, arena, &diags);
        bc_check_set_run(f->checks[i], &datum, record, &(bc_check_options){ .edits = &edits }, arena, &diags);
        bc_check_facts facts;
        bc_check_facts_of(f->checks[i], &datum, &facts);
        for (size_t k = 0; k < edits.n; k++) {
            bc_check_fix fix;
            const bc_diag_source *source = edits.at[k].value->mark.source;
            if (bc_check_fix_find(&edits.at[k], &fix) && (fix.from > fix.to || fix.to > source->text.n))
                abort();
        }
        bc_vec_release(&edits);
        bc_diag_list_release(&diags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static forms loaded;
    if (!loaded.form[0])
        load(&loaded);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_str text = bc_arena_str(&arena, (bc_str){ (const char *)data, size });
    bc_diag_source *source = BC_NEW(&arena, bc_diag_source);
    source->name = BC_STR("fuzz");
    source->text = text;
    bc_source_documents documents = { 0 };
    if (bc_str_find(text, BC_STR("\0"), 0) == SIZE_MAX)
        bc_yaml_read(&arena, source, &diags, &documents);
    for (size_t i = 0; i < documents.n; i++)
        if (documents.at[i]->kind == BC_NODE_MAP)
            check(&loaded, documents.at[i], &arena);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return 0;
}
