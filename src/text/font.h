/* Faces and the roles they serve.
 *
 * A fontset is made once from fonts.yaml and shared by all threads. Faces are found through fontconfig,
 * mapped into memory on first use (behind a lock) and never change afterwards, so a `const bc_face *`
 * may be read without one.
 */
#ifndef BC_TEXT_FONT_H
#define BC_TEXT_FONT_H

#include "base/node.h"
#include "text/style.h"

typedef struct bc_fontset bc_fontset;

typedef enum bc_outlines { BC_OUTLINES_CFF, BC_OUTLINES_TRUETYPE } bc_outlines;
/* What OS/2 fsType permits; see docs/fonts.md. */
typedef enum bc_embedding {
    BC_EMBED_ANY,
    BC_EMBED_EDITABLE,
    BC_EMBED_PREVIEW,
    BC_EMBED_WHOLE_ONLY,
    BC_EMBED_NEVER
} bc_embedding;

typedef struct bc_face {
    bc_str family, style, file, postscript_name;
    int index; /* in a collection */
    bc_outlines outlines;
    bc_embedding embedding;
    uint16_t units_per_em;
    int16_t ascent, descent; /* OS/2 typo metrics in font units, descent negative */
    int16_t bbox[4], cap_height, italic_angle, weight;
    uint32_t glyph_count;
    const uint8_t *data; /* the whole file, mapped */
    size_t size;
    uint32_t offset;               /* of this face's table directory in data */
    struct bc_face_tables *tables; /* private to text/: cmap pages, advances, HarfBuzz font */
} bc_face;

/* The content of a table such as "CFF ", or an empty slice. Checked to lie inside the file. */
bc_str bc_face_table(const bc_face *face, const char tag[4]);
/* Glyph of a code point, 0 when the face has none. */
uint16_t bc_face_glyph(const bc_face *face, uint32_t codepoint);
/* Advance in font units. */
uint16_t bc_face_advance(const bc_face *face, uint16_t glyph);
/* How many of the code points from..to it covers. */
uint32_t bc_face_coverage(const bc_face *face, uint32_t from, uint32_t to);

/* `config` is the parsed fonts.yaml. NULL when no role has any usable face; problems are reported. */
bc_fontset *bc_fontset_new(const bc_value *config, bc_diags *diags);
void bc_fontset_free(bc_fontset *fonts);
/* Something that the system did not let us read: what was set without it must not be used, as the same text comes out
 * otherwise another time. */
typedef struct bc_text_fault {
    enum { BC_FAULT_NONE, BC_FAULT_FONT, BC_FAULT_ROLE, BC_FAULT_BREAKS } kind;
    bc_role role;     /* ROLE: none of its fonts can be used */
    const char *path; /* FONT: as long as the fontset */
    int error;        /* FONT: errno */
} bc_text_fault;

/* The faces that serve a role, first choice first, then fallbacks; loads what is asked for. Returns NULL past the
 * end of the chain, when that face is damaged or may not be embedded (it is then skipped for good), and when the system
 * could not read it: only then `fault` is set (unless it is NULL), and the next call tries again. */
const bc_face *bc_fontset_face(bc_fontset *fonts, bc_role role, size_t choice, bc_text_fault *fault);
/* Says which fonts were skipped as damaged since the last call, each once. */
void bc_fontset_report_skipped(bc_fontset *fonts, bc_diags *diags);
void bc_text_fault_report(const bc_text_fault *fault, bc_mark at, bc_diags *diags);
/* Why a choice gives no face (`/path/font.ttf cannot be used: it is damaged or no font`); empty when it does. */
bc_str bc_fontset_problem(bc_fontset *fonts, bc_role role, size_t choice, bc_arena *arena);
size_t bc_fontset_choices(const bc_fontset *fonts, bc_role role);
/* The official family that XLSX names for the role, such as 宋体. */
bc_str bc_fontset_official_family(const bc_fontset *fonts, bc_role role);
/* One line a user reads when the first choice of a role is not installed (小标宋 → Noto Serif CJK SC Bold), or empty.
 */
bc_str bc_fontset_substitution(bc_fontset *fonts, bc_role role, bc_arena *arena);

#endif
