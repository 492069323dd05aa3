/* Names of persons: how long they are, and what is left of them. */
#include "publish/private/masker.h"

#include "base/utf8.h"

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

/* Characters that stand apart: 陈 晓 燕. */
static bool stands_apart(const bc_publish_text *text, size_t at)
{
    const bc_publish_char *chars = text->at.at;
    return at < text->at.n && chars[at].han && chars[at].gap &&
           (at + 1 >= text->at.n || !chars[at + 1].han || chars[at + 1].gap);
}

size_t bc_publish_spaced_name_to(const bc_publish_masker *masker, const bc_publish_text *text, size_t from)
{
    size_t n = 1;
    while (n <= BC_PUBLISH_MAX_NAME && stands_apart(text, from + n))
        n++;
    if (n < BC_PUBLISH_MAX_NAME)
        return from + n;
    if (bc_publish_surname_at(masker, text, from) == 2)
        return from + BC_PUBLISH_MAX_NAME;
    /* 张 三 李 四, 王 小 明 李 四 */
    const bool pair = bc_publish_surname_at(masker, text, from + 2) && !bc_publish_surname_at(masker, text, from + 3);
    return from + (pair ? 2 : 3);
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

bc_str bc_publish_name_mask(const bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t n,
                            bc_arena *arena)
{
    bc_buf mask;
    bc_buf_init(&mask);
    add_mask(masker, text, from, n, &mask);
    const bc_str made = bc_arena_str(arena, bc_buf_str(&mask));
    bc_buf_release(&mask);
    return made;
}

/* Behind the name that begins there: 张三, 张　三, 陈 晓 燕, 阿依古丽·买买提. */
static size_t name_to(const bc_publish_masker *masker, const bc_publish_text *text, size_t from)
{
    enum { MAX_PARTED = 24 };
    bool parted = false;
    const size_t spaced = bc_publish_spaced_name_to(masker, text, from);
    if (spaced > from + 1)
        return spaced;
    size_t to = from;
    for (; to < text->at.n && (text->at.at[to].han || text->at.at[to].c == 0xB7); to++) {
        parted = parted || text->at.at[to].c == 0xB7;
        if (to > from + 1 && text->at.at[to].gap) /* 张三 李四 */
            break;
    }
    return to - from <= (parted ? (size_t)MAX_PARTED : (size_t)BC_PUBLISH_MAX_NAME) ? to : from;
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
        const size_t to = name_to(masker, text, i);
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
