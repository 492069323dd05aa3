/* Texts with $(…) in them. */
#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "expr/private/run.h"

#include <string.h>

typedef struct segment {
    bc_str text; /* as it stands, when expr is NULL */
    const bc_expr *expr;
    bool written; /* as these say */
    bc_expr_figures figures;
} segment;

struct bc_expr_phrase {
    const segment *segments;
    uint32_t n;
};

typedef BC_VEC(segment) segment_list;

typedef struct reader {
    bc_arena *arena;
    bc_str text;
    bc_diag_mark at;
    bc_diag_list *diags;
    segment_list segments;
    bool failed;
} reader;

static void add_text(reader *in, size_t from, size_t to)
{
    if (to > from)
        bc_vec_add(&in->segments, (segment){ .text = bc_str_slice(in->text, from, to) });
}

static void report(reader *in, size_t from, size_t to, const char *message, const char *hint)
{
    bc_diag_add(in->diags, BC_DIAG_ERROR, "E318", bc_expr_locate(in->text, in->at, from, to), "%s", message);
    bc_diag_hint(in->diags, "%s", hint);
    in->failed = true;
}

/* Behind the text in quotation marks that begins at `at`, or SIZE_MAX. */
static size_t skip_quoted(bc_str text, size_t at)
{
    char quote = text.p[at++];
    for (; at < text.n; at++) {
        if (text.p[at] == quote)
            return at + 1;
        if (text.p[at] == '\\')
            at++;
    }
    return SIZE_MAX;
}

/* The ) that closes the bracket before `at`, or SIZE_MAX: brackets nest, those in texts do not count. */
static size_t closing_bracket(bc_str text, size_t at)
{
    size_t open = 0;
    while (at < text.n) {
        char c = text.p[at];
        if (c == '\'' || c == '"') {
            at = skip_quoted(text, at);
            continue;
        }
        if (c == ')' && open == 0)
            return at;
        open += c == '(';
        open -= c == ')';
        at++;
    }
    return SIZE_MAX;
}

/* Reads the interpolation whose dollar sign stands at `at`; returns where the text goes on. */
static size_t read_interpolation(reader *in, size_t at)
{
    size_t end = closing_bracket(in->text, at + 2);
    if (end == SIZE_MAX) {
        report(in, at, at + 2, bc_tr("this $( is not closed"),
               bc_tr("end the expression with ), and texts in it with their quotation mark"));
        return in->text.n;
    }
    bc_str inner = bc_str_slice(in->text, at + 2, end);
    const bc_expr *expr = bc_expr_compile(in->arena, inner, bc_expr_locate(in->text, in->at, at + 2, end), in->diags);
    in->failed |= !expr;
    bc_vec_add(&in->segments, (segment){ .expr = expr });
    return end + 1;
}

static void read_segments(reader *in)
{
    size_t from = 0, at = 0;
    while ((at = bc_str_find(in->text, BC_STR("$"), at)) != SIZE_MAX) {
        bc_str rest = bc_str_slice(in->text, at + 1, in->text.n);
        if (bc_str_starts(rest, BC_STR("("))) {
            add_text(in, from, at);
            from = at = read_interpolation(in, at);
        } else if (bc_str_starts(rest, BC_STR("$"))) {
            add_text(in, from, at + 1);
            from = at += 2;
        } else {
            if (bc_str_starts(rest, BC_STR("{")))
                report(in, at, at + 2, bc_tr("${ begins nothing in a template"),
                       bc_tr("write $(…); a dollar sign is $$"));
            else if (bc_str_starts(rest, BC_STR("（")))
                report(in, at, at + 1 + strlen("（"), bc_tr("the bracket after $ is a full-width one"),
                       bc_tr("write $(…) with ASCII brackets; a dollar sign is $$"));
            at++;
        }
    }
    add_text(in, from, in->text.n);
}

/* Texts next to each other become one, so that `$$` alone leaves the phrase constant. */
static bc_str join_segments(bc_arena *arena, const segment_list *segments, size_t from, size_t to)
{
    if (to == from + 1)
        return segments->at[from].text;
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = from; i < to; i++)
        bc_buf_add_str(&text, segments->at[i].text);
    bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

static const bc_expr_phrase *keep_segments(bc_arena *arena, const segment_list *segments)
{
    segment *kept = BC_NEW_ARRAY(arena, segment, segments->n);
    uint32_t n = 0;
    for (size_t from = 0, to; from < segments->n; from = to) {
        to = from;
        while (to < segments->n && !segments->at[to].expr)
            to++;
        kept[n++] = to > from ? (segment){ .text = join_segments(arena, segments, from, to) } : segments->at[to++];
    }
    bc_expr_phrase *phrase = BC_NEW(arena, bc_expr_phrase);
    *phrase = (bc_expr_phrase){ kept, n };
    return phrase;
}

