/* Any bytes as a PDF: no crash, no hang, limits kept; what is attached comes out the same twice, and no longer than was
 * asked for. */
#include "extract/private/find.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_LEVEL = 8, MAX_LOOKS = 5000, MAX_STREAMS = 20, MAX_UNPACKED = 1 << 18 };

static void require(bool truth)
{
    if (!truth)
        abort();
}

typedef struct looks {
    unsigned values, streams; /* that may still be looked at */
} looks;

/* Every value that the catalog leads to, as far as there is time. */
static void look(bc_pdfread *file, const bc_pdfread_object *object, unsigned level, looks *left)
{
    const bc_pdfread_object *value = bc_pdfread_resolve(file, object);
    if (!value || value->kind == BC_PDFREAD_REF)
        abort();
    if (level == MAX_LEVEL || !left->values)
        return;
    left->values--;
    bc_buf text;
    bc_buf_init(&text);
    if (value->kind == BC_PDFREAD_STRING)
        bc_pdfread_text(value->as.text, &text);
    if (value->kind == BC_PDFREAD_STREAM && left->streams) {
        left->streams--;
        (void)bc_pdfread_unpack(file, value, MAX_UNPACKED, &text);
        require(text.n <= MAX_UNPACKED);
    }
    bc_buf_release(&text);
    for (uint32_t i = 0; value->kind == BC_PDFREAD_ARRAY && i < value->n; i++)
        look(file, &value->as.items[i], level + 1, left);
    for (uint32_t i = 0; (value->kind == BC_PDFREAD_DICT || value->kind == BC_PDFREAD_STREAM) && i < value->n; i++)
        look(file, &value->as.entries[i].value, level + 1, left);
}

static void extract(bc_str bytes, bc_buf *out)
{
    bc_pdfread_fault fault;
    bc_pdfread *file = bc_pdfread_open(bytes, &fault);
    bc_extract_list list = { 0 };
    require(!file == (fault != BC_PDFREAD_GOOD));
    if (!file)
        return;
    looks left = { MAX_LOOKS, MAX_STREAMS };
    look(file, bc_pdfread_catalog(file), 0, &left);
    bc_extract_find(file, &list);
    require(list.files.n <= BC_EXTRACT_MAX_FILES);
    for (size_t i = 0; i < list.files.n && i < MAX_STREAMS; i++) {
        const size_t before = out->n;
        (void)bc_pdfread_unpack(file, list.files.at[i].stream, MAX_UNPACKED, out);
        require(out->n - before <= MAX_UNPACKED);
        require(!memchr(list.files.at[i].name.p, '/', list.files.at[i].name.n));
    }
    bc_extract_list_release(&list);
    bc_pdfread_free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_buf first, second;
    bc_buf_init(&first);
    bc_buf_init(&second);
    extract((bc_str){ (const char *)data, size }, &first);
    extract((bc_str){ (const char *)data, size }, &second);
    require(bc_str_eq(bc_buf_str(&first), bc_buf_str(&second)));
    bc_buf_release(&first);
    bc_buf_release(&second);
    return 0;
}
