/* Profiles. What a file says goes before what it builds on, and what it says of a field by its path before everything
 * else: before the template, before words of labels, before types. */
#include "publish/private/profile.h"

#include "base/tr.h"
#include "form/keys.h"

enum { MAX_DEPTH = 16 }; /* of a path */

static const bc_keys_key RULE[] = {
    { "at", "text [text]", bc_tr_mark("fields, by path, key or label") },
    { "do", BC_FORM_PUBLISH_WORDS, bc_tr_mark("what becomes of their values") },
    { "form", "text [text]", bc_tr_mark("of these forms only") },
    { 0 },
};

static const bc_keys_key LABEL[] = {
    { "words", "text [text]", bc_tr_mark("ends of labels") },
    { "do", BC_FORM_PUBLISH_WORDS, bc_tr_mark("what becomes of the values of such fields") },
    { 0 },
};

static const bc_keys_key KINDS[] = {
    { "person", BC_FORM_PUBLISH_WORDS, bc_tr_mark("of fields that hold names of persons") },
    { "phone", BC_FORM_PUBLISH_WORDS, bc_tr_mark("of fields that hold telephone numbers") },
    { 0 },
};

/* In the order of bc_publish_shape. */
static const bc_keys_key SHAPES[] = {
    { "identity", "=keep|mask", bc_tr_mark("numbers of identity cards") },
    { "mobile", "=keep|mask", bc_tr_mark("numbers of mobile telephones") },
    { "landline", "=keep|mask", bc_tr_mark("other telephone numbers") },
    { "account", "=keep|mask", bc_tr_mark("numbers of bank accounts") },
    { "email", "=keep|mask", bc_tr_mark("e-mail addresses") },
    { "person", "=keep|mask", bc_tr_mark("names behind 联系人 and the like") },
    { "address", "=keep|mask", bc_tr_mark("home addresses behind 住址 and the like") },
    { 0 },
};

/* In the order of bc_publish_secret. */
static const bc_keys_key SECRETS[] = {
    { "fields", "[text]", bc_tr_mark("ends of the labels of fields that say whether a record is classified") },
    { "open", "[text]", bc_tr_mark("what stands in such a field when it is not") },
    { "marks", "[text]", bc_tr_mark("words that mark a text as classified, with a star or alone") },
    { "words", "[text]", bc_tr_mark("words that do so wherever they stand") },
    { 0 },
};

/* In the order of bc_publish_list. */
static const bc_keys_key LANGUAGE[] = {
    { "surnames", "[text]", bc_tr_mark("family names, of one character or more") },
    { "no-names", "[text]", bc_tr_mark("what stands in place of a name and is none") },
    { "people", "[text]", bc_tr_mark("in front of a name, with a colon, a blank or nothing between") },
    { "before", "[text]", bc_tr_mark("in front of a name in running text") },
    { "behind", "[text]", bc_tr_mark("behind a name in running text") },
    { "places", "[text]", bc_tr_mark("behind a word that is no name") },
    { "phones", "[text]", bc_tr_mark("in front of a telephone number") },
    { "accounts", "[text]", bc_tr_mark("in front of the number of a bank account") },
    { "codes", "[text]", bc_tr_mark("in front of figures that are no person's") },
    { "doers", "[text]", bc_tr_mark("in front of a colon or blank and a name") },
    { "links", "[text]", bc_tr_mark("between such a word and the name") },
    { "offices", "[text]", bc_tr_mark("ends of offices, behind which a name stands") },
    { "given", "[text]", bc_tr_mark("characters of given names that make a name of what may be a word") },
    { "doubtful", "[text]", bc_tr_mark("family names that are common words, too") },
    { "particles", "[text]", bc_tr_mark("characters that do not end a name behind which text goes on") },
    { "sounds", "[text]", bc_tr_mark("characters that write the sounds of names of other languages") },
    { "homes", "[text]", bc_tr_mark("in front of a home address") },
    { "streets", "[text]", bc_tr_mark("what an address has in it") },
    { "titles", "[text]", bc_tr_mark("words in front of which a whole name may stand: 校长") },
    { "place-titles", "[text]", bc_tr_mark("of these, those in front of which a place stands as often: 镇长") },
    { "no-given", "[text]", bc_tr_mark("characters that end no name in front of a title: 副") },
    { 0 },
};

