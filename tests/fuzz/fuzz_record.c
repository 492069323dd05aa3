/* Any bytes as records of the project's forms, printed as everything there is. The first byte chooses the form, its
 * highest bit one workbook for all; behind a NUL stands how outputs are named. */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FORMS = 128 };

typedef struct forms {
    char *name[MAX_FORMS];
    size_t n;
} forms;

static void add_form(void *context, const biaoce_template *one)
{
    forms *all = context;
    if (all->n < MAX_FORMS)
        all->name[all->n++] = strdup(one->id);
}

static const forms *list_forms(biaoce_engine *engine)
{
    static forms all;
    if (!all.n) {
        const biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = &all };
        const biaoce_templates_options options = { .size = sizeof options,
                                                   .on_template = add_form,
                                                   .callbacks = &callbacks };
        pipeline_require(biaoce_list_templates(engine, &options) == BIAOCE_OK && all.n);
    }
    return &all;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { ONE_WORKBOOK = 0x80 };
    biaoce_engine *engine = pipeline_engine(PIPELINE_PROJECT_TEMPLATES);
    const forms *all = list_forms(engine);
    (void)pipeline_folder();
    const unsigned first = size ? data[0] : 0;
    bc_str rest = { (const char *)data + (size > 0), size - (size > 0) };
    const bc_str text = pipeline_part(&rest);
    const biaoce_memory record = pipeline_memory("record.yaml", text);
    const char *pattern = rest.n ? pipeline_text(pipeline_part(&rest)) : NULL;
    /* A form that the record names itself is among the choices. */
    const size_t choice = (first & ~(unsigned)ONE_WORKBOOK) % (all->n + 1);
    pipeline_render(&record, choice < all->n ? all->name[choice] : NULL, pattern, (first & ONE_WORKBOOK) != 0);
    return 0;
}
