/* Readers differ in what they make of files that nobody should write: of a key that is repeated, of an object that
 * stands twice, of a cross-reference that leads beside an object, whereupon some look for all objects by themselves and
 * find others. What was added to a signed file must leave no room for that. So it is gone through byte by byte, as a
 * sequence of parts that each consist of objects, a cross-reference and its place; then each cross-reference is read as
 * always, and has to lead to these objects, all of them, and to those of before where they were. */
#include "pdfread/private/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_TAIL = 64,    /* blanks at the end: the last startxref is looked for in the last thousand bytes */
    ROW = 20,         /* bytes of a row of a table */
    MAX_PARTS = 1024, /* as cross-references are followed */
    MAX_COMMENT = 200 /* bytes */
};

typedef struct body {
    uint32_t number, generation;
    uint64_t at;
    bool structure; /* a stream of cross-references */
    bool pack;      /* a stream of objects */
} body;

typedef struct scan {
    bc_pdfread *file;
    const bc_pdfread *then;
    bc_arena arena;
    uint32_t values;
    bool odd;
    bc_pdfread_cursor in;
    BC_VEC(body) bodies;      /* in the order of the file */
    size_t first;             /* of the part that is read */
    uint64_t place, previous; /* of its cross-reference, and of the one before */
    BC_VEC(uint32_t) packs;   /* object streams that objects were in before, by number */
} scan;

/* -- bytes ---------------------------------------------------------------------------------------------- */

static char byte(const scan *s, size_t on)
{
    return on < s->in.bytes.n - s->in.at ? s->in.bytes.p[s->in.at + on] : '\0';
}

static void blanks(scan *s)
{
    while (s->in.at < s->in.bytes.n && bc_pdfread_is_space(s->in.bytes.p[s->in.at]))
        s->in.at++;
}

/* One that would look like something else to whoever goes through the bytes is none. */
static bool is_harmless(bc_str comment)
{
    static const char *const WORDS[] = { "obj", "xref", "trailer", "stream", "%PDF", "%%EOF" };
    bool harmless = comment.n <= MAX_COMMENT;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && harmless; i++)
        harmless = bc_str_find(comment, bc_str_from(WORDS[i]), 0) == SIZE_MAX;
    return harmless;
}

static bool blanks_and_comments(scan *s)
{
    for (blanks(s); byte(s, 0) == '%'; blanks(s)) {
        const size_t from = s->in.at;
        while (s->in.at < s->in.bytes.n && byte(s, 0) != '\n' && byte(s, 0) != '\r')
            s->in.at++;
        if (!is_harmless(bc_str_slice(s->in.bytes, from, s->in.at)))
            return false;
    }
    return true;
}

/* Just here, and ended by a blank or a delimiter. */
static bool word(scan *s, const char *text)
{
    const size_t n = strlen(text);
    if (s->in.bytes.n - s->in.at < n || memcmp(s->in.bytes.p + s->in.at, text, n) != 0)
        return false;
    s->in.at += n;
    return s->in.at == s->in.bytes.n || bc_pdfread_is_space(byte(s, 0)) || strchr("<[(/%", byte(s, 0));
}

static bool starts_with(const scan *s, const char *text)
{
    return bc_str_starts(bc_str_slice(s->in.bytes, s->in.at, s->in.bytes.n), bc_str_from(text));
}

static bool number(scan *s, uint64_t most, uint64_t *out)
{
    return byte(s, 0) >= '0' && byte(s, 0) <= '9' && bc_pdfread_number(&s->in, most, out);
}

static bool line_end(scan *s)
{
    const size_t start = s->in.at;
    s->in.at += byte(s, 0) == '\r';
    s->in.at += byte(s, 0) == '\n';
    return s->in.at > start;
}

/* -- values --------------------------------------------------------------------------------------------- */

/* Generations: of what is asked for and what is there. */
static bool is_exact(scan *s, const bc_pdfread_object *ref)
{
    const bc_pdfread_spot spot = bc_pdfread_spot_of(s->file, ref->as.ref);
    return !spot.is_there || ref->n == (spot.packed ? 0 : spot.index);
}

static bool has_exact_refs(scan *s, const bc_pdfread_object *value)
{
    bool exact = true;
    if (value->kind == BC_PDFREAD_REF)
        return is_exact(s, value);
    if (value->kind == BC_PDFREAD_ARRAY)
        for (uint32_t i = 0; i < value->n && exact; i++)
            exact = has_exact_refs(s, &value->as.items[i]);
    if (value->kind == BC_PDFREAD_DICT)
        for (uint32_t i = 0; i < value->n && exact; i++)
            exact = has_exact_refs(s, &value->as.entries[i].value);
    return exact;
}

