/* A zip archive whose longer parts wait, packed, in files without names. */
#ifndef BC_EXPORT_PRIVATE_ARCHIVE_H
#define BC_EXPORT_PRIVATE_ARCHIVE_H

#include "base/buf.h"
#include "deflate/deflate.h"

/* A part that is written piece by piece. */
typedef struct bc_export_part {
    bc_deflate_stream *stream;
    bc_buf text, packed; /* not yet packed, and not yet in the file */
    int file;            /* its descriptor and one; 0: none yet */
    uint64_t size;       /* packed, in the file */
    int error;           /* errno */
} bc_export_part;

void bc_export_part_begin(bc_export_part *part);
/* Packs part->text when it is much, or with `last` all of it. */
void bc_export_part_flush(bc_export_part *part, bool last);
void bc_export_part_release(bc_export_part *part);

typedef struct bc_export_archive {
    void (*put)(void *context, bc_str bytes);
    void *context;
    bc_buf directory;
    uint64_t at;
    unsigned parts;
    int error;
} bc_export_archive;

void bc_export_archive_add(bc_export_archive *archive, const char *name, bc_export_part *part);
void bc_export_archive_finish(bc_export_archive *archive);

#endif
