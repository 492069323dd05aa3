/* libyaml's faults in the user's words. A table translates each of its messages and says which of its two marks
 * tells the place; for the usual slips (no blank behind a colon, a quote inside a quote, a tab) the text around the
 * place is looked at and the hint says what to type instead. */
#include "source/private/yaml_problem.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/yaml_slip.h"
#include "source/private/yaml_doubt.h"

#include <string.h>

/* How a problem of libyaml is put: the message, the usual hint, and which of its two marks tells the
 * place. `refine` may know a better hint from the text around. */
typedef struct problem {
    const char *text; /* libyaml's sentence, or how it begins */
    const char *code, *message, *hint;
    bool at_context;
    const char *(*refine)(const bc_yaml_cursor *place);
} problem;

typedef struct parser_problem {
    const yaml_parser_t *parser;
    const problem *known;
    uint32_t list_line;
} parser_problem;

static bool line_has(const bc_yaml_cursor *place, const char *needle)
{
    return bc_str_find(bc_yaml_cursor_line(place), bc_str_from(needle), 0) != SIZE_MAX;
}

static char byte_at(const bc_yaml_cursor *place)
{
    bc_str text = place->text->at_hand;
    return place->now.at < text.n ? text.p[place->now.at] : '\0';
}

/* The part of the line before the place, without blanks at its end. */
static bc_str line_before(const bc_yaml_cursor *place)
{
    return bc_str_trim(bc_yaml_cursor_line_before(place));
}

static const char *quote_hint(void)
{
    return bc_tr("put the whole text in quotation marks, as in 'text'");
}

/* A no-break or full-width blank behind the first colon of the line, which looks like the one that should be there. */
static bool has_odd_blank(bc_str line)
{
    size_t at = bc_str_find(line, BC_STR(":"), 0);
    if (at == SIZE_MAX || ++at >= line.n)
        return false;
    return bc_yaml_text_is_odd_blank(bc_utf8_next(line, &at));
}

static const char *member_hint(bc_str line)
{
    bool wide;
    if (!bc_yaml_text_is_member(line, &wide))
        return NULL;
    if (!wide && has_odd_blank(line))
        return bc_tr("what stands behind the colon is no ordinary blank (full-width or no-break): type it anew");
    return wide ? bc_tr("use a half-width colon and a blank (“: ” instead of “：”)")
                : bc_tr("put a blank after the colon");
}

/* Characters that end a line for YAML 1.1, but in no editor. */
static bool after_odd_line_end(const bc_yaml_cursor *place)
{
    bc_str before = bc_yaml_cursor_line_before(place);
    return bc_str_ends(before, BC_STR("\u2028")) || bc_str_ends(before, BC_STR("\u2029")) ||
           bc_str_ends(before, BC_STR("\xc2\x85"));
}

static const char *refine_no_colon(const bc_yaml_cursor *place)
{
    return member_hint(bc_yaml_cursor_line(place));
}

/* The last line with content before byte `at`, which begins a line, without blanks at its ends: a slice of what is at
 * hand, empty when there is none. */
static bc_str content_line_before(const bc_yaml_cursor *place, size_t at)
{
    bc_str text = place->text->at_hand;
    while (at > 0) {
        size_t start = at - 1;
        while (start > 0 && text.p[start - 1] != '\n')
            start--;
        bc_str line = bc_str_trim(bc_str_slice(text, start, at));
        if (line.n && line.p[0] != '#')
            return line;
        at = start;
    }
    return (bc_str){ 0 };
}

static size_t line_start(bc_str text, size_t at)
{
    while (at > 0 && text.p[at - 1] != '\n')
        at--;
    return at;
}

enum { MAX_LINES_BACK = 100 }; /* of one document, that are looked at for what is wrong with a later one */

/* What the line is an element of a list with, behind its dashes; *dash: there is one. */
static bc_str behind_dashes(bc_str line, bool *dash)
{
    *dash = false;
    while (bc_str_starts(line, BC_STR("- "))) {
        line = bc_str_trim(bc_str_slice(line, 1, line.n));
        *dash = true;
    }
    return line;
}

static bool is_lost(bc_str line)
{
    bool wide;
    return bc_yaml_text_is_member(line, &wide) || bc_str_starts(line, BC_STR("＃")) || bc_yaml_text_has_odd_dash(line);
}

/* The first of the lines right before the place that were meant as members, elements or comments, and are a text to
 * YAML; no map begins above the dash of an element. Byte SIZE_MAX: the line before is none. */
