/* Where a signature is seen: a rectangle on a page, as people measure it and as PDF does. */
#ifndef BC_SIGN_PRIVATE_PLACE_H
#define BC_SIGN_PRIVATE_PLACE_H

#include "base/len.h"
#include "pdfread/pdfread.h"

enum { BC_SIGN_MAX_PAGES = 1000 * 1000 };

/* From the upper left corner of the page as it is shown. */
typedef struct bc_sign_place {
    uint32_t page; /* from 1; 0: the last */
    bc_len x, y, width;
    bc_len height; /* 0: as the picture has it */
} bc_sign_place;

/* `1,120mm,200mm,42mm`, and a height behind that, or `last` in place of a page. False: it is something else. */
bool bc_sign_place_parse(bc_str text, bc_sign_place *out);

typedef struct bc_sign_page {
    uint32_t number; /* of its object */
    const bc_pdfread_object *dict;
    int64_t left, bottom, right, top; /* thousandths; what is shown of it */
    unsigned turn;                    /* quarters clockwise that it is turned by when it is shown */
} bc_sign_page;

/* The page of that number, from 1 on; 0: the last. False: there is none, or it has no size. */
bool bc_sign_page_find(bc_pdfread *file, uint32_t number, bc_sign_page *out);
/* The page whose object has that number. */
bool bc_sign_page_of(bc_pdfread *file, uint32_t object, bc_sign_page *out);

/* In thousandths, as the page's own coordinates have it. */
typedef struct bc_sign_rectangle {
    int64_t left, bottom, right, top;
} bc_sign_rectangle;

/* False: it would not lie on the page. The place has a height. */
bool bc_sign_place_on(const bc_sign_page *page, const bc_sign_place *place, bc_sign_rectangle *out);

#endif
