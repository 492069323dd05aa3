/* Patterns matched in linear time: the tree is written out as instructions and all ways are followed at once, one
 * character after the other, as Thompson did. There is no backtracking, so no pattern of a template can make a
 * record take forever. */
#include "expr/private/regex.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <assert.h>
#include <string.h>

enum {
    MAX_INSTRUCTIONS = 4000, /* x{1,1000} fits; nested repeats that multiply past this are refused */
    MAX_REPEATS = 1000,
    MAX_NESTING = 50,
    MAX_PATTERN = 1000, /* bytes: bounds the recursion over a chain of nodes */
    NO_LIMIT = -1
};

typedef struct range {
    uint32_t first, last;
} range;

typedef enum node_kind { NODE_EMPTY, NODE_SET, NODE_START, NODE_END, NODE_BOTH, NODE_EITHER, NODE_REPEAT } node_kind;

/* A pattern as a tree, before it is written out as instructions. */
typedef struct node {
    node_kind kind;
    bool negated;         /* of a SET */
    uint32_t range_count; /* of a SET */
    int least, most;      /* of a REPEAT; most may be NO_LIMIT */
    const range *ranges;
    const struct node *a, *b;
} node;

typedef enum instruction_kind { TAKE, SPLIT, JUMP, AT_START, AT_END, DONE } instruction_kind;

typedef struct instruction {
    uint8_t kind;
    bool negated;
    uint32_t range_count;
    uint32_t x, y; /* SPLIT goes on at both, JUMP at x */
    const range *ranges;
} instruction;

struct bc_expr_regex {
    const instruction *code;
    uint32_t n;
};

/* ---- parsing --------------------------------------------------------------------------------- */

typedef struct parser {
    bc_arena *arena;
    bc_str text;
    size_t at;
    int nesting;
    bc_expr_regex_error *error;
} parser;

static const range DIGITS[] = { { '0', '9' } };
static const range WORD[] = { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } };
static const range BLANKS[] = { { '\t', '\r' }, { ' ', ' ' }, { 0xA0, 0xA0 }, { 0x3000, 0x3000 } };
static const range NEWLINE[] = { { '\n', '\n' } };

static const node *wrong(parser *in, size_t at, const char *message)
{
    *in->error = (bc_expr_regex_error){ at, message };
    return NULL;
}

static bool refuse(parser *in, size_t at, const char *message)
{
    wrong(in, at, message);
    return false;
}

static bool next_is(const parser *in, char c)
{
    return in->at < in->text.n && in->text.p[in->at] == c;
}

static bool take(parser *in, char c)
{
    if (!next_is(in, c))
        return false;
    in->at++;
    return true;
}

static node *new_node(parser *in, node_kind kind)
{
    node *made = BC_NEW(in->arena, node);
    made->kind = kind;
    return made;
}

static const node *set_node(parser *in, const range *ranges, size_t n, bool negated)
{
    node *made = new_node(in, NODE_SET);
    made->ranges = ranges;
    made->range_count = (uint32_t)n;
    made->negated = negated;
    return made;
}

static const node *character_node(parser *in, uint32_t c)
{
    range *one = BC_NEW(in->arena, range);
    *one = (range){ c, c };
    return set_node(in, one, 1, false);
}

/* The set that \d and its like stand for; 0 for any other letter. */
static size_t class_ranges(char letter, const range **ranges)
{
    switch (letter) {
    case 'd':
    case 'D':
        *ranges = DIGITS;
        return sizeof DIGITS / sizeof *DIGITS;
    case 'w':
    case 'W':
        *ranges = WORD;
        return sizeof WORD / sizeof *WORD;
    case 's':
    case 'S':
        *ranges = BLANKS;
        return sizeof BLANKS / sizeof *BLANKS;
    default:
        return 0;
    }
}

static bool is_letter_or_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The character an escape stands for; `at` is behind the backslash. False for one that means nothing here. */
static bool escaped_character(parser *in, uint32_t *out)
{
    if (in->at >= in->text.n)
        return refuse(in, in->at - 1, bc_tr("nothing follows the backslash"));
    size_t from = in->at - 1;
    uint32_t c = bc_utf8_next(in->text, &in->at);
    if (c == 'n' || c == 't' || c == 'r')
        c = c == 'n' ? '\n' : c == 't' ? '\t' : '\r';
    else if (is_letter_or_digit(c))
        return refuse(in, from, bc_tr("patterns do not know this escape"));
    *out = c;
    return true;
}

