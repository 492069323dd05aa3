/* Numbers of columns and lines (栏次, 行次) as a form has them printed, `3=1+2` or `④＝③÷②×100%`: read once, for what
 * is printed and for what is computed. What is printed is cut into pieces, a number in each, since numbers of repeated
 * columns run on; what is computed becomes an expression in which n3 is the value of number 3 and s3 the list of those
 * of all elements. Sums leave out what is empty, as who fills in a form does; products and quotients need all they
 * name. */
#include "template/private/compile_ordinal.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "form/keys.h"

enum {
    MAX_NUMBER = 9999,
    MAX_OPERANDS = 256,
    CIRCLED_ONE = 0x2460,
    CIRCLED = 20,
    MAX_NESTED = 8,
    HUNDRED = 100 /* from which a power of ten, behind × or ÷, is no number of a column */
};

/* A number that is named. */
typedef struct numeral {
    uint32_t number;
    bc_form_ordinal_script script;
    size_t from, to; /* bytes of the text */
} numeral;

typedef struct reader {
    bc_template_compiler *c;
    bc_str text;
    size_t at;                    /* byte to be read next */
    size_t taken;                 /* up to where pieces have been made */
    bool wrong, divides, percent; /* percent: it says that a quotient is in percent */
    int depth;
    bc_form_ordinal *out;
    BC_VEC(bc_form_ordinal_piece) pieces;
    BC_VEC(bc_form_operand) operands;
} reader;

/* -- characters ----------------------------------------------------------------------------------------- */

/* As they are written in forms, half as wide or not. */
static const struct {
    uint32_t written;
    char means;
} SIGNS[] = { { 0xFF0B, '+' }, { 0xFF0D, '-' }, { 0x2212, '-' }, { 0x2013, '-' }, { 0xFF0A, '*' },
              { 0xD7, '*' },   { 0xF7, '/' },   { 0xFF0F, '/' }, { 0xFF08, '(' }, { 0xFF09, ')' },
              { 0xFF1D, '=' }, { 0xFF05, '%' }, { 0x2026, '~' }, { 0x22EF, '~' } };

static uint32_t meaning(uint32_t c)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (SIGNS[i].written == c)
            return (uint32_t)SIGNS[i].means;
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c;
}

/* The next character, and where it ends; 0 at the end. */
static uint32_t peek(reader *r, size_t *end)
{
    while (r->at < r->text.n) {
        *end = r->at;
        uint32_t c = meaning(bc_utf8_next(r->text, end));
        if (c != ' ' && c != 0x3000)
            return c;
        r->at = *end;
    }
    *end = r->at;
    return 0;
}

static bool take(reader *r, char sign)
{
    size_t end;
    if (peek(r, &end) != (uint32_t)sign)
        return false;
    r->at = end;
    return true;
}

/* … or three points. */
static bool take_ellipsis(reader *r)
{
    if (take(r, '~')) {
        (void)take(r, '~');
        return true;
    }
    (void)peek(r, &(size_t){ 0 });
    if (!bc_str_starts(bc_str_slice(r->text, r->at, r->text.n), BC_STR("...")))
        return false;
    r->at += 3;
    return true;
}

/* -- numerals ------------------------------------------------------------------------------------------- */

static bool take_figures(reader *r, numeral *out)
{
    size_t end;
    uint64_t value = 0;
    bool any = false;
    (void)peek(r, &end);
    out->from = r->at;
    for (uint32_t c; (c = peek(r, &end)) >= '0' && c <= '9' && value <= MAX_NUMBER; any = true) {
        value = value * 10 + c - '0';
        r->at = end;
    }
    out->to = r->at;
    out->number = (uint32_t)value;
    out->script = BC_ORDINAL_FIGURES;
    return any && value > 0 && value <= MAX_NUMBER;
}

/* 3, ③ or C, and 3栏. */
static bool take_numeral(reader *r, numeral *out)
{
    static const char *const WORDS[] = { "栏", "行", "列", "项" };
    size_t end;
    uint32_t c = peek(r, &end);
    out->from = r->at;
    if (c >= CIRCLED_ONE && c < CIRCLED_ONE + CIRCLED)
        *out = (numeral){ c - CIRCLED_ONE + 1, BC_ORDINAL_CIRCLED, r->at, end };
    else if (c >= 'A' && c <= 'Z')
        *out = (numeral){ c - 'A' + 1, BC_ORDINAL_LETTERS, r->at, end };
    else if (!take_figures(r, out))
        return false;
    r->at = out->to;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (bc_str_starts(bc_str_slice(r->text, r->at, r->text.n), bc_str_from(WORDS[i]))) {
            r->at += bc_str_from(WORDS[i]).n;
            break;
        }
    return true;
}

