/* Elements are matched in two steps. First by keys: what has a key that no other element of its list has is the element
 * with the same key of the other list, wherever that stands. What is left over is laid beside what is left over there:
 * what both begin and end with is equal; between that the pairing is sought that leaves the elements in order and has
 * most in common, where a pair says the same in at least half of its fields. Long lists are cut first, at elements that
 * stand once in both, since that search takes the product of both lengths. */
#include "compare/private/match.h"
#include "compare/private/meaning.h"

#include "base/strmap.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>

enum { MAX_CELLS = 1 << 20, MAX_KEYS = 8, MAX_COUNTED = 64, WHOLE = 1000 };

/* What an element says: a hash of each field, 0 where it says nothing. */
typedef struct said {
    uint64_t whole;
    const uint64_t *fields;
    uint32_t n, filled;
} said;

typedef struct side {
    const bc_value *list;
    uint32_t n;
    const said *said;
    const bc_str *keys; /* NULL: elements have none */
} side;

typedef struct matching {
    const bc_compare_lists *lists;
    bc_arena *arena;
    side before, now;
    uint32_t *of_now, *of_before; /* what was matched so far */
} matching;

/* -- what elements say ---------------------------------------------------------------------------------- */

static said say(const bc_value *element, bc_arena *arena)
{
    said s = { .whole = bc_compare_meaning_hash(element) };
    if (element->type != BC_VALUE_MAP) {
        s.fields = BC_NEW_COPY(arena, &s.whole, 1);
        s.n = 1;
        s.filled = s.whole != 0;
        return s;
    }
    const uint32_t own = element->as.branch ? element->n - BC_BRANCH_NAMES : element->n;
    s.n = own < MAX_COUNTED ? own : MAX_COUNTED;
    uint64_t *fields = BC_NEW_ARRAY(arena, uint64_t, s.n);
    for (uint32_t i = 0; i < s.n; i++) {
        fields[i] = bc_compare_meaning_hash(&element->as.entries[i].value);
        s.filled += fields[i] != 0;
    }
    s.fields = fields;
    return s;
}

static side side_of(const bc_value *list, bc_arena *arena)
{
    side s = { .list = list, .n = bc_compare_count(list) };
    said *all = BC_NEW_ARRAY(arena, said, s.n);
    for (uint32_t i = 0; i < s.n; i++)
        all[i] = say(&list->as.items[i], arena);
    s.said = all;
    return s;
}

/* In thousandths what two elements have in common; 0: less than half. */
static uint32_t likeness(const said *a, const said *b)
{
    if (a->whole == b->whole)
        return WHOLE;
    uint32_t same = 0;
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        same += a->fields[i] && a->fields[i] == b->fields[i];
    const uint32_t most = a->filled > b->filled ? a->filled : b->filled;
    return most && 2 * same >= most ? same * (WHOLE - 1) / most : 0;
}

/* -- keys ----------------------------------------------------------------------------------------------- */

static const bc_value *value_at(const bc_value *element, bc_str path)
{
    while (element && element->type == BC_VALUE_MAP) {
        const size_t point = bc_str_find(path, BC_STR("."), 0);
        const bc_value *value = bc_value_find_own(element, bc_str_slice(path, 0, point));
        if (point == SIZE_MAX)
            return value;
        element = value;
        path = bc_str_slice(path, point + 1, path.n);
    }
    return NULL;
}

/* The last of the fields is what tells elements apart; empty: the element has no key. */
static bc_str key_of(const bc_value *element, const bc_str *fields, uint32_t n, bc_buf *room, bc_arena *arena)
{
    bc_buf_clear(room);
    size_t said = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *value = value_at(element, fields[i]);
        said = room->n;
        if (value)
            bc_compare_meaning(value, room);
        said = room->n - said;
        bc_buf_add_char(room, '\5');
    }
    return said ? bc_arena_str(arena, bc_buf_str(room)) : (bc_str){ 0 };
}

static const bc_str *keys_of(const side *s, const bc_str *fields, uint32_t n, bc_arena *arena)
{
    bc_str *keys = BC_NEW_ARRAY(arena, bc_str, s->n);
    bc_buf room;
    bc_buf_init(&room);
    for (uint32_t i = 0; i < s->n; i++)
        keys[i] = key_of(&s->list->as.items[i], fields, n, &room, arena);
    bc_buf_release(&room);
    return keys;
}

/* A key that several elements have leads to none of them. */
static void index_keys(const side *s, bc_strmap *map, uint32_t *places)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (!s->keys[i].n)
            continue;
        uint32_t *other = bc_strmap_find(map, s->keys[i]);
        places[i] = i;
        if (other)
            *other = BC_COMPARE_NONE;
        else
            bc_strmap_put(map, s->keys[i], &places[i]);
    }
}

