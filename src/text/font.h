/* Faces and the roles they serve.
 *
 * A fontset is made once from fonts.yaml and shared by all threads. Faces are found through fontconfig,
 * mapped into memory on first use (behind a lock) and never change afterwards, so a `const bc_font_face *`
 * may be read without one.
 */
#ifndef BC_TEXT_FONT_H
#define BC_TEXT_FONT_H

#include "base/keys.h"
#include "text/style.h"

typedef struct bc_font_set bc_font_set;

/* What fonts.yaml may hold: it is of the type "#list". */
extern const bc_keys_set bc_font_settings;

typedef enum bc_font_outlines { BC_OUTLINES_CFF, BC_OUTLINES_TRUETYPE } bc_font_outlines;
/* What OS/2 fsType permits; see docs/fonts.md. */
typedef enum bc_font_embedding {
    BC_EMBED_ANY,
    BC_EMBED_EDITABLE,
    BC_EMBED_PREVIEW,
    BC_EMBED_WHOLE_ONLY,
    BC_EMBED_NEVER
} bc_font_embedding;

typedef struct bc_font_face {
    bc_str family, style, file, postscript_name;
    int index; /* in a collection */
    bc_font_outlines outlines;
    bc_font_embedding embedding;
    uint16_t units_per_em;
    int16_t ascent, descent; /* OS/2 typo metrics in font units, descent negative */
    int16_t bbox[4], cap_height, italic_angle, weight;
    uint32_t glyph_count;
    const uint8_t *data; /* the whole file, mapped */
    size_t size;
    uint32_t offset;                    /* of this face's table directory in data */
    struct bc_font_face_tables *tables; /* private to text/: cmap pages, advances, HarfBuzz font */
} bc_font_face;

/* The content of a table such as "CFF ", or an empty slice. Checked to lie inside the file. */
bc_str bc_font_face_table(const bc_font_face *face, const char tag[4]);
/* Glyph of a code point, 0 when the face has none. */
uint16_t bc_font_face_glyph(const bc_font_face *face, uint32_t codepoint);
/* Advance in font units. */
uint16_t bc_font_face_advance(const bc_font_face *face, uint16_t glyph);
/* Receives the outline of a glyph, in font units. */
typedef struct bc_font_pen {
    void (*move)(void *context, int x, int y);
    void (*line)(void *context, int x, int y);
    void (*curve)(void *context, const int at[6]); /* two control points, the end */
    void (*close)(void *context);
    void *context;
} bc_font_pen;
void bc_font_face_draw(const bc_font_face *face, uint16_t glyph, const bc_font_pen *pen);
/* How many of the code points from..to it covers. */
uint32_t bc_font_face_coverage(const bc_font_face *face, uint32_t from, uint32_t to);

/* `config` is the parsed fonts.yaml. NULL when no role has any usable face; problems are reported. */
bc_font_set *bc_font_set_new(const bc_node *config, bc_diag_list *diags);
void bc_font_set_free(bc_font_set *fonts);
/* Something that the system did not let us read: what was set without it must not be used, as the same text comes out
 * otherwise another time. */
typedef struct bc_text_fault {
    enum { BC_FAULT_NONE, BC_FAULT_FONT, BC_FAULT_ROLE, BC_FAULT_BREAKS } kind;
    bc_font_role role; /* ROLE: none of its fonts can be used */
    const char *path;  /* FONT: as long as the fontset */
    int error;         /* FONT: errno */
} bc_text_fault;

/* The faces that serve a role, first choice first, then fallbacks; loads what is asked for. Returns NULL past the
 * end of the chain, when that face is damaged or may not be embedded (it is then skipped for good), and when the system
 * could not read it: only then `fault` is set (unless it is NULL), and the next call tries again. */
const bc_font_face *bc_font_set_face(bc_font_set *fonts, bc_font_role role, size_t choice, bc_text_fault *fault);
/* Calls `visit` for each file that one of its fonts is in, in no order; some come more than once. */
void bc_font_set_visit_files(const bc_font_set *fonts, void (*visit)(void *context, bc_str path), void *context);
/* Says which fonts were skipped as damaged since the last call, each once. */
void bc_font_set_report_skipped(bc_font_set *fonts, bc_diag_list *diags);
/* No memory was left to shape text in that face. */
bc_text_fault bc_text_fault_starved(bc_font_role role, const bc_font_face *face);
void bc_text_fault_report(const bc_text_fault *fault, bc_diag_mark at, bc_diag_list *diags);
size_t bc_font_set_choices(const bc_font_set *fonts, bc_font_role role);
/* The official family that XLSX names for the role, such as 宋体. */
bc_str bc_font_set_official_family(const bc_font_set *fonts, bc_font_role role);
/* What stands in for the first choice of a role that is not installed (小标宋 → Noto Serif CJK SC Bold); else empty. */
bc_str bc_font_set_substitution(bc_font_set *fonts, bc_font_role role, bc_arena *arena);

#endif
