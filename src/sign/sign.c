/* biaoce_sign: one key, many files. The bytes of each stay as they are; what is added goes behind them. Nothing is
 * replaced that nobody asked to replace. */
#include "sign/private/add.h"
#include "sign/private/run.h"

#include "base/file.h"
#include "base/tr.h"
#include "engine/engine.h"

#include <errno.h>
#include <time.h>

typedef struct signing {
    bc_sign_run run;
    const biaoce_sign_options *options;
    bc_sign_key *key;
    bc_picture *seal;
    bc_sign_place place;
    bc_sign_wanted wanted;
} signing;

/* -- what all have in common ---------------------------------------------------------------------------- */

static void refuse_option(signing *s, const char *code, const char *message, const char *hint)
{
    bc_sign_run_refuse(&s->run, code, message, hint);
    bc_sign_run_worsen(&s->run, BIAOCE_USAGE);
}

static void explain_key(signing *s, bc_sign_key_fault fault)
{
    switch (fault) {
    case BC_SIGN_KEY_PASSWORD:
        refuse_option(s, "E870", bc_tr("the password is not that of the key"),
                      bc_tr("give it with --password-file, or in BIAOCE_SIGN_PASSWORD"));
        break;
    case BC_SIGN_KEY_EMPTY:
        refuse_option(s, "E870", bc_tr("there is no private key with its certificate in it"), NULL);
        break;
    case BC_SIGN_KEY_KIND:
        refuse_option(s, "E870", bc_tr("the key is of a kind that is not signed with here"),
                      bc_tr("RSA of 2048 bits or more and ECDSA are; the national algorithms are not"));
        break;
    case BC_SIGN_KEY_LOCKED:
        refuse_option(s, "E870", bc_tr("the key is encrypted in a way that is not known here, or damaged"),
                      bc_tr("export it again, encrypted with AES"));
        break;
    default:
        refuse_option(s, "E870", bc_tr("this is no file of a key (PKCS#12: .p12, .pfx)"), NULL);
        break;
    }
}

static void warn_of_key(signing *s)
{
    if (!bc_sign_key_is_valid_at(s->key, s->wanted.time))
        bc_sign_run_warn(&s->run, "W870", bc_tr("the certificate does not hold at the time of signing"),
                         bc_tr("whoever verifies the signature will find it invalid; ask for a new certificate"));
    if (!bc_sign_key_is_for_signing(s->key))
        bc_sign_run_warn(&s->run, "W870", bc_tr("the certificate is not meant for signatures"),
                         bc_tr("its key usage names neither digital signature nor non-repudiation"));
}

static bool take_key(signing *s)
{
    const char *path = s->options->key_file;
    bc_sign_key_fault fault;
    bc_buf bytes;
    if (!path)
        return true;
    bc_buf_init(&bytes);
    bc_sign_run_name(&s->run, path);
    const bool read = bc_sign_run_read(&s->run, path, BC_SIGN_MAX_KEYS, &bytes);
    s->key = read ? bc_sign_key_open(bc_buf_str(&bytes), s->options->password, &fault) : NULL;
    if (s->key)
        warn_of_key(s);
    else if (read)
        explain_key(s, fault);
    bc_sign_forget(&bytes);
    bc_sign_run_say(&s->run);
    s->wanted.key = s->key;
    return s->key != NULL;
}

static bool take_seal(signing *s)
{
    const char *path = s->options->seal_file, *why = NULL;
    bc_buf bytes;
    if (!path)
        return true;
    bc_buf_init(&bytes);
    bc_sign_run_name(&s->run, path);
    const bool read = bc_sign_run_read(&s->run, path, BC_MAX_PICTURE_BYTES, &bytes);
    s->seal = read ? bc_picture_read_bare(bc_buf_str(&bytes), &why) : NULL;
    if (read && !s->seal)
        refuse_option(s, "E873", bc_arena_printf(&s->run.arena, bc_tr("the seal cannot be used: %s"), why).p, NULL);
    if (s->seal && s->seal->colour == BC_PICTURE_CMYK) {
        refuse_option(s, "E873", bc_tr("the seal is a picture in printing inks (CMYK)"),
                      bc_tr("save it as PNG in RGB, transparent where there is no ink"));
        bc_picture_free(s->seal);
        s->seal = NULL;
    }
    bc_buf_release(&bytes);
    bc_sign_run_say(&s->run);
    s->wanted.seal = s->seal;
    return s->seal != NULL;
}

