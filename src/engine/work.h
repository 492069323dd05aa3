/* One record through all stages, on one thread. */
#ifndef BC_ENGINE_WORK_H
#define BC_ENGINE_WORK_H

#include "engine/engine.h"
#include "engine/input.h"
#include "engine/pattern.h"
#include "engine/publish.h"
#include "engine/stage.h"
#include "layout/columns.h"
#include "layout/compose.h"
#include "layout/measure.h"
#include "layout/seen.h"
#include "record/blank.h"

enum {
    BC_FORMAT_COUNT = 3,
    BC_TIME_UNKNOWN = 315532800 /* the earliest date that XLSX files can carry: for piped records, whose true date
                                   nobody knows */
};

/* Whether what a run asks of a template, such as a pattern for names, can be answered by its form. */
typedef struct bc_engine_wish {
    const void *key; /* tells it from others of the run */
    const void *context;
    bool (*fits)(const void *context, const bc_engine_template *template);
} bc_engine_wish;

typedef struct bc_engine_answer {
    const void *key;
    const bc_engine_template *template;
    bool fits;
} bc_engine_answer;

/* What a thread keeps from record to record. */
typedef struct bc_engine_worker {
    biaoce_engine *engine;
    const biaoce_render_options *options;
    bc_text_typesetter *typesetter; /* made for the first record */
    bc_diag_list names_diags;       /* what is wrong with the names of the record in work; said when it is laid out */
    bc_arena arena;                 /* of the record in work */
    bc_quota quota;                 /* of it */
    bc_publish_masker *masker;      /* made for the first record, in a run that publishes */
    const bc_layout_composed *pictured; /* that, with pictures in use; or NULL */
    BC_VEC(bc_engine_answer) answers;   /* that were given so far */
    bc_engine_stopwatch watch;
    bc_layout_seen seen; /* what the record in work shows, where that is attached */
} bc_engine_worker;

/* What a run asks of each record. */
bc_quota_limits bc_engine_limits_of(const biaoce_render_options *options);

void bc_engine_worker_init(bc_engine_worker *worker, biaoce_engine *engine, const biaoce_render_options *options);
void bc_engine_worker_release(bc_engine_worker *worker);
/* Asks it of each template, which has a form, once. */
bool bc_engine_worker_asks(bc_engine_worker *worker, const bc_engine_wish *wish, const bc_engine_template *template);

/* How an empty form is made. */
typedef struct bc_engine_blank {
    bc_record_blank_size size;
    bc_layout_blank_heights heights;
    bool fillable; /* a PDF of it is filled in on the screen */
    bool filled;   /* somebody has filled it in, and is to correct it: the record is one */
} bc_engine_blank;

/* A record in work: its parts live in the worker's arena until bc_engine_work_begin is called again. */
typedef struct bc_engine_work {
    const bc_node *value;
    const char *input;
    size_t number;                      /* in the run, from 1 */
    int64_t time;                       /* of its input */
    bc_str template_name;               /* wins over what the record names itself; empty: nothing */
    const bc_engine_template *template; /* found by bc_engine_work_begin; not NULL: this one is used */
    bc_value datum;
    const bc_engine_blank *blank; /* an empty form, to be filled in; or NULL */
    const bc_form_names *names;   /* found when they are first asked for */
    bc_diag_list *diags;
    bc_check_edits *edits;            /* where the checks put what can be fixed, or NULL */
    bool io_failed;                   /* the system failed, not the record */
    const bc_layout_columns *columns; /* that it has in common with others; NULL: its own */
    const bc_value *records;          /* of a form over many, gathered; NULL: none were */
    bc_engine_record *read;           /* what it was read into; or NULL */
    bc_str place;                     /* what its file is called, where `input` is not to say it; empty: as there */
    bool waits;                       /* a form over many records, which are not in it: nothing was bound or checked */
    bc_layout_seen *seen;             /* what its document shows of it, once composed; NULL: nobody asks */
    /* What the stages of laying out leave for the next: */
    const bc_layout_measure_options *measuring;
    const bc_layout_composed *composed;
    const bc_layout_document *document;
} bc_engine_work;

/* Finds the record's template, binds and checks it. False when there is no template to bind it to, or it `waits`;
 * otherwise problems are in the diagnostics, and the record can be named. */
