/* biaoce_extract: the files that a PDF holds, given back byte for byte. The PDF may come from anybody: names become
 * those of files in the folder, nothing that is there is replaced, and what unpacks to more than anybody attaches is
 * refused. */
#include "extract/private/find.h"

#include "base/file.h"
#include "base/md5.h"
#include "base/strmap.h"
#include "base/tr.h"
#include "engine/call.h"

#include <errno.h>
#include <string.h>

enum { MAX_NAME = 200 /* bytes, as of outputs */ };
/* Bytes: of a PDF, and of all its attachments together. */
#define MAX_PDF ((size_t)1 << 31)
#define MAX_UNPACKED ((size_t)1 << 30)

typedef struct run {
    const bc_engine_call *call;
    const biaoce_extract_options *options;
    bc_arena arena;
    bc_diag_list diags;
    bc_diag_source *source; /* the PDF, for messages */
    bc_strmap taken;        /* names, in lower case: they may lie on a Windows share */
    size_t left;            /* bytes that may still be unpacked */
    biaoce_summary summary;
    biaoce_status status;
} run;

static bc_diag_mark mark_of(const run *r)
{
    return (bc_diag_mark){ .source = r->source };
}

static void worsen(run *r, biaoce_status status)
{
    r->status = status > r->status ? status : r->status;
}

/* -- names ---------------------------------------------------------------------------------------------- */

/* Gives the name when no other file of the PDF has it. */
static bool claim(run *r, bc_str name)
{
    char *folded = bc_arena_alloc(&r->arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        folded[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] - 'A' + 'a') : name.p[i];
    const bc_str key = { folded, name.n };
    if (bc_strmap_find(&r->taken, key))
        return false;
    bc_strmap_put(&r->taken, key, folded);
    return true;
}

/* One that any system takes: `name (2).csv` where the PDF has it twice. */
static bc_str name_of(run *r, bc_str wanted)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_file_clean_name(wanted.n ? wanted : BC_STR("attachment"), MAX_NAME, &text);
    const bc_str clean = bc_arena_str(&r->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    size_t dot = clean.n;
    while (dot && clean.p[dot - 1] != '.')
        dot--;
    const bc_str stem = dot > 1 ? bc_str_slice(clean, 0, dot - 1) : clean,
                 ending = bc_str_slice(clean, stem.n, clean.n);
    bc_str name = clean;
    for (unsigned i = 2; !claim(r, name); i++)
        name = bc_arena_printf(&r->arena, "%.*s (%u)%.*s", BC_STR_ARG(stem), i, BC_STR_ARG(ending));
    return name;
}

/* -- one file ------------------------------------------------------------------------------------------- */

/* What the PDF says of the bytes; says so when they are others. */
static bool is_whole(run *r, bc_pdfread *file, const bc_extract_found *found, bc_str name, bc_str bytes)
{
    const bc_pdfread_object *params = bc_pdfread_find(file, found->stream, "Params");
    const bc_pdfread_object *size = bc_pdfread_find(file, params, "Size"),
                            *sum = bc_pdfread_find(file, params, "CheckSum");
    unsigned char own[BC_MD5];
    bc_md5 md5;
    bc_md5_init(&md5);
    bc_md5_add(&md5, bytes);
    bc_md5_finish(&md5, own);
    const bool length = size->kind != BC_PDFREAD_INTEGER || (uint64_t)size->as.integer == bytes.n;
    const bool checked = sum->kind == BC_PDFREAD_STRING && sum->as.text.n == BC_MD5;
    const bool same = !checked || memcmp(sum->as.text.p, own, BC_MD5) == 0;
    if (length && same)
        return true;
    bc_diag_add(&r->diags, BC_DIAG_WARNING, "W865", mark_of(r),
                same ? bc_tr("%.*s is not as long as the PDF says")
                     : bc_tr("%.*s has not the checksum that the PDF says"),
                BC_STR_ARG(name));
    bc_diag_hint(&r->diags, "%s", bc_tr("it was changed after it was attached, or damaged"));
    return false;
}

