/* Runs over PDFs, one after the other: what is said of each, and what came of it. */
#ifndef BC_SIGN_PRIVATE_RUN_H
#define BC_SIGN_PRIVATE_RUN_H

#include "engine/call.h"
#include "pdfread/pdfread.h"

/* Bytes: of a PDF; of a key, a trust store. */
#define BC_SIGN_MAX_PDF ((size_t)1 << 31)
#define BC_SIGN_MAX_KEYS ((size_t)16 << 20)

typedef struct bc_sign_run {
    const bc_engine_call *call;
    bc_arena arena; /* of one PDF */
    bc_diag_list diags;
    bc_diag_source *source; /* what is spoken of */
    biaoce_summary summary;
    biaoce_status status;
} bc_sign_run;

void bc_sign_run_init(bc_sign_run *run, const bc_engine_call *call);
void bc_sign_run_release(bc_sign_run *run);
/* From here on it is spoken of this file. */
void bc_sign_run_name(bc_sign_run *run, const char *name);
void bc_sign_run_worsen(bc_sign_run *run, biaoce_status status);
/* An error of this file, with what would be right (or NULL). */
void bc_sign_run_refuse(bc_sign_run *run, const char *code, const char *message, const char *hint);
void bc_sign_run_warn(bc_sign_run *run, const char *code, const char *message, const char *hint);
/* Hands on what was said so far. */
void bc_sign_run_say(bc_sign_run *run);
/* Appends the file's bytes. False: it cannot be read, which is said. */
bool bc_sign_run_read(bc_sign_run *run, const char *path, size_t most, bc_buf *bytes);
/* Opens a PDF. NULL: it cannot be, which is said with that code. */
bc_pdfread *bc_sign_run_open(bc_sign_run *run, bc_str bytes, const char *code);

/* Calls `work` for each of the files, then of those in memory. False: the arguments make no call. */
typedef struct bc_sign_inputs {
    const char *const *paths;
    size_t path_count;
    const biaoce_memory *memory;
    size_t memory_count;
    bool alone; /* no other run that asks for this is at the same file meanwhile */
} bc_sign_inputs;
bool bc_sign_run_takes(const bc_sign_inputs *inputs);
void bc_sign_run_each(bc_sign_run *run, const bc_sign_inputs *inputs,
                      void (*work)(void *context, const char *name, bc_str bytes), void *context);

#endif
