/* The life of a rule: compiled with its parameters when the template is, run over a bound record, heard when it
 * reports. Levels and waivers are applied where findings are reported, so that no rule knows of them; the
 * conditions that a template writes itself go the same way. */
#include "check/check.h"

#include "base/tr.h"
#include "check/private/record.h"
#include "check/private/run.h"
#include "check/years.h"
#include "form/keys.h"
#include "form/reserved.h"
#include "unicode/breaks.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

/* -- compiling ------------------------------------------------------------------------------------------ */

static void report_unknown_rule(const bc_form_check *check, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E340", check->mark, bc_tr("there is no rule `%.*s`"), BC_STR_ARG(check->rule));
    bc_str near = bc_check_rule_nearest(check->rule);
    if (near.n)
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

/* What is said of a rule later wins over what an extended template said, parameter by parameter. */
static const bc_node *merge_specs(bc_arena *arena, const bc_node *under, const bc_node *over)
{
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, under->n + over->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < under->n; i++)
        if (!bc_node_find_member(over, under->as.members[i].key))
            members[n++] = under->as.members[i];
    for (uint32_t i = 0; i < over->n; i++)
        members[n++] = over->as.members[i];
    return bc_node_new_map(arena, over->mark, members, n);
}

static bc_check_rule_use *use_of(bc_check_set *checks, const bc_check_rule *rule)
{
    for (uint32_t i = 0; i < checks->use_count; i++)
        if (checks->uses[i].rule == rule)
            return &checks->uses[i];
    bc_check_rule_use *use = &checks->uses[checks->use_count++];
    *use = (bc_check_rule_use){ .rule = rule, .level = rule->level };
    return use;
}

static void add_rule(bc_check_rule_compiler *compiler, const bc_form_check *check)
{
    const bc_check_rule *rule = bc_check_rule_find(check->rule);
    if (!rule) {
        report_unknown_rule(check, compiler->diags);
        return;
    }
    bc_str type = bc_arena_printf(compiler->arena, "#%s", rule->code);
    if (!bc_keys_check(&compiler->keys, type.p, NULL, check->spec, compiler->diags))
        return;
    bc_check_rule_use *use = use_of(compiler->checks, rule);
    use->spec = use->spec ? merge_specs(compiler->arena, use->spec, check->spec) : check->spec;
    if (check->has_level)
        use->level = check->level;
}

/* A rule whose level became `off` is dropped. */
static void drop_silenced(bc_check_set *checks)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < checks->use_count; i++)
        if (!bc_str_is(bc_node_text(bc_node_find(checks->uses[i].spec, "level")), "off"))
            checks->uses[n++] = checks->uses[i];
    checks->use_count = n;
}

/* A rule without its words would find nothing, or too much. */
static void report_missing_words(const bc_check_set *checks, bc_diag_list *diags)
{
    for (uint32_t i = 0; i < checks->use_count; i++) {
        const bc_form_word_list *list = checks->uses[i].rule->words;
        for (; list && *list != BC_FORM_WORD_LISTS; list++)
            if (!checks->words[*list].n) {
                bc_diag_add(diags, BC_DIAG_WARNING, "W349", checks->uses[i].spec->mark,
                            bc_tr("%s looks for words called `%s`, but the template has none"),
                            checks->uses[i].rule->code, bc_form_words_keys[*list].name);
                bc_diag_hint(diags, "%s", bc_tr("write `extends: [vocabulary]`"));
            }
    }
}

