/* What the commands share. */
#ifndef BC_CLI_CMD_H
#define BC_CLI_CMD_H

#include "cli/args.h"

#include <biaoce.h>
#include <libintl.h>
#include <stdio.h>

/* As in the library: what the user may read is written in English and translated by the catalogues in po/. */
#define bc_tr(text) dgettext("biaoce", text)
#define bc_tr_mark(text) text

typedef struct cmd_command {
    const char *name, *operands; /* operands as help shows them */
    const char *summary;         /* one line */
    const char *help;            /* paragraphs behind the options; NULL: none */
    const cmd_option *options;
    int (*run)(int count, char **words); /* the words behind the command's name; returns the exit code */
    bool publishes, guarded;             /* it takes cmd_publish_options, cmd_guard_options, too */
    bool unlimited;                      /* but --limit: its inputs have limits of their own */
} cmd_command;

extern const cmd_command cmd_check, cmd_diff, cmd_render, cmd_convert, cmd_extract, cmd_sign, cmd_verify, cmd_collect,
    cmd_book, cmd_templates, cmd_fonts, cmd_new, cmd_map, cmd_blank, cmd_schema, cmd_lint, cmd_explain, cmd_help;
/* All of them, ending with NULL. */
extern const cmd_command *const cmd_all[];

extern const cmd_option cmd_no_options[];

/* Notes that were not said, by their codes. */
typedef struct cmd_remark cmd_remark;

typedef struct cmd_remarks {
    cmd_remark *at;
    size_t n;
} cmd_remarks;

void cmd_remarks_add(cmd_remarks *remarks, const char *code);
/* Ends a summary line with them; with none there is nothing to say. */
void cmd_remarks_print(cmd_remarks *remarks);
void cmd_remarks_release(cmd_remarks *remarks);
/* Whether the message is printed: of one kind a file has a thousand, and then a line that there are more. */
bool cmd_flood_lets_pass(const biaoce_message *message);

/* A run that can reach nothing but what it needs: see cmd_sandbox_begin. */
typedef struct cmd_sandbox {
    bool failed;        /* something could not be set up, for `error` */
    int error, rules;   /* errno; rights to files, as the kernel keeps them */
    int version;        /* of what the kernel can forbid */
    char *temporary;    /* a folder of the run's own; or NULL */
    int temporary_lock; /* says to others that it is in use */
} cmd_sandbox;

typedef struct cmd_folders {
    const char **at; /* owned */
    size_t n;
} cmd_folders;

/* What the common options said. */
typedef struct cmd_settings {
    cmd_folders templates;
    const char *data_folder, *fonts_file, *checks_file;
    const char *publish_file, *publish_log;
    bool json, quiet, help; /* help: it is all that is asked for */
    biaoce_limits limits;
    bool sandboxed;
    cmd_folders allowed; /* in it */
    cmd_sandbox sandbox;
    int colour; /* 0 auto, 1 always, -1 never */
    /* For commands that print records: notes are counted, not said. cmd_open_engine must then be given these settings
     * as context. */
    bool brief;
    cmd_remarks remarks;
    bool override_told; /* that -t puts records on another template */
    void *command;      /* what the command keeps for other callbacks, which are given the settings */
} cmd_settings;

void cmd_settings_release(cmd_settings *settings);
/* The tables of all options that a command takes: its own, which fill in `context`, and those that fill in settings.
 * The last has no options. */
typedef struct cmd_option_tables {
    cmd_option_table at[5];
} cmd_option_tables;
cmd_option_tables cmd_options_of(const cmd_command *command, void *context, cmd_settings *settings);
/* An engine as the settings say; messages go to standard error, and `context` to all callbacks. on_output and
 * on_progress may be NULL. NULL: *status says why, and so has been told. */
biaoce_engine *cmd_open_engine(const cmd_settings *settings,
                               void (*on_output)(void *context, const biaoce_output *output),
                               void (*on_progress)(void *context, const biaoce_progress *progress), void *context,
                               biaoce_status *status);
cmd_taker cmd_take_limits; /* at: biaoce_limits; such as memory=64MiB,time=2s,pages=100 */
cmd_taker cmd_take_jobs;   /* at: unsigned */

/* Where outputs go and in which formats, as -f and -o say. */
typedef struct cmd_outputs {
    unsigned formats; /* biaoce_format bits */
    const char *path;
    biaoce_target target;
} cmd_outputs;

cmd_taker cmd_take_formats; /* at: the formats of outputs */
cmd_taker cmd_take_pdf;     /* at: biaoce_pdf */
cmd_taker cmd_take_attach;  /* at: biaoce_attach */
/* Makes sense of the path: one that ends like an output is a file, and says its format; - is standard output. False:
 * the user has been told. */
bool cmd_outputs_choose_target(cmd_outputs *outputs);
/* on_output of the engine, with the settings as context: a line for each on standard output, or the bytes. */
void cmd_outputs_list(void *context, const biaoce_output *output);

/* How tables among the inputs are read, as --from, --sheet and -p say. */
typedef struct cmd_tables {
    biaoce_table_options options;
    const char **parameters; /* owned */
} cmd_tables;

