/* Command-line arguments: options from a table, anywhere among the operands; `--` ends them. */
#ifndef BC_CLI_ARGS_H
#define BC_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cmd_option {
    int id;            /* what cmd_args_next returns; above 0 */
    char letter;       /* 0: none */
    const char *name;  /* without the dashes */
    const char *value; /* how help calls its value; NULL: it takes none; `[=WORD]`: it may have one behind a = */
    const char *help;  /* marked for translation */
} cmd_option;

typedef struct cmd_args {
    const char *command;             /* for messages; NULL before one is known */
    const cmd_option *const *tables; /* each ends with id 0; the list ends with NULL */
    char **words;
    size_t count, at;
    const char *cluster; /* the rest of `-qj4` */
    bool only_operands;
    const char **operands; /* owned */
    size_t operand_count;
    const char *value; /* of the option that was returned */
} cmd_args;

enum { CMD_ARGS_END = 0, CMD_ARGS_WRONG = -1 };

void cmd_args_init(cmd_args *args, const char *command, const cmd_option *const *tables, char **words, size_t count);
void cmd_args_release(cmd_args *args);
/* The next option's id, CMD_ARGS_END after the last, or CMD_ARGS_WRONG when the user has been told what is wrong.
 * Operands are collected on the way. */
int cmd_args_next(cmd_args *args);

/* The name closest to `word`, or NULL when none is close. */
const char *cmd_nearest(const char *word, const char *const *names, size_t count);

#endif
