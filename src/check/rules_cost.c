/* COST-DIRECTION, COST-KIND, COST-BUDGET. What a cost is, categories, units and the template's words tell. A norm
 * (万元/辆) counts only with the one quantity that has its unit; where several could be meant, nothing is said. */
#include "base/tr.h"
#include "base/unit.h"
#include "check/private/run.h"

static bc_str unit_of(const bc_check_indicator *row, const bc_check_target *target)
{
    return target->unit.n ? target->unit : row->unit;
}

/* A cost in money, or in something that its name calls money. */
static bool is_money(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    bc_str unit = unit_of(row, t);
    if (bc_unit_is_percent(unit))
        return false;
    return bc_unit_is_money(unit) || bc_unit_count_power(unit) > 0 ||
           (!unit.n && bc_form_words_in(bc_check_words_of(c, BC_WORDS_COSTS), row->name));
}

static void run_cost_direction(bc_check *c)
{
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        const bc_check_target *t = &row->targets[0];
        bool floor = t->relation == BC_AT_LEAST || t->relation == BC_ABOVE;
        if (row->kind != BC_COST || row->unused || !row->list->target_count || !t->figure || t->date || !floor ||
            !is_money(c, row, t))
            continue;
        bool column = row->list->direction >= 0 && row->direction.n;
        bc_check_report(c, bc_check_indicator_mark(c, row, column ? row->list->direction : row->list->targets[0]),
                        bc_tr("the cost `%.*s` is a lower limit (%.*s%.*s); costs are ceilings: ≤ or ="),
                        BC_STR_ARG(row->name), BC_STR_ARG(column ? row->direction : (bc_str){ 0 }),
                        BC_STR_ARG(t->text));
    }
}

/* -- COST-KIND ------------------------------------------------------------------------------------------ */

static void run_cost_kind(bc_check *c)
{
    const bc_form_words *no_money = bc_check_words_of(c, BC_WORDS_NO_MONEY);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        const bc_check_target *t = &row->targets[0];
        if (row->kind != BC_COST || row->unused || bc_form_words_in(no_money, row->level2) ||
            !row->list->target_count || !t->text.n)
            continue;
        bc_diag_mark mark = bc_check_indicator_mark(c, row, row->list->targets[0]);
        if (!t->figure && bc_check_tells_spread(t->text))
            continue;
        if (!t->figure || t->date)
            bc_check_report(c, mark, bc_tr("the cost indicator `%.*s` is answered with `%.*s` instead of an amount"),
                            BC_STR_ARG(row->name), BC_STR_ARG(t->text));
        else if (bc_unit_is_percent(unit_of(row, t)) &&
                 !bc_form_words_in(bc_check_words_of(c, BC_WORDS_COST_RATES), row->name))
            bc_check_report(c, mark, bc_tr("`%.*s` is no cost: a cost indicator is an amount or a rate of saving"),
                            BC_STR_ARG(row->name));
    }
}

/* -- COST-BUDGET ---------------------------------------------------------------------------------------- */

static const bc_keys_key BUDGET[] = {
    { "budget", "path", bc_tr_mark("the field of the budget") },
    { 0 },
};

static const void *compile_cost_budget(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *path = bc_node_find(spec, "budget");
    bc_check_slot *slot = BC_NEW(compiler->arena, bc_check_slot);
    return path && bc_check_slot_compile(compiler, path, slot) ? slot : NULL;
}

/* The value in 元, when its unit is one of money (万 counts as 万元 where costs are meant). */
static bool in_yuan(const bc_check_indicator *row, const bc_check_target *t, bc_decimal *out)
{
    int power = bc_unit_cost_power(unit_of(row, t));
    return power >= 0 && t->figure && !t->date && !t->rest.n && bc_decimal_shift(t->number, power, out);
}

static bc_str per_what(bc_str unit)
{
    size_t at = bc_str_find(unit, BC_STR("/"), 0);
    return at == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(unit, at + 1, unit.n);
}

