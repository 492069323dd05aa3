/* Blocks of 64 bytes are stirred into four words. The constants of each step are the sines of its number, in parts of
 * 2^32: written down, since nothing here computes in floating point. */
#include "base/md5.h"

#include <string.h>

enum { STEPS = 64, LENGTH_AT = BC_MD5_BLOCK - 8 };

static const uint32_t SINES[STEPS] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static const uint8_t TURNS[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };

static uint32_t word_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void stir(uint32_t state[4], const unsigned char *block)
{
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < STEPS; i++) {
        uint32_t mixed;
        unsigned word;
        switch (i / 16) {
        case 0:
            mixed = (b & c) | (~b & d);
            word = i;
            break;
        case 1:
            mixed = (d & b) | (~d & c);
            word = (5 * i + 1) % 16;
            break;
        case 2:
            mixed = b ^ c ^ d;
            word = (3 * i + 5) % 16;
            break;
        default:
            mixed = c ^ (b | ~d);
            word = 7 * i % 16;
        }
        const uint32_t sum = a + mixed + SINES[i] + word_at(block + (size_t)4 * word);
        const unsigned turn = TURNS[i / 16][i % 4];
        a = d;
        d = c;
        c = b;
        b += sum << turn | sum >> (32 - turn);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void bc_md5_init(bc_md5 *md5)
{
    *md5 = (bc_md5){ .state = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 } };
}

void bc_md5_add(bc_md5 *md5, bc_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    size_t n = bytes.n, held = (size_t)(md5->length % BC_MD5_BLOCK);
    md5->length += n;
    while (n) {
        if (!held && n >= BC_MD5_BLOCK) {
            stir(md5->state, p);
            p += BC_MD5_BLOCK;
            n -= BC_MD5_BLOCK;
            continue;
        }
        const size_t taken = n < BC_MD5_BLOCK - held ? n : BC_MD5_BLOCK - held;
        memcpy(md5->block + held, p, taken);
        p += taken;
        n -= taken;
        held += taken;
        if (held == BC_MD5_BLOCK) {
            stir(md5->state, md5->block);
            held = 0;
        }
    }
}

void bc_md5_finish(bc_md5 *md5, unsigned char out[BC_MD5])
{
    static const char PADDING[BC_MD5_BLOCK] = { (char)0x80 };
    const uint64_t bits = md5->length * 8;
    const size_t held = (size_t)(md5->length % BC_MD5_BLOCK);
    char length[8];
    for (unsigned i = 0; i < sizeof length; i++)
        length[i] = (char)(unsigned char)(bits >> 8 * i);
    bc_md5_add(md5, (bc_str){ PADDING, held < LENGTH_AT ? LENGTH_AT - held : LENGTH_AT + BC_MD5_BLOCK - held });
    bc_md5_add(md5, (bc_str){ length, sizeof length });
    for (unsigned i = 0; i < BC_MD5; i++)
        out[i] = (unsigned char)(md5->state[i / 4] >> 8 * (i % 4));
}