const bc_check_set *bc_check_set_compile(bc_arena *arena, const bc_form *form, bc_diag_list *diags)
{
    bc_check_set *checks = BC_NEW(arena, bc_check_set);
    checks->form = form;
    checks->uses = BC_NEW_ARRAY(arena, bc_check_rule_use, form->check_count);
    bc_check_rule_compiler compiler = { .arena = arena, .form = form, .checks = checks, .diags = diags };
    compiler.keys = bc_check_rule_keys(arena);
    bc_check_roles_find(arena, form, checks);
    checks->words = form->words ? form->words : bc_form_words_compile(arena, NULL);
    for (uint32_t i = 0; i < form->check_count; i++)
        if (form->checks[i].rule.n)
            add_rule(&compiler, &form->checks[i]);
    drop_silenced(checks);
    report_missing_words(checks, diags);
    for (uint32_t i = 0; i < checks->use_count; i++)
        if (checks->uses[i].rule->compile)
            checks->uses[i].data = checks->uses[i].rule->compile(&compiler, checks->uses[i].spec);
    return checks;
}

/* Paths of fields, and maps that hold them, mean something in one form only. */
static bool speaks_of_fields(const bc_check_rule *rule, const bc_node *spec, bc_diag_list *diags)
{
    for (const bc_keys_key *key = rule->parameters; key && key->name; key++) {
        const bc_node_member *given = bc_node_find_member(spec, bc_str_from(key->name));
        if (!given || (!strstr(key->type, "path") && !strstr(key->type, "expression") && !strchr(key->type, '#')))
            continue;
        bc_diag_add(diags, BC_DIAG_ERROR, "E342", given->key_mark,
                    bc_tr("`%s` of %s names fields of one form, and cannot be said for all"), key->name, rule->code);
        bc_diag_hint(diags, "%s", bc_tr("write it in the template of the form"));
        return true;
    }
    return false;
}

static bool are_rules(const bc_node *checks, bc_arena *arena, bc_diag_list *diags)
{
    const bc_keys_set keys = bc_check_rule_keys(arena);
    bool good = true;
    for (uint32_t i = 0; i < bc_node_elements(checks); i++) {
        const bc_node *spec = bc_node_element(checks, i);
        const bc_form_check check = { .rule = bc_keys_text(spec, "rule"), .mark = spec->mark, .spec = spec };
        const bc_check_rule *rule = bc_check_rule_find(check.rule);
        if (!rule && check.rule.n)
            report_unknown_rule(&check, diags);
        good = rule && bc_keys_check(&keys, bc_arena_printf(arena, "#%s", rule->code).p, NULL, spec, diags) &&
               !speaks_of_fields(rule, spec, diags) && good;
    }
    return good;
}

/* What an office says once, for all its forms. */
static const bc_keys_key OFFICE[] = {
    { "checks", "[#rule]",
      bc_tr_mark("rules with other levels and parameters; forms that do not have one go without") },
    { "words", "#words", bc_tr_mark("words that are added to those of the vocabulary") },
    { 0 },
};

bool bc_check_office_check(const bc_node *office, bc_diag_list *diags)
{
    bc_arena arena = { 0 };
    const bc_keys_table own = { .name = "office", .keys = OFFICE };
    bc_keys_table *tables = BC_NEW_ARRAY(&arena, bc_keys_table, bc_form_keys.n + 1);
    for (size_t i = 0; i < bc_form_keys.n; i++)
        tables[i] = bc_form_keys.at[i];
    tables[bc_form_keys.n] = own;
    const bc_keys_set keys = { .at = tables, .n = bc_form_keys.n + 1 };
    const bool known = bc_keys_check(&keys, "#office", NULL, office, diags);
    const bool rules = are_rules(bc_node_find(office, "checks"), &arena, diags);
    bc_arena_release(&arena);
    return known && rules;
}

bool bc_check_rule_at(size_t i, bc_check_rule_info *out)
{
    const bc_check_rule *rule = bc_check_rule_number(i);
    if (rule)
        *out = (bc_check_rule_info){ rule->code, rule->level, bc_tr(rule->summary), rule->parameters };
    return rule != NULL;
}

/* -- reporting ------------------------------------------------------------------------------------------ */

static const bc_check_waiver *waiver_of(const bc_check *c)
{
    for (uint32_t i = 0; i < c->waiver_count; i++)
        if (bc_str_is(c->waivers[i].code, c->code))
            return &c->waivers[i];
    return NULL;
}