static const bc_keys_key PROFILE[] = {
    { "extends", "=standard|none", bc_tr_mark("what it builds on: the profile of the program, or nothing") },
    { "fields", "[#rule]", bc_tr_mark("fields, and what becomes of their values") },
    { "labels", "[#label]", bc_tr_mark("the same by the ends of their labels") },
    { "kinds", "#kinds", bc_tr_mark("the same by their types") },
    { "shapes", "#shapes", bc_tr_mark("what is found in running text") },
    { "words", "[text]", bc_tr_mark("texts that are masked wherever they stand") },
    { "with", "text", bc_tr_mark("what stands in place of a masked text") },
    { "classified", "#classified", bc_tr_mark("what stops a record from being published") },
    { "language", "#language", bc_tr_mark("words by which texts are understood") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    { .name = "profile", .keys = PROFILE },
    { .name = "rule", .keys = RULE, .need = "at do" },
    { .name = "label", .keys = LABEL, .need = "words do" },
    { .name = "kinds", .keys = KINDS },
    { .name = "shapes", .keys = SHAPES },
    { .name = "classified", .keys = SECRETS },
    { .name = "language", .keys = LANGUAGE },
};

const bc_keys_set bc_publish_keys = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };

bool bc_publish_extends_standard(const bc_node *tree)
{
    return !bc_str_is(bc_keys_text(tree, "extends"), "none");
}

bool bc_publish_words_have(const bc_publish_words *words, bc_str text)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (bc_str_eq(words->at[i], text))
            return true;
    return false;
}

/* The file's own words, with those that are there already behind them. */
static void add_words(bc_arena *arena, const bc_node *map, const char *key, bc_publish_words *words)
{
    const bc_str *own;
    const uint32_t n = bc_keys_texts(arena, map, key, &own);
    bc_str *all = BC_NEW_ARRAY(arena, bc_str, n + words->n);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        if (bc_str_trim(own[i]).n)
            all[count++] = bc_str_trim(own[i]);
    for (uint32_t i = 0; i < words->n; i++)
        all[count++] = words->at[i];
    *words = (bc_publish_words){ all, count };
}

static bc_form_publish what_of(const bc_keys_table *table, const bc_node *map, const char *key, bc_form_publish other)
{
    return (bc_form_publish)(1 + bc_keys_word(table, map, key, (int)other - 1));
}

static void add_rules(bc_arena *arena, const bc_node *list, bc_publish_profile *profile)
{
    BC_VEC(bc_publish_rule) rules = { 0 };
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *spec = bc_node_element(list, i);
        const bc_str *fields, *forms;
        const uint32_t n = bc_keys_texts(arena, spec, "at", &fields), m = bc_keys_texts(arena, spec, "form", &forms);
        const bc_form_publish what =
            what_of(bc_keys_find(&bc_publish_keys, BC_STR("rule")), spec, "do", BC_PUBLISH_MASK);
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t f = 0; f < (m ? m : 1); f++)
                bc_vec_add(&rules, (bc_publish_rule){ .at = bc_str_trim(fields[k]),
                                                      .form = m ? forms[f] : (bc_str){ 0 },
                                                      .what = what,
                                                      .mark = spec->mark });
    }
    for (uint32_t i = 0; i < profile->rule_count; i++)
        bc_vec_add(&rules, profile->rules[i]);
    profile->rules = BC_NEW_COPY(arena, rules.at, rules.n);
    profile->rule_count = (uint32_t)rules.n;
    bc_vec_release(&rules);
}

