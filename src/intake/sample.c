/* Whoever proposes what columns are looks at rows as well as at heads: a column of 01 and 02 is no list of 新增 and
 * 延续, and 0.3 is no percentage that anybody printed. Some rows are enough; what is read stays with the sample. */
#include "intake/private/sample.h"

#include "base/tr.h"

/* -- cells ------------------------------------------------------------------------------------------------ */

static void see(bc_intake_seen *seen, const bc_table_cell *cell, bc_arena *arena)
{
    bc_decimal number;
    const bc_decimal one = bc_decimal_from_int(1), none = bc_decimal_from_int(0);
    seen->filled++;
    if (cell->kind != BC_TABLE_DATE && bc_decimal_parse(cell->text, &number)) {
        seen->numbers++;
        seen->shares += bc_decimal_compare(number, none) > 0 && bc_decimal_compare(number, one) < 0;
    }
    for (uint32_t i = 0; i < seen->value_count; i++)
        if (bc_str_eq(seen->values[i], cell->text))
            return;
    if (seen->value_count < BC_SAMPLE_VALUES)
        seen->values[seen->value_count++] = bc_arena_str(arena, cell->text);
    else
        seen->more = true;
}

/* What is wrong with a row is told when records are read. False when the system failed. */
static bool see_rows(bc_intake_sample *sample, bc_intake_rows *rows, bc_arena *arena, bc_diag_list *diags,
                     bool *io_error)
{
    bc_intake_seen *seen = BC_NEW_ARRAY(arena, bc_intake_seen, rows->head_count);
    bc_arena row_arena = { 0 };
    bc_diag_list ignored;
    bc_table_row row;
    bc_diag_list_init(&ignored);
    while (sample->rows < BC_SAMPLE_ROWS && bc_intake_rows_next(rows, &row_arena, &ignored, &row, io_error)) {
        uint32_t at = 0;
        sample->rows++;
        sample->hidden_rows += row.hidden;
        for (uint32_t i = 0; i < rows->head_count && !row.broken; i++) {
            const bc_table_cell *cell = bc_intake_rows_cell(&row, rows->heads[i].column, &at);
            if (cell)
                see(&seen[i], cell, arena);
        }
        bc_arena_reset(&row_arena);
        bc_diag_list_clear(&ignored);
    }
    sample->more = sample->rows == BC_SAMPLE_ROWS;
    sample->seen = seen;
    if (*io_error)
        bc_diag_list_append(diags, &ignored);
    bc_diag_list_release(&ignored);
    bc_arena_release(&row_arena);
    return !*io_error;
}

/* -- tables ----------------------------------------------------------------------------------------------- */

/* Any short text may be a head where none is known. */
static unsigned may_be_head(void *context, const bc_intake_head *head)
{
    enum { MAX_HEAD = 90 };
    bc_decimal number;
    (void)context;
    return head->text.n <= MAX_HEAD && !bc_decimal_parse(head->text, &number);
}

static void close_own(const bc_intake_sample *sample, bc_table *table)
{
    if (!sample->input.opened)
        bc_table_close(table);
}

/* Where no row has names of fields in it, the head is the row with most texts. */
static bool open_sample(bc_intake_sample *sample, const bc_intake_targets *targets, bc_intake_rows *rows,
                        bc_table **table, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_diag_list said;
    bc_diag_list_init(&said);
    const bc_intake_names names = { .targets = targets };
    bool good = bc_intake_input_open(&sample->input, &names, rows, table, arena, &said, io_error);
    if (!good && bc_diag_list_has_code(&said, "E780")) {
        bc_intake_rows_release(rows);
        close_own(sample, *table);
        const bc_intake_names any = { .any = may_be_head };
        sample->guessed = true;
        good = bc_intake_input_open(&sample->input, &any, rows, table, arena, diags, io_error);
    } else {
        bc_diag_list_append(diags, &said);
    }
    bc_diag_list_release(&said);
    return good;
}

static bool take_one(bc_intake_sample *sample, const bc_intake_targets *targets, bc_arena *arena, bc_diag_list *diags,
                     bool *io_error)
{
    bc_intake_rows rows = { 0 };
    bc_table *table = NULL;
    bool good = open_sample(sample, targets, &rows, &table, arena, diags, io_error);
    if (good) {
        bc_intake_meaning *meanings = BC_NEW_ARRAY(arena, bc_intake_meaning, rows.head_count);
        for (uint32_t i = 0; i < rows.head_count; i++)
            meanings[i] = bc_intake_targets_find(targets, NULL, rows.heads[i].text, rows.heads[i].joined, arena);
        sample->heads = rows.heads;
        sample->meanings = meanings;
        sample->head_count = rows.head_count;
        sample->first_row = rows.first_row;
        sample->last_row = rows.last_row;
        sample->unit = bc_arena_str(arena, rows.unit);
        good = see_rows(sample, &rows, arena, diags, io_error);
    }
    bc_intake_rows_release(&rows);
    close_own(sample, table);
    return good;
}

