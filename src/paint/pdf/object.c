/* What libharu would keep as a tree of nodes (136 bytes a dictionary key, 4 KB a stream) is kept here as text: each
 * object is an empty HPDF_Dict whose write functions put that text out. libharu has the table of objects, their
 * offsets, the cross-references and the trailer. Streams come deflated, so they never pass through its own buffers,
 * and their length is a direct number. No HPDF_Doc is made: that would bring its clock, its producer line and its
 * jump buffers along. */
#include "paint/pdf/private/object.h"

#include "base/arena.h"
#include "paint/pdf/private/digest.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include <string.h>

typedef struct object {
    bc_str entries, data;
    bool stream;
    HPDF_Stream out; /* between the two write functions */
} object;

struct bc_pdf_file {
    bc_arena arena;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Xref xref;
    bc_pdf_digest digest;
    uint64_t bytes; /* of all objects, so that 32-bit offsets never overflow */
    bc_pdf_status status;
};

enum { POOL = 16 * 1024, OBJECT_SYNTAX = 64 };

static const char HEADER[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
static const uint64_t MAX_BYTES = UINT32_MAX - (1u << 28); /* leaves room for the cross-reference table */

static void *HPDF_STDCALL pool_alloc(HPDF_UINT size)
{
    return bc_mem_alloc(size);
}

static void HPDF_STDCALL pool_free(void *p)
{
    bc_mem_free(p);
}

bc_pdf_file *bc_pdf_file_new(void)
{
    bc_pdf_file *file = bc_mem_alloc(sizeof *file);
    HPDF_Error_Init(&file->error, file);
    file->memory = HPDF_MMgr_New(&file->error, POOL, pool_alloc, pool_free);
    if (file->memory)
        file->xref = HPDF_Xref_New(file->memory, 0);
    if (!file->xref)
        file->status = BC_PDF_FAILED;
    bc_pdf_digest_init(&file->digest);
    return file;
}

void bc_pdf_file_free(bc_pdf_file *file)
{
    if (!file)
        return;
    if (file->xref)
        HPDF_Xref_Free(file->xref);
    if (file->memory)
        HPDF_MMgr_Free(file->memory);
    bc_arena_release(&file->arena);
    bc_mem_free(file);
}

static HPDF_STATUS write_bytes(HPDF_Stream out, bc_str s)
{
    return s.n ? HPDF_Stream_Write(out, (const HPDF_BYTE *)s.p, (HPDF_UINT)s.n) : HPDF_OK;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream out)
{
    object *self = dict->attr;
    self->out = out;
    HPDF_STATUS status = write_bytes(out, self->entries);
    if (status != HPDF_OK || !self->stream)
        return status;
    if ((status = HPDF_Stream_WriteStr(out, "/Length ")) != HPDF_OK)
        return status;
    return HPDF_Stream_WriteUInt(out, (HPDF_UINT)self->data.n);
}

/* libharu calls this after it has closed the dictionary: the place for a stream's bytes. */
static HPDF_STATUS write_data(HPDF_Dict dict)
{
    object *self = dict->attr;
    if (!self->stream)
        return HPDF_OK;
    HPDF_STATUS status = HPDF_Stream_WriteStr(self->out, "\nstream\n");
    if (status == HPDF_OK)
        status = write_bytes(self->out, self->data);
    return status == HPDF_OK ? HPDF_Stream_WriteStr(self->out, "\nendstream") : status;
}

bc_pdf_ref bc_pdf_reserve(bc_pdf_file *file)
{
    if (file->status != BC_PDF_OK)
        return 0;
    if (file->xref->entries->count >= HPDF_LIMIT_MAX_XREF_ELEMENT) {
        file->status = BC_PDF_TOO_LARGE;
        return 0;
    }
    HPDF_Dict dict = HPDF_Dict_New(file->memory);
    if (!dict || HPDF_Xref_Add(file->xref, dict) != HPDF_OK) {
        file->status = BC_PDF_FAILED;
        return 0;
    }
    dict->attr = BC_NEW(&file->arena, object);
    dict->write_fn = write_entries;
    dict->after_write_fn = write_data;
    file->bytes += OBJECT_SYNTAX;
    return file->xref->entries->count - 1;
}

static object *object_at(bc_pdf_file *file, bc_pdf_ref ref)
{
    if (file->status != BC_PDF_OK)
        return NULL;
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->xref, ref);
    return entry && ref ? ((HPDF_Dict)entry->obj)->attr : NULL;
}

static void define(bc_pdf_file *file, bc_pdf_ref ref, const object *content)
{
    object *self = object_at(file, ref);
    if (!self)
        return;
    file->bytes += content->entries.n + content->data.n;
    if (file->bytes > MAX_BYTES) {
        file->status = BC_PDF_TOO_LARGE;
        return;
    }
    self->entries = bc_arena_str(&file->arena, content->entries);
    self->data = bc_arena_str(&file->arena, content->data);
    self->stream = content->stream;
    bc_pdf_digest_add(&file->digest, content->entries);
    bc_pdf_digest_add(&file->digest, content->data);
}

void bc_pdf_define(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries)
{
    define(file, ref, &(object){ .entries = entries });
}

void bc_pdf_define_stream(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    define(file, ref, &(object){ .entries = entries, .data = data, .stream = true });
}

static HPDF_STATUS append_to_buf(HPDF_Stream out, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    bc_buf_add(out->attr, bytes, n);
    return HPDF_OK;
}

static void set_trailer(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info)
{
    char id[BC_PDF_DIGEST_TEXT + 1];
    bc_pdf_digest_text(&file->digest, id);
    object *trailer = BC_NEW(&file->arena, object);
    trailer->entries = bc_arena_printf(&file->arena, "/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]\n", catalog, info, id, id);
    file->xref->trailer->attr = trailer;
    file->xref->trailer->write_fn = write_entries;
}

bc_pdf_status bc_pdf_file_write(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, bc_buf *out)
{
    if (file->status != BC_PDF_OK)
        return file->status;
    set_trailer(file, catalog, info);
    bc_buf_reserve(out, file->bytes);
    HPDF_Stream stream = HPDF_CallbackWriter_New(file->memory, append_to_buf, out);
    bool written = stream && HPDF_Stream_WriteStr(stream, HEADER) == HPDF_OK &&
                   HPDF_Xref_WriteToStream(file->xref, stream, NULL) == HPDF_OK;
    if (stream)
        HPDF_Stream_Free(stream);
    if (!written)
        file->status = BC_PDF_FAILED;
    return file->status;
}
