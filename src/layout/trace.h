/* Pages as text, one item a line: golden tests and debugging. */
#ifndef BC_LAYOUT_TRACE_H
#define BC_LAYOUT_TRACE_H

#include "layout/painter.h"

bc_layout_painter *bc_layout_trace_new(void);

#endif
