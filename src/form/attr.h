/* Reading attributes out of template maps, with the same messages everywhere. Used by form/ and by what compiles parts
 * of templates elsewhere. */
#ifndef BC_FORM_ATTR_H
#define BC_FORM_ATTR_H

#include "base/node.h"

/* Reports members of `map` whose key is none of the NULL-terminated `known` (E302, with the nearest known name).
 * False when `map` is no map (reported as E301). */
bool bc_form_attr_check(const bc_node *map, const char *const *known, bc_diag_list *diags);
/* Scalars; absent or null gives the fallback, a wrong one is reported (E303) and gives the fallback. */
bool bc_form_attr_bool(const bc_node *map, const char *key, bool fallback, bc_diag_list *diags);
int64_t bc_form_attr_int(const bc_node *map, const char *key, int64_t fallback, int64_t least, int64_t most,
                         bc_diag_list *diags);
bc_str bc_form_attr_text(const bc_node *map, const char *key, bc_diag_list *diags);
/* A list of texts; one text counts as a list of one. Returns how many. */
uint32_t bc_form_attr_texts(bc_arena *arena, const bc_node *map, const char *key, bc_diag_list *diags,
                            const bc_str **out);
/* The index of the attribute's text among the NULL-terminated `words`; absent gives the fallback. */
int bc_form_attr_word(const bc_node *map, const char *key, const char *const *words, int fallback, bc_diag_list *diags);
/* The same for a value at hand. */
int bc_form_word_index(const bc_node *value, const char *const *words, int fallback, bc_diag_list *diags);

#endif
