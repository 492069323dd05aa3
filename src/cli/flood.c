/* A file can have one fault in each of a hundred thousand rows. The first thousand are told, which is more than anybody
 * reads; programs get all of them as JSON. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TOLD = 1000, MAX_CODES = 64, MAX_CODE = 31 };

static struct {
    char *file; /* whose messages come, one after the other */
    size_t n;
    struct {
        char code[MAX_CODE + 1];
        size_t told;
    } at[MAX_CODES];
} flood;

static size_t *told_of(const char *code)
{
    size_t i = 0;
    while (i < flood.n && strncmp(flood.at[i].code, code, MAX_CODE) != 0)
        i++;
    if (i == MAX_CODES)
        return NULL;
    if (i == flood.n) {
        flood.at[flood.n++].told = 0;
        snprintf(flood.at[i].code, sizeof flood.at[i].code, "%s", code);
    }
    return &flood.at[i].told;
}

bool cmd_flood_lets_pass(const biaoce_message *message)
{
    if (!flood.file || strcmp(flood.file, message->file) != 0) {
        free(flood.file);
        flood.file = strdup(message->file);
        flood.n = 0;
    }
    size_t *told = told_of(message->code);
    if (told && ++*told == MAX_TOLD + 1)
        cmd_complain(bc_tr("%s: %s was told %d times, more of them are only counted"), message->file, message->code,
                     MAX_TOLD);
    return !told || *told <= MAX_TOLD;
}
