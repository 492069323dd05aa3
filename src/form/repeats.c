/* Which lists tables have rows for: looked for in all their rows, however deep in repetitions and conditions. */
#include "form/form.h"

static bool is_side(const bc_form_each *each, const bc_form_field *list)
{
    for (uint32_t i = 0; i < each->side_count; i++)
        if (each->sides[i].field == list)
            return true;
    return false;
}

static bool rows_repeat(bc_form_rows rows, const bc_form_field *list, bool paired)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_each *each = rows.at[i].kind == BC_ROWS_EACH ? &rows.at[i].as.each : NULL;
        if (each && ((!paired && each->list_field == list) || is_side(each, list)))
            return true;
        if (rows_repeat(bc_form_rows_inside(&rows.at[i]), list, paired))
            return true;
    }
    return false;
}

bool bc_form_repeats(const bc_form *form, const bc_form_field *list, bool paired)
{
    for (uint32_t i = 0; i < form->layout_count; i++) {
        const bc_form_table *table = form->layout[i].kind == BC_FORM_TABLE ? &form->layout[i].as.table : NULL;
        for (uint32_t k = 0; table && k < table->band_count; k++)
            if (rows_repeat(table->bands[k].rows, list, paired))
                return true;
    }
    return false;
}
