/* biaoce sign: PDFs signed with a key, or given an empty field for it. The password is read from a file or from the
 * environment, for words of a command are seen by everybody on the machine. */
#include "cli/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { MAX_PASSWORD = 1024 };

typedef struct wanted {
    biaoce_sign_options sign;
    const char *password_file;
    char password[MAX_PASSWORD + 1];
} wanted;

/* `2026-11-22T18:30:00+08:00` or `Z`. */
static bool take_date(void *at, const char *word)
{
    int64_t *out = at;
    enum { HOUR = 3600, MINUTE = 60 };
    struct tm tm = { 0 };
    const char *rest = strptime(word, "%Y-%m-%dT%H:%M:%S", &tm);
    long shift = 0;
    bool good = rest != NULL;
    if (good && (*rest == '+' || *rest == '-')) {
        int hours = 0, minutes = 0, n = 0;
        good = sscanf(rest + 1, "%2d:%2d%n", &hours, &minutes, &n) == 2 && !rest[1 + n];
        shift = (*rest == '-' ? -1L : 1L) * (hours * (long)HOUR + minutes * (long)MINUTE);
    } else if (good) {
        good = strcmp(rest, "Z") == 0;
    }
    *out = good ? (int64_t)timegm(&tm) - shift : 0;
    if (!good || *out <= 0)
        cmd_complain(bc_tr("--date takes a time with its zone, such as 2026-11-22T18:30:00+08:00, not %s"), word);
    return good && *out > 0;
}

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 'k', "key", "FILE", bc_tr_mark("the key with its certificates (PKCS#12: .p12, .pfx)"), cmd_take_text,
      AT(sign.key_file) },
    { 0, "password-file", "FILE",
      bc_tr_mark("its password is the first line of this file (else $BIAOCE_SIGN_PASSWORD)"), cmd_take_text,
      AT(password_file) },
    { 'o', "output", "FOLDER|FILE|-",
      bc_tr_mark("where signed PDFs go (beside each, as NAME-signed.pdf); none is replaced"), cmd_take_text,
      AT(sign.path) },
    { 0, "in-place", NULL, bc_tr_mark("replace each PDF by the signed one"), cmd_take_flag, AT(sign.in_place) },
    { 0, "field", "NAME", bc_tr_mark("the field to sign in, or to make (the first that is empty)"), cmd_take_text,
      AT(sign.field) },
    { 0, "seal", "PICTURE", bc_tr_mark("a seal (PNG, JPEG) that is seen on the page"), cmd_take_text,
      AT(sign.seal_file) },
    { 0, "at", "PAGE,X,Y,WIDTH[,HEIGHT]",
      bc_tr_mark("where: such as 1,120mm,200mm,42mm from the upper left corner; `last` is a page, too"), cmd_take_text,
      AT(sign.at) },
    { 0, "reason", "TEXT", bc_tr_mark("why it is signed, told by the signature"), cmd_take_text, AT(sign.reason) },
    { 0, "location", "TEXT", bc_tr_mark("where it is signed, likewise"), cmd_take_text, AT(sign.location) },
    { 0, "date", "TIME",
      bc_tr_mark("the time that is claimed, such as 2026-11-22T18:30:00+08:00 ($SOURCE_DATE_EPOCH, else now)"),
      take_date, AT(sign.time) },
    { 0, "prepare", NULL, bc_tr_mark("sign nothing: add an empty field at --at, for others to sign in"), cmd_take_flag,
      AT(sign.prepare) },
    { 0 },
};

