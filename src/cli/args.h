/* Command-line arguments: options from tables, anywhere among the operands; `--` ends them. An option says itself where
 * what it means goes, so commands are told of none of them one by one. */
#ifndef BC_CLI_ARGS_H
#define BC_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

/* Takes what stands behind an option (NULL: nothing does) to where it goes; false: the user has been told why not. */
typedef bool cmd_taker(void *at, const char *value);
cmd_taker cmd_take_flag; /* at: bool, which becomes true */
cmd_taker cmd_take_text; /* at: const char * */

typedef struct cmd_option {
    char letter;       /* 0: none */
    const char *name;  /* without the dashes; NULL ends a table */
    const char *value; /* how help calls its value; NULL: it takes none; `[=WORD]`: it may have one behind a = */
    const char *help;  /* marked for translation */
    cmd_taker *take;
    size_t at; /* the member that it fills in; 0 may be all of it */
} cmd_option;

typedef struct cmd_option_table {
    const cmd_option *options;
    void *target; /* what they fill in; NULL: they are only printed */
} cmd_option_table;

typedef struct cmd_args {
    const char *command;            /* for messages; NULL before one is known */
    const cmd_option_table *tables; /* ends with one without options */
    char **words;
    size_t count, at;
    const char *cluster; /* the rest of `-qj4` */
    bool only_operands;
    const char **operands; /* owned */
    size_t operand_count;
    void *target; /* of the option that was returned, with its value */
    const char *value;
    bool wrong; /* the user has been told what is */
} cmd_args;

void cmd_args_init(cmd_args *args, const char *command, const cmd_option_table *tables, char **words, size_t count);
void cmd_args_release(cmd_args *args);
/* The next option; NULL behind the last and when something is wrong. Operands are collected on the way. */
const cmd_option *cmd_args_next(cmd_args *args);
/* Has it take its value. */
bool cmd_args_take(const cmd_args *args, const cmd_option *option);

/* The name closest to `word`, or NULL when none is close. */
const char *cmd_nearest(const char *word, const char *const *names, size_t count);

#endif
