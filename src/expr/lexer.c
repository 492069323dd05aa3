/* Tokens of an expression, over UTF-8: names may be Chinese, and signs that an input method types in place of ours
 * (＝ “ ，) are named with the sign that was meant. */
#include "expr/private/lexer.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "expr/private/node.h"

#include <string.h>

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Names: letters of any script, digits and `_`, and a hyphen directly between two of these. */
static bool starts_name(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (c == 0x3005 || c == 0x3007) /* 々 〇 */
        return true;
    /* Everything else that is not punctuation, a symbol or a blank is taken for a letter. */
    return !(c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
             (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0xE0000 || c == 0xFEFF ||
             (c >= 0xE000 && c <= 0xF8FF) || c == BC_UTF8_BAD);
}

static uint32_t peek(const bc_expr_lexer *lexer, size_t at)
{
    if (at >= lexer->text.n)
        return 0;
    unsigned char c = (unsigned char)lexer->text.p[at];
    return c < 0x80 ? c : bc_utf8_next(lexer->text, &at);
}

static bc_expr_token bad(bc_expr_lexer *lexer, size_t from, size_t to, const char *code, const char *message)
{
    bc_diag_mark mark = bc_expr_locate(lexer->text, lexer->mark, from, to);
    bc_diag_add(lexer->diags, BC_DIAG_ERROR, code, mark, "%s", message);
    return (bc_expr_token){ .kind = BC_TOKEN_BAD, .from = (uint32_t)from, .to = (uint32_t)to };
}

static bc_expr_token token(const bc_expr_lexer *lexer, bc_expr_token_kind kind, size_t from)
{
    return (bc_expr_token){ .kind = kind,
                            .from = (uint32_t)from,
                            .to = (uint32_t)lexer->at,
                            .text = bc_str_slice(lexer->text, from, lexer->at) };
}

static bool continues_name(uint32_t c)
{
    return starts_name(c) || is_digit(c);
}

static void skip_name(bc_expr_lexer *lexer)
{
    for (size_t next; lexer->at < lexer->text.n; lexer->at = next) {
        next = lexer->at;
        uint32_t c = bc_utf8_next(lexer->text, &next);
        if (!continues_name(c) && !(c == '-' && continues_name(peek(lexer, next))))
            return;
    }
}

static bc_expr_token read_name(bc_expr_lexer *lexer)
{
    size_t from = lexer->at;
    skip_name(lexer);
    return token(lexer, BC_TOKEN_NAME, from);
}

static bc_expr_token read_number(bc_expr_lexer *lexer)
{
    size_t from = lexer->at;
    while (is_digit(peek(lexer, lexer->at)))
        lexer->at++;
    if (peek(lexer, lexer->at) == '.' && is_digit(peek(lexer, lexer->at + 1))) {
        lexer->at++;
        while (is_digit(peek(lexer, lexer->at)))
            lexer->at++;
    }
    size_t end = lexer->at;
    if (starts_name(peek(lexer, end))) {
        skip_name(lexer);
        bc_str tail = bc_str_slice(lexer->text, end, lexer->at), digits = bc_str_slice(lexer->text, from, end);
        bc_expr_token result = bad(lexer, from, lexer->at, "E313", bc_tr("a number cannot run into a name"));
        bc_diag_hint(lexer->diags, bc_tr("an amount with its unit is in_unit(%.*s, '%.*s')"), BC_STR_ARG(digits),
                     BC_STR_ARG(tail));
        return result;
    }
    bc_expr_token result = token(lexer, BC_TOKEN_NUMBER, from);
    if (!bc_decimal_parse(result.text, &result.number))
        return bad(lexer, from, end, "E313", bc_tr("this number has too many digits"));
    return result;
}

/* The code point of the four hexadecimal digits at `at`, or 0 when there is no such character. */
static uint32_t hex_character(bc_str text, size_t at)
{
    uint32_t c = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = at + i < text.n ? bc_str_hex_digit(text.p[at + i]) : -1;
        if (digit < 0)
            return 0;
        c = c << 4 | (uint32_t)digit;
    }
    return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

/* Resolves the escapes of `inner` in place of a copy. SIZE_MAX, or the byte of a \u that names no character. */
static size_t resolve_escapes(bc_arena *arena, bc_str inner, bc_str *out)
{
    static const char NAMES[] = "ntr\\'\"", VALUES[] = "\n\t\r\\'\"";
    char *copy = bc_arena_alloc(arena, inner.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < inner.n; i++) {
        if (inner.p[i] != '\\') {
            copy[n++] = inner.p[i];
            continue;
        }
        const char *known = strchr(NAMES, inner.p[i + 1]);
        if (inner.p[i + 1] == 'u') {
            uint32_t c = hex_character(inner, i + 2);
            if (!c)
                return i;
            n += bc_utf8_encode(c, copy + n);
            i += 5;
        } else if (known && *known) {
            copy[n++] = VALUES[known - NAMES];
            i++;
        } else {
            copy[n++] = '\\'; /* kept, so that patterns can say \d */
        }
    }
    *out = (bc_str){ copy, n };
    return SIZE_MAX;
}

static bc_expr_token read_text(bc_expr_lexer *lexer)
{
    size_t from = lexer->at++;
    char quote = lexer->text.p[from];
    bool escaped = false;
    for (;; lexer->at++) {
        if (lexer->at >= lexer->text.n) {
            bc_expr_token result = bad(lexer, from, lexer->text.n, "E312", bc_tr("the text is not closed"));
            bc_diag_hint(lexer->diags, bc_tr("end it with %c"), quote);
            return result;
        }
        if (lexer->text.p[lexer->at] == quote)
            break;
        if (lexer->text.p[lexer->at] == '\\' && lexer->at + 1 < lexer->text.n) {
            escaped = true;
            lexer->at++;
        }
    }
    bc_str inner = bc_str_slice(lexer->text, from + 1, lexer->at++);
    bc_expr_token result = token(lexer, BC_TOKEN_TEXT, from);
    result.text = inner;
    if (!escaped)
        return result;
    size_t wrong = resolve_escapes(lexer->arena, inner, &result.text);
    if (wrong != SIZE_MAX)
        return bad(lexer, from + 1 + wrong, from + 1 + wrong + 2, "E312",
                   bc_tr("\\u needs the four hexadecimal digits of a character"));
    return result;
}

/* What an input method types for a sign of the language, and the sign. */
static const char *const LOOKALIKES[][2] = {
    { "（", "(" },  { "）", ")" }, { "，", "," }, { "：", ":" },  { "？", "?" }, { "！", "!" }, { "“", "\"" },
    { "”", "\"" },  { "‘", "'" },  { "’", "'" },  { "≥", ">=" },  { "≤", "<=" }, { "≠", "!=" }, { "×", "*" },
    { "÷", "/" },   { "＋", "+" }, { "－", "-" }, { "＝", "==" }, { "＜", "<" }, { "＞", ">" }, { "％", "%" },
    { "．", "." },  { "。", "." }, { "［", "[" }, { "］", "]" },  { "【", "[" }, { "】", "]" }, { "、", "," },
    { "；", "," },  { "／", "/" }, { "＊", "*" }, { "—", "-" },   { "–", "-" },  { "−", "-" },  { "＆", "&&" },
    { "｜", "||" }, { "=", "==" }, { "&", "&&" }, { "|", "||" },
};

static bc_expr_token unknown_sign(bc_expr_lexer *lexer)
{
    size_t from = lexer->at, to = from;
    uint32_t c = bc_utf8_next(lexer->text, &to);
    bc_str sign = bc_str_slice(lexer->text, from, to);
    if (c == BC_UTF8_BAD || c < 0x20 || c == 0x7F) {
        bc_expr_token result = bad(lexer, from, to, "E311", bc_tr("this character has no place in an expression"));
        bc_diag_hint(lexer->diags, bc_tr("its code point is U+%04X"), (unsigned)c);
        return result;
    }
    bc_diag_mark mark = bc_expr_locate(lexer->text, lexer->mark, from, to);
    bc_diag_add(lexer->diags, BC_DIAG_ERROR, "E311", mark, bc_tr("'%.*s' means nothing in an expression"),
                BC_STR_ARG(sign));
    for (size_t i = 0; i < sizeof LOOKALIKES / sizeof *LOOKALIKES; i++)
        if (bc_str_is(sign, LOOKALIKES[i][0]))
            bc_diag_hint(lexer->diags, bc_tr("write %s"), LOOKALIKES[i][1]);
    if (c == '$')
        bc_diag_hint(lexer->diags, bc_tr("names stand by themselves in an expression; $(…) is for words"));
    if (c == 0x3000)
        bc_diag_hint(lexer->diags, bc_tr("write an ASCII blank"));
    if (c >= 0xFF10 && c <= 0xFF19)
        bc_diag_hint(lexer->diags, bc_tr("write %c"), (char)('0' + (int)(c - 0xFF10)));
    return (bc_expr_token){ .kind = BC_TOKEN_BAD, .from = (uint32_t)from, .to = (uint32_t)to };
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bc_expr_token bc_expr_lexer_next(bc_expr_lexer *lexer)
{
    static const char *const MARKS[] = { "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-",
                                         "*",  "/",  "%",  "?",  ":",  ".",  ",", "(", ")", "[", "]" };
    while (lexer->at < lexer->text.n && is_blank(lexer->text.p[lexer->at]))
        lexer->at++;
    size_t from = lexer->at;
    if (from >= lexer->text.n)
        return token(lexer, BC_TOKEN_END, from);
    uint32_t c = peek(lexer, from);
    if (starts_name(c))
        return read_name(lexer);
    if (is_digit(c))
        return read_number(lexer);
    if (c == '\'' || c == '"')
        return read_text(lexer);
    bc_str rest = bc_str_slice(lexer->text, from, lexer->text.n);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        bc_str mark = bc_str_from(MARKS[i]);
        if (bc_str_starts(rest, mark)) {
            lexer->at += mark.n;
            return token(lexer, BC_TOKEN_MARK, from);
        }
    }
    return unknown_sign(lexer);
}
