/* biaoce (表册): official Chinese budget forms from structured data, as a library.
 *
 * A template (YAML) describes a form; a record (YAML or JSON) fills it; biaoce prints PDF and XLSX. This header is the
 * whole interface. A program that renders a folder of records:
 *
 *     static void on_message(void *context, const biaoce_message *message)
 *     {
 *         (void)context;
 *         fputs(message->text, stderr);
 *     }
 *
 *     int main(void)
 *     {
 *         biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_message = on_message };
 *         biaoce_config config = { .size = sizeof config, .callbacks = &callbacks };
 *         biaoce_engine *engine = NULL;
 *         biaoce_status status = biaoce_engine_new(&config, &engine);
 *         if (status == BIAOCE_OK) {
 *             const char *paths[] = { "records" };
 *             biaoce_render_options options = { .size = sizeof options, .paths = paths, .path_count = 1,
 *                                               .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX, .path = "out" };
 *             status = biaoce_render(engine, &options, NULL);
 *         }
 *         biaoce_engine_free(engine);
 *         return status;
 *     }
 *
 * Rules that hold everywhere:
 * - All text is UTF-8 and NUL-terminated. The library copies what it keeps of its arguments.
 * - Every command is one function of an engine, its options and, where there is something to count, a summary. The
 *   command line has no others.
 * - Every struct begins with `size`: the sizeof of the struct as the program was compiled. The library reads no more of
 *   what it is given and writes no more into what it fills in, so that programs and libraries of different age go
 *   together; what a program does not know is zero. In structs that the library hands to callbacks it is the library's.
 * - Zero is the default of every option, and NULL of every pointer to options, as far as there is a default: without
 *   inputs there is nothing to do. `summary` may always be NULL.
 * - What went wrong is told while it goes wrong: to on_message, and to a biaoce_messages for whoever wants to ask after
 *   the call. The status is the worst of it.
 * - Calls that make no sense are answered with BIAOCE_USAGE and no message: a struct whose size is 0, NULL in place of
 *   an engine, of something needed, or within a list.
 * - The library prints nothing, ends no process (except when memory runs out, see biaoce_on_out_of_memory) and has no
 *   other global state. What it has to say goes to on_message, in the language of the locale that the program has set
 *   (see biaoce_bind_translations).
 * - Callbacks, and functions among options, are called on the thread that called into the library, one at a time for
 *   each call, never after it returned, with the context of the callbacks. What they are given lives until they return.
 *   They may not call the engine that called them.
 * - An engine may be used by several threads at the same time; each call may have callbacks of its own.
 *
 * Until version 1.0 the list of functions may change with every minor version (CHANGELOG.md says how); afterwards none
 * goes, and structs only grow at their end.
 */
#ifndef BIAOCE_H
#define BIAOCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define BIAOCE_API __attribute__((visibility("default")))
#else
#define BIAOCE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define BIAOCE_VERSION_MAJOR 0
#define BIAOCE_VERSION_MINOR 1
#define BIAOCE_VERSION_PATCH 0

/* How a call ended, and the exit code of the command. The worst of a run counts; larger is worse. */
typedef enum biaoce_status {
    BIAOCE_OK = 0,            /* everything was made; there may have been warnings */
    BIAOCE_RECORD_ERRORS = 1, /* some record or template has errors; the others were made */
    BIAOCE_USAGE = 2,         /* options that make no sense; nothing was made */
    BIAOCE_IO = 3             /* something could not be read or written, or no font was found; the rest was made */
} biaoce_status;

/* What a status means, a sentence in the user's language. */
BIAOCE_API const char *biaoce_status_text(biaoce_status status);

typedef enum biaoce_severity { BIAOCE_SEVERITY_NOTE, BIAOCE_SEVERITY_WARNING, BIAOCE_SEVERITY_ERROR } biaoce_severity;

typedef struct biaoce_message {
    size_t size;
    biaoce_severity severity;
    const char *code;    /* stable, such as "E203"; docs/diagnostics.md lists them */
    const char *file;    /* as it was given to the library; "" when the message is about none */
    unsigned line;       /* from 1; 0: about the whole file */
    unsigned column;     /* in characters, from 1; 0 when there is no line */
    unsigned length;     /* characters that the message is about */
    const char *message; /* one sentence without full stop */
    const char *hint;    /* what would be right; may be "" */
    const char *text;    /* all of it as a compiler prints it, with the source line; ends with a newline */
    const char *json;    /* all of it as one JSON object on one line; ends with a newline */
    /* One mistake may have been made in each element of a list. Each place has a message and counts, and people need
     * one: the `text` of the first ends with the lines of the others. */
    unsigned again; /* so many of the messages that follow say the same of other places of the record */
    bool repeats;   /* this is one of them: the `text` of an earlier message has said it */
} biaoce_message;

/* Messages kept for after a call, for programs that have no use for on_message: the list is given with the callbacks of
 * one call or more, may be filled by several at the same time, and is read when none of them is at work. It grows with
 * every message; long runs are better listened to. */
typedef struct biaoce_messages biaoce_messages;
BIAOCE_API biaoce_messages *biaoce_messages_new(void);
/* Not before the calls, and the engine, that it was given to have returned and been freed. NULL is allowed. */
BIAOCE_API void biaoce_messages_free(biaoce_messages *messages);
/* NULL has none. */
BIAOCE_API size_t biaoce_messages_count(const biaoce_messages *messages);
/* The messages in the order in which they came, from 0; they live as long as the list. NULL: there are no more. */
BIAOCE_API const biaoce_message *biaoce_messages_at(const biaoce_messages *messages, size_t index);

/* Bits of the `formats` of options. */
typedef enum biaoce_format {
    BIAOCE_FORMAT_PDF = 1,
    BIAOCE_FORMAT_XLSX = 2,
    BIAOCE_FORMAT_TRACE = 4, /* the pages as text, an item a line: for tests of templates */
    /* Of checks, as of biaoce_check_options: */
    BIAOCE_FORMAT_SARIF = 8,     /* findings, 2.1.0 */
    BIAOCE_FORMAT_JSON = 16,     /* findings, a list of objects; records */
    BIAOCE_FORMAT_BASELINE = 32, /* what findings there are, to be given to another check */
    /* Of records, as of biaoce_convert_options, besides JSON and XLSX: */
    BIAOCE_FORMAT_YAML = 64,
    BIAOCE_FORMAT_JSONL = 128, /* a record on each line */
    BIAOCE_FORMAT_CSV = 256
} biaoce_format;

