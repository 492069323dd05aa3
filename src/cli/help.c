/* Help is printed from the tables by which commands and options are read, so it cannot tell of one that is not there.
 * The list of commands stands here: what is in it is found, explained and suggested. */
#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_COLUMNS = 30, COMMAND_COLUMNS = 14 };

const cmd_command *const cmd_all[] = { &cmd_render,  &cmd_book,    &cmd_check,     &cmd_diff,    &cmd_convert,
                                       &cmd_extract, &cmd_sign,    &cmd_verify,    &cmd_collect, &cmd_map,
                                       &cmd_new,     &cmd_blank,   &cmd_templates, &cmd_schema,  &cmd_lint,
                                       &cmd_fonts,   &cmd_explain, &cmd_help,      NULL };

void cmd_print_overview(void)
{
    printf("%s\n\n",
           bc_tr("biaoce makes official Chinese budget forms from records: PDF for print, XLSX for exchange."));
    for (const cmd_command *const *command = cmd_all; *command; command++)
        printf("  biaoce %-*s %s\n", COMMAND_COLUMNS, (*command)->name, bc_tr((*command)->summary));
    printf("  biaoce %-*s %s\n\n", COMMAND_COLUMNS, "--version", bc_tr("the version"));
    puts(bc_tr("Exit codes: 0 everything was made; 1 some record has errors, the others were made; 2 the command line\n"
               "makes no sense; 3 something could not be read or written."));
}

static void print_options(const cmd_option *options)
{
    for (const cmd_option *option = options; option->name; option++) {
        char spelling[80];
        snprintf(spelling, sizeof spelling, "%c%c%c --%s%s%s", option->letter ? '-' : ' ',
                 option->letter ? option->letter : ' ', option->letter ? ',' : ' ', option->name,
                 option->value && option->value[0] != '[' ? " " : "", option->value ? option->value : "");
        bool fits = (int)strlen(spelling) < OPTION_COLUMNS;
        printf("  %-*s%s", OPTION_COLUMNS, spelling, fits ? "" : "\n");
        printf("%*s%s\n", fits ? 0 : OPTION_COLUMNS + 2, "", bc_tr(option->help));
    }
}

void cmd_print_help(const cmd_command *command)
{
    printf("biaoce %s %s\n%s\n\n", command->name, command->operands, bc_tr(command->summary));
    const cmd_option_tables tables = cmd_options_of(command, NULL, NULL);
    for (const cmd_option_table *table = tables.at; table->options; table++)
        print_options(table->options);
    if (command->help)
        printf("\n%s\n", bc_tr(command->help));
}

void cmd_complain_unknown(const char *name)
{
    const char *names[sizeof cmd_all / sizeof *cmd_all];
    size_t n = 0;
    while (cmd_all[n]) {
        names[n] = cmd_all[n]->name;
        n++;
    }
    const char *nearest = cmd_nearest(name, names, n);
    if (nearest)
        cmd_complain(bc_tr("there is no command %s; did you mean %s?"), name, nearest);
    else if (access(name, F_OK) == 0)
        cmd_complain(bc_tr("%s is a file: say what is to be done with it, as in biaoce render %s"), name, name);
    else
        cmd_complain(bc_tr("there is no command %s"), name);
    cmd_suggest_help(NULL);
}

static int run_help(int count, char **words)
{
    if (count == 0) {
        cmd_print_overview();
        return BIAOCE_OK;
    }
    for (const cmd_command *const *command = cmd_all; *command; command++)
        if (strcmp(words[0], (*command)->name) == 0) {
            cmd_print_help(*command);
            return BIAOCE_OK;
        }
    cmd_complain_unknown(words[0]);
    return BIAOCE_USAGE;
}

const cmd_command cmd_help = { .name = "help",
                               .operands = "[COMMAND]",
                               .summary = bc_tr_mark("what a command does and its options"),
                               .options = cmd_no_options,
                               .run = run_help };
