/* The expressions of checks and templates know no heads such as 资金来源/合计, where / would divide. So each head that
 * stands in a formula, the longest first, gets a name of its own there before it is compiled. */
#include "intake/private/formula.h"

#include "base/keys.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"

/* The head that begins there, the longest of several; NULL: none does. */
static const bc_intake_head *head_at(const bc_intake_rows *rows, bc_str rest)
{
    const bc_intake_head *best = NULL;
    for (uint32_t i = 0; i < rows->head_count; i++) {
        const bc_intake_head *head = &rows->heads[i];
        if (bc_str_starts(rest, head->text) && (!best || head->text.n > best->text.n))
            best = head;
    }
    return best;
}

/* Whether a minus sign at that byte touches a head: where heads get names a hyphen would be a part of these. */
static bool is_minus(const bc_intake_rows *rows, bc_str text, size_t at, bool behind_head)
{
    return text.p[at] == '-' && (behind_head || head_at(rows, bc_str_slice(text, at + 1, text.n)));
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

typedef struct name_search {
    const bc_intake_formula *formula;
    bc_str unknown;
} name_search;

static void look_at(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    name_search *search = context;
    (void)mark;
    bool known = inner || search->unknown.n;
    for (uint32_t i = 0; i < search->formula->n && !known; i++)
        known = bc_str_eq(path, search->formula->names[i]);
    if (!known)
        search->unknown = path;
}

/* A name that is no head would be nothing in every row. */
static bool knows_names(const bc_intake_rows *rows, const bc_intake_formula *formula, bc_diag_mark at,
                        bc_diag_list *diags)
{
    name_search search = { .formula = formula };
    bc_expr_paths(formula->expr, look_at, &search);
    if (!search.unknown.n)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E795", at, bc_tr("the table has no column `%.*s`"), BC_STR_ARG(search.unknown));
    bc_str *names = bc_mem_alloc(bc_mem_product(rows->head_count, sizeof *names));
    for (uint32_t i = 0; i < rows->head_count; i++)
        names[i] = rows->heads[i].text;
    bc_keys_hint_names(search.unknown, names, rows->head_count, diags);
    bc_mem_free(names);
    return false;
}

/* The language knows units, so that 元 and 万元 add up, and who divides by 10000 besides gets a ten thousandth. */
static void warn_conversion(const bc_intake_formula *formula, bc_diag_mark at, bc_diag_list *diags)
{
    uint32_t i = 0;
    while (i < formula->n && !formula->units[i].n)
        i++;
    if (i == formula->n || !bc_expr_converts(formula->expr))
        return;
    bc_diag_add(
        diags, BC_DIAG_WARNING, "W792", at,
        bc_tr(
            "the amounts of this formula are known to be in %.*s, and are converted without it; it converts them, too"),
        BC_STR_ARG(formula->units[i]));
    bc_diag_hint(diags, "%s", bc_tr("leave the factor out; in_unit(x, '') is the figure without its unit"));
}

static void find_units(bc_intake_formula *formula, const bc_intake_rows *rows, bc_str unit, bc_arena *arena)
{
    bc_str *units = BC_NEW_ARRAY(arena, bc_str, formula->n);
    const bool adds = unit.n && !bc_expr_multiplies(formula->expr);
    for (uint32_t i = 0; i < formula->n; i++) {
        for (uint32_t k = 0; k < rows->head_count; k++)
            if (rows->heads[k].column == formula->columns[i] && bc_unit_money_power(rows->heads[k].unit) >= 0)
                units[i] = rows->heads[k].unit;
        if (!units[i].n && adds)
            units[i] = unit;
    }
    formula->units = units;
    formula->amount = unit.n > 0;
}

const bc_intake_formula *bc_intake_formula_compile(const bc_intake_rows *rows, bc_str text, bc_str unit,
                                                   bc_diag_mark at, bc_arena *arena, bc_diag_list *diags)
{
    bc_intake_formula *formula = BC_NEW(arena, bc_intake_formula);
    uint32_t *columns = BC_NEW_ARRAY(arena, uint32_t, rows->head_count);
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, rows->head_count);
    bc_buf out;
    bc_buf_init(&out);
    bool quoted = false, behind_head = false;
    for (size_t from = 0; from < text.n;) {
        const char c = text.p[from];
        quoted ^= c == '"';
        const bool inside = quoted || (from && is_word(text.p[from - 1]) && is_word(c));
        const bc_intake_head *head = inside ? NULL : head_at(rows, bc_str_slice(text, from, text.n));
        if (!head) {
            if (!quoted && is_minus(rows, text, from, behind_head))
                bc_buf_add_text(&out, " - ");
            else
                bc_buf_add_char(&out, c);
            behind_head = false;
            from++;
            continue;
        }
        behind_head = true;
        uint32_t i = 0;
        while (i < formula->n && columns[i] != head->column)
            i++;
        if (i == formula->n) {
            columns[i] = head->column;
            names[formula->n++] = bc_arena_printf(arena, "column_%u", (unsigned)head->column);
        }
        bc_buf_add_str(&out, names[i]);
        from += head->text.n;
    }
    formula->columns = columns;
    formula->names = names;
    formula->expr = bc_expr_compile(arena, bc_arena_str(arena, bc_buf_str(&out)), at, diags);
    bc_buf_release(&out);
    if (!formula->expr || !knows_names(rows, formula, at, diags))
        return NULL;
    find_units(formula, rows, unit, arena);
    warn_conversion(formula, at, diags);
    return formula;
}

