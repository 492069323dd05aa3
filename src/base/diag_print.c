/* A diagnostic as a person reads it: place, message, the line with a caret under it, hint. What is shown of a line
 * fits a terminal whatever the line holds: it is cut around the caret, columns count as wide as the characters are,
 * and what could steer a terminal is replaced. */
#include "base/diag.h"

#include "base/json.h"
#include "base/tr.h"
#include "base/utf8.h"

#include <string.h>

/* Columns of a source line that are shown: with the indentation it fits a terminal of 80. */
enum { EXCERPT_COLUMNS = 76, EXCERPT_LEAD = 24, TAB_COLUMNS = 8, SEARCHED_AT_ONCE = 256 };
enum { MAX_EXCERPT_CHARACTERS = 4 * EXCERPT_COLUMNS };

#define EXCERPT_INDENT "    "

typedef struct palette {
    const char *place, *severity[3], *caret, *off;
} palette;

static const palette COLOURED = { .place = "\033[1m",
                                  .severity = { "\033[1;36m", "\033[1;35m", "\033[1;31m" },
                                  .caret = "\033[1;32m",
                                  .off = "\033[0m" };
static const palette PLAIN = { .place = "", .severity = { "", "", "" }, .caret = "", .off = "" };

static const char *const SEVERITIES[] = { bc_tr_mark("note"), bc_tr_mark("warning"), bc_tr_mark("error") };

const char *bc_diag_severity_name(bc_diag_severity severity)
{
    return SEVERITIES[severity];
}

const char *bc_diag_severity_word(bc_diag_severity severity)
{
    return bc_tr(SEVERITIES[severity]);
}

/* The character as it is shown: U+FFFD for what must not reach a terminal. */
static uint32_t shown(uint32_t c)
{
    return bc_utf8_is_hidden(c) && c != '\t' ? BC_UTF8_BAD : c;
}

void bc_diag_put_shown(bc_str text, bc_buf *out)
{
    for (size_t at = 0; at < text.n;)
        bc_buf_add_utf8(out, shown(bc_utf8_next(text, &at)));
}

static bool has_place(const bc_diag *diag)
{
    return diag->mark.source && diag->mark.line;
}

/* Where the line that starts here ends: at LF, CR or the end of the text. Looked for piece by piece,
 * for neither may be searched for through a whole file that has only the other. */
static size_t line_end(bc_str text, size_t start)
{
    for (size_t at = start; at < text.n; at += SEARCHED_AT_ONCE) {
        bc_str piece = bc_str_slice(text, at, at + SEARCHED_AT_ONCE);
        const char *feed = memchr(piece.p, '\n', piece.n);
        const char *carriage = memchr(piece.p, '\r', feed ? (size_t)(feed - piece.p) : piece.n);
        if (feed || carriage)
            return (size_t)((carriage ? carriage : feed) - text.p);
    }
    return text.n;
}

/* Moves past the end of the line that starts at *start; false at the end of the text. */
static bool next_line(bc_str text, size_t *start)
{
    size_t end = line_end(text, *start);
    if (end == text.n)
        return false;
    *start = end + (text.p[end] == '\r' && end + 1 < text.n && text.p[end + 1] == '\n' ? 2 : 1);
    return true;
}

void bc_diag_source_index(bc_arena *arena, bc_diag_source *source)
{
    BC_VEC(size_t) places = { 0 };
    size_t start = 0;
    for (uint32_t line = 1; next_line(source->text, &start); line++)
        if (line % BC_DIAG_SOURCE_STEP == 0)
            bc_vec_add(&places, start); /* of the line after this one */
    if (places.n)
        bc_arena_adopt(arena, places.at, places.capacity * sizeof *places.at);
    source->places = places.at;
    source->place_count = places.n;
}

/* Where the line starts in the source's text, or the part that it has of it; false when it has nothing of it. */
static bool find_start(const bc_diag_source *source, uint32_t line, size_t *out)
{
    if (line <= source->lines_before)
        return false;
    line -= source->lines_before;
    size_t start = 0, known = (line - 1) / BC_DIAG_SOURCE_STEP;
    if (known > source->place_count)
        known = source->place_count;
    if (known)
        start = source->places[known - 1];
    for (size_t at = known * BC_DIAG_SOURCE_STEP + 1; at < line; at++)
        if (!next_line(source->text, &start))
            return false;
    *out = start;
    return true;
}

/* The source's first line may have begun before it. */
static uint32_t columns_before(const bc_diag_source *source, uint32_t line)
{
    return line == source->lines_before + 1 ? source->columns_before : 0;
}

static size_t skip_characters(bc_str line, size_t at, unsigned count)
{
    while (count-- && at < line.n) {
        if ((unsigned char)line.p[at] < 0x80)
            at++;
        else
            bc_utf8_next(line, &at);
    }
    return at;
}