static bool take_place(signing *s)
{
    const char *at = s->options->at;
    if (!at)
        return true;
    if (bc_sign_place_parse(bc_str_from(at), &s->place)) {
        s->wanted.place = &s->place;
        return true;
    }
    bc_sign_run_name(&s->run, "");
    refuse_option(s, "E873", bc_arena_printf(&s->run.arena, bc_tr("'%s' is no place on a page"), at).p,
                  bc_tr("page, from the left, from above, width, such as 1,120mm,200mm,42mm; `last` is a page, too"));
    bc_sign_run_say(&s->run);
    return false;
}

static int64_t time_of(const signing *s)
{
    const int64_t kept = s->run.call->engine->time;
    return s->options->time ? s->options->time : kept ? kept : (int64_t)time(NULL);
}

/* -- one file ------------------------------------------------------------------------------------------- */

static void explain(signing *s, bc_sign_fault fault, const bc_sign_added *added)
{
    static const struct {
        const char *code, *message, *hint;
    } WORDS[] = {
        [BC_SIGN_NO_FIELD] = { "E873", bc_tr_mark("field %.*s is none for signatures"),
                               bc_tr_mark("name another one with --field") },
        [BC_SIGN_SIGNED] = { "E873", bc_tr_mark("there is a field %.*s already"),
                             bc_tr_mark("a field is signed, and made, once; name another one with --field") },
        [BC_SIGN_PLACED] = { "E873", bc_tr_mark("field %.*s has its place already"), bc_tr_mark("leave --at out") },
        [BC_SIGN_NO_PLACE] = { "E873", bc_tr_mark("the seal, or the field, has no place on a page"),
                               bc_tr_mark("say where with --at, such as 1,120mm,200mm,42mm") },
        [BC_SIGN_NO_PAGE] = { "E873", bc_tr_mark("there is no such page"), NULL },
        [BC_SIGN_OFF_PAGE] = { "E873", bc_tr_mark("the seal, or the field, would not lie on the page"), NULL },
        [BC_SIGN_FORBIDDEN] = { "E871", bc_tr_mark("the PDF is certified: nothing may be added to it"), NULL },
        [BC_SIGN_FORBIDDEN_NEW] = { "E871",
                                    bc_tr_mark("the PDF is certified: a new seal may not be added to its pages"),
                                    bc_tr_mark("sign in a field that it has, or without a seal") },
        [BC_SIGN_LOCKED] = { "E871", bc_tr_mark("an earlier signature locks field %.*s"), NULL },
        [BC_SIGN_DEMANDS] = { "E871", bc_tr_mark("field %.*s asks for a kind of signature that is not made here"),
                              NULL },
        [BC_SIGN_MANY] = { "E871", bc_tr_mark("the PDF has more fields, signatures or objects than are read here"),
                           NULL },
        [BC_SIGN_SHAPE] = { "E871", bc_tr_mark("the PDF lacks parts that a signature would be added to"),
                            bc_tr_mark("save it anew in the program that made it") },
        [BC_SIGN_FAILED] = { "E870", bc_tr_mark("the signature could not be made with this key"), NULL },
    };
    bc_diag_add(&s->run.diags, BC_DIAG_ERROR, WORDS[fault].code, (bc_diag_mark){ .source = s->run.source },
                bc_tr(WORDS[fault].message), BC_STR_ARG(added->field));
    if (WORDS[fault].hint)
        bc_diag_hint(&s->run.diags, "%s", bc_tr(WORDS[fault].hint));
    bc_sign_run_worsen(&s->run, BIAOCE_RECORD_ERRORS);
}

