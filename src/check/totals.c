/* What is given beside the records: what departments must add up to, and which projects there must be. */
#include "base/tr.h"
#include "base/written.h"
#include "check/ledger.h"
#include "check/private/run.h"

/* -- totals --------------------------------------------------------------------------------------------- */

static bool read_amount(bc_str text, bc_decimal *yuan)
{
    enum { USUAL_POWER = 4 }; /* departments give their totals in 万元 */
    bc_written_amount amount;
    bc_written_amount_read(text, &amount);
    bool number = amount.sense == BC_WRITTEN_USUAL || amount.sense == BC_WRITTEN_UNUSUAL;
    if (!number || (amount.unit.n && !bc_str_is(amount.unit, "元")))
        return false;
    return bc_decimal_shift(amount.number, amount.unit.n || amount.power ? amount.power : USUAL_POWER, yuan);
}

/* 502001青岛市工业和信息化局本级 is the department 青岛市工业和信息化局本级, and 502001. */
static bool is_department(bc_str said, bc_str wanted)
{
    return bc_str_eq(said, wanted) || (wanted.n >= 6 && (bc_str_starts(said, wanted) || bc_str_ends(said, wanted)));
}

/* A form whose amount is words leaves the department unchecked. */
static void report_unsummed(const bc_check_ledger *ledger, const bc_check_unit *unit, const bc_node_member *total,
                            bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_WARNING, "DEPT-TOTAL", total->key_mark,
                bc_tr("%.*s is not checked, because the form in %.*s on line %u has no amount"), BC_STR_ARG(total->key),
                BC_STR_ARG(ledger->words.at[unit->source]), unit->line);
}

/* All units that the name stands for, added up; false when one cannot be, which is said. */
static bool add_up(const bc_check_ledger *ledger, const bc_node_member *total, bc_check_unit *sum, bc_diag_list *diags)
{
    const bc_check_unit *unsummed = NULL;
    *sum = (bc_check_unit){ .yuan = bc_decimal_from_int(0) };
    for (size_t i = 0; i < ledger->units.n; i++) {
        const bc_check_unit *unit = &ledger->units.at[i];
        if (!is_department(ledger->words.at[unit->word], total->key))
            continue;
        if (bc_decimal_add(sum->yuan, unit->yuan, &sum->yuan))
            sum->forms += unit->forms;
        if (unit->unsummed && (!unsummed || unit->unsummed < unsummed->unsummed))
            unsummed = unit;
    }
    if (unsummed)
        report_unsummed(ledger, unsummed, total, diags);
    return !unsummed;
}

static void check_department(const bc_check_ledger *ledger, const bc_node_member *total, bc_diag_list *diags)
{
    bc_decimal wanted, difference, wan;
    bc_check_unit sum;
    if (!read_amount(bc_node_text(total->value), &wanted)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", total->value->mark, bc_tr("this is no amount, such as 1234.56万元"));
        return;
    }
    if (!add_up(ledger, total, &sum, diags) || bc_decimal_compare(sum.yuan, wanted) == 0 ||
        !bc_decimal_sub(sum.yuan, wanted, &difference))
        return;
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_div(sum.yuan, bc_decimal_from_int(10000), 6, &wan);
    bc_decimal_print(wan, wan.scale < 2 ? 2 : -1, true, &text);
    bc_buf_add_text(&text, bc_tr(" 万元, a difference of "));
    bc_decimal_div(difference, bc_decimal_from_int(10000), 6, &wan);
    bc_decimal_print(wan, wan.scale < 2 ? 2 : -1, true, &text);
    bc_diag_add(diags, BC_DIAG_ERROR, "DEPT-TOTAL", total->key_mark,
                bc_tr("%.*s: the figure given is %.*s, the %zu forms add up to %s 万元"), BC_STR_ARG(total->key),
                BC_STR_ARG(bc_node_text(total->value)), sum.forms, text.p);
    bc_buf_release(&text);
}

void bc_check_ledger_check_totals(const bc_check_ledger *ledger, const bc_node *totals, bc_diag_list *diags)
{
    if (totals->kind != BC_NODE_MAP) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", totals->mark,
                    bc_tr("totals are written as departments with amounts"));
        return;
    }
    for (uint32_t i = 0; i < totals->n; i++)
        check_department(ledger, &totals->as.members[i], diags);
}

/* -- the list of projects ------------------------------------------------------------------------------- */

/* The codes and the names that forms have. */
typedef struct known_projects {
    bc_strmap codes, names;
} known_projects;

static void gather_known(known_projects *known, const bc_check_ledger *ledger)
{
    static char there;
    *known = (known_projects){ .codes = { 0 } };
    for (size_t i = 0; i < ledger->entries.n; i++) {
        const bc_check_entry *entry = &ledger->entries.at[i];
        if (entry->code_n)
            bc_strmap_put(&known->codes, (bc_str){ entry->texts, entry->code_n }, &there);
        if (entry->name_n)
            bc_strmap_put(&known->names, (bc_str){ entry->texts + entry->code_n, entry->name_n }, &there);
    }
}

static void release_known(known_projects *known)
{
    bc_strmap_release(&known->codes);
    bc_strmap_release(&known->names);
}

