/* A CFF table read without building a tree: offsets are checked once against the table, and from then on objects
 * are slices of it. */
#include "paint/font/cff.h"

#include "base/bytes.h"

#include <string.h>

enum { HEADER = 4 };

/* Reads the INDEX at `at` and says where it ends; SIZE_MAX when it is malformed. */
static size_t read_index(bc_str table, size_t at, bc_subset_cff_index *out)
{
    *out = (bc_subset_cff_index){ 0 };
    if (at > table.n || table.n - at < 2)
        return SIZE_MAX;
    uint32_t count = bc_bytes_u16(table, at);
    if (!count)
        return at + 2;
    if (table.n - at < 3)
        return SIZE_MAX;
    uint8_t offset_size = (uint8_t)table.p[at + 2];
    size_t offsets = at + 3, array = (size_t)(count + 1) * offset_size;
    if (offset_size < 1 || offset_size > 4 || array > table.n - offsets)
        return SIZE_MAX;
    *out = (bc_subset_cff_index){ .count = count,
                                  .offset_size = offset_size,
                                  .offsets = (const uint8_t *)table.p + offsets,
                                  .data = bc_str_slice(table, offsets + array, table.n) };
    size_t length = bc_bytes_read(out->offsets + (size_t)count * offset_size, offset_size);
    if (length < 1 || length - 1 > out->data.n) {
        *out = (bc_subset_cff_index){ 0 };
        return SIZE_MAX;
    }
    out->data.n = length - 1;
    return offsets + array + out->data.n;
}

bc_str bc_subset_cff_at(const bc_subset_cff_index *index, uint32_t i)
{
    if (i >= index->count)
        return (bc_str){ 0 };
    const uint8_t *offset = index->offsets + (size_t)i * index->offset_size;
    size_t from = bc_bytes_read(offset, index->offset_size);
    size_t to = bc_bytes_read(offset + index->offset_size, index->offset_size);
    if (from < 1 || from > to || to - 1 > index->data.n)
        return (bc_str){ 0 };
    return bc_str_slice(index->data, from - 1, to - 1);
}

/* Bytes of the operand at `at`, 0 when it is none. */
static size_t operand_size(bc_str dict, size_t at)
{
    unsigned first = (unsigned char)dict.p[at];
    if (first >= 32 && first <= 246)
        return 1;
    if (first >= 247 && first <= 254)
        return 2;
    if (first == 28)
        return 3;
    if (first == 29)
        return 5;
    if (first != 30)
        return 0;
    size_t end = at + 1; /* a real: half-bytes up to an F */
    while (end < dict.n && (dict.p[end] & 0x0F) != 0x0F && (dict.p[end] & 0xF0) != 0xF0)
        end++;
    return end + 1 - at;
}

bool bc_subset_cff_next(bc_str dict, size_t *at, bc_subset_cff_entry *out)
{
    size_t start = *at, to = start;
    while (to < dict.n) {
        unsigned first = (unsigned char)dict.p[to];
        if (first <= 21) {
            size_t end = to + (first == 12 ? 2 : 1);
            if (end > dict.n)
                return false;
            out->op = first == 12 ? 0x0C00u | (unsigned char)dict.p[to + 1] : first;
            out->operands = bc_str_slice(dict, start, to);
            out->whole = bc_str_slice(dict, start, end);
            *at = end;
            return true;
        }
        size_t size = operand_size(dict, to);
        if (!size || size > dict.n - to)
            return false;
        to += size;
    }
    return false;
}

/* The operand number `which` as a whole number that is not negative; false when there is none. */
static bool operand_at(bc_str operands, unsigned which, uint32_t *out)
{
    size_t at = 0;
    for (; at < operands.n && which; which--)
        at += operand_size(operands, at);
    if (at >= operands.n)
        return false;
    const uint8_t *p = (const uint8_t *)operands.p + at;
    int64_t value = -1;
    if (p[0] >= 32 && p[0] <= 246)
        value = p[0] - 139;
    else if (p[0] >= 247 && p[0] <= 250)
        value = (p[0] - 247) * 256 + p[1] + 108;
    else if (p[0] == 28)
        value = (int16_t)bc_bytes_read(p + 1, 2);
    else if (p[0] == 29)
        value = (int32_t)bc_bytes_read(p + 1, 4);
    if (value < 0)
        return false;
    *out = (uint32_t)value;
    return true;
}

typedef struct top_dict {
    uint32_t charset, glyphs, fd_array, fd_select;
    bool cid_keyed;
    bc_subset_cff_fd fd; /* of a font that is not CID-keyed */
    bc_str bbox;
} top_dict;

/* Takes what a subset needs; all other operators are of no use to it. */
static bool take_entry(const bc_subset_cff_entry *entry, top_dict *out, uint32_t private[2])
{
    switch (entry->op) {
    case BC_SUBSET_CFF_FONT_BBOX:
        out->bbox = entry->operands;
        return true;
    case BC_SUBSET_CFF_FONT_MATRIX:
        out->fd.matrix = entry->operands;
        return true;
    case BC_SUBSET_CFF_ROS:
        out->cid_keyed = true;
        return true;
    case BC_SUBSET_CFF_CHARSET:
        return operand_at(entry->operands, 0, &out->charset);
    case BC_SUBSET_CFF_CHARSTRINGS:
        return operand_at(entry->operands, 0, &out->glyphs);
    case BC_SUBSET_CFF_FD_ARRAY:
        return operand_at(entry->operands, 0, &out->fd_array);
    case BC_SUBSET_CFF_FD_SELECT:
        return operand_at(entry->operands, 0, &out->fd_select);
    case BC_SUBSET_CFF_PRIVATE:
        return operand_at(entry->operands, 0, &private[0]) && operand_at(entry->operands, 1, &private[1]);
    default:
        return true;
    }
}

