/* Prints the cost of paginating tables of 1,000, 10,000 and 100,000 rows, and how it grows: instructions where the
 * system lets them be counted, else nanoseconds of CPU time. Not a test: figures depend on the machine. */
#include "fake.h"

#include <linux/perf_event.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { COLUMNS = 6, GROUP = 12, SUBGROUP = 4 };

static int open_counter(void)
{
    struct perf_event_attr attr;
    memset(&attr, 0, sizeof attr);
    attr.type = PERF_TYPE_HARDWARE;
    attr.size = sizeof attr;
    attr.config = PERF_COUNT_HW_INSTRUCTIONS;
    attr.exclude_kernel = 1;
    return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double now(int counter)
{
    uint64_t count = 0;
    if (counter >= 0 && read(counter, &count, sizeof count) == sizeof count)
        return (double)count;
    return nanoseconds();
}

/* Two levels of merged labels, four columns of values, a header row. */
static void make_table(fake *f, uint32_t rows)
{
    fake_grid *table = fake_table(f, rows, rows * COLUMNS, BC_PT(456));
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < COLUMNS; c++) {
            uint32_t span = r == 0 ? 1 : c == 0 ? GROUP : c == 1 ? SUBGROUP : 1;
            if (r > 0 && (r - 1) % span)
                continue;
            uint32_t left = rows - r;
            bc_len x = (bc_len)c * BC_PT(76);
            fake_cell(f, table, r, span < left ? span : left, x, x + BC_PT(76), 1 + (r + c) % 5 / 4);
        }
    for (uint32_t r = 1; r < rows; r++)
        table->rows[r].opens = (r - 1) % GROUP == 0 ? 0 : (r - 1) % SUBGROUP == 0 ? 1 : BC_NO_GROUP;
    table->rows[0].head = true;
    fake_finish_table(table);
}

static bool ignore(void *context, const bc_layout_page *page)
{
    *(uint64_t *)context += page->item_count;
    return true;
}

static double cost_of(uint32_t rows, int counter)
{
    fake f;
    fake_init(&f, BC_PT(456), BC_PT(640), 1);
    make_table(&f, rows);
    uint64_t items = 0;
    bc_layout_paginate_options options = { 0 };
    double time = nanoseconds(), cost = now(counter);
    uint32_t pages = bc_layout_paginate(&f.document, NULL, &options, (bc_layout_page_sink){ ignore, &items }, NULL);
    cost = now(counter) - cost;
    time = nanoseconds() - time;
    printf("%7u rows %6u pages %8llu items %8.0f per row %10.0f rows/s\n", rows, pages, (unsigned long long)items,
           cost / rows, rows / time * 1e9);
    fake_release(&f);
    return cost;
}

int main(void)
{
    int counter = open_counter();
    puts(counter >= 0 ? "cost in instructions" : "cost in nanoseconds");
    cost_of(1000, counter); /* pages in the code */
    double thousand = cost_of(1000, counter);
    cost_of(10000, counter);
    double most = cost_of(100000, counter);
    printf("growth exponent from 1,000 to 100,000 rows: %.3f\n", log(most / thousand) / log(100));
    if (counter >= 0)
        close(counter);
    return 0;
}
