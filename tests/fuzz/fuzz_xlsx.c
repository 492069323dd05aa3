/* Workbooks of any bytes: an archive as it is, or behind a first byte the parts of one, with NUL between them: `x` the
 * sheet, texts, formats and workbook of XLSX, `o` content.xml of ODS, `m` what XLSX says about itself. No crash, no
 * hang; rows and cells come in order, texts are what their kind says, and pieces of any size give the same. */
#include "base/bytes.h"
#include "base/utf8.h"
#include "table/saved.h"
#include "table/table.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_PARTS = 6, MAX_ROWS = 3000, MAX_SHEETS = 8, MAX_UNPACKED = 1 << 20 };

typedef struct part {
    const char *name;
    bc_str bytes;
} part;

static void require(bool truth)
{
    if (!truth)
        abort();
}

static uint32_t checksum(bc_str bytes)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < bytes.n; i++) {
        crc ^= (unsigned char)bytes.p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void put(bc_buf *out, uint32_t value, unsigned size)
{
    for (unsigned i = 0; i < size; i++, value >>= 8)
        bc_buf_add_char(out, (char)value);
}

/* What a local header and an entry of the directory have in common. */
static void put_entry(bc_buf *out, const part *one)
{
    put(out, 20, 2);
    put(out, 0, 2);
    put(out, 0, 2); /* stored */
    put(out, 0x21 << 16, 4);
    put(out, checksum(one->bytes), 4);
    put(out, (uint32_t)one->bytes.n, 4);
    put(out, (uint32_t)one->bytes.n, 4);
    put(out, (uint32_t)strlen(one->name), 2);
    put(out, 0, 2);
}

static void make_zip(const part *parts, size_t n, bc_buf *out)
{
    uint32_t places[MAX_PARTS];
    for (size_t i = 0; i < n; i++) {
        places[i] = (uint32_t)out->n;
        put(out, 0x04034b50, 4);
        put_entry(out, &parts[i]);
        bc_buf_add_text(out, parts[i].name);
        bc_buf_add_str(out, parts[i].bytes);
    }
    const uint32_t directory = (uint32_t)out->n;
    for (size_t i = 0; i < n; i++) {
        put(out, 0x02014b50, 4);
        put(out, 20, 2);
        put_entry(out, &parts[i]);
        put(out, 0, 10);
        put(out, places[i], 4);
        bc_buf_add_text(out, parts[i].name);
    }
    const uint32_t end = (uint32_t)out->n;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, (uint32_t)n, 2);
    put(out, (uint32_t)n, 2);
    put(out, end - directory, 4);
    put(out, directory, 4);
    put(out, 0, 2);
}

#define KINDS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
static const char ROOT[] = "<Relationships><Relationship Id='a' Type='" KINDS "officeDocument' Target='b.xml'/>"
                           "</Relationships>";
static const char RELATIONS[] = "<Relationships><Relationship Id='s' Type='" KINDS "worksheet' Target='s.xml'/>"
                                "<Relationship Id='t' Type='" KINDS "sharedStrings' Target='t.xml'/>"
                                "<Relationship Id='u' Type='" KINDS "styles' Target='u.xml'/></Relationships>";
static const char BOOK[] = "<workbook xmlns:r='r'><sheets><sheet name='s' r:id='s'/></sheets></workbook>";

static void make_archive(bc_str bytes, bc_buf *out)
{
    part parts[MAX_PARTS] = { { "_rels/.rels", { ROOT, sizeof ROOT - 1 } },
                              { "_rels/b.xml.rels", { RELATIONS, sizeof RELATIONS - 1 } },
                              { "s.xml", { 0 } },
                              { "t.xml", BC_STR("<sst/>") },
                              { "u.xml", BC_STR("<styleSheet/>") },
                              { "b.xml", { BOOK, sizeof BOOK - 1 } } };
    const char kind = bytes.n ? bytes.p[0] : 'x';
    size_t at = bytes.n ? 1 : 0;
    if (kind == 'm') {
        make_zip(&(part){ "docProps/core.xml", bc_str_slice(bytes, at, bytes.n) }, 1, out);
        return;
    }
    if (kind == 'o') {
        make_zip(&(part){ "content.xml", bc_str_slice(bytes, at, bytes.n) }, 1, out);
        return;
    }
    for (size_t i = 2; i < MAX_PARTS && at <= bytes.n; i++) {
        size_t end = bc_str_find(bytes, (bc_str){ "", 1 }, at);
        end = end == SIZE_MAX || i == MAX_PARTS - 1 ? bytes.n : end;
        if (end > at || i == 2)
            parts[i].bytes = bc_str_slice(bytes, at, end);
        at = end + 1;
    }
    make_zip(parts, MAX_PARTS, out);
}

