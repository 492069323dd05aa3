/* FUND-SIGN, ACCOUNT-CODE, ACCOUNT-TWICE, ACCOUNT-SUM. Tables of amounts: rows that are accounts of the classification,
 * by class, section and item in columns of their own or in one code, and rows that are only called something. A row
 * lies below the one whose code its own goes on from, so an upper row is the sum of those right below it, column by
 * column; where two of these sums fail by the same amount, the row that both have is the wrong one. */
#include "base/strmap.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "check/private/run.h"

static bc_str figure(bc_check *c, bc_decimal number)
{
    return bc_check_number(c, number, number.scale > 2 ? -1 : 2, true);
}

static const bc_value *cell(const bc_value *row, int column)
{
    static const bc_value nothing = { 0 };
    return column >= 0 && (uint32_t)column < row->n ? &row->as.entries[column].value : &nothing;
}

static bc_str words_at(const bc_value *row, int column)
{
    return bc_str_trim(cell(row, column)->text);
}

static bool are_digits(bc_str text)
{
    return text.n && bc_check_digits_at(text, 0) == text.n;
}

/* -- the rows --------------------------------------------------------------------------------------------- */

enum { CLASS_DIGITS = 3, LEVEL_DIGITS = 2, MAX_DIGITS = CLASS_DIGITS + 2 * LEVEL_DIGITS };

typedef struct account {
    const bc_value *row;
    bc_str code;          /* 2080505; empty: it has none that is one */
    uint32_t above;       /* the row it lies right below, and one; 0: it lies below none */
    uint32_t first, next; /* the first row right below it, the next one below the same row; both and one, or 0 */
} account;

typedef struct accounts {
    const bc_check_table *table;
    account *at;
    uint32_t n, coded; /* coded: rows with a code */
    bool bad;          /* some have words or figures in place of one */
} accounts;

/* The figures of a level: 05 of 05, and of 20805 where the codes before it are 208. */
static bc_str own_digits(bc_str written, bc_str before)
{
    return before.n && written.n > before.n && bc_str_starts(written, before)
               ? bc_str_slice(written, before.n, written.n)
               : written;
}

static size_t digits_of(int level)
{
    return level ? LEVEL_DIGITS : CLASS_DIGITS;
}

/* What the columns of class, section and item say; of those that a row leaves out what the one before said. */
static bc_str joined_code(bc_check *c, const bc_check_table *t, const bc_value *row, bc_str before)
{
    int last = BC_ACCOUNT_LEVELS - 1;
    while (last >= 0 && !words_at(row, t->levels[last]).n)
        last--;
    bc_str code = { 0 };
    for (int i = 0; i <= last; i++) {
        bc_str own = own_digits(words_at(row, t->levels[i]), code);
        if (!own.n && before.n >= code.n + digits_of(i) && bc_str_starts(before, code))
            own = bc_str_slice(before, code.n, code.n + digits_of(i));
        if (own.n != digits_of(i) || !are_digits(own))
            return (bc_str){ 0 };
        code = bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(code), BC_STR_ARG(own));
    }
    return code;
}

static bc_str single_code(bc_str written)
{
    const bool fits = written.n == CLASS_DIGITS || written.n == CLASS_DIGITS + LEVEL_DIGITS || written.n == MAX_DIGITS;
    return fits && are_digits(written) ? written : (bc_str){ 0 };
}

static bool knows_code(const bc_check *c, bc_str code)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (bc_str_eq(names->means[i].key, code))
            return true;
    return false;
}

/* Numbers of one column are codes of the classification where most of them begin with a class that is known. */
static bool are_accounts(const bc_check *c, const accounts *all)
{
    uint32_t filled = 0, known = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        filled += words_at(all->at[i].row, all->table->code).n > 0;
        known += all->at[i].code.n && knows_code(c, bc_str_slice(all->at[i].code, 0, CLASS_DIGITS));
    }
    return known > 1 && 2 * known > filled;
}

