/* Forms over many records. What they read of each record is declared like any list, under `records`, so that cells,
 * expressions, the empty form and messages know its types; or it is what the forms declare that `batch:` names. Of each
 * record only that is kept which the template can read: a field counts as read when its key stands anywhere in what is
 * printed, computed or checked. Keys in labels count too, which costs memory; a key that some construct reads and
 * nobody noticed would cost figures. */
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile.h"

static const bc_str RECORDS = { "records", 7 };

/* `true` stands for whatever forms the records are of. */
static bool names_forms(const bc_node *batch)
{
    static const char *const ANY[] = { "true", "yes", "是" };
    for (size_t i = 0; i < sizeof ANY / sizeof *ANY; i++)
        if (bc_str_is(bc_node_text(batch), ANY[i]))
            return false;
    return bc_node_elements(batch) > 0;
}

/* -- the fields of other forms -------------------------------------------------------------------------- */

typedef BC_VEC(bc_node_member) members;

static void add_members(members *out, const bc_node *map)
{
    for (uint32_t i = 0; map && map->kind == BC_NODE_MAP && i < map->n; i++) {
        bool known = false;
        for (size_t k = 0; k < out->n && !known; k++)
            known = bc_str_eq(out->at[k].key, map->as.members[i].key);
        if (!known)
            bc_vec_add(out, map->as.members[i]);
    }
}

static const bc_node *map_of(bc_arena *arena, bc_diag_mark mark, members *list)
{
    const bc_node *map = bc_node_new_map(arena, mark, list->at, list->n);
    bc_vec_release(list);
    return map;
}

/* The forms that are named, by their own names, and all that they declare; of fields that several have, as the first
 * does. */
static const bc_node *read_forms(bc_arena *arena, const bc_template_folders *folders, const bc_node *batch,
                                 bc_diag_list *diags, const bc_node **out)
{
    members fields = { 0 };
    BC_VEC(const bc_node *) names = { 0 };
    for (uint32_t i = 0; i < bc_node_elements(batch); i++) {
        const bc_node *name = bc_node_element(batch, i);
        const bc_node *form = bc_template_read(arena, folders, bc_node_text(name), name->mark, diags, NULL);
        const bc_str id = bc_node_text(bc_node_find(form, "form"));
        if (form)
            form = bc_template_named_replace(arena, form, diags);
        bc_vec_add(&names, bc_node_new_text(arena, name->mark, id.n ? id : bc_node_text(name), false));
        add_members(&fields, bc_node_find(form, "fields"));
    }
    *out = map_of(arena, batch->mark, &fields);
    const bc_node *list = bc_node_new_list(arena, batch->mark, names.at, names.n);
    bc_vec_release(&names);
    return list;
}

/* -- the list ------------------------------------------------------------------------------------------- */

static const bc_node *with_member(bc_arena *arena, const bc_node *map, bc_str key, bc_diag_mark mark,
                                  const bc_node *value)
{
    members list = { 0 };
    bc_vec_add(&list, (bc_node_member){ key, mark, value });
    add_members(&list, map);
    return map_of(arena, map && map->kind == BC_NODE_MAP ? map->mark : mark, &list);
}

/* `fields`: of the forms that are named; NULL: none are. */
static const bc_node *declare_list(bc_arena *arena, const bc_node *batch, const bc_node *list, const bc_node *fields)
{
    if (list && list->kind != BC_NODE_MAP)
        return list; /* which its type refuses */
    if (!bc_node_find(list, "type"))
        list = with_member(arena, list, BC_STR("type"), batch->mark,
                           bc_node_new_text(arena, batch->mark, BC_STR("list"), false));
    if (!bc_node_find(list, "of") && fields)
        list = with_member(arena, list, BC_STR("of"), batch->mark, fields);
    return list;
}

