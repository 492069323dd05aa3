/* Objects are of two kinds. Dictionaries are packed: their texts go into an open object stream, a few hundred in one,
 * and nothing is kept of them but where they are. Streams stand alone and are libharu's: each is an empty HPDF_Dict
 * whose write functions put out its entries and, already deflated, its bytes, so that they pass through none of
 * libharu's own buffers and nodes. No HPDF_Doc is made: that would bring its clock, its producer line and its jump
 * buffers along. The last step, the cross-reference stream, is ours: libharu knows only tables, which cannot say where
 * packed objects are. In a file of version 1.4, which knows neither kind of stream, dictionaries stand alone too, and a
 * table says where. */
#include "paint/pdf/private/object.h"

#include "base/arena.h"
#include "base/vec.h"
#include "paint/pdf/private/digest.h"
#include "paint/pdf/private/syntax.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include <assert.h>
#include <string.h>

/* What stands alone: a stream, or a dictionary of a file that packs none. */
typedef struct object {
    bc_pdf_ref ref;
    bc_str entries, data;
    HPDF_Stream out; /* between the two write functions */
} object;

typedef enum place_kind { UNDEFINED, ALONE, PACKED } place_kind;

/* Where an object is. */
typedef struct place {
    uint32_t at; /* of one that stands alone its first byte, of a packed one the object stream */
    uint16_t index;
    uint8_t kind;
} place;

struct bc_pdf_file {
    bc_pdf_version version;
    bc_arena arena;
    bc_deflate_packer *deflater;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Xref xref; /* what stands alone */
    struct {
        BC_VEC(place) list; /* of each number; 0 is none's */
    } places;
    bc_pdf_pack packs[BC_PDF_FAMILIES]; /* the open object streams */
    bc_pdf_digest digest;
    uint64_t bytes; /* of all streams, so that 32-bit offsets never overflow */
    bc_pdf_status status;
};

enum { POOL = 16 * 1024, OBJECT_SYNTAX = 64 };
/* From so many objects on, what each cross-reference has in common with the one before is worth saying. */
enum { PREDICTED = 100 };

static const char *const HEADERS[] = {
    [BC_PDF_1_4] = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", [BC_PDF_1_7] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"
};
static const uint64_t MAX_BYTES = UINT32_MAX - (1u << 28); /* leaves room for the cross-references */

static void *HPDF_STDCALL pool_alloc(HPDF_UINT size)
{
    return bc_mem_alloc(size);
}

static void HPDF_STDCALL pool_free(void *p)
{
    bc_mem_free(p);
}

bc_pdf_file *bc_pdf_file_new(bc_deflate_packer *deflater, bc_pdf_version version)
{
    bc_pdf_file *file = bc_mem_alloc(sizeof *file);
    file->version = version;
    file->deflater = deflater;
    HPDF_Error_Init(&file->error, file);
    file->memory = HPDF_MMgr_New(&file->error, POOL, pool_alloc, pool_free);
    if (file->memory)
        file->xref = HPDF_Xref_New(file->memory, 0);
    if (!file->xref)
        file->status = BC_PDF_FAILED;
    bc_vec_add(&file->places.list, (place){ 0 });
    for (int i = 0; i < BC_PDF_FAMILIES; i++)
        bc_pdf_pack_init(&file->packs[i], (bc_pdf_family)i);
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
    bc_vec_release(&file->places.list);
    for (int i = 0; i < BC_PDF_FAMILIES; i++)
        bc_pdf_pack_release(&file->packs[i]);
    bc_arena_release(&file->arena);
    bc_mem_free(file);
}

bc_pdf_version bc_pdf_file_version(const bc_pdf_file *file)
{
    return file->version;
}

bc_pdf_ref bc_pdf_reserve(bc_pdf_file *file)
{
    if (file->status != BC_PDF_OK)
        return 0;
    if (file->places.list.n > HPDF_LIMIT_MAX_XREF_ELEMENT) {
        file->status = BC_PDF_TOO_LARGE;
        return 0;
    }
    bc_vec_add(&file->places.list, (place){ 0 });
    return (bc_pdf_ref)(file->places.list.n - 1);
}

