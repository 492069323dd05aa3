/* The bytes of a file into UTF-8. The guesses go from what is certain to what is likely: a byte order mark, zero
 * bytes where UTF-16 has them, valid UTF-8, and only then GB 18030, which gives a meaning to nearly any bytes and
 * is therefore believed only when the text that comes out is one that people write. A file that was UTF-8 and is
 * damaged is said to be so at its first bad byte. */
#include "source/encoding.h"

#include "base/file.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/yaml.h"
#include "unicode/convert.h"

#include <string.h>

/* What the first bytes of a file say about the rest. */
typedef struct signature {
    const char *bytes;
    size_t n;
    const char *meaning; /* an encoding's ICU name, or what kind of file it is */
} signature;

/* UTF-32 comes first: its little-endian mark begins like that of UTF-16. */
static const signature BYTE_ORDER_MARKS[] = {
    { "\xef\xbb\xbf", 3, "UTF-8" }, { "\xff\xfe\0\0", 4, "UTF-32LE" }, { "\0\0\xfe\xff", 4, "UTF-32BE" },
    { "\xff\xfe", 2, "UTF-16LE" },  { "\xfe\xff", 2, "UTF-16BE" },
};

static const signature OTHER_FILES[] = {
    { "PK\x03\x04", 4, bc_tr_mark("an Office document (or another zip archive)") },
    { "\xd0\xcf\x11\xe0", 4, bc_tr_mark("an Office document of the old format") },
    { "%PDF-", 5, bc_tr_mark("a PDF document") },
};

static const signature *find_signature(bc_str bytes, const signature *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bc_str_starts(bytes, (bc_str){ list[i].bytes, list[i].n }))
            return &list[i];
    return NULL;
}

/* Where the byte stands, in lines and characters; what is no UTF-8 counts a character a byte. */
static bc_diag_mark mark_at(const bc_diag_source *source, size_t offset)
{
    uint32_t line = 1;
    size_t start = 0, column = 1;
    for (size_t i = 0; i < offset; i++) {
        bool crlf = source->text.p[i] == '\r' && i + 1 < source->text.n && source->text.p[i + 1] == '\n';
        if (source->text.p[i] == '\n' || (source->text.p[i] == '\r' && !crlf)) {
            line++;
            start = i + 1;
        }
    }
    while (start < offset) {
        bc_utf8_next(source->text, &start);
        column++;
    }
    return (
        bc_diag_mark){ .source = source, .line = line, .column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX };
}

static bc_diag_source *new_source(bc_arena *arena, bc_str name, bc_str text)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, name);
    source->text = bc_arena_str(arena, text);
    bc_diag_source_index(arena, source);
    return source;
}

static const bc_diag_source *refuse_binary(bc_diag_source *source, size_t nul, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E102", mark_at(source, nul),
                bc_tr("this is not a text file: it holds a NUL byte"));
    bc_diag_hint(diags, bc_tr("give a YAML or JSON file, saved as UTF-8"));
    return NULL;
}

static const bc_diag_source *refuse_other(bc_diag_source *source, const char *kind, bc_diag_list *diags)
{
    bc_diag_mark whole = { .source = source };
    bc_diag_add(diags, BC_DIAG_ERROR, "E102", whole, bc_tr("this is %s, not a YAML or JSON file"), bc_tr(kind));
    bc_diag_hint(diags, bc_tr("give a YAML or JSON file, saved as UTF-8"));
    return NULL;
}

static const bc_diag_source *refuse_utf8(bc_diag_source *source, size_t at, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E103", mark_at(source, at), bc_tr("the byte 0x%02X is not valid UTF-8"),
                (unsigned)(unsigned char)source->text.p[at]);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8"));
    return NULL;
}

