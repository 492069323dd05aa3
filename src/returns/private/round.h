/* A round: returns are taken in as they come, version after version, and who has returned what is known at any time. */
#ifndef BC_RETURNS_PRIVATE_ROUND_H
#define BC_RETURNS_PRIVATE_ROUND_H

#include "engine/call.h"

/* The run of biaoce_collect with a round; options are checked and lent. */
biaoce_status bc_returns_round_run(const bc_engine_call *call, const biaoce_collect_options *options,
                                   biaoce_collect_summary *summary);

#endif
