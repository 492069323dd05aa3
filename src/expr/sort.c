/* Lists in another order, and lists of codes as the trees that they are.
 *
 * What is sorted by is turned into keys that compare by bytes, once for each element: Chinese by its sound, or by
 * strokes as names of persons are, everything else by its value. Elements with equal keys stay in their order, so that
 * sorting twice sorts by two things; those without any come last.
 *
 * Codes of accounts make a tree in two ways: longer ones stand below those that they begin with (201, 20103, 2010301),
 * or each level has a field of its own (类, 款, 项). Both are texts here of which one begins with the other, so after
 * one sort whatever stands below an element follows it at once. */
#include "base/buf.h"
#include "base/tr.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"

#include <stdlib.h>
#include <string.h>

typedef struct place {
    bc_value key;
    uint32_t i; /* of the element */
} place;

static int by_key(const void *a, const void *b)
{
    const place *x = a, *y = b;
    bool empty = x->key.type == BC_VALUE_NULL, other = y->key.type == BC_VALUE_NULL;
    int order = empty || other ? empty - other : bc_expr_compare_any(&x->key, &y->key);
    return order ? order : (x->i > y->i) - (x->i < y->i);
}

static int by_key_descending(const void *a, const void *b)
{
    const place *x = a, *y = b;
    bool empty = x->key.type == BC_VALUE_NULL, other = y->key.type == BC_VALUE_NULL;
    int order = empty || other ? empty - other : bc_expr_compare_any(&y->key, &x->key);
    return order ? order : (x->i > y->i) - (x->i < y->i);
}

/* The places of n elements, with room for their keys. */
static place *new_places(bc_expr_run *run, const bc_expr_node *node, uint32_t n)
{
    place *places = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *places));
    /* A comparison or two for each doubling; the constant is what a comparison costs beside a step. */
    size_t doublings = 1;
    for (uint32_t k = n; k > 1; k /= 2)
        doublings++;
    if (!places || !bc_expr_run_spend(run, node, bc_mem_product(bc_mem_product(n, doublings), BC_RUN_BYTES_PER_STEP)))
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        places[i].i = i;
    return places;
}

/* The elements kept, as the result of a call. */
static uint32_t keep_places(const place *places, const bc_value *items, bc_value *values, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        values[i] = items[places[i].i];
    return n;
}

/* -- orders --------------------------------------------------------------------------------------------- */

/* Figures alone stand in the same order by any rule. */
static bool is_figures(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return true;
}

static bool text_key(bc_expr_run *run, const bc_expr_node *node, bc_str text, bc_value *out)
{
    bool strokes = (node->as.call.orders & BC_SORT_STROKE) != 0;
    bc_str key;
    if (!bc_expr_run_spend(run, node, bc_mem_product(text.n, 8)))
        return false;
    if (!bc_unicode_sort_key(&run->collator, strokes ? BC_UNICODE_STROKES : BC_UNICODE_PINYIN, text, run->arena,
                             &key)) {
        bc_expr_run_fail(run, node, "E325", bc_tr("the order of Chinese characters cannot be loaded"));
        return false;
    }
    *out = bc_value_text(key);
    return true;
}

static bool make_key(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bool figures, bc_value *out)
{
    *out = *value;
    if (value->type == BC_VALUE_TEXT)
        return figures || text_key(run, node, value->text, out);
    if (value->type != BC_VALUE_LIST)
        return true;
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(value->n, sizeof *items));
    for (uint32_t i = 0; items && i < value->n; i++) {
        items[i] = value->as.items[i];
        if (items[i].type == BC_VALUE_TEXT && !text_key(run, node, items[i].text, &items[i]))
            return false;
    }
    out->as.items = items;
    out->as.growth = NULL;
    return items != NULL;
}

uint32_t bc_expr_sort(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n)
{
    const unsigned orders = node->as.call.orders;
    if ((orders & BC_SORT_SOUND) && (orders & BC_SORT_STROKE)) {
        bc_expr_run_fail(run, node, "E325", bc_tr("one sorts by 'sound' or by 'stroke'"));
        return UINT32_MAX;
    }
    place *places = new_places(run, node, n);
    bool figures = true;
    for (uint32_t i = 0; i < n; i++)
        figures &= values[i].type != BC_VALUE_TEXT || is_figures(values[i].text);
    for (uint32_t i = 0; places && i < n; i++)
        if (!make_key(run, node, &values[i], figures, &places[i].key))
            return UINT32_MAX;
    if (!places)
        return UINT32_MAX;
    qsort(places, n, sizeof *places, orders & BC_SORT_DESCENDING ? by_key_descending : by_key);
    return keep_places(places, items, values, n);
}

/* -- trees of codes ------------------------------------------------------------------------------------- */

enum { LEVEL_END = '\x1f' }; /* behind the code of a level, so that 2 does not begin 20 */

/* Levels of codes; more are a mistake. */
enum { MAX_LEVELS = 16 };

/* The levels of the row before: one that leaves a level out in front of its own stands below the same. */
typedef struct levels {
    bc_str at[MAX_LEVELS];
    uint32_t n;
} levels;

/* The code as a text that those below it begin with; empty: it has none, and stands for itself. */
static bool code_key(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, levels *before, bc_value *out)
{
    if (value->type != BC_VALUE_LIST) {
        *out = bc_value_text(bc_expr_run_print(run->arena, value));
        return bc_expr_run_spend(run, node, out->text.n);
    }
    uint32_t n = value->n;
    while (n && bc_value_is_empty(&value->as.items[n - 1]))
        n--;
    if (n > MAX_LEVELS) {
        bc_expr_run_fail(run, node, "E325", bc_tr("codes have at most %d levels"), (int)MAX_LEVELS);
        return false;
    }
    bc_buf text;
    bc_buf_init(&text);
    for (uint32_t i = 0; i < n; i++) {
        bc_str level = bc_expr_run_print(run->arena, &value->as.items[i]);
        if (level.n || i >= before->n)
            before->at[i] = level;
        bc_buf_add_str(&text, before->at[i]);
        bc_buf_add_char(&text, LEVEL_END);
    }
    before->n = n;
    return bc_expr_run_text(run, node, &text, out) != NULL;
}

static bool is_below(const bc_value *code, const bc_value *other)
{
    return code->text.n > other->text.n && other->text.n && bc_str_starts(code->text, other->text);
}

/* Marks in `kept` which elements have nothing above them in the list, or nothing below. */
static uint32_t keep_level(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values,
                           uint32_t n, bool top)
{
    place *places = new_places(run, node, n);
    bool *kept = bc_expr_run_alloc(run, node, n);
    levels before = { .n = 0 };
    for (uint32_t i = 0; places && kept && i < n; i++)
        if (!code_key(run, node, &values[i], &before, &places[i].key))
            return UINT32_MAX;
    if (!places || !kept)
        return UINT32_MAX;
    qsort(places, n, sizeof *places, by_key);
    uint32_t above = 0; /* the last one that is kept as topmost */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t next = i + 1;
        while (!top && next < n && bc_str_eq(places[next].key.text, places[i].key.text))
            next++;
        bool below = top ? is_below(&places[i].key, &places[above].key)
                         : next < n && is_below(&places[next].key, &places[i].key);
        above = top && !below ? i : above;
        for (; i < next; i++)
            kept[places[i].i] = !below;
        i--;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        if (kept[i])
            values[count++] = items[i];
    return count;
}

uint32_t bc_expr_topmost(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values,
                         uint32_t n)
{
    return keep_level(run, node, items, values, n, true);
}

uint32_t bc_expr_lowest(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n)
{
    return keep_level(run, node, items, values, n, false);
}