/* What a PDF promises; A2A holds what A2U does. More may come. */
typedef enum biaoce_pdf {
    BIAOCE_PDF_USUAL, /* what suits most, which may be more in a later version; now BIAOCE_PDF_A2A */
    BIAOCE_PDF_PLAIN, /* nothing */
    BIAOCE_PDF_A2U,   /* PDF/A-2u (ISO 19005-2): will look, and be copied as text, as now for as long as it is kept */
    /* PDF/A-2a and PDF/UA-1 (ISO 14289-1): all that it shows can be read aloud, each figure under its heads. */
    BIAOCE_PDF_A2A,
    /* PDF/A-1b (ISO 19005-1), for archives that take nothing newer: will look as now. It has no attachments, and no
     * seals or other pictures that what is below them shows through. */
    BIAOCE_PDF_A1B
} biaoce_pdf;

/* What a PDF holds as data beside its pages: its records as JSON and their lists as CSV, attached to it, so that what
 * was published can be checked by programs (biaoce_extract). PDF/A-2 is then PDF/A-3. */
typedef enum biaoce_attach {
    BIAOCE_ATTACH_NOTHING,
    BIAOCE_ATTACH_PRINTED, /* the fields whose values stand on its pages */
    BIAOCE_ATTACH_FULL     /* and all others that its forms have */
} biaoce_attach;

/* A finished output. Outputs come in the order of the records, those of one record in the order of biaoce_format, and
 * what is of all of them last. */
typedef struct biaoce_output {
    size_t size;
    const char *input; /* the file that the record was read from, of a form over many its own; "" when there is none */
    size_t record;     /* its number in the run, from 1; 0 when the output is of several */
    biaoce_format format;
    const char *path;  /* where it was written; NULL when it was asked for in memory */
    const void *bytes; /* its content when it was asked for in memory; else NULL */
    size_t length;     /* in bytes */
    unsigned pages;    /* 0 for what has none, such as BIAOCE_FORMAT_XLSX */
    const char *name;  /* what its file is, or would be, called without extension; "" for reports and baselines */
} biaoce_output;

/* How far a run is: told after each record of biaoce_render and biaoce_check, and each form of a book. */
typedef struct biaoce_progress {
    size_t size;
    size_t records, records_known; /* done; found so far, which grows while files are read */
    unsigned pages;                /* of those, as far as they have pages */
} biaoce_progress;

/* Whom a call tells what. Each may be NULL. */
typedef struct biaoce_callbacks {
    size_t size;
    void (*on_message)(void *context, const biaoce_message *message);
    void (*on_output)(void *context, const biaoce_output *output);
    void (*on_progress)(void *context, const biaoce_progress *progress);
    void *context;             /* handed to them */
    biaoce_messages *messages; /* is given, in addition, what on_message is */
} biaoce_callbacks;

/* Ends runs early: records in work are finished and delivered, no new one is begun, and the call returns BIAOCE_IO. Nor
 * are pipes waited for any longer, and what had come of a record is left. One may be given to several calls; it stays
 * asked for. */
typedef struct biaoce_cancel biaoce_cancel;
BIAOCE_API biaoce_cancel *biaoce_cancel_new(void);
/* Not before the calls that it was given to have returned. NULL is allowed. */
BIAOCE_API void biaoce_cancel_free(biaoce_cancel *cancel);
/* May be called from any thread, from callbacks and from signal handlers. */
BIAOCE_API void biaoce_cancel_ask(biaoce_cancel *cancel);

typedef struct biaoce_config {
    size_t size;
    /* The folder with templates/ and fonts/. NULL: $BIAOCE_DATA, else what belongs to `program_folder`
     * (<program_folder>/../share/biaoce), else what lies beside the library itself, wherever it was moved to, else the
     * folder that biaoce was installed with. */
    const char *data_folder;
    const char *program_folder; /* that the running program lies in, if its data was installed beside it */
    /* Looked through for templates before those of $BIAOCE_TEMPLATES (separated by colons) and of the data folder. */
    const char *const *template_folders;
    size_t template_folder_count;
    const char *fonts_file;            /* NULL: fonts/fonts.yaml of the data folder */
    bool colour;                       /* biaoce_message.text has the escape sequences of terminals */
    const biaoce_callbacks *callbacks; /* of calls that are given none of their own; copied */
    bool no_databases;                 /* mapping files ask none: those that would are errors */
    const char *checks_file; /* what the office says of the checks of all forms; NULL: $BIAOCE_CHECKS, if it is set */
    /* A profile by which records are published: what is private in them is masked in everything that runs of the engine
     * make and say. A file, or "standard"; NULL: $BIAOCE_PUBLISH, if it is set. */
    const char *publish_file;
    const char *publish_log; /* written anew at the end of each such run: fields and rules, never a value; may be NULL.
                              * Runs that go on at once share it */
} biaoce_config;

typedef struct biaoce_engine biaoce_engine;

/* The library's version, such as "0.1.0". */
BIAOCE_API const char *biaoce_version(void);

/* Sets what is called, once and on the thread that asked for it, when no memory is left; it must not return, and may
 * not call the library. NULL: a line on standard error, and the process ends with BIAOCE_IO. Outputs that are not
 * finished then are left under temporary names, never under their own. For the whole process, to be set before any
 * other call. */
BIAOCE_API void biaoce_on_out_of_memory(void (*handler)(void));

/* Finds the translations of messages, for a program that has called setlocale. `program_folder` as in biaoce_config,
 * may be NULL. Without this call messages are in English, or in what the program itself bound for the gettext
 * domain "biaoce". */
BIAOCE_API void biaoce_bind_translations(const char *program_folder);

/* Makes an engine; fonts and templates are loaded when they are first needed, and kept. `config` may be NULL. On
 * failure *out is NULL, and what is wrong was said: BIAOCE_IO: the data folder was not found, or something of what the
 * engine needs cannot be read; BIAOCE_RECORD_ERRORS: what the office says of checks, or a profile of publication, is
 * wrong; BIAOCE_USAGE: the configuration or $SOURCE_DATE_EPOCH makes no sense. */
