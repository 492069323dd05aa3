/* Elements out of pages. A page says where its items come from and which rows it has; what these are follows from the
 * composed document (reading.c reads its tables). Of a table are kept open its sections' rows by number, the cells that
 * go on, and nothing else. */
#include "layout/tags.h"

#include "layout/block.h"
#include "layout/private/reading.h"

#include <assert.h>

/* Items that stand behind each other and are the same piece. */
typedef struct run {
    uint32_t block, cell, mark;
    const bc_layout_item *item;
    bool figure;
    bool owned;
} run;

/* A cell or paragraph that may have more inside on the next page. */
typedef struct open_tag {
    uint32_t id, cell;
    uint32_t parent, columns;
    bc_layout_tag_kind kind;
    bc_layout_read_heads heads;
    BC_VEC(bc_layout_tag_kid) kids;
} open_tag;

struct bc_layout_tags {
    bc_layout_tag_sink sink;
    uint32_t parent;
    bc_arena arena;       /* of the table that is being read */
    BC_VEC(uint32_t) top; /* blocks' elements */
    /* Of the page: */
    const bc_layout_page *page;
    uint32_t number;
    BC_VEC(run) runs; /* sorted by block and cell */
    BC_VEC(uint32_t) items, owners;
    /* The block that goes on. */
    open_tag block;
    bool in_block;
    /* The table that goes on. */
    const bc_layout_composed_table *table;
    uint32_t table_block; /* that it is */
    const bc_layout_section *sections;
    uint32_t section_count, section; /* that is being read, from 1; 0: none */
    bc_layout_reading reading;
    uint32_t table_id, body_id, row_id;
    bool in_heads;
    BC_VEC(bc_layout_tag_kid) groups, rows; /* of the section's table, of its group */
    BC_VEC(open_tag) cells;                 /* those in use first */
    size_t cell_count;
};

bc_layout_tags *bc_layout_tags_new(const bc_layout_tag_sink *sink, uint32_t parent)
{
    bc_layout_tags *tags = bc_mem_alloc(sizeof *tags);
    tags->sink = *sink;
    tags->parent = parent;
    return tags;
}

static void release_tag(open_tag *tag)
{
    bc_vec_release(&tag->kids);
    bc_vec_release(&tag->heads.list);
}

void bc_layout_tags_free(bc_layout_tags *tags)
{
    if (!tags)
        return;
    for (size_t i = 0; i < tags->cells.n; i++)
        release_tag(&tags->cells.at[i]);
    release_tag(&tags->block);
    bc_vec_release(&tags->cells);
    bc_vec_release(&tags->groups);
    bc_vec_release(&tags->rows);
    bc_vec_release(&tags->top);
    bc_vec_release(&tags->runs);
    bc_vec_release(&tags->items);
    bc_vec_release(&tags->owners);
    bc_layout_reading_release(&tags->reading);
    bc_arena_release(&tags->arena);
    bc_mem_free(tags);
}

static uint32_t reserve(bc_layout_tags *tags)
{
    return tags->sink.reserve(tags->sink.context);
}

static void define(bc_layout_tags *tags, const bc_layout_tag *tag)
{
    tags->sink.define(tags->sink.context, tag);
}

/* -- the marks of a page -------------------------------------------------------------------------------- */

static bool is_drawn(const bc_layout_item *item)
{
    return item->kind == BC_ITEM_PICTURE || item->kind == BC_ITEM_SYMBOL || item->kind == BC_ITEM_CHART;
}

static bc_str alt_of(const bc_layout_item *item)
{
    return item->kind == BC_ITEM_PICTURE  ? item->as.picture.alt
           : item->kind == BC_ITEM_SYMBOL ? item->as.symbol.alt
           : item->kind == BC_ITEM_CHART  ? item->as.chart.alt
                                          : (bc_str){ 0 };
}

static bool is_read(const bc_layout_item *item)
{
    if (item->role != BC_ITEM_CONTENT || item->block == BC_NOWHERE)
        return false;
    return item->kind == BC_ITEM_TEXT || alt_of(item).n;
}

static bool goes_before(const run *a, const run *b)
{
    if (a->block != b->block)
        return a->block < b->block;
    return a->cell != b->cell ? a->cell < b->cell : a->mark < b->mark;
}

