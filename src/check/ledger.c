/* Codes and names of all records are looked up as they come, in tables of numbers, so that no record has to be kept and
 * a batch costs time that is linear in it. Texts lie in blocks; those above a limit are pages of a file without a name,
 * which the system writes out when it wants their room. */
#include "check/ledger.h"

#include "base/file.h"
#include "base/tr.h"
#include "check/private/figures.h"
#include "check/private/run.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, BLOCKS_IN_MEMORY = 256 };

typedef struct bc_check_place {
    uint32_t hash;  /* its upper half */
    uint32_t entry; /* and one; 0: empty */
} bc_check_place;

void bc_check_ledger_release(bc_check_ledger *ledger)
{
    for (size_t i = 0; i < ledger->blocks.n; i++)
        if (ledger->blocks.at[i].mapped)
            munmap(ledger->blocks.at[i].p, BLOCK);
        else
            bc_mem_free(ledger->blocks.at[i].p);
    if (ledger->file)
        close(ledger->file - 1);
    bc_vec_release(&ledger->blocks);
    bc_vec_release(&ledger->entries);
    bc_vec_release(&ledger->units);
    bc_vec_release(&ledger->unit_of_word);
    bc_vec_release(&ledger->checks);
    bc_vec_release(&ledger->words);
    bc_strmap_release(&ledger->numbers);
    bc_mem_free(ledger->codes.slots);
    bc_mem_free(ledger->names.slots);
    bc_mem_free(ledger->copies);
    bc_strmap_release(&ledger->unit_codes);
    bc_strmap_release(&ledger->figures);
    bc_vec_release(&ledger->sets);
    bc_arena_release(&ledger->arena);
    *ledger = (bc_check_ledger){ 0 };
}

/* -- texts ------------------------------------------------------------------------------------------------ */

/* A block of the file; NULL when there is none, so that the text stays in memory. */
static char *map_block(bc_check_ledger *ledger)
{
    if (!ledger->file)
        ledger->file = bc_file_open_unnamed() + 1;
    if (!ledger->file)
        return NULL;
    const off_t at = (off_t)ledger->blocks.n * BLOCK; /* with holes where blocks lie in memory */
    if (posix_fallocate(ledger->file - 1, at, BLOCK) != 0)
        return NULL;
    void *block = mmap(NULL, BLOCK, PROT_READ | PROT_WRITE, MAP_SHARED, ledger->file - 1, at);
    return block == MAP_FAILED ? NULL : block;
}

/* Room for so many bytes, in one piece. */
static char *take_room(bc_check_ledger *ledger, size_t n)
{
    if (n > BLOCK)
        return bc_arena_alloc(&ledger->arena, n);
    if (!ledger->blocks.n || BLOCK - ledger->block_used < n) {
        const size_t limit = ledger->blocks_in_memory ? ledger->blocks_in_memory : BLOCKS_IN_MEMORY;
        char *mapped = ledger->blocks.n >= limit ? map_block(ledger) : NULL;
        bc_vec_add(&ledger->blocks, (bc_check_block){ mapped ? mapped : bc_mem_alloc(BLOCK), mapped != NULL });
        ledger->block_used = 0;
    }
    char *room = ledger->blocks.at[ledger->blocks.n - 1].p + ledger->block_used;
    ledger->block_used += n;
    return room;
}

static const char *keep_texts(bc_check_ledger *ledger, bc_str code, bc_str name)
{
    char *room = take_room(ledger, code.n + name.n);
    if (code.n)
        memcpy(room, code.p, code.n);
    if (name.n)
        memcpy(room + code.n, name.p, name.n);
    return room;
}

static bc_str code_of(const bc_check_entry *entry)
{
    return (bc_str){ entry->texts, entry->code_n };
}

static bc_str name_of(const bc_check_entry *entry)
{
    return (bc_str){ entry->texts + entry->code_n, entry->name_n };
}

/* -- words ------------------------------------------------------------------------------------------------ */

