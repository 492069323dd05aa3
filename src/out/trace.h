/* Pages as text, one item a line: golden tests and debugging. */
#ifndef BC_OUT_TRACE_H
#define BC_OUT_TRACE_H

#include "out/painter.h"

bc_painter *bc_trace_painter_new(void);

#endif
