/* Values written as PDF has them (ISO 32000-1, 7.3). Strings come as figures, so that none needs to be escaped. */
#include "sign/private/objects.h"

#include "base/utf8.h"

#include <string.h>

static const char HEX[] = "0123456789ABCDEF";

void bc_sign_put_hex(bc_buf *out, bc_str bytes)
{
    bc_buf_add_char(out, '<');
    for (size_t i = 0; i < bytes.n; i++) {
        const unsigned char c = (unsigned char)bytes.p[i];
        const char digits[2] = { HEX[c >> 4], HEX[c & 15] };
        bc_buf_add(out, digits, sizeof digits);
    }
    bc_buf_add_char(out, '>');
}

static void put_name(bc_buf *out, bc_str name)
{
    bc_buf_add_char(out, '/');
    for (size_t i = 0; i < name.n; i++) {
        const unsigned char c = (unsigned char)name.p[i];
        if (c > ' ' && c < 0x7F && !strchr("#/()<>[]{}%", c)) {
            bc_buf_add_char(out, (char)c);
            continue;
        }
        const char escape[3] = { '#', HEX[c >> 4], HEX[c & 15] };
        bc_buf_add(out, escape, sizeof escape);
    }
}

void bc_sign_put_ref(bc_buf *out, uint32_t number, uint32_t generation)
{
    bc_buf_printf(out, "%u %u R", number, generation);
}

void bc_sign_put_entries(bc_buf *out, const bc_pdfread_object *dict, const char *const *but)
{
    for (uint32_t i = 0; bc_sign_is_dict(dict) && i < dict->n; i++) {
        bool left_out = false;
        for (const char *const *key = but; key && *key && !left_out; key++)
            left_out = bc_str_is(dict->as.entries[i].key, *key);
        if (left_out)
            continue;
        put_name(out, dict->as.entries[i].key);
        bc_buf_add_char(out, ' ');
        bc_sign_put_object(out, &dict->as.entries[i].value);
    }
}

static void put_array(bc_buf *out, const bc_pdfread_object *array)
{
    bc_buf_add_char(out, '[');
    for (uint32_t i = 0; i < array->n; i++) {
        if (i)
            bc_buf_add_char(out, ' ');
        bc_sign_put_object(out, &array->as.items[i]);
    }
    bc_buf_add_char(out, ']');
}

void bc_sign_put_object(bc_buf *out, const bc_pdfread_object *object)
{
    switch (object->kind) {
    case BC_PDFREAD_NULL:
        bc_buf_add_text(out, "null");
        break;
    case BC_PDFREAD_BOOL:
        bc_buf_add_text(out, object->as.truth ? "true" : "false");
        break;
    case BC_PDFREAD_INTEGER:
        bc_buf_add_int(out, object->as.integer);
        break;
    case BC_PDFREAD_REAL:
        bc_buf_add_str(out, object->as.text);
        break;
    case BC_PDFREAD_STRING:
        bc_sign_put_hex(out, object->as.text);
        break;
    case BC_PDFREAD_NAME:
        put_name(out, object->as.text);
        break;
    case BC_PDFREAD_ARRAY:
        put_array(out, object);
        break;
    case BC_PDFREAD_DICT:
    case BC_PDFREAD_STREAM:
        bc_buf_add_text(out, "<<");
        bc_sign_put_entries(out, object, NULL);
        bc_buf_add_text(out, ">>");
        break;
    case BC_PDFREAD_REF:
        bc_sign_put_ref(out, object->as.ref, object->n);
        break;
    }
}

void bc_sign_put_text(bc_buf *out, bc_str text)
{
    enum { PLANE = 0x10000, HIGH = 0xD800, LOW = 0xDC00, HALF = 10, HALF_MASK = 0x3FF };
    bc_buf_add_text(out, "<FEFF");
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c < PLANE)
            bc_buf_printf(out, "%04X", c);
        else
            bc_buf_printf(out, "%04X%04X", HIGH + ((c - PLANE) >> HALF), LOW + ((c - PLANE) & HALF_MASK));
    }
    bc_buf_add_char(out, '>');
}

void bc_sign_put_length(bc_buf *out, int64_t thousandths)
{
    const uint64_t value = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    bc_buf_printf(out, "%s%llu", thousandths < 0 ? "-" : "", (unsigned long long)(value / 1000));
    if (value % 1000)
        bc_buf_printf(out, ".%03u", (unsigned)(value % 1000));
}

bool bc_sign_length_of(const bc_pdfread_object *object, int64_t *thousandths)
{
    enum { MAX_UNITS = 10 * 1000 * 1000, PLACES = 3 };
    if (object->kind == BC_PDFREAD_INTEGER) {
        const bool fits = object->as.integer >= -MAX_UNITS && object->as.integer <= MAX_UNITS;
        *thousandths = fits ? object->as.integer * 1000 : 0;
        return fits;
    }
    if (object->kind != BC_PDFREAD_REAL)
        return false;
    const bc_str text = object->as.text;
    const bool negative = text.n && text.p[0] == '-';
    int64_t value = 0;
    unsigned places = 0;
    bool point = false;
    for (size_t i = negative || (text.n && text.p[0] == '+'); i < text.n && places < PLACES; i++) {
        if (text.p[i] == '.') {
            point = true;
            continue;
        }
        value = value * 10 + (text.p[i] - '0');
        places += point;
        if (value > (int64_t)MAX_UNITS * 1000)
            return false;
    }
    for (; places < PLACES; places++)
        value *= 10;
    *thousandths = negative ? -value : value;
    return value <= (int64_t)MAX_UNITS * 1000;
}

bool bc_sign_is_dict(const bc_pdfread_object *object)
{
    return object->kind == BC_PDFREAD_DICT || object->kind == BC_PDFREAD_STREAM;
}

bc_str bc_sign_text_of(bc_arena *arena, const bc_pdfread_object *object)
{
    if (object->kind != BC_PDFREAD_STRING)
        return BC_STR("");
    bc_buf text;
    bc_buf_init(&text);
    (void)bc_pdfread_text_up_to(object->as.text, BC_SIGN_MAX_TEXT, &text);
    const bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}