typedef struct budget {
    const bc_value *datum;
    bc_decimal yuan;
    bc_str text;
} budget;

/* The smallest quantity of the list in that unit: of several nobody knows which is meant. NULL: there is none. */
static const bc_check_indicator *least_quantity(const bc_check *c, const bc_check_list *list, bc_str unit,
                                                unsigned *count)
{
    enum { MAX_ROWS = 1000 }; /* no form has more; a longer list would be gone through for each of its norms */
    const bc_check_indicator *least = NULL;
    *count = 0;
    for (uint32_t i = 0; c->row_count <= MAX_ROWS && i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->list != list || row->kind != BC_QUANTITY || !row->targets[0].figure ||
            !bc_str_eq(unit_of(row, &row->targets[0]), unit))
            continue;
        ++*count;
        if (!least || bc_decimal_compare(row->targets[0].number, least->targets[0].number) < 0)
            least = row;
    }
    return least;
}

static bc_str in_wan(bc_check *c, bc_decimal yuan)
{
    bc_decimal wan = yuan;
    bc_decimal_div(yuan, bc_decimal_from_int(10000), 4, &wan);
    return bc_check_number(c, wan, -1, true);
}

/* Norms times the quantities that other indicators promise: ≥4.5万元/辆 for ≥200辆. */
typedef struct norms {
    bc_decimal sum; /* of the products */
    unsigned known, unknown;
    const bc_check_indicator *last;
} norms;

static void add_norm(bc_check *c, const budget *b, const bc_check_indicator *row, bc_decimal norm, norms *all)
{
    unsigned count;
    const bc_check_indicator *quantity = least_quantity(c, row->list, per_what(unit_of(row, &row->targets[0])), &count);
    bc_decimal product;
    const bool told = quantity && bc_decimal_mul(norm, quantity->targets[0].number, &product);
    const bool known = told && count == 1 && bc_decimal_add(all->sum, product, &all->sum);
    all->known += known;
    all->unknown += !known;
    if (known)
        all->last = row;
    if (!told)
        return;
    /* A ceiling is not what each one gets, but it is near it. */
    bc_decimal most = b->yuan;
    if (row->targets[0].relation == BC_AT_MOST && !bc_decimal_mul(most, bc_decimal_from_int(2), &most))
        return;
    if (bc_decimal_compare(product, most) <= 0)
        return;
    bc_str total = in_wan(c, product);
    bc_check_report(c, bc_check_indicator_mark(c, row, row->list->targets[0]),
                    bc_tr("%.*s for %.*s (line %u) come to %.*s 万元, more than the budget of %.*s"),
                    BC_STR_ARG(row->targets[0].text), BC_STR_ARG(quantity->targets[0].text),
                    bc_check_indicator_mark(c, quantity, quantity->list->targets[0]).line, BC_STR_ARG(total),
                    BC_STR_ARG(b->text));
}

/* All norms are known and still most of the budget is not told of. */
static void check_norms(bc_check *c, const budget *b, const norms *all)
{
    bc_decimal twice;
    if (!all->known || all->unknown || !bc_decimal_mul(all->sum, bc_decimal_from_int(2), &twice) ||
        bc_decimal_compare(twice, b->yuan) >= 0)
        return;
    bc_str total = in_wan(c, all->sum);
    bc_check_report(c, bc_check_indicator_mark(c, all->last, all->last->list->targets[0]),
                    bc_tr("the unit costs times their quantities come to %.*s 万元 of the budget of %.*s"),
                    BC_STR_ARG(total), BC_STR_ARG(b->text));
}

/* Nine tenths of it: what is left may be for anything. */
static bool is_near(bc_decimal sum, bc_decimal budget)
{
    bc_decimal ten, nine;
    return bc_decimal_mul(sum, bc_decimal_from_int(10), &ten) &&
           bc_decimal_mul(budget, bc_decimal_from_int(9), &nine) && bc_decimal_compare(ten, nine) >= 0;
}

