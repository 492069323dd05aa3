/* What an expression of a form comes to, and how it reads on paper. */
#include "layout/private/datum.h"

#include "base/buf.h"

/* Follows a plain path without evaluating anything, so that the cell can lend the record's own datum. What an iteration
 * of a repetition names (this, nth) is not the record's: NULL, and evaluating makes a copy. */
const bc_value *bc_layout_datum_at(const bc_expr_scope *scope, bc_str path)
{
    size_t dot = bc_str_find(path, BC_STR("."), 0);
    bc_str first = bc_str_slice(path, 0, dot);
    const bc_value *datum = NULL;
    for (; scope && !datum; scope = scope->outer) {
        datum = bc_value_find(scope->map, first);
        if (datum && scope->passing)
            return NULL;
    }
    while (datum && dot != SIZE_MAX) {
        path = bc_str_slice(path, dot + 1, path.n);
        dot = bc_str_find(path, BC_STR("."), 0);
        datum = bc_value_find(datum, bc_str_slice(path, 0, dot));
    }
    return datum;
}

const bc_value *bc_layout_datum_of(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena,
                                   bc_diag_list *diags)
{
    bc_str path = bc_expr_path(expr);
    const bc_value *found = path.n ? bc_layout_datum_at(scope, path) : NULL;
    if (found)
        return found;
    bc_value *datum = BC_NEW(arena, bc_value);
    bc_expr_eval(expr, scope, arena, diags, datum);
    return datum;
}

bc_str bc_layout_datum_print(const bc_value *datum, const bc_form_cell_style *style, const bc_form_field *field,
                             bc_arena *arena)
{
    bool number = datum->type == BC_VALUE_NUMBER;
    bool unit = number && field && field->show_unit && datum->unit.n && !bc_str_ends(datum->text, datum->unit);
    bool formatted = number && style && (style->decimals >= 0 || style->grouped);
    if (!formatted && !unit && datum->text.n)
        return datum->text;
    bc_buf out;
    bc_buf_init(&out);
    if (formatted || (number && !datum->text.n))
        bc_decimal_print(datum->as.number, style ? style->decimals : -1, style && style->grouped, &out);
    else
        bc_value_print(datum, &out);
    if (unit)
        bc_buf_add_str(&out, datum->unit);
    bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}
