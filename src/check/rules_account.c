/* ACCOUNT-CODE, ACCOUNT-TWICE. The codes of tables of accounts have their form, are those of their names, and stand
 * there once; rows without codes are told apart by the numbers of items before their names. */
#include "base/strmap.h"
#include "base/tr.h"
#include "check/private/accounts.h"

/* -- ACCOUNT-CODE ----------------------------------------------------------------------------------------- */

/* Whether what stands there is made of characters of Chinese. */
static bool is_named(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xE4 && (unsigned char)text.p[i] < 0xEF)
            return true;
    return false;
}

static bool are_swapped(bc_check *c, const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_str name = bc_check_words_at(own->row, all->table->name),
                 code = bc_str_trim(bc_check_accounts_code_cell(all, own)->text);
    if (!bc_check_account_are_digits(name) || name.n < BC_CHECK_LEVEL_DIGITS || name.n > BC_CHECK_MAX_DIGITS ||
        !is_named(code))
        return false;
    bc_check_report(c, bc_check_mark(c, bc_check_accounts_code_cell(all, own)),
                    bc_tr("`%.*s` is no code, and `%.*s` no name: they have changed places"), BC_STR_ARG(code),
                    BC_STR_ARG(name));
    return true;
}

/* The first column that holds no figures of its level. */
static void check_levels(bc_check *c, const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_check_table *t = all->table;
    bc_str before = { 0 };
    for (int i = 0; i < BC_ACCOUNT_LEVELS && t->levels[i] >= 0; i++) {
        const bc_str written = bc_check_words_at(own->row, t->levels[i]),
                     digits = bc_check_account_own_digits(written, before);
        if (written.n && (digits.n != bc_check_account_digits_of(i) || !bc_check_account_are_digits(digits))) {
            bc_check_report(c, bc_check_mark(c, bc_check_cell(own->row, t->levels[i])),
                            bc_tr("%.*s has %zu figures, `%.*s` has not"),
                            BC_STR_ARG(t->slot.field->children[t->levels[i]].label), bc_check_account_digits_of(i),
                            BC_STR_ARG(written));
            if (written.n == BC_CHECK_CLASS_DIGITS + BC_CHECK_LEVEL_DIGITS || written.n == BC_CHECK_MAX_DIGITS)
                bc_check_hint(c, "%s", bc_tr("each level has a column of its own: 208, 05, 05"));
            return;
        }
        before = bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(before), BC_STR_ARG(digits));
    }
}

/* 2080505 where the others write 05: whether this row gives its level the figures of those above it, too. */
static bool repeats_upper(const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_check_table *t = all->table;
    for (int i = 1; i < BC_ACCOUNT_LEVELS && t->levels[0] >= 0 && t->levels[i] >= 0; i++)
        if (bc_check_words_at(own->row, t->levels[i]).n > BC_CHECK_LEVEL_DIGITS)
            return true;
    return false;
}

static void check_repeated(bc_check *c, const bc_check_accounts *all)
{
    uint32_t lower = 0, whole = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        lower += all->at[i].code.n > BC_CHECK_CLASS_DIGITS;
        whole += all->at[i].code.n && repeats_upper(all, &all->at[i]);
    }
    for (uint32_t i = 0; 2 * whole < lower && i < all->n; i++)
        if (all->at[i].code.n && repeats_upper(all, &all->at[i])) {
            const bc_value *at = bc_check_accounts_code_cell(all, &all->at[i]);
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, at),
                               bc_tr("`%.*s` is the whole code, where other rows have the %d figures of their level"),
                               BC_STR_ARG(bc_str_trim(at->text)), (int)BC_CHECK_LEVEL_DIGITS);
        }
}

/* A code that is none: what of it is wrong. */
static void check_unread(bc_check *c, const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_check_table *t = all->table;
    if (are_swapped(c, all, own))
        return;
    if (t->levels[0] >= 0) {
        const size_t said = c->diags->list.n;
        check_levels(c, all, own);
        if (c->diags->list.n == said && bc_check_words_at(own->row, t->levels[2]).n &&
            !bc_check_words_at(own->row, t->levels[1]).n)
            bc_check_report(c, bc_check_mark(c, bc_check_cell(own->row, t->levels[2])),
                            bc_tr("`%.*s` has a %.*s and no %.*s"), BC_STR_ARG(bc_check_words_at(own->row, t->name)),
                            BC_STR_ARG(t->slot.field->children[t->levels[2]].label),
                            BC_STR_ARG(t->slot.field->children[t->levels[1]].label));
        return;
    }
    const bc_str written = bc_check_words_at(own->row, t->code);
    if (written.n)
        bc_check_report(c, bc_check_mark(c, bc_check_cell(own->row, t->code)),
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

static void check_name(bc_check *c, const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_str name = bc_check_words_at(own->row, all->table->name),
                 class_of = bc_str_slice(own->code, 0, BC_CHECK_CLASS_DIGITS);
    if (!own->above && !bc_check_account_is_known(c, class_of) && knows_kind(c, class_of, 1)) {
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, bc_check_accounts_code_cell(all, own)),
                           bc_tr("the classification has no class %.*s"), BC_STR_ARG(class_of));
        bc_check_hint(c, "%s", bc_tr("an office adds codes under `words: {account-names: …}`"));
        return;
    }
    const bc_str meant = name.n ? code_of_name(c, name, own->code) : (bc_str){ 0 };
    if (!meant.n || bc_str_eq(meant, own->code) || is_name_of(c, name, own->code))
        return;
    const bc_str known = name_of_code(c, own->code);
    bc_check_report(c, bc_check_mark(c, bc_check_accounts_code_cell(all, own)),
                    bc_tr("`%.*s` has the code %.*s, not %.*s"), BC_STR_ARG(name), BC_STR_ARG(meant),
                    BC_STR_ARG(own->code));
    if (known.n)
        bc_check_hint(c, bc_tr("%.*s is `%.*s`"), BC_STR_ARG(own->code), BC_STR_ARG(known));
}