static uint32_t number_of(bc_check_ledger *ledger, bc_str word)
{
    if (!ledger->words.n)
        bc_vec_add(&ledger->words, (bc_str){ 0 });
    if (!word.n)
        return 0;
    const void *known = bc_strmap_find(&ledger->numbers, word);
    if (known)
        return (uint32_t)(uintptr_t)known;
    const bc_str kept = bc_arena_str(&ledger->arena, word);
    bc_vec_add(&ledger->words, kept);
    bc_strmap_put(&ledger->numbers, kept, (void *)(uintptr_t)(ledger->words.n - 1));
    return (uint32_t)(ledger->words.n - 1);
}

static uint32_t source_of(bc_check_ledger *ledger, bc_diag_mark mark)
{
    return number_of(ledger, mark.source ? mark.source->name : (bc_str){ 0 });
}

/* -- codes and names -------------------------------------------------------------------------------------- */

/* Where an entry with that hash would lie that `is_same` knows: an empty slot, or its own. */
static bc_check_place *find_slot(const bc_check_ledger *ledger, const bc_check_index *index, uint64_t hash,
                                 const bc_check_entry *wanted,
                                 bool (*is_same)(const bc_check_entry *a, const bc_check_entry *b))
{
    size_t at = (size_t)hash & (index->capacity - 1);
    while (index->slots[at].entry) {
        const bc_check_place *slot = &index->slots[at];
        if (slot->hash == (uint32_t)(hash >> 32) && is_same(&ledger->entries.at[slot->entry - 1], wanted))
            break;
        at = (at + 1) & (index->capacity - 1);
    }
    return &index->slots[at];
}

static bool has_same_code(const bc_check_entry *a, const bc_check_entry *b)
{
    return bc_str_eq(code_of(a), code_of(b));
}

/* Several units may have the same kind of project. */
static bool has_same_name(const bc_check_entry *a, const bc_check_entry *b)
{
    return a->form == b->form && a->department == b->department && bc_str_eq(name_of(a), name_of(b));
}

static uint64_t spread(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint64_t hash_of_code(const bc_check_entry *entry)
{
    return spread(bc_str_hash(code_of(entry)));
}

static uint64_t hash_of_name(const bc_check_entry *entry)
{
    return spread(bc_str_hash(name_of(entry)) + entry->form * 0x9E3779B97F4A7C15u + entry->department);
}

static void grow(const bc_check_ledger *ledger, bc_check_index *index, uint64_t (*hash_of)(const bc_check_entry *))
{
    bc_check_index old = *index;
    index->capacity = old.capacity ? 2 * old.capacity : 64;
    index->slots = bc_mem_alloc(bc_mem_product(index->capacity, sizeof *index->slots));
    for (size_t i = 0; i < old.capacity; i++) {
        if (!old.slots[i].entry)
            continue;
        size_t at = (size_t)hash_of(&ledger->entries.at[old.slots[i].entry - 1]) & (index->capacity - 1);
        while (index->slots[at].entry)
            at = (at + 1) & (index->capacity - 1);
        index->slots[at] = old.slots[i];
    }
    bc_mem_free(old.slots);
}

/* The first entry that is the same as the last one; NULL: that one, which is found from now on. */
static const bc_check_entry *first_like_last(bc_check_ledger *ledger, bc_check_index *index,
                                             uint64_t (*hash_of)(const bc_check_entry *),
                                             bool (*is_same)(const bc_check_entry *a, const bc_check_entry *b))
{
    if (4 * (index->n + 1) > 3 * index->capacity)
        grow(ledger, index, hash_of);
    const bc_check_entry *last = &ledger->entries.at[ledger->entries.n - 1];
    const uint64_t hash = hash_of(last);
    bc_check_place *slot = find_slot(ledger, index, hash, last, is_same);
    if (slot->entry)
        return &ledger->entries.at[slot->entry - 1];
    *slot = (bc_check_place){ (uint32_t)(hash >> 32), (uint32_t)ledger->entries.n };
    index->n++;
    return NULL;
}

static void report_code(const bc_check_ledger *ledger, const bc_check_facts *facts, const bc_check_entry *first,
                        bc_diag_list *diags)
{
    const bc_str file = ledger->words.at[first->code_source], name = name_of(first),
                 department = ledger->words.at[first->department];
    if (bc_str_eq(facts->name, name))
        bc_diag_add(diags, BC_DIAG_WARNING, "CODE-UNIQUE", facts->code_mark,
                    bc_tr("the code %.*s stands in %.*s on line %u already"), BC_STR_ARG(facts->code), BC_STR_ARG(file),
                    first->code_line);
    else
        bc_diag_add(diags, BC_DIAG_WARNING, "CODE-NAME", facts->code_mark,
                    bc_tr("the code %.*s is `%.*s` here and `%.*s` in %.*s on line %u"), BC_STR_ARG(facts->code),
                    BC_STR_ARG(facts->name), BC_STR_ARG(name), BC_STR_ARG(file), first->code_line);
    if (!bc_str_eq(facts->department, department))
        bc_diag_hint(diags, bc_tr("the units differ: %.*s and %.*s"), BC_STR_ARG(facts->department),
                     BC_STR_ARG(department));
}

static void report_name(const bc_check_ledger *ledger, const bc_check_facts *facts, const bc_check_entry *first,
                        bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_WARNING, "NAME-UNIQUE", facts->name_mark,
                bc_tr("the name `%.*s` stands in %.*s on line %u already"), BC_STR_ARG(facts->name),
                BC_STR_ARG(ledger->words.at[first->name_source]), first->name_line);
}