/* Runs come nearly sorted: only what an earlier row has begun stands before its place. */
static void sort_runs(bc_layout_tags *tags)
{
    for (size_t i = 1; i < tags->runs.n; i++) {
        run own = tags->runs.at[i];
        size_t to = i;
        for (; to > 0 && goes_before(&own, &tags->runs.at[to - 1]); to--)
            tags->runs.at[to] = tags->runs.at[to - 1];
        tags->runs.at[to] = own;
    }
}

static void find_runs(bc_layout_tags *tags, const bc_layout_page *page)
{
    bc_vec_clear(&tags->runs);
    bc_vec_clear(&tags->items);
    bc_vec_clear(&tags->owners);
    const run *last = NULL;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        uint32_t mark = BC_NO_MARK;
        if (is_read(item)) {
            bool drawn = is_drawn(item);
            bool same = last && !drawn && !last->figure && last->block == item->block && last->cell == item->cell;
            if (!same) {
                bc_vec_add(&tags->runs, (run){ item->block, item->cell, (uint32_t)tags->runs.n, item, drawn, false });
                bc_vec_add(&tags->owners, 0);
            }
            last = &tags->runs.at[tags->runs.n - 1];
            mark = last->mark;
        } else if (item->kind == BC_ITEM_TEXT) {
            last = NULL;
        }
        bc_vec_add(&tags->items, mark);
    }
    sort_runs(tags);
}

static size_t first_run(const bc_layout_tags *tags, uint32_t block, uint32_t cell)
{
    const run key = { .block = block, .cell = cell };
    size_t low = 0, n = tags->runs.n;
    while (n > 0) {
        size_t half = n / 2;
        bool right = goes_before(&tags->runs.at[low + half], &key);
        low = right ? low + half + 1 : low;
        n = right ? n - half - 1 : half;
    }
    return low;
}

/* -- elements ------------------------------------------------------------------------------------------- */

static void begin_tag(open_tag *tag, bc_layout_tag_kind kind, uint32_t id, uint32_t parent)
{
    tag->kind = kind;
    tag->id = id;
    tag->parent = parent;
    tag->columns = 1;
    tag->cell = BC_NOWHERE;
    bc_vec_clear(&tag->kids);
    bc_vec_clear(&tag->heads.list);
}

/* A picture in a text is an element of its own. */
static uint32_t define_figure(bc_layout_tags *tags, const run *r, uint32_t parent)
{
    const bc_layout_tag_kid kid = { .page = tags->number, .mark = r->mark };
    const bc_layout_tag tag = { .kind = BC_TAG_FIGURE,
                                .id = reserve(tags),
                                .parent = parent,
                                .kids = &kid,
                                .kid_count = 1,
                                .figure = r->item,
                                .page_height = tags->page->height };
    define(tags, &tag);
    return tag.id;
}

/* Gives the element what the page has of it. */
static void take_runs(bc_layout_tags *tags, open_tag *tag, uint32_t block, uint32_t cell)
{
    for (size_t i = first_run(tags, block, cell); i < tags->runs.n; i++) {
        run *r = &tags->runs.at[i];
        if (r->block != block || r->cell != cell)
            return;
        if (r->owned)
            continue;
        r->owned = true;
        bc_layout_tag_kid kid = { .page = tags->number, .mark = r->mark };
        if (r->figure)
            kid = (bc_layout_tag_kid){ .id = define_figure(tags, r, tag->id) };
        tags->owners.at[r->mark] = r->figure ? kid.id : tag->id;
        bc_vec_add(&tag->kids, kid);
    }
}

static void end_tag(bc_layout_tags *tags, const open_tag *tag, uint32_t rows)
{
    define(tags, &(bc_layout_tag){ .kind = tag->kind,
                                   .id = tag->id,
                                   .parent = tag->parent,
                                   .columns = tag->columns,
                                   .rows = rows,
                                   .heads = tag->heads.list.at,
                                   .head_count = (uint32_t)tag->heads.list.n,
                                   .kids = tag->kids.at,
                                   .kid_count = (uint32_t)tag->kids.n });
}

/* -- tables --------------------------------------------------------------------------------------------- */