static void find_above(accounts *all)
{
    bc_strmap places = { 0 };
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].code.n && !bc_strmap_find(&places, all->at[i].code))
            bc_strmap_put(&places, all->at[i].code, &all->at[i]);
    for (uint32_t i = all->n; i-- > 0;) {
        account *own = &all->at[i], *above = NULL;
        for (size_t n = own->code.n; n > CLASS_DIGITS && !above; n -= LEVEL_DIGITS)
            above = bc_strmap_find(&places, bc_str_slice(own->code, 0, n - LEVEL_DIGITS));
        if (!above)
            continue;
        own->above = (uint32_t)(above - all->at) + 1;
        own->next = above->first;
        above->first = i + 1;
    }
    bc_strmap_release(&places);
}

/* The rows of a table whose codes say what lies below what; none where they say nothing, or a tree says it. */
static accounts read_accounts(bc_check *c, const bc_check_table *t)
{
    const bc_value *list = bc_check_slot_at(c->record, &t->slot);
    accounts all = { .table = t };
    const bool split = t->levels[0] >= 0 && t->levels[1] >= 0;
    if (list->type != BC_VALUE_LIST || t->slot.field->tree || (!split && t->code < 0))
        return all;
    all.at = BC_NEW_ARRAY(c->arena, account, list->n);
    bc_str before = { 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        if (row->type != BC_VALUE_MAP)
            continue;
        account *own = &all.at[all.n++];
        *own = (account){ .row = row };
        own->code = split ? joined_code(c, t, row, before) : single_code(words_at(row, t->code));
        before = own->code.n ? own->code : before;
        all.coded += own->code.n > 0;
        all.bad |= !own->code.n && words_at(row, split ? t->levels[0] : t->code).n;
    }
    if (!split && !are_accounts(c, &all))
        all.n = all.coded = 0;
    find_above(&all);
    return all;
}

/* 2080505 机关事业单位基本养老保险缴费支出, or one of both. */
static bc_str title_of(bc_check *c, const accounts *all, const account *own)
{
    const bc_str name = words_at(own->row, all->table->name);
    return bc_arena_printf(c->arena, "%.*s%s%.*s", BC_STR_ARG(own->code), own->code.n && name.n ? " " : "",
                           BC_STR_ARG(name));
}

/* The last column of its code that is filled in. */
static const bc_value *code_cell(const accounts *all, const account *own)
{
    if (all->table->levels[0] < 0)
        return cell(own->row, all->table->code);
    for (int i = BC_ACCOUNT_LEVELS - 1; i >= 0; i--)
        if (words_at(own->row, all->table->levels[i]).n)
            return cell(own->row, all->table->levels[i]);
    return cell(own->row, all->table->name);
}

/* -- FUND-SIGN -------------------------------------------------------------------------------------------- */

static bool may_be_negative(const bc_check *c, bc_str label)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_CHANGES), label);
}

static void check_sign(bc_check *c, const bc_form_field *field, bc_str row, const bc_value *datum)
{
    if (datum->type != BC_VALUE_NUMBER || datum->as.number.coef >= 0 || (field->computed && !datum->origin))
        return;
    const bc_str own = figure(c, datum->as.number);
    if (row.n)
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s of `%.*s` is negative: %.*s"), BC_STR_ARG(field->label),
                        BC_STR_ARG(row), BC_STR_ARG(own));
    else
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s is negative: %.*s"), BC_STR_ARG(field->label),
                        BC_STR_ARG(own));
}

static void check_signs_of(bc_check *c, const bc_check_table *t)
{
    const bc_value *list = bc_check_slot_at(c->record, &t->slot);
    const bc_form_field *columns = t->slot.field->children;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        const bc_str name = words_at(row, t->name);
        if (row->type != BC_VALUE_MAP || bc_form_words_in(bc_check_words_of(c, BC_WORDS_BALANCES), name))
            continue;
        for (uint32_t k = 0; k < t->amount_count; k++)
            if (!may_be_negative(c, columns[t->amounts[k]].label))
                check_sign(c, &columns[t->amounts[k]], name, cell(row, t->amounts[k]));
    }
}

static void run_fund_sign(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        const bool list = datum->type == BC_VALUE_LIST;
        for (uint32_t k = 0; k < (list ? datum->n : 1) && !may_be_negative(c, slot->field->label); k++)
            check_sign(c, slot->field, (bc_str){ 0 }, list ? &datum->as.items[k] : datum);
    }
    for (uint32_t i = 0; i < c->checks->table_count; i++)
        if (!may_be_negative(c, c->checks->tables[i].slot.field->label))
            check_signs_of(c, &c->checks->tables[i]);
}

