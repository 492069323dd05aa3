/* Places of an empty form that is filled in on the screen: cells that a workbook of it leaves open, and words that it
 * lets people complete. What the form itself says of a value goes along, so that whoever reads the form back has it. */
#include "layout/private/fillins.h"

#include "base/tr.h"
#include "form/anchor.h"
#include "layout/private/cell.h"

#include <string.h>

enum {
    INSET = BC_PT(1),     /* the rules around stay in sight */
    MIN_PLACE = BC_PT(4), /* a place that is smaller is none */
    GAP = BC_PT(6)        /* between parts of a line */
};

static bc_form_field_type type_of(const bc_form_field *field)
{
    return field->type == BC_FIELD_LIST ? field->element : field->type;
}

static bool is_number(const bc_form_field *field)
{
    const bc_form_field_type type = type_of(field);
    return type == BC_FIELD_MONEY || type == BC_FIELD_PERCENT || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER ||
           type == BC_FIELD_YEAR;
}

/* -- labels --------------------------------------------------------------------------------------------- */

static void add_part(bc_buf *out, bc_str text)
{
    const bc_str part = bc_str_trim(text);
    if (!part.n)
        return;
    bc_buf_add_text(out, out->n ? " " : "");
    for (size_t i = 0; i < part.n; i++)
        bc_buf_add_char(out, part.p[i] == '\n' ? ' ' : part.p[i]);
}

/* `[2]` of a path, from its bracket on: *at goes behind it. */
static uint32_t take_index(bc_str path, size_t *at)
{
    uint32_t index = 0;
    for (++*at; *at < path.n && path.p[*at] != ']'; ++*at)
        index = index * 10 + (uint32_t)(path.p[*at] - '0');
    *at += *at < path.n;
    return index;
}

/* The labels of all that the path leads through, elements of lists by their numbers. */
static void add_way(const bc_form *form, bc_str path, bc_buf *out)
{
    bc_form_fields fields = form->fields;
    for (size_t at = 0; at < path.n;) {
        size_t end = at;
        while (end < path.n && path.p[end] != '.' && path.p[end] != '[')
            end++;
        const bc_form_field *field = bc_form_field_find(fields.at, fields.n, bc_str_slice(path, at, end));
        if (!field)
            return;
        if (!bc_str_eq(field->label, field->key)) /* which is for programs */
            add_part(out, field->label);
        if (end < path.n && path.p[end] == '[') {
            const uint32_t index = take_index(path, &end);
            if (index < field->label_count)
                add_part(out, field->labels[index]);
            else
                bc_buf_printf(out, " %u", index + 1);
        }
        fields = (bc_form_fields){ field->children, field->child_count };
        at = end < path.n ? end + 1 : end;
    }
}

static void add_guide(bc_arena *arena, const bc_form_field *field, bc_buf *out)
{
    if (field->required)
        bc_buf_printf(out, "; %s", bc_tr("must be given"));
    if (field->unit.n)
        bc_buf_printf(out, "; %s", bc_arena_printf(arena, bc_tr("in %.*s"), BC_STR_ARG(field->unit)).p);
    if (field->help.n)
        bc_buf_printf(out, "; %.*s", BC_STR_ARG(field->help));
}

/* Up to the bracket of the first list; empty: the path leads through none. */
static bc_str list_of(bc_str path)
{
    const size_t bracket = bc_str_find(path, BC_STR("["), 0);
    return bracket == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(path, 0, bracket);
}

/* The list in levels that the path leads through; NULL: none. */
static const bc_form_field *levels_of(const bc_layout_flow *flow, bc_str path)
{
    const bc_str list = list_of(path);
    const bc_form_field *field = list.n ? bc_form_anchor_field(flow->pager->document->composed->form, list) : NULL;
    return field && field->nested_count ? field : NULL;
}

/* What the form has printed in a row of a list says what the row is of. */
static void add_row(const bc_layout_flow *flow, const bc_layout_flow_piece *own, bc_buf *out)
{
    const bc_str list = list_of(own->cell->composed->value.path);
    const bc_form_field *levels = levels_of(flow, own->cell->composed->value.path);
    for (size_t i = 0; list.n && i < flow->pieces.n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        const bc_layout_composed_cell *cell = piece->cell->composed;
        const bool words = !cell->value.path.n && levels && !bc_str_eq(cell->text, levels->label);
        if (piece->from <= own->from && piece->to >= own->to && cell->text.n &&
            (words || bc_str_eq(list_of(cell->value.path), list)))
            add_part(out, cell->text);
    }
}

