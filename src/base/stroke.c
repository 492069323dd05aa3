/* Lines by their words, a blank between two. Weights have words of their own, too, which say how office programs call
 * the lines that come out of them. */
#include "base/stroke.h"

static const struct {
    const char *name, *chinese;
    bc_stroke stroke;
} WORDS[] = {
    { "solid", "实线", { 0, BC_STROKE_PLAIN } },   { "dashed", "虚线", { 0, BC_STROKE_DASHED } },
    { "dotted", "点线", { 0, BC_STROKE_DOTTED } }, { "double", "双线", { 0, BC_STROKE_DOUBLE } },
    { "thin", "细线", { 500, BC_STROKE_PLAIN } },  { "thick", "粗线", { 1500, BC_STROKE_PLAIN } },
};
enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS, KINDS = 4 };

/* False for what is no word of a line, or says again what has been said. */
static bool read_word(bc_str word, bool *weighed, bool *named, bc_stroke *out)
{
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (!bc_str_is(word, WORDS[i].name) && !bc_str_is(word, WORDS[i].chinese))
            continue;
        bool *said = i < KINDS ? named : weighed;
        if (*said)
            return false;
        *said = true;
        if (i < KINDS)
            out->kind = WORDS[i].stroke.kind;
        else
            out->weight = WORDS[i].stroke.weight;
        return true;
    }
    if (*weighed || !bc_len_parse(word, BC_PT(10), &out->weight))
        return false;
    *weighed = true;
    return true;
}

bool bc_stroke_parse(bc_str text, bc_stroke *out)
{
    bool weighed = false, named = false;
    *out = (bc_stroke){ 0 };
    for (size_t at = 0; at < text.n;) {
        size_t end = bc_str_find(text, BC_STR(" "), at);
        bc_str word = bc_str_slice(text, at, end);
        if (word.n && !read_word(word, &weighed, &named, out))
            return false;
        at = end == SIZE_MAX ? text.n : end + 1;
    }
    return weighed || named;
}