size_t bc_diag_source_at(const bc_diag_source *source, uint32_t line, uint32_t column)
{
    size_t start;
    uint32_t before = columns_before(source, line);
    if (column <= before || !find_start(source, line, &start))
        return SIZE_MAX;
    return skip_characters(source->text, start, column - before - 1);
}

static unsigned columns_of(uint32_t c)
{
    return c == '\t' ? TAB_COLUMNS : bc_utf8_columns(shown(c));
}

/* A part of a line, in bytes, and the underlined part of it. */
typedef struct excerpt {
    bc_str line;
    size_t from, to;
    size_t caret, caret_end;
} excerpt;

/* As many characters back, at most to `start`; *n is how many there were. */
static size_t step_back(bc_str text, size_t start, size_t at, unsigned *n)
{
    unsigned most = *n;
    for (*n = 0; at > start && *n < most; ++*n)
        at = (unsigned char)text.p[at - 1] < 0x80 ? at - 1 : bc_utf8_previous(text, at);
    return at;
}

const bc_diag_source *bc_diag_source_keep(bc_arena *arena, const bc_diag_mark *mark, bc_str name)
{
    bc_diag_source *kept = bc_diag_source_called(arena, mark->source);
    kept->name = name;
    size_t start;
    uint32_t before = columns_before(mark->source, mark->line);
    if (mark->column <= before || !find_start(mark->source, mark->line, &start))
        return kept;
    bc_str text = mark->source->text;
    unsigned lead = EXCERPT_COLUMNS;
    size_t at = skip_characters(text, start, mark->column - before - 1);
    size_t from = step_back(text, start, at, &lead), end = line_end(text, at);
    size_t shown = skip_characters(text, at, mark->length + (unsigned)EXCERPT_COLUMNS);
    kept->text = bc_arena_str(arena, bc_str_slice(text, from, shown < end ? shown : end));
    kept->offset = mark->source->offset + from;
    kept->lines_before = mark->line - 1;
    kept->columns_before = mark->column - 1 - lead;
    return kept;
}

/* Columns from one byte to another; stops counting when there are more than a terminal has. Marks that pile up on one
 * place have none, but are no line either when there are very many. */
static size_t columns_between(bc_str line, size_t from, size_t to)
{
    size_t columns = 0, n = 0;
    for (; from < to && columns <= EXCERPT_COLUMNS; n++)
        columns += columns_of(bc_utf8_next(line, &from));
    return n <= MAX_EXCERPT_CHARACTERS || columns > EXCERPT_COLUMNS ? columns : EXCERPT_COLUMNS + 1;
}

/* Chooses what is shown of a line that is too long: some text before the caret, the rest after it. */
static void cut_to_width(excerpt *e)
{
    size_t columns = 0, before = 0, n = 0;
    e->from = 0;
    e->to = e->line.n;
    if (columns_between(e->line, 0, e->line.n) <= EXCERPT_COLUMNS)
        return;
    size_t after = columns_between(e->line, e->caret, e->line.n);
    size_t lead = after < EXCERPT_COLUMNS - EXCERPT_LEAD ? EXCERPT_COLUMNS - 2 - after : EXCERPT_LEAD;
    if (columns_between(e->line, 0, e->caret) > lead) {
        for (e->from = e->caret; e->from > 0 && columns + 1 < lead && before < MAX_EXCERPT_CHARACTERS; before++) {
            e->from = bc_utf8_previous(e->line, e->from);
            size_t at = e->from;
            columns += columns_of(bc_utf8_next(e->line, &at));
        }
        columns = 1; /* the … */
    }
    for (e->to = e->from; e->to < e->line.n; n++) {
        size_t next = e->to;
        columns += columns_of(bc_utf8_next(e->line, &next));
        if ((columns >= EXCERPT_COLUMNS || n >= before + MAX_EXCERPT_CHARACTERS) && next < e->line.n)
            break;
        e->to = next;
    }
}

/* Blanks as wide as the text; tabs stay tabs, so that both lines meet the same tab stops. */
static void add_padding(bc_buf *out, bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c == '\t')
            bc_buf_add_char(out, '\t');
        else
            for (unsigned n = columns_of(c); n > 0; n--)
                bc_buf_add_char(out, ' ');
    }
}

static void add_carets(bc_buf *out, bc_str text)
{
    size_t columns = columns_between(text, 0, text.n);
    bc_buf_add_char(out, '^');
    for (size_t i = 1; i < columns; i++)
        bc_buf_add_char(out, '~');
}

