/* Findings of all departments come mixed, and each department is told its own when the last record has come. So each is
 * packed where it lies, and a department knows the numbers of its own and how they are read: record by record, and in a
 * record as the form is read. */
#include "opinion/private/kept.h"

#include <string.h>

enum { MEMORY = 32 << 20 }; /* of findings; the rest lies in a file without a name */

bc_opinion *bc_opinion_new(void)
{
    bc_opinion *opinion = bc_mem_alloc(sizeof *opinion);
    bc_buf_init(&opinion->packed);
    bc_buf_init(&opinion->folded);
    return opinion;
}

static void release_department(bc_opinion_department *department)
{
    bc_vec_release(&department->years);
    bc_vec_release(&department->findings);
}

void bc_opinion_free(bc_opinion *opinion)
{
    if (!opinion)
        return;
    for (size_t i = 0; i < opinion->departments.n; i++)
        release_department(opinion->departments.at[i]);
    for (size_t i = 0; i < opinion->files.n; i++)
        release_department(&opinion->files.at[i]->strays);
    bc_vec_release(&opinion->departments);
    bc_vec_release(&opinion->files);
    bc_vec_release(&opinion->names);
    bc_strmap_release(&opinion->by_name);
    bc_strmap_release(&opinion->by_path);
    bc_gather_store_release(&opinion->store);
    bc_buf_release(&opinion->packed);
    bc_buf_release(&opinion->folded);
    bc_arena_release(&opinion->arena);
    bc_mem_free(opinion);
}

size_t bc_opinion_departments(const bc_opinion *opinion)
{
    return opinion->departments.n;
}

/* -- to bytes, and back --------------------------------------------------------------------------------- */

static void put_number(bc_buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        bc_buf_add_char(out, (char)(0x80 | (int)(n & 0x7F)));
    bc_buf_add_char(out, (char)n);
}

static void put_text(bc_buf *out, bc_str text)
{
    put_number(out, text.n);
    bc_buf_add_str(out, text);
}

static uint64_t take_number(bc_str *rest)
{
    uint64_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned byte = (unsigned char)rest->p[0];
        *rest = (bc_str){ rest->p + 1, rest->n - 1 };
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
}

static bc_str take_text(bc_str *rest)
{
    const size_t n = take_number(rest);
    const bc_str text = { rest->p, n };
    *rest = (bc_str){ rest->p + n, rest->n - n };
    return text;
}

static void put_place(bc_buf *out, const bc_opinion_place *place)
{
    put_number(out, place->where);
    put_number(out, place->page);
    put_number(out, place->nth);
    put_text(out, place->cell);
    put_text(out, place->sheet);
    put_text(out, place->address);
}

static bc_opinion_place take_place(bc_str *rest)
{
    bc_opinion_place place = { .where = (bc_opinion_where)take_number(rest) };
    place.page = (uint32_t)take_number(rest);
    place.nth = (uint32_t)take_number(rest);
    place.cell = take_text(rest);
    place.sheet = take_text(rest);
    place.address = take_text(rest);
    return place;
}

static bc_str without_folders(bc_str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/')
            return bc_str_slice(name, i, name.n);
    return name;
}

/* The file without its folders, and the line, which people look for; a cell, and a field of a PDF, has an address of
 * its own. */
static void put_source(bc_buf *out, bc_diag_mark mark, bc_buf *room)
{
    const bool sheet = mark.source && bc_diag_has_cells(mark.source) && mark.line;
    const bool handed_in = mark.source && (mark.source->kind == BC_DIAG_SHEET || mark.source->kind == BC_DIAG_FIELDS);
    const bc_str name = mark.source ? without_folders(mark.source->name) : (bc_str){ 0 };
    bc_buf_clear(room);
    bc_buf_add_str(room, name);
    if (mark.source && mark.source->kind == BC_DIAG_TEXT)
        mark.column = 0;
    if (mark.source && !sheet)
        bc_diag_add_place(mark, room);
    put_text(out, bc_buf_str(room));
    put_text(out, handed_in ? name : (bc_str){ 0 });
    put_text(out, sheet ? mark.source->sheet : (bc_str){ 0 });
    bc_buf_clear(room);
    if (sheet)
        bc_diag_add_cell(mark, room);
    put_text(out, bc_buf_str(room));
}

/* The cell that was handed in; of another sheet than that of the finding with its name. */
static void put_cell(bc_buf *out, bc_diag_mark mark, bc_diag_mark finding, bc_buf *room)
{
    bc_buf_clear(room);
    if (mark.source && bc_diag_has_cells(mark.source) && mark.line) {
        if (finding.source && !bc_str_eq(mark.source->sheet, finding.source->sheet))
            bc_buf_printf(room, "%.*s!", BC_STR_ARG(mark.source->sheet));
        bc_diag_add_cell(mark, room);
    }
    put_text(out, bc_buf_str(room));
}

