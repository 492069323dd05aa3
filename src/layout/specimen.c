/* What an empty form will hold. Columns that look at their texts see none in it, only labels; so they are shown figures
 * and words as long as those that are usually written there. */
#include "layout/private/specimen.h"

enum { BYTES = 3, SHORT = 4, USUAL = 12, LONG = 20, PROSE = 48 }; /* of a character; characters */

/* So many characters between which a line may end. */
static bc_str words(size_t n)
{
    static const char WORDS[] =
        "填写的文字填写的文字填写的文字填写的文字填写的文字填写的文字填写的文字填写的文字填写的文字填写的";
    return bc_str_slice((bc_str){ WORDS, sizeof WORDS - 1 }, 0, n * BYTES);
}

static bc_str of_text(const bc_form_field *field)
{
    static const struct {
        bc_form_role role;
        uint8_t characters;
    } roles[] = { { BC_FORM_ROLE_LEVEL1, SHORT },     { BC_FORM_ROLE_LEVEL2, SHORT + 2 },
                  { BC_FORM_ROLE_UNIT, SHORT / 2 },   { BC_FORM_ROLE_NATURE, SHORT / 2 },
                  { BC_FORM_ROLE_DIRECTION, SHORT },  { BC_FORM_ROLE_HALF, SHORT },
                  { BC_FORM_ROLE_EXPLANATION, LONG }, { BC_FORM_ROLE_FORMULA, LONG },
                  { BC_FORM_ROLE_SCORING, LONG } };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (bc_form_field_is(field, roles[i].role))
            return words(roles[i].characters);
    return words(USUAL);
}

static bc_str of_choice(const bc_form_field *field)
{
    bc_str longest = words(1);
    for (uint32_t i = 0; i < field->choice_count; i++)
        if (field->choices[i].n > longest.n)
            longest = field->choices[i];
    return longest;
}

bc_str bc_layout_specimen_of(const bc_layout_composed_cell *cell)
{
    const bc_form_field *field = cell->value.field;
    if (!field && cell->style->text.role != BC_ROLE_NUMBER && cell->series && !cell->value.path.n)
        return words(1); /* of a computed list, such as the figures of an amount in boxes */
    if (!field)          /* computed, or of a list of single values */
        return cell->style->text.role == BC_ROLE_NUMBER ? BC_STR("123,456.78") : words(USUAL);
    switch (field->type == BC_FIELD_LIST ? field->element : field->type) {
    case BC_FIELD_PROSE:
        return words(PROSE);
    case BC_FIELD_MONEY:
        return BC_STR("123,456.78");
    case BC_FIELD_PERCENT:
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
        return BC_STR("12.50");
    case BC_FIELD_YEAR:
        return BC_STR("2025");
    case BC_FIELD_DATE:
        return BC_STR("2025年12月");
    case BC_FIELD_CODE:
        return BC_STR("123456");
    case BC_FIELD_CHOICE:
        return of_choice(field);
    case BC_FIELD_PHONE:
        return BC_STR("01012345678");
    case BC_FIELD_PERSON:
        return words(SHORT - 1);
    case BC_FIELD_TARGET:
        return BC_STR("≥12.5万元");
    case BC_FIELD_TEXT:
    case BC_FIELD_LIST:
    case BC_FIELD_GROUP:
        break;
    }
    return of_text(field);
}
