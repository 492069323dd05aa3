/* Text into lines, lines into glyphs.
 *
 * A typesetter belongs to one thread: it holds the break iterator, shaping buffers and width caches.
 * Lines are offsets into the text that was given; nothing is copied.
 */
#ifndef BC_TEXT_TYPESET_H
#define BC_TEXT_TYPESET_H

#include "base/arena.h"
#include "text/font.h"

typedef struct bc_text_typesetter bc_text_typesetter;

bc_text_typesetter *bc_text_typesetter_new(bc_font_set *fonts);
void bc_text_typesetter_free(bc_text_typesetter *typesetter);
/* What kept it from reading a font: all that it has set since must be thrown away, and the typesetter with it. NULL:
 * nothing. */
const bc_text_fault *bc_text_typesetter_fault(const bc_text_typesetter *typesetter);

typedef struct bc_text_line {
    uint32_t from, to; /* bytes of the text; blanks at a break are left out */
    bc_len width;      /* with punctuation at both edges squeezed */
    bc_len set;        /* how wide it is to be set: `width`, or what justifies it */
    bc_len indent;     /* of its left edge in the box */
    bool ends_paragraph;
} bc_text_line;

typedef struct bc_text_lines {
    const bc_text_line *at;
    uint32_t n;
    bool missing;  /* some character has no glyph in any face: ask bc_text_missing */
    bool overfull; /* some line is wider than asked, though broken between any two characters */
} bc_text_lines;

/* How a text is broken into lines. */
typedef enum bc_text_manner {
    BC_TEXT_FILLED,   /* one line after the other, each as far as it goes */
    BC_TEXT_BALANCED, /* titles and labels: no more lines than that, but of about equal width, cut where the text makes
                         a pause, between words and outside brackets as far as possible; one more, up to four, where
                         only that keeps words whole */
    BC_TEXT_SHORT,    /* values: balanced up to four lines, then filled */
    BC_TEXT_WORDS,    /* wide values: filled, but up to four lines between words; SHORT in boxes under 15 em */
    BC_TEXT_JUSTIFIED /* prose between two edges, in lines chosen for the whole paragraph; SHORT in boxes under 15 em */
} bc_text_manner;

/* Both indents count from the left edge of the box, so a paragraph that hangs has first_indent 0 and hang > 0. */
typedef struct bc_text_box {
    bc_len width;        /* of the box; a line has what its indent leaves of it */
    bc_len first_indent; /* of the first line of each paragraph; negative: it sticks out to the left */
    bc_len hang;         /* of all other lines */
    bc_text_manner manner;
    bool items; /* paragraphs that begin with the number of an item hang behind it, if there are several; a name that
                   begins with blanks hangs behind these */
    const uint32_t *cuts; /* BALANCED: bytes before which the text is best cut, ascending; may be NULL */
    uint32_t cut_count;
} bc_text_box;

/* Breaks the text into lines; '\n' ends a paragraph (at the end of the text it opens no new one). The empty text gives
 * one empty line. The lines live as long as `arena`, but not beyond bc_text_typesetter_forget: those of texts that come
 * again (labels) are cached in the typesetter. */
bc_text_lines bc_text_wrap(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text, const bc_text_style *style,
                           const bc_text_box *box);
/* Width of the text on one line, edges squeezed. */
bc_len bc_text_width(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style);
/* A line can be set wider than its natural width by a little between its characters, and narrower by its punctuation.
 */
typedef struct bc_text_extent {
    bc_len natural, least, most;
} bc_text_extent;
bc_text_extent bc_text_extent_of_line(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style);
/* How wide a line is set to fill `room`: what cannot fill it but for an em stays as it is, and the last line of a
 * paragraph is only squeezed. */
bc_len bc_text_set_width(const bc_text_extent *extent, bc_len room, bool ends_paragraph, bc_len size);
/* The most by which a gap between two characters is widened: more tears words apart for the eye, and from a tenth of an
 * em on for programs that search PDFs. */