static const bc_diag_source *finish_converted(bc_arena *arena, bc_str name, bc_str text, const char *encoding,
                                              bc_diag_list *diags)
{
    size_t nul = bc_str_find(text, (bc_str){ "", 1 }, 0);
    bc_diag_source *source = new_source(arena, name, text);
    bc_diag_mark whole = { .source = source };
    if (nul != SIZE_MAX)
        return refuse_binary(source, nul, diags);
    bc_diag_add(diags, BC_DIAG_NOTE, "N101", whole, bc_tr("the file was read as %s and converted to UTF-8"), encoding);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8 to be safe"));
    return source;
}

static const bc_diag_source *refuse_unavailable(bc_diag_source *source, const char *encoding, bc_diag_list *diags)
{
    bc_diag_mark whole = { .source = source };
    bc_diag_add(diags, BC_DIAG_ERROR, "E108", whole, bc_tr("the table of the encoding %s could not be loaded"),
                encoding);
    bc_diag_hint(diags, "%s", bc_tr("it is part of ICU: is its data file there, and enough memory?"));
    return NULL;
}

static const bc_diag_source *from_unicode(bc_arena *arena, bc_str name, bc_str bytes, const char *encoding,
                                          bc_diag_list *diags)
{
    const bc_diag_source *source;
    bc_buf text;
    bc_buf_init(&text);
    bc_unicode_converted done = bc_unicode_convert(encoding, bytes, &text);
    if (done == BC_CONVERTED) {
        source = finish_converted(arena, name, bc_buf_str(&text), encoding, diags);
    } else if (done == BC_CONVERT_UNAVAILABLE) {
        source = refuse_unavailable(new_source(arena, name, (bc_str){ 0 }), encoding, diags);
    } else {
        /* What was read so far shows the place. */
        bc_diag_source *part = new_source(arena, name, bc_buf_str(&text));
        bc_diag_add(diags, BC_DIAG_ERROR, "E104", mark_at(part, part->text.n),
                    bc_tr("what follows here is not valid %s"), encoding);
        bc_diag_hint(diags, bc_tr("save the file as UTF-8"));
        source = NULL;
    }
    bc_buf_release(&text);
    return source;
}

/* UTF-16 without a mark: the text's first two characters are ASCII in every YAML file but the oddest. */
static const char *guess_utf16(bc_str bytes)
{
    if (bytes.n < 4 || bytes.n % 2)
        return NULL;
    if (bytes.p[0] && !bytes.p[1] && bytes.p[2] && !bytes.p[3])
        return "UTF-16LE";
    if (!bytes.p[0] && bytes.p[1] && !bytes.p[2] && bytes.p[3])
        return "UTF-16BE";
    return NULL;
}

/* Whether a file that is no valid UTF-8 was meant to be. Chinese text in UTF-8 is three bytes a
 * character; text in GB 18030 contains such triples by chance only, among many invalid bytes. */
static bool is_damaged_utf8(bc_str bytes)
{
    size_t characters = 0, invalid = 0;
    for (size_t at = 0; at < bytes.n;) {
        size_t start = at;
        uint32_t c = bc_utf8_next(bytes, &at);
        characters += at - start >= 3;
        invalid += c == BC_UTF8_BAD && at - start == 1;
    }
    return characters > invalid;
}

/* GB 18030 gives every four-byte code a meaning; in a text, unassigned and control characters mean
 * that it was something else. */
static bool is_plausible(bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        bool blank = c == '\t' || c == '\n' || c == '\r';
        if ((c < 0x20 && !blank) || (c >= 0x7F && c < 0xA0) || c == BC_UTF8_BAD)
            return false;
    }
    return true;
}

