/* One walk over a paragraph notes at each place where it may be cut how far the text has come. A line that begins there
 * differs from the same text in the middle of a line by the blank half of an opening mark, one that ends there by that
 * of a closing mark; both are taken off here, so that the difference of two places is exactly what the line between
 * them measures on its own. */
#include "text/private/places.h"

#include "text/private/linebreak.h"

#include <assert.h>

static bc_text_place *add_place(bc_text_places *places, uint32_t at, uint8_t kind)
{
    bc_text_typesetter *typesetter = places->wrap->typesetter;
    const bc_text_advance *advance = &places->advance;
    bc_text_place *place = bc_vec_push(&typesetter->places);
    *place = (bc_text_place){ .at = at,
                              .to = advance->visible_to,
                              .kind = kind,
                              .end = advance->visible,
                              .gaps_end = (int32_t)places->visible_gaps,
                              .squeeze_end = advance->visible_squeeze };
    return place;
}

/* The place last added is where the cluster begins that comes next: a line may begin there. */
static void begin_line(bc_text_places *places, const bc_text_cluster *cluster)
{
    bc_text_typesetter *typesetter = places->wrap->typesetter;
    bc_text_place *place = &typesetter->places.at[typesetter->places.n - 1];
    bool opens = !cluster->word && cluster->info->trim_left;
    place->start = places->advance.end - cluster->width + (opens ? cluster->width / 2 : 0);
    place->gaps = (int32_t)places->gaps;
    place->squeeze = places->advance.squeeze;
}

void bc_text_places_start(bc_text_places *places, bc_text_wrapping *wrap, uint32_t from, uint32_t end)
{
    *places = (bc_text_places){ .wrap = wrap, .end = end, .to = from, .edge = { .none = true } };
    bc_vec_clear(&wrap->typesetter->places);
    bc_text_clusters_start(&places->clusters, wrap->typesetter, bc_str_slice(wrap->text, 0, end), from, wrap->style);
    add_place(places, from, BC_BREAK_FREE)->to = from;
}

/* Takes the next cluster; false at the end. */
static bool take(bc_text_places *places)
{
    bc_text_wrapping *wrap = places->wrap;
    bc_text_cluster cluster;
    if (!bc_text_clusters_next(&places->clusters, &cluster))
        return false;
    const bc_text_place *last = &wrap->typesetter->places.at[wrap->typesetter->places.n - 1];
    wrap->missing = wrap->missing || cluster.missing;
    bc_text_advance_add(&places->advance, &cluster);
    places->gaps += bc_text_edge_widens(&places->edge, wrap->text, &cluster);
    places->edge = bc_text_edge_after(wrap->text, &cluster);
    if (cluster.from == last->at)
        begin_line(places, &cluster);
    if (!cluster.blank)
        places->visible_gaps = places->gaps;
    places->to = cluster.to;
    places->kind = wrap->before[cluster.to];
    return true;
}

/* Whether a line may end here and another begin: something is to be seen since the place before, and no blank would
 * stand at the next line's head. */
static bool is_place(const bc_text_places *places)
{
    const bc_text_typesetter *typesetter = places->wrap->typesetter;
    const bc_text_glyph_info *next = places->clusters.info;
    return places->kind >= BC_BREAK_INSIDE && next && next->kind != BC_GLYPH_BLANK &&
           places->advance.visible_to > typesetter->places.at[typesetter->places.n - 1].at;
}

bool bc_text_places_next(bc_text_places *places, bc_len room)
{
    const bc_text_typesetter *typesetter = places->wrap->typesetter;
    assert(!places->done);
    while (take(places)) {
        bool last = places->to >= places->end;
        const bc_text_place *from = &typesetter->places.at[typesetter->places.n - 1];
        const bc_text_advance *advance = &places->advance;
        if (advance->visible - from->start - (advance->visible_squeeze - from->squeeze) > room)
            return false;
        if (last || is_place(places)) {
            add_place(places, places->to, last ? (uint8_t)BC_BREAK_FREE : places->kind);
            places->done = last;
            return true;
        }
    }
    return false;
}