/* Whether rows can be added to the list that the path leads through: where they cannot, as in a PDF, what its rows are
 * of may be written over. */
static bool grows(const bc_layout_flow *flow, bc_str path)
{
    const bc_str list = list_of(path);
    const bc_form_field *field = list.n ? bc_form_anchor_field(flow->pager->document->composed->form, list) : NULL;
    return field && field->type == BC_FIELD_LIST && bc_form_anchor_grows(field);
}

/* Whether the form's own words stand beside rows of a list in levels: they may be the name of a level. */
static bool names_levels(const bc_layout_flow *flow, const bc_layout_flow_piece *own)
{
    for (size_t i = 0; i < flow->pieces.n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        if (piece->from >= own->from && piece->to <= own->to && levels_of(flow, piece->cell->composed->value.path))
            return true;
    }
    return false;
}

static bc_str label_of(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    bc_arena *arena = &flow->pager->arena;
    const bc_layout_composed_cell *cell = piece->cell->composed;
    bc_buf out;
    bc_buf_init(&out);
    add_row(flow, piece, &out);
    add_way(flow->pager->document->composed->form, cell->value.path, &out);
    if (cell->value.field)
        add_guide(arena, cell->value.field, &out);
    const bc_str label = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return label;
}

/* -- places --------------------------------------------------------------------------------------------- */

/* Adds a place that is given in the type area; false: it is too small to be one. */
static bool add(bc_layout_pager *pager, bc_layout_fillin place)
{
    const bc_form_paper *paper = &pager->document->paper;
    if (!place.name.n || (place.kind != BC_FILLIN_SAID && (place.width < MIN_PLACE || place.height < MIN_PLACE)))
        return false;
    place.block = pager->block;
    place.cell = pager->cell;
    place.x += paper->left;
    place.y += paper->top;
    bc_vec_add(&pager->places, place);
    return true;
}

static bc_str name_of(bc_layout_pager *pager, bc_str path)
{
    char *name = bc_arena_alloc(&pager->arena, path.n + 1);
    size_t n = 0;
    return bc_form_anchor_write(BC_STR(""), path, name, &n) ? (bc_str){ name, n } : (bc_str){ 0 };
}

static bc_str words_name(bc_layout_pager *pager)
{
    return bc_arena_printf(&pager->arena, BC_FORM_ANCHOR_WORDS ".%u", pager->words++);
}

