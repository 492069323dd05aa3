/* Documents built by hand, as compose and measure would leave them. */
#ifndef BC_TESTS_XLSX_SAMPLE_H
#define BC_TESTS_XLSX_SAMPLE_H

#include "base/vec.h"
#include "paint/xlsx/xlsx.h"

typedef struct table_maker {
    bc_arena *arena;
    BC_VEC(bc_row) rows;
    BC_VEC(bc_cell) cells;
    uint32_t band;
} table_maker;

extern const bc_cell_style LABEL_STYLE, VALUE_STYLE, PROSE_STYLE, HEAD_STYLE;
extern const bc_para_style TITLE_STYLE, BODY_STYLE, LINE_STYLE, NUMBER_STYLE;

bc_row *add_row(table_maker *m, double height_pt, bool head);
/* A cell of the newest row; x in points. */
bc_cell *add_label(table_maker *m, double x0, double x1, const char *text);
bc_cell *add_value(table_maker *m, double x0, double x1, const char *text, const bc_datum *datum, const char *path);
bc_cell *add_text(table_maker *m, double x0, double x1, const char *text, const char *path);
/* A number as written, such as `1,234.50`, with its unit; printed as `text`. */
bc_cell *add_number(table_maker *m, double x0, double x1, const char *number, const char *unit, const char *text,
                    const char *path);
bc_table *make_table(table_maker *m, double width_pt);

typedef struct document_maker {
    bc_arena *arena;
    BC_VEC(bc_block) blocks;
} document_maker;

bc_block *add_para(document_maker *d, const bc_para_style *style, const char *text);
bc_block *add_line(document_maker *d, const char *left, const char *centre, const char *right);
void add_table(document_maker *d, bc_table *table);
void add_break(document_maker *d);
/* On A4 with margins of 28 and 26 mm. */
bc_document *make_document(document_maker *d, const char *name, bool landscape);

/* The form of the Tangshan high-tech zone with that many indicators; `nth` makes records differ. */
bc_document *make_form(bc_arena *arena, uint32_t nth, uint32_t indicators);

/* fonts/fonts.yaml of the project; NULL when no font is installed. Free it. */
bc_fontset *load_fonts(bc_arena *arena);

/* Writes the documents into one workbook. */
bool write_book(const bc_fontset *fonts, bc_document *const *documents, size_t n, bc_buf *out);

#endif
