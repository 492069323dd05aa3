/* Codes that machines read, as dark and light modules: QR codes by libqrencode, Code 128 by zint. */
#ifndef BC_SYMBOL_SYMBOL_H
#define BC_SYMBOL_SYMBOL_H

#include "base/arena.h"

/* Light modules that must surround it, on all sides of a QR code and on the left and right of bars. */
enum { BC_SYMBOL_QUIET_QR = 4, BC_SYMBOL_QUIET_BARS = 10 };

typedef struct bc_symbol {
    uint32_t columns, rows;
    const uint8_t *dark; /* rows of columns, 1 where a module is dark; bars have one row */
} bc_symbol;

static inline bool bc_symbol_is_dark(const bc_symbol *symbol, uint32_t row, uint32_t column)
{
    return symbol->dark[(size_t)row * symbol->columns + column] != 0;
}

/* Both make the symbol in `arena`. False when the text cannot be one: `*why` is then half a sentence in the user's
 * language. */
bool bc_symbol_make_qr(bc_str text, bc_arena *arena, bc_symbol *out, const char **why);
bool bc_symbol_make_bars(bc_str text, bc_arena *arena, bc_symbol *out, const char **why);

#endif
