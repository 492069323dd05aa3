/* Entries of a table of contents. */
#ifndef BC_LAYOUT_PRIVATE_ENTRY_H
#define BC_LAYOUT_PRIVATE_ENTRY_H

#include "layout/private/pager.h"

/* The whole entry on one page; it becomes a link. */
void bc_layout_entry_place(bc_layout_pager *pager, const bc_layout_block *block);

#endif
