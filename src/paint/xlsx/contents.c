/* The list that a workbook of many begins with. Its sheet is made first, so that it stands in front, and filled
 * last, when all names are known. */
#include "paint/xlsx/private/contents.h"

#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/typed.h"

#include <stdio.h>
#include <string.h>

/* Excel follows no more links than this on one sheet; later entries are words only. */
enum { MAX_LINKS = 65530 };

enum { NUMBER, NAME, TITLE, COLUMNS };

static const bc_text_style TITLE_TEXT = { .role = BC_ROLE_TITLE, .size = BC_PT(18), .leading = BC_PT(36) };
static const bc_text_style ROW_TEXT = { .role = BC_ROLE_TABLE, .size = BC_PT(10) + 500, .leading = BC_PT(16) };

bc_form_paper bc_xlsx_contents_paper(void)
{
    return (bc_form_paper){ .width = BC_MM10(2100),
                            .height = BC_MM10(2970),
                            .top = BC_MM10(370),
                            .bottom = BC_MM10(350),
                            .left = BC_MM10(280),
                            .right = BC_MM10(260),
                            .number = BC_NUMBER_CENTRE };
}

typedef struct list {
    bc_xlsx_writer *w;
    bc_xlsx_look head, number, text, link, heading;
    uint32_t links;
} list;

static bc_xlsx_look look_of(const bc_text_style *text, uint8_t across)
{
    return (bc_xlsx_look){
        .size = text->size, .role = (uint8_t)text->role, .across = across, .down = LXW_ALIGN_VERTICAL_CENTER
    };
}

/* What begins like a formula stays text when somebody edits the cell. */
static void keep_text(bc_xlsx_look *look, bc_str text)
{
    if (bc_xlsx_typed_is_risky(text))
        memcpy(look->number_format, "@", 2);
}

static bc_xlsx_look framed_look(bc_font_role role, uint8_t across, bool underlined)
{
    bc_xlsx_look look = look_of(&ROW_TEXT, across);
    look.role = (uint8_t)role;
    look.underlined = look.shrinks = underlined; /* LibreOffice does not break a link into lines */
    look.left = look.right = look.top = look.bottom = LXW_BORDER_THIN;
    return look;
}

static uint32_t find(bc_xlsx_writer *w, const bc_xlsx_look *usual, bc_str text)
{
    bc_xlsx_look look = *usual;
    keep_text(&look, text);
    return bc_xlsx_writer_look(w, &look);
}

/* A row as high as its tallest cell. */
static bc_xlsx_range add_row(bc_xlsx_writer *w, const bc_str texts[COLUMNS])
{
    uint32_t lines = 1;
    for (uint32_t i = 0; i < COLUMNS; i++) {
        uint32_t need = bc_xlsx_fit_lines(texts[i], ROW_TEXT.size, w->grid.edges[i + 1] - w->grid.edges[i]);
        lines = need > lines ? need : lines;
    }
    return bc_xlsx_writer_add_rows(w, bc_xlsx_fit_height(&ROW_TEXT, lines) + BC_PT(4));
}

static void put(bc_xlsx_writer *w, const bc_xlsx_range *row, uint32_t column, bc_str text, const bc_xlsx_look *look)
{
    bc_xlsx_range cell = { row->row, row->row_end, column, column + 1 };
    bc_xlsx_writer_put_text(w, &cell, text, find(w, look, text));
}

static void put_link(list *l, const bc_xlsx_range *row, const bc_xlsx_entry *entry)
{
    bc_xlsx_writer *w = l->w;
    if (l->links == MAX_LINKS) {
        put(w, row, NAME, entry->name, &l->text);
        return;
    }
    bc_xlsx_range cell = { row->row, row->row + 1, NAME, NAME + 1 };
    bc_xlsx_writer_put_link(w, &cell, entry->name, bc_str_from(entry->sheet), find(w, &l->link, entry->name));
    l->links++;
}

