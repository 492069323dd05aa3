/* Children may come in any order, before or behind their parents and from another kind of file, so all of them are kept
 * first: packed behind each other, with a hash of the key and the place of each row, sixteen bytes, in an index that is
 * sorted once. Keys are compared as codes are read: width, blanks and quotation marks do not count. */
#include "intake/private/join.h"

#include "base/file.h"
#include "base/written.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { KEPT_IN_MEMORY = 32 << 20 };
enum { KIND = 15, QUOTED = 16, CUT = 32, FORMULA = 64, YUAN = 128, ODD = 256 }; /* of a cell, packed */

void bc_intake_join_release(bc_intake_join *join)
{
    if (join->file && join->bytes)
        munmap((void *)(uintptr_t)join->bytes, (size_t)join->written);
    if (join->file)
        close(join->file - 1);
    bc_buf_release(&join->pending);
    bc_vec_release(&join->entries);
    bc_vec_release(&join->sources);
    bc_mem_free(join->used);
    bc_arena_release(&join->arena);
    *join = (bc_intake_join){ 0 };
}

/* -- packing ---------------------------------------------------------------------------------------------- */

static void pack_number(uint64_t n, bc_buf *out)
{
    for (; n >= 0x80; n >>= 7)
        bc_buf_add_char(out, (char)(n | 0x80));
    bc_buf_add_char(out, (char)n);
}

static uint64_t unpack_number(const char **p)
{
    uint64_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned char byte = (unsigned char)*(*p)++;
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
}

static void pack_text(bc_str text, bc_buf *out)
{
    pack_number(text.n, out);
    bc_buf_add_str(out, text);
}

static bc_str unpack_text(const char **p)
{
    const size_t n = (size_t)unpack_number(p);
    *p += n;
    return (bc_str){ *p - n, n };
}

/* Rows of one table have sources that are called alike, of which one is kept. */
static size_t number_of_source(bc_intake_join *join, const bc_diag_source *source)
{
    const size_t n = join->sources.n;
    const bc_diag_source *last = n ? join->sources.at[n - 1] : NULL;
    if (!last || !bc_str_eq(last->name, source->name) || !bc_str_eq(last->sheet, source->sheet))
        bc_vec_add(&join->sources, bc_diag_source_called(&join->arena, source));
    return join->sources.n - 1;
}

static void pack_cell(const bc_table_cell *cell, bc_buf *out)
{
    pack_number(cell->column, out);
    pack_number(cell->kind | (cell->quoted ? QUOTED : 0u) | (cell->cut ? CUT : 0u) | (cell->formula ? FORMULA : 0u) |
                    (cell->yuan ? YUAN : 0u) | (cell->odd ? ODD : 0u),
                out);
    pack_number(cell->money, out);
    pack_number(cell->mark.line, out);
    pack_number(cell->mark.column, out);
    pack_number(cell->mark.length, out);
    pack_text(cell->text, out);
    pack_text(cell->shown, out);
}

static void unpack_cell(const char **p, const bc_diag_source *source, bc_table_cell *out)
{
    *out = (bc_table_cell){ .column = (uint32_t)unpack_number(p), .over = 1 };
    const unsigned flags = (unsigned)unpack_number(p);
    out->kind = flags & KIND;
    out->quoted = flags & QUOTED;
    out->cut = flags & CUT;
    out->formula = flags & FORMULA;
    out->yuan = flags & YUAN;
    out->odd = flags & ODD;
    out->money = (uint8_t)unpack_number(p);
    const size_t line = (size_t)unpack_number(p), column_at = (size_t)unpack_number(p);
    out->mark = bc_diag_mark_at(source, line, column_at, (size_t)unpack_number(p));
    out->text = unpack_text(p);
    out->shown = unpack_text(p);
}

/* -- keeping ---------------------------------------------------------------------------------------------- */

static bool open_file(bc_intake_join *join)
{
    const int file = bc_file_open_unnamed();
    if (file < 0)
        join->error = errno;
    join->file = file + 1;
    return join->file != 0;
}

static void write_pending(bc_intake_join *join)
{
    if (join->error || (!join->file && !open_file(join)))
        return;
    for (size_t at = 0; at < join->pending.n;) {
        const ssize_t done = write(join->file - 1, join->pending.p + at, join->pending.n - at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            join->error = done ? errno : ENOSPC;
            return;
        }
        at += (size_t)done;
    }
    join->written += join->pending.n;
    bc_buf_clear(&join->pending);
}

/* The key as it is compared. */
static bc_str plain_key(bc_str key, bc_buf *room)
{
    bc_written_code code;
    bc_buf_clear(room);
    bc_written_code_read(key, &code, room);
    return room->n ? bc_buf_str(room) : bc_str_trim(key);
}

static bool is_kept(uint32_t column, const bc_intake_columns *columns, uint32_t order)
{
    bool kept = column == order;
    for (uint32_t i = 0; i < columns->n && !kept; i++)
        kept = columns->at[i].head->column == column;
    return kept;
}