/* -- folding: what is said of one place holds for others -- */

struct bc_check_fold {
    size_t diag; /* that was said */
    bc_diag_places told;
    uint32_t places, places_left_out;
    bc_diag_mark marks[BC_DIAG_PLACES_TOLD]; /* of further places, as they came */
    struct bc_check_fold *next;
};

static bc_check_fold *fold_of(bc_check *c, size_t diag)
{
    bc_check_fold *fold = c->folds;
    while (fold && fold->diag != diag)
        fold = fold->next;
    if (fold)
        return fold;
    fold = BC_NEW(c->arena, bc_check_fold);
    *fold = (bc_check_fold){ .diag = diag, .told.first = c->diags->list.at[diag].mark, .next = c->folds };
    c->folds = fold;
    return fold;
}

static void add_place(bc_check_fold *fold, bc_diag_mark mark)
{
    if (fold->places < BC_DIAG_PLACES_TOLD)
        fold->marks[fold->places++] = mark;
    else
        fold->places_left_out++;
}

/* Whether the rule at work has said it before: word for word, or of a kind that is said once. */
static bool is_said(bc_check *c, bc_diag_severity level, bc_diag_mark mark, bc_str text)
{
    const bool once = c->use && c->use->rule->once;
    for (size_t i = c->said_before; i < c->diags->list.n; i++) {
        const bc_diag *diag = &c->diags->list.at[i];
        if (!(once || bc_str_eq(diag->message, text)) || diag->severity < level || strcmp(diag->code, c->code) != 0)
            continue;
        bc_check_fold *fold = fold_of(c, i);
        bc_diag_places_add(&fold->told, mark);
        add_place(fold, mark);
        return true;
    }
    return false;
}

/* The further places go into the hint: what a finding says stays the same when others are mended. */
static void tell_folded(bc_check *c)
{
    for (const bc_check_fold *fold = c->folds; fold; fold = fold->next) {
        bc_diag *diag = &c->diags->list.at[fold->diag];
        bc_buf hint;
        bc_buf_init(&hint);
        bc_buf_add_str(&hint, diag->hint);
        bc_diag_places_tell(&fold->told, &hint);
        diag->again_told = (uint32_t)(hint.n - diag->hint.n);
        diag->hint = bc_arena_str(&c->diags->arena, bc_buf_str(&hint));
        diag->again = BC_NEW_COPY(&c->diags->arena, fold->marks, fold->places);
        diag->again_count = fold->places;
        diag->again_left_out = fold->places_left_out;
        bc_buf_release(&hint);
    }
    c->folds = NULL;
}

/* Whether the mark stands for want of a better one. */
static bool points_at_record(const bc_check *c, bc_diag_mark mark)
{
    const bc_diag_mark *own = c->record->origin ? &c->record->origin->mark : NULL;
    return own && own->source == mark.source && own->line == mark.line && own->column == mark.column;
}

static void report(bc_check *c, bc_diag_severity level, bc_diag_mark mark, const char *format, va_list args)
{
    const bc_check_waiver *waiver = waiver_of(c);
    c->folded = !bc_check_goes_on(c);
    if (c->folded)
        return; /* it would be thrown away */
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_vprintf(&text, format, args);
    if (waiver)
        bc_buf_printf(&text, bc_tr(" (waived: %.*s)"), BC_STR_ARG(waiver->reason));
    level = waiver ? BC_DIAG_NOTE : level;
    c->folded = is_said(c, level, mark, bc_buf_str(&text));
    if (!c->folded) {
        bc_diag_add(c->diags, level, c->code, mark, "%s", text.p);
        bc_diag_about(c->diags, points_at_record(c, mark) ? c->pointer->unwritten : NULL);
    }
    c->pointer->unwritten = NULL;
    bc_buf_release(&text);
}

void bc_check_report(bc_check *c, bc_diag_mark mark, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(c, c->level, mark, format, args);
    va_end(args);
}

