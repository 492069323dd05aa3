/* Compressed streams, the only place that knows libdeflate and zlib. A deflater has its working memory (a quarter of a
 * megabyte for each matter it has met), so it is kept and lent, not made anew. */
#ifndef BC_DEFLATE_DEFLATE_H
#define BC_DEFLATE_DEFLATE_H

#include "base/buf.h"

typedef struct bc_deflate_packer bc_deflate_packer;

bc_deflate_packer *bc_deflate_new(void);
/* NULL is allowed. */
void bc_deflate_free(bc_deflate_packer *deflater);

/* What is compressed decides how hard it is worth trying. */
typedef enum bc_deflate_matter {
    BC_DEFLATE_TEXT,     /* operators and maps of PDF: full of repetitions */
    BC_DEFLATE_OUTLINES, /* font programs: next to none */
    BC_DEFLATE_ELEMENTS, /* what the pages of a book say of themselves: as much again as the pages */
    BC_DEFLATE_SHEETS,   /* XML of XLSX: large, and repetitive at short distance */
    BC_DEFLATE_MATTERS
} bc_deflate_matter;

/* The content as a zlib stream (/FlateDecode has it so), lent until the next call. */
bc_str bc_deflate_zlib(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content);
/* How much room the content takes at most as a raw deflate stream. */
size_t bc_deflate_raw_bound(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content);
/* Appends the content as a raw deflate stream, as zip archives have it; returns its length. */
size_t bc_deflate_raw(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content, bc_buf *out);
uint32_t bc_deflate_crc32(bc_str content);
/* CPU seconds that zlib streams have taken so far. */
double bc_deflate_seconds(const bc_deflate_packer *deflater);

/* A deflate stream of content that comes piece by piece, whatever its length: raw, or as zlib has it. */
typedef struct bc_deflate_stream bc_deflate_stream;

bc_deflate_stream *bc_deflate_stream_new(void);
bc_deflate_stream *bc_deflate_stream_new_zlib(void);
/* NULL is allowed. */
void bc_deflate_stream_free(bc_deflate_stream *stream);
/* Appends what can be told of the stream so far; with `last` all of it. */
void bc_deflate_stream_add(bc_deflate_stream *stream, bc_str content, bool last, bc_buf *out);
/* Checksum and length of the content so far. */
uint32_t bc_deflate_stream_crc32(const bc_deflate_stream *stream);
uint64_t bc_deflate_stream_length(const bc_deflate_stream *stream);

/* How a zlib stream was read. */
typedef enum bc_deflate_read {
    BC_DEFLATE_WHOLE,
    BC_DEFLATE_BROKEN, /* it ends too early, or says what no such stream says; what could be read is there */
    BC_DEFLATE_LONG    /* there is more than was asked for */
} bc_deflate_read;

/* Appends what the zlib stream holds, at most so many bytes. Its checksum counts, what stands behind it does not. */
bc_deflate_read bc_deflate_unpack(bc_str stream, size_t most, bc_buf *out);

#endif