static size_t first_lost_member(const bc_yaml_cursor *place)
{
    size_t found = SIZE_MAX;
    size_t at = place->now.line_at;
    for (int i = 0; i < MAX_LINES_BACK; i++) {
        bool dash;
        const bc_str line = behind_dashes(content_line_before(place, at), &dash);
        if (!line.n || !is_lost(line))
            break;
        found = (size_t)(line.p - place->text->at_hand.p);
        if (dash)
            break;
        at = line_start(place->text->at_hand, found);
    }
    return found;
}

static const char *refine_second_colon(const bc_yaml_cursor *place)
{
    bc_str before = line_before(place);
    if (bc_str_find(before, BC_STR("：“"), 0) != SIZE_MAX || bc_str_find(before, BC_STR(": “"), 0) != SIZE_MAX)
        return bc_tr("full-width quotation marks do not quote: use ' or \" around the text");
    if (bc_str_find(before, BC_STR(": ｛"), 0) != SIZE_MAX || bc_str_find(before, BC_STR(": ［"), 0) != SIZE_MAX)
        return bc_tr("use half-width brackets and braces");
    if (bc_str_find(before, BC_STR(": "), 0) != SIZE_MAX)
        return bc_tr("a text that contains a colon and a blank needs quotation marks, as in 'a: b'");
    return member_hint(content_line_before(place, place->now.line_at));
}

/* Whether the last key of the line has a text already, in which no comma was meant to end it. */
static bool is_in_text(bc_str before)
{
    size_t from = before.n;
    while (from > 0 && !strchr("[{,", before.p[from - 1]))
        from--;
    bc_str member = bc_str_slice(before, from, before.n);
    size_t colon = bc_str_find(member, BC_STR(": "), 0);
    return colon != SIZE_MAX && bc_str_find(member, BC_STR("，"), colon) == SIZE_MAX;
}

static const char *refine_flow(const bc_yaml_cursor *place)
{
    char c = byte_at(place);
    bc_str before = line_before(place);
    if (c == ':' && before.n && strchr("[{,", before.p[before.n - 1]))
        return bc_tr("write a key before the colon, or quote the text");
    if (c == ':' && is_in_text(before))
        return bc_tr("a text that contains a colon and a blank needs quotation marks, as in 'a: b'");
    if (c == '{' && bc_str_ends(before, BC_STR("$")))
        return bc_tr("braces belong to YAML here: write $(name) instead of ${name}");
    if (c == '[' || c == '{')
        return bc_tr("put a text that contains brackets or braces in quotation marks");
    if (bc_str_ends(before, BC_STR("'")) || bc_str_ends(before, BC_STR("\"")))
        return bc_tr("put a comma after the closing quotation mark, or the whole text in quotation marks");
    if (line_has(place, "，"))
        return bc_tr("use half-width commas (“, ” instead of “，”) between the items");
    if (line_has(place, "｝") || line_has(place, "］") || line_has(place, "】"))
        return bc_tr("use half-width brackets and braces");
    return NULL;
}

/* `>=15000`: what was meant is ≥. */
static const char *refine_block(const bc_yaml_cursor *place)
{
    const bc_str before = line_before(place);
    if (!bc_str_ends(before, BC_STR(">")) || byte_at(place) != '=')
        return NULL;
    return bc_tr("write ≥ in place of >=, or put the whole text in quotation marks");
}

static const char *refine_stranger(const bc_yaml_cursor *place)
{
    bc_str before = line_before(place);
    char c = byte_at(place);
    if (c == ':')
        return bc_tr("write a key before the colon, or quote the text");
    if ((c == ']' || c == '}') && bc_yaml_text_has_odd_brackets(before))
        return bc_tr("use a half-width colon and a blank (“: ” instead of “：”)");
    if (c == ']' || c == '}')
        return bc_tr("there is one closing bracket or brace too many");
    if (bc_str_ends(before, BC_STR("'")) || bc_str_ends(before, BC_STR("\"")))
        return bc_tr("put the whole text in quotation marks; inside '…' a ' is written twice");
    return NULL;
}

#define HINT_ALIGN bc_tr_mark("line up the keys of one map, and the items of one list, under each other")
#define HINT_QUOTE bc_tr_mark("put the whole text in quotation marks, as in 'text'")
#define HINT_CLOSE bc_tr_mark("put a comma between the items, and close what was opened")
#define HINT_TAB bc_tr_mark("indent with spaces")
#define HINT_TAG bc_tr_mark("a text that begins with ! needs quotation marks; tags are not needed")
#define HINT_ESCAPE bc_tr_mark("write \\\\ for a backslash, or use '…', where it stands for itself")
#define HINT_PERCENT bc_tr_mark("put a text that begins with % in quotation marks")