const bc_node *bc_template_batch_prepare(bc_arena *arena, const bc_template_folders *folders, const bc_node *tree,
                                         bc_diag_list *diags)
{
    const bc_node *batch = bc_node_find(tree, "batch"), *fields = bc_node_find(tree, "fields");
    if (!batch || !bc_keys_check(&bc_form_keys, "text [text]", NULL, batch, NULL) ||
        (fields && fields->kind != BC_NODE_MAP))
        return tree;
    const bc_node_member *own = bc_node_find_member(fields, RECORDS);
    const bc_node *declared = NULL;
    if (names_forms(batch)) {
        batch = read_forms(arena, folders, batch, diags, &declared);
        tree = with_member(arena, tree, BC_STR("batch"), batch->mark, batch);
    }
    const bc_node *list = declare_list(arena, batch, own ? own->value : NULL, declared);
    fields = with_member(arena, fields, RECORDS, own ? own->key_mark : batch->mark, list);
    return with_member(arena, tree, BC_STR("fields"), fields->mark, fields);
}

/* -- what is read --------------------------------------------------------------------------------------- */

static void add_texts(const bc_node *value, bc_buf *out)
{
    if (value->kind == BC_NODE_TEXT) {
        bc_buf_add_str(out, value->as.text);
        bc_buf_add_char(out, '\n');
    }
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        add_texts(value->as.items[i], out);
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++)
        add_texts(value->as.members[i].value, out);
}

/* What fields are computed from. */
static void add_computed(const bc_node *fields, bc_buf *out)
{
    for (uint32_t i = 0; fields->kind == BC_NODE_MAP && i < fields->n; i++) {
        const bc_node_member *member = &fields->as.members[i];
        if (bc_str_is(member->key, "computed"))
            add_texts(member->value, out);
        else
            add_computed(member->value, out);
    }
}

static void collect_texts(const bc_node *tree, bc_buf *out)
{
    static const char *const PARTS[] = { "layout", "output", "checks", "fragments" };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (bc_node_find(tree, PARTS[i]))
            add_texts(bc_node_find(tree, PARTS[i]), out);
    if (bc_node_find(tree, "fields"))
        add_computed(bc_node_find(tree, "fields"), out);
}

static bool is_read(bc_str texts, bc_str key)
{
    return bc_str_find(texts, key, 0) != SIZE_MAX;
}

/* A group, and a list of maps, of which no field is named is kept whole when it is named itself. */
static bc_form_fields keep_read(bc_arena *arena, const bc_form_field *fields, uint32_t n, bc_str texts)
{
    bc_form_field *kept = BC_NEW_ARRAY(arena, bc_form_field, n);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        bc_form_field field = fields[i];
        const bool named = is_read(texts, field.key);
        bc_form_fields inner = keep_read(arena, field.children, field.child_count, texts);
        if (inner.n && (named || field.type == BC_FIELD_GROUP)) {
            field.children = inner.at;
            field.child_count = inner.n;
        } else if (!named) {
            continue;
        }
        kept[count++] = field;
    }
    return (bc_form_fields){ kept, count };
}

void bc_template_compile_batch(bc_template_compiler *c, const bc_node *tree, bc_form *form)
{
    const bc_node *batch = bc_node_find(tree, "batch");
    if (!batch)
        return;
    bc_form_batch *made = BC_NEW(c->arena, bc_form_batch);
    const bool own = batch->mark.source == tree->mark.source;
    made->mark = own ? batch->mark : tree->mark; /* not in a part that others share */
    made->list = bc_form_field_find(form->fields.at, form->fields.n, RECORDS);
    if (!made->list || made->list->type != BC_FIELD_LIST || !made->list->child_count) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E350", batch->mark,
                    bc_tr("a form over many records declares what it reads of them, as the list `records`"));
        bc_diag_hint(c->diags, "%s",
                     bc_tr("extend `records`, declare `fields: {records: {of: …}}`, or name the forms: `batch: NAME`"));
        return;
    }
    if (names_forms(batch))
        made->form_count = bc_keys_texts(c->arena, tree, "batch", &made->forms);
    bc_buf texts;
    bc_buf_init(&texts);
    collect_texts(tree, &texts);
    made->kept = keep_read(c->arena, made->list->children, made->list->child_count, bc_buf_str(&texts));
    bc_buf_release(&texts);
    form->batch = made;
}
