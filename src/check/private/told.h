/* Figures that texts tell, with the words around them: 改造道路22条, 满意度达到90%. Texts are gone through once for all
 * rules that look at them. */
#ifndef BC_CHECK_PRIVATE_TOLD_H
#define BC_CHECK_PRIVATE_TOLD_H

#include "check/private/run.h"

/* Places are bytes of the passage's text. */
typedef struct bc_check_told {
    const bc_check_passage *passage;
    bc_decimal number;
    uint32_t sentence;     /* where its sentence begins: up to 。 ； or a line's end */
    uint32_t clause;       /* where the words in front of it begin: behind a stop, or behind the figure before it */
    uint32_t from, behind; /* of its figures; what is behind its unit */
    uint32_t end;          /* of the words behind it: the next stop or figure */
    bc_str counting;       /* 万 of 万人次; empty: none */
    bc_str unit;           /* % and 人次; empty: no unit that is known */
    bool range;            /* one end of 3～5 */
} bc_check_told;

typedef struct bc_check_tolds {
    const bc_check_told *at;
    uint32_t n;
    bool cut; /* there are more, which no rule looks at */
} bc_check_tolds;

/* Those of the texts of the form's head, in their order. Read when first asked for. */
bc_check_tolds bc_check_tolds_of(bc_check *c);
/* The words in front of it, and those behind its unit. */
bc_str bc_check_told_before(const bc_check_told *told);
bc_str bc_check_told_after(const bc_check_told *told);
/* Its number with its unit, as written. */
bc_str bc_check_told_text(const bc_check_told *told);
bc_diag_mark bc_check_told_mark(const bc_check *c, const bc_check_told *told);
/* The bytes of a dash, or of a word that says the same, between two figures or dates; 0: there is none. */
size_t bc_check_until_at(const bc_check *c, bc_str text, size_t at);
/* A unit without its counting word, which *counting is set to: 人次 of 万人次. */
bc_str bc_check_plain_unit(bc_str unit, bc_str *counting);
/* The number of such things: 1.2 万 is 12000. */
bc_decimal bc_check_counted(bc_decimal number, bc_str counting);

/* A text that is a period and nothing else: 2024年-2026年, 2024.7-2024.12, 2024年3月至9月. */
typedef struct bc_check_period {
    int64_t first, last; /* year * 10000 + month * 100 + day, as far as both are told */
} bc_check_period;

/* False: it is none. */
bool bc_check_period_read(const bc_check *c, bc_str text, bc_check_period *out);

#endif