BIAOCE_API biaoce_status biaoce_engine_new(const biaoce_config *config, biaoce_engine **out);
/* NULL is allowed. */
BIAOCE_API void biaoce_engine_free(biaoce_engine *engine);

/* What an engine reads by itself, for programs that shut themselves off from all other files before they look at data.
 */
typedef struct biaoce_places_options {
    size_t size;
    void (*on_place)(void *context, const char *path); /* needed */
    bool fonts; /* fonts, too: they are looked for now, and no more in calls that follow */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
} biaoce_places_options;

/* Calls on_place for each folder of templates, the font list and, with `fonts`, each font file that may be used. Beside
 * them an engine reads and writes what options name: inputs with the folders they lie in, templates, books, outputs.
 * BIAOCE_IO: a role has no font, or the list has errors. */
BIAOCE_API biaoce_status biaoce_list_places(biaoce_engine *engine, const biaoce_places_options *options);

/* How much one record may take, for records of strangers; 0: as much as there is. A record that takes more is an error,
 * and nothing is made of it; those behind it are not concerned. A form over many records counts as one. Memory is what
 * its parts take in the library, from its tree to its pages, and comes out the same each time; the process takes up to
 * half as much again. Time is that of the processor, looked at now and then. Checks make no pages. */
typedef struct biaoce_limits {
    size_t size;
    uint64_t memory;       /* bytes */
    uint64_t milliseconds; /* on one thread */
    unsigned pages;
} biaoce_limits;

/* Where outputs go. */
typedef enum biaoce_target {
    BIAOCE_TO_FOLDER, /* `path` is a folder, made when missing (NULL: the current one); files are named by their record
                       */
    BIAOCE_TO_FILE,   /* `path` is the file, for one record and one format */
    BIAOCE_TO_MEMORY  /* on_output is given the bytes */
} biaoce_target;

/* CPU seconds by stage, over all threads. */
typedef struct biaoce_times {
    size_t size;
    double read, bind, check, compose, measure, paginate;
    double paint, font, deflate, assemble; /* parts of making a PDF */
    double xlsx, trace;
    double write; /* files, their renaming included */
} biaoce_times;

/* What bytes in memory are, and what is not called by it. More kinds will come. */
typedef enum biaoce_kind {
    BIAOCE_KIND_BY_NAME, /* what a file of that name would be read as: JSON too when it begins with a record in JSON */
    BIAOCE_KIND_YAML,    /* and so JSON too, which YAML contains */
    BIAOCE_KIND_JSON,    /* objects or lists, strictly; anything else is an error */
    BIAOCE_KIND_CSV,     /* tables: rows are records; docs/sources.md. Text with separators */
    BIAOCE_KIND_XLSX,
    BIAOCE_KIND_ODS
} biaoce_kind;

/* Records that a program has in memory, as a file would hold them. */
typedef struct biaoce_memory {
    size_t size;
    const char *name; /* what messages call it, and $(file) in names; need not be different from others */
    const void *bytes;
    size_t length;
    int64_t time; /* of their last change, seconds since 1970 UTC; 0: unknown, as of piped records */
    biaoce_kind kind;
} biaoce_memory;

/* How tables among the inputs are read; see docs/sources.md. */
typedef struct biaoce_table_options {
    size_t size;
    /* Of standard input, pipes and files: what they are, where their names and first bytes do not say it. Of folders:
     * what is read of them, in place of records (BIAOCE_KIND_BY_NAME). */
    biaoce_kind kind;
    const char *sheet;             /* of workbooks: a name, or a number from 1 on; NULL: the first that is not hidden */
    const char *const *parameters; /* NAME=VALUE of queries in mapping files; they win over what stands there */
    size_t parameter_count;
} biaoce_table_options;

/* More threads than this are a slip of the keyboard, and are not begun whatever `jobs` of options says. */
#define BIAOCE_MAX_JOBS 256

typedef struct biaoce_render_options {
    size_t size;
    /* Files, folders (all *.yaml, *.yml, *.json, *.jsonl and *.ndjson in them, sorted by name, subfolders left out
     * unless `recursive`) and "-", standard input. A file may hold several documents, and a document a list of records;
     * of a table (CSV, XLSX, ODS) and a mapping file rows are records. */
    const char *const *paths;
    size_t path_count;
    /* Behind those, what is in memory; it must live until the call returns. */
    const biaoce_memory *memory;
    size_t memory_count;
    /* NULL: each record names its own with `form:`. A name that is looked for in the template folders, or a path that
     * ends in .yaml. It wins over what records name. */
    const char *template_name;
    unsigned formats; /* biaoce_format bits; 0: BIAOCE_FORMAT_PDF */
    biaoce_target target;
    const char *path;
    /* What a record's files are called, without extension: text with $(expressions) over the record's fields, by key or
     * by label, its own keys that begin with x-, and, where the form has no fields of these names, $(file) (the input
     * without folder and extension) and $(record) (the number in the run). Slashes of its own make folders in the
     * output folder. NULL: the template's `output`, else the field `name`, else the title. Cleaned
     * of what file names may not hold; the second record of a name is called `name (2)`, whatever the number of
     * threads. A record keeps its name when others fail. Files of earlier runs are replaced, each in one step. */
    const char *name_pattern;
    unsigned jobs;      /* threads; 0: one for each processor this process may use; at most BIAOCE_MAX_JOBS */
    bool single;        /* more than one record is a mistake (BIAOCE_USAGE); BIAOCE_TO_FILE implies it */
    bool force;         /* records with errors are printed as far as possible; the status stays the same */
    bool strict_glyphs; /* a character that no font has is an error */
    /* Creation date of the outputs, seconds since 1970 UTC. 0: $SOURCE_DATE_EPOCH, else the time of the file that the
     * record was read from, else (piped input) the beginning of 1980. So the same input gives the same bytes. */
    int64_t time;
    /* Of BIAOCE_FORMAT_XLSX: one workbook for all records, a sheet for each, with a linked list of them in front. In a
     * folder it is called 表册.xlsx. It is the last output. */
    bool one_workbook;
    bool no_check;                     /* the rules of the templates are not applied */
    bool strict;                       /* warnings are errors, doubts about templates too */
    bool formulas;                     /* in workbooks totals that the template declares as sums are formulas */
    biaoce_times *times;               /* filled when not NULL; measuring costs about 2 microseconds a record */
    const biaoce_callbacks *callbacks; /* NULL: those of the engine */
    biaoce_cancel *cancel;             /* NULL: nothing ends the run early */
    /* Templates with `batch:`, by name or path: forms over all records of the run, an output of each behind those of
     * the records. When `template_name` is such a template it is the first of them, records name their own, and none of
     * them is printed; `single` and BIAOCE_TO_FILE then stand for that one output. A record of such a form gives it
     * what else it holds; with `records: PATTERN` it is over the files that are called so, wherever it stands. */
    const char *const *batch_forms;
    size_t batch_form_count;
    bool recursive; /* of folders the records in their subfolders too, hidden ones left out */
    const biaoce_table_options *tables;
    biaoce_pdf pdf;
    const biaoce_limits *limits; /* of each record; NULL: none */
    biaoce_attach attach_data;
} biaoce_render_options;

