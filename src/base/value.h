/* Typed data: what a record's values mean once a form's fields have been applied to them. Expressions
 * compute on these. A datum is small and passed by value; what it points to lives in an arena. */
#ifndef BC_BASE_VALUE_H
#define BC_BASE_VALUE_H

#include "base/decimal.h"
#include "base/node.h"

typedef enum bc_type { BC_IS_NULL, BC_IS_BOOL, BC_IS_NUMBER, BC_IS_TEXT, BC_IS_DATE, BC_IS_LIST, BC_IS_MAP } bc_type;

typedef struct bc_datum bc_datum;

typedef struct bc_entry bc_entry;

struct bc_datum {
    bc_type type;
    uint32_t n;             /* elements of a list, entries of a map */
    const bc_value *origin; /* where in the record it was written; NULL when computed */
    bc_str text;            /* as written (trimmed); for numbers, dates and bools their spelling */
    bc_str unit;            /* of a number: 万元, 元, 亿元, %, 个 …; empty when none is known */
    union {
        bool boolean;
        bc_decimal number;
        struct {
            int16_t year;
            uint8_t month, day;
        } date; /* month or day 0: not given */
        const bc_datum *items;
        const bc_entry *entries;
    } as;
};

struct bc_entry {
    bc_str key; /* the field's English key */
    bc_datum value;
};

bc_datum bc_datum_null(void);
bc_datum bc_datum_bool(bool b);
bc_datum bc_datum_text(bc_str text);
bc_datum bc_datum_number(bc_decimal number, bc_str unit);
/* The entry's value, or NULL when map is no map or has none. */
const bc_datum *bc_datum_find(const bc_datum *map, bc_str key);
/* Null, the empty text, the empty list: nothing to print. */
bool bc_datum_is_empty(const bc_datum *datum);
/* As it reads on paper: numbers and dates as written, or from their value when computed. */
void bc_datum_print(const bc_datum *datum, bc_buf *out);
/* 元 per unit as a power of ten: 元 0, 万元 4, 亿元 8 (千元 3, 百万元 6); -1: not a unit of money. */
int bc_unit_money_power(bc_str unit);

#endif