/* What the file says it is, and would not be any more. */
static void warn_of_promises(signing *s, bc_pdfread *file, const bc_sign_added *added)
{
    enum { MAX_METADATA = 1 << 20 };
    if (added->untagged)
        bc_sign_run_warn(&s->run, "W871", bc_tr("the PDF is tagged in a way that the field could not be added to"),
                         bc_tr("it is no PDF/UA any more, if it was"));
    if (!s->wanted.seal)
        return;
    bc_buf text;
    bc_buf_init(&text);
    const bc_pdfread_object *metadata = bc_pdfread_find(file, bc_pdfread_catalog(file), "Metadata");
    if (metadata->kind == BC_PDFREAD_STREAM)
        (void)bc_pdfread_unpack(file, metadata, MAX_METADATA, &text);
    if (bc_str_find(bc_buf_str(&text), BC_STR("pdfaid:part>1<"), 0) != SIZE_MAX ||
        bc_str_find(bc_buf_str(&text), BC_STR("pdfaid:part=\"1\""), 0) != SIZE_MAX)
        bc_sign_run_warn(&s->run, "W871", bc_tr("PDF/A-1 allows no transparency, which the seal has"),
                         bc_tr("sign without a seal, or make the PDF as PDF/A-2"));
    bc_buf_release(&text);
}

static bc_str stem_of(const char *name)
{
    bc_str stem = bc_str_from(name);
    if (stem.n > 4 && (bc_str_ends(stem, BC_STR(".pdf")) || bc_str_ends(stem, BC_STR(".PDF"))))
        stem.n -= 4;
    return stem;
}

/* In a folder a file keeps its name; beside the file that was signed it cannot. */
static const char *path_of(signing *s, const char *input)
{
    const biaoce_sign_options *options = s->options;
    if (options->in_place)
        return input;
    if (options->target == BIAOCE_TO_FILE)
        return options->path;
    if (bc_str_is(bc_str_from(input), "-"))
        input = "signed.pdf";
    if (!options->path)
        return bc_arena_printf(&s->run.arena, "%.*s-signed.pdf", BC_STR_ARG(stem_of(input))).p;
    const char *slash = input;
    for (const char *at = input; *at; at++)
        slash = *at == '/' ? at + 1 : slash;
    const bool ends = bc_str_ends(bc_str_from(options->path), BC_STR("/"));
    return bc_arena_printf(&s->run.arena, "%s%s%s", options->path, ends ? "" : "/", slash).p;
}

static void tell(signing *s, const char *input, const char *path, bc_str bytes, size_t length)
{
    const biaoce_output output = { .size = sizeof output,
                                   .input = input,
                                   .record = s->run.summary.records,
                                   .format = BIAOCE_FORMAT_PDF,
                                   .path = path,
                                   .bytes = path ? NULL : bytes.p,
                                   .length = length,
                                   .name = "" };
    s->run.summary.rendered++;
    s->run.summary.outputs++;
    if (s->run.call->callbacks.on_output)
        s->run.call->callbacks.on_output(s->run.call->callbacks.context, &output);
}

static bool write_file(signing *s, const char *path, bc_str before, bc_str added)
{
    const bc_file_write_options how = { .exclusive = !s->options->in_place,
                                        .durable = true,
                                        .same_owner = s->options->in_place };
    bc_file_result result;
    bc_file_output *output = bc_file_output_open(path, &how, &result);
    if (output) {
        bc_file_output_add(output, before);
        bc_file_output_add(output, added);
        result = bc_file_output_finish(output);
    }
    if (result.status == BC_FILE_OK)
        return true;
    bc_sign_run_name(&s->run, path);
    if (result.error == EEXIST) {
        bc_sign_run_refuse(&s->run, "E872", bc_tr("there is a file of that name"),
                           bc_tr("name another folder with -o, or move it away; --in-place replaces what is signed"));
        return false;
    }
    bc_diag_add(&s->run.diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ .source = s->run.source },
                bc_tr("the output could not be written: %s"), bc_file_result_text(result));
    bc_sign_run_worsen(&s->run, BIAOCE_IO);
    return false;
}

static bool deliver(signing *s, const char *input, bc_str bytes, bc_str added)
{
    if (s->options->target != BIAOCE_TO_MEMORY) {
        const char *path = path_of(s, input);
        if (!write_file(s, path, bytes, added))
            return false;
        tell(s, input, path, bytes, bytes.n + added.n);
        return true;
    }
    bc_buf all;
    bc_buf_init(&all);
    bc_buf_reserve(&all, bytes.n + added.n);
    bc_buf_add_str(&all, bytes);
    bc_buf_add_str(&all, added);
    tell(s, input, NULL, bc_buf_str(&all), all.n);
    bc_buf_release(&all);
    return true;
}

