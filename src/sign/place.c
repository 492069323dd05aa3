/* Places are measured on the page as it lies before a reader, from its upper left corner; a page may be stored turned.
 */
#include "sign/private/place.h"

/* The part up to the next comma, which goes with it; false: there is none. */
static bool next_part(bc_str *rest, bc_str *part)
{
    const size_t comma = bc_str_find(*rest, BC_STR(","), 0);
    if (!rest->n)
        return false;
    *part = bc_str_trim(bc_str_slice(*rest, 0, comma));
    *rest = comma == SIZE_MAX ? BC_STR("") : bc_str_slice(*rest, comma + 1, rest->n);
    return part->n != 0;
}

static bool take_page(bc_str text, uint32_t *page)
{
    uint32_t value = 0;
    if (bc_str_is(text, "last")) {
        *page = 0;
        return true;
    }
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || value > BC_SIGN_MAX_PAGES)
            return false;
        value = value * 10 + (uint32_t)(text.p[i] - '0');
    }
    *page = value;
    return value > 0;
}

bool bc_sign_place_parse(bc_str text, bc_sign_place *out)
{
    bc_str part;
    *out = (bc_sign_place){ 0 };
    bc_len *const sides[] = { &out->x, &out->y, &out->width };
    if (bc_str_ends(text, BC_STR(",")) || !next_part(&text, &part) || !take_page(part, &out->page))
        return false;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (!next_part(&text, &part) || !bc_len_parse(part, 0, sides[i]) || *sides[i] < 0)
            return false;
    if (out->width <= 0)
        return false;
    if (!text.n)
        return true;
    return next_part(&text, &part) && bc_len_parse(part, 0, &out->height) && out->height > 0 && !text.n;
}

bool bc_sign_place_on(const bc_sign_page *page, const bc_sign_place *place, bc_sign_rectangle *out)
{
    const int64_t x = place->x, y = place->y, width = place->width, height = place->height;
    const bool aside = page->turn % 2;
    const int64_t across = aside ? page->top - page->bottom : page->right - page->left,
                  down = aside ? page->right - page->left : page->top - page->bottom;
    if (x + width > across || y + height > down)
        return false;
    switch (page->turn) {
    case 1:
        *out =
            (bc_sign_rectangle){ page->left + y, page->bottom + x, page->left + y + height, page->bottom + x + width };
        break;
    case 2:
        *out = (bc_sign_rectangle){ page->right - x - width, page->bottom + y, page->right - x,
                                    page->bottom + y + height };
        break;
    case 3:
        *out = (bc_sign_rectangle){ page->right - y - height, page->top - x - width, page->right - y, page->top - x };
        break;
    default:
        *out = (bc_sign_rectangle){ page->left + x, page->top - y - height, page->left + x + width, page->top - y };
        break;
    }
    return true;
}
