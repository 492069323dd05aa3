/* Which kind of table a file is, and the way to what reads that kind. */
#include "base/file.h"
#include "base/tr.h"
#include "table/private/reader.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const bc_table_reader *const READERS[] = {
    [BC_TABLE_CSV] = &bc_table_csv_reader,     [BC_TABLE_XLSX] = &bc_table_xlsx_reader,
    [BC_TABLE_ODS] = &bc_table_ods_reader,     [BC_TABLE_QUERY] = &bc_table_query_reader,
    [BC_TABLE_GIVEN] = &bc_table_given_reader, [BC_TABLE_REFUSED] = &bc_table_refused_reader,
    [BC_TABLE_PDF] = &bc_table_pdf_reader,
};

static const struct {
    const char *ending;
    bc_table_kind kind;
} ENDINGS[] = {
    { ".csv", BC_TABLE_CSV },      { ".tsv", BC_TABLE_CSV },      { ".tab", BC_TABLE_CSV },
    { ".xlsx", BC_TABLE_XLSX },    { ".xlsm", BC_TABLE_XLSX },    { ".xltx", BC_TABLE_XLSX },
    { ".ods", BC_TABLE_ODS },      { ".xls", BC_TABLE_REFUSED },  { ".et", BC_TABLE_REFUSED },
    { ".xlsb", BC_TABLE_REFUSED }, { ".fods", BC_TABLE_REFUSED },
};

enum { BEGINNING = 512 }; /* bytes that say what a file is */

static bool begins(bc_str beginning, const char *bytes, size_t n)
{
    return bc_str_starts(beginning, (bc_str){ bytes, n });
}

static bool is_named(bc_str name, const char *ending)
{
    const size_t n = strlen(ending);
    return name.n > n && strncasecmp(name.p + name.n - n, ending, n) == 0;
}

static bc_table_kind kind_by_name(bc_str name)
{
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (is_named(name, ENDINGS[i].ending))
            return ENDINGS[i].kind;
    return BC_TABLE_NONE;
}

/* A zip archive: ODF says first what it is. All others are for the reader of XLSX, which knows what is inside of what
 * is called otherwise. */
static bc_table_kind kind_of_archive(bc_str name, bc_str beginning)
{
    const bc_str sheet = BC_STR("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
    const bool open_document = bc_str_starts(bc_str_slice(beginning, 30, SIZE_MAX), sheet);
    return open_document || kind_by_name(name) == BC_TABLE_ODS ? BC_TABLE_ODS : BC_TABLE_XLSX;
}

/* UTF-16 has its mark; a page for browsers or XML is text, too, but no table with separators. */
static bool is_plain_text(bc_str beginning)
{
    const bool wide = begins(beginning, "\xff\xfe", 2) || begins(beginning, "\xfe\xff", 2);
    const bc_str text =
        bc_str_trim(begins(beginning, "\xef\xbb\xbf", 3) ? bc_str_slice(beginning, 3, SIZE_MAX) : beginning);
    return text.n && (wide || bc_str_find(text, BC_STR("\0"), 0) == SIZE_MAX) && !begins(text, "<", 1);
}

/* What Excel saves as "Unicode text" is called .txt. */
static bool has_tab_in_first_line(bc_str beginning)
{
    size_t at = 0;
    while (at < beginning.n && !strchr("\t\r\n", beginning.p[at] ? beginning.p[at] : ' '))
        at++;
    return at < beginning.n && beginning.p[at] == '\t';
}

bc_table_kind bc_table_kind_of(bc_str name, bc_str beginning)
{
    const bc_table_kind named = kind_by_name(name);
    if (begins(beginning, "PK\x03\x04", 4))
        return kind_of_archive(name, beginning);
    if (begins(beginning, "%PDF-", 5))
        return BC_TABLE_PDF;
    if (begins(beginning, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
        return BC_TABLE_REFUSED;
    if (is_named(name, ".txt") && is_plain_text(beginning) && has_tab_in_first_line(beginning))
        return BC_TABLE_CSV;
    /* Systems export text with tabs or commas under the name of a workbook, for Excel to open it. */
    if ((is_named(name, ".xls") || is_named(name, ".et")) && is_plain_text(beginning))
        return BC_TABLE_CSV;
    return named;
}

bc_table_kind bc_table_find_kind(const bc_table_input *input)
{
    if (input->memory)
        return bc_table_kind_of(input->name, bc_str_slice((bc_str){ input->memory, input->length }, 0, BEGINNING));
    bc_buf beginning;
    bc_file_stream file;
    bc_buf_init(&beginning);
    struct stat info;
    const bool plain = strcmp(input->path, "-") != 0 && stat(input->path, &info) == 0 && S_ISREG(info.st_mode);
    if (plain && bc_file_stream_open(input->path, false, NULL, &file).status == BC_FILE_OK) {
        bc_file_stream_read(&file, BEGINNING, &beginning);
        bc_file_stream_close(&file);
    }
    const bc_table_kind kind = bc_table_kind_of(input->name, bc_buf_str(&beginning));
    bc_buf_release(&beginning);
    return kind;
}

bc_table *bc_table_open(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    const bc_table_kind kind = input->query  ? BC_TABLE_QUERY
                               : input->rows ? BC_TABLE_GIVEN
                               : input->kind ? input->kind
                                             : bc_table_find_kind(input);
    *io_error = false;
    if (!kind) {
        bc_diag_source *source = BC_NEW(arena, bc_diag_source);
        source->name = bc_arena_str(arena, input->name);
        bc_diag_add(diags, BC_DIAG_ERROR, "E730", (bc_diag_mark){ .source = source },
                    bc_tr("this is no table that is known"));
        bc_diag_hint(diags, "%s", bc_tr("tables are called .csv, .tsv, .xlsx or .ods"));
        return NULL;
    }
    const bc_table_reader *reader = READERS[kind] ? READERS[kind] : &bc_table_refused_reader;
    return reader->open(input, arena, diags, io_error);
}

bool bc_table_is_pdf(const bc_table *table)
{
    return table->input.kind == BC_TABLE_PDF;
}

void bc_table_close(bc_table *table)
{
    if (table)
        table->reader->close(table);
}

const bc_table_sheet *bc_table_sheets(const bc_table *table, uint32_t *n)
{
    *n = table->sheet_count;
    return table->sheets;
}

const bc_table_name *bc_table_names(const bc_table *table, uint32_t *n)
{
    *n = table->name_count;
    return table->names;
}

bool bc_table_begin(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    return table->reader->begin(table, sheet, merges, arena, diags, io_error);
}

const bc_table_merge *bc_table_merges(const bc_table *table, uint32_t *n)
{
    *n = table->merge_count;
    return table->merges;
}

bool bc_table_next(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    return table->reader->next(table, arena, diags, row, io_error);
}

uint64_t bc_table_bytes(const bc_table *table)
{
    return table->bytes;
}
