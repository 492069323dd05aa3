/* Texts of a template, their $(…) held against the fields in reach as all expressions are; and words that are printed
 * although their author meant a value: `{label: =kind}`, `text: name`, `{{name}}`. Each of these is a right text of a
 * form that nobody draws up, so they are warnings, and only where the expression that is spelt reads fields which are
 * in reach: a label in English that no field's key is stays what it is, and so does one that is the label of its
 * field. */
#include "template/private/compile_phrase.h"

#include "base/tr.h"
#include "form/names.h"

#include <string.h>

static void count_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    (void)path, (void)mark, (void)inner;
    ++*(size_t *)context;
}

/* The scopes without those places that are told what an expression asks for: this one only might be one. */
static const bc_template_scope *unheard(bc_arena *arena, const bc_template_scope *scope)
{
    if (!scope)
        return NULL;
    bc_template_scope *copy = BC_NEW(arena, bc_template_scope);
    *copy = *scope;
    copy->walked = copy->summed = NULL;
    copy->outer = unheard(arena, scope->outer);
    return copy;
}

/* Whether the text is an expression that reads something, and all that it reads is there. */
static bool is_expression(bc_template_compiler *c, bc_str text, const bc_template_scope *scope)
{
    bc_diag_list said;
    bc_diag_list_init(&said);
    bc_template_compiler quiet = *c;
    quiet.diags = &said;
    const bc_expr *expr = bc_expr_compile(c->arena, text, (bc_diag_mark){ 0 }, &said);
    size_t paths = 0;
    if (expr) {
        bc_expr_paths(expr, count_path, &paths);
        bc_template_compile_check_paths(&quiet, expr, unheard(c->arena, scope));
    }
    const bool known = expr && paths && !said.errors;
    bc_diag_list_release(&said);
    return known;
}

/* Whether nobody can tell which fields there are. */
static bool is_open(const bc_template_scope *scope)
{
    while (scope && !scope->open)
        scope = scope->outer;
    return scope != NULL;
}

/* Whether it is the label of a field in reach: then it is that what is printed. */
static bool is_label(const bc_template_scope *scope, bc_str text)
{
    for (; scope; scope = scope->outer)
        for (uint32_t i = 0; i < scope->n; i++)
            if (bc_str_eq(scope->fields[i].label, text))
                return true;
    return false;
}

/* Keys are English in forms that are Chinese; whatever else is written so is an expression, or no word of a form. */
static bool looks_like_key(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return text.n && (text.p[0] | 0x20) >= 'a' && (text.p[0] | 0x20) <= 'z';
}

static bool is_key(bc_template_compiler *c, bc_str text, const bc_template_scope *scope)
{
    return looks_like_key(text) && !is_label(scope, text) && is_expression(c, text, scope);
}

/* `=kind`, `＝kind`. Empty: the text does not begin so. */
static bc_str behind_equals(bc_str text)
{
    const bc_str wide = BC_STR("＝");
    if (bc_str_starts(text, wide))
        return bc_str_trim(bc_str_slice(text, wide.n, text.n));
    return bc_str_starts(text, BC_STR("=")) ? bc_str_trim(bc_str_slice(text, 1, text.n)) : (bc_str){ 0 };
}

/* What the words behind = are meant to read; a label in place of a key is put right. Empty: they are words. */
static bc_str meant(bc_template_compiler *c, bc_str text, const bc_template_scope *scope)
{
    const bc_str key = bc_template_compile_key_of_label(scope, text);
    return key.n ? key : is_expression(c, text, scope) ? text : (bc_str){ 0 };
}

static void hint_value(bc_template_compiler *c, bc_template_slip_place place, bc_str expr)
{
    if (place == BC_SLIP_CELL)
        bc_diag_hint(c->diags, bc_tr("write `=%.*s`"), BC_STR_ARG(expr));
    else if (place == BC_SLIP_KEY)
        bc_diag_hint(c->diags, bc_tr("write `value: %.*s`, or within other words `$(%.*s)`"), BC_STR_ARG(expr),
                     BC_STR_ARG(expr));
    else
        bc_diag_hint(c->diags, bc_tr("write `$(%.*s)`"), BC_STR_ARG(expr));
}

