/* Numbers of columns (栏次) and lines (行次), and what these are made of: `3=1+2`.
 *
 * A template writes them for one element of what it repeats; those behind run on. */
#ifndef BC_FORM_ORDINAL_H
#define BC_FORM_ORDINAL_H

#include "expr/expr.h"

typedef enum bc_form_ordinal_script {
    BC_ORDINAL_FIGURES,
    BC_ORDINAL_CIRCLED, /* ① to ⑳ */
    BC_ORDINAL_LETTERS  /* A to Z */
} bc_form_ordinal_script;

/* A number in what is printed, with the words before it. */
typedef struct bc_form_ordinal_piece {
    bc_str before;
    uint32_t number; /* 0: none, of words at the end */
    bool all;        /* those of all elements, with + between them */
    bc_form_ordinal_script script;
} bc_form_ordinal_piece;

/* What a formula computes with. */
typedef struct bc_form_operand {
    bc_str name; /* by which the expression calls its value, or the list of all */
    uint32_t number;
    bool all;
} bc_form_operand;

typedef struct bc_form_ordinal {
    uint32_t number; /* as written */
    bool line;       /* it is one of a line, else of a column */
    bool repeated;   /* it stands there once for each element of a list */
    bool exact;      /* its formula adds up, and does nothing else */
    bool ratio;      /* its formula divides, and does not say that the result is in percent */
    const bc_form_ordinal_piece *pieces;
    uint32_t piece_count;
    const bc_expr *formula; /* NULL: none */
    const bc_form_operand *operands;
    uint32_t operand_count;
    bc_diag_mark mark;
} bc_form_ordinal;

#endif
