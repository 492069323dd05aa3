/* A value is a byte that says what it is, then what it needs: a number its digits and, where they say more than the
 * number, the words that it was written with; the unit of its field costs nothing. Texts that come again and again, as
 * names of departments do, are made once. Where a value stands in its file is kept for words alone that stand in for a
 * number, for only of them something may have to be said. */
#include "gather/private/pack.h"

#include <assert.h>
#include <string.h>

enum { TYPE_BITS = 7, HAS_TEXT = 8, UNREAD_SHIFT = 4, UNREAD_BITS = 3 };
enum { UNIT_NONE, UNIT_OF_FIELD, UNIT_PERCENT, UNIT_WORDS };

/* -- to bytes ------------------------------------------------------------------------------------------- */

static void pack_wide(unsigned __int128 n, bc_buf *out)
{
    while (n >= 0x80) {
        bc_buf_add_char(out, (char)(0x80 | (int)(n & 0x7F)));
        n >>= 7;
    }
    bc_buf_add_char(out, (char)n);
}

void bc_gather_pack_number(uint64_t n, bc_buf *out)
{
    pack_wide(n, out);
}

static void pack_text(bc_str text, bc_buf *out)
{
    bc_gather_pack_number(text.n, out);
    bc_buf_add_str(out, text);
}

static void pack_unit(const bc_value *value, const bc_form_field *field, bc_buf *out)
{
    const int kind = !value->unit.n                        ? UNIT_NONE
                     : bc_str_eq(value->unit, field->unit) ? UNIT_OF_FIELD
                     : bc_str_is(value->unit, "%")         ? UNIT_PERCENT
                                                           : UNIT_WORDS;
    bc_buf_add_char(out, (char)kind);
    if (kind == UNIT_WORDS)
        pack_text(value->unit, out);
}

static void pack_decimal(bc_decimal number, bc_buf *out)
{
    const unsigned __int128 sign = number.coef < 0;
    const unsigned __int128 size = sign ? -(unsigned __int128)number.coef : (unsigned __int128)number.coef;
    bc_buf_add_char(out, (char)number.scale);
    pack_wide(size << 1 | sign, out); /* coefficients have 38 digits: the highest bit is free */
}

/* Whether the words of a number are those that it has by itself. */
static bool is_plain(const bc_value *value)
{
    bc_buf plain;
    bc_buf_init(&plain);
    bc_decimal_print(value->as.number, -1, false, &plain);
    const bool same = bc_str_eq(bc_buf_str(&plain), value->text);
    bc_buf_release(&plain);
    return same;
}

static void pack_entries(const bc_value *map, const bc_form_field *field, bc_buf *out)
{
    for (uint32_t i = 0; i < field->child_count; i++)
        bc_gather_pack_value(map->type == BC_VALUE_MAP ? &map->as.entries[i].value : &bc_value_nothing,
                             &field->children[i], out);
}

static void pack_list(const bc_value *list, const bc_form_field *field, bc_buf *out)
{
    bc_form_field element = *field;
    element.type = field->element;
    bc_gather_pack_number(list->n, out);
    for (uint32_t i = 0; i < list->n; i++)
        if (field->child_count)
            pack_entries(&list->as.items[i], field, out);
        else
            bc_gather_pack_value(&list->as.items[i], &element, out);
}

static void pack_place(const bc_value *value, bc_buf *out)
{
    const bc_diag_mark mark = value->origin ? value->origin->mark : (bc_diag_mark){ 0 };
    bc_gather_pack_number(mark.line, out);
    bc_gather_pack_number(mark.column, out);
    bc_gather_pack_number(mark.length, out);
}

void bc_gather_pack_value(const bc_value *value, const bc_form_field *field, bc_buf *out)
{
    const bool map = value->type == BC_VALUE_MAP, list = value->type == BC_VALUE_LIST;
    const bool text = value->text.n && !map && !list && !(value->type == BC_VALUE_NUMBER && is_plain(value));
    const bc_value_unread unread = bc_value_unread_of(value);
    bc_buf_add_char(out, (char)((int)value->type | (text ? HAS_TEXT : 0) | (int)unread << UNREAD_SHIFT));
    if (text)
        pack_text(value->text, out);
    if (unread)
        pack_place(value, out);
    switch (value->type) {
    case BC_VALUE_BOOL:
        bc_buf_add_char(out, value->as.boolean);
        break;
    case BC_VALUE_NUMBER:
        pack_decimal(value->as.number, out);
        pack_unit(value, field, out);
        break;
    case BC_VALUE_DATE:
        bc_gather_pack_number((uint16_t)value->as.date.year, out);
        bc_buf_add_char(out, (char)value->as.date.month);
        bc_buf_add_char(out, (char)value->as.date.day);
        break;
    case BC_VALUE_LIST:
        pack_list(value, field, out);
        break;
    case BC_VALUE_MAP:
        pack_entries(value, field, out);
        break;
    case BC_VALUE_NULL:
    case BC_VALUE_TEXT:
        break;
    }
}