void bc_intake_join_add(bc_intake_join *join, bc_str key, const bc_table_row *row, const bc_intake_columns *columns,
                        uint32_t order)
{
    bc_buf room;
    bc_buf_init(&room);
    const bc_str plain = plain_key(key, &room);
    const bc_intake_entry entry = { bc_str_hash(plain), join->written + join->pending.n };
    bc_vec_add(&join->entries, entry);
    if (!join->pending.p)
        bc_buf_init(&join->pending);
    pack_text(plain, &join->pending);
    pack_number(number_of_source(join, row->source), &join->pending);
    pack_number(row->number, &join->pending);
    uint32_t n = 0;
    for (uint32_t i = 0; i < row->n; i++)
        n += is_kept(row->cells[i].column, columns, order);
    pack_number(n, &join->pending);
    for (uint32_t i = 0; i < row->n; i++)
        if (is_kept(row->cells[i].column, columns, order))
            pack_cell(&row->cells[i], &join->pending);
    if (join->pending.n > (size_t)KEPT_IN_MEMORY)
        write_pending(join);
    bc_buf_release(&room);
}

static int compare_entries(const void *a, const void *b)
{
    const bc_intake_entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

bool bc_intake_join_open(bc_intake_join *join)
{
    if (join->entries.n)
        qsort(join->entries.at, join->entries.n, sizeof *join->entries.at, compare_entries);
    join->used = bc_mem_alloc(bc_mem_product(join->entries.n, sizeof *join->used));
    join->bytes = join->pending.p;
    if (!join->file && !join->error)
        return true;
    write_pending(join);
    void *map = join->error ? MAP_FAILED : mmap(NULL, (size_t)join->written, PROT_READ, MAP_PRIVATE, join->file - 1, 0);
    if (map == MAP_FAILED)
        join->error = join->error ? join->error : errno;
    join->bytes = map == MAP_FAILED ? NULL : map;
    return join->bytes != NULL;
}

/* -- finding ---------------------------------------------------------------------------------------------- */

static size_t first_of(const bc_intake_join *join, uint64_t hash)
{
    size_t low = 0, high = join->entries.n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (join->entries.at[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void unpack_row(const bc_intake_join *join, const char *p, bc_arena *arena, const bc_diag_source *source,
                       bc_table_row *out)
{
    *out = (bc_table_row){ .source = source };
    out->number = (uint32_t)unpack_number(&p);
    out->n = (uint32_t)unpack_number(&p);
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, out->n);
    for (uint32_t i = 0; i < out->n; i++) {
        unpack_cell(&p, source, &cells[i]);
        cells[i].text = bc_arena_str(arena, cells[i].text);
        cells[i].shown = bc_arena_str(arena, cells[i].shown);
    }
    out->cells = cells;
    (void)join;
}

size_t bc_intake_join_find(bc_intake_join *join, bc_str key, bc_arena *arena, const bc_table_row **rows)
{
    bc_buf room;
    bc_buf_init(&room);
    const bc_str plain = plain_key(key, &room);
    const uint64_t hash = bc_str_hash(plain);
    BC_VEC(bc_table_row) found = { 0 };
    const bc_diag_source *source = NULL;
    size_t last_number = SIZE_MAX;
    for (size_t i = first_of(join, hash); i < join->entries.n && join->entries.at[i].hash == hash; i++) {
        const char *p = join->bytes + join->entries.at[i].at;
        if (!bc_str_eq(unpack_text(&p), plain))
            continue;
        const size_t number = (size_t)unpack_number(&p);
        if (number != last_number)
            source = bc_diag_source_called(arena, join->sources.at[number]);
        last_number = number;
        unpack_row(join, p, arena, source, bc_vec_push(&found));
        join->used[i] = true;
    }
    *rows = BC_NEW_COPY(arena, found.at, found.n);
    const size_t n = found.n;
    bc_vec_release(&found);
    bc_buf_release(&room);
    return n;
}

bool bc_intake_join_share(const bc_intake_join *join, bc_intake_join *other)
{
    bool same = join->entries.n == other->entries.n;
    for (size_t i = 0; i < join->entries.n && same; i++)
        same = join->entries.at[i].hash == other->entries.at[i].hash;
    for (size_t i = 0; i < join->entries.n && same; i++)
        other->used[i] = other->used[i] || join->used[i];
    return same;
}

uint32_t bc_intake_join_orphans(const bc_intake_join *join, bc_arena *arena, bc_table_row *first, bc_str *key)
{
    uint32_t keys = 0;
    uint64_t earliest = UINT64_MAX;
    bc_str before = { 0 };
    for (size_t i = 0; i < join->entries.n; i++) {
        const char *p = join->bytes + join->entries.at[i].at;
        const bc_str own = unpack_text(&p);
        if (join->used[i])
            continue;
        keys += !before.p || !bc_str_eq(own, before);
        before = own;
        if (join->entries.at[i].at >= earliest)
            continue;
        earliest = join->entries.at[i].at;
        const bc_diag_source *source = bc_diag_source_called(arena, join->sources.at[unpack_number(&p)]);
        unpack_row(join, p, arena, source, first);
        *key = bc_arena_str(arena, own);
    }
    return keys;
}
