/* Where a run's outputs go. */
#ifndef BC_ENGINE_OUTLET_H
#define BC_ENGINE_OUTLET_H

#include "engine/input.h"
#include "engine/naming.h"
#include "engine/work.h"

/* A finished output. */
typedef struct bc_engine_output {
    biaoce_format format;
    unsigned pages;
    const char *name; /* of its file, without extension, in the outputs' arena; NULL: none */
    const char *path; /* in the same; NULL: in memory */
    bc_buf bytes;     /* in memory only */
    size_t size;
} bc_engine_output;

/* What was made of one record, or of all together. The arena and the diagnostics are lent. */
typedef struct bc_engine_outputs {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_engine_output at[BC_FORMAT_COUNT];
    size_t n;
    bool io_failed; /* something could not be written */
} bc_engine_outputs;

/* Renders a record that biaoce itself made, of the form that it names, as out->format, appended to out->bytes. False
 * when it could not be made; `diags` may say why. What is said of the record has no place, for it is in no file. */
bool bc_engine_output_make(biaoce_engine *engine, const bc_node *record, const char *name, bc_engine_output *out,
                           bc_diag_list *diags);

typedef struct bc_engine_outlet {
    biaoce_engine *engine;
    const biaoce_render_options *options;
    const bc_engine_inputs *inputs;
    bc_engine_naming naming;
    bool durable; /* what is put from now on is on the disk before it counts as made: one file, or one of all records */
    struct bc_engine_tidied *tidied; /* folders in the output folder that files were put in so far */
} bc_engine_outlet;

/* Makes the folder. False when nothing can be written there; `diags` then says why. */
bool bc_engine_outlet_open(bc_engine_outlet *outlet, biaoce_engine *engine, const biaoce_render_options *options,
                           const bc_engine_inputs *inputs, bc_diag_list *diags);
void bc_engine_outlet_release(bc_engine_outlet *outlet);
/* Writes what was rendered, under `name`, or takes it over for delivery in memory; records it. Outputs of
 * different records may be written at the same time. */
void bc_engine_outlet_put(const bc_engine_outlet *outlet, bc_engine_outputs *outputs, bc_str name,
                          bc_engine_rendered *rendered);
/* False when the file at `path` is one that the run reads: nothing may replace it, which is then said. */
bool bc_engine_outlet_may_replace(biaoce_engine *engine, const bc_engine_inputs *inputs, const char *path,
                                  bc_diag_list *diags);

#endif
