/* Writes the operations that make a sheet: kept as a draft, or done to a sheet as they come. */
#ifndef BC_PAINT_XLSX_PRIVATE_WRITER_H
#define BC_PAINT_XLSX_PRIVATE_WRITER_H

#include "base/strmap.h"
#include "base/vec.h"
#include "paint/xlsx/draft.h"
#include "paint/xlsx/private/grid.h"
#include "paint/xlsx/private/look.h"
#include "paint/xlsx/private/objects.h"
#include "paint/xlsx/private/player.h"

/* The rows that are printed again on each page: the head of the longest band written so far. */
typedef struct bc_xlsx_head {
    uint32_t first, end; /* equal: none */
    uint32_t body;
} bc_xlsx_head;

/* A cell with a value, or a total. */
typedef struct bc_xlsx_noted {
    uint32_t row, column, look;
    double number; /* 0: it is none */
    const bc_layout_sum *sum;
    bool is_number;
    bool amount;     /* of an empty form: a number belongs there, */
    bc_str unit;     /* in this unit, */
    bc_str own_unit; /* but was filled in with this one; empty: it brought none */
    bool odd;        /* which is another one */
} bc_xlsx_noted;

/* The rows of a list on the sheet. */
typedef struct bc_xlsx_fence {
    uint32_t row, row_end;
    bool grows, below_words; /* rows can be added; above it stand no figures */
} bc_xlsx_fence;

/* What a cell that is to be filled in says. */
typedef struct bc_xlsx_guide {
    bc_str title, message; /* empty: none */
    const bc_str *choices; /* that drop down */
    uint32_t choice_count;
    bool open;   /* others are taken, too */
    bool number; /* what is no number is asked about */
} bc_xlsx_guide;

/* Cells of a column, one below the other, that say the same. */
typedef struct bc_xlsx_guided {
    const bc_form_field *field;
    uint32_t column, row, row_end;
    bc_xlsx_guide guide;
} bc_xlsx_guided;

typedef struct bc_xlsx_writer {
    bc_arena arena; /* for the time of one document */
    bc_buf operations;
    bc_xlsx_player *player; /* does them before there are many; NULL: they are kept */
    bc_strmap looks;        /* their numbers + 1 */
    uint32_t look_count;
    bc_xlsx_grid grid;
    uint32_t row;   /* the next free one */
    int64_t height; /* of those above it */
    BC_VEC(bc_len) row_heights;
    int64_t foot;        /* seals reach down to there */
    uint32_t page_first; /* the row with which the page begins, as far as that is known */
    bc_xlsx_head head;
    uint32_t cut;        /* cells whose text was longer than a cell holds */
    bool full;           /* more rows came than a sheet holds */
    bool names_lists;    /* values in lists get names, too */
    uint32_t page_rows;  /* rows of pages so far */
    uint32_t said;       /* cells so far that show what follows from others */
    bool blank, filled;  /* a form to be filled in; it was already, and is to be corrected */
    const bc_form *form; /* that the document is; NULL: none */
    bool opens_rows;     /* the rows that are added can be removed by whoever fills them in */
    bc_strmap fenced;    /* lists that have rows on the sheet; indices + 1 of: */
    BC_VEC(bc_xlsx_fence) fences;
    BC_VEC(bc_xlsx_guided) guided; /* columns of cells that say what they take, not written yet */
    bc_str unit;                   /* of amounts of money in the table at work; empty: their own */
    bool has_list;                 /* that is filtered: a sheet has one */
    bc_xlsx_print print;
    uint32_t page_row;     /* begins a page once it is there; 0: none does */
    bool formulas;         /* totals are to be formulas: these are where they add up */
    bc_strmap noted_paths; /* indices + 1 of: */
    BC_VEC(bc_xlsx_noted) noted;
    BC_VEC(bc_xlsx_noted) totals;
    bc_buf text, format;
} bc_xlsx_writer;

void bc_xlsx_writer_init(bc_xlsx_writer *w);
void bc_xlsx_writer_release(bc_xlsx_writer *w);
/* Begins a sheet with these columns; `player` may be NULL. What the sheet before left is forgotten, and the grid lives
 * in w->arena, so that is the first thing to be called, with the grid made by bc_xlsx_writer_set_grid. */
