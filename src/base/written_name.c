/* Whose name it is does not change with blanks in it, nor with the width of brackets, figures and letters. */
#include "base/written_name.h"

#include "base/utf8.h"

void bc_written_fold_name(bc_str name, bc_buf *out)
{
    for (size_t at = 0; at < name.n;) {
        uint32_t c = bc_utf8_next(name, &at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c != ' ' && c != '\t' && c != '\n' && c != 0xA0 && c != 0x3000)
            bc_buf_add_utf8(out, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
}
