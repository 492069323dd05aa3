/* What a record contributes to the checks across a batch, and those checks. */
#ifndef BC_CHECK_FACTS_H
#define BC_CHECK_FACTS_H

#include "check/check.h"

/* A text or a list of the record in one number, to find the same one in another record. */
typedef struct bc_check_print {
    uint64_t hash;
    bc_diag_mark mark;
} bc_check_print;

enum { BC_MAX_PRINTS = 6 };

/* A figure that other forms of the same department and year tell, too. */
typedef struct bc_check_figure {
    bc_str name;
    bc_decimal yuan;
    int power; /* of the unit that it is told in: 万元 is 4 */
    bc_diag_mark mark;
} bc_check_figure;

typedef struct bc_check_facts {
    bc_str form, code, name, department; /* empty: the form has no such field, or it is empty */
    bc_str unit_code, unit_name;         /* of the department; empty: the form has them not both */
    bool has_amount, lacks_amount;       /* lacks: words stand for it */
    bc_decimal yuan;
    bc_diag_mark mark, code_mark, name_mark, unit_mark;
    const bc_check_set *checks; /* of its form; lives as long as the template */
    bc_check_print prints[BC_MAX_PRINTS];
    unsigned print_count;
    bc_diag_severity copied; /* how much it matters that another record has one of them */
    int year;
    bc_diag_mark year_mark;
    bc_check_figure *figures; /* by bc_check_figures_of; they live in its arena */
    uint32_t figure_count;
    bc_diag_severity disagreeing; /* how much it matters that another table says another figure */
} bc_check_facts;

/* Texts are lent by the record. */
void bc_check_facts_of(const bc_check_set *checks, const bc_value *record, bc_check_facts *out);
/* Adds the figures by which the forms of a set are compared; none where its form names none. */
void bc_check_figures_of(const bc_check_set *checks, const bc_value *record, bc_arena *arena, bc_check_facts *facts);

#endif
