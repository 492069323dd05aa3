/* Signs instead of values: forms tell what the record does not have (—, 无) from what is nought (0, -, /), or leave
 * both blank. An amount that is rounded to nought is none, and prints its figures. */
#include "layout/private/signs.h"

void bc_layout_signs_put(bc_layout_composed_cell *cell)
{
    const bc_form_signs *signs = &cell->style->signs;
    const bc_value *datum = cell->value.datum;
    if (signs->empty.n && bc_value_is_empty(datum)) {
        cell->text = signs->empty;
        cell->sign = true;
    } else if (signs->has_zero && datum->type == BC_VALUE_NUMBER && datum->as.number.coef == 0) {
        cell->text = signs->zero;
        cell->sign = true;
    }
}

bool bc_layout_signs_are_currency(bc_str text)
{
    text = bc_str_trim(text);
    return bc_str_is(text, "￥") || bc_str_is(text, "¥");
}
