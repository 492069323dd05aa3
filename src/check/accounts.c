/* A table is gone through once: a row's code is joined from its columns, and from those of the row before where it
 * leaves them out; then the last row goes first, so that those below a row stand in their order. */
#include "check/private/accounts.h"

#include "base/strmap.h"

bool bc_check_account_are_digits(bc_str text)
{
    return text.n && bc_check_digits_at(text, 0) == text.n;
}

bc_str bc_check_account_own_digits(bc_str written, bc_str before)
{
    return before.n && written.n > before.n && bc_str_starts(written, before)
               ? bc_str_slice(written, before.n, written.n)
               : written;
}

size_t bc_check_account_digits_of(int level)
{
    return level ? BC_CHECK_LEVEL_DIGITS : BC_CHECK_CLASS_DIGITS;
}

/* What the columns of class, section and item say; of those that a row leaves out what the one before said. */
static bc_str joined_code(bc_check *c, const bc_check_table *t, const bc_value *row, bc_str before)
{
    int last = BC_ACCOUNT_LEVELS - 1;
    while (last >= 0 && !bc_check_words_at(row, t->levels[last]).n)
        last--;
    bc_str code = { 0 };
    for (int i = 0; i <= last; i++) {
        bc_str own = bc_check_account_own_digits(bc_check_words_at(row, t->levels[i]), code);
        if (!own.n && before.n >= code.n + bc_check_account_digits_of(i) && bc_str_starts(before, code))
            own = bc_str_slice(before, code.n, code.n + bc_check_account_digits_of(i));
        if (own.n != bc_check_account_digits_of(i) || !bc_check_account_are_digits(own))
            return (bc_str){ 0 };
        code = bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(code), BC_STR_ARG(own));
    }
    return code;
}

static bc_str single_code(bc_str written)
{
    const bool fits = written.n == BC_CHECK_CLASS_DIGITS ||
                      written.n == BC_CHECK_CLASS_DIGITS + BC_CHECK_LEVEL_DIGITS || written.n == BC_CHECK_MAX_DIGITS;
    return fits && bc_check_account_are_digits(written) ? written : (bc_str){ 0 };
}

bool bc_check_account_is_known(const bc_check *c, bc_str code)
{
    const bc_form_words *names = bc_check_words_of(c, BC_WORDS_ACCOUNT_NAMES);
    for (uint32_t i = 0; i < names->n; i++)
        if (bc_str_eq(names->means[i].key, code))
            return true;
    return false;
}

/* Numbers of one column are codes of the classification where most of them begin with a class that is known. */
static bool are_accounts(const bc_check *c, const bc_check_accounts *all)
{
    uint32_t filled = 0, known = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        filled += bc_check_words_at(all->at[i].row, all->table->code).n > 0;
        known +=
            all->at[i].code.n && bc_check_account_is_known(c, bc_str_slice(all->at[i].code, 0, BC_CHECK_CLASS_DIGITS));
    }
    return known > 1 && 2 * known > filled;
}

static void find_above(bc_check_accounts *all)
{
    bc_strmap places = { 0 };
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].code.n && !bc_strmap_find(&places, all->at[i].code))
            bc_strmap_put(&places, all->at[i].code, &all->at[i]);
    for (uint32_t i = all->n; i-- > 0;) {
        bc_check_account *own = &all->at[i], *above = NULL;
        for (size_t n = own->code.n; n > BC_CHECK_CLASS_DIGITS && !above; n -= BC_CHECK_LEVEL_DIGITS)
            above = bc_strmap_find(&places, bc_str_slice(own->code, 0, n - BC_CHECK_LEVEL_DIGITS));
        if (!above)
            continue;
        own->above = (uint32_t)(above - all->at) + 1;
        own->next = above->first;
        above->first = i + 1;
    }
    bc_strmap_release(&places);
}

bc_check_accounts bc_check_accounts_read(bc_check *c, const bc_check_table *t)
{
    const bc_value *list = bc_check_slot_at(c->record, &t->slot);
    bc_check_accounts all = { .table = t };
    const bool split = t->levels[0] >= 0 && t->levels[1] >= 0;
    if (list->type != BC_VALUE_LIST || t->slot.field->tree || (!split && t->code < 0))
        return all;
    all.at = BC_NEW_ARRAY(c->arena, bc_check_account, list->n);
    bc_str before = { 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        if (row->type != BC_VALUE_MAP)
            continue;
        bc_check_account *own = &all.at[all.n++];
        *own = (bc_check_account){ .row = row };
        own->code = split ? joined_code(c, t, row, before) : single_code(bc_check_words_at(row, t->code));
        before = own->code.n ? own->code : before;
        all.coded += own->code.n > 0;
        all.bad |= !own->code.n && bc_check_words_at(row, split ? t->levels[0] : t->code).n;
    }
    if (!split && !are_accounts(c, &all))
        all.n = all.coded = 0;
    find_above(&all);
    return all;
}

bc_str bc_check_accounts_title(bc_check *c, const bc_check_accounts *all, const bc_check_account *own)
{
    const bc_str name = bc_check_words_at(own->row, all->table->name);
    return bc_arena_printf(c->arena, "%.*s%s%.*s", BC_STR_ARG(own->code), own->code.n && name.n ? " " : "",
                           BC_STR_ARG(name));
}

const bc_value *bc_check_accounts_code_cell(const bc_check_accounts *all, const bc_check_account *own)
{
    if (all->table->levels[0] < 0)
        return bc_check_cell(own->row, all->table->code);
    for (int i = BC_ACCOUNT_LEVELS - 1; i >= 0; i--)
        if (bc_check_words_at(own->row, all->table->levels[i]).n)
            return bc_check_cell(own->row, all->table->levels[i]);
    return bc_check_cell(own->row, all->table->name);
}
