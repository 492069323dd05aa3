/* Pieces of text that HarfBuzz shapes, remembered per face. */
#ifndef BC_TEXT_PRIVATE_WORD_H
#define BC_TEXT_PRIVATE_WORD_H

#include "base/arena.h"
#include "base/strmap.h"
#include "text/font.h"

#include <hb.h>

typedef struct bc_text_word_glyph {
    uint16_t id;
    uint16_t from, to;     /* bytes of the word; equal: none of its own */
    int32_t advance, x, y; /* font units; x and y move the glyph off its place */
} bc_text_word_glyph;

typedef struct bc_text_word {
    const bc_font_face *face;
    const bc_text_word_glyph *glyphs; /* left to right */
    uint32_t n;
    uint32_t missing_at; /* byte of the first character without a glyph, UINT32_MAX when all have one */
} bc_text_word;

typedef struct bc_text_words {
    bc_arena arena;
    bc_strmap map;
    hb_buffer_t *buffer;
    size_t bytes; /* taken of the arena, roughly */
    bool starved; /* memory ran out for HarfBuzz: some word came out wrong */
} bc_text_words;

enum {
    BC_MAX_WORD_CHARS = 64,      /* longer runs of letters are shaped in parts */
    BC_MAX_WORDS_BYTES = 4 << 20 /* all words of ten thousand ordinary records */
};

void bc_text_words_release(bc_text_words *words);
/* The word, shaped; alive until the next call. text.n <= UINT16_MAX. */
const bc_text_word *bc_text_words_shape(bc_text_words *words, const bc_font_face *face, bc_str text);
/* Its width at a size: each glyph's advance rounded, then added, as shaping places them. */
bc_len bc_text_word_width(const bc_text_word *word, bc_len size);

#endif
