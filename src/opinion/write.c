/* Departments are told over threads, each in all formats, and their files named and written in the order in which the
 * departments came. */
#include "opinion/private/kept.h"

#include "base/file.h"
#include "base/tr.h"
#include "crew/each.h"

typedef struct writing {
    const bc_opinion *opinion;
    bc_engine_outlet *outlet;
    bc_crew_tally *tally;
    bc_diag_list *diags;
    int64_t time;
    bool failed;
} writing;

/* What was made for a department, until its turn comes. */
typedef struct told {
    bc_arena arena;
    bc_diag_list diags;
    bc_str name;
    bc_engine_rendered made[BC_FORMAT_COUNT];
    size_t n;
    bool failed;
} told;

/* An opinion has one format: of cells a workbook says more. */
typedef struct tool {
    biaoce_render_options options;
    bc_engine_worker worker;
} tool;

static void *begin(void *context)
{
    const writing *w = context;
    tool *tools = bc_mem_alloc(BC_FORMAT_COUNT * sizeof *tools);
    for (size_t i = 0; i < BC_FORMAT_COUNT; i++) {
        tools[i].options = (biaoce_render_options){ .size = sizeof tools[i].options,
                                                    .formats = w->outlet->options->formats & 1U << i,
                                                    .pdf = BIAOCE_PDF_A2A,
                                                    .no_check = true };
        bc_engine_worker_init(&tools[i].worker, w->outlet->engine, &tools[i].options);
    }
    return tools;
}

static void end(void *context, void *tools)
{
    (void)context;
    for (size_t i = 0; i < BC_FORMAT_COUNT; i++)
        bc_engine_worker_release(&((tool *)tools)[i].worker);
    bc_mem_free(tools);
}

static void make(const writing *w, tool *with, const bc_opinion_department *department, told *out)
{
    bc_arena arena = { 0 };
    const bool workbook = with->options.formats == BIAOCE_FORMAT_XLSX;
    const bc_node *record = bc_opinion_record(w->opinion, department, w->time, workbook, &arena);
    bc_engine_work work = {
        .value = record, .input = "review-opinion", .number = 1, .time = w->time, .diags = &out->diags
    };
    const bc_layout_document *document = bc_engine_work_lay_out_own(&with->worker, &work);
    const size_t n = document ? bc_engine_work_render(&with->worker, &work, document, &out->made[out->n]) : 0;
    if (n && !out->name.n)
        out->name = bc_arena_str(&out->arena, bc_engine_work_name(&with->worker, &work, NULL));
    out->n += n;
    out->failed = out->failed || !n;
    bc_diag_list_forget(&out->diags, record->mark.source); /* it is in no file */
    bc_arena_release(&arena);
}

static void work(void *context, void *tools, size_t task, void *outcome)
{
    const writing *w = context;
    told *out = outcome;
    bc_diag_list_init(&out->diags);
    for (size_t i = 0; i < BC_FORMAT_COUNT; i++)
        if (((tool *)tools)[i].options.formats)
            make(w, &((tool *)tools)[i], w->opinion->departments.at[task], out);
}

/* What every opinion would have to say, such as a template that is missing, is said with the first. */
static void take(void *context, size_t task, void *outcome)
{
    writing *w = context;
    told *out = outcome;
    (void)task;
    bc_engine_outputs outputs = { .arena = &out->arena,
                                  .diags = w->diags }; /* these name files, as long as they last */
    if (!w->failed || !out->failed)
        bc_diag_list_append(w->diags, &out->diags);
    if (out->n && !out->failed) {
        const bc_str name = bc_engine_naming_take(&w->outlet->naming, out->name);
        for (size_t i = 0; i < out->n; i++)
            bc_engine_outlet_put(w->outlet, &outputs, name, &out->made[i]);
    }
    w->failed = w->failed || out->failed;
    bc_crew_tally_outputs(w->tally, &outputs, "", 0);
    bc_engine_rendered_release(out->made, out->n);
    bc_diag_list_release(&out->diags);
    bc_arena_release(&out->arena);
}

static bool is_cancelled(void *context)
{
    const writing *w = context;
    return bc_engine_call_is_cancelled(w->tally->call);
}

static void tell_unplaced(const bc_opinion *opinion, bc_diag_list *diags)
{
    if (!opinion->unplaced)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W560", opinion->where,
                bc_tr("%zu forms could not be laid out, so that opinions do not say where their findings are printed"),
                opinion->unplaced);
    if (opinion->why.n)
        bc_diag_hint(diags, bc_tr("the first of them: %.*s"), BC_STR_ARG(opinion->why));
}

/* It would be told to mend what is in order, or that all is in order of which nobody knows it. */
static bool leave_out_failed(bc_opinion *opinion, bc_diag_list *diags)
{
    bc_str first = { 0 };
    const size_t n = bc_opinion_drop_failed(opinion, &first);
    if (!n)
        return false;
    bc_diag_add(diags, BC_DIAG_ERROR, "E563", (bc_diag_mark){ 0 },
                bc_tr("%zu departments are given no opinion, since the system failed with some of their forms"), n);
    bc_diag_hint(diags, bc_tr("run it again; the first of them: %.*s"),
                 BC_STR_ARG((first.n ? first : bc_str_from(bc_tr("(no department)")))));
    return true;
}

bool bc_opinion_write(bc_opinion *opinion, bc_engine_outlet *outlet, bc_crew_tally *tally, size_t threads,
                      bc_diag_list *diags)
{
    static const bc_crew_each_duties duties = { .outcome_size = sizeof(told),
                                                .begin = begin,
                                                .end = end,
                                                .work = work,
                                                .take = take,
                                                .is_cancelled = is_cancelled };
    const int64_t known = outlet->engine->time, read = bc_engine_inputs_time(outlet->inputs);
    writing w = { .opinion = opinion, .outlet = outlet, .tally = tally, .diags = diags, .time = known ? known : read };
    tell_unplaced(opinion, diags);
    bc_opinion_whose_settle(opinion);
    if (!bc_gather_store_open(&opinion->store, &opinion->memory)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E560", (bc_diag_mark){ 0 },
                    bc_tr("the findings could not be kept until the opinions were made: %s"),
                    bc_file_error_text(opinion->store.error));
        return false;
    }
    const bool left_out = leave_out_failed(opinion, diags);
    const bool done = bc_crew_each(&duties, &w, opinion->departments.n, threads);
    return done && !w.failed && !left_out && !opinion->io_failed;
}
