/* The bytes of a file into UTF-8. The guesses go from what is certain to what is likely: a byte order mark, zero
 * bytes where UTF-16 has them, valid UTF-8, and only then GB 18030, which gives a meaning to nearly any bytes and
 * is therefore believed only when the text that comes out is one that people write. A file that was UTF-8 and is
 * damaged is said to be so at its first bad byte. */
#include "source/encoding.h"

#include "base/file.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/private/encoding.h"
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
    return bc_diag_mark_at(source, line, column, 0);
}

static bc_diag_source *new_source(bc_arena *arena, bc_str name, bc_str text)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, name);
    source->text = bc_arena_str(arena, text);
    bc_diag_source_index(arena, source);
    return source;
}

/* Always false, so that a reader can end with it. */
static bool refuse_binary(bc_diag_source *source, size_t nul, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E102", mark_at(source, nul),
                bc_tr("this is not a text file: it holds a NUL byte"));
    bc_diag_hint(diags, bc_tr("give a YAML or JSON file, saved as UTF-8"));
    return false;
}

static bool refuse_other(bc_diag_source *source, const char *kind, bc_diag_list *diags)
{
    bc_diag_mark whole = { .source = source };
    bc_diag_add(diags, BC_DIAG_ERROR, "E102", whole, bc_tr("this is %s, not a YAML or JSON file"), bc_tr(kind));
    bc_diag_hint(diags, bc_tr("give a YAML or JSON file, saved as UTF-8"));
    return false;
}

void bc_source_report_byte(bc_diag_mark mark, unsigned char byte, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E103", mark, bc_tr("the byte 0x%02X is not valid UTF-8"), (unsigned)byte);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8"));
}

static bool refuse_utf8(bc_diag_source *source, size_t at, bc_diag_list *diags)
{
    bc_source_report_byte(mark_at(source, at), (unsigned char)source->text.p[at], diags);
    return false;
}

void bc_source_report_encoding(bc_diag_mark mark, const char *encoding, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E104", mark, bc_tr("what follows here is not valid %s"), encoding);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8"));
}

void bc_source_note_converted(const bc_diag_source *source, const char *encoding, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_NOTE, "N101", (bc_diag_mark){ .source = source },
                bc_tr("the file was read as %s and converted to UTF-8"), encoding);
    bc_diag_hint(diags, bc_tr("save the file as UTF-8 to be safe"));
}

static bool refuse_unavailable(bc_diag_source *source, const char *encoding, bc_diag_list *diags)
{
    bc_diag_mark whole = { .source = source };
    bc_diag_add(diags, BC_DIAG_ERROR, "E108", whole, bc_tr("the table of the encoding %s could not be loaded"),
                encoding);
    bc_diag_hint(diags, "%s", bc_tr("it is part of ICU: is its data file there, and enough memory?"));
    return false;
}

/* -- guessing ------------------------------------------------------------------------------------------- */

/* UTF-16 without a mark: the text's first two characters are ASCII in every YAML file but the oddest. */
static const char *guess_utf16(bc_str bytes, bool whole)
{
    if (bytes.n < 4 || (whole && bytes.n % 2))
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

size_t bc_source_complete_utf8(bc_str bytes)
{
    for (size_t back = 1; back <= 3 && back <= bytes.n; back++) {
        unsigned char lead = (unsigned char)bytes.p[bytes.n - back];
        if ((lead & 0xC0) == 0x80)
            continue;
        size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return length > back ? bytes.n - back : bytes.n;
    }
    return bytes.n;
}

bc_source_guess bc_source_guess_of(bc_str bytes, bool whole)
{
    const signature *order = find_signature(bytes, BYTE_ORDER_MARKS, sizeof BYTE_ORDER_MARKS / sizeof(signature));
    const signature *other = find_signature(bytes, OTHER_FILES, sizeof OTHER_FILES / sizeof(signature));
    if (other)
        return (bc_source_guess){ .kind = BC_SOURCE_OTHER, .meaning = other->meaning };
    size_t skip = order ? order->n : 0;
    if (order && strcmp(order->meaning, "UTF-8") != 0)
        return (bc_source_guess){ .kind = BC_SOURCE_ENCODED, .meaning = order->meaning, .skip = skip };
    bytes = bc_str_slice(bytes, skip, bytes.n);
    size_t nul = bc_str_find(bytes, (bc_str){ "", 1 }, 0);
    if (nul != SIZE_MAX) {
        const char *guess = guess_utf16(bytes, whole);
        return guess ? (bc_source_guess){ .kind = BC_SOURCE_ENCODED, .meaning = guess, .skip = skip }
                     : (bc_source_guess){ .kind = BC_SOURCE_BINARY, .skip = skip, .at = nul };
    }
    if (!whole)
        bytes.n = bc_source_complete_utf8(bytes);
    size_t invalid_at = bc_utf8_invalid_at(bytes);
    if (invalid_at == SIZE_MAX)
        return (bc_source_guess){ .kind = BC_SOURCE_UTF8, .skip = skip };
    bool damaged = order || is_damaged_utf8(bytes);
    return (bc_source_guess){
        .kind = damaged ? BC_SOURCE_DAMAGED : BC_SOURCE_GB18030, .meaning = "GB 18030", .skip = skip, .at = invalid_at
    };
}

bc_unicode_converter *bc_source_try_gb18030(bc_str bytes, bool whole, bc_buf *text, bool *available)
{
    const size_t start = text->n;
    bc_unicode_converter *converter = bc_unicode_converter_new("gb18030");
    *available = converter != NULL;
    if (converter && bc_unicode_converter_add(converter, bytes, whole, text) &&
        is_plausible(bc_str_slice(bc_buf_str(text), start, SIZE_MAX)))
        return converter;
    text->n = start;
    text->p[start] = '\0';
    bc_unicode_converter_free(converter);
    return NULL;
}

/* Behind marks of byte order, blanks and the zeroes of wide characters. */
bool bc_source_begins_as_json(bc_str bytes)
{
    static const char SKIPPED[] = "\xEF\xBB\xBF\xFE\xFF \t\r\n";
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] && !strchr(SKIPPED, bytes.p[i]))
            return bytes.p[i] == '{' || bytes.p[i] == '[';
    return false;
}

