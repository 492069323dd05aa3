/* Memory is counted as it is handed out and not as it is asked of the system, and time as what the thread has worked:
 * both are nearly the same whatever else the machine does, memory to the byte. */
#include "base/quota.h"

#include "base/clock.h"

void bc_quota_begin(bc_quota *quota, const bc_quota_limits *limits, uint64_t memory, double seconds)
{
    *quota = (bc_quota){ .steps = quota->steps, .limits = *limits };
    if (limits->milliseconds)
        quota->began = bc_clock_cpu_seconds() - seconds;
    bc_quota_take(quota, memory);
}

double bc_quota_seconds(const bc_quota *quota)
{
    return quota->limits.milliseconds ? bc_clock_cpu_seconds() - quota->began : 0;
}

void bc_quota_take(bc_quota *quota, uint64_t bytes)
{
    quota->memory += bytes;
    if (quota->limits.memory && quota->memory > quota->limits.memory && !quota->over)
        quota->over = BC_QUOTA_MEMORY;
}

void bc_quota_give(bc_quota *quota, uint64_t bytes)
{
    quota->memory -= bytes < quota->memory ? bytes : quota->memory;
}

bool bc_quota_is_late(bc_quota *quota)
{
    if (!quota->over && quota->limits.milliseconds &&
        bc_quota_seconds(quota) * 1000 > (double)quota->limits.milliseconds)
        quota->over = BC_QUOTA_TIME;
    return quota->over != BC_QUOTA_KEPT;
}