void bc_check_report_as(bc_check *c, bc_diag_severity level, bc_diag_mark mark, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(c, level < c->level ? level : c->level, mark, format, args);
    va_end(args);
}

void bc_check_skip(bc_check *c, bc_str total, const bc_form_field *field, const bc_value *datum)
{
    if (bc_value_unread_of(datum) != BC_VALUE_WORDS)
        return;
    bc_diag_severity level = field->words == BC_FORM_WORDS_ALLOWED ? BC_DIAG_NOTE : BC_DIAG_WARNING;
    bc_check_report_as(c, level, bc_check_mark(c, datum), bc_tr("%.*s is not checked, because %.*s is `%.*s`"),
                       BC_STR_ARG(total), BC_STR_ARG(field->label), BC_STR_ARG(datum->text));
}

void bc_check_hint(bc_check *c, const char *format, ...)
{
    if (c->folded)
        return;
    va_list args;
    va_start(args, format);
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_vprintf(&text, format, args);
    bc_diag_hint(c->diags, "%s", text.p);
    bc_buf_release(&text);
    va_end(args);
}

void bc_check_hint_doubt(bc_check *c, const bc_doubt *doubt, bc_str name, bc_decimal written)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_doubt_say(doubt, name, written, &text);
    if (text.n)
        bc_check_hint(c, "%s", text.p);
    bc_buf_release(&text);
}

void bc_check_propose(bc_check *c, const bc_value *datum, size_t at, size_t n, bc_str text)
{
    if (!c->options->edits || !datum->origin || datum->origin->kind != BC_NODE_TEXT || waiver_of(c))
        return;
    bc_vec_add(c->options->edits,
               (bc_check_edit){ datum->origin, (uint32_t)at, (uint32_t)n, bc_arena_str(c->arena, text) });
}

/* -- expressions ---------------------------------------------------------------------------------------- */

/* The first of what a condition reads that is written, and of what is computed. */
typedef struct written {
    const bc_expr_scope *scope;
    const bc_value *found, *computed;
} written;

static const bc_value *value_at(const bc_expr_scope *scope, bc_str path)
{
    size_t dot = bc_str_find(path, BC_STR("."), 0);
    const bc_value *value = NULL;
    for (; scope && !value; scope = scope->outer)
        value = bc_value_find(scope->map, bc_str_slice(path, 0, dot));
    while (value && dot != SIZE_MAX) {
        path = bc_str_slice(path, dot + 1, path.n);
        dot = bc_str_find(path, BC_STR("."), 0);
        value = bc_value_find(value, bc_str_slice(path, 0, dot));
    }
    return value;
}

static void note_written(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    written *w = context;
    (void)mark;
    const bc_value *value = inner || w->found ? NULL : value_at(w->scope, path);
    if (value && value->origin && !bc_value_is_empty(value))
        w->found = value;
    else if (value && !value->origin && !bc_value_is_empty(value) && !w->computed)
        w->computed = value;
}

/* Where `at` says; else at what the condition reads first: an amount says more than the record that it stands in. */
static bc_diag_mark place_of(const bc_check *c, const bc_form_check *check, const bc_expr_scope *scope,
                             const bc_value *element)
{
    written w = { .scope = scope };
    const bc_value *datum = check->at.n ? value_at(scope, check->at) : NULL;
    if (!check->at.n) {
        bc_expr_paths(check->that, note_written, &w);
        datum = w.found ? w.found : element == c->whole ? w.computed : NULL;
    }
    return bc_check_mark(c, datum && (datum->origin || datum == w.computed) ? datum : element);
}

typedef struct unread {
    const bc_form_field *field;
    const bc_value *value;
} unread;

