/* Names of persons: what is left of them, and where they stand behind words such as 联系人. */
#include "publish/private/masker.h"

#include "base/utf8.h"

enum { MAX_NAME = 4 };

size_t bc_publish_surname_at(const bc_publish_masker *masker, const bc_publish_text *text, size_t at)
{
    const bc_publish_words *surnames = &masker->profile->lists[BC_PUBLISH_SURNAMES];
    size_t longest = 0;
    for (uint32_t i = 0; i < surnames->n; i++) {
        const size_t n = bc_publish_text_has(text, at, surnames->at[i]);
        longest = n > longest ? n : longest;
    }
    return longest;
}

static bool is_between_names(uint32_t c)
{
    return c == 0x3001 || c == ',' || c == ';' || c == '/' || c == '&';
}

/* Adds 张某某 for the name that stands there, which has so many characters. */
static void add_mask(const bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t n, bc_buf *out)
{
    const size_t surname = bc_publish_surname_at(masker, text, from);
    const size_t kept = text->at.at[from].c == 0x67D0 ? 0 : surname && surname < n ? surname : 1; /* 某某 */
    for (size_t i = from; i < from + kept; i++)
        bc_buf_add_utf8(out, text->at.at[i].c);
    bc_buf_add_text(out, "某某");
}

/* Behind the name that begins there: 张三, 张　三, 阿依古丽·买买提. */
static size_t name_to(const bc_publish_text *text, size_t from)
{
    enum { MAX_PARTED = 24 };
    bool parted = false;
    size_t to = from;
    for (; to < text->at.n && (text->at.at[to].han || text->at.at[to].c == 0xB7); to++) {
        parted = parted || text->at.at[to].c == 0xB7;
        if (to > from + 1 && text->at.at[to].gap) /* 张三 李四 */
            break;
    }
    return to - from <= (parted ? (size_t)MAX_PARTED : (size_t)MAX_NAME) ? to : from;
}

/* Names with signs between them and nothing else. */
static bool add_masks(const bc_publish_masker *masker, const bc_publish_text *text, bc_buf *out)
{
    enum { MAX_PARTS = 64 };
    size_t parts = 0;
    for (size_t i = 0; i < text->at.n;) {
        if (is_between_names(text->at.at[i].c)) {
            i++;
            continue;
        }
        const size_t to = name_to(text, i);
        if (to - i < 2 || ++parts > MAX_PARTS)
            return false;
        if (parts > 1)
            bc_buf_add_text(out, "、");
        add_mask(masker, text, i, to - i, out);
        i = to;
    }
    return parts > 0;
}

bc_str bc_publish_person_mask(const bc_publish_masker *masker, bc_str value, bc_arena *arena)
{
    bc_publish_text text = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    bc_publish_text_read(&text, value);
    const bc_str made =
        text.at.n && add_masks(masker, &text, &out) ? bc_arena_str(arena, bc_buf_str(&out)) : masker->profile->with;
    bc_publish_text_release(&text);
    bc_buf_release(&out);
    return made;
}

/* The characters of the name there: it has a family name, and what follows is no part of it. */
static size_t name_at(const bc_publish_masker *masker, const bc_publish_text *text, size_t at)
{
    const size_t surname = at < text->at.n && text->at.at[at].han ? bc_publish_surname_at(masker, text, at) : 0;
    if (!surname)
        return 0;
    for (size_t n = surname + 1; n <= MAX_NAME && at + n <= text->at.n && text->at.at[at + n - 1].han; n++) {
        const size_t to = at + n;
        const bool ends = to == text->at.n || !text->at.at[to].han || (text->at.at[to].gap && n > 1) ||
                          bc_publish_text_before(text, to, &masker->profile->lists[BC_PUBLISH_BEHIND]);
        if (ends)
            return n;
    }
    return 0;
}

static bool is_sign_of_list(uint32_t c)
{
    return c == 0x3001 || c == ',' || c == '/' || c == 0xB7;
}

void bc_publish_people_find(bc_publish_masker *masker)
{
    bc_publish_text *text = &masker->text;
    const bc_publish_words *people = &masker->profile->lists[BC_PUBLISH_PEOPLE];
    for (size_t i = 1; i < text->at.n; i++) {
        size_t at = i;
        const bool colon = text->at.at[i].c == ':';
        if ((!colon && !text->at.at[i].gap) || !bc_publish_text_behind(text, i, people))
            continue;
        at += colon;
        for (size_t n; (n = name_at(masker, text, at)); at++) { /* 张三、李四 */
            bc_buf mask;
            bc_buf_init(&mask);
            add_mask(masker, text, at, n, &mask);
            (void)bc_publish_text_take(text, at, at + n, bc_arena_str(&masker->arena, bc_buf_str(&mask)), "person");
            bc_buf_release(&mask);
            at += n;
            if (at >= text->at.n || !is_sign_of_list(text->at.at[at].c))
                break;
        }
    }
}
