/* A form that is to be filled in on the screen: fields are open and say what they take, everything else is locked.
 * Excel's limits for lists and messages are kept by leaving out the list or cutting the message, never by a file
 * that must be repaired. */
#include "paint/xlsx/private/fillin.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What Excel takes, in UTF-16 units. The library counts characters, so rare ones could still be too many: they are
 * counted twice here. */
enum { MAX_LIST = 255, MAX_MESSAGE = 255, MAX_TITLE = 32 };

static bc_form_field_type type_of(const bc_form_field *field)
{
    return field->type == BC_FIELD_LIST ? field->element : field->type;
}

static bool is_number(bc_form_field_type type)
{
    return type == BC_FIELD_MONEY || type == BC_FIELD_PERCENT || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER;
}

/* Numbers as the paper prints them; all else is text, so that 0012 and 2024-3 stay what was typed. */
static void set_number_format(const bc_layout_composed_cell *cell, bc_xlsx_look *look)
{
    const bc_form_cell_style *style = cell->style;
    if (cell->value.field && !is_number(type_of(cell->value.field))) {
        memcpy(look->number_format, "@", 2);
        return;
    }
    if (!cell->value.field || (style->decimals < 0 && !style->grouped))
        return;
    int figures = style->decimals > 0 ? style->decimals : 0;
    const bool percent = type_of(cell->value.field) == BC_FIELD_PERCENT;
    snprintf(look->number_format, sizeof look->number_format, "%s%s%.*s%s", style->grouped ? "#,##0" : "0",
             figures ? "." : "", figures, "000000000000000000", percent ? "%" : "");
}

/* Whether somebody filled in what stands there. */
static bool is_filled_in(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell)
{
    return w->filled && cell->value.datum && cell->value.datum->origin;
}

/* What the form computes is not for the user to write, nor the categories that it prints; what he wrote is. */
static bool is_open(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell)
{
    if (!cell->value.path.n || is_filled_in(w, cell))
        return cell->value.path.n > 0;
    return !cell->text.n && !(cell->value.field && cell->value.field->computed);
}

void bc_xlsx_fillin_look(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell, bool row_is_open,
                         bc_xlsx_look *look)
{
    const bool open = is_open(w, cell), has_unit = strchr(look->number_format, '"') || strchr(look->number_format, '%');
    look->open = open || row_is_open || (cell->extra && cell->extra->asks);
    look->required = open && cell->value.field && cell->value.field->required;
    if ((open || cell->value.sum) && !has_unit)
        set_number_format(cell, look);
}

/* -- values that are there already ---------------------------------------------------------------------- */

/* As an empty form would have taken it: other digits may be written over it. */
void bc_xlsx_fillin_typed(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell, bc_xlsx_typed *typed)
{
    if (!w->filled || !cell->value.path.n || !cell->value.field)
        return;
    if (!is_number(type_of(cell->value.field)))
        *typed = (bc_xlsx_typed){ .format = "@" };
    else if (!strchr(typed->format, '"') && !strchr(typed->format, '%'))
        typed->format = "";
}

bool bc_xlsx_fillin_is_reckoned(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell)
{
    const bool value = w->filled && cell->kind == BC_CELL_VALUE && cell->value.datum && cell->text.n;
    if (!value || cell->value.datum->origin)
        return false;
    return !cell->value.path.n || (cell->value.field && cell->value.field->computed);
}

static size_t count_units(bc_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;)
        n += bc_utf8_next(text, &at) > 0xFFFF ? 2 : 1;
    return n;
}

static void write_words(bc_str text, bc_buf *out)
{
    bc_buf_add_text(out, "=\"");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            bc_buf_add_char(out, '"');
        bc_buf_add_char(out, text.p[i]);
    }
    bc_buf_add_char(out, '"');
}

