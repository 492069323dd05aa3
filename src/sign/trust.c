/* A trust store: certificates one behind the other (PEM), or one alone (DER). */
#include "sign/private/trust.h"

#include "base/mem.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>

enum { MAX_TRUSTED = 10000 };

static bool add(bc_sign_trust *trust, X509 *certificate)
{
    const bool added = certificate && X509_STORE_add_cert(trust->store, certificate) == 1;
    X509_free(certificate);
    return added;
}

static X509 *next_pem(bc_sign_trust *trust, BIO *in)
{
    X509 *certificate = X509_new_ex(trust->context, NULL);
    if (certificate && PEM_read_bio_X509(in, &certificate, NULL, NULL))
        return certificate;
    X509_free(certificate);
    return NULL;
}

static X509 *only_der(bc_sign_trust *trust, bc_str file)
{
    X509 *certificate = X509_new_ex(trust->context, NULL);
    const unsigned char *at = (const unsigned char *)file.p;
    return certificate && d2i_X509(&certificate, &at, (long)file.n) ? certificate : NULL;
}

static unsigned add_all(bc_sign_trust *trust, bc_str file)
{
    BIO *in = BIO_new_mem_buf(file.p, (int)file.n);
    unsigned n = 0;
    X509 *certificate;
    while (in && n < MAX_TRUSTED && (certificate = next_pem(trust, in)))
        n += add(trust, certificate);
    BIO_free(in);
    return n ? n : add(trust, only_der(trust, file));
}

bc_sign_trust *bc_sign_trust_open(bc_str file)
{
    bc_sign_trust *trust = bc_mem_alloc(sizeof *trust);
    bool good;
    ERR_set_mark();
    trust->context = OSSL_LIB_CTX_new();
    trust->usual = trust->context ? OSSL_PROVIDER_load(trust->context, "default") : NULL;
    good = trust->usual != NULL;
    if (good && file.n) {
        trust->store = X509_STORE_new();
        good = trust->store && file.n <= INT32_MAX && add_all(trust, file);
    }
    ERR_pop_to_mark();
    if (good)
        return trust;
    bc_sign_trust_free(trust);
    return NULL;
}

void bc_sign_trust_free(bc_sign_trust *trust)
{
    if (!trust)
        return;
    X509_STORE_free(trust->store);
    if (trust->usual)
        OSSL_PROVIDER_unload(trust->usual);
    OSSL_LIB_CTX_free(trust->context);
    bc_mem_free(trust);
}