static void add_labels(bc_arena *arena, const bc_node *list, bc_publish_profile *profile)
{
    BC_VEC(bc_publish_label) labels = { 0 };
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *spec = bc_node_element(list, i);
        const bc_str *words;
        const uint32_t n = bc_keys_texts(arena, spec, "words", &words);
        const bc_form_publish what =
            what_of(bc_keys_find(&bc_publish_keys, BC_STR("label")), spec, "do", BC_PUBLISH_MASK);
        for (uint32_t k = 0; k < n; k++)
            if (bc_str_trim(words[k]).n)
                bc_vec_add(&labels, (bc_publish_label){ bc_str_trim(words[k]), what });
    }
    for (uint32_t i = 0; i < profile->label_count; i++)
        bc_vec_add(&labels, profile->labels[i]);
    profile->labels = BC_NEW_COPY(arena, labels.at, labels.n);
    profile->label_count = (uint32_t)labels.n;
    bc_vec_release(&labels);
}

const bc_publish_profile *bc_publish_profile_compile(bc_arena *arena, const bc_node *tree,
                                                     const bc_publish_profile *base, bc_diag_list *diags)
{
    if (!bc_keys_check(&bc_publish_keys, "#profile", NULL, tree, diags))
        return NULL;
    bc_publish_profile *profile = BC_NEW(arena, bc_publish_profile);
    if (base)
        *profile = *base;
    const bc_node *kinds = bc_node_find(tree, "kinds"), *shapes = bc_node_find(tree, "shapes");
    const bc_keys_table *of_kinds = bc_keys_find(&bc_publish_keys, BC_STR("kinds"));
    add_rules(arena, bc_node_find(tree, "fields"), profile);
    add_labels(arena, bc_node_find(tree, "labels"), profile);
    profile->person = what_of(of_kinds, kinds, "person", profile->person);
    profile->phone = what_of(of_kinds, kinds, "phone", profile->phone);
    for (int i = 0; i < BC_PUBLISH_SHAPES; i++)
        profile->shapes[i] = bc_keys_word(bc_keys_find(&bc_publish_keys, BC_STR("shapes")), shapes, SHAPES[i].name,
                                          profile->shapes[i]) == 1;
    if (bc_node_find(tree, "with"))
        profile->with = bc_keys_text(tree, "with");
    add_words(arena, tree, "words", &profile->words);
    for (int i = 0; i < BC_PUBLISH_SECRETS; i++)
        add_words(arena, bc_node_find(tree, "classified"), SECRETS[i].name, &profile->secrets[i]);
    for (int i = 0; i < BC_PUBLISH_LISTS; i++)
        add_words(arena, bc_node_find(tree, "language"), LANGUAGE[i].name, &profile->lists[i]);
    return profile;
}

/* -- what becomes of a field ---------------------------------------------------------------------------- */

static bool is_of_form(const bc_publish_rule *rule, const bc_form *form)
{
    if (!rule->form.n || bc_str_eq(rule->form, form->id) || bc_str_eq(rule->form, form->name))
        return true;
    for (uint32_t i = 0; i < form->alias_count; i++)
        if (bc_str_eq(rule->form, form->aliases[i]))
            return true;
    return false;
}

static bool names_field(const bc_publish_rule *rule, const bc_form_field *field, bc_str path)
{
    return bc_str_eq(rule->at, path) || bc_str_eq(rule->at, field->key) || bc_form_names_agree(rule->at, field->label);
}

/* A label without what stands in brackets at its end, and a colon. */
static bc_str bare_label(bc_str label)
{
    static const char *const BRACKETS[] = { "（", "(", "：", ":" };
    for (size_t i = 0; i < sizeof BRACKETS / sizeof *BRACKETS; i++) {
        const size_t at = bc_str_find(label, bc_str_from(BRACKETS[i]), 0);
        if (at != SIZE_MAX && at > 0)
            label = bc_str_slice(label, 0, at);
    }
    return bc_str_trim(label);
}

