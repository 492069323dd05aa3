/* What may still be spent on one record. It hangs on the arena of the record's parts, so that whoever makes them can
 * ask; an arena without one has no limit. Nothing fails by itself: what goes on for long asks now and then whether more
 * was taken than may be, and ends early; whoever began the record throws away what came of it. */
#ifndef BC_BASE_QUOTA_H
#define BC_BASE_QUOTA_H

#include <stdbool.h>
#include <stdint.h>

/* 0: as much as there is. */
typedef struct bc_quota_limits {
    uint64_t memory;       /* bytes */
    uint64_t milliseconds; /* of the processor */
    uint32_t pages;
} bc_quota_limits;

typedef enum bc_quota_excess { BC_QUOTA_KEPT, BC_QUOTA_MEMORY, BC_QUOTA_TIME, BC_QUOTA_PAGES } bc_quota_excess;

typedef struct bc_quota {
    uint64_t steps; /* of all its expressions together */
    bool passed;    /* more was asked for, which has been said */
    bc_quota_limits limits;
    uint64_t memory;      /* taken so far, by all arenas together: as it was handed out, whatever the blocks hold */
    double began;         /* on the clock of the thread */
    uint32_t asked;       /* how often, so that the clock is looked at now and then only */
    bc_quota_excess over; /* stays */
} bc_quota;

/* Begins anew, with these limits; `memory` and `seconds` have been spent before. */
void bc_quota_begin(bc_quota *quota, const bc_quota_limits *limits, uint64_t memory, double seconds);
/* Seconds since then, and those before; 0 when they are not limited. */
double bc_quota_seconds(const bc_quota *quota);
/* So much memory was taken (or given back). */
void bc_quota_take(bc_quota *quota, uint64_t bytes);
void bc_quota_give(bc_quota *quota, uint64_t bytes);
/* Looks at the clock. */
bool bc_quota_is_late(bc_quota *quota);

/* Whether more was taken than may be; cheap, for loops. NULL: never. */
static inline bool bc_quota_is_over(bc_quota *quota)
{
    enum { ASKED_IN_VAIN = 64 };
    if (!quota)
        return false;
    if (!quota->limits.milliseconds || quota->over)
        return quota->over != BC_QUOTA_KEPT;
    return ++quota->asked % ASKED_IN_VAIN == 0 && bc_quota_is_late(quota);
}

#endif
