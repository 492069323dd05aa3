/* Signatures as PAdES B-B has them (ETSI EN 319 142-1): CMS without the content, with the certificate's digest among
 * what is signed and without a time, which the PDF says. OpenSSL's CMS of version 3.0 signs a time whether it is wanted
 * or not, so what is signed is put together here: the attributes in DER, sorted, as a set. Keys live in a context of
 * their own: nothing of the program around is changed, and no configuration of OpenSSL is read. */
#include "sign/private/key.h"

#include "base/mem.h"
#include "base/vec.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_NAME = 256,
    SPARE = 64, /* bytes: the figures of an ECDSA signature are not always equally long */
    FLAGS = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_CADES
};

struct bc_sign_key {
    OSSL_LIB_CTX *context;
    OSSL_PROVIDER *usual, *old;
    EVP_PKEY *secret;
    X509 *certificate;
    STACK_OF(X509) * others;
    char name[MAX_NAME];
    size_t room;
};

void bc_sign_forget(bc_buf *secret)
{
    OPENSSL_cleanse(secret->p, secret->n);
    bc_buf_release(secret);
}

/* -- opening -------------------------------------------------------------------------------------------- */

static PKCS12 *read_file(bc_sign_key *key, bc_str file)
{
    PKCS12 *read = PKCS12_init_ex(NID_pkcs7_data, key->context, NULL);
    const unsigned char *at = (const unsigned char *)file.p;
    if (read && file.n <= INT32_MAX && d2i_PKCS12(&read, &at, (long)file.n))
        return read;
    return NULL; /* d2i has freed it */
}

/* An empty password is written in two ways. */
static const char *fitting(PKCS12 *file, const char *password, bool *fits)
{
    *fits = true;
    if (!PKCS12_mac_present(file))
        return password;
    if (password && *password) {
        *fits = PKCS12_verify_mac(file, password, -1) == 1;
        return password;
    }
    if (PKCS12_verify_mac(file, NULL, 0) == 1)
        return NULL;
    *fits = PKCS12_verify_mac(file, "", 0) == 1;
    return "";
}

static bool parse(bc_sign_key *key, PKCS12 *file, const char *password)
{
    return PKCS12_parse(file, password, &key->secret, &key->certificate, &key->others) == 1;
}

/* Files of older programs are encrypted as OpenSSL 3 does no longer by itself (RC2, 40 bits). */
static bool parse_as_needed(bc_sign_key *key, PKCS12 *file, const char *password)
{
    if (parse(key, file, password))
        return true;
    key->old = OSSL_PROVIDER_load(key->context, "legacy");
    return key->old && parse(key, file, password);
}

static bool is_of_our_kinds(const EVP_PKEY *secret)
{
    if (EVP_PKEY_is_a(secret, "RSA"))
        return EVP_PKEY_get_bits(secret) >= BC_SIGN_MIN_RSA_BITS;
    return EVP_PKEY_is_a(secret, "EC") == 1;
}

static bc_sign_key_fault open_file(bc_sign_key *key, PKCS12 *file, const char *password)
{
    bool fits;
    password = fitting(file, password, &fits);
    if (!fits)
        return BC_SIGN_KEY_PASSWORD;
    if (!parse_as_needed(key, file, password))
        return PKCS12_mac_present(file) ? BC_SIGN_KEY_LOCKED : BC_SIGN_KEY_PASSWORD;
    if (!key->secret || !key->certificate)
        return BC_SIGN_KEY_EMPTY;
    return is_of_our_kinds(key->secret) ? BC_SIGN_KEY_GOOD : BC_SIGN_KEY_KIND;
}

static void name_key(bc_sign_key *key)
{
    X509_NAME *name = X509_get_subject_name(key->certificate);
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    unsigned char *text = NULL;
    const int n = at < 0 ? -1 : ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (n > 0)
        snprintf(key->name, sizeof key->name, "%.*s", n, (const char *)text);
    OPENSSL_free(text);
}

/* What it takes is what one takes that is made now. */
static bool measure(bc_sign_key *key)
{
    bc_buf tried;
    bc_buf_init(&tried);
    const bool made = bc_sign_key_sign(key, NULL, 0, &tried);
    key->room = tried.n + SPARE;
    bc_buf_release(&tried);
    return made;
}

bc_sign_key *bc_sign_key_open(bc_str bytes, const char *password, bc_sign_key_fault *fault)
{
    bc_sign_key *key = bc_mem_alloc(sizeof *key);
    ERR_set_mark();
    *fault = BC_SIGN_KEY_NO_FILE;
    key->context = OSSL_LIB_CTX_new();
    key->usual = key->context ? OSSL_PROVIDER_load(key->context, "default") : NULL;
    PKCS12 *file = key->usual ? read_file(key, bytes) : NULL;
    if (file)
        *fault = open_file(key, file, password);
    PKCS12_free(file);
    if (*fault == BC_SIGN_KEY_GOOD) {
        name_key(key);
        if (!measure(key))
            *fault = BC_SIGN_KEY_KIND;
    }
    ERR_pop_to_mark();
    if (*fault == BC_SIGN_KEY_GOOD)
        return key;
    bc_sign_key_free(key);
    return NULL;
}

void bc_sign_key_free(bc_sign_key *key)
{
    if (!key)
        return;
    EVP_PKEY_free(key->secret);
    X509_free(key->certificate);
    sk_X509_pop_free(key->others, X509_free);
    if (key->old)
        OSSL_PROVIDER_unload(key->old);
    if (key->usual)
        OSSL_PROVIDER_unload(key->usual);
    OSSL_LIB_CTX_free(key->context);
    bc_mem_free(key);
}

