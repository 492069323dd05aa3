/* Incremental updates. What is added begins on a line of its own; the trailer repeats the older one's entries, and of
 * the two identifiers the second is new. */
#include "sign/private/update.h"

#include "base/md5.h"
#include "sign/private/objects.h"

#include <assert.h>
#include <stdlib.h>

void bc_sign_update_init(bc_sign_update *update, bc_pdfread *file, bc_str bytes)
{
    *update = (bc_sign_update){ .file = file, .end = bc_pdfread_end_of(file), .before = bytes.n };
    assert(!update->end.repaired && !update->end.head);
    update->next = update->end.number;
    const bc_pdfread_object *root = bc_pdfread_raw(bc_pdfread_trailer(file), "Root");
    update->catalog = root && root->kind == BC_PDFREAD_REF ? root->as.ref : 0;
    bc_buf_init(&update->added);
    if (bytes.n && bytes.p[bytes.n - 1] != '\n')
        bc_buf_add_char(&update->added, '\n');
}

void bc_sign_update_release(bc_sign_update *update)
{
    bc_buf_release(&update->added);
    bc_vec_release(&update->rows);
}

uint32_t bc_sign_update_number(bc_sign_update *update)
{
    return update->next++;
}

static uint32_t generation_of(const bc_sign_update *update, uint32_t number)
{
    const bc_pdfread_spot spot = bc_pdfread_spot_of(update->file, number);
    return spot.is_there && !spot.packed ? spot.index : 0;
}

void bc_sign_update_refer(bc_sign_update *update, uint32_t number)
{
    bc_sign_put_ref(&update->added, number, generation_of(update, number));
}

void bc_sign_update_begin(bc_sign_update *update, uint32_t number)
{
    const uint32_t generation = generation_of(update, number);
    bc_vec_add(&update->rows, (bc_sign_row){ number, generation, update->before + update->added.n });
    bc_buf_printf(&update->added, "%u %u obj\n", number, generation);
}

void bc_sign_update_end(bc_sign_update *update)
{
    bc_buf_add_text(&update->added, "\nendobj\n");
}

static void put_stream(bc_sign_update *update, bc_str entries, bc_str bytes)
{
    bc_buf *out = &update->added;
    bc_buf_printf(out, "<<%.*s/Length %zu>>\nstream\n", BC_STR_ARG(entries), bytes.n);
    bc_buf_add_str(out, bytes);
    bc_buf_add_text(out, "\nendstream");
}

uint32_t bc_sign_update_stream(bc_sign_update *update, bc_str entries, bc_str bytes)
{
    const uint32_t number = bc_sign_update_number(update);
    bc_sign_update_begin(update, number);
    put_stream(update, entries, bytes);
    bc_sign_update_end(update);
    return number;
}

static int by_number(const void *a, const void *b)
{
    const bc_sign_row *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* Rows whose numbers follow each other from the i-th on. */
static size_t run_from(const bc_sign_update *update, size_t i)
{
    size_t n = 1;
    while (i + n < update->rows.n && update->rows.at[i + n].number == update->rows.at[i].number + n)
        n++;
    return n;
}

static void put_trailer_entries(bc_sign_update *update, bc_buf *out)
{
    static const char *const OWN[] = { "Size",  "Prev",   "ID",     "XRefStm",     "Type", "W",
                                       "Index", "Filter", "Length", "DecodeParms", NULL };
    const bc_pdfread_object *trailer = bc_pdfread_trailer(update->file);
    const bc_pdfread_object *id = bc_pdfread_find(update->file, trailer, "ID");
    const bc_pdfread_object *first = bc_pdfread_item(update->file, id, 0);
    unsigned char sum[BC_MD5];
    bc_md5 md5;
    bc_md5_init(&md5);
    bc_md5_add(&md5, first->kind == BC_PDFREAD_STRING ? first->as.text : BC_STR(""));
    bc_md5_add(&md5, bc_buf_str(&update->added));
    bc_md5_finish(&md5, sum);
    const bc_str own = { (const char *)sum, sizeof sum };
    bc_buf_printf(out, "/Size %u/Prev %llu/ID[", update->next, (unsigned long long)update->end.at);
    bc_sign_put_hex(out, first->kind == BC_PDFREAD_STRING ? first->as.text : own);
    bc_sign_put_hex(out, own);
    bc_buf_add_char(out, ']');
    bc_sign_put_entries(out, trailer, OWN);
}

static void put_table(bc_sign_update *update)
{
    bc_buf *out = &update->added;
    bc_buf_add_text(out, "xref\n");
    for (size_t i = 0, n; i < update->rows.n; i += n) {
        n = run_from(update, i);
        bc_buf_printf(out, "%u %zu\n", update->rows.at[i].number, n);
        for (size_t k = i; k < i + n; k++)
            bc_buf_printf(out, "%010llu %05u n \n", (unsigned long long)update->rows.at[k].at,
                          update->rows.at[k].generation);
    }
    bc_buf_add_text(out, "trailer\n<<");
    put_trailer_entries(update, out);
    bc_buf_add_text(out, ">>\n");
}

static void put_big_endian(bc_buf *out, uint64_t value, unsigned bytes)
{
    while (bytes--)
        bc_buf_add_char(out, (char)(unsigned char)(value >> (8 * bytes)));
}

static void put_rows_stream(bc_sign_update *update, uint32_t number)
{
    enum { KIND = 1, PLACE = 5, GENERATION = 2, USED = 1 };
    bc_buf entries, bytes;
    bc_buf_init(&entries);
    bc_buf_init(&bytes);
    bc_buf_printf(&entries, "/Type/XRef/W[%d %d %d]/Index[", KIND, PLACE, GENERATION);
    for (size_t i = 0, n; i < update->rows.n; i += n) {
        n = run_from(update, i);
        bc_buf_printf(&entries, i ? " %u %zu" : "%u %zu", update->rows.at[i].number, n);
        for (size_t k = i; k < i + n; k++) {
            put_big_endian(&bytes, USED, KIND);
            put_big_endian(&bytes, update->rows.at[k].at, PLACE);
            put_big_endian(&bytes, update->rows.at[k].generation, GENERATION);
        }
    }
    bc_buf_add_char(&entries, ']');
    put_trailer_entries(update, &entries);
    bc_buf_printf(&update->added, "%u 0 obj\n", number);
    put_stream(update, bc_buf_str(&entries), bc_buf_str(&bytes));
    bc_sign_update_end(update);
    bc_buf_release(&entries);
    bc_buf_release(&bytes);
}

void bc_sign_update_finish(bc_sign_update *update)
{
    const uint32_t number = update->end.streams ? bc_sign_update_number(update) : 0;
    const uint64_t at = update->before + update->added.n;
    if (number)
        bc_vec_add(&update->rows, (bc_sign_row){ number, 0, at });
    if (update->rows.n)
        qsort(update->rows.at, update->rows.n, sizeof *update->rows.at, by_number);
    if (number)
        put_rows_stream(update, number);
    else
        put_table(update);
    bc_buf_printf(&update->added, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)at);
}
