/* A picture as what is seen of a signature. */
#ifndef BC_SIGN_PRIVATE_SEAL_H
#define BC_SIGN_PRIVATE_SEAL_H

#include "picture/picture.h"
#include "sign/private/update.h"

/* Adds an appearance of that width and height (thousandths) as it is shown on a page that is turned by so many
 * quarters, with the picture as large as fits in its middle, or empty where it is NULL. Its number. */
uint32_t bc_sign_seal_put(bc_sign_update *update, const bc_picture *picture, int64_t width, int64_t height,
                          unsigned turn);

#endif
