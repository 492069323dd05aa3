/* Fields found again: by key, by a path through groups, by the role that they play. All that reads a form looks them up
 * here, while it is compiled and afterwards. */
#include "form/field.h"

#include "base/unit.h"

static const char *const TYPE_NAMES[] = { "text", "prose",  "money", "percent", "number", "integer", "year",  "date",
                                          "code", "choice", "phone", "person",  "target", "list",    "group", NULL };

const char *bc_form_field_type_name(bc_form_field_type type)
{
    return TYPE_NAMES[type];
}

const bc_form_field *bc_form_field_find(const bc_form_field *fields, uint32_t n, bc_str key)
{
    for (uint32_t i = 0; i < n; i++)
        if (bc_str_eq(fields[i].key, key))
            return &fields[i];
    return NULL;
}

const bc_form_field *bc_form_field_named(const bc_form_field *fields, uint32_t n, bc_str name)
{
    const bc_form_field *found = bc_form_field_find(fields, n, name);
    for (uint32_t i = 0; !found && i < n; i++)
        if (bc_str_eq(fields[i].label, name))
            found = &fields[i];
    return found;
}

static bool has_name(const bc_form_field *field, bc_str name)
{
    if (bc_str_eq(field->label, name) || bc_str_eq(field->key, name))
        return true;
    for (uint32_t i = 0; i < field->alias_count; i++)
        if (bc_str_eq(field->aliases[i], name))
            return true;
    return false;
}

static uint32_t count_named(const bc_form_field *fields, uint32_t n, bc_str name)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        count += has_name(&fields[i], name);
        if (fields[i].type == BC_FIELD_GROUP)
            count += count_named(fields[i].children, fields[i].child_count, name);
    }
    return count;
}

bool bc_form_field_label_is_clear(const bc_form_field *fields, uint32_t n, const bc_form_field *field)
{
    return field->label.n && count_named(fields, n, field->label) == 1;
}

bool bc_form_field_measures(const bc_form_field *field)
{
    switch (field->type) {
    case BC_FIELD_MONEY:
    case BC_FIELD_PERCENT:
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
    case BC_FIELD_YEAR:
    case BC_FIELD_DATE:
        return true;
    default:
        return false;
    }
}

bool bc_form_field_is_personal(const bc_form_field *field, const bc_form_words *words)
{
    const bool word = field->type == BC_FIELD_TEXT || field->type == BC_FIELD_CODE;
    return field->type == BC_FIELD_PHONE || field->type == BC_FIELD_PERSON ||
           (word && (field->publish > BC_PUBLISH_KEEP || bc_form_words_in(words, field->label) ||
                     bc_form_words_in(words, field->key)));
}

bool bc_form_field_is(const bc_form_field *field, bc_form_role role)
{
    return field->roles >> role & 1;
}

const bc_form_field *bc_form_field_of_role(const bc_form_field *fields, uint32_t n, bc_form_role role)
{
    const bc_form_field *by_key = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!bc_form_field_is(&fields[i], role))
            continue;
        if (fields[i].has_own_role)
            return &fields[i];
        by_key = by_key ? by_key : &fields[i];
    }
    return by_key;
}

const bc_form_field *bc_form_field_at_path(const bc_form_field *fields, uint32_t n, bc_str path)
{
    for (;;) {
        size_t dot = bc_str_find(path, BC_STR("."), 0);
        const bc_form_field *field = bc_form_field_find(fields, n, bc_str_slice(path, 0, dot));
        if (!field || dot == SIZE_MAX)
            return field;
        if (field->type != BC_FIELD_GROUP)
            return NULL;
        fields = field->children;
        n = field->child_count;
        path = bc_str_slice(path, dot + 1, path.n);
    }
}

const bc_form_field *bc_form_field_of_money_unit(const bc_form_field *fields, uint32_t n)
{
    const bc_form_field *field = bc_form_field_of_role(fields, n, BC_FORM_ROLE_UNIT);
    bool money = field && field->type == BC_FIELD_CHOICE && field->choice_count && !field->open;
    for (uint32_t i = 0; money && i < field->choice_count; i++)
        money = bc_unit_money_power(field->choices[i]) >= 0;
    return money ? field : NULL;
}