static bool sign_open(signing *s, const char *name, bc_str bytes, bc_pdfread *file)
{
    const bc_pdfread_end end = bc_pdfread_end_of(file);
    if (end.repaired || end.head) {
        bc_sign_run_refuse(&s->run, "E871", bc_tr("the PDF is damaged: what is added to it might not be found"),
                           bc_tr("save it anew in the program that made it, or mend it (`qpdf in.pdf out.pdf`)"));
        return false;
    }
    bc_sign_added added = { .field = s->wanted.field };
    bc_buf_init(&added.bytes);
    const bc_sign_fault fault = bc_sign_add(&s->run.arena, file, bytes, &s->wanted, &added);
    if (fault == BC_SIGN_DONE)
        warn_of_promises(s, file, &added);
    else if (bc_engine_call_is_cancelled(s->run.call))
        bc_sign_run_worsen(&s->run, BIAOCE_IO);
    else
        explain(s, fault, &added);
    const bool done = fault == BC_SIGN_DONE && deliver(s, name, bytes, bc_buf_str(&added.bytes));
    bc_buf_release(&added.bytes);
    return done;
}

static void sign(void *context, const char *name, bc_str bytes)
{
    signing *s = context;
    s->run.summary.records++;
    bc_pdfread *file = bc_sign_run_open(&s->run, bytes, "E871");
    if (!file || !sign_open(s, name, bytes, file))
        s->run.summary.failed++;
    bc_pdfread_free(file);
}

/* -- the call ------------------------------------------------------------------------------------------- */

static bool make_folder(signing *s)
{
    const biaoce_sign_options *options = s->options;
    if (options->target != BIAOCE_TO_FOLDER || !options->path || options->in_place)
        return true;
    const bc_file_result result = bc_file_make_folder(options->path);
    if (result.status == BC_FILE_OK)
        return true;
    bc_sign_run_name(&s->run, options->path);
    bc_diag_add(&s->run.diags, BC_DIAG_ERROR, "E512", (bc_diag_mark){ .source = s->run.source },
                bc_tr("the output folder could not be made: %s"), bc_file_result_text(result));
    bc_sign_run_worsen(&s->run, BIAOCE_IO);
    bc_sign_run_say(&s->run);
    return false;
}

static bool makes_sense(const biaoce_sign_options *options, const bc_sign_inputs *inputs)
{
    const size_t count = inputs->path_count + inputs->memory_count;
    if (!bc_sign_run_takes(inputs) || (options->in_place && inputs->memory_count))
        return false;
    if (!options->key_file && !options->prepare)
        return false;
    if (options->key_file && options->prepare)
        return false;
    switch (options->target) {
    case BIAOCE_TO_FOLDER:
        return options->path || !inputs->memory_count;
    case BIAOCE_TO_FILE:
        return options->path && count == 1 && !options->in_place;
    case BIAOCE_TO_MEMORY:
        return !options->in_place;
    }
    return false;
}

biaoce_status biaoce_sign(biaoce_engine *engine, const biaoce_sign_options *given, biaoce_summary *summary)
{
    biaoce_sign_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !bc_engine_can_give(summary) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    const bc_sign_inputs inputs = { .paths = options.paths,
                                    .path_count = options.path_count,
                                    .memory = options.memory,
                                    .memory_count = options.memory_count,
                                    .alone = options.in_place };
    if (!makes_sense(&options, &inputs))
        return BIAOCE_USAGE;
    signing s = { .options = &options };
    bc_sign_run_init(&s.run, &call);
    s.wanted = (bc_sign_wanted){ .field = bc_str_trim(bc_str_from(options.field)),
                                 .reason = bc_str_from(options.reason),
                                 .location = bc_str_from(options.location),
                                 .time = time_of(&s) };
    if (take_key(&s) && take_seal(&s) && take_place(&s) && make_folder(&s))
        bc_sign_run_each(&s.run, &inputs, sign, &s);
    BC_ENGINE_GIVE(summary, &s.run.summary);
    bc_sign_key_free(s.key);
    bc_picture_free(s.seal);
    bc_sign_run_release(&s.run);
    return s.run.status;
}