/* A small amount is a total all the same when it is told in 万元, or with the figure of the budget: ≤1元 for 1万元. */
static bool is_total(const budget *b, const bc_check_indicator *row)
{
    return bc_unit_cost_power(unit_of(row, &row->targets[0])) >= 4 ||
           bc_decimal_compare(row->targets[0].number, b->datum->as.number) == 0;
}

static void check_list(bc_check *c, const budget *b, const bc_check_list *list)
{
    bc_decimal sum = bc_decimal_from_int(0), yuan;
    const bc_check_indicator *last = NULL;
    unsigned plain = 0;
    bc_decimal largest = sum;
    norms all = { .sum = sum };
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->list != list || row->kind != BC_COST || row->unused || !in_yuan(row, &row->targets[0], &yuan))
            continue;
        if (per_what(unit_of(row, &row->targets[0])).n) {
            add_norm(c, b, row, yuan, &all);
        } else if (bc_decimal_add(sum, yuan, &sum)) {
            plain++;
            last = row;
            if (bc_decimal_compare(yuan, largest) > 0)
                largest = yuan;
        }
    }
    bc_decimal others;
    if (plain > 1 && bc_decimal_sub(sum, largest, &others) && bc_decimal_compare(largest, others) >= 0 &&
        bc_decimal_compare(largest, b->yuan) <= 0)
        return; /* a total besides its parts */
    if (!plain)
        check_norms(c, b, &all);
    if (!plain || bc_decimal_compare(sum, b->yuan) == 0)
        return;
    bc_str total = in_wan(c, sum);
    bc_diag_mark mark = bc_check_indicator_mark(c, last, list->targets[0]);
    /* A norm without its `per` (45元) says nothing of the total. */
    const bool little = bc_decimal_compare(sum, bc_decimal_from_int(10000)) < 0, small = little && !is_total(b, last);
    if (bc_decimal_compare(sum, b->yuan) > 0)
        bc_check_report(c, mark, bc_tr("the costs come to %.*s 万元, more than the budget of %.*s"), BC_STR_ARG(total),
                        BC_STR_ARG(b->text));
    else if (plain == 1 && !small)
        bc_check_report_as(c, little || is_near(sum, b->yuan) ? BC_DIAG_NOTE : BC_DIAG_WARNING, mark,
                           bc_tr("the only cost indicator covers %.*s 万元 of the budget of %.*s"), BC_STR_ARG(total),
                           BC_STR_ARG(b->text));
}

static void run_cost_budget(bc_check *c)
{
    const bc_check_slot *slot = c->use->data;
    if (!slot)
        return;
    budget b = { .datum = bc_check_amount_at(c->record, slot) };
    if (b.datum->type != BC_VALUE_NUMBER || !bc_unit_to_yuan(b.datum->as.number, slot->field->unit, &b.yuan))
        return;
    b.text = bc_arena_printf(c->arena, "%.*s %.*s", BC_STR_ARG(b.datum->text), BC_STR_ARG(slot->field->unit));
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        if (c->checks->lists[i].target_count)
            check_list(c, &b, &c->checks->lists[i]);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "COST-DIRECTION",
        .words = BC_CHECK_READS(BC_WORDS_COSTS, BC_WORDS_KINDS),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("costs are ceilings"),
        .run = run_cost_direction,
    },
    {
        .code = "COST-KIND",
        .words = BC_CHECK_READS(BC_WORDS_COST_RATES, BC_WORDS_NO_MONEY, BC_WORDS_KINDS),
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("a cost indicator is an amount or a rate of saving"),
        .run = run_cost_kind,
    },
    {
        .code = "COST-BUDGET",
        .words = BC_CHECK_READS(BC_WORDS_KINDS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("cost ceilings agree with the budget"),
        .parameters = BUDGET,
        .run = run_cost_budget,
        .compile = compile_cost_budget,
    },
};
const bc_check_rule_table bc_check_rules_cost = { RULES, sizeof RULES / sizeof *RULES };