const bc_expr_phrase *bc_expr_phrase_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags)
{
    reader in = { .arena = arena, .text = text, .at = at, .diags = diags };
    read_segments(&in);
    const bc_expr_phrase *phrase = in.failed ? NULL : keep_segments(arena, &in.segments);
    bc_vec_release(&in.segments);
    return phrase;
}

const bc_expr_phrase *bc_expr_phrase_in_figures(const bc_expr_phrase *phrase, bc_arena *arena,
                                                bc_expr_figures (*figures)(void *context, const bc_expr *expr),
                                                void *context)
{
    segment *segments = BC_NEW_COPY(arena, phrase->segments, phrase->n);
    for (uint32_t i = 0; i < phrase->n; i++) {
        segment *own = &segments[i];
        if (own->expr)
            own->figures = figures(context, own->expr);
        own->written = own->expr && (own->figures.decimals >= 0 || own->figures.grouped);
    }
    bc_expr_phrase *made = BC_NEW(arena, bc_expr_phrase);
    *made = (bc_expr_phrase){ segments, phrase->n };
    return made;
}

static bc_str write_number(const bc_value *number, bc_expr_figures figures, bc_arena *arena)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(number->as.number, figures.decimals, figures.grouped, &text);
    if (figures.unit)
        bc_buf_add_str(&text, number->unit);
    const bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

static bc_str segment_text(const segment *from, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags)
{
    bc_value value;
    if (!from->expr)
        return from->text;
    if (!bc_expr_eval(from->expr, scope, arena, diags, &value))
        return (bc_str){ 0 };
    return from->written && value.type == BC_VALUE_NUMBER ? write_number(&value, from->figures, arena)
                                                          : bc_expr_run_print(arena, &value);
}

bc_str bc_expr_phrase_eval(const bc_expr_phrase *phrase, const bc_expr_scope *scope, bc_arena *arena,
                           bc_diag_list *diags)
{
    if (phrase->n == 1)
        return segment_text(&phrase->segments[0], scope, arena, diags);
    bc_str *parts = BC_NEW_ARRAY(arena, bc_str, phrase->n);
    size_t n = 0;
    for (uint32_t i = 0; i < phrase->n; i++) {
        parts[i] = segment_text(&phrase->segments[i], scope, arena, diags);
        n += parts[i].n;
    }
    char *text = bc_arena_alloc(arena, n + 1);
    n = 0;
    for (uint32_t i = 0; i < phrase->n; i++) {
        if (parts[i].n)
            memcpy(text + n, parts[i].p, parts[i].n);
        n += parts[i].n;
    }
    return (bc_str){ text, n };
}

void bc_expr_phrase_parts(const bc_expr_phrase *phrase, void (*visit)(void *context, const bc_expr *expr),
                          void *context)
{
    for (uint32_t i = 0; i < phrase->n; i++)
        if (phrase->segments[i].expr)
            visit(context, phrase->segments[i].expr);
}

bool bc_expr_phrase_is_constant(const bc_expr_phrase *phrase, bc_str *text)
{
    if (phrase->n > 1 || (phrase->n == 1 && phrase->segments[0].expr))
        return false;
    *text = phrase->n ? phrase->segments[0].text : (bc_str){ 0 };
    return true;
}

bc_str bc_expr_phrase_place(const bc_expr_phrase *phrase)
{
    return phrase->n == 1 && phrase->segments[0].expr ? bc_expr_place(phrase->segments[0].expr) : (bc_str){ 0 };
}

const bc_expr *bc_expr_phrase_indented(const bc_expr_phrase *phrase)
{
    const bc_expr *found = NULL;
    for (uint32_t i = 0; i < phrase->n; i++) {
        const segment *own = &phrase->segments[i];
        if (own->expr ? bc_expr_is_blank(own->expr) : !bc_str_trim(own->text).n)
            continue;
        if (!own->expr || found || !bc_expr_place(own->expr).n)
            return NULL;
        found = own->expr;
    }
    return found;
}

static const bc_expr_phrase *take_part(bc_arena *arena, segment_list *part)
{
    const bc_expr_phrase *phrase = keep_segments(arena, part);
    bc_vec_clear(part);
    return phrase;
}

