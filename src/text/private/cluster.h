/* A text seen as clusters that are placed one behind the other, and the width that they add up to.
 *
 * Wrapping and shaping both read a line through these, from its first byte on, and so agree to the last unit.
 */
#ifndef BC_TEXT_PRIVATE_CLUSTER_H
#define BC_TEXT_PRIVATE_CLUSTER_H

#include "text/private/charclass.h"
#include "text/private/typesetter.h"

typedef struct bc_text_cluster {
    uint32_t from, to;
    const bc_text_glyph_info *info; /* of its first character */
    const bc_text_word *word;       /* NULL: its own glyph; else alive until the next cluster */
    bc_len width;
    bool blank, missing;
} bc_text_cluster;

typedef struct bc_text_clusters {
    bc_text_typesetter *typesetter;
    bc_font_role role;
    bc_len size; /* the em */
    bc_str text;
    uint32_t at;                    /* the next cluster starts here */
    uint32_t ahead;                 /* end of the character at `at` */
    const bc_text_glyph_info *info; /* of the character at `at` */
    uint32_t c;
    uint32_t room; /* from here on the text is wide blanks to its end: room to write in, which counts like words */
} bc_text_clusters;

void bc_text_clusters_start(bc_text_clusters *clusters, bc_text_typesetter *typesetter, bc_str text, uint32_t from,
                            const bc_text_style *style);
bool bc_text_clusters_next(bc_text_clusters *clusters, bc_text_cluster *out);

/* The width of a line as it grows. Full-width marks lose their blank half at both edges and between two of them. */
typedef struct bc_text_advance {
    int64_t end;             /* where the next cluster starts */
    int64_t visible;         /* the line's width if it ended here: without blanks and the last mark's blank half */
    uint32_t visible_to;     /* end of the last visible cluster; 0 while there is none */
    int64_t squeeze;         /* how much narrower it can be made up to the cluster just added: a quarter of each mark */
    int64_t visible_squeeze; /* the same of the visible line */
    bc_len half;             /* blank half at the end of the cluster just added */
    bool any, opens;         /* some cluster was added; the last one was an opening mark */
} bc_text_advance;

/* Adds the cluster: its own origin is then advance->end - its width. */
static inline void bc_text_advance_add(bc_text_advance *advance, const bc_text_cluster *cluster)
{
    bool simple = !cluster->word;
    bool left = simple && cluster->info->trim_left, right = simple && cluster->info->trim_right;
    if (left || right)
        advance->end -= advance->half; /* the mark before it closes: one half is enough between the two */
    else
        advance->squeeze += advance->half / 2;
    if (left && (!advance->any || advance->opens))
        advance->end -= cluster->width / 2;
    else if (left)
        advance->squeeze += cluster->width / 4;
    advance->end += cluster->width;
    advance->half = right ? cluster->width / 2 : 0;
    advance->opens = left;
    advance->any = true;
    if (!cluster->blank) {
        advance->visible = advance->end - advance->half;
        advance->visible_to = cluster->to;
        advance->visible_squeeze = advance->squeeze;
    }
}

/* The end of a cluster, seen from the gap behind it. */
typedef struct bc_text_edge {
    bc_text_class class;
    uint32_t c;
    bool none; /* at the line's start */
} bc_text_edge;

/* Whether the gap before the cluster may be widened: words, numbers with their signs, —— and …… are not pulled apart.
 */
bool bc_text_edge_widens(const bc_text_edge *before, bc_str text, const bc_text_cluster *cluster);
bc_text_edge bc_text_edge_after(bc_str text, const bc_text_cluster *cluster);

/* Of a line with so many gaps that may be widened, and marks that can be squeezed by so much. */
static inline bc_text_extent bc_text_extent_of(bc_len natural, int64_t gaps, int64_t squeeze, bc_len size)
{
    return (bc_text_extent){ natural, bc_text_clamp(natural - squeeze),
                             bc_text_clamp(natural + gaps * bc_text_widest_gap(size)) };
}

/* Width of text from..to as a line of its own, and whether something in it is missing. */
bc_len bc_text_line_width(bc_text_typesetter *typesetter, bc_str text, uint32_t from, uint32_t to,
                          const bc_text_style *style, bool *missing);

#endif
