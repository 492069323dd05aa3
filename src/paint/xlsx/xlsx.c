/* The workbook: sheets, formats, names and the list in front, given to libxlsxwriter, whose memory is freed with
 * ours. What goes wrong is remembered and said once at the end. */
#include "paint/xlsx/xlsx.h"

#include "base/tr.h"
#include "paint/xlsx/private/charts.h"
#include "paint/xlsx/private/constants.h"
#include "paint/xlsx/private/contents.h"
#include "paint/xlsx/private/package.h"
#include "paint/xlsx/private/setup.h"
#include "paint/xlsx/private/sheet.h"
#include "paint/xlsx/private/status.h"

/* The library counts sheets in 16 bits with a sign. */
enum { MAX_SHEETS = INT16_MAX };

struct bc_xlsx {
    bc_xlsx_constants *constants;
    bc_arena arena; /* of the book */
    bc_arena sheet; /* of one sheet */
    bc_xlsx_writer writer;
    bc_layout_info info;
    lxw_workbook *workbook;
    bc_xlsx_looks looks;
    bc_xlsx_names names;
    bc_strmap sheet_names;
    BC_VEC(bc_xlsx_sheet) sheets;
    bc_xlsx_contents contents;
    uint32_t first_page, next_page; /* numbers: on paper of the sheet added last, here of the one behind it */
    uint32_t cut, moved;
    bool pageless;
    bc_xlsx_outcome outcome; /* sticky */
};

bc_xlsx *bc_xlsx_new(bc_xlsx_constants *constants, const bc_layout_info *info)
{
    bc_xlsx *book = bc_mem_alloc(sizeof *book);
    book->constants = constants;
    book->info = bc_layout_info_copy(&book->arena, info);
    book->names.arena = &book->arena;
    bc_xlsx_writer_init(&book->writer);
    book->workbook = workbook_new(""); /* the name of a file that is never made */
    if (book->workbook)
        bc_xlsx_looks_init(&book->looks, book->workbook, constants, &book->arena, &book->outcome);
    else
        bc_xlsx_note(&book->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return book;
}

static lxw_worksheet *add_sheet(bc_xlsx *book, bc_str name)
{
    if (book->sheets.n >= MAX_SHEETS) {
        bc_xlsx_fail(&book->outcome, BC_XLSX_TOO_LARGE, bc_tr("a workbook holds at most 32767 sheets"));
        return NULL;
    }
    bc_str fit = bc_xlsx_sheet_name(name, &book->sheet_names, &book->arena);
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, fit.p);
    if (!sheet) { /* it does not say why: for the name, or for want of memory */
        lxw_error error = workbook_validate_sheet_name(book->workbook, fit.p);
        bc_xlsx_note(&book->outcome, error ? error : LXW_ERROR_MEMORY_MALLOC_FAILED);
    } else if (book->sheets.n == 0)
        worksheet_activate(sheet);
    return sheet;
}

static bc_xlsx_player player_of(bc_xlsx *book, lxw_worksheet *sheet)
{
    return (bc_xlsx_player){ .sheet = sheet,
                             .looks = &book->looks,
                             .names = &book->names,
                             .arena = &book->sheet,
                             .book = &book->arena,
                             .outcome = &book->outcome };
}

static const char *set_up_page(bc_xlsx *book, lxw_worksheet *sheet, const bc_form_paper *paper,
                               const bc_xlsx_print *print, const bc_xlsx_around *around)
{
    bc_xlsx_setup setup = { .sheet = sheet,
                            .paper = paper,
                            .print = print,
                            .around = around,
                            .constants = book->constants,
                            .arena = &book->arena,
                            .outcome = &book->outcome };
    return bc_xlsx_setup_page(&setup);
}

