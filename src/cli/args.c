/* A reader of options that goes by the same tables from which help is printed. Not getopt_long: an unknown option is
 * answered with the nearest one there is, in the words and the language of all other messages. */
#include "cli/args.h"

#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 64, MAX_WORD = 40, MAX_SLIPS = 2 };

bool cmd_take_flag(void *at, const char *value)
{
    (void)value;
    *(bool *)at = true;
    return true;
}

bool cmd_take_text(void *at, const char *value)
{
    *(const char **)at = value;
    return true;
}

void cmd_args_init(cmd_args *args, const char *command, const cmd_option_table *tables, char **words, size_t count)
{
    *args = (cmd_args){ .command = command, .tables = tables, .words = words, .count = count };
    args->operands = cmd_alloc((count + 1) * sizeof *args->operands);
}

void cmd_args_release(cmd_args *args)
{
    free(args->operands);
}

/* Edits from a to b: insertions, deletions, replacements. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), row[MAX_WORD + 1];
    if (n > MAX_WORD || m > MAX_WORD)
        return MAX_WORD;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            row[j] = best;
        }
    }
    return row[m];
}

const char *cmd_nearest(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = MAX_SLIPS + 1;
    for (size_t i = 0; i < count; i++) {
        size_t edits = distance(word, names[i]);
        bool is_start = strlen(word) >= 3 && strncmp(word, names[i], strlen(word)) == 0;
        if (is_start)
            edits = 1;
        if (edits < least && edits < strlen(names[i])) {
            least = edits;
            nearest = names[i];
        }
    }
    return nearest;
}

static bool has_name(const cmd_option *option, char letter, const char *name, size_t length)
{
    if (!name)
        return option->letter == letter;
    return strlen(option->name) == length && memcmp(option->name, name, length) == 0;
}

/* By its name, or by its letter where that is NULL. Remembers what it fills in. */
static const cmd_option *find(cmd_args *args, char letter, const char *name, size_t length)
{
    for (const cmd_option_table *table = args->tables; table->options; table++)
        for (const cmd_option *option = table->options; option->name; option++)
            if (has_name(option, letter, name, length)) {
                args->target = table->target;
                return option;
            }
    return NULL;
}

static const cmd_option *wrong(cmd_args *args)
{
    cmd_suggest_help(args->command);
    args->wrong = true;
    return NULL;
}

static const cmd_option *unknown_name(cmd_args *args, const char *name, size_t length)
{
    const char *names[MAX_NAMES];
    size_t n = 0;
    for (const cmd_option_table *table = args->tables; table->options; table++)
        for (const cmd_option *option = table->options; option->name && n < MAX_NAMES; option++)
            names[n++] = option->name;
    char word[MAX_WORD + 1];
    snprintf(word, sizeof word, "%.*s", (int)(length < MAX_WORD ? length : MAX_WORD), name);
    const char *nearest = cmd_nearest(word, names, n);
    if (nearest)
        cmd_complain(bc_tr("there is no option --%s; did you mean --%s?"), word, nearest);
    else
        cmd_complain(bc_tr("there is no option --%s"), word);
    return wrong(args);
}

/* The value stands in the same word, or is the next one. */
static bool take_value(cmd_args *args, const char *attached)
{
    args->value = attached;
    if (!attached && args->at < args->count)
        args->value = args->words[args->at++];
    return args->value != NULL;
}

/* `-output out`, `-o=out`: what is typed by those who know other programs, and would mean something else here. */
static bool is_other_spelling(cmd_args *args)
{
    const char *word = args->cluster;
    const size_t length = strcspn(word, "=");
    if (length > 1 && find(args, 0, word, length)) {
        cmd_complain(bc_tr("a name has two dashes: --%s"), word);
        return true;
    }
    const cmd_option *letter = find(args, *word, NULL, 0);
    if (length == 1 && word[1] == '=' && letter && letter->value) {
        cmd_complain(bc_tr("after a letter there is no =: -%c %s or --%s=%s"), *word, word + 2, letter->name, word + 2);
        return true;
    }
    return false;
}

static const cmd_option *next_letter(cmd_args *args)
{
    if (args->cluster == args->words[args->at - 1] + 1 && is_other_spelling(args))
        return wrong(args);
    char letter = *args->cluster++;
    const cmd_option *option = find(args, letter, NULL, 0);
    if (!option) {
        /* A letter beyond ASCII is several bytes: the whole word is shown. */
        cmd_complain(bc_tr("there is no option %s"), args->words[args->at - 1]);
        return wrong(args);
    }
    const char *rest = *args->cluster ? args->cluster : NULL;
    if (option->value) {
        args->cluster = NULL;
        if (!take_value(args, rest)) {
            cmd_complain(bc_tr("the option -%c needs a value: %s"), letter, option->value);
            return wrong(args);
        }
    } else if (!rest) {
        args->cluster = NULL;
    }
    return option;
}

static const cmd_option *next_name(cmd_args *args, const char *name)
{
    size_t length = strcspn(name, "=");
    const cmd_option *option = find(args, 0, name, length);
    if (!option)
        return unknown_name(args, name, length);
    const char *attached = name[length] ? name + length + 1 : NULL;
    if (option->value && option->value[0] == '[')
        args->value = attached;
    else if (option->value && !take_value(args, attached)) {
        cmd_complain(bc_tr("the option --%s needs a value: %s"), option->name, option->value);
        return wrong(args);
    }
    if (!option->value && attached) {
        cmd_complain(bc_tr("the option --%s takes no value"), option->name);
        return wrong(args);
    }
    return option;
}

const cmd_option *cmd_args_next(cmd_args *args)
{
    args->value = NULL;
    if (args->cluster)
        return next_letter(args);
    while (args->at < args->count) {
        const char *word = args->words[args->at++];
        if (args->only_operands || word[0] != '-' || word[1] == '\0') {
            args->operands[args->operand_count++] = word;
        } else if (strcmp(word, "--") == 0) {
            args->only_operands = true;
        } else if (word[1] == '-') {
            return next_name(args, word + 2);
        } else {
            args->cluster = word + 1;
            return next_letter(args);
        }
    }
    return NULL;
}

bool cmd_args_take(const cmd_args *args, const cmd_option *option)
{
    return option->take((char *)args->target + option->at, args->value);
}
