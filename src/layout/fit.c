/* A document made to fit one page: type, leading and padding are made smaller together, in steps, and each step is
 * measured and counted like any document. Styles are copied once and scaled from the originals, so steps do not add
 * up their rounding. */
#include "layout/fit.h"

#include "layout/measure.h"
#include "layout/paginate.h"

enum { STEP = 5 };

/* Styles are shared by many cells: each is copied once. A form has a dozen or two. */
typedef struct copied_style {
    const void *original;
    void *copy;
} copied_style;

typedef struct fitting {
    bc_layout_document *document;
    bc_text_setter *setter;
    bc_arena *arena;
    const bc_layout_fit_limits *limits;
    BC_VEC(copied_style) cells, paras;
} fitting;

static bc_len shrink(bc_len length, int hundredth)
{
    return bc_len_scale(length, hundredth, 100);
}

static bc_text_style shrink_text(const bc_text_style *style, int hundredth, bc_len least)
{
    bc_text_style text = *style;
    text.size = bc_len_max(shrink(style->size, hundredth), bc_len_min(least, style->size));
    text.leading = bc_len_max(bc_len_scale(style->leading, text.size, style->size), text.size);
    return text;
}

static void *copy_of(const copied_style *list, size_t n, const void *original)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].original == original)
            return list[i].copy;
    return NULL;
}

/* Every block and cell gets a style of its own to be changed; the originals stay in the list. */
static void copy_styles(fitting *f)
{
    for (uint32_t b = 0; b < f->document->block_count; b++) {
        bc_layout_block *block = &f->document->blocks[b];
        if (block->style) {
            bc_form_para_style *copy = copy_of(f->paras.at, f->paras.n, block->style);
            if (!copy) {
                copy = BC_NEW(f->arena, bc_form_para_style);
                *copy = *block->style;
                *bc_vec_push(&f->paras) = (copied_style){ block->style, copy };
            }
            block->style = copy;
        }
        for (uint32_t c = 0; block->table && c < block->table->cell_count; c++) {
            bc_layout_cell *cell = &block->table->cells[c];
            bc_form_cell_style *copy = copy_of(f->cells.at, f->cells.n, cell->style);
            if (!copy) {
                copy = BC_NEW(f->arena, bc_form_cell_style);
                *copy = *cell->style;
                *bc_vec_push(&f->cells) = (copied_style){ cell->style, copy };
            }
            cell->style = copy;
        }
    }
}

static uint32_t try_size(fitting *f, int hundredth)
{
    for (size_t i = 0; i < f->paras.n; i++) {
        const bc_form_para_style *original = f->paras.at[i].original;
        bc_form_para_style *copy = f->paras.at[i].copy;
        copy->text = shrink_text(&original->text, hundredth, f->limits->least_size);
    }
    for (size_t i = 0; i < f->cells.n; i++) {
        const bc_form_cell_style *original = f->cells.at[i].original;
        bc_form_cell_style *copy = f->cells.at[i].copy;
        copy->text = shrink_text(&original->text, hundredth, f->limits->least_size);
        copy->pad_x = shrink(original->pad_x, hundredth);
        copy->pad_y = shrink(original->pad_y, hundredth);
    }
    bc_diag_list unheard;
    bc_diag_list_init(&unheard);
    bc_layout_measure(f->document, f->setter, f->arena, false, &unheard);
    bc_diag_list_release(&unheard);
    return bc_layout_paginate(f->document, f->setter, &(bc_layout_paginate_options){ .draw_none = true },
                              (bc_layout_page_sink){ 0 }, NULL);
}

bc_layout_fit_result bc_layout_fit_one_page(bc_layout_document *document, bc_text_setter *setter, bc_arena *arena,
                                            const bc_layout_fit_limits *limits)
{
    bc_layout_paginate_options count = { .draw_none = true };
    bc_layout_fit_result result = { bc_layout_paginate(document, setter, &count, (bc_layout_page_sink){ 0 }, NULL),
                                    100 };
    if (result.pages <= 1)
        return result;
    fitting f = { .document = document, .setter = setter, .arena = arena, .limits = limits };
    copy_styles(&f);
    for (int hundredth = 100 - STEP; hundredth >= limits->least_hundredth; hundredth -= STEP) {
        if (try_size(&f, hundredth) > 1)
            continue;
        result = (bc_layout_fit_result){ 1, hundredth };
        break;
    }
    if (result.pages > 1)
        try_size(&f, 100);
    bc_vec_release(&f.cells);
    bc_vec_release(&f.paras);
    return result;
}
