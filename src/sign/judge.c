/* A signature in CMS (RFC 5652): whether its digest is that of the bytes, whether it is the signature of what it says,
 * by the certificate that it names; then whose certificate that is, and whether it held when it was used. Each is asked
 * apart, for each means something else to whoever received the file. Revocation is not asked. */
#include "sign/private/judge.h"

#include "base/tr.h"
#include "sign/private/trust.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/x509v3.h>

#include <string.h>
#include <time.h>

typedef struct trial {
    bc_arena *arena;
    const bc_sign_trust *trust;
    bc_str parts[2];
    CMS_ContentInfo *cms;
    CMS_SignerInfo *signer;
    STACK_OF(X509) * certificates; /* all that came with it */
    EVP_PKEY *key;
    X509 *certificate; /* the signer's; lent by `signer` */
    bc_sign_judgement *out;
} trial;

static void answer(bc_sign_answer *to, biaoce_verdict verdict, bc_str text)
{
    *to = (bc_sign_answer){ verdict, text };
}

bc_str bc_sign_time_text(bc_arena *arena, int64_t time)
{
    enum { SIZE = 64, YEAR_ONE = 1900, MONTH_ONE = 1 };
    const time_t seconds = (time_t)time;
    struct tm tm;
    if (!gmtime_r(&seconds, &tm))
        return BC_STR("?");
    return bc_arena_printf(arena, "%04d-%02d-%02d %02d:%02d:%02d UTC", tm.tm_year + YEAR_ONE, tm.tm_mon + MONTH_ONE,
                           tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* -- reading -------------------------------------------------------------------------------------------- */

static bool read_cms(trial *t, bc_str bytes)
{
    t->cms = CMS_ContentInfo_new_ex(t->trust->context, NULL);
    const unsigned char *at = (const unsigned char *)bytes.p;
    if (!t->cms || bytes.n > BC_SIGN_MAX_CMS || !d2i_CMS_ContentInfo(&t->cms, &at, (long)bytes.n)) {
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(bc_tr("what stands in its place is no signature (CMS)")));
        return false;
    }
    const ASN1_OBJECT *kind = CMS_get0_type(t->cms);
    if (OBJ_obj2nid(kind) == NID_pkcs7_signed)
        return true;
    char name[64] = "";
    OBJ_obj2txt(name, sizeof name, kind, 1);
    if (strncmp(name, "1.2.156.10197.", strlen("1.2.156.10197.")) == 0)
        answer(&t->out->valid, BIAOCE_VERDICT_NOT_JUDGED,
               bc_str_from(bc_tr("not judged: it is one by national algorithms (SM2, SM3)")));
    else
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(bc_tr("what stands in its place is no signature (CMS)")));
    return false;
}

static bool find_signer(trial *t)
{
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(t->cms);
    t->certificates = CMS_get1_certs(t->cms);
    if (sk_CMS_SignerInfo_num(signers) != 1 || sk_X509_num(t->certificates) > BC_SIGN_MAX_CERTIFICATES) {
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(bc_tr("it has none or several signers, or more certificates than are read")));
        return false;
    }
    t->signer = sk_CMS_SignerInfo_value(signers, 0);
    (void)CMS_set1_signers_certs(t->cms, NULL, 0);
    CMS_SignerInfo_get0_algs(t->signer, &t->key, &t->certificate, NULL, NULL);
    if (t->certificate)
        return true;
    answer(&t->out->valid, BIAOCE_VERDICT_BAD, bc_str_from(bc_tr("the signer's certificate is not in it")));
    return false;
}

static bc_str name_of(trial *t, X509_NAME *name)
{
    static const int PARTS[] = { NID_commonName, NID_organizationName };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        const int at = X509_NAME_get_index_by_NID(name, PARTS[i], -1);
        unsigned char *text = NULL;
        const int n = at < 0 ? -1 : ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
        const bc_str kept = n > 0 ? bc_arena_str(t->arena, (bc_str){ (const char *)text, (size_t)n }) : BC_STR("");
        OPENSSL_free(text);
        if (kept.n)
            return kept;
    }
    return BC_STR("");
}

/* -- digest and signature ------------------------------------------------------------------------------- */

static bool digest(trial *t, const EVP_MD *kind, unsigned char out[EVP_MAX_MD_SIZE], unsigned *n)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context && EVP_DigestInit_ex(context, kind, NULL);
    for (int i = 0; i < 2; i++)
        done = done && EVP_DigestUpdate(context, t->parts[i].p, t->parts[i].n);
    done = done && EVP_DigestFinal_ex(context, out, n);
    EVP_MD_CTX_free(context);
    return done;
}

/* -3: the attribute is there once, with one value. */
enum { ONCE = -3 };