static const bc_diag_source *from_gb18030(bc_arena *arena, bc_str name, bc_str bytes, bc_diag_list *diags)
{
    size_t invalid_at = bc_utf8_invalid_at(bytes);
    if (is_damaged_utf8(bytes))
        return refuse_utf8(new_source(arena, name, bytes), invalid_at, diags);
    const bc_diag_source *source = NULL;
    bc_buf text;
    bc_buf_init(&text);
    bc_unicode_converted done = bc_unicode_convert("gb18030", bytes, &text);
    if (done == BC_CONVERT_UNAVAILABLE)
        refuse_unavailable(new_source(arena, name, (bc_str){ 0 }), "GB 18030", diags);
    else if (done == BC_CONVERTED && is_plausible(bc_buf_str(&text)))
        source = finish_converted(arena, name, bc_buf_str(&text), "GB 18030", diags);
    else
        refuse_utf8(new_source(arena, name, bytes), invalid_at, diags);
    bc_buf_release(&text);
    return source;
}

const bc_diag_source *bc_source_from_bytes(bc_arena *arena, bc_str name, bc_str bytes, bc_diag_list *diags)
{
    const signature *order = find_signature(bytes, BYTE_ORDER_MARKS, sizeof BYTE_ORDER_MARKS / sizeof(signature));
    const signature *other = find_signature(bytes, OTHER_FILES, sizeof OTHER_FILES / sizeof(signature));
    if (other)
        return refuse_other(new_source(arena, name, (bc_str){ 0 }), other->meaning, diags);
    if (order)
        bytes = bc_str_slice(bytes, order->n, bytes.n);
    if (order && strcmp(order->meaning, "UTF-8") != 0)
        return from_unicode(arena, name, bytes, order->meaning, diags);
    size_t nul = bc_str_find(bytes, (bc_str){ "", 1 }, 0);
    if (nul != SIZE_MAX) {
        const char *guess = guess_utf16(bytes);
        return guess ? from_unicode(arena, name, bytes, guess, diags)
                     : refuse_binary(new_source(arena, name, bytes), nul, diags);
    }
    size_t invalid_at = bc_utf8_invalid_at(bytes);
    if (invalid_at == SIZE_MAX)
        return new_source(arena, name, bytes);
    if (order)
        return refuse_utf8(new_source(arena, name, bytes), invalid_at, diags);
    return from_gb18030(arena, name, bytes, diags);
}

static void report_unread(bc_arena *arena, bc_str name, bc_file_result read, bc_diag_list *diags)
{
    bc_diag_mark whole = { .source = new_source(arena, name, (bc_str){ 0 }) };
    if (read.status == BC_FILE_TOO_LARGE) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E101", whole, bc_tr("the file is larger than %d MB"),
                    BC_MAX_YAML_BYTES >> 20);
        bc_diag_hint(diags, bc_tr("split it into several files"));
    } else {
        bc_diag_add(diags, BC_DIAG_ERROR, "E100", whole, bc_tr("the file cannot be read: %s"),
                    bc_file_result_text(read));
    }
}

static const bc_diag_source *read_source(bc_arena *arena, bc_str name, const char *path, bool stream,
                                         bc_diag_list *diags, bool *io_error)
{
    const bc_diag_source *source = NULL;
    bc_buf bytes;
    bc_buf_init(&bytes);
    bc_file_result read =
        stream ? bc_file_read_stream(path, BC_MAX_YAML_BYTES, &bytes) : bc_file_read(path, BC_MAX_YAML_BYTES, &bytes);
    *io_error = read.status != BC_FILE_OK && read.status != BC_FILE_TOO_LARGE;
    if (read.status == BC_FILE_OK)
        source = bc_source_from_bytes(arena, name, bc_buf_str(&bytes), diags);
    else
        report_unread(arena, name, read, diags);
    bc_buf_release(&bytes);
    return source;
}

const bc_diag_source *bc_source_read(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error)
{
    return read_source(arena, bc_str_from(path), path, false, diags, io_error);
}

const bc_diag_source *bc_source_read_stream(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error)
{
    const bool standard_input = strcmp(path, "-") == 0;
    bc_str name = bc_str_from(standard_input ? bc_tr("<standard input>") : path);
    return read_source(arena, name, path, true, diags, io_error);
}
