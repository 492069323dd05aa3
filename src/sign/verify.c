/* Five questions, answered apart: which bytes the signature covers; whether the file was changed since, and by what;
 * whether digest and signature are right; whose certificate it is; whether that held at the time. */
#include "sign/private/verify.h"

#include "base/diag.h"
#include "base/json.h"
#include "base/tr.h"
#include "sign/private/objects.h"
#include "sign/private/revision.h"

#include <string.h>
#include <time.h>

typedef struct inquiry {
    bc_arena *arena;
    bc_str bytes;
    bc_pdfread *file;
    const bc_sign_field *field;
    size_t from, to, end; /* of the hole, and of what is covered */
    bc_pdfread *then;     /* the file as it was signed; NULL: it is as it was, or that is not known */
    const bc_sign_fields *fields;
    bc_sign_fields fields_then;
    biaoce_signature *out;
} inquiry;

static const bc_pdfread_object *said(inquiry *q, const char *key)
{
    return bc_pdfread_find(q->file, q->field->value, key);
}

/* -- bytes ---------------------------------------------------------------------------------------------- */

static bool is_blank(bc_str s)
{
    bool blank = true;
    for (size_t i = 0; i < s.n && blank; i++)
        blank = s.p[i] == '\0' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\f' || s.p[i] == '\r' || s.p[i] == ' ';
    return blank;
}

/* Whether the hole is the signature in figures, and nothing besides. */
static bool is_its_hole(bc_str hole, bc_str contents)
{
    if (hole.n < 2 || hole.p[0] != '<' || hole.p[hole.n - 1] != '>')
        return false;
    size_t digits = 0;
    for (size_t i = 1; i + 1 < hole.n; i++) {
        const int digit = bc_str_hex_digit(hole.p[i]);
        if (digit < 0 && !is_blank(bc_str_slice(hole, i, i + 1)))
            return false;
        if (digit < 0)
            continue;
        const size_t at = digits++ / 2;
        if (at >= contents.n)
            return false;
        const unsigned half = digits % 2 ? (unsigned char)contents.p[at] >> 4 : (unsigned char)contents.p[at] & 15;
        if (half != (unsigned)digit)
            return false;
    }
    return (digits + 1) / 2 == contents.n;
}

static bool take_range(inquiry *q)
{
    enum { PARTS = 4 };
    const bc_pdfread_object *range = said(q, "ByteRange");
    uint64_t at[PARTS];
    if (range->kind != BC_PDFREAD_ARRAY || range->n != PARTS)
        return false;
    for (uint32_t i = 0; i < PARTS; i++) {
        const bc_pdfread_object *part = bc_pdfread_item(q->file, range, i);
        if (part->kind != BC_PDFREAD_INTEGER || part->as.integer < 0 || (uint64_t)part->as.integer > q->bytes.n)
            return false;
        at[i] = (uint64_t)part->as.integer;
    }
    if (at[0] || at[1] >= at[2] || at[3] > q->bytes.n - at[2])
        return false;
    q->from = (size_t)at[1];
    q->to = (size_t)at[2];
    q->end = (size_t)(at[2] + at[3]);
    return true;
}

/* Whether nothing stands behind what is covered. Of many blanks some readers cannot find the end of the file, and look
 * for its objects by themselves. */
static bool is_whole(const inquiry *q)
{
    enum { MAX_BLANKS = 64 };
    return q->bytes.n - q->end <= MAX_BLANKS && is_blank(bc_str_slice(q->bytes, q->end, q->bytes.n));
}

static bool refuse_bytes(inquiry *q, const char *text)
{
    q->out->covered = BIAOCE_VERDICT_BAD;
    q->out->covered_text = text;
    return false;
}

/* The same signature in the state of the file that it covers, and of the same field: another one that takes its value
 * would be shown as signed, too. */
