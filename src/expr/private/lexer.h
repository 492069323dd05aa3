/* The words of an expression. */
#ifndef BC_EXPR_PRIVATE_LEXER_H
#define BC_EXPR_PRIVATE_LEXER_H

#include "base/decimal.h"
#include "base/diag.h"

typedef enum bc_expr_token_kind {
    BC_TOKEN_END,
    BC_TOKEN_NAME, /* keywords too: the parser knows them */
    BC_TOKEN_NUMBER,
    BC_TOKEN_TEXT,
    BC_TOKEN_MARK, /* an operator or bracket: its spelling tells which */
    BC_TOKEN_BAD   /* reported already */
} bc_expr_token_kind;

typedef struct bc_expr_token {
    bc_expr_token_kind kind;
    uint32_t from, to;
    bc_str text; /* the spelling; of a TEXT its content with escapes resolved */
    bc_decimal number;
} bc_expr_token;

typedef struct bc_expr_lexer {
    bc_arena *arena; /* holds texts that had escapes */
    bc_str text;
    size_t at;
    bc_diag_mark mark; /* of the first character of text */
    bc_diag_list *diags;
} bc_expr_lexer;

/* The next token, or BAD after reporting why there is none. */
bc_expr_token bc_expr_lexer_next(bc_expr_lexer *lexer);

#endif