/* -- texts and lists -------------------------------------------------------------------------------------- */

/* Its slot, or the empty one where it would lie. */
static bc_check_copy *copy_slot(const bc_check_ledger *ledger, uint64_t hash)
{
    size_t at = (size_t)spread(hash) & (ledger->copy_capacity - 1);
    while (ledger->copies[at].entry && ledger->copies[at].hash != hash)
        at = (at + 1) & (ledger->copy_capacity - 1);
    return &ledger->copies[at];
}

static void grow_copies(bc_check_ledger *ledger)
{
    bc_check_copy *old = ledger->copies;
    const size_t n = ledger->copy_capacity;
    ledger->copy_capacity = n ? 2 * n : 64;
    ledger->copies = bc_mem_alloc(bc_mem_product(ledger->copy_capacity, sizeof *ledger->copies));
    memset(ledger->copies, 0, ledger->copy_capacity * sizeof *ledger->copies);
    for (size_t i = 0; i < n; i++)
        if (old[i].entry)
            *copy_slot(ledger, old[i].hash) = old[i];
    bc_mem_free(old);
}

/* The first record with that text or list; NULL: this one, which is found from now on, or nobody knows. */
static const bc_check_copy *first_copy(bc_check_ledger *ledger, const bc_check_print *print, uint32_t form)
{
    enum { MAX_COPIES = 1 << 20 };
    const uint64_t hash = print->hash + form * 0x9E3779B97F4A7C15u;
    if (4 * (ledger->copy_count + 1) > 3 * ledger->copy_capacity)
        grow_copies(ledger);
    bc_check_copy *slot = copy_slot(ledger, hash);
    if (slot->entry)
        return slot;
    if (ledger->copy_count < MAX_COPIES) {
        *slot = (bc_check_copy){ hash, (uint32_t)ledger->entries.n, print->mark.line };
        ledger->copy_count++;
    }
    return NULL;
}

/* Projects of one name may be one of a kind in several units. One finding for a record: who copied one text copied more
 * of them. */
static void check_copies(bc_check_ledger *ledger, const bc_check_facts *facts, uint32_t form, bc_diag_list *diags)
{
    bool said = false;
    for (unsigned i = 0; i < facts->print_count; i++) {
        const bc_check_copy *copy = first_copy(ledger, &facts->prints[i], form);
        const bc_check_entry *first = copy ? &ledger->entries.at[copy->entry - 1] : NULL;
        if (!first || said || bc_str_eq(name_of(first), facts->name))
            continue;
        const bc_str name = name_of(first), file = ledger->words.at[first->name_source];
        bc_diag_add(diags, facts->copied, "TEXT-UNIQUE", facts->prints[i].mark,
                    bc_tr("this is what `%.*s` says in %.*s on line %u, word for word"), BC_STR_ARG(name),
                    BC_STR_ARG(file), copy->line);
        bc_diag_hint(diags, "%s", bc_tr("say what this project itself is for, and what it is to reach"));
        said = true;
    }
}

/* -- codes of units --------------------------------------------------------------------------------------- */

/* The first unit that was called by a code, and where. */
typedef struct first_unit {
    bc_str name;
    uint32_t source, line;
} first_unit;

