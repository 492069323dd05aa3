/* Values as few bytes, and back again. */
#ifndef BC_GATHER_PRIVATE_PACK_H
#define BC_GATHER_PRIVATE_PACK_H

#include "gather/private/plan.h"

void bc_gather_pack_number(uint64_t n, bc_buf *out);
/* A value of that field; a list of maps and a group with an entry for each of its children, in their order. */
void bc_gather_pack_value(const bc_value *value, const bc_form_field *field, bc_buf *out);

/* Bytes being read. */
typedef struct bc_gather_unpacker {
    bc_str rest;
    bool stays;                    /* what texts point to need not be copied */
    bc_arena *arena;               /* of what is made */
    const bc_diag_source *source;  /* that the record stands in */
    struct bc_gather_words *words; /* texts that were met lately; they are kept once */
} bc_gather_unpacker;

enum { BC_GATHER_WORDS = 4096 };
typedef struct bc_gather_words {
    bc_str at[BC_GATHER_WORDS];
} bc_gather_words;

uint64_t bc_gather_unpack_number(bc_gather_unpacker *in);
bc_value bc_gather_unpack_value(bc_gather_unpacker *in, const bc_form_field *field);

#endif