static const node *parse_escape(parser *in)
{
    const range *ranges;
    size_t n = in->at < in->text.n ? class_ranges(in->text.p[in->at], &ranges) : 0;
    if (n) {
        bool negated = in->text.p[in->at] < 'a';
        in->at++;
        return set_node(in, ranges, n, negated);
    }
    uint32_t c;
    return escaped_character(in, &c) ? character_node(in, c) : NULL;
}

typedef BC_VEC(range) range_list;

/* One character of a class, or a \d in it, which is added to the list at once (*single false). */
static bool class_member(parser *in, range_list *list, uint32_t *c, bool *single)
{
    *single = true;
    if (!take(in, '\\')) {
        *c = bc_utf8_next(in->text, &in->at);
        return true;
    }
    const range *ranges;
    size_t n = in->at < in->text.n ? class_ranges(in->text.p[in->at], &ranges) : 0;
    if (!n)
        return escaped_character(in, c);
    if (in->text.p[in->at] < 'a')
        return refuse(in, in->at - 1, bc_tr("\\D, \\W and \\S cannot stand in brackets"));
    in->at++;
    *single = false;
    for (size_t i = 0; i < n; i++)
        bc_vec_add(list, ranges[i]);
    return true;
}

static bool class_range(parser *in, range_list *list)
{
    uint32_t first, last;
    size_t from = in->at;
    bool single;
    if (!class_member(in, list, &first, &single))
        return false;
    if (!single)
        return true;
    last = first;
    if (next_is(in, '-') && in->at + 1 < in->text.n && in->text.p[in->at + 1] != ']') {
        in->at++;
        if (!class_member(in, list, &last, &single))
            return false;
        if (!single || last < first)
            return refuse(in, from, bc_tr("this range in brackets runs backwards"));
    }
    bc_vec_add(list, (range){ first, last });
    return true;
}

static const node *parse_class(parser *in)
{
    size_t from = in->at - 1;
    bool negated = take(in, '^'), first = true, good = true;
    range_list list = { 0 };
    while (good && (first || !next_is(in, ']'))) {
        first = false;
        if (in->at >= in->text.n) {
            wrong(in, from, bc_tr("the bracket [ is not closed"));
            good = false;
        } else {
            good = class_range(in, &list);
        }
    }
    const node *made = NULL;
    if (good) {
        in->at++;
        made = set_node(in, BC_NEW_COPY(in->arena, list.at, list.n), list.n, negated);
    }
    bc_vec_release(&list);
    return made;
}

static const node *parse_either(parser *in);

static const node *parse_group(parser *in)
{
    size_t from = in->at - 1;
    if (take(in, '?') && !take(in, ':'))
        return wrong(in, from, bc_tr("of the groups with ?, patterns know only (?: )"));
    if (++in->nesting > MAX_NESTING)
        return wrong(in, from, bc_tr("the brackets of the pattern are nested too deep"));
    const node *made = parse_either(in);
    in->nesting--;
    if (made && !take(in, ')'))
        return wrong(in, from, bc_tr("the bracket ( is not closed"));
    return made;
}

static const node *parse_atom(parser *in)
{
    size_t from = in->at;
    uint32_t c = bc_utf8_next(in->text, &in->at);
    switch (c) {
    case '(':
        return parse_group(in);
    case '[':
        return parse_class(in);
    case '\\':
        return parse_escape(in);
    case '.':
        return set_node(in, NEWLINE, 1, true);
    case '^':
        return new_node(in, NODE_START);
    case '$':
        return new_node(in, NODE_END);
    case '*':
    case '+':
    case '?':
        return wrong(in, from, bc_tr("there is nothing before this sign to repeat"));
    case '{':
        return wrong(in, from, bc_tr("a brace that means itself is written \\{"));
    default:
        return character_node(in, c);
    }
}

static bool parse_count(parser *in, int *out)
{
    size_t from = in->at;
    int value = 0;
    while (in->at < in->text.n && in->text.p[in->at] >= '0' && in->text.p[in->at] <= '9' && value <= MAX_REPEATS)
        value = value * 10 + (in->text.p[in->at++] - '0');
    *out = value;
    return in->at > from && value <= MAX_REPEATS;
}