/* -- decoding ------------------------------------------------------------------------------------------- */

static bool finish_converted(bc_arena *arena, bc_str name, bc_str text, const char *encoding, bc_diag_list *diags)
{
    size_t nul = bc_str_find(text, (bc_str){ "", 1 }, 0);
    bc_diag_source *source = new_source(arena, name, text);
    if (nul != SIZE_MAX)
        return refuse_binary(source, nul, diags);
    bc_source_note_converted(source, encoding, diags);
    return true;
}

static bool begin_encoded(const bc_source_begun *begun, const char *encoding, bc_diag_list *diags)
{
    *begun->converter = bc_unicode_converter_new(encoding);
    if (!*begun->converter)
        return refuse_unavailable(new_source(begun->arena, begun->name, (bc_str){ 0 }), encoding, diags);
    if (bc_unicode_converter_add(*begun->converter, begun->bytes, begun->whole, begun->text))
        return finish_converted(begun->arena, begun->name, bc_buf_str(begun->text), encoding, diags);
    /* What was read so far shows the place. */
    bc_diag_source *part = new_source(begun->arena, begun->name, bc_buf_str(begun->text));
    bc_source_report_encoding(mark_at(part, part->text.n), encoding, diags);
    return false;
}

static bool begin_gb18030(const bc_source_begun *begun, size_t invalid_at, bc_diag_list *diags)
{
    bool available;
    *begun->converter = bc_source_try_gb18030(begun->bytes, begun->whole, begun->text, &available);
    if (!available)
        return refuse_unavailable(new_source(begun->arena, begun->name, (bc_str){ 0 }), "GB 18030", diags);
    if (!*begun->converter)
        return refuse_utf8(new_source(begun->arena, begun->name, begun->bytes), invalid_at, diags);
    return finish_converted(begun->arena, begun->name, bc_buf_str(begun->text), "GB 18030", diags);
}

bool bc_source_begin(const bc_source_begun *given, const bc_source_guess *guess, bc_diag_list *diags)
{
    bc_source_begun begun = *given;
    begun.bytes = bc_str_slice(begun.bytes, guess->skip, begun.bytes.n);
    switch (guess->kind) {
    case BC_SOURCE_UTF8:
        bc_buf_add_str(begun.text, begun.bytes);
        return true;
    case BC_SOURCE_ENCODED:
        return begin_encoded(&begun, guess->meaning, diags);
    case BC_SOURCE_GB18030:
        return begin_gb18030(&begun, guess->at, diags);
    case BC_SOURCE_DAMAGED:
        return refuse_utf8(new_source(begun.arena, begun.name, begun.bytes), guess->at, diags);
    case BC_SOURCE_BINARY:
        return refuse_binary(new_source(begun.arena, begun.name, begun.bytes), guess->at, diags);
    case BC_SOURCE_OTHER:
        break;
    }
    return refuse_other(new_source(begun.arena, begun.name, (bc_str){ 0 }), guess->meaning, diags);
}

/* -- reading whole -------------------------------------------------------------------------------------- */

const bc_diag_source *bc_source_from_bytes(bc_arena *arena, bc_str name, bc_str bytes, bc_diag_list *diags)
{
    bc_source_guess guess = bc_source_guess_of(bytes, true);
    if (guess.kind == BC_SOURCE_UTF8)
        return new_source(arena, name, bc_str_slice(bytes, guess.skip, bytes.n));
    bc_unicode_converter *converter = NULL;
    bc_buf text;
    bc_buf_init(&text);
    const bc_source_begun begun = {
        .arena = arena, .name = name, .bytes = bytes, .whole = true, .text = &text, .converter = &converter
    };
    bool good = bc_source_begin(&begun, &guess, diags);
    const bc_diag_source *source = good ? new_source(arena, name, bc_buf_str(&text)) : NULL;
    bc_unicode_converter_free(converter);
    bc_buf_release(&text);
    return source;
}

void bc_source_report_unread(bc_arena *arena, bc_str name, bc_file_result read, bc_diag_list *diags)
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
        bc_source_report_unread(arena, name, read, diags);
    bc_buf_release(&bytes);
    return source;
}

const bc_diag_source *bc_source_read(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error)
{
    return read_source(arena, bc_str_from(path), path, false, diags, io_error);
}

bc_str bc_source_name_of(const char *path)
{
    return bc_str_from(strcmp(path, "-") == 0 ? bc_tr("<standard input>") : path);
}

const bc_diag_source *bc_source_read_stream(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error)
{
    return read_source(arena, bc_source_name_of(path), path, true, diags, io_error);
}