static bool has_digest(trial *t, const EVP_MD *kind)
{
    unsigned char own[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    const ASN1_OCTET_STRING *said =
        CMS_signed_get0_data_by_OBJ(t->signer, OBJ_nid2obj(NID_pkcs9_messageDigest), ONCE, V_ASN1_OCTET_STRING);
    return said && digest(t, kind, own, &n) && (unsigned)ASN1_STRING_length(said) == n &&
           memcmp(ASN1_STRING_get0_data(said), own, n) == 0;
}

/* A signature of the bytes themselves, as older programs made them. */
static bool verifies_bytes(trial *t, const EVP_MD *kind)
{
    const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(t->signer);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context && EVP_DigestVerifyInit_ex(context, NULL, EVP_MD_get0_name(kind), t->trust->context, NULL,
                                                   t->key, NULL) == 1;
    for (int i = 0; i < 2; i++)
        good = good && EVP_DigestVerifyUpdate(context, t->parts[i].p, t->parts[i].n) == 1;
    good = good &&
           EVP_DigestVerifyFinal(context, ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature)) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

/* Whether the certificate is the one that was meant when it was signed; true where nothing is said of that. */
static bool is_meant(trial *t)
{
    const ASN1_STRING *said = CMS_signed_get0_data_by_OBJ(t->signer, OBJ_nid2obj(NID_id_smime_aa_signingCertificateV2),
                                                          ONCE, V_ASN1_SEQUENCE);
    if (!said)
        return CMS_signed_get_attr_by_NID(t->signer, NID_id_smime_aa_signingCertificateV2, -1) < 0;
    const unsigned char *at = ASN1_STRING_get0_data(said);
    ESS_SIGNING_CERT_V2 *meant = d2i_ESS_SIGNING_CERT_V2(NULL, &at, ASN1_STRING_length(said));
    STACK_OF(X509) *all = sk_X509_new_null();
    bool good = meant && all && sk_X509_push(all, t->certificate) > 0;
    for (int i = 0; good && i < sk_X509_num(t->certificates); i++)
        if (X509_cmp(sk_X509_value(t->certificates, i), t->certificate) != 0)
            good = sk_X509_push(all, sk_X509_value(t->certificates, i)) > 0;
    good = good && OSSL_ESS_check_signing_certs(NULL, meant, all, 1) == 1;
    ESS_SIGNING_CERT_V2_free(meant);
    sk_X509_free(all);
    return good;
}

static void judge_signature(trial *t, const EVP_MD *kind)
{
    const bool attributes = CMS_signed_get_attr_count(t->signer) > 0;
    if (attributes && !has_digest(t, kind))
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(bc_tr("the digest is another one: bytes that were signed have changed")));
    else if (attributes ? CMS_SignerInfo_verify(t->signer) != 1 : !verifies_bytes(t, kind))
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(attributes ? bc_tr("the digest is right, but the signature is not one by this certificate")
                                      : bc_tr("the signature is not one of these bytes by this certificate")));
    else if (!is_meant(t))
        answer(&t->out->valid, BIAOCE_VERDICT_BAD,
               bc_str_from(bc_tr("the certificate is another one than was meant when it was signed")));
    else
        answer(&t->out->valid, BIAOCE_VERDICT_GOOD,
               bc_arena_printf(t->arena, bc_tr("digest (%.*s) and signature are right"), BC_STR_ARG(t->out->digest)));
}

static bool is_weak(bc_str digest)
{
    static const char *const WEAK[] = { "SHA1", "MD5", "MD4", "MD2", "MD5-SHA1" };
    bool weak = false;
    for (size_t i = 0; i < sizeof WEAK / sizeof *WEAK && !weak; i++)
        weak = bc_str_is(digest, WEAK[i]);
    return weak;
}

static void judge_valid(trial *t)
{
    X509_ALGOR *algorithm = NULL;
    const ASN1_OBJECT *id = NULL;
    CMS_SignerInfo_get0_algs(t->signer, NULL, NULL, &algorithm, NULL);
    X509_ALGOR_get0(&id, NULL, NULL, algorithm);
    const char *name = OBJ_nid2sn(OBJ_obj2nid(id));
    EVP_MD *kind = name ? EVP_MD_fetch(t->trust->context, name, NULL) : NULL;
    if (!kind || !t->key || EVP_PKEY_is_a(t->key, "SM2")) {
        answer(&t->out->valid, BIAOCE_VERDICT_NOT_JUDGED,
               bc_str_from(bc_tr("not judged: it was made by algorithms that are not known here")));
    } else {
        t->out->digest = bc_arena_str(t->arena, bc_str_from(name));
        t->out->weak = is_weak(t->out->digest);
        judge_signature(t, kind);
    }
    EVP_MD_free(kind);
}

/* -- chain and time ------------------------------------------------------------------------------------- */

static int64_t seconds_of(const ASN1_TIME *time)
{
    struct tm tm;
    return time && ASN1_TIME_to_tm(time, &tm) == 1 ? (int64_t)timegm(&tm) : 0;
}

/* What the signature itself says, where the PDF says nothing. */
static int64_t time_said(trial *t)
{
    static const int KINDS[] = { V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        const ASN1_TIME *time =
            CMS_signed_get0_data_by_OBJ(t->signer, OBJ_nid2obj(NID_pkcs9_signingTime), ONCE, KINDS[i]);
        if (time)
            return seconds_of(time);
    }
    return 0;
}