/* -- ACCOUNT-CODE ----------------------------------------------------------------------------------------- */

/* Whether what stands there is made of characters of Chinese. */
static bool is_named(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xE4 && (unsigned char)text.p[i] < 0xEF)
            return true;
    return false;
}

static bool are_swapped(bc_check *c, const accounts *all, const account *own)
{
    const bc_str name = words_at(own->row, all->table->name), code = bc_str_trim(code_cell(all, own)->text);
    if (!are_digits(name) || name.n < LEVEL_DIGITS || name.n > MAX_DIGITS || !is_named(code))
        return false;
    bc_check_report(c, bc_check_mark(c, code_cell(all, own)),
                    bc_tr("`%.*s` is no code, and `%.*s` no name: they have changed places"), BC_STR_ARG(code),
                    BC_STR_ARG(name));
    return true;
}

/* The first column that holds no figures of its level. */
static void check_levels(bc_check *c, const accounts *all, const account *own)
{
    const bc_check_table *t = all->table;
    bc_str before = { 0 };
    for (int i = 0; i < BC_ACCOUNT_LEVELS && t->levels[i] >= 0; i++) {
        const bc_str written = words_at(own->row, t->levels[i]), digits = own_digits(written, before);
        if (written.n && (digits.n != digits_of(i) || !are_digits(digits))) {
            bc_check_report(c, bc_check_mark(c, cell(own->row, t->levels[i])),
                            bc_tr("%.*s has %zu figures, `%.*s` has not"),
                            BC_STR_ARG(t->slot.field->children[t->levels[i]].label), digits_of(i), BC_STR_ARG(written));
            if (written.n == CLASS_DIGITS + LEVEL_DIGITS || written.n == MAX_DIGITS)
                bc_check_hint(c, "%s", bc_tr("each level has a column of its own: 208, 05, 05"));
            return;
        }
        before = bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(before), BC_STR_ARG(digits));
    }
}

/* 2080505 where the others write 05: whether this row gives its level the figures of those above it, too. */
static bool repeats_upper(const accounts *all, const account *own)
{
    const bc_check_table *t = all->table;
    for (int i = 1; i < BC_ACCOUNT_LEVELS && t->levels[0] >= 0 && t->levels[i] >= 0; i++)
        if (words_at(own->row, t->levels[i]).n > LEVEL_DIGITS)
            return true;
    return false;
}

static void check_repeated(bc_check *c, const accounts *all)
{
    uint32_t lower = 0, whole = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        lower += all->at[i].code.n > CLASS_DIGITS;
        whole += all->at[i].code.n && repeats_upper(all, &all->at[i]);
    }
    for (uint32_t i = 0; 2 * whole < lower && i < all->n; i++)
        if (all->at[i].code.n && repeats_upper(all, &all->at[i])) {
            const bc_value *at = code_cell(all, &all->at[i]);
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, at),
                               bc_tr("`%.*s` is the whole code, where other rows have the %d figures of their level"),
                               BC_STR_ARG(bc_str_trim(at->text)), (int)LEVEL_DIGITS);
        }
}

/* A code that is none: what of it is wrong. */
static void check_unread(bc_check *c, const accounts *all, const account *own)
{
    const bc_check_table *t = all->table;
    if (are_swapped(c, all, own))
        return;
    if (t->levels[0] >= 0) {
        const size_t said = c->diags->list.n;
        check_levels(c, all, own);
        if (c->diags->list.n == said && words_at(own->row, t->levels[2]).n && !words_at(own->row, t->levels[1]).n)
            bc_check_report(c, bc_check_mark(c, cell(own->row, t->levels[2])), bc_tr("`%.*s` has a %.*s and no %.*s"),
                            BC_STR_ARG(words_at(own->row, t->name)),
                            BC_STR_ARG(t->slot.field->children[t->levels[2]].label),
                            BC_STR_ARG(t->slot.field->children[t->levels[1]].label));
        return;
    }
    const bc_str written = words_at(own->row, t->code);
    if (written.n)
        bc_check_report(c, bc_check_mark(c, cell(own->row, t->code)),
                        bc_tr("codes of accounts have 3, 5 or 7 figures, `%.*s` has not"), BC_STR_ARG(written));
}

