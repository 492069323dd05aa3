/* Any bytes as an expression, a phrase and a pattern, over a small record: no crash, no hang, and whatever has no
 * value has been reported. */
#include "expr/expr.h"
#include "expr/private/regex.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bc_value number(int64_t value, const char *unit)
{
    return bc_value_number(bc_decimal_from_int(value), bc_str_from(unit));
}

static void count_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    (void)path;
    (void)mark;
    (void)inner;
    ++*(unsigned *)context;
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void try_expression(bc_str text, bc_diag_mark at, const bc_expr_scope *scope, bc_arena *arena,
                           bc_diag_list *diags)
{
    unsigned paths = 0;
    bc_value value;
    const bc_expr *expr = bc_expr_compile(arena, text, at, diags);
    require(expr ? diags->list.n == 0 : diags->list.n == 1);
    if (!expr)
        return;
    bc_expr_paths(expr, count_path, &paths);
    require(!bc_expr_path(expr).n || paths == 1);
    bool good = bc_expr_eval(expr, scope, arena, diags, &value);
    require(diags->list.n == (good ? 0 : 1));
    bc_diag_list_clear(diags);
    bool holds = bc_expr_holds(expr, scope, arena, diags);
    require(!holds || (good && value.type == BC_VALUE_BOOL && value.as.boolean));
}

static void try_phrase(bc_str text, bc_diag_mark at, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags)
{
    bc_str constant;
    const bc_expr_phrase *phrase = bc_expr_phrase_compile(arena, text, at, diags);
    require(phrase ? diags->list.n == 0 : diags->list.n > 0);
    if (phrase && bc_expr_phrase_is_constant(phrase, &constant))
        require(bc_str_eq(constant, bc_expr_phrase_eval(phrase, scope, arena, diags)));
    else if (phrase)
        bc_expr_phrase_eval(phrase, scope, arena, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_str text = { (const char *)data, size };
    bc_diag_source source = { .name = BC_STR("fuzz"), .text = text };
    bc_diag_mark at = { &source, 1, 1, 0 };
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_expr_regex_error error;
    bc_value plan[] = { number(20, "%"), number(50, "%"), number(100, "%") };
    bc_value_entry task[] = { { BC_STR("name"), bc_value_text(BC_STR("施工")) },
                              { BC_STR("fiscal"), number(5, "万元") } };
    bc_value tasks[] = { { .type = BC_VALUE_MAP, .n = 2, .as.entries = task }, { .type = BC_VALUE_MAP } };
    bc_value_entry entries[] = {
        { BC_STR("a"), number(7, "亿元") },
        { BC_STR("b"), bc_value_null() },
        { BC_STR("name"), bc_value_text(BC_STR("园区 abc 123")) },
        { BC_STR("start"), { .type = BC_VALUE_DATE, .as.date = { 2024, 3, 0 } } },
        { BC_STR("plan"), { .type = BC_VALUE_LIST, .n = 3, .as.items = plan } },
        { BC_STR("tasks"), { .type = BC_VALUE_LIST, .n = 2, .as.items = tasks } },
    };
    bc_value record = { .type = BC_VALUE_MAP, .n = sizeof entries / sizeof *entries, .as.entries = entries };
    bc_expr_scope scope = { .map = &record };
    bc_diag_list_init(&diags);
    try_expression(text, at, &scope, &arena, &diags);
    bc_diag_list_clear(&diags);
    try_phrase(text, at, &scope, &arena, &diags);
    const bc_expr_regex *regex = bc_expr_regex_compile(&arena, text, &error);
    require(regex || (error.message && error.at <= size));
    if (regex)
        bc_expr_regex_matches(regex, BC_STR("园区 abc 123 aaaaaaaaaaaaaaaaaaaa"), &arena);
    bc_arena_release(&arena);
    bc_diag_list_release(&diags);
    return 0;
}
