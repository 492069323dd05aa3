/* A run that writes records as records. */
#ifndef BC_CONVERT_PRIVATE_RUN_H
#define BC_CONVERT_PRIVATE_RUN_H

#include "base/file.h"
#include "crew/tally.h"
#include "engine/outlet.h"
#include "engine/work.h"
#include "export/order.h"

#include <biaoce.h>

typedef struct bc_convert_writer bc_convert_writer;

/* The fields of a form that some record is of. */
typedef struct bc_convert_form {
    bc_export_order order;
    struct bc_convert_form *next;
} bc_convert_form;

typedef struct bc_convert_run {
    const bc_engine_call *call;
    const biaoce_convert_options *options;
    const bc_engine_inputs *inputs;
    biaoce_render_options render; /* what parts of the engine want to know */
    bc_engine_outlet outlet;
    bc_engine_name_pattern pattern;
    bc_engine_worker worker;
    bc_crew_tally tally;
    bc_arena arena;
    bc_convert_form *forms;
    bc_convert_writer *writer;
} bc_convert_run;

/* A record in work. */
typedef struct bc_convert_record {
    const bc_node *tree;
    const char *input;
    size_t number;                       /* in the run, from 1 */
    bc_convert_form *form;               /* NULL: nobody knows it; then `unknown` says why */
    bc_engine_work *work;                /* bound, when there is a form */
    const bc_diag_list *unknown, *bound; /* what binding it had to say */
    bool from_table;
    bc_arena *arena;
    bc_diag_list *diags; /* that are told */
} bc_convert_record;

/* What makes files of records. */
struct bc_convert_writer {
    /* False: the record is not in any. */
    bool (*put)(bc_convert_run *run, bc_convert_writer *writer, const bc_convert_record *record);
    /* All have come. Not called when the run was ended early. */
    void (*finish)(bc_convert_run *run, bc_convert_writer *writer);
    void (*free)(bc_convert_writer *writer);
};

bc_convert_writer *bc_convert_folder_new(void);
bc_convert_writer *bc_convert_lines_new(void);
bc_convert_writer *bc_convert_stream_new(void);
bc_convert_writer *bc_convert_tables_new(void);

/* The record's tree as it is to be written: in the order of its form, in its words where it came out of a table. */
const bc_node *bc_convert_tree(const bc_convert_run *run, const bc_convert_record *record);
/* Puts in front what could not become a part of it. */
void bc_convert_comments(const bc_convert_record *record, bc_buf *out);

#endif
