/* Parts are printed into streams of memory; a stream that could not grow says so when it is closed. */
#include "paint/xlsx/private/part.h"

#include <stdio_ext.h>

bool bc_xlsx_part_open(bc_xlsx_part *out)
{
    *out = (bc_xlsx_part){ 0 };
    out->file = open_memstream(&out->p, &out->n);
    if (!out->file)
        return false;
    __fsetlocking(out->file, FSETLOCKING_BYCALLER); /* no other thread sees it */
    return true;
}

bool bc_xlsx_part_close(bc_xlsx_part *out)
{
    bool good = !ferror(out->file);
    return fclose(out->file) == 0 && good && out->p; /* it gives no memory back and says nothing when it finds none */
}