/* -- other languages' way to put values into words ------------------------------------------------------- */

static size_t end_of_name(bc_str text, size_t at)
{
    while (at < text.n && (((text.p[at] | 0x20) >= 'a' && (text.p[at] | 0x20) <= 'z') || text.p[at] == '.' ||
                           text.p[at] == '_' || (text.p[at] >= '0' && text.p[at] <= '9')))
        at++;
    return at;
}

/* Behind the bracket that closes the one which opens before `at`. */
static size_t end_of_value(bc_str text, size_t at)
{
    for (int depth = 1; at < text.n && depth; at++)
        depth += text.p[at] == '(' ? 1 : text.p[at] == ')' ? -1 : 0;
    return at;
}

/* Of 合计：=items.sum(v) 元 what a cell that begins with the sign would take for an expression. */
static size_t end_of_formula(bc_str text, size_t at)
{
    int depth = 0;
    for (; at < text.n && (unsigned char)text.p[at] < 0x80 && text.p[at] != '\n' && (depth || text.p[at] != ' '); at++)
        depth += text.p[at] == '(' ? 1 : text.p[at] == ')' ? -1 : 0;
    return at;
}

/* What stands at `at` between signs of another language, `{{name}}`, `{name}`, `$name`, `=name`, and behind them
 * `*end`. */
static bc_str foreign_at(bc_str text, size_t at, size_t *end)
{
    const bc_str rest = bc_str_slice(text, at, text.n);
    if (text.p[at] == '=') {
        *end = end_of_formula(text, at + 1);
        return bc_str_slice(text, at + 1, *end);
    }
    size_t open = bc_str_starts(rest, BC_STR("{{")) ? 2 : 1;
    if (text.p[at] == '$') {
        *end = end_of_name(text, at + 1);
        while (*end > at + 1 && text.p[*end - 1] == '.')
            --*end;
        return bc_str_slice(text, at + 1, *end);
    }
    const size_t close = bc_str_find(rest, open == 2 ? BC_STR("}}") : BC_STR("}"), open);
    *end = close == SIZE_MAX ? at + 1 : at + close + open;
    return close == SIZE_MAX ? (bc_str){ 0 } : bc_str_trim(bc_str_slice(rest, open, close));
}

/* 长=2×宽 and check?id=code are no formulas that somebody forgot to begin with. */
static bool may_stand_before(char c)
{
    const bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
    return !word && !strchr("=!<>", c);
}

enum { MAX_FOREIGN = 100 }; /* of one text: what is pasted full of them needs telling once only */

static void find_foreign(bc_template_compiler *c, const bc_node *value, const bc_template_scope *scope)
{
    const bc_str text = value->as.text;
    int looked = 0;
    for (size_t at = 0; at < text.n && looked < MAX_FOREIGN; at++) {
        const char next = at + 1 < text.n ? text.p[at + 1] : '\0';
        if (text.p[at] == '$' && (next == '$' || next == '{')) { /* a dollar sign; an error of its own */
            at++;
            continue;
        }
        if (text.p[at] == '$' && next == '(') {
            at = end_of_value(text, at + 2) - 1;
            continue;
        }
        const bool equals = text.p[at] == '=' && at && next != '=' && may_stand_before(text.p[at - 1]);
        if (text.p[at] != '{' && text.p[at] != '$' && !equals)
            continue;
        size_t end;
        const bc_str inner = foreign_at(text, at, &end);
        if (!inner.n || !looks_like_key(inner))
            continue;
        looked++;
        if (!is_expression(c, inner, scope))
            continue;
        if (bc_diag_list_has(c->diags, "W355", value->mark))
            return;
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W355", value->mark, bc_tr("`%.*s` is printed as it stands"),
                    BC_STR_ARG(bc_str_slice(text, at, end)));
        bc_diag_hint(c->diags, bc_tr("write `$(%.*s)`"), BC_STR_ARG(inner));
        return;
    }
}

/* -- all of them ------------------------------------------------------------------------------------------ */