/* A decimal without an exponent, of a percentage with its sign. */
static void check_number(bc_str text, bool percent)
{
    size_t at = text.p[0] == '-', digits = 0, points = 0;
    const size_t end = text.n - percent;
    require(!percent || text.p[end] == '%');
    for (; at < end; at++) {
        digits += text.p[at] >= '0' && text.p[at] <= '9';
        points += text.p[at] == '.';
        require((text.p[at] >= '0' && text.p[at] <= '9') || text.p[at] == '.');
    }
    require(digits && points <= 1 && text.p[end - 1] != '.');
}

static void check_row(const bc_table_row *row, const bc_table_sheet *sheet, uint32_t *last)
{
    require(row->number > *last && row->number <= 1048576 && row->broken == (row->n == 0));
    require(!sheet->first_row || (row->number >= sheet->first_row && row->number <= sheet->last_row));
    *last = row->number;
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_table_cell *cell = &row->cells[i];
        require(cell->column > (i ? row->cells[i - 1].column : 0) && cell->column <= 16384);
        require(cell->over >= 1 && cell->over <= 16384 && cell->kind <= BC_TABLE_UNKNOWN);
        require(cell->text.n && bc_utf8_invalid_at(cell->text) == SIZE_MAX);
        require(cell->mark.source == row->source && cell->mark.line == row->number &&
                cell->mark.column == cell->column);
        if (cell->kind == BC_TABLE_NUMBER || cell->kind == BC_TABLE_PERCENT)
            check_number(cell->text, cell->kind == BC_TABLE_PERCENT);
    }
}

static void tell_row(const bc_table_row *row, bc_buf *out)
{
    bc_buf_printf(out, "%u %d:", (unsigned)row->number, row->hidden);
    for (uint32_t i = 0; i < row->n; i++)
        bc_buf_printf(out, " %u %u %u %.*s", (unsigned)row->cells[i].column, (unsigned)row->cells[i].kind,
                      (unsigned)row->cells[i].over, BC_STR_ARG(row->cells[i].text));
    bc_buf_add_char(out, '\n');
}

static void read_sheet(bc_table *table, uint32_t number, const bc_table_sheet *sheet, bc_arena *arena,
                       bc_diag_list *diags, bc_buf *out)
{
    bc_table_row row;
    bool io_error = false;
    uint32_t last = 0;
    if (bc_table_begin(table, number, number % 2 == 0, arena, diags, &io_error))
        for (unsigned i = 0; i < MAX_ROWS && bc_table_next(table, arena, diags, &row, &io_error); i++) {
            check_row(&row, sheet, &last);
            tell_row(&row, out);
        }
    require(!io_error);
}

/* Where in a part XML breaks off may be told a byte off; what is wrong is the same. */
static void tell_codes(const bc_diag_list *diags, bc_buf *out)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_diag_print(&diags->list.at[i], false, &text);
        bc_buf_add_text(out, diags->list.at[i].code);
    }
    bc_buf_release(&text);
}

static void read_workbook(bc_str bytes, size_t step, bc_buf *out)
{
    const bc_table_input input = { .name = BC_STR("fuzz.xlsx"),
                                   .memory = bytes.p,
                                   .length = bytes.n,
                                   .kind = BC_TABLE_XLSX,
                                   .most = MAX_UNPACKED,
                                   .step = step };
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error;
    uint32_t n = 0;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(&input, &arena, &diags, &io_error);
    require((table != NULL) == (diags.errors == 0) && !io_error);
    const bc_table_sheet *sheets = table ? bc_table_sheets(table, &n) : NULL;
    for (uint32_t i = 0; i < n && i < MAX_SHEETS; i++)
        read_sheet(table, i, &sheets[i], &arena, &diags, out);
    tell_codes(&diags, out);
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bc_str bytes = { (const char *)data, size };
    bc_buf archive, whole, cut;
    bc_buf_init(&archive);
    bc_buf_init(&whole);
    bc_buf_init(&cut);
    const bool as_it_is =
        size > 1 && memcmp(data, "PK", 2) == 0; /* and so perhaps damaged: what is seen first counts */
    if (as_it_is)
        bc_buf_add_str(&archive, bytes);
    else
        make_archive(bytes, &archive);
    const bc_table_saved saved = bc_table_saved_of(BC_STR("fuzz.xlsx"), bc_buf_str(&archive));
    require(saved.created < INT64_C(253402387200) && saved.modified < INT64_C(253402387200)); /* of the year 9999 */
    read_workbook(bc_buf_str(&archive), 0, &whole);
    if (size < 4096 && !as_it_is) {
        read_workbook(bc_buf_str(&archive), 1 + size % 13, &cut);
        require(bc_str_eq(bc_buf_str(&whole), bc_buf_str(&cut)));
    }
    bc_buf_release(&archive);
    bc_buf_release(&whole);
    bc_buf_release(&cut);
    return 0;
}