void bc_xlsx_fillin_reckon(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                           const bc_xlsx_typed *typed, uint32_t look)
{
    enum { MAX_WORDS = 255 }; /* of a text in a formula; longer ones leave the cell as an empty form has it */
    bc_buf formula;
    bc_buf_init(&formula);
    if (typed->is_number)
        bc_buf_printf(&formula, "=%.15g", typed->number);
    else
        write_words(count_units(cell->text) <= MAX_WORDS ? cell->text : (bc_str){ 0 }, &formula);
    const bc_str shown = formula.n > 3 ? cell->text : (bc_str){ 0 };
    bc_xlsx_writer_put_formula(w, range->row, range->column, bc_buf_str(&formula),
                               typed->is_number ? typed->number : (double)NAN, shown, look);
    bc_buf_release(&formula);
}

/* -- guidance ------------------------------------------------------------------------------------------- */

static bc_str cut_units(bc_str text, size_t most)
{
    size_t n = 0, at = 0, end = 0;
    while (at < text.n) {
        n += bc_utf8_next(text, &at) > 0xFFFF ? 2 : 1;
        if (n > most)
            break;
        end = at;
    }
    return bc_str_slice(text, 0, end);
}

/* Whether Excel could hold the choices in a list that drops down. */
static bool choices_fit(const bc_form_field *field)
{
    size_t units = 0;
    for (uint32_t i = 0; i < field->choice_count; i++) {
        bc_str choice = field->choices[i];
        if (!choice.n || bc_str_find(choice, BC_STR(","), 0) != SIZE_MAX)
            return false;
        units += count_units(choice) + (i > 0);
    }
    return units <= MAX_LIST;
}

static void add_sentence(bc_buf *out, const char *text)
{
    if (out->n)
        bc_buf_add_char(out, '\n');
    bc_buf_add_text(out, text);
}

static bc_str describe(bc_xlsx_writer *w, const bc_form_field *field)
{
    bc_buf out;
    bc_buf_init(&out);
    if (field->required)
        add_sentence(&out, bc_tr("must be given"));
    if (field->help.n)
        add_sentence(&out, bc_arena_str(&w->arena, field->help).p);
    if (field->unit.n)
        add_sentence(&out, bc_arena_printf(&w->arena, bc_tr("in %.*s"), BC_STR_ARG(field->unit)).p);
    bc_str text = bc_arena_str(&w->arena, cut_units(bc_buf_str(&out), MAX_MESSAGE));
    bc_buf_release(&out);
    return text;
}

static bc_xlsx_guide guide_of(bc_xlsx_writer *w, const bc_form_field *field)
{
    bool drops_down = type_of(field) == BC_FIELD_CHOICE && choices_fit(field);
    return (bc_xlsx_guide){ .title = cut_units(field->label, MAX_TITLE),
                            .message = describe(w, field),
                            .choices = field->choices,
                            .choice_count = drops_down ? field->choice_count : 0,
                            .open = field->open,
                            .number = is_number(type_of(field)) && field->words != BC_FORM_WORDS_ALLOWED };
}

static void write_guided(bc_xlsx_writer *w, const bc_xlsx_guided *guided)
{
    const bc_xlsx_guide *guide = &guided->guide;
    if (guide->choice_count || guide->message.n || guide->number)
        bc_xlsx_writer_guide(w, guided);
}

/* One rule for all cells of a column that stand below each other: rows that are put between them have it too. */
void bc_xlsx_fillin_guide(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range)
{
    const bc_form_field *field = is_open(w, cell) ? cell->value.field : NULL;
    if (!field)
        return;
    bc_xlsx_guided *guided = NULL;
    for (size_t i = 0; i < w->guided.n && !guided; i++)
        if (w->guided.at[i].field == field && w->guided.at[i].column == range->column)
            guided = &w->guided.at[i];
    if (guided && guided->row_end == range->row) {
        guided->row_end = range->row_end;
        return;
    }
    if (guided)
        write_guided(w, guided);
    else
        guided = bc_vec_push(&w->guided);
    *guided = (bc_xlsx_guided){ field, range->column, range->row, range->row_end, guide_of(w, field) };
}

void bc_xlsx_fillin_end_guides(bc_xlsx_writer *w)
{
    for (size_t i = 0; i < w->guided.n; i++)
        write_guided(w, &w->guided.at[i]);
    bc_vec_clear(&w->guided);
}