static void add_piece(reader *r, const numeral *n, bool all)
{
    bc_form_ordinal_piece piece = { bc_str_slice(r->text, r->taken, n->from), n->number, all, n->script };
    bc_vec_add(&r->pieces, piece);
    r->taken = n->to;
}

/* The name of the number's value in the expression. */
static bc_str operand(reader *r, uint32_t number, bool all)
{
    for (size_t i = 0; i < r->operands.n; i++)
        if (r->operands.at[i].number == number && r->operands.at[i].all == all)
            return r->operands.at[i].name;
    bc_form_operand made = { bc_arena_printf(r->c->arena, all ? "s%u" : "n%u", number), number, all };
    r->wrong |= r->operands.n == MAX_OPERANDS;
    if (!r->wrong)
        bc_vec_add(&r->operands, made);
    return made.name;
}

/* -- formulas ------------------------------------------------------------------------------------------- */

/* What a factor or a product came to: an expression, and the number that it is when it is nothing else. */
typedef struct term {
    bc_str expr;
    numeral plain; /* number 0: it is more */
} term;

static bc_str read_sum(reader *r);

static bool is_power_of_ten(uint32_t n)
{
    while (n >= 10 && n % 10 == 0)
        n /= 10;
    return n == 1;
}

/* 5%, 0.5, or 100 behind × or ÷; ×100% turns a quotient into percent. False, and nothing taken, where no such constant
 * stands. */
static bool take_constant(reader *r, bool first, bc_str *out)
{
    size_t from = r->at, end, used = 0;
    bc_decimal value;
    (void)peek(r, &end);
    size_t start = r->at;
    if (!bc_decimal_parse_prefix(bc_str_slice(r->text, start, r->text.n), &value, &used) || !used)
        return false;
    bc_str figures = bc_str_slice(r->text, start, start + used);
    if (figures.p[0] < '0' || figures.p[0] > '9')
        return false;
    r->at = start + used;
    bool percent = take(r, '%'), point = bc_str_find(figures, BC_STR("."), 0) != SIZE_MAX;
    int64_t whole = 0;
    bool power = !first && bc_decimal_is_integer(value, &whole) && whole >= HUNDRED && whole <= UINT32_MAX &&
                 is_power_of_ten((uint32_t)whole);
    if (!percent && !point && !power) {
        r->at = from;
        return false;
    }
    bool hundred = bc_decimal_is_integer(value, &whole) && whole == HUNDRED;
    r->percent |= hundred;
    *out = percent && !hundred ? bc_arena_printf(r->c->arena, "%.*s / 100", BC_STR_ARG(figures)) : figures;
    return true;
}

static term read_factor(reader *r, bool first)
{
    term t = { .expr = BC_STR("null") };
    if (take(r, '(')) {
        r->depth++;
        t.expr = r->depth > MAX_NESTED ? t.expr : read_sum(r);
        r->wrong |= r->depth > MAX_NESTED || !take(r, ')');
        r->depth--;
        return t;
    }
    if (take_constant(r, first, &t.expr))
        return t;
    r->wrong |= !take_numeral(r, &t.plain);
    return t;
}

static void spell(reader *r, term *t)
{
    if (!t->plain.number)
        return;
    add_piece(r, &t->plain, false);
    t->expr = operand(r, t->plain.number, false);
}

static term read_product(reader *r)
{
    term t = read_factor(r, true);
    for (bool over; !r->wrong && ((over = take(r, '/')) || take(r, '*'));) {
        spell(r, &t);
        r->out->exact = false;
        r->divides |= over;
        term next = read_factor(r, false);
        spell(r, &next);
        t = (term){ .expr = bc_arena_printf(r->c->arena, "(%.*s) %c (%.*s)", BC_STR_ARG(t.expr), over ? '/' : '*',
                                            BC_STR_ARG(next.expr)) };
    }
    return t;
}

static void add_term(bc_buf *sum, bool minus, bc_str expr)
{
    bc_buf_printf(sum, sum->n ? (minus ? ", -(%.*s)" : ", %.*s") : (minus ? "-(%.*s)" : "%.*s"), BC_STR_ARG(expr));
}