static bool read_dict(bc_str table, bc_str dict, top_dict *out)
{
    bc_subset_cff_entry entry;
    uint32_t private[2] = { 0, 0 }, subrs = 0; /* size and offset */
    *out = (top_dict){ 0 };
    for (size_t at = 0; bc_subset_cff_next(dict, &at, &entry);)
        if (!take_entry(&entry, out, private))
            return false;
    if (private[1] > table.n || private[0] > table.n - private[1])
        return false;
    out->fd.private = bc_str_slice(table, private[1], (size_t) private[1] + private[0]);
    out->fd.widths_known = true;
    for (size_t at = 0; bc_subset_cff_next(out->fd.private, &at, &entry);) {
        if (entry.op == BC_SUBSET_CFF_SUBRS && !operand_at(entry.operands, 0, &subrs))
            return false;
        if (entry.op == BC_SUBSET_CFF_DEFAULT_WIDTH)
            out->fd.widths_known &= operand_at(entry.operands, 0, &out->fd.default_width);
        if (entry.op == BC_SUBSET_CFF_NOMINAL_WIDTH)
            out->fd.widths_known &= operand_at(entry.operands, 0, &out->fd.nominal_width);
    }
    return !subrs || read_index(table, (size_t) private[1] + subrs, &out->fd.subrs) != SIZE_MAX;
}

static bool read_fds(bc_subset_cff *cff, bc_arena *arena, uint32_t fd_array)
{
    bc_subset_cff_index index;
    if (read_index(cff->table, fd_array, &index) == SIZE_MAX || !index.count || index.count > 256)
        return false;
    cff->fds = BC_NEW_ARRAY(arena, bc_subset_cff_fd, index.count);
    cff->fd_count = index.count;
    for (uint32_t i = 0; i < index.count; i++) {
        top_dict dict;
        if (!read_dict(cff->table, bc_subset_cff_at(&index, i), &dict))
            return false;
        cff->fds[i] = dict.fd;
    }
    return true;
}

static bool read_fd_ranges(bc_subset_cff *cff, size_t at)
{
    if (cff->table.n - at < 5)
        return false;
    uint32_t ranges = bc_bytes_u16(cff->table, at + 1);
    if ((cff->table.n - at - 5) / 3 < ranges)
        return false;
    for (uint32_t i = 0; i < ranges; i++) {
        size_t range = at + 3 + (size_t)i * 3;
        uint32_t from = bc_bytes_u16(cff->table, range), to = bc_bytes_u16(cff->table, range + 3);
        if (from > to || to > cff->glyphs.count)
            return false;
        memset(cff->fd_of + from, (unsigned char)cff->table.p[range + 2], to - from);
    }
    return true;
}

static bool read_fd_select(bc_subset_cff *cff, size_t at)
{
    if (at >= cff->table.n)
        return false;
    unsigned format = (unsigned char)cff->table.p[at];
    if (format == 3) {
        if (!read_fd_ranges(cff, at))
            return false;
    } else {
        if (format != 0 || cff->table.n - at - 1 < cff->glyphs.count)
            return false;
        memcpy(cff->fd_of, cff->table.p + at + 1, cff->glyphs.count);
    }
    for (uint32_t i = 0; i < cff->glyphs.count; i++)
        if (cff->fd_of[i] >= cff->fd_count)
            return false;
    return true;
}

bool bc_subset_cff_read(bc_str table, bc_arena *arena, bc_subset_cff *out)
{
    bc_subset_cff_index names, tops, strings;
    top_dict top;
    *out = (bc_subset_cff){ .table = table };
    if (table.n < HEADER || table.p[0] != 1)
        return false;
    size_t at = read_index(table, (unsigned char)table.p[2], &names);
    at = read_index(table, at, &tops);
    at = read_index(table, at, &strings);
    if (read_index(table, at, &out->subrs) == SIZE_MAX || !read_dict(table, bc_subset_cff_at(&tops, 0), &top))
        return false;
    if (!top.glyphs || read_index(table, top.glyphs, &out->glyphs) == SIZE_MAX || !out->glyphs.count)
        return false;
    out->cid_keyed = top.cid_keyed;
    out->matrix = top.fd.matrix;
    out->bbox = top.bbox;
    out->charset = top.charset;
    out->fd_of = bc_arena_alloc(arena, out->glyphs.count);
    if (top.cid_keyed)
        return read_fds(out, arena, top.fd_array) && read_fd_select(out, top.fd_select);
    top.fd.matrix = (bc_str){ 0 }; /* stands in the Top DICT */
    out->fds = BC_NEW(arena, bc_subset_cff_fd);
    out->fds[0] = top.fd;
    out->fd_count = 1;
    return true;
}

bool bc_subset_cff_cids(const bc_subset_cff *cff, uint16_t *out)
{
    bc_str table = cff->table;
    size_t at = cff->charset;
    if (!cff->cid_keyed || at >= table.n)
        return false;
    unsigned format = (unsigned char)table.p[at++];
    if (format > 2)
        return false;
    out[0] = 0;
    size_t step = format == 0 ? 2 : format == 1 ? 3 : 4;
    for (uint32_t glyph = 1; glyph < cff->glyphs.count; at += step) {
        if (at > table.n || table.n - at < step)
            return false;
        uint32_t first = bc_bytes_u16(table, at), left = 0;
        if (format == 1)
            left = (unsigned char)table.p[at + 2];
        else if (format == 2)
            left = bc_bytes_u16(table, at + 2);
        for (uint32_t i = 0; i <= left && glyph < cff->glyphs.count; i++)
            out[glyph++] = (uint16_t)(first + i);
    }
    return true;
}
