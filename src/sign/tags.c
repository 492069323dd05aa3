/* PDF/UA asks that what is shown of a field be an element Form (ISO 14289-1, 7.18.4), found from the widget by the
 * parent tree and leading to it by an object reference. Three objects of the file are replaced: the element that gets a
 * kid, the root of the tags and the parent tree, of which a leaf is added and none is rewritten. */
#include "sign/private/tags.h"

#include "sign/private/objects.h"

typedef struct tags {
    bc_sign_update *update;
    const bc_pdfread_object *root;
    uint32_t root_number;
    uint32_t parent_number; /* of the element that holds all others; 0: there is none */
    uint32_t tree_number;   /* of the parent tree; 0: it stands in the root */
    int64_t key;
} tags;

static const bc_pdfread_object *root_of(bc_pdfread *file)
{
    return bc_pdfread_find(file, bc_pdfread_catalog(file), "StructTreeRoot");
}

bool bc_sign_tags_are(bc_pdfread *file)
{
    return bc_sign_is_dict(root_of(file));
}

/* The highest key of a number tree, by what its last leaf says. */
static int64_t last_key(bc_pdfread *file, const bc_pdfread_object *tree, unsigned depth)
{
    const bc_pdfread_object *nums = bc_pdfread_find(file, tree, "Nums"), *kids = bc_pdfread_find(file, tree, "Kids");
    if (nums->kind == BC_PDFREAD_ARRAY && nums->n > 1) {
        const bc_pdfread_object *key = bc_pdfread_item(file, nums, (nums->n / 2 - 1) * 2);
        return key->kind == BC_PDFREAD_INTEGER ? key->as.integer : -1;
    }
    if (kids->kind == BC_PDFREAD_ARRAY && kids->n && depth < BC_PDFREAD_MAX_DEPTH)
        return last_key(file, bc_pdfread_item(file, kids, kids->n - 1), depth + 1);
    return -1;
}

/* The first element below the root, when it is the only one. */
static uint32_t only_kid(bc_pdfread *file, const bc_pdfread_object *root)
{
    const bc_pdfread_object *raw = bc_pdfread_raw(root, "K");
    if (!raw)
        return 0;
    const bc_pdfread_object *kids = bc_pdfread_resolve(file, raw);
    if (kids->kind == BC_PDFREAD_ARRAY)
        raw = kids->n == 1 ? &kids->as.items[0] : NULL;
    if (!raw || raw->kind != BC_PDFREAD_REF ||
        bc_pdfread_find(file, bc_pdfread_resolve(file, raw), "S")->kind != BC_PDFREAD_NAME)
        return 0;
    return raw->as.ref;
}

static bool look(tags *t)
{
    enum { MAX_KEY = 100 * 1000 * 1000 };
    bc_pdfread *file = t->update->file;
    const bc_pdfread_object *raw = bc_pdfread_raw(bc_pdfread_catalog(file), "StructTreeRoot");
    t->root = root_of(file);
    if (!raw || raw->kind != BC_PDFREAD_REF || !bc_sign_is_dict(t->root))
        return false;
    t->root_number = raw->as.ref;
    t->parent_number = only_kid(file, t->root);
    const bc_pdfread_object *tree = bc_pdfread_raw(t->root, "ParentTree"),
                            *next = bc_pdfread_find(file, t->root, "ParentTreeNextKey");
    t->tree_number = tree && tree->kind == BC_PDFREAD_REF ? tree->as.ref : 0;
    t->key = tree ? last_key(file, bc_pdfread_resolve(file, tree), 0) + 1 : 0;
    if (next->kind == BC_PDFREAD_INTEGER && next->as.integer > t->key)
        t->key = next->as.integer;
    return t->key >= 0 && t->key <= MAX_KEY;
}

/* `/K[…]` with one more behind those that are there. */
static void put_kids(tags *t, const bc_pdfread_object *dict, uint32_t added)
{
    bc_buf *out = &t->update->added;
    const bc_pdfread_object *raw = bc_pdfread_raw(dict, "K");
    bc_buf_add_text(out, "/K[");
    if (raw) {
        const bc_pdfread_object *kids = bc_pdfread_resolve(t->update->file, raw);
        const bool many = kids->kind == BC_PDFREAD_ARRAY;
        for (uint32_t i = 0; i < (many ? kids->n : 1); i++) {
            bc_sign_put_object(out, many ? &kids->as.items[i] : raw);
            bc_buf_add_char(out, ' ');
        }
    }
    bc_sign_update_refer(t->update, added);
    bc_buf_add_char(out, ']');
}