static bool unpack(run *r, bc_pdfread *file, const bc_extract_found *found, bc_str name, bc_buf *bytes)
{
    const bc_pdfread_fault fault = bc_pdfread_unpack(file, found->stream, r->left, bytes);
    r->left -= bytes->n < r->left ? bytes->n : r->left;
    if (fault == BC_PDFREAD_GOOD)
        return true;
    if (fault == BC_PDFREAD_LIMIT)
        bc_diag_add(&r->diags, BC_DIAG_ERROR, "E862", mark_of(r),
                    bc_tr("%.*s, with those before it, unpacks to more bytes than are allowed"), BC_STR_ARG(name));
    else if (fault == BC_PDFREAD_FILTER)
        bc_diag_add(&r->diags, BC_DIAG_ERROR, "E864", mark_of(r),
                    bc_tr("%.*s is packed in a way that is not known here"), BC_STR_ARG(name));
    else
        bc_diag_add(&r->diags, BC_DIAG_ERROR, "E864", mark_of(r), bc_tr("%.*s is damaged"), BC_STR_ARG(name));
    return false;
}

/* NULL: it could not be written, which is said. */
static const char *write_file(run *r, bc_str name, bc_str bytes)
{
    const char *folder = r->options->folder && *r->options->folder ? r->options->folder : ".";
    const bool slash = bc_str_ends(bc_str_from(folder), BC_STR("/"));
    const bc_str path = bc_arena_printf(&r->arena, "%s%s%.*s", folder, slash ? "" : "/", BC_STR_ARG(name));
    const bc_file_write_options how = { .exclusive = true, .durable = true };
    const bc_file_result result = bc_file_write(path.p, bytes, &how);
    if (result.status == BC_FILE_OK)
        return path.p;
    bc_diag_source *own = BC_NEW(&r->diags.arena, bc_diag_source);
    own->name = bc_arena_str(&r->diags.arena, path);
    if (result.error == EEXIST) {
        bc_diag_add(&r->diags, BC_DIAG_ERROR, "E866", (bc_diag_mark){ .source = own },
                    bc_tr("there is a file of that name"));
        bc_diag_hint(&r->diags, "%s", bc_tr("name another folder with -o, or move it away"));
        worsen(r, BIAOCE_RECORD_ERRORS);
        return NULL;
    }
    bc_diag_add(&r->diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ .source = own },
                bc_tr("the output could not be written: %s"), bc_file_result_text(result));
    worsen(r, BIAOCE_IO);
    return NULL;
}

static void deliver(run *r, const bc_extract_found *found, bc_str name, bc_str bytes, bool damaged)
{
    const bool memory = r->options->target == BIAOCE_TO_MEMORY;
    const char *path = memory ? NULL : write_file(r, name, bytes);
    if (!memory && !path) {
        r->summary.failed++;
        return;
    }
    r->summary.rendered++;
    const biaoce_attachment given = { .size = sizeof given,
                                      .name = name.p,
                                      .path = path,
                                      .type = found->type.p,
                                      .relation = found->relation.p,
                                      .description = found->description.p,
                                      .bytes = memory ? bytes.p : NULL,
                                      .length = bytes.n,
                                      .damaged = damaged };
    if (r->options->on_attachment)
        r->options->on_attachment(r->call->callbacks.context, &given);
}

static void say(run *r)
{
    bc_engine_report(r->call, &r->diags);
    r->summary.errors += r->diags.errors;
    r->summary.warnings += r->diags.warnings;
    bc_diag_list_clear(&r->diags);
}

static void extract(run *r, bc_pdfread *file, const bc_extract_found *found)
{
    bc_buf bytes;
    bc_buf_init(&bytes);
    const bc_str name = name_of(r, found->name);
    r->summary.records++;
    if (unpack(r, file, found, name, &bytes)) {
        const bool whole = is_whole(r, file, found, name, bc_buf_str(&bytes));
        deliver(r, found, name, bc_buf_str(&bytes), !whole);
    } else {
        r->summary.failed++;
        worsen(r, BIAOCE_RECORD_ERRORS);
    }
    bc_buf_release(&bytes);
    say(r);
}

/* -- the PDF -------------------------------------------------------------------------------------------- */

static void refuse(run *r, const char *code, const char *message, const char *hint)
{
    bc_diag_add(&r->diags, BC_DIAG_ERROR, code, mark_of(r), "%s", message);
    if (hint)
        bc_diag_hint(&r->diags, "%s", hint);
    worsen(r, BIAOCE_RECORD_ERRORS);
}

static void explain(run *r, bc_pdfread_fault fault)
{
    if (fault == BC_PDFREAD_ENCRYPTED)
        refuse(r, "E861", bc_tr("the PDF is encrypted"),
               bc_tr("save it without a password in the program that made it"));
    else if (fault == BC_PDFREAD_LIMIT)
        refuse(r, "E862", bc_tr("the PDF has more objects than are read here"), NULL);
    else if (fault == BC_PDFREAD_BROKEN)
        refuse(r, "E860", bc_tr("the PDF is damaged: its pages cannot be found"), NULL);
    else
        refuse(r, "E860", bc_tr("this is no PDF"), NULL);
}