static bool is_there(const known_projects *known, bc_str code, bc_str name)
{
    return (code.n && bc_strmap_find(&known->codes, code)) || (name.n && bc_strmap_find(&known->names, name));
}

/* What the maps of a list may hold: `code` and `name`, what the forms of the batch call these two, and what their
 * vocabulary does. */
typedef BC_VEC(const char *) key_names;

typedef struct project_keys {
    bc_arena arena;
    key_names codes, names;
    bc_keys_table table;
} project_keys;

static bool has_name(const key_names *list, bc_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (bc_str_is(name, list->at[i]))
            return true;
    return false;
}

static void add_name(project_keys *keys, key_names *list, bc_str name)
{
    if (name.n && !has_name(&keys->codes, name) && !has_name(&keys->names, name))
        bc_vec_add(list, bc_arena_str(&keys->arena, name).p);
}

static void add_names(project_keys *keys, key_names *list, const bc_check_set *checks, int field,
                      const bc_form_words *words)
{
    if (field >= 0)
        add_name(keys, list, checks->form->fields.at[field].label);
    for (uint32_t i = 0; i < words->n; i++)
        add_name(keys, list, words->at[i]);
}

static void gather_names(project_keys *keys, const bc_check_ledger *ledger)
{
    for (size_t i = 0; i < ledger->checks.n; i++) {
        const bc_check_set *checks = ledger->checks.at[i];
        add_names(keys, &keys->codes, checks, checks->code, &checks->words[BC_WORDS_CODE_KEYS]);
        add_names(keys, &keys->names, checks, checks->name, &checks->words[BC_WORDS_NAME_KEYS]);
    }
}

static void project_keys_init(project_keys *keys, const bc_check_ledger *ledger)
{
    *keys = (project_keys){ .arena = { 0 } };
    bc_vec_add(&keys->codes, "code");
    bc_vec_add(&keys->names, "name");
    gather_names(keys, ledger);
    const size_t n = ledger->entries.n;
    size_t count = 0;
    bc_keys_key *at = BC_NEW_ARRAY(&keys->arena, bc_keys_key, keys->codes.n + keys->names.n + 1);
    bc_buf need;
    bc_buf_init(&need);
    for (size_t i = 0; i < keys->codes.n; i++)
        at[count++] = (bc_keys_key){ keys->codes.at[i], "text", NULL };
    for (size_t i = 0; i < keys->names.n; i++)
        at[count++] = (bc_keys_key){ keys->names.at[i], "text", NULL };
    for (size_t i = 0; i < count; i++)
        bc_buf_printf(&need, "%s%s", i ? "|" : "", at[i].name);
    at[count] = (bc_keys_key){ 0 };
    keys->table =
        (bc_keys_table){ .name = "project",
                         .keys = at,
                         .instead = "text",
                         .need = n ? bc_arena_str(&keys->arena, bc_buf_str(&need)).p : NULL,
                         .hint = bc_tr_mark("write the project's code or name, or {code: …, name: …}"),
                         .loose = n == 0 }; /* where nobody knows the forms, their words cannot be known either */
    bc_buf_release(&need);
}

static void project_keys_release(project_keys *keys)
{
    bc_vec_release(&keys->codes);
    bc_vec_release(&keys->names);
    bc_arena_release(&keys->arena);
}

/* The first of the names that the map has. */
static bc_str text_of(const bc_node *map, const char *const *names, size_t n)
{
    bc_str text = { 0 };
    for (size_t i = 0; i < n && !text.n; i++)
        text = bc_node_text(bc_node_find(map, names[i]));
    return text;
}

static void check_project(const known_projects *known, bool any, const project_keys *keys, const bc_node *item,
                          bc_diag_list *diags)
{
    const bc_keys_set set = { .at = &keys->table, .n = 1, .code = "E341" };
    if (!bc_keys_check(&set, "#project", NULL, item, diags))
        return;
    bc_str code = bc_node_text(item), name = code;
    if (item->kind == BC_NODE_MAP) {
        code = text_of(item, keys->codes.at, keys->codes.n);
        name = text_of(item, keys->names.at, keys->names.n);
    }
    bool named = code.n || name.n;
    if (!named && any)
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", item->mark, bc_tr("this names no project"));
    else if (named && !is_there(known, code, name))
        bc_diag_add(diags, BC_DIAG_ERROR, "PROJECT-MISSING", item->mark, bc_tr("there is no form for the project %.*s"),
                    BC_STR_ARG(name.n ? name : code));
}

void bc_check_ledger_check_projects(const bc_check_ledger *ledger, const bc_node *projects, bc_diag_list *diags)
{
    if (projects->kind != BC_NODE_LIST) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", projects->mark,
                    bc_tr("projects are written as a list of codes or names"));
        return;
    }
    project_keys keys;
    known_projects known;
    project_keys_init(&keys, ledger);
    gather_known(&known, ledger);
    for (uint32_t i = 0; i < projects->n; i++)
        check_project(&known, ledger->entries.n > 0, &keys, projects->as.items[i], diags);
    release_known(&known);
    project_keys_release(&keys);
}