bool bc_engine_work_begin(bc_engine_worker *worker, bc_engine_work *record);
/* Begins an empty form instead: nothing is bound or checked. `how` is lent. */
void bc_engine_work_begin_blank(bc_engine_worker *worker, bc_engine_work *record, const bc_engine_template *template,
                                const bc_engine_blank *how);
/* What its outputs should be called, by `pattern` or, when that is NULL, by its template. */
bc_str bc_engine_work_name(bc_engine_worker *worker, bc_engine_work *record, const bc_expr_phrase *pattern);
/* The same with folders: how many parts there are, in *out; in the worker's arena. Without a pattern one. */
uint32_t bc_engine_work_path(bc_engine_worker *worker, bc_engine_work *record, const bc_engine_name_pattern *pattern,
                             const bc_str **out);

typedef struct bc_engine_rendered {
    biaoce_format format;
    unsigned pages;
    bc_buf bytes;
} bc_engine_rendered;

/* Gathers what its texts ask of columns that it is to have in common with others. False when it cannot be composed. */
bool bc_engine_work_gather(bc_engine_worker *worker, bc_engine_work *record, bc_layout_columns *columns);
/* Composes and measures it. NULL when it has errors that forbid it; the document lives as long as the record's parts.
 */
const bc_layout_document *bc_engine_work_lay_out(bc_engine_worker *worker, bc_engine_work *record);
/* The same for pages that go into a book; whether glyphs are strict the worker's options say. */
const bc_layout_document *bc_engine_work_lay_out_for(bc_engine_worker *worker, bc_engine_work *record,
                                                     const bc_layout_measure_options *measuring);
/* Begins a record that the program made itself, and lays it out: what is wrong with its template is said with it, for
 * nobody else does. */
const bc_layout_document *bc_engine_work_lay_out_own(bc_engine_worker *worker, bc_engine_work *record);
/* Whether its sheet goes into a workbook with others, rather than into one of its own. */
bool bc_engine_shares_workbook(const biaoce_render_options *options);

/* What is attached of a record, as the worker's options say, once it has been composed; in the worker's arena. NULL:
 * nothing. */
const bc_node *bc_engine_work_attached(bc_engine_worker *worker, bc_engine_work *record);

/* Renders all formats asked for, but not for a shared workbook, into `out` (to be released with
 * bc_engine_rendered_release, whatever the result). Returns how many there are: fewer when one failed. */
size_t bc_engine_work_render(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                             bc_engine_rendered out[BC_FORMAT_COUNT]);
/* The same for some of these formats. */
size_t bc_engine_work_render_as(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                                unsigned formats, bc_engine_rendered out[BC_FORMAT_COUNT]);
void bc_engine_rendered_release(bc_engine_rendered *rendered, size_t n);

/* Whether the system did not let the worker read a font, which is then said: what it has set for the record must not be
 * used. The worker begins anew. */
bool bc_engine_work_lacks_fonts(bc_engine_worker *worker, bc_engine_work *record);

/* Whether the record has taken no more than it may, so far; else it is said, and what was made of it must not be used.
 */
bool bc_engine_work_keeps_limits(bc_engine_worker *worker, bc_engine_work *record);

/* Whether a condition holds for a record that has begun. */
bool bc_engine_work_meets(bc_engine_worker *worker, const bc_engine_work *record, const bc_expr *condition);
/* Says why an output could not be made: its content does not fit its format (E510), or the system failed and the same
 * may go well another time (E522). */
typedef struct bc_engine_unmade {
    const char *format, *why; /* "XLSX"; in the user's language */
    bool many;                /* an output of many records */
    bool failed;              /* the system, not the content */
} bc_engine_unmade;
void bc_engine_report_unmade(const bc_engine_unmade *unmade, bc_diag_mark mark, bc_diag_list *diags);
/* Warns when a workbook cannot hold the end of that many texts. */
void bc_engine_report_cut_cells(uint32_t cut, bc_diag_mark mark, bc_diag_list *diags);
/* Pages that a printed workbook has to break once more (N523). */
void bc_engine_report_pageless(bool pageless, bc_diag_mark mark, bc_diag_list *diags);
void bc_engine_report_moved_pages(uint32_t moved, bc_diag_mark mark, bc_diag_list *diags);

#endif
