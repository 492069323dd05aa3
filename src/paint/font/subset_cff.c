/* A CFF font of the used glyphs. All is written front to back with room left for offsets, which are filled in when
 * they are known; glyphs stand in the order of their codes in the document, which are their CIDs. */
#include "base/bytes.h"
#include "paint/font/subset.h"

enum { SID_ADOBE = 391, SID_IDENTITY = 392, DICT_SHORT = 28, DICT_LONG = 29, MAX_FDS = 256, ENDCHAR = 14 };

/* Font dictionaries are for hints. Glyphs without any share one of those that have the same matrix. */
enum { PLAIN = MAX_FDS, FD_KEYS = 2 * MAX_FDS };

typedef struct writer {
    bc_subset_face *face_glyphs;
    const bc_subset_cff *cff;
    const uint16_t *glyphs, *cids;
    uint32_t count;
    bc_buf *out;
    size_t start;
    uint16_t fds[FD_KEYS];     /* those used, in the order of first use: of an original one, or PLAIN and its number */
    uint8_t new_fd[FD_KEYS];   /* where one stands in `fds` */
    uint32_t private[FD_KEYS]; /* offset and size of their Private DICT */
    uint32_t private_size[FD_KEYS];
    unsigned fd_count;
    size_t charset, fd_select, charstrings, fd_array; /* places in the Top DICT that wait for an offset */
} writer;

static uint32_t offset_now(const writer *w)
{
    return (uint32_t)(w->out->n - w->start);
}

static uint32_t cid_of(const writer *w, uint32_t i)
{
    return w->cids ? w->cids[i] : i;
}

static void put_long(bc_buf *out, uint32_t value)
{
    bc_bytes_put(out, DICT_LONG, 1);
    bc_bytes_put(out, value, 4);
}

static void put_operator(bc_buf *out, unsigned op)
{
    bc_bytes_put(out, op, op >= 0x0C00 ? 2 : 1);
}

/* Leaves room for an offset and says where. */
static size_t put_offset_later(bc_buf *out, unsigned op)
{
    size_t place = out->n + 1;
    put_long(out, 0);
    put_operator(out, op);
    return place;
}

static void fill_offset(writer *w, size_t place)
{
    bc_bytes_store((uint8_t *)w->out->p + place, offset_now(w), 4);
}

/* An INDEX of one or two objects that are short. */
static void put_small_index(bc_buf *out, const bc_str *objects, unsigned count)
{
    uint32_t offset = 1;
    bc_bytes_put(out, count, 2);
    bc_bytes_put(out, 2, 1);
    bc_bytes_put(out, offset, 2);
    for (unsigned i = 0; i < count; i++)
        bc_bytes_put(out, offset += (uint32_t)objects[i].n, 2);
    for (unsigned i = 0; i < count; i++)
        bc_buf_add_str(out, objects[i]);
}

static void put_operands(bc_buf *out, bc_str operands, unsigned op)
{
    if (!operands.n)
        return;
    bc_buf_add_str(out, operands);
    put_operator(out, op);
}

/* The Top DICT is an INDEX of one object, whose length is filled in afterwards. */
static void put_top_dict(writer *w)
{
    bc_buf *out = w->out;
    bc_str empty = { 0 };
    put_small_index(out, &empty, 1);
    size_t from = out->n;
    const unsigned ros[] = { SID_ADOBE, SID_IDENTITY, 0 };
    for (unsigned i = 0; i < 3; i++) {
        bc_bytes_put(out, DICT_SHORT, 1);
        bc_bytes_put(out, ros[i], 2);
    }
    put_operator(out, BC_SUBSET_CFF_ROS);
    put_operands(out, w->cff->matrix, BC_SUBSET_CFF_FONT_MATRIX);
    put_operands(out, w->cff->bbox, BC_SUBSET_CFF_FONT_BBOX);
    put_long(out, cid_of(w, w->count - 1) + 1);
    put_operator(out, BC_SUBSET_CFF_CID_COUNT);
    w->charset = put_offset_later(out, BC_SUBSET_CFF_CHARSET);
    w->fd_select = put_offset_later(out, BC_SUBSET_CFF_FD_SELECT);
    w->charstrings = put_offset_later(out, BC_SUBSET_CFF_CHARSTRINGS);
    w->fd_array = put_offset_later(out, BC_SUBSET_CFF_FD_ARRAY);
    bc_bytes_store((uint8_t *)out->p + from - 2, (uint32_t)(out->n - from + 1), 2);
}

/* Ranges of glyphs whose CIDs follow each other. That of .notdef is not said. */
static void put_charset(writer *w)
{
    fill_offset(w, w->charset);
    bc_bytes_put(w->out, 2, 1);
    for (uint32_t from = 1, to; from < w->count; from = to) {
        for (to = from + 1; to < w->count && cid_of(w, to) == cid_of(w, to - 1) + 1;)
            to++;
        bc_bytes_put(w->out, cid_of(w, from), 2);
        bc_bytes_put(w->out, to - from - 1, 2);
    }
}

/* Which font dictionary glyph i needs. For .notdef, which is blank, any will do. */
static uint16_t fd_of(const writer *w, uint32_t i)
{
    uint16_t glyph = w->glyphs[i || w->count == 1 ? i : 1];
    uint8_t own = glyph < w->cff->glyphs.count ? w->cff->fd_of[glyph] : w->cff->fd_of[0], first = 0;
    if (!bc_subset_face_glyph(w->face_glyphs, glyph)->plain)
        return own;
    while (first < own && !bc_str_eq(w->cff->fds[first].matrix, w->cff->fds[own].matrix))
        first++;
    return (uint16_t)(PLAIN + first);
}

