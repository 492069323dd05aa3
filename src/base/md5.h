/* MD5 (RFC 1321), by which files say whether what they hold came through whole. It is no protection against somebody
 * who means harm. */
#ifndef BC_BASE_MD5_H
#define BC_BASE_MD5_H

#include "base/str.h"

enum { BC_MD5 = 16 /* bytes */, BC_MD5_BLOCK = 64 };

typedef struct bc_md5 {
    uint32_t state[4];
    uint64_t length;
    unsigned char block[BC_MD5_BLOCK]; /* what does not fill one yet */
} bc_md5;

void bc_md5_init(bc_md5 *md5);
void bc_md5_add(bc_md5 *md5, bc_str bytes);
/* Nothing may be added afterwards. */
void bc_md5_finish(bc_md5 *md5, unsigned char out[BC_MD5]);

#endif
