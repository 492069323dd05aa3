/* Code 128: printable ASCII, as codes of projects and serial numbers are. zint chooses among the three sets of
 * characters so that there are few bars. */
#include "base/tr.h"
#include "symbol/symbol.h"

#include <string.h>
#include <zint.h>

enum { MAX_CHARACTERS = 80 /* at the narrowest bars that printers print, 250 mm wide */ };

static const char *unfit(bc_str text)
{
    if (text.n > MAX_CHARACTERS)
        return bc_tr("it is too long for a barcode, which holds 80 characters");
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < 0x20 || text.p[i] > 0x7e)
            return bc_tr("a barcode holds letters, figures and signs of ASCII only");
    return NULL;
}

bool bc_symbol_make_bars(bc_str text, bc_arena *arena, bc_symbol *out, const char **why)
{
    *why = unfit(text);
    if (*why)
        return false;
    struct zint_symbol *made = ZBarcode_Create();
    if (!made)
        bc_mem_exhausted();
    made->symbology = BARCODE_CODE128;
    int failed = ZBarcode_Encode(made, (const unsigned char *)text.p, (int)text.n);
    if (failed >= ZINT_ERROR) {
        *why = bc_tr("it is too long for a barcode, which holds 80 characters");
    } else {
        uint8_t *dark = BC_NEW_ARRAY(arena, uint8_t, (size_t)made->width);
        for (int i = 0; i < made->width; i++)
            dark[i] = made->encoded_data[0][i / 8] >> (i % 8) & 1;
        *out = (bc_symbol){ (uint32_t)made->width, 1, dark };
    }
    ZBarcode_Delete(made);
    return !*why;
}
