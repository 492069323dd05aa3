/* The form is made as an empty one is, so that it can be filled in again, but with a record in it: every value as it
 * was typed, a wrong one as the text that it is, in cells that can be written to; what the form computes is computed,
 * even where somebody wrote over it; rows are left to be filled in. What was found becomes a comment at the cell of its
 * value; a second sheet lists all of it, and so what has no cell: what could not be placed, and what is missing. */
#include "returns/private/back.h"

#include "audit/report.h"
#include "base/tr.h"
#include "engine/workbook.h"
#include "record/refill.h"

enum { MAX_DEPTH = 16 };

/* The places of values, on the sheet that they came from. */
typedef struct spot {
    const bc_diag_source *source;
    uint32_t line, column;
    bc_str path;
} spot;

typedef struct spots {
    bc_arena *arena;
    BC_VEC(spot) list;
} spots;

static void find_spots(spots *all, const bc_value *value, bc_str path, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return;
    if (value->type == BC_VALUE_LIST) {
        for (uint32_t i = 0; i < value->n; i++)
            find_spots(all, &value->as.items[i], bc_arena_printf(all->arena, "%.*s[%u]", BC_STR_ARG(path), i),
                       depth + 1);
        return;
    }
    if (value->type == BC_VALUE_MAP) {
        const uint32_t own = value->as.branch ? value->n - BC_BRANCH_NAMES : value->n;
        for (uint32_t i = 0; i < own; i++) {
            const bc_value_entry *entry = &value->as.entries[i];
            const bc_str inside =
                path.n ? bc_arena_printf(all->arena, "%.*s.%.*s", BC_STR_ARG(path), BC_STR_ARG(entry->key))
                       : entry->key;
            find_spots(all, &entry->value, inside, depth + 1);
        }
        return;
    }
    const bool unknown = bc_value_unread_of(value) && !value->text.n; /* computed with what stands elsewhere */
    const bc_diag_mark *mark = value->origin && !unknown ? &value->origin->mark : NULL;
    if (mark && mark->source && bc_diag_has_cells(mark->source) && mark->line)
        bc_vec_add(&all->list, (spot){ mark->source, mark->line, mark->column, path });
}

static const spot *spot_at(const spots *all, bc_diag_mark mark)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (all->list.at[i].line == mark.line && all->list.at[i].column == mark.column &&
            bc_str_eq(all->list.at[i].source->sheet, mark.source->sheet))
            return &all->list.at[i];
    return NULL;
}

/* What was found at cells of values. Notes are for those who collect. */
static bc_engine_remark *make_remarks(const bc_engine_work *work, const bc_value *shown, bc_arena *arena, size_t *n)
{
    spots all = { .arena = arena };
    find_spots(&all, shown, (bc_str){ 0 }, 0);
    bc_engine_remark *remarks = BC_NEW_ARRAY(arena, bc_engine_remark, work->diags->list.n);
    *n = 0;
    for (size_t i = 0; i < work->diags->list.n; i++) {
        const bc_diag *diag = &work->diags->list.at[i];
        const bool placed = diag->mark.source && bc_diag_has_cells(diag->mark.source) && diag->mark.line;
        const spot *at = placed && diag->severity != BC_DIAG_NOTE ? spot_at(&all, diag->mark) : NULL;
        if (!at)
            continue;
        const bc_str text =
            diag->hint.n ? bc_arena_printf(arena, bc_tr("%s: %.*s (%.*s)"), bc_diag_severity_word(diag->severity),
                                           BC_STR_ARG(diag->message), BC_STR_ARG(diag->hint))
                         : bc_arena_printf(arena, bc_tr("%s: %.*s"), bc_diag_severity_word(diag->severity),
                                           BC_STR_ARG(diag->message));
        remarks[(*n)++] = (bc_engine_remark){ .path = at->path, .text = text };
    }
    bc_vec_release(&all.list);
    return remarks;
}

/* The form as it was filled in. */
static bool add_form(bc_engine_worker *worker, bc_engine_work *work, bc_engine_workbook *book, bc_arena *arena,
                     bc_diag_list *diags)
{
    static const bc_engine_blank HOW = { .size = { .rows = BC_RECORD_BLANK_ROWS, .inner = BC_RECORD_BLANK_INNER },
                                         .filled = true };
    const bc_form *form = work->template->form;
    size_t n;
    const bc_value shown = bc_record_refill_computed(form, work->value, &work->datum, &worker->arena);
    const bc_value padded = bc_record_refill(form, &HOW.size, &shown, &worker->arena);
    bc_engine_remark *remarks = make_remarks(work, &padded, arena, &n);
    bc_engine_work again = *work;
    again.diags = diags;
    again.blank = &HOW;
    again.datum = bc_record_refill_given(form, &HOW.size, &padded, &worker->arena);
    const bc_layout_document *document = bc_engine_work_lay_out(worker, &again);
    work->io_failed = work->io_failed || again.io_failed;
    if (document)
        bc_engine_workbook_add_remarked(book, document, remarks, n);
    return document != NULL;
}

/* The sheet that lists all, and the same by itself. */
static bool add_report(bc_engine_worker *worker, bc_engine_work *work, const bc_audit *found, bc_engine_workbook *book,
                       bc_arena *arena, bc_diag_list *diags, bc_str *report)
{
    bc_engine_work record = {
        .value = bc_audit_report_record(found, arena), .input = "findings-report", .number = 1, .diags = diags
    };
    const bc_layout_document *document = bc_engine_work_lay_out_own(worker, &record);
    work->io_failed = work->io_failed || record.io_failed;
    if (!document)
        return false;
    bc_engine_workbook_add_remarked(book, document, NULL, 0);
    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    const size_t n = bc_engine_work_render_as(worker, &record, document, BIAOCE_FORMAT_XLSX, rendered);
    if (n)
        *report = bc_arena_str(arena, bc_buf_str(&rendered[0].bytes));
    bc_engine_rendered_release(rendered, n);
    work->io_failed = work->io_failed || record.io_failed;
    return n > 0;
}

void bc_returns_back_make(bc_engine_worker *worker, bc_engine_work *work, const bc_audit *found, bc_arena *arena,
                          bc_diag_list *diags, bc_returns_back *out)
{
    bc_engine_workbook book;
    bc_diag_list said;
    bc_diag_list_init(&said);
    bc_engine_workbook_begin(&book, worker->engine, bc_str_trim(work->template->form->name), work->time);
    const bool has_form = add_form(worker, work, &book, arena, &said);
    bc_diag_list unsaid;
    bc_diag_list_init(&unsaid);
    const bool has_report = add_report(worker, work, found, &book, arena, &unsaid, &out->report);
    bc_diag_list_append(&said, &unsaid);
    bc_diag_list_release(&unsaid);
    bc_buf bytes;
    bc_buf_init(&bytes);
    const bool done = has_form && has_report && bc_engine_workbook_finish(&book, &bytes, &said);
    work->io_failed = work->io_failed || bc_diag_list_has_code(&said, "E522");
    if (done)
        out->book = bc_arena_str(arena, bc_buf_str(&bytes));
    else
        bc_diag_list_append(diags, &said);
    bc_buf_release(&bytes);
    bc_engine_workbook_release(&book);
    bc_diag_list_release(&said);
}
