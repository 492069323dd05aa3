/* The order of a repetition over categories: by category, whatever order the record has, a category without
 * elements giving a blank one and elements of no category going last. Elements carry their level as the form names
 * it, so that equal neighbours merge. */
#include "layout/private/categories.h"

#include "form/names.h"

/* An element that prints `filling` in every cell but those of the levels. */
static const bc_value *blank_element(bc_arena *arena, const bc_form_field *list, const bc_form_category *category,
                                     bc_str filling)
{
    uint32_t n = list ? list->child_count : 0;
    bc_value *blank = BC_NEW(arena, bc_value);
    *blank = bc_value_null();
    if (!n)
        return blank;
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, n);
    for (uint32_t i = 0; i < n; i++) {
        bc_str key = list->children[i].key;
        bc_str text = filling;
        if (category && bc_str_eq(key, list->nested_by[0]))
            text = category->level1;
        else if (category && bc_str_eq(key, list->nested_by[1]))
            text = category->level2;
        entries[i] = (bc_value_entry){ key, text.n ? bc_value_text(text) : bc_value_null() };
    }
    *blank = (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
    return blank;
}

/* The element with its levels named as the form names them, so that equal neighbours merge. */
static const bc_value *named_element(bc_arena *arena, const bc_form_field *list, const bc_value *element,
                                     const bc_form_category *category)
{
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, element->n);
    for (uint32_t i = 0; i < element->n; i++) {
        entries[i] = element->as.entries[i];
        if (bc_str_eq(entries[i].key, list->nested_by[0]))
            entries[i].value.text = category->level1;
        else if (bc_str_eq(entries[i].key, list->nested_by[1]))
            entries[i].value.text = category->level2;
    }
    bc_value *named = BC_NEW(arena, bc_value);
    *named = *element;
    named->as.entries = entries;
    return named;
}

static bool belongs(const bc_form_each *each, const bc_value *element, const bc_form_category *category)
{
    const bc_form_words *ends = each->category_ends;
    const bc_form_field *list = each->list_field;
    const bc_value *level1 = bc_value_find(element, list->nested_by[0]);
    const bc_value *level2 = bc_value_find(element, list->nested_by[1]);
    return level1 && level2 && bc_form_category_names_agree(ends, level1->text, category->level1) &&
           bc_form_category_names_agree(ends, level2->text, category->level2);
}

static uint32_t arrange_category(const bc_form_each *each, const bc_form_category *category, const bc_value *list,
                                 bool *taken, bc_arena *arena, bc_layout_element *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (taken[i] || !belongs(each, &list->as.items[i], category))
            continue;
        taken[i] = true;
        out[n++] = (bc_layout_element){ .element = named_element(arena, each->list_field, &list->as.items[i], category),
                                        .index = i,
                                        .required = category->required };
    }
    if (!n)
        out[n++] = (bc_layout_element){ .element = blank_element(arena, each->list_field, category, each->empty),
                                        .index = (uint32_t)BC_NOT_IN_LIST,
                                        .required = category->required };
    return n;
}

bc_layout_arranged bc_layout_arrange_categories(const bc_form_each *each, const bc_value *list, bc_arena *arena)
{
    uint32_t given = list->type == BC_VALUE_LIST ? list->n : 0;
    bc_value none = { .type = BC_VALUE_LIST };
    if (!given)
        list = &none;
    bc_layout_element *out = BC_NEW_ARRAY(arena, bc_layout_element, given + each->category_count + each->least);
    bool *taken = each->category_count ? BC_NEW_ARRAY(arena, bool, given) : NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < each->category_count; i++)
        n += arrange_category(each, &each->categories[i], list, taken, arena, out + n);
    for (uint32_t i = 0; i < given; i++)
        if (!taken || !taken[i])
            out[n++] = (bc_layout_element){ .element = &list->as.items[i], .index = i };
    const bool nobody = n == 0 && each->least == 1;
    while (n < each->least)
        out[n++] = (bc_layout_element){ .element = blank_element(arena, each->list_field, NULL, (bc_str){ 0 }),
                                        .index = (uint32_t)BC_NOT_IN_LIST,
                                        .nobody = nobody };
    return (bc_layout_arranged){ out, n };
}