static bool make_folder(run *r)
{
    if (r->options->target == BIAOCE_TO_MEMORY || !r->options->folder || !*r->options->folder)
        return true;
    const bc_file_result result = bc_file_make_folder(r->options->folder);
    if (result.status == BC_FILE_OK)
        return true;
    bc_diag_source *own = BC_NEW(&r->diags.arena, bc_diag_source);
    own->name = bc_arena_str(&r->diags.arena, bc_str_from(r->options->folder));
    bc_diag_add(&r->diags, BC_DIAG_ERROR, "E512", (bc_diag_mark){ .source = own },
                bc_tr("the output folder could not be made: %s"), bc_file_result_text(result));
    worsen(r, BIAOCE_IO);
    return false;
}

static void extract_all(run *r, bc_pdfread *file)
{
    bc_extract_list list = { 0 };
    bc_extract_find(file, &list);
    const bool cancelled = bc_engine_call_is_cancelled(r->call);
    if (cancelled)
        worsen(r, BIAOCE_IO);
    else if (list.over || bc_pdfread_is_over(file))
        refuse(r, "E862", bc_tr("the PDF has more attachments, or objects, than are read here"), NULL);
    if (!list.files.n && !r->diags.errors && !cancelled)
        refuse(r, "E863", bc_tr("the PDF has no attachments"),
               bc_tr("`biaoce render --attach-data` makes PDFs that hold their data"));
    say(r);
    if (list.files.n && make_folder(r))
        for (size_t i = 0; i < list.files.n; i++) {
            if (bc_engine_call_is_cancelled(r->call)) {
                worsen(r, BIAOCE_IO);
                break;
            }
            extract(r, file, &list.files.at[i]);
        }
    bc_extract_list_release(&list);
}

static bool is_cancelled(void *watcher)
{
    return bc_engine_call_is_cancelled(((run *)watcher)->call);
}

static void open_and_extract(run *r, bc_str bytes)
{
    bc_pdfread_fault fault;
    bc_pdfread *file = bc_pdfread_open(bytes, &fault);
    if (file) {
        bc_pdfread_watch(file, is_cancelled, r);
        extract_all(r, file);
    } else {
        explain(r, fault);
    }
    bc_pdfread_free(file);
}

static bool read_file(run *r, bc_buf *bytes)
{
    const bc_file_waiting waiting = bc_engine_call_waiting(r->call);
    const bc_file_result result = bc_file_read_stream(r->options->path, MAX_PDF, &waiting, bytes);
    if (result.status == BC_FILE_OK)
        return true;
    if (result.status == BC_FILE_TOO_LARGE) {
        refuse(r, "E862", bc_tr("the PDF is larger than 2 GB"), NULL);
        return false;
    }
    bc_diag_add(&r->diags, BC_DIAG_ERROR, "E100", mark_of(r), bc_tr("it cannot be read: %s"),
                bc_file_result_text(result));
    worsen(r, BIAOCE_IO);
    return false;
}

static void work(run *r)
{
    const biaoce_extract_options *options = r->options;
    bc_buf bytes;
    bc_buf_init(&bytes);
    r->source = BC_NEW(&r->arena, bc_diag_source);
    r->source->name = bc_arena_str(&r->arena, bc_str_from(options->path ? options->path : "PDF"));
    if (options->memory)
        open_and_extract(r, (bc_str){ options->memory, options->length });
    else if (read_file(r, &bytes))
        open_and_extract(r, bc_buf_str(&bytes));
    bc_buf_release(&bytes);
    say(r);
}

biaoce_status biaoce_extract(biaoce_engine *engine, const biaoce_extract_options *given, biaoce_summary *summary)
{
    biaoce_extract_options options = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        (!options.path && !options.memory) ||
        (options.target != BIAOCE_TO_FOLDER && options.target != BIAOCE_TO_MEMORY) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    run r = { .call = &call, .options = &options, .left = MAX_UNPACKED };
    if (limits.memory && limits.memory < r.left)
        r.left = (size_t)limits.memory;
    bc_diag_list_init(&r.diags);
    work(&r);
    BC_ENGINE_GIVE(summary, &r.summary);
    bc_strmap_release(&r.taken);
    bc_diag_list_release(&r.diags);
    bc_arena_release(&r.arena);
    return r.status;
}
