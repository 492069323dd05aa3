/* The bytes of a CSV file into text, in a window that moves along with whoever splits it. What the bytes are is judged
 * by the first MiB, which is all of most files; a file that is ASCII so far is judged again where it ceases to be. What
 * comes out, and where it ends when something is wrong, depends on the bytes alone, not on the pieces in which they
 * come. UTF-8 is read into its place and checked there. */
#include "table/private/csv_text.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    BEGINNING = 1 << 20, /* bytes that are judged together */
    LATER = 64 * 1024,   /* the same, from the first byte beyond ASCII on */
    STEP = 256 * 1024,   /* bytes that are asked for at once */
    MAX_END_MARKS = 128  /* DOS filled the last block of a file with Ctrl-Z */
};

#define DOS_END '\x1a'

/* -- what is at hand ------------------------------------------------------------------------------------ */

/* What was checked and is not passed yet, but for what is understood only with what follows: a CR, and a Ctrl-Z, which
 * counts for nothing when it ends the file. */
static void show(bc_table_csv_text *t, size_t from)
{
    size_t to = t->checked;
    const size_t least = to - from > MAX_END_MARKS ? to - MAX_END_MARKS : from;
    if (!t->ended || t->fault == BC_TABLE_CSV_SOUND)
        while (to > least && t->text.p[to - 1] == DOS_END)
            to--;
    if (!t->ended && to == t->checked && to > from && t->text.p[to - 1] == '\r')
        to--;
    t->at_hand = (bc_str){ t->text.p + from, to - from };
}

void bc_table_csv_text_pass(bc_table_csv_text *text, size_t n)
{
    assert(n <= text->at_hand.n);
    text->at_hand.p += n;
    text->at_hand.n -= n;
    text->gone += n;
}

static void close_file(bc_table_csv_text *t)
{
    if (t->opened)
        bc_file_stream_close(&t->file);
    t->opened = false;
}

void bc_table_csv_text_close(bc_table_csv_text *text)
{
    close_file(text);
    bc_unicode_converter_free(text->converter);
    bc_buf_release(&text->bytes);
    bc_buf_release(&text->text);
    *text = (bc_table_csv_text){ 0 };
}

static void end_with(bc_table_csv_text *t, bc_table_csv_fault fault)
{
    close_file(t);
    t->fault = fault;
    t->ended = true;
}

/* -- reading -------------------------------------------------------------------------------------------- */

/* Adds the next piece to the bytes, or to the text when that is what they are. */
static void read_piece(bc_table_csv_text *t, bc_buf *to, size_t most)
{
    const size_t before = to->n, step = t->input->step ? t->input->step : STEP;
    if (most > step)
        most = step;
    if (t->input->memory) {
        const bc_str all = { t->input->memory, t->input->length };
        bc_buf_add_str(to, bc_str_slice(all, (size_t)t->bytes_read, (size_t)t->bytes_read + most));
    } else {
        t->read = bc_file_stream_read(&t->file, most, to);
        if (t->read.status != BC_FILE_OK)
            end_with(t, BC_TABLE_CSV_UNREAD);
    }
    t->bytes_read += to->n - before;
    t->all_read = to->n == before;
    if (t->all_read)
        close_file(t);
}

/* Reads until that many bytes follow byte `from`, or all there are. */
static void read_up_to(bc_table_csv_text *t, bc_buf *to, size_t from, size_t bytes)
{
    while (!t->ended && !t->all_read && to->n - from < bytes)
        read_piece(t, to, from + bytes - to->n);
}

static size_t ascii_bytes(bc_str bytes)
{
    size_t n = 0;
    while (n < bytes.n && (unsigned char)bytes.p[n] < 0x80)
        n++;
    return n;
}

static void cut_text(bc_table_csv_text *t, size_t at)
{
    t->text.n = at;
    t->text.p[at] = '\0';
}

static void convert(bc_table_csv_text *t, bc_str bytes, bool last)
{
    const bool good = bc_unicode_converter_add(t->converter, bytes, last, &t->text);
    t->checked = t->text.n;
    if (!good)
        end_with(t, BC_TABLE_CSV_BAD_BYTES);
}

