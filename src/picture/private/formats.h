/* The two formats, each of which fills in what it finds. */
#ifndef BC_PICTURE_PRIVATE_FORMATS_H
#define BC_PICTURE_PRIVATE_FORMATS_H

#include "base/buf.h"
#include "picture/picture.h"

/* `picture->file` is set. Each returns NULL, or what is wrong, as bc_picture_read says it. */
const char *bc_picture_read_jpeg(bc_picture *picture);
const char *bc_picture_read_png(bc_picture *picture);

/* A picture that has a copy of the bytes and their digest, and nothing else. */
bc_picture *bc_picture_own(bc_str bytes);
/* That a file is of another format. */
const char *bc_picture_say_format(const char *name);
/* Whether a picture of that size is taken; what is wrong with it, or NULL. */
const char *bc_picture_check_size(uint64_t width, uint64_t height);

#endif
