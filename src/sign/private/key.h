/* A private key with its certificates, out of a PKCS#12 file, and what it signs. */
#ifndef BC_SIGN_PRIVATE_KEY_H
#define BC_SIGN_PRIVATE_KEY_H

#include "base/buf.h"

typedef struct bc_sign_key bc_sign_key;

typedef enum bc_sign_key_fault {
    BC_SIGN_KEY_GOOD,
    BC_SIGN_KEY_NO_FILE,  /* it is no PKCS#12 */
    BC_SIGN_KEY_PASSWORD, /* another one is needed */
    BC_SIGN_KEY_EMPTY,    /* it holds no key with its certificate */
    BC_SIGN_KEY_KIND,     /* it holds one that is not signed with here: neither RSA nor ECDSA, or RSA of too few bits */
    BC_SIGN_KEY_LOCKED    /* it is encrypted in a way that OpenSSL does not have */
} bc_sign_key_fault;

enum { BC_SIGN_MIN_RSA_BITS = 2048 };

/* Opens the file; `password` is UTF-8, NULL: none. NULL: *fault says why. */
bc_sign_key *bc_sign_key_open(bc_str file, const char *password, bc_sign_key_fault *fault);
/* NULL is allowed. */
void bc_sign_key_free(bc_sign_key *key);
/* The name that its certificate is of; lent. */
bc_str bc_sign_key_name(const bc_sign_key *key);
/* Whether the certificate holds at that time, in seconds since 1970. */
bool bc_sign_key_is_valid_at(const bc_sign_key *key, int64_t time);
/* Whether the certificate may be used for signatures at all. */
bool bc_sign_key_is_for_signing(const bc_sign_key *key);
/* Bytes that a signature takes at most. */
size_t bc_sign_key_room(const bc_sign_key *key);
/* Appends a signature (CMS, DER, as PAdES B-B asks) of the parts, one behind the other. False: it could not be made. */
bool bc_sign_key_sign(const bc_sign_key *key, const bc_str *parts, size_t n, bc_buf *out);
/* Overwrites bytes that were secret. */
void bc_sign_forget(bc_buf *secret);

#endif
