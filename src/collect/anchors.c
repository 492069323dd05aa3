/* Names are compared without case, and with `_` for the points and hyphens of paths: .xls files know no others. Which
 * of several readings is meant (`done_last` is one key or two) the form decides; the longest key that leads somewhere
 * is taken. */
#include "collect/private/anchors.h"

#include "form/anchor.h"

static char plain(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + 32);
    return c == '.' || c == '-' ? '_' : c;
}

static bool begins(bc_str text, bc_str prefix)
{
    if (text.n < prefix.n)
        return false;
    for (size_t i = 0; i < prefix.n; i++)
        if (plain(text.p[i]) != plain(prefix.p[i]))
            return false;
    return true;
}

bc_collect_mark bc_collect_mark_of(bc_str name)
{
    static const struct {
        bc_str prefix;
        bc_collect_mark mark;
        bool whole;
    } MARKS[] = {
        { { BC_FORM_ANCHOR_FORM, sizeof BC_FORM_ANCHOR_FORM - 1 }, BC_COLLECT_FORM, true },
        { { BC_FORM_ANCHOR_ROWS, sizeof BC_FORM_ANCHOR_ROWS - 1 }, BC_COLLECT_ROWS, false },
        { { BC_FORM_ANCHOR_VALUE BC_FORM_ANCHOR_PAGE ".", sizeof BC_FORM_ANCHOR_VALUE BC_FORM_ANCHOR_PAGE "." - 1 },
          BC_COLLECT_PAGE,
          false },
        { { BC_FORM_ANCHOR_VALUE BC_FORM_ANCHOR_SAID ".", sizeof BC_FORM_ANCHOR_VALUE BC_FORM_ANCHOR_SAID "." - 1 },
          BC_COLLECT_SAID,
          false },
        { { BC_FORM_ANCHOR_VALUE, sizeof BC_FORM_ANCHOR_VALUE - 1 }, BC_COLLECT_VALUE, false }
    };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (begins(name, MARKS[i].prefix) && (!MARKS[i].whole || name.n == MARKS[i].prefix.n))
            return MARKS[i].mark;
    return BC_COLLECT_NONE;
}

static bool resolve(const bc_form_field *fields, uint32_t n, bc_str rest, bc_collect_anchor *anchor);

/* `_12` and what follows; false: it does not begin so. */
static bool take_index(bc_str *rest, uint32_t *index)
{
    size_t at = 1;
    *index = 0;
    if (rest->n < 2 || plain(rest->p[0]) != '_')
        return false;
    for (; at < rest->n && rest->p[at] >= '0' && rest->p[at] <= '9' && *index <= BC_COLLECT_MAX_INDEX; at++)
        *index = *index * 10 + (uint32_t)(rest->p[at] - '0');
    if (at == 1 || *index > BC_COLLECT_MAX_INDEX || (at < rest->n && plain(rest->p[at]) != '_'))
        return false;
    *rest = bc_str_slice(*rest, at, rest->n);
    return true;
}

static bool resolve_list(const bc_form_field *field, bc_str rest, bc_collect_anchor *anchor)
{
    bc_collect_step *step = &anchor->way[anchor->n - 1];
    if (!rest.n)
        return anchor->rows || !field->child_count;
    if (!take_index(&rest, &step->index))
        return false;
    if (!rest.n)
        return !anchor->rows && !field->child_count;
    return resolve(field->children, field->child_count, bc_str_slice(rest, 1, rest.n), anchor);
}

static bool resolve_field(const bc_form_field *field, bc_str rest, bc_collect_anchor *anchor)
{
    if (anchor->n == BC_COLLECT_DEPTH)
        return false;
    anchor->way[anchor->n++] = (bc_collect_step){ field, BC_COLLECT_WHOLE };
    if (field->type == BC_FIELD_LIST)
        return resolve_list(field, rest, anchor);
    if (!rest.n)
        return field->type != BC_FIELD_GROUP && !anchor->rows;
    return resolve(field->children, field->child_count, bc_str_slice(rest, 1, rest.n), anchor);
}

static bool resolve(const bc_form_field *fields, uint32_t n, bc_str rest, bc_collect_anchor *anchor)
{
    bc_collect_anchor best = { 0 };
    size_t longest = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_str key = fields[i].key;
        if (key.n <= longest || !begins(rest, key) || (rest.n > key.n && plain(rest.p[key.n]) != '_'))
            continue;
        bc_collect_anchor tried = *anchor;
        if (!resolve_field(&fields[i], bc_str_slice(rest, key.n, rest.n), &tried))
            continue;
        best = tried;
        longest = key.n;
    }
    if (longest)
        *anchor = best;
    return longest > 0;
}

bool bc_collect_anchor_find(const bc_form *form, bc_str name, bc_collect_anchor *out)
{
    *out = (bc_collect_anchor){ .name = name, .rows = bc_collect_mark_of(name) == BC_COLLECT_ROWS };
    const size_t prefix = out->rows ? sizeof BC_FORM_ANCHOR_ROWS - 1 : sizeof BC_FORM_ANCHOR_VALUE - 1;
    return resolve(form->fields.at, form->fields.n, bc_str_slice(name, prefix, name.n), out);
}
