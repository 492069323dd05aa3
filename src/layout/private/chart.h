/* Charts of a record's lists. */
#ifndef BC_LAYOUT_PRIVATE_CHART_H
#define BC_LAYOUT_PRIVATE_CHART_H

#include "layout/composed.h"

/* What the chart shows; `blank`: of an empty form, nothing but its frame. Reports what it cannot show. */
const bc_chart_data *bc_layout_chart_compose(const bc_form_figure *figure, const bc_expr_scope *scope, bool blank,
                                             bc_arena *arena, bc_diag_list *diags);

#endif