static bool is_type(const bc_pdfread_object *dict, const char *type)
{
    const bc_pdfread_object *raw = bc_pdfread_raw(dict, "Type");
    return raw && bc_pdfread_is_name(raw, type);
}

/* Behind its word: as many bytes as its dictionary says, and nothing but the end of a line behind them. */
static bool stream(scan *s, const bc_pdfread_object *dict)
{
    const bc_pdfread_object *length = bc_pdfread_find(s->file, dict, "Length");
    s->in.at += byte(s, 0) == '\r';
    if (byte(s, 0) != '\n' || length->kind != BC_PDFREAD_INTEGER || length->as.integer < 0 || bc_pdfread_raw(dict, "F"))
        return false;
    s->in.at++;
    if ((uint64_t)length->as.integer > s->in.bytes.n - s->in.at)
        return false;
    s->in.at += (size_t)length->as.integer;
    (void)line_end(s);
    return word(s, "endstream");
}

static bool object(scan *s)
{
    uint64_t own, generation;
    bc_pdfread_object value;
    const size_t at = s->in.at;
    if (!number(s, BC_PDFREAD_MAX_NUMBER, &own) || !own || !bc_pdfread_is_space(byte(s, 0)) ||
        (blanks(s), !number(s, USHRT_MAX, &generation)) || !bc_pdfread_is_space(byte(s, 0)))
        return false;
    blanks(s);
    if (!word(s, "obj") || !bc_pdfread_value(&s->in, &value) || !has_exact_refs(s, &value))
        return false;
    blanks(s);
    const bool has_bytes = starts_with(s, "stream");
    if (has_bytes && (value.kind != BC_PDFREAD_DICT || (s->in.at += strlen("stream"), !stream(s, &value))))
        return false;
    blanks(s);
    if (!word(s, "endobj"))
        return false;
    bc_vec_add(&s->bodies, (body){ .number = (uint32_t)own,
                                   .generation = (uint32_t)generation,
                                   .at = at,
                                   .structure = has_bytes && is_type(&value, "XRef"),
                                   .pack = has_bytes && is_type(&value, "ObjStm") });
    return true;
}

/* -- cross-references, as they are written -------------------------------------------------------------- */

/* `0000000017 00000 n`, and two bytes that end the line. */
static bool row(scan *s)
{
    static const char SHAPE[] = "dddddddddd ddddd k";
    for (size_t i = 0; i < sizeof SHAPE - 1; i++) {
        const char c = byte(s, i);
        if (SHAPE[i] == 'd' ? c < '0' || c > '9' : SHAPE[i] == 'k' ? c != 'n' && c != 'f' : c != ' ')
            return false;
    }
    if (starts_with(s, "0000000000 ") && byte(s, sizeof SHAPE - 2) == 'n') /* nothing begins there */
        return false;
    const char a = byte(s, ROW - 2), b = byte(s, ROW - 1);
    s->in.at += ROW;
    return (a == ' ' && (b == '\n' || b == '\r')) || (a == '\r' && b == '\n');
}

static bool table(scan *s)
{
    bc_pdfread_object trailer;
    uint64_t first, count = 0;
    bool good = word(s, "xref") && (blanks(s), true);
    while (good && byte(s, 0) >= '0' && byte(s, 0) <= '9') {
        good = number(s, BC_PDFREAD_MAX_NUMBER, &first) && byte(s, 0) == ' ' && (s->in.at++, true) &&
               number(s, BC_PDFREAD_MAX_NUMBER, &count);
        while (good && byte(s, 0) == ' ')
            s->in.at++;
        good =
            good && line_end(s) && !(first == 1 && starts_with(s, "0000000000 65535 f")); /* some count from 0 then */
        for (uint64_t i = 0; i < count && good; i++)
            good = row(s);
        if (good)
            blanks(s);
    }
    return good && word(s, "trailer") && bc_pdfread_value(&s->in, &trailer) && trailer.kind == BC_PDFREAD_DICT &&
           has_exact_refs(s, &trailer);
}

static bool end(scan *s)
{
    uint64_t place;
    if (!blanks_and_comments(s) || !word(s, "startxref") || (blanks(s), !number(s, SIZE_MAX, &place)) ||
        place != s->place)
        return false;
    blanks(s);
    if (!starts_with(s, "%%EOF"))
        return false;
    s->in.at += strlen("%%EOF");
    return s->in.at == s->in.bytes.n || bc_pdfread_is_space(byte(s, 0));
}