static bool is_in(inquiry *q, bc_pdfread *then)
{
    bool has = false;
    bc_sign_fields_find(then, &q->fields_then);
    for (size_t i = 0; i < q->fields_then.list.n && !has; i++) {
        const bc_sign_field *field = &q->fields_then.list.at[i];
        const bc_pdfread_object *contents = field->value ? bc_pdfread_find(then, field->value, "Contents") : NULL;
        has = contents && contents->kind == BC_PDFREAD_STRING && field->value_number &&
              field->value_number == q->field->value_number && field->number == q->field->number &&
              bc_str_eq(field->name, q->field->name) && bc_str_eq(contents->as.text, said(q, "Contents")->as.text);
    }
    return has;
}

/* Whether what is covered is a whole file of its own. */
static bool open_then(inquiry *q)
{
    bc_pdfread_fault fault;
    q->then = bc_pdfread_open(bc_str_slice(q->bytes, 0, q->end), &fault);
    if (!q->then || bc_pdfread_end_of(q->then).repaired || !is_in(q, q->then))
        return refuse_bytes(q, bc_tr("what it covers does not end where a state of the file ended"));
    return true;
}

static bool judge_bytes(inquiry *q)
{
    const bc_pdfread_object *contents = said(q, "Contents");
    if (contents->kind != BC_PDFREAD_STRING)
        return refuse_bytes(q, bc_tr("the signature itself is missing"));
    if (!take_range(q))
        return refuse_bytes(q, bc_tr("it does not say properly which bytes it covers"));
    if (!is_its_hole(bc_str_slice(q->bytes, q->from, q->to), contents->as.text))
        return refuse_bytes(q, bc_tr("it leaves out other bytes than itself"));
    q->out->covered = BIAOCE_VERDICT_GOOD;
    if (is_whole(q)) {
        q->out->covered_text = bc_tr("it covers the whole file but itself");
        return true;
    }
    q->out->covered_text =
        bc_arena_printf(q->arena, bc_tr("it covers the file as it was when it was signed, %zu of %zu bytes"), q->end,
                        q->bytes.n)
            .p;
    return open_then(q);
}

/* -- changes -------------------------------------------------------------------------------------------- */

static const struct {
    biaoce_update bit;
    const char *name, *text;
} UPDATES[] = {
    { BIAOCE_UPDATE_SIGNATURE, "signature", bc_tr_mark("another signature") },
    { BIAOCE_UPDATE_VALIDATION, "validation", bc_tr_mark("data for validation") },
    { BIAOCE_UPDATE_PROPERTIES, "properties", bc_tr_mark("properties of the document") },
    { BIAOCE_UPDATE_FORM, "form", bc_tr_mark("fields filled in") },
    { BIAOCE_UPDATE_ANNOTATIONS, "annotations", bc_tr_mark("annotations or fields added or changed") },
    { BIAOCE_UPDATE_CONTENT, "content", bc_tr_mark("what pages show changed") },
    { BIAOCE_UPDATE_OTHER, "other", bc_tr_mark("something of a kind that is not known") },
};

static const char *list_updates(inquiry *q)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < sizeof UPDATES / sizeof *UPDATES; i++)
        if (q->out->updates & (unsigned)UPDATES[i].bit)
            bc_buf_printf(&text, "%s%s", text.n ? bc_tr(", ") : "", bc_tr(UPDATES[i].text));
    const bc_str kept = bc_arena_str(q->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept.p;
}

/* What may follow the signature: other signatures, and what belongs to them; of one that certifies the file, what it
 * says itself (ISO 32000-1, 12.8.2.2). */
static unsigned allowed(inquiry *q)
{
    enum { NOTHING = 1, FORMS = 2, NOTES = 3 };
    const unsigned usual = BIAOCE_UPDATE_SIGNATURE | BIAOCE_UPDATE_VALIDATION | BIAOCE_UPDATE_PROPERTIES;
    const bc_pdfread_object *all = said(q, "Reference");
    const bc_pdfread_object *how = bc_pdfread_item(q->file, all, 0);
    if (!bc_pdfread_is_name(bc_pdfread_find(q->file, how, "TransformMethod"), "DocMDP"))
        return usual;
    const bc_pdfread_object *level = bc_pdfread_find(q->file, bc_pdfread_find(q->file, how, "TransformParams"), "P");
    const int64_t number = level->kind == BC_PDFREAD_INTEGER ? level->as.integer : FORMS;
    q->out->certifies = true;
    if (number == NOTHING)
        return BIAOCE_UPDATE_VALIDATION;
    return usual | BIAOCE_UPDATE_FORM | (number == NOTES ? BIAOCE_UPDATE_ANNOTATIONS : 0u);
}

