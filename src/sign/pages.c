/* Pages by their numbers, with what they have of the nodes above them (ISO 32000-1, 7.7.3). */
#include "sign/private/objects.h"
#include "sign/private/place.h"

typedef struct search {
    bc_pdfread *file;
    uint32_t wanted; /* 0: none by its number */
    uint32_t object; /* 0: none by its object's */
    uint32_t seen, nodes;
    bc_sign_page found;
    bool done;
} search;

typedef struct inherited {
    const bc_pdfread_object *media, *crop, *turn;
} inherited;

static bool take_box(bc_pdfread *file, const bc_pdfread_object *box, bc_sign_page *page)
{
    int64_t sides[4];
    if (box->kind != BC_PDFREAD_ARRAY || box->n != 4)
        return false;
    for (uint32_t i = 0; i < 4; i++)
        if (!bc_sign_length_of(bc_pdfread_item(file, box, i), &sides[i]))
            return false;
    page->left = sides[0] < sides[2] ? sides[0] : sides[2];
    page->right = sides[0] < sides[2] ? sides[2] : sides[0];
    page->bottom = sides[1] < sides[3] ? sides[1] : sides[3];
    page->top = sides[1] < sides[3] ? sides[3] : sides[1];
    return page->left < page->right && page->bottom < page->top;
}

static bc_sign_page page_of(search *s, uint32_t number, const bc_pdfread_object *dict, const inherited *from)
{
    bc_sign_page page = { .number = number, .dict = dict };
    if (!(from->crop && take_box(s->file, from->crop, &page)) &&
        !(from->media && take_box(s->file, from->media, &page)))
        page.right = page.left;
    if (from->turn && from->turn->kind == BC_PDFREAD_INTEGER)
        page.turn = (unsigned)((from->turn->as.integer / 90 % 4 + 4) % 4);
    return page;
}

static const bc_pdfread_object *own(search *s, const bc_pdfread_object *dict, const char *key,
                                    const bc_pdfread_object *above)
{
    const bc_pdfread_object *value = bc_pdfread_find(s->file, dict, key);
    return value->kind == BC_PDFREAD_NULL ? above : value;
}

static void walk(search *s, const bc_pdfread_object *ref, inherited from, unsigned depth)
{
    const bc_pdfread_object *dict = bc_pdfread_resolve(s->file, ref);
    if (s->done || depth == BC_PDFREAD_MAX_DEPTH || !bc_sign_is_dict(dict) || s->nodes++ == 2 * BC_SIGN_MAX_PAGES)
        return;
    from.media = own(s, dict, "MediaBox", from.media);
    from.crop = own(s, dict, "CropBox", from.crop);
    from.turn = own(s, dict, "Rotate", from.turn);
    const bc_pdfread_object *kids = bc_pdfread_find(s->file, dict, "Kids");
    for (uint32_t i = 0; kids->kind == BC_PDFREAD_ARRAY && i < kids->n; i++)
        walk(s, &kids->as.items[i], from, depth + 1);
    if (kids->kind == BC_PDFREAD_ARRAY || ref->kind != BC_PDFREAD_REF || s->done)
        return;
    s->seen++;
    s->done = (s->wanted && s->seen == s->wanted) || (s->object && s->object == ref->as.ref);
    if (s->done || (!s->wanted && !s->object)) /* the last, as far as it is known */
        s->found = page_of(s, ref->as.ref, dict, &from);
}

static bool find(search *s, bc_sign_page *out)
{
    const bc_pdfread_object *root = bc_pdfread_raw(bc_pdfread_catalog(s->file), "Pages");
    if (root)
        walk(s, root, (inherited){ 0 }, 0);
    *out = s->found;
    return out->dict && out->left < out->right;
}

bool bc_sign_page_find(bc_pdfread *file, uint32_t number, bc_sign_page *out)
{
    search s = { .file = file, .wanted = number };
    return find(&s, out);
}

bool bc_sign_page_of(bc_pdfread *file, uint32_t object, bc_sign_page *out)
{
    search s = { .file = file, .object = object };
    return object && find(&s, out);
}
