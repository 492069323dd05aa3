/* Running heads. They are painted onto finished pages as numbers are, since a form does not know the book. What is too
 * long for a line ends with an ellipsis: a head helps to find, the title itself stands on the page. */
#include "bindery/private/head.h"

#include "base/utf8.h"

static bc_str shortened(bc_str text, bc_len width, const bc_text_style *style, bc_text_typesetter *typesetter,
                        bc_arena *arena)
{
    if (bc_text_width(typesetter, text, style) <= width)
        return text;
    bc_str cut = text;
    for (size_t end = text.n; end > 0;) {
        end = bc_utf8_previous(text, end);
        cut = bc_arena_printf(arena, "%.*s…", (int)end, text.p);
        if (bc_text_width(typesetter, cut, style) <= width)
            break;
    }
    return cut;
}

bool bc_book_head_item(const bc_book *book, bc_str section, const bc_form_paper *paper, bool back,
                       bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item *out)
{
    const bc_text_style *style = &book->styles.head->text;
    bc_str text = book->two_sided && back ? book->title : section;
    bc_len frame = paper->width - paper->left - paper->right, gap = BC_MM10(50);
    if (!text.n || paper->top < style->size + BC_MM10(40) || frame < style->size)
        return false;
    text = shortened(text, frame, style, typesetter, arena);
    bc_len width = bc_text_width(typesetter, text, style);
    gap = bc_len_min(gap, (paper->top - style->size) / 2); /* in a small margin it stands in the middle */
    *out = (bc_layout_item){ .kind = BC_ITEM_TEXT,
                             .role = BC_ITEM_PAGE_NUMBER,
                             .x = paper->left + (book->two_sided && back ? 0 : bc_len_max(frame - width, 0)),
                             .y = paper->top - gap - style->size +
                                  bc_text_baseline(&(bc_text_style){ .size = style->size, .leading = style->size }),
                             .as.text = { .line = text, .style = style, .width = width } };
    return true;
}