/* From byte `at` on the text, which is ASCII before it, is no such thing any more: whether it is GB 18030. */
static void judge_later(bc_table_csv_text *t, size_t at)
{
    t->ascii = false;
    read_up_to(t, &t->text, at, LATER);
    const bc_str bytes = bc_str_slice(bc_buf_str(&t->text), at, SIZE_MAX), judged = bc_str_slice(bytes, 0, LATER);
    const bool whole = t->all_read && judged.n == bytes.n;
    if (t->ended || bc_unicode_guess_of(judged, whole).kind != BC_UNICODE_GB18030)
        return;
    bc_buf text;
    bool available;
    bc_buf_init(&text);
    t->converter = bc_unicode_try_gb18030(judged, whole, &text, &available);
    if (t->converter) {
        bc_buf_add_str(&t->bytes, bc_str_slice(bytes, judged.n, SIZE_MAX));
        cut_text(t, at);
        bc_buf_add_str(&t->text, bc_buf_str(&text));
        t->checked = t->text.n;
        t->converted = true;
        t->converted_from = t->gone + at;
        snprintf(t->encoding, sizeof t->encoding, "GB 18030");
    }
    bc_buf_release(&text);
}

static void check_utf8(bc_table_csv_text *t)
{
    if (t->ascii) {
        const size_t plain = ascii_bytes(bc_str_slice(bc_buf_str(&t->text), t->checked, SIZE_MAX));
        t->checked += plain;
        if (t->checked == t->text.n)
            return;
        judge_later(t, t->checked);
        if (t->converter || t->ended)
            return;
    }
    const bc_str bytes = bc_str_slice(bc_buf_str(&t->text), t->checked, SIZE_MAX);
    const size_t complete = t->all_read ? bytes.n : bc_unicode_complete_utf8(bytes);
    const size_t invalid = bc_utf8_invalid_at(bc_str_slice(bytes, 0, complete));
    if (invalid == SIZE_MAX) {
        t->checked += complete;
        return;
    }
    t->checked += invalid;
    t->bad_byte = (unsigned char)bytes.p[invalid];
    end_with(t, BC_TABLE_CSV_BAD_BYTES);
}

bool bc_table_csv_text_more(bc_table_csv_text *t, size_t bytes)
{
    const size_t before = t->at_hand.n, kept = (size_t)(t->at_hand.p - t->text.p);
    memmove(t->text.p, t->at_hand.p, t->text.n - kept + 1);
    t->text.n -= kept;
    t->checked -= kept;
    show(t, 0);
    while (!t->ended && t->at_hand.n < before + (bytes ? bytes : 1)) {
        if (t->converter) {
            if (!t->bytes.n)
                read_piece(t, &t->bytes, SIZE_MAX);
            if (t->ended)
                break;
            convert(t, bc_buf_str(&t->bytes), t->all_read);
            bc_buf_clear(&t->bytes);
        } else {
            read_piece(t, &t->text, SIZE_MAX);
            if (!t->ended)
                check_utf8(t);
        }
        t->ended = t->ended || (t->all_read && !t->bytes.n);
        show(t, 0);
    }
    return t->at_hand.n > before;
}

/* -- the beginning -------------------------------------------------------------------------------------- */

/* A name without what people write in different ways. */
static void plain_name(bc_str name, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n && n + 1 < room; i++)
        if (!strchr("-_ ", name.p[i]))
            out[n++] = name.p[i];
    out[n] = '\0';
}

/* What an encoding that the user names is for whoever converts; NULL: unknown so far. */
static const char *known_encoding(bc_str name, bc_str bytes)
{
    static const char *const KNOWN[][2] = {
        { "utf8", "UTF-8" },       { "utf8sig", "UTF-8" },    { "gb18030", "GB 18030" },    { "gbk", "GB 18030" },
        { "gb2312", "GB 18030" },  { "cp936", "GB 18030" },   { "windows936", "GB 18030" }, { "936", "GB 18030" },
        { "utf16le", "UTF-16LE" }, { "utf16be", "UTF-16BE" },
    };
    char plain[64];
    plain_name(name, plain, sizeof plain);
    if (strcasecmp(plain, "utf16") == 0 || strcasecmp(plain, "unicode") == 0) { /* as Windows writes it */
        const char *guess = bc_unicode_guess_utf16(bytes, false);
        return guess ? guess : "UTF-16LE";
    }
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (strcasecmp(plain, KNOWN[i][0]) == 0)
            return KNOWN[i][1];
    return NULL;
}

static bc_diag_mark whole_file(const bc_table_csv_text *t, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, t->input->name);
    return (bc_diag_mark){ .source = source };
}