/* 1+2+…+6: those between them; 3+…: those of all elements. Returns how many terms were added. */
static uint32_t read_run(reader *r, bc_buf *sum, term *last, uint32_t before)
{
    if (!take(r, '+')) {
        add_piece(r, &last->plain, true);
        r->taken = r->at;
        add_term(sum, false,
                 bc_arena_printf(r->c->arena, "%.*s.sum()", BC_STR_ARG(operand(r, last->plain.number, true))));
        return 1;
    }
    spell(r, last);
    add_term(sum, false, last->expr);
    term end = read_factor(r, true);
    uint32_t from = last->plain.number, step = before && before < from ? from - before : 1;
    r->wrong |= end.plain.number <= from || (end.plain.number - from) % step != 0;
    for (uint32_t n = from + step; !r->wrong && n < end.plain.number; n += step)
        add_term(sum, false, operand(r, n, false));
    spell(r, &end);
    add_term(sum, false, end.expr);
    return 2;
}

/* Whether what comes is + and an ellipsis, which are then taken. */
static bool take_run(reader *r)
{
    size_t from = r->at;
    if (take(r, '+') && take_ellipsis(r))
        return true;
    r->at = from;
    return false;
}

static bc_str read_sum(reader *r)
{
    bc_buf sum;
    bc_buf_init(&sum);
    uint32_t before = 0, terms = 0;
    bool minus = take(r, '-');
    for (bool more = true; more && !r->wrong; terms++) {
        term t = read_product(r);
        if (!minus && t.plain.number && take_run(r)) {
            terms += read_run(r, &sum, &t, before) - 1;
        } else {
            spell(r, &t);
            add_term(&sum, minus, t.expr);
        }
        before = minus ? 0 : t.plain.number;
        minus = take(r, '-');
        more = minus || take(r, '+');
    }
    bc_str expr =
        terms > 1 ? bc_arena_printf(r->c->arena, "sum(%s)", sum.p) : bc_arena_str(r->c->arena, bc_buf_str(&sum));
    bc_buf_release(&sum);
    return expr;
}

/* -- one number ----------------------------------------------------------------------------------------- */

/* `3`, `（3）` or `3栏`, at the end or before =. */
static bool take_head(reader *r, bool *formula)
{
    numeral own;
    bool bracket = take(r, '(');
    if (!take_numeral(r, &own) || (bracket && !take(r, ')')))
        return false;
    *formula = take(r, '=');
    if (!*formula && r->at < r->text.n)
        return false;
    r->out->number = own.number;
    add_piece(r, &own, false);
    return true;
}

static void report_formula(reader *r, bc_diag_mark mark)
{
    bc_diag_add(r->c->diags, BC_DIAG_ERROR, "E453", mark,
                bc_tr("`%.*s` cannot be read as a number and what it is made of"), BC_STR_ARG(r->text));
    bc_diag_hint(r->c->diags, "%s",
                 bc_tr("write it as the form has it: 3=1+2, 4=3/2*100%, 9=1+2+…+8, 5=2+… for all that repeat 2"));
}

static const bc_form_ordinal *finish(reader *r, bc_str expr, bool formula)
{
    bc_form_ordinal *out = r->out;
    bc_arena *arena = r->c->arena;
    if (r->taken < r->text.n)
        bc_vec_add(&r->pieces, (bc_form_ordinal_piece){ .before = bc_str_slice(r->text, r->taken, r->text.n) });
    out->pieces = BC_NEW_COPY(arena, r->pieces.at, r->pieces.n);
    out->piece_count = (uint32_t)r->pieces.n;
    out->operands = r->operands.n ? BC_NEW_COPY(arena, r->operands.at, r->operands.n) : NULL;
    out->operand_count = (uint32_t)r->operands.n;
    out->ratio = r->divides && !r->percent;
    if (formula)
        out->formula = bc_expr_compile(arena, expr, out->mark, r->c->diags);
    return out;
}

const bc_form_ordinal *bc_template_ordinal_compile(bc_template_compiler *c, const bc_node *text,
                                                   bc_template_ordinal_place place, bool must,
                                                   bc_template_ordinals *all)
{
    if (!text || text->kind != BC_NODE_TEXT)
        return NULL;
    bc_form_ordinal *out = BC_NEW(c->arena, bc_form_ordinal);
    *out = (bc_form_ordinal){ .line = place.line, .repeated = place.repeated, .exact = true, .mark = text->mark };
    reader r = { .c = c, .text = text->as.text, .out = out };
    bool formula = false, is_number = take_head(&r, &formula);
    bc_str expr = is_number && formula ? read_sum(&r) : (bc_str){ 0 };
    size_t end;
    bool good = is_number && !r.wrong && peek(&r, &end) == 0;
    if (good) {
        (void)finish(&r, expr, formula);
        bc_vec_add(all, out);
    } else if (is_number || must) {
        report_formula(&r, text->mark);
    }
    bc_vec_release(&r.pieces);
    bc_vec_release(&r.operands);
    return good ? out : NULL;
}

