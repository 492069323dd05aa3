/* Functions of texts. Numbers, dates and true or false are taken as they read on paper. */
#include "base/tr.h"
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

const bc_value *bc_expr_split(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    texts t;
    if (!read_texts(run, node, args, &t))
        return NULL;
    if (t.missing)
        return &bc_value_nothing;
    if (!t.at[1].n)
        return bc_expr_run_fail(run, node->as.call.args[1], "E325", bc_tr("the separator is empty"));
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
