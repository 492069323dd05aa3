/* What a typesetter holds. */
#ifndef BC_TEXT_PRIVATE_TYPESETTER_H
#define BC_TEXT_PRIVATE_TYPESETTER_H

#include "text/private/demand.h"
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

/* Where words begin in texts that come again: asking the dictionary costs as much as breaking a line. */
typedef struct bc_text_known_words {
    bc_arena arena;
    bc_strmap map;
    size_t bytes;
} bc_text_known_words;

/* What stands before a glyph of a line that is widened or squeezed. */
typedef struct bc_text_gap {
    uint32_t glyph;
    bc_len squeeze; /* how much narrower it can be */
    bool widens;
} bc_text_gap;

/* Where a paragraph may be cut: a line may end and another begin there. See places.h. */
typedef struct bc_text_place {
    int64_t start, end;           /* where the line that begins, and the one that ends here, has its edge */
    int64_t squeeze, squeeze_end; /* of all marks before the line that begins; up to the end of that which ends */
    int32_t gaps, gaps_end;       /* the same for gaps that may be widened */
    uint32_t at, to;              /* bytes: the one begins; the other ends, blanks left out */
    int64_t cost;                 /* the least of all lines up to here */
    uint32_t before;              /* the place where the last of them begins */
    uint8_t kind;                 /* bc_text_break */
} bc_text_place;

struct bc_text_typesetter {
    bc_text_glyph_table glyph_table;
    bc_text_words words;
    bc_text_breaks breaks;
    bc_unicode_breaks *graphemes, *segments; /* opened on first use: few texts need them */
    bool failed;                             /* one of them could not be opened */
    bc_text_line_cache cache;
    bc_text_demands demands;
    bc_text_known_words known_words;
    BC_VEC(bc_text_line) lines;
    BC_VEC(bc_text_glyph) glyphs;
    BC_VEC(bc_text_glyph_run) runs;
    BC_VEC(bc_text_gap) gaps;
    BC_VEC(bc_text_place) places;
    BC_VEC(uint32_t) active, cheapest; /* of places, while lines are chosen */
    BC_VEC(uint8_t) word_starts;       /* of characters, while a text is balanced or asked for its demand */
};

enum {
    BC_MAX_CACHED_TEXT = 160,      /* bytes; labels are short, prose does not come again */
    BC_MAX_CACHE_BYTES = 2 << 20,  /* past this nothing is added until bc_text_typesetter_forget */
    BC_MAX_SCRATCH_BYTES = 1 << 20 /* scratch memory kept between records */
};

#endif
