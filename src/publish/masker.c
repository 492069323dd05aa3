/* A masker, and what it makes of single texts. */
#include "publish/private/masker.h"

#include <string.h>

bc_publish_masker *bc_publish_masker_new(const bc_publish_profile *profile)
{
    bc_publish_masker *masker = bc_mem_alloc(sizeof *masker);
    *masker = (bc_publish_masker){ .profile = profile };
    bc_publish_ends_note(&masker->roles, &profile->lists[BC_PUBLISH_PEOPLE]);
    bc_publish_ends_note(&masker->roles, &profile->lists[BC_PUBLISH_DOERS]);
    bc_publish_ends_note(&masker->titles, &profile->lists[BC_PUBLISH_TITLES]);
    bc_publish_ends_note(&masker->homes, &profile->lists[BC_PUBLISH_HOMES]);
    bc_publish_tokens_clear(masker);
    return masker;
}

void bc_publish_masker_free(bc_publish_masker *masker)
{
    if (!masker)
        return;
    bc_unicode_breaks_free(masker->breaks);
    bc_unicode_variants_release(&masker->variants);
    bc_publish_text_release(&masker->text);
    bc_vec_release(&masker->tokens);
    bc_vec_release(&masker->counts);
    bc_strmap_release(&masker->numbers);
    bc_strmap_release(&masker->learned);
    bc_arena_release(&masker->arena);
    bc_mem_free(masker);
}

void bc_publish_count_add(bc_publish_masker *masker, bc_str field, bc_str rule, const char *done, size_t n)
{
    for (size_t i = 0; i < masker->counts.n; i++) {
        bc_publish_count *count = &masker->counts.at[i];
        if (bc_str_eq(count->field, field) && bc_str_eq(count->rule, rule) && strcmp(count->done, done) == 0) {
            count->n += n;
            return;
        }
    }
    bc_vec_add(&masker->counts, (bc_publish_count){ field, rule, done, n });
}

static void look_for_all(bc_publish_masker *masker, bc_str text, bool shapes, bool code)
{
    bc_publish_text_read(&masker->text, text);
    bc_publish_tokens_find(masker);
    if (!shapes)
        return;
    if (masker->profile->shapes[BC_SHAPE_ADDRESS] && !code)
        bc_publish_homes_find(masker);
    bc_publish_shapes_find(masker, code);
    const size_t known = masker->tokens.n;
    if (masker->profile->shapes[BC_SHAPE_PERSON] && !code)
        bc_publish_people_find(masker);
    if (masker->tokens.n > known) /* the others of its places */
        bc_publish_tokens_find(masker);
}

void bc_publish_learn(bc_publish_masker *masker, bc_str text)
{
    if (!masker->profile->shapes[BC_SHAPE_PERSON])
        return;
    bc_publish_text_read(&masker->text, text);
    bc_publish_people_find(masker);
}

bc_str bc_publish_running(bc_publish_masker *masker, bc_str text, bc_str field, bool shapes, bool code, bc_arena *arena)
{
    look_for_all(masker, text, shapes, code);
    for (size_t i = 0; i < masker->text.spans.n; i++)
        bc_publish_count_add(masker, field, bc_str_from(masker->text.spans.at[i].rule), "masked", 1);
    return bc_publish_text_replaced(&masker->text, arena);
}

bc_str bc_publish_mask_text(bc_publish_masker *masker, bc_str text, bc_arena *arena)
{
    look_for_all(masker, text, true, false);
    return bc_publish_text_replaced(&masker->text, arena);
}

bool bc_publish_is_classified(bc_publish_masker *masker, bc_str text)
{
    return bc_publish_is_secret(masker, (bc_str){ 0 }, text);
}

static bool is_of_person(const bc_form_field *field)
{
    return field->type == BC_FIELD_PERSON || (field->type == BC_FIELD_LIST && field->element == BC_FIELD_PERSON);
}

bool bc_publish_is_person(const bc_publish_masker *masker, const bc_publish_policy *policy)
{
    const bc_form_field *field = policy->field;
    if (policy->what == BC_PUBLISH_SURNAME || (field && is_of_person(field)))
        return true;
    return field && bc_publish_policy_by_label(masker->profile, field->label).what == BC_PUBLISH_SURNAME;
}

/* 138****5678; less of what is shorter. */
static bc_str ends_of(const bc_publish_masker *masker, bc_str value, bc_arena *arena)
{
    enum { MIN_LENGTH = 6, LONG = 11, FRONT = 3, BACK = 4 };
    bc_publish_text text = { 0 };
    bc_publish_text_read(&text, value);
    const size_t n = text.at.n;
    bc_str made = masker->profile->with;
    if (n >= MIN_LENGTH) {
        const size_t front = n >= LONG ? FRONT : 1, back = n >= LONG ? BACK : 2;
        bc_buf out;
        bc_buf_init(&out);
        for (size_t i = 0; i < n; i++)
            bc_buf_add_utf8(&out, i < front || i >= n - back ? text.at.at[i].c : '*');
        made = bc_arena_str(arena, bc_buf_str(&out));
        bc_buf_release(&out);
    }
    bc_publish_text_release(&text);
    return made;
}

bool bc_publish_shows_surname(const bc_publish_masker *masker, const bc_publish_policy *policy)
{
    return policy->what == BC_PUBLISH_SURNAME ||
           (policy->what == BC_PUBLISH_MASK && masker->profile->person == BC_PUBLISH_SURNAME && policy->field &&
            is_of_person(policy->field));
}

bc_str bc_publish_whole(const bc_publish_masker *masker, bc_str text, const bc_publish_policy *policy, bc_arena *arena)
{
    if (bc_publish_shows_surname(masker, policy))
        return bc_publish_person_mask(masker, text, arena);
    return policy->what == BC_PUBLISH_ENDS ? ends_of(masker, text, arena) : masker->profile->with;
}
