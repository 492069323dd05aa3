/* Trees of strangers lead back into themselves, list a thousand times what they have once, and are as deep as they
 * like. So all are gone through here, without recursion, and each step of it is counted. */
#include "pdfread/private/file.h"

void bc_pdfread_tree_begin(bc_pdfread_tree *tree, bc_pdfread *file, const bc_pdfread_object *roots)
{
    *tree = (bc_pdfread_tree){ .file = file };
    if (!roots)
        return;
    tree->root = (bc_pdfread_object){ .kind = BC_PDFREAD_ARRAY, .n = 1, .as.items = roots };
    tree->lists[0] = roots->kind == BC_PDFREAD_ARRAY ? roots : &tree->root;
    tree->open = 1;
}

void bc_pdfread_tree_pass(bc_pdfread_tree *tree)
{
    tree->kids = NULL;
}

static void descend(bc_pdfread_tree *tree)
{
    if (!tree->node || !tree->kids)
        return;
    if (tree->open == BC_PDFREAD_MAX_LEVELS) {
        tree->over = true;
        return;
    }
    tree->next[tree->open] = 0;
    tree->lists[tree->open++] = tree->kids;
}

static bool is_above(const bc_pdfread_tree *tree, const bc_pdfread_object *node, unsigned level)
{
    for (unsigned i = 0; i < level; i++)
        if (tree->path[i] == node)
            return true;
    return false;
}

bool bc_pdfread_tree_next(bc_pdfread_tree *tree)
{
    descend(tree);
    while (tree->open) {
        const unsigned level = tree->open - 1;
        const bc_pdfread_object *node = bc_pdfread_next(tree->file, tree->lists[level], &tree->next[level]);
        if (!node)
            tree->open--;
        if (!node || (node->kind != BC_PDFREAD_DICT && node->kind != BC_PDFREAD_STREAM))
            continue;
        if (is_above(tree, node, level) || tree->nodes == BC_PDFREAD_MAX_NODES) {
            tree->over = true;
            tree->open = tree->nodes == BC_PDFREAD_MAX_NODES ? 0 : tree->open;
            continue;
        }
        const bc_pdfread_object *raw = &tree->lists[level]->as.items[tree->next[level] - 1],
                                *kids = bc_pdfread_find(tree->file, node, "Kids");
        tree->nodes++;
        tree->node = tree->path[level] = node;
        tree->number = raw->kind == BC_PDFREAD_REF ? raw->as.ref : 0;
        tree->level = level;
        tree->kids = kids->kind == BC_PDFREAD_ARRAY ? kids : NULL;
        return true;
    }
    tree->node = NULL;
    return false;
}