static void pair(matching *m, uint32_t before, uint32_t now)
{
    assert(m->of_now[now] == BC_COMPARE_NONE && m->of_before[before] == BC_COMPARE_NONE);
    m->of_now[now] = before;
    m->of_before[before] = now;
}

static void match_by(matching *m, const bc_str *fields, uint32_t n)
{
    bc_strmap before = { 0 }, now = { 0 };
    m->before.keys = keys_of(&m->before, fields, n, m->arena);
    m->now.keys = keys_of(&m->now, fields, n, m->arena);
    index_keys(&m->before, &before, BC_NEW_ARRAY(m->arena, uint32_t, m->before.n));
    index_keys(&m->now, &now, BC_NEW_ARRAY(m->arena, uint32_t, m->now.n));
    for (uint32_t i = 0; i < m->now.n; i++) {
        const bc_str key = m->now.keys[i];
        const uint32_t *here = key.n ? bc_strmap_find(&now, key) : NULL;
        const uint32_t *there = here && *here == i ? bc_strmap_find(&before, key) : NULL;
        if (there && *there != BC_COMPARE_NONE && m->of_now[i] == BC_COMPARE_NONE &&
            m->of_before[*there] == BC_COMPARE_NONE)
            pair(m, *there, i);
    }
    bc_strmap_release(&before);
    bc_strmap_release(&now);
}

/* What the form says of its elements: codes tell them apart, else names, below their levels. */
static void match_by_form(matching *m)
{
    const bc_form_field *list = m->lists->field;
    bc_str fields[MAX_KEYS + 1];
    uint32_t n = 0;
    const bc_form_field *code = bc_form_field_of_role(list->children, list->child_count, BC_FORM_ROLE_CODE);
    if (list->tree && list->tree->kind == BC_TREE_BY_CODE)
        code = &list->children[list->tree->field];
    if (code)
        match_by(m, &code->key, 1);
    for (uint32_t i = 0; i < list->nested_count && n < MAX_KEYS; i++)
        fields[n++] = list->nested_by[i];
    const bc_form_field *name = bc_form_field_of_role(list->children, list->child_count, BC_FORM_ROLE_NAME);
    if (name)
        fields[n++] = name->key;
    if (n)
        match_by(m, fields, n);
}

/* -- what has no key ------------------------------------------------------------------------------------ */

/* Elements that are left over on both sides. */
typedef struct rest {
    const uint32_t *before, *now; /* their places, ascending */
    uint32_t before_count, now_count;
} rest;

static const said *old_at(const matching *m, const rest *r, uint32_t i)
{
    return &m->before.said[r->before[i]];
}

static const said *new_at(const matching *m, const rest *r, uint32_t i)
{
    return &m->now.said[r->now[i]];
}

static void trim(matching *m, rest *r)
{
    while (r->before_count && r->now_count && old_at(m, r, 0)->whole == new_at(m, r, 0)->whole) {
        pair(m, r->before[0], r->now[0]);
        *r = (rest){ r->before + 1, r->now + 1, r->before_count - 1, r->now_count - 1 };
    }
    while (r->before_count && r->now_count &&
           old_at(m, r, r->before_count - 1)->whole == new_at(m, r, r->now_count - 1)->whole)
        pair(m, r->before[--r->before_count], r->now[--r->now_count]);
}

/* The pairing that has most in common; best[i][j] is that of what follows the first i and j. */
static void align(matching *m, const rest *r)
{
    const size_t wide = (size_t)r->now_count + 1;
    uint64_t *best = bc_mem_alloc(bc_mem_product(((size_t)r->before_count + 1) * wide, sizeof *best));
    for (size_t k = 0; k < ((size_t)r->before_count + 1) * wide; k++)
        best[k] = 0;
    for (uint32_t i = r->before_count; i-- > 0;)
        for (uint32_t j = r->now_count; j-- > 0;) {
            const uint64_t skip_old = best[(i + 1) * wide + j], skip_new = best[i * wide + j + 1];
            const uint32_t like = likeness(old_at(m, r, i), new_at(m, r, j));
            const uint64_t both = like ? best[(i + 1) * wide + j + 1] + like : 0;
            const uint64_t one = skip_old > skip_new ? skip_old : skip_new;
            best[i * wide + j] = both > one ? both : one;
        }
    for (uint32_t i = 0, j = 0; i < r->before_count && j < r->now_count;) {
        const uint64_t here = best[i * wide + j];
        const uint32_t like = likeness(old_at(m, r, i), new_at(m, r, j));
        if (like && here == best[(i + 1) * wide + j + 1] + like)
            pair(m, r->before[i++], r->now[j++]);
        else if (here == best[(i + 1) * wide + j])
            i++;
        else
            j++;
    }
    bc_mem_free(best);
}

typedef struct sight {
    uint64_t whole;
    uint32_t place;
    bool now;
} sight;

