/* A returned sheet as a file that is read, and mended, by hand. */
#ifndef BC_RETURNS_PRIVATE_RECORD_H
#define BC_RETURNS_PRIVATE_RECORD_H

#include "engine/work.h"
#include "export/order.h"

#include <pthread.h>

/* The orders in which forms are written, found once for all threads. */
typedef struct bc_returns_forms {
    pthread_mutex_t lock;
    bc_arena arena;
    struct bc_returns_form *first;
} bc_returns_forms;

void bc_returns_forms_init(bc_returns_forms *forms);
void bc_returns_forms_release(bc_returns_forms *forms);

/* Appends the record in YAML, in the words of its form. Comments above it say which sheet it was, and whatever of the
 * first `said` messages, which are about reading it, tells of something that is not in the record or not as it was
 * written. */
void bc_returns_record_write(bc_returns_forms *forms, const bc_engine_work *work, size_t said, bc_arena *arena,
                             bc_buf *out);

#endif