static const problem PROBLEMS[] = {
    { "found a tab character", "E111", bc_tr_mark("a tab is used to indent"), HINT_TAB, false, NULL },
    { "could not find expected ':'", "E112", bc_tr_mark("a key without a colon and a value"),
      bc_tr_mark("write key: value, or indent the line more than the key of the text that it continues"), true,
      refine_no_colon },
    { "mapping values are not allowed", "E113", bc_tr_mark("a colon cannot stand here"),
      bc_tr_mark("line up the keys of one map; a key that has a text cannot have keys below it"), false,
      refine_second_colon },
    { "did not find expected ',' or", "E114", bc_tr_mark("a comma or the closing bracket is missing before this"),
      HINT_CLOSE, false, refine_flow },
    { "did not find expected node content", "E114", bc_tr_mark("a value is missing here"), HINT_CLOSE, false,
      refine_flow },
    { "did not find expected key", "E115", bc_tr_mark("this does not belong to the map above it"), HINT_ALIGN, false,
      refine_stranger },
    { "did not find expected '-' indicator", "E115", bc_tr_mark("this does not belong to the list above it"),
      HINT_ALIGN, false, refine_stranger },
    { "did not find expected <document start>", "E115", bc_tr_mark("this does not belong to what stands above it"),
      HINT_ALIGN, false, refine_stranger },
    { "block sequence entries are not allowed", "E115", bc_tr_mark("a list cannot begin here"),
      bc_tr_mark("begin the list in a line of its own, or quote a text that begins with a dash"), false, NULL },
    { "mapping keys are not allowed", "E115", bc_tr_mark("a key cannot begin here"), HINT_QUOTE, false, NULL },
    { "found unexpected end of stream", "E116", bc_tr_mark("the quotation mark that opens here is never closed"),
      bc_tr_mark("close the text with the same mark; inside '…' a ' is written twice"), true, NULL },
    { "found unexpected document indicator", "E116", bc_tr_mark("the quotation mark that opens here is never closed"),
      bc_tr_mark("close the text with the same mark; inside '…' a ' is written twice"), true, NULL },
    { "found unknown escape character", "E117", bc_tr_mark("no such escape in a text in double quotation marks"),
      HINT_ESCAPE, false, NULL },
    { "did not find expected hexdecimal number", "E117", bc_tr_mark("an escape lacks its hexadecimal digits"),
      HINT_ESCAPE, false, NULL },
    { "found invalid Unicode character escape code", "E117", bc_tr_mark("this escape names no Unicode character"),
      bc_tr_mark("write the character itself"), false, NULL },
    { "did not find expected alphabetic or numeric", "E118", bc_tr_mark("& and * must be followed by an anchor's name"),
      bc_tr_mark("a text that begins with & or * needs quotation marks; names of anchors are ASCII letters and digits"),
      false, NULL },
    { "did not find expected whitespace or line break", "E122", bc_tr_mark("this is no tag"), HINT_TAG, false, NULL },
    { "did not find expected tag URI", "E122", bc_tr_mark("this is no tag"), HINT_TAG, false, NULL },
    { "did not find expected '!'", "E122", bc_tr_mark("this is no tag"), HINT_TAG, false, NULL },
    { "did not find the expected '>'", "E122", bc_tr_mark("this is no tag"), HINT_TAG, false, NULL },
    { "found undefined tag handle", "E122", bc_tr_mark("the tag's handle is not defined"), HINT_TAG, false, NULL },
    { "did not find expected comment or line break", "E119",
      bc_tr_mark("something follows the sign that begins a block of text"),
      bc_tr_mark("begin the text in the next line, indented; quote a text that begins with | or >"), false,
      refine_block },
    { "found an indentation indicator equal to 0", "E119", bc_tr_mark("the indentation of a block of text is 1 to 9"),
      bc_tr_mark("leave the digit out"), false, NULL },
    { "could not find expected directive name", "E119", bc_tr_mark("% at the start of a line begins a directive"),
      HINT_PERCENT, false, NULL },
    { "found unexpected non-alphabetical character", "E119", bc_tr_mark("% at the start of a line begins a directive"),
      HINT_PERCENT, false, NULL },
    { "found unknown directive name", "E119", bc_tr_mark("% at the start of a line begins a directive"), HINT_PERCENT,
      false, NULL },
    { "found incompatible YAML document", "E119", bc_tr_mark("only YAML 1.1 and 1.2 are read"),
      bc_tr_mark("leave the %YAML line out"), false, NULL },
};

