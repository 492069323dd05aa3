/* Names of font roles, in the order of the enum. Templates name roles and never families: which font serves a role is
 * the font list's affair. */
#include "text/style.h"

static const char *const role_names[BC_ROLE_COUNT] = {
    "title", "body", "head", "emphasis", "table", "number", "strong"
};

bool bc_font_role_parse(bc_str name, bc_font_role *out)
{
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        if (bc_str_is(name, role_names[role])) {
            *out = (bc_font_role)role;
            return true;
        }
    }
    return false;
}

const char *bc_font_role_name(bc_font_role role)
{
    return role_names[role];
}
