/* What may still be spent on one record. It hangs on the arena of the record's parts, so that whoever makes them can
 * ask; an arena without one has no limit. Nothing fails by itself. */
#ifndef BC_BASE_QUOTA_H
#define BC_BASE_QUOTA_H

#include <stdbool.h>
#include <stdint.h>

typedef struct bc_quota {
    uint64_t steps; /* of all its expressions together */
    bool passed;    /* more was asked for, which has been said */
} bc_quota;

#endif
