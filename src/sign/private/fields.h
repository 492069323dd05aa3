/* The signature fields of a file, signed and empty. */
#ifndef BC_SIGN_PRIVATE_FIELDS_H
#define BC_SIGN_PRIVATE_FIELDS_H

#include "base/vec.h"
#include "pdfread/pdfread.h"

enum {
    BC_SIGN_MAX_FIELDS = 50000, /* of all kinds that are looked at */
    BC_SIGN_MAX_NAME = 1000,    /* bytes of a name in full */
    BC_SIGN_MAX_SIGNATURES = 100
};

typedef struct bc_sign_field {
    bc_str name;     /* in full: a.b.c */
    uint32_t number; /* of its object; 0: it stands within another */
    const bc_pdfread_object *dict;
    uint32_t widget_number;          /* of where it is shown, which may be itself; 0: nowhere, or within another */
    const bc_pdfread_object *widget; /* NULL: nowhere */
    const bc_pdfread_object *value;  /* of one that is signed; else NULL */
    uint32_t value_number;           /* 0: it stands within another */
} bc_sign_field;

typedef struct bc_sign_fields {
    bc_arena arena;
    BC_VEC(bc_sign_field) list; /* in the order of the file */
    BC_VEC(bc_str) names;       /* of all fields at the outermost level */
    unsigned looked;
    bool bare; /* one of another kind has no appearance: what is seen of it readers make from what the form says */
    bool over; /* there are more than are looked at */
} bc_sign_fields;

/* A zeroed list is empty. */
void bc_sign_fields_find(bc_pdfread *file, bc_sign_fields *fields);
void bc_sign_fields_release(bc_sign_fields *fields);

#endif