static void judge_changes(inquiry *q)
{
    const unsigned may = allowed(q);
    q->out->changed = BIAOCE_VERDICT_GOOD;
    q->out->changed_text = bc_tr("nothing was added since");
    if (is_whole(q))
        return;
    if (!q->then || !bc_pdfread_is_plain(q->file, q->then)) {
        q->out->updates = BIAOCE_UPDATE_OTHER;
        q->out->changed = BIAOCE_VERDICT_BAD;
        q->out->changed_text = bc_tr("what was added since is not read alike by every program");
        return;
    }
    q->out->updates =
        bc_sign_revision_compare((bc_sign_state){ q->then, &q->fields_then }, (bc_sign_state){ q->file, q->fields });
    if (!q->out->updates)
        q->out->changed_text = bc_tr("what was added since changes nothing");
    else if (q->out->updates & ~may)
        q->out->changed = BIAOCE_VERDICT_BAD;
    if (q->out->updates)
        q->out->changed_text =
            bc_arena_printf(q->arena,
                            q->out->changed == BIAOCE_VERDICT_GOOD ? bc_tr("since then: %s")
                            : q->out->certifies                    ? bc_tr("since then, against what it allows: %s")
                                                : bc_tr("since then: %s; what was signed is another document"),
                            list_updates(q))
                .p;
}

/* -- the signature -------------------------------------------------------------------------------------- */

static bool take_digits(bc_str s, size_t *at, int n, int *out)
{
    int value = 0;
    for (int i = 0; i < n; i++, ++*at) {
        if (*at >= s.n || s.p[*at] < '0' || s.p[*at] > '9')
            return false;
        value = value * 10 + (s.p[*at] - '0');
    }
    *out = value;
    return true;
}

/* `D:20261122215516+08'00'`; 0: it says no time to the second. */
static int64_t time_of(bc_str text)
{
    enum { HOUR = 3600, MINUTE = 60 };
    struct tm tm = { 0 };
    size_t at = bc_str_starts(text, BC_STR("D:")) ? 2 : 0;
    int hours = 0, minutes = 0;
    if (!take_digits(text, &at, 4, &tm.tm_year) || !take_digits(text, &at, 2, &tm.tm_mon) ||
        !take_digits(text, &at, 2, &tm.tm_mday) || !take_digits(text, &at, 2, &tm.tm_hour) ||
        !take_digits(text, &at, 2, &tm.tm_min) || !take_digits(text, &at, 2, &tm.tm_sec))
        return 0;
    const int sign = at < text.n && text.p[at] == '-' ? -1 : 1;
    const bool shifted = at < text.n && (text.p[at] == '+' || text.p[at] == '-');
    at++;
    if (shifted && take_digits(text, &at, 2, &hours)) {
        at += at < text.n && text.p[at] == '\'';
        (void)take_digits(text, &at, 2, &minutes);
    }
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return (int64_t)timegm(&tm) - sign * (hours * HOUR + minutes * MINUTE);
}

/* Of the whole file, as a signature of its own. */
static bool is_timestamp(const biaoce_signature *signature)
{
    return strcmp(signature->kind, "ETSI.RFC3161") == 0;
}