static void check_unit_code(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags)
{
    if (!facts->unit_code.n || !facts->unit_name.n)
        return;
    const first_unit *first = bc_strmap_find(&ledger->unit_codes, facts->unit_code);
    if (!first) {
        first_unit *kept = BC_NEW(&ledger->arena, first_unit);
        *kept = (first_unit){ bc_arena_str(&ledger->arena, facts->unit_name), source_of(ledger, facts->unit_mark),
                              facts->unit_mark.line };
        bc_strmap_put(&ledger->unit_codes, bc_arena_str(&ledger->arena, facts->unit_code), kept);
    } else if (!bc_str_eq(first->name, facts->unit_name)) {
        const bc_str file = ledger->words.at[first->source];
        bc_diag_add(diags, BC_DIAG_WARNING, "UNIT-CODE", facts->unit_mark,
                    bc_tr("the code %.*s of a unit is `%.*s` here and `%.*s` in %.*s on line %u"),
                    BC_STR_ARG(facts->unit_code), BC_STR_ARG(facts->unit_name), BC_STR_ARG(first->name),
                    BC_STR_ARG(file), first->line);
    }
}

/* -- figures of several tables ---------------------------------------------------------------------------- */

/* Where a figure was told first. */
typedef struct first_figure {
    bc_decimal yuan;
    int power;
    bc_str form;
    uint32_t source, line;
} first_figure;

