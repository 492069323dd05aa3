/* All rules there are: the tables of the files of rules, joined in the order of docs/rules.md. A rule is named once, in
 * the table at the foot of its file. */
#include "base/tr.h"
#include "check/private/run.h"

static const bc_check_rule_table *const TABLES[] = {
    &bc_check_rules_money, &bc_check_rules_task,     &bc_check_rules_account, &bc_check_rules_account_sum,
    &bc_check_rules_plan,  &bc_check_rules_identity, &bc_check_rules_code,    &bc_check_rules_list,
    &bc_check_rules_name,  &bc_check_rules_target,   &bc_check_rules_value,   &bc_check_rules_figure,
    &bc_check_rules_cost,  &bc_check_rules_text,     &bc_check_rules_sum,     &bc_check_rules_sense,
    &bc_check_rules_goal,  &bc_check_rules_reckon,   &bc_check_rules_reached, &bc_check_rules_batch,
    &bc_check_rules_year,
};
enum { TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

const bc_check_rule *bc_check_rule_number(size_t i)
{
    for (size_t k = 0; k < TABLE_COUNT; i -= TABLES[k++]->n)
        if (i < TABLES[k]->n)
            return &TABLES[k]->at[i];
    return NULL;
}

const bc_check_rule *bc_check_rule_find(bc_str code)
{
    const bc_check_rule *rule;
    for (size_t i = 0; (rule = bc_check_rule_number(i)); i++)
        if (bc_str_is(code, rule->code))
            return rule;
    return NULL;
}

/* A rule's own keys behind those that every rule has. */
static bc_keys_table table_of(bc_arena *arena, const bc_check_rule *rule)
{
    size_t n = 0;
    while (rule->parameters && rule->parameters[n].name)
        n++;
    bc_keys_key *keys = BC_NEW_ARRAY(arena, bc_keys_key, n + 3);
    keys[0] = (bc_keys_key){ "rule", bc_arena_printf(arena, "=%s", rule->code).p, rule->summary };
    keys[1] = (bc_keys_key){ "level", "=note|warning|error|off", bc_tr_mark("how bad it is") };
    for (size_t i = 0; i < n; i++)
        keys[i + 2] = rule->parameters[i];
    keys[n + 2] = (bc_keys_key){ 0 };
    return (bc_keys_table){ .name = rule->code, .keys = keys, .need = "rule" };
}

bc_keys_set bc_check_rule_keys(bc_arena *arena)
{
    size_t n = 0;
    const bc_check_rule *rule;
    for (size_t i = 0; (rule = bc_check_rule_number(i)); i++) {
        n++;
        for (const bc_keys_table *part = rule->parts; part && part->name; part++)
            n++;
    }
    bc_keys_table *tables = BC_NEW_ARRAY(arena, bc_keys_table, n);
    n = 0;
    for (size_t i = 0; (rule = bc_check_rule_number(i)); i++) {
        tables[n++] = table_of(arena, rule);
        for (const bc_keys_table *part = rule->parts; part && part->name; part++)
            tables[n++] = *part;
    }
    return (bc_keys_set){ tables, n, NULL };
}

bc_str bc_check_rule_nearest(bc_str code)
{
    enum { MAX_RULES = 256 };
    bc_str names[MAX_RULES] = { 0 };
    const bc_check_rule *rule;
    size_t n = 0;
    for (; n < MAX_RULES && (rule = bc_check_rule_number(n)); n++)
        names[n] = bc_str_from(rule->code);
    return bc_diag_nearest(code, names, n);
}
