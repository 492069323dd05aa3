/* A growable byte buffer. p is never NULL after init and p[n] is always NUL. */
#ifndef BC_BASE_BUF_H
#define BC_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

typedef struct bc_buf {
    char *p;
    size_t n, capacity;
} bc_buf;

void bc_buf_init(bc_buf *buf);
void bc_buf_release(bc_buf *buf);
void bc_buf_clear(bc_buf *buf); /* keeps the memory */
void bc_buf_reserve(bc_buf *buf, size_t more);
void bc_buf_add(bc_buf *buf, const void *bytes, size_t n);
void bc_buf_add_str(bc_buf *buf, bc_str s);
void bc_buf_add_text(bc_buf *buf, const char *z);
void bc_buf_add_char(bc_buf *buf, char c);
void bc_buf_add_utf8(bc_buf *buf, uint32_t c);
void bc_buf_add_int(bc_buf *buf, int64_t value);
void bc_buf_printf(bc_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bc_buf_vprintf(bc_buf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* Lends the content until the next change of the buffer. */
bc_str bc_buf_str(const bc_buf *buf);

#endif
