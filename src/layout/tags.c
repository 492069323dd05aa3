/* Elements out of pages. A page says where its items come from and which rows it has; what these are follows from the
 * composed document (reading.c reads its tables). Of a table are kept open its sections' rows by number, the cells that
 * go on, and nothing else. */
#include "layout/tags.h"

#include "layout/block.h"
#include "layout/private/reading.h"

#include <assert.h>

enum {
    MANY = 2000,        /* cells */
    SCOPE_ALONE = 50000 /* more cells than these are left to find their heads above and beside them */
};

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
    uint8_t level;
    bc_layout_tag_kind kind;
    bc_layout_read_heads heads;
    BC_VEC(bc_layout_tag_kid) kids;
} open_tag;

enum { MAX_NESTS = 8 };

/* A list or contents that is open: one in the other. */
typedef struct nest {
    uint32_t id;
    BC_VEC(bc_layout_tag_kid) kids;
} nest;

struct bc_layout_tags {
    bc_layout_tag_sink sink;
    uint32_t parent;
    unsigned level, last_level; /* of the title; of the last heading */
    bc_arena arena;             /* of the table that is being read */
    BC_VEC(uint32_t) top;       /* blocks' elements */
    /* Of the page: */
    const bc_layout_page *page;
    uint32_t number;
    BC_VEC(run) runs; /* sorted by block and cell */
    BC_VEC(uint32_t) items, owners;
    /* The block that goes on. */
    open_tag block;
    uint32_t outer[2]; /* elements around it, the outermost first; 0: none */
    bool in_block;
    nest nests[MAX_NESTS];
    unsigned depth;   /* that are open */
    bool in_contents; /* they are contents */
    /* The table that goes on. */
    const bc_layout_composed_table *table;
    uint32_t table_block;   /* that it is */
    bool many, scope_alone; /* cells in it */
    const bc_layout_section *sections;
    uint32_t section_count, section; /* that is being read, from 1; 0: none */
    bc_layout_reading reading;
    uint32_t table_id, body_id, row_id;
    bool in_heads;
    BC_VEC(bc_layout_tag_kid) groups, rows, row; /* of the section's table, of its group, of the row in work */
    BC_VEC(open_tag) cells;                      /* those in use first */
    size_t cell_count;
};

bc_layout_tags *bc_layout_tags_new(const bc_layout_tag_sink *sink, uint32_t parent, unsigned level)
{
    bc_layout_tags *tags = bc_mem_alloc(sizeof *tags);
    tags->sink = *sink;
    tags->parent = parent;
    bc_layout_tags_begin(tags, level);
    return tags;
}