/* Whether the vocabulary knows any code as long as this one that begins so. */
static bool knows_kind(const bc_check *c, bc_str code, size_t digits)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (names->means[i].key.n == code.n && bc_str_starts(names->means[i].key, bc_str_slice(code, 0, digits)))
            return true;
    return false;
}

/* 住房公积金（含补缴） is 住房公积金: names are compared without blanks at their ends and what brackets hold. */
static bool is_name_of(const bc_check *c, bc_str name, bc_str code)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (bc_str_eq(names->means[i].key, code) &&
            (bc_str_starts(name, names->at[i]) || bc_str_starts(names->at[i], name)))
            return true;
    return false;
}

/* The code of the same kind that has the name; empty: none has. */
static bc_str code_of_name(const bc_check *c, bc_str name, bc_str like)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (bc_str_eq(names->at[i], name) && names->means[i].key.n == like.n && names->means[i].key.p[0] == like.p[0])
            return names->means[i].key;
    return (bc_str){ 0 };
}

/* The name that the vocabulary has for the code. */
static bc_str name_of_code(const bc_check *c, bc_str code)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (bc_str_eq(names->means[i].key, code))
            return names->at[i];
    return (bc_str){ 0 };
}

static void check_name(bc_check *c, const accounts *all, const account *own)
{
    const bc_str name = words_at(own->row, all->table->name), class_of = bc_str_slice(own->code, 0, CLASS_DIGITS);
    if (!own->above && !knows_code(c, class_of) && knows_kind(c, class_of, 1)) {
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, code_cell(all, own)),
                           bc_tr("the classification has no class %.*s"), BC_STR_ARG(class_of));
        bc_check_hint(c, "%s", bc_tr("an office adds codes under `words: {account-names: …}`"));
        return;
    }
    const bc_str meant = name.n ? code_of_name(c, name, own->code) : (bc_str){ 0 };
    if (!meant.n || bc_str_eq(meant, own->code) || is_name_of(c, name, own->code))
        return;
    const bc_str known = name_of_code(c, own->code);
    bc_check_report(c, bc_check_mark(c, code_cell(all, own)), bc_tr("`%.*s` has the code %.*s, not %.*s"),
                    BC_STR_ARG(name), BC_STR_ARG(meant), BC_STR_ARG(own->code));
    if (known.n)
        bc_check_hint(c, bc_tr("%.*s is `%.*s`"), BC_STR_ARG(own->code), BC_STR_ARG(known));
}

/* The kind of classification that most rows are of: 2 by function, 3 and 5 the economic ones; 0: none is of most. */
static char main_kind(const accounts *all)
{
    uint32_t of[10] = { 0 };
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].code.n)
            of[all->at[i].code.p[0] - '0']++;
    for (int i = 0; i < 10; i++)
        if (2 * of[i] > all->coded)
            return (char)('0' + i);
    return 0;
}

/* An item without the section that all other items have above them. */
static void check_orphans(bc_check *c, const accounts *all)
{
    uint32_t lower = 0, lost = 0;
    const account *orphan = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const account *own = &all->at[i];
        if (own->code.n <= CLASS_DIGITS)
            continue;
        const bool there = own->above && all->at[own->above - 1].code.n + LEVEL_DIGITS == own->code.n;
        lower++;
        lost += !there;
        orphan = there || orphan ? orphan : own;
    }
    if (!lost || 3 * lost > lower)
        return; /* the table does without them */
    for (uint32_t i = (uint32_t)(orphan - all->at); i < all->n; i++) {
        const account *own = &all->at[i];
        if (own->code.n <= CLASS_DIGITS || (own->above && all->at[own->above - 1].code.n + LEVEL_DIGITS == own->code.n))
            continue;
        const bc_str title = title_of(c, all, own);
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, code_cell(all, own)),
                           bc_tr("`%.*s` lies below no %.*s, which is not there"), BC_STR_ARG(title),
                           BC_STR_ARG(bc_str_slice(own->code, 0, own->code.n - LEVEL_DIGITS)));
    }
}

