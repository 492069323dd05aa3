#include "paint/font/sfnt.h"

#include "base/bytes.h"
#include "base/vec.h"

#include <string.h>

enum { DIRECTORY = 12, RECORD = 16 };

static uint32_t checksum(bc_str table)
{
    uint32_t sum = 0;
    size_t at = 0;
    for (; table.n - at >= 4; at += 4)
        sum += bc_pdf_uint((const uint8_t *)table.p + at, 4);
    uint8_t tail[4] = { 0 };
    if (table.n > at)
        memcpy(tail, table.p + at, table.n - at);
    return sum + bc_pdf_uint(tail, 4);
}

static void put_directory(uint32_t flavour, unsigned count, bc_buf *out)
{
    unsigned power = 1, log = 0;
    for (; power * 2 <= count; power *= 2)
        log++;
    bc_pdf_put_uint(out, flavour, 4);
    bc_pdf_put_uint(out, count, 2);
    bc_pdf_put_uint(out, power * 16, 2);
    bc_pdf_put_uint(out, log, 2);
    bc_pdf_put_uint(out, (count - power) * 16, 2);
}

void bc_pdf_sfnt_write(uint32_t flavour, const bc_pdf_table *tables, unsigned count, bc_buf *out)
{
    size_t offset = DIRECTORY + (size_t)count * RECORD;
    put_directory(flavour, count, out);
    for (unsigned i = 0; i < count; i++) {
        bc_str content = tables[i].content;
        bc_buf_add(out, tables[i].tag, 4);
        bc_pdf_put_uint(out, checksum(content), 4);
        bc_pdf_put_uint(out, (uint32_t)offset, 4);
        bc_pdf_put_uint(out, (uint32_t)content.n, 4);
        offset += (content.n + 3) / 4 * 4;
    }
    for (unsigned i = 0; i < count; i++) {
        bc_str content = tables[i].content;
        bc_buf_add_str(out, content);
        bc_pdf_put_uint(out, 0, (unsigned)((0 - content.n) % 4));
    }
}

void bc_pdf_sfnt_extract(const bc_face *face, bc_buf *out)
{
    bc_str file = { (const char *)face->data, face->size };
    BC_VEC(bc_pdf_table) tables = { 0 };
    if (file.n < DIRECTORY || face->offset > file.n - DIRECTORY)
        return;
    unsigned count = bc_pdf_u16(file, face->offset + 4);
    for (unsigned i = 0; i < count && file.n - face->offset - DIRECTORY >= (size_t)(i + 1) * RECORD; i++) {
        bc_pdf_table table;
        memcpy(table.tag, file.p + face->offset + DIRECTORY + (size_t)i * RECORD, 4);
        table.content = bc_face_table(face, table.tag);
        if (table.content.n)
            *bc_vec_push(&tables) = table;
    }
    bc_pdf_sfnt_write(bc_pdf_uint(face->data + face->offset, 4), tables.at, (unsigned)tables.n, out);
    bc_vec_release(&tables);
}