static bc_str in_figures(bc_check_ledger *ledger, bc_decimal yuan)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(yuan, yuan.scale > 2 ? -1 : 2, true, &text);
    const bc_str kept = bc_arena_str(&ledger->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

static bc_str name_of_form(const bc_check_facts *facts)
{
    const bc_form *form = facts->checks->form;
    return form->name.n ? form->name : form->id;
}

/* Of two that are told in different units the one in 万元 is rounded, and may add up figures that are. */
static bool is_same_figure(const first_figure *first, const bc_check_figure *figure)
{
    enum { DECIMALS = 2, FEW = 5 };
    bc_decimal off, most;
    const int power = first->power > figure->power ? first->power : figure->power;
    if (bc_decimal_compare(first->yuan, figure->yuan) == 0)
        return true;
    if (first->power == figure->power || power <= DECIMALS || !bc_decimal_sub(first->yuan, figure->yuan, &off) ||
        !bc_decimal_shift(bc_decimal_from_int(FEW), power - DECIMALS, &most))
        return false;
    off.coef = off.coef < 0 ? -off.coef : off.coef;
    return bc_decimal_compare(off, most) <= 0;
}

/* Where a figure was told first, if this one is another; else NULL, and it is kept. */
static const first_figure *other_figure(bc_check_ledger *ledger, const bc_check_facts *facts,
                                        const bc_check_figure *figure)
{
    bc_buf key;
    bc_buf_init(&key);
    bc_buf_printf(&key, "%.*s\x1f%d\x1f%.*s", BC_STR_ARG(facts->department), facts->year, BC_STR_ARG(figure->name));
    const first_figure *first = bc_strmap_find(&ledger->figures, bc_buf_str(&key));
    if (!first) {
        first_figure *kept = BC_NEW(&ledger->arena, first_figure);
        *kept = (first_figure){ figure->yuan, figure->power, bc_arena_str(&ledger->arena, name_of_form(facts)),
                                source_of(ledger, figure->mark), figure->mark.line };
        bc_strmap_put(&ledger->figures, bc_arena_str(&ledger->arena, bc_buf_str(&key)), kept);
    }
    bc_buf_release(&key);
    return first && !is_same_figure(first, figure) ? first : NULL;
}

static bool is_other_unit(bc_decimal a, bc_decimal b)
{
    enum { WAN = 4 };
    bc_decimal more, less;
    return (bc_decimal_shift(a, WAN, &more) && bc_decimal_compare(more, b) == 0) ||
           (bc_decimal_shift(a, -WAN, &less) && bc_decimal_compare(less, b) == 0);
}

/* A few of a table's figures; of more of them it is said how many there are. */
static void check_figures(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags)
{
    enum { MAX_TOLD = 3 };
    uint32_t told = 0, more = 0, scaled = 0;
    for (uint32_t i = 0; i < facts->figure_count; i++) {
        const bc_check_figure *figure = &facts->figures[i];
        const first_figure *first = other_figure(ledger, facts, figure);
        if (!first)
            continue;
        scaled += is_other_unit(figure->yuan, first->yuan);
        if (told == MAX_TOLD) {
            more++;
            continue;
        }
        told++;
        const bc_str own = in_figures(ledger, figure->yuan), other = in_figures(ledger, first->yuan),
                     file = ledger->words.at[first->source];
        bc_diag_add(diags, facts->disagreeing, "TABLES-AGREE", figure->mark,
                    bc_tr("%.*s is %.*s 元 here, and %.*s 元 in %.*s (%.*s, line %u)"), BC_STR_ARG(figure->name),
                    BC_STR_ARG(own), BC_STR_ARG(other), BC_STR_ARG(first->form), BC_STR_ARG(file), first->line);
    }
    if (told && scaled == told + more)
        bc_diag_hint(diags, "%s", bc_tr("ten thousand times as much: is the unit of one of them wrong?"));
    else if (more)
        bc_diag_hint(diags, bc_tr("%u more figures of this table differ"), more);
}

/* The same but for one character more, less or other. */
static bool are_alike(bc_str a, bc_str b)
{
    enum { MIN_SAME = 12, FEW = 4 }; /* bytes: four characters, and one */
    size_t head = 0, tail = 0;
    const size_t shorter = a.n < b.n ? a.n : b.n, longer = a.n < b.n ? b.n : a.n;
    while (head < shorter && a.p[head] == b.p[head])
        head++;
    while (tail < shorter - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    return head + tail >= MIN_SAME && longer - head - tail <= FEW;
}

static uint64_t form_bit(const bc_check_ledger *ledger, const bc_check_set *checks)
{
    enum { BITS = 64 };
    for (size_t i = 0; i < ledger->checks.n; i++)
        if (ledger->checks.at[i] == checks)
            return UINT64_C(1) << i % BITS;
    return 0;
}

static void report_set(bc_check_ledger *ledger, const bc_check_facts *facts, const bc_check_tables_set *other,
                       bool year, bc_diag_list *diags)
{
    const bc_str file = ledger->words.at[other->source], department = ledger->words.at[other->department];
    const bc_diag_severity level = facts->disagreeing < BC_DIAG_WARNING ? facts->disagreeing : BC_DIAG_WARNING;
    if (year)
        bc_diag_add(diags, level, "TABLES-AGREE", facts->year_mark,
                    bc_tr("the table is of %d, and one of the same department in %.*s on line %u is of %d"),
                    facts->year, BC_STR_ARG(file), other->line, other->year);
    else
        bc_diag_add(diags, level, "TABLES-AGREE", facts->unit_mark,
                    bc_tr("the table is of `%.*s`, and one in %.*s on line %u is of `%.*s`"),
                    BC_STR_ARG(facts->department), BC_STR_ARG(file), other->line, BC_STR_ARG(department));
}

/* A file has the tables of one department and year, or all of them for each: a table that only one of two has, which
 * lacks the others, is of the other one, and its head is wrong. */
static void check_set(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags)
{
    enum { SURE = 3 }; /* tables of one are no chance */
    const uint32_t source = source_of(ledger, facts->mark), department = number_of(ledger, facts->department);
    const uint64_t bit = form_bit(ledger, facts->checks);
    if (ledger->sets.n && ledger->sets.at[0].source != source)
        ledger->sets.n = 0;
    bc_check_tables_set *own = NULL;
    for (size_t i = 0; i < ledger->sets.n && !own; i++)
        if (ledger->sets.at[i].department == department && ledger->sets.at[i].year == facts->year)
            own = &ledger->sets.at[i];
    for (size_t i = 0; i < ledger->sets.n && !own; i++) {
        bc_check_tables_set *other = &ledger->sets.at[i];
        const bool year = other->department == department;
        if (other->told || other->forms & bit || (!year && other->year != facts->year) ||
            (!year && other->count < SURE && !are_alike(facts->department, ledger->words.at[other->department])))
            continue;
        report_set(ledger, facts, other, year, diags);
        other->told = true;
        break;
    }
    if (!own) {
        const bc_check_tables_set fresh = {
            .source = source, .department = department, .year = facts->year, .line = facts->unit_mark.line
        };
        bc_vec_add(&ledger->sets, fresh);
        own = &ledger->sets.at[ledger->sets.n - 1];
    }
    own->forms |= bit;
    own->count++;
}

static void check_tables(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags)
{
    if (!facts->figures || !facts->department.n)
        return;
    check_figures(ledger, facts, diags);
    check_set(ledger, facts, diags);
}

/* -- units ------------------------------------------------------------------------------------------------ */

static bc_check_unit *unit_of(bc_check_ledger *ledger, uint32_t word)
{
    while (ledger->unit_of_word.n <= word)
        bc_vec_add(&ledger->unit_of_word, 0);
    uint32_t *unit = &ledger->unit_of_word.at[word];
    if (!*unit) {
        bc_vec_add(&ledger->units, (bc_check_unit){ .word = word, .yuan = bc_decimal_from_int(0) });
        *unit = (uint32_t)ledger->units.n;
    }
    return &ledger->units.at[*unit - 1];
}

static void add_to_unit(bc_check_ledger *ledger, const bc_check_facts *facts, uint32_t word)
{
    bc_check_unit *unit = unit_of(ledger, word);
    unit->forms += facts->has_amount && bc_decimal_add(unit->yuan, facts->yuan, &unit->yuan);
    if (!facts->lacks_amount || unit->unsummed)
        return;
    unit->unsummed = ledger->entries.n;
    unit->line = facts->mark.line;
    unit->source = source_of(ledger, facts->mark);
}

static void add_checks(bc_check_ledger *ledger, const bc_check_set *checks)
{
    for (size_t i = ledger->checks.n; i-- > 0;)
        if (ledger->checks.at[i] == checks)
            return;
    if (checks)
        bc_vec_add(&ledger->checks, checks);
}

void bc_check_ledger_add(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags)
{
    const uint32_t department = number_of(ledger, facts->department);
    const bc_check_entry entry = { .texts = keep_texts(ledger, facts->code, facts->name),
                                   .code_n = (uint32_t)facts->code.n,
                                   .name_n = (uint32_t)facts->name.n,
                                   .form = number_of(ledger, facts->form),
                                   .department = department,
                                   .code_source = source_of(ledger, facts->code_mark),
                                   .name_source = source_of(ledger, facts->name_mark),
                                   .code_line = facts->code_mark.line,
                                   .name_line = facts->name_mark.line };
    bc_vec_add(&ledger->entries, entry);
    add_to_unit(ledger, facts, department);
    add_checks(ledger, facts->checks);
    const bc_check_entry *code =
        entry.code_n ? first_like_last(ledger, &ledger->codes, hash_of_code, has_same_code) : NULL;
    if (code)
        report_code(ledger, facts, code, diags);
    const bc_check_entry *name =
        entry.name_n ? first_like_last(ledger, &ledger->names, hash_of_name, has_same_name) : NULL;
    if (name && !code)
        report_name(ledger, facts, name, diags);
    if (!code && !name)
        check_copies(ledger, facts, entry.form, diags);
    check_unit_code(ledger, facts, diags);
    check_tables(ledger, facts, diags);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "CODE-UNIQUE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a project code stands for one project of the batch"),
    },
    {
        .code = "CODE-NAME",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a project code has one name in the batch"),
    },
    {
        .code = "NAME-UNIQUE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a unit has one project of a name in the batch"),
    },
    {
        .code = "UNIT-CODE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a unit's code has one name in the batch"),
    },
    {
        .code = "TEXT-UNIQUE",
        .words = BC_CHECK_READS(BC_WORDS_OWN_TEXTS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("goals, uses and indicators of a project are its own in the batch"),
    },
    {
        .code = "TABLES-AGREE",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("tables of one department and year tell the same figures"),
        .parameters = bc_check_figures_keys,
        .parts = bc_check_figures_parts,
        .compile = bc_check_figures_compile,
    },
    {
        .code = "DEPT-TOTAL",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("the forms of a department add up to the figure that is given"),
    },
    {
        .code = "PROJECT-MISSING",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("every project of the list has its form"),
    },
};
const bc_check_rule_table bc_check_rules_batch = { RULES, sizeof RULES / sizeof *RULES };