static void run_account_code(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const accounts all = read_accounts(c, &c->checks->tables[k]);
        if (!all.n)
            continue;
        const char kind = main_kind(&all);
        for (uint32_t i = 0; i < all.n; i++) {
            const account *own = &all.at[i];
            if (!own->code.n) {
                check_unread(c, &all, own);
            } else if (kind && own->code.p[0] != kind) {
                const bc_str title = title_of(c, &all, own);
                bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, code_cell(&all, own)),
                                   bc_tr("`%.*s` is of another classification than the other rows"), BC_STR_ARG(title));
            } else {
                check_name(c, &all, own);
            }
        }
        check_repeated(c, &all);
        if (!all.bad)
            check_orphans(c, &all);
    }
}

/* -- ACCOUNT-TWICE ---------------------------------------------------------------------------------------- */

/* Behind the number of an item at the head of a name: 一、, （一）, 1., (1); 0: it has none. */
static size_t number_at(bc_str name)
{
    static const char *const NUMERALS = "一二三四五六七八九十";
    enum { HAN = 3 };
    size_t at = 0;
    const bool wide = bc_str_starts(name, BC_STR("（")), open = wide || bc_str_starts(name, BC_STR("("));
    at += wide ? HAN : open;
    const size_t from = at;
    while (at < name.n) {
        if (bc_check_is_digit(name.p[at]))
            at++;
        else if (at + HAN <= name.n &&
                 bc_str_find(bc_str_from(NUMERALS), bc_str_slice(name, at, at + HAN), 0) != SIZE_MAX)
            at += HAN;
        else
            break;
    }
    const bc_str rest = bc_str_slice(name, at, name.n);
    if (at == from)
        return 0;
    if (open)
        return bc_str_starts(rest, BC_STR("）")) ? at + HAN : bc_str_starts(rest, BC_STR(")")) ? at + 1 : 0;
    return bc_str_starts(rest, BC_STR("、")) || bc_str_starts(rest, BC_STR("．")) ? at + HAN
           : bc_str_starts(rest, BC_STR("."))                                     ? at + 1
                                                                                  : 0;
}

bc_str bc_check_unnumbered(bc_str name)
{
    return bc_str_trim(bc_str_slice(name, number_at(name), name.n));
}

static void report_twice(bc_check *c, const bc_value *at, const bc_value *first, bc_str title)
{
    bc_check_report(c, bc_check_mark(c, at), bc_tr("`%.*s` stands there twice"), BC_STR_ARG(title));
    if (first->origin)
        bc_check_hint(c, bc_tr("it stands on line %u already"), first->origin->mark.line);
}

static void check_codes_twice(bc_check *c, const accounts *all)
{
    bc_strmap seen = { 0 };
    for (uint32_t i = 0; i < all->n; i++) {
        const account *own = &all->at[i], *first = own->code.n ? bc_strmap_find(&seen, own->code) : NULL;
        if (first)
            report_twice(c, code_cell(all, own), code_cell(all, first), title_of(c, all, own));
        else if (own->code.n)
            bc_strmap_put(&seen, own->code, &all->at[i]);
    }
    bc_strmap_release(&seen);
}

/* Rows that are numbered are each of its own; others may be called alike (two purchases of one thing). */
static void check_names_twice(bc_check *c, const bc_check_table *t)
{
    const bc_value *list = bc_check_slot_at(c->record, &t->slot);
    bc_strmap seen = { 0 };
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        const bc_str name = row->type == BC_VALUE_MAP ? words_at(row, t->name) : (bc_str){ 0 };
        const size_t number = number_at(name);
        const bc_str begin = bc_str_slice(name, 0, 1);
        if (!number || bc_str_starts(name, BC_STR("（")) || bc_str_is(begin, "(") ||
            (begin.n && bc_check_is_digit(begin.p[0])))
            continue; /* （一） begins again below each */
        const bc_str plain = bc_check_unnumbered(name), numbered = bc_str_slice(name, 0, number);
        const bc_value *first = bc_strmap_find(&seen, plain), *same = bc_strmap_find(&seen, numbered);
        if (first || same)
            report_twice(c, cell(row, t->name), cell(first ? first : same, t->name), first ? plain : numbered);
        bc_strmap_put(&seen, plain, (void *)(uintptr_t)row);
        bc_strmap_put(&seen, numbered, (void *)(uintptr_t)row);
    }
    bc_strmap_release(&seen);
}

