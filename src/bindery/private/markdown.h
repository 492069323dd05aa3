/* Prose in a small subset of Markdown: headings, paragraphs, lists, strong and emphasised words. */
#ifndef BC_BINDERY_PRIVATE_MARKDOWN_H
#define BC_BINDERY_PRIVATE_MARKDOWN_H

#include "base/diag.h"

typedef enum bc_book_prose_kind { BC_PROSE_HEADING, BC_PROSE_PARA, BC_PROSE_ITEM } bc_book_prose_kind;

/* Bytes of a piece's text. */
typedef struct bc_book_prose_span {
    uint32_t from, to;
    bool strong; /* else emphasised */
} bc_book_prose_span;

typedef struct bc_book_prose_piece {
    bc_book_prose_kind kind;
    uint32_t line, column; /* in the prose, where its words begin */
    unsigned level;        /* of a heading, from 1; of an item's list, from 1 */
    bc_str text;           /* an item's begins with its number or bullet */
    const bc_book_prose_span *spans;
    uint32_t span_count;
} bc_book_prose_piece;

typedef struct bc_book_prose {
    const bc_book_prose_piece *at;
    uint32_t n;
} bc_book_prose;

/* Reports what the subset does not have (tables, pictures, footnotes, links, code, quotations, HTML) as E613, each at
 * its place in the source, or at `at` when that has a line: for text that stands in the book file. True: all is well;
 * what is no reference to a page and looks like one is a warning. */
bool bc_book_markdown_check(const bc_diag_source *source, bc_diag_mark at, bc_diag_list *diags);
/* Reads the text, which was checked, into `arena`. */
bc_book_prose bc_book_markdown_read(bc_arena *arena, const bc_diag_source *source);

#endif
