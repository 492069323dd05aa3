/* Private to text/: what a typesetter holds. */
#ifndef BC_TEXT_SETTER_H
#define BC_TEXT_SETTER_H

#include "text/cuts.h"
#include "text/face.h"
#include "text/sign.h"
#include "text/typeset.h"
#include "text/word.h"

/* Lines of texts that come again. */
typedef struct bc_line_cache {
    bc_arena arena;
    bc_strmap map;
    size_t bytes;
} bc_line_cache;

struct bc_typesetter {
    bc_signs signs;
    bc_words words;
    bc_cuts cuts;
    bc_unicode_breaks *graphemes, *segments; /* opened on first use: few texts need them */
    bool failed;                             /* one of them could not be opened */
    bc_line_cache cache;
    BC_VEC(bc_line) lines;
    BC_VEC(bc_glyph) glyphs;
    BC_VEC(bc_run) runs;
    BC_VEC(bc_len) gaps;
};

enum {
    BC_CACHED_TEXT_MOST = 160,      /* bytes; labels are short, prose does not come again */
    BC_CACHE_BYTES_MOST = 2 << 20,  /* past this nothing is added until bc_typesetter_forget */
    BC_SCRATCH_BYTES_MOST = 1 << 20 /* scratch memory kept between records */
};

#endif