static void run_account_twice(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const accounts all = read_accounts(c, &c->checks->tables[k]);
        if (all.coded)
            check_codes_twice(c, &all);
        else if (c->checks->tables[k].name >= 0)
            check_names_twice(c, &c->checks->tables[k]);
    }
}

/* -- ACCOUNT-SUM ------------------------------------------------------------------------------------------ */

/* A column of a table: what each row says, and what those right below it add up to. */
typedef struct addition {
    bc_decimal own, sum, off; /* off: the sum less its own */
    const bc_value *words;    /* right below it; NULL: all are numbers, or empty */
    bool given, adds;         /* adds: something below it says anything */
    bool wrong;               /* it should be its sum, and is not */
} addition;

typedef struct column {
    const accounts *all;
    const bc_form_field *field;
    int at;
    addition *rows;
} column;

static const bc_value *own_cell(const column *of, uint32_t i)
{
    return cell(of->all->at[i].row, of->at);
}

static void add_up(column *of)
{
    const accounts *all = of->all;
    for (uint32_t i = 0; i < all->n; i++) {
        const bc_value *datum = own_cell(of, i);
        of->rows[i] = (addition){ .own = bc_decimal_from_int(0), .sum = bc_decimal_from_int(0) };
        of->rows[i].given = datum->type == BC_VALUE_NUMBER;
        if (of->rows[i].given)
            of->rows[i].own = datum->as.number;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        if (!all->at[i].above)
            continue;
        const bc_value *datum = own_cell(of, i);
        addition *above = &of->rows[all->at[i].above - 1];
        if (bc_value_unread_of(datum) == BC_VALUE_WORDS ||
            (of->rows[i].given && !bc_decimal_add(above->sum, datum->as.number, &above->sum)))
            above->words = above->words ? above->words : datum;
        above->adds |= of->rows[i].given;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        addition *row = &of->rows[i];
        const bool words = bc_value_unread_of(own_cell(of, i)) == BC_VALUE_WORDS;
        row->wrong = all->at[i].first && !row->words && !words && (row->adds || row->own.coef) &&
                     bc_decimal_sub(row->sum, row->own, &row->off) && row->off.coef;
    }
}

/* Whether the row is right where the one below it that is wrong is mended. */
static bool is_explained(const column *of, uint32_t i)
{
    bc_decimal both;
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        if (of->rows[i].wrong && of->rows[k - 1].wrong && bc_decimal_add(of->rows[i].off, of->rows[k - 1].off, &both) &&
            !both.coef)
            return true;
    return false;
}

/* What the rows right below say, and where they stand. */
typedef struct parts {
    bc_decimal *numbers;
    uint32_t *rows;
    size_t n;
} parts;

static parts parts_of(bc_check *c, const column *of, uint32_t i)
{
    uint32_t most = 0;
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        most += of->rows[k - 1].given;
    parts all = { BC_NEW_ARRAY(c->arena, bc_decimal, most), BC_NEW_ARRAY(c->arena, uint32_t, most), 0 };
    for (uint32_t k = of->all->at[i].first; k; k = of->all->at[k - 1].next)
        if (of->rows[k - 1].given) {
            all.numbers[all.n] = of->rows[k - 1].own;
            all.rows[all.n++] = k - 1;
        }
    return all;
}

/* Amounts in 万元 that were rounded one by one are off by less than half a unit for each of them. */
static bool is_rounding(const bc_value *datum, bc_decimal off, size_t n)
{
    const bc_decimal_int128 by = off.coef < 0 ? -off.coef : off.coef;
    return off.scale > 0 && by <= (n + 1) / 2 && datum->unit.n && !bc_str_is(datum->unit, "元");
}

