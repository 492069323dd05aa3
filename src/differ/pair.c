/* Records are laid beside each other in rounds, by less and less that they have in common: code and form, code alone,
 * name with unit and form, name with unit, name and form, name alone. What one round has found is no part of the next.
 * A round sorts the records of both sides by what it asks for, so that those which agree lie together; where several
 * do, they are taken in the order of their names, which is told, and never in that of their files. Where a name alone
 * is all that two records have in common, it must be the only one on both sides. */
#include "differ/private/pair.h"

#include "base/tr.h"

#include <stdlib.h>

enum { WITH_CODE = 1, WITH_NAME = 2, WITH_UNIT = 4, WITH_FORM = 8, ALONE = 16 };

static const unsigned ROUNDS[] = {
    WITH_CODE | WITH_FORM,         WITH_CODE,         WITH_NAME | WITH_UNIT | WITH_FORM, WITH_NAME | WITH_UNIT,
    WITH_NAME | WITH_FORM | ALONE, WITH_NAME | ALONE,
};

typedef struct sight {
    const bc_differ_record *record;
    uint32_t number;
    bool now;
    unsigned by;
} sight;

/* -- the order ------------------------------------------------------------------------------------------ */

/* Blanks in names are nobody's intention. */
static int compare_names(bc_str a, bc_str b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.n && (a.p[i] == ' ' || a.p[i] == '\n'))
            i++;
        while (k < b.n && (b.p[k] == ' ' || b.p[k] == '\n'))
            k++;
        if (i == a.n || k == b.n)
            return (i < a.n) - (k < b.n);
        if (a.p[i] != b.p[k])
            return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
    }
}

/* By what the round asks for. */
static int compare_keys(const sight *a, const sight *b)
{
    int order = 0;
    if (a->by & WITH_CODE)
        order = bc_str_compare(a->record->code, b->record->code);
    if (!order && a->by & WITH_NAME)
        order = compare_names(a->record->name, b->record->name);
    if (!order && a->by & WITH_UNIT)
        order = compare_names(a->record->department, b->record->department);
    if (!order && a->by & WITH_FORM)
        order = bc_str_compare(a->record->template->form->id, b->record->template->form->id);
    return order;
}

/* And among those that agree: by name, the earlier side first. */
static int by_key(const void *x, const void *y)
{
    const sight *a = x, *b = y;
    int order = compare_keys(a, b);
    order = order ? order : (a->now > b->now) - (a->now < b->now);
    order = order ? order : compare_names(a->record->name, b->record->name);
    order = order ? order : compare_names(a->record->department, b->record->department);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* -- those that agree ----------------------------------------------------------------------------------- */

typedef struct pairing {
    bc_differ_set *before, *now;
    bc_diag_list *diags;
    unsigned by;
} pairing;

static void pair(const pairing *p, const sight *before, const sight *now)
{
    const bc_differ_match match = p->by & WITH_CODE ? BC_DIFFER_BY_CODE : BC_DIFFER_BY_NAME;
    bc_differ_record *a = &p->before->records.at[before->number], *b = &p->now->records.at[now->number];
    a->match = b->match = match;
    a->other = now->number;
    b->other = before->number;
}

static void tell_several(const pairing *p, const sight *group, size_t before, size_t n)
{
    const size_t now = n - before;
    const sight *second = before > 1 ? &group[1] : &group[before + 1];
    const bc_str what = p->by & WITH_CODE ? second->record->code : second->record->name;
    const char *format = p->by & WITH_CODE ? bc_tr("the code %.*s stands in %zu records before and %zu now")
                                           : bc_tr("the name `%.*s` stands in %zu records before and %zu now");
    bc_diag_add(p->diags, BC_DIAG_WARNING, "W540", bc_differ_set_mark(second->record), format, BC_STR_ARG(what), before,
                now);
    bc_diag_hint(p->diags, "%s", bc_tr("they are compared in the order of their names; give each a code of its own"));
}

/* Equal names first, then what is left in their order. */
static void pair_several(const pairing *p, const sight *group, size_t before, size_t n)
{
    for (size_t i = 0, k = before; i < before && k < n;) {
        const int order = compare_names(group[i].record->name, group[k].record->name);
        if (!order)
            pair(p, &group[i], &group[k]);
        i += order <= 0;
        k += order >= 0;
    }
    for (size_t i = 0, k = before; i < before && k < n;) {
        if (group[i].record->match)
            i++;
        else if (group[k].record->match)
            k++;
        else
            pair(p, &group[i], &group[k]);
    }
}

static void take_group(const pairing *p, const sight *group, size_t n)
{
    size_t before = 0;
    while (before < n && !group[before].now)
        before++;
    if (!before || before == n || (p->by & ALONE && n != 2))
        return;
    if (n == 2) {
        pair(p, &group[0], &group[1]);
        return;
    }
    tell_several(p, group, before, n);
    pair_several(p, group, before, n);
}

/* -- rounds --------------------------------------------------------------------------------------------- */

/* What says nothing agrees with nothing. */
static bool takes_part(const bc_differ_record *record, unsigned by)
{
    return !record->match && (!(by & WITH_CODE) || record->code.n) && (!(by & WITH_NAME) || record->name.n);
}

static size_t see(const bc_differ_set *set, bool now, unsigned by, sight *out)
{
    size_t n = 0;
    for (size_t i = 0; i < set->records.n; i++)
        if (takes_part(&set->records.at[i], by))
            out[n++] = (sight){ &set->records.at[i], (uint32_t)i, now, by };
    return n;
}

static void run_round(const pairing *p, sight *room)
{
    const size_t before = see(p->before, false, p->by, room), n = before + see(p->now, true, p->by, room + before);
    if (!before || before == n)
        return;
    qsort(room, n, sizeof *room, by_key);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && !compare_keys(&room[from], &room[to]);)
            to++;
        take_group(p, room + from, to - from);
    }
}

void bc_differ_pair(bc_differ_set *before, bc_differ_set *now, bc_diag_list *diags)
{
    sight *room = bc_mem_alloc(bc_mem_product(before->records.n + now->records.n + 1, sizeof *room));
    for (size_t i = 0; i < sizeof ROUNDS / sizeof *ROUNDS; i++)
        run_round(&(pairing){ before, now, diags, ROUNDS[i] }, room);
    bc_mem_free(room);
}