static void add_hint(const parser_problem *p, const bc_yaml_cursor *place, bc_diag_list *diags)
{
    const yaml_parser_t *parser = p->parser;
    const char *hint = p->known->refine ? p->known->refine(place) : NULL;
    bool opened_above = parser->context && strncmp(parser->context, "while parsing a flow", 20) == 0 &&
                        parser->context_mark.line < parser->problem_mark.line;
    if (after_odd_line_end(place)) {
        bc_diag_hint(diags, bc_tr("delete the invisible line separator before this"));
    } else if (!hint && opened_above) {
        bc_yaml_cursor opening = *place;
        uint32_t line = p->list_line; /* when the bracket stands before what is at hand, it is the list's */
        if (parser->context_mark.index >= opening.origin.index) {
            bc_yaml_cursor_seek(&opening, parser->context_mark.index);
            line = opening.now.line;
        }
        bc_diag_hint(diags, bc_tr("close the bracket or brace that opens in line %u"), (unsigned)line);
    } else {
        bc_diag_hint(diags, "%s", hint ? hint : bc_tr(p->known->hint));
    }
}

static void report_known(const parser_problem *p, bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    bool context = p->known->at_context && p->parser->context;
    bc_yaml_cursor_seek(cursor, context ? p->parser->context_mark.index : p->parser->problem_mark.index);
    bc_diag_add(diags, BC_DIAG_ERROR, p->known->code, bc_yaml_cursor_mark(cursor, 1), "%s", bc_tr(p->known->message));
    add_hint(p, cursor, diags);
}

/* Members that were lost in a text are what is wrong, not the colon of the first that is none. */
static bool report_lost_members(const yaml_parser_t *parser, bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    if (strncmp(parser->problem ? parser->problem : "", "mapping values are not", 22) != 0 ||
        bc_str_find(line_before(cursor), BC_STR(": "), 0) != SIZE_MAX)
        return false;
    const size_t at = first_lost_member(cursor);
    if (at == SIZE_MAX)
        return false;
    bc_yaml_cursor_seek_byte(cursor, at);
    const bc_str text = cursor->text->at_hand;
    const bc_str line = bc_str_trim(bc_str_slice(text, at, bc_str_find(text, BC_STR("\n"), at)));
    const bool comment = bc_str_starts(line, BC_STR("＃")), dash = bc_yaml_text_has_odd_dash(line);
    bc_diag_add(diags, BC_DIAG_ERROR, "E112", bc_yaml_cursor_mark(cursor, 1), "%s",
                comment ? bc_tr("a full-width ＃ begins no comment")
                : dash  ? bc_tr("this dash begins no element of a list")
                        : bc_tr("a key without a colon and a value"));
    bc_diag_hint(diags, "%s",
                 comment ? bc_tr("write a half-width # and a blank")
                 : dash  ? bc_tr("an element of a list begins with a half-width dash and a blank, `- `")
                         : member_hint(line));
    return true;
}

/* Whether the line is indented with a blank that is none for YAML, and what follows looks like a member or an item;
 * *at moves to that blank. */
static bool is_oddly_indented(bc_str text, size_t *at)
{
    size_t from = *at, odd = SIZE_MAX, next = from;
    for (; from < text.n; from = next) {
        const uint32_t c = bc_utf8_next(text, &next);
        if (c != ' ' && !bc_yaml_text_is_odd_blank(c))
            break;
        if (c != ' ' && odd == SIZE_MAX)
            odd = from;
    }
    const bc_str rest = bc_str_trim(bc_str_slice(text, from, bc_str_find(text, BC_STR("\n"), from)));
    *at = odd;
    return odd != SIZE_MAX && (bc_str_starts(rest, BC_STR("- ")) || bc_str_ends(rest, BC_STR(":")) ||
                               bc_str_find(rest, BC_STR(": "), 0) != SIZE_MAX);
}

/* The line of the fault or the last one above it that is indented with full-width blanks and the like. */
static bool report_odd_indent(bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    const bc_str text = cursor->text->at_hand;
    size_t line = cursor->now.line_at;
    for (int i = 0; i < MAX_LINES_BACK; i++) {
        size_t at = line;
        if (is_oddly_indented(text, &at)) {
            size_t next = at;
            const unsigned character = (unsigned)bc_utf8_next(text, &next);
            bc_yaml_cursor_seek_byte(cursor, at);
            bc_diag_add(diags, BC_DIAG_ERROR, "E111", bc_yaml_cursor_mark(cursor, 1),
                        bc_tr("a blank that is none for YAML, U+%04X, is used to indent"), character);
            bc_diag_hint(diags, "%s", bc_tr(HINT_TAB));
            return true;
        }
        if (!line || bc_str_starts(bc_str_slice(text, line, text.n), BC_STR("---")))
            break; /* what is before is another document */
        line = line_start(text, line - 1);
    }
    return false;
}

