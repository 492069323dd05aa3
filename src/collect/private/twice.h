/* Two forms on one sheet. */
#ifndef BC_COLLECT_PRIVATE_TWICE_H
#define BC_COLLECT_PRIVATE_TWICE_H

#include "collect/private/align.h"

/* A label that stands on the sheet twice as often as in the form, and the cells in which it begins each time. */
typedef struct bc_collect_twice {
    uint32_t row, column, row_again, column_again;
} bc_collect_twice;

/* Whether the sheet has the form more than once, below each other or side by side: most labels of its single values
 * stand there again. Heads of lists that are printed again on a further page are no form. */
bool bc_collect_is_twice(const bc_collect_words_seen *seen, const bc_collect_plan *plan, bc_collect_twice *out);

#endif
