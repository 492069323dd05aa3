/* Runs every example of docs/expressions.md, so that the page cannot rot. */
#include "expr/expr.h"
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct page {
    bc_buf text;
    bc_arena arena;
    bc_diag_list diags;
    bc_diag_source source;
    bc_value record;
    bc_expr_scope scope;
    unsigned examples, wrong;
} page;

typedef enum fence { FENCE_NONE, FENCE_EXPR, FENCE_PHRASE, FENCE_OTHER } fence;

static void read_page(page *p)
{
    char piece[4096];
    FILE *file = fopen(BC_PROJECT_DIR "/docs/expressions.md", "rb");
    assert_non_null(file);
    bc_buf_init(&p->text);
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        bc_buf_add(&p->text, piece, n);
    fclose(file);
    p->source = (bc_diag_source){ .name = BC_STR("docs/expressions.md"), .text = bc_buf_str(&p->text) };
    bc_str fence = BC_STR("```record\n");
    size_t from = bc_str_find(p->source.text, fence, 0);
    assert_true(from != SIZE_MAX);
    from += fence.n;
    bc_str record = bc_str_slice(p->source.text, from, bc_str_find(p->source.text, BC_STR("```"), from));
    p->record = record_read(&p->arena, record);
    p->scope = (bc_expr_scope){ .map = &p->record };
}

/* What the example gives, spelled as on the page. */
static void run_example(page *p, fence kind, bc_str text, bc_diag_mark at, bc_buf *out)
{
    const bc_expr *expr = NULL;
    const bc_expr_phrase *phrase = NULL;
    bc_value value;
    bc_diag_list_clear(&p->diags);
    if (kind == FENCE_PHRASE)
        phrase = bc_expr_phrase_compile(&p->arena, text, at, &p->diags);
    else
        expr = bc_expr_compile(&p->arena, text, at, &p->diags);
    bc_str printed = { 0 };
    if (phrase)
        printed = bc_expr_phrase_eval(phrase, &p->scope, &p->arena, &p->diags);
    bool good = expr && bc_expr_eval(expr, &p->scope, &p->arena, &p->diags, &value);
    const bc_diag *said = p->diags.list.n ? &p->diags.list.at[0] : NULL;
    assert_true(!said || said->mark.line == at.line);
    if (said && said->severity == BC_DIAG_ERROR) {
        bc_buf_printf(out, "error %s", said->code);
        return;
    }
    if (good)
        record_show(&value, out);
    else
        bc_buf_add_str(out, printed);
    if (said)
        bc_buf_printf(out, ", warning %s", said->code);
}

static void check_line(page *p, fence kind, bc_str line, uint32_t number)
{
    size_t arrow = SIZE_MAX;
    for (size_t at = 0; (at = bc_str_find(line, BC_STR(" => "), at)) != SIZE_MAX; at++)
        arrow = at;
    if (arrow == SIZE_MAX) {
        fail_msg("docs/expressions.md:%u: no ' => ' in this example", (unsigned)number);
        return;
    }
    bc_str text = bc_str_slice(line, 0, arrow), expected = bc_str_slice(line, arrow + 4, line.n);
    bc_buf result;
    bc_buf_init(&result);
    run_example(p, kind, text, bc_diag_mark_at(&p->source, number, 1, 0), &result);
    p->examples++;
    if (!bc_str_eq(bc_buf_str(&result), expected)) {
        p->wrong++;
        print_error("docs/expressions.md:%u: %.*s => %s, the page says %.*s\n", (unsigned)number, BC_STR_ARG(text),
                    result.p, BC_STR_ARG(expected));
        for (size_t i = 0; i < p->diags.list.n; i++)
            print_error("    %s\n", p->diags.list.at[i].message.p);
    }
    bc_buf_release(&result);
}

static fence open_fence(bc_str line)
{
    if (bc_str_is(line, "```expr"))
        return FENCE_EXPR;
    return bc_str_is(line, "```phrase") ? FENCE_PHRASE : FENCE_OTHER;
}

static void test_page(void **state)
{
    (void)state;
    page p = { 0 };
    bc_diag_list_init(&p.diags);
    read_page(&p);
    fence kind = FENCE_NONE;
    uint32_t number = 0;
    for (size_t from = 0, to; from < p.text.n; from = to + 1) {
        to = bc_str_find(p.source.text, BC_STR("\n"), from);
        to = to == SIZE_MAX ? p.text.n : to;
        bc_str line = bc_str_slice(p.source.text, from, to);
        number++;
        if (bc_str_starts(line, BC_STR("```")))
            kind = kind == FENCE_NONE ? open_fence(line) : FENCE_NONE;
        else if (kind == FENCE_EXPR || kind == FENCE_PHRASE)
            check_line(&p, kind, line, number);
    }
    print_message("%u examples\n", p.examples);
    assert_int_equal(p.wrong, 0);
    assert_in_range(p.examples, 150, 10000);
    bc_diag_list_release(&p.diags);
    bc_arena_release(&p.arena);
    bc_buf_release(&p.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_page) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
