/* Checks across a batch need little of each record: code, name, department, amount, and where they stand. That is taken
 * while the record lives and compared when all have been read, so no record has to be kept. Codes and names are
 * compared by maps, in time linear in the batch. */
#include "check/facts.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"
#include "check/private/run.h"

/* -- gathering ------------------------------------------------------------------------------------------ */

static const bc_value *filled(const bc_value *datum)
{
    return bc_value_is_empty(datum) || datum->type == BC_VALUE_MAP || datum->type == BC_VALUE_LIST ? NULL : datum;
}

static const bc_value *entry_of(const bc_value *record, int entry)
{
    return entry < 0 ? NULL : filled(&record->as.entries[entry].value);
}

/* The first of the fields that is filled. */
static const bc_value *first_of(const bc_value *record, bc_check_slots slots, const bc_form_field **field)
{
    for (uint32_t i = 0; i < slots.n; i++) {
        const bc_value *datum = filled(bc_check_slot_at(record, &slots.at[i]));
        *field = slots.at[i].field;
        if (datum)
            return datum;
    }
    return NULL;
}

/* Rows of dashes and remarks stand for no code. */
static bool is_code(bc_str text)
{
    return text.n && ((text.p[0] >= '0' && text.p[0] <= '9') || (text.p[0] >= 'A' && text.p[0] <= 'z'));
}

void bc_check_facts_of(const bc_check_set *checks, const bc_value *record, bc_check_facts *out)
{
    *out = (bc_check_facts){ .form = checks->form->id, .checks = checks };
    if (record->origin)
        out->mark = out->code_mark = out->name_mark = record->origin->mark;
    const bc_form_field *field = NULL;
    const bc_value *datum = entry_of(record, checks->code);
    if (datum && is_code(bc_str_trim(datum->text))) {
        out->code = bc_str_trim(datum->text);
        out->code_mark = datum->origin ? datum->origin->mark : out->mark;
    }
    datum = entry_of(record, checks->name);
    if (datum) {
        out->name = bc_str_trim(datum->text);
        out->name_mark = datum->origin ? datum->origin->mark : out->mark;
    }
    datum = first_of(record, checks->departments, &field);
    if (datum)
        out->department = bc_str_trim(datum->text);
    datum = first_of(record, checks->totals, &field);
    out->has_amount =
        datum && datum->type == BC_VALUE_NUMBER && bc_unit_to_yuan(datum->as.number, field->unit, &out->yuan);
    out->lacks_amount = datum && !out->has_amount;
}

/* -- codes and names ------------------------------------------------------------------------------------ */

static void report_code(const bc_check_facts *facts, const bc_check_facts *first, bc_diag_list *diags)
{
    bc_str file = first->code_mark.source ? first->code_mark.source->name : (bc_str){ 0 };
    if (bc_str_eq(facts->name, first->name))
        bc_diag_add(diags, BC_DIAG_WARNING, "CODE-UNIQUE", facts->code_mark,
                    bc_tr("the code %.*s stands in %.*s on line %u already"), BC_STR_ARG(facts->code), BC_STR_ARG(file),
                    first->code_mark.line);
    else
        bc_diag_add(diags, BC_DIAG_WARNING, "CODE-NAME", facts->code_mark,
                    bc_tr("the code %.*s is `%.*s` here and `%.*s` in %.*s on line %u"), BC_STR_ARG(facts->code),
                    BC_STR_ARG(facts->name), BC_STR_ARG(first->name), BC_STR_ARG(file), first->code_mark.line);
    if (!bc_str_eq(facts->department, first->department))
        bc_diag_hint(diags, bc_tr("the units differ: %.*s and %.*s"), BC_STR_ARG(facts->department),
                     BC_STR_ARG(first->department));
}

static void remember(bc_arena *arena, bc_strmap *map, bc_str key, const bc_check_facts *facts)
{
    const bc_check_facts **first = BC_NEW(arena, const bc_check_facts *);
    *first = facts;
    bc_strmap_put(map, key, first);
}

static const bc_check_facts *recall(const bc_strmap *map, bc_str key)
{
    const bc_check_facts *const *first = bc_strmap_find(map, key);
    return first ? *first : NULL;
}

void bc_check_facts_check_unique(const bc_check_facts *facts, size_t n, bc_diag_list *diags)
{
    bc_strmap codes = { 0 }, names = { 0 };
    bc_arena arena = { 0 };
    for (size_t i = 0; i < n; i++) {
        const bc_check_facts *first = facts[i].code.n ? recall(&codes, facts[i].code) : NULL;
        if (first)
            report_code(&facts[i], first, diags);
        else if (facts[i].code.n)
            remember(&arena, &codes, facts[i].code, &facts[i]);
        if (!facts[i].name.n)
            continue;
        /* A name belongs to its unit and form: several units may have the same kind of project. */
        bc_str key = bc_arena_printf(&arena, "%.*s\n%.*s\n%.*s", BC_STR_ARG(facts[i].form),
                                     BC_STR_ARG(facts[i].department), BC_STR_ARG(facts[i].name));
        const bc_check_facts *same = recall(&names, key);
        if (!same)
            remember(&arena, &names, key, &facts[i]);
        else if (!first)
            bc_diag_add(diags, BC_DIAG_WARNING, "NAME-UNIQUE", facts[i].name_mark,
                        bc_tr("the name `%.*s` stands in %.*s on line %u already"), BC_STR_ARG(facts[i].name),
                        BC_STR_ARG(same->name_mark.source ? same->name_mark.source->name : (bc_str){ 0 }),
                        same->name_mark.line);
    }
    bc_strmap_release(&codes);
    bc_strmap_release(&names);
    bc_arena_release(&arena);
}

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
static void report_unsummed(const bc_check_facts *facts, const bc_node_member *total, bc_diag_list *diags)
{
    bc_str file = facts->mark.source ? facts->mark.source->name : (bc_str){ 0 };
    bc_diag_add(diags, BC_DIAG_WARNING, "DEPT-TOTAL", total->key_mark,
                bc_tr("%.*s is not checked, because the form in %.*s on line %u has no amount"), BC_STR_ARG(total->key),
                BC_STR_ARG(file), facts->mark.line);
}

