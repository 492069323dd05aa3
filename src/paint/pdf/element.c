/* Structure elements as text. There are as many as cells, so they are put together byte by byte into room that is made
 * once for each; numbers that count up from one of very many to the next take the same room in all. */
#include "paint/pdf/private/element.h"

#include "paint/pdf/private/syntax.h"

#include <string.h>

enum {
    ID_DIGITS = 4 /* as many as object numbers need */,
    ID_SIZE = ID_DIGITS + 2,
    NUMBER = 10,
    FIXED = 160,    /* what an element takes at most besides kids and heads */
    KID = 48,       /* <</Type/MCR/Pg 1234567890 0 R/MCID 1234567890>> and a blank */
    MARK_DIGITS = 4 /* among very many */
};

static char *put(char *to, const char *text, size_t n)
{
    memcpy(to, text, n);
    return to + n;
}
#define PUT(to, literal) put(to, "" literal, sizeof(literal) - 1)

static char *put_number(char *to, uint32_t value, int width)
{
    char digits[NUMBER];
    int at = NUMBER;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (NUMBER - at < width)
        digits[--at] = ' ';
    memcpy(to, digits + at, (size_t)(NUMBER - at));
    return to + (NUMBER - at);
}

static char *put_ref(char *to, uint32_t ref)
{
    to = put_number(to, ref, 0);
    return PUT(to, " 0 R");
}

static char *put_id(char *to, uint32_t id)
{
    static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    enum { BASE = sizeof DIGITS - 1 };
    to[0] = '(';
    for (int i = ID_DIGITS; i > 0; i--, id /= BASE)
        to[i] = DIGITS[id % BASE];
    to[ID_DIGITS + 1] = ')';
    return to + ID_SIZE;
}

void bc_pdf_put_id(bc_buf *out, bc_pdf_ref ref)
{
    char text[ID_SIZE];
    put_id(text, ref);
    bc_buf_add(out, text, sizeof text);
}

void bc_pdf_put_wide_ref(bc_buf *out, bc_pdf_ref ref)
{
    char text[2 * BC_PDF_REFERENCE];
    char *end = put_ref(text, ref);
    while (end < text + BC_PDF_REFERENCE)
        *end++ = ' ';
    bc_buf_add(out, text, (size_t)(end - text));
}

void bc_pdf_align_refs(bc_buf *out)
{
    while ((out->n + strlen("<<")) % BC_PDF_REFERENCE)
        bc_buf_add_char(out, ' ');
}

static uint32_t page_of(const bc_layout_tag *tag)
{
    for (uint32_t i = 0; i < tag->kid_count; i++)
        if (!tag->kids[i].id && (!tag->kids[i].link || tag->kind == BC_TAG_FORM))
            return tag->kids[i].page;
    return 0;
}

static char *put_kid(char *to, const bc_layout_tag *tag, const bc_layout_tag_kid *kid, uint32_t page,
                     const bc_pdf_numbers *numbers)
{
    if (kid->id)
        return put_ref(to, kid->id + numbers->elements);
    if (kid->link) {
        to = PUT(to, "<</Type/OBJR/Obj ");
        to = put_ref(to, kid->mark + numbers->links);
        return PUT(to, ">>");
    }
    if (kid->page == page)
        return put_number(to, kid->mark, tag->many ? MARK_DIGITS : 0);
    to = PUT(to, "<</Type/MCR/Pg ");
    to = put_ref(to, kid->page + numbers->pages);
    to = PUT(to, "/MCID ");
    to = put_number(to, kid->mark, 0);
    return PUT(to, ">>");
}

static char *put_kids(char *to, const bc_layout_tag *tag, const bc_pdf_numbers *numbers)
{
    const uint32_t page = page_of(tag);
    if (page) {
        to = PUT(to, "/Pg ");
        to = put_ref(to, page + numbers->pages);
    }
    if (!tag->kid_count)
        return to;
    to = tag->kid_count > 1 ? PUT(to, "/K[") : PUT(to, "/K ");
    for (uint32_t i = 0; i < tag->kid_count; i++) {
        if (i)
            *to++ = ' ';
        to = put_kid(to, tag, &tag->kids[i], page, numbers);
    }
    if (tag->kid_count > 1)
        *to++ = ']';
    return to;
}

static bool is_head(const bc_layout_tag *tag)
{
    return tag->kind == BC_TAG_ROW_HEAD || tag->kind == BC_TAG_COLUMN_HEAD;
}