void bc_table_csv_text_note(bc_table_csv_text *t, size_t bytes, bc_arena *arena, bc_diag_list *diags)
{
    if (!t->converted || t->gone + bytes < t->converted_from)
        return;
    t->converted = false;
    bc_diag_add(diags, BC_DIAG_NOTE, "N101", whole_file(t, arena),
                bc_tr("the file was read as %s and converted to UTF-8"), t->encoding);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8 to be safe"));
}

static bool refuse_encoding(const bc_table_csv_text *t, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E700", whole_file(t, arena), bc_tr("the encoding %.*s is not known"),
                BC_STR_ARG(t->input->encoding));
    bc_diag_hint(diags, bc_tr("utf-8, gb18030 (for gbk and gb2312, too), utf-16, big5 and what else ICU knows"));
    return false;
}

static bool refuse_unavailable(const bc_table_csv_text *t, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E108", whole_file(t, arena),
                bc_tr("the table of the encoding %s could not be loaded"), t->encoding);
    bc_diag_hint(diags, "%s", bc_tr("it is part of ICU: is its data file there, and enough memory?"));
    return false;
}

/* The bytes that were read are of t->encoding, behind a mark of `skip` bytes. */
static bool begin_as(bc_table_csv_text *t, size_t skip)
{
    const bc_buf bytes = t->text;
    if (strcmp(t->encoding, "UTF-8") == 0) {
        t->checked = skip;
        check_utf8(t);
        return true;
    }
    t->converter = bc_unicode_converter_new(strcmp(t->encoding, "GB 18030") == 0 ? "gb18030" : t->encoding);
    if (!t->converter)
        return false;
    t->text = t->bytes;
    t->bytes = bytes;
    convert(t, bc_str_slice(bc_buf_str(&t->bytes), skip, SIZE_MAX), t->all_read);
    bc_buf_clear(&t->bytes);
    return true;
}

/* As the user says it; but a byte order mark knows better. */
static bool begin_as_told(bc_table_csv_text *t, bc_arena *arena, bc_diag_list *diags)
{
    size_t skip;
    const bc_str name = t->input->encoding, bytes = bc_buf_str(&t->text);
    const char *marked = bc_unicode_mark_of(bytes, &skip), *known = marked ? marked : known_encoding(name, bytes);
    if (known)
        snprintf(t->encoding, sizeof t->encoding, "%s", known);
    else if (name.n < sizeof t->encoding)
        snprintf(t->encoding, sizeof t->encoding, "%.*s", BC_STR_ARG(name));
    if (t->encoding[0] && begin_as(t, skip))
        return true;
    return known ? refuse_unavailable(t, arena, diags) : refuse_encoding(t, arena, diags);
}

static bool begin_gb18030(bc_table_csv_text *t, size_t bad, bc_arena *arena, bc_diag_list *diags)
{
    bool available;
    bc_buf text;
    bc_buf_init(&text);
    snprintf(t->encoding, sizeof t->encoding, "GB 18030");
    t->converter = bc_unicode_try_gb18030(bc_buf_str(&t->text), t->all_read, &text, &available);
    if (t->converter) {
        bc_buf_release(&t->text);
        t->text = text;
        t->checked = text.n;
        t->converted = true;
        return true;
    }
    bc_buf_release(&text);
    if (!available)
        return refuse_unavailable(t, arena, diags);
    snprintf(t->encoding, sizeof t->encoding, "UTF-8");
    t->checked = bad;
    t->bad_byte = (unsigned char)t->text.p[bad];
    end_with(t, BC_TABLE_CSV_BAD_BYTES);
    return true;
}

static bool begin_as_guessed(bc_table_csv_text *t, bc_arena *arena, bc_diag_list *diags)
{
    const bc_str bytes = bc_buf_str(&t->text);
    const bc_unicode_guess guess = bc_unicode_guess_of(bytes, t->all_read);
    snprintf(t->encoding, sizeof t->encoding, "%s", guess.kind == BC_UNICODE_ENCODED ? guess.encoding : "UTF-8");
    switch (guess.kind) {
    case BC_UNICODE_GB18030:
        return begin_gb18030(t, guess.at, arena, diags);
    case BC_UNICODE_ENCODED:
        if (!begin_as(t, guess.skip))
            return refuse_unavailable(t, arena, diags);
        t->converted = true;
        return true;
    case BC_UNICODE_BINARY:
        t->checked = guess.skip + guess.at;
        end_with(t, BC_TABLE_CSV_NO_TEXT);
        return true;
    case BC_UNICODE_UTF8:
    case BC_UNICODE_DAMAGED:
        break;
    }
    t->ascii = false;
    begin_as(t, guess.skip);
    t->ascii = !t->ended && !t->all_read && ascii_bytes(bytes) == bytes.n;
    return true;
}

