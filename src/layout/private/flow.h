/* A table flowing over pages. */
#ifndef BC_LAYOUT_PRIVATE_FLOW_H
#define BC_LAYOUT_PRIVATE_FLOW_H

#include "layout/private/pager.h"

/* Places the whole table from pager->y on, with `reserve` below its last row for notes that come along; the pager
 * stands below the table afterwards. Labels too tall for a page are reported (W403). */
void bc_layout_flow_place(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve);
/* Least height with which the table can begin on a page: its first rows that stay together, and the reserve when
 * these are all of it. */
bc_len bc_layout_flow_first_height(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve);

#endif
