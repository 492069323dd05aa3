/* Amounts, dates and codes as people write them. Whatever reads a value that was typed by hand, in a record, a table or
 * a form that came back, reads it here, so that 260万, ￥2，600，000元 and 贰佰陆拾万元整 are the same amount
 * everywhere.
 *
 * Three cases are told apart by the text alone: it is understood; it means to be a value and cannot be read, which is
 * wrong in a way that has a name; or it is other words. */
#ifndef BC_BASE_WRITTEN_H
#define BC_BASE_WRITTEN_H

#include "base/decimal.h"

typedef enum bc_written_sense {
    BC_WRITTEN_EMPTY,   /* nothing, or the dash that offices write where there is nothing */
    BC_WRITTEN_USUAL,   /* a value, written as it should be printed */
    BC_WRITTEN_UNUSUAL, /* a value, understood */
    BC_WRITTEN_FAULTY,  /* nothing but figures, marks and units, but no value: see the fault */
    BC_WRITTEN_WORDS    /* other words, alone or round a figure */
} bc_written_sense;

typedef enum bc_written_fault {
    BC_FAULT_NONE,
    BC_FAULT_ERROR,      /* #REF! and the like, left by a spreadsheet */
    BC_FAULT_FORMULA,    /* =SUM(A1:A3) */
    BC_FAULT_SCIENTIFIC, /* 1.30271E+20 */
    BC_FAULT_LETTER,     /* 2O0: a letter for a figure */
    BC_FAULT_GROUPS,     /* 26,00 */
    BC_FAULT_POINTS,     /* 12.34.56 */
    BC_FAULT_RANGE,      /* 100-200 */
    BC_FAULT_SIGN,       /* ≥90, ±5 */
    BC_FAULT_BRACKETS,   /* (260) */
    BC_FAULT_CURRENCY,   /* 5万美元 */
    BC_FAULT_UNIT,       /* a unit that this kind of value does not have */
    BC_FAULT_NUMERALS,   /* 二三十万 */
    BC_FAULT_SIZE,       /* more digits than a number holds */
    BC_FAULT_FRACTION,   /* 2.5 where whole numbers are meant */
    BC_FAULT_NO_FIGURE,  /* 万元 */
    BC_FAULT_SERIAL,     /* 45596: the day as a spreadsheet counts it */
    BC_FAULT_NO_SUCH_DAY,
    BC_FAULT_DAY_FIRST, /* 10/31/2024 */
    BC_FAULT_NO_YEAR,   /* 10月31日, 24年10月 */
    BC_FAULT_MONTH,     /* 2024年10月 where a year is meant */
    BC_FAULT_MARKS      /* anything else */
} bc_written_fault;

/* What is wrong, and what would be right, in the user's language. */
const char *bc_written_fault_name(bc_written_fault fault);
const char *bc_written_fault_hint(bc_written_fault fault);

typedef struct bc_written_amount {
    bc_written_sense sense;
    bc_written_fault fault;
    bc_decimal number;
    int power;     /* of the counting word behind it: 万 4; 0: none */
    bc_str unit;   /* behind that: 元, %, 个; lent from the text or constant. Empty: none */
    bc_str digits; /* of a usual one: the number as written, lent from the text */
} bc_written_amount;

/* Money, percentages and counts. */
void bc_written_amount_read(bc_str text, bc_written_amount *out);
/* The next amount of money with its unit in running text from *at on, in 元; false when there is none. *from and *at
 * are then its first byte and the byte behind it. */
bool bc_written_next_money(bc_str text, size_t *from, size_t *at, bc_decimal *yuan);

typedef struct bc_written_date {
    bc_written_sense sense;
    bc_written_fault fault;
    int year, month, day; /* month or day 0: not given. Of a serial number too: the day that it stands for */
} bc_written_date;

void bc_written_date_read(bc_str text, bc_written_date *out);

/* When something is to be done, or was: 6月底前, 2024年第二季度末, 3月1日至5日. */
typedef struct bc_written_term {
    bc_written_sense sense; /* UNUSUAL: understood; FAULTY: it speaks of a time that cannot be told; else WORDS */
    int year;               /* 0: not told */
    bool later;             /* 次年: the one behind that */
    int first, last;        /* the days that it may be: month * 100 + day */
} bc_written_term;

void bc_written_term_read(bc_str text, bc_written_term *out);

typedef enum bc_written_kept { BC_KEPT_UNKNOWN, BC_KEPT, BC_KEPT_NOT } bc_written_kept;

/* Whether what was done by then kept the other; `year` is that of those that tell none, 0: the other's. */
bc_written_kept bc_written_term_kept(const bc_written_term *done, const bc_written_term *by, int year);

typedef enum bc_written_script { BC_WRITTEN_SMALL, BC_WRITTEN_CAPITAL } bc_written_script; /* 一二三, 壹贰叁 */

/* Numbers that can be told stay below this: 万亿 is the largest word there is. */
#define BC_WRITTEN_NUMERAL_END UINT64_C(10000000000000000)

/* 一百二十: the number in words. */
void bc_written_numeral(uint64_t value, bc_written_script script, bc_buf *out);
/* 二〇二五: figure by figure, as years are told. */
void bc_written_figures(uint64_t value, bc_written_script script, bc_buf *out);
/* 壹佰贰拾万元整: an amount in 元. False when it is none of whole 分, or too large. */
bool bc_written_capital(bc_decimal yuan, bc_buf *out);

/* The code's own characters in out: without quotation marks, blanks and zero widths, half-width. Sense and fault as for
 * amounts. */
typedef struct bc_written_code {
    bc_written_sense sense;
    bc_written_fault fault;
} bc_written_code;

void bc_written_code_read(bc_str text, bc_written_code *out, bc_buf *code);

#endif
