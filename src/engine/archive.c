/* What archives ask about a form beside its title: who made it, and words by which it is found. They stand in its
 * record, in fields that play these roles. */
#include "engine/private/archive.h"

#include "form/form.h"

/* The text of the first field of that role, in groups too; empty: there is none, or nothing stands in it. */
static bc_str text_of_role(const bc_form_field *fields, uint32_t n, const bc_value *map, bc_form_role role,
                           bc_arena *arena)
{
    bc_str found = { 0 };
    if (!map || map->type != BC_VALUE_MAP)
        return found;
    for (uint32_t i = 0; i < n && !found.n; i++) {
        const bc_form_field *field = &fields[i];
        const bc_value *value = bc_value_find(map, field->key);
        if (!value || bc_value_is_empty(value))
            continue;
        if (field->type == BC_FIELD_GROUP) {
            found = text_of_role(field->children, field->child_count, value, role, arena);
        } else if (field->type != BC_FIELD_LIST && bc_form_field_is(field, role)) {
            bc_buf text;
            bc_buf_init(&text);
            bc_value_print(value, &text);
            found = bc_arena_str(arena, bc_str_trim(bc_buf_str(&text)));
            bc_buf_release(&text);
        }
    }
    return found;
}

void bc_engine_archive_describe(const bc_form *form, const bc_value *record, bc_arena *arena, bc_layout_info *info)
{
    static const bc_form_role ROLES[] = { BC_FORM_ROLE_CODE, BC_FORM_ROLE_YEAR };
    const bc_form_field *fields = form->fields.at;
    const uint32_t n = form->fields.n;
    if (!info->author.n)
        info->author = text_of_role(fields, n, record, BC_FORM_ROLE_DEPARTMENT, arena);
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        bc_str word = text_of_role(fields, n, record, ROLES[i], arena);
        if (word.n && info->keywords.n)
            info->keywords = bc_arena_printf(arena, "%.*s, %.*s", BC_STR_ARG(info->keywords), BC_STR_ARG(word));
        else if (word.n)
            info->keywords = word;
    }
}