typedef struct biaoce_summary {
    size_t size;
    size_t records;  /* found in the inputs; an unreadable input or document counts as one */
    size_t rendered; /* all their outputs were made; with `force` this includes records with errors */
    size_t failed;   /* records with errors, and records whose output could not be written */
    size_t outputs;  /* files written, or given to on_output */
    size_t errors, warnings;
    size_t batch_forms; /* forms over many records that were made */
} biaoce_summary;

/* Renders all records of the inputs. Messages and outputs come in the order of the inputs whatever the number of
 * threads, and the bytes do not depend on it. One bad record does not stop the others. Outputs are complete or absent,
 * never half written. `summary` may be NULL. */
BIAOCE_API biaoce_status biaoce_render(biaoce_engine *engine, const biaoce_render_options *options,
                                       biaoce_summary *summary);

/* A file that was attached to a PDF. Texts are "" where it says nothing. */
typedef struct biaoce_attachment {
    size_t size;
    const char *name;     /* of the file, made fit for any system; no other one of the PDF has it */
    const char *path;     /* where it was written; NULL when it was asked for in memory */
    const char *type;     /* text/csv */
    const char *relation; /* what it is to the pages: Data, Source, Alternative … */
    const char *description;
    const void *bytes; /* its content when it was asked for in memory; else NULL */
    size_t length;     /* in bytes */
    bool damaged;      /* it has not the length or the checksum that the PDF says; which was told */
} biaoce_attachment;

typedef struct biaoce_extract_options {
    size_t size;
    const char *path;   /* of the PDF; - for standard input */
    const void *memory; /* instead: its bytes, and how many there are */
    size_t length;
    biaoce_target target; /* BIAOCE_TO_FOLDER or BIAOCE_TO_MEMORY */
    const char *folder;   /* made when it is missing; NULL: the current one. No file in it is replaced */
    void (*on_attachment)(void *context, const biaoce_attachment *attachment); /* NULL is allowed */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    const biaoce_limits *limits; /* memory: bytes that all attachments unpack to (1 GB); NULL: none besides */
} biaoce_extract_options;

/* Gives back the files that are attached to a PDF, whoever made it, byte for byte: the data of one that was made with
 * `attach_data`. A PDF without any gives BIAOCE_RECORD_ERRORS. In the summary they count as records. `summary` may be
 * NULL. */
BIAOCE_API biaoce_status biaoce_extract(biaoce_engine *engine, const biaoce_extract_options *options,
                                        biaoce_summary *summary);

typedef struct biaoce_sign_options {
    size_t size;
    const char *const *paths; /* PDFs; - is standard input */
    size_t path_count;
    /* PDFs in memory, signed after those of `paths`. Of each, `bytes` and `length` are the file; `name` is what
     * messages call it and what NAME-signed.pdf is made of; `time` and `kind` mean nothing here. All of it is only
     * read, and must live until the call returns. There is no file beside which the signed one could lie, or that could
     * be replaced: for BIAOCE_TO_FOLDER `path` says where, and `in_place` is refused. */
    const biaoce_memory *memory;
    size_t memory_count;
    const char *key_file; /* PKCS#12 (.p12, .pfx) with a private key, its certificate and those behind it */
    const char *password; /* of it, in UTF-8; NULL: none. It is not kept, and stands in no message */
    bool prepare;         /* in place of a key: an empty field is added, for others to sign in */
    /* A folder: files keep their names in it; with `path` NULL each lies beside its PDF, as NAME-signed.pdf. None is
     * replaced. A file is for one PDF. */
    biaoce_target target;
    const char *path;
    bool in_place;     /* instead: each PDF is replaced by the signed one */
    const char *field; /* which field is signed, or what a new one is called; NULL: the first that is empty and, where
                          there is none, a new one */
    const char *seal_file; /* a picture (PNG, JPEG) to be seen where the field is; NULL: none */
    /* Where a new field is: page (from 1, or `last`), from the left, from above, width and, if it is not to be that of
     * the seal, height, such as 1,120mm,200mm,42mm. NULL: it is not seen. */
    const char *at;
    const char *reason, *location;     /* that the signature tells; may be NULL */
    int64_t time;                      /* that it claims, seconds since 1970; 0: $SOURCE_DATE_EPOCH, else now */
    const biaoce_callbacks *callbacks; /* on_output is told of each file */
    biaoce_cancel *cancel;
} biaoce_sign_options;

/* Signs PDFs, whoever made them (PAdES B-B, ISO 32000 with ETSI.CAdES.detached): what is added goes behind their bytes,
 * so that earlier signatures stay as good as they were. One that cannot be signed does not stop the others. The bytes
 * differ from time to time. `summary` may be NULL. docs/signing.md. */
BIAOCE_API biaoce_status biaoce_sign(biaoce_engine *engine, const biaoce_sign_options *options,
                                     biaoce_summary *summary);

typedef enum biaoce_verdict { BIAOCE_VERDICT_NOT_JUDGED, BIAOCE_VERDICT_GOOD, BIAOCE_VERDICT_BAD } biaoce_verdict;

