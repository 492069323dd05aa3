/* Where a file says that its objects are: a chain of tables and streams, from the newest part of the file back to the
 * first (ISO 32000-1, 7.5.4 to 7.5.8). What the newer part says counts, so places are taken in the order in which they
 * are met. */
#include "pdfread/private/file.h"

enum {
    MAX_SECTIONS = 1024, /* a file that was added to so often is none that anybody has */
    TAIL = 4096          /* bytes in which startxref is looked for */
};

typedef struct chain {
    bc_pdfread *file;
    BC_VEC(uint64_t) seen;
} chain;

static bool follow(chain *c, uint64_t at, bool hidden, uint64_t *previous);

static bc_pdfread_cursor cursor_at(bc_pdfread *file, uint64_t at)
{
    return (bc_pdfread_cursor){ .bytes = file->bytes,
                                .at = at < file->bytes.n ? (size_t)at : file->bytes.n,
                                .arena = &file->arena,
                                .values = &file->values };
}

/* Where the part of the file before is; false: there is none. */
static bool offset_of(bc_pdfread *file, const bc_pdfread_object *dict, const char *key, uint64_t *out)
{
    const bc_pdfread_object *value = bc_pdfread_raw(dict, key);
    if (!value)
        return false;
    *out = value->kind == BC_PDFREAD_INTEGER && value->as.integer >= 0 ? (uint64_t)value->as.integer : 0;
    return *out && *out < file->bytes.n;
}

static void take_trailer(bc_pdfread *file, const bc_pdfread_object *dict)
{
    if (file->trailer.kind == BC_PDFREAD_NULL) {
        file->end.streams = dict->kind == BC_PDFREAD_STREAM;
        file->trailer = *dict;
        file->trailer.kind = BC_PDFREAD_DICT;
    }
}

/* -- tables --------------------------------------------------------------------------------------------- */

/* `0000000017 00000 n`, with whatever blanks. */
static bool read_row(bc_pdfread_cursor *in, bc_pdfread *file, uint64_t number)
{
    uint64_t at, generation;
    if (!bc_pdfread_number(in, UINT64_C(9999999999), &at) || !bc_pdfread_number(in, UINT32_MAX, &generation))
        return false;
    if (bc_pdfread_word(in, "n"))
        bc_pdfread_add(file, number, at ? BC_PDFREAD_ALONE : BC_PDFREAD_FREE, at, generation);
    else if (bc_pdfread_word(in, "f"))
        bc_pdfread_add(file, number, BC_PDFREAD_FREE, 0, 0);
    else
        return false;
    return true;
}

static bool read_table(chain *c, bc_pdfread_cursor *in, uint64_t *previous)
{
    bc_pdfread *file = c->file;
    bc_pdfread_object trailer;
    uint64_t first, count, hybrid, ignored;
    while (bc_pdfread_number(in, UINT32_MAX, &first)) {
        if (!bc_pdfread_number(in, UINT32_MAX, &count))
            return false;
        for (uint64_t i = 0; i < count; i++)
            if (!read_row(in, file, first + i))
                return false;
    }
    if (!bc_pdfread_word(in, "trailer") || !bc_pdfread_value(in, &trailer) || trailer.kind != BC_PDFREAD_DICT)
        return false;
    take_trailer(file, &trailer);
    if (offset_of(file, &trailer, "XRefStm", &hybrid))
        (void)follow(c, hybrid, true, &ignored);
    *previous = 0;
    (void)offset_of(file, &trailer, "Prev", previous);
    return true;
}

/* -- streams -------------------------------------------------------------------------------------------- */

enum { FIELDS = 3, MAX_WIDTH = 8 };

static bool widths_of(bc_pdfread *file, const bc_pdfread_object *stream, unsigned widths[FIELDS])
{
    const bc_pdfread_object *w = bc_pdfread_find(file, stream, "W");
    for (uint32_t i = 0; i < FIELDS; i++) {
        const bc_pdfread_object *width = bc_pdfread_item(file, w, i);
        if (width->kind != BC_PDFREAD_INTEGER || width->as.integer < 0 || width->as.integer > MAX_WIDTH)
            return false;
        widths[i] = (unsigned)width->as.integer;
    }
    return widths[0] + widths[1] + widths[2] > 0;
}

static uint64_t field(const char **p, unsigned width, uint64_t otherwise)
{
    uint64_t value = width ? 0 : otherwise;
    for (unsigned i = 0; i < width; i++)
        value = value << 8 | (unsigned char)*(*p)++;
    return value;
}