/* Takes marks off, of which programs that write one before a text with one leave two. */
static void drop_marks(bc_table_csv_text *t)
{
    const bc_str mark = BC_STR("\xef\xbb\xbf");
    size_t n = 0;
    while (bc_str_starts(bc_str_slice(bc_buf_str(&t->text), n, t->checked), mark))
        n += mark.n;
    memmove(t->text.p, t->text.p + n, t->text.n - n + 1);
    t->text.n -= n;
    t->checked -= n;
}

bool bc_table_csv_text_open(bc_table_csv_text *t, const bc_table_input *input, bc_arena *arena, bc_diag_list *diags,
                            bool *io_error)
{
    *t = (bc_table_csv_text){ .input = input };
    *io_error = false;
    bc_buf_init(&t->text);
    bc_buf_init(&t->bytes);
    if (!input->memory) {
        t->read = bc_file_stream_open(input->path, input->pipes, &input->waiting, &t->file);
        t->opened = t->read.status == BC_FILE_OK;
        if (!t->opened)
            end_with(t, BC_TABLE_CSV_UNREAD);
    }
    read_up_to(t, &t->text, 0, BEGINNING);
    bool good = t->fault == BC_TABLE_CSV_SOUND;
    if (good && !(input->encoding.n ? begin_as_told(t, arena, diags) : begin_as_guessed(t, arena, diags)))
        return false;
    t->ended = t->ended || t->all_read;
    good = t->fault == BC_TABLE_CSV_SOUND;
    drop_marks(t);
    show(t, 0);
    *io_error = t->fault == BC_TABLE_CSV_UNREAD;
    if (!good)
        bc_table_csv_text_report(t, 1, arena, diags);
    return good;
}

/* -- places --------------------------------------------------------------------------------------------- */

bc_diag_mark bc_table_csv_text_place(const bc_table_csv_text *t, bc_arena *arena, uint32_t first_line,
                                     bc_diag_mark mark)
{
    const bc_diag_source part = {
        .name = t->input->name, .text = t->at_hand, .offset = t->gone, .lines_before = first_line - 1
    };
    mark.source = &part;
    mark.source = bc_diag_source_keep(arena, &mark, bc_arena_str(arena, t->input->name));
    return mark;
}

/* The end of what is at hand. */
static bc_diag_mark end_place(const bc_table_csv_text *t, uint32_t line, bc_arena *arena)
{
    const bc_str text = t->at_hand;
    const uint32_t first = line;
    size_t start = 0;
    for (size_t i = 0; i < text.n; i++) {
        const bool crlf = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
        if (text.p[i] == '\n' || (text.p[i] == '\r' && !crlf)) {
            line++;
            start = i + 1;
        }
    }
    const size_t column = bc_utf8_count(bc_str_slice(text, start, text.n)) + 1;
    return bc_table_csv_text_place(t, arena, first, bc_diag_mark_at(NULL, line, column, 0));
}

void bc_table_csv_text_report(const bc_table_csv_text *t, uint32_t line, bc_arena *arena, bc_diag_list *diags)
{
    switch (t->fault) {
    case BC_TABLE_CSV_BAD_BYTES:
        if (t->converter)
            bc_diag_add(diags, BC_DIAG_ERROR, "E701", end_place(t, line, arena),
                        bc_tr("what follows here is not valid %s"), t->encoding);
        else
            bc_diag_add(diags, BC_DIAG_ERROR, "E701", end_place(t, line, arena),
                        bc_tr("the byte 0x%02X is not valid UTF-8"), (unsigned)t->bad_byte);
        bc_diag_hint(diags,
                     bc_tr("save the file as UTF-8, or say what it is: `encoding: gb18030`, utf-8, utf-16, big5"));
        break;
    case BC_TABLE_CSV_NO_TEXT:
        bc_diag_add(diags, BC_DIAG_ERROR, "E102", end_place(t, line, arena),
                    bc_tr("this is not a text file: it holds a NUL byte"));
        bc_diag_hint(diags, bc_tr("give a CSV file, saved as UTF-8, or a workbook under its own ending (.xlsx)"));
        break;
    case BC_TABLE_CSV_UNREAD:
        bc_diag_add(diags, BC_DIAG_ERROR, "E100", whole_file(t, arena), bc_tr("the file cannot be read: %s"),
                    bc_file_result_text(t->read));
        break;
    case BC_TABLE_CSV_SOUND:
        break;
    }
}
