/* Cell formats: one for all cells that look the same. */
#ifndef BC_PAINT_XLSX_PRIVATE_LOOK_H
#define BC_PAINT_XLSX_PRIVATE_LOOK_H

#include "base/arena.h"
#include "base/strmap.h"
#include "layout/block.h"
#include "paint/xlsx/private/status.h"

#include <xlsxwriter.h>

enum { BC_MAX_XLSX_FORMAT = 63 }; /* bytes of a number format */

/* Its bytes are the key it is found by, so there are none between the members. */
typedef struct bc_xlsx_look {
    char number_format[BC_MAX_XLSX_FORMAT + 1]; /* empty: general */
    bc_len size;
    bc_colour colour, shade;    /* of the letters; of the ground, when shaded */
    uint8_t role, across, down; /* bc_font_role, lxw alignments */
    bool bold;
    bool shrinks;                     /* made smaller when too wide; otherwise broken into lines */
    uint8_t left, right, top, bottom; /* lxw borders */
    bool underlined, shaded;
    uint8_t turn;     /* bc_text_flow */
    uint8_t diagonal; /* lxw border from the upper left corner */
    bool unbroken;    /* neither made smaller nor broken: LibreOffice puts upright text to the left when it may break */
    bool open, required; /* of a form to be filled in: can be written to, must be */
    uint8_t indent;      /* of all lines, in the program's own units */
    uint8_t none[3];
} bc_xlsx_look;

typedef struct bc_xlsx_looks {
    lxw_workbook *workbook;
    bc_arena *arena;
    bc_xlsx_outcome *outcome;
    const bc_xlsx_constants *constants;
    bc_strmap known;
} bc_xlsx_looks;

/* `outcome` is told of a format that cannot be made. */
void bc_xlsx_looks_init(bc_xlsx_looks *looks, lxw_workbook *workbook, const bc_xlsx_constants *constants,
                        bc_arena *arena, bc_xlsx_outcome *outcome);
void bc_xlsx_looks_release(bc_xlsx_looks *looks);
lxw_format *bc_xlsx_looks_find(bc_xlsx_looks *looks, const bc_xlsx_look *look);

uint8_t bc_xlsx_across(bc_form_align align);
uint8_t bc_xlsx_down(bc_form_valign align);
/* The border for a rule of that weight. */
uint8_t bc_xlsx_border(bc_stroke stroke);

#endif