static place *place_of(bc_pdf_file *file, bc_pdf_ref ref)
{
    return file->status == BC_PDF_OK && ref && ref < file->places.list.n ? &file->places.list.at[ref] : NULL;
}

/* -- what stands alone ---------------------------------------------------------------------------------- */

static HPDF_STATUS write_bytes(HPDF_Stream out, bc_str s)
{
    return s.n ? HPDF_Stream_Write(out, (const HPDF_BYTE *)s.p, (HPDF_UINT)s.n) : HPDF_OK;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream out)
{
    object *self = dict->attr;
    self->out = out;
    HPDF_STATUS status = write_bytes(out, self->entries);
    if (status == HPDF_OK)
        status = HPDF_Stream_WriteStr(out, "/Length ");
    return status == HPDF_OK ? HPDF_Stream_WriteUInt(out, (HPDF_UINT)self->data.n) : status;
}

/* libharu calls this after it has closed the dictionary: the place for a stream's bytes. */
static HPDF_STATUS write_data(HPDF_Dict dict)
{
    object *self = dict->attr;
    HPDF_STATUS status = HPDF_Stream_WriteStr(self->out, "\nstream\n");
    if (status == HPDF_OK)
        status = write_bytes(self->out, self->data);
    return status == HPDF_OK ? HPDF_Stream_WriteStr(self->out, "\nendstream") : status;
}

static HPDF_STATUS write_dictionary(HPDF_Dict dict, HPDF_Stream out)
{
    return write_bytes(out, ((object *)dict->attr)->entries);
}

/* The dictionary that libharu writes as the object; NULL: there is no room for it. `data` outlives the file. */
static HPDF_Dict add_alone(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    place *at = place_of(file, ref);
    if (!at)
        return NULL;
    file->bytes += entries.n + data.n + OBJECT_SYNTAX;
    if (file->bytes > MAX_BYTES) {
        file->status = BC_PDF_TOO_LARGE;
        return NULL;
    }
    HPDF_Dict dict = HPDF_Dict_New(file->memory);
    if (!dict || HPDF_Xref_Add(file->xref, dict) != HPDF_OK) {
        file->status = BC_PDF_FAILED;
        return NULL;
    }
    object *self = BC_NEW(&file->arena, object);
    *self = (object){ ref, bc_arena_str(&file->arena, entries), data, NULL };
    dict->attr = self;
    at->kind = ALONE;
    return dict;
}

static void add_lent(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    HPDF_Dict dict = add_alone(file, ref, entries, data);
    if (!dict)
        return;
    dict->write_fn = write_entries;
    dict->after_write_fn = write_data;
}

static void add_dictionary(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries)
{
    HPDF_Dict dict = add_alone(file, ref, entries, (bc_str){ 0 });
    if (dict)
        dict->write_fn = write_dictionary;
}

static void add_stream(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    if (place_of(file, ref))
        add_lent(file, ref, entries, bc_arena_str(&file->arena, data));
}

/* -- what is packed ------------------------------------------------------------------------------------- */

static void close_pack(bc_pdf_file *file, bc_pdf_pack *open)
{
    bc_buf entries;
    bc_pdf_ref ref = open->refs.n ? bc_pdf_reserve(file) : 0;
    if (!ref)
        return;
    bc_buf_init(&entries);
    bc_str bytes = bc_pdf_pack_close(open, file->deflater, BC_DEFLATE_TEXT, &entries);
    add_stream(file, ref, bc_buf_str(&entries), bytes);
    bc_buf_release(&entries);
    for (size_t i = 0; i < open->refs.n; i++)
        file->places.list.at[open->refs.at[i]] = (place){ ref, (uint16_t)i, PACKED };
    bc_pdf_pack_clear(open);
}

static void put(bc_pdf_file *file, bc_pdf_family family, bc_pdf_ref ref, bc_str entries)
{
    place *at = place_of(file, ref);
    if (file->version == BC_PDF_1_4)
        add_dictionary(file, ref, entries);
    if (!at || file->version == BC_PDF_1_4)
        return;
    at->kind = PACKED;
    if (bc_pdf_pack_add(&file->packs[family], ref, entries))
        close_pack(file, &file->packs[family]);
}