static int by_whole(const void *a, const void *b)
{
    const sight *x = a, *y = b;
    if (x->whole != y->whole)
        return x->whole < y->whole ? -1 : 1;
    if (x->now != y->now)
        return x->now ? 1 : -1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Of each new element the old one that is equal, where both stand once; else BC_COMPARE_NONE. */
static uint32_t *find_single(const matching *m, const rest *r)
{
    const size_t n = (size_t)r->before_count + r->now_count;
    sight *all = bc_mem_alloc(bc_mem_product(n + 1, sizeof *all));
    uint32_t *single = bc_mem_alloc(bc_mem_product(r->now_count, sizeof *single));
    for (uint32_t i = 0; i < r->before_count; i++)
        all[i] = (sight){ old_at(m, r, i)->whole, i, false };
    for (uint32_t j = 0; j < r->now_count; j++) {
        all[r->before_count + j] = (sight){ new_at(m, r, j)->whole, j, true };
        single[j] = BC_COMPARE_NONE;
    }
    qsort(all, n, sizeof *all, by_whole);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && all[end].whole == all[i].whole;)
            end++;
        if (end - i == 2 && !all[i].now && all[i + 1].now)
            single[all[i + 1].place] = all[i].place;
    }
    bc_mem_free(all);
    return single;
}

/* Keeps of these the longest sequence that ascends. */
static void keep_ascending(uint32_t *single, uint32_t n)
{
    uint32_t *tails = bc_mem_alloc(bc_mem_product((size_t)n + 1, sizeof *tails)), length = 0;
    uint32_t *back = bc_mem_alloc(bc_mem_product((size_t)n + 1, sizeof *back));
    for (uint32_t j = 0; j < n; j++) {
        if (single[j] == BC_COMPARE_NONE)
            continue;
        uint32_t from = 0, to = length;
        while (from < to) {
            const uint32_t middle = from + (to - from) / 2;
            if (single[tails[middle]] < single[j])
                from = middle + 1;
            else
                to = middle;
        }
        back[j] = from ? tails[from - 1] : BC_COMPARE_NONE;
        tails[from] = j;
        length = from == length ? length + 1 : length;
    }
    uint32_t at = length ? tails[length - 1] : BC_COMPARE_NONE;
    for (uint32_t j = n; j-- > 0;) {
        if (j == at)
            at = back[j];
        else
            single[j] = BC_COMPARE_NONE;
    }
    bc_mem_free(back);
    bc_mem_free(tails);
}

/* What is still too long after it was cut stays apart: nobody reads such a list change by change. */
static void match_between(matching *m, rest r)
{
    trim(m, &r);
    if ((uint64_t)r.before_count * r.now_count <= MAX_CELLS)
        align(m, &r);
}

static void match_rest(matching *m, rest r)
{
    trim(m, &r);
    if ((uint64_t)r.before_count * r.now_count <= MAX_CELLS) {
        align(m, &r);
        return;
    }
    uint32_t *single = find_single(m, &r), i = 0, j = 0;
    keep_ascending(single, r.now_count);
    for (uint32_t k = 0; k < r.now_count; k++) {
        if (single[k] == BC_COMPARE_NONE)
            continue;
        match_between(m, (rest){ r.before + i, r.now + j, single[k] - i, k - j });
        pair(m, r.before[single[k]], r.now[k]);
        i = single[k] + 1;
        j = k + 1;
    }
    match_between(m, (rest){ r.before + i, r.now + j, r.before_count - i, r.now_count - j });
    bc_mem_free(single);
}

static const uint32_t *free_ones(const uint32_t *matched, uint32_t n, uint32_t *count, bc_arena *arena)
{
    uint32_t *places = BC_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        if (matched[i] == BC_COMPARE_NONE)
            places[(*count)++] = i;
    return places;
}

/* -- both ----------------------------------------------------------------------------------------------- */

static uint32_t *nothing_matched(bc_arena *arena, uint32_t n)
{
    uint32_t *of = BC_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        of[i] = BC_COMPARE_NONE;
    return of;
}

const uint32_t *bc_compare_match(const bc_compare_lists *lists, bc_arena *arena)
{
    matching m = { .lists = lists, .arena = arena };
    m.before = side_of(lists->before, arena);
    m.now = side_of(lists->now, arena);
    m.of_now = nothing_matched(arena, m.now.n);
    m.of_before = nothing_matched(arena, m.before.n);
    if (lists->field->label_count) { /* each place has a meaning of its own */
        for (uint32_t i = 0; i < m.now.n && i < m.before.n; i++)
            pair(&m, i, i);
        return m.of_now;
    }
    if (lists->key)
        match_by(&m, lists->key->fields, lists->key->n);
    else if (lists->field->child_count)
        match_by_form(&m);
    rest r = { 0 };
    r.before = free_ones(m.of_before, m.before.n, &r.before_count, arena);
    r.now = free_ones(m.of_now, m.now.n, &r.now_count, arena);
    match_rest(&m, r);
    return m.of_now;
}
