/* Big-endian numbers, as font files have them. Callers have checked that the bytes are there. */
#ifndef BC_BASE_BYTES_H
#define BC_BASE_BYTES_H

#include "base/buf.h"

static inline uint32_t bc_bytes_read(const uint8_t *p, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | p[i];
    return value;
}

static inline uint16_t bc_bytes_u16(bc_str s, size_t at)
{
    return (uint16_t)bc_bytes_read((const uint8_t *)s.p + at, 2);
}

static inline void bc_bytes_store(uint8_t *p, uint32_t value, unsigned size)
{
    for (unsigned i = size; i > 0; i--, value >>= 8)
        p[i - 1] = (uint8_t)value;
}

static inline void bc_bytes_put(bc_buf *out, uint32_t value, unsigned size)
{
    uint8_t bytes[4];
    bc_bytes_store(bytes, value, size);
    bc_buf_add(out, bytes, size);
}

#endif