bc_str bc_sign_key_name(const bc_sign_key *key)
{
    return bc_str_from(key->name);
}

size_t bc_sign_key_room(const bc_sign_key *key)
{
    return key->room;
}

bool bc_sign_key_is_valid_at(const bc_sign_key *key, int64_t time)
{
    time_t at = (time_t)time;
    return X509_cmp_time(X509_get0_notBefore(key->certificate), &at) < 0 &&
           X509_cmp_time(X509_get0_notAfter(key->certificate), &at) > 0;
}

bool bc_sign_key_is_for_signing(const bc_sign_key *key)
{
    const uint32_t usage = X509_get_key_usage(key->certificate); /* all, where nothing is said */
    return usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
}

/* -- signing -------------------------------------------------------------------------------------------- */

static bool digest(const EVP_MD *kind, const bc_str *parts, size_t count, unsigned char out[EVP_MAX_MD_SIZE],
                   unsigned *n)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context && EVP_DigestInit_ex(context, kind, NULL);
    for (size_t i = 0; i < count; i++)
        done = done && EVP_DigestUpdate(context, parts[i].p, parts[i].n);
    done = done && EVP_DigestFinal_ex(context, out, n);
    EVP_MD_CTX_free(context);
    return done;
}

static int by_bytes(const void *a, const void *b)
{
    return bc_str_compare(*(const bc_str *)a, *(const bc_str *)b);
}

static void put_der_length(bc_buf *out, size_t n)
{
    enum { SHORT = 0x80, BYTES = 4 };
    if (n < SHORT) {
        bc_buf_add_char(out, (char)n);
        return;
    }
    unsigned bytes = BYTES;
    while (bytes > 1 && !(n >> (8 * (bytes - 1))))
        bytes--;
    bc_buf_add_char(out, (char)(unsigned char)(SHORT | bytes));
    while (bytes--)
        bc_buf_add_char(out, (char)(unsigned char)(n >> (8 * bytes)));
}

/* The attributes as what is signed of them: a set, in the order of their bytes. */
static bool put_attributes(const CMS_SignerInfo *signer, bc_buf *out)
{
    enum { SET = 0x31 };
    BC_VEC(bc_str) all = { 0 };
    size_t bytes = 0;
    bool good = true;
    for (int i = 0; i < CMS_signed_get_attr_count(signer) && good; i++) {
        unsigned char *der = NULL;
        const int n = i2d_X509_ATTRIBUTE(CMS_signed_get_attr(signer, i), &der);
        good = n > 0;
        if (good) {
            bc_vec_add(&all, (bc_str){ (const char *)der, (size_t)n });
            bytes += (size_t)n;
        }
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_bytes);
    bc_buf_add_char(out, SET);
    put_der_length(out, bytes);
    for (size_t i = 0; i < all.n; i++) {
        bc_buf_add_str(out, all.at[i]);
        OPENSSL_free((void *)(uintptr_t)all.at[i].p);
    }
    bc_vec_release(&all);
    return good;
}

static bool sign_attributes(const bc_sign_key *key, CMS_SignerInfo *signer)
{
    bc_buf attributes;
    size_t n = 0;
    bc_buf_init(&attributes);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const bool put = context && put_attributes(signer, &attributes) &&
                     EVP_DigestSignInit_ex(context, NULL, "SHA256", key->context, NULL, key->secret, NULL) == 1;
    const unsigned char *bytes = (const unsigned char *)attributes.p;
    bool done = put && EVP_DigestSign(context, NULL, &n, bytes, attributes.n) == 1;
    unsigned char *made = done ? OPENSSL_malloc(n) : NULL;
    done = made && EVP_DigestSign(context, made, &n, bytes, attributes.n) == 1 && n <= INT32_MAX &&
           ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), made, (int)n) == 1;
    OPENSSL_free(made);
    EVP_MD_CTX_free(context);
    bc_buf_release(&attributes);
    return done;
}

static bool fill_in(const bc_sign_key *key, CMS_ContentInfo *cms, const bc_str *parts, size_t count)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    EVP_MD *kind = EVP_MD_fetch(key->context, "SHA256", NULL);
    CMS_SignerInfo *signer = kind ? CMS_add1_signer(cms, key->certificate, key->secret, kind, FLAGS) : NULL;
    const bool done =
        signer && digest(kind, parts, count, sum, &n) &&
        CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data), -1) &&
        CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, sum, (int)n) &&
        CMS_signed_get_attr_by_NID(signer, NID_id_smime_aa_signingCertificateV2, -1) >= 0 &&
        sign_attributes(key, signer);
    EVP_MD_free(kind);
    return done;
}

bool bc_sign_key_sign(const bc_sign_key *key, const bc_str *parts, size_t count, bc_buf *out)
{
    unsigned char *der = NULL;
    ERR_set_mark();
    CMS_ContentInfo *cms = CMS_sign_ex(NULL, NULL, key->others, NULL, FLAGS, key->context, NULL);
    const int n = cms && fill_in(key, cms, parts, count) ? i2d_CMS_ContentInfo(cms, &der) : 0;
    if (n > 0)
        bc_buf_add(out, der, (size_t)n);
    OPENSSL_free(der);
    CMS_ContentInfo_free(cms);
    ERR_pop_to_mark();
    return n > 0;
}
