/* Rows of groups at the top of a page: where （续） has room among their words, and how high they are with it. They are
 * looked at once, when the table is measured. */
#include "layout/repeated.h"

#include "base/utf8.h"
#include "layout/private/cell.h"
#include "layout/private/special.h"
#include "unicode/character.h"

bc_str bc_layout_repeated_words(bc_arena *arena, bc_str words)
{
    return bc_arena_printf(arena, "%.*s（续）", BC_STR_ARG(words));
}

/* Whether it says what the row is about: no figure. */
static bool has_words(const bc_layout_cell *cell)
{
    const bc_layout_composed_cell *composed = cell->composed;
    const bc_value *datum = composed->value.datum;
    return composed->text.n && !composed->block && composed->rows <= 1 && !bc_layout_special_is(cell) &&
           !bc_layout_cell_stands(cell) && !(datum && (datum->type == BC_VALUE_NUMBER || datum->type == BC_VALUE_DATE));
}

/* Words of a language, and no code, number or formula of a line (6, A, 2010301, 6=7+8). */
static bool is_name(bc_str text)
{
    uint32_t letters = 0;
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c == '=' || c == 0xFF1D) /* ＝ */
            return false;
        if (bc_unicode_is_letter(c))
            letters += c < 0x80 ? 1 : 2;
    }
    return letters > 1;
}

/* How little a cell's place suits the mark. */
typedef enum burden { ADDS_NOTHING, ADDS_LINES, ADDS_HEIGHT, NONE_YET } burden;

/* `named`: only where the words name something. */
static void mark(const bc_layout_table *table, uint32_t row, bool named, bc_layout_repeated *repeated,
                 bc_text_typesetter *typesetter, bc_arena *arena)
{
    const bc_layout_row *composed = &table->composed->rows[row];
    burden least = NONE_YET;
    for (uint32_t i = 0; i < composed->cells && least != ADDS_NOTHING; i++) {
        const bc_layout_cell *cell = &table->cells[composed->first_cell + i];
        if (!cell->style || !has_words(cell) || (named && !is_name(cell->composed->text)))
            continue;
        bc_str words = bc_layout_repeated_words(arena, cell->composed->text);
        bc_text_box box = bc_layout_cell_box(cell);
        bc_text_lines lines = bc_text_wrap(typesetter, arena, words, &cell->style->text, &box);
        bc_len need = bc_layout_cell_height(cell->style, lines.n);
        burden adds = need > table->heights[row]                     ? ADDS_HEIGHT
                      : lines.n > cell->line_count || lines.overfull ? ADDS_LINES
                                                                     : ADDS_NOTHING;
        if (adds > least || (adds == least && need >= repeated->need))
            continue;
        least = adds;
        *repeated = (bc_layout_repeated){ .marked = i, .words = words, .lines = lines, .need = need };
    }
}

const bc_layout_repeated *bc_layout_repeated_measure(const bc_layout_table *table, bc_text_typesetter *typesetter,
                                                     bc_arena *arena)
{
    const bc_layout_composed_table *composed = table->composed;
    if (!composed->again_count)
        return NULL;
    bc_layout_repeated *repeated = BC_NEW_ARRAY(arena, bc_layout_repeated, composed->again_count);
    for (uint32_t i = 0; i < composed->again_count; i++) {
        const bc_layout_again *again = &composed->again[i];
        repeated[i].marked = BC_UNMARKED;
        if (again->continued)
            mark(table, again->row, true, &repeated[i], typesetter, arena);
        if (again->continued && repeated[i].marked == BC_UNMARKED)
            mark(table, again->row, false, &repeated[i], typesetter, arena);
        repeated[i].height = bc_len_max(table->heights[again->row], repeated[i].need);
    }
    return repeated;
}

const bc_layout_repeated *bc_layout_repeated_restyle(const bc_layout_table *table, const bc_layout_repeated *before,
                                                     bc_arena *arena)
{
    const bc_layout_composed_table *composed = table->composed;
    if (!before)
        return NULL;
    bc_layout_repeated *repeated = BC_NEW_COPY(arena, before, composed->again_count);
    for (uint32_t i = 0; i < composed->again_count; i++) {
        const uint32_t row = composed->again[i].row;
        if (repeated[i].marked != BC_UNMARKED) {
            const bc_layout_cell *cell = &table->cells[composed->rows[row].first_cell + repeated[i].marked];
            repeated[i].need = bc_layout_cell_height(cell->style, repeated[i].lines.n);
        }
        repeated[i].height = bc_len_max(table->heights[row], repeated[i].need);
    }
    return repeated;
}