static void report_sum(bc_check *c, const column *of, uint32_t i)
{
    const account *own = &of->all->at[i];
    const addition *row = &of->rows[i];
    const parts below = parts_of(c, of, i);
    const uint32_t above = own->above;
    const bool stands = above && !of->rows[above - 1].wrong && of->rows[above - 1].adds && row->given;
    const bc_doubt doubt = bc_doubt_of_sum(row->own, below.numbers, below.n, stands);
    const bool mistake = bc_doubt_is_mistake(&doubt), part = mistake && doubt.at != BC_DOUBT_TOTAL;
    const bc_value *at = own_cell(of, part ? below.rows[doubt.at] : i);
    if (!at->origin)
        at = row->given ? code_cell(of->all, own) : own_cell(of, below.n ? below.rows[0] : i);
    const bc_str title = title_of(c, of->all, own), sum = figure(c, row->sum), off = figure(c, row->off);
    const bool rounding = is_rounding(own_cell(of, i), row->off, below.n);
    if (row->given) {
        const bc_str told = figure(c, row->own);
        const char *by = bc_arena_printf(c->arena, bc_tr(", a difference of %.*s"), BC_STR_ARG(off)).p;
        bc_check_report_as(c, rounding ? BC_DIAG_WARNING : BC_DIAG_ERROR, bc_check_mark(c, at),
                           bc_tr("%.*s of `%.*s` is %.*s, but those below it add up to %.*s%s"),
                           BC_STR_ARG(of->field->label), BC_STR_ARG(title), BC_STR_ARG(told), BC_STR_ARG(sum), by);
    } else {
        bc_check_report(c, bc_check_mark(c, at), bc_tr("%.*s of `%.*s` is empty, but those below it add up to %.*s"),
                        BC_STR_ARG(of->field->label), BC_STR_ARG(title), BC_STR_ARG(sum));
    }
    if (rounding) {
        bc_check_hint(c, "%s", bc_tr("these look rounded one by one"));
    } else if (above && is_explained(of, above - 1)) {
        const bc_str next = title_of(c, of->all, &of->all->at[above - 1]);
        bc_check_hint(c, bc_tr("with %.*s here `%.*s` adds up, too"), BC_STR_ARG(sum), BC_STR_ARG(next));
    } else if (doubt.kind != BC_DOUBT_NONE) {
        const uint32_t which = doubt.at == BC_DOUBT_TOTAL ? i : below.rows[doubt.at];
        bc_check_hint_doubt(c, &doubt, title_of(c, of->all, &of->all->at[which]), of->rows[which].own);
    }
}

static void check_column(bc_check *c, column *of)
{
    add_up(of);
    for (uint32_t i = 0; i < of->all->n; i++) {
        const bc_value *own = own_cell(of, i);
        if (of->rows[i].words && of->rows[i].given)
            bc_check_skip(c, title_of(c, of->all, &of->all->at[i]), of->field, of->rows[i].words);
        if (!of->rows[i].wrong || is_explained(of, i) || (of->field->computed && !own->origin))
            continue;
        report_sum(c, of, i);
    }
}

/* Whether any row above others has an amount: else such rows are headings. */
static bool has_upper_amounts(const accounts *all)
{
    for (uint32_t i = 0; i < all->n; i++)
        for (uint32_t k = 0; all->at[i].first && k < all->table->amount_count; k++)
            if (cell(all->at[i].row, all->table->amounts[k])->type == BC_VALUE_NUMBER)
                return true;
    return false;
}

static void run_account_sum(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const bc_check_table *t = &c->checks->tables[k];
        const accounts all = read_accounts(c, t);
        if (!has_upper_amounts(&all))
            continue;
        column of = { .all = &all, .rows = BC_NEW_ARRAY(c->arena, addition, all.n) };
        for (uint32_t i = 0; i < t->amount_count; i++) {
            of.at = t->amounts[i];
            of.field = &t->slot.field->children[of.at];
            check_column(c, &of);
        }
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "FUND-SIGN",
        .words = BC_CHECK_READS(BC_WORDS_CHANGES, BC_WORDS_BALANCES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("amounts are negative only where they can be"),
        .run = run_fund_sign,
    },
    {
        .code = "ACCOUNT-CODE",
        .words = BC_CHECK_READS(BC_WORDS_ACCOUNT_NAMES),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("codes of accounts have their form, and names that fit them"),
        .run = run_account_code,
    },
    {
        .code = "ACCOUNT-TWICE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no account stands there twice"),
        .run = run_account_twice,
    },
    {
        .code = "ACCOUNT-SUM",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("an account is the sum of those below it"),
        .run = run_account_sum,
    },
};
const bc_check_rule_table bc_check_rules_account = { RULES, sizeof RULES / sizeof *RULES };
