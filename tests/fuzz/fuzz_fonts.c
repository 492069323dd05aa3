/* Any bytes as the list of fonts: an engine of its own tells which faces serve which roles. */
#include "pipeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at_font(void *context, const biaoce_font *font)
{
    (void)context;
    pipeline_require(font->role[0] && font->family && font->file && font->coverage);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)pipeline_folder();
    const biaoce_config config = { .size = sizeof config,
                                   .data_folder = BC_PROJECT_DIR,
                                   .fonts_file = pipeline_file("fonts.yaml", (bc_str){ (const char *)data, size }),
                                   .callbacks = pipeline_callbacks() };
    const biaoce_fonts_options options = { .size = sizeof options, .on_font = look_at_font, .fallbacks = true };
    biaoce_engine *engine = NULL;
    if (biaoce_engine_new(&config, &engine) == BIAOCE_OK)
        (void)biaoce_list_fonts(engine, &options);
    biaoce_engine_free(engine);
    return 0;
}
