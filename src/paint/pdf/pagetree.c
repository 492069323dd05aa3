/* The tree of pages, built from below: leaves as they come, then levels of 64 until one node is left. */
#include "paint/pdf/private/pagetree.h"

#include "paint/pdf/private/syntax.h"

enum { FAN_OUT = 64 }; /* so that readers find page 5,000 in three steps */

static bc_pdf_node *leaf_with_room(bc_pdf_pagetree *tree, bc_pdf_file *file)
{
    if (!tree->nodes.n || tree->nodes.at[tree->nodes.n - 1].pages == FAN_OUT)
        bc_vec_add(&tree->nodes, (bc_pdf_node){ .ref = bc_pdf_reserve(file) });
    return &tree->nodes.at[tree->nodes.n - 1];
}

static void put_contents(const bc_pdf_page_dict *dict, bc_buf *out)
{
    enum { STREAMS = sizeof dict->contents / sizeof *dict->contents };
    bc_pdf_ref refs[STREAMS];
    size_t n = 0;
    for (int i = 0; i < STREAMS; i++)
        if (dict->contents[i])
            refs[n++] = dict->contents[i];
    if (n == 1)
        bc_buf_printf(out, "/Contents %u 0 R", refs[0]);
    for (size_t i = 0; n > 1 && i < n; i++)
        bc_buf_printf(out, i ? " %u 0 R" : "/Contents[%u 0 R", refs[i]);
    bc_buf_add_text(out, n > 1 ? "]" : "");
}

void bc_pdf_pagetree_add(bc_pdf_pagetree *tree, bc_pdf_file *file, bc_pdf_ref page, const bc_pdf_page_dict *dict)
{
    bc_pdf_node *leaf = leaf_with_room(tree, file);
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out, "/Type/Page/Parent %u 0 R/MediaBox[0 0 ", leaf->ref);
    bc_pdf_put_length(&out, dict->width);
    bc_buf_add_char(&out, ' ');
    bc_pdf_put_length(&out, dict->height);
    bc_buf_printf(&out, "]/Resources %u 0 R", dict->resources);
    put_contents(dict, &out);
    if (dict->key)
        bc_buf_printf(&out, "/StructParents %u", dict->key - 1);
    if (dict->blends)
        bc_buf_add_text(&out, "/Group<</S/Transparency/CS/DeviceRGB>>");
    if (dict->annotations.n)
        bc_buf_printf(&out, "/Annots[%.*s]/Tabs/%c", BC_STR_ARG(dict->annotations), dict->in_rows ? 'R' : 'S');
    bc_pdf_define(file, page, bc_buf_str(&out));
    bc_buf_release(&out);
    bc_vec_add(&leaf->kids, page);
    leaf->pages++;
}

/* Puts nodes above those from..to, and says how many. */
static size_t put_level(bc_pdf_pagetree *tree, bc_pdf_file *file, size_t from, size_t to)
{
    for (size_t first = from; first < to; first += FAN_OUT) {
        bc_pdf_node node = { .ref = bc_pdf_reserve(file) };
        for (size_t i = first; i < to && i < first + FAN_OUT; i++) {
            bc_pdf_node *kid = &tree->nodes.at[i];
            kid->parent = node.ref;
            node.pages += kid->pages;
            bc_vec_add(&node.kids, kid->ref);
        }
        bc_vec_add(&tree->nodes, node);
    }
    return tree->nodes.n - to;
}

static void define_node(bc_pdf_file *file, const bc_pdf_node *node)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out, "/Type/Pages/Count %u", node->pages);
    if (node->parent)
        bc_buf_printf(&out, "/Parent %u 0 R", node->parent);
    bc_buf_add_text(&out, "/Kids[");
    for (size_t i = 0; i < node->kids.n; i++) {
        bc_buf_add_text(&out, i ? " " : "");
        bc_pdf_put_ref(&out, node->kids.at[i]);
    }
    bc_buf_add_char(&out, ']');
    bc_pdf_define(file, node->ref, bc_buf_str(&out));
    bc_buf_release(&out);
}

bc_pdf_ref bc_pdf_pagetree_define(bc_pdf_pagetree *tree, bc_pdf_file *file)
{
    if (!tree->nodes.n)
        bc_vec_add(&tree->nodes, (bc_pdf_node){ .ref = bc_pdf_reserve(file) });
    size_t from = 0, count = tree->nodes.n;
    while (count > 1) {
        size_t to = from + count;
        count = put_level(tree, file, from, to);
        from = to;
    }
    for (size_t i = 0; i < tree->nodes.n; i++)
        define_node(file, &tree->nodes.at[i]);
    return tree->nodes.at[from].ref;
}

void bc_pdf_pagetree_release(bc_pdf_pagetree *tree)
{
    for (size_t i = 0; i < tree->nodes.n; i++)
        bc_vec_release(&tree->nodes.at[i].kids);
    bc_vec_release(&tree->nodes);
}