void bc_pdf_define_among(bc_pdf_file *file, bc_pdf_family family, bc_pdf_ref ref, bc_str entries)
{
    bc_pdf_digest_add(&file->digest, entries);
    put(file, family, ref, entries);
}

void bc_pdf_define(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries)
{
    bc_pdf_define_among(file, BC_PDF_MIXED, ref, entries);
}

void bc_pdf_define_packed(bc_pdf_file *file, const bc_pdf_packed *packed)
{
    assert(file->version != BC_PDF_1_4);
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_digest_add(&file->digest, packed->bytes);
    add_lent(file, ref, packed->entries, packed->bytes);
    for (size_t i = 0; i < packed->n; i++) {
        place *at = place_of(file, packed->refs[i]);
        if (at)
            *at = (place){ ref, (uint16_t)i, PACKED };
    }
}

void bc_pdf_define_stream(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    bc_pdf_digest_add(&file->digest, entries);
    bc_pdf_digest_add(&file->digest, data);
    add_stream(file, ref, entries, data);
}

void bc_pdf_define_lent(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data)
{
    bc_pdf_digest_add(&file->digest, entries);
    bc_pdf_digest_add(&file->digest, data);
    add_lent(file, ref, entries, data);
}

/* -- the file ------------------------------------------------------------------------------------------- */

static HPDF_STATUS append_to_buf(HPDF_Stream out, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    bc_buf_add(out->attr, bytes, n);
    return HPDF_OK;
}

/* What stands alone and has not been written yet, from *next on; `start` is where the file begins in `out`. */
static bool write_objects(bc_pdf_file *file, HPDF_UINT *next, HPDF_Stream stream, const bc_buf *out, size_t start)
{
    HPDF_STATUS status = HPDF_OK;
    for (; *next < file->xref->entries->count && status == HPDF_OK; ++*next) {
        HPDF_Dict dict = HPDF_Xref_GetEntry(file->xref, *next)->obj;
        bc_pdf_ref ref = ((object *)dict->attr)->ref;
        file->places.list.at[ref].at = (uint32_t)(out->n - start);
        status = HPDF_Stream_WriteUInt(stream, ref);
        if (status == HPDF_OK)
            status = HPDF_Stream_WriteStr(stream, " 0 obj\n");
        if (status == HPDF_OK)
            status = HPDF_Obj_WriteValue(dict, stream, NULL);
        if (status == HPDF_OK)
            status = HPDF_Stream_WriteStr(stream, "\nendobj\n");
    }
    return status == HPDF_OK;
}

/* A row for each number: its kind, where it is, and its place in an object stream. Predicted: each byte less that of
 * the row before, behind the mark of that way. */
static void put_rows(const bc_pdf_file *file, unsigned width, unsigned index_width, bool predicted, bc_buf *out)
{
    enum { UP = 2, MAX_ROW = 7 };
    uint8_t before[MAX_ROW] = { 0 };
    for (size_t i = 0; i < file->places.list.n; i++) {
        const place *p = &file->places.list.at[i];
        uint8_t row[MAX_ROW] = { p->kind };
        for (unsigned byte = 0; byte < width; byte++)
            row[1 + byte] = (uint8_t)(p->at >> 8 * (width - 1 - byte));
        row[1 + width] = (uint8_t)(p->index >> 8 * (index_width - 1));
        row[width + index_width] = (uint8_t)p->index;
        if (predicted)
            bc_buf_add_char(out, UP);
        for (unsigned byte = 0; byte < 1 + width + index_width; byte++)
            bc_buf_add_char(out, (char)(uint8_t)(row[byte] - (predicted ? before[byte] : 0)));
        memcpy(before, row, sizeof before);
    }
}

/* Most files have few objects in each stream. */
static unsigned index_bytes(const bc_pdf_file *file)
{
    unsigned most = 0;
    for (size_t i = 0; i < file->places.list.n; i++)
        most = file->places.list.at[i].index > most ? file->places.list.at[i].index : most;
    return most > UINT8_MAX ? 2 : 1;
}

