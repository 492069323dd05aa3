/* Made-up records like those of the form tangshan-project: the same on every machine, each different. */
#ifndef BENCH_RECORDS_H
#define BENCH_RECORDS_H

#include "base/buf.h"

/* Appends record `number` as YAML: about 900 characters, 150 different Chinese ones, 6 to 8
 * indicators, as published forms have. */
void bench_record(uint64_t number, bc_buf *out);
/* Appends a record with that many indicators. */
void bench_long_record(uint64_t rows, bc_buf *out);
/* The same, different for each number. */
void bench_numbered_record(uint64_t number, uint64_t rows, bc_buf *out);

/* A form of a cross table, and a record of it with so many rows and columns, about a tenth of its cells empty. */
extern const char bench_cross_template[];
void bench_cross_record(uint64_t rows, uint64_t columns, bc_buf *out);
/* A list of so many rows, no two alike, and a form of it. */
extern const char bench_list_template[];
void bench_list_record(uint64_t rows, bc_buf *out);
/* A list in groups, each of a thousand elements, and a form of it with totals of pages. */
extern const char bench_pages_template[];
void bench_pages_record(uint64_t rows, bc_buf *out);

#endif