/* The value in a map of these fields that stands at the mark, and is words where a number is asked for. */
static bool find_unread(const bc_form_field *fields, const bc_value *map, bc_diag_mark mark, unread *out)
{
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_form_field *field = &fields[i];
        const bc_value *value = &map->as.entries[i].value;
        assert(bc_str_eq(map->as.entries[i].key, field->key));
        if (field->type == BC_FIELD_GROUP && find_unread(field->children, value, mark, out))
            return true;
        bool list = field->type == BC_FIELD_LIST && value->type == BC_VALUE_LIST;
        for (uint32_t k = 0; k < (list ? value->n : 1); k++) {
            const bc_value *item = list ? &value->as.items[k] : value;
            if (list && field->child_count && find_unread(field->children, item, mark, out))
                return true;
            if (!bc_value_unread_of(item) || !item->origin || item->origin->mark.line != mark.line ||
                item->origin->mark.column != mark.column)
                continue;
            *out = (unread){ field, item };
            return true;
        }
    }
    return false;
}

/* What was said of a condition; what its record is told of divisors and sums no more than once, for the form may
 * compute the same. */
static void tell_said(bc_check *c, const bc_diag_list *said)
{
    bool known = said->list.n > 0;
    for (size_t i = 0; i < said->list.n; i++) {
        const bc_diag *diag = &said->list.at[i];
        const bool of_record = strcmp(diag->code, "W323") == 0 || strcmp(diag->code, "W326") == 0;
        known &= of_record && bc_diag_list_has(c->diags, diag->code, diag->mark);
    }
    if (!known)
        bc_diag_list_append(c->diags, said);
}

/* Whether the condition could not be computed for want of a number; it is told which, and all else that was said. */
static bool is_unknown(bc_check *c, const bc_form_check *check, const bc_diag_list *said)
{
    unread found;
    for (size_t i = 0; i < said->list.n; i++)
        if (strcmp(said->list.at[i].code, "W213") == 0) {
            if (find_unread(c->checks->form->fields.at, c->record, said->list.at[i].mark, &found))
                bc_check_skip(c, check->code, found.field, found.value);
            else /* it stands in another record */
                bc_diag_list_append(c->diags, said);
            return true;
        }
    tell_said(c, said);
    return false;
}

/* Whether the condition fails. */
static bool condition_fails(bc_check *c, const bc_form_check *check, const bc_expr_scope *scope)
{
    bc_diag_list said;
    bc_diag_list_init(&said);
    bc_value value;
    bool applies = !check->when || bc_expr_holds(check->when, scope, &c->scratch, &said);
    bool computed = applies && bc_expr_eval(check->that, scope, &c->scratch, &said, &value);
    bool silent = is_unknown(c, check, &said) || said.errors > 0;
    bc_diag_list_release(&said);
    if (!computed || silent)
        return false;
    return value.type == BC_VALUE_NULL || (value.type == BC_VALUE_BOOL && !value.as.boolean);
}

/* What a condition asks for and does not find. */
typedef struct empties {
    bc_check *c;
    const bc_expr_scope *scope;
    const bc_form_field *list; /* of the element that is asked; NULL: the record is */
    const bc_form_field *told[8];
    uint32_t n;
} empties;

/* Sums and the like leave out the empty ones of the elements inside them. */
static void note_empty(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    empties *e = context;
    (void)mark;
    const bc_form *form = e->c->checks->form;
    const bc_form_field *field = e->list ? bc_form_field_at_path(e->list->children, e->list->child_count, path) : NULL;
    field = field ? field : bc_form_field_at_path(form->fields.at, form->fields.n, path);
    const bc_value *value = inner || !field ? NULL : value_at(e->scope, path);
    bool told = inner || !field || e->n == sizeof e->told / sizeof *e->told;
    for (uint32_t i = 0; i < e->n; i++)
        told |= e->told[i] == field;
    if (!told && (!value || (bc_value_is_empty(value) && !bc_value_unread_of(value))))
        e->told[e->n++] = field;
}

