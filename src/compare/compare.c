/* Both records are walked together, field by field of their form. An element or a group that is only on one side is one
 * change, and not as many as it has values. */
#include "compare/compare.h"
#include "compare/private/match.h"
#include "compare/private/meaning.h"

#define ARROW " › "

typedef struct walk {
    const bc_compare_options *options;
    bc_arena *arena;
    void (*tell)(void *context, const bc_compare_change *change);
    void *context;
    size_t told;
} walk;

/* Where the walk is; `list` is the path without numbers. */
typedef struct place {
    const bc_form_field *field;
    bc_str path, list, label, element;
} place;

static void compare_fields(walk *w, const place *at, const bc_form_field *fields, uint32_t n, const bc_value *before,
                           const bc_value *now);
static void compare_values(walk *w, const place *at, const bc_value *before, const bc_value *now);

/* -- words ---------------------------------------------------------------------------------------------- */

static bc_diag_mark mark_of(const bc_value *value)
{
    if (!value)
        return (bc_diag_mark){ 0 };
    if (value->origin)
        return value->origin->mark;
    const uint32_t n = value->type == BC_VALUE_MAP ? value->n : 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_diag_mark mark = mark_of(&value->as.entries[i].value);
        if (mark.source)
            return mark;
    }
    return (bc_diag_mark){ 0 };
}

/* As it was written, an amount with its unit. */
static void add_scalar(const bc_value *value, bc_buf *out)
{
    const bc_str written = bc_str_trim(bc_node_text(value->origin));
    if (written.n)
        bc_buf_add_str(out, written);
    else
        bc_value_print(value, out);
    if (value->type == BC_VALUE_NUMBER && out->n && out->p[out->n - 1] >= '0' && out->p[out->n - 1] <= '9')
        bc_buf_add_str(out, value->unit);
}

static void add_line(const bc_str label, const bc_value *value, bc_buf *out)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_compare_meaning(value, &text);
    const bool says = text.n > 0;
    bc_buf_clear(&text);
    if (says && value->type == BC_VALUE_LIST && value->n && value->as.items[0].type == BC_VALUE_MAP)
        bc_buf_printf(&text, "(%u)", value->n);
    else if (says)
        add_scalar(value, &text);
    if (text.n)
        bc_buf_printf(out, "%s%.*s：%.*s", out->n ? "\n" : "", BC_STR_ARG(label), BC_STR_ARG(bc_buf_str(&text)));
    bc_buf_release(&text);
}

static void add_map(const bc_form_field *fields, uint32_t n, const bc_value *map, bc_buf *out)
{
    for (uint32_t i = 0; i < n && i < map->n; i++) {
        const bc_value *value = &map->as.entries[i].value;
        if (value->type == BC_VALUE_MAP)
            add_map(fields[i].children, fields[i].child_count, value, out);
        else
            add_line(fields[i].label, value, out);
    }
}

