/* Each figure is changed in each of the ways in which people get figures wrong; what makes the sum hold explains it.
 * Two explanations are none: a difference of 9.00 may be two figures swapped in any of several parts, and who is told
 * of the wrong one looks no further. */
#include "base/doubt.h"

#include "base/tr.h"

enum { UNIT_POWER = 4 }; /* of 万元 */

typedef struct search {
    bc_decimal total, sum, difference; /* of the sum and the total */
    bc_doubt found;
    size_t explanations;
} search;

static bool is_nothing(bc_decimal number)
{
    return number.coef == 0;
}

static bool is_same(bc_decimal a, bc_decimal b)
{
    return bc_decimal_compare(a, b) == 0;
}

/* 50 for 5 is one mistake, whether its point moved or its figures were swapped. */
static void explain(search *s, bc_doubt_kind kind, size_t at, bc_decimal right)
{
    if (s->explanations && s->found.at == at && is_same(s->found.right, right))
        return;
    s->explanations++;
    s->found = (bc_doubt){ kind, at, right };
}

/* 12.30 and 13.20, and 81.00 and 18.00: the same but for two neighbours. */
static bool are_swapped(bc_decimal a, bc_decimal b)
{
    const uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
    if (!bc_decimal_rescale(a, scale, BC_ROUND_DOWN, &a) || !bc_decimal_rescale(b, scale, BC_ROUND_DOWN, &b) ||
        a.coef <= 0 || b.coef <= 0)
        return false;
    bc_decimal_int128 left = a.coef, right = b.coef;
    while (left % 10 == right % 10) {
        left /= 10;
        right /= 10;
        if (!left || !right)
            return false;
    }
    const int last = (int)(left % 10), before = (int)(left / 10 % 10);
    return (int)(right % 10) == before && (int)(right / 10 % 10) == last && left / 100 == right / 100;
}

/* What the figure should be for the sum to hold is what it is with its point in another place, or the like. */
static void look_at(search *s, size_t at, bc_decimal number, bc_decimal right)
{
    bc_decimal changed;
    if (is_nothing(number) || is_nothing(right))
        return;
    for (int power = -UNIT_POWER; power <= UNIT_POWER; power++)
        if (power && bc_decimal_shift(number, power, &changed) && is_same(changed, right))
            explain(s, power == UNIT_POWER || power == -UNIT_POWER ? BC_DOUBT_UNIT : BC_DOUBT_POINT, at, right);
    if (are_swapped(number, right))
        explain(s, BC_DOUBT_SWAPPED, at, right);
    if (number.coef < 0 && bc_decimal_neg(number, &changed) && is_same(changed, right))
        explain(s, BC_DOUBT_SIGN, at, right);
}

static void look_at_part(search *s, size_t at, bc_decimal part, bool others)
{
    bc_decimal right, left_over;
    if (!bc_decimal_sub(part, s->difference, &right))
        return;
    look_at(s, at, part, right);
    if (is_nothing(part) || !others || is_nothing(s->total))
        return;
    if (is_same(part, s->difference))
        explain(s, BC_DOUBT_LEFT_OUT, at, part);
    else if (bc_decimal_add(part, s->difference, &left_over) && is_nothing(left_over))
        explain(s, BC_DOUBT_TWICE, at, part);
}

bc_doubt bc_doubt_of_sum(bc_decimal total, const bc_decimal *parts, size_t n, bool stands)
{
    search s = { .total = total, .sum = bc_decimal_from_int(0) };
    size_t filled = 0;
    for (size_t i = 0; i < n; i++) {
        filled += !is_nothing(parts[i]);
        if (!bc_decimal_add(s.sum, parts[i], &s.sum))
            return (bc_doubt){ 0 };
    }
    if (!bc_decimal_sub(s.sum, total, &s.difference) || is_nothing(s.difference))
        return (bc_doubt){ 0 };
    for (size_t i = 0; i < n; i++)
        look_at_part(&s, i, parts[i], filled > 1);
    if (!stands)
        look_at(&s, BC_DOUBT_TOTAL, total, s.sum);
    return s.explanations == 1 ? s.found : (bc_doubt){ 0 };
}

bool bc_doubt_is_mistake(const bc_doubt *doubt)
{
    return doubt->kind > BC_DOUBT_TWICE;
}

/* -- saying it -------------------------------------------------------------------------------------------- */

static void print(bc_decimal number, bc_buf *out)
{
    bc_decimal_print(number, number.scale > 2 ? -1 : 2, true, out);
}

void bc_doubt_say(const bc_doubt *doubt, bc_str name, bc_decimal written, bc_buf *out)
{
    static const char *const ASKS[] = {
        [BC_DOUBT_UNIT] = bc_tr_mark("was it written in another unit?"),
        [BC_DOUBT_POINT] = bc_tr_mark("is its point in the right place?"),
        [BC_DOUBT_SWAPPED] = bc_tr_mark("were two of its figures swapped?"),
        [BC_DOUBT_SIGN] = bc_tr_mark("is its sign right?"),
    };
    if (doubt->kind == BC_DOUBT_NONE)
        return;
    if (!bc_doubt_is_mistake(doubt)) {
        bc_buf_printf(out,
                      doubt->kind == BC_DOUBT_LEFT_OUT ? bc_tr("the difference is %.*s, which the total leaves out")
                                                       : bc_tr("the difference is %.*s, which the total has twice"),
                      BC_STR_ARG(name));
        return;
    }
    bc_buf right, own;
    bc_buf_init(&right);
    bc_buf_init(&own);
    print(doubt->right, &right);
    print(written, &own);
    bc_buf_printf(out, bc_tr("it would add up with %.*s %s in place of %s: "), BC_STR_ARG(name), right.p, own.p);
    bc_buf_add_text(out, bc_tr(ASKS[doubt->kind]));
    bc_buf_release(&right);
    bc_buf_release(&own);
}
