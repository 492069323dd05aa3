/* A sheet without names, and the empty form, laid beside each other by their labels. */
#ifndef BC_COLLECT_PRIVATE_ALIGN_H
#define BC_COLLECT_PRIVATE_ALIGN_H

#include "collect/private/plan.h"
#include "collect/private/sheet.h"

/* Sheets with more are no forms. */
enum { BC_COLLECT_ALIGN_ROWS = 4000 };

enum { BC_COLLECT_LEADS = 2 };

/* What stands before a colon with words behind it, and where these begin. */
typedef struct bc_collect_lead {
    bc_collect_label label[BC_COLLECT_LEADS];
    size_t behind[BC_COLLECT_LEADS];
} bc_collect_lead;

/* What a sheet says, as labels: made once, however many forms it is compared with. */
typedef struct bc_collect_words_seen {
    const bc_collect_sheet *sheet;
    bc_collect_label *labels; /* of each cell, in their order */
    bc_collect_lead *leads;   /* beside these */
    uint32_t *first;          /* of each row, and behind the last */
    uint32_t rows;
} bc_collect_words_seen;

/* False: the sheet has too many rows. All is in the arena. */
bool bc_collect_words_see(bc_collect_words_seen *seen, const bc_collect_sheet *sheet, bc_arena *arena);

/* How many of the form's labels the sheet has, wherever, and how many there are. */
typedef struct bc_collect_likeness {
    uint32_t found, wanted;
} bc_collect_likeness;

bc_collect_likeness bc_collect_align_compare(const bc_collect_words_seen *seen, const bc_collect_plan *plan);

/* Of labels that were found their cell. */
typedef struct bc_collect_found {
    uint32_t row, column, over; /* of the sheet; column 0: not found */
    bc_str text;
    bc_str inside; /* p not NULL: what stands behind the label in the same cell */
} bc_collect_found;

typedef struct bc_collect_alignment {
    const bc_collect_plan *plan;
    const bc_collect_sheet *sheet;
    uint32_t *row_of;        /* of each row of the plan the number of its row; 0: not known */
    bc_collect_found *found; /* of each cell of the plan */
} bc_collect_alignment;

void bc_collect_align(bc_collect_alignment *alignment, const bc_collect_words_seen *seen, const bc_collect_plan *plan,
                      bc_arena *arena);

#endif
