/* A file that is open: where its objects are, and those that were read. */
#ifndef BC_PDFREAD_PRIVATE_FILE_H
#define BC_PDFREAD_PRIVATE_FILE_H

#include "base/strmap.h"
#include "base/vec.h"
#include "pdfread/private/parse.h"

typedef enum bc_pdfread_place_kind {
    BC_PDFREAD_FREE,
    BC_PDFREAD_ALONE, /* `at` is its first byte, `index` its generation */
    BC_PDFREAD_PACKED /* `at` is the object stream that it is in, `index` its place there */
} bc_pdfread_place_kind;

typedef struct bc_pdfread_place {
    uint32_t number;
    uint32_t order; /* of places of one number the first counts */
    uint64_t at;
    uint32_t index;
    uint8_t kind;
} bc_pdfread_place;

typedef struct bc_pdfread_head {
    uint32_t number, index;
} bc_pdfread_head;

/* An object stream, unpacked. */
typedef struct bc_pdfread_pack {
    uint32_t number;
    bc_buf bytes;
    uint32_t n;              /* objects; 0: it is broken */
    uint64_t first;          /* byte of the first */
    uint64_t *heads;         /* of each its number, and where it begins behind `first` */
    bc_pdfread_head *sorted; /* by number; NULL: nobody has asked yet */
} bc_pdfread_pack;

struct bc_pdfread {
    bc_str bytes; /* from its head on */
    bc_arena arena;
    BC_VEC(bc_pdfread_place) places; /* once they were settled, by number, each once */
    BC_VEC(bc_pdfread_pack *) packs;
    bc_strmap packs_known; /* the same by the bytes of their numbers */
    bc_strmap known;       /* objects that were read, likewise */
    bc_pdfread_object trailer;
    uint32_t values;  /* that may still be read */
    uint32_t steps;   /* that may still be taken through them */
    size_t structure; /* bytes that may still be unpacked */
    unsigned depth;   /* of what is being read for each other */
    bool over;
    bool strange;                        /* a cross-reference says more, or less, than is taken of it */
    bool (*is_cancelled)(void *watcher); /* NULL: nobody asks to stop */
    void *watcher;
    bc_pdfread_end end;
};

extern const bc_pdfread_object bc_pdfread_nothing;

/* -- file.c --------------------------------------------------------------------------------------------- */

/* Reads the object `number` that stands at that byte; with its stream. False: there is none. */
bool bc_pdfread_object_at(bc_pdfread *file, uint64_t at, uint32_t *number, bc_pdfread_object *out);
/* Gives a place to each number: the first that was added. */
void bc_pdfread_settle(bc_pdfread *file);
void bc_pdfread_add(bc_pdfread *file, uint64_t number, bc_pdfread_place_kind kind, uint64_t at, uint64_t index);
/* The object stream of that number; NULL: it is none. */
bc_pdfread_pack *bc_pdfread_pack_of(bc_pdfread *file, uint64_t number);

/* Reads one part of the chain of what the file says of its objects; with the stream that goes with a table. */
bool bc_pdfread_section(bc_pdfread *file, uint64_t at, uint64_t *previous);

/* -- xref.c, rebuild.c ---------------------------------------------------------------------------------- */

/* Finds all objects by what the file says of them. False: it says nothing that could be read. */
bool bc_pdfread_follow(bc_pdfread *file);
/* The same by looking for them. */
bool bc_pdfread_rebuild(bc_pdfread *file);

/* -- filter.c ------------------------------------------------------------------------------------------- */

/* How rows were made that differ from the one before. */
typedef struct bc_pdfread_predictor {
    int64_t kind, colours, bits, columns; /* kind 1: they were not */
} bc_pdfread_predictor;

/* Undoes one filter, of that name. */
bc_pdfread_fault bc_pdfread_filter(bc_str name, const bc_pdfread_predictor *predictor, bc_str from, size_t most,
                                   bc_buf *out);

#endif
