/* Patterns: what they match, what they refuse, and that none takes long. */
#include "expr/private/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int match(const char *pattern, const char *text)
{
    bc_arena arena = { 0 };
    bc_expr_regex_error error;
    const bc_expr_regex *regex = bc_expr_regex_compile(&arena, bc_str_from(pattern), &error);
    int result = regex ? bc_expr_regex_matches(regex, bc_str_from(text), &arena) : -1;
    bc_arena_release(&arena);
    return result;
}

static void test_matches(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        int result;
    } cases[] = {
        { "", "", 1 },
        { "", "a", 0 },
        { "abc", "abc", 1 },
        { "abc", "abcd", 0 },
        { "a.c", "a表c", 1 },
        { "a.c", "a\nc", 0 },
        { "a*", "", 1 },
        { "a*", "aaaa", 1 },
        { "a+", "", 0 },
        { "a?b", "b", 1 },
        { "a?b", "aab", 0 },
        { "a|bc|", "bc", 1 },
        { "a|bc|", "", 1 },
        { "(ab)+", "ababab", 1 },
        { "(?:ab){2}", "abab", 1 },
        { "a{2,3}", "a", 0 },
        { "a{2,3}", "aaa", 1 },
        { "a{2,3}", "aaaa", 0 },
        { "a{2,}", "aaaaaa", 1 },
        { "a{0}", "", 1 },
        { "a{0}", "a", 0 },
        { "[a-c]+", "abcabc", 1 },
        { "[^a-c]", "d", 1 },
        { "[^a-c]", "b", 0 },
        { "[]a]+", "a]", 1 },
        { "[a-]+", "a-", 1 },
        { "[-a]+", "-a", 1 },
        { "[\\d.]+", "3.14", 1 },
        { "\\d{4}", "2024", 1 },
        { "\\D+", "ab", 1 },
        { "\\w+", "a_1", 1 },
        { "\\W", "表", 1 },
        { "\\s", "　", 1 },
        { "\\.", ".", 1 },
        { "\\.", "a", 0 },
        { "^a$", "a", 1 },
        { "a^b", "ab", 0 },
        { "a$|b", "a", 1 },
        { "(a$|b)c", "ac", 0 },
        { "[一-龥]+", "表册", 1 },
        { "[一-龥]+", "表册a", 0 },
        { "(a*)*", "aaaa", 1 },
        { "(a*)*b", "aaaa", 0 },
        { "(a|b*)*", "abba", 1 },
        { "a*?b", "aab", 1 },
        { "4403\\d{17}", "440304221461500000000", 1 },
        { "𠮷+", "𠮷𠮷", 1 },
        { "(^|x)a", "a", 1 },
        { "x*(^a)", "a", 1 },
        { "(a?){3}a{3}", "aaa", 1 },
        { "]", "]", 1 },
        { "}", "}", 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (match(cases[i].pattern, cases[i].text) != cases[i].result)
            fail_msg("/%s/ on '%s' should give %d", cases[i].pattern, cases[i].text, cases[i].result);
}

static void test_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t at;
    } cases[] = {
        { "(", 0 },
        { "a)", 1 },
        { "[a", 0 },
        { "*a", 0 },
        { "a|*", 2 },
        { "\\", 0 },
        { "\\1", 0 },
        { "\\b", 0 },
        { "[z-a]", 1 },
        { "[\\D]", 1 },
        { "a{2,1}", 1 },
        { "a{", 1 },
        { "a{1001}", 1 },
        { "(?=a)", 0 },
        { "{2}", 0 },
        { "[", 0 },
        { "[]", 0 },
        { "[a-\\d]", 1 },
        { "((a{1000}){1000}){1000}", 0 },
        { "(a+b{0,900}c){3,86}", 0 },
        { "((a{0,1000}){0,1000})x", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_arena arena = { 0 };
        bc_expr_regex_error error = { 99, NULL };
        if (bc_expr_regex_compile(&arena, bc_str_from(cases[i].pattern), &error))
            fail_msg("/%s/ is taken", cases[i].pattern);
        assert_non_null(error.message);
        if (error.at != cases[i].at)
            fail_msg("/%s/: %s at %zu, not at %zu", cases[i].pattern, error.message, error.at, cases[i].at);
        bc_arena_release(&arena);
    }
}

