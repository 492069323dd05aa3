/* Numbers that run on. A template writes them for one element of what it repeats (4, 5, 6=4-5), so each step between
 * two that stand beside each other is the written one, and where the written numbers begin anew the next element's
 * follow on. An operand of an element means that of the same element; `2+…` means all of them, within the element
 * around it where there is one. */
#include "layout/private/ordinals.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
    SPELLED = 4, /* of so many a sum names each */
    CIRCLED_ONE = 0x2460,
    CIRCLED = 20,
    LETTERS = 26
};

/* -- numbering ------------------------------------------------------------------------------------------ */

static void run_on(bc_layout_ordinal *at, uint32_t n)
{
    uint32_t written = 0, number = 0, round = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t own = at[i].form->number;
        bool again = i > 0 && at[i].form->repeated && own <= written;
        number += again ? 1 : own - written;
        round += again;
        written = own;
        at[i].number = number;
        at[i].round = round;
    }
}

bc_layout_ordinals bc_layout_ordinals_number(bc_layout_ordinal *at, uint32_t n, bc_arena *arena)
{
    bc_layout_ordinals o = { .at = at, .n = n };
    run_on(at, n);
    for (uint32_t i = 0; i < n; i++)
        o.most = at[i].form->number > o.most ? at[i].form->number : o.most;
    uint32_t *first = BC_NEW_ARRAY(arena, uint32_t, o.most + 3U), *of = BC_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        first[at[i].form->number + 2]++;
    for (uint32_t k = 2; k <= o.most + 2; k++)
        first[k] += first[k - 1];
    for (uint32_t i = 0; i < n; i++)
        of[first[at[i].form->number + 1]++] = i;
    o.first = first;
    o.of = of;
    return o;
}

/* -- operands ------------------------------------------------------------------------------------------- */

/* The first of of[from] .. of[to - 1] that is not before the i-th; `to` when all are. */
static uint32_t at_or_behind(const bc_layout_ordinals *o, uint32_t from, uint32_t to, uint32_t i)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (o->of[middle] < i)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The one of the same element, else the nearest before, else the first. */
static void find_one(const bc_layout_ordinals *o, uint32_t i, uint32_t *from, uint32_t *to)
{
    uint32_t behind = at_or_behind(o, *from, *to, i), round = o->at[i].round;
    bool next = behind < *to && o->at[o->of[behind]].round == round;
    bool last = behind > *from && o->at[o->of[behind - 1]].round == round;
    uint32_t one = !last && (next || behind == *from) ? behind : behind - 1;
    *from = one;
    *to = one + 1;
}

/* All that stand between the element's own number and that of the next, or of the one before where they come first. */
static void find_all(const bc_layout_ordinals *o, uint32_t i, uint32_t *from, uint32_t *to)
{
    uint32_t own = o->at[i].form->number, first = o->first[own], last = o->first[own + 1];
    uint32_t self = at_or_behind(o, first, last, i);
    uint32_t low = self > first ? o->of[self - 1] : 0, high = self + 1 < last ? o->of[self + 1] : o->n;
    uint32_t behind = at_or_behind(o, *from, *to, i);
    if (behind < *to && o->of[behind] < high && own < o->at[o->of[behind]].form->number) {
        *from = behind;
        *to = at_or_behind(o, behind, *to, high);
    } else {
        *from = at_or_behind(o, *from, behind, low);
        *to = behind;
    }
}

void bc_layout_ordinals_find(const bc_layout_ordinals *o, uint32_t i, const bc_form_operand *operand, uint32_t *from,
                             uint32_t *to)
{
    *from = *to = 0;
    if (operand->number > o->most)
        return;
    *from = o->first[operand->number];
    *to = o->first[operand->number + 1];
    if (*from == *to)
        return;
    if (!operand->all)
        find_one(o, i, from, to);
    else if (o->at[i].form->repeated)
        find_all(o, i, from, to);
}

/* -- printing ------------------------------------------------------------------------------------------- */

static void put_number(bc_buf *out, uint32_t number, bc_form_ordinal_script script)
{
    char bytes[4];
    if (script == BC_ORDINAL_CIRCLED && number <= CIRCLED)
        bc_buf_add_str(out, (bc_str){ bytes, bc_utf8_encode(CIRCLED_ONE + number - 1, bytes) });
    else if (script == BC_ORDINAL_LETTERS && number <= LETTERS)
        bc_buf_add_char(out, (char)('A' + number - 1));
    else
        bc_buf_printf(out, "%u", number);
}

static void put_all(const bc_layout_ordinals *o, uint32_t i, const bc_form_ordinal_piece *piece, bc_buf *out)
{
    uint32_t from, to;
    bc_layout_ordinals_find(o, i, &(bc_form_operand){ .number = piece->number, .all = true }, &from, &to);
    for (uint32_t k = from; k < to; k++) {
        bool left_out = to - from > SPELLED && k > from + 1 && k + 1 < to;
        if (left_out && k > from + 2)
            continue;
        bc_buf_add_text(out, k > from ? "+" : "");
        if (left_out)
            bc_buf_add_text(out, "…");
        else
            put_number(out, o->at[o->of[k]].number, piece->script);
    }
}

bc_str bc_layout_ordinals_print(const bc_layout_ordinals *o, uint32_t i, bc_arena *arena)
{
    const bc_form_ordinal *form = o->at[i].form;
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t k = 0; k < form->piece_count; k++) {
        const bc_form_ordinal_piece *piece = &form->pieces[k];
        uint32_t number = k ? piece->number : o->at[i].number, from, to;
        bc_buf_add_str(&out, piece->before);
        if (piece->all) {
            put_all(o, i, piece, &out);
        } else if (number) {
            bc_layout_ordinals_find(o, i, &(bc_form_operand){ .number = number }, &from, &to);
            put_number(&out, k && from < to ? o->at[o->of[from]].number : number, piece->script);
        }
    }
    bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}
