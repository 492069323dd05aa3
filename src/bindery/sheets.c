/* The workbook of a volume: a sheet for each form in the order of the book, behind a list of them. */
#include "base/tr.h"
#include "bindery/private/run.h"
#include "paint/xlsx/xlsx.h"

typedef struct sheets {
    bc_book_run *run;
    const bc_book_volume *volume;
    bc_xlsx *book;
    bc_engine_worker worker;
    bool io_failed;
} sheets;

/* A workbook that lacks a form which the PDF has would not be noticed. */
static void report_loss(sheets *s, const bc_book_form *form, const bc_engine_records *records)
{
    bc_diag_list *diags = &s->run->diags;
    bc_diag_list_append(diags, &records->diags);
    bc_diag_add(diags, BC_DIAG_ERROR, "E612", s->run->book->mark,
                bc_tr("%s is not what it was when the book was begun"), s->run->inputs.list.at[form->input].path);
    s->io_failed = true;
}

/* Inputs are read once for all volumes, when a form of theirs comes first. */
static const bc_node *find_record(sheets *s, const bc_book_form *form)
{
    bc_book_run *run = s->run;
    if (!run->read)
        run->read = BC_NEW_ARRAY(&run->arena, bc_engine_records, run->inputs.list.n);
    bc_engine_records *records = &run->read[form->input];
    if (!records->at)
        bc_engine_input_read(&run->inputs.list.at[form->input], records);
    if (form->record < records->n)
        return records->at[form->record];
    report_loss(s, form, records);
    return NULL;
}

/* What is wrong with it has been said when it was painted. */
static void add_form(sheets *s, const bc_book_form *form)
{
    const bc_node *value = find_record(s, form);
    if (!value)
        return;
    const bc_engine_input *input = &s->run->inputs.list.at[form->input];
    bc_diag_list unheard;
    bc_diag_list_init(&unheard);
    bc_engine_work record = {
        .value = value, .input = input->path, .number = form->number, .time = input->time, .diags = &unheard
    };
    if (bc_book_form_begin(s->run, &s->worker, &record, form->part)) {
        bc_layout_document *document = bc_book_form_lay_out(s->run, &s->worker, &record, form->part);
        if (document) {
            document->name = form->entry;
            document->first_page = form->first_number[bc_book_copy_of(form, s->volume)];
            document->paper.number = form->part->pages.style;
            bc_xlsx_add(s->book, document);
        }
    }
    if (record.io_failed) {
        bc_diag_list_append(&s->run->diags, &unheard);
        s->io_failed = true;
    }
    bc_diag_list_release(&unheard);
}

static void add_part(sheets *s, const bc_book_part *part)
{
    bc_book_form *const *forms;
    size_t n = bc_book_run_forms_of(s->run, part, s->volume, &forms);
    if (part->title.n && part->kind != BC_PART_COVER && part->kind != BC_PART_CONTENTS && part->kind != BC_PART_PROSE)
        bc_xlsx_add_heading(s->book, part->title);
    for (size_t i = 0; i < n; i++)
        add_form(s, forms[i]);
}

bool bc_book_make_sheets(bc_book_run *run, const bc_book_volume *volume, bc_engine_rendered *out)
{
    bc_layout_info info = bc_book_run_info(run, volume->split);
    sheets s = { .run = run, .volume = volume, .book = bc_xlsx_new(run->tally.engine->fonts, &info) };
    bc_engine_worker_init(&s.worker, run->tally.engine, &run->render);
    bc_xlsx_begin_contents(s.book, info.title);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (bc_book_run_wants(run, volume, i))
            add_part(&s, &run->book->parts[i]);
    bool good = bc_xlsx_finish(s.book, &out->bytes);
    if (!good) {
        bc_engine_unmade unmade = { .format = "XLSX",
                                    .why = bc_xlsx_error(s.book),
                                    .many = true,
                                    .failed = bc_xlsx_state(s.book) == BC_XLSX_FAILED };
        bc_engine_report_unmade(&unmade, run->book->mark, &run->diags);
        s.io_failed = s.io_failed || unmade.failed;
    }
    if (s.io_failed)
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    bc_engine_worker_release(&s.worker);
    bc_xlsx_free(s.book);
    return good && !s.io_failed;
}
