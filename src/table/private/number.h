/* Numbers as workbooks store them: decimal text of a double, with or without an exponent. */
#ifndef BC_TABLE_PRIVATE_NUMBER_H
#define BC_TABLE_PRIVATE_NUMBER_H

#include "base/buf.h"

enum {
    BC_TABLE_DIGITS = 15,       /* that spreadsheets show of a number, and keep of what is typed */
    BC_TABLE_NUMBER_DIGITS = 24 /* that are looked at */
};

/* 0.DIGITS × 10^point; no digits: zero. There are no zeros at either end of them. */
typedef struct bc_table_number {
    char digits[BC_TABLE_NUMBER_DIGITS];
    uint8_t n;
    bool negative;
    int32_t point;
} bc_table_number;

/* False when the whole text is none, or one that no double holds. */
bool bc_table_number_parse(bc_str text, bc_table_number *out);
/* To so many digits, and so many behind the point, half away from zero. */
void bc_table_number_round(bc_table_number *number, int digits, int decimals);
/* It has more digits before its point than are kept. */
bool bc_table_number_is_cut(const bc_table_number *number);
/* A decimal without an exponent: -1234.5. */
void bc_table_number_print(const bc_table_number *number, bc_buf *out);
/* Digits before the point, at least so many; the number has none behind it. */
void bc_table_number_print_padded(const bc_table_number *number, unsigned least, bc_buf *out);

#endif
