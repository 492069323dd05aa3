/* The tables of docs/diagnostics.md, from the table of the program. Neighbours of the same words share a line. */
#include "base/diag_codes.h"

#include <stdio.h>
#include <string.h>

static bool same_words(const bc_diag_code *a, const bc_diag_code *b)
{
    return strcmp(a->what, b->what) == 0 && strcmp(a->todo, b->todo) == 0;
}

/* A page of the manual becomes a link; a bar would end the cell. */
static void put_cell(const char *text)
{
    for (const char *p = text; *p; p++) {
        if (strncmp(p, "docs/", 5) == 0) {
            size_t n = strcspn(p + 5, " ,;");
            printf("[%.*s](%.*s)", (int)n, p + 5, (int)n, p + 5);
            p += 4 + n;
        } else {
            printf("%s%c", *p == '|' ? "\\" : "", *p);
        }
    }
}

int main(void)
{
    char figure = 0;
    for (size_t i = 0; i < bc_diag_code_count; i++) {
        const bc_diag_code *code = &bc_diag_codes[i];
        if (code->code[1] != figure) {
            figure = code->code[1];
            printf("\n## E%cxx: %s\n\n| code | what | what to do |\n|---|---|---|\n", figure,
                   bc_diag_code_group(figure));
        }
        printf("| %s", code->code);
        while (i + 1 < bc_diag_code_count && same_words(code, &bc_diag_codes[i + 1]))
            printf(", %s", bc_diag_codes[++i].code);
        printf(" | ");
        put_cell(code->what);
        printf(" | ");
        put_cell(code->todo);
        printf(" |\n");
    }
    return 0;
}
