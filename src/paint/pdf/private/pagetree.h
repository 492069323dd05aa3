/* The tree of pages: leaves are made as pages come, the levels above at the end. */
#ifndef BC_PAINT_PDF_PRIVATE_PAGETREE_H
#define BC_PAINT_PDF_PRIVATE_PAGETREE_H

#include "base/len.h"
#include "base/vec.h"
#include "paint/pdf/private/object.h"

typedef struct bc_pdf_node {
    bc_pdf_ref ref, parent; /* parent 0: the root */
    uint32_t pages;
    BC_VEC(bc_pdf_ref) kids;
} bc_pdf_node;

typedef struct bc_pdf_pagetree {
    BC_VEC(bc_pdf_node) nodes; /* leaves first, then level after level */
} bc_pdf_pagetree;

typedef struct bc_pdf_page_dict {
    bc_len width, height;
    bc_pdf_ref resources;   /* shared by all */
    bc_pdf_ref contents[3]; /* streams, painted in this order; 0: none */
    uint32_t key;           /* of the page's marks in the tree of their parents, from 1; 0: none */
    bool blends;            /* something on it shows through */
    bc_str annotations;     /* what stands between [ and ]; may be empty */
    bool in_rows;           /* they are read row by row, for the file has no structure */
} bc_pdf_page_dict;

/* Defines `page`, which is reserved, as the next page. */
void bc_pdf_pagetree_add(bc_pdf_pagetree *tree, bc_pdf_file *file, bc_pdf_ref page, const bc_pdf_page_dict *dict);
/* Defines all nodes and returns the root. */
bc_pdf_ref bc_pdf_pagetree_define(bc_pdf_pagetree *tree, bc_pdf_file *file);
void bc_pdf_pagetree_release(bc_pdf_pagetree *tree);

#endif
