/* What is to be thought of a signature: of its CMS, the certificates in it, and whom one trusts. */
#ifndef BC_SIGN_PRIVATE_JUDGE_H
#define BC_SIGN_PRIVATE_JUDGE_H

#include "base/arena.h"
#include "base/buf.h"

#include <biaoce.h>

enum {
    BC_SIGN_MAX_CMS = 1 << 20, /* bytes: with chain, revocation lists and timestamps some ten thousands are usual */
    BC_SIGN_MAX_CERTIFICATES = 64
};

/* Certificates that are trusted, or none. */
typedef struct bc_sign_trust bc_sign_trust;

enum {
    BC_SIGN_MAX_TRUSTED = 10000, /* certificates; systems have some hundreds */
    BC_SIGN_MAX_TOLD = 20        /* blocks that cannot be read, by their place */
};

/* A block of PEM. */
typedef struct bc_sign_block {
    uint32_t number, line; /* among the certificates of the file, and in it, from 1 on */
} bc_sign_block;

/* What of a trust store is not trusted because it could not be read. */
typedef struct bc_sign_left_out {
    bc_sign_block damaged[BC_SIGN_MAX_TOLD];
    size_t n;             /* of those; there may be more of them than have room */
    bc_sign_block beyond; /* the first that is one too many; number 0: none */
} bc_sign_left_out;

/* PEM or DER; empty: nobody is trusted. NULL: there is no certificate in it. What is behind a block that cannot be read
 * is read all the same. `out` may be NULL. */
bc_sign_trust *bc_sign_trust_open(bc_str file, bc_sign_left_out *out);
/* NULL is allowed. */
void bc_sign_trust_free(bc_sign_trust *trust);

typedef struct bc_sign_answer {
    biaoce_verdict verdict;
    bc_str text; /* a sentence in the user's language */
} bc_sign_answer;

typedef struct bc_sign_judgement {
    bc_sign_answer valid, chain, in_time;
    bc_str signer, issuer; /* names; may be empty */
    bc_str digest;         /* SHA256 */
    bool weak;             /* by now others can be made that have the same digest */
    bool timestamped;      /* it bears a timestamp, which is not judged */
    int64_t time;          /* that is claimed, seconds since 1970; 0: none */
} bc_sign_judgement;

/* Judges the signature over the two parts, one behind the other; `time` is what the PDF claims, or 0. */
void bc_sign_judge(bc_arena *arena, const bc_sign_trust *trust, bc_str cms, bc_str first, bc_str second, int64_t time,
                   bc_sign_judgement *out);
/* `2026-11-22 21:55:16 UTC`; in the arena. */
bc_str bc_sign_time_text(bc_arena *arena, int64_t time);

#endif
