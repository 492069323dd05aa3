/* An input's text in a window that moves along with whoever reads it. What its bytes are is judged by the first of
 * them, as many as most files have in all: such a file is judged whole. A longer one that is ASCII so far is judged
 * again by the first bytes that are not. What comes out depends on the bytes alone, not on the pieces in which a pipe
 * delivers them, up to the first fault, where the text ends. A pipe that begins as JSON does may be slow, or endless:
 * it is judged by its first record, and again by the first line that is not ASCII. */
#include "source/private/window.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/yaml.h"

#include <assert.h>
#include <string.h>

enum {
    BEGINNING = 256 * 1024, /* bytes that are judged together */
    STEP = 64 * 1024,       /* bytes asked for at once */
    MAX_MARK = 5            /* bytes that tell what a file is */
};

void bc_source_window_init(bc_source_window *window, const bc_source_input *input)
{
    *window = (bc_source_window){ .input = *input };
    if (!window->input.beginning)
        window->input.beginning = BEGINNING;
    if (window->input.beginning < MAX_MARK)
        window->input.beginning = MAX_MARK;
    if (!window->input.step)
        window->input.step = STEP;
    bc_buf_init(&window->text);
    bc_buf_init(&window->bytes);
}

static void close_file(bc_source_window *w)
{
    if (w->opened)
        bc_file_stream_close(&w->file);
    w->opened = false;
}

void bc_source_window_release(bc_source_window *window)
{
    close_file(window);
    bc_unicode_converter_free(window->converter);
    bc_buf_release(&window->bytes);
    bc_buf_release(&window->text);
}

static void end_with(bc_source_window *w, bc_source_fault fault)
{
    close_file(w);
    w->fault = fault;
    w->ended = true;
}

/* Adds the next piece to the bytes. */
static void read_piece(bc_source_window *w)
{
    const size_t before = w->bytes.n;
    if (w->input.memory) {
        bc_str rest = { (const char *)w->input.memory + w->taken, w->input.length - w->taken };
        bc_buf_add_str(&w->bytes, bc_str_slice(rest, 0, w->input.step));
        w->taken += w->bytes.n - before;
    } else {
        w->read = bc_file_stream_read(&w->file, w->input.step, &w->bytes);
        if (w->read.status != BC_FILE_OK)
            end_with(w, BC_SOURCE_UNREAD);
    }
    w->all_read = w->bytes.n == before;
    if (w->all_read)
        close_file(w);
}

static void take_bytes(bc_source_window *w, size_t n)
{
    assert(n <= w->bytes.n);
    memmove(w->bytes.p, w->bytes.p + n, w->bytes.n - n + 1);
    w->bytes.n -= n;
}

