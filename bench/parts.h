/* The least that a reader of workbooks does. */
#ifndef BENCH_PARTS_H
#define BENCH_PARTS_H

#include "bench/phase.h"

#include <zip.h>

/* libzip unpacks a part and expat parses it. Adds its cells to `records` and its length to `bytes`; not good when there
 * is no such part. */
void bench_count_part(zip_t *zip, const char *name, bench_result *result);

#endif
