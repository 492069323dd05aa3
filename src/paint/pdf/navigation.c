/* Bookmarks, page labels and links as objects. Labels are written as ranges: one begins only where a reader that
 * counts on would come to another label. */
#include "paint/pdf/private/navigation.h"

#include "paint/pdf/private/syntax.h"
#include "paint/pdf/private/tree.h"

/* -- bookmarks ------------------------------------------------------------------------------------------ */

enum { NONE = -1 };

/* The tree that the levels make. */
typedef struct outline_node {
    int64_t parent, previous, next, first, last;
    uint32_t visible; /* below it, when it is open: those of open ones counted */
} outline_node;

static void link_nodes(const bc_pdf_bookmark *bookmarks, size_t n, outline_node *nodes, outline_node *root)
{
    *root = (outline_node){ NONE, NONE, NONE, NONE, NONE, 0 };
    for (size_t i = 0; i < n; i++) {
        int64_t parent = (int64_t)i - 1;
        while (parent >= 0 && bookmarks[parent].level >= bookmarks[i].level)
            parent = nodes[parent].parent;
        outline_node *above = parent >= 0 ? &nodes[parent] : root;
        nodes[i] = (outline_node){ parent, above->last, NONE, NONE, NONE, 0 };
        if (above->last >= 0)
            nodes[above->last].next = (int64_t)i;
        else
            above->first = (int64_t)i;
        above->last = (int64_t)i;
    }
    for (size_t i = n; i-- > 0;) {
        outline_node *above = nodes[i].parent >= 0 ? &nodes[nodes[i].parent] : root;
        above->visible += 1 + (bookmarks[i].open ? nodes[i].visible : 0);
    }
}

static void put_relative(bc_buf *out, const char *key, int64_t node, const bc_pdf_ref *refs)
{
    if (node >= 0)
        bc_buf_printf(out, "/%s %u 0 R", key, refs[node]);
}

static void put_destination(bc_buf *out, const bc_pdf_volume_pages *page_list, uint32_t page)
{
    if (page >= page_list->n)
        return;
    bc_buf_printf(out, "/Dest[%u 0 R/XYZ 0 ", page_list->refs[page]);
    bc_pdf_put_length(out, page_list->at[page].height);
    bc_buf_add_text(out, " null]");
}

static void define_bookmark(bc_pdf_file *file, const bc_pdf_bookmark *bookmark, const outline_node *node,
                            const bc_pdf_ref *refs, bc_pdf_ref root, bc_pdf_ref own,
                            const bc_pdf_volume_pages *page_list)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "/Title");
    bc_pdf_put_text(&out, bookmark->title);
    bc_buf_printf(&out, "/Parent %u 0 R", node->parent >= 0 ? refs[node->parent] : root);
    put_relative(&out, "Prev", node->previous, refs);
    put_relative(&out, "Next", node->next, refs);
    put_relative(&out, "First", node->first, refs);
    put_relative(&out, "Last", node->last, refs);
    if (node->visible)
        bc_buf_printf(&out, "/Count %s%u", bookmark->open ? "" : "-", node->visible);
    put_destination(&out, page_list, bookmark->page);
    bc_pdf_define(file, own, bc_buf_str(&out));
    bc_buf_release(&out);
}

bc_pdf_ref bc_pdf_define_outline(bc_pdf_file *file, const bc_pdf_bookmark *bookmarks, size_t n,
                                 const bc_pdf_volume_pages *page_list)
{
    if (!n)
        return 0;
    bc_arena arena = { 0 };
    outline_node root, *nodes = BC_NEW_ARRAY(&arena, outline_node, n);
    bc_pdf_ref *refs = BC_NEW_ARRAY(&arena, bc_pdf_ref, n), top = bc_pdf_reserve(file);
    link_nodes(bookmarks, n, nodes, &root);
    for (size_t i = 0; i < n; i++)
        refs[i] = bc_pdf_reserve(file);
    for (size_t i = 0; i < n; i++)
        define_bookmark(file, &bookmarks[i], &nodes[i], refs, top, refs[i], page_list);
    bc_pdf_define(file, top,
                  bc_arena_printf(&arena, "/Type/Outlines/First %u 0 R/Last %u 0 R/Count %u", refs[root.first],
                                  refs[root.last], root.visible));
    bc_arena_release(&arena);
    return top;
}

/* -- labels --------------------------------------------------------------------------------------------- */