/* Words that are an expression from end to end; `asked` is what they are meant to give. */
static void report_whole(bc_template_compiler *c, const bc_node *value, bc_template_slip_place place, bc_str asked)
{
    const bc_str text = bc_str_trim(value->as.text);
    const bool equals = behind_equals(text).n > 0;
    const char *const code = equals ? "W353" : "W354";
    if (bc_diag_list_has(c->diags, code, value->mark)) /* a fragment is compiled wherever it is used */
        return;
    if (equals)
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W353", value->mark, bc_tr("`%.*s` is printed as it stands, = and all"),
                    BC_STR_ARG(text));
    else
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W354", value->mark,
                    bc_tr("`%.*s` is printed as these letters, not as the value that is called so"), BC_STR_ARG(text));
    hint_value(c, place, asked);
}

void bc_template_compile_slip(bc_template_compiler *c, const bc_node *value, bc_template_slip_place place,
                              const bc_template_scope *scope)
{
    if (!value || value->kind != BC_NODE_TEXT || is_open(scope))
        return;
    const bc_str text = bc_str_trim(value->as.text), behind = behind_equals(text);
    const bc_str asked = behind.n ? meant(c, behind, scope) : is_key(c, text, scope) ? text : behind;
    if (asked.n)
        report_whole(c, value, place, asked);
    else
        find_foreign(c, value, scope);
}

void bc_template_compile_slip_default(bc_template_compiler *c, const bc_form_field *field,
                                      const bc_template_scope *scope)
{
    const bc_node *value = field->fallback;
    if (!value || value->kind != BC_NODE_TEXT || is_open(scope))
        return;
    const bc_str text = bc_str_trim(value->as.text), behind = behind_equals(text);
    const bool key = field->type != BC_FIELD_CHOICE && is_key(c, text, scope);
    const bc_str asked = behind.n ? meant(c, behind, scope) : key ? text : behind;
    if (!asked.n || bc_diag_list_has(c->diags, "W356", value->mark))
        return;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W356", value->mark,
                bc_tr("the default `%.*s` is these characters, not a value"), BC_STR_ARG(text));
    bc_diag_hint(c->diags, bc_tr("write `computed: %.*s` in place of `default`"), BC_STR_ARG(asked));
}

/* -- texts with values in them ---------------------------------------------------------------------------- */

typedef struct part_check {
    bc_template_compiler *c;
    const bc_template_scope *scope;
} part_check;

static void check_part(void *context, const bc_expr *expr)
{
    const part_check *check = context;
    bc_template_compile_check_paths(check->c, expr, check->scope);
}

static bc_expr_figures figures_of(void *context, const bc_expr *expr)
{
    const part_check *check = context;
    const bc_form_field *field = bc_template_compile_type_of(check->c, expr, check->scope);
    const bool number = field && field->type >= BC_FIELD_MONEY && field->type <= BC_FIELD_YEAR;
    if (!number)
        return (bc_expr_figures){ .decimals = -1 };
    return (bc_expr_figures){ bc_expr_says_decimals(expr) ? (int8_t)-1 : field->decimals, field->grouped,
                              field->show_unit };
}

const bc_expr_phrase *bc_template_compile_phrase(bc_template_compiler *c, const bc_node *value,
                                                 const bc_template_scope *scope)
{
    const bc_expr_phrase *phrase = bc_template_compile_bare_phrase(c, value, scope);
    part_check check = { .c = c, .scope = scope };
    return phrase ? bc_expr_phrase_in_figures(phrase, c->arena, figures_of, &check) : NULL;
}

const bc_expr_phrase *bc_template_compile_bare_phrase(bc_template_compiler *c, const bc_node *value,
                                                      const bc_template_scope *scope)
{
    if (!value || value->kind == BC_NODE_NULL)
        return NULL;
    if (value->kind != BC_NODE_TEXT) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("a text was expected here, not %s"),
                    bc_node_kind_name(value->kind));
        return NULL;
    }
    bc_template_compile_slip(c, value, BC_SLIP_WORDS, scope);
    const bc_expr_phrase *phrase = bc_expr_phrase_compile(c->arena, value->as.text, value->mark, c->diags);
    part_check check = { .c = c, .scope = scope };
    if (phrase)
        bc_expr_phrase_parts(phrase, check_part, &check);
    return phrase;
}
