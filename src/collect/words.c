/* The empty form is composed, not measured: its texts are all that is asked for. */
#include "collect/private/words.h"

#include "base/utf8.h"
#include "layout/compose.h"
#include "record/blank.h"

/* Forms print 目标1 to 目标10, people write 目标11: figures do not count, nor do blanks and signs, nor the Y-1 that
 * stands for a year which is not known. */
static bool counts(uint32_t c)
{
    const bool ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool wide = (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a);
    const bool sign = (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xfe00 && c <= 0xfeff);
    return ascii || wide || (c >= 0xa0 && !sign && !(c >= 0xff00 && c <= 0xffef));
}

static bc_str fold(bc_str text, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        const bool year = c == 'Y' && at < text.n && (text.p[at] == '-' || text.p[at] == '+');
        if (counts(c) && !year)
            bc_buf_add_utf8(&out, c);
    }
    const bc_str folded = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return folded;
}

static void add(bc_collect_words *words, bc_str text)
{
    const bc_str folded = fold(text, &words->arena), key = folded.n ? folded : bc_str_trim(text);
    if (key.n)
        bc_strmap_put(&words->labels, key, words);
}

static bc_str key_of(const bc_form_field *const *field)
{
    return (bc_str){ (const char *)field, sizeof *field };
}

static void add_table(bc_collect_words *words, const bc_layout_composed_table *table)
{
    for (uint32_t i = 0; i < bc_layout_all_cells(table); i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (!cell->value.path.n)
            add(words, cell->text);
        else if (table->unit.n && cell->value.field) {
            const bc_form_field **field = BC_NEW_COPY(&words->arena, &cell->value.field, 1);
            bc_str *unit = BC_NEW_COPY(&words->arena, &table->unit, 1);
            bc_strmap_put(&words->units, key_of((const bc_form_field *const *)field), unit);
        }
        for (int k = 0; cell->extra && k < cell->extra->strokes; k++)
            add(words, cell->extra->beyond[k]);
    }
    add(words, table->continued);
}

static void add_block(bc_collect_words *words, const bc_layout_composed_block *block)
{
    if (block->kind == BC_BLOCK_TABLE) {
        add_table(words, block->as.table);
    } else if (block->kind == BC_BLOCK_PARA) {
        add(words, block->as.para.text);
    } else if (block->kind == BC_BLOCK_LINE) {
        add(words, block->as.line.left);
        add(words, block->as.line.centre);
        add(words, block->as.line.right);
    }
}

void bc_collect_words_init(bc_collect_words *words, const bc_form *form)
{
    *words = (bc_collect_words){ .form = form };
    bc_diag_list ignored;
    bc_diag_list_init(&ignored);
    const bc_record_blank_size size = { .rows = 2, .inner = 2 };
    const bc_layout_blank_heights heights = { 0 };
    const bc_value record = bc_record_blank(form, &size, &words->arena, &ignored);
    const bc_layout_composed *blank = bc_layout_compose_blank(form, &record, &heights, &words->arena, &ignored);
    for (uint32_t i = 0; i < blank->block_count; i++)
        add_block(words, &blank->blocks[i]);
    bc_diag_list_release(&ignored);
}

void bc_collect_words_release(bc_collect_words *words)
{
    bc_strmap_release(&words->labels);
    bc_strmap_release(&words->units);
    bc_arena_release(&words->arena);
}

bool bc_collect_words_have(const bc_collect_words *words, bc_str text)
{
    bc_arena arena = { 0 };
    const bc_str folded = fold(text, &arena);
    const bool known = bc_strmap_find(&words->labels, folded.n ? folded : bc_str_trim(text)) != NULL;
    bc_arena_release(&arena);
    return known;
}

bc_str bc_collect_words_unit(const bc_collect_words *words, const bc_form_field *field)
{
    const bc_str *unit = bc_strmap_find(&words->units, key_of(&field));
    return unit ? *unit : (bc_str){ 0 };
}