static open_tag *push_cell(bc_layout_tags *tags)
{
    if (tags->cell_count == tags->cells.n)
        bc_vec_add(&tags->cells, (open_tag){ 0 });
    return &tags->cells.at[tags->cell_count++];
}

static void end_cell(void *context, const bc_layout_read_cell *cell, uint32_t rows)
{
    bc_layout_tags *tags = context;
    size_t i = 0;
    while (i < tags->cell_count && tags->cells.at[i].id != cell->id)
        i++;
    assert(i < tags->cell_count);
    end_tag(tags, &tags->cells.at[i], rows);
    open_tag spare = tags->cells.at[i]; /* its room is used again */
    tags->cells.at[i] = tags->cells.at[--tags->cell_count];
    tags->cells.at[tags->cell_count] = spare;
}

static void define_group(bc_layout_tags *tags, bc_layout_tag_kind kind, uint32_t id, uint32_t parent,
                         const bc_layout_tag_kid *kids, size_t n)
{
    define(tags, &(bc_layout_tag){ .kind = kind, .id = id, .parent = parent, .kids = kids, .kid_count = (uint32_t)n });
}

static void end_group(bc_layout_tags *tags)
{
    bc_layout_reading_end(&tags->reading, end_cell, tags);
    if (!tags->rows.n)
        return;
    define_group(tags, tags->in_heads ? BC_TAG_TABLE_HEAD : BC_TAG_TABLE_BODY, tags->body_id, tags->table_id,
                 tags->rows.at, tags->rows.n);
    bc_vec_add(&tags->groups, (bc_layout_tag_kid){ .id = tags->body_id });
    bc_vec_clear(&tags->rows);
}

static void end_section(bc_layout_tags *tags)
{
    if (!tags->section)
        return;
    end_group(tags);
    define_group(tags, BC_TAG_TABLE, tags->table_id, tags->parent, tags->groups.at, tags->groups.n);
    bc_vec_clear(&tags->groups);
    tags->section = 0;
}

static void begin_section(bc_layout_tags *tags, uint32_t section)
{
    end_section(tags);
    tags->section = section + 1;
    const bc_layout_section *own = &tags->sections[section];
    bc_layout_reading_begin(&tags->reading, tags->table, own);
    tags->table_id = reserve(tags);
    tags->body_id = reserve(tags);
    tags->in_heads = own->heads_end > own->first;
    bc_vec_add(&tags->top, tags->table_id);
}

/* Before the row is read: the section and the group that it belongs to. Rows of pages stay where they come. */
static void enter_row(bc_layout_tags *tags, uint32_t row)
{
    uint32_t section = tags->section ? tags->section - 1 : 0;
    if (row < tags->table->row_count)
        while (section + 1 < tags->section_count && row >= tags->sections[section].end)
            section++;
    if (!tags->section || section + 1 != tags->section)
        begin_section(tags, section);
    if (tags->in_heads && row >= tags->sections[section].heads_end) {
        end_group(tags);
        tags->body_id = reserve(tags);
        tags->in_heads = false;
    }
}

static void begin_row(bc_layout_tags *tags, uint32_t row, bool goes_on)
{
    static const bc_layout_tag_kind KINDS[] = { [BC_READ_VALUE] = BC_TAG_CELL,
                                                [BC_READ_ROW_HEAD] = BC_TAG_ROW_HEAD,
                                                [BC_READ_COLUMN_HEAD] = BC_TAG_COLUMN_HEAD,
                                                [BC_READ_LABEL_ABOVE] = BC_TAG_COLUMN_HEAD };
    bc_layout_reading *reading = &tags->reading;
    BC_VEC(bc_layout_tag_kid) kids = { 0 };
    size_t first;
    enter_row(tags, row);
    bc_layout_reading_row(reading, row, goes_on, end_cell, tags, &first);
    if (first == reading->open.n)
        return;
    tags->row_id = reserve(tags);
    bc_vec_add(&tags->rows, (bc_layout_tag_kid){ .id = tags->row_id });
    for (size_t i = first; i < reading->open.n; i++)
        reading->open.at[i].id = reserve(tags);
    bc_layout_reading_settle(reading);
    for (size_t i = first; i < reading->open.n; i++) {
        const bc_layout_read_cell *cell = &reading->open.at[i];
        open_tag *tag = push_cell(tags);
        begin_tag(tag, KINDS[cell->kind], cell->id, tags->row_id);
        tag->cell = cell->cell;
        tag->columns = cell->columns;
        bc_layout_reading_heads(reading, cell, &tag->heads);
        bc_vec_add(&kids, (bc_layout_tag_kid){ .id = cell->id });
        take_runs(tags, tag, tags->table_block, cell->cell);
    }
    bc_layout_reading_pass(reading, first);
    define_group(tags, BC_TAG_ROW, tags->row_id, tags->body_id, kids.at, kids.n);
    bc_vec_release(&kids);
}

