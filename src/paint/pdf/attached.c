/* Attached files: a stream with the bytes, whose Params say how many there are and their checksum; a file
 * specification with the names and what the file is to the pages; and the two ways by which readers find these, the
 * tree of names and the catalog's list of associated files (ISO 19005-3, 6.8; ISO 14289-1, 7.11). */
#include "paint/pdf/private/attached.h"

#include "paint/pdf/private/metadata.h"
#include "paint/pdf/private/syntax.h"

#include <stdlib.h>

/* -- bytes ---------------------------------------------------------------------------------------------- */

void bc_pdf_attaching_init(bc_pdf_attaching *attaching)
{
    attaching->stream = bc_deflate_stream_new_zlib();
    bc_md5_init(&attaching->md5);
    bc_buf_init(&attaching->packed);
}

void bc_pdf_attaching_release(bc_pdf_attaching *attaching)
{
    bc_deflate_stream_free(attaching->stream);
    bc_buf_release(&attaching->packed);
}

void bc_pdf_attaching_add(bc_pdf_attaching *attaching, bc_str bytes)
{
    bc_md5_add(&attaching->md5, bytes);
    bc_deflate_stream_add(attaching->stream, bytes, false, &attaching->packed);
}

void bc_pdf_attaching_finish(bc_pdf_attaching *attaching, bc_pdf_attachment *attachment)
{
    bc_deflate_stream_add(attaching->stream, (bc_str){ 0 }, true, &attaching->packed);
    bc_md5_finish(&attaching->md5, attachment->checksum);
    attachment->length = bc_deflate_stream_length(attaching->stream);
    attachment->packed = bc_buf_str(&attaching->packed);
}

/* -- objects -------------------------------------------------------------------------------------------- */

void bc_pdf_attached_add(bc_pdf_attached *attached, const bc_pdf_attachment *attachment, bc_arena *arena)
{
    bc_pdf_attachment own = *attachment;
    bc_str *const texts[] = { &own.name, &own.plain, &own.type, &own.description, &own.packed };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = bc_arena_str(arena, *texts[i]);
    bc_vec_add(&attached->list, own);
}

void bc_pdf_attached_release(bc_pdf_attached *attached)
{
    bc_vec_release(&attached->list);
}

static bc_pdf_ref define_bytes(bc_pdf_file *file, const bc_pdf_attachment *attachment, const bc_layout_info *info)
{
    bc_buf entries;
    bc_buf_init(&entries);
    bc_buf_add_text(&entries, "/Type/EmbeddedFile/Subtype");
    bc_pdf_put_name(&entries, attachment->type);
    bc_buf_printf(&entries, "/Params<</Size %llu/CheckSum<", (unsigned long long)attachment->length);
    for (int i = 0; i < BC_MD5; i += 2)
        bc_pdf_put_hex16(&entries, (unsigned)attachment->checksum[i] << 8 | attachment->checksum[i + 1]);
    bc_buf_add_char(&entries, '>');
    bc_pdf_put_date(&entries, "/CreationDate", info->time);
    bc_pdf_put_date(&entries, "/ModDate", info->time);
    bc_buf_add_text(&entries, ">>/Filter/FlateDecode");
    const bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_lent(file, ref, bc_buf_str(&entries), attachment->packed);
    bc_buf_release(&entries);
    return ref;
}

static bc_pdf_ref define_specification(bc_pdf_file *file, const bc_pdf_attachment *attachment,
                                       const bc_layout_info *info)
{
    static const char *const RELATIONS[] = { "Data", "Source" };
    const bc_pdf_ref bytes = define_bytes(file, attachment, info);
    bc_buf entries;
    bc_buf_init(&entries);
    bc_buf_add_text(&entries, "/Type/Filespec/F");
    bc_pdf_put_text(&entries, attachment->plain);
    bc_buf_add_text(&entries, "/UF");
    bc_pdf_put_text(&entries, attachment->name);
    if (attachment->description.n) {
        bc_buf_add_text(&entries, "/Desc");
        bc_pdf_put_text(&entries, attachment->description);
    }
    bc_buf_printf(&entries, "/AFRelationship/%s/EF<</F %u 0 R/UF %u 0 R>>", RELATIONS[attachment->relation], bytes,
                  bytes);
    const bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define(file, ref, bc_buf_str(&entries));
    bc_buf_release(&entries);
    return ref;
}

/* Readers look names up by their bytes, as they are written: in ASCII, or in UTF-16 behind its mark, which comes after
 * all of ASCII and orders nearly as UTF-8. Names in the tree are the plain ones, so that both orders are one. */
static int by_name(const void *a, const void *b)
{
    const bc_pdf_attachment *x = a, *y = b;
    return bc_str_compare(x->plain, y->plain);
}

void bc_pdf_attached_define(bc_pdf_attached *attached, bc_pdf_file *file, const bc_layout_info *info, bc_buf *catalog)
{
    bc_buf names, list;
    if (!attached->list.n)
        return;
    qsort(attached->list.at, attached->list.n, sizeof *attached->list.at, by_name);
    bc_buf_init(&names);
    bc_buf_init(&list);
    for (size_t i = 0; i < attached->list.n; i++) {
        const bc_pdf_ref ref = define_specification(file, &attached->list.at[i], info);
        bc_pdf_put_text(&names, attached->list.at[i].plain);
        bc_pdf_put_ref(&names, ref);
        bc_buf_add_text(&list, i ? " " : "");
        bc_pdf_put_ref(&list, ref);
    }
    bc_buf_add_text(catalog, "/Names<</EmbeddedFiles<</Names[");
    bc_buf_add_str(catalog, bc_buf_str(&names));
    bc_buf_add_text(catalog, "]>>>>/AF[");
    bc_buf_add_str(catalog, bc_buf_str(&list));
    bc_buf_add_char(catalog, ']');
    bc_buf_release(&names);
    bc_buf_release(&list);
}