static bc_str name_of(bc_str table, bc_str sheet, uint32_t sheets)
{
    return sheets > 1 ? sheet : table;
}

/* Sheets without anything in them are none. What is wrong with others is told when they are read. */
static bool has_rows(bc_table *table, uint32_t sheet)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error = false;
    bc_diag_list_init(&diags);
    const bool any = bc_table_begin(table, sheet, false, &arena, &diags, &io_error) &&
                     bc_table_next(table, &arena, &diags, &row, &io_error);
    const bool some = any || diags.errors || io_error;
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return some;
}

/* All from the one table, which reads what its sheets share only once. */
static void add_sheets(const bc_intake_mapped_table *mapped, const bc_intake_input *one, bc_table *table,
                       bc_arena *arena, bc_intake_samples *out)
{
    uint32_t n, shown = 0, hidden = 0;
    const bc_table_sheet *sheets = bc_table_sheets(table, &n);
    const size_t first = out->n;
    for (uint32_t i = 0; i < n; i++) {
        hidden += sheets[i].hidden && !sheets[i].last_row;
        if (sheets[i].hidden || sheets[i].last_row || (n > 1 && !has_rows(table, i)))
            continue;
        shown++;
        bc_intake_input own = *one;
        own.sheet = bc_arena_str(arena, sheets[i].name);
        own.opened = table;
        bc_vec_add(out, (bc_intake_sample){ .input = own, .name = own.sheet });
    }
    if (!shown) /* which choosing one will say */
        bc_vec_add(out, (bc_intake_sample){ .input = *one, .name = mapped->name });
    for (size_t i = first; i < out->n; i++) {
        bc_intake_sample *sample = &out->at[i];
        sample->name = name_of(mapped->name, sample->name, shown);
        sample->hidden_sheets = hidden;
        sample->input.sheet = shown + hidden > 1 ? sample->input.sheet : (bc_str){ 0 };
    }
}

bool bc_intake_samples_take(const bc_intake_mapped_table *mapped, bool all_sheets, bc_str folder,
                            const bc_intake_targets *targets, bc_arena *arena, bc_diag_list *diags, bool *io_error,
                            bc_intake_samples *out)
{
    bc_intake_inputs inputs = { 0 };
    bc_intake_inputs_add(mapped, folder, arena, diags, &inputs);
    const size_t first = out->n;
    bc_table *table = NULL;
    bool good = inputs.n > 0;
    if (good && all_sheets && !mapped->sheet.n && !mapped->query) {
        table = bc_table_open(&inputs.at[0].table, arena, diags, io_error);
        good = table != NULL;
        if (good)
            add_sheets(mapped, &inputs.at[0], table, arena, out);
    } else if (good) {
        bc_vec_add(out, (bc_intake_sample){ .input = inputs.at[0], .name = mapped->name });
    }
    for (size_t i = first; i < out->n && good; i++) {
        good = take_one(&out->at[i], targets, arena, diags, io_error);
        out->at[i].input.opened = NULL;
    }
    bc_table_close(table);
    bc_vec_release(&inputs);
    return good;
}

/* -- what it is ------------------------------------------------------------------------------------------- */

static const bc_form_field *list_of(const bc_intake_target *target)
{
    return target && target->list ? target->way[target->list - 1] : NULL;
}

bool bc_intake_sample_is_doubtful(const bc_intake_sample *sample, uint32_t head)
{
    const bc_intake_meaning *own = &sample->meanings[head];
    bool doubtful = own->rival != NULL;
    for (uint32_t i = 0; i < sample->head_count && own->target && !doubtful; i++)
        doubtful = i != head && !sample->meanings[i].rival && sample->meanings[i].target == own->target &&
                   sample->meanings[i].number == own->number;
    return doubtful;
}

uint32_t bc_intake_sample_count(const bc_intake_sample *sample, const bc_form_field *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < sample->head_count; i++) {
        const bc_intake_meaning *meaning = &sample->meanings[i];
        bool again = false;
        for (uint32_t k = 0; k < i && !again; k++)
            again = sample->meanings[k].target == meaning->target;
        if (meaning->target && !again && list_of(meaning->target) == list)
            n += !list && meaning->target->field->required ? 3 : 1;
    }
    return n;
}
