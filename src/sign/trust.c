/* A trust store: certificates one behind the other (PEM), or one alone (DER). */
#include "sign/private/trust.h"

#include "base/mem.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>

static bool add(bc_sign_trust *trust, X509 *certificate)
{
    const bool added = certificate && X509_STORE_add_cert(trust->store, certificate) == 1;
    X509_free(certificate);
    return added;
}

/* Nobody is asked for one. */
static int no_password(char *room, int size, int writing, void *context)
{
    (void)room, (void)size, (void)writing, (void)context;
    return -1;
}

/* The certificate of one block; NULL: it cannot be read. */
static X509 *read_block(bc_sign_trust *trust, bc_str block)
{
    BIO *in = BIO_new_mem_buf(block.p, (int)block.n);
    X509 *certificate = X509_new_ex(trust->context, NULL);
    const bool read = in && certificate && PEM_read_bio_X509(in, &certificate, no_password, NULL);
    BIO_free(in);
    if (read)
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

/* -- blocks --------------------------------------------------------------------------------------------- */

#define BEGIN BC_STR("-----BEGIN ")
#define END BC_STR("-----END ")

typedef struct blocks {
    bc_str file;
    size_t at, counted; /* of the next; up to where lines were counted */
    bc_sign_block place;
    bc_str block;
} blocks;

static bool is_certificate(bc_str block)
{
    static const char *const LABELS[] = { "CERTIFICATE-----", "X509 CERTIFICATE-----", "TRUSTED CERTIFICATE-----" };
    const bc_str label = bc_str_slice(block, BEGIN.n, block.n);
    bool is = false;
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        is = is || bc_str_starts(label, bc_str_from(LABELS[i]));
    return is;
}

/* From its first line to its last, or up to the next block when that is missing. */
static bc_str block_at(bc_str file, size_t at)
{
    const bc_str own = bc_str_slice(file, at, bc_str_find(file, BEGIN, at + BEGIN.n));
    const size_t end = bc_str_find(own, END, 0), line = end == SIZE_MAX ? end : bc_str_find(own, BC_STR("\n"), end);
    return line == SIZE_MAX ? own : bc_str_slice(own, 0, line + 1);
}

static bool next_certificate(blocks *b)
{
    for (size_t at; (at = bc_str_find(b->file, BEGIN, b->at)) != SIZE_MAX;) {
        b->block = block_at(b->file, at);
        b->at = at + b->block.n;
        const bool begins_line = !at || b->file.p[at - 1] == '\n' || b->file.p[at - 1] == '\r';
        if (!begins_line || !is_certificate(b->block))
            continue;
        for (; b->counted < at; b->counted++)
            b->place.line += b->file.p[b->counted] == '\n';
        b->place.number++;
        return true;
    }
    return false;
}

static unsigned add_all(bc_sign_trust *trust, bc_str file, bc_sign_left_out *out)
{
    blocks b = { .file = file, .place.line = 1 };
    unsigned n = 0;
    while (next_certificate(&b)) {
        if (n == BC_SIGN_MAX_TRUSTED) {
            out->beyond = b.place;
            break;
        }
        if (add(trust, read_block(trust, b.block)))
            n++;
        else if (out->n++ < BC_SIGN_MAX_TOLD)
            out->damaged[out->n - 1] = b.place;
    }
    return n || b.place.number ? n : add(trust, only_der(trust, file));
}

bc_sign_trust *bc_sign_trust_open(bc_str file, bc_sign_left_out *out)
{
    bc_sign_left_out ignored;
    out = out ? out : &ignored;
    *out = (bc_sign_left_out){ 0 };
    bc_sign_trust *trust = bc_mem_alloc(sizeof *trust);
    bool good;
    ERR_set_mark();
    trust->context = OSSL_LIB_CTX_new();
    trust->usual = trust->context ? OSSL_PROVIDER_load(trust->context, "default") : NULL;
    good = trust->usual != NULL;
    if (good && file.n) {
        trust->store = X509_STORE_new();
        good = trust->store && file.n <= INT32_MAX && add_all(trust, file, out);
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