static bc_xlsx_sheet end_sheet(bc_xlsx *book, bc_xlsx_player *player, const char *even_footer)
{
    bc_xlsx_sheet sheet = { .sheet = player->sheet, .even_footer = even_footer, .merges = player->merges };
    size_t n = player->objects.n;
    if (n)
        sheet.objects = (bc_xlsx_objects){ BC_NEW_COPY(&book->arena, player->objects.at, n), n };
    n = player->remarks.found.n;
    if (n)
        sheet.comments = (bc_xlsx_comments){ BC_NEW_COPY(&book->arena, player->remarks.found.at, n), n };
    bc_xlsx_player_release(player);
    bc_arena_reset(&book->sheet);
    return sheet;
}

void bc_xlsx_begin_contents(bc_xlsx *book, bc_str title)
{
    lxw_worksheet *sheet = book->outcome.status ? NULL : add_sheet(book, title);
    if (!sheet)
        return;
    bc_form_paper paper = bc_xlsx_contents_paper();
    book->contents.sheet = sheet;
    book->contents.title = bc_arena_str(&book->arena, title);
    book->contents.even_footer = set_up_page(book, sheet, &paper, &(bc_xlsx_print){ 0 }, &(bc_xlsx_around){ 0 });
    bc_vec_add(&book->sheets, (bc_xlsx_sheet){ .sheet = sheet });
}

void bc_xlsx_use_formulas(bc_xlsx *book)
{
    book->writer.formulas = true;
}

void bc_xlsx_add_heading(bc_xlsx *book, bc_str text)
{
    if (book->contents.sheet)
        bc_vec_add(&book->contents.entries, (bc_xlsx_entry){ .name = bc_arena_str(&book->arena, text) });
}

/* Only at the end is it known what the list holds; its sheet has been the first from the beginning. */
static void finish_contents(bc_xlsx *book)
{
    if (book->outcome.status || !book->contents.sheet)
        return;
    bc_xlsx_player player = player_of(book, book->contents.sheet);
    bc_xlsx_contents_write(&book->writer, &player, &book->contents);
    book->cut += book->writer.cut;
    book->sheets.at[0] = end_sheet(book, &player, book->contents.even_footer);
}

/* The number that a sheet begins with: its paper's, or the next where the sheets before it, on which rows run on, take
 * more pages than their papers. A paper whose number is no larger than that of the one before it counts anew. */
static uint32_t first_number(bc_xlsx *book, const bc_xlsx_sheet_draft *draft)
{
    const bool counts_on = draft->first_page > book->first_page && book->next_page > draft->first_page;
    const uint32_t number = counts_on ? book->next_page : draft->first_page;
    book->first_page = draft->first_page;
    book->next_page = draft->first_page && draft->print.pages ? number + draft->print.pages : 0;
    return number;
}

/* The sheet has been filled. */
static void place_sheet(bc_xlsx *book, bc_xlsx_player *player, const bc_xlsx_sheet_draft *draft)
{
    const char *even = set_up_page(book, player->sheet, &draft->paper, &draft->print, &draft->around);
    const uint32_t number = first_number(book, draft);
    if (number && number <= UINT16_MAX)
        worksheet_set_start_page(player->sheet, (uint16_t)number);
    if (book->contents.sheet)
        bc_vec_add(&book->contents.entries,
                   (bc_xlsx_entry){ bc_arena_str(&book->arena, draft->name), bc_arena_str(&book->arena, draft->title),
                                    player->sheet->name });
    book->cut += draft->cut_cells;
    book->moved += draft->print.moved_pages;
    book->pageless |= draft->print.pageless;
    bc_vec_add(&book->sheets, end_sheet(book, player, even));
}

void bc_xlsx_add(bc_xlsx *book, const bc_layout_document *document)
{
    bc_xlsx_add_remarked(book, document, NULL, 0);
}

