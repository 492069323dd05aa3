/* biaoce_verify: every signature of every file. */
#include "base/tr.h"
#include "sign/private/run.h"
#include "sign/private/verify.h"

typedef struct inspection {
    bc_sign_run run;
    const biaoce_verify_options *options;
    bc_sign_trust *trust;
} inspection;

static void complain(inspection *i, const char *code, const biaoce_signature *s, biaoce_verdict verdict,
                     const char *text)
{
    if (verdict != BIAOCE_VERDICT_BAD)
        return;
    bc_diag_add(&i->run.diags, BC_DIAG_ERROR, code, (bc_diag_mark){ .source = i->run.source },
                bc_tr("the signature in field %s: %s"), s->field, text);
    bc_sign_run_worsen(&i->run, BIAOCE_RECORD_ERRORS);
}

static void report(inspection *i, const biaoce_signature *s)
{
    complain(i, "E876", s, s->covered, s->covered_text);
    complain(i, "E877", s, s->changed, s->changed_text);
    complain(i, "E876", s, bc_sign_is_right(s) ? BIAOCE_VERDICT_GOOD : BIAOCE_VERDICT_BAD, s->valid_text);
    complain(i, "E878", s, s->chain, s->chain_text);
    complain(i, "E878", s, s->in_time, s->in_time_text);
    if (s->weak)
        bc_diag_add(&i->run.diags, BC_DIAG_WARNING, "W872", (bc_diag_mark){ .source = i->run.source },
                    bc_tr("the signature in field %s: its digest (%s) can be forged by now"), s->field, s->digest);
}

static void inspect_field(inspection *i, const char *name, bc_str bytes, bc_sign_state state,
                          const bc_sign_field *field)
{
    biaoce_signature signature = { .size = sizeof signature, .file = name };
    bc_sign_verify(&i->run.arena, i->trust, bytes, state, field, &signature);
    i->run.summary.records++;
    if (bc_sign_is_good(&signature))
        i->run.summary.rendered++;
    else
        i->run.summary.failed++;
    report(i, &signature);
    bc_sign_run_say(&i->run);
    if (i->options->on_signature)
        i->options->on_signature(i->run.call->callbacks.context, &signature);
}

static void inspect_all(inspection *i, const char *name, bc_str bytes, bc_pdfread *file)
{
    bc_sign_fields fields = { 0 };
    size_t n = 0;
    bc_sign_fields_find(file, &fields);
    if (bc_engine_call_is_cancelled(i->run.call))
        bc_sign_run_worsen(&i->run, BIAOCE_IO);
    else if (fields.over || bc_pdfread_is_over(file))
        bc_sign_run_refuse(&i->run, "E879", bc_tr("the PDF has more fields, signatures or objects than are read here"),
                           NULL);
    for (size_t k = 0; k < fields.list.n; k++)
        if (fields.list.at[k].value && !bc_engine_call_is_cancelled(i->run.call)) {
            inspect_field(i, name, bytes, (bc_sign_state){ file, &fields }, &fields.list.at[k]);
            n++;
        }
    if (!n && !i->run.diags.errors && !bc_engine_call_is_cancelled(i->run.call))
        bc_sign_run_refuse(&i->run, "E875", bc_tr("the PDF is not signed"),
                           fields.list.n ? bc_tr("it has a field for a signature, which is empty") : NULL);
    bc_sign_fields_release(&fields);
}

static void inspect(void *context, const char *name, bc_str bytes)
{
    inspection *i = context;
    bc_pdfread *file = bc_sign_run_open(&i->run, bytes, "E879");
    if (file)
        inspect_all(i, name, bytes, file);
    else
        i->run.summary.failed++;
    bc_pdfread_free(file);
}

static void warn_of_certificate(inspection *i, bc_sign_block block, const char *format, const char *hint)
{
    const bc_diag_mark mark = bc_diag_mark_at(i->run.source, block.line, 1, 1);
    bc_diag_add(&i->run.diags, BC_DIAG_WARNING, "W896", mark, format, block.number);
    bc_diag_hint(&i->run.diags, "%s", hint);
}

static void warn_of_left_out(inspection *i, const bc_sign_left_out *out)
{
    const char *damaged = bc_tr("certificate %u of the trust store cannot be read, and is not trusted"),
               *beyond = bc_tr(
                   "certificate %u of the trust store, and those behind it, are more than are read, and not trusted");
    for (size_t k = 0; k < out->n && k < BC_SIGN_MAX_TOLD; k++)
        warn_of_certificate(i, out->damaged[k], damaged, bc_tr("export it once more, or take it out"));
    if (out->beyond.number)
        warn_of_certificate(i, out->beyond, beyond, bc_tr("name those only that are to be trusted"));
}

static bool take_trust(inspection *i)
{
    bc_sign_left_out out = { 0 };
    const char *path = i->options->trust_file;
    bc_buf bytes;
    bc_buf_init(&bytes);
    bool good = true;
    if (path) {
        bc_sign_run_name(&i->run, path);
        good = bc_sign_run_read(&i->run, path, BC_SIGN_MAX_KEYS, &bytes);
    }
    if (good && !path)
        bc_buf_clear(&bytes);
    if (good && path && !bytes.n)
        bc_buf_add_char(&bytes, '\n'); /* a file without certificates, and not no file */
    i->trust = good ? bc_sign_trust_open(bc_buf_str(&bytes), &out) : NULL;
    warn_of_left_out(i, &out);
    if (good && !i->trust) {
        bc_sign_run_refuse(&i->run, "E874", bc_tr("there are no certificates in the trust store"),
                           bc_tr("it holds certificates in PEM (-----BEGIN CERTIFICATE-----), or one in DER"));
        bc_sign_run_worsen(&i->run, BIAOCE_USAGE);
    }
    bc_buf_release(&bytes);
    bc_sign_run_say(&i->run);
    return i->trust != NULL;
}

biaoce_status biaoce_verify(biaoce_engine *engine, const biaoce_verify_options *given, biaoce_summary *summary)
{
    biaoce_verify_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !bc_engine_can_give(summary) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    const bc_sign_inputs inputs = { .paths = options.paths,
                                    .path_count = options.path_count,
                                    .memory = options.memory,
                                    .memory_count = options.memory_count };
    if (!bc_sign_run_takes(&inputs))
        return BIAOCE_USAGE;
    inspection i = { .options = &options };
    bc_sign_run_init(&i.run, &call);
    if (take_trust(&i))
        bc_sign_run_each(&i.run, &inputs, inspect, &i);
    BC_ENGINE_GIVE(summary, &i.run.summary);
    bc_sign_trust_free(i.trust);
    bc_sign_run_release(&i.run);
    return i.run.status;
}
