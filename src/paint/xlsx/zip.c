/* A zip archive without a clock, so that equal parts make equal archives: each is packed in memory first, and its
 * header has size and checksum when it is written. */
#include "paint/xlsx/private/zip.h"

#include <string.h>

enum {
    DEFLATED = 8,
    VERSION = 20,           /* 2.0: the first with deflate */
    FIRST_DAY = 1 << 5 | 1, /* 1 January 1980, as Excel itself writes */
    LOCAL_SIGNATURE = 0x04034b50,
    ENTRY_SIGNATURE = 0x02014b50,
    END_SIGNATURE = 0x06054b50
};

void bc_xlsx_zip_init(bc_xlsx_zip *zip, bc_buf *out)
{
    *zip = (bc_xlsx_zip){ .out = out, .start = out->n, .deflater = bc_deflate_new() };
    bc_buf_init(&zip->directory);
}

void bc_xlsx_zip_release(bc_xlsx_zip *zip)
{
    bc_deflate_free(zip->deflater);
    bc_buf_release(&zip->directory);
}

static void add_u16(bc_buf *out, unsigned value)
{
    char bytes[2] = { (char)(value & 0xff), (char)(value >> 8 & 0xff) };
    bc_buf_add(out, bytes, sizeof bytes);
}

static void put_u32(char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(value >> 8 * i & 0xff);
}

static void add_u32(bc_buf *out, uint32_t value)
{
    char bytes[4];
    put_u32(bytes, value);
    bc_buf_add(out, bytes, sizeof bytes);
}

typedef struct part {
    const char *name;
    uint32_t crc, packed, size;
} part;

/* What the local header and the directory say alike. */
static void add_facts(bc_buf *out, const part *p)
{
    add_u16(out, VERSION);
    add_u16(out, 0);
    add_u16(out, DEFLATED);
    add_u16(out, 0); /* midnight */
    add_u16(out, FIRST_DAY);
    add_u32(out, p->crc);
    add_u32(out, p->packed);
    add_u32(out, p->size);
    add_u16(out, (unsigned)strlen(p->name));
    add_u16(out, 0);
}

static void add_entry(bc_xlsx_zip *zip, const part *p, size_t at)
{
    bc_buf *out = &zip->directory;
    add_u32(out, ENTRY_SIGNATURE);
    add_u16(out, VERSION);
    add_facts(out, p);
    add_u16(out, 0); /* no comment */
    add_u16(out, 0); /* first disk */
    add_u16(out, 0);
    add_u32(out, 0);
    add_u32(out, (uint32_t)at);
    bc_buf_add_text(out, p->name);
    zip->entries++;
}

/* Whether so much still has its place in an archive of this format. */
static bool has_room(bc_xlsx_zip *zip, size_t size, size_t bound)
{
    enum { HEADER = 30 };
    size_t at = zip->out->n - zip->start;
    if (zip->status == BC_XLSX_OK && (size > UINT32_MAX || at + bound + HEADER > UINT32_MAX))
        zip->status = BC_XLSX_TOO_LARGE;
    return zip->status == BC_XLSX_OK;
}

static void add_header(bc_buf *out, const part *p)
{
    add_u32(out, LOCAL_SIGNATURE);
    add_facts(out, p);
    bc_buf_add_text(out, p->name);
}

void bc_xlsx_zip_add(bc_xlsx_zip *zip, const char *name, bc_str content)
{
    enum { PACKED_AT = 18 };
    size_t at = zip->out->n - zip->start;
    if (!has_room(zip, content.n, bc_deflate_raw_bound(zip->deflater, BC_DEFLATE_SHEETS, content)))
        return;
    part p = { .name = name, .crc = bc_deflate_crc32(content), .size = (uint32_t)content.n };
    add_header(zip->out, &p);
    p.packed = (uint32_t)bc_deflate_raw(zip->deflater, BC_DEFLATE_SHEETS, content, zip->out);
    put_u32(zip->out->p + zip->start + at + PACKED_AT, p.packed);
    add_entry(zip, &p, at);
}

void bc_xlsx_zip_pack(bc_str content, bc_xlsx_packed *out)
{
    bc_deflate_packer *deflater = bc_deflate_new();
    (void)bc_deflate_raw(deflater, BC_DEFLATE_SHEETS, content, &out->bytes);
    out->crc = bc_deflate_crc32(content);
    out->size = (uint32_t)content.n;
    bc_deflate_free(deflater);
}

void bc_xlsx_zip_add_packed(bc_xlsx_zip *zip, const char *name, const bc_xlsx_packed *packed)
{
    size_t at = zip->out->n - zip->start;
    if (!has_room(zip, packed->size, packed->bytes.n))
        return;
    part p = { .name = name, .crc = packed->crc, .packed = (uint32_t)packed->bytes.n, .size = packed->size };
    add_header(zip->out, &p);
    bc_buf_add_str(zip->out, bc_buf_str(&packed->bytes));
    add_entry(zip, &p, at);
}

bc_xlsx_status bc_xlsx_zip_finish(bc_xlsx_zip *zip)
{
    size_t at = zip->out->n - zip->start;
    if (zip->status == BC_XLSX_OK && (at > UINT32_MAX || zip->directory.n > UINT32_MAX || zip->entries > UINT16_MAX))
        zip->status = BC_XLSX_TOO_LARGE;
    if (zip->status != BC_XLSX_OK)
        return zip->status;
    bc_buf_add_str(zip->out, bc_buf_str(&zip->directory));
    add_u32(zip->out, END_SIGNATURE);
    add_u32(zip->out, 0);
    add_u16(zip->out, zip->entries);
    add_u16(zip->out, zip->entries);
    add_u32(zip->out, (uint32_t)zip->directory.n);
    add_u32(zip->out, (uint32_t)at);
    add_u16(zip->out, 0);
    return BC_XLSX_OK;
}