static void pack(bc_buf *out, const bc_opinion_subject *subject, const bc_diag *diag, const bc_opinion_places *places)
{
    static const bc_opinion_places NOWHERE;
    bc_buf room;
    bc_buf_init(&room);
    const size_t told = diag->again_told < diag->hint.n ? diag->again_told : diag->hint.n;
    const bool knows = places != NULL;
    places = knows ? places : &NOWHERE;
    put_text(out, subject->project);
    put_text(out, subject->code);
    put_text(out, subject->form);
    put_number(out, diag->severity);
    put_text(out, bc_str_from(diag->code));
    put_text(out, diag->message);
    put_text(out, bc_str_slice(diag->hint, 0, diag->hint.n - (knows ? told : 0)));
    put_source(out, diag->mark, &room);
    put_place(out, &places->own);
    put_number(out, places->again_count);
    for (uint32_t i = 0; i < places->again_count; i++) {
        put_place(out, &places->again[i]);
        put_cell(out, diag->again[i], diag->mark, &room);
    }
    put_number(out, knows ? diag->again_left_out : 0);
    bc_buf_release(&room);
}

bc_opinion_finding bc_opinion_finding_at(const bc_opinion *opinion, size_t entry, bc_arena *arena)
{
    bool stays;
    bc_str rest = bc_gather_store_at(&opinion->store, entry, &stays);
    bc_opinion_finding found = { 0 };
    found.subject.project = take_text(&rest);
    found.subject.code = take_text(&rest);
    found.subject.form = take_text(&rest);
    found.severity = (bc_diag_severity)take_number(&rest);
    found.rule = take_text(&rest);
    found.message = take_text(&rest);
    found.hint = bc_str_trim(take_text(&rest));
    found.source = take_text(&rest);
    found.file = take_text(&rest);
    found.sheet = take_text(&rest);
    found.cell = take_text(&rest);
    found.places.own = take_place(&rest);
    found.places.again_count = (uint32_t)take_number(&rest);
    bc_opinion_place *again = BC_NEW_ARRAY(arena, bc_opinion_place, found.places.again_count);
    bc_str *cells = BC_NEW_ARRAY(arena, bc_str, found.places.again_count);
    for (uint32_t i = 0; i < found.places.again_count; i++) {
        again[i] = take_place(&rest);
        cells[i] = take_text(&rest);
    }
    found.again_cells = cells;
    found.places.again = again;
    found.again_left_out = (uint32_t)take_number(&rest);
    return found;
}

/* -- keeping -------------------------------------------------------------------------------------------- */

void bc_opinion_count(bc_opinion *opinion, const bc_opinion_subject *subject, const size_t known[BC_OPINION_SEVERITIES])
{
    bc_opinion_department *department = bc_opinion_whose(opinion, subject);
    department->forms++;
    bc_opinion_department_add_year(department, subject->year);
    for (size_t i = 0; i < BC_OPINION_SEVERITIES; i++)
        department->known[i] += known[i];
}

void bc_opinion_take_back(bc_opinion *opinion, const bc_opinion_subject *subject)
{
    bc_opinion_department *department = bc_opinion_whose(opinion, subject);
    size_t n = 0;
    for (size_t i = 0; i < department->findings.n; i++)
        if (department->findings.at[i].record != subject->number)
            department->findings.at[n++] = department->findings.at[i];
    department->findings.n = n;
    department->forms--;
}

void bc_opinion_count_failed(bc_opinion *opinion, const bc_opinion_subject *subject)
{
    bc_opinion_whose(opinion, subject)->failed = true;
}

void bc_opinion_count_unread(bc_opinion *opinion, const bc_opinion_subject *subject)
{
    bc_opinion_whose(opinion, subject)->unread++;
}

void bc_opinion_add(bc_opinion *opinion, const bc_opinion_subject *subject, const bc_diag *diag,
                    const bc_opinion_places *places)
{
    bc_buf_clear(&opinion->packed);
    pack(&opinion->packed, subject, diag, places);
    bc_vec_add(&bc_opinion_whose(opinion, subject)->findings,
               (bc_opinion_entry){ .entry = opinion->store.entries.n,
                                   .record = subject->number ? subject->number : SIZE_MAX,
                                   .order = places ? places->own.order : 0 });
    bc_gather_store_add(&opinion->store, bc_buf_str(&opinion->packed), (bc_str){ 0 }, &opinion->memory, MEMORY);
}

void bc_opinion_note_unplaced(bc_opinion *opinion, bc_diag_mark record, const bc_diag_list *said, bool io_failed)
{
    opinion->io_failed = opinion->io_failed || io_failed;
    if (opinion->unplaced++)
        return;
    if (record.source)
        record.source = bc_diag_source_called(&opinion->arena, record.source);
    opinion->where = record;
    for (size_t i = 0; i < said->list.n && !opinion->why.n; i++)
        if (said->list.at[i].severity == BC_DIAG_ERROR)
            opinion->why = bc_arena_str(&opinion->arena, said->list.at[i].message);
}
