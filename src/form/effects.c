/* Keys without effect, by the tables of keys.c: an attribute that says something about other types of fields, a role
 * that nobody asks for where the field stands, or that another field has already. A list of single values is looked at
 * as what its values are. */
#include "form/private/effects.h"

#include "base/tr.h"
#include "form/keys.h"

static bool has_word(const char *words, const char *word)
{
    bc_str rest = bc_str_from(words), one;
    while (bc_keys_next_type(&rest, &one))
        if (bc_str_is(one, word))
            return true;
    return false;
}

/* Whether a key that has an effect on these types has one on the field. */
static bool acts_on(const char *types, const bc_form_field *field)
{
    if (has_word(types, bc_form_field_type_name(field->type)))
        return true;
    if (field->type != BC_FIELD_LIST)
        return false;
    if (field->child_count)
        return has_word(types, "list-of-maps");
    return has_word(types, "list-of-values") || has_word(types, bc_form_field_type_name(field->element));
}

/* What it computes may be a number, whatever its type. */
static bool is_of_numbers(const char *key)
{
    return has_word("decimals grouped show-unit zero", key);
}

void bc_form_effects_of_field(const bc_form_field *field, const bc_node *spec, bc_diag_list *diags)
{
    for (const bc_form_effect *e = bc_form_field_effects; e->key && !field->uncertain; e++)
        if (!acts_on(e->on, field) && !(field->computed && is_of_numbers(e->key)))
            bc_keys_warn_idle(spec, e->key, diags);
    if (bc_node_find(spec, "default"))
        bc_keys_warn_idle(spec, "computed", diags);
}

static const char *const PLACES[] = {
    [BC_PLACE_TOP] = "top", [BC_PLACE_GROUP] = "group", [BC_PLACE_LIST] = "list", [BC_PLACE_DEEPER] = "deeper"
};

static const bc_form_effect *effect_of_role(bc_str role)
{
    for (const bc_form_effect *e = bc_form_role_effects; e->key; e++)
        if (bc_str_is(role, e->key))
            return e;
    return NULL;
}

/* Whether a field before it names the role too: the first of them is taken. */
static bool is_taken(const bc_form_field *fields, uint32_t i, bc_form_role role)
{
    for (uint32_t k = 0; k < i; k++)
        if (fields[k].has_own_role && bc_form_field_is(&fields[k], role))
            return true;
    return false;
}

/* Columns of a list, with a first level and a name: one of indicators. */
static bool are_indicators(const bc_form_field *fields, uint32_t n, bc_form_place place)
{
    return place == BC_PLACE_LIST && bc_form_field_of_role(fields, n, BC_FORM_ROLE_LEVEL1) &&
           bc_form_field_of_role(fields, n, BC_FORM_ROLE_NAME);
}

/* Columns of a list, with amounts: one of accounts, or of anything that costs something. */
static bool are_accounts(const bc_form_field *fields, uint32_t n, bc_form_place place)
{
    bool money = false;
    for (uint32_t i = 0; i < n; i++)
        money |= fields[i].type == BC_FIELD_MONEY;
    return place == BC_PLACE_LIST && money;
}

/* What a list is, besides one. */
typedef struct list_kind {
    bool indicators, accounts;
} list_kind;

static void check_role(const bc_form_field *fields, uint32_t i, const bc_node *word, const char *where, list_kind kind,
                       bc_diag_list *diags)
{
    const bc_form_effect *effect = effect_of_role(bc_node_text(word));
    if (!effect)
        return;
    bc_form_role role = (bc_form_role)(effect - bc_form_role_effects);
    bool single = fields[i].type != BC_FIELD_LIST && fields[i].type != BC_FIELD_GROUP;
    bool asked = has_word(effect->on, where) || (kind.indicators && has_word(effect->on, "indicators")) ||
                 (kind.accounts && has_word(effect->on, "accounts"));
    bool date = fields[i].type == BC_FIELD_DATE || fields[i].type == BC_FIELD_YEAR;
    bool read = asked && single && (!has_word(effect->on, "date") || date);
    if (!read || (!has_word(effect->on, "several") && is_taken(fields, i, role)))
        bc_diag_add(diags, BC_DIAG_WARNING, "W348", word->mark, bc_tr("`%s` has no effect here"), effect->key);
}

void bc_form_effects_of_roles(const bc_form_field *fields, uint32_t n, const bc_node *map, bc_form_place place,
                              bc_diag_list *diags)
{
    const list_kind kind = { are_indicators(fields, n, place), are_accounts(fields, n, place) };
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *spec = map->as.members[i].value, *words = bc_node_find(spec, "role");
        for (uint32_t k = 0; fields[i].has_own_role && !fields[i].uncertain && k < bc_node_elements(words); k++)
            check_role(fields, i, bc_node_element(words, k), PLACES[place], kind, diags);
    }
}
