/* What a text is to those who read a file without knowing the form. */
#ifndef BC_EXPORT_PRIVATE_SCALAR_H
#define BC_EXPORT_PRIVATE_SCALAR_H

#include "base/str.h"

/* A number as JSON has it, of no more digits than a double keeps: whoever reads it as one and writes it again writes
 * the same number. */
bool bc_export_is_figure(bc_str text);

#endif
