#include "form/names.h"

#include "base/buf.h"

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

bool bc_names_agree(bc_str a, bc_str b)
{
    if (bc_str_eq(a, b))
        return true;
    bc_buf x, y;
    bc_buf_init(&x);
    bc_buf_init(&y);
    fold_name(a, &x);
    fold_name(b, &y);
    bc_str p = bc_buf_str(&x), q = bc_buf_str(&y);
    bool agree = p.n && (bc_str_eq(p, q) || bc_str_eq(without_bracket(p), q) || bc_str_eq(p, without_bracket(q)));
    bc_buf_release(&x);
    bc_buf_release(&y);
    return agree;
}

static bc_str without_indicator(bc_str name)
{
    name = bc_str_trim(name);
    bc_str suffix = BC_STR("指标");
    return bc_str_ends(name, suffix) && name.n > suffix.n ? bc_str_slice(name, 0, name.n - suffix.n) : name;
}

bool bc_category_names_agree(bc_str a, bc_str b)
{
    return bc_names_agree(without_indicator(a), without_indicator(b));
}