/* Ranges of glyphs with the same font dictionary, and which are used at all. */
static void put_fd_select(writer *w)
{
    bool seen[FD_KEYS] = { false };
    fill_offset(w, w->fd_select);
    bc_bytes_put(w->out, 0, 1);
    for (uint32_t i = 0; i < w->count; i++) {
        uint16_t fd = fd_of(w, i);
        if (!seen[fd]) {
            seen[fd] = true;
            w->fds[w->fd_count] = fd;
            w->new_fd[fd] = (uint8_t)w->fd_count++;
        }
        bc_bytes_put(w->out, w->new_fd[fd], 1);
    }
}

/* The program of glyph i. .notdef is never shown. */
static bc_str program_of(const writer *w, uint32_t i)
{
    static const char BLANK[] = { ENDCHAR };
    return i ? bc_subset_face_glyph(w->face_glyphs, w->glyphs[i])->program : (bc_str){ BLANK, sizeof BLANK };
}

static bool put_charstrings(writer *w)
{
    bool good = true;
    uint32_t total = 1;
    for (uint32_t i = 0; i < w->count; i++) {
        good = good && (!i || !bc_subset_face_glyph(w->face_glyphs, w->glyphs[i])->damaged);
        total += (uint32_t)program_of(w, i).n;
    }
    unsigned size = total < 1u << 8 ? 1 : total < 1u << 16 ? 2 : total < 1u << 24 ? 3 : 4;
    fill_offset(w, w->charstrings);
    bc_bytes_put(w->out, w->count, 2);
    bc_bytes_put(w->out, size, 1);
    bc_buf_reserve(w->out, (size_t)(w->count + 1) * size + total);
    uint32_t offset = 1;
    bc_bytes_put(w->out, offset, size);
    for (uint32_t i = 0; i < w->count; i++) {
        offset += (uint32_t)program_of(w, i).n;
        bc_bytes_put(w->out, offset, size);
    }
    for (uint32_t i = 0; i < w->count; i++)
        bc_buf_add_str(w->out, program_of(w, i));
    return good;
}

/* A Private DICT as it is, but for the subroutines that no glyph calls any more; of plain glyphs, the width that they
 * do not say. */
static void put_private(writer *w, uint16_t fd)
{
    bc_subset_cff_entry entry;
    if (fd >= PLAIN) {
        put_long(w->out, bc_subset_face_font(w->face_glyphs)->units_per_em);
        put_operator(w->out, BC_SUBSET_CFF_DEFAULT_WIDTH);
        return;
    }
    for (size_t at = 0; bc_subset_cff_next(w->cff->fds[fd].private, &at, &entry);)
        if (entry.op != BC_SUBSET_CFF_SUBRS)
            bc_buf_add_str(w->out, entry.whole);
}

static void put_privates(writer *w)
{
    for (unsigned i = 0; i < w->fd_count; i++) {
        w->private[i] = offset_now(w);
        put_private(w, w->fds[i]);
        w->private_size[i] = offset_now(w) - w->private[i];
    }
}

static void put_fd_array(writer *w)
{
    enum { PRIVATE_ENTRY = 5 + 5 + 1, MATRIX_OPERATOR = 2 };
    uint32_t offset = 1;
    fill_offset(w, w->fd_array);
    bc_bytes_put(w->out, w->fd_count, 2);
    bc_bytes_put(w->out, 4, 1);
    bc_bytes_put(w->out, offset, 4);
    for (unsigned i = 0; i < w->fd_count; i++) {
        size_t matrix = w->cff->fds[w->fds[i] % PLAIN].matrix.n;
        offset += (uint32_t)(PRIVATE_ENTRY + (matrix ? matrix + MATRIX_OPERATOR : 0));
        bc_bytes_put(w->out, offset, 4);
    }
    for (unsigned i = 0; i < w->fd_count; i++) {
        put_operands(w->out, w->cff->fds[w->fds[i] % PLAIN].matrix, BC_SUBSET_CFF_FONT_MATRIX);
        put_long(w->out, w->private_size[i]);
        put_long(w->out, w->private[i]);
        put_operator(w->out, BC_SUBSET_CFF_PRIVATE);
    }
}

bool bc_subset_write_cff(bc_subset_face *face_glyphs, bc_str name, const uint16_t *glyphs, const uint16_t *cids,
                         uint32_t count, bc_buf *out)
{
    writer w = { .face_glyphs = face_glyphs,
                 .cff = bc_subset_face_cff(face_glyphs),
                 .glyphs = glyphs,
                 .cids = cids,
                 .count = count,
                 .out = out,
                 .start = out->n };
    const bc_str strings[] = { BC_STR("Adobe"), BC_STR("Identity") };
    bc_bytes_put(out, 0x01000404, 4); /* version 1.0, header of 4 bytes, offsets of 4 bytes */
    put_small_index(out, &name, 1);
    put_top_dict(&w);
    put_small_index(out, strings, 2);
    bc_bytes_put(out, 0, 2); /* no global subroutines */
    put_charset(&w);
    put_fd_select(&w);
    bool good = put_charstrings(&w);
    put_privates(&w);
    put_fd_array(&w);
    return good;
}
