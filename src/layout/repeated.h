/* What is printed again where a page goes on with what it began before: labels, and rows that name groups. */
#ifndef BC_LAYOUT_REPEATED_H
#define BC_LAYOUT_REPEATED_H

#include "layout/block.h"

/* The words of a label with （续） behind them. */
bc_str bc_layout_repeated_words(bc_arena *arena, bc_str words);
/* How the table's rows of groups will stand at the top of a page; NULL: it has none. （续） stands behind the first
 * words that take no more lines with it (its number may stand in a column that has no room), else behind the first that
 * leave the row as high as it is, else where the row grows least. */
const bc_layout_repeated *bc_layout_repeated_measure(const bc_layout_table *table, bc_text_typesetter *typesetter,
                                                     bc_arena *arena);
/* The same lines in the styles that the table's cells have by now. */
const bc_layout_repeated *bc_layout_repeated_restyle(const bc_layout_table *table, const bc_layout_repeated *before,
                                                     bc_arena *arena);

#endif
