/* Finding installed families through fontconfig, without its global configuration. */
#ifndef BC_TEXT_PRIVATE_FIND_H
#define BC_TEXT_PRIVATE_FIND_H

#include "base/arena.h"

#include <fontconfig/fontconfig.h>

enum { BC_WEIGHT_REGULAR = 400, BC_WEIGHT_BOLD = 700 };

/* What fonts.yaml asks for. */
typedef struct bc_font_family {
    bc_str name;  /* in any language that the font names itself in */
    bc_str style; /* exact, such as "SemiBold"; empty: the nearest weight counts */
    bc_str file;  /* where to look when the system does not list the family; may be empty */
    int weight;   /* 100 to 900, as in OpenType */
} bc_font_family;

typedef struct bc_font_found {
    bc_str family, style, path;
    int index;
} bc_font_found;

typedef struct bc_font_finder {
    FcConfig *system, *extra; /* the extra folders are read on the first question about them */
    const bc_str *folders;
    size_t folder_count;
} bc_font_finder;

/* The folders are borrowed. */
void bc_font_finder_init(bc_font_finder *finder, const bc_str *folders, size_t folder_count);
void bc_font_finder_release(bc_font_finder *finder);
/* The face nearest to what is asked; false when the family is not there. Strings go into `arena`. */
bool bc_font_finder_family(bc_font_finder *finder, bc_arena *arena, const bc_font_family *family, bc_font_found *out);
/* Any regular face that claims to cover Simplified Chinese: for machines with none of the named families. */
bool bc_font_finder_any_chinese(bc_font_finder *finder, bc_arena *arena, bc_font_found *out);

#endif
