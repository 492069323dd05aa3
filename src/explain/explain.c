/* biaoce_explain: each kind of word has one table in the room that owns it; here they are walked one after another. A
 * new kind is a function in WALKS. */
#include "base/arena.h"
#include "base/diag_codes.h"
#include "base/tr.h"
#include "bindery/keys.h"
#include "check/check.h"
#include "engine/call.h"
#include "expr/help.h"
#include "form/keys.h"
#include "intake/intake.h"
#include "publish/publish.h"
#include "template/schema.h"
#include "text/font.h"

#include <string.h>

typedef struct walk {
    bc_str word, folded; /* as given, and in capitals; empty: all */
    const biaoce_explain_options *options;
    bc_engine_call call;
    bc_arena arena;
    bool found;
} walk;

static bool is_meant(const walk *w, const char *name, bool folded)
{
    return !w->word.n || bc_str_is(w->word, name) || (folded && bc_str_is(w->folded, name));
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void tell(walk *w, const biaoce_explanation *one)
{
    biaoce_explanation whole = { .size = sizeof whole,
                                 .kind = one->kind,
                                 .name = one->name,
                                 .what = or_empty(one->what),
                                 .todo = or_empty(one->todo),
                                 .level = or_empty(one->level),
                                 .usage = or_empty(one->usage),
                                 .example = or_empty(one->example),
                                 .within = or_empty(one->within),
                                 .value = or_empty(one->value),
                                 .page = or_empty(one->page) };
    w->found = true;
    if (!bc_engine_call_is_cancelled(&w->call))
        w->options->on_explanation(w->call.callbacks.context, &whole);
}

static void walk_codes(walk *w)
{
    for (size_t i = 0; i < bc_diag_code_count; i++) {
        const bc_diag_code *code = &bc_diag_codes[i];
        if (is_meant(w, code->code, true))
            tell(w, &(biaoce_explanation){ .kind = "diagnostic",
                                           .name = code->code,
                                           .what = bc_tr(code->what),
                                           .todo = bc_tr(code->todo),
                                           .level = bc_diag_severity_name(bc_diag_code_severity(code)),
                                           .example = bc_diag_code_example(code),
                                           .page = "docs/diagnostics.md" });
    }
}

static const char *list_names(walk *w, const bc_keys_key *keys)
{
    bc_buf out;
    bc_buf_init(&out);
    for (; keys && keys->name; keys++)
        bc_buf_printf(&out, "%s%s", out.n ? ", " : "", keys->name);
    const char *list = bc_arena_str(&w->arena, bc_buf_str(&out)).p;
    bc_buf_release(&out);
    return list;
}

/* Each rule has a heading of its own. */
static const char *rule_page(walk *w, const char *code)
{
    char *page = bc_arena_alloc(&w->arena, sizeof "docs/rules.md#" + strlen(code));
    char *end = stpcpy(page, "docs/rules.md#");
    for (const char *p = code; *p; p++)
        *end++ = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    *end = '\0';
    return page;
}

static void walk_rules(walk *w)
{
    bc_check_rule_info rule;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++)
        if (is_meant(w, rule.code, true))
            tell(w, &(biaoce_explanation){ .kind = "rule",
                                           .name = rule.code,
                                           .what = rule.summary,
                                           .level = bc_diag_severity_name(rule.level),
                                           .usage = list_names(w, rule.parameters),
                                           .page = rule_page(w, rule.code) });
}

static void walk_functions(walk *w)
{
    bc_expr_help help;
    for (size_t i = 0; bc_expr_help_at(i, &help); i++)
        if (is_meant(w, help.name, false))
            tell(w, &(biaoce_explanation){ .kind = "function",
                                           .name = help.name,
                                           .what = help.what,
                                           .usage = help.usage,
                                           .example = help.example,
                                           .page = "docs/expressions.md" });
}

/* The keys of one kind of file. */
typedef struct key_walk {
    walk *walk;
    const char *kind, *page;
} key_walk;

static void tell_key(void *context, const bc_template_key *key)
{
    const key_walk *k = context;
    tell(k->walk, &(biaoce_explanation){ .kind = k->kind,
                                         .name = key->name,
                                         .what = key->help,
                                         .within = key->construct,
                                         .value = key->type,
                                         .page = k->page });
}

static void walk_key_set(walk *w, const bc_keys_set *set, const char *kind, const char *page)
{
    bc_template_key_help(set, w->word, tell_key, &(key_walk){ w, kind, page });
}

static void walk_keys(walk *w)
{
    bc_keys_set rules = bc_check_rule_keys(&w->arena);
    walk_key_set(w, &bc_form_keys, "key", "docs/template-language.md");
    walk_key_set(w, &rules, "key", "docs/rules.md");
    walk_key_set(w, &bc_book_keys, "book-key", "docs/books.md");
    walk_key_set(w, &bc_intake_mapping_keys, "mapping-key", "docs/sources.md");
    walk_key_set(w, &bc_publish_keys, "profile-key", "docs/publishing.md");
    walk_key_set(w, &bc_font_settings, "font-key", "docs/fonts.md");
}

static bc_str in_capitals(bc_arena *arena, bc_str word)
{
    char *folded = bc_arena_alloc(arena, word.n + 1);
    for (size_t i = 0; i < word.n; i++)
        folded[i] = word.p[i] >= 'a' && word.p[i] <= 'z' ? (char)(word.p[i] - 32) : word.p[i];
    return (bc_str){ folded, word.n };
}

biaoce_status biaoce_explain(const biaoce_explain_options *given)
{
    static void (*const WALKS[])(walk * w) = { walk_codes, walk_rules, walk_functions, walk_keys };
    biaoce_explain_options options = { 0 };
    walk w = { .options = &options };
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_explanation || (options.word && !*options.word) ||
        !bc_engine_call_begin_alone(&w.call, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    w.word = bc_str_from(options.word);
    w.folded = in_capitals(&w.arena, w.word);
    for (size_t i = 0; i < sizeof WALKS / sizeof *WALKS; i++)
        WALKS[i](&w);
    bc_arena_release(&w.arena);
    return !w.found ? BIAOCE_USAGE : bc_engine_call_is_cancelled(&w.call) ? BIAOCE_IO : BIAOCE_OK;
}
