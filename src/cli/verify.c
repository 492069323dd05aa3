/* biaoce verify: what is to be thought of the signatures of PDFs. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

typedef struct wanted {
    biaoce_verify_options verify;
    bool json;
} wanted;

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 0, "trust", "FILE", bc_tr_mark("certificates that are trusted (PEM); without, no chain is judged"), cmd_take_text,
      AT(verify.trust_file) },
    { 0, "json", NULL, bc_tr_mark("one JSON object for each signature, on a line of its own"), cmd_take_flag,
      AT(json) },
    { 0 },
};

static void show(void *context, const biaoce_signature *signature)
{
    const cmd_settings *settings = context;
    const wanted *w = settings->command;
    if (w->json) {
        fputs(signature->json, stdout);
        return;
    }
    if (settings->quiet)
        return;
    cmd_put_shown(stdout, signature->file);
    printf(": %s", signature->text);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_verify_options *verify,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, false, status))
        return false;
    cmd_sandbox_read(sandbox, verify->trust_file);
    for (size_t i = 0; i < verify->path_count; i++)
        cmd_sandbox_read_around(sandbox, verify->paths[i]);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int verify_all(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    w->verify.paths = operands;
    w->verify.path_count = count;
    w->verify.on_signature = show;
    settings->command = w;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, &w->verify, &status))) {
        w->verify.cancel = cmd_interruptible_begin();
        status = biaoce_verify(engine, &w->verify, NULL);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_verify(int count, char **words)
{
    wanted w = { .verify.size = sizeof w.verify };
    cmd_job job = { .command = &cmd_verify,
                    .run = verify_all,
                    .context = &w,
                    .least = 1,
                    .most = SIZE_MAX,
                    .missing = bc_tr("name the PDFs, or - for standard input") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_verify = {
    .name = "verify",
    .operands = "[OPTION…] PDF…",
    .summary = bc_tr_mark("judge the signatures of PDFs"),
    .help =
        bc_tr_mark("Says of each which bytes it covers, what was changed since, whether it is right, whose it is and\n"
                   "whether its certificate held. Exit code 1: not signed, a signature is bad, or the PDF changed."),
    .options = options,
    .run = run_verify,
    .guarded = true,
    .unlimited = true
};