static void put_id(const bc_pdf_file *file, bc_buf *out)
{
    unsigned char id[BC_PDF_DIGEST];
    bc_pdf_digest_bytes(&file->digest, id);
    bc_pdf_put_bytes(out, (bc_str){ (const char *)id, sizeof id });
}

/* `at` is where it will stand: no object stands behind it. */
static void add_cross_references(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, uint32_t at)
{
    bc_buf entries, rows;
    bc_pdf_ref ref = bc_pdf_reserve(file);
    if (!ref)
        return;
    size_t count = file->places.list.n;
    bool predicted = count >= PREDICTED;
    unsigned width = at < 1u << 16 ? 2 : at < 1u << 24 ? 3 : 4;
    unsigned index_width = index_bytes(file);
    file->places.list.at[ref] = (place){ at, 0, ALONE };
    bc_buf_init(&entries);
    bc_buf_init(&rows);
    put_rows(file, width, index_width, predicted, &rows);
    bc_buf_printf(&entries, "/Type/XRef/Size %zu/W[1 %u %u]/Root %u 0 R/Info %u 0 R/ID[", count, width, index_width,
                  catalog, info);
    put_id(file, &entries);
    put_id(file, &entries);
    bc_buf_add_text(&entries, "]/Filter/FlateDecode");
    if (predicted)
        bc_buf_printf(&entries, "/DecodeParms<</Predictor 12/Columns %u>>", 1 + width + index_width);
    add_stream(file, ref, bc_buf_str(&entries), bc_deflate_zlib(file->deflater, BC_DEFLATE_TEXT, bc_buf_str(&rows)));
    bc_buf_release(&entries);
    bc_buf_release(&rows);
}

/* A line of 20 bytes for each number, and the trailer. */
static void put_table(const bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, bc_buf *out)
{
    bc_buf_printf(out, "xref\n0 %zu\n0000000000 65535 f \n", file->places.list.n);
    for (size_t i = 1; i < file->places.list.n; i++)
        bc_buf_printf(out, "%010u 00000 n \n", (unsigned)file->places.list.at[i].at);
    bc_buf_printf(out, "trailer\n<</Size %zu/Root %u 0 R/Info %u 0 R/ID[", file->places.list.n, catalog, info);
    put_id(file, out);
    put_id(file, out);
    bc_buf_add_text(out, "]>>\n");
}

static bool write_file(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, HPDF_Stream stream, bc_buf *out)
{
    size_t start = out->n;
    HPDF_UINT next = 1; /* entry 0 of libharu is the free one */
    if (HPDF_Stream_WriteStr(stream, HEADERS[file->version]) != HPDF_OK ||
        !write_objects(file, &next, stream, out, start))
        return false;
    size_t last = out->n - start;
    if (file->version == BC_PDF_1_4)
        put_table(file, catalog, info, out);
    else
        add_cross_references(file, catalog, info, (uint32_t)last);
    if (!write_objects(file, &next, stream, out, start))
        return false;
    bc_buf_printf(out, "startxref\n%zu\n%%%%EOF\n", last);
    return true;
}

bc_pdf_status bc_pdf_file_write(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, bc_buf *out)
{
    for (size_t ref = 1; ref < file->places.list.n; ref++)
        if (file->places.list.at[ref].kind == UNDEFINED)
            put(file, BC_PDF_MIXED, (bc_pdf_ref)ref, (bc_str){ 0 });
    for (int i = BC_PDF_FAMILIES; i-- > 0;)
        close_pack(file, &file->packs[i]);
    if (file->status != BC_PDF_OK)
        return file->status;
    bc_buf_reserve(out, file->bytes);
    HPDF_Stream stream = HPDF_CallbackWriter_New(file->memory, append_to_buf, out);
    bool written = stream && write_file(file, catalog, info, stream, out);
    if (stream)
        HPDF_Stream_Free(stream);
    if (!written && file->status == BC_PDF_OK)
        file->status = BC_PDF_FAILED;
    return file->status;
}
