/* Pages by their numbers, with what they have of the nodes above them (ISO 32000-1, 7.7.3). */
#include "sign/private/objects.h"
#include "sign/private/place.h"

typedef struct search {
    bc_pdfread *file;
    uint32_t wanted; /* 0: none by its number */
    uint32_t object; /* 0: none by its object's */
    uint32_t seen;
    bc_sign_page found;
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

/* Whether the page is the one that is looked for; of the last one that is not known. */
static bool take(search *s, const bc_pdfread_tree *tree, const inherited *from)
{
    s->seen++;
    const bool done = (s->wanted && s->seen == s->wanted) || (s->object && s->object == tree->number);
    if (done || (!s->wanted && !s->object))
        s->found = page_of(s, tree->number, tree->node, from);
    return done;
}

static bool find(search *s, bc_sign_page *out)
{
    inherited from[BC_PDFREAD_MAX_LEVELS + 1] = { 0 };
    bc_pdfread_tree tree;
    bc_pdfread_tree_begin(&tree, s->file, bc_pdfread_raw(bc_pdfread_catalog(s->file), "Pages"));
    while (bc_pdfread_tree_next(&tree)) {
        const inherited *above = &from[tree.level];
        from[tree.level + 1] =
            (inherited){ own(s, tree.node, "MediaBox", above->media), own(s, tree.node, "CropBox", above->crop),
                         own(s, tree.node, "Rotate", above->turn) };
        if (!tree.kids && tree.number && take(s, &tree, &from[tree.level + 1]))
            break;
    }
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
