/* ACCOUNT-SUM. An upper account is the sum of those right below it, column by column; where two of these sums fail by
 * the same amount, the row that both have is the wrong one. */
#include "base/tr.h"
#include "check/private/accounts.h"

/* A column of a table: what each row says, and what those right below it add up to. */
typedef struct addition {
    bc_decimal own, sum, off; /* off: the sum less its own */
    const bc_value *words;    /* right below it; NULL: all are numbers, or empty */
    bool given, adds;         /* adds: something below it says anything */
    bool wrong;               /* it should be its sum, and is not */
} addition;

typedef struct column {
    const bc_check_accounts *all;
    const bc_form_field *field;
    int at;
    addition *rows;
} column;

static const bc_value *own_cell(const column *of, uint32_t i)
{
    return bc_check_cell(of->all->at[i].row, of->at);
}

static void add_up(column *of)
{
    const bc_check_accounts *all = of->all;
    for (uint32_t i = 0; i < all->n; i++) {
        const bc_value *datum = own_cell(of, i);
        of->rows[i] = (addition){ .own = bc_decimal_from_int(0), .sum = bc_decimal_from_int(0) };
        of->rows[i].given = datum->type == BC_VALUE_NUMBER;
        if (of->rows[i].given)
            of->rows[i].own = datum->as.number;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        if (!all->at[i].above)
            continue;
        const bc_value *datum = own_cell(of, i);
        addition *above = &of->rows[all->at[i].above - 1];
        if (bc_value_unread_of(datum) == BC_VALUE_WORDS ||
            (of->rows[i].given && !bc_decimal_add(above->sum, datum->as.number, &above->sum)))
            above->words = above->words ? above->words : datum;
        above->adds |= of->rows[i].given;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        addition *row = &of->rows[i];
        const bool words = bc_value_unread_of(own_cell(of, i)) == BC_VALUE_WORDS;
        row->wrong = all->at[i].first && !row->words && !words && (row->adds || row->own.coef) &&
                     bc_decimal_sub(row->sum, row->own, &row->off) && row->off.coef;
    }
}

/* Whether the row is right where the one below it that is wrong is mended. */
static bool is_explained(const column *of, uint32_t i)
{
    bc_decimal both;
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        if (of->rows[i].wrong && of->rows[k - 1].wrong && bc_decimal_add(of->rows[i].off, of->rows[k - 1].off, &both) &&
            !both.coef)
            return true;
    return false;
}

/* What the rows right below say, and where they stand. */
typedef struct parts {
    bc_decimal *numbers;
    uint32_t *rows;
    size_t n;
} parts;

static parts parts_of(bc_check *c, const column *of, uint32_t i)
{
    uint32_t most = 0;
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        most += of->rows[k - 1].given;
    parts all = { BC_NEW_ARRAY(c->arena, bc_decimal, most), BC_NEW_ARRAY(c->arena, uint32_t, most), 0 };
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        if (of->rows[k - 1].given) {
            all.numbers[all.n] = of->rows[k - 1].own;
            all.rows[all.n++] = k - 1;
        }
    return all;
}

/* Amounts in 万元 that were rounded one by one are off by less than half a unit for each of them. */
static bool is_rounding(const bc_value *datum, bc_decimal off, size_t n)
{
    const bc_decimal_int128 by = off.coef < 0 ? -off.coef : off.coef;
    return off.scale > 0 && by <= (n + 1) / 2 && datum->unit.n && !bc_str_is(datum->unit, "元");
}

