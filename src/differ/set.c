/* Records of both sides are kept as they were read, packed, and bound once more when their turn to be compared comes:
 * that costs a little time and spares the memory that bound values take. */
#include "differ/private/set.h"

#include "base/file.h"
#include "base/tr.h"
#include "check/years.h"

#include <string.h>

enum { MEMORY = 64 << 20 }; /* of what records say; the rest lies in a file without a name */

void bc_differ_set_release(bc_differ_set *set)
{
    bc_vec_release(&set->records);
    bc_vec_release(&set->source_list);
    bc_strmap_release(&set->words);
    bc_strmap_release(&set->sources);
    bc_gather_store_release(&set->store);
    bc_arena_release(&set->arena);
}

/* -- noting --------------------------------------------------------------------------------------------- */

void bc_differ_set_note(bc_crew_queue_item *item, bc_engine_worker *worker, bc_engine_work *record)
{
    bc_differ_note *note = item->own;
    bc_check_facts_of(record->template->checks, &record->datum, &note->facts);
    if (!note->facts.name.n)
        note->facts.name = bc_engine_work_name(worker, record, NULL);
    note->facts.code = bc_arena_str(&item->arena, note->facts.code);
    note->facts.name = bc_arena_str(&item->arena, note->facts.name);
    note->facts.department = bc_arena_str(&item->arena, note->facts.department);
    note->facts.unit_code = note->facts.unit_name = (bc_str){ 0 }; /* of the record */
    note->year = bc_check_set_year(record->template->checks, &record->datum);
    note->packed = bc_differ_pack(record->value, &item->arena);
    note->noted = true;
}

/* -- keeping -------------------------------------------------------------------------------------------- */

/* Departments come again and again. */
static bc_str keep_word(bc_differ_set *set, bc_str word)
{
    const char *known = word.n ? bc_strmap_find(&set->words, word) : NULL;
    if (known || !word.n)
        return (bc_str){ known, word.n };
    const bc_str kept = bc_arena_str(&set->arena, word);
    bc_strmap_put(&set->words, kept, (void *)(uintptr_t)kept.p);
    return kept;
}

/* The number of what the source is called, without its text. */
static uint32_t number_of_source(bc_differ_set *set, const bc_diag_source *source)
{
    bc_buf room;
    bc_buf_init(&room);
    const bc_str name = source ? bc_diag_source_full_name(source, &room) : (bc_str){ 0 };
    uintptr_t number = (uintptr_t)bc_strmap_find(&set->sources, name);
    if (!number) {
        bc_vec_add(&set->source_list, source ? bc_diag_source_called(&set->arena, source) : NULL);
        number = set->source_list.n;
        bc_strmap_put(&set->sources, bc_arena_str(&set->arena, name), (void *)number);
    }
    bc_buf_release(&room);
    return (uint32_t)(number - 1);
}

/* In front of a record's bytes: how many sources it has, and their numbers. */
static void keep_bytes(bc_differ_set *set, const bc_differ_packed *packed)
{
    bc_buf head;
    bc_buf_init(&head);
    bc_buf_add(&head, &packed->source_count, sizeof packed->source_count);
    for (uint32_t i = 0; i < packed->source_count; i++) {
        const uint32_t number = number_of_source(set, packed->sources[i]);
        bc_buf_add(&head, &number, sizeof number);
    }
    bc_gather_store_add(&set->store, bc_buf_str(&head), packed->bytes, &set->memory, (size_t)MEMORY);
    bc_buf_release(&head);
}

void bc_differ_set_add(bc_differ_set *set, const bc_crew_queue_item *item)
{
    const bc_differ_note *note = item->own;
    if (!note->noted)
        return;
    const bc_check_facts *facts = &note->facts;
    const bc_diag_mark mark = item->value->mark;
    const uint32_t source = number_of_source(set, mark.source);
    const bc_differ_record record = { .template = item->template,
                                      .code = bc_arena_str(&set->arena, facts->code),
                                      .name = bc_arena_str(&set->arena, facts->name),
                                      .department = keep_word(set, facts->department),
                                      .yuan = facts->yuan,
                                      .has_amount = facts->has_amount,
                                      .year = (int16_t)note->year,
                                      .other = BC_DIFFER_NONE,
                                      .source = set->source_list.at[source],
                                      .line = mark.line,
                                      .column = mark.column };
    bc_vec_add(&set->records, record);
    keep_bytes(set, &note->packed);
}

bool bc_differ_set_open(bc_differ_set *set, bc_diag_list *diags)
{
    if (!set->store.error && bc_gather_store_open(&set->store, &set->memory))
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E544", (bc_diag_mark){ 0 },
                bc_tr("the records that are to be compared could not be kept: %s"),
                bc_file_error_text(set->store.error));
    return false;
}

/* -- asking --------------------------------------------------------------------------------------------- */

static uint32_t take_count(bc_str *bytes)
{
    uint32_t n;
    memcpy(&n, bytes->p, sizeof n);
    *bytes = (bc_str){ bytes->p + sizeof n, bytes->n - sizeof n };
    return n;
}

const bc_node *bc_differ_set_tree(const bc_differ_set *set, uint32_t record, bc_arena *arena)
{
    bool stays;
    bc_str bytes = bc_gather_store_at(&set->store, record, &stays);
    const uint32_t n = take_count(&bytes);
    const bc_diag_source **sources = BC_NEW_ARRAY(arena, const bc_diag_source *, n);
    for (uint32_t i = 0; i < n; i++)
        sources[i] = set->source_list.at[take_count(&bytes)];
    const bc_differ_packed packed = { .bytes = bytes, .sources = sources, .source_count = n };
    return bc_differ_unpack(&packed, arena);
}

bc_diag_mark bc_differ_set_mark(const bc_differ_record *record)
{
    return bc_diag_mark_at(record->source, record->line, record->column, 0);
}

int bc_differ_set_year(const bc_differ_set *set)
{
    enum { FIRST = 1900, YEARS = 1100 }; /* as fields of years take them */
    uint32_t *counts = bc_mem_alloc(bc_mem_product(YEARS, sizeof *counts));
    uint32_t known = 0, most = 0;
    for (size_t i = 0; i < set->records.n; i++) {
        const int at = set->records.at[i].year - FIRST;
        if (at < 0 || at >= YEARS)
            continue;
        known++;
        counts[at]++;
        most = counts[at] > counts[most] ? (uint32_t)at : most;
    }
    const int year = 2 * counts[most] > known ? FIRST + (int)most : 0;
    bc_mem_free(counts);
    return year;
}
