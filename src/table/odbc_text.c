/* The text of an ODBC connection, KEY=VALUE;KEY={VALUE};…: taken apart, and put together with a password and with what
 * a driver needs. Only this file and the driver manager ever hold the text with the password in it; here it is wiped.
 */
#include "table/private/odbc.h"

#include <string.h>
#include <strings.h>

static bool is_key(bc_str key, const char *name)
{
    return key.n == strlen(name) && strncasecmp(key.p, name, key.n) == 0;
}

/* Where a value in braces ends; 0 when it does not. `}}` is a brace of the value. */
static size_t braces_end(bc_str s, size_t at)
{
    for (at++; at < s.n; at++) {
        if (s.p[at] != '}')
            continue;
        if (at + 1 < s.n && s.p[at + 1] == '}')
            at++;
        else
            return at + 1;
    }
    return 0;
}

bool bc_table_attribute_next(bc_str s, size_t *at, bc_table_attribute *out)
{
    size_t start = *at;
    while (start < s.n && (s.p[start] == ';' || bc_str_trim(bc_str_slice(s, start, start + 1)).n == 0))
        start++;
    size_t equals = start;
    while (equals < s.n && s.p[equals] != '=' && s.p[equals] != ';')
        equals++;
    size_t value = equals + (equals < s.n && s.p[equals] == '='), end;
    if (start >= s.n) {
        *at = s.n;
        return false;
    }
    while (value < s.n && s.p[value] == ' ')
        value++;
    if (value < s.n && s.p[value] == '{') {
        end = braces_end(s, value);
        if (!end)
            return false;
    } else {
        for (end = value; end < s.n && s.p[end] != ';';)
            end++;
    }
    *out =
        (bc_table_attribute){ bc_str_trim(bc_str_slice(s, start, equals)), bc_str_trim(bc_str_slice(s, value, end)) };
    *at = end;
    return true;
}

bc_str bc_table_attribute_find(bc_str connection, const char *key)
{
    bc_table_attribute one;
    for (size_t at = 0; bc_table_attribute_next(connection, &at, &one);)
        if (is_key(one.key, key))
            return one.value.n >= 2 && one.value.p[0] == '{' ? bc_str_slice(one.value, 1, one.value.n - 1) : one.value;
    return (bc_str){ 0 };
}

bool bc_table_attribute_is_secret(bc_str key)
{
    static const char *const PARTS[] = { "pwd", "pass", "secret", "token", "pqopt" };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        for (size_t at = 0, n = strlen(PARTS[i]); at + n <= key.n; at++)
            if (strncasecmp(key.p + at, PARTS[i], n) == 0)
                return true;
    return false;
}

void bc_table_attribute_add_plain(bc_str value, bc_buf *out)
{
    const bool braces = value.n >= 2 && value.p[0] == '{';
    for (size_t i = braces; i < value.n - braces; i++) {
        bc_buf_add_char(out, value.p[i]);
        i += braces && value.p[i] == '}' && i + 1 < value.n - braces && value.p[i + 1] == '}';
    }
}

static bool is_password(bc_str key)
{
    return is_key(key, "PWD") || is_key(key, "PASSWORD");
}

static void add_attribute(bc_table_attribute one, bc_buf *out)
{
    bc_buf_add_str(out, one.key);
    bc_buf_add_char(out, '=');
    bc_buf_add_str(out, one.value);
    bc_buf_add_char(out, ';');
}

static bool has_key(bc_str connection, bc_str key)
{
    bc_table_attribute one;
    for (size_t at = 0; bc_table_attribute_next(connection, &at, &one);)
        if (one.key.n == key.n && strncasecmp(one.key.p, key.p, key.n) == 0)
            return true;
    return false;
}

/* Braces stand only around what needs them: not every driver takes them off again. */
static void add_password(bc_str password, bc_buf *out)
{
    bool plain = true;
    for (size_t i = 0; i < password.n; i++)
        plain = plain && !strchr("[]{}(),;?*=!@ ", password.p[i]);
    bc_buf_add_text(out, plain ? "PWD=" : "PWD={");
    for (size_t i = 0; i < password.n; i++) {
        bc_buf_add_char(out, password.p[i]);
        if (password.p[i] == '}')
            bc_buf_add_char(out, '}');
    }
    bc_buf_add_text(out, plain ? ";" : "};");
}

void bc_table_odbc_compose(const bc_table_query *query, bc_str options, bc_buf *out)
{
    bc_buf_init(out);
    /* At once as large as it can get: what grows leaves copies behind. */
    bc_buf_reserve(out, 2 * (query->connection.n + options.n + query->password.n) + 64);
    bc_table_attribute one;
    for (size_t at = 0; bc_table_attribute_next(query->connection, &at, &one);)
        if (!query->password.n || !is_password(one.key))
            add_attribute(one, out);
    for (size_t at = 0; bc_table_attribute_next(options, &at, &one);)
        if (!has_key(query->connection, one.key))
            add_attribute(one, out);
    if (query->password.n)
        add_password(query->password, out);
}

void bc_table_odbc_wipe(bc_buf *text)
{
    explicit_bzero(text->p, text->capacity);
    bc_buf_release(text);
}
