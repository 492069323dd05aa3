/* A form and a record into blocks: conditions decided, lists repeated, equal neighbours merged, every text
 * evaluated. Cells are written row by row, left to right (compose_table.c and below it), so composing is one pass and
 * looks back only at open cells. */
#include "layout/compose.h"

#include "base/vec.h"
#include "form/anchor.h"
#include "layout/private/composing.h"
#include "layout/private/running.h"
#include "layout/private/see.h"
#include "layout/private/words.h"

static bc_str eval_phrase(bc_layout_composer *c, const bc_expr_phrase *phrase, const bc_expr_scope *scope)
{
    bc_layout_see_words(c->seen, phrase, scope, NULL, c->arena);
    return bc_layout_words_of(phrase, scope, c->arena, c->diags);
}

static bool is_first_title(const bc_layout_composer *c, const bc_form_item *item)
{
    return c->names && c->names->title == item;
}

/* Where the parts of a title meet when they stand behind each other: bytes of the text without its line ends. */
static void find_cuts(bc_layout_composer *c, bc_str parts, bc_layout_composed_block *block)
{
    uint32_t most = 0, n = 0;
    for (size_t i = 0; i < parts.n; i++)
        most += parts.p[i] == '\n';
    uint32_t *cuts = BC_NEW_ARRAY(c->arena, uint32_t, most);
    for (size_t i = 0; i < parts.n; i++) {
        if (parts.p[i] != '\n')
            continue;
        cuts[n] = (uint32_t)i - n;
        n++;
    }
    block->as.para.cuts = cuts;
    block->as.para.cut_count = n;
}

/* A centred line that begins with room to write in gets as much behind it, so that its words stand in the middle. */
static bc_str mirror_room(const bc_layout_composer *c, bc_str text)
{
    const bc_str BLANK = BC_STR("\xE3\x80\x80");
    size_t room = 0;
    while (bc_str_starts(bc_str_slice(text, room, text.n), BLANK))
        room += BLANK.n;
    if (!room || room == text.n)
        return text;
    return bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(text), BC_STR_ARG(bc_str_slice(text, 0, room)));
}

/* What nothing but a value is printed as in an empty form: nobody would know what to write on an empty line; what was
 * written there stands behind it. */
static bc_str labelled(bc_layout_composer *c, const bc_expr_phrase *phrase, bc_str text)
{
    const bool asked = c->blank && phrase && (c->filled || !bc_str_trim(text).n);
    const bc_form_field *field = asked ? bc_form_anchor_alone(c->form, phrase) : NULL;
    return field ? bc_arena_printf(c->arena, "%.*s\xEF\xBC\x9A%.*s", BC_STR_ARG(field->label),
                                   BC_STR_ARG(bc_str_trim(text)))
                 : text;
}

/* Whether whoever fills in the form has to write a value among the words, and it can be told from them again. */
static bool is_open(const bc_layout_composer *c, const bc_expr_phrase *phrase, bc_str text)
{
    bc_str constant;
    if (!c->blank || !phrase || bc_expr_phrase_is_constant(phrase, &constant))
        return false;
    return bc_form_anchor_alone(c->form, phrase) || bc_expr_phrase_read(phrase, text, NULL, NULL);
}

static bool compose_para(bc_layout_composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    const bool known = is_first_title(c, item);
    bc_str text = known ? c->names->title_text : eval_phrase(c, item->as.para.text, scope);
    if (known)
        bc_layout_see_words(c->seen, item->as.para.text, scope, NULL, c->arena);
    else if (!bc_form_anchor_is_title(c->form, item))
        text = labelled(c, item->as.para.text, text);
    if (item->as.para.in_parts) {
        find_cuts(c, text, block);
        text = bc_arena_join_lines(c->arena, text);
    }
    if (c->blank && item->role == BC_FORM_TITLE && !bc_str_trim(text).n)
        text = c->form->name;
    if (c->blank && item->style && item->style->align == BC_ALIGN_CENTRE)
        text = mirror_room(c, text);
    block->as.para.text = text;
    block->open = !bc_form_anchor_is_title(c->form, item) && is_open(c, item->as.para.text, text);
    return text.n > 0;
}

static bool compose_line(bc_layout_composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    const bc_str left = labelled(c, item->as.line.left, eval_phrase(c, item->as.line.left, scope));
    const bc_str centre = labelled(c, item->as.line.centre, eval_phrase(c, item->as.line.centre, scope));
    const bc_str right = labelled(c, item->as.line.right, eval_phrase(c, item->as.line.right, scope));
    block->as.line.left = left;
    block->as.line.centre = centre;
    block->as.line.right = right;
    block->open = (uint8_t)(is_open(c, item->as.line.left, left) | is_open(c, item->as.line.centre, centre) << 1 |
                            is_open(c, item->as.line.right, right) << 2);
    return left.n || centre.n || right.n;
}

