/* Notes about records that are printed: among a thousand records they would hide what matters, so they are counted by
 * what they are about, and said when they are asked for. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CODE = 31 };

struct cmd_remark {
    char code[MAX_CODE + 1];
    size_t count;
};

static int compare(const void *a, const void *b)
{
    const cmd_remark *x = a, *y = b;
    return strcmp(x->code, y->code);
}

void cmd_remarks_add(cmd_remarks *remarks, const char *code)
{
    for (size_t i = 0; i < remarks->n; i++)
        if (strncmp(remarks->at[i].code, code, MAX_CODE) == 0) {
            remarks->at[i].count++;
            return;
        }
    cmd_remark *more = realloc(remarks->at, (remarks->n + 1) * sizeof *more);
    if (!more)
        cmd_out_of_memory();
    remarks->at = more;
    cmd_remark *added = &more[remarks->n++];
    *added = (cmd_remark){ .count = 1 };
    strncpy(added->code, code, MAX_CODE);
}

void cmd_remarks_print(cmd_remarks *remarks)
{
    if (!remarks->n)
        return;
    qsort(remarks->at, remarks->n, sizeof *remarks->at, compare);
    size_t all = 0;
    for (size_t i = 0; i < remarks->n; i++)
        all += remarks->at[i].count;
    fprintf(stderr, all == 1 ? bc_tr("; %zu note (") : bc_tr("; %zu notes ("), all);
    for (size_t i = 0; i < remarks->n; i++)
        fprintf(stderr, i ? bc_tr(", %s %zu") : "%s %zu", remarks->at[i].code, remarks->at[i].count);
    fputs(bc_tr("), shown with --all"), stderr);
}

void cmd_remarks_release(cmd_remarks *remarks)
{
    free(remarks->at);
    *remarks = (cmd_remarks){ 0 };
}
