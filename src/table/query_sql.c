/* One query and no more: what is sent begins with a word that asks, and nothing follows behind its `;`. This is no
 * parser; it knows where texts, names and comments begin and end, which is all that it takes. Comments in front are
 * taken off, for PostgreSQL's driver fetches row by row only what begins with SELECT, and behind, for SQLite's takes a
 * `;` in a comment for a second query. */
#include "base/tr.h"
#include "table/private/query.h"

#include <string.h>
#include <strings.h>

typedef struct scan {
    bc_str sql;
    bool mysql; /* backslashes in texts, comments behind # */
} scan;

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool at_text(bc_str sql, size_t at, const char *text)
{
    return bc_str_starts(bc_str_slice(sql, at, sql.n), bc_str_from(text));
}

static size_t behind(bc_str sql, size_t from, bc_str end)
{
    const size_t found = bc_str_find(sql, end, from);
    return found == SIZE_MAX ? sql.n : found + end.n;
}

/* Past the comment or blank that begins there; `at` when none does. */
static size_t skip_nothing(const scan *s, size_t at)
{
    if ((unsigned char)s->sql.p[at] <= ' ')
        return at + 1;
    if (at_text(s->sql, at, "--") || (s->mysql && s->sql.p[at] == '#'))
        return behind(s->sql, at, BC_STR("\n"));
    return at_text(s->sql, at, "/*") ? behind(s->sql, at + 2, BC_STR("*/")) : at;
}

/* Past a text or name in marks; a mark within is written twice, which reads like two of them. */
static size_t skip_marked(const scan *s, size_t at)
{
    const char mark = s->sql.p[at];
    for (at++; at < s->sql.n && s->sql.p[at] != mark; at++)
        if (s->mysql && mark != '`' && s->sql.p[at] == '\\')
            at++;
    return at < s->sql.n ? at + 1 : s->sql.n;
}

/* Past `$tag$ … $tag$`, a text of PostgreSQL; `at` when none begins there. */
static size_t skip_dollars(const scan *s, size_t at)
{
    size_t end = at + 1;
    while (end < s->sql.n && is_word(s->sql.p[end]))
        end++;
    if ((at && is_word(s->sql.p[at - 1])) || end >= s->sql.n || s->sql.p[end] != '$')
        return at;
    return behind(s->sql, end + 1, bc_str_slice(s->sql, at, end + 1));
}

/* Past what begins there and is not to be looked into; `at` when it is a character like others. */
static size_t skip(const scan *s, size_t at)
{
    switch (s->sql.p[at]) {
    case '\'':
    case '"':
    case '`':
        return skip_marked(s, at);
    case '$':
        return skip_dollars(s, at);
    default:
        return skip_nothing(s, at);
    }
}

static bool asks(bc_str sql)
{
    static const char *const WORDS[] = { "select", "with", "values", "table", "show" };
    while (sql.n && (sql.p[0] == '(' || (unsigned char)sql.p[0] <= ' '))
        sql = bc_str_slice(sql, 1, sql.n);
    size_t n = 0;
    while (n < sql.n && is_word(sql.p[n]))
        n++;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (n == strlen(WORDS[i]) && strncasecmp(sql.p, WORDS[i], n) == 0)
            return true;
    return false;
}

bool bc_table_sql_single(bc_str sql, bool mysql, bc_str *out, const char **why)
{
    const scan s = { sql, mysql };
    size_t start = 0, end, next, last; /* behind what is neither comment nor blank */
    while (start < sql.n && (next = skip_nothing(&s, start)) > start)
        start = next;
    for (end = last = start; end < sql.n && sql.p[end] != ';'; end = next) {
        next = skip(&s, end);
        next = next > end ? next : end + 1;
        last = skip_nothing(&s, end) > end ? last : next;
    }
    *out = bc_str_slice(sql, start, last);
    size_t rest = end;
    while (rest < sql.n && (sql.p[rest] == ';' || skip_nothing(&s, rest) > rest))
        rest = sql.p[rest] == ';' ? rest + 1 : skip_nothing(&s, rest);
    *why = !out->n                      ? bc_tr("the query is empty")
           : memchr(sql.p, '\0', sql.n) ? bc_tr("the query holds a zero byte")
           : rest < sql.n               ? bc_tr("this is more than one query: something follows behind the `;`")
           : !asks(*out) ? bc_tr("this is no query: it does not begin with SELECT, WITH, VALUES, TABLE or SHOW")
                         : NULL;
    return !*why;
}
