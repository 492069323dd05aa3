/* A workbook without anything that only one program understands: a head that stays in sight and filters, columns as
 * wide as their fields ask, codes as texts. Characters that XML cannot hold are written as _x0001_, and a text that
 * looks so is kept from being read so. */
#include "export/private/parts.h"

#include "base/utf8.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define PROLOGUE "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* -- texts ---------------------------------------------------------------------------------------------- */

void bc_export_parts_text(bc_str text, bc_buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(text, &at);
        const bool no_xml = (c < ' ' && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF;
        if (c == '&')
            bc_buf_add_text(out, "&amp;");
        else if (c == '<')
            bc_buf_add_text(out, "&lt;");
        else if (c == '>')
            bc_buf_add_text(out, "&gt;");
        else if (c == '"')
            bc_buf_add_text(out, "&quot;");
        else if (no_xml || (c == '_' && bc_str_is_escape(text, from)))
            bc_buf_printf(out, "_x%04X_", (unsigned)c);
        else
            bc_buf_add_utf8(out, c);
    }
}

/* -- the package ---------------------------------------------------------------------------------------- */

void bc_export_parts_types(const bc_export_table *table, bc_buf *out)
{
    bc_buf_add_text(out, PROLOGUE "<Types xmlns=\"" PACKAGE "content-types\">"
                                  "<Default Extension=\"rels\" ContentType=\"application/"
                                  "vnd.openxmlformats-package.relationships+xml\"/>"
                                  "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                  "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
                                  "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>");
    for (size_t i = 0; i < table->sheets.n; i++)
        bc_buf_printf(out, "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE "worksheet+xml\"/>",
                      i + 1);
    bc_buf_add_text(out, "</Types>");
}