/* A condition that compares with nothing does not hold, and its words speak of another mistake then. */
static void hint_empties(bc_check *c, const bc_form_check *check, const bc_expr_scope *scope)
{
    empties e = { .c = c, .scope = scope };
    const bc_form *form = c->checks->form;
    if (check->each)
        e.list = bc_form_field_at_path(form->fields.at, form->fields.n, bc_expr_path(check->each));
    bc_expr_paths(check->that, note_empty, &e);
    bc_buf names;
    bc_buf_init(&names);
    for (uint32_t i = 0; i < e.n; i++)
        bc_buf_printf(&names, "%s%.*s", i ? bc_tr(", ") : "", BC_STR_ARG(e.told[i]->label));
    if (e.n)
        bc_check_hint(c, bc_tr("empty: %s"), names.p);
    bc_buf_release(&names);
}

/* What it computes is forgotten with it: a list may have very many elements. `nth`: the number of the element among
 * those that the condition is asked of; 0: it is asked of the record. */
static void run_condition(bc_check *c, const bc_form_check *check, const bc_value *element, uint32_t nth)
{
    bc_arena_reset(&c->scratch);
    bc_value_entry entry = { BC_STR("nth"), bc_value_number(bc_decimal_from_int(nth), (bc_str){ 0 }) };
    bc_value numbers = { .type = BC_VALUE_MAP, .n = 1, .as.entries = &entry };
    bc_expr_scope whole = { .map = c->whole }, outer = { .map = &numbers, .outer = &whole };
    bc_expr_scope inner = { .map = element, .outer = &outer };
    const bc_expr_scope *scope = nth ? &inner : &whole;
    if (!condition_fails(c, check, scope))
        return;
    bc_str say = bc_expr_phrase_eval(check->say, scope, &c->scratch, c->diags);
    bc_check_report(c, place_of(c, check, scope, element), "%.*s", BC_STR_ARG(say));
    hint_empties(c, check, scope);
}

static void run_expression(bc_check *c, const bc_form_check *check)
{
    c->code = check->code.p;
    c->level = check->level;
    if (!check->each) {
        run_condition(c, check, c->whole, 0);
        return;
    }
    bc_expr_scope scope = { .map = c->whole };
    bc_value list;
    if (!bc_expr_eval(check->each, &scope, c->arena, c->diags, &list) || list.type != BC_VALUE_LIST)
        return;
    for (uint32_t i = 0; i < list.n && bc_check_goes_on(c); i++)
        run_condition(c, check, &list.as.items[i], i + 1);
}

/* -- running -------------------------------------------------------------------------------------------- */

static bool is_code_of_form(const bc_check *c, bc_str code)
{
    const bc_form *form = c->checks->form;
    for (uint32_t i = 0; i < form->check_count; i++)
        if (bc_str_eq(form->checks[i].code, code))
            return true;
    return false;
}

/* A waiver for a code that nothing has waives nothing, which its author would not notice. */
static void check_waiver_code(const bc_check *c, const bc_node_member *waiver)
{
    if (is_code_of_form(c, waiver->key) || bc_check_rule_find(waiver->key))
        return;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W212", waiver->key_mark, bc_tr("no check has the code `%.*s`"),
                BC_STR_ARG(waiver->key));
    bc_str near = bc_check_rule_nearest(waiver->key);
    if (near.n)
        bc_diag_hint(c->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(c->diags, "%s", bc_tr("`biaoce check --rules` lists the codes"));
}

static void take_waivers(bc_check *c, const bc_node *written)
{
    for (const char *const *key = bc_form_reserved_waivers; *key; key++) {
        const bc_node *map = bc_node_find(written, *key);
        if (!map || map->kind == BC_NODE_NULL)
            continue;
        if (map->kind != BC_NODE_MAP) {
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E211", map->mark,
                        bc_tr("waivers are written as codes with reasons, such as `allow: {FUND-SUM: reason}`"));
            continue;
        }
        bc_check_waiver *all = BC_NEW_ARRAY(c->arena, bc_check_waiver, c->waiver_count + map->n);
        if (c->waiver_count)
            memcpy(all, c->waivers, c->waiver_count * sizeof *all);
        for (uint32_t i = 0; i < map->n; i++) {
            bc_str reason = bc_str_trim(bc_node_text(map->as.members[i].value));
            check_waiver_code(c, &map->as.members[i]);
            if (reason.n)
                all[c->waiver_count++] = (bc_check_waiver){ map->as.members[i].key, reason };
            else
                bc_diag_add(c->diags, BC_DIAG_ERROR, "E211", map->as.members[i].key_mark,
                            bc_tr("a waiver needs a reason"));
        }
        c->waivers = all;
    }
}

