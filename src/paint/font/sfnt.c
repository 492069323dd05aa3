/* Font files written: tables one after the other with their checksums, so that a subset is a font that any tool
 * opens. */
#include "paint/font/private/sfnt.h"

#include "base/bytes.h"
#include "base/vec.h"

#include <string.h>

enum { DIRECTORY = 12, RECORD = 16 };

static uint32_t checksum(bc_str table)
{
    uint32_t sum = 0;
    size_t at = 0;
    for (; table.n - at >= 4; at += 4)
        sum += bc_bytes_read((const uint8_t *)table.p + at, 4);
    uint8_t tail[4] = { 0 };
    if (table.n > at)
        memcpy(tail, table.p + at, table.n - at);
    return sum + bc_bytes_read(tail, 4);
}

static void put_directory(uint32_t flavour, unsigned count, bc_buf *out)
{
    unsigned power = 1, log = 0;
    for (; power * 2 <= count; power *= 2)
        log++;
    bc_bytes_put(out, flavour, 4);
    bc_bytes_put(out, count, 2);
    bc_bytes_put(out, power * 16, 2);
    bc_bytes_put(out, log, 2);
    bc_bytes_put(out, (count - power) * 16, 2);
}

void bc_subset_sfnt_write(uint32_t flavour, const bc_subset_table *tables, unsigned count, bc_buf *out)
{
    size_t offset = DIRECTORY + (size_t)count * RECORD;
    put_directory(flavour, count, out);
    for (unsigned i = 0; i < count; i++) {
        bc_str content = tables[i].content;
        bc_buf_add(out, tables[i].tag, 4);
        bc_bytes_put(out, checksum(content), 4);
        bc_bytes_put(out, (uint32_t)offset, 4);
        bc_bytes_put(out, (uint32_t)content.n, 4);
        offset += (content.n + 3) / 4 * 4;
    }
    for (unsigned i = 0; i < count; i++) {
        bc_str content = tables[i].content;
        bc_buf_add_str(out, content);
        bc_bytes_put(out, 0, (unsigned)((0 - content.n) % 4));
    }
}

void bc_subset_sfnt_extract(const bc_font_face *face, bc_buf *out)
{
    bc_str file = { (const char *)face->data, face->size };
    BC_VEC(bc_subset_table) tables = { 0 };
    if (file.n < DIRECTORY || face->offset > file.n - DIRECTORY)
        return;
    unsigned count = bc_bytes_u16(file, face->offset + 4);
    for (unsigned i = 0; i < count && file.n - face->offset - DIRECTORY >= (size_t)(i + 1) * RECORD; i++) {
        bc_subset_table table;
        memcpy(table.tag, file.p + face->offset + DIRECTORY + (size_t)i * RECORD, 4);
        table.content = bc_font_face_table(face, table.tag);
        if (table.content.n)
            bc_vec_add(&tables, table);
    }
    bc_subset_sfnt_write(bc_bytes_read(face->data + face->offset, 4), tables.at, (unsigned)tables.n, out);
    bc_vec_release(&tables);
}
