/* The bytes of a file into UTF-8, as src/unicode/guess.c found out what they are. What is a file of another kind is
 * refused, and a file that was UTF-8 and is damaged is said to be so at its first bad byte. */
#include "source/encoding.h"

#include "base/file.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/private/encoding.h"
#include "source/yaml.h"

#include <string.h>

/* What the first bytes of a file say about the rest. */
typedef struct signature {
    const char *bytes;
    size_t n;
    const char *meaning; /* what kind of file it is */
} signature;

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

bc_source_guess bc_source_guess_of(bc_str bytes, bool whole)
{
    const signature *other = find_signature(bytes, OTHER_FILES, sizeof OTHER_FILES / sizeof(signature));
    if (other)
        return (bc_source_guess){ .other = other->meaning };
    return (bc_source_guess){ .text = bc_unicode_guess_of(bytes, whole) };
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
    *begun->converter = bc_unicode_try_gb18030(begun->bytes, begun->whole, begun->text, &available);
    if (!available)
        return refuse_unavailable(new_source(begun->arena, begun->name, (bc_str){ 0 }), "GB 18030", diags);
    if (!*begun->converter)
        return refuse_utf8(new_source(begun->arena, begun->name, begun->bytes), invalid_at, diags);
    return finish_converted(begun->arena, begun->name, bc_buf_str(begun->text), "GB 18030", diags);
}

bool bc_source_begin(const bc_source_begun *given, const bc_source_guess *guess, bc_diag_list *diags)
{
    bc_source_begun begun = *given;
    if (guess->other)
        return refuse_other(new_source(begun.arena, begun.name, (bc_str){ 0 }), guess->other, diags);
    begun.bytes = bc_str_slice(begun.bytes, guess->text.skip, begun.bytes.n);
    switch (guess->text.kind) {
    case BC_UNICODE_ENCODED:
        return begin_encoded(&begun, guess->text.encoding, diags);
    case BC_UNICODE_GB18030:
        return begin_gb18030(&begun, guess->text.at, diags);
    case BC_UNICODE_DAMAGED:
        return refuse_utf8(new_source(begun.arena, begun.name, begun.bytes), guess->text.at, diags);
    case BC_UNICODE_BINARY:
        return refuse_binary(new_source(begun.arena, begun.name, begun.bytes), guess->text.at, diags);
    case BC_UNICODE_UTF8:
        break;
    }
    bc_buf_add_str(begun.text, begun.bytes);
    return true;
}

/* -- reading whole -------------------------------------------------------------------------------------- */

const bc_diag_source *bc_source_from_bytes(bc_arena *arena, bc_str name, bc_str bytes, bc_diag_list *diags)
{
    bc_source_guess guess = bc_source_guess_of(bytes, true);
    if (bc_source_guess_is_utf8(&guess))
        return new_source(arena, name, bc_str_slice(bytes, guess.text.skip, bytes.n));
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
                                         const bc_file_waiting *waiting, bc_diag_list *diags, bool *io_error)
{
    const bc_diag_source *source = NULL;
    bc_buf bytes;
    bc_buf_init(&bytes);
    bc_file_result read = stream ? bc_file_read_stream(path, BC_MAX_YAML_BYTES, waiting, &bytes)
                                 : bc_file_read(path, BC_MAX_YAML_BYTES, &bytes);
    *io_error = *io_error || (read.status != BC_FILE_OK && read.status != BC_FILE_TOO_LARGE);
    if (read.status == BC_FILE_OK)
        source = bc_source_from_bytes(arena, name, bc_buf_str(&bytes), diags);
    else
        bc_source_report_unread(arena, name, read, diags);
    bc_buf_release(&bytes);
    return source;
}

const bc_diag_source *bc_source_read(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error)
{
    return read_source(arena, bc_str_from(path), path, false, NULL, diags, io_error);
}

bc_str bc_source_name_of(const char *path)
{
    return bc_str_from(strcmp(path, "-") == 0 ? bc_tr("<standard input>") : path);
}

const bc_diag_source *bc_source_read_stream(bc_arena *arena, const char *path, const bc_file_waiting *waiting,
                                            bc_diag_list *diags, bool *io_error)
{
    return read_source(arena, bc_source_name_of(path), path, true, waiting, diags, io_error);
}