static void write_entry(list *l, const bc_xlsx_entry *entry, uint32_t nth)
{
    char number[16];
    int n = snprintf(number, sizeof number, "%u", nth);
    bc_xlsx_range row = add_row(l->w, (bc_str[]){ { number, (size_t)n }, entry->name, entry->title });
    bc_xlsx_range cell = { row.row, row.row_end, NUMBER, NUMBER + 1 };
    bc_xlsx_writer_put_number(l->w, &cell, nth, bc_xlsx_writer_look(l->w, &l->number));
    put_link(l, &row, entry);
    put(l->w, &row, TITLE, entry->title, &l->text);
}

static void write_heading(list *l, const bc_xlsx_entry *entry)
{
    bc_xlsx_writer *w = l->w;
    uint32_t lines = bc_xlsx_fit_lines(entry->name, ROW_TEXT.size, w->grid.edges[COLUMNS]);
    bc_xlsx_range row = bc_xlsx_writer_add_rows(w, bc_xlsx_fit_height(&ROW_TEXT, lines) + BC_PT(4));
    bc_xlsx_writer_put_text(w, &row, entry->name, find(w, &l->heading, entry->name));
}

static void write_title(bc_xlsx_writer *w, bc_str title)
{
    bc_xlsx_look look = look_of(&TITLE_TEXT, LXW_ALIGN_CENTER);
    uint32_t lines = bc_xlsx_fit_lines(title, TITLE_TEXT.size, w->grid.edges[COLUMNS]);
    bc_xlsx_range row = bc_xlsx_writer_add_rows(w, bc_xlsx_fit_height(&TITLE_TEXT, lines));
    bc_xlsx_writer_put_text(w, &row, title, find(w, &look, title));
}

/* Styles are numbered as they are first asked for: in this order, whatever the list holds. */
static void number_looks(const list *l)
{
    const bc_xlsx_look *const looks[] = { &l->head, &l->number, &l->text, &l->link, &l->heading };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        (void)bc_xlsx_writer_look(l->w, looks[i]);
}

static void write_head(list *l)
{
    const bc_str labels[COLUMNS] = { BC_STR("序号"), BC_STR("名称"), BC_STR("表") };
    bc_xlsx_writer *w = l->w;
    bc_xlsx_range row = add_row(w, labels);
    for (uint32_t i = 0; i < COLUMNS; i++)
        put(w, &row, i, labels[i], &l->head);
    w->head = (bc_xlsx_head){ row.row, row.row_end, 0 };
}

void bc_xlsx_contents_write(bc_xlsx_writer *w, bc_xlsx_player *player, const bc_xlsx_contents *contents)
{
    bc_form_paper paper = bc_xlsx_contents_paper();
    bc_len width = bc_layout_frame_width(&paper);
    const bc_len edges[COLUMNS + 1] = { 0, width * 2 / 25, width * 3 / 5, width };
    bc_xlsx_writer_begin(w, player);
    bc_xlsx_writer_set_grid(w, &(bc_xlsx_grid){ edges, COLUMNS });
    list l = { .w = w,
               .head = framed_look(BC_ROLE_HEAD, LXW_ALIGN_CENTER, false),
               .number = framed_look(BC_ROLE_NUMBER, LXW_ALIGN_CENTER, false),
               .text = framed_look(BC_ROLE_TABLE, LXW_ALIGN_LEFT, false),
               .link = framed_look(BC_ROLE_TABLE, LXW_ALIGN_LEFT, true),
               .heading = framed_look(BC_ROLE_HEAD, LXW_ALIGN_LEFT, false) };
    number_looks(&l);
    write_title(w, contents->title);
    write_head(&l);
    uint32_t nth = 0;
    for (size_t i = 0; i < contents->entries.n && bc_xlsx_writer_has_room(w, 1); i++) {
        if (contents->entries.at[i].sheet)
            write_entry(&l, &contents->entries.at[i], ++nth);
        else
            write_heading(&l, &contents->entries.at[i]);
    }
    bc_xlsx_writer_end(w);
}