static void begin_table(bc_layout_tags *tags, uint32_t block)
{
    const bc_layout_table *table = &tags->page->document->blocks[block].as.table;
    bc_arena_reset(&tags->arena);
    tags->table = table->composed;
    tags->table_block = block;
    tags->section = 0;
    tags->section_count = bc_layout_reading_sections(table->composed, &tags->arena, &tags->sections);
}

static void read_table(bc_layout_tags *tags, const bc_layout_shown *part)
{
    if (!tags->table)
        begin_table(tags, part->block);
    for (size_t i = 0; i < tags->cell_count; i++) /* what goes on from the page before; rows of pages do not */
        if (tags->cells.at[i].cell < tags->table->cell_count)
            take_runs(tags, &tags->cells.at[i], part->block, tags->cells.at[i].cell);
    for (uint32_t i = 0; i < part->row_count; i++)
        if (!part->rows[i].goes_on || bc_layout_reading_is_interrupted(&tags->reading))
            begin_row(tags, part->rows[i].row, part->rows[i].goes_on);
    if (!part->ends)
        return;
    end_section(tags);
    tags->table = NULL;
}

/* -- other blocks --------------------------------------------------------------------------------------- */

static void read_block(bc_layout_tags *tags, const bc_layout_shown *part)
{
    const bc_layout_composed_block *block = tags->page->document->blocks[part->block].composed;
    if (!tags->in_block) {
        bool heading = block->role == BC_FORM_TITLE && block->kind == BC_BLOCK_PARA;
        begin_tag(&tags->block, heading ? BC_TAG_HEADING : BC_TAG_PARAGRAPH, reserve(tags), tags->parent);
        tags->in_block = true;
    }
    take_runs(tags, &tags->block, part->block, BC_NOWHERE);
    if (!part->ends)
        return;
    tags->in_block = false;
    if (!tags->block.kids.n)
        return; /* nothing is printed of it */
    end_tag(tags, &tags->block, 1);
    bc_vec_add(&tags->top, tags->block.id);
}

/* No mark is without an element, whatever comes. */
static void adopt_rest(bc_layout_tags *tags)
{
    for (size_t i = 0; i < tags->runs.n; i++) {
        const run *r = &tags->runs.at[i];
        assert(r->owned);
        if (r->owned)
            continue;
        const bc_layout_tag_kid kid = { .page = tags->number, .mark = r->mark };
        const bc_layout_tag tag = {
            .kind = BC_TAG_PARAGRAPH, .id = reserve(tags), .parent = tags->parent, .kids = &kid, .kid_count = 1
        };
        define(tags, &tag);
        tags->owners.at[r->mark] = tag.id;
        bc_vec_add(&tags->top, tag.id);
    }
}

/* -- pages ---------------------------------------------------------------------------------------------- */

bc_layout_marks bc_layout_tags_page(bc_layout_tags *tags, const bc_layout_page *page, uint32_t number)
{
    tags->page = page;
    tags->number = number;
    find_runs(tags, page);
    for (uint32_t i = 0; i < page->part_count; i++) {
        const bc_layout_shown *part = &page->parts[i];
        if (page->document->blocks[part->block].kind == BC_BLOCK_TABLE)
            read_table(tags, part);
        else
            read_block(tags, part);
    }
    adopt_rest(tags);
    return (bc_layout_marks){ tags->items.at, tags->owners.at, (uint32_t)tags->owners.n };
}

const uint32_t *bc_layout_tags_end(bc_layout_tags *tags, uint32_t *n)
{
    *n = (uint32_t)tags->top.n;
    return tags->top.at;
}
