/* Certain changes in the text of a record's file: found again byte by byte, so that comments and layout stay. */
#ifndef BC_CHECK_FIX_H
#define BC_CHECK_FIX_H

#include "check/check.h"

/* Bytes [from, to) of the whole text, of which a source may be a part, become `text`. */
typedef struct bc_check_fix {
    size_t from, to;
    bc_str text;
} bc_check_fix;

/* Where the edit is to be made in its source. False when the value is not written there letter by letter (escapes,
 * folded lines, anchors used from elsewhere): such a value is left to its author. */
bool bc_check_fix_find(const bc_check_edit *edit, bc_check_fix *out);
/* Sorts and drops what overlaps or comes twice; returns how many are left. */
size_t bc_check_fix_tidy(bc_check_fix *fixes, size_t n);
/* The text with tidy fixes made. */
void bc_check_fix_apply(bc_str text, const bc_check_fix *fixes, size_t n, bc_buf *out);
/* Both texts have the same number of lines. */
void bc_check_fix_diff(bc_str name, bc_str before, bc_str after, bc_buf *out);

#endif