/* What was done to a file after it was signed: bits, by what changed and not by what says it did. */
typedef enum biaoce_update {
    BIAOCE_UPDATE_SIGNATURE = 1,    /* another signature */
    BIAOCE_UPDATE_VALIDATION = 2,   /* certificates and revocation for later validation */
    BIAOCE_UPDATE_PROPERTIES = 4,   /* title, author, dates, metadata */
    BIAOCE_UPDATE_FORM = 8,         /* fields filled in */
    BIAOCE_UPDATE_ANNOTATIONS = 16, /* annotations or empty fields, added or changed */
    BIAOCE_UPDATE_CONTENT = 32,     /* what pages show: contents, fonts, pictures, pages; things taken away */
    BIAOCE_UPDATE_OTHER = 64        /* anything else, and what cannot be compared */
} biaoce_update;

/* What is to be thought of a signature. Five questions, each with an answer and a sentence for it. */
typedef struct biaoce_signature {
    size_t size;
    const char *file, *field;
    const char *signer, *issuer; /* names in the certificate; "" where it cannot be read */
    const char *kind;            /* such as ETSI.CAdES.detached */
    const char *digest;          /* such as SHA256 */
    const char *reason, *location;
    int64_t time;           /* that it claims, seconds since 1970; 0: none */
    biaoce_verdict covered; /* all bytes of the file as it was then, but its own */
    biaoce_verdict changed; /* good: not at all since, or only as is allowed: by other signatures and what belongs to
                               them, of one that certifies the file by what it allows */
    biaoce_verdict valid;   /* the digest is that of the bytes, the signature one of this certificate */
    biaoce_verdict chain;   /* the certificate leads to the trust store; not judged without one */
    biaoce_verdict in_time; /* it held at the claimed time */
    const char *covered_text, *changed_text, *valid_text, *chain_text, *in_time_text;
    unsigned updates; /* biaoce_update bits */
    bool certifies;   /* it says what may still be done to the file */
    bool weak;        /* its digest can be forged by now */
    bool timestamped; /* it bears a timestamp, which is not judged */
    const char *text; /* all of it for people, some lines */
    const char *json; /* all of it as one JSON object on one line; ends with a newline */
} biaoce_signature;

typedef struct biaoce_verify_options {
    size_t size;
    const char *const *paths; /* these and `memory` as for biaoce_sign */
    size_t path_count;
    const biaoce_memory *memory;
    size_t memory_count;
    const char *trust_file; /* certificates that are trusted: PEM, or one in DER; NULL: none, and no chain is judged */
    void (*on_signature)(void *context, const biaoce_signature *signature); /* NULL is allowed */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
} biaoce_verify_options;

/* Judges the signatures of PDFs, whoever made them. BIAOCE_RECORD_ERRORS: a file has none, one of them is bad, or the
 * file was changed since. Revocation is not asked. In the summary signatures count as records. `summary` may be NULL.
 * docs/signing.md. */
BIAOCE_API biaoce_status biaoce_verify(biaoce_engine *engine, const biaoce_verify_options *options,
                                       biaoce_summary *summary);

typedef struct biaoce_convert_options {
    size_t size;
    const char *const *paths; /* these and `memory` as for biaoce_render */
    size_t path_count;
    const biaoce_memory *memory;
    size_t memory_count;
    const char *template_name; /* as for biaoce_render. Tables need a template, which may be what records name */
    biaoce_format format;      /* one of YAML, JSON, JSONL, CSV, XLSX; 0: YAML */
    /* A folder holds a file for each record in YAML and JSON, and one for each form in the others. A file holds all
     * records, in a table those of one form. In memory all is given to on_bytes, piece by piece. */
    biaoce_target target;
    const char *path;
    const char *name_pattern; /* as for biaoce_render, of files of single records */
    bool keys;                /* of tables: heads are the template's keys, not labels; of records out of tables too */
    bool figures;             /* of tables: amounts as numbers in the unit of their field, which the head says */
    bool excel_safe;          /* of CSV: texts that Excel would compute get an apostrophe in front */
    const char *encoding;     /* of CSV: a name that ICU knows, such as gb18030; NULL: UTF-8 with a mark */
    void (*on_bytes)(void *context, const void *bytes, size_t length); /* needed for BIAOCE_TO_MEMORY */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    bool recursive; /* as for biaoce_render, like these: */
    const biaoce_table_options *tables;
    const biaoce_limits *limits;
} biaoce_convert_options;

/* Writes the records of the inputs as records in another format, one after the other, in the order of the inputs. What
 * is read from the output again is the same. Nothing is checked; what a format cannot hold is said. `summary` may be
 * NULL; it counts the records that were written as rendered. */
BIAOCE_API biaoce_status biaoce_convert(biaoce_engine *engine, const biaoce_convert_options *options,
                                        biaoce_summary *summary);

typedef struct biaoce_book_options {
    size_t size;
    const char *book;     /* the book file; what it names is looked for beside it. docs/books.md describes it */
    unsigned formats;     /* BIAOCE_FORMAT_PDF, BIAOCE_FORMAT_XLSX; 0: BIAOCE_FORMAT_PDF */
    biaoce_target target; /* BIAOCE_TO_FILE is for one format */
    const char *path;     /* as in biaoce_render_options; files in a folder are named by the book's title */
    /* Beside the whole book, one PDF for all forms that agree in this: a field's key or label, or text with
     * $(expressions). NULL: only the whole. They lie in the same folder, or come to on_output behind it, named by the
     * book and that value. */
    const char *split_by;
    unsigned jobs; /* as in biaoce_render_options, like all below */
    bool force;    /* a form with errors is bound as far as it can be printed; without this no book is made */
    bool strict_glyphs;
    bool no_check, strict;
    int64_t time; /* 0: as there, of the book file */
    biaoce_times *times;
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    bool recursive; /* folders that the book file names */
    const biaoce_table_options *tables;
    biaoce_pdf pdf;
    const biaoce_limits *limits; /* of each form; NULL: none */
    biaoce_attach attach_data;   /* one JSON for all forms, in their order, each with its first page (x-page) */
} biaoce_book_options;

/* Binds a book: all its forms, prose and contents in one file of each format. Messages come in the order of the forms,
 * and the bytes do not depend on the number of threads. `summary` may be NULL. */
BIAOCE_API biaoce_status biaoce_make_book(biaoce_engine *engine, const biaoce_book_options *options,
                                          biaoce_summary *summary);