static void check_department(const bc_check_facts *facts, size_t n, const bc_node_member *total, bc_diag_list *diags)
{
    bc_decimal wanted, sum = bc_decimal_from_int(0);
    size_t forms = 0;
    if (!read_amount(bc_node_text(total->value), &wanted)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", total->value->mark, bc_tr("this is no amount, such as 1234.56万元"));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_department(facts[i].department, total->key))
            continue;
        forms += facts[i].has_amount && bc_decimal_add(sum, facts[i].yuan, &sum);
        if (facts[i].lacks_amount) {
            report_unsummed(&facts[i], total, diags);
            return;
        }
    }
    bc_decimal difference, wan;
    if (bc_decimal_compare(sum, wanted) == 0 || !bc_decimal_sub(sum, wanted, &difference))
        return;
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_div(sum, bc_decimal_from_int(10000), 6, &wan);
    bc_decimal_print(wan, wan.scale < 2 ? 2 : -1, true, &text);
    bc_buf_add_text(&text, bc_tr(" 万元, a difference of "));
    bc_decimal_div(difference, bc_decimal_from_int(10000), 6, &wan);
    bc_decimal_print(wan, wan.scale < 2 ? 2 : -1, true, &text);
    bc_diag_add(diags, BC_DIAG_ERROR, "DEPT-TOTAL", total->key_mark,
                bc_tr("%.*s: the figure given is %.*s, the %zu forms add up to %s 万元"), BC_STR_ARG(total->key),
                BC_STR_ARG(bc_node_text(total->value)), forms, text.p);
    bc_buf_release(&text);
}

void bc_check_facts_check_totals(const bc_check_facts *facts, size_t n, const bc_node *totals, bc_diag_list *diags)
{
    if (totals->kind != BC_NODE_MAP) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", totals->mark,
                    bc_tr("totals are written as departments with amounts"));
        return;
    }
    for (uint32_t i = 0; i < totals->n; i++)
        check_department(facts, n, &totals->as.members[i], diags);
}

/* -- the list of projects ------------------------------------------------------------------------------- */

/* The codes and the names that forms have. */
typedef struct known_projects {
    bc_arena arena;
    bc_strmap codes, names;
} known_projects;

static void gather_known(known_projects *known, const bc_check_facts *facts, size_t n)
{
    *known = (known_projects){ .codes = { 0 } };
    for (size_t i = 0; i < n; i++) {
        if (facts[i].code.n)
            remember(&known->arena, &known->codes, facts[i].code, &facts[i]);
        if (facts[i].name.n)
            remember(&known->arena, &known->names, facts[i].name, &facts[i]);
    }
}

static void release_known(known_projects *known)
{
    bc_strmap_release(&known->codes);
    bc_strmap_release(&known->names);
    bc_arena_release(&known->arena);
}

static bool is_there(const known_projects *known, bc_str code, bc_str name)
{
    return (code.n && recall(&known->codes, code)) || (name.n && recall(&known->names, name));
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

static void gather_names(project_keys *keys, const bc_check_facts *facts, size_t n)
{
    const bc_check_set *checks = NULL; /* of the record before: most are of one form */
    for (size_t i = 0; i < n; i++) {
        if (!facts[i].checks || facts[i].checks == checks)
            continue;
        checks = facts[i].checks;
        add_names(keys, &keys->codes, checks, checks->code, &checks->words[BC_WORDS_CODE_KEYS]);
        add_names(keys, &keys->names, checks, checks->name, &checks->words[BC_WORDS_NAME_KEYS]);
    }
}

static void project_keys_init(project_keys *keys, const bc_check_facts *facts, size_t n)
{
    *keys = (project_keys){ .arena = { 0 } };
    bc_vec_add(&keys->codes, "code");
    bc_vec_add(&keys->names, "name");
    gather_names(keys, facts, n);
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

void bc_check_facts_check_projects(const bc_check_facts *facts, size_t n, const bc_node *projects, bc_diag_list *diags)
{
    if (projects->kind != BC_NODE_LIST) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E341", projects->mark,
                    bc_tr("projects are written as a list of codes or names"));
        return;
    }
    project_keys keys;
    known_projects known;
    project_keys_init(&keys, facts, n);
    gather_known(&known, facts, n);
    for (uint32_t i = 0; i < projects->n; i++)
        check_project(&known, n > 0, &keys, projects->as.items[i], diags);
    release_known(&known);
    project_keys_release(&keys);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "CODE-UNIQUE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a project code stands for one project of the batch"),
    },
    {
        .code = "CODE-NAME",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a project code has one name in the batch"),
    },
    {
        .code = "NAME-UNIQUE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a unit has one project of a name in the batch"),
    },
    {
        .code = "DEPT-TOTAL",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("the forms of a department add up to the figure that is given"),
    },
    {
        .code = "PROJECT-MISSING",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("every project of the list has its form"),
    },
};
const bc_check_rule_table bc_check_rules_batch = { RULES, sizeof RULES / sizeof *RULES };
