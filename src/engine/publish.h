/* A run that publishes: an engine that was given a profile masks every record before anything else sees it, and all
 * that it says. */
#ifndef BC_ENGINE_PUBLISH_H
#define BC_ENGINE_PUBLISH_H

#include "engine/engine.h"
#include "engine/input.h"
#include "publish/publish.h"

/* Reads the profile that the configuration or the environment names; without one nothing is done. The program's own
 * lies in the folder `data`, which may be NULL. False when it cannot be used, which is said: *io_error when the system
 * failed. */
bool bc_engine_publish_open(biaoce_engine *engine, const char *data, bool *io_error);
void bc_engine_publish_close(biaoce_engine *engine);

/* For one thread; the engine publishes. */
bc_publish_masker *bc_engine_publish_masker(const biaoce_engine *engine);

typedef struct bc_engine_publish_task {
    bc_publish_masker *masker;
    bc_publish_task record;
    bc_engine_record *read; /* NULL: none */
    size_t number;
} bc_engine_publish_task;

/* Masks a record and writes down what was done. */
void bc_engine_publish_mask(biaoce_engine *engine, const bc_engine_publish_task *task, bc_arena *arena,
                            bc_publish_result *out);
/* Masks messages; `whole`: they say no more than what their codes mean. Does nothing in other runs. */
void bc_engine_publish_redact(const biaoce_engine *engine, bc_diag_list *diags, bool whole, bc_arena *arena);
/* The profile that is called so (NULL: of this run, else the program's), for those who only look at it; in `arena`
 * where it is read. NULL: it cannot be used, which is said, but for a program's own that is not there. */
const bc_publish_profile *bc_engine_publish_profile(const biaoce_engine *engine, const char *path, bc_arena *arena,
                                                    bc_diag_list *diags, bool *io_error);
/* What the profile says in vain of a template's form, and what it leaves open. */
void bc_engine_publish_explain(const biaoce_engine *engine, const bc_engine_template *template, bc_diag_list *diags);
/* Where the log of it is written; NULL: nowhere. */
const char *bc_engine_publish_log(const biaoce_engine *engine);
/* At the beginning of a run, and at its end: writes the log, when one was asked for, with what other runs that are at
 * work have masked so far; the last of them writes all. False: that failed, which is said. */
void bc_engine_publish_begin(biaoce_engine *engine);
bool bc_engine_publish_finish(biaoce_engine *engine, const bc_engine_inputs *inputs, bc_diag_list *diags);
/* The text, which is the run's own and of no record, masked by its shape: itself in other runs. False when it is marked
 * as classified. */
bool bc_engine_publish_text(const biaoce_engine *engine, bc_str *text, bc_arena *arena);
/* A record that is bound outside of a worker, as it may be published. False when it must not be, which is said. */
bool bc_engine_publish_bind(biaoce_engine *engine, const bc_form *form, const bc_node *tree, bc_arena *arena,
                            bc_diag_list *diags, bc_value *out);
/* Says that what is there is classified; `where`: the field, or nothing. */
void bc_engine_publish_report(bc_str where, bc_diag_mark mark, bc_diag_list *diags);

#endif
