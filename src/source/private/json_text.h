/* JSON's tokens, with their places: strict as RFC 8259, but what people write in JSON's place is known for what it is
 * meant as. */
#ifndef BC_SOURCE_PRIVATE_JSON_TEXT_H
#define BC_SOURCE_PRIVATE_JSON_TEXT_H

#include "source/private/place.h"
#include "source/private/window.h"

typedef struct bc_source_json_text {
    bc_str at_hand;
    size_t at;                /* where reading stands in it */
    bc_source_window *window; /* NULL: all is at hand */
    bc_source_place counted;  /* characters are counted up to here, not behind `at`, lines up to there */
    const bc_diag_source *source;
    bc_diag_list *diags;
    unsigned mistakes; /* of syntax, in all */
    bc_buf decoded;
} bc_source_json_text;

typedef enum bc_source_json_kind {
    BC_JSON_END,   /* of the text */
    BC_JSON_FAULT, /* reported; nothing behind it can be read */
    BC_JSON_PUNCTUATION,
    BC_JSON_TEXT,
    BC_JSON_WORD, /* a number, true or false, or what stands in their place, which is reported */
    BC_JSON_NULL
} bc_source_json_kind;

typedef struct bc_source_json_token {
    bc_source_json_kind kind;
    char sign;            /* { } [ ] , : */
    bc_str text;          /* lent until the next token is read */
    bc_source_place from; /* where it begins is byte `at`; of it characters are counted up to from.at */
    size_t at;
    bc_diag_mark mark; /* of texts and words */
    bool decoded;      /* of texts: some of it was written as escapes, and all of it is good */
} bc_source_json_token;

void bc_source_json_text_init(bc_source_json_text *text, bc_str all, bc_source_window *window);
void bc_source_json_text_release(bc_source_json_text *text);
/* Moves to the next token and past it. `key`: a key is due, or the end of a map. */
void bc_source_json_read_token(bc_source_json_text *text, bool key, bc_source_json_token *out);
/* A mark for a token, `length` characters long. */
bc_diag_mark bc_source_json_mark(const bc_source_json_text *text, const bc_source_json_token *token, size_t length);
/* Where reading stands. */
bc_source_place bc_source_json_place(bc_source_json_text *text);

/* Drops what was read but for what messages about the next value may show. */
void bc_source_json_forget(bc_source_json_text *text);
/* The end of the line in which reading stands, or the byte `most` behind that place when it comes first. */
size_t bc_source_json_line_end(bc_source_json_text *text, size_t most);
/* Moves to the first line whose first byte opens a map or list, from the line of byte `from` on, which begins one when
 * it is that byte itself. False when there is none. */
bool bc_source_json_next_line(bc_source_json_text *text, size_t from);

/* What is otherwise than JSON has it. */
typedef enum bc_source_json_problem {
    BC_JSON_COMMENT,
    BC_JSON_COMMENT_OPEN,
    BC_JSON_QUOTES,
    BC_JSON_WIDE_QUOTES,
    BC_JSON_UNCLOSED,
    BC_JSON_KEY,
    BC_JSON_PLAIN,
    BC_JSON_CAPITALS,
    BC_JSON_NOTHING,
    BC_JSON_NAN,
    BC_JSON_ZEROS,
    BC_JSON_POINT,
    BC_JSON_PLUS,
    BC_JSON_DIGITS,
    BC_JSON_ESCAPE,
    BC_JSON_HEX,
    BC_JSON_NUL,
    BC_JSON_LONE,
    BC_JSON_BREAK,
    BC_JSON_CONTROL,
    BC_JSON_INNER_MARK,
    BC_JSON_WIDE_COMMA,
    BC_JSON_WIDE_COLON,
    BC_JSON_COMMA_BEFORE,
    BC_JSON_COMMA_TWICE,
    BC_JSON_COMMA_BETWEEN,
    BC_JSON_NO_COMMA,
    BC_JSON_NO_COLON,
    BC_JSON_NO_KEY,
    BC_JSON_NO_VALUE,
    BC_JSON_OTHER_KEY,
    BC_JSON_BRACKET,
    BC_JSON_TOO_MANY,
    BC_JSON_SAME_LINE
} bc_source_json_problem;

void bc_source_json_report(bc_source_json_text *text, bc_source_json_problem problem, bc_diag_mark mark);

#endif
