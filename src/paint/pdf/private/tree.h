/* The two trees by which readers find structure elements: by the marks of pages, and by their IDs. */
#ifndef BC_PAINT_PDF_PRIVATE_TREE_H
#define BC_PAINT_PDF_PRIVATE_TREE_H

#include "paint/pdf/private/object.h"

enum {
    BC_PDF_LEAF = 64,       /* pages, or IDs, in a leaf */
    BC_PDF_ONE = UINT32_MAX /* instead of how many marks: a link, which has one owner and no list */
};

typedef struct bc_pdf_leaf {
    bc_pdf_ref ref;
    uint32_t low, high; /* its keys; of IDs the objects that they are of */
} bc_pdf_leaf;

/* Appends the entries of a leaf: `n` pages from leaf->low on, which have so many marks each, and the elements that
 * these belong to, as numbers to which `first` is added. */
bc_pdf_family bc_pdf_put_parents(bc_buf *out, const bc_pdf_leaf *leaf, const uint32_t *marks, size_t n,
                                 const uint32_t *owners, bc_pdf_ref first);
/* And those of one whose IDs are of these objects, in ascending order. */
void bc_pdf_put_ids(bc_buf *out, const uint32_t *ids, size_t n, bc_pdf_ref first);
/* Defines what stands above the leaves, which ascend, and returns the root. */
bc_pdf_ref bc_pdf_define_tree(bc_pdf_file *file, const bc_pdf_leaf *leaves, size_t n, bool ids);

#endif
