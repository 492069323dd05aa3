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

bool bc_form_attr_bool(const bc_node *map, const char *key, bool fallback, bc_diag_list *diags)
{
    static const char *const WORDS[] = { "false", "true", "no", "yes", "否", "是", NULL };
    int index = bc_form_attr_word(map, key, WORDS, fallback ? 1 : 0, diags);
    return index % 2 != 0;
}

int64_t bc_form_attr_int(const bc_node *map, const char *key, int64_t fallback, int64_t least, int64_t most,
                         bc_diag_list *diags)
{
    const bc_node *value = bc_node_find(map, key);
    if (!value || value->kind == BC_NODE_NULL)
        return fallback;
    bc_str text = bc_node_text(value);
    int64_t number = 0;
    bool good = text.n > 0 && text.n < 10;
    for (size_t i = 0; good && i < text.n; i++) {
        good = text.p[i] >= '0' && text.p[i] <= '9';
        number = number * 10 + (text.p[i] - '0');
    }
    if (good && number >= least && number <= most)
        return number;
    bc_diag_add(diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("`%s` takes a whole number from %lld to %lld"), key,
                (long long)least, (long long)most);
    return fallback;
}

bc_str bc_form_attr_text(const bc_node *map, const char *key, bc_diag_list *diags)
{
    const bc_node *value = bc_node_find(map, key);
    if (value && (value->kind == BC_NODE_LIST || value->kind == BC_NODE_MAP))
        bc_diag_add(diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("`%s` takes a text, not %s"), key,
                    bc_node_kind_name(value->kind));
    return bc_node_text(value);
}

uint32_t bc_form_attr_texts(bc_arena *arena, const bc_node *map, const char *key, bc_diag_list *diags,
                            const bc_str **out)
{
    const bc_node *value = bc_node_find(map, key);
    uint32_t n = bc_node_elements(value), kept = 0;
    bc_str *texts = BC_NEW_ARRAY(arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *element = bc_node_element(value, i);
        if (element->kind == BC_NODE_TEXT)
            texts[kept++] = element->as.text;
        else
            bc_diag_add(diags, BC_DIAG_ERROR, "E303", element->mark, bc_tr("`%s` takes texts, not %s"), key,
                        bc_node_kind_name(element->kind));
    }
    *out = texts;
    return kept;
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

int bc_form_attr_word(const bc_node *map, const char *key, const char *const *words, int fallback, bc_diag_list *diags)
{
    return bc_form_word_index(bc_node_find(map, key), words, fallback, diags);
}
