#include "form/reserved.h"

const char *const bc_form_reserved_names[] = { "form", "表样", "表单", "模板", NULL };
const char *const bc_form_reserved_waivers[] = { "allow", "豁免", NULL };

static bool is_one_of(bc_str key, const char *const *names)
{
    while (*names && !bc_str_is(key, *names))
        names++;
    return *names != NULL;
}

bool bc_form_reserved_is_name(bc_str key)
{
    return is_one_of(key, bc_form_reserved_names);
}

bool bc_form_reserved_is_waiver(bc_str key)
{
    return is_one_of(key, bc_form_reserved_waivers);
}

bool bc_form_reserved_is_remark(bc_str key)
{
    return bc_str_starts(key, BC_STR("x-"));
}