typedef struct biaoce_check_options {
    size_t size;
    const char *const *paths; /* these and `memory` as for biaoce_render */
    size_t path_count;
    const biaoce_memory *memory;
    size_t memory_count;
    const char *template_name;
    unsigned jobs;
    bool strict;                /* warnings are errors, of templates too */
    const char *baseline;       /* a file of findings that are known; they are counted, not reported */
    const char *write_baseline; /* writes all findings there */
    const char *totals;         /* YAML: departments with the amount that their forms must add up to */
    const char *projects;       /* YAML: a list of codes or names that must have a form */
    /* The same from memory, in place of the files. */
    const biaoce_memory *baseline_memory, *totals_memory, *projects_memory;
    /* Files with all findings; the ending says what they are: .sarif (2.1.0), .json, .pdf, .xlsx. on_output is told of
     * each, and of the baseline. */
    const char *const *reports;
    size_t report_count;
    /* biaoce_format bits of reports that on_output is given the bytes of: BIAOCE_FORMAT_PDF, …_XLSX, …_SARIF, …_JSON,
     * …_BASELINE. */
    unsigned formats;
    /* Changes that are certain to be right (full-width punctuation, ≥ for >=, % for 百分号 …) are shown to on_diff as a
     * unified diff for each file; write_fixes makes them too. Comments and layout stay as they are. */
    void (*on_diff)(void *context, const char *path, const char *diff);
    bool write_fixes;
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    bool recursive; /* as for biaoce_render */
    const biaoce_table_options *tables;
    const biaoce_limits *limits; /* as there */
    /* A folder that is given an opinion for each department: what was found in all of its forms, with the page and the
     * cell of each as they are printed; called as the template review-opinion says. on_output is told of each. */
    const char *opinions;
    unsigned opinion_formats; /* of opinions, BIAOCE_FORMAT_PDF and …_XLSX; 0: PDF. Without a folder on_output is given
                                 their bytes */
} biaoce_check_options;

typedef struct biaoce_check_summary {
    size_t size;
    size_t records, failed; /* failed: with errors, or unreadable */
    size_t errors, warnings, notes;
    size_t known;    /* findings that the baseline has */
    size_t fixable;  /* changes that fixing makes */
    size_t fixed;    /* files rewritten */
    size_t gone;     /* findings of the baseline that are no longer there, in files that were read */
    size_t opinions; /* departments that an opinion was asked for */
} biaoce_check_summary;

/* Checks all records of the inputs by the rules of their templates, one by one and against each other. Messages come in
 * the order of the inputs. `summary` may be NULL. */
BIAOCE_API biaoce_status biaoce_check(biaoce_engine *engine, const biaoce_check_options *options,
                                      biaoce_check_summary *summary);

/* What became of a record, or of something in it, from one set of records to another. */
typedef enum biaoce_diff_kind {
    BIAOCE_DIFF_UNCHANGED,
    BIAOCE_DIFF_CHANGED,
    BIAOCE_DIFF_ADDED,
    BIAOCE_DIFF_DROPPED
} biaoce_diff_kind;

/* Numbers are exact and plain: "-12.5". What there is nothing to say of is "". */
typedef struct biaoce_diff_change {
    size_t size;
    biaoce_diff_kind kind;
    const char *path;    /* indicators[3].target: of keys, with numbers from 1 of the elements in the later record, in
                            the earlier one of what was dropped */
    const char *label;   /* the same as people read it */
    const char *element; /* what the element is called that it stands in */
    const char *before, *now;                /* as written; of whole elements their values, a line each */
    const char *difference, *unit, *percent; /* of numbers */
    const char *before_place, *now_place;    /* file:line:column */
} biaoce_diff_change;

typedef struct biaoce_diff_record {
    size_t size;
    biaoce_diff_kind kind;
    const char *code, *name, *department, *form;
    const char *name_before, *department_before, *form_before; /* of one that is in both sets */
    const char *matched_by;                                    /* "code", "name" or "" */
    const char *total_before, *total_now;                      /* the amount by which it counts, in 万元 */
    const char *total_difference, *total_percent;
    const char *before_place, *now_place;
    const biaoce_diff_change *changes;
    size_t change_count;
} biaoce_diff_record;

/* What the records of a department come to. */
typedef struct biaoce_diff_department {
    size_t size;
    const char *name; /* "": they say none */
    size_t before, now, added, dropped, changed, unchanged;
    const char *total_before, *total_now, *difference; /* in 万元 */
    const char *percent;
} biaoce_diff_department;

typedef struct biaoce_diff_options {
    size_t size;
    const char *const *before; /* the earlier records; these and before_memory as for biaoce_render */
    size_t before_count;
    const char *const *now; /* the later ones */
    size_t now_count;
    const biaoce_memory *before_memory;
    size_t before_memory_count;
    const biaoce_memory *now_memory;
    size_t now_memory_count;
    const char *template_name; /* of the records of both, as for biaoce_render */
    unsigned jobs;
    bool strict, recursive;
    const biaoce_table_options *tables;
    /* Files with all of it; the ending says what they are: .json, .pdf, .xlsx. on_output is told of each. */
    const char *const *reports;
    size_t report_count;
    unsigned formats; /* biaoce_format bits of reports that on_output is given the bytes of */
    /* All may be NULL. Later records in the order of their inputs, then those that were dropped; departments as they
     * came. */
    void (*on_record)(void *context, const biaoce_diff_record *record);
    void (*on_department)(void *context, const biaoce_diff_department *department);
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    const biaoce_limits *limits; /* of each record, as for biaoce_render */
} biaoce_diff_options;

typedef struct biaoce_diff_summary {
    size_t size;
    size_t before, now; /* records that could be compared */
    size_t added, dropped, changed, unchanged;
    size_t changes; /* within the changed ones */
    size_t failed;  /* of the records on both sides: with errors, or unreadable */
    size_t errors, warnings, notes;
} biaoce_diff_summary;

/* Compares two sets of records: last year's and this year's, a draft and what became of it. Records are the same by
 * their codes, else by their names; what changed in them is told field by field, amounts first and lists last, and what
 * of it is against the rules across years. That a record is of the next year, as its set is, is no change. That there
 * are differences is no error. Nothing is checked besides; `summary` may be NULL. docs/compare.md. */
BIAOCE_API biaoce_status biaoce_diff(biaoce_engine *engine, const biaoce_diff_options *options,
                                     biaoce_diff_summary *summary);