/* Words that are to be completed leave the page, for they are shown where they are written over. */
static void add_words(bc_layout_pager *pager, bc_layout_fillin place, size_t from)
{
    place.kind = BC_FILLIN_WORDS;
    place.words = bc_str_trim(place.words);
    place.name = words_name(pager);
    place.label = place.words;
    place.items = BC_NEW_COPY(&pager->arena, pager->items.at + from, pager->items.n - from);
    place.item_count = (uint32_t)(pager->items.n - from);
    if (add(pager, place))
        pager->items.n = from;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

static void set_value(const bc_layout_composed_cell *cell, bc_layout_fillin *place)
{
    enum { YEAR_DIGITS = 4 };
    const bc_form_field *field = cell->value.field;
    const bc_len line = place->style->leading;
    place->several = place->height >= 2 * line;
    if (!field)
        return;
    const bool choice = type_of(field) == BC_FIELD_CHOICE && field->type != BC_FIELD_LIST;
    /* a row of a list that is not needed is left empty */
    place->required = field->required && (!list_of(cell->value.path).n || field->label_count);
    place->number = is_number(field);
    place->several = place->several && !choice && (!place->number || field->type == BC_FIELD_LIST);
    place->choices = field->choices;
    place->choice_count = choice ? field->choice_count : 0;
    place->other = field->open;
    place->most = field->type == BC_FIELD_YEAR && field->words == BC_FORM_WORDS_REFUSED ? YEAR_DIGITS : 0;
}

void bc_layout_fillins_cell(bc_layout_flow *flow, const bc_layout_flow_piece *piece, size_t from)
{
    const bc_layout_composed_cell *cell = piece->cell->composed;
    const bool whole = !piece->goes_on && !piece->first && piece->end == piece->cell->line_count;
    const bool asks = cell->extra && cell->extra->asks && whole;
    const bc_len top = flow->edges.at[piece->from], bottom = flow->edges.at[piece->to];
    if (piece->role != BC_ITEM_CONTENT || cell->row >= flow->row_count ||
        (cell->value.field && cell->value.field->computed))
        return;
    const bool level = !asks && !cell->value.path.n && cell->text.n && names_levels(flow, piece);
    if (!asks && !level && !cell->value.path.n)
        return;
    bc_layout_fillin place = { .x = cell->x0 + INSET,
                               .y = top + INSET,
                               .width = cell->x1 - cell->x0 - 2 * INSET,
                               .height = bottom - top - 2 * INSET,
                               .style = &piece->cell->style->text,
                               .align = piece->cell->align,
                               .words = cell->text };
    if (asks) {
        place.several = place.height >= 2 * place.style->leading;
        add_words(flow->pager, place, from);
        return;
    }
    place.kind = cell->text.n ? BC_FILLIN_SAID : BC_FILLIN_VALUE;
    if (cell->text.n && whole && grows(flow, cell->value.path)) {
        place.kind = BC_FILLIN_VALUE;
        place.items = BC_NEW_COPY(&flow->pager->arena, flow->pager->items.at + from, flow->pager->items.n - from);
        place.item_count = (uint32_t)(flow->pager->items.n - from);
    }
    place.name = level ? words_name(flow->pager) : name_of(flow->pager, cell->value.path);
    place.label = level ? cell->text : label_of(flow, piece);
    set_value(cell, &place);
    if (add(flow->pager, place) && place.item_count)
        flow->pager->items.n = from;
}

/* -- around tables -------------------------------------------------------------------------------------- */

void bc_layout_fillins_para(bc_layout_pager *pager, const bc_layout_block *block, bc_len y, size_t from)
{
    if (!block->composed->open)
        return;
    add_words(pager,
              (bc_layout_fillin){ .y = y,
                                  .width = bc_layout_frame_width(&pager->document->paper),
                                  .height = block->height,
                                  .style = &block->style->text,
                                  .align = block->style->align,
                                  .several = block->as.text.lines.n > 1,
                                  .words = block->as.text.words },
              from);
}

/* Where a part of a line ends and the next begins: halfway, or where the one begins that nobody writes into. */
static bc_len between(const bc_len ends[2], bool left_open, bool right_open)
{
    if (left_open && right_open)
        return ends[0] + (ends[1] - ends[0]) / 2;
    return left_open ? ends[1] - GAP : ends[0] + GAP;
}

enum { PARTS = 3 };

static bool is_open(const bc_layout_block *block, int part)
{
    return block->composed->open >> part & 1;
}

/* The room of a part between those beside it, which end and begin there; parts without words have none. */
static void place_part(const bc_layout_block *block, int part, const bc_str *texts, bc_len edges[PARTS][2],
                       bc_layout_fillin *place, bc_len width)
{
    int left = part - 1, right = part + 1;
    while (left >= 0 && !texts[left].n)
        left--;
    while (right < PARTS && !texts[right].n)
        right++;
    const bc_len from =
        left < 0 ? 0 : between((bc_len[]){ edges[left][1], edges[part][0] }, is_open(block, left), true);
    const bc_len to =
        right == PARTS ? width : between((bc_len[]){ edges[part][1], edges[right][0] }, true, is_open(block, right));
    place->x = from;
    place->width = to - from;
}

/* The items from `from` on are the parts that have words, one each. */
void bc_layout_fillins_line(bc_layout_pager *pager, const bc_layout_block *block, bc_len y, size_t from)
{
    static const bc_form_align ALIGNS[PARTS] = { BC_ALIGN_LEFT, BC_ALIGN_CENTRE, BC_ALIGN_RIGHT };
    const bc_layout_composed_block *line = block->composed;
    const bc_str texts[PARTS] = { line->as.line.left, line->as.line.centre, line->as.line.right };
    const bc_len width = bc_layout_frame_width(&pager->document->paper);
    bc_layout_item kept[PARTS];
    bc_len edges[PARTS][2] = { { 0 } };
    const size_t n = pager->items.n - from;
    if (!line->open || n > PARTS)
        return;
    if (n)
        memcpy(kept, pager->items.at + from, n * sizeof *kept);
    size_t item = 0;
    for (int i = 0; i < PARTS; i++) {
        if (!texts[i].n || item == n)
            continue;
        edges[i][0] = kept[item].x - pager->document->paper.left;
        edges[i][1] = edges[i][0] + kept[item++].as.text.width;
    }
    pager->items.n = from;
    item = 0;
    for (int i = 0; i < PARTS; i++) {
        if (!texts[i].n || item == n)
            continue;
        const size_t before = pager->items.n;
        bc_vec_add(&pager->items, kept[item++]);
        bc_layout_fillin place = {
            .y = y, .height = block->height, .style = &block->style->text, .align = ALIGNS[i], .words = texts[i]
        };
        place_part(block, i, texts, edges, &place, width);
        if (is_open(block, i))
            add_words(pager, place, before);
    }
}