/* -- the numbers of a band ------------------------------------------------------------------------------ */

enum { UNSEEN, AT_WORK, DONE };

typedef struct checker {
    bc_template_compiler *c;
    const bc_template_ordinals *all;
    unsigned char *standing;
} checker;

/* The first of that number, from `from` on; `n` when there is none. */
static size_t find_number(const bc_template_ordinals *all, size_t from, bool line, uint32_t number)
{
    size_t i = from;
    while (i < all->n && (all->at[i]->line != line || all->at[i]->number != number))
        i++;
    return i;
}

static const char *kind_of(const bc_form_ordinal *o)
{
    return o->line ? bc_tr("line") : bc_tr("column");
}

static void follow(checker *k, size_t i)
{
    const bc_form_ordinal *o = k->all->at[i];
    k->standing[i] = AT_WORK;
    for (uint32_t n = 0; n < o->operand_count; n++) {
        size_t at = find_number(k->all, 0, o->line, o->operands[n].number);
        if (at < k->all->n && k->standing[at] == AT_WORK)
            bc_diag_add(k->c->diags, BC_DIAG_ERROR, "E452", o->mark,
                        bc_tr("%s %u is made of itself, or of what is made of it"), kind_of(o), o->operands[n].number);
        else if (at < k->all->n && k->standing[at] == UNSEEN)
            follow(k, at);
    }
    k->standing[i] = DONE;
}

static bool has_other_lines(const checker *k, const bc_form_ordinal *o)
{
    bool any = false;
    for (size_t i = 0; i < k->all->n && !any; i++)
        any = k->all->at[i] != o && k->all->at[i]->line;
    return any;
}

static void check_operands(checker *k, const bc_form_ordinal *o)
{
    for (uint32_t n = 0; n < o->operand_count; n++) {
        const bc_form_operand *operand = &o->operands[n];
        size_t at = find_number(k->all, 0, o->line, operand->number);
        if (at == k->all->n) {
            bc_diag_add(k->c->diags, BC_DIAG_ERROR, "E450", o->mark, bc_tr("there is no %s %u for this formula"),
                        kind_of(o), operand->number);
            bc_diag_hint(
                k->c->diags, "%s",
                o->line && !has_other_lines(k, o)
                    ? bc_tr("no other line has a number; words that are only printed are a label, without `line:`")
                    : bc_tr("figures are numbers of columns or lines; others are written 0.5 or 100%"));
        } else if (operand->all && !k->all->at[at]->repeated) {
            bc_diag_add(k->c->diags, BC_DIAG_ERROR, "E454", o->mark, bc_tr("%s %u is not repeated: there is one of it"),
                        kind_of(o), operand->number);
            bc_diag_hint(k->c->diags, bc_tr("`%u+…` is the sum of all that repeat %u; up to another it is `1+…+5`"),
                         operand->number, operand->number);
        } else if (!operand->all && !o->repeated && k->all->at[at]->repeated) {
            bc_diag_add(k->c->diags, BC_DIAG_ERROR, "E454", o->mark,
                        bc_tr("%s %u is repeated: it is not told which is meant"), kind_of(o), operand->number);
            bc_diag_hint(k->c->diags, bc_tr("write `%u+…` for the sum of all"), operand->number);
        }
    }
}

/* Lines that depend on conditions may share a number; columns may not. */
static void check_twice(checker *k, size_t i)
{
    const bc_form_ordinal *o = k->all->at[i];
    if (!o->line && find_number(k->all, 0, false, o->number) < i)
        bc_diag_add(k->c->diags, BC_DIAG_ERROR, "E451", o->mark, bc_tr("there are two columns %u"), o->number);
}

void bc_template_ordinals_check(bc_template_compiler *c, const bc_template_ordinals *all)
{
    checker k = { .c = c, .all = all, .standing = BC_NEW_ARRAY(c->arena, unsigned char, all->n + 1) };
    for (size_t i = 0; i < all->n; i++) {
        check_twice(&k, i);
        check_operands(&k, all->at[i]);
        if (k.standing[i] == UNSEEN)
            follow(&k, i);
    }
}
