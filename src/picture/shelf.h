/* Pictures read once for all who use them, found below a folder and nowhere else. */
#ifndef BC_PICTURE_SHELF_H
#define BC_PICTURE_SHELF_H

#include "base/file.h"
#include "base/vec.h"
#include "picture/picture.h"

/* Used by all threads. */
typedef struct bc_picture_shelf bc_picture_shelf;

bc_picture_shelf *bc_picture_shelf_new(void);
/* With all its pictures; nobody uses them any more. NULL is allowed. */
void bc_picture_shelf_free(bc_picture_shelf *shelf);

/* From here on pictures are read without what their files say besides. Before any is. */
void bc_picture_shelf_bare(bc_picture_shelf *shelf);

/* Why there is no picture. */
typedef enum bc_picture_absence {
    BC_PICTURE_FOUND,
    BC_PICTURE_MISSING,    /* no such file there */
    BC_PICTURE_OUTSIDE,    /* the name leads, or may lead, out of the folder */
    BC_PICTURE_UNREADABLE, /* the system, or no plain file, or too large */
    BC_PICTURE_UNFIT       /* no picture that can be printed */
} bc_picture_absence;

typedef struct bc_picture_answer {
    bc_picture_absence absence;
    bc_picture *picture; /* NULL unless found */
    const char *why;     /* of UNREADABLE and UNFIT, in the user's language, lent until the thread's next; else NULL */
} bc_picture_answer;

/* The file `name`, relative to `folder` (empty: the current one). The name may lead into folders below it, never by a
 * link, upwards or from the root. What is found is in use until it is given back. */
bc_picture_answer bc_picture_shelf_find(bc_picture_shelf *shelf, bc_str folder, bc_str name);
void bc_picture_give_back(bc_picture *picture);
/* A picture of black and white modules, as codes are. */
typedef struct bc_picture_modules {
    const uint8_t *dark; /* rows of columns, 1 where it is black */
    uint32_t columns, rows;
    uint32_t quiet_across, quiet_down; /* white ones on either side, above and below */
    uint32_t across, down;             /* pixels of each */
} bc_picture_modules;

/* A PNG of them, in use until it is given back; it can be put into a workbook only. */
bc_picture *bc_picture_shelf_make(bc_picture_shelf *shelf, const bc_picture_modules *modules);
/* Lets it stay as long as the shelf, for outputs that are bound later. */
void bc_picture_keep(bc_picture *picture);

#endif
