/* The list of what is wrong. All is kept, not only the first, with its place and in the order of the text; past a
 * thousand only the counts go on, for a hostile file must not make memory grow with its faults. */
#include "base/diag.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Bytes: some lines of a terminal, in Chinese too. Hints may name all the words there are. */
enum { MAX_MESSAGE = 900, MAX_HINT = 3000 };

void bc_diag_list_init(bc_diag_list *diags)
{
    *diags = (bc_diag_list){ 0 };
}

void bc_diag_list_release(bc_diag_list *diags)
{
    bc_arena_release(&diags->arena);
    bc_vec_release(&diags->list);
    *diags = (bc_diag_list){ 0 };
}

void bc_diag_list_clear(bc_diag_list *diags)
{
    bc_arena_reset(&diags->arena);
    bc_vec_clear(&diags->list);
    diags->errors = diags->warnings = 0;
    diags->last_left_out = false;
}

static void count(bc_diag_list *diags, bc_diag_severity severity)
{
    diags->errors += severity == BC_DIAG_ERROR;
    diags->warnings += severity == BC_DIAG_WARNING;
}

void bc_diag_list_cut(bc_diag_list *diags, size_t n)
{
    for (size_t i = n; i < diags->list.n; i++) {
        diags->errors -= diags->list.at[i].severity == BC_DIAG_ERROR;
        diags->warnings -= diags->list.at[i].severity == BC_DIAG_WARNING;
    }
    if (n < diags->list.n)
        diags->list.n = n;
    diags->last_left_out = false;
}

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* A value may be a megabyte long, and a message quotes it. Its beginning stays, and the end, where the sentence says
 * what is wrong with it. */
static bc_str cut(bc_arena *arena, bc_str text, size_t most)
{
    if (text.n <= most)
        return bc_arena_str(arena, text);
    size_t from = most * 2 / 3, to = text.n - most / 3;
    while (from > 0 && is_inside_character(text.p[from]))
        from--;
    while (to < text.n && is_inside_character(text.p[to]))
        to++;
    return bc_arena_printf(arena, "%.*s…%.*s", (int)from, text.p, (int)(text.n - to), text.p + to);
}

static bc_str format_text(bc_arena *arena, size_t most, const char *format, va_list args)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_vprintf(&text, format, args);
    bc_str copy = cut(arena, bc_buf_str(&text), most);
    bc_buf_release(&text);
    return copy;
}

static bc_diag_severity severity_in(const bc_diag_list *diags, bc_diag_severity severity)
{
    return diags->strict && severity == BC_DIAG_WARNING ? BC_DIAG_ERROR : severity;
}

void bc_diag_add(bc_diag_list *diags, bc_diag_severity severity, const char *code, bc_diag_mark mark,
                 const char *format, ...)
{
    if (!diags)
        return;
    severity = severity_in(diags, severity);
    count(diags, severity);
    diags->last_left_out = diags->list.n >= BC_MAX_DIAGS;
    if (diags->last_left_out)
        return;
    va_list args;
    va_start(args, format);
    bc_str message = format_text(&diags->arena, MAX_MESSAGE, format, args);
    va_end(args);
    bc_vec_add(&diags->list, (bc_diag){ .severity = severity, .code = code, .mark = mark, .message = message });
}

void bc_diag_hint(bc_diag_list *diags, const char *format, ...)
{
    if (!diags || !diags->list.n || diags->last_left_out)
        return;
    va_list args;
    va_start(args, format);
    diags->list.at[diags->list.n - 1].hint = format_text(&diags->arena, MAX_HINT, format, args);
    va_end(args);
}

void bc_diag_about(bc_diag_list *diags, const void *about)
{
    if (diags && diags->list.n && !diags->last_left_out)
        diags->list.at[diags->list.n - 1].about = about;
}

static const char *binary_size(uint64_t bytes, char *room, size_t size)
{
    static const char *const UNITS[] = { "bytes", "KiB", "MiB", "GiB" };
    size_t unit = 0;
    for (; unit < 3 && bytes && bytes % 1024 == 0; unit++)
        bytes /= 1024;
    snprintf(room, size, "%llu %s", (unsigned long long)bytes, UNITS[unit]);
    return room;
}

void bc_diag_add_excess(bc_diag_list *diags, bc_diag_mark mark, const bc_quota *quota)
{
    const bc_quota_limits *limits = &quota->limits;
    char room[32];
    switch (quota->over) {
    case BC_QUOTA_KEPT:
        return;
    case BC_QUOTA_MEMORY:
        bc_diag_add(diags, BC_DIAG_ERROR, "E533", mark, bc_tr("the record takes more than %s of memory"),
                    binary_size(limits->memory, room, sizeof room));
        break;
    case BC_QUOTA_TIME:
        bc_diag_add(diags, BC_DIAG_ERROR, "E533", mark, bc_tr("the record takes more than %g s"),
                    (double)limits->milliseconds / 1000);
        break;
    case BC_QUOTA_PAGES:
        bc_diag_add(diags, BC_DIAG_ERROR, "E533", mark, bc_tr("the record makes more than %u pages"),
                    (unsigned)limits->pages);
        break;
    }
    bc_diag_hint(diags, "%s", bc_tr("--limit says how much a record may take"));
}

