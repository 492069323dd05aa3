/* Number and name trees. Leaves are written where their elements are; the levels above, of 64 a node, when all are
 * there. */
#include "paint/pdf/private/tree.h"

#include "paint/pdf/private/element.h"
#include "paint/pdf/private/syntax.h"

enum { FAN_OUT = 64, LONG = 1000 /* marks, in a leaf that is worth being packed apart */ };

static const uint32_t *put_owners(bc_buf *out, const uint32_t *owners, uint32_t n, bc_pdf_ref first, bool wide)
{
    bc_buf_add_char(out, '[');
    if (wide)
        bc_pdf_align_refs(out);
    for (uint32_t i = 0; i < n; i++, owners++) {
        if (wide) {
            bc_pdf_put_wide_ref(out, *owners + first);
            continue;
        }
        bc_buf_add_text(out, i ? " " : "");
        bc_pdf_put_ref(out, *owners + first);
    }
    bc_buf_add_char(out, ']');
    return owners;
}

bc_pdf_family bc_pdf_put_parents(bc_buf *out, const bc_pdf_leaf *leaf, const uint32_t *marks, size_t n,
                                 const uint32_t *owners, bc_pdf_ref first)
{
    size_t all = 0;
    for (size_t page = 0; page < n; page++)
        all += marks[page] == BC_PDF_ONE ? 1 : marks[page];
    const bool wide = all >= LONG;
    bc_buf_printf(out, "/Limits[%u %u]/Nums[", leaf->low, leaf->high);
    for (size_t page = 0; page < n; page++) {
        bc_buf_add_int(out, (int64_t)(leaf->low + page));
        if (marks[page] != BC_PDF_ONE) {
            owners = put_owners(out, owners, marks[page], first, wide);
            continue;
        }
        bc_buf_add_char(out, ' ');
        bc_pdf_put_ref(out, *owners++ + first);
        bc_buf_add_char(out, ' ');
    }
    bc_buf_add_char(out, ']');
    return wide ? BC_PDF_LISTS : BC_PDF_MIXED;
}

static void put_id_limits(bc_buf *out, bc_pdf_ref low, bc_pdf_ref high)
{
    bc_buf_add_text(out, "/Limits[");
    bc_pdf_put_id(out, low);
    bc_pdf_put_id(out, high);
    bc_buf_add_char(out, ']');
}

void bc_pdf_put_ids(bc_buf *out, const uint32_t *ids, size_t n, bc_pdf_ref first)
{
    put_id_limits(out, ids[0] + first, ids[n - 1] + first);
    bc_buf_add_text(out, "/Names[");
    for (size_t i = 0; i < n; i++) {
        bc_pdf_put_id(out, ids[i] + first);
        bc_pdf_put_ref(out, ids[i] + first);
    }
    bc_buf_add_char(out, ']');
}

static void define_node(bc_pdf_file *file, bc_pdf_ref ref, const bc_pdf_leaf *kids, size_t n, bool ids, bool root)
{
    bc_buf out;
    bc_buf_init(&out);
    if (!root && ids)
        put_id_limits(&out, kids[0].low, kids[n - 1].high);
    else if (!root)
        bc_buf_printf(&out, "/Limits[%u %u]", kids[0].low, kids[n - 1].high);
    bc_buf_add_text(&out, "/Kids[");
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_text(&out, i ? " " : "");
        bc_pdf_put_ref(&out, kids[i].ref);
    }
    bc_buf_add_char(&out, ']');
    bc_pdf_define(file, ref, bc_buf_str(&out));
    bc_buf_release(&out);
}

bc_pdf_ref bc_pdf_define_tree(bc_pdf_file *file, const bc_pdf_leaf *leaves, size_t n, bool ids)
{
    BC_VEC(bc_pdf_leaf) level = { 0 };
    for (size_t i = 0; i < n; i++)
        bc_vec_add(&level, leaves[i]);
    while (level.n > FAN_OUT) {
        size_t above = 0;
        for (size_t from = 0; from < level.n; from += FAN_OUT, above++) {
            const size_t count = level.n - from < FAN_OUT ? level.n - from : FAN_OUT;
            const bc_pdf_leaf node = { bc_pdf_reserve(file), level.at[from].low, level.at[from + count - 1].high };
            define_node(file, node.ref, &level.at[from], count, ids, false);
            level.at[above] = node;
        }
        level.n = above;
    }
    bc_pdf_ref root = bc_pdf_reserve(file);
    define_node(file, root, level.at, level.n, ids, true);
    bc_vec_release(&level);
    return root;
}
