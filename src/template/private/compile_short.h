/* Short ways of writing a table or a band. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_SHORT_H
#define BC_TEMPLATE_PRIVATE_COMPILE_SHORT_H

#include "template/private/compile.h"

/* The map of a table or a band with what it writes shortly written out: `widths: {shares: …, min: …}` as a list. The
 * map itself when there is nothing of the kind; what the arena holds otherwise. */
const bc_node *bc_template_compile_written_out(bc_template_compiler *c, const bc_node *spec);

#endif
