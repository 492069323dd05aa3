/* What is done to a sheet, as bytes: one after the other a kind and what belongs to it. writer.c puts them, player.c
 * does them to a sheet of libxlsxwriter. They name no sheet, workbook or format, so that they can be kept until it is
 * known where the sheet belongs, and be done more than once. */
#ifndef BC_PAINT_XLSX_PRIVATE_OPERATIONS_H
#define BC_PAINT_XLSX_PRIVATE_OPERATIONS_H

/* Whole numbers are written in sevens of bits, texts with their length in front and a NUL behind, figures and looks as
 * they lie in memory: the bytes never leave the process. */
typedef enum bc_xlsx_operation {
    BC_XLSX_COLUMN,  /* width: a figure as the library takes it */
    BC_XLSX_ROWS,    /* height of each, their look and 1 or 0, how many */
    BC_XLSX_LOOK,    /* the next look; cells name it by its number, from 0 */
    BC_XLSX_TEXT,    /* range, look, text */
    BC_XLSX_NUMBER,  /* range, look, figure */
    BC_XLSX_FORMULA, /* row and column of a cell that was written, look, the figure that it gives, text */
    BC_XLSX_LINK,    /* range, look, text, the sheet it leads to */
    BC_XLSX_NAME,    /* the path of the cell written last */
    BC_XLSX_LIST,    /* the path of a list, the rows above and below it, its first column and the one behind its last */
    BC_XLSX_GIVEN,   /* a path, and the text that the record has there, which may stand in no cell */
    BC_XLSX_FORM,    /* which form the sheet is */
    BC_XLSX_GUIDE,   /* of cells of a column: column, first and last row, whether they take numbers, whether others than
                        the choices are taken, title, message, choices */
    BC_XLSX_LOCK,    /* all cells but those that are to be filled in */
    BC_XLSX_BREAK,   /* the next row begins a page */
    BC_XLSX_FREEZE,  /* rows above this one stay in sight */
    BC_XLSX_FILTER,  /* of a list the row of its head, the one below its last, and its columns: all can be filtered */
    BC_XLSX_OBJECT,  /* something that lies over the cells, as it lies in memory; its words, the data of a chart */
    BC_XLSX_FULL,    /* more rows came than a sheet holds */
    BC_XLSX_END      /* of the rows that every page repeats the first and the one behind the last */
} bc_xlsx_operation;

#endif
