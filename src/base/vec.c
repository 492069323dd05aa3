/* How arrays grow: by doubling, the sizes checked for overflow before they are multiplied. */
#include "base/vec.h"

#include <assert.h>

void *bc_vec_grow(void *at, size_t *capacity, size_t need, size_t size)
{
    assert(size > 0 && (at || !*capacity));
    if (need <= *capacity)
        return at;
    size_t grown = *capacity < 8 ? 8 : *capacity * 2;
    if (grown < need)
        grown = need;
    *capacity = grown;
    return bc_mem_resize(at, bc_mem_product(grown, size));
}