/* {m}, {m,} or {m,n}; `at` is behind the brace. */
static bool parse_braces(parser *in, node *repeat)
{
    size_t from = in->at - 1;
    bool good = parse_count(in, &repeat->least);
    repeat->most = repeat->least;
    if (good && take(in, ',')) {
        if (next_is(in, '}'))
            repeat->most = NO_LIMIT;
        else
            good = parse_count(in, &repeat->most) && repeat->most >= repeat->least;
    }
    if (!good || !take(in, '}'))
        return refuse(in, from, bc_tr("a repeat is written {m}, {m,} or {m,n}, with at most 1000"));
    return true;
}

static const node *parse_repeated(parser *in)
{
    const node *made = parse_atom(in);
    while (made && in->at < in->text.n && strchr("*+?{", in->text.p[in->at]) && in->text.p[in->at]) {
        char sign = in->text.p[in->at++];
        node *repeat = new_node(in, NODE_REPEAT);
        repeat->a = made;
        repeat->least = sign == '+';
        repeat->most = sign == '?' ? 1 : NO_LIMIT;
        if (sign == '{' && !parse_braces(in, repeat))
            return NULL;
        take(in, '?'); /* lazy: the same when only yes or no is asked */
        made = repeat;
    }
    return made;
}

static const node *parse_sequence(parser *in)
{
    const node *made = new_node(in, NODE_EMPTY);
    while (in->at < in->text.n && !next_is(in, '|') && !next_is(in, ')')) {
        node *both = new_node(in, NODE_BOTH);
        both->a = made;
        both->b = parse_repeated(in);
        if (!both->b)
            return NULL;
        made = both;
    }
    return made;
}

static const node *parse_either(parser *in)
{
    const node *made = parse_sequence(in);
    while (made && take(in, '|')) {
        node *either = new_node(in, NODE_EITHER);
        either->a = made;
        either->b = parse_sequence(in);
        if (!either->b)
            return NULL;
        made = either;
    }
    return made;
}

/* ---- writing instructions -------------------------------------------------------------------- */

typedef struct writer {
    instruction *code;
    uint32_t n;
    bool full;
} writer;

static instruction *add(writer *out, instruction_kind kind)
{
    if (out->n >= MAX_INSTRUCTIONS) {
        out->full = true;
        out->n = MAX_INSTRUCTIONS - 1;
    }
    instruction *made = &out->code[out->n++];
    *made = (instruction){ .kind = (uint8_t)kind };
    return made;
}

static void write_node(writer *out, const node *in);

static void write_either(writer *out, const node *in)
{
    instruction *split = add(out, SPLIT);
    split->x = out->n;
    write_node(out, in->a);
    instruction *jump = add(out, JUMP);
    split->y = out->n;
    write_node(out, in->b);
    jump->x = out->n;
}

static void write_repeat(writer *out, const node *in)
{
    bool endless = in->most == NO_LIMIT;
    for (int i = endless ? 1 : 0; i < in->least && !out->full; i++)
        write_node(out, in->a);
    if (endless) {
        /* The last turn that must be is the one that is repeated, so that x+ holds x once. */
        uint32_t start = out->n;
        instruction *skip = in->least ? NULL : add(out, SPLIT);
        uint32_t body = out->n;
        write_node(out, in->a);
        instruction *back = add(out, in->least ? SPLIT : JUMP);
        back->x = in->least ? body : start;
        back->y = out->n;
        if (skip) {
            skip->x = body;
            skip->y = out->n;
        }
        return;
    }
    /* Each further turn may be skipped; all skips lead behind the last, and are chained until it is known. */
    uint32_t last = UINT32_MAX;
    for (int i = in->least; i < in->most && !out->full; i++) {
        instruction *split = add(out, SPLIT);
        split->y = last;
        last = (uint32_t)(split - out->code);
        split->x = out->n;
        write_node(out, in->a);
    }
    while (!out->full && last != UINT32_MAX) { /* a full writer has overwritten the chain's end */
        uint32_t earlier = out->code[last].y;
        out->code[last].y = out->n;
        last = earlier;
    }
}

static void write_node(writer *out, const node *in)
{
    if (out->full)
        return;
    instruction *made;
    switch (in->kind) {
    case NODE_EMPTY:
        break;
    case NODE_SET:
        made = add(out, TAKE);
        made->ranges = in->ranges;
        made->range_count = in->range_count;
        made->negated = in->negated;
        break;
    case NODE_START:
        add(out, AT_START);
        break;
    case NODE_END:
        add(out, AT_END);
        break;
    case NODE_BOTH:
        write_node(out, in->a);
        write_node(out, in->b);
        break;
    case NODE_EITHER:
        write_either(out, in);
        break;
    case NODE_REPEAT:
        write_repeat(out, in);
        break;
    }
}

