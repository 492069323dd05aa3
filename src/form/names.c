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

static void fold_name(bc_str name, bc_buf *out)
{
    name = without_prefix(name);
    for (size_t at = 0; at < name.n;) {
        bc_str rest = bc_str_slice(name, at, name.n);
        size_t taken = 0;
        for (size_t i = 0; i < sizeof FOLDED / sizeof *FOLDED && !taken; i++) {
            bc_str wide = bc_str_from(FOLDED[i].wide);
            if (bc_str_starts(rest, wide)) {
                bc_buf_add_text(out, FOLDED[i].narrow);
                taken = wide.n;
            }
        }
        if (!taken)
            bc_buf_add_char(out, rest.p[0]);
        at += taken ? taken : 1;
    }
    while (out->n && out->p[out->n - 1] == ':')
        out->n--;
}

static bc_str without_bracket(bc_str name)
{
    if (!bc_str_ends(name, BC_STR(")")))
        return name;
    size_t open = bc_str_find(name, BC_STR("("), 0);
    return open != SIZE_MAX && open > 0 ? bc_str_slice(name, 0, open) : name;
}

bc_form_likeness bc_form_names_compare(bc_str a, bc_str b)
{
    if (bc_str_eq(a, b))
        return BC_NAMES_SAME;
    bc_buf x, y;
    bc_buf_init(&x);
    bc_buf_init(&y);
    fold_name(a, &x);
    fold_name(b, &y);
    bc_str p = bc_buf_str(&x), q = bc_buf_str(&y);
    bc_form_likeness likeness = BC_NAMES_DIFFER;
    if (p.n && bc_str_eq(p, q))
        likeness = BC_NAMES_FOLDED;
    else if (p.n && (bc_str_eq(without_bracket(p), q) || bc_str_eq(p, without_bracket(q))))
        likeness = BC_NAMES_ALIKE;
    bc_buf_release(&x);
    bc_buf_release(&y);
    return likeness;
}

bool bc_form_names_agree(bc_str a, bc_str b)
{
    return bc_form_names_compare(a, b) != BC_NAMES_DIFFER;
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
    fold_name(name, &folded);
    bc_str base = without_bracket(bc_buf_str(&folded));
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