bool bc_diag_list_has_code(const bc_diag_list *diags, const char *code)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (strcmp(diags->list.at[i].code, code) == 0)
            return true;
    return false;
}

bool bc_diag_list_has(const bc_diag_list *diags, const char *code, bc_diag_mark mark)
{
    for (size_t i = 0; diags && i < diags->list.n; i++) {
        const bc_diag *diag = &diags->list.at[i];
        if (diag->mark.line == mark.line && diag->mark.column == mark.column && diag->mark.source == mark.source &&
            strcmp(diag->code, code) == 0)
            return true;
    }
    return false;
}

void bc_diag_list_keep(bc_diag_list *diags, size_t from, bc_arena *arena)
{
    for (size_t i = from; i < diags->list.n; i++) {
        bc_diag_mark *mark = &diags->list.at[i].mark;
        if (mark->source)
            mark->source = bc_diag_source_keep(arena, mark, bc_arena_str(arena, mark->source->name));
    }
}

void bc_diag_list_forget(bc_diag_list *diags, const bc_diag_source *source)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].mark.source == source)
            diags->list.at[i].mark = (bc_diag_mark){ 0 };
}

void bc_diag_list_append(bc_diag_list *diags, const bc_diag_list *from)
{
    for (size_t i = 0; diags && i < from->list.n; i++) {
        bc_diag diag = from->list.at[i];
        diag.severity = severity_in(diags, diag.severity);
        count(diags, diag.severity);
        diags->last_left_out = diags->list.n >= BC_MAX_DIAGS;
        if (diags->last_left_out)
            continue;
        diag.message = bc_arena_str(&diags->arena, diag.message);
        diag.hint = bc_arena_str(&diags->arena, diag.hint);
        if (diag.again_count)
            diag.again = BC_NEW_COPY(&diags->arena, diag.again, diag.again_count);
        bc_vec_add(&diags->list, diag);
    }
}

static bool is_same_text(const bc_diag_source *a, const bc_diag_source *b)
{
    return a == b || (a && b && bc_str_eq(a->name, b->name)); /* one file may have been read twice */
}

static bool stands_before(const bc_diag_mark *a, const bc_diag_mark *b)
{
    if (!a->line || !b->line || !is_same_text(a->source, b->source))
        return false;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

void bc_diag_list_sort(bc_diag_list *diags)
{
    /* Insertion: the list is short and nearly sorted, and equal places must keep their order. */
    for (size_t i = 1; i < diags->list.n; i++) {
        bc_diag moving = diags->list.at[i];
        size_t at = i;
        for (; at > 0 && stands_before(&moving.mark, &diags->list.at[at - 1].mark); at--)
            diags->list.at[at] = diags->list.at[at - 1];
        diags->list.at[at] = moving;
    }
}

/* Half of the letters of a word may be a slip of the keyboard; half of its Chinese characters make another word, unless
 * one holds the other. */
static bool is_slip(bc_str name, unsigned edits, bc_str candidate)
{
    size_t characters = 0, wide = 0;
    for (size_t i = 0; i < candidate.n; i++) {
        characters += ((unsigned char)candidate.p[i] & 0xC0) != 0x80;
        wide += (unsigned char)candidate.p[i] >= 0xC0;
    }
    const bool part = bc_str_find(candidate, name, 0) != SIZE_MAX || bc_str_find(name, candidate, 0) != SIZE_MAX;
    return edits * 2 <= characters && (!wide || edits == 1 || part || edits * 2 < characters);
}

/* A name as it is written with a Chinese keyboard: letters and digits of full width, in quotation marks of prose. */
static void narrow(bc_str name, bc_buf *out)
{
    for (size_t at = 0; at < name.n;) {
        const uint32_t c = bc_utf8_next(name, &at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            bc_buf_add_char(out, (char)(c - 0xFF01 + '!'));
        else if (c < 0x2018 || c > 0x201F)
            bc_buf_add_utf8(out, c);
    }
}

static bc_str find_nearest(bc_str name, const bc_str *candidates, size_t n)
{
    bc_str best = { 0 };
    unsigned least = 3; /* two edits are a slip, three another word */
    for (size_t i = 0; i < n; i++) {
        unsigned edits = bc_str_distance(name, candidates[i], least);
        if (edits < least && is_slip(name, edits, candidates[i])) {
            least = edits;
            best = candidates[i];
        }
    }
    return best;
}

bc_str bc_diag_nearest(bc_str name, const bc_str *candidates, size_t n)
{
    bc_str near = find_nearest(name, candidates, n);
    bc_buf narrowed;
    bc_buf_init(&narrowed);
    narrow(name, &narrowed);
    if (!near.n && narrowed.n && !bc_str_eq(bc_buf_str(&narrowed), name))
        near = find_nearest(bc_buf_str(&narrowed), candidates, n);
    bc_buf_release(&narrowed);
    return near;
}