/* Objects, a cross-reference, and where that is. */
static bool part(scan *s)
{
    s->first = s->bodies.n;
    for (;;) {
        if (!blanks_and_comments(s))
            return false;
        s->place = s->in.at;
        if (starts_with(s, "xref"))
            return table(s) && end(s);
        if (!object(s))
            return false;
        if (s->bodies.at[s->bodies.n - 1].structure)
            return end(s);
    }
}

/* -- cross-references, as they are meant ---------------------------------------------------------------- */

static int is_at(const void *key, const void *element)
{
    const uint64_t at = *(const uint64_t *)key, own = ((const body *)element)->at;
    return (at > own) - (at < own);
}

static bool is_same_spot(bc_pdfread_spot a, bc_pdfread_spot b)
{
    return a.is_there == b.is_there && a.packed == b.packed && a.at == b.at && a.index == b.index;
}

static int by_value(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void find_packs(scan *s)
{
    for (size_t i = 0; i < s->then->places.n; i++)
        if (s->then->places.at[i].kind == BC_PDFREAD_PACKED)
            bc_vec_add(&s->packs, (uint32_t)s->then->places.at[i].at);
    if (s->packs.n)
        qsort(s->packs.at, s->packs.n, sizeof *s->packs.at, by_value);
}

static bool was_pack(const scan *s, uint32_t own)
{
    return s->packs.n && bsearch(&own, s->packs.at, s->packs.n, sizeof own, by_value);
}

static bool leads_into_pack(scan *s, const bc_pdfread_place *place)
{
    const bc_pdfread_spot spot = bc_pdfread_spot_of(s->file, (uint32_t)place->at);
    const bc_pdfread_pack *pack = bc_pdfread_pack_of(s->file, place->at);
    return spot.is_there && !spot.packed && spot.at >= s->then->bytes.n && pack && place->index < pack->n &&
           pack->heads[2 * (size_t)place->index] == place->number;
}

/* What one row says: what it said before, or an object that was added, of the generation that it always had. */
static bool is_row_plain(scan *s, const bc_pdfread_place *place)
{
    const bc_pdfread_spot before = bc_pdfread_spot_of(s->then, place->number),
                          own = { place->kind != BC_PDFREAD_FREE, place->kind == BC_PDFREAD_PACKED, place->at,
                                  place->index };
    if (is_same_spot(before, own))
        return true;
    if (was_pack(s, place->number))
        return false;
    if (!own.is_there)
        return true;
    if (before.is_there && (before.packed ? 0 : before.index) != (own.packed ? 0 : own.index))
        return false;
    if (own.packed)
        return leads_into_pack(s, place);
    const body *found = s->bodies.n ? bsearch(&own.at, s->bodies.at, s->bodies.n, sizeof *s->bodies.at, is_at) : NULL;
    return found && found->number == place->number && found->generation == place->index;
}

static int by_number(const void *a, const void *b)
{
    const bc_pdfread_place *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static const bc_pdfread_place *row_of(const bc_pdfread *read, uint32_t own)
{
    const bc_pdfread_place key = { .number = own };
    return read->places.n ? bsearch(&key, read->places.at, read->places.n, sizeof key, by_number) : NULL;
}

/* Each packed value is one, and has its row. */
static bool is_pack_plain(scan *s, const bc_pdfread *read, uint32_t own)
{
    const bc_pdfread_pack *pack = bc_pdfread_pack_of(s->file, own);
    for (uint32_t i = 0; pack && i < pack->n; i++) {
        const bc_pdfread_place *place = row_of(read, (uint32_t)pack->heads[2 * (size_t)i]);
        const uint64_t at = pack->first + pack->heads[2 * (size_t)i + 1];
        bc_pdfread_cursor in = { bc_buf_str(&pack->bytes), (size_t)at, &s->arena, &s->values, &s->odd };
        bc_pdfread_object value;
        if (at >= pack->bytes.n || !place || place->kind != BC_PDFREAD_PACKED || place->at != own ||
            place->index != i || !bc_pdfread_value(&in, &value) || !has_exact_refs(s, &value))
            return false;
    }
    return pack != NULL;
}

/* Every object has its row, but for the stream that the rows are in. */
static bool is_body_plain(scan *s, const bc_pdfread *read, const body *own)
{
    const bc_pdfread_place *place = row_of(read, own->number);
    if (!place)
        return own->structure;
    return place->kind == BC_PDFREAD_ALONE && place->at == own->at && place->index == own->generation &&
           (!own->pack || is_pack_plain(s, read, own->number));
}

/* What says where objects are must not be found by that itself. */
static bool is_direct(const bc_pdfread_object *trailer)
{
    bool direct = true;
    for (uint32_t i = 0; i < trailer->n && direct; i++) {
        const bc_pdfread_entry *entry = &trailer->as.entries[i];
        const bool list = entry->value.kind == BC_PDFREAD_ARRAY;
        direct = entry->value.kind != BC_PDFREAD_REF || bc_str_is(entry->key, "Root") || bc_str_is(entry->key, "Info");
        for (uint32_t k = 0; list && k < entry->value.n && direct; k++)
            direct = entry->value.as.items[k].kind != BC_PDFREAD_REF;
    }
    return direct;
}

static bool is_trailer_plain(const bc_pdfread *read, uint64_t previous, uint64_t expected)
{
    const bc_pdfread_object *size = bc_pdfread_raw(&read->trailer, "Size"),
                            *root = bc_pdfread_raw(&read->trailer, "Root"),
                            *prev = bc_pdfread_raw(&read->trailer, "Prev");
    const uint32_t last = read->places.n ? read->places.at[read->places.n - 1].number : 0;
    return size && size->kind == BC_PDFREAD_INTEGER && size->as.integer > last && root &&
           root->kind == BC_PDFREAD_REF && prev && is_direct(&read->trailer) && previous == expected &&
           !bc_pdfread_raw(&read->trailer, "XRefStm") && !bc_pdfread_raw(&read->trailer, "Encrypt");
}

static bool is_part_plain(scan *s)
{
    bc_pdfread read = { .bytes = s->file->bytes,
                        .values = BC_PDFREAD_MAX_VALUES,
                        .steps = BC_PDFREAD_MAX_STEPS,
                        .structure = BC_PDFREAD_MAX_STRUCTURE };
    uint64_t previous = 0;
    bool plain = bc_pdfread_section(&read, s->place, &previous) && !bc_pdfread_is_over(&read) && !read.strange;
    const size_t count = read.places.n;
    bc_pdfread_settle(&read);
    plain = plain && count == read.places.n && is_trailer_plain(&read, previous, s->previous);
    for (size_t i = 0; i < read.places.n && plain; i++)
        plain = is_row_plain(s, &read.places.at[i]);
    for (size_t i = s->first; i < s->bodies.n && plain; i++)
        plain = is_body_plain(s, &read, &s->bodies.at[i]);
    bc_vec_release(&read.places);
    bc_arena_release(&read.arena);
    bc_strmap_release(&read.known);
    s->previous = s->place;
    return plain;
}

/* -- the file ------------------------------------------------------------------------------------------- */

/* What was there must not run on into what is added. */
static bool begins_apart(const bc_pdfread *file, size_t from)
{
    const char *p = file->bytes.p;
    return from && from < file->bytes.n &&
           (p[from - 1] == '\n' || p[from - 1] == '\r' || p[from] == '\n' || p[from] == '\r');
}

static bool are_parts_plain(scan *s)
{
    size_t tail = s->in.bytes.n;
    while (tail > s->in.at && bc_pdfread_is_space(s->in.bytes.p[tail - 1]))
        tail--;
    bool plain = s->in.bytes.n - tail <= MAX_TAIL;
    for (unsigned i = 0; plain && s->in.at < tail; i++)
        plain = i < MAX_PARTS && part(s) && is_part_plain(s);
    return plain && !s->odd && s->values && s->place == s->file->end.at;
}

bool bc_pdfread_is_plain(bc_pdfread *file, const bc_pdfread *then)
{
    scan s = { .file = file, .then = then, .values = BC_PDFREAD_MAX_VALUES, .previous = then->end.at };
    if (file->end.repaired || then->end.repaired || file->end.head || then->end.head ||
        !begins_apart(file, then->bytes.n))
        return false;
    s.in = (bc_pdfread_cursor){ file->bytes, then->bytes.n, &s.arena, &s.values, &s.odd };
    find_packs(&s);
    const bool plain = are_parts_plain(&s) && !bc_pdfread_is_over(file);
    bc_vec_release(&s.bodies);
    bc_vec_release(&s.packs);
    bc_arena_release(&s.arena);
    return plain;
}
