/* What an engine that publishes keeps. */
#ifndef BC_ENGINE_PRIVATE_PUBLISHING_H
#define BC_ENGINE_PRIVATE_PUBLISHING_H

#include "engine/publish.h"

/* What was done to a field of a record. */
typedef struct bc_engine_publish_line {
    size_t number;
    bc_str input, form;
    uint32_t line;
    bc_publish_entry entry;
} bc_engine_publish_line;

struct bc_engine_publishing {
    const bc_publish_profile *profile;
    const char *log; /* a file, or NULL */
    pthread_mutex_t lock;
    bc_arena arena; /* of the lines, and of places that outlive all records */
    BC_VEC(bc_engine_publish_line) lines;
    size_t runs; /* at work, which share the log */
};

#endif
