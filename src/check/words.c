/* Lists of words out of a template, read once and kept as slices: a rule asks for a list by its number. */
#include "check/private/words.h"

#include "base/tr.h"

#include <string.h>

static const char *const NAMES[BC_WORD_LISTS] = {
    [BC_WORDS_REMNANTS] = "remnants",     [BC_WORDS_NUMBERED] = "numbered-remnants",
    [BC_WORDS_DEADLINES] = "deadlines",   [BC_WORDS_ENDINGS] = "endings",
    [BC_WORDS_WHOLES] = "wholes",         [BC_WORDS_COSTS] = "costs",
    [BC_WORDS_COST_RATES] = "cost-rates", [BC_WORDS_WEIGHTS] = "weights",
    [BC_WORDS_NO_RATES] = "no-rates",     [BC_WORDS_UNITS] = "units",
    [BC_WORDS_COUNTS] = "counts",         [BC_WORDS_AMOUNTS] = "amounts",
    [BC_WORDS_GROWTH] = "growth",         [BC_WORDS_BETTER_FEW] = "better-few",
    [BC_WORDS_RATES] = "rates",
};

const char *bc_check_words_name(bc_check_word_list list)
{
    return NAMES[list];
}

static void report_unknown(const bc_node_member *member, bc_diag_list *diags)
{
    bc_str names[BC_WORD_LISTS];
    for (size_t i = 0; i < BC_WORD_LISTS; i++)
        names[i] = bc_str_from(NAMES[i]);
    bc_diag_add(diags, BC_DIAG_ERROR, "E302", member->key_mark, bc_tr("no rule reads words called `%.*s`"),
                BC_STR_ARG(member->key));
    bc_str near = bc_diag_nearest(member->key, names, BC_WORD_LISTS);
    if (near.n)
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

static void take_list(bc_arena *arena, const bc_node *value, bc_check_words *out, bc_diag_list *diags)
{
    uint32_t n = bc_node_elements(value);
    bc_str *words = BC_NEW_ARRAY(arena, bc_str, n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *element = bc_node_element(value, i);
        words[kept] = bc_node_text(element);
        if (words[kept].n)
            kept++;
        else
            bc_diag_add(diags, BC_DIAG_ERROR, "E303", element->mark, bc_tr("a word is a text, not %s"),
                        bc_node_kind_name(element->kind));
    }
    *out = (bc_check_words){ words, kept };
}

void bc_check_words_compile(bc_arena *arena, const bc_form *form, bc_check_words *lists, bc_diag_list *diags)
{
    const bc_node *map = form->words;
    for (uint32_t i = 0; map && i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        size_t k = 0;
        while (k < BC_WORD_LISTS && !bc_str_is(member->key, NAMES[k]))
            k++;
        if (k < BC_WORD_LISTS)
            take_list(arena, member->value, &lists[k], diags);
        else
            report_unknown(member, diags);
    }
}

bool bc_check_words_in(bc_check_words words, bc_str text)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (words.at[i].n <= text.n && memmem(text.p, text.n, words.at[i].p, words.at[i].n))
            return true;
    return false;
}

bool bc_check_words_begin(bc_check_words words, bc_str text)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (bc_str_starts(text, words.at[i]))
            return true;
    return false;
}

bool bc_check_words_end(bc_check_words words, bc_str text)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (bc_str_ends(text, words.at[i]))
            return true;
    return false;
}

bool bc_check_words_are(bc_check_words words, bc_str text)
{
    for (uint32_t i = 0; i < words.n; i++)
        if (bc_str_eq(text, words.at[i]))
            return true;
    return false;
}