void bc_xlsx_add_remarked(bc_xlsx *book, const bc_layout_document *document, bc_xlsx_remark *remarks, size_t n)
{
    const bc_layout_composed *composed = document->composed;
    lxw_worksheet *sheet = book->outcome.status ? NULL : add_sheet(book, composed->name);
    if (!sheet)
        return;
    bc_xlsx_player player = player_of(book, sheet);
    player.remarks = (bc_xlsx_remarks){ .at = remarks, .n = n };
    bc_xlsx_sheet_write(&book->writer, &player, document);
    bc_xlsx_sheet_draft draft = { .name = composed->name,
                                  .title = composed->title,
                                  .paper = document->paper,
                                  .print = book->writer.print,
                                  .around = bc_xlsx_around_of(composed, &book->arena),
                                  .cut_cells = book->writer.cut };
    place_sheet(book, &player, &draft);
}

bc_str bc_xlsx_last_sheet(const bc_xlsx *book)
{
    return bc_str_from(book->sheets.n ? book->sheets.at[book->sheets.n - 1].sheet->name : NULL);
}

void bc_xlsx_add_draft(bc_xlsx *book, const bc_xlsx_sheet_draft *draft)
{
    lxw_worksheet *sheet = book->outcome.status ? NULL : add_sheet(book, draft->name);
    if (!sheet)
        return;
    bc_xlsx_player player = player_of(book, sheet);
    bc_xlsx_player_play(&player, draft->operations);
    place_sheet(book, &player, draft);
}

/* The figures of charts stand on a sheet of their own, behind all others. */
static void finish_charts(bc_xlsx *book)
{
    if (book->outcome.status || !bc_xlsx_charts_count(book->sheets.at, book->sheets.n))
        return;
    lxw_worksheet *sheet = add_sheet(book, BC_STR(BC_XLSX_CHARTS_SHEET));
    if (!sheet)
        return;
    bc_xlsx_player player = player_of(book, sheet);
    player.unprinted = true;
    bc_xlsx_charts_write(&book->writer, &player, book->workbook, book->sheets.at, book->sheets.n);
    worksheet_hide(sheet);
    bc_vec_add(&book->sheets, end_sheet(book, &player, NULL));
}

bool bc_xlsx_finish(bc_xlsx *book, bc_buf *out)
{
    bc_xlsx_outcome *outcome = &book->outcome;
    finish_contents(book);
    finish_charts(book);
    if (!outcome->status && book->sheets.n == 0) { /* no workbook is without a sheet */
        lxw_worksheet *sheet = add_sheet(book, book->info.title);
        if (sheet)
            bc_vec_add(&book->sheets, (bc_xlsx_sheet){ .sheet = sheet });
    }
    if (!outcome->status && !bc_xlsx_names_store(&book->names, book->workbook))
        bc_xlsx_note(outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    if (outcome->status)
        return false;
    bc_xlsx_status status =
        bc_xlsx_package(book->workbook, book->sheets.at, book->sheets.n, &book->info, book->constants, out);
    if (status == BC_XLSX_TOO_LARGE)
        bc_xlsx_fail(outcome, status, bc_tr("the workbook is larger than its format allows"));
    else if (status == BC_XLSX_FAILED)
        bc_xlsx_note(outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return status == BC_XLSX_OK;
}

bc_xlsx_status bc_xlsx_state(const bc_xlsx *book)
{
    return book->outcome.status;
}

const char *bc_xlsx_error(const bc_xlsx *book)
{
    return book->outcome.status == BC_XLSX_OK ? NULL : book->outcome.why;
}

uint32_t bc_xlsx_cut_cells(const bc_xlsx *book)
{
    return book->cut;
}

uint32_t bc_xlsx_moved_pages(const bc_xlsx *book)
{
    return book->moved;
}

bool bc_xlsx_is_pageless(const bc_xlsx *book)
{
    return book->pageless;
}

void bc_xlsx_free(bc_xlsx *book)
{
    if (!book)
        return;
    lxw_workbook_free(book->workbook);
    bc_xlsx_looks_release(&book->looks);
    bc_vec_release(&book->names.list);
    bc_vec_release(&book->sheets);
    bc_vec_release(&book->contents.entries);
    bc_strmap_release(&book->sheet_names);
    bc_xlsx_writer_release(&book->writer);
    bc_arena_release(&book->sheet);
    bc_arena_release(&book->arena);
    bc_mem_free(book);
}