/* False when there is nothing to print. */
static bool compose_block(bc_layout_composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                          bc_layout_composed_block *block)
{
    if (item->when && !is_first_title(c, item) && !bc_expr_holds(item->when, scope, c->arena, c->diags))
        return false;
    *block = (bc_layout_composed_block){ .role = item->role, .style = item->style, .mark = item->mark };
    if (item->style) {
        block->before = item->style->before;
        block->after = item->style->after;
    }
    block->keep_with_next = item->role != BC_FORM_BODY && item->role != BC_FORM_NOTE;
    block->keep_with_previous = item->role == BC_FORM_NOTE;
    block->seal = bc_layout_extra_seal(&c->extras, item->seal, scope);
    switch (item->kind) {
    case BC_FORM_PARA:
        block->kind = BC_BLOCK_PARA;
        block->item = item->as.para.listed;
        return compose_para(c, item, scope, block);
    case BC_FORM_LINE:
        block->kind = BC_BLOCK_LINE;
        return compose_line(c, item, scope, block);
    case BC_FORM_TABLE:
        block->kind = BC_BLOCK_TABLE;
        block->as.table = bc_layout_compose_table(c, &item->as.table, scope);
        return block->as.table->row_count > 0;
    case BC_FORM_FIGURE:
        block->kind = BC_BLOCK_FIGURE;
        block->as.figure = bc_layout_extra_figure(&c->extras, item->as.figure, scope);
        return block->as.figure->source.n || block->as.figure->chart || c->blank;
    case BC_FORM_PAGE_BREAK:
        block->kind = BC_BLOCK_PAGE_BREAK;
        return true;
    }
    return false;
}

/* Space between the parts of a table that is cut between columns, and above a line that closes a table. */
enum { BETWEEN_PARTS = BC_PT(12), BELOW_TABLE = BC_PT(4) };

typedef BC_VEC(bc_layout_composed_block) composed_blocks;

/* What a table says above its continuation stands above its further parts. */
static bool add_continued(const bc_layout_composed_table *part, composed_blocks *blocks)
{
    const bc_form_para_style *style = part->continued_style;
    if (!part->continued.n || !style)
        return false;
    bc_layout_composed_block *line = bc_vec_push(blocks);
    *line = (bc_layout_composed_block){ .kind = BC_BLOCK_PARA,
                                        .role = BC_FORM_BODY,
                                        .keep_with_next = true,
                                        .before = BETWEEN_PARTS,
                                        .after = style->after,
                                        .style = style,
                                        .as.para.text = part->continued };
    return true;
}

/* A line belongs to the table below it, as the unit does, and one that has none to the table above: who signs it. */
static void close_tables(bc_layout_composed_block *blocks, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        bc_layout_composed_block *line = &blocks[i];
        bool below = i + 1 < n && blocks[i + 1].kind == BC_BLOCK_TABLE;
        if (line->kind != BC_BLOCK_LINE || blocks[i - 1].kind != BC_BLOCK_TABLE || below)
            continue;
        line->before = bc_len_max(line->before, BELOW_TABLE);
        line->keep_with_previous = true;
        line->keep_with_next = false;
    }
}

/* Whoever signs a letter or notice, and when, stands with the end of what is signed. */
static void close_document(bc_layout_composed_block *blocks, size_t n)
{
    enum { MAX_SIGNED = 6 }; /* lines of several bodies that sign together */
    size_t first = n;
    while (first > 0 && n - first < MAX_SIGNED &&
           (blocks[first - 1].kind == BC_BLOCK_LINE ||
            (blocks[first - 1].kind == BC_BLOCK_PARA && blocks[first - 1].style->align == BC_ALIGN_RIGHT)))
        first--;
    for (size_t i = first; first > 0 && i < n; i++)
        blocks[i].keep_with_previous = true;
}

