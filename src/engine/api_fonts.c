/* What an engine has to offer: templates and fonts. */
#include "engine/engine.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "source/encoding.h"

biaoce_status biaoce_list_templates(biaoce_engine *engine, const biaoce_templates_options *given)
{
    biaoce_templates_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_template ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    bc_arena arena = { 0 };
    const bc_template_entry *entries;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    size_t n = bc_template_list(&arena, &engine->folders, &diags, &entries);
    for (size_t i = 0; i < n && !bc_engine_call_is_cancelled(&call); i++) {
        biaoce_template one = { .size = sizeof one,
                                .id = bc_arena_str(&arena, entries[i].id).p,
                                .name = bc_arena_str(&arena, entries[i].name).p,
                                .path = bc_arena_str(&arena, entries[i].path).p };
        options.on_template(call.callbacks.context, &one);
    }
    bc_engine_report(&call, &diags);
    biaoce_status status = diags.errors || bc_engine_call_is_cancelled(&call) ? BIAOCE_IO : BIAOCE_OK;
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return status;
}

static const char *embedding_text(bc_font_embedding embedding)
{
    switch (embedding) {
    case BC_EMBED_ANY:
        return bc_tr("embedding allowed");
    case BC_EMBED_EDITABLE:
        return bc_tr("embedding allowed, for editing too");
    case BC_EMBED_PREVIEW:
        return bc_tr("embedding allowed for viewing and printing");
    case BC_EMBED_WHOLE_ONLY:
        return bc_tr("may only be embedded as a whole");
    case BC_EMBED_NEVER:
        break;
    }
    return bc_tr("may not be embedded");
}

/* The 6,763 characters of GB 2312 as UTF-8: rows 16 to 87 of its code table, which GB 18030 contains. */
static bc_str list_gb2312(bc_arena *arena)
{
    bc_buf codes;
    bc_buf_init(&codes);
    for (int row = 0xB0; row <= 0xF7; row++)
        for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); cell++) {
            bc_buf_add_char(&codes, (char)row);
            bc_buf_add_char(&codes, (char)cell);
        }
    const bc_diag_source *source = bc_source_from_bytes(arena, BC_STR("GB 2312"), bc_buf_str(&codes), NULL);
    bc_buf_release(&codes);
    return source ? source->text : (bc_str){ 0 };
}

static unsigned count_covered(const bc_font_face *face, bc_str characters)
{
    unsigned n = 0;
    for (size_t at = 0; at < characters.n;)
        n += bc_font_face_glyph(face, bc_utf8_next(characters, &at)) != 0;
    return n;
}

enum { GBK_FROM = 0x4E00, GBK_TO = 0x9FA5, A_FROM = 0x3400, A_TO = 0x4DBF, RARE_FROM = 0x20000, RARE_TO = 0x3FFFD };

static biaoce_coverage measure_coverage(const bc_font_face *face, bc_str gb2312)
{
    return (biaoce_coverage){
        .size = sizeof(biaoce_coverage),
        .gb2312 = count_covered(face, gb2312),
        .gbk = bc_font_face_coverage(face, GBK_FROM, GBK_TO),
        .extension_a = bc_font_face_coverage(face, A_FROM, A_TO),
        .supplements = bc_font_face_coverage(face, RARE_FROM, RARE_TO),
    };
}

/* The role is put into `font` by the caller; the face and its place in the role's chain here. */
static void show_face(biaoce_font *font, const bc_font_face *face, bc_str gb2312, bc_arena *arena)
{
    font->family = bc_arena_str(arena, face->family).p;
    font->style = bc_arena_str(arena, face->style).p;
    font->file = bc_arena_str(arena, face->file).p;
    font->embedding = embedding_text(face->embedding);
    biaoce_coverage *coverage = BC_NEW(arena, biaoce_coverage);
    *coverage = measure_coverage(face, gb2312);
    font->coverage = coverage;
}

static bc_text_fault show_fonts(const bc_engine_call *call, const biaoce_fonts_options *options)
{
    bc_font_set *fonts = call->engine->fonts;
    bc_arena arena = { 0 };
    bc_str gb2312 = list_gb2312(&arena);
    bc_text_fault fault = { 0 };
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        biaoce_font font = { .size = sizeof font, .role = bc_font_role_name((bc_font_role)role) };
        font.official = bc_arena_str(&arena, bc_font_set_official_family(fonts, (bc_font_role)role)).p;
        font.substitute = bc_font_set_substitution(fonts, (bc_font_role)role, &arena).n > 0;
        size_t choices = bc_font_set_choices(fonts, (bc_font_role)role);
        for (size_t choice = 0; choice < choices && (options->fallbacks || !font.choice); choice++) {
            if (bc_engine_call_is_cancelled(call))
                break;
            const bc_font_face *face = bc_font_set_face(fonts, (bc_font_role)role, choice, &fault);
            if (!face)
                continue;
            show_face(&font, face, gb2312, &arena);
            options->on_font(call->callbacks.context, &font);
            font.choice++;
        }
    }
    bc_arena_release(&arena);
    return fault;
}

biaoce_status biaoce_list_fonts(biaoce_engine *engine, const biaoce_fonts_options *given)
{
    biaoce_fonts_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_font ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bool good = bc_engine_load_fonts(engine, &diags);
    if (engine->fonts) { /* what there is helps to see what is missing */
        bc_text_fault fault = show_fonts(&call, &options);
        if (fault.kind)
            bc_text_fault_report(&fault, (bc_diag_mark){ 0 }, &diags);
        bc_font_set_report_skipped(engine->fonts, &diags);
        good = good && fault.kind == BC_FAULT_NONE;
    }
    bc_engine_report(&call, &diags);
    bc_diag_list_release(&diags);
    return good && !bc_engine_call_is_cancelled(&call) ? BIAOCE_OK : BIAOCE_IO;
}