/* The tree as one with a leaf more: by its side where it has leaves, else among its own pairs. */
static void put_tree(tags *t, uint32_t element)
{
    static const char *const OWN[] = { "Nums", "Kids", NULL };
    bc_buf *out = &t->update->added;
    const bc_pdfread_object *tree = bc_pdfread_find(t->update->file, t->root, "ParentTree");
    const bc_pdfread_object *kids = bc_pdfread_find(t->update->file, tree, "Kids"),
                            *nums = bc_pdfread_find(t->update->file, tree, "Nums");
    const bool leaves = kids->kind == BC_PDFREAD_ARRAY;
    const bc_pdfread_object *all = leaves ? kids : nums;
    bc_buf_add_text(out, "<<");
    bc_sign_put_entries(out, tree, OWN);
    bc_buf_add_text(out, leaves ? "/Kids[" : "/Nums[");
    for (uint32_t i = 0; all->kind == BC_PDFREAD_ARRAY && i < all->n; i++) {
        bc_sign_put_object(out, &all->as.items[i]);
        bc_buf_add_char(out, ' ');
    }
    if (leaves)
        bc_buf_printf(out, "<</Limits[%lld %lld]/Nums[%lld %u 0 R]>>", (long long)t->key, (long long)t->key,
                      (long long)t->key, element);
    else
        bc_buf_printf(out, "%lld %u 0 R", (long long)t->key, element);
    bc_buf_add_text(out, "]>>");
}

static void put_element(tags *t, uint32_t element, uint32_t page, uint32_t widget, bc_str alternative)
{
    bc_buf *out = &t->update->added;
    bc_sign_update_begin(t->update, element);
    bc_buf_add_text(out, "<</Type/StructElem/S/Form/P ");
    bc_sign_update_refer(t->update, t->parent_number ? t->parent_number : t->root_number);
    bc_buf_add_text(out, "/Pg ");
    bc_sign_update_refer(t->update, page);
    bc_buf_add_text(out, "/K<</Type/OBJR/Pg ");
    bc_sign_update_refer(t->update, page);
    bc_buf_add_text(out, "/Obj ");
    bc_sign_update_refer(t->update, widget);
    bc_buf_add_text(out, ">>/Alt");
    bc_sign_put_text(out, alternative);
    bc_buf_add_text(out, ">>");
    bc_sign_update_end(t->update);
}

static void put_parent(tags *t, uint32_t element)
{
    static const char *const KIDS[] = { "K", NULL };
    const bc_pdfread_object ref = { .kind = BC_PDFREAD_REF, .as.ref = t->parent_number };
    const bc_pdfread_object *parent = bc_pdfread_resolve(t->update->file, &ref);
    bc_sign_update_begin(t->update, t->parent_number);
    bc_buf_add_text(&t->update->added, "<<");
    bc_sign_put_entries(&t->update->added, parent, KIDS);
    put_kids(t, parent, element);
    bc_buf_add_text(&t->update->added, ">>");
    bc_sign_update_end(t->update);
}

static void put_root(tags *t, uint32_t element)
{
    static const char *const OWN[] = { "ParentTree", "ParentTreeNextKey", NULL }, *const ALL[] = { "ParentTree",
                                                                                                   "ParentTreeNextKey",
                                                                                                   "K", NULL };
    bc_buf *out = &t->update->added;
    bc_sign_update_begin(t->update, t->root_number);
    bc_buf_add_text(out, "<<");
    bc_sign_put_entries(out, t->root, t->parent_number ? OWN : ALL);
    if (!t->parent_number)
        put_kids(t, t->root, element);
    bc_buf_printf(out, "/ParentTreeNextKey %lld/ParentTree ", (long long)t->key + 1);
    if (t->tree_number)
        bc_sign_update_refer(t->update, t->tree_number);
    else
        put_tree(t, element);
    bc_buf_add_text(out, ">>");
    bc_sign_update_end(t->update);
}

int64_t bc_sign_tags_add(bc_sign_update *update, uint32_t page, uint32_t widget, bc_str alternative)
{
    tags t = { .update = update };
    if (!look(&t))
        return -1;
    const uint32_t element = bc_sign_update_number(update);
    put_element(&t, element, page, widget, alternative);
    if (t.parent_number)
        put_parent(&t, element);
    put_root(&t, element);
    if (t.tree_number) {
        bc_sign_update_begin(update, t.tree_number);
        put_tree(&t, element);
        bc_sign_update_end(update);
    }
    return t.key;
}
