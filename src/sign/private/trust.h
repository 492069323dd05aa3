/* Certificates that are trusted, and what signatures are read with: a context of OpenSSL's own, so that no
 * configuration of the system says what is good. */
#ifndef BC_SIGN_PRIVATE_TRUST_H
#define BC_SIGN_PRIVATE_TRUST_H

#include "sign/private/judge.h"

#include <openssl/x509.h>

struct bc_sign_trust {
    OSSL_LIB_CTX *context;
    OSSL_PROVIDER *usual;
    X509_STORE *store; /* NULL: nobody is trusted */
};

#endif
