/* What documents hold as data beside their pages: records as JSON, and their lists as CSV, attached to a PDF. */
#ifndef BC_ATTACH_ATTACH_H
#define BC_ATTACH_ATTACH_H

#include "form/form.h"
#include "layout/composed.h"
#include "layout/seen.h"
#include "paint/font/glyph_cache.h"
#include "paint/pdf/attachment.h"

/* How much of a record is attached. */
typedef enum bc_attach_extent {
    BC_ATTACH_NOTHING,
    BC_ATTACH_PRINTED, /* the fields whose values its document shows */
    BC_ATTACH_FULL     /* and all others that the form knows */
} bc_attach_extent;

/* The record again, of its bound values: a value that was changed after it was bound is as it is now, and what the form
 * does not know is not in it. Members are called by their keys; it says its form. In `arena`. */
const bc_node *bc_attach_tree(const bc_form *form, const bc_value *bound, bc_layout_seen *seen, bc_attach_extent extent,
                              bc_arena *arena);

/* The attachments of one file. */
typedef struct bc_attach bc_attach;

typedef struct bc_attach_options {
    bc_str name; /* of the file that they go into, without its ending */
    bc_attach_extent extent;
    bool many; /* records of any forms, one behind the other: JSON is a list, and rows say of which record they are */
} bc_attach_options;

/* A record, as bc_attach_tree gave it. */
typedef struct bc_attach_record {
    const bc_form *form;
    const bc_node *tree;
    uint32_t page; /* of the file, from 1: where it begins; 0: the file has no others */
} bc_attach_record;

/* The options are copied. */
bc_attach *bc_attach_new(const bc_attach_options *options);
void bc_attach_free(bc_attach *attach);
/* Of many: each record is first looked at, for only columns that one of them fills are written. */
void bc_attach_look(bc_attach *attach, const bc_attach_record *record, bc_arena *arena);
void bc_attach_add(bc_attach *attach, const bc_attach_record *record, bc_arena *arena);
/* Tables with figures that only the form computes, as they are printed: a row for each of theirs, a column for each of
 * their edges, the text of a cell in the first that it covers. */
void bc_attach_add_tables(bc_attach *attach, const bc_layout_composed *document);
/* The attachments, which are lent. Call once. */
size_t bc_attach_finish(bc_attach *attach, const bc_pdf_attachment **out);

/* A tree in few bytes, in `arena`, to be kept until its place is known; and read again. The cache lends what deflates.
 */
bc_str bc_attach_keep(const bc_node *tree, bc_subset_cache *cache, bc_arena *arena);
const bc_node *bc_attach_kept(bc_str kept, bc_arena *arena);

#endif