static inline bc_len bc_text_widest_gap(bc_len size)
{
    return bc_len_scale(size, 8, 100);
}
enum { BC_TEXT_DEMAND_LINES = 4 };
/* Seven metres: no column is as wide. */
#define BC_MAX_TEXT_DEMAND BC_PT(20000)

/* What a text asks of its column. */
typedef struct bc_text_demand {
    /* Widths are BC_MAX_TEXT_DEMAND at most, so that those of all columns of a table can be added up. */
    bc_len piece;  /* its widest part that no line should part: a figure with its unit, a date, a word; of an
                      address and the like no more than what stands between two signs, nor than six ems */
    bc_len figure; /* the widest of these that holds a figure */
    uint32_t figure_from, figure_to; /* bytes of the text that are it, blanks behind it included */
    bc_len length;                   /* of its paragraphs, each on one line, together */
    uint32_t paragraphs;             /* at least one */
    /* From which width on it takes as many lines as it has paragraphs, then one more, two more, three more; no less
     * than `piece`. Filled lines are meant, of labels and texts of up to a dozen characters such that tear no word; of
     * long texts the last ones are estimates on the safe side. */
    bc_len least[BC_TEXT_DEMAND_LINES];
} bc_text_demand;

/* Those of texts that come again are cached in the typesetter. */
bc_text_demand bc_text_demand_of(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style, bool label);
/* Drops cached lines when the cache has grown past its limit; call between records. */
void bc_text_typesetter_forget(bc_text_typesetter *typesetter);

typedef struct bc_text_missing_char {
    uint32_t codepoint;
    uint32_t at; /* byte in the text */
} bc_text_missing_char;
/* Finds up to `most` characters that no face of the role has, and says how many there are. Private-use characters
 * always count: they mean something else in every font. */
size_t bc_text_missing(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                       bc_text_missing_char *out, size_t most);

/* Glyphs of one line, left to right. */
typedef struct bc_text_glyph {
    uint16_t id;
    uint32_t from,
        to;       /* the bytes of the line it stands for (a ligature: several characters; equal: none of its own) */
    bc_len x, dy; /* origin: from the line's left edge; above the baseline */
} bc_text_glyph;

typedef struct bc_text_glyph_run {
    const bc_font_face *face;
    uint32_t first, n; /* glyphs */
} bc_text_glyph_run;

typedef struct bc_text_shaped {
    const bc_text_glyph *glyphs;
    const bc_text_glyph_run *runs;
    uint32_t glyph_count, run_count;
    bc_len width;
} bc_text_shaped;

/* `line` is the slice of a bc_text_line (or any text on one line). With stretch_to > 0 the gaps between characters are
 * widened, or marks squeezed, so that the line is as wide as that, or as near to it as it can be. Missing characters
 * become 〓 of the first face. */
bc_text_shaped bc_text_shape(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line, const bc_text_style *style,
                             bc_len stretch_to);

/* A glyph of a line set from top to bottom; `x` from its axis, `y` from its top down, to the glyph's origin. */
typedef struct bc_text_column_glyph {
    const bc_font_face *face;
    uint16_t id;
    bool lies;         /* on its side: turned by a quarter to the right */
    uint32_t from, to; /* the bytes of the line it stands for; equal: none of its own */
    bc_len x, y;
} bc_text_column_glyph;

typedef struct bc_text_column {
    const bc_text_column_glyph *glyphs;
    uint32_t n;
    bc_len length;
} bc_text_column;

/* A line of a style that flows down. With stretch_to > 0 its characters are set apart until it is as long as that. */
bc_text_column bc_text_shape_column(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line,
                                    const bc_text_style *style, bc_len stretch_to);

/* From the top of a line's box to its baseline: the em box stands in the middle of the leading. */
bc_len bc_text_baseline(const bc_text_style *style);

#endif