static size_t ascii_bytes(bc_str bytes)
{
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= bytes.n; n += sizeof eight) {
        memcpy(&eight, bytes.p + n, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (n < bytes.n && (unsigned char)bytes.p[n] < 0x80)
        n++;
    return n;
}

/* The first bytes beyond ASCII are no UTF-8: whether the file is GB 18030 after all. */
static bool turn_to_gb18030(bc_source_window *w)
{
    bool available;
    if (bc_unicode_guess_of(bc_buf_str(&w->bytes), w->all_read).kind != BC_UNICODE_GB18030)
        return false;
    w->converter = bc_unicode_try_gb18030(bc_buf_str(&w->bytes), w->all_read, &w->text, &available);
    if (!w->converter)
        return false;
    bc_buf_clear(&w->bytes);
    w->encoding = "GB 18030";
    w->converted_later = true;
    return true;
}

/* Takes the bytes behind the first n away, as if they were still to be read. */
static void hold_back(bc_source_window *w, size_t n, bc_buf *held)
{
    bc_buf_init(held);
    bc_buf_add_str(held, bc_str_slice(bc_buf_str(&w->bytes), n, SIZE_MAX));
    w->bytes.n -= held->n;
    w->bytes.p[w->bytes.n] = '\0';
    w->all_read = w->all_read && !held->n;
}

static void release_held(bc_source_window *w, bc_buf *held, bool all_read)
{
    bc_buf_add_str(&w->bytes, bc_buf_str(held));
    bc_buf_release(held);
    w->all_read = all_read;
}

static void decode(bc_source_window *w);

static void decode_utf8(bc_source_window *w)
{
    bc_str bytes = bc_buf_str(&w->bytes);
    size_t invalid = bc_utf8_invalid_at(bytes), complete = w->all_read ? bytes.n : bc_unicode_complete_utf8(bytes);
    size_t good = invalid < complete ? invalid : complete;
    size_t plain = w->ascii ? ascii_bytes(bytes) : 0;
    if (invalid < complete && w->ascii) { /* what looks like UTF-8 before it is so by chance */
        bc_buf_add_str(&w->text, bc_str_slice(bytes, 0, plain));
        take_bytes(w, plain);
        w->ascii = false;
        if (turn_to_gb18030(w))
            return;
        bytes = bc_buf_str(&w->bytes);
        invalid -= plain;
        good -= plain;
    }
    w->ascii = w->ascii && plain == bytes.n;
    bc_buf_add_str(&w->text, bc_str_slice(bytes, 0, good));
    if (invalid < complete) {
        w->bad_byte = (unsigned char)bytes.p[good];
        end_with(w, BC_SOURCE_BAD_BYTE);
    }
    take_bytes(w, good);
}

/* A pipe whose text is ASCII so far is judged by the line that is not: the bytes behind it wait. */
static void decode_line(bc_source_window *w)
{
    const size_t plain = ascii_bytes(bc_buf_str(&w->bytes));
    bc_buf_add_str(&w->text, bc_str_slice(bc_buf_str(&w->bytes), 0, plain));
    take_bytes(w, plain);
    size_t end = bc_str_find(bc_buf_str(&w->bytes), BC_STR("\n"), 0);
    if (!w->bytes.n || (end == SIZE_MAX && !w->all_read && w->bytes.n < STEP))
        return;
    end = end < STEP ? end + 1 : w->bytes.n < STEP ? w->bytes.n : STEP;
    const bool all_read = w->all_read;
    bc_buf held;
    hold_back(w, end, &held);
    decode_utf8(w);
    w->ascii = false;
    release_held(w, &held, all_read);
    if (!w->ended)
        decode(w);
}

/* Makes text of the bytes, but for a character that is not complete. */
static void decode(bc_source_window *w)
{
    if (!w->converter) {
        if (w->live && w->ascii)
            decode_line(w);
        else
            decode_utf8(w);
        return;
    }
    bool good = bc_unicode_converter_add(w->converter, bc_buf_str(&w->bytes), w->all_read, &w->text);
    bc_buf_clear(&w->bytes);
    if (!good)
        end_with(w, BC_SOURCE_BAD_ENCODING);
}

static void keep(bc_source_window *w, size_t from)
{
    if (w->kept)
        bc_buf_add_str(w->kept, bc_str_slice(bc_buf_str(&w->text), from, SIZE_MAX));
}

bool bc_source_window_more(bc_source_window *w)
{
    const size_t before = w->text.n;
    if (!w->ended && before > BC_MAX_YAML_BYTES)
        end_with(w, BC_SOURCE_TOO_LARGE);
    while (!w->ended && w->text.n == before) {
        if (!w->all_read && !w->behind_first)
            read_piece(w);
        w->behind_first = false;
        if (w->ended)
            break;
        decode(w);
        w->ended = w->ended || w->all_read;
    }
    keep(w, before);
    return w->text.n > before;
}

/* The first bytes are the text, but for a character that is not complete. */
static void take_begun(bc_source_window *w, size_t from, size_t to)
{
    const bc_buf begun = w->bytes;
    w->bytes = w->text;
    w->text = begun;
    bc_buf_add_str(&w->bytes, bc_str_slice(bc_buf_str(&begun), to, SIZE_MAX));
    w->text.n = to - from;
    if (from)
        memmove(w->text.p, w->text.p + from, w->text.n);
    w->text.p[w->text.n] = '\0';
}

/* Looks on for the end of the line in which the first record ends. Brackets count as in ASCII: other encodings have
 * their bytes within texts, where the most that happens is that the end is seen later. */
static bool has_first_record(bc_source_window *w)
{
    bc_source_first *f = &w->first;
    for (; f->at < w->bytes.n && !f->ended; f->at++) {
        const char c = w->bytes.p[f->at];
        if (f->escaped) {
            f->escaped = false;
        } else if (f->in_text) {
            f->escaped = c == '\\';
            f->in_text = c != '"';
        } else if (c == '{' || c == '[') {
            f->opening = f->opening ? f->opening : c;
            f->depth++;
        } else if (f->depth && (c == '}' || c == ']')) {
            f->depth--;
            f->closed = f->closed || f->depth <= (f->opening == '[');
        } else {
            f->in_text = c == '"';
            f->ended = f->closed && c == '\n';
        }
    }
    return f->ended;
}

static bool judge(bc_source_window *w, bc_arena *arena, bc_diag_list *diags)
{
    bc_str bytes = bc_buf_str(&w->bytes);
    bc_source_guess guess = bc_source_guess_of(bytes, w->all_read);
    if (bc_source_guess_is_utf8(&guess)) {
        size_t good = w->all_read ? bytes.n : bc_unicode_complete_utf8(bytes);
        w->ascii = !guess.text.skip && !w->all_read && ascii_bytes(bytes) == bytes.n;
        take_begun(w, guess.text.skip, good);
    } else {
        const bc_source_begun begun = { .arena = arena,
                                        .name = w->input.name,
                                        .bytes = bytes,
                                        .whole = w->all_read,
                                        .text = &w->text,
                                        .converter = &w->converter };
        if (!bc_source_begin(&begun, &guess, diags))
            return false;
        w->encoding = guess.text.encoding;
        bc_buf_clear(&w->bytes);
    }
    w->ended = w->all_read;
    return true;
}

bool bc_source_window_begin(bc_source_window *w, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    *io_error = false;
    if (!w->input.memory) {
        w->read = bc_file_stream_open(w->input.path, w->input.pipes, &w->input.waiting, &w->file);
        w->opened = w->read.status == BC_FILE_OK;
        if (!w->opened)
            end_with(w, BC_SOURCE_UNREAD);
    }
    while (!w->ended && !w->all_read && w->bytes.n < w->input.beginning) {
        read_piece(w);
        w->live = w->opened && w->file.waits && w->input.syntax != BC_SYNTAX_YAML &&
                  bc_source_begins_as_json(bc_buf_str(&w->bytes));
        if (w->live && has_first_record(w))
            break;
        if (w->bytes.n >= STEP) /* no small file: room for all that is judged */
            bc_buf_reserve(&w->bytes, w->input.beginning + w->input.step);
    }
    if (w->fault == BC_SOURCE_UNREAD) {
        *io_error = true;
        bc_source_report_unread(arena, w->input.name, w->read, diags);
        return false;
    }
    const bool all_read = w->all_read;
    bc_buf held;
    hold_back(w, w->first.ended ? w->first.at : w->bytes.n, &held);
    bool good = judge(w, arena, diags);
    w->behind_first = held.n > 0;
    w->ended = w->ended && !w->behind_first;
    release_held(w, &held, all_read);
    keep(w, 0);
    return good;
}

bool bc_source_window_waits(const bc_source_window *w, size_t n)
{
    bc_str rest = bc_str_slice(bc_buf_str(&w->text), n, SIZE_MAX);
    while (rest.n && strchr(" \t\r\n", rest.p[0]))
        rest = bc_str_slice(rest, 1, rest.n);
    return w->live && w->opened && !w->ended && !w->bytes.n && bc_str_find(rest, BC_STR("\n"), 0) == SIZE_MAX &&
           bc_file_stream_would_wait(&w->file);
}

void bc_source_window_forget(bc_source_window *w, size_t n)
{
    assert(n <= w->text.n);
    memmove(w->text.p, w->text.p + n, w->text.n - n + 1);
    w->text.n -= n;
    w->gone += n;
}

void bc_source_window_report(const bc_source_window *w, bc_diag_mark mark, bc_diag_list *diags)
{
    switch (w->fault) {
    case BC_SOURCE_BAD_BYTE:
        bc_source_report_byte(mark, w->bad_byte, diags);
        break;
    case BC_SOURCE_BAD_ENCODING:
        bc_source_report_encoding(mark, w->encoding, diags);
        break;
    case BC_SOURCE_TOO_LARGE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E101", mark, bc_tr("this record is larger than %d MB"),
                    BC_MAX_YAML_BYTES >> 20);
        break;
    case BC_SOURCE_UNREAD:
        bc_diag_add(diags, BC_DIAG_ERROR, "E100", (bc_diag_mark){ .source = mark.source },
                    bc_tr("the file cannot be read: %s"), bc_file_result_text(w->read));
        break;
    case BC_SOURCE_SOUND:
        break;
    }
}
