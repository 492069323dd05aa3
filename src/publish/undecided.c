/* Fields that nobody has thought of. A profile knows private fields by their types and by the ends of their labels;
 * what is called otherwise, such as 联系人及电话, is published as it stands but for what is seen by its shape. So
 * whoever writes a template, or an office its profile, is told of fields that sound private and are not decided about.
 */
#include "publish/private/profile.h"

#include "base/tr.h"

enum { MAX_DEPTH = 16 };

typedef struct look {
    const bc_publish_profile *profile;
    const bc_form *form;
    const bc_form_words *words;
    bc_arena arena;
    bc_diag_list *diags;
} look;

/* Texts, whatever they mean; amounts, dates and choices are nobody's. */
static bool holds_words(const bc_form_field *field)
{
    const bc_form_field_type type = field->type == BC_FIELD_LIST && !field->child_count ? field->element : field->type;
    return type == BC_FIELD_TEXT || type == BC_FIELD_PROSE || type == BC_FIELD_CODE || type == BC_FIELD_PERSON ||
           type == BC_FIELD_PHONE;
}

/* A word in letters is a part of a key by itself: `phone` of contact-phone, but not of telephone. */
static bool is_part_of_key(bc_str key, bc_str word)
{
    for (size_t at = bc_str_find(key, word, 0); at != SIZE_MAX; at = bc_str_find(key, word, at + 1))
        if ((at == 0 || key.p[at - 1] == '-') && (at + word.n == key.n || key.p[at + word.n] == '-'))
            return true;
    return false;
}

/* The word by which it sounds private; empty: it does not. */
static bc_str word_of(const look *l, const bc_form_field *field)
{
    for (uint32_t i = 0; i < l->words->n; i++) {
        const bc_str word = l->words->at[i];
        const bool letters = word.n && (unsigned char)word.p[0] < 0x80;
        if (word.n && (letters ? is_part_of_key(field->key, word) : bc_str_find(field->label, word, 0) != SIZE_MAX))
            return word;
    }
    return (bc_str){ 0 };
}

static void report(look *l, const bc_form_field *field, bc_str word)
{
    bc_diag_add(
        l->diags, BC_DIAG_NOTE, "N566", field->mark,
        bc_tr("`%.*s` may hold what is private (%.*s), and neither template nor profile says whether it is published"),
        BC_STR_ARG(field->label), BC_STR_ARG(word));
    bc_diag_hint(
        l->diags, "%s",
        bc_tr("write `publish: mask` or `publish: keep` at the field, or name it in a profile under `fields:`"));
}

static void look_at(look *l, const bc_form_field *fields, uint32_t n, bc_str above, const bc_publish_policy *around,
                    unsigned depth)
{
    for (uint32_t i = 0; i < n && depth < MAX_DEPTH; i++) {
        const bc_form_field *field = &fields[i];
        const bc_str path =
            above.n ? bc_arena_printf(&l->arena, "%.*s.%.*s", BC_STR_ARG(above), BC_STR_ARG(field->key)) : field->key;
        const bc_publish_policy policy = bc_publish_policy_of(l->profile, l->form, field, path, around);
        const bc_str word = holds_words(field) && !field->computed && !policy.what ? word_of(l, field) : (bc_str){ 0 };
        if (word.n)
            report(l, field, word);
        look_at(l, field->children, field->child_count, path, &policy, depth + 1);
    }
}

void bc_publish_profile_report_undecided(const bc_publish_profile *profile, const bc_form *form, bc_diag_list *diags)
{
    if (!form->words)
        return;
    look l = { .profile = profile, .form = form, .words = &form->words[BC_WORDS_PRIVATE_FIELDS], .diags = diags };
    look_at(&l, form->fields.at, form->fields.n, (bc_str){ 0 }, NULL, 0);
    bc_arena_release(&l.arena);
}
