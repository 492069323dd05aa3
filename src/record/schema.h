/* JSON Schemas (draft-07) of records, for completion, hover and checking in editors. */
#ifndef BC_RECORD_SCHEMA_H
#define BC_RECORD_SCHEMA_H

#include "base/buf.h"
#include "form/form.h"

/* It refuses nothing that bc_record_bind takes without a message. */
void bc_record_schema(const bc_form *form, bc_buf *out);

#endif
