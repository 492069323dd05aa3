/* The elements of a repetition in the order in which they are printed: categories.c, sides.c. Private to layout/. */
#ifndef BC_LAYOUT_CATEGORIES_H
#define BC_LAYOUT_CATEGORIES_H

#include "form/form.h"

enum { BC_NOT_IN_LIST = -1 };

typedef struct bc_arranged_element {
    const bc_datum *element;
    uint32_t index;        /* in the list; (uint32_t)BC_NOT_IN_LIST: a blank one */
    bool required;         /* its category is a required one */
    const uint32_t *sides; /* of lists side by side: the index in each; NULL for one list */
} bc_arranged_element;

typedef struct bc_arranged {
    const bc_arranged_element *at;
    uint32_t n;
} bc_arranged;

/* As the record has them; with `over`, sorted into the categories, a category without elements giving a blank one, and
 * elements of no category at the end, for nothing written may be lost. Blank elements fill up to `least`. */
bc_arranged bc_categories_arrange(const bc_row_item *each, const bc_datum *list, bc_arena *arena);

/* Lists side by side: for each value of the key, in the order in which the lists first have it, one element beside the
 * other; an element maps each side's name to what it has there. */
bc_arranged bc_sides_arrange(const bc_row_item *each, const bc_datum *const *lists, bc_arena *arena);

#endif
