/* A volume's pages in order: which there are, what each is called, and where the contents lead. */
#include "attach/attach.h"
#include "bindery/private/binder.h"

bc_book_binder *bc_book_binder_new(const bc_book_run *run)
{
    bc_book_binder *b = bc_mem_alloc(sizeof *b);
    b->run = run;
    b->draft = bc_pdf_draft_new(run->tally.engine->glyph_cache);
    return b;
}

void bc_book_binder_free(bc_book_binder *b)
{
    bc_pdf_draft_free(b->draft);
    bc_text_typesetter_free(b->typesetter);
    if (b->worker.engine)
        bc_engine_worker_release(&b->worker);
    bc_vec_release(&b->chapters);
    bc_vec_release(&b->entries);
    bc_vec_release(&b->places);
    bc_vec_release(&b->pages);
    bc_vec_release(&b->links);
    bc_arena_release(&b->arena);
    bc_mem_free(b);
}

static void begin_volume(bc_book_binder *b, bc_book_volume *volume, bc_diag_list *diags)
{
    if (!b->typesetter)
        b->typesetter = bc_text_typesetter_new(b->run->tally.engine->fonts);
    bc_arena_reset(&b->arena);
    bc_vec_clear(&b->chapters);
    bc_vec_clear(&b->entries);
    bc_vec_clear(&b->places);
    bc_vec_clear(&b->pages);
    bc_vec_clear(&b->links);
    b->number_room = 0;
    b->io_failed = false;
    b->volume = volume;
    b->diags = diags;
}

/* For the sheets of the workbook, which count on as the pages of the book do. */
static void note_numbers(bc_book_binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        const bc_book_chapter *p = &b->chapters.at[i];
        if (p->form)
            p->form->first_number[bc_book_copy_of(p->form, b->volume)] = b->pages.at[p->first_page].number;
        if (p->sheet)
            b->volume->sheets.at[p->sheet - 1].draft.first_page = b->pages.at[p->first_page].number;
    }
}

/* What was set without a font must not be used: the typesetter is made anew for the next volume. */
static bool lacks_fonts(bc_book_binder *b)
{
    const bc_text_fault *fault = bc_text_typesetter_fault(b->typesetter);
    if (!fault)
        return false;
    bc_text_fault_report(fault, b->run->book->mark, b->diags);
    bc_text_typesetter_free(b->typesetter);
    b->typesetter = NULL;
    return true;
}

/* The data of all forms, in the order of the volume: looked at first, then written. */
static void attach_data(bc_book_binder *b)
{
    const bc_attach_extent extent = (bc_attach_extent)b->run->render.attach_data;
    const bc_pdf_attachment *list;
    bc_arena arena = { 0 };
    if (extent == BC_ATTACH_NOTHING)
        return;
    bc_attach *attach = bc_attach_new(&(bc_attach_options){ .name = b->volume->title, .extent = extent, .many = true });
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < b->chapters.n; i++) {
            const bc_book_chapter *p = &b->chapters.at[i];
            bc_attach_record record = { .form = p->data_form, .page = p->first_page + 1 };
            if (!p->data.n || !(record.tree = bc_attach_kept(p->data, &arena)))
                continue;
            (pass ? bc_attach_add : bc_attach_look)(attach, &record, &arena);
            bc_arena_reset(&arena);
        }
    const size_t n = bc_attach_finish(attach, &list);
    for (size_t i = 0; i < n; i++)
        bc_pdf_volume_attach(b->volume->pdf, &list[i]);
    bc_attach_free(attach);
    bc_arena_release(&arena);
}

static bool finish_volume(bc_book_binder *b, bc_book_made *made)
{
    bc_pdf_volume *pdf = b->volume->pdf;
    attach_data(b);
    made->pdf.format = BIAOCE_FORMAT_PDF;
    made->pdf.pages = (unsigned)b->pages.n;
    made->has_pdf = bc_pdf_volume_finish(pdf, &made->pdf.bytes);
    if (made->has_pdf)
        return true;
    bc_engine_unmade unmade = {
        .format = "PDF", .why = bc_pdf_volume_error(pdf), .many = true, .failed = bc_pdf_volume_failed(pdf)
    };
    bc_engine_report_unmade(&unmade, b->run->book->mark, b->diags);
    made->io_failed = unmade.failed;
    return false;
}

bool bc_book_bind(bc_book_binder *b, bc_book_volume *volume, bc_book_made *made)
{
    begin_volume(b, volume, &made->diags);
    bc_book_binder_add_chapters(b);
    bc_book_binder_add_entries(b);
    bc_book_binder_settle(b);
    note_numbers(b);
    bc_book_binder_paint_contents(b);
    bc_book_binder_add_pages(b);
    made->io_failed = lacks_fonts(b) || b->io_failed;
    if (made->io_failed)
        return false;
    if (made->diags.errors && !b->run->options->force)
        return false;
    return !(b->run->render.formats & BIAOCE_FORMAT_PDF) || finish_volume(b, made);
}