/* The first line of a file. */
static bool read_password(wanted *w)
{
    const int fd = open(w->password_file, O_RDONLY | O_CLOEXEC);
    size_t n = 0;
    ssize_t got = fd < 0 ? -1 : 1;
    while (got > 0 && n < MAX_PASSWORD && (got = read(fd, w->password + n, MAX_PASSWORD - n)) > 0)
        n += (size_t)got;
    if (got < 0)
        cmd_complain(bc_tr("%s cannot be read: %s"), w->password_file, strerror(errno));
    if (fd >= 0)
        close(fd);
    w->password[n] = '\0';
    const size_t line = strcspn(w->password, "\r\n");
    const bool whole = line < MAX_PASSWORD;
    if (!whole)
        cmd_complain(bc_tr("%s: its first line has more than %d bytes, which no password has"), w->password_file,
                     MAX_PASSWORD - 1);
    w->password[line] = '\0';
    w->sign.password = w->password;
    return got >= 0 && whole;
}

static bool take_password(wanted *w)
{
    const char *given = getenv("BIAOCE_SIGN_PASSWORD");
    if (w->password_file)
        return read_password(w);
    w->sign.password = given;
    return true;
}

static bool is_pdf(const char *path)
{
    const size_t n = strlen(path);
    return n > 4 && strcasecmp(path + n - 4, ".pdf") == 0;
}

static bool choose(wanted *w, size_t count)
{
    biaoce_sign_options *sign = &w->sign;
    const char *wrong = NULL;
    if (!sign->key_file && !sign->prepare)
        wrong = bc_tr("name the key with --key, or ask for an empty field with --prepare");
    else if (sign->key_file && sign->prepare)
        wrong = bc_tr("--prepare signs nothing and takes no --key");
    else if (sign->in_place && sign->path)
        wrong = bc_tr("--in-place and -o exclude each other");
    else if (sign->path && !*sign->path)
        wrong = bc_tr("-o names no place");
    else if (sign->path && count > 1 && (is_pdf(sign->path) || strcmp(sign->path, "-") == 0))
        wrong = bc_tr("one file is for one PDF; name a folder");
    if (wrong) {
        cmd_complain("%s", wrong);
        return false;
    }
    if (sign->path && strcmp(sign->path, "-") == 0)
        sign->target = BIAOCE_TO_MEMORY;
    else if (sign->path && is_pdf(sign->path))
        sign->target = BIAOCE_TO_FILE;
    return true;
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_sign_options *sign,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, false, status))
        return false;
    cmd_sandbox_read(sandbox, sign->key_file);
    cmd_sandbox_read(sandbox, sign->seal_file);
    for (size_t i = 0; i < sign->path_count; i++) {
        cmd_sandbox_read_around(sandbox, sign->paths[i]);
        if (sign->in_place || !sign->path)
            cmd_sandbox_write_beside(sandbox, sign->paths[i]);
    }
    if (sign->path)
        cmd_sandbox_write_outputs(sandbox, sign->target, sign->path);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int sign_all(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    if (!choose(w, count))
        return BIAOCE_USAGE;
    if (!take_password(w))
        return BIAOCE_IO;
    w->sign.paths = operands;
    w->sign.path_count = count;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, cmd_outputs_list, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, &w->sign, &status))) {
        w->sign.cancel = cmd_interruptible_begin();
        status = biaoce_sign(engine, &w->sign, NULL);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_sign(int count, char **words)
{
    wanted w = { .sign.size = sizeof w.sign };
    cmd_job job = { .command = &cmd_sign,
                    .run = sign_all,
                    .context = &w,
                    .least = 1,
                    .most = SIZE_MAX,
                    .missing = bc_tr("name the PDFs, or - for standard input") };
    const int status = cmd_job_run(&job, count, words);
    explicit_bzero(w.password, sizeof w.password);
    return status;
}

const cmd_command cmd_sign = {
    .name = "sign",
    .operands = "[OPTION…] PDF…",
    .summary = bc_tr_mark("sign PDFs, with a seal if one likes, or prepare them to be signed"),
    .help =
        bc_tr_mark("Signatures are such as Acrobat and others know (PAdES B-B); their bytes are added behind those of\n"
                   "the PDF, so that earlier signatures stay good. A PDF that cannot be signed does not stop others."),
    .options = options,
    .run = run_sign,
    .guarded = true,
    .unlimited = true
};
