/* What a record says against what the same said a year before. */
#ifndef BC_CHECK_YEARS_H
#define BC_CHECK_YEARS_H

#include "check/check.h"

typedef struct bc_check_years {
    const bc_value *before, *now; /* both as the form of the checks has them */
    const bc_node *written;       /* what `now` was bound from: it may waive codes */
    int year;                     /* that most records of its set are of, when it is a later one than that of most
                                     before them; 0: it is not, or nobody knows */
} bc_check_years;

/* Runs the rules across years that the form asks for; codes that the later record waives come as notes. */
void bc_check_set_run_years(const bc_check_set *checks, const bc_check_years *years, bc_arena *arena,
                            bc_diag_list *diags);
/* The budget year of a bound record, or 0. */
int bc_check_set_year(const bc_check_set *checks, const bc_value *record);

#endif
