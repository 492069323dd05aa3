/* Functions of texts. Numbers, dates and true or false are taken as they read on paper. */
#include "base/tr.h"
#include "base/utf8.h"
#include "expr/private/function.h"

#include <string.h>

/* The texts of all arguments of a call; `missing` tells that one is null. */
typedef struct texts {
    bc_str at[BC_MAX_FUNCTION_ARGS];
    bool missing;
} texts;

static bool read_texts(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, texts *out)
{
    *out = (texts){ .missing = false };
    for (uint32_t i = 0; i < node->as.call.n; i++) {
        if (args[i]->type == BC_VALUE_LIST || args[i]->type == BC_VALUE_MAP) {
            bc_expr_run_fail(run, node->as.call.args[i], "E320", bc_tr("%s asks for a text, but this is %s"),
                             node->as.call.function->name, bc_expr_type_name(args[i]->type));
            return false;
        }
        out->missing |= args[i]->type == BC_VALUE_NULL;
        out->at[i] = bc_expr_run_print(run->arena, args[i]);
        if (!bc_expr_run_spend(run, node, out->at[i].n))
            return false;
    }
    return true;
}

static const bc_value *text_datum(bc_str text, bc_value *out)
{
    *out = bc_value_text(text);
    return out;
}

const bc_value *bc_expr_starts_with(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args,
                                    bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    *out = bc_value_bool(!t.missing && bc_str_starts(t.at[0], t.at[1]));
    return out;
}

const bc_value *bc_expr_ends_with(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args,
                                  bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    *out = bc_value_bool(!t.missing && bc_str_ends(t.at[0], t.at[1]));
    return out;
}

const bc_value *bc_expr_matches(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    *out = bc_value_bool(false);
    if (t.missing)
        return out;
    const bc_expr_regex *regex = node->as.call.pattern;
    bc_expr_regex_error error;
    /* A pattern that is itself computed has to be compiled each time, which costs about as much as this. */
    if (!regex && !bc_expr_run_spend(run, node, 64 * 1024))
        return NULL;
    if (!regex)
        regex = bc_expr_regex_compile(run->arena, t.at[1], &error);
    if (!regex)
        return bc_expr_run_fail(run, node->as.call.args[1], "E326", bc_tr("the pattern is wrong: %s"), error.message);
    if (!bc_expr_run_spend(run, node, bc_expr_regex_cost(regex, t.at[0])))
        return NULL;
    out->as.boolean = bc_expr_regex_matches(regex, t.at[0], run->arena);
    return out;
}

const bc_value *bc_expr_text(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    return read_texts(run, node, args, &t) ? text_datum(t.at[0], out) : NULL;
}

const bc_value *bc_expr_trim(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    return t.missing ? &bc_value_nothing : text_datum(bc_str_trim(t.at[0]), out);
}

/* Most separators are one character of ASCII, for which memchr is several times as fast. */
static size_t find_part(bc_str text, bc_str part, size_t from)
{
    if (part.n != 1 || from >= text.n)
        return bc_str_find(text, part, from);
    const char *found = memchr(text.p + from, part.p[0], text.n - from);
    return found ? (size_t)(found - text.p) : SIZE_MAX;
}

static size_t occurrences(bc_str text, bc_str part)
{
    size_t n = 0;
    for (size_t at = 0; (at = find_part(text, part, at)) != SIZE_MAX; at += part.n)
        n++;
    return n;
}

const bc_value *bc_expr_replace(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    if (t.missing || !t.at[1].n)
        return t.missing ? &bc_value_nothing : text_datum(t.at[0], out);
    size_t n = occurrences(t.at[0], t.at[1]);
    if (!bc_expr_run_spend(run, node, bc_mem_product(n, t.at[2].n) + t.at[0].n))
        return NULL;
    bc_buf text;
    bc_buf_init(&text);
    size_t from = 0;
    for (size_t at; (at = find_part(t.at[0], t.at[1], from)) != SIZE_MAX; from = at + t.at[1].n) {
        bc_buf_add_str(&text, bc_str_slice(t.at[0], from, at));
        bc_buf_add_str(&text, t.at[2]);
    }
    bc_buf_add_str(&text, bc_str_slice(t.at[0], from, t.at[0].n));
    return bc_expr_run_text(run, node, &text, out);
}

/* Between all characters: figures into boxes of their own. */
static const bc_value *split_characters(bc_expr_run *run, const bc_expr_node *node, bc_str text, bc_value *out)
{
    const size_t n = bc_utf8_count(text);
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *items));
    if (!items)
        return NULL;
    for (size_t i = 0, from = 0, to = 0; i < n; i++, from = to) {
        (void)bc_utf8_next(text, &to);
        items[i] = bc_value_text(bc_str_slice(text, from, to));
    }
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = (uint32_t)n, .as.items = items };
    return out;
}

