/* Any bytes as a picture: it is read or refused with a reason, what is read keeps to its limits, and is the same again.
 */
#include "picture/picture.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool what)
{
    if (!what)
        abort();
}

static bool same(bc_str a, bc_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MAX_PIXELS = 1 << 22 }; /* larger ones take long and find nothing else */
    bc_str bytes = { (const char *)data, size };
    if (size >= 24 && memcmp(data, "\x89PNG", 4) == 0) {
        uint64_t width = 0, height = 0;
        for (unsigned i = 0; i < 4; i++) {
            width = width << 8 | data[16 + i];
            height = height << 8 | data[20 + i];
        }
        if (width && height && width <= BC_MAX_PICTURE_SIDE && height <= BC_MAX_PICTURE_SIDE &&
            width * height > MAX_PIXELS)
            return 0;
    }
    const char *why = NULL, *again = NULL;
    bc_picture *first = bc_picture_read(bytes, &why), *second = bc_picture_read(bytes, &again);
    expect(!first == !second && !first == (why != NULL));
    if (first) {
        expect(first->width && first->height && first->turn >= 1 && first->turn <= 8);
        expect((uint64_t)first->width * first->height <= BC_MAX_PICTURE_PIXELS);
        expect(first->samples.n && same(first->file, bytes) && same(first->samples, second->samples) &&
               same(first->mask, second->mask) && memcmp(first->digest, second->digest, sizeof first->digest) == 0);
    }
    bc_picture *bare = first ? bc_picture_read_bare(bytes, &why) : NULL;
    if (bare) { /* the same picture, and nothing more to take away */
        expect(bare->width == first->width && bare->height == first->height && bare->turn == first->turn);
        bc_picture *barer = bc_picture_read_bare(bare->file, &again);
        expect(barer && same(barer->file, bare->file));
        bc_picture_free(barer);
    }
    bc_picture_free(bare);
    bc_picture_free(first);
    bc_picture_free(second);
    return 0;
}
