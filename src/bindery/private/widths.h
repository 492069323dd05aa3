/* Columns that all forms of a part have in common. */
#ifndef BC_BINDERY_PRIVATE_WIDTHS_H
#define BC_BINDERY_PRIVATE_WIDTHS_H

#include "bindery/private/run.h"

/* Reads the records of the parts that say so, and finds their columns, into run->columns (by part, in the run's arena;
 * NULL where no part says so). What is wrong with a record is left for when it is bound. False when the system failed,
 * which is said. */
bool bc_book_widths_gather(bc_book_run *run);
void bc_book_widths_release(bc_book_run *run);

#endif
