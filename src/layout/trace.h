/* Pages as text, one item a line: golden tests and debugging. */
#ifndef BC_LAYOUT_TRACE_H
#define BC_LAYOUT_TRACE_H

#include "layout/painter.h"

bc_painter *bc_trace_painter_new(void);

#endif
