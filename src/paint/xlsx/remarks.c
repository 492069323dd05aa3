/* A comment is a text in one part and a box in another one, of an older drawing language that Excel has kept for
 * nothing else: without its box it does not show a comment. */
#include "paint/xlsx/private/remarks.h"

#include "base/utf8.h"
#include "paint/xlsx/private/text.h"

#include <xlsxwriter.h>
#include <xlsxwriter/utility.h>

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* A box is as many columns wide; a line of it holds about so many characters, and is as high as a row of a form. */
enum { COLUMNS = 3, LINE = 18, MAX_LINES = 12, SHAPES = 1024, MAX_TEXT = 32767 };

/* The comment of a cell, of which there is one however many paths lead to it. */
static bc_xlsx_comment *comment_at(bc_xlsx_remarks *remarks, uint32_t row, uint32_t column)
{
    for (size_t i = 0; i < remarks->found.n; i++)
        if (remarks->found.at[i].row == row && remarks->found.at[i].column == column)
            return &remarks->found.at[i];
    bc_vec_add(&remarks->found, (bc_xlsx_comment){ .row = row, .column = column });
    return &remarks->found.at[remarks->found.n - 1];
}

void bc_xlsx_remarks_meet(bc_xlsx_remarks *remarks, bc_str path, uint32_t row, uint32_t column, bc_arena *arena)
{
    for (size_t i = 0; i < remarks->n; i++) {
        bc_xlsx_remark *remark = &remarks->at[i];
        if (remark->placed || !bc_str_eq(remark->path, path))
            continue;
        remark->row = row + 1;
        remark->column = column + 1;
        bc_xlsx_comment *comment = comment_at(remarks, row, column);
        if (comment->text.n + remark->text.n >= MAX_TEXT)
            continue;
        comment->text = comment->text.n
                            ? bc_arena_printf(arena, "%.*s\n%.*s", BC_STR_ARG(comment->text), BC_STR_ARG(remark->text))
                            : bc_arena_str(arena, remark->text);
        remark->placed = true;
    }
}

void bc_xlsx_remarks_write(const bc_xlsx_comments *comments, bc_buf *xml)
{
    bc_buf_add_text(xml, XML_HEAD "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                                  "<authors><author>biaoce</author></authors><commentList>");
    for (size_t i = 0; i < comments->n; i++) {
        char cell[LXW_MAX_CELL_NAME_LENGTH];
        lxw_rowcol_to_cell(cell, comments->at[i].row, (lxw_col_t)comments->at[i].column);
        bc_buf_printf(xml, "<comment ref=\"%s\" authorId=\"0\"><text><t xml:space=\"preserve\">", cell);
        bc_xlsx_text_xml(comments->at[i].text, xml);
        bc_buf_add_text(xml, "</t></text></comment>");
    }
    bc_buf_add_text(xml, "</commentList></comments>");
}

static uint32_t lines_of(bc_str text)
{
    uint32_t lines = 1, characters = 0;
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        characters = c == '\n' ? 0 : characters + 1;
        lines += c == '\n' || characters % LINE == 0;
    }
    return lines < MAX_LINES ? lines : (uint32_t)MAX_LINES;
}

void bc_xlsx_remarks_draw(const bc_xlsx_comments *comments, size_t nth, bc_buf *xml)
{
    bc_buf_printf(xml,
                  "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                  "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">"
                  "<o:idmap v:ext=\"edit\" data=\"%zu\"/></o:shapelayout>"
                  "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
                  "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
                  "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>",
                  nth);
    for (size_t i = 0; i < comments->n; i++) {
        const bc_xlsx_comment *c = &comments->at[i];
        bc_buf_printf(xml,
                      "<v:shape id=\"_x0000_s%zu\" type=\"#_x0000_t202\" style=\"position:absolute;z-index:%zu;"
                      "visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>"
                      "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
                      "<v:textbox><div style=\"text-align:left\"></div></v:textbox>"
                      "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
                      "<x:Anchor>%u, 8, %u, 4, %u, 8, %u, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
                      "<x:Row>%u</x:Row><x:Column>%u</x:Column></x:ClientData></v:shape>",
                      nth * SHAPES + i + 1, i + 1, c->column + 1, c->row, c->column + 1 + COLUMNS,
                      c->row + lines_of(c->text), c->row, c->column);
    }
    bc_buf_add_text(xml, "</xml>");
}