/* The rows of the objects from `first` on; how many bytes they take. */
static size_t read_rows(bc_pdfread *file, bc_str rows, const unsigned widths[FIELDS], uint64_t first, uint64_t count)
{
    static const bc_pdfread_place_kind KINDS[] = { BC_PDFREAD_FREE, BC_PDFREAD_ALONE, BC_PDFREAD_PACKED };
    const size_t width = widths[0] + widths[1] + widths[2];
    const char *p = rows.p;
    uint64_t i = 0;
    for (; i < count && i < rows.n / width; i++) {
        const uint64_t kind = field(&p, widths[0], 1), at = field(&p, widths[1], 0), index = field(&p, widths[2], 0);
        if (kind < sizeof KINDS / sizeof *KINDS)
            bc_pdfread_add(file, first + i, KINDS[kind], at, index);
        else
            file->strange = true;
    }
    return (size_t)i * width;
}

static void read_sections(bc_pdfread *file, const bc_pdfread_object *stream, bc_str rows, const unsigned widths[FIELDS])
{
    const bc_pdfread_object *index = bc_pdfread_find(file, stream, "Index");
    if (index->kind != BC_PDFREAD_ARRAY) {
        (void)read_rows(file, rows, widths, 0, UINT64_MAX);
        return;
    }
    for (uint32_t i = 0; i + 1 < index->n && rows.n; i += 2) {
        const bc_pdfread_object *first = bc_pdfread_item(file, index, i), *count = bc_pdfread_item(file, index, i + 1);
        if (first->kind != BC_PDFREAD_INTEGER || count->kind != BC_PDFREAD_INTEGER || first->as.integer < 0 ||
            first->as.integer > BC_PDFREAD_MAX_NUMBER || count->as.integer < 0) {
            file->strange = true;
            return;
        }
        const size_t taken = read_rows(file, rows, widths, (uint64_t)first->as.integer, (uint64_t)count->as.integer);
        file->strange = file->strange || taken != (uint64_t)count->as.integer * (widths[0] + widths[1] + widths[2]);
        rows = bc_str_slice(rows, taken, rows.n);
    }
    file->strange = file->strange || rows.n;
}

static bool read_stream(chain *c, uint64_t at, bool hidden, uint64_t *previous)
{
    bc_pdfread *file = c->file;
    bc_pdfread_object stream;
    unsigned widths[FIELDS];
    uint32_t number;
    bc_buf rows;
    if (!bc_pdfread_object_at(file, at, &number, &stream) || stream.kind != BC_PDFREAD_STREAM ||
        !bc_pdfread_is_name(bc_pdfread_find(file, &stream, "Type"), "XRef") || !widths_of(file, &stream, widths))
        return false;
    bc_buf_init(&rows);
    const bc_pdfread_fault fault = bc_pdfread_unpack(file, &stream, file->structure, &rows);
    file->structure -= rows.n;
    file->over = file->over || fault == BC_PDFREAD_LIMIT;
    read_sections(file, &stream, bc_buf_str(&rows), widths);
    bc_buf_release(&rows);
    if (!hidden)
        take_trailer(file, &stream);
    *previous = 0;
    (void)offset_of(file, &stream, "Prev", previous);
    return fault == BC_PDFREAD_GOOD;
}

/* -- the chain ------------------------------------------------------------------------------------------ */

/* One part of it. `hidden`: the stream beside a table, which is no part of the chain. */
static bool follow(chain *c, uint64_t at, bool hidden, uint64_t *previous)
{
    for (size_t i = 0; i < c->seen.n; i++)
        if (c->seen.at[i] == at)
            return false;
    if (c->seen.n == MAX_SECTIONS)
        return false;
    bc_vec_add(&c->seen, at);
    bc_pdfread_cursor in = cursor_at(c->file, at);
    if (!hidden && bc_pdfread_word(&in, "xref"))
        return read_table(c, &in, previous);
    return read_stream(c, at, hidden, previous);
}

static bool find_start(bc_pdfread *file, uint64_t *out)
{
    const bc_str WORD = BC_STR("startxref");
    size_t from = file->bytes.n > TAIL ? file->bytes.n - TAIL : 0, last = SIZE_MAX;
    for (size_t at; (at = bc_str_find(file->bytes, WORD, from)) != SIZE_MAX; from = at + WORD.n)
        last = at;
    bc_pdfread_cursor in = cursor_at(file, last == SIZE_MAX ? file->bytes.n : last + WORD.n);
    return bc_pdfread_number(&in, file->bytes.n, out);
}

bool bc_pdfread_section(bc_pdfread *file, uint64_t at, uint64_t *previous)
{
    chain c = { .file = file };
    const bool good = follow(&c, at, false, previous);
    bc_vec_release(&c.seen);
    return good;
}

bool bc_pdfread_follow(bc_pdfread *file)
{
    chain c = { .file = file };
    uint64_t at;
    bool good = find_start(file, &at);
    file->end.at = at;
    while (good && at)
        good = follow(&c, at, false, &at);
    bc_vec_release(&c.seen);
    bc_pdfread_settle(file);
    return good && file->trailer.kind == BC_PDFREAD_DICT;
}