uint32_t bc_expr_phrase_cut(const bc_expr_phrase *phrase, char at, bc_arena *arena, const bc_expr_phrase *const **out)
{
    BC_VEC(const bc_expr_phrase *) parts = { 0 };
    segment_list part = { 0 };
    for (uint32_t i = 0; i < phrase->n; i++) {
        const segment *own = &phrase->segments[i];
        size_t from = 0;
        for (size_t end; !own->expr && (end = bc_str_find(own->text, (bc_str){ &at, 1 }, from)) != SIZE_MAX;
             from = end + 1) {
            bc_vec_add(&part, (segment){ .text = bc_str_slice(own->text, from, end) });
            bc_vec_add(&parts, take_part(arena, &part));
        }
        bc_vec_add(&part, own->expr ? *own : (segment){ .text = bc_str_slice(own->text, from, own->text.n) });
    }
    bc_vec_add(&parts, take_part(arena, &part));
    *out = BC_NEW_COPY(arena, parts.at, parts.n);
    const uint32_t n = (uint32_t)parts.n;
    bc_vec_release(&part);
    bc_vec_release(&parts);
    return n;
}

void bc_expr_phrase_paths(const bc_expr_phrase *phrase,
                          void (*visit)(void *context, bc_str path, bc_diag_mark mark, bool inner), void *context)
{
    for (uint32_t i = 0; i < phrase->n; i++)
        if (phrase->segments[i].expr)
            bc_expr_paths(phrase->segments[i].expr, visit, context);
}

/* The expression that waits for the words behind it ends where these begin. */
static void settle(const bc_expr_phrase *phrase, uint32_t waiting, bc_str value,
                   void (*found)(void *context, bc_str path, bc_str value), void *context)
{
    const bc_str path = bc_expr_place(phrase->segments[waiting].expr);
    if (found && path.n && bc_str_trim(value).n)
        found(context, path, bc_str_trim(value));
}

/* Half-width signs for full-width ones are the same words. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static void skip_blanks(bc_str text, size_t *at)
{
    for (size_t next = *at; *at < text.n; *at = next) {
        const uint32_t c = bc_utf8_next(text, &next);
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x3000)
            return;
    }
}

/* The byte behind the words, if the text has them at that place; SIZE_MAX: it does not. */
static size_t match_words(bc_str text, size_t at, bc_str words)
{
    for (size_t i = 0; skip_blanks(words, &i), i < words.n;) {
        skip_blanks(text, &at);
        if (at >= text.n || narrow(bc_utf8_next(text, &at)) != narrow(bc_utf8_next(words, &i)))
            return SIZE_MAX;
    }
    return at;
}

/* Where the text has the words, from there on, though set wider or narrower; SIZE_MAX: nowhere. */
static size_t find_words(bc_str text, size_t at, bc_str words, size_t *end)
{
    for (size_t next = at; at < text.n; at = next) {
        *end = match_words(text, at, words);
        if (*end != SIZE_MAX)
            return at;
        (void)bc_utf8_next(text, &next);
    }
    return SIZE_MAX;
}

static bool read(const bc_expr_phrase *phrase, bc_str text, void (*found)(void *context, bc_str path, bc_str value),
                 void *context)
{
    size_t at = 0;
    uint32_t waiting = UINT32_MAX;
    bool told = false;
    for (uint32_t i = 0; i < phrase->n; i++) {
        const segment *segment = &phrase->segments[i];
        const bc_str words = segment->expr ? (bc_str){ 0 } : bc_str_trim(segment->text);
        if (segment->expr && waiting != UINT32_MAX)
            return false; /* nobody knows where one ends and the other begins */
        if (segment->expr)
            waiting = i;
        if (!words.n)
            continue;
        size_t end;
        const size_t begins = find_words(text, at, words, &end);
        if (begins == SIZE_MAX || (waiting == UINT32_MAX && bc_str_trim(bc_str_slice(text, at, begins)).n))
            return false;
        if (waiting != UINT32_MAX)
            settle(phrase, waiting, bc_str_slice(text, at, begins), found, context);
        waiting = UINT32_MAX;
        at = end;
        told = true;
    }
    const bc_str rest = bc_str_slice(text, at, text.n);
    if (waiting != UINT32_MAX)
        settle(phrase, waiting, rest, found, context);
    return told && (waiting != UINT32_MAX || !bc_str_trim(rest).n);
}

bool bc_expr_phrase_read(const bc_expr_phrase *phrase, bc_str text,
                         void (*found)(void *context, bc_str path, bc_str value), void *context)
{
    return read(phrase, text, NULL, NULL) && (!found || read(phrase, text, found, context));
}

void bc_expr_phrase_readable(const bc_expr_phrase *phrase, void (*found)(void *context, bc_str path, bc_str value),
                             void *context)
{
    bc_buf sample;
    bc_buf_init(&sample);
    for (uint32_t i = 0; i < phrase->n; i++)
        bc_buf_add_str(&sample, phrase->segments[i].expr ? BC_STR("\x01") : phrase->segments[i].text);
    (void)bc_expr_phrase_read(phrase, bc_buf_str(&sample), found, context);
    bc_buf_release(&sample);
}
