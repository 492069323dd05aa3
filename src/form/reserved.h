/* Keys at the top of a record that speak of it, in both languages: no field of its form has them. */
#ifndef BC_FORM_RESERVED_H
#define BC_FORM_RESERVED_H

#include "base/str.h"

/* Which form it is: `form`, 表样 and what else that is called. Ended by NULL. */
extern const char *const bc_form_reserved_names[];
/* Whose findings are waived: `allow`, 豁免. Ended by NULL. */
extern const char *const bc_form_reserved_waivers[];

bool bc_form_reserved_is_name(bc_str key);
bool bc_form_reserved_is_waiver(bc_str key);
/* x-…, which is whoever's who wrote it. */
bool bc_form_reserved_is_remark(bc_str key);

#endif