/* Gathered records hold other fields than the list declares, and each was checked by its own form. */
static const bc_value *without_gathered(const bc_form *form, const bc_value *record, bc_arena *arena)
{
    const bc_value *list = form->batch ? bc_value_find(record, form->batch->list->key) : NULL;
    if (!list || list->type != BC_VALUE_LIST || list->origin)
        return record;
    bc_value *copy = BC_NEW(arena, bc_value);
    bc_value_entry *entries = bc_arena_copy(arena, record->as.entries, record->n * sizeof *entries);
    entries[form->batch->list - form->fields.at].value = bc_value_null();
    *copy = *record;
    copy->as.entries = entries;
    return copy;
}

/* What is said from now on is said by that rule. */
static void begin_rule(bc_check *c, const bc_check_rule_use *use)
{
    c->said_before = c->diags->list.n;
    c->use = use;
    c->code = use->rule->code;
    c->level = use->level;
}

void bc_check_set_run(const bc_check_set *checks, const bc_value *record, const bc_node *written,
                      const bc_check_options *options, bc_arena *arena, bc_diag_list *diags)
{
    bc_check_pointer pointer = { 0 };
    bc_check c = { .checks = checks,
                   .whole = record,
                   .pointer = &pointer,
                   .record = without_gathered(checks->form, record, arena),
                   .options = options,
                   .arena = arena,
                   .scratch.quota = arena->quota,
                   .quota = arena->quota,
                   .diags = diags };
    take_waivers(&c, written);
    bc_check_read_record(&c);
    /* A rule may have gone through millions of characters: the clock is looked at before each. */
    for (uint32_t i = 0; i < checks->form->check_count && !bc_check_is_late(&c); i++) {
        c.said_before = diags->list.n;
        if (checks->form->checks[i].that && !checks->form->checks[i].off)
            run_expression(&c, &checks->form->checks[i]);
    }
    for (uint32_t i = 0; i < checks->use_count && !bc_check_is_late(&c); i++) {
        begin_rule(&c, &checks->uses[i]);
        if (c.use->rule->run)
            c.use->rule->run(&c);
    }
    tell_folded(&c);
    bc_unicode_breaks_free(c.breaks);
    bc_arena_release(&c.scratch);
}

void bc_check_set_run_years(const bc_check_set *checks, const bc_check_years *years, bc_arena *arena,
                            bc_diag_list *diags)
{
    const bc_check_options options = { 0 };
    bc_diag_list unsaid; /* of waivers all was said when the record was checked by itself */
    bc_diag_list_init(&unsaid);
    bc_check_pointer pointer = { 0 };
    bc_check earlier = { .checks = checks,
                         .pointer = &pointer,
                         .whole = years->before,
                         .record = years->before,
                         .options = &options,
                         .arena = arena,
                         .scratch.quota = arena->quota,
                         .diags = &unsaid };
    bc_check c = earlier;
    c.whole = c.record = years->now;
    c.earlier = &earlier;
    c.set_year = years->year;
    take_waivers(&c, years->written);
    bc_check_read_record(&earlier);
    bc_check_read_record(&c);
    c.diags = diags;
    for (uint32_t i = 0; i < checks->use_count; i++) {
        begin_rule(&c, &checks->uses[i]);
        if (c.use->rule->years)
            c.use->rule->years(&c);
    }
    tell_folded(&c);
    bc_arena_release(&c.scratch);
    bc_arena_release(&earlier.scratch);
    bc_diag_list_release(&unsaid);
}
