/* Documents built by hand, as compose and measure would leave them. */
#ifndef BC_TESTS_XLSX_SAMPLE_H
#define BC_TESTS_XLSX_SAMPLE_H

#include "base/vec.h"
#include "paint/xlsx/xlsx.h"

typedef struct table_maker {
    bc_arena *arena;
    BC_VEC(bc_layout_row) rows;
    BC_VEC(bc_layout_composed_cell) cells;
    BC_VEC(bc_len) heights; /* of the rows */
    uint32_t band;
} table_maker;

extern const bc_form_cell_style LABEL_STYLE, VALUE_STYLE, PROSE_STYLE, HEAD_STYLE;
extern const bc_form_para_style TITLE_STYLE, BODY_STYLE, LINE_STYLE, NUMBER_STYLE;

bc_layout_row *add_row(table_maker *m, double height_pt, bool head);
/* A cell of the newest row; x in points. */
bc_layout_composed_cell *add_label(table_maker *m, double x0, double x1, const char *text);
bc_layout_composed_cell *add_value(table_maker *m, double x0, double x1, const char *text, const bc_value *datum,
                                   const char *path);
bc_layout_composed_cell *add_text(table_maker *m, double x0, double x1, const char *text, const char *path);
/* A number as written, such as `1,234.50`, with its unit; printed as `text`. */
bc_layout_composed_cell *add_number(table_maker *m, double x0, double x1, const char *number, const char *unit,
                                    const char *text, const char *path);
const bc_layout_table *make_table(table_maker *m, double width_pt);

typedef struct document_maker {
    bc_arena *arena;
    BC_VEC(bc_layout_composed_block) composed;
    BC_VEC(bc_layout_block) blocks;
} document_maker;

void add_para(document_maker *d, const bc_form_para_style *style, const char *text);
void add_line(document_maker *d, const char *left, const char *centre, const char *right);
void add_table(document_maker *d, const bc_layout_table *table);
void add_break(document_maker *d);
/* On A4 with margins of 28 and 26 mm. */
bc_layout_document *make_document(document_maker *d, const char *name, bool landscape);

/* The form of the Tangshan high-tech zone with that many indicators; `nth` makes records differ. */
bc_layout_document *make_form(bc_arena *arena, uint32_t nth, uint32_t indicators);

/* fonts/fonts.yaml of the project; NULL when no font is installed. Free it. */
bc_font_set *load_fonts(bc_arena *arena);

/* What the workbooks of these samples say of themselves. */
bc_layout_info sample_info(void);
/* Writes the documents into one workbook. */
bool write_book(const bc_font_set *fonts, bc_layout_document *const *documents, size_t n, bc_buf *out);

#endif