/* -- and back ------------------------------------------------------------------------------------------- */

static unsigned unpack_byte(bc_gather_unpacker *in)
{
    assert(in->rest.n);
    const unsigned byte = (unsigned char)in->rest.p[0];
    in->rest = (bc_str){ in->rest.p + 1, in->rest.n - 1 };
    return byte;
}

static unsigned __int128 unpack_wide(bc_gather_unpacker *in)
{
    unsigned __int128 n = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned byte = unpack_byte(in);
        n |= (unsigned __int128)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
}

uint64_t bc_gather_unpack_number(bc_gather_unpacker *in)
{
    return (uint64_t)unpack_wide(in);
}

static bc_str unpack_text(bc_gather_unpacker *in)
{
    const size_t n = bc_gather_unpack_number(in);
    assert(n <= in->rest.n);
    const bc_str text = { in->rest.p, n };
    in->rest = (bc_str){ in->rest.p + n, in->rest.n - n };
    enum { SHORT = 24 }; /* as names of departments are, which come again */
    if (in->stays && text.n > SHORT)
        return text;
    bc_str *known = &in->words->at[bc_str_hash(text) % BC_GATHER_WORDS];
    if (!known->p || !bc_str_eq(*known, text))
        *known = in->stays ? text : bc_arena_str(in->arena, text);
    return *known; /* also of what stays: to compare a million of them brings in few pages of the file */
}

static bc_str unpack_unit(bc_gather_unpacker *in, const bc_form_field *field)
{
    switch (unpack_byte(in)) {
    case UNIT_OF_FIELD:
        return field->unit;
    case UNIT_PERCENT:
        return BC_STR("%");
    case UNIT_WORDS:
        return unpack_text(in);
    default:
        return (bc_str){ 0 };
    }
}

static bc_decimal unpack_decimal(bc_gather_unpacker *in)
{
    bc_decimal number = { .scale = (uint8_t)unpack_byte(in) };
    const unsigned __int128 n = unpack_wide(in);
    number.coef = (bc_decimal_int128)(n >> 1);
    if (n & 1)
        number.coef = -number.coef;
    return number;
}

static bc_value unpack_entries(bc_gather_unpacker *in, const bc_form_field *field)
{
    bc_value_entry *entries = BC_NEW_ARRAY(in->arena, bc_value_entry, field->child_count);
    for (uint32_t i = 0; i < field->child_count; i++) {
        bc_value value = bc_gather_unpack_value(in, &field->children[i]);
        entries[i] = (bc_value_entry){ field->children[i].key, value };
    }
    return (bc_value){ .type = BC_VALUE_MAP, .n = field->child_count, .as.entries = entries };
}

static bc_value unpack_list(bc_gather_unpacker *in, const bc_form_field *field)
{
    bc_form_field element = *field;
    element.type = field->element;
    const uint32_t n = (uint32_t)bc_gather_unpack_number(in);
    bc_value *items = BC_NEW_ARRAY(in->arena, bc_value, n);
    for (uint32_t i = 0; i < n; i++)
        items[i] = field->child_count ? unpack_entries(in, field) : bc_gather_unpack_value(in, &element);
    return (bc_value){ .type = BC_VALUE_LIST, .n = n, .as.items = items };
}

static const bc_node *unpack_place(bc_gather_unpacker *in, bc_str text)
{
    const size_t line = bc_gather_unpack_number(in);
    const size_t column = bc_gather_unpack_number(in);
    const size_t length = bc_gather_unpack_number(in);
    return bc_node_new_text(in->arena, bc_diag_mark_at(in->source, line, column, length), text, true);
}

bc_value bc_gather_unpack_value(bc_gather_unpacker *in, const bc_form_field *field)
{
    const unsigned tag = unpack_byte(in);
    bc_value value = { .type = (bc_value_type)(tag & TYPE_BITS) };
    const bc_value_unread unread = (bc_value_unread)(tag >> UNREAD_SHIFT & UNREAD_BITS);
    const bc_str text = tag & HAS_TEXT ? unpack_text(in) : (bc_str){ 0 };
    const bc_node *origin = unread ? unpack_place(in, text) : NULL;
    switch (value.type) {
    case BC_VALUE_BOOL:
        value.as.boolean = unpack_byte(in) != 0;
        break;
    case BC_VALUE_NUMBER:
        value.as.number = unpack_decimal(in);
        value.unit = unpack_unit(in, field);
        break;
    case BC_VALUE_DATE:
        value.as.date.year = (int16_t)bc_gather_unpack_number(in);
        value.as.date.month = (uint8_t)unpack_byte(in);
        value.as.date.day = (uint8_t)unpack_byte(in);
        break;
    case BC_VALUE_LIST:
        return unpack_list(in, field);
    case BC_VALUE_MAP:
        return unpack_entries(in, field);
    case BC_VALUE_TEXT:
        value.as.unread = unread;
        break;
    case BC_VALUE_NULL:
        break;
    }
    value.text = text;
    value.origin = origin;
    return value;
}
