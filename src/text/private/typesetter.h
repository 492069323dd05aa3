/* What a typesetter holds. */
#ifndef BC_TEXT_PRIVATE_TYPESETTER_H
#define BC_TEXT_PRIVATE_TYPESETTER_H

#include "text/private/face.h"
#include "text/private/glyph_table.h"
#include "text/private/linebreak.h"
#include "text/private/word.h"
#include "text/typeset.h"

/* Lines of texts that come again. */
typedef struct bc_text_line_cache {
    bc_arena arena;
    bc_strmap map;
    size_t bytes;
} bc_text_line_cache;

struct bc_text_typesetter {
    bc_text_glyph_table glyph_table;
    bc_text_words words;
    bc_text_breaks breaks;
    bc_unicode_breaks *graphemes, *segments; /* opened on first use: few texts need them */
    bool failed;                             /* one of them could not be opened */
    bc_text_line_cache cache;
    BC_VEC(bc_text_line) lines;
    BC_VEC(bc_text_glyph) glyphs;
    BC_VEC(bc_text_glyph_run) runs;
    BC_VEC(bc_len) gaps;
};

enum {
    BC_MAX_CACHED_TEXT = 160,      /* bytes; labels are short, prose does not come again */
    BC_MAX_CACHE_BYTES = 2 << 20,  /* past this nothing is added until bc_text_typesetter_forget */
    BC_MAX_SCRATCH_BYTES = 1 << 20 /* scratch memory kept between records */
};

#endif
