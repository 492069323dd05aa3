/* Where something in prose stands in the file that has it. */
#ifndef BC_BINDERY_PRIVATE_PLACE_H
#define BC_BINDERY_PRIVATE_PLACE_H

#include "base/diag.h"

/* The place of these bytes of the prose: in its file, or, where `at` has a line, in the book file behind that place;
 * `at` itself when they are not found there. */
bc_diag_mark bc_book_place(const bc_diag_source *prose, bc_diag_mark at, size_t offset, size_t length);

#endif
