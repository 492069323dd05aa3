/* Slips of those who write YAML with a Chinese keyboard: what stands in a file reads like a key, an element or a blank
 * to people, and is part of a text or a key to YAML. Whoever refuses a value or a key asks here what was meant. */
#ifndef BC_BASE_YAML_SLIP_H
#define BC_BASE_YAML_SLIP_H

#include "base/node.h"

/* Whether the line reads like `key：value` or `key:value`; *wide tells which. Clauses, times and addresses do not. */
bool bc_yaml_text_is_member(bc_str line, bool *wide);
/* Whether the character is a blank to people and none to YAML: full-width, no-break and the like. */
bool bc_yaml_text_is_odd_blank(uint32_t character);
/* Whether the text begins with a dash that begins no element: full-width, or a dash of prose. */
bool bc_yaml_text_has_odd_dash(bc_str text);
/* Whether a full-width colon stands before brackets or braces of YAML, which therefore are a part of the text. */
bool bc_yaml_text_has_odd_brackets(bc_str text);

/* What would be right, in the user's language, where a list or a map is meant and this text stands; NULL: nobody knows,
 * or it is in quotation marks and so what it is. */
const char *bc_yaml_text_slip(const bc_node *value);
/* The same of a member whose key is not known. */
const char *bc_yaml_text_key_slip(const bc_node_member *member);

#endif