void bc_export_parts_root(bc_buf *out)
{
    bc_buf_add_text(out, PROLOGUE "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" "
                                  "Type=\"" DOCUMENT "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
}

void bc_export_parts_book(const bc_export_table *table, bc_buf *out)
{
    bc_buf_add_text(out, PROLOGUE "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT "\"><sheets>");
    for (size_t i = 0; i < table->sheets.n; i++) {
        bc_buf_add_text(out, "<sheet name=\"");
        bc_export_parts_text(table->sheets.at[i].name, out);
        bc_buf_printf(out, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    bc_buf_add_text(out, "</sheets></workbook>");
}

void bc_export_parts_book_links(const bc_export_table *table, bc_buf *out)
{
    bc_buf_add_text(out, PROLOGUE "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 0; i < table->sheets.n; i++)
        bc_buf_printf(
            out, "<Relationship Id=\"rId%zu\" Type=\"" DOCUMENT "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
            i + 1, i + 1);
    bc_buf_printf(out,
                  "<Relationship Id=\"rId%zu\" Type=\"" DOCUMENT "/styles\" Target=\"styles.xml\"/></Relationships>",
                  table->sheets.n + 1);
}

enum { FIRST_OWN_FORMAT = 164 };

void bc_export_parts_styles(bc_buf *out)
{
    static const char ALIGNED[] = "<alignment vertical=\"top\"/>",
                      WRAPPED[] = "<alignment vertical=\"top\" wrapText=\"1\"/>";
    bc_buf_printf(out, PROLOGUE "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"%d\">", 1 + BC_EXPORT_MAX_DECIMALS);
    bc_buf_printf(out, "<numFmt numFmtId=\"%d\" formatCode=\"yyyy-mm-dd\"/>", FIRST_OWN_FORMAT);
    for (int i = 1; i <= BC_EXPORT_MAX_DECIMALS; i++)
        bc_buf_printf(out, "<numFmt numFmtId=\"%d\" formatCode=\"0.%0*d\"/>", FIRST_OWN_FORMAT + i, i, 0);
    bc_buf_add_text(
        out, "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/><charset val=\"134\"/></font>"
             "<font><b/><sz val=\"11\"/><name val=\"宋体\"/><charset val=\"134\"/></font></fonts>"
             "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
             "<fill><patternFill patternType=\"gray125\"/></fill>"
             "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEDEDED\"/></patternFill></fill></fills>"
             "<borders count=\"2\"><border/><border><left/><right/><top/><bottom style=\"thin\"/></border>"
             "</borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>");
    bc_buf_printf(out, "<cellXfs count=\"%d\"><xf xfId=\"0\"/>", BC_EXPORT_STYLE_FIGURE + BC_EXPORT_MAX_DECIMALS + 1);
    bc_buf_add_text(
        out, "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" "
             "applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\" "
             "vertical=\"center\" wrapText=\"1\"/></xf>");
    bc_buf_printf(out, "<xf numFmtId=\"49\" applyNumberFormat=\"1\" applyAlignment=\"1\" xfId=\"0\">%s</xf>", ALIGNED);
    bc_buf_printf(out, "<xf numFmtId=\"49\" applyNumberFormat=\"1\" applyAlignment=\"1\" xfId=\"0\">%s</xf>", WRAPPED);
    bc_buf_printf(out, "<xf numFmtId=\"%d\" applyNumberFormat=\"1\" applyAlignment=\"1\" xfId=\"0\">%s</xf>",
                  FIRST_OWN_FORMAT, ALIGNED);
    for (int i = 0; i <= BC_EXPORT_MAX_DECIMALS; i++)
        bc_buf_printf(out, "<xf numFmtId=\"%d\" applyNumberFormat=\"1\" applyAlignment=\"1\" xfId=\"0\">%s</xf>",
                      i ? FIRST_OWN_FORMAT + i : 0, ALIGNED);
    bc_buf_add_text(
        out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
             "</styleSheet>");
}

/* -- sheets --------------------------------------------------------------------------------------------- */

void bc_export_parts_column(size_t column, bc_buf *out)
{
    char letters[8];
    size_t n = 0;
    for (size_t rest = column + 1; rest && n < sizeof letters; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    while (n)
        bc_buf_add_char(out, letters[--n]);
}

/* In characters. */
static unsigned width_of(const bc_export_column *column)
{
    enum { NUMBER = 9, FIGURE = 14, DAY = 12, CODE = 24, WORDS = 20, PROSE = 48, MAX_HEAD = 28 };
    const bc_form_field *field = column->field;
    unsigned width = NUMBER, head = 4;
    if (column->kind == BC_EXPORT_LINES || column->kind == BC_EXPORT_JSON)
        width = PROSE;
    else if (field) {
        const bc_form_field_type type = column->place ? field->element : field->type;
        width = type == BC_FIELD_PROSE                                                        ? PROSE
                : type == BC_FIELD_CODE                                                       ? CODE
                : type == BC_FIELD_DATE                                                       ? DAY
                : type == BC_FIELD_TEXT || type == BC_FIELD_CHOICE || type == BC_FIELD_TARGET ? WORDS
                                                                                              : FIGURE;
    }
    for (size_t at = 0; at < column->head.n;)
        head += bc_utf8_columns(bc_utf8_next(column->head, &at));
    head = head < MAX_HEAD ? head : MAX_HEAD;
    return width > head ? width : head;
}

void bc_export_parts_begin_sheet(const bc_export_sheet *sheet, bool first, bc_buf *out)
{
    bc_buf_printf(out,
                  PROLOGUE "<worksheet xmlns=\"" MAIN
                           "\"><sheetViews><sheetView %sworkbookViewId=\"0\"><pane ySplit=\"1\" "
                           "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                           "<sheetFormatPr defaultRowHeight=\"14.25\"/><cols>",
                  first ? "tabSelected=\"1\" " : "");
    for (size_t i = 0; i < sheet->columns.n; i++)
        bc_buf_printf(out, "<col min=\"%zu\" max=\"%zu\" width=\"%u\" customWidth=\"1\"/>", i + 1, i + 1,
                      width_of(&sheet->columns.at[i]));
    bc_buf_add_text(out, "</cols><sheetData>");
}

void bc_export_parts_end_sheet(const bc_export_sheet *sheet, uint32_t rows, bc_buf *out)
{
    bc_buf_add_text(out, "</sheetData><autoFilter ref=\"A1:");
    bc_export_parts_column(sheet->columns.n - 1, out);
    bc_buf_printf(out, "%u\"/></worksheet>", (unsigned)rows);
}
