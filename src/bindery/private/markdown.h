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
    unsigned level; /* of a heading, from 1; of an item's list, from 1 */
    bc_str text;    /* an item's begins with its number or bullet */
    const bc_book_prose_span *spans;
    uint32_t span_count;
} bc_book_prose_piece;

typedef struct bc_book_prose {
    const bc_book_prose_piece *at;
    uint32_t n;
} bc_book_prose;

/* Reads the text into `arena`. What the subset does not have (code, pictures) is printed as its words and
 * reported once (W602). */
bc_book_prose bc_book_markdown_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags);

#endif
