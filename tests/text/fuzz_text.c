/* Any bytes as a text: wrapping and shaping agree, every byte is in order, nothing is read out of bounds.
 * The first four bytes choose role, size, width and indent. */
#include "text/typeset.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One typesetter for all inputs, as in a batch: what one text leaves behind meets the next. */
static bc_text_typesetter *shared_setter(void)
{
    static bc_text_typesetter *typesetter;
    if (typesetter)
        return typesetter;
    bc_arena arena = { .used = 0 };
    bc_diag_list diags;
    bc_diag_mark mark = { .source = NULL };
    bc_diag_list_init(&diags);
    const bc_node *family = bc_node_new_text(&arena, mark, BC_STR("Noto Serif CJK SC"), false);
    bc_node_member fallback = { BC_STR("fallback"), mark, family };
    bc_font_set *fonts = bc_font_set_new(bc_node_new_map(&arena, mark, &fallback, 1), &diags);
    if (!fonts)
        exit(EXIT_SUCCESS); /* no font, nothing to set */
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return typesetter = bc_text_typesetter_new(fonts);
}

static void check_lines(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text, const bc_text_style *style,
                        bc_text_lines lines)
{
    uint32_t at = 0;
    if (lines.n == 0)
        abort();
    for (uint32_t i = 0; i < lines.n; i++) {
        const bc_text_line *line = &lines.at[i];
        if (line->from < at || line->to < line->from || line->to > text.n)
            abort();
        at = line->to;
        bc_str slice = bc_str_slice(text, line->from, line->to);
        bc_text_shaped shaped = bc_text_shape(typesetter, arena, slice, style, 0);
        if (shaped.width != line->width)
            abort();
        if (bc_text_shape(typesetter, arena, slice, style, line->set).width != line->set && line->set != 0)
            abort();
        bc_text_shape(typesetter, arena, slice, style, line->width + 1000);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    bc_text_typesetter *typesetter = shared_setter();
    bc_arena arena = { .used = 0 };
    bc_text_missing_char missing[2];
    bc_text_style style = { .role = (bc_font_role)(data[0] % BC_ROLE_COUNT),
                            .size = BC_PT(1 + data[1] % 40),
                            .leading = BC_PT(40) };
    bc_text_box box = { .width = data[2] * style.size / 8, .first_indent = data[3] % 4 * style.size };
    bc_str text = { (const char *)data + 4, size - 4 };
    for (int manner = BC_TEXT_FILLED; manner <= BC_TEXT_JUSTIFIED; manner++) {
        box.manner = (bc_text_manner)manner;
        check_lines(typesetter, &arena, text, &style, bc_text_wrap(typesetter, &arena, text, &style, &box));
    }
    bc_text_missing(typesetter, text, &style, missing, 2);
    bc_text_typesetter_forget(typesetter);
    bc_arena_release(&arena);
    return 0;
}