/* Whether readers, counting on from the page before, come to this page's label by themselves. */
static bool goes_on(const bc_pdf_volume_page *before, const bc_pdf_volume_page *page)
{
    if (before->numerals != page->numerals || !bc_str_eq(before->prefix, page->prefix))
        return false;
    return page->numerals == BC_PDF_NO_NUMERALS || page->number == before->number + 1;
}

static void put_label(size_t index, const bc_pdf_volume_page *page, bc_buf *out)
{
    static const char *const STYLES[] = { "", "/S/D", "/S/r" };
    bc_buf_printf(out, "%zu<<%s", index, STYLES[page->numerals]);
    if (page->numerals != BC_PDF_NO_NUMERALS && page->number != 1)
        bc_buf_printf(out, "/St %u", page->number);
    if (page->prefix.n) {
        bc_buf_add_text(out, "/P");
        bc_pdf_put_text(out, page->prefix);
    }
    bc_buf_add_text(out, ">>");
}

/* A leaf of labels, each of which begins at one of these pages. */
static bc_pdf_leaf define_labels(bc_pdf_file *file, const bc_pdf_volume_pages *page_list, const uint32_t *labels,
                                 size_t n)
{
    const bc_pdf_leaf leaf = { bc_pdf_reserve(file), labels[0], labels[n - 1] };
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out, "/Limits[%u %u]/Nums[", leaf.low, leaf.high);
    for (size_t i = 0; i < n; i++)
        put_label(labels[i], &page_list->at[labels[i]], &out);
    bc_buf_add_char(&out, ']');
    bc_pdf_define(file, leaf.ref, bc_buf_str(&out));
    bc_buf_release(&out);
    return leaf;
}

void bc_pdf_put_page_labels(bc_pdf_file *file, const bc_pdf_volume_pages *page_list, bc_buf *out)
{
    enum { FEW = 1000 /* PDF 1.4 has arrays of 8,191 at most, and a label takes two */ };
    BC_VEC(uint32_t) labels = { 0 };
    BC_VEC(bc_pdf_leaf) leaves = { 0 };
    for (size_t i = 0; i < page_list->n; i++)
        if (!i || !goes_on(&page_list->at[i - 1], &page_list->at[i]))
            bc_vec_add(&labels, (uint32_t)i);
    if (labels.n <= FEW) {
        bc_buf_add_text(out, "/PageLabels<</Nums[");
        for (size_t i = 0; i < labels.n; i++)
            put_label(labels.at[i], &page_list->at[labels.at[i]], out);
        bc_buf_add_text(out, "]>>");
    } else {
        for (size_t i = 0; i < labels.n; i += FEW)
            bc_vec_add(&leaves, define_labels(file, page_list, &labels.at[i], labels.n - i < FEW ? labels.n - i : FEW));
        bc_buf_printf(out, "/PageLabels %u 0 R", bc_pdf_define_tree(file, leaves.at, leaves.n, false));
    }
    bc_vec_release(&labels);
    bc_vec_release(&leaves);
}

/* -- links ---------------------------------------------------------------------------------------------- */

static void put_rectangle(bc_buf *out, const bc_pdf_volume_page *page, const bc_pdf_link *link)
{
    int64_t left = (int64_t)link->x + page->shift_x, top = (int64_t)page->height - link->y - page->shift_y;
    const int64_t corners[4] = { left, top - link->height, left + link->width, top };
    bc_buf_add_text(out, "/Rect[");
    for (int i = 0; i < 4; i++) {
        bc_buf_add_text(out, i ? " " : "");
        bc_pdf_put_length(out, corners[i]);
    }
    bc_buf_add_char(out, ']');
}

void bc_pdf_put_links(bc_pdf_file *file, const bc_pdf_volume_page *page, const bc_pdf_content *body,
                      const bc_pdf_volume_pages *page_list, bc_buf *out)
{
    const bool tagged = body && body->first_link;
    bc_buf link;
    bc_buf_init(&link);
    for (size_t i = 0; i < page->link_count; i++) {
        bc_buf_clear(&link);
        bc_buf_add_text(&link, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
        put_rectangle(&link, page, &page->links[i]);
        put_destination(&link, page_list, page->links[i].page);
        if (tagged) {
            bc_buf_printf(&link, "/StructParent %u/Contents", (unsigned)(body->first_link_key + i));
            bc_pdf_put_text(&link, page->links[i].text);
        }
        bc_pdf_ref ref = tagged ? body->first_link + (bc_pdf_ref)i : bc_pdf_reserve(file);
        bc_pdf_define(file, ref, bc_buf_str(&link));
        bc_buf_add_text(out, i ? " " : "");
        bc_pdf_put_ref(out, ref);
    }
    bc_buf_release(&link);
}
