/* Two 64-bit lanes, multiplied and rotated a word at a time: fast, the same on every machine, and no promise
 * against somebody who means harm. */
#include "paint/pdf/private/digest.h"

#include <string.h>

/* Odd constants with well spread bits: the golden ratio and square roots of primes. */
static const uint64_t MIX_A = 0x9E3779B97F4A7C15u;
static const uint64_t MIX_B = 0xBB67AE8584CAA73Bu;
static const uint64_t MIX_C = 0x3C6EF372FE94F82Bu;

void bc_pdf_digest_init(bc_pdf_digest *digest)
{
    digest->lanes[0] = MIX_A;
    digest->lanes[1] = MIX_B;
}

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void mix(bc_pdf_digest *digest, uint64_t word)
{
    digest->lanes[0] = rotate(digest->lanes[0] ^ word, 29) * MIX_A;
    digest->lanes[1] = rotate(digest->lanes[1] + word, 37) * MIX_C ^ digest->lanes[0];
}

/* Little-endian on every machine, so that the digest is. Written out, compilers make one load of it; of a loop they do
 * not. */
static uint64_t word_at(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

void bc_pdf_digest_add(bc_pdf_digest *digest, bc_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    size_t left = bytes.n;
    for (; left >= 8; left -= 8, p += 8)
        mix(digest, word_at(p));
    unsigned char tail[8] = { 0 };
    if (left)
        memcpy(tail, p, left);
    mix(digest, word_at(tail));
    mix(digest, bytes.n);
}

uint64_t bc_pdf_digest_value(const bc_pdf_digest *digest)
{
    bc_pdf_digest end = *digest;
    mix(&end, MIX_B);
    mix(&end, MIX_B);
    return end.lanes[0] ^ rotate(end.lanes[1], 32);
}

void bc_pdf_digest_bytes(const bc_pdf_digest *digest, unsigned char out[BC_PDF_DIGEST])
{
    bc_pdf_digest end = *digest;
    mix(&end, MIX_C);
    mix(&end, MIX_C);
    for (unsigned i = 0; i < BC_PDF_DIGEST; i++)
        out[i] = (unsigned char)(end.lanes[i / 8] >> (56 - 8 * (i % 8)));
}