static void judge_signature(inquiry *q, const bc_sign_trust *trust)
{
    static const char *const KNOWN[] = { "ETSI.CAdES.detached", "adbe.pkcs7.detached" };
    bc_sign_judgement judged = { 0 };
    const bc_pdfread_object *kind = said(q, "SubFilter"), *when = said(q, "M"), *contents = said(q, "Contents");
    bool known = false;
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        known = known || bc_pdfread_is_name(kind, KNOWN[i]);
    q->out->kind = kind->kind == BC_PDFREAD_NAME ? bc_arena_str(q->arena, kind->as.text).p : "";
    q->out->timestamped = is_timestamp(q->out);
    q->out->time = when->kind == BC_PDFREAD_STRING ? time_of(when->as.text) : 0;
    q->out->valid_text = q->out->chain_text = q->out->in_time_text =
        q->out->timestamped ? bc_tr("not judged: it is a timestamp, which signs for nobody")
        : known             ? bc_tr("not judged: there are no bytes that it could be of")
                            : bc_tr("not judged: it is of a kind that is not known here");
    if (!known || contents->kind != BC_PDFREAD_STRING || !q->end)
        return;
    bc_sign_judge(q->arena, trust, contents->as.text, bc_str_slice(q->bytes, 0, q->from),
                  bc_str_slice(q->bytes, q->to, q->end), q->out->time, &judged);
    q->out->valid = judged.valid.verdict;
    q->out->valid_text = judged.valid.text.p;
    q->out->chain = judged.chain.verdict;
    q->out->chain_text = judged.chain.text.p;
    q->out->in_time = judged.in_time.verdict;
    q->out->in_time_text = judged.in_time.text.p;
    q->out->signer = judged.signer.n ? judged.signer.p : "";
    q->out->issuer = judged.issuer.n ? judged.issuer.p : "";
    q->out->digest = judged.digest.n ? judged.digest.p : "";
    q->out->weak = judged.weak;
    q->out->timestamped = judged.timestamped;
    q->out->time = judged.time;
}

/* -- what is said --------------------------------------------------------------------------------------- */

typedef struct line {
    const char *name, *label;
    biaoce_verdict verdict;
    const char *text;
} line;

enum { LINES = 5 };

static void lines_of(const biaoce_signature *s, line out[LINES])
{
    out[0] = (line){ "covered", bc_tr("bytes covered"), s->covered, s->covered_text };
    out[1] = (line){ "changed", bc_tr("changes since"), s->changed, s->changed_text };
    out[2] = (line){ "valid", bc_tr("digest and signature"), s->valid, s->valid_text };
    out[3] = (line){ "chain", bc_tr("certificates"), s->chain, s->chain_text };
    out[4] = (line){ "in_time", bc_tr("validity when signed"), s->in_time, s->in_time_text };
}

/* Words of the file are a stranger's: none begins a line, or steers a terminal. */
static const char *shown(inquiry *q, const char *text)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_put_shown(bc_str_from(text), &out);
    const bc_str kept = bc_arena_str(q->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return kept.p;
}

static void put_head(inquiry *q, bc_buf *text)
{
    const biaoce_signature *s = q->out;
    bc_buf_printf(text, bc_tr("signature in field %s, by %s (certificate issued by %s)"), shown(q, s->field),
                  *s->signer ? shown(q, s->signer) : bc_tr("nobody known"),
                  *s->issuer ? shown(q, s->issuer) : bc_tr("nobody known"));
    if (s->time)
        bc_buf_printf(text, bc_tr(", at %s as it claims"), bc_sign_time_text(q->arena, s->time).p);
    if (*s->reason)
        bc_buf_printf(text, bc_tr(", reason: %s"), shown(q, s->reason));
    if (*s->location)
        bc_buf_printf(text, bc_tr(", place: %s"), shown(q, s->location));
    bc_buf_add_char(text, '\n');
}

