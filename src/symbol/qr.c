/* QR codes: the smallest that holds the text with a medium level of correction (15 %), which a form that is folded and
 * stamped needs. Figures and capitals are packed tightly, other text goes in as UTF-8. */
#include "base/tr.h"
#include "symbol/symbol.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

bool bc_symbol_make_qr(bc_str text, bc_arena *arena, bc_symbol *out, const char **why)
{
    enum { ANY_SIZE = 0, DARK = 1 };
    if (memchr(text.p, 0, text.n)) {
        *why = bc_tr("it holds a character that codes cannot");
        return false;
    }
    const char *zero_ended = bc_arena_str(arena, text).p;
    QRcode *made = QRcode_encodeString(zero_ended, ANY_SIZE, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!made && errno == ENOMEM)
        bc_mem_exhausted();
    if (!made) {
        *why = bc_tr("it is too long for a QR code, which holds some 2300 bytes: 770 Chinese characters");
        return false;
    }
    size_t n = (size_t)made->width * (size_t)made->width;
    uint8_t *dark = BC_NEW_ARRAY(arena, uint8_t, n);
    for (size_t i = 0; i < n; i++)
        dark[i] = made->data[i] & DARK;
    *out = (bc_symbol){ (uint32_t)made->width, (uint32_t)made->width, dark };
    QRcode_free(made);
    return true;
}
