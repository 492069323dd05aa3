/* A signature, or an empty field for one, added to a PDF. */
#ifndef BC_SIGN_PRIVATE_ADD_H
#define BC_SIGN_PRIVATE_ADD_H

#include "picture/picture.h"
#include "sign/private/fields.h"
#include "sign/private/key.h"
#include "sign/private/place.h"
#include "sign/private/update.h"

typedef struct bc_sign_wanted {
    const bc_sign_key *key;     /* NULL: an empty field */
    bc_str field;               /* its name; empty: the first that is empty, or a new one */
    const bc_sign_place *place; /* NULL: where the field is, or nowhere */
    const bc_picture *seal;     /* NULL: nothing is seen */
    bc_str reason, location;
    int64_t time;
} bc_sign_wanted;

typedef enum bc_sign_fault {
    BC_SIGN_DONE,
    BC_SIGN_NO_FIELD,      /* there is a field of that name, which is none for signatures */
    BC_SIGN_SIGNED,        /* it is signed already */
    BC_SIGN_PLACED,        /* the field has a place, and another was asked for */
    BC_SIGN_NO_PLACE,      /* a seal, or a field to be seen, has none */
    BC_SIGN_NO_PAGE,       /* there is no such page */
    BC_SIGN_OFF_PAGE,      /* it would not lie on the page */
    BC_SIGN_FORBIDDEN,     /* the file is certified, and nothing may be added */
    BC_SIGN_FORBIDDEN_NEW, /* only fields that are there may be signed, or such as are not seen */
    BC_SIGN_LOCKED,        /* an earlier signature locks the field */
    BC_SIGN_DEMANDS,       /* the field asks for a kind of signature that is not made here */
    BC_SIGN_MANY,          /* it has more fields than are read */
    BC_SIGN_SHAPE,         /* parts of the file are missing that it would be added to */
    BC_SIGN_FAILED         /* OpenSSL has not made it */
} bc_sign_fault;

typedef struct bc_sign_added {
    bc_buf bytes;  /* that go behind those of the file */
    bc_str field;  /* its name, in the arena */
    bool untagged; /* the file is tagged, but the field could not be among its tags */
} bc_sign_added;

/* Makes what is to be added to the file, which was opened over `bytes`, needed no repair and begins with its first one.
 * `out->bytes` has been initialized. */
bc_sign_fault bc_sign_add(bc_arena *arena, bc_pdfread *file, bc_str bytes, const bc_sign_wanted *wanted,
                          bc_sign_added *out);

#endif
