/* The table directory of a font file. Every offset is checked against the file before it is followed, so whoever
 * asks for a table gets one that lies inside, or nothing. */
#include "text/private/sfnt.h"

#include <string.h>

enum { COLLECTION_HEADER = 12, DIRECTORY_HEADER = 12, DIRECTORY_ENTRY = 16 };

static bool read_u16(bc_str file, size_t at, uint16_t *out)
{
    if (at > file.n || file.n - at < 2)
        return false;
    const uint8_t *p = (const uint8_t *)file.p + at;
    *out = (uint16_t)(p[0] << 8 | p[1]);
    return true;
}

static bool read_u32(bc_str file, size_t at, uint32_t *out)
{
    if (at > file.n || file.n - at < 4)
        return false;
    const uint8_t *p = (const uint8_t *)file.p + at;
    *out = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    return true;
}

bool bc_font_sfnt_directory(bc_str file, int index, uint32_t *offset)
{
    uint32_t faces;
    if (index < 0 || file.n < DIRECTORY_HEADER)
        return false;
    if (memcmp(file.p, "ttcf", 4) != 0) {
        *offset = 0;
        return index == 0;
    }
    if (!read_u32(file, 8, &faces) || (uint32_t)index >= faces)
        return false;
    return read_u32(file, COLLECTION_HEADER + 4 * (size_t)index, offset) && *offset < file.n;
}

bc_str bc_font_sfnt_table(bc_str file, uint32_t directory, const char tag[4])
{
    uint16_t count;
    if (!read_u16(file, (size_t)directory + 4, &count))
        return (bc_str){ NULL, 0 };
    for (size_t i = 0; i < count; i++) {
        size_t entry = (size_t)directory + DIRECTORY_HEADER + DIRECTORY_ENTRY * i;
        uint32_t offset, length;
        if (!read_u32(file, entry + 8, &offset) || !read_u32(file, entry + 12, &length))
            break;
        if (memcmp(file.p + entry, tag, 4) != 0)
            continue;
        if (offset > file.n || length > file.n - offset)
            break;
        return (bc_str){ file.p + offset, length };
    }
    return (bc_str){ NULL, 0 };
}