static void add_excerpt(const bc_diag *diag, const palette *colours, bc_buf *out)
{
    excerpt e = { 0 };
    /* A column at the end of its range stands for a place further on that cannot be shown. */
    const bc_diag_source *source = diag->mark.source;
    size_t start;
    uint32_t before = columns_before(source, diag->mark.line);
    if (diag->mark.column <= before || diag->mark.column == BC_DIAG_MAX_COLUMN ||
        !find_start(source, diag->mark.line, &start))
        return;
    e.line = bc_str_slice(source->text, start, line_end(source->text, start));
    if (bc_str_trim(e.line).n == 0)
        return;
    e.caret = skip_characters(e.line, 0, diag->mark.column - before - 1);
    e.caret_end = skip_characters(e.line, e.caret, diag->mark.length ? diag->mark.length : 1);
    cut_to_width(&e);
    if (e.caret_end > e.to)
        e.caret_end = e.to;
    bc_buf_add_text(out, EXCERPT_INDENT);
    bc_buf_add_text(out, e.from ? "…" : "");
    bc_diag_put_shown(bc_str_slice(e.line, e.from, e.to), out);
    bc_buf_add_text(out, e.to < e.line.n ? "…\n" : "\n");
    bc_buf_add_text(out, EXCERPT_INDENT);
    bc_buf_add_text(out, e.from ? " " : "");
    add_padding(out, bc_str_slice(e.line, e.from, e.caret));
    bc_buf_add_text(out, colours->caret);
    add_carets(out, bc_str_slice(e.line, e.caret, e.caret_end));
    bc_buf_add_text(out, colours->off);
    bc_buf_add_char(out, '\n');
}

void bc_diag_print(const bc_diag *diag, bool colour, bc_buf *out)
{
    const palette *colours = colour ? &COLOURED : &PLAIN;
    if (diag->mark.source) {
        bc_buf_add_text(out, colours->place);
        bc_diag_put_shown(diag->mark.source->name, out);
        bc_buf place;
        bc_buf_init(&place);
        bc_diag_add_place(diag->mark, &place);
        bc_diag_put_shown(bc_buf_str(&place), out);
        bc_buf_release(&place);
        bc_buf_printf(out, ":%s ", colours->off);
    }
    bc_buf_printf(out, "%s%s:%s ", colours->severity[diag->severity], bc_diag_severity_word(diag->severity),
                  colours->off);
    bc_diag_put_shown(diag->message, out);
    if (diag->code)
        bc_buf_printf(out, " [%s]", diag->code);
    bc_buf_add_char(out, '\n');
    if (has_place(diag))
        add_excerpt(diag, colours, out);
    if (diag->hint.n) {
        bc_buf_printf(out, "  %s: ", bc_tr("hint"));
        bc_diag_put_shown(diag->hint, out);
        bc_buf_add_char(out, '\n');
    }
}

static void add_json_number(bc_buf *out, const char *name, unsigned value, bool known)
{
    bc_buf_printf(out, "\"%s\":", name);
    if (known)
        bc_buf_add_int(out, value);
    else
        bc_buf_add_text(out, "null");
    bc_buf_add_char(out, ',');
}

/* A place in a sheet has a name of its own beside its two numbers. */
static void add_json_cell(const bc_diag *diag, bc_buf *out)
{
    if (!has_place(diag) || !bc_diag_has_cells(diag->mark.source))
        return;
    const bc_diag_source *source = diag->mark.source;
    if (source->kind == BC_DIAG_FIELDS) {
        bc_buf_add_text(out, "\"field\":");
        bc_json_quote(out, diag->mark.column && diag->mark.column <= source->column_count
                               ? source->columns[diag->mark.column - 1]
                               : (bc_str){ 0 });
        bc_buf_add_char(out, ',');
        return;
    }
    bc_buf cell;
    bc_buf_init(&cell);
    bc_diag_add_cell(diag->mark, &cell);
    bc_buf_add_text(out, "\"sheet\":");
    bc_json_quote(out, diag->mark.source->sheet);
    bc_buf_add_text(out, ",\"cell\":");
    bc_json_quote(out, bc_buf_str(&cell));
    bc_buf_add_char(out, ',');
    bc_buf_release(&cell);
}

void bc_diag_print_json(const bc_diag *diag, bc_buf *out)
{
    bool placed = has_place(diag);
    bc_buf_add_text(out, "{\"file\":");
    if (diag->mark.source)
        bc_json_quote(out, diag->mark.source->name);
    else
        bc_buf_add_text(out, "null");
    bc_buf_add_char(out, ',');
    add_json_cell(diag, out);
    add_json_number(out, "line", diag->mark.line, placed);
    add_json_number(out, "column", diag->mark.column, placed && diag->mark.column);
    add_json_number(out, "length", diag->mark.length ? diag->mark.length : 1, placed && diag->mark.column);
    bc_buf_printf(out, "\"severity\":\"%s\",\"code\":", bc_diag_severity_name(diag->severity));
    bc_json_quote(out, bc_str_from(diag->code));
    bc_buf_add_text(out, ",\"message\":");
    bc_json_quote(out, diag->message);
    bc_buf_add_text(out, ",\"hint\":");
    bc_json_quote(out, diag->hint);
    bc_buf_add_text(out, "}\n");
}
