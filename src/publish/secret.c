/* Markings of what is classified: 密级：机密, 机密★1年, or a word that stands nowhere else. 商业秘密 and 保密工作 are
 * things that any form may speak of. */
#include "publish/private/masker.h"

static bool is_star(uint32_t c)
{
    return c == 0x2605 || c == 0x2606 || c == '*' || c == 0x2B50 || c == 0x272D;
}

static bool is_open(const bc_publish_masker *masker, const bc_publish_text *text, size_t from)
{
    const bc_publish_words *open = &masker->profile->secrets[BC_SECRET_OPEN];
    bool signs = true;
    for (uint32_t i = 0; i < open->n; i++)
        if (bc_publish_text_has(text, from, open->at[i]))
            return true;
    for (size_t i = from; i < text->at.n; i++)
        signs = signs && !text->at.at[i].han && !text->at.at[i].letter;
    return signs; /* a dash, or nothing */
}

/* A field that says it: whatever it says that is not known to be open. */
static bool is_told(const bc_publish_masker *masker, bc_str label)
{
    const bc_publish_words *fields = &masker->profile->secrets[BC_SECRET_FIELDS];
    for (uint32_t i = 0; i < fields->n; i++)
        if (bc_str_find(label, fields->at[i], 0) != SIZE_MAX)
            return true;
    return false;
}

/* 密级：机密 in running text. */
static bool is_told_in_text(const bc_publish_masker *masker, const bc_publish_text *text, size_t at)
{
    const bc_publish_words *fields = &masker->profile->secrets[BC_SECRET_FIELDS];
    const size_t front = at > 0 && text->at.at[at - 1].c == ':' ? at - 1 : at;
    return bc_publish_text_behind(text, front, fields);
}

bool bc_publish_is_secret(bc_publish_masker *masker, bc_str label, bc_str whole)
{
    bc_publish_text *text = &masker->text;
    const bc_publish_words *marks = &masker->profile->secrets[BC_SECRET_MARKS];
    bc_publish_text_read(text, whole);
    if (!text->at.n)
        return false;
    if (label.n && is_told(masker, label))
        return !is_open(masker, text, 0);
    for (size_t i = 0; i < text->at.n; i++) {
        if (bc_publish_text_before(text, i, &masker->profile->secrets[BC_SECRET_WORDS]))
            return true;
        for (uint32_t k = 0; k < marks->n; k++) {
            const size_t n = bc_publish_text_has(text, i, marks->at[k]);
            if (n && (n == text->at.n || (i + n < text->at.n && is_star(text->at.at[i + n].c)) ||
                      is_told_in_text(masker, text, i)))
                return true;
        }
    }
    return false;
}
