/* What libyaml could not read, in words that help whoever wrote it. */
#ifndef BC_SOURCE_PRIVATE_YAML_PROBLEM_H
#define BC_SOURCE_PRIVATE_YAML_PROBLEM_H

#include "base/diag.h"
#include "source/private/yaml_cursor.h"

#include <yaml.h>

/* Adds the diagnostic for the parser's error. The cursor may stand anywhere, and is moved to the place of the fault.
 * `list_line`: where the list opens whose items come one by one. */
void bc_yaml_report_problem(const yaml_parser_t *parser, bc_yaml_cursor *cursor, uint32_t list_line,
                            bc_diag_list *diags);

#endif