static bc_layout_composed *compose_document(bc_layout_composer *c, const bc_value *record)
{
    c->record = record;
    const bc_form *form = c->form;
    bc_expr_scope scope = { .map = record };
    composed_blocks blocks = { 0 };
    bc_vec_reserve(&blocks, form->layout_count);
    for (uint32_t i = 0; i < form->layout_count; i++) {
        bc_layout_composed_block block;
        c->parts.n = 0;
        if (!compose_block(c, &form->layout[i], &scope, &block))
            continue;
        bc_vec_add(&blocks, block);
        for (uint32_t k = 1; k < c->parts.n; k++) {
            bool said = add_continued(c->parts.at[k], &blocks);
            block.as.table = c->parts.at[k];
            block.before = said ? 0 : BETWEEN_PARTS;
            bc_vec_add(&blocks, block);
        }
    }
    close_tables(blocks.at, blocks.n);
    close_document(blocks.at, blocks.n);
    bc_unicode_collator_release(&c->collator);
    bc_layout_composed *document = BC_NEW(c->arena, bc_layout_composed);
    *document = (bc_layout_composed){ .form = form,
                                      .paper = form->paper,
                                      .blocks = blocks.at,
                                      .block_count = (uint32_t)blocks.n,
                                      .subject = form->name,
                                      .language = BC_STR("zh-CN"),
                                      .quota = c->arena->quota };
    bc_arena_adopt(c->arena, blocks.at, blocks.capacity * sizeof *blocks.at);
    bc_layout_running_compose(form, &scope, c->seen, c->arena, c->diags, document);
    document->figure_count = (uint32_t)c->extras.figures.n;
    if (c->extras.figures.n)
        document->figures = BC_NEW_COPY(c->arena, c->extras.figures.at, c->extras.figures.n);
    bc_vec_release(&c->extras.figures);
    return document;
}

const bc_layout_composed *bc_layout_compose(const bc_form *form, const bc_value *record, bc_arena *arena,
                                            bc_diag_list *diags)
{
    bc_form_names names = bc_form_names_of(form, record, arena, diags);
    return bc_layout_compose_named(form, record, &names, NULL, arena, diags);
}

const bc_layout_composed *bc_layout_compose_named(const bc_form *form, const bc_value *record,
                                                  const bc_form_names *names, bc_layout_seen *seen, bc_arena *arena,
                                                  bc_diag_list *diags)
{
    bc_layout_composer c = { .form = form,
                             .arena = arena,
                             .diags = diags,
                             .names = names,
                             .seen = seen,
                             .extras = { .arena = arena, .diags = diags, .seen = seen } };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = bc_arena_join_lines(arena, names->title_text);
    document->name = names->name;
    return document;
}

void bc_layout_compose_check(const bc_form *form, const bc_value *record, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_list ignored; /* what is wrong otherwise is said when it is composed to be printed */
    bc_diag_list_init(&ignored);
    bc_layout_composer c = {
        .form = form, .arena = arena, .diags = &ignored, .found = diags, .extras = { .arena = arena, .diags = &ignored }
    };
    (void)compose_document(&c, record);
    bc_diag_list_release(&ignored);
}

/* What is known of an empty form, and may stand nowhere on it. */
static void find_given(bc_layout_composed *document, const bc_form *form, const bc_value *record, bc_arena *arena)
{
    const bc_form_field *year = bc_form_field_of_role(form->fields.at, form->fields.n, BC_FORM_ROLE_YEAR);
    const bc_value *value = year ? bc_value_find(record, year->key) : NULL;
    if (!value || bc_value_is_empty(value))
        return;
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(value, &text);
    document->given = bc_arena_str(arena, bc_buf_str(&text));
    document->given_path = year->key;
    bc_buf_release(&text);
}

static const bc_layout_composed *compose_open(const bc_form *form, const bc_value *record,
                                              const bc_layout_blank_heights *heights, bool filled, bc_arena *arena,
                                              bc_diag_list *diags)
{
    bc_layout_composer c = { .form = form,
                             .arena = arena,
                             .diags = diags,
                             .blank = heights,
                             .filled = filled,
                             .extras = { .arena = arena, .diags = diags, .blank = true } };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = document->name = form->name.n ? form->name : form->id;
    document->blank = true;
    document->filled = filled;
    find_given(document, form, record, arena);
    return document;
}

const bc_layout_composed *bc_layout_compose_blank(const bc_form *form, const bc_value *record,
                                                  const bc_layout_blank_heights *heights, bc_arena *arena,
                                                  bc_diag_list *diags)
{
    return compose_open(form, record, heights, false, arena, diags);
}

const bc_layout_composed *bc_layout_compose_filled(const bc_form *form, const bc_value *record,
                                                   const bc_layout_blank_heights *heights, bc_arena *arena,
                                                   bc_diag_list *diags)
{
    return compose_open(form, record, heights, true, arena, diags);
}
