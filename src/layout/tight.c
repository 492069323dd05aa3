/* Tables made lower the way a compositor takes out leads, or higher as he puts them in: the same lines stand nearer to
 * each other and to the rules, or further apart. Nothing is wrapped again, for widths do not change, so this costs
 * little more than to copy the cells. */
#include "layout/private/tight.h"

#include "base/vec.h"
#include "layout/private/cell.h"
#include "layout/private/heights.h"
#include "layout/private/special.h"
#include "layout/repeated.h"

enum { MIN_PADDING = BC_PT(2), MIN_LEADING = 115 /* hundredths of the size */, FULL = 100 };

/* A style and what it was made into. A form has a dozen, shared by many cells. */
typedef struct tightened {
    const bc_form_cell_style *loose, *tight;
} tightened;

typedef struct tightener {
    int hundredth;
    bc_arena *arena;
    BC_VEC(tightened) made;
} tightener;

static bc_len changed(const tightener *t, bc_len length, bc_len least)
{
    if (length <= least)
        return length;
    bc_len change = bc_len_scale(length - least, t->hundredth < 0 ? -t->hundredth : t->hundredth, FULL);
    return t->hundredth < 0 ? length + change : length - change;
}

static const bc_form_cell_style *tighten(tightener *t, const bc_form_cell_style *style)
{
    for (size_t i = 0; i < t->made.n; i++)
        if (t->made.at[i].loose == style)
            return t->made.at[i].tight;
    bc_form_cell_style *tight = BC_NEW(t->arena, bc_form_cell_style);
    *tight = *style;
    tight->pad_y = changed(t, style->pad_y, MIN_PADDING);
    tight->text.leading = changed(t, style->text.leading, bc_len_scale(style->text.size, MIN_LEADING, FULL));
    bc_vec_add(&t->made, (tightened){ style, tight });
    return tight;
}

static bc_layout_table tighten_table(tightener *t, const bc_layout_table *loose)
{
    uint32_t n = bc_layout_all_cells(loose->composed);
    bc_layout_cell *cells = BC_NEW_ARRAY(t->arena, bc_layout_cell, n);
    for (uint32_t i = 0; i < n; i++) {
        cells[i] = loose->cells[i];
        cells[i].style = tighten(t, cells[i].style);
        cells[i].need = bc_layout_special_need(&cells[i]);
    }
    bc_layout_table table = { .composed = loose->composed, .cells = cells };
    bc_layout_heights_find(&table, t->arena);
    table.repeated = bc_layout_repeated_restyle(&table, loose->repeated, t->arena);
    return table;
}

const bc_layout_document *bc_layout_tight_make(const bc_layout_document *document, int hundredth, bc_arena *arena)
{
    tightener t = { .hundredth = hundredth, .arena = arena };
    bc_layout_block *blocks = BC_NEW_ARRAY(arena, bc_layout_block, document->block_count);
    for (uint32_t i = 0; i < document->block_count; i++) {
        blocks[i] = document->blocks[i];
        if (blocks[i].kind == BC_BLOCK_TABLE)
            blocks[i].as.table = tighten_table(&t, &document->blocks[i].as.table);
    }
    bc_vec_release(&t.made);
    bc_layout_document *tight = BC_NEW(arena, bc_layout_document);
    *tight = *document;
    tight->blocks = blocks;
    return tight;
}
