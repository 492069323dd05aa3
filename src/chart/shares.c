/* The parts of a pie. More than people can tell apart, or too small to be seen, become one: the rest. Percentages are
 * rounded down to tenths, and what is then missing to 100 goes to those that lost most. */
#include "chart/private/scale.h"

#include <stdlib.h>

enum {
    WHOLE = 1000, /* tenths of a percent */
    SMALL = 15    /* of these: a part that is smaller joins the rest, if there are others */
};

#define REST "其他"

typedef struct share {
    bc_chart_amount amount;
    uint32_t nth;
} share;

static int by_size(const void *a, const void *b)
{
    const share *x = a, *y = b;
    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return (x->nth > y->nth) - (x->nth < y->nth);
}

static bool is_rest(const bc_chart_data *data, uint32_t nth)
{
    return bc_str_is(bc_str_trim(data->names[nth]), REST);
}

/* How many of the largest parts stand by themselves. */
static uint32_t count_single(const share *shares, uint32_t n, bc_chart_amount whole)
{
    uint32_t small = 0, single = n;
    for (uint32_t i = 0; i < n; i++)
        small += shares[i].amount * WHOLE < whole * SMALL;
    if (small > 1)
        single = n - small;
    if (single + (single < n) > BC_CHART_PARTS)
        single = BC_CHART_PARTS - 1;
    return single;
}

/* Largest remainders: ties go to the first. */
static void find_tenths(bc_chart_parts *parts, const bc_chart_amount *amounts, bc_chart_amount whole)
{
    bc_chart_amount lost[BC_CHART_PARTS] = { 0 };
    uint32_t given = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        parts->at[i].tenths = (uint32_t)(amounts[i] * WHOLE / whole);
        lost[i] = amounts[i] * WHOLE % whole;
        given += parts->at[i].tenths;
    }
    for (; given < WHOLE && parts->n; given++) {
        uint32_t most = 0;
        for (uint32_t i = 1; i < parts->n; i++)
            if (lost[i] > lost[most])
                most = i;
        parts->at[most].tenths++;
        lost[most] = -1;
    }
}

static void find_ends(bc_chart_parts *parts, const bc_chart_amount *amounts, bc_chart_amount whole)
{
    bc_chart_amount so_far = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        so_far += amounts[i];
        parts->at[i].end = (uint64_t)(so_far * ((bc_chart_amount)1 << 32) / whole);
    }
}

/* In the order of the record, the rest at the end; what the record calls so already is part of it. */
static void gather(const bc_chart_data *data, const share *shares, uint32_t n, uint8_t places, bc_chart_parts *out)
{
    bc_chart_amount whole = 0, rest = 0, amounts[BC_CHART_PARTS] = { 0 };
    for (uint32_t i = 0; i < n; i++)
        whole += shares[i].amount;
    uint32_t single = count_single(shares, n, whole);
    bool *apart = bc_mem_alloc(data->count * sizeof *apart + 1);
    for (uint32_t i = 0; i < single; i++)
        apart[shares[i].nth] = !(single < n && is_rest(data, shares[i].nth));
    for (uint32_t i = 0; i < n; i++)
        rest += apart[shares[i].nth] ? 0 : shares[i].amount;
    for (uint32_t i = 0; i < data->count; i++) {
        if (!apart[i])
            continue;
        amounts[out->n] = bc_chart_scale_amount(data->series[0].values[i].number, places);
        out->at[out->n++] = (bc_chart_part){ .name = data->names[i], .number = data->series[0].values[i].number };
    }
    if (rest) {
        amounts[out->n] = rest;
        out->at[out->n++] = (bc_chart_part){ .name = BC_STR(REST), .number = { .coef = rest, .scale = places } };
    }
    bc_mem_free(apart);
    find_tenths(out, amounts, whole);
    find_ends(out, amounts, whole);
}

bc_chart_parts bc_chart_share(const bc_chart_data *data)
{
    bc_chart_parts parts = { 0 };
    uint32_t n = 0;
    if (!data->series_count || !data->count)
        return parts;
    uint8_t places = bc_chart_scale_places(data);
    share *shares = bc_mem_alloc(bc_mem_product(data->count, sizeof *shares));
    for (uint32_t i = 0; i < data->count; i++) {
        const bc_chart_value *value = &data->series[0].values[i];
        bc_chart_amount amount = value->present ? bc_chart_scale_amount(value->number, places) : 0;
        if (amount > 0)
            shares[n++] = (share){ amount, i };
    }
    qsort(shares, n, sizeof *shares, by_size);
    if (n)
        gather(data, shares, n, places, &parts);
    bc_mem_free(shares);
    return parts;
}