/* 01 is a code and no number. */
static bool has_zero_in_front(bc_str text)
{
    return text.n > 1 && text.p[0] == '0' && text.p[1] != '.';
}

/* 2万元 and 26,000, where an amount is asked for. */
static bool is_amount(bc_str text, bc_str unit, bc_value *out)
{
    bc_written_amount written;
    bc_written_amount_read(text, &written);
    const bool own = bc_str_is(written.unit, "元") && bc_unit_money_name(written.power).n;
    if ((written.sense != BC_WRITTEN_USUAL && written.sense != BC_WRITTEN_UNUSUAL) ||
        (!own && (written.unit.n || written.power)))
        return false;
    *out = bc_value_number(written.number, own ? bc_unit_money_name(written.power) : unit);
    return true;
}

/* The unit that its format shows, or its column has. */
static bc_str unit_of(const bc_table_cell *cell, bc_str unit)
{
    if (cell->money)
        return bc_unit_money_name(cell->money - 1);
    return cell->yuan && !unit.n ? BC_STR("元") : unit;
}

/* Numbers count as such, amounts with their unit; a percentage as its part of one. */
static bc_value value_of(const bc_table_cell *cell, bc_str unit, bool amounts)
{
    bc_decimal number;
    bc_value amount;
    bc_str text = cell->text;
    const bool percent = cell->kind == BC_TABLE_PERCENT && bc_str_ends(text, BC_STR("%"));
    text.n -= percent;
    if (cell->kind == BC_TABLE_DATE || cell->kind == BC_TABLE_TIME || has_zero_in_front(text))
        return bc_value_text(cell->text);
    if (bc_decimal_parse(text, &number))
        return percent && !bc_decimal_shift(number, -2, &number)
                   ? bc_value_text(cell->text)
                   : bc_value_number(number, percent ? (bc_str){ 0 } : unit_of(cell, unit));
    return amounts && is_amount(text, unit, &amount) ? amount : bc_value_text(cell->text);
}

static bc_value values_of(const bc_intake_formula *formula, const bc_table_row *row, bc_arena *arena)
{
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, formula->n);
    for (uint32_t i = 0; i < formula->n; i++) {
        uint32_t at = 0;
        const bc_table_cell *cell = bc_intake_rows_cell(row, formula->columns[i], &at);
        entries[i] = (bc_value_entry){ formula->names[i],
                                       cell ? value_of(cell, formula->units[i], formula->amount) : bc_value_null() };
    }
    return (bc_value){ .type = BC_VALUE_MAP, .n = formula->n, .as.entries = entries };
}

bool bc_intake_formula_holds(const bc_intake_formula *formula, const bc_table_row *row, bc_arena *arena,
                             bc_diag_list *diags)
{
    bc_value map = values_of(formula, row, arena);
    return bc_expr_holds(formula->expr, &(bc_expr_scope){ .map = &map }, arena, diags);
}

bool bc_intake_formula_eval(const bc_intake_formula *formula, const bc_table_row *row, bc_arena *arena,
                            bc_diag_list *diags, bc_value *out)
{
    bc_value map = values_of(formula, row, arena);
    return bc_expr_eval(formula->expr, &(bc_expr_scope){ .map = &map }, arena, diags, out);
}