const bc_expr_regex *bc_expr_regex_compile(bc_arena *arena, bc_str pattern, bc_expr_regex_error *error)
{
    parser in = { .arena = arena, .text = pattern, .error = error };
    if (pattern.n > MAX_PATTERN) {
        wrong(&in, 0, bc_tr("the pattern is too long"));
        return NULL;
    }
    const node *tree = parse_either(&in);
    if (!tree)
        return NULL;
    if (in.at < pattern.n) {
        wrong(&in, in.at, bc_tr("the bracket ) closes nothing"));
        return NULL;
    }
    writer out = { .code = bc_mem_alloc(MAX_INSTRUCTIONS * sizeof(instruction)) };
    write_node(&out, tree);
    add(&out, DONE);
    bc_expr_regex *made = NULL;
    if (out.full) {
        wrong(&in, 0, bc_tr("the repeats of the pattern multiply to too many"));
    } else {
        made = BC_NEW(arena, bc_expr_regex);
        *made = (bc_expr_regex){ BC_NEW_COPY(arena, out.code, out.n), out.n };
    }
    bc_mem_free(out.code);
    return made;
}

/* ---- matching: all ways at once, one character after the other --------------------------------- */

/* The instructions that may take the next character; `place` makes membership a look-up. */
typedef struct state_set {
    uint32_t *list, *place;
    uint32_t n;
} state_set;

typedef struct matcher {
    const bc_expr_regex *regex;
    uint32_t *stack;
    bool at_start, at_end;
} matcher;

static bool has_state(const state_set *set, uint32_t state)
{
    return set->place[state] < set->n && set->list[set->place[state]] == state;
}

/* Adds `first` and all that can be reached from it without taking a character. Each adds
 * at most two to the stack, and only once, so the stack holds 2n + 1. */
static void add_states(matcher *m, state_set *set, uint32_t first)
{
    size_t depth = 0;
    m->stack[depth++] = first;
    while (depth) {
        uint32_t at = m->stack[--depth];
        assert(at < m->regex->n && depth + 2 <= 2 * (size_t)m->regex->n + 1);
        if (has_state(set, at))
            continue;
        set->place[at] = set->n;
        set->list[set->n++] = at;
        const instruction *in = &m->regex->code[at];
        switch ((instruction_kind)in->kind) {
        case JUMP:
            m->stack[depth++] = in->x;
            break;
        case SPLIT:
            m->stack[depth++] = in->y;
            m->stack[depth++] = in->x;
            break;
        case AT_START:
            if (m->at_start)
                m->stack[depth++] = at + 1;
            break;
        case AT_END:
            if (m->at_end)
                m->stack[depth++] = at + 1;
            break;
        case TAKE:
        case DONE:
            break;
        }
    }
}

static bool takes(const instruction *in, uint32_t c)
{
    for (uint32_t i = 0; i < in->range_count; i++)
        if (c >= in->ranges[i].first && c <= in->ranges[i].last)
            return !in->negated;
    return in->negated;
}

size_t bc_expr_regex_cost(const bc_expr_regex *regex, bc_str text)
{
    return (text.n + 1) * regex->n;
}

bool bc_expr_regex_matches(const bc_expr_regex *regex, bc_str text, bc_arena *scratch)
{
    uint32_t n = regex->n, *memory = BC_NEW_ARRAY(scratch, uint32_t, (size_t)n * 6 + 1);
    matcher m = { .regex = regex, .stack = memory + (size_t)n * 4, .at_start = true, .at_end = text.n == 0 };
    state_set now = { memory, memory + n, 0 }, next = { memory + (size_t)n * 2, memory + (size_t)n * 3, 0 };
    add_states(&m, &now, 0);
    m.at_start = false;
    for (size_t at = 0; at < text.n && now.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        m.at_end = at == text.n;
        next.n = 0;
        for (uint32_t i = 0; i < now.n; i++) {
            const instruction *in = &regex->code[now.list[i]];
            if (in->kind == TAKE && takes(in, c))
                add_states(&m, &next, now.list[i] + 1);
        }
        state_set swap = now;
        now = next;
        next = swap;
    }
    return has_state(&now, n - 1);
}
