/* Fields form a tree; kind and value may stand above where they are shown (ISO 32000-1, 12.7.3). Every object is looked
 * at once, so that trees that lead back into themselves end. */
#include "sign/private/fields.h"

#include "base/strmap.h"
#include "sign/private/objects.h"

typedef struct walk {
    bc_pdfread *file;
    bc_sign_fields *fields;
    bc_strmap seen;
    bc_buf room;
} walk;

/* What a field has of those above it. */
typedef struct above {
    bc_str name;
    bool signature;
    const bc_pdfread_object *value;
    uint32_t value_number;
} above;

static bool is_new(walk *w, uint32_t number)
{
    const bc_str key = bc_arena_str(&w->fields->arena, (bc_str){ (const char *)&number, sizeof number });
    return !bc_strmap_put(&w->seen, key, w);
}

static void take_value(walk *w, const bc_pdfread_object *dict, above *own)
{
    const bc_pdfread_object *raw = bc_pdfread_raw(dict, "V"), *value = bc_pdfread_find(w->file, dict, "V");
    if (!raw || !bc_sign_is_dict(value))
        return;
    own->value = value;
    own->value_number = raw->kind == BC_PDFREAD_REF ? raw->as.ref : 0;
}

/* Each name is that of the field above with its own behind it, so that short files may have long ones. */
static void take_name(walk *w, const bc_pdfread_object *dict, above *own)
{
    const bc_pdfread_object *part = bc_pdfread_find(w->file, dict, "T");
    bc_buf *room = &w->room;
    bc_buf_clear(room);
    bc_buf_add_str(room, own->name);
    bc_buf_add_text(room, own->name.n ? "." : "");
    const size_t before = room->n;
    if (part->kind == BC_PDFREAD_STRING && !bc_pdfread_text_up_to(part->as.text, BC_SIGN_MAX_NAME, room))
        w->fields->over = true;
    w->fields->over = w->fields->over || room->n > BC_SIGN_MAX_NAME;
    if (room->n > before && !w->fields->over)
        own->name = bc_arena_str(&w->fields->arena, bc_buf_str(room));
}

/* A kid without a name is no field of its own, but where its field is shown. */
static const bc_pdfread_object *first_widget(walk *w, const bc_pdfread_object *dict, uint32_t *number)
{
    const bc_pdfread_object *kids = bc_pdfread_find(w->file, dict, "Kids");
    if (kids->kind != BC_PDFREAD_ARRAY || !kids->n)
        return NULL;
    const bc_pdfread_object *kid = bc_pdfread_item(w->file, kids, 0);
    if (!bc_sign_is_dict(kid) || bc_pdfread_find(w->file, kid, "T")->kind == BC_PDFREAD_STRING)
        return NULL;
    *number = kids->as.items[0].kind == BC_PDFREAD_REF ? kids->as.items[0].as.ref : 0;
    return kid;
}

static void add(walk *w, const bc_pdfread_object *dict, uint32_t number, const above *own)
{
    bc_sign_field field = {
        .name = own->name, .number = number, .dict = dict, .value = own->value, .value_number = own->value_number
    };
    if (bc_pdfread_is_name(bc_pdfread_find(w->file, dict, "Subtype"), "Widget")) {
        field.widget = dict;
        field.widget_number = number;
    } else {
        field.widget = first_widget(w, dict, &field.widget_number);
    }
    bc_vec_add(&w->fields->list, field);
}

static bool has_appearance(walk *w, const bc_pdfread_object *dict)
{
    const bc_pdfread_object *kids = bc_pdfread_find(w->file, dict, "Kids"), *kid;
    if (kids->kind != BC_PDFREAD_ARRAY || !kids->n)
        return bc_sign_is_dict(bc_pdfread_find(w->file, dict, "AP"));
    bool has = true;
    for (uint32_t i = 0; has && (kid = bc_pdfread_next(w->file, kids, &i));)
        has = bc_sign_is_dict(bc_pdfread_find(w->file, kid, "AP"));
    return has;
}

/* Whether there are fields below it. */
static bool visit(walk *w, const bc_pdfread_tree *tree, above *own)
{
    const bc_pdfread_object *dict = tree->node, *kind = bc_pdfread_find(w->file, dict, "FT");
    uint32_t ignored;
    w->fields->looked++;
    if (tree->level && bc_pdfread_find(w->file, dict, "T")->kind != BC_PDFREAD_STRING)
        return false; /* where the field above it is shown */
    take_name(w, dict, own);
    if (!tree->level)
        bc_vec_add(&w->fields->names, own->name);
    if (kind->kind == BC_PDFREAD_NAME)
        own->signature = bc_pdfread_is_name(kind, "Sig");
    take_value(w, dict, own);
    const bool leaf = !tree->kids || first_widget(w, dict, &ignored) != NULL;
    if (leaf && own->signature)
        add(w, dict, tree->number, own);
    if (leaf && !own->signature)
        w->fields->bare = w->fields->bare || !has_appearance(w, dict);
    return !leaf;
}

void bc_sign_fields_find(bc_pdfread *file, bc_sign_fields *fields)
{
    walk w = { .file = file, .fields = fields };
    above from[BC_PDFREAD_MAX_LEVELS + 1] = { 0 };
    const bc_pdfread_object *form = bc_pdfread_find(file, bc_pdfread_catalog(file), "AcroForm"),
                            *all = bc_pdfread_find(file, form, "Fields");
    bc_pdfread_tree tree;
    bc_buf_init(&w.room);
    bc_pdfread_tree_begin(&tree, file, all->kind == BC_PDFREAD_ARRAY ? all : NULL);
    while (!fields->over && bc_pdfread_tree_next(&tree)) {
        above *own = &from[tree.level + 1];
        *own = from[tree.level];
        fields->over = fields->looked == BC_SIGN_MAX_FIELDS || fields->list.n == BC_SIGN_MAX_SIGNATURES;
        if (fields->over || (tree.number && !is_new(&w, tree.number)) || !visit(&w, &tree, own))
            bc_pdfread_tree_pass(&tree);
    }
    fields->over = fields->over || tree.over;
    bc_buf_release(&w.room);
    bc_strmap_release(&w.seen);
}

void bc_sign_fields_release(bc_sign_fields *fields)
{
    bc_vec_release(&fields->list);
    bc_vec_release(&fields->names);
    bc_arena_release(&fields->arena);
}