cmd_taker cmd_tables_take_kind, cmd_tables_take_sheet, cmd_tables_take_parameter; /* at: cmd_tables */
/* Their options, for the table of a command that fills in a `type`, which has a member `tables`. */
/* clang-format off */
#define CMD_TABLE_OPTIONS(type)                                                                                        \
    { 0, "from", "KIND",                                                                                               \
      bc_tr_mark("what standard input is (yaml, json, csv, xlsx, ods), and what is read of folders"),                  \
      cmd_tables_take_kind, offsetof(type, tables) },                                                                  \
    { 0, "sheet", "NAME|N", bc_tr_mark("of workbooks (the first that is not hidden)"),                                 \
      cmd_tables_take_sheet, offsetof(type, tables) },                                                                 \
    { 'p', "param", "NAME=VALUE",                                                                                      \
      bc_tr_mark("the value of a parameter in the queries of mapping files; may be repeated"),                         \
      cmd_tables_take_parameter, offsetof(type, tables) }
/* clang-format on */
/* NULL: nothing was said. */
const biaoce_table_options *cmd_tables_options(const cmd_tables *tables);
void cmd_tables_release(cmd_tables *tables);

/* Between these two, Ctrl-C asks for the end of the run that is given what begin returns, and lets it end well. */
biaoce_cancel *cmd_interruptible_begin(void);
void cmd_interruptible_end(void);
/* Ends the program by the signal that came in between, if one did: who called it should know. */
void cmd_interruptible_raise(void);

/* Where a text goes. */
typedef struct cmd_text_target {
    const char *path; /* NULL: standard output */
    bool failed;
} cmd_text_target;

/* Writes text to the target's file, which must not be there yet, or to standard output; the target is the context of
 * the engine's callbacks. */
void cmd_put_text(void *context, const char *text, size_t size);

/* What the options and operands of a command fill in. */
typedef struct cmd_job {
    const cmd_command *command;
    /* Does the work; returns the exit code. */
    int (*run)(void *context, cmd_settings *settings, const char *const *operands, size_t count);
    void *context;       /* what the command's own options fill in */
    size_t least, most;  /* operands */
    const char *missing; /* what is said when there are too few of them */
} cmd_job;

/* Reads the words and runs the job; the exit code. */
int cmd_job_run(const cmd_job *job, int count, char **words);

/* Before anything is said: the language that the environment asks for. */
void cmd_choose_language(void);
/* From here on all messages are in Chinese, whatever was asked for: they go into a document of an office. */
void cmd_speak_chinese(void);
/* Whether opinions can be made as they were asked for, else it is said; from here on messages are then in Chinese.
 * `folder` NULL: they were not. */
bool cmd_take_opinions(const char *folder, unsigned formats);

/* One line on standard error: `biaoce: …`. */
void cmd_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cmd_suggest_help(const char *command);
/* Says that there is no command of that name, and which one may be meant. */
void cmd_complain_unknown(const char *name);
void cmd_print_help(const cmd_command *command);
void cmd_print_overview(void);
/* Flushes standard output. The worse of `status` and what became of the output. */
int cmd_finish_output(int status);
/* The text with U+FFFD for each character that would steer a terminal or turn what stands around it, but for ASCII ones
 * that are among `kept`. Owned by the caller. */
char *cmd_shown(const char *text, const char *kept);
/* Prints a text of somebody else. */
void cmd_put_shown(FILE *to, const char *text);
/* Columns that a text takes on a terminal. */
int cmd_columns(const char *text);
/* The folder of the running program, or NULL. Owned by the caller. */
char *cmd_program_folder(void);
/* Between begin and enter it is told what a run may reach; behind enter nothing else can be opened or made, no program
 * started and no connection opened, by whatever code. It is for the whole process and stays until its end; no thread
 * may have been begun. What is not there is passed over, for reading it will say so.
 *
 * Begin gives leave to read what the engine needs, with or without fonts. False: the kernel knows no such thing, or the
 * engine has no fonts; the user has been told, and *status says which. */
bool cmd_sandbox_begin(cmd_settings *settings, biaoce_engine *engine, bool fonts, biaoce_status *status);
/* Leave to read this file, or the folder and what is below it. NULL and "-" are nothing. */
void cmd_sandbox_read(cmd_sandbox *sandbox, const char *path);
/* The same for a file that names others in its folder, which is all below that. */
void cmd_sandbox_read_around(cmd_sandbox *sandbox, const char *path);
/* The same for a template, when it is named by its file. NULL is none. */
void cmd_sandbox_read_template(cmd_sandbox *sandbox, const char *name);
/* Leave to write in the folder, which is made when it is missing. NULL: the current one. */
void cmd_sandbox_write(cmd_sandbox *sandbox, const char *folder);
/* The same for the folder in which the file lies, which is not made. */
void cmd_sandbox_write_beside(cmd_sandbox *sandbox, const char *path);
/* Where the outputs go. */
void cmd_sandbox_write_outputs(cmd_sandbox *sandbox, biaoce_target target, const char *path);
/* False: the user has been told. */
bool cmd_sandbox_enter(cmd_sandbox *sandbox);
/* Takes away what the run has left. */
void cmd_sandbox_release(cmd_sandbox *sandbox);
/* Leaves the process the calls to the system that biaoce makes. False, and errno: that could not be done. */
bool cmd_calls_close(void);

/* From here on a file that becomes shorter while its memory is read is named, and ends the program. */
void cmd_tell_of_shrunk_files(void);
/* To be called before a sandbox is entered, or it will not know the name. */
void cmd_hold_map_of_files(void);
/* Ends the program. */
_Noreturn void cmd_out_of_memory(void);
/* Zeroed memory; ends the program when there is none. */
void *cmd_alloc(size_t size);

#endif
