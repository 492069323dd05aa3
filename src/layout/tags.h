/* What the pieces of pages are, for painters whose formats say it: headings, tables with their heads, figures.
 *
 * Pages come in order. Each gives the elements that are complete with it; what goes on on the next page waits. The
 * pieces of a page that belong together are one mark, numbered from 0 as they are read. */
#ifndef BC_LAYOUT_TAGS_H
#define BC_LAYOUT_TAGS_H

#include "layout/page.h"

typedef enum bc_layout_tag_kind {
    BC_TAG_HEADING,
    BC_TAG_PARAGRAPH,
    BC_TAG_TABLE,
    BC_TAG_TABLE_HEAD,
    BC_TAG_TABLE_BODY,
    BC_TAG_ROW,
    BC_TAG_COLUMN_HEAD,
    BC_TAG_ROW_HEAD,
    BC_TAG_CELL,
    BC_TAG_FIGURE,
    BC_TAG_LIST,
    BC_TAG_ITEM,
    BC_TAG_ITEM_BODY,
    BC_TAG_CONTENTS,
    BC_TAG_ENTRY,
    BC_TAG_REFERENCE,
    BC_TAG_LINK,
    BC_TAG_FORM,   /* a place to be filled in: its kid is a link, `mark` its place among those of the page */
    BC_TAG_SECTION /* made by painters */
} bc_layout_tag_kind;

/* What an element has inside: another, a mark of a page, or one of its links. */
typedef struct bc_layout_tag_kid {
    uint32_t id; /* of the other; 0: it is no element */
    uint32_t page, mark;
    bool link; /* `mark` is its place among the page's links */
} bc_layout_tag_kid;

/* What is drawn: in words, and where, from the page's lower left corner. */
typedef struct bc_layout_tag_figure {
    bc_str alt;
    int64_t left, bottom, right, top;
} bc_layout_tag_figure;

/* An element, complete. */
typedef struct bc_layout_tag {
    bc_layout_tag_kind kind;
    bool many;     /* it is of a table so long that its elements are worth being made alike */
    uint8_t level; /* of a heading, from 1 */
    uint32_t id, parent;
    uint32_t columns, rows; /* that a cell covers */
    const uint32_t *heads;  /* of a cell: ids of the innermost, those of its row first */
    uint32_t head_count;
    const bc_layout_tag_kid *kids;
    uint32_t kid_count;
    bc_layout_tag_figure figure;
} bc_layout_tag;

typedef struct bc_layout_tag_sink {
    uint32_t (*reserve)(void *context); /* a number for a new element, larger than those before */
    void (*define)(void *context, const bc_layout_tag *tag);
    void *context;
} bc_layout_tag_sink;

enum { BC_NO_MARK = UINT32_MAX };

typedef struct bc_layout_tags bc_layout_tags;

/* `parent` is the element that all of the document's blocks belong to, and `level` that of its title. */
bc_layout_tags *bc_layout_tags_new(const bc_layout_tag_sink *sink, uint32_t parent, unsigned level);
/* Forgets all, for another document whose elements belong to the same parent. */
void bc_layout_tags_begin(bc_layout_tags *tags, unsigned level);
void bc_layout_tags_free(bc_layout_tags *tags);
/* The next page; `page` is what its marks will call it. Says of each item to which mark it belongs (BC_NO_MARK: to
 * none), and of each mark to which element; both are lent until the next call. */
typedef struct bc_layout_marks {
    const uint32_t *items;
    const uint32_t *owners;
    uint32_t n;
} bc_layout_marks;
bc_layout_marks bc_layout_tags_page(bc_layout_tags *tags, const bc_layout_page *page, uint32_t number);
/* Ends what is open, and gives the elements below `parent`, in order, when the last page has come. */
const uint32_t *bc_layout_tags_end(bc_layout_tags *tags, uint32_t *n);

#endif