bc_publish_policy bc_publish_policy_by_label(const bc_publish_profile *profile, bc_str label)
{
    const bc_str bare = bare_label(label);
    for (uint32_t i = 0; i < profile->label_count; i++)
        if (bc_str_ends(bare, profile->labels[i].word))
            return (bc_publish_policy){ .what = profile->labels[i].what, .rule = profile->labels[i].word };
    return (bc_publish_policy){ 0 };
}

/* Amounts and shares are nobody's name or number, whatever they are called. */
static bool may_be_private(const bc_form_field *field)
{
    const bc_form_field_type type = field->type == BC_FIELD_LIST && !field->child_count ? field->element : field->type;
    return type != BC_FIELD_MONEY && type != BC_FIELD_PERCENT && type != BC_FIELD_YEAR && type != BC_FIELD_GROUP &&
           type != BC_FIELD_LIST;
}

static bc_form_publish by_type(const bc_publish_profile *profile, const bc_form_field *field)
{
    const bc_form_field_type type = field->type == BC_FIELD_LIST && !field->child_count ? field->element : field->type;
    return type == BC_FIELD_PERSON ? profile->person : type == BC_FIELD_PHONE ? profile->phone : BC_PUBLISH_UNSAID;
}

bc_publish_policy bc_publish_policy_of(const bc_publish_profile *profile, const bc_form *form,
                                       const bc_form_field *field, bc_str path, const bc_publish_policy *around)
{
    bc_publish_policy policy = { .field = field };
    for (uint32_t i = 0; i < profile->rule_count; i++)
        if (is_of_form(&profile->rules[i], form) && names_field(&profile->rules[i], field, path)) {
            policy.what = profile->rules[i].what;
            policy.rule = BC_STR("fields");
            return policy;
        }
    if (field->publish) {
        policy.what = field->publish;
        policy.rule = BC_STR("template");
        return policy;
    }
    if (around && around->what) {
        policy.what = around->what;
        policy.rule = around->rule;
        return policy;
    }
    if (may_be_private(field)) {
        policy = bc_publish_policy_by_label(profile, field->label);
        policy.field = field;
        if (policy.what)
            policy.rule = BC_STR("labels");
    }
    if (!policy.what && (policy.what = by_type(profile, field)))
        policy.rule = BC_STR("kinds");
    return policy;
}

/* -- rules that do nothing ------------------------------------------------------------------------------ */

static bool finds_field(const bc_publish_rule *rule, const bc_form_field *fields, uint32_t n, bc_str above,
                        unsigned depth, bc_arena *arena)
{
    for (uint32_t i = 0; i < n && depth < MAX_DEPTH; i++) {
        const bc_str path =
            above.n ? bc_arena_printf(arena, "%.*s.%.*s", BC_STR_ARG(above), BC_STR_ARG(fields[i].key)) : fields[i].key;
        if (names_field(rule, &fields[i], path) ||
            finds_field(rule, fields[i].children, fields[i].child_count, path, depth + 1, arena))
            return true;
    }
    return false;
}

void bc_publish_profile_explain(const bc_publish_profile *profile, const bc_form *form, bc_diag_list *diags)
{
    bc_arena arena = { 0 };
    for (uint32_t i = 0; i < profile->rule_count; i++) {
        const bc_publish_rule *rule = &profile->rules[i];
        if (!is_of_form(rule, form) || finds_field(rule, form->fields.at, form->fields.n, (bc_str){ 0 }, 0, &arena))
            continue;
        bc_diag_add(diags, rule->form.n ? BC_DIAG_WARNING : BC_DIAG_NOTE, rule->form.n ? "W547" : "N548", rule->mark,
                    bc_tr("the form %.*s has no field `%.*s`: this rule does nothing there"), BC_STR_ARG(form->id),
                    BC_STR_ARG(rule->at));
    }
    bc_arena_release(&arena);
}