static char *put_cell(char *to, const bc_layout_tag *tag, const bc_pdf_numbers *numbers)
{
    const bool head = is_head(tag);
    if (head) {
        to = PUT(to, "/ID");
        to = put_id(to, tag->id + numbers->elements);
    }
    if (!head && tag->columns < 2 && tag->rows < 2 && !tag->head_count)
        return to;
    to = PUT(to, "/A<</O/Table");
    if (head)
        to = tag->kind == BC_TAG_ROW_HEAD ? PUT(to, "/Scope/Row") : PUT(to, "/Scope/Column");
    if (tag->columns > 1) {
        to = PUT(to, "/ColSpan ");
        to = put_number(to, tag->columns, 0);
    }
    if (tag->rows > 1) {
        to = PUT(to, "/RowSpan ");
        to = put_number(to, tag->rows, 0);
    }
    if (tag->head_count)
        to = PUT(to, "/Headers[");
    for (uint32_t i = 0; i < tag->head_count; i++)
        to = put_id(to, tag->heads[i] + numbers->elements);
    return tag->head_count ? PUT(to, "]>>") : PUT(to, ">>");
}

static void put_figure(bc_buf *out, const bc_layout_tag *tag)
{
    const bc_layout_tag_figure *figure = &tag->figure;
    const int64_t corners[] = { figure->left, figure->bottom, figure->right, figure->top };
    bc_buf_add_text(out, "/Alt");
    bc_pdf_put_text(out, figure->alt);
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        bc_buf_add_text(out, i ? " " : "/A<</O/Layout/BBox[");
        bc_pdf_put_length(out, corners[i]);
    }
    bc_buf_add_text(out, "]>>");
}

static void put_long_list(bc_buf *out, const bc_layout_tag *tag, const bc_pdf_numbers *numbers)
{
    bc_buf_add_text(out, "/K[");
    bc_pdf_align_refs(out);
    for (uint32_t i = 0; i < tag->kid_count; i++)
        bc_pdf_put_wide_ref(out, tag->kids[i].id + numbers->elements);
    bc_buf_add_char(out, ']');
}

bc_pdf_family bc_pdf_put_element(bc_buf *out, const bc_layout_tag *tag, const bc_pdf_numbers *numbers)
{
    static const char *const NAMES[] = {
        [BC_TAG_HEADING] = "H",           [BC_TAG_PARAGRAPH] = "P",      [BC_TAG_TABLE] = "Table",
        [BC_TAG_TABLE_HEAD] = "THead",    [BC_TAG_TABLE_BODY] = "TBody", [BC_TAG_ROW] = "TR",
        [BC_TAG_COLUMN_HEAD] = "TH",      [BC_TAG_ROW_HEAD] = "TH",      [BC_TAG_CELL] = "TD",
        [BC_TAG_FIGURE] = "Figure",       [BC_TAG_LIST] = "L",           [BC_TAG_ITEM] = "LI",
        [BC_TAG_ITEM_BODY] = "LBody",     [BC_TAG_CONTENTS] = "TOC",     [BC_TAG_ENTRY] = "TOCI",
        [BC_TAG_REFERENCE] = "Reference", [BC_TAG_LINK] = "Link",        [BC_TAG_FORM] = "Form",
        [BC_TAG_SECTION] = "Sect"
    };
    const bool listed = tag->many && tag->kind == BC_TAG_TABLE_BODY;
    bc_buf_reserve(out, FIXED + (listed ? 0 : tag->kid_count * (size_t)KID) + tag->head_count * (size_t)ID_SIZE);
    char *to = out->p + out->n;
    to = PUT(to, "/S/");
    to = put(to, NAMES[tag->kind], strlen(NAMES[tag->kind]));
    if (tag->kind == BC_TAG_HEADING)
        to = put_number(to, tag->level, 0);
    if (tag->kind == BC_TAG_CELL || is_head(tag))
        to = put_cell(to, tag, numbers);
    to = PUT(to, "/P ");
    to = put_ref(to, tag->parent ? tag->parent + numbers->elements : numbers->parent);
    if (!listed)
        to = put_kids(to, tag, numbers);
    *to = '\0';
    out->n = (size_t)(to - out->p);
    if (tag->kind == BC_TAG_FIGURE)
        put_figure(out, tag);
    if (listed)
        put_long_list(out, tag, numbers);
    if (!tag->many)
        return BC_PDF_MIXED;
    return listed ? BC_PDF_LISTS : tag->kind == BC_TAG_ROW ? BC_PDF_ROWS : BC_PDF_CELLS;
}
