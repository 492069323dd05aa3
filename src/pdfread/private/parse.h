/* Values out of bytes. */
#ifndef BC_PDFREAD_PRIVATE_PARSE_H
#define BC_PDFREAD_PRIVATE_PARSE_H

#include "pdfread/pdfread.h"

/* A place in bytes. */
typedef struct bc_pdfread_cursor {
    bc_str bytes;
    size_t at;
    bc_arena *arena;
    uint32_t *values; /* that may still be read, of the whole file */
    bool *odd;        /* is set by what not all readers read alike; NULL: nobody asks */
} bc_pdfread_cursor;

/* Dictionaries of more entries have an index behind these: their places, by length and bytes of the keys. */
enum { BC_PDFREAD_FEW = 16 };

/* As the index has them. */
int bc_pdfread_compare_keys(bc_str a, bc_str b);
/* Counts so many bytes that were looked at. */
void bc_pdfread_spend(uint32_t *values, size_t bytes);
bool bc_pdfread_is_space(char c);
/* Reads a number without a sign; false, and nothing is read, where there is none up to `most`. */
bool bc_pdfread_number(bc_pdfread_cursor *in, uint64_t most, uint64_t *out);
/* Goes on behind the word, blanks before it included; false, and nothing is read, where it is not. */
bool bc_pdfread_word(bc_pdfread_cursor *in, const char *word);
/* Reads a value. False: there is none, or not all of it; *out is null. */
bool bc_pdfread_value(bc_pdfread_cursor *in, bc_pdfread_object *out);

#endif