const bc_value *bc_expr_split(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    if (t.missing)
        return &bc_value_nothing;
    if (!t.at[1].n)
        return split_characters(run, node, t.at[0], out);
    size_t n = occurrences(t.at[0], t.at[1]) + 1, from = 0;
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *items));
    if (!items)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t at = find_part(t.at[0], t.at[1], from);
        items[i] = bc_value_text(bc_str_slice(t.at[0], from, at));
        from = at + t.at[1].n;
    }
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = (uint32_t)n, .as.items = items };
    return out;
}

/* Moves the ASCII letters from `first` on by `shift`. */
static const bc_value *change_case(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, char first,
                                   int shift, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    if (t.missing)
        return &bc_value_nothing;
    char *text = bc_expr_run_alloc(run, node, t.at[0].n + 1);
    if (!text)
        return NULL;
    for (size_t i = 0; i < t.at[0].n; i++) {
        char c = t.at[0].p[i];
        text[i] = c >= first && c < first + 26 ? (char)(c + shift) : c;
    }
    return text_datum((bc_str){ text, t.at[0].n }, out);
}

const bc_value *bc_expr_upper(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return change_case(run, node, args, 'a', 'A' - 'a', out);
}

const bc_value *bc_expr_lower(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return change_case(run, node, args, 'A', 'a' - 'A', out);
}

/* ---- lengths ----------------------------------------------------------------------------------- */

/* Marks over a character and selectors of its shape, which nothing parts from it. */
static bool belongs_to_the_last(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

size_t bc_expr_text_bytes(bc_str text, size_t n)
{
    size_t at = 0;
    for (; n && at < text.n; n--)
        (void)bc_utf8_next(text, &at);
    for (size_t next = at; at && next < text.n && belongs_to_the_last(bc_utf8_next(text, &next));)
        at = next;
    return at;
}

/* A count of characters as argument 1; false after reporting. */
static bool read_length(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, size_t *out)
{
    enum { MAX_CHARACTERS = 10000 }; /* more is a slip of the pen, and memory */
    int64_t n;
    if (!bc_expr_number_whole(run, node, 1, value, &n))
        return false;
    if (n < 0 || n > MAX_CHARACTERS) {
        bc_expr_run_fail(run, node->as.call.args[1], "E325", bc_tr("so many characters are a number from 0 to %d"),
                         (int)MAX_CHARACTERS);
        return false;
    }
    *out = (size_t)n;
    return true;
}

const bc_value *bc_expr_cut(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    size_t n;
    if (!read_texts(run, node, args, &t) || !read_length(run, node, args[1], &n))
        return NULL;
    if (t.missing)
        return &bc_value_nothing;
    bc_str end = args[2] ? t.at[2] : BC_STR("…");
    if (bc_utf8_count(t.at[0]) <= n)
        return text_datum(t.at[0], out);
    size_t of_end = bc_utf8_count(end);
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_str(&text, bc_str_slice(t.at[0], 0, bc_expr_text_bytes(t.at[0], n > of_end ? n - of_end : 0)));
    bc_buf_add_str(&text, bc_str_slice(end, 0, bc_expr_text_bytes(end, n)));
    return bc_expr_run_text(run, node, &text, out);
}

static const bc_value *pad(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bool front,
                           bc_value *out)
{
    texts t;
    size_t n;
    if (!read_texts(run, node, args, &t) || !read_length(run, node, args[1], &n))
        return NULL;
    if (t.missing)
        return &bc_value_nothing;
    bc_str fill = args[2] ? t.at[2] : BC_STR("　");
    const size_t has = bc_utf8_count(t.at[0]), of_fill = bc_utf8_count(fill);
    if (!of_fill)
        return bc_expr_run_fail(run, node->as.call.args[2], "E325", bc_tr("what it is filled with is empty"));
    if (has >= n)
        return text_datum(t.at[0], out);
    bc_buf text;
    bc_buf_init(&text);
    if (!front)
        bc_buf_add_str(&text, t.at[0]);
    size_t left = n - has;
    for (; left >= of_fill; left -= of_fill)
        bc_buf_add_str(&text, fill);
    bc_buf_add_str(&text, bc_str_slice(fill, 0, bc_expr_text_bytes(fill, left)));
    if (front)
        bc_buf_add_str(&text, t.at[0]);
    return bc_expr_run_text(run, node, &text, out);
}

const bc_value *bc_expr_pad_start(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args,
                                  bc_value *out)
{
    return pad(run, node, args, true, out);
}

const bc_value *bc_expr_pad_end(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return pad(run, node, args, false, out);
}
