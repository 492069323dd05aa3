#include "record.h"

#include "base/unit.h"
#include "base/vec.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    bc_arena *arena;
    bc_str text;
    size_t at; /* start of a line */
} reader;

typedef BC_VEC(bc_value) datum_list;
typedef BC_VEC(bc_value_entry) entry_list;

static bc_value read_flow(bc_arena *arena, bc_str text);

static bool read_date(bc_str text, bc_value *out)
{
    int year, month = 0, day = 0, used = 0;
    char copy[32];
    if (text.n >= sizeof copy)
        return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    if (sscanf(copy, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3)
        used = 0;
    if (!used && sscanf(copy, "%4d年%2d月%n", &year, &month, &used) != 2)
        used = 0;
    if ((size_t)used != text.n)
        return false;
    *out = (bc_value){ .type = BC_VALUE_DATE, .text = text };
    out->as.date.year = (int16_t)year;
    out->as.date.month = (uint8_t)month;
    out->as.date.day = (uint8_t)(day * (copy[4] == '-'));
    return true;
}

static bool is_unit(bc_str text)
{
    return !text.n || bc_str_is(text, "%") || bc_str_is(text, "个") || bc_unit_money_power(text) >= 0;
}

static bc_value read_scalar(bc_str text)
{
    bc_decimal number;
    bc_value datum;
    size_t used;
    if (!text.n || bc_str_is(text, "null"))
        return bc_value_null();
    if (text.p[0] == '"')
        return bc_value_text(bc_str_slice(text, 1, text.n - 1));
    if (read_date(text, &datum))
        return datum;
    if (bc_str_is(text, "true") || bc_str_is(text, "false")) {
        datum = bc_value_bool(bc_str_is(text, "true"));
    } else if (bc_decimal_parse_prefix(text, &number, &used) &&
               is_unit(bc_str_trim(bc_str_slice(text, used, text.n)))) {
        datum = bc_value_number(number, bc_str_trim(bc_str_slice(text, used, text.n)));
    } else {
        return bc_value_text(text);
    }
    datum.text = text;
    return datum;
}

static bc_value list_of(bc_arena *arena, datum_list *list)
{
    bc_value *items = BC_NEW_ARRAY(arena, bc_value, list->n);
    if (list->n)
        memcpy(items, list->at, list->n * sizeof *items);
    bc_value datum = { .type = BC_VALUE_LIST, .n = (uint32_t)list->n, .as.items = items };
    bc_vec_release(list);
    return datum;
}

static bc_value map_of(bc_arena *arena, entry_list *list)
{
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, list->n);
    if (list->n)
        memcpy(entries, list->at, list->n * sizeof *entries);
    bc_value datum = { .type = BC_VALUE_MAP, .n = (uint32_t)list->n, .as.entries = entries };
    bc_vec_release(list);
    return datum;
}

static bc_value_entry read_pair(bc_arena *arena, bc_str text)
{
    size_t colon = bc_str_find(text, BC_STR(":"), 0);
    return (bc_value_entry){ bc_str_trim(bc_str_slice(text, 0, colon)),
                             read_flow(arena, bc_str_trim(bc_str_slice(text, colon + 1, text.n))) };
}

/* Lists and maps in brackets hold scalars only. */
static bc_value read_flow(bc_arena *arena, bc_str text)
{
    if (!text.n || (text.p[0] != '[' && text.p[0] != '{'))
        return read_scalar(text);
    datum_list items = { 0 };
    entry_list entries = { 0 };
    bool map = text.p[0] == '{';
    text = bc_str_slice(text, 1, text.n - 1);
    for (size_t from = 0; from < text.n;) {
        size_t comma = bc_str_find(text, BC_STR(","), from);
        bc_str part = bc_str_trim(bc_str_slice(text, from, comma));
        if (map)
            bc_vec_add(&entries, read_pair(arena, part));
        else
            bc_vec_add(&items, read_scalar(part));
        from = comma == SIZE_MAX ? text.n : comma + 1;
    }
    return map ? map_of(arena, &entries) : list_of(arena, &items);
}

static bc_str line_at(const reader *in, size_t *blanks)
{
    bc_str line = bc_str_slice(in->text, in->at, bc_str_find(in->text, BC_STR("\n"), in->at));
    *blanks = 0;
    while (*blanks < line.n && line.p[*blanks] == ' ')
        ++*blanks;
    return bc_str_slice(line, *blanks, line.n);
}

static void next_line(reader *in)
{
    size_t end = bc_str_find(in->text, BC_STR("\n"), in->at);
    in->at = end == SIZE_MAX ? in->text.n : end + 1;
}

static bc_value read_block(reader *in, size_t indent)
{
    datum_list items = { 0 };
    entry_list entries = { 0 };
    bool list = false;
    while (in->at < in->text.n) {
        size_t blanks;
        bc_str line = line_at(in, &blanks);
        if (line.n && blanks < indent)
            break;
        next_line(in);
        if (!line.n)
            continue;
        if (bc_str_starts(line, BC_STR("- "))) {
            list = true;
            bc_vec_add(&items, read_flow(in->arena, bc_str_trim(bc_str_slice(line, 2, line.n))));
            continue;
        }
        bc_value_entry entry = read_pair(in->arena, line);
        if (line.p[line.n - 1] == ':')
            entry.value = read_block(in, blanks + 1);
        bc_vec_add(&entries, entry);
    }
    return list ? list_of(in->arena, &items) : map_of(in->arena, &entries);
}

bc_value record_read(bc_arena *arena, bc_str text)
{
    reader in = { .arena = arena, .text = text };
    return read_block(&in, 0);
}

static void show_number(const bc_value *datum, bc_buf *out)
{
    bc_decimal_print(datum->as.number, -1, false, out);
    if (datum->unit.n)
        bc_buf_printf(out, " %.*s", BC_STR_ARG(datum->unit));
}

static void show_date(const bc_value *datum, bc_buf *out)
{
    bc_buf_printf(out, "%04d", datum->as.date.year);
    if (datum->as.date.month)
        bc_buf_printf(out, "-%02d", datum->as.date.month);
    if (datum->as.date.day)
        bc_buf_printf(out, "-%02d", datum->as.date.day);
}

void record_show(const bc_value *datum, bc_buf *out)
{
    switch (datum->type) {
    case BC_VALUE_NULL:
        bc_buf_add_text(out, "null");
        break;
    case BC_VALUE_BOOL:
        bc_buf_add_text(out, datum->as.boolean ? "true" : "false");
        break;
    case BC_VALUE_NUMBER:
        show_number(datum, out);
        break;
    case BC_VALUE_TEXT:
        bc_buf_printf(out, "'%.*s'", BC_STR_ARG(datum->text));
        break;
    case BC_VALUE_DATE:
        show_date(datum, out);
        break;
    case BC_VALUE_LIST:
        bc_buf_add_char(out, '[');
        for (uint32_t i = 0; i < datum->n; i++) {
            bc_buf_add_text(out, i ? ", " : "");
            record_show(&datum->as.items[i], out);
        }
        bc_buf_add_char(out, ']');
        break;
    case BC_VALUE_MAP:
        bc_buf_add_char(out, '{');
        for (uint32_t i = 0; i < datum->n; i++) {
            bc_buf_printf(out, "%s%.*s: ", i ? ", " : "", BC_STR_ARG(datum->as.entries[i].key));
            record_show(&datum->as.entries[i].value, out);
        }
        bc_buf_add_char(out, '}');
        break;
    }
}
