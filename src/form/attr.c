/* Words and keys for which there is no table of keys, reported as such tables do it: with the nearest word as a hint,
 * or with all of them when none is near. */
#include "form/attr.h"

#include "base/tr.h"

static size_t count_words(const char *const *words)
{
    size_t n = 0;
    while (words[n])
        n++;
    return n;
}

/* Adds "did you mean" or the list of what is known to the last diagnostic. */
static void hint_words(bc_str name, const char *const *words, bc_diag_list *diags)
{
    enum { MOST = 64 };
    bc_str names[MOST] = { 0 };
    size_t n = count_words(words);
    if (n > MOST)
        n = MOST;
    for (size_t i = 0; i < n; i++)
        names[i] = bc_str_from(words[i]);
    bc_str near = bc_diag_nearest(name, names, n);
    if (near.n) {
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
        return;
    }
    bc_buf list;
    bc_buf_init(&list);
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_text(&list, i ? ", " : "");
        bc_buf_add_text(&list, words[i]);
    }
    bc_diag_hint(diags, bc_tr("known here: %s"), list.p);
    bc_buf_release(&list);
}

bool bc_form_attr_check(const bc_node *map, const char *const *known, bc_diag_list *diags)
{
    if (!map || map->kind != BC_NODE_MAP) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E301", map ? map->mark : (bc_diag_mark){ 0 },
                    bc_tr("a map was expected here, not %s"), bc_node_kind_name(map ? map->kind : BC_NODE_NULL));
        return false;
    }
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        bool found = false;
        for (size_t k = 0; known[k] && !found; k++)
            found = bc_str_is(member->key, known[k]);
        if (found)
            continue;
        bc_diag_add(diags, BC_DIAG_ERROR, "E302", member->key_mark, bc_tr("`%.*s` is not known here"),
                    BC_STR_ARG(member->key));
        hint_words(member->key, known, diags);
    }
    return true;
}

int bc_form_word_index(const bc_node *value, const char *const *words, int fallback, bc_diag_list *diags)
{
    if (!value || value->kind == BC_NODE_NULL)
        return fallback;
    bc_str text = bc_node_text(value);
    for (int i = 0; words[i]; i++)
        if (bc_str_is(text, words[i]))
            return i;
    bc_diag_add(diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("`%.*s` is not one of the words allowed here"),
                BC_STR_ARG(text));
    hint_words(text, words, diags);
    return fallback;
}
