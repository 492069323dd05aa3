/* The table is read as it is read aloud: that finds the heads of each cell. A cell is called by the chain of heads
 * beside it, then by the chain above its column; what two halves of a page have in common is counted through. */
#include "layout/called.h"

#include "base/strmap.h"
#include "base/utf8.h"
#include "layout/private/reading.h"

#include <string.h>

enum { MAX_HEAD = 24, MAX_CHAIN = 8 }; /* characters of a head; heads on top of each other */

/* A cell that was read. */
typedef struct met {
    uint32_t cell;
    bc_layout_read_kind kind;
    uint32_t beside, above; /* ids of the innermost heads; 0: none */
} met;

typedef struct caller {
    const bc_layout_composed_table *table;
    bc_arena *arena;
    bc_str between;
    bc_layout_reading reading;
    bc_layout_read_heads heads;
    BC_VEC(met) met; /* by ids, from 1 */
    bc_layout_called *out;
} caller;

static void ignore_end(void *context, const bc_layout_read_cell *cell, uint32_t rows)
{
    (void)context, (void)cell, (void)rows;
}

/* What a head says, on one line and not longer than a name. */
static void add_words(bc_str text, bc_buf *out)
{
    size_t characters = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(text, &at);
        if (c == '\n')
            continue;
        if (++characters > MAX_HEAD) {
            bc_buf_add_text(out, "…");
            return;
        }
        bc_buf_add_str(out, bc_str_slice(text, from, at));
    }
}

static bc_str without_colon(bc_str text)
{
    static const char *const COLONS[] = { ":", "：" };
    for (size_t i = 0; i < sizeof COLONS / sizeof *COLONS; i++)
        if (bc_str_ends(text, bc_str_from(COLONS[i])))
            return bc_str_slice(text, 0, text.n - strlen(COLONS[i]));
    return text;
}

/* The heads from the outermost to the one with that id. */
static void add_chain(const caller *c, uint32_t id, bool beside, bc_buf *out)
{
    uint32_t chain[MAX_CHAIN], n = 0;
    for (; id && n < MAX_CHAIN; id = beside ? c->met.at[id - 1].beside : c->met.at[id - 1].above)
        chain[n++] = id;
    while (n > 0) {
        const bc_str text = without_colon(bc_str_trim(c->table->cells[c->met.at[chain[--n] - 1].cell].text));
        if (!text.n)
            continue;
        if (out->n)
            bc_buf_add_str(out, c->between);
        add_words(text, out);
    }
}

/* The innermost heads of the cell; a head itself stands under such as it is only. */
static void find_heads(caller *c, const bc_layout_read_cell *cell)
{
    met *own = &c->met.at[cell->id - 1];
    bc_layout_reading_heads(&c->reading, cell, &c->heads);
    for (size_t i = 0; i < c->heads.list.n; i++) {
        const uint32_t id = c->heads.list.at[i];
        if (!id || id >= cell->id)
            continue;
        if (c->met.at[id - 1].kind == BC_READ_ROW_HEAD)
            own->beside = own->beside ? own->beside : id;
        else
            own->above = own->above ? own->above : id;
    }
}

static void call(caller *c, const met *own)
{
    bc_buf name;
    bc_buf_init(&name);
    add_chain(c, own->beside, true, &name);
    bc_layout_called *called = &c->out[own->cell];
    called->beside = bc_arena_str(c->arena, bc_buf_str(&name));
    add_chain(c, own->above, false, &name);
    called->heads = bc_arena_str(c->arena, bc_buf_str(&name));
    bc_buf_release(&name);
}

static void read_row(caller *c, uint32_t row)
{
    bc_layout_reading *reading = &c->reading;
    size_t first;
    bc_layout_reading_row(reading, row, false, ignore_end, c, &first);
    for (size_t i = first; i < reading->open.n; i++) {
        bc_vec_add(&c->met, (met){ .cell = reading->open.at[i].cell, .kind = reading->open.at[i].kind });
        reading->open.at[i].id = (uint32_t)c->met.n;
    }
    bc_layout_reading_settle(reading);
    for (size_t i = first; i < reading->open.n; i++)
        find_heads(c, &reading->open.at[i]);
    for (size_t i = first; i < reading->open.n; i++)
        call(c, &c->met.at[reading->open.at[i].id - 1]);
    bc_layout_reading_pass(reading, first);
}

/* Labels bear the numbers of nothing. */
static bool is_counted(const bc_layout_composed_cell *cell)
{
    return cell->kind == BC_CELL_VALUE && !cell->shared;
}

static void number(caller *c)
{
    bc_strmap same = { 0 };
    for (uint32_t i = 0; i < c->table->cell_count; i++) {
        if (!is_counted(&c->table->cells[i]) || !c->out[i].heads.n)
            continue;
        bc_layout_called *last = bc_strmap_find(&same, c->out[i].heads);
        if (last)
            last->nth = last->nth ? last->nth : 1;
        c->out[i].nth = last ? last->nth + 1 : 0;
        bc_strmap_put(&same, c->out[i].heads, &c->out[i]);
    }
    bc_strmap_release(&same);
}

const bc_layout_called *bc_layout_called_find(const bc_layout_composed_table *table, bc_str between, bc_arena *arena)
{
    caller c = { .table = table, .arena = arena, .between = between };
    const bc_layout_section *sections;
    c.out = BC_NEW_ARRAY(arena, bc_layout_called, bc_layout_all_cells(table));
    const uint32_t n = bc_layout_reading_sections(table, arena, &sections);
    for (uint32_t i = 0; i < n; i++) {
        bc_layout_reading_begin(&c.reading, table, &sections[i]);
        for (uint32_t row = sections[i].first; row < sections[i].end; row++)
            read_row(&c, row);
        bc_layout_reading_end(&c.reading, ignore_end, &c);
    }
    number(&c);
    bc_layout_reading_release(&c.reading);
    bc_vec_release(&c.heads.list);
    bc_vec_release(&c.met);
    return c.out;
}
