/* What an engine reads beside what options name. Programs that shut themselves off from all other files have to know it
 * before, and fonts are found by reading the folders of the whole system: that has to be done before, too. */
#include "engine/engine.h"

typedef struct places {
    const bc_engine_call *call;
    const biaoce_places_options *options;
    bc_arena arena;
} places;

static void show(void *context, bc_str path)
{
    places *p = context;
    p->options->on_place(p->call->callbacks.context, bc_arena_str(&p->arena, path).p);
}

static void show_all(places *p)
{
    const biaoce_engine *engine = p->call->engine;
    for (uint32_t i = 0; i < engine->folders.n; i++)
        show(p, engine->folders.at[i]);
    show(p, bc_str_from(engine->fonts_file));
    if (p->options->fonts)
        bc_font_set_visit_files(engine->fonts, show, p);
}

biaoce_status biaoce_list_places(biaoce_engine *engine, const biaoce_places_options *given)
{
    biaoce_places_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_place ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bool good = !options.fonts || bc_engine_load_fonts(engine, &diags);
    bc_engine_report(&call, &diags);
    bc_diag_list_release(&diags);
    places p = { .call = &call, .options = &options };
    if (good)
        show_all(&p);
    bc_arena_release(&p.arena);
    return good ? BIAOCE_OK : BIAOCE_IO;
}
