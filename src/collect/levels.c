/* Levels of lists: names of kinds under which elements stand. People write them once, in the first row or in merged
 * cells; forms with a framework have written them already. */
#include "collect/private/levels.h"

#include "collect/private/label.h"
#include "record/blank.h"

uint32_t bc_collect_level(const bc_form_field *list, const bc_form_field *field)
{
    for (uint32_t i = 0; i < list->nested_count; i++)
        if (bc_str_eq(field->key, list->nested_by[i]))
            return i + 1;
    if (list->nested_count || list->tree)
        return 0;
    return bc_form_field_is(field, BC_FORM_ROLE_LEVEL1) ? 1 : bc_form_field_is(field, BC_FORM_ROLE_LEVEL2) ? 2 : 0;
}

bool bc_collect_level_is_given(const bc_form *form, const bc_form_field *list, bc_str text)
{
    const bc_form_category *categories;
    const uint32_t n = bc_record_blank_categories(form, list, &categories);
    for (uint32_t i = 0; i < n; i++)
        if (bc_form_names_agree(text, categories[i].level1) || bc_form_names_agree(text, categories[i].level2))
            return true;
    for (uint32_t i = 0; i < list->blank_row_count; i++)
        for (uint32_t k = 0; k < list->blank_rows[i].level_count; k++)
            if (bc_form_names_agree(text, list->blank_rows[i].levels[k]))
                return true;
    return false;
}

bc_str bc_collect_level_named(const bc_form *form, const bc_form_field *list, uint32_t level, bc_str text)
{
    const bc_form_category *categories;
    const uint32_t n = bc_record_blank_categories(form, list, &categories);
    const bc_collect_label wanted = bc_collect_label_of(text);
    for (uint32_t i = 0; i < n && level <= 2; i++) {
        const bc_str name = level == 1 ? categories[i].level1 : categories[i].level2;
        const bc_collect_label label = bc_collect_label_of(name);
        if (bc_collect_label_match(&wanted, &label))
            return name;
    }
    for (uint32_t i = 0; i < list->blank_row_count; i++) {
        if (list->blank_rows[i].level_count < level)
            continue;
        const bc_str name = list->blank_rows[i].levels[level - 1];
        const bc_collect_label label = bc_collect_label_of(name);
        if (bc_collect_label_match(&wanted, &label))
            return name;
    }
    return (bc_str){ 0 };
}
