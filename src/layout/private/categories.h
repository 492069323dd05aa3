/* The elements of a repetition in the order in which they are printed: categories.c, sides.c. */
#ifndef BC_LAYOUT_PRIVATE_CATEGORIES_H
#define BC_LAYOUT_PRIVATE_CATEGORIES_H

#include "form/form.h"

enum { BC_NOT_IN_LIST = -1 };

typedef struct bc_layout_element {
    const bc_value *element;
    uint32_t index;          /* in the list; (uint32_t)BC_NOT_IN_LIST: a blank one */
    bool required;           /* its category is a required one */
    const uint32_t *sides;   /* of lists side by side: the index in each; NULL for one list */
    const bc_value *self;    /* what `this` is; NULL: the element */
    const uint32_t *members; /* of a group: the places of its elements in the list */
    uint32_t member_count;
    bool nobody; /* it stands for a list that is empty, which has no first element: it has no number */
} bc_layout_element;

typedef struct bc_layout_arranged {
    const bc_layout_element *at;
    uint32_t n;
} bc_layout_arranged;

/* As the record has them; with `over`, sorted into the categories, a category without elements giving a blank one, and
 * elements of no category at the end, for nothing written may be lost. Blank elements fill up to `least`. */
bc_layout_arranged bc_layout_arrange_categories(const bc_form_each *each, const bc_value *list, bc_arena *arena);

/* Lists side by side: for each value of the key, in the order in which the lists first have it, one element beside the
 * other; an element maps each side's name to what it has there. */
bc_layout_arranged bc_layout_arrange_sides(const bc_form_each *each, const bc_value *const *lists, bc_arena *arena);

#endif