static void report_sum(bc_check *c, const column *of, uint32_t i)
{
    const bc_check_account *own = &of->all->at[i];
    const addition *row = &of->rows[i];
    const parts below = parts_of(c, of, i);
    const uint32_t above = own->above;
    const bool stands = above && !of->rows[above - 1].wrong && of->rows[above - 1].adds && row->given;
    const bc_doubt doubt = bc_doubt_of_sum(row->own, below.numbers, below.n, stands);
    const bool mistake = bc_doubt_is_mistake(&doubt), part = mistake && doubt.at != BC_DOUBT_TOTAL;
    const bc_value *at = own_cell(of, part ? below.rows[doubt.at] : i);
    if (!at->origin)
        at = row->given ? bc_check_accounts_code_cell(of->all, own) : own_cell(of, below.n ? below.rows[0] : i);
    const bc_str title = bc_check_accounts_title(c, of->all, own), sum = bc_check_money(c, row->sum),
                 off = bc_check_money(c, row->off);
    const bool rounding = is_rounding(own_cell(of, i), row->off, below.n);
    if (row->given) {
        const bc_str told = bc_check_money(c, row->own);
        const char *by = bc_arena_printf(c->arena, bc_tr(", a difference of %.*s"), BC_STR_ARG(off)).p;
        bc_check_report_as(c, rounding ? BC_DIAG_WARNING : BC_DIAG_ERROR, bc_check_mark(c, at),
                           bc_tr("%.*s of `%.*s` is %.*s, but those below it add up to %.*s%s"),
                           BC_STR_ARG(of->field->label), BC_STR_ARG(title), BC_STR_ARG(told), BC_STR_ARG(sum), by);
    } else {
        bc_check_report(c, bc_check_mark(c, at), bc_tr("%.*s of `%.*s` is empty, but those below it add up to %.*s"),
                        BC_STR_ARG(of->field->label), BC_STR_ARG(title), BC_STR_ARG(sum));
    }
    if (rounding) {
        bc_check_hint(c, "%s", bc_tr("these look rounded one by one"));
    } else if (above && is_explained(of, above - 1)) {
        const bc_str next = bc_check_accounts_title(c, of->all, &of->all->at[above - 1]);
        bc_check_hint(c, bc_tr("with %.*s here `%.*s` adds up, too"), BC_STR_ARG(sum), BC_STR_ARG(next));
    } else if (doubt.kind != BC_DOUBT_NONE) {
        const uint32_t which = doubt.at == BC_DOUBT_TOTAL ? i : below.rows[doubt.at];
        bc_check_hint_doubt(c, &doubt, bc_check_accounts_title(c, of->all, &of->all->at[which]), of->rows[which].own);
    }
}

static void check_column(bc_check *c, column *of)
{
    add_up(of);
    for (uint32_t i = 0; i < of->all->n; i++) {
        const bc_value *own = own_cell(of, i);
        if (of->rows[i].words && of->rows[i].given)
            bc_check_skip(c, bc_check_accounts_title(c, of->all, &of->all->at[i]), of->field, of->rows[i].words);
        if (!of->rows[i].wrong || is_explained(of, i) || (of->field->computed && !own->origin))
            continue;
        report_sum(c, of, i);
    }
}

/* Whether any row above others has an amount: else such rows are headings. */
static bool has_upper_amounts(const bc_check_accounts *all)
{
    for (uint32_t i = 0; i < all->n; i++)
        for (uint32_t k = 0; all->at[i].first && k < all->table->amount_count; k++)
            if (bc_check_cell(all->at[i].row, all->table->amounts[k])->type == BC_VALUE_NUMBER)
                return true;
    return false;
}

static void run_account_sum(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const bc_check_table *t = &c->checks->tables[k];
        const bc_check_accounts all = bc_check_accounts_read(c, t);
        if (!has_upper_amounts(&all))
            continue;
        column of = { .all = &all, .rows = BC_NEW_ARRAY(c->arena, addition, all.n) };
        for (uint32_t i = 0; i < t->amount_count; i++) {
            of.at = t->amounts[i];
            of.field = &t->slot.field->children[of.at];
            check_column(c, &of);
        }
    }
}

static const bc_check_rule RULES[] = {
    {
        .code = "ACCOUNT-SUM",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("an account is the sum of those below it"),
        .run = run_account_sum,
    },
};
const bc_check_rule_table bc_check_rules_account_sum = { RULES, sizeof RULES / sizeof *RULES };