static void report_inner_bom(bc_diag_mark mark, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E105", mark, bc_tr("a byte order mark stands in the middle of the file"));
    bc_diag_hint(diags, bc_tr("delete it; files that were joined leave it at the start of a line"));
}

/* Files joined end to end keep their byte order marks, which libyaml takes for a part of the line. */
static bool report_bom_in_line(bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    const bc_str bom = BC_STR("\xef\xbb\xbf");
    if (!bc_str_starts(bc_yaml_cursor_line(cursor), bom))
        return false;
    bc_yaml_cursor_seek(cursor, cursor->now.line_index);
    report_inner_bom(bc_yaml_cursor_mark(cursor, 1), diags);
    return true;
}

static void report_odd_start(bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    char c = byte_at(cursor);
    bc_diag_mark mark = bc_yaml_cursor_mark(cursor, 1);
    if (c == '\t') {
        bc_diag_add(diags, BC_DIAG_ERROR, "E111", mark, bc_tr("a tab is used to indent"));
        bc_diag_hint(diags, "%s", bc_tr(HINT_TAB));
    } else {
        bc_diag_add(diags, BC_DIAG_ERROR, "E110", mark, bc_tr("a text cannot begin with this character"));
        bc_diag_hint(diags, "%s", quote_hint());
    }
}

/* The parser's reader found a character that YAML does not allow in the piece that it got last. */
static void seek_character(const yaml_parser_t *parser, bc_yaml_cursor *cursor)
{
    size_t at = cursor->text->piece;
    bc_str text = cursor->text->at_hand;
    for (size_t next = at; next < text.n; at = next) {
        uint32_t c = bc_utf8_next(text, &next);
        if (c == (uint32_t)parser->problem_value || (c == BC_UTF8_BAD && next - at == 1))
            break;
    }
    bc_yaml_cursor_seek_byte(cursor, at);
}

static void report_character(const yaml_parser_t *parser, bc_yaml_cursor *cursor, bc_diag_list *diags)
{
    seek_character(parser, cursor);
    bc_diag_mark mark = bc_yaml_cursor_mark(cursor, 1);
    if (parser->problem_value == 0xFEFF) {
        report_inner_bom(mark, diags);
    } else if (parser->problem && strcmp(parser->problem, "control characters are not allowed") == 0) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E105", mark, bc_tr("the control character U+%04X is not allowed"),
                    (unsigned)parser->problem_value);
        bc_diag_hint(diags, bc_tr("delete it, most editors do not show it; in \"…\" it can be written as an escape"));
    } else {
        bc_diag_add(diags, BC_DIAG_ERROR, "E103", mark, bc_tr("this is not valid UTF-8"));
        bc_diag_hint(diags, bc_tr("save the file as UTF-8"));
    }
}

void bc_yaml_report_problem(const yaml_parser_t *parser, bc_yaml_cursor *cursor, uint32_t list_line,
                            bc_diag_list *diags)
{
    const char *text = parser->problem ? parser->problem : "";
    if (parser->error == YAML_MEMORY_ERROR) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E106", (bc_diag_mark){ .source = cursor->source },
                    bc_tr("no memory is left to read the file"));
        return;
    }
    if (parser->error == YAML_READER_ERROR) {
        report_character(parser, cursor, diags);
        return;
    }
    bc_yaml_cursor_seek(cursor, parser->problem_mark.index);
    if (report_bom_in_line(cursor, diags) || report_odd_indent(cursor, diags) ||
        report_lost_members(parser, cursor, diags))
        return;
    for (size_t i = 0; i < sizeof PROBLEMS / sizeof *PROBLEMS; i++) {
        const parser_problem p = { parser, &PROBLEMS[i], list_line };
        if (strncmp(text, p.known->text, strlen(p.known->text)) == 0) {
            report_known(&p, cursor, diags);
            return;
        }
    }
    if (strcmp(text, "found character that cannot start any token") == 0) {
        report_odd_start(cursor, diags);
        return;
    }
    bc_diag_add(diags, BC_DIAG_ERROR, "E110", bc_yaml_cursor_mark(cursor, 1), bc_tr("this is not valid YAML: %s"),
                text);
    bc_diag_hint(diags, "%s", quote_hint());
}
