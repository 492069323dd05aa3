/* How results become points and grades, as tables of performance evaluation do it: how far a target is reached, held
 * between two bounds, and the class that a score falls into. */
#include "base/tr.h"
#include "base/written.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"

const bc_value *bc_expr_limit(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *value = args[0];
    if (value->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (value->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, value, BC_VALUE_NUMBER, out);
    for (int i = 1; i < 3; i++) {
        int order;
        if (args[i]->type == BC_VALUE_NULL)
            continue;
        if (!bc_expr_compare_order(run, node, value, args[i], &order))
            return NULL;
        if (i == 1 ? order < 0 : order > 0)
            value = args[i];
    }
    *out = bc_value_number(value->as.number, value->unit.n ? value->unit : args[0]->unit);
    return out;
}

/* -- targets -------------------------------------------------------------------------------------------- */

/* The counting word that stands behind a figure, as a power of ten: 1.2万人次. */
static int counting_power(bc_str rest)
{
    rest = bc_str_trim(rest);
    return bc_str_starts(rest, BC_STR("万")) ? 4 : bc_str_starts(rest, BC_STR("亿")) ? 8 : 0;
}

typedef struct told {
    bc_decimal number;
    bc_str rest; /* behind the figure */
    bool less;   /* ≤90: less is better */
    bool more;   /* ≥90 */
} told;

static bool begins_with(bc_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bc_str_starts(text, bc_str_from(words[i])))
            return true;
    return false;
}

/* The first figure of what is written; false when there is none. */
static bool read_told(const bc_value *value, bc_str text, told *out)
{
    size_t at = 0;
    static const char *const LESS[] = { "≤", "<", "＜", "≦", "⩽" }, *const MORE[] = { "≥", ">", "＞", "≧", "⩾" };
    *out = (told){ .less = begins_with(text, LESS, sizeof LESS / sizeof *LESS),
                   .more = begins_with(text, MORE, sizeof MORE / sizeof *MORE) };
    if (value->type == BC_VALUE_NUMBER) {
        out->number = value->as.number;
        out->rest = value->unit;
        return true;
    }
    if (value->type != BC_VALUE_TEXT || !bc_expr_number_in_text(text, &at, &out->number))
        return false;
    out->rest = bc_str_slice(text, at, text.n);
    return true;
}

/* What is told with 万 beside a bare figure is taken to count the same; only of two units can one be brought to the
 * other. */
static bool to_same_count(told *a, told *b)
{
    if (!bc_str_trim(a->rest).n || !bc_str_trim(b->rest).n)
        return true;
    return bc_decimal_shift(a->number, counting_power(a->rest), &a->number) &&
           bc_decimal_shift(b->number, counting_power(b->rest), &b->number);
}

/* Of dates there are no shares: what was done in time is reached. */
static const bc_value *reached_in_time(const bc_written_term *actual, const bc_written_term *target, int year,
                                       bc_value *out)
{
    const bc_written_kept kept = bc_written_term_kept(actual, target, year);
    if (kept == BC_KEPT_UNKNOWN)
        return &bc_value_nothing;
    *out = bc_value_number(bc_decimal_from_int(kept == BC_KEPT), (bc_str){ 0 });
    return out;
}

static const bc_value *reached_share(bc_expr_run *run, const bc_expr_node *node, const told *actual, const told *target,
                                     bool less, bc_value *out)
{
    enum { DIGITS = 12 };
    const bc_decimal none = bc_decimal_from_int(0);
    const int order = bc_decimal_compare(actual->number, target->number);
    const bool exact = !target->more && bc_decimal_compare(target->number, none) == 0; /* no accident at all */
    bc_decimal share = bc_decimal_from_int(exact ? order == 0 : less ? order <= 0 : order >= 0);
    /* Of what is not above nothing no share can be told: it is reached, or it is not. */
    const bool parts = bc_decimal_compare(target->number, none) > 0 && (!less || order > 0);
    if (parts &&
        !bc_decimal_div(less ? target->number : actual->number, less ? actual->number : target->number, DIGITS, &share))
        return bc_expr_run_overflow(run, node);
    *out = bc_value_number(bc_decimal_trim(share, 0), (bc_str){ 0 });
    return out;
}

/* The year of what tells none, an argument that may be left out. False after reporting. */
static bool read_year(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, int *year)
{
    int64_t whole;
    *year = 0;
    if (!value || value->type == BC_VALUE_NULL)
        return true;
    if (value->type == BC_VALUE_NUMBER && bc_decimal_is_integer(value->as.number, &whole) && whole > 0 && whole < 10000)
        *year = (int)whole;
    else if (value->type == BC_VALUE_DATE)
        *year = value->as.date.year;
    else
        (void)bc_expr_run_fail(run, node->as.call.args[3], "E324", bc_tr("a year is a number such as 2024"));
    return *year > 0;
}

const bc_value *bc_expr_reached(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    told actual, target;
    int year;
    if (args[2] && args[2]->type != BC_VALUE_BOOL && args[2]->type != BC_VALUE_NULL)
        return bc_expr_run_fail(run, node->as.call.args[2], "E324",
                                bc_tr("a condition is true or false, but this is %s"),
                                bc_expr_type_name(args[2]->type));
    if (!read_year(run, node, args[3], &year))
        return NULL;
    bc_str texts[2];
    bc_written_term terms[2] = { 0 };
    for (int i = 0; i < 2; i++) {
        texts[i] = bc_str_trim(bc_expr_run_print(run->arena, args[i]));
        if (!bc_expr_run_spend(run, node, texts[i].n))
            return NULL;
        if (args[i]->type != BC_VALUE_NUMBER)
            bc_written_term_read(texts[i], &terms[i]);
    }
    const bool times = terms[0].first || terms[1].first;
    if (times)
        return reached_in_time(&terms[0], &terms[1], year, out);
    if (!read_told(args[0], texts[0], &actual) || !read_told(args[1], texts[1], &target))
        return &bc_value_nothing;
    if (!to_same_count(&actual, &target))
        return bc_expr_run_overflow(run, node);
    const bool less = args[2] ? args[2]->type == BC_VALUE_BOOL && args[2]->as.boolean : target.less;
    return reached_share(run, node, &actual, &target, less, out);
}

/* -- grades --------------------------------------------------------------------------------------------- */

const bc_value *bc_expr_grade(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *limits = args[1], *names = args[2];
    for (int i = 1; i < 3; i++)
        if (args[i]->type != BC_VALUE_LIST)
            return bc_expr_run_fail(run, node->as.call.args[i], "E320", bc_tr("%s asks for a list, but this is %s"),
                                    node->as.call.function->name, bc_expr_type_name(args[i]->type));
    if (names->n != limits->n + 1)
        return bc_expr_run_fail(run, node->as.call.args[2], "E325", bc_tr("%u limits part %u grades, but here are %u"),
                                (unsigned)limits->n, (unsigned)limits->n + 1, (unsigned)names->n);
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    uint32_t reached = 0;
    for (uint32_t i = 0; i < limits->n; i++) {
        const bc_value *one = &limits->as.items[i];
        int order = 1;
        if (i && !bc_expr_compare_order(run, node, one - 1, one, &order))
            return NULL;
        if (order <= 0)
            return bc_expr_run_fail(run, node->as.call.args[1], "E325",
                                    bc_tr("the limits of grades stand from the highest to the lowest"));
        if (!bc_expr_compare_order(run, node, args[0], one, &order))
            return NULL;
        reached += order < 0; /* the first of them that it reaches: those above are the ones that it does not */
    }
    *out = names->as.items[reached];
    return out;
}
