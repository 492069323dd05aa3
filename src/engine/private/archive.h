/* Metadata for archives. */
#ifndef BC_ENGINE_PRIVATE_ARCHIVE_H
#define BC_ENGINE_PRIVATE_ARCHIVE_H

#include "base/value.h"
#include "form/form.h"
#include "layout/painter.h"

/* Adds who made the form, and words by which it is found; texts in `arena`. */
void bc_engine_archive_describe(const bc_form *form, const bc_value *record, bc_arena *arena, bc_layout_info *info);

#endif
