/* What the readers of written values share: a text's characters as a hand meant them. */
#ifndef BC_BASE_PRIVATE_HAND_H
#define BC_BASE_PRIVATE_HAND_H

#include "base/written.h"

/* More characters are words, or a number that is none. */
enum { BC_MAX_HAND = 96 };

/* Half-width, without quotation marks round them and what cannot be seen. */
typedef struct bc_hand {
    bc_str text;
    uint32_t c[BC_MAX_HAND + 1];  /* ends in 0 */
    size_t byte[BC_MAX_HAND + 1]; /* where each stands in the text */
    size_t n;
    size_t at;    /* what is read next */
    bool changed; /* characters are not those of the text */
} bc_hand;

typedef enum bc_hand_blanks {
    BC_BLANKS_GROUP, /* between figures they are thousands separators, else nothing */
    BC_BLANKS_STAY
} bc_hand_blanks;

/* False: there are too many. */
bool bc_hand_read(bc_str text, bc_hand_blanks blanks, bc_hand *out);
bc_str bc_hand_slice(const bc_hand *hand, size_t from, size_t to);
bool bc_hand_is_digit(uint32_t c);
bool bc_hand_take(bc_hand *hand, uint32_t c);
/* The first of the words, separated by |, that stands there; its number from 1, or 0. */
int bc_hand_take_word(bc_hand *hand, const char *words);
/* An Arabic number without sign. */
bool bc_hand_take_figure(bc_hand *hand, bc_decimal *out);
/* A Chinese number below ten thousand, or figure by figure, with its decimals. `after`: something stands before it, so
 * that a bare figure could mean anything: 一万五. False: none is there, or it is none; `at` may have moved. */
bool bc_hand_take_numeral(bc_hand *hand, bool after, bc_decimal *out);
/* 0 to 9 of 〇 to 九 and 零 to 玖; -1: no figure. */
int bc_hand_numeral(uint32_t c);
/* 10, 100, 1000 of 十百千 and 拾佰仟, else 0. */
int bc_hand_tens(uint32_t c);
/* 1.30271E+20 and the like from `at` to the end, error values of spreadsheets, formulas; else no fault. */
bc_written_fault bc_hand_machine_fault(const bc_hand *hand);
/* The fault of what consists of figures, marks, currencies, units and numerals alone; BC_FAULT_NONE: there are other
 * words. `dates`: the units are those of dates. */
bc_written_fault bc_hand_diagnose(const bc_hand *hand, bool dates);

#endif
