/* Does the operations of a sheet to a sheet of a workbook. */
#ifndef BC_PAINT_XLSX_PRIVATE_PLAYER_H
#define BC_PAINT_XLSX_PRIVATE_PLAYER_H

#include "paint/xlsx/private/look.h"
#include "paint/xlsx/private/name.h"
#include "paint/xlsx/private/objects.h"
#include "paint/xlsx/private/remarks.h"

typedef struct bc_xlsx_player {
    /* given: */
    lxw_worksheet *sheet;
    bc_xlsx_looks *looks;
    bc_xlsx_names *names;
    bc_arena *arena; /* for the time of one sheet */
    bc_arena *book;  /* of the workbook */
    bc_xlsx_outcome *outcome;
    bool unprinted;          /* the sheet holds what others show */
    bc_xlsx_remarks remarks; /* to be said beside cells */
    /* found: */
    size_t merges;
    BC_VEC(bc_xlsx_object) objects; /* over the cells */
    /* at work: */
    BC_VEC(lxw_format *) formats; /* by number of the look */
    BC_VEC(lxw_row_t) breaks;
    lxw_row_t row; /* the next free one */
    lxw_col_t columns;
    lxw_row_t cell_row; /* of the cell written last */
    lxw_col_t cell_column;
} bc_xlsx_player;

/* Once or in several goes: each holds whole operations. What fails is noted in the outcome. */
void bc_xlsx_player_play(bc_xlsx_player *player, bc_str operations);
void bc_xlsx_player_release(bc_xlsx_player *player);

#endif