void bc_layout_tags_begin(bc_layout_tags *tags, unsigned level)
{
    tags->level = level;
    tags->last_level = level - 1;
    tags->in_block = tags->many = tags->scope_alone = false;
    tags->table = NULL;
    tags->section = tags->depth = 0;
    tags->cell_count = 0;
    bc_vec_clear(&tags->top);
    bc_vec_clear(&tags->groups);
    bc_vec_clear(&tags->rows);
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
    for (int i = 0; i < MAX_NESTS; i++)
        bc_vec_release(&tags->nests[i].kids);
    release_tag(&tags->block);
    bc_vec_release(&tags->cells);
    bc_vec_release(&tags->groups);
    bc_vec_release(&tags->rows);
    bc_vec_release(&tags->row);
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

/* The number of an entry of contents beside its words, and the parts of a line: no blank stands between them. */
static bool is_apart(const bc_layout_page *page, const bc_layout_item *item, const bc_layout_item *before)
{
    const bc_layout_block_kind kind = page->document->blocks[item->block].kind;
    return (kind == BC_BLOCK_ENTRY || kind == BC_BLOCK_LINE) && item->y == before->y;
}

static void find_runs(bc_layout_tags *tags, const bc_layout_page *page)
{
    bc_vec_clear(&tags->runs);
    bc_vec_clear(&tags->items);
    bc_vec_clear(&tags->owners);
    const run *last = NULL;
    const bc_layout_item *before = NULL;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        uint32_t mark = BC_NO_MARK;
        if (is_read(item)) {
            bool drawn = is_drawn(item);
            bool same = last && !drawn && !last->figure && last->block == item->block && last->cell == item->cell &&
                        !is_apart(page, item, before);
            if (!same) {
                bc_vec_add(&tags->runs, (run){ item->block, item->cell, (uint32_t)tags->runs.n, item, drawn, false });
                bc_vec_add(&tags->owners, 0);
            }
            last = &tags->runs.at[tags->runs.n - 1];
            mark = last->mark;
            before = item;
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
    tag->level = 0;
    tag->cell = BC_NOWHERE;
    bc_vec_clear(&tag->kids);
    bc_vec_clear(&tag->heads.list);
}

static bc_layout_tag_figure figure_of(const bc_layout_item *item, const bc_layout_page *page)
{
    bc_len width = 0, height = 0;
    if (item->kind == BC_ITEM_PICTURE) {
        width = item->as.picture.width;
        height = item->as.picture.height;
    } else if (item->kind == BC_ITEM_SYMBOL) {
        width = item->as.symbol.width;
        height = item->as.symbol.height;
    } else {
        width = item->as.chart.drawing->width;
        height = item->as.chart.drawing->height;
    }
    const int64_t top = (int64_t)page->height - item->y;
    return (bc_layout_tag_figure){ alt_of(item), item->x, top - height, (int64_t)item->x + width, top };
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
                                .figure = figure_of(r->item, tags->page) };
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

/* The same of places that are to be filled in, each of which is an element of its own. */
static void take_fillins(bc_layout_tags *tags, open_tag *tag, uint32_t block, uint32_t cell)
{
    for (uint32_t i = 0; i < tags->page->fillin_count; i++) {
        const bc_layout_fillin *place = &tags->page->fillins[i];
        if (place->block != block || place->cell != cell || place->kind == BC_FILLIN_SAID)
            continue;
        const bc_layout_tag_kid kid = { .page = tags->number, .mark = i, .link = true };
        const bc_layout_tag form = {
            .kind = BC_TAG_FORM, .id = reserve(tags), .parent = tag->id, .kids = &kid, .kid_count = 1
        };
        define(tags, &form);
        bc_vec_add(&tag->kids, (bc_layout_tag_kid){ .id = form.id });
    }
}

/* Only what is alike: a cell over two pages, or over columns, is none of them. */
static bool is_many(const bc_layout_tags *tags, const open_tag *tag, uint32_t rows)
{
    return tags->many && tag->kind == BC_TAG_CELL && tag->columns == 1 && rows == 1 && tag->kids.n < 2;
}

static void end_tag(bc_layout_tags *tags, const open_tag *tag, uint32_t rows)
{
    define(tags, &(bc_layout_tag){ .kind = tag->kind,
                                   .many = is_many(tags, tag, rows),
                                   .level = tag->level,
                                   .id = tag->id,
                                   .parent = tag->parent,
                                   .columns = tag->columns,
                                   .rows = rows,
                                   .heads = tag->heads.list.at,
                                   .head_count = (uint32_t)tag->heads.list.n,
                                   .kids = tag->kids.at,
                                   .kid_count = (uint32_t)tag->kids.n });
}

static void define_group(bc_layout_tags *tags, bc_layout_tag_kind kind, uint32_t id, uint32_t parent,
                         const bc_layout_tag_kid *kids, size_t n)
{
    define(tags, &(bc_layout_tag){ .kind = kind,
                                   .many = tags->many && (kind == BC_TAG_ROW || kind == BC_TAG_TABLE_BODY),
                                   .id = id,
                                   .parent = parent,
                                   .kids = kids,
                                   .kid_count = (uint32_t)n });
}

/* -- lists and contents ------------------------------------------------------------------------------- */

/* Ends the lists or contents deeper than that. */
static void end_nests(bc_layout_tags *tags, unsigned depth)
{
    while (tags->depth > depth) {
        const nest *own = &tags->nests[--tags->depth];
        define_group(tags, tags->in_contents ? BC_TAG_CONTENTS : BC_TAG_LIST, own->id,
                     tags->depth ? tags->nests[tags->depth - 1].id : tags->parent, own->kids.at, own->kids.n);
    }
}

/* The list or contents that a part of that depth, from 1, belongs to: at most one deeper than those that are open. */
static void enter_nest(bc_layout_tags *tags, bool contents, unsigned depth)
{
    if (tags->in_contents != contents)
        end_nests(tags, 0);
    tags->in_contents = contents;
    end_nests(tags, depth);
    if (tags->depth >= depth || tags->depth == MAX_NESTS)
        return;
    nest *own = &tags->nests[tags->depth];
    own->id = reserve(tags);
    bc_vec_clear(&own->kids);
    if (tags->depth)
        bc_vec_add(&own[-1].kids, (bc_layout_tag_kid){ .id = own->id });
    else
        bc_vec_add(&tags->top, own->id);
    tags->depth++;
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
    size_t first;
    enter_row(tags, row);
    bc_vec_clear(&tags->row);
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
        if (!tags->scope_alone)
            bc_layout_reading_heads(reading, cell, &tag->heads);
        bc_vec_add(&tags->row, (bc_layout_tag_kid){ .id = cell->id });
        take_runs(tags, tag, tags->table_block, cell->cell);
        take_fillins(tags, tag, tags->table_block, cell->cell);
    }
    bc_layout_reading_pass(reading, first);
    define_group(tags, BC_TAG_ROW, tags->row_id, tags->body_id, tags->row.at, tags->row.n);
}

static void begin_table(bc_layout_tags *tags, uint32_t block)
{
    const bc_layout_table *table = &tags->page->document->blocks[block].as.table;
    bc_arena_reset(&tags->arena);
    tags->table = table->composed;
    tags->many = table->composed->cell_count >= MANY;
    tags->scope_alone = table->composed->cell_count > SCOPE_ALONE;
    tags->table_block = block;
    tags->section = 0;
    tags->section_count = bc_layout_reading_sections(table->composed, &tags->arena, &tags->sections);
}

static void read_table(bc_layout_tags *tags, const bc_layout_shown *part)
{
    if (!tags->table) {
        end_nests(tags, 0);
        begin_table(tags, part->block);
    }
    for (size_t i = 0; i < tags->cell_count; i++) /* what goes on from the page before; rows of pages do not */
        if (tags->cells.at[i].cell < tags->table->cell_count) {
            take_runs(tags, &tags->cells.at[i], part->block, tags->cells.at[i].cell);
            take_fillins(tags, &tags->cells.at[i], part->block, tags->cells.at[i].cell);
        }
    for (uint32_t i = 0; i < part->row_count; i++)
        if (!part->rows[i].goes_on || bc_layout_reading_is_interrupted(&tags->reading))
            begin_row(tags, part->rows[i].row, part->rows[i].goes_on);
    if (!part->ends)
        return;
    end_section(tags);
    tags->table = NULL;
    tags->many = false;
}

/* -- other blocks --------------------------------------------------------------------------------------- */

static uint8_t heading_level(bc_layout_tags *tags, const bc_layout_composed_block *block)
{
    if (block->kind != BC_BLOCK_PARA || (!block->heading && block->role != BC_FORM_TITLE))
        return 0;
    unsigned level = tags->level + (block->heading ? block->heading - 1U : 0);
    if (level > tags->last_level + 1)
        level = tags->last_level + 1; /* none is left out */
    tags->last_level = level;
    return (uint8_t)level;
}

static void begin_block(bc_layout_tags *tags, const bc_layout_composed_block *block)
{
    const bool entry = block->kind == BC_BLOCK_ENTRY, item = block->item > 0;
    if (entry || item)
        enter_nest(tags, entry, entry ? block->as.entry.level + 1U : block->item);
    else
        end_nests(tags, 0);
    tags->outer[0] = entry || item ? reserve(tags) : 0;
    tags->outer[1] = entry ? reserve(tags) : 0;
    const uint32_t parent = entry ? tags->outer[1] : item ? tags->outer[0] : tags->parent;
    const uint8_t level = heading_level(tags, block);
    begin_tag(&tags->block,
              entry   ? BC_TAG_LINK
              : item  ? BC_TAG_ITEM_BODY
              : level ? BC_TAG_HEADING
                      : BC_TAG_PARAGRAPH,
              reserve(tags), parent);
    tags->block.level = level;
    tags->in_block = true;
}

static void end_block(bc_layout_tags *tags)
{
    tags->in_block = false;
    if (!tags->block.kids.n)
        return; /* nothing is printed of it */
    end_tag(tags, &tags->block, 1);
    if (!tags->outer[0]) {
        bc_vec_add(&tags->top, tags->block.id);
        return;
    }
    nest *own = &tags->nests[tags->depth - 1];
    bc_layout_tag_kid kid = { .id = tags->block.id };
    if (tags->outer[1]) {
        define_group(tags, BC_TAG_REFERENCE, tags->outer[1], tags->outer[0], &kid, 1);
        kid.id = tags->outer[1];
    }
    define_group(tags, tags->outer[1] ? BC_TAG_ENTRY : BC_TAG_ITEM, tags->outer[0], own->id, &kid, 1);
    bc_vec_add(&own->kids, (bc_layout_tag_kid){ .id = tags->outer[0] });
}

static void read_block(bc_layout_tags *tags, const bc_layout_shown *part)
{
    if (!tags->in_block)
        begin_block(tags, tags->page->document->blocks[part->block].composed);
    take_runs(tags, &tags->block, part->block, BC_NOWHERE);
    take_fillins(tags, &tags->block, part->block, BC_NOWHERE);
    for (uint32_t i = 0; i < tags->page->link_count; i++)
        if (tags->page->links[i].block == part->block)
            bc_vec_add(&tags->block.kids, (bc_layout_tag_kid){ .page = tags->number, .mark = i, .link = true });
    if (part->ends)
        end_block(tags);
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
    end_nests(tags, 0);
    *n = (uint32_t)tags->top.n;
    return tags->top.at;
}
