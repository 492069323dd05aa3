/* What a target value says: `≥90%`, `12月底前`, `不超过5万元`, `是`. */
#ifndef BC_CHECK_PRIVATE_TARGET_H
#define BC_CHECK_PRIVATE_TARGET_H

#include "base/decimal.h"
#include "form/words.h"

/* In the order of bc_form_words_relations. */
typedef enum bc_check_relation {
    BC_NO_OPERATOR,
    BC_AT_LEAST,
    BC_AT_MOST,
    BC_EXACTLY,
    BC_ABOVE,
    BC_BELOW
} bc_check_relation;

typedef struct bc_check_target {
    bc_str text; /* trimmed */
    bc_check_relation relation;
    bc_str sign;       /* as the operator is written, in front or behind (以上) */
    const char *usual; /* its usual sign when it is written otherwise, else NULL */
    bool figure;       /* begins, after the operator, with a number */
    bool date;         /* a date or a time of the year rather than an amount */
    bc_decimal number;
    bc_str digits; /* the number as written */
    bc_str unit;   /* letters behind the number: %, 万元/家 */
    bc_str rest;   /* what follows them */
    bool range;    /* 1200-4000元 */
} bc_check_target;

/* `words`: the lists of the form, for the operators that are words. */
void bc_check_target_read(const bc_form_words *words, bc_str text, bc_check_target *out);
/* ≥, ≤ or = for the sign at the beginning of the text, its bytes in *n; BC_NO_OPERATOR: there is none. */
bc_check_relation bc_check_sign_at(bc_str text, size_t *n);

/* Words round a figure that may be missed by so much: 在±10%以内. */
bool bc_check_tells_spread(bc_str text);

#endif