/* The kind of classification that most rows are of: 2 by function, 3 and 5 the economic ones; 0: none is of most. */
static char main_kind(const bc_check_accounts *all)
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
static void check_orphans(bc_check *c, const bc_check_accounts *all)
{
    uint32_t lower = 0, lost = 0;
    const bc_check_account *orphan = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const bc_check_account *own = &all->at[i];
        if (own->code.n <= BC_CHECK_CLASS_DIGITS)
            continue;
        const bool there = own->above && all->at[own->above - 1].code.n + BC_CHECK_LEVEL_DIGITS == own->code.n;
        lower++;
        lost += !there;
        orphan = there || orphan ? orphan : own;
    }
    if (!lost || 3 * lost > lower)
        return; /* the table does without them */
    for (uint32_t i = (uint32_t)(orphan - all->at); i < all->n; i++) {
        const bc_check_account *own = &all->at[i];
        if (own->code.n <= BC_CHECK_CLASS_DIGITS ||
            (own->above && all->at[own->above - 1].code.n + BC_CHECK_LEVEL_DIGITS == own->code.n))
            continue;
        const bc_str title = bc_check_accounts_title(c, all, own);
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, bc_check_accounts_code_cell(all, own)),
                           bc_tr("`%.*s` lies below no %.*s, which is not there"), BC_STR_ARG(title),
                           BC_STR_ARG(bc_str_slice(own->code, 0, own->code.n - BC_CHECK_LEVEL_DIGITS)));
    }
}

static void run_account_code(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const bc_check_accounts all = bc_check_accounts_read(c, &c->checks->tables[k]);
        if (!all.n)
            continue;
        const char kind = main_kind(&all);
        for (uint32_t i = 0; i < all.n; i++) {
            const bc_check_account *own = &all.at[i];
            if (!own->code.n) {
                check_unread(c, &all, own);
            } else if (kind && own->code.p[0] != kind) {
                const bc_str title = bc_check_accounts_title(c, &all, own);
                bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, bc_check_accounts_code_cell(&all, own)),
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

static void report_twice(bc_check *c, const bc_value *at, const bc_value *first, bc_str title)
{
    bc_check_report(c, bc_check_mark(c, at), bc_tr("`%.*s` stands there twice"), BC_STR_ARG(title));
    if (first->origin)
        bc_check_hint(c, bc_tr("it stands on line %u already"), first->origin->mark.line);
}

static void check_codes_twice(bc_check *c, const bc_check_accounts *all)
{
    bc_strmap seen = { 0 };
    for (uint32_t i = 0; i < all->n; i++) {
        const bc_check_account *own = &all->at[i], *first = own->code.n ? bc_strmap_find(&seen, own->code) : NULL;
        if (first)
            report_twice(c, bc_check_accounts_code_cell(all, own), bc_check_accounts_code_cell(all, first),
                         bc_check_accounts_title(c, all, own));
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
        const bc_str name = row->type == BC_VALUE_MAP ? bc_check_words_at(row, t->name) : (bc_str){ 0 };
        const size_t number = bc_check_item_number(name);
        const bc_str begin = bc_str_slice(name, 0, 1);
        if (!number || bc_str_starts(name, BC_STR("（")) || bc_str_is(begin, "(") ||
            (begin.n && bc_check_is_digit(begin.p[0])))
            continue; /* （一） begins again below each */
        const bc_str plain = bc_check_unnumbered(name), numbered = bc_str_slice(name, 0, number);
        const bc_value *first = bc_strmap_find(&seen, plain), *same = bc_strmap_find(&seen, numbered);
        if (first || same)
            report_twice(c, bc_check_cell(row, t->name), bc_check_cell(first ? first : same, t->name),
                         first ? plain : numbered);
        bc_strmap_put(&seen, plain, (void *)(uintptr_t)row);
        bc_strmap_put(&seen, numbered, (void *)(uintptr_t)row);
    }
    bc_strmap_release(&seen);
}

static void run_account_twice(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const bc_check_accounts all = bc_check_accounts_read(c, &c->checks->tables[k]);
        if (all.coded)
            check_codes_twice(c, &all);
        else if (c->checks->tables[k].name >= 0)
            check_names_twice(c, &c->checks->tables[k]);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
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
};
const bc_check_rule_table bc_check_rules_account = { RULES, sizeof RULES / sizeof *RULES };
