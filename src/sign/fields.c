/* Fields form a tree; kind and value may stand above where they are shown (ISO 32000-1, 12.7.3). Every object is looked
 * at once, so that trees that lead back into themselves end. */
#include "sign/private/fields.h"

#include "base/strmap.h"
#include "sign/private/objects.h"

typedef struct walk {
    bc_pdfread *file;
    bc_sign_fields *fields;
    bc_strmap seen;
} walk;

/* What a field has of those above it. */
typedef struct above {
    bc_str name;
    bool signature;
    const bc_pdfread_object *value;
    uint32_t value_number;
} above;

static void visit(walk *w, const bc_pdfread_object *object, above from, unsigned depth);

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

static void take_name(walk *w, const bc_pdfread_object *dict, above *own)
{
    const bc_str name = bc_sign_text_of(&w->fields->arena, bc_pdfread_find(w->file, dict, "T"));
    if (!name.n)
        return;
    own->name =
        own->name.n ? bc_arena_printf(&w->fields->arena, "%.*s.%.*s", BC_STR_ARG(own->name), BC_STR_ARG(name)) : name;
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

static void visit_kids(walk *w, const bc_pdfread_object *dict, const above *own, unsigned depth)
{
    const bc_pdfread_object *kids = bc_pdfread_find(w->file, dict, "Kids");
    for (uint32_t i = 0; kids->kind == BC_PDFREAD_ARRAY && i < kids->n; i++)
        visit(w, &kids->as.items[i], *own, depth + 1);
}

static void visit(walk *w, const bc_pdfread_object *object, above from, unsigned depth)
{
    const bc_pdfread_object *dict = bc_pdfread_resolve(w->file, object);
    const uint32_t number = object->kind == BC_PDFREAD_REF ? object->as.ref : 0;
    w->fields->over = w->fields->over || w->fields->looked == BC_SIGN_MAX_FIELDS ||
                      w->fields->list.n == BC_SIGN_MAX_SIGNATURES || depth == BC_PDFREAD_MAX_DEPTH;
    if (w->fields->over || !bc_sign_is_dict(dict) || (number && !is_new(w, number)))
        return;
    w->fields->looked++;
    const bool named = bc_pdfread_find(w->file, dict, "T")->kind == BC_PDFREAD_STRING;
    if (!named && depth) /* where the field above it is shown */
        return;
    const bc_pdfread_object *kind = bc_pdfread_find(w->file, dict, "FT");
    take_name(w, dict, &from);
    if (!depth)
        bc_vec_add(&w->fields->names, from.name);
    if (kind->kind == BC_PDFREAD_NAME)
        from.signature = bc_pdfread_is_name(kind, "Sig");
    take_value(w, dict, &from);
    uint32_t ignored;
    const bool leaf =
        bc_pdfread_find(w->file, dict, "Kids")->kind != BC_PDFREAD_ARRAY || first_widget(w, dict, &ignored) != NULL;
    if (leaf && from.signature)
        add(w, dict, number, &from);
    if (leaf && !from.signature)
        w->fields->bare = w->fields->bare || !has_appearance(w, dict);
    if (!leaf)
        visit_kids(w, dict, &from, depth);
}

void bc_sign_fields_find(bc_pdfread *file, bc_sign_fields *fields)
{
    walk w = { .file = file, .fields = fields };
    const bc_pdfread_object *form = bc_pdfread_find(file, bc_pdfread_catalog(file), "AcroForm");
    const bc_pdfread_object *all = bc_pdfread_find(file, form, "Fields");
    for (uint32_t i = 0; all->kind == BC_PDFREAD_ARRAY && i < all->n; i++)
        visit(&w, &all->as.items[i], (above){ 0 }, 0);
    bc_strmap_release(&w.seen);
}

void bc_sign_fields_release(bc_sign_fields *fields)
{
    bc_vec_release(&fields->list);
    bc_vec_release(&fields->names);
    bc_arena_release(&fields->arena);
}