static void test_deep_nesting(void **state)
{
    (void)state;
    char pattern[1001];
    memset(pattern, '(', 1000);
    pattern[1000] = '\0';
    assert_int_equal(match(pattern, ""), -1);
    memset(pattern, '+', 1000);
    pattern[0] = 'a';
    assert_int_equal(match(pattern, "aaaa"), 1);
}

/* Patterns on which backtracking takes exponential time. */
static void test_no_blow_up(void **state)
{
    (void)state;
    static const char *const PATTERNS[] = { "(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b",
                                            "((a?){30}a{30})+b" };
    char text[3001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    clock_t start = clock();
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
        assert_int_equal(match(PATTERNS[i], text), 0);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
}

/* ---- random patterns against a plain backtracking matcher -------------------------------------- */

static uint64_t random_state = 7046029254386353131u;

static unsigned next_random(unsigned below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state >> 33) % below;
}

/* The set of lengths (as bits) that the pattern written to `out` may take at each place of the text: computed
 * beside the pattern, from the meaning of its parts. reach[i] has bit j when it can go from i to j. */
typedef struct relation {
    unsigned reach[8];
} relation;

static relation chain(relation a, relation b, int n)
{
    relation out = { { 0 } };
    for (int i = 0; i <= n; i++)
        for (int j = i; j <= n; j++)
            if (a.reach[i] >> j & 1)
                out.reach[i] |= b.reach[j];
    return out;
}

static relation stay(int n)
{
    relation out = { { 0 } };
    for (int i = 0; i <= n; i++)
        out.reach[i] = 1u << i;
    return out;
}

static relation join(relation a, relation b, int n)
{
    for (int i = 0; i <= n; i++)
        a.reach[i] |= b.reach[i];
    return a;
}

static relation closure(relation a, int n)
{
    relation out = stay(n);
    for (int i = 0; i <= n; i++)
        out = join(out, chain(out, a, n), n);
    return out;
}

static relation random_pattern(const char *text, int n, int depth, char *out)
{
    relation made = { { 0 } }, other;
    char left[512], right[512];
    unsigned kind = depth ? next_random(8) : next_random(3);
    if (kind < 3) {
        char letter = kind == 2 ? '.' : (char)('a' + next_random(2));
        sprintf(out, "%c", letter);
        for (int i = 0; i < n; i++)
            if (letter == '.' || text[i] == letter)
                made.reach[i] = 1u << (i + 1);
        return made;
    }
    made = random_pattern(text, n, depth - 1, left);
    if (kind == 3 || kind == 4) {
        other = random_pattern(text, n, depth - 1, right);
        sprintf(out, kind == 3 ? "%s%s" : "(%s|%s)", left, right);
        return kind == 3 ? chain(made, other, n) : join(made, other, n);
    }
    if (kind == 5) {
        sprintf(out, "(%s)*", left);
        return closure(made, n);
    }
    if (kind == 6) {
        sprintf(out, "(%s)+", left);
        return chain(made, closure(made, n), n);
    }
    sprintf(out, "(%s){1,2}", left);
    return join(made, chain(made, made, n), n);
}

static void test_random_patterns(void **state)
{
    (void)state;
    int yes = 0;
    for (int i = 0; i < 40000; i++) {
        char text[8] = { 0 }, pattern[1024];
        int n = (int)next_random(7);
        for (int k = 0; k < n; k++)
            text[k] = (char)('a' + next_random(2));
        relation meaning = random_pattern(text, n, (int)next_random(5), pattern);
        int expected = meaning.reach[0] >> n & 1;
        if (match(pattern, text) != expected)
            fail_msg("/%s/ on '%s' should give %d", pattern, text, expected);
        yes += expected;
    }
    assert_in_range(yes, 4000, 36000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),    cmocka_unit_test(test_refuses),         cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_no_blow_up), cmocka_unit_test(test_random_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