/* What came back of a form from a department. */
typedef struct biaoce_collected {
    size_t size;
    const char *form, *department; /* "" where it is not known */
    size_t records;                /* sheets that were read */
    size_t failed;                 /* of these with errors, and what could not be read */
    size_t errors, warnings, notes;
} biaoce_collected;

/* How far a department has come in a round. */
typedef enum biaoce_return_state {
    BIAOCE_RETURN_MISSING,          /* nothing came back */
    BIAOCE_RETURN_WITH_ERRORS,      /* what came last has errors */
    BIAOCE_RETURN_ACCEPTED,         /* what came last has none */
    BIAOCE_RETURN_ACCEPTED_BY_HAND, /* the file of the round says which return counts */
} biaoce_return_state;

/* What a state means, in the user's language. */
BIAOCE_API const char *biaoce_return_state_text(biaoce_return_state state);

/* Where a department stands in a round with one form, or with one record of it. */
typedef struct biaoce_returned {
    size_t size;
    const char *department, *code; /* as the file of the round calls it; "" where it has no code */
    const char *form, *each;       /* each: which of its records, where it may have several; else "" */
    const char *file, *date;       /* of the latest return: the workbook, and when that was changed; "": none came */
    biaoce_return_state state;
    bool late;                        /* the first return came after the day that it was due */
    size_t versions, accepted;        /* returns so far, and which of them counts; 0: none does */
    size_t errors, warnings, changes; /* of the latest; changes: from the one before it */
} biaoce_returned;

typedef struct biaoce_collect_options {
    size_t size;
    /* Workbooks, PDFs with fields, folders (all of these in them, sorted by name, subfolders left out unless
     * `recursive`) and "-". */
    const char *const *paths;
    size_t path_count;
    const biaoce_memory *memory; /* behind those; must live until the call returns */
    size_t memory_count;
    const char *template_name; /* NULL: each sheet says it; as for biaoce_render */
    const char *path;          /* the folder that records go into, made when missing; NULL: the current one */
    const char *name_pattern;  /* as for biaoce_render */
    /* 0: none. BIAOCE_FORMAT_PDF, _XLSX, _SARIF or _JSON: a report for each file, of what was found in it, in the same
     * folder. */
    biaoce_format report;
    unsigned jobs; /* as for biaoce_render, like those that follow */
    bool strict, recursive;
    /* Told at the end of each form and department, sorted by these; may be NULL. */
    void (*on_collected)(void *context, const biaoce_collected *one);
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    const biaoce_limits *limits; /* of each sheet */
    /* The folder of a round, in which round.yaml says who is expected: what is new is taken in there, and `path`,
     * `name_pattern`, `report` and `on_collected` are not used. NULL: no round. Without that file one is begun for
     * `template_name`. There may be no paths then: where the round stands is told anew. */
    const char *round;
    void (*on_returned)(void *context, const biaoce_returned *one); /* at the end, in the order of round.yaml */
    const char *opinions; /* with opinion_formats: as for biaoce_check, of what came back; of a round what is new */
    unsigned opinion_formats;
} biaoce_collect_options;

typedef struct biaoce_collect_summary {
    size_t size;
    size_t files;
    size_t records;   /* sheets that are forms; a file that cannot be read counts as one */
    size_t collected; /* of these, those that were written */
    size_t failed;    /* of the records, those with errors: they are written as far as they could be read */
    size_t errors, warnings, notes;
    size_t known;    /* files of a round that were taken in before, whatever they were called */
    size_t opinions; /* departments that an opinion was asked for */
} biaoce_collect_summary;

/* Reads workbooks that were sent out as empty forms (biaoce_make_blanks) and came back filled in, checks what they say
 * as biaoce_check does, and writes each sheet as a record in YAML, with comments on what could not be placed. No input
 * is changed. Messages come in the order of the inputs. `summary` may be NULL. docs/returned-forms.md. */
BIAOCE_API biaoce_status biaoce_collect(biaoce_engine *engine, const biaoce_collect_options *options,
                                        biaoce_collect_summary *summary);

typedef struct biaoce_rule {
    size_t size;
    const char *code;
    biaoce_severity severity; /* unless a template says otherwise */
    const char *summary;      /* what must hold, in the user's language */
} biaoce_rule;

typedef struct biaoce_rules_options {
    size_t size;
    void (*on_rule)(void *context, const biaoce_rule *rule); /* needed */
    const biaoce_callbacks *callbacks;                       /* may be NULL, for there is no engine */
    biaoce_cancel *cancel;
} biaoce_rules_options;

/* Calls on_rule for every rule there is, in the order of docs/rules.md. */
BIAOCE_API biaoce_status biaoce_list_rules(const biaoce_rules_options *options);

/* What a word of biaoce means. More may be explained later; texts that a kind does not have are "". */
typedef struct biaoce_explanation {
    size_t size;
    const char *kind; /* "diagnostic", "rule", "function"; "key" (of templates and rules), "book-key", "mapping-key",
                       * "profile-key", "font-key" */
    const char *name;
    const char *what;    /* what it means, or what must hold; in the user's language, as `todo` and `value` */
    const char *todo;    /* of a diagnostic: what to do about it */
    const char *level;   /* of a diagnostic and a rule: "note", "warning", "error"; never translated */
    const char *usage;   /* of a function: how it is called; of a rule: the names of its parameters */
    const char *example; /* of a function: `expression => result`; of a diagnostic: a file of records that has it */
    const char *within;  /* of a key: the construct that it stands in */
    const char *value;   /* of a key: what its value is */
    const char *page;    /* of the manual, from the top of the project: docs/rules.md */
} biaoce_explanation;

typedef struct biaoce_explain_options {
    size_t size;
    /* A diagnostic code, a rule, a function of the expression language or a key of template files; of codes and rules
     * letters' case does not count. NULL: all that can be explained. */
    const char *word;
    void (*on_explanation)(void *context, const biaoce_explanation *explanation); /* needed */
    const biaoce_callbacks *callbacks; /* may be NULL, for there is no engine */
    biaoce_cancel *cancel;
} biaoce_explain_options;

/* Calls on_explanation for every meaning of the word. BIAOCE_USAGE: nothing is called so. */
BIAOCE_API biaoce_status biaoce_explain(const biaoce_explain_options *options);

typedef struct biaoce_template {
    size_t size;
    const char *id;   /* as records name it: tangshan-project */
    const char *name; /* for people */
    const char *path;
} biaoce_template;

