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
    const bc_checks *checks[3];
} forms;

static void load(forms *f)
{
    static const char *const NAMES[] = { "tangshan-project", "quanzhou-project", "jinan-department" };
    bc_str folder = bc_str_from(BC_PROJECT_DIR "/templates");
    bc_diags diags;
    bc_diags_init(&diags);
    for (int i = 0; i < 3; i++) {
        f->form[i] = bc_form_load(&f->arena, &(bc_template_folders){ &folder, 1 }, bc_str_from(NAMES[i]),
                                  (bc_mark){ 0 }, &diags);
        if (!f->form[i])
            abort();
        f->checks[i] = bc_checks_compile(&f->arena, f->form[i], &diags);
    }
    bc_diags_release(&diags);
}

static void check(const forms *f, const bc_value *record, bc_arena *arena)
{
    for (int i = 0; i < 3; i++) {
        bc_diags diags;
        bc_diags_init(&diags);
        bc_edits edits = { 0 };
        bc_datum datum = bc_bind(f->form[i], record, arena, &diags);
        bc_checks_run(f->checks[i], &datum, record, &(bc_check_options){ .edits = &edits }, arena, &diags);
        bc_facts facts;
        bc_checks_facts(f->checks[i], &datum, &facts);
        for (size_t k = 0; k < edits.n; k++) {
            bc_fix fix;
            const bc_source *source = edits.at[k].value->mark.source;
            if (bc_fix_find(&edits.at[k], &fix) && (fix.from > fix.to || fix.to > source->text.n))
                abort();
        }
        bc_vec_release(&edits);
        bc_diags_release(&diags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static forms loaded;
    if (!loaded.form[0])
        load(&loaded);
    bc_arena arena = { 0 };
    bc_diags diags;
    bc_diags_init(&diags);
    bc_str text = bc_arena_str(&arena, (bc_str){ (const char *)data, size });
    bc_source *source = BC_NEW(&arena, bc_source);
    source->name = BC_STR("fuzz");
    source->text = text;
    bc_documents documents = { 0 };
    if (bc_str_find(text, BC_STR("\0"), 0) == SIZE_MAX)
        bc_yaml_read(&arena, source, &diags, &documents);
    for (size_t i = 0; i < documents.n; i++)
        if (documents.at[i]->kind == BC_MAP)
            check(&loaded, documents.at[i], &arena);
    bc_diags_release(&diags);
    bc_arena_release(&arena);
    return 0;
}
