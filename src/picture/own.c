/* The bytes of a picture, which it has for itself, and what tells them from others. */
#include "base/mem.h"
#include "picture/private/formats.h"

#include <string.h>

/* Two lanes, a word at a time: fast, the same on every machine. */
static void mix(uint64_t lanes[2], uint64_t word)
{
    lanes[0] = (lanes[0] ^ word) * 0x9E3779B97F4A7C15u;
    lanes[0] ^= lanes[0] >> 29;
    lanes[1] = (lanes[1] + word) * 0xBB67AE8584CAA73Bu;
    lanes[1] ^= (lanes[1] >> 31) ^ lanes[0];
}

static void digest(bc_picture *picture)
{
    bc_str file = picture->file;
    uint64_t *lanes = picture->digest, word = 0;
    lanes[0] = file.n;
    lanes[1] = ~(uint64_t)file.n;
    for (size_t i = 0; i < file.n; i++) {
        word |= (uint64_t)(unsigned char)file.p[i] << (i % 8 * 8);
        if (i % 8 == 7 || i + 1 == file.n) {
            mix(lanes, word);
            word = 0;
        }
    }
    mix(lanes, file.n);
}

bc_picture *bc_picture_own(bc_str bytes)
{
    bc_picture *picture = bc_mem_alloc(sizeof *picture);
    char *copy = bc_mem_alloc(bytes.n + 1);
    if (bytes.n)
        memcpy(copy, bytes.p, bytes.n);
    picture->file = (bc_str){ copy, bytes.n };
    picture->turn = 1;
    digest(picture);
    return picture;
}

static void free_str(bc_str s)
{
    bc_mem_free((void *)(uintptr_t)s.p);
}

void bc_picture_free(bc_picture *picture)
{
    if (!picture)
        return;
    if (picture->kind == BC_PICTURE_PNG) {
        free_str(picture->samples);
        free_str(picture->mask);
    }
    free_str(picture->file);
    bc_mem_free(picture);
}
