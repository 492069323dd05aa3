/* biaoce explain: what a code, a rule, a function or a key means. Without a word it lists them all, a line each. */
#include "cli/cmd.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_COLUMNS = 20 };

typedef struct words {
    char **names; /* NULL: they are only counted */
    size_t n;
} words;

static const char *kind_name(const char *kind)
{
    if (strcmp(kind, "diagnostic") == 0)
        return bc_tr("a message's code");
    if (strcmp(kind, "rule") == 0)
        return bc_tr("a rule of `biaoce check`");
    if (strcmp(kind, "function") == 0)
        return bc_tr("a function of expressions");
    if (strcmp(kind, "book-key") == 0)
        return bc_tr("a key of book files");
    if (strcmp(kind, "mapping-key") == 0)
        return bc_tr("a key of mapping files");
    if (strcmp(kind, "profile-key") == 0)
        return bc_tr("a key of publication profiles");
    if (strcmp(kind, "font-key") == 0)
        return bc_tr("a key of the font list");
    return bc_tr("a key of templates");
}

static const char *level_name(const char *level)
{
    if (strcmp(level, "error") == 0)
        return bc_tr("error");
    return strcmp(level, "warning") == 0 ? bc_tr("warning") : bc_tr("note");
}

static void print_part(const char *label, const char *text)
{
    if (*text)
        printf("  %s %s\n", label, text);
}

/* Lines of a file stand below the label, indented as they are. */
static void print_example(const char *text)
{
    if (!strchr(text, '\n')) {
        print_part(bc_tr("example:"), text);
        return;
    }
    printf("  %s\n", bc_tr("example:"));
    for (const char *line = text; line;) {
        const char *end = strchr(line, '\n');
        printf("    %.*s\n", (int)(end ? end - line : (ptrdiff_t)strlen(line)), line);
        line = end ? end + 1 : NULL;
    }
}

static void print_one(void *context, const biaoce_explanation *one)
{
    size_t *count = context;
    if ((*count)++)
        putchar('\n');
    printf("%s: %s", one->name, kind_name(one->kind));
    if (*one->within)
        printf(bc_tr(", in `%s`"), one->within);
    if (*one->level)
        printf(" (%s)", level_name(one->level));
    putchar('\n');
    bool is_rule = strcmp(one->kind, "rule") == 0;
    if (*one->what)
        printf("  %s\n", one->what);
    print_part(bc_tr("what to do:"), one->todo);
    print_part(is_rule ? bc_tr("parameters:") : bc_tr("written:"), one->usage);
    print_part(bc_tr("value:"), one->value);
    print_example(one->example);
    print_part(bc_tr("more:"), one->page);
}

static void print_line(void *context, const biaoce_explanation *one)
{
    (void)context;
    char name[96];
    bool inside = *one->within;
    snprintf(name, sizeof name, "%s%s%s%s", one->name, inside ? " (" : "", one->within, inside ? ")" : "");
    int taken = cmd_columns(name);
    printf("%s%*s %s\n", name, taken < NAME_COLUMNS ? NAME_COLUMNS - taken : 0, "",
           *one->what ? one->what : one->value);
}

static void collect(void *context, const biaoce_explanation *one)
{
    words *all = context;
    if (all->names) {
        size_t size = strlen(one->name) + 1;
        all->names[all->n] = cmd_alloc(size);
        memcpy(all->names[all->n], one->name, size);
    }
    all->n++;
}

static biaoce_status ask(const char *word, void (*take)(void *context, const biaoce_explanation *one), void *context)
{
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = context };
    return biaoce_explain(&(biaoce_explain_options){
        .size = sizeof(biaoce_explain_options), .word = word, .on_explanation = take, .callbacks = &callbacks });
}

static void complain(const char *word)
{
    words all = { 0 };
    ask(NULL, collect, &all);
    all.names = cmd_alloc(all.n * sizeof *all.names);
    all.n = 0;
    ask(NULL, collect, &all);
    const char *nearest = cmd_nearest(word, (const char *const *)all.names, all.n);
    if (nearest)
        cmd_complain(bc_tr("nothing is called %s; did you mean %s?"), word, nearest);
    else
        cmd_complain(bc_tr("nothing is called %s; `biaoce explain` alone lists all there is"), word);
    for (size_t i = 0; i < all.n; i++)
        free(all.names[i]);
    free(all.names);
}

static int explain(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    (void)context;
    (void)settings;
    if (count == 0)
        return (int)ask(NULL, print_line, NULL);
    int status = BIAOCE_OK;
    size_t printed = 0;
    for (size_t i = 0; i < count; i++)
        if (ask(operands[i], print_one, &printed) != BIAOCE_OK) {
            complain(operands[i]);
            status = BIAOCE_USAGE;
        }
    return status;
}

static int run_explain(int count, char **given)
{
    cmd_job job = { .command = &cmd_explain, .run = explain, .most = SIZE_MAX };
    return cmd_job_run(&job, count, given);
}

const cmd_command cmd_explain = {
    .name = "explain",
    .operands = "[WORD…]",
    .summary = bc_tr_mark("what a code, rule, function or template key means"),
    .help = bc_tr_mark(
        "A word is a code at the end of a message (E203, FUND-SUM), a function of expressions (sum) or a key\n"
        "of template files (across), book files (divider) and the font list (digits). Without a word all are listed."),
    .options = cmd_no_options,
    .run = run_explain
};
