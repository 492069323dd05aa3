/* The parts that fields play in a form, and the record read by them. */
#ifndef BC_CHECK_PRIVATE_RECORD_H
#define BC_CHECK_PRIVATE_RECORD_H

#include "check/private/run.h"

void bc_check_roles_find(bc_arena *arena, const bc_form *form, bc_check_set *checks);
/* Fills rows and passages. */
void bc_check_read_record(bc_check *c);

#endif