void bc_xlsx_writer_begin(bc_xlsx_writer *w, bc_xlsx_player *player);
void bc_xlsx_writer_set_grid(bc_xlsx_writer *w, const bc_xlsx_grid *grid);
/* What is printed, and what of it on every page. */
void bc_xlsx_writer_end(bc_xlsx_writer *w);

/* A rectangle of cells: rows and columns from the first to before the end. */
typedef struct bc_xlsx_range {
    uint32_t row, row_end;
    uint32_t column, column_end;
} bc_xlsx_range;

/* False, and remembered, when so many rows do not fit any more or the sheet has failed. */
bool bc_xlsx_writer_has_room(bc_xlsx_writer *w, uint64_t rows);
/* Makes as many rows as the height takes and moves on; the range covers them and all columns. */
bc_xlsx_range bc_xlsx_writer_add_rows(bc_xlsx_writer *w, bc_len height);
/* The number of the look on this sheet. */
uint32_t bc_xlsx_writer_look(bc_xlsx_writer *w, const bc_xlsx_look *look);
/* Write into the cells, which become one. Texts stay texts, also those that begin with = or @. */
void bc_xlsx_writer_put_text(bc_xlsx_writer *w, const bc_xlsx_range *range, bc_str text, uint32_t look);
void bc_xlsx_writer_put_number(bc_xlsx_writer *w, const bc_xlsx_range *range, double number, uint32_t look);
/* Over a cell that was written; `number` is what it gives, NAN: the text. */
void bc_xlsx_writer_put_formula(bc_xlsx_writer *w, uint32_t row, uint32_t column, bc_str formula, double number,
                                bc_str text, uint32_t look);
/* Leads to the sheet of that name. */
void bc_xlsx_writer_put_link(bc_xlsx_writer *w, const bc_xlsx_range *range, bc_str text, bc_str sheet, uint32_t look);
/* Names the cell written last after the path, if a name can say the path. */
void bc_xlsx_writer_name_cell(bc_xlsx_writer *w, bc_str path);
/* Names it so that whoever reads the sheet back asks no field for it. */
void bc_xlsx_writer_name_said(bc_xlsx_writer *w);

/* Of a column of cells that have been written. */
void bc_xlsx_writer_guide(bc_xlsx_writer *w, const bc_xlsx_guided *guided);
/* The list of that path has these rows and columns. */
void bc_xlsx_writer_fence(bc_xlsx_writer *w, bc_str path, const bc_xlsx_range *range);
/* The record has that text, which may stand in no cell. */
void bc_xlsx_writer_name_text(bc_xlsx_writer *w, bc_str path, bc_str text);
/* The form that the sheet is. */
void bc_xlsx_writer_name_form(bc_xlsx_writer *w, bc_str anchor);
/* Locks all cells that are not to be filled in, without a password. */
void bc_xlsx_writer_lock(bc_xlsx_writer *w);
/* Rows above this one stay in sight when the sheet is scrolled. */
void bc_xlsx_writer_freeze(bc_xlsx_writer *w, uint32_t row);
/* The first row of the range has buttons that filter those below. */
void bc_xlsx_writer_filter(bc_xlsx_writer *w, const bc_xlsx_range *range);
/* Lies over the cells. */
void bc_xlsx_writer_put_object(bc_xlsx_writer *w, const bc_xlsx_object *object);
/* What is drawn, with its upper left corner there; nothing where it has no picture. A chart ends at `end`. */
void bc_xlsx_writer_put_figure(bc_xlsx_writer *w, const bc_layout_drawn *drawn, const bc_xlsx_spot *spot,
                               const bc_xlsx_spot *end);
/* A seal whose middle is there: from the left edge of the sheet, and from the top of a row that has been added. */
void bc_xlsx_writer_put_seal(bc_xlsx_writer *w, const bc_layout_drawn *drawn, uint32_t row, bc_len x, bc_len y);
/* An empty row where seals reach below the last one, before a page or the sheet ends: what is printed ends there. */
void bc_xlsx_writer_make_room(bc_xlsx_writer *w);
/* The next row begins a page, if it is not the first and another one comes. */
void bc_xlsx_writer_break(bc_xlsx_writer *w);

#endif
