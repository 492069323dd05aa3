/* The fields of a PDF, whoever wrote it (ISO 32000-1, 12.7): their names, what they say, and where they stand. */
#ifndef BC_TABLE_PRIVATE_PDF_FIELDS_H
#define BC_TABLE_PRIVATE_PDF_FIELDS_H

#include "base/strmap.h"
#include "base/vec.h"
#include "pdfread/pdfread.h"

enum {
    BC_TABLE_MAX_FIELDS = 1 << 16,
    BC_TABLE_MAX_FIELD_NAME = 1000,     /* bytes; paths of forms have a tenth */
    BC_TABLE_MAX_FIELD_TEXT = 1 << 20,  /* bytes */
    BC_TABLE_MAX_FIELD_TEXTS = 64 << 20 /* of all */
};

typedef struct bc_table_pdf_field {
    bc_str name;       /* `fund.fiscal` */
    bc_str value;      /* empty: none */
    uint32_t page;     /* of its first place, from 1; 0: it has none */
    int64_t left, top; /* thousandths of a point, from the page's lower left corner */
    bool cut;          /* it says more than is read */
    bool doubtful;     /* the file has it twice, with another value */
} bc_table_pdf_field;

typedef struct bc_table_pdf_fields {
    bc_arena arena;
    BC_VEC(bc_table_pdf_field) list; /* in the order of the file */
    bc_str form;                     /* that the file says it is; empty: nothing */
    bool xfa;                        /* it is one of the forms that Adobe's programs alone show */
    bool over;                       /* more than any of the limits */
} bc_table_pdf_fields;

/* `form_name` is the field that says which form it is. */
void bc_table_pdf_fields_read(bc_table_pdf_fields *fields, bc_pdfread *file, bc_str form_name);
void bc_table_pdf_fields_release(bc_table_pdf_fields *fields);

#endif
