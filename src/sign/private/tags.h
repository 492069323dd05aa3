/* Where a signature stands among what a tagged file says of its content. */
#ifndef BC_SIGN_PRIVATE_TAGS_H
#define BC_SIGN_PRIVATE_TAGS_H

#include "sign/private/update.h"

/* Whether the file is tagged. */
bool bc_sign_tags_are(bc_pdfread *file);
/* Adds a Form element for the widget on the page, and what has to be known of it elsewhere. Its StructParent; -1: the
 * tags of the file are of a shape that cannot be added to. */
int64_t bc_sign_tags_add(bc_sign_update *update, uint32_t page, uint32_t widget, bc_str alternative);

#endif