/* False: it does not hold then, which is said. */
static bool holds(trial *t, X509 *certificate)
{
    const int64_t from = seconds_of(X509_get0_notBefore(certificate)), to = seconds_of(X509_get0_notAfter(certificate));
    const bool early = t->out->time < from;
    if (!early && t->out->time <= to)
        return true;
    const bc_str when = bc_sign_time_text(t->arena, early ? from : to),
                 claimed = bc_sign_time_text(t->arena, t->out->time),
                 name = name_of(t, X509_get_subject_name(certificate));
    answer(&t->out->in_time, BIAOCE_VERDICT_BAD,
           bc_arena_printf(t->arena,
                           early ? bc_tr("the certificate of %.*s holds from %.*s on only, after the claimed time %.*s")
                                 : bc_tr("the certificate of %.*s ended at %.*s, before the claimed time %.*s"),
                           BC_STR_ARG(name), BC_STR_ARG(when), BC_STR_ARG(claimed)));
    return false;
}

/* `chain` NULL: the signer's certificate alone is known to count. */
static void judge_time(trial *t, STACK_OF(X509) * chain)
{
    if (!t->out->time) {
        answer(&t->out->in_time, BIAOCE_VERDICT_NOT_JUDGED, bc_str_from(bc_tr("not judged: it claims no time")));
        return;
    }
    bool good = holds(t, t->certificate);
    for (int i = 1; good && i < sk_X509_num(chain); i++)
        good = holds(t, sk_X509_value(chain, i));
    if (good)
        answer(&t->out->in_time, BIAOCE_VERDICT_GOOD,
               bc_arena_printf(t->arena, bc_tr("the certificate held at the claimed time %.*s"),
                               BC_STR_ARG(bc_sign_time_text(t->arena, t->out->time))));
}

static bc_str why_not(trial *t, int error)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return bc_str_from(bc_tr("no certificate of the trust store stands behind it"));
    default:
        return bc_arena_printf(t->arena, bc_tr("its certificates do not lead to the trust store: %s"),
                               X509_verify_cert_error_string(error));
    }
}

/* The time is another question. */
static void judge_chain(trial *t)
{
    enum { STRENGTH = 1 }; /* no MD5, no SHA-1, no short keys in it */
    if (!t->trust->store) {
        answer(&t->out->chain, BIAOCE_VERDICT_NOT_JUDGED,
               bc_str_from(bc_tr("not judged: no trust store was given (--trust)")));
        judge_time(t, NULL);
        return;
    }
    X509_STORE_CTX *context = X509_STORE_CTX_new_ex(t->trust->context, NULL);
    bool good = context && X509_STORE_CTX_init(context, t->trust->store, t->certificate, t->certificates) == 1;
    if (good) {
        X509_VERIFY_PARAM *how = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
        X509_VERIFY_PARAM_set_auth_level(how, STRENGTH);
        good = X509_verify_cert(context) == 1;
    }
    if (!good)
        answer(&t->out->chain, BIAOCE_VERDICT_BAD,
               why_not(t, context ? X509_STORE_CTX_get_error(context) : X509_V_ERR_OUT_OF_MEM));
    else if (!(X509_get_key_usage(t->certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)))
        answer(&t->out->chain, BIAOCE_VERDICT_BAD, bc_str_from(bc_tr("the certificate is not meant for signatures")));
    else
        answer(&t->out->chain, BIAOCE_VERDICT_GOOD, bc_str_from(bc_tr("its certificates lead to the trust store")));
    judge_time(t, good ? X509_STORE_CTX_get0_chain(context) : NULL);
    X509_STORE_CTX_free(context);
}

void bc_sign_judge(bc_arena *arena, const bc_sign_trust *trust, bc_str cms, bc_str first, bc_str second, int64_t time,
                   bc_sign_judgement *out)
{
    trial t = { .arena = arena, .trust = trust, .parts = { first, second }, .out = out };
    *out = (bc_sign_judgement){ .time = time };
    answer(&out->chain, BIAOCE_VERDICT_NOT_JUDGED, bc_str_from(bc_tr("not judged: the certificate cannot be read")));
    answer(&out->in_time, BIAOCE_VERDICT_NOT_JUDGED, out->chain.text);
    ERR_set_mark();
    if (read_cms(&t, cms) && find_signer(&t)) {
        out->signer = name_of(&t, X509_get_subject_name(t.certificate));
        out->issuer = name_of(&t, X509_get_issuer_name(t.certificate));
        out->time = time ? time : time_said(&t);
        out->timestamped = CMS_unsigned_get_attr_by_NID(t.signer, NID_id_smime_aa_timeStampToken, -1) >= 0;
        judge_valid(&t);
        judge_chain(&t);
    }
    ERR_pop_to_mark();
    sk_X509_pop_free(t.certificates, X509_free);
    CMS_ContentInfo_free(t.cms);
}