static const char *put_lines(inquiry *q)
{
    const char *const MARKS[] = { bc_tr("[ ?? ]"), bc_tr("[good]"), bc_tr("[BAD ]") };
    line lines[LINES];
    bc_buf text;
    bc_buf_init(&text);
    lines_of(q->out, lines);
    put_head(q, &text);
    for (int i = 0; i < LINES; i++)
        bc_buf_printf(&text, "  %s %s: %s\n", MARKS[lines[i].verdict], lines[i].label, shown(q, lines[i].text));
    if (q->out->timestamped)
        bc_buf_printf(&text, "  %s %s\n", MARKS[0], bc_tr("timestamp: there is one, not judged"));
    const bc_str kept = bc_arena_str(q->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept.p;
}

static void put_member(bc_buf *out, const char *name, const char *text)
{
    bc_buf_printf(out, ",\"%s\":", name);
    bc_json_quote(out, bc_str_from(text));
}

static const char *put_json(inquiry *q)
{
    static const char *const VERDICTS[] = { "not judged", "good", "bad" };
    const biaoce_signature *s = q->out;
    line lines[LINES];
    bc_buf text;
    bool first = true;
    bc_buf_init(&text);
    lines_of(s, lines);
    bc_buf_add_text(&text, "{\"file\":");
    bc_json_quote(&text, bc_str_from(s->file));
    put_member(&text, "field", s->field);
    put_member(&text, "signer", s->signer);
    put_member(&text, "issuer", s->issuer);
    put_member(&text, "kind", s->kind);
    put_member(&text, "digest", s->digest);
    put_member(&text, "reason", s->reason);
    put_member(&text, "location", s->location);
    bc_buf_printf(&text, ",\"claimed_time\":%lld,\"certifies\":%s,\"timestamp\":%s,\"good\":%s,\"updates\":[",
                  (long long)s->time, s->certifies ? "true" : "false", s->timestamped ? "\"not judged\"" : "null",
                  bc_sign_is_good(s) ? "true" : "false");
    for (size_t i = 0; i < sizeof UPDATES / sizeof *UPDATES; i++)
        if (s->updates & (unsigned)UPDATES[i].bit) {
            bc_buf_printf(&text, "%s\"%s\"", first ? "" : ",", UPDATES[i].name);
            first = false;
        }
    bc_buf_add_char(&text, ']');
    for (int i = 0; i < LINES; i++) {
        bc_buf_printf(&text, ",\"%s\":{\"verdict\":\"%s\",\"text\":", lines[i].name, VERDICTS[lines[i].verdict]);
        bc_json_quote(&text, bc_str_from(lines[i].text));
        bc_buf_add_char(&text, '}');
    }
    bc_buf_add_text(&text, "}\n");
    const bc_str kept = bc_arena_str(q->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept.p;
}

/* Timestamps are not judged here, which is no fault of theirs; signatures are to be. */
bool bc_sign_is_right(const biaoce_signature *s)
{
    return s->valid == BIAOCE_VERDICT_GOOD || (s->valid == BIAOCE_VERDICT_NOT_JUDGED && is_timestamp(s));
}

bool bc_sign_is_good(const biaoce_signature *s)
{
    return s->covered == BIAOCE_VERDICT_GOOD && s->changed == BIAOCE_VERDICT_GOOD && bc_sign_is_right(s) &&
           s->chain != BIAOCE_VERDICT_BAD && s->in_time != BIAOCE_VERDICT_BAD;
}

void bc_sign_verify(bc_arena *arena, const bc_sign_trust *trust, bc_str bytes, bc_sign_state state,
                    const bc_sign_field *field, biaoce_signature *out)
{
    inquiry q = {
        .arena = arena, .bytes = bytes, .file = state.file, .fields = state.fields, .field = field, .out = out
    };
    out->field = bc_arena_str(arena, field->name).p;
    out->signer = out->issuer = out->digest = out->kind = "";
    out->reason = bc_sign_text_of(arena, said(&q, "Reason")).p;
    out->location = bc_sign_text_of(arena, said(&q, "Location")).p;
    if (judge_bytes(&q)) {
        judge_changes(&q);
    } else {
        out->changed = BIAOCE_VERDICT_NOT_JUDGED;
        out->changed_text = bc_tr("not judged: it is not known which bytes were signed");
    }
    judge_signature(&q, trust);
    bc_sign_fields_release(&q.fields_then);
    bc_pdfread_free(q.then);
    out->text = put_lines(&q);
    out->json = put_json(&q);
}