static bc_str text_of(const walk *w, const bc_form_field *field, const bc_value *value)
{
    if (!value)
        return (bc_str){ 0 };
    bc_buf text;
    bc_buf_init(&text);
    if (value->type == BC_VALUE_MAP) {
        add_map(field->children, field->child_count, value, &text);
    } else if (value->type == BC_VALUE_LIST) {
        for (uint32_t i = 0; i < value->n; i++) {
            if (i)
                bc_buf_add_char(&text, '\n');
            const bc_str item = text_of(w, field, &value->as.items[i]);
            bc_buf_add_str(&text, item);
        }
    } else {
        add_scalar(value, &text);
    }
    const bc_str kept = bc_arena_str(w->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* What an element is called: its name, else its code, else the first text in it. */
static bc_str name_of(const walk *w, const bc_form_field *list, const bc_value *element)
{
    static const bc_form_role ROLES[] = { BC_FORM_ROLE_NAME, BC_FORM_ROLE_CODE };
    if (!element || element->type != BC_VALUE_MAP)
        return (bc_str){ 0 };
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        const bc_form_field *field = bc_form_field_of_role(list->children, list->child_count, ROLES[i]);
        const bc_value *value = field ? bc_value_find_own(element, field->key) : NULL;
        if (value && !bc_value_is_empty(value))
            return text_of(w, field, value);
    }
    for (uint32_t i = 0; i < list->child_count && i < element->n; i++) {
        const bc_value *value = &element->as.entries[i].value;
        if (value->type == BC_VALUE_TEXT && value->text.n)
            return bc_arena_str(w->arena, value->text);
    }
    return (bc_str){ 0 };
}

/* -- the walk ------------------------------------------------------------------------------------------- */

static bool says(const bc_value *value)
{
    return value && bc_compare_meaning_hash(value);
}

static void change(walk *w, const place *at, const bc_value *before, const bc_value *now)
{
    const bc_compare_change told = { .kind = !before ? BC_COMPARE_ADDED
                                             : !now  ? BC_COMPARE_REMOVED
                                                     : BC_COMPARE_CHANGED,
                                     .field = at->field,
                                     .path = at->path,
                                     .label = at->label,
                                     .element = at->element,
                                     .before = text_of(w, at->field, before),
                                     .now = text_of(w, at->field, now),
                                     .before_value = before,
                                     .now_value = now,
                                     .before_mark = mark_of(before),
                                     .now_mark = mark_of(now) };
    w->told++;
    w->tell(w->context, &told);
}

static place place_of_element(const walk *w, const place *list, uint32_t i, const bc_value *element)
{
    place at = *list;
    const bc_str name = name_of(w, list->field, element);
    at.path = bc_arena_printf(w->arena, "%.*s[%u]", BC_STR_ARG(list->path), i + 1);
    if (list->field->label_count > i)
        at.label =
            bc_arena_printf(w->arena, "%.*s" ARROW "%.*s", BC_STR_ARG(list->label), BC_STR_ARG(list->field->labels[i]));
    if (name.n)
        at.element = list->element.n
                         ? bc_arena_printf(w->arena, "%.*s" ARROW "%.*s", BC_STR_ARG(list->element), BC_STR_ARG(name))
                         : name;
    return at;
}

static const bc_compare_key *key_of(const walk *w, bc_str list)
{
    for (uint32_t i = 0; i < w->options->key_count; i++)
        if (bc_str_eq(w->options->keys[i].list, list))
            return &w->options->keys[i];
    return NULL;
}

static void tell_removed(walk *w, const place *at, const bc_value *before, const bool *met, uint32_t *from, uint32_t to)
{
    for (; *from < to; ++*from) {
        const bc_value *element = &before->as.items[*from];
        if (met[*from] || !says(element))
            continue;
        const place removed = place_of_element(w, at, *from, element);
        change(w, &removed, element, NULL);
    }
}

/* The place in the old list of the next element that both have. */
static uint32_t next_of(const uint32_t *of, uint32_t i, uint32_t n, uint32_t end)
{
    while (i < n && of[i] == BC_COMPARE_NONE)
        i++;
    return i < n ? of[i] : end;
}

static void compare_lists(walk *w, const place *at, const bc_value *before, const bc_value *now)
{
    const bc_compare_lists lists = { at->field, before, now, key_of(w, at->list) };
    const uint32_t *of = bc_compare_match(&lists, w->arena);
    const uint32_t old_count = bc_compare_count(before), new_count = bc_compare_count(now);
    bool *met = BC_NEW_ARRAY(w->arena, bool, old_count);
    uint32_t removed = 0;
    for (uint32_t i = 0; i < new_count; i++)
        if (of[i] != BC_COMPARE_NONE)
            met[of[i]] = true;
    for (uint32_t i = 0; i < new_count; i++) {
        const bc_value *element = &now->as.items[i];
        if (i == 0 || of[i - 1] != BC_COMPARE_NONE)
            tell_removed(w, at, before, met, &removed, next_of(of, i, new_count, old_count));
        const place here = place_of_element(w, at, i, element);
        if (of[i] != BC_COMPARE_NONE)
            compare_values(w, &here, &before->as.items[of[i]], element);
        else if (says(element))
            change(w, &here, NULL, element);
    }
    tell_removed(w, at, before, met, &removed, old_count);
}

static bool is_same(const bc_value *a, const bc_value *b)
{
    bc_buf x, y;
    bc_buf_init(&x);
    bc_buf_init(&y);
    bc_compare_meaning(a, &x);
    bc_compare_meaning(b, &y);
    const bool same = bc_str_eq(bc_buf_str(&x), bc_buf_str(&y));
    bc_buf_release(&x);
    bc_buf_release(&y);
    return same;
}

static void compare_values(walk *w, const place *at, const bc_value *before, const bc_value *now)
{
    const bool was = says(before), is = says(now);
    if ((!was && !is) || (was && is && is_same(before, now)))
        return;
    const bc_value_type type = (is ? now : before)->type;
    if (was && is && type == BC_VALUE_MAP && before->type == BC_VALUE_MAP)
        compare_fields(w, at, at->field->children, at->field->child_count, before, now);
    else if (type == BC_VALUE_LIST && (!was || before->type == BC_VALUE_LIST))
        compare_lists(w, at, was ? before : &bc_value_nothing, is ? now : &bc_value_nothing);
    else
        change(w, at, was ? before : NULL, is ? now : NULL);
}

/* A group that has no name of its own is called by its key, which nobody reads. */
static bc_str label_of(const walk *w, const place *at, const bc_form_field *field)
{
    if (field->type == BC_FIELD_GROUP && bc_str_eq(field->label, field->key))
        return at->label;
    return at->label.n ? bc_arena_printf(w->arena, "%.*s" ARROW "%.*s", BC_STR_ARG(at->label), BC_STR_ARG(field->label))
                       : field->label;
}

static place place_of_field(const walk *w, const place *at, const bc_form_field *field)
{
    const bc_str label = label_of(w, at, field);
    if (!at->path.n)
        return (place){ field, field->key, field->key, label, at->element };
    return (place){ .field = field,
                    .path = bc_arena_printf(w->arena, "%.*s.%.*s", BC_STR_ARG(at->path), BC_STR_ARG(field->key)),
                    .list = bc_arena_printf(w->arena, "%.*s.%.*s", BC_STR_ARG(at->list), BC_STR_ARG(field->key)),
                    .label = label,
                    .element = at->element };
}

static const bc_value *entry_of(const bc_value *map, uint32_t i)
{
    return map && map->type == BC_VALUE_MAP && i < map->n ? &map->as.entries[i].value : NULL;
}

static void compare_fields(walk *w, const place *at, const bc_form_field *fields, uint32_t n, const bc_value *before,
                           const bc_value *now)
{
    for (uint32_t i = 0; i < n; i++) {
        const place here = place_of_field(w, at, &fields[i]);
        compare_values(w, &here, entry_of(before, i), entry_of(now, i));
    }
}

size_t bc_compare_records(const bc_compare_options *options, const bc_value *before, const bc_value *now,
                          bc_arena *arena, void (*tell)(void *context, const bc_compare_change *change), void *context)
{
    walk w = { .options = options, .arena = arena, .tell = tell, .context = context };
    const place whole = { 0 };
    compare_fields(&w, &whole, options->form->fields.at, options->form->fields.n, before, now);
    return w.told;
}
