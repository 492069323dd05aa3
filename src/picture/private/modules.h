/* Black and white modules as a PNG. */
#ifndef BC_PICTURE_PRIVATE_MODULES_H
#define BC_PICTURE_PRIVATE_MODULES_H

#include "picture/shelf.h"

/* To be freed by bc_picture_free. */
bc_picture *bc_picture_draw_modules(const bc_picture_modules *modules);

#endif
