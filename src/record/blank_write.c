/* The blank record as YAML. */
#include "base/tr.h"
#include "base/yaml_text.h"
#include "form/usage.h"
#include "record/blank.h"

#include <string.h>

typedef struct writer {
    const bc_form *form;
    bc_arena arena;
    bc_buf *out;
} writer;

enum { STEP = 2 }; /* of indentation */

static void indent(writer *w, uint32_t depth)
{
    for (uint32_t i = 0; i < depth * STEP; i++)
        bc_buf_add_char(w->out, ' ');
}

static void put_key(writer *w, bc_str key)
{
    bc_yaml_text_put(w->out, key, BC_YAML_ON_LINE);
    bc_buf_add_char(w->out, ':');
}

/* -- comments ------------------------------------------------------------------------------------------- */

static void add_hint(bc_buf *hints, bc_str text)
{
    if (!text.n)
        return;
    bc_buf_add_text(hints, hints->n ? bc_tr("; ") : "");
    bc_yaml_text_put_flat(hints, text);
}

static const char *example_of(bc_form_field_type type)
{
    switch (type) {
    case BC_FIELD_PROSE:
        return bc_tr("several paragraphs: | and indented lines below, or a list");
    case BC_FIELD_PERCENT:
        return "85%";
    case BC_FIELD_YEAR:
        return "2024";
    case BC_FIELD_DATE:
        return bc_tr("2024-10-31, 2024年10月 or 2024");
    case BC_FIELD_CODE:
        return bc_tr("a code: zeros in front are kept");
    case BC_FIELD_TARGET:
        return bc_tr("such as ≥90%, 12月底前");
    case BC_FIELD_INTEGER:
        return bc_tr("a whole number");
    case BC_FIELD_NUMBER:
        return bc_tr("a number");
    default:
        return "";
    }
}

static bc_str join_choices(writer *w, const bc_form_field *field)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < field->choice_count; i++) {
        bc_buf_add_text(&out, i ? " / " : "");
        bc_buf_add_str(&out, field->choices[i]);
    }
    if (field->choice_count && field->open)
        bc_buf_add_text(&out, bc_tr(" or another"));
    bc_str joined = bc_arena_str(&w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return joined;
}

/* What belongs there: behind the key. Ends the line. */
static void put_hints(writer *w, const bc_form_field *field, bc_form_field_type type)
{
    bc_buf hints;
    bc_buf_init(&hints);
    if (field->required)
        add_hint(&hints, bc_str_from(bc_tr("must be given")));
    add_hint(&hints, join_choices(w, field));
    add_hint(&hints, field->unit);
    add_hint(&hints, bc_str_from(example_of(type)));
    if (field->fallback && field->fallback->kind == BC_NODE_TEXT)
        add_hint(&hints, bc_arena_printf(&w->arena, bc_tr("%.*s when left out"), BC_STR_ARG(field->fallback->as.text)));
    if (field->computed)
        add_hint(&hints, bc_str_from(bc_tr("computed when left out")));
    if (hints.n)
        bc_buf_printf(w->out, "  # %s", hints.p);
    bc_buf_add_char(w->out, '\n');
    bc_buf_release(&hints);
}

static void put_help(writer *w, const bc_form_field *field, uint32_t depth)
{
    if (!field->help.n)
        return;
    indent(w, depth);
    bc_buf_add_text(w->out, "# ");
    bc_yaml_text_put_flat(w->out, field->help);
    bc_buf_add_char(w->out, '\n');
}

/* -- fields --------------------------------------------------------------------------------------------- */

/* The label where it means this field and no other, else the key, with the groups around it. */
static bc_str name_of(writer *w, const bc_form_field *field, const bc_form_field *fields, uint32_t n, bc_str group)
{
    if (bc_form_field_label_is_clear(fields, n, field))
        return field->label;
    return bc_arena_printf(&w->arena, "%.*s%.*s", BC_STR_ARG(group), BC_STR_ARG(field->key));
}

static void put_fields(writer *w, const bc_form_field *fields, uint32_t n, uint32_t depth, const bc_form_field *list);

/* An element: its first key stands behind the dash. */
static void put_element(writer *w, const bc_form_field *list, uint32_t depth, bool with_levels)
{
    writer inner = { .form = w->form };
    bc_buf text;
    bc_buf_init(&text);
    inner.out = &text;
    put_fields(&inner, list->children, list->child_count, depth + 1, with_levels ? NULL : list);
    bc_str lines = bc_buf_str(&text);
    size_t dash = depth * STEP;
    indent(w, depth);
    bc_buf_add_text(w->out, "- ");
    bc_buf_add_str(w->out, bc_str_slice(lines, dash + STEP, lines.n));
    bc_buf_release(&text);
    bc_arena_release(&inner.arena);
}