typedef struct biaoce_templates_options {
    size_t size;
    void (*on_template)(void *context, const biaoce_template *one); /* needed */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
} biaoce_templates_options;

/* Calls on_template for every template of the template folders, sorted by id. BIAOCE_IO: one of the folders cannot be
 * read. */
BIAOCE_API biaoce_status biaoce_list_templates(biaoce_engine *engine, const biaoce_templates_options *options);

typedef struct biaoce_schema_options {
    size_t size;
    const char *template_name; /* a name or a path, as in biaoce_render_options; NULL: of template files themselves */
    void (*on_text)(void *context, const char *text, size_t length); /* needed; called once, when all is well */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    bool mapping; /* without a template: of mapping files */
    bool profile; /* the same: of publication profiles; one of the two */
} biaoce_schema_options;

/* The JSON Schema of the template's records, for editors: names, types, choices, help. BIAOCE_USAGE: there is no such
 * template; BIAOCE_RECORD_ERRORS: it has errors. */
BIAOCE_API biaoce_status biaoce_write_schema(biaoce_engine *engine, const biaoce_schema_options *options);

typedef struct biaoce_record_options {
    size_t size;
    const char *template_name;                                       /* as there, needed */
    void (*on_text)(void *context, const char *text, size_t length); /* as there */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    bool table; /* the heads of a table in CSV, for rows that are records */
} biaoce_record_options;

/* A record in YAML without values: labels, and comments that say what belongs behind them. Ends as
 * biaoce_write_schema. */
BIAOCE_API biaoce_status biaoce_write_record(biaoce_engine *engine, const biaoce_record_options *options);

typedef struct biaoce_mapping_options {
    size_t size;
    /* A table: a CSV, XLSX or ODS file; a connection to a database (DSN=…, Driver=…), to be asked by `sql`; or a
     * mapping file, of which only `tables` count: then the text belongs into the same folder. */
    const char *source;
    const char *template_name; /* needed */
    const char *sql;
    const char *password_env, *password_file; /* where the database's password is: a variable, or a file; or NULL */
    const char *path;    /* where the text will be: names of files in it count from there; NULL: the current folder */
    const char *command; /* how it was asked for, told in the text's first line; may be NULL */
    void (*on_text)(void *context, const char *text, size_t length); /* needed; called once, when all is well */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
} biaoce_mapping_options;

/* Proposes a mapping file for the table: what heads say is bound, and what is doubtful stands in comments, in the
 * user's language. It is accepted as it stands. BIAOCE_RECORD_ERRORS: the table is none, or the template has errors. */
BIAOCE_API biaoce_status biaoce_write_mapping(biaoce_engine *engine, const biaoce_mapping_options *options);

typedef struct biaoce_blank_options {
    size_t size;
    const char *const *templates; /* names or paths */
    size_t template_count;
    unsigned formats;     /* biaoce_format bits; 0: BIAOCE_FORMAT_PDF */
    biaoce_target target; /* in a folder the files are called as the templates are for people */
    const char *path;
    unsigned rows; /* of each list that has no fixed rows; 0: as many as fill the page, in XLSX 10 */
    int64_t time;  /* creation date as in biaoce_render_options; 0: $SOURCE_DATE_EPOCH, else the beginning of 1980 */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    unsigned year; /* the budget year, 1900 to 2999, where forms ask for one; 0: it is to be filled in */
    biaoce_pdf pdf;
    bool fillable; /* PDFs have fields, to be filled in on the screen and read back by biaoce_collect; they then claim
                      no standard */
} biaoce_blank_options;

/* Prints forms with nothing in them. In XLSX only the cells of values can be written to, those of choices drop down,
 * and those that must be filled are coloured. `summary` may be NULL; it counts templates as records. */
BIAOCE_API biaoce_status biaoce_make_blanks(biaoce_engine *engine, const biaoce_blank_options *options,
                                            biaoce_summary *summary);

typedef struct biaoce_lint_options {
    size_t size;
    const char *const *templates; /* names or paths */
    size_t template_count;
    bool strict; /* warnings are errors: the status is BIAOCE_RECORD_ERRORS; they are counted as before */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
    /* A profile as in biaoce_config: fields that sound private and of which it says nothing are noted. NULL: that of
     * the engine, else the program's. */
    const char *publish_file;
} biaoce_lint_options;

/* Looks at templates for what is allowed and hardly meant: fields that are not printed, columns that nearly line up,
 * repeated rows without a head. Their errors are reported too (BIAOCE_RECORD_ERRORS); warnings leave BIAOCE_OK.
 * `summary` may be NULL; it counts templates as records. */
BIAOCE_API biaoce_status biaoce_lint_templates(biaoce_engine *engine, const biaoce_lint_options *options,
                                               biaoce_summary *summary);

/* How many Chinese characters of a set a face has. */
typedef struct biaoce_coverage {
    size_t size;
    unsigned gb2312;      /* of 6,763 */
    unsigned gbk;         /* of 20,902: U+4E00 to U+9FA5 */
    unsigned extension_a; /* of 6,592: U+3400 to U+4DBF */
    unsigned supplements; /* rare characters beyond U+FFFF, Extension B and later */
} biaoce_coverage;

typedef struct biaoce_font {
    size_t size;
    const char *role;     /* title, body, head, emphasis, table, number, strong */
    unsigned choice;      /* 0: serves the role; 1 and up: stands in for characters that the ones before lack */
    const char *official; /* the family that official documents ask for, and that XLSX files name */
    bool substitute;      /* choice 0 is not an official face, for none is installed */
    const char *family, *style, *file;
    const char *embedding; /* what the font permits, in the user's language */
    const biaoce_coverage *coverage;
} biaoce_font;

typedef struct biaoce_fonts_options {
    size_t size;
    void (*on_font)(void *context, const biaoce_font *font); /* needed */
    bool fallbacks;                                          /* also the faces behind the first of each role */
    const biaoce_callbacks *callbacks;
    biaoce_cancel *cancel;
} biaoce_fonts_options;

/* Calls on_font for every role and, with `fallbacks`, every face behind it. BIAOCE_IO: a role has no font, or one could
 * not be read. */
BIAOCE_API biaoce_status biaoce_list_fonts(biaoce_engine *engine, const biaoce_fonts_options *options);

#ifdef __cplusplus
}
#endif

#endif
