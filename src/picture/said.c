/* What is said with a figure or a name in it: kept for the thread that asked until it asks again. */
#include "base/tr.h"
#include "picture/private/formats.h"

#include <stdio.h>

static _Thread_local char said[160];

const char *bc_picture_say_format(const char *name)
{
    snprintf(said, sizeof said, bc_tr("it is %s; PNG and JPEG can be printed"), name);
    return said;
}

const char *bc_picture_check_size(uint64_t width, uint64_t height)
{
    if (!width || !height)
        return bc_tr("it says that it has no pixels");
    if (width <= BC_MAX_PICTURE_SIDE && height <= BC_MAX_PICTURE_SIDE && width * height <= BC_MAX_PICTURE_PIXELS)
        return NULL;
    snprintf(said, sizeof said, bc_tr("it has %llu x %llu pixels; a side has at most %d, all together %d million"),
             (unsigned long long)width, (unsigned long long)height, BC_MAX_PICTURE_SIDE,
             BC_MAX_PICTURE_PIXELS / 1000000);
    return said;
}