static void put_categories(writer *w, const bc_form_field *list, const bc_form_category *categories, uint32_t n,
                           uint32_t depth)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || !bc_str_eq(categories[i].level1, categories[i - 1].level1)) {
            indent(w, depth);
            put_key(w, categories[i].level1);
            bc_buf_add_char(w->out, '\n');
        }
        indent(w, depth + 1);
        put_key(w, categories[i].level2);
        bc_buf_printf(w->out, "%s%s\n", categories[i].required ? "  # " : "",
                      categories[i].required ? bc_tr("must be given") : "");
        put_element(w, list, depth + 2, false);
    }
}

static void put_list(writer *w, const bc_form_field *list, uint32_t depth)
{
    const bc_form_category *categories;
    uint32_t ordered = bc_record_blank_categories(w->form, list, &categories);
    if (w->form->batch && list == w->form->batch->list)
        bc_buf_printf(w->out, "  # %s\n",
                      bc_tr("the records, or files that hold them: projects/"
                            "*.yaml"));
    else
        put_hints(w, list, list->child_count ? BC_FIELD_LIST : list->element);
    if (ordered && list->child_count) {
        put_categories(w, list, categories, ordered, depth + 1);
    } else if (list->child_count) {
        put_element(w, list, depth + 1, true);
    } else if (list->label_count) {
        for (uint32_t i = 0; i < list->label_count; i++) {
            indent(w, depth + 1);
            put_key(w, list->labels[i]);
            bc_buf_add_char(w->out, '\n');
        }
    } else {
        indent(w, depth + 1);
        bc_buf_add_text(w->out, "-\n");
    }
}

/* Whether the place in the nested list says it. */
static bool is_level(const bc_form_field *list, const bc_form_field *field)
{
    for (uint32_t i = 0; list && i < list->nested_count; i++)
        if (bc_str_eq(list->nested_by[i], field->key))
            return true;
    return false;
}

static void put_field(writer *w, const bc_form_field *field, bc_str name, uint32_t depth)
{
    put_help(w, field, depth);
    indent(w, depth);
    put_key(w, name);
    if (field->type == BC_FIELD_LIST) {
        put_list(w, field, depth);
    } else if (field->type == BC_FIELD_GROUP) { /* of an element: those of the record are written field by field */
        bc_buf_add_char(w->out, '\n');
        put_fields(w, field->children, field->child_count, depth + 1, NULL);
    } else {
        put_hints(w, field, field->type);
    }
}

/* Fields of an element; `list` has levels that are said already. */
static void put_fields(writer *w, const bc_form_field *fields, uint32_t n, uint32_t depth, const bc_form_field *list)
{
    for (uint32_t i = 0; i < n; i++)
        if (!is_level(list, &fields[i]))
            put_field(w, &fields[i], name_of(w, &fields[i], fields, n, (bc_str){ 0 }), depth);
}

typedef struct place {
    const bc_form_field *field;
    bc_str group; /* `budget.`, or empty */
} place;

typedef BC_VEC(place) places;

static void collect_places(writer *w, const bc_form_field *fields, uint32_t n, bc_str group, places *out)
{
    for (uint32_t i = 0; i < n; i++) {
        if (fields[i].type == BC_FIELD_GROUP)
            collect_places(w, fields[i].children, fields[i].child_count,
                           bc_arena_printf(&w->arena, "%.*s%.*s.", BC_STR_ARG(group), BC_STR_ARG(fields[i].key)), out);
        else
            bc_vec_add(out, (place){ &fields[i], group });
    }
}

static void put_place(writer *w, place *at)
{
    const bc_form_fields *all = &w->form->fields;
    if (at->field)
        put_field(w, at->field, name_of(w, at->field, all->at, all->n, at->group), 0);
    at->field = NULL; /* done */
}

/* The record's fields, those of groups among them, in the order in which the form prints them. */
static void put_record(writer *w)
{
    places list = { 0 };
    bc_form_used_fields used = { 0 };
    collect_places(w, w->form->fields.at, w->form->fields.n, (bc_str){ 0 }, &list);
    bc_form_usage_find(w->form, &used);
    for (size_t i = 0; i < used.list.n; i++)
        for (size_t k = 0; k < list.n; k++)
            if (list.at[k].field == used.list.at[i])
                put_place(w, &list.at[k]);
    for (size_t k = 0; k < list.n; k++)
        put_place(w, &list.at[k]);
    bc_form_usage_release(&used);
    bc_vec_release(&list);
}

void bc_record_blank_write(const bc_form *form, bc_buf *out)
{
    writer w = { .form = form, .out = out };
    bc_buf_add_text(out, "# ");
    bc_yaml_text_put_flat(out, form->name.n ? form->name : form->id);
    bc_buf_printf(out, "\n# %s\n",
                  bc_tr("Write values behind the colons. What does not apply stays empty or is deleted."));
    bc_buf_add_text(out, "form: ");
    bc_buf_add_str(out, form->id);
    bc_buf_add_text(out, "\n\n");
    put_record(&w);
    bc_arena_release(&w.arena);
}
