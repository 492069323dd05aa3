/* People write labels as they remember them from paper. Names are folded before they are compared: width of brackets,
 * blanks, a colon behind, 其中 in front. The same folding is also written as a regular expression, so that editors with
 * a JSON Schema take what binding takes. */
#include "form/names.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *wide, *narrow;
} FOLDED[] = { { "（", "(" }, { "）", ")" }, { "：", ":" }, { "％", "%" }, { "　", "" }, { " ", "" }, { "\t", "" } };

static bc_str without_prefix(bc_str name)
{
    static const char *const PREFIXES[] = { "其中：", "其中:", "其中" };
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        bc_str prefix = bc_str_from(PREFIXES[i]);
        if (bc_str_starts(name, prefix))
            return bc_str_slice(name, prefix.n, name.n);
    }
    return name;
}

/* How many bytes at the beginning of `rest` are written in another way when folded; 0: none. */
static size_t find_folded(bc_str rest, const char **narrow)
{
    /* The first bytes of FOLDED: nearly all others are done with here. */
    unsigned char first = (unsigned char)rest.p[0];
    if (first != 0xEF && first != 0xE3 && first != ' ' && first != '\t')
        return 0;
    for (size_t i = 0; i < sizeof FOLDED / sizeof *FOLDED; i++) {
        bc_str wide = bc_str_from(FOLDED[i].wide);
        *narrow = FOLDED[i].narrow;
        if (bc_str_starts(rest, wide))
            return wide.n;
    }
    return 0;
}

static bc_str without_colon(bc_str name)
{
    while (name.n && name.p[name.n - 1] == ':')
        name.n--;
    return name;
}

/* Into the buffer, from where the name is first written in another way; what lies before that is never copied when it
 * is all there is. Lends the name or the buffer. */
static bc_str fold_name(bc_str name, bc_buf *out)
{
    size_t copied = 0;
    name = without_prefix(name);
    for (size_t at = 0; at < name.n;) {
        const char *narrow;
        size_t taken = find_folded(bc_str_slice(name, at, name.n), &narrow);
        if (taken) {
            bc_buf_add_str(out, bc_str_slice(name, copied, at));
            bc_buf_add_text(out, narrow);
            copied = at + taken;
        }
        at += taken ? taken : 1;
    }
    if (!copied)
        return without_colon(name);
    bc_buf_add_str(out, bc_str_slice(name, copied, name.n));
    return without_colon(bc_buf_str(out));
}

static bc_str without_bracket(bc_str name)
{
    if (!bc_str_ends(name, BC_STR(")")))
        return name;
    size_t open = bc_str_find(name, BC_STR("("), 0);
    return open != SIZE_MAX && open > 0 ? bc_str_slice(name, 0, open) : name;
}

bc_form_name bc_form_name_of(bc_arena *arena, bc_str written)
{
    bc_buf buf;
    bc_buf_init(&buf);
    bc_form_name name = { .written = written, .folded = fold_name(written, &buf) };
    if (buf.n)
        name.folded = bc_arena_str(arena, name.folded);
    name.bare = without_bracket(name.folded);
    bc_buf_release(&buf);
    return name;
}

const bc_form_name *bc_form_names_fold(bc_arena *arena, const bc_str *written, uint32_t n)
{
    bc_form_name *names = n ? BC_NEW_ARRAY(arena, bc_form_name, n) : NULL;
    for (uint32_t i = 0; i < n; i++)
        names[i] = bc_form_name_of(arena, written[i]);
    return names;
}

bc_form_likeness bc_form_names_compare(const bc_form_name *a, const bc_form_name *b)
{
    if (bc_str_eq(a->written, b->written))
        return BC_NAMES_SAME;
    if (!a->folded.n)
        return BC_NAMES_DIFFER;
    if (bc_str_eq(a->folded, b->folded))
        return BC_NAMES_FOLDED;
    bool alike = bc_str_eq(a->bare, b->folded) || bc_str_eq(a->folded, b->bare);
    return alike ? BC_NAMES_ALIKE : BC_NAMES_DIFFER;
}

bool bc_form_names_agree(bc_str a, bc_str b)
{
    bc_buf x, y;
    bc_buf_init(&x);
    bc_buf_init(&y);
    bc_str p = fold_name(a, &x), q = fold_name(b, &y);
    bc_form_name one = { a, p, without_bracket(p) }, other = { b, q, without_bracket(q) };
    bc_form_likeness likeness = bc_form_names_compare(&one, &other);
    bc_buf_release(&x);
    bc_buf_release(&y);
    return likeness != BC_NAMES_DIFFER;
}

static void add_pattern_character(uint32_t c, bc_buf *out)
{
    if (c == ':' || c == '%' || c == '(' || c == ')') {
        static const char *const BOTH[] = { "[:：]", "[%％]", "[(（]", "[)）]" };
        bc_buf_add_text(out, BOTH[strchr(":%()", (int)c) - ":%()"]);
        return;
    }
    if (c < 0x80 && strchr("\\^$.|?*+[]{}", (int)c))
        bc_buf_add_char(out, '\\');
    bc_buf_add_utf8(out, c);
}

void bc_form_names_pattern(bc_str name, bc_buf *out)
{
    static const char BLANKS[] = "[ \t　]*";
    bc_buf folded;
    bc_buf_init(&folded);
    bc_str base = without_bracket(fold_name(name, &folded));
    bc_buf_printf(out, "^(其中[:：]?)?%s", BLANKS);
    for (size_t at = 0; at < base.n;) {
        add_pattern_character(bc_utf8_next(base, &at), out);
        bc_buf_add_text(out, BLANKS);
    }
    bc_buf_add_text(out, "([(（].*[)）])?[ \t　:：]*$");
    bc_buf_release(&folded);
}

static bc_str without_end(const bc_form_words *ends, bc_str name)
{
    name = bc_str_trim(name);
    int end = bc_form_words_longest_end(ends, name);
    size_t n = end < 0 ? 0 : ends->at[end].n;
    return name.n > n ? bc_str_slice(name, 0, name.n - n) : name;
}

bool bc_form_category_names_agree(const bc_form_words *ends, bc_str a, bc_str b)
{
    return bc_form_names_agree(without_end(ends, a), without_end(ends, b));
}
