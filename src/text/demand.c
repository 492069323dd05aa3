/* What a text asks of its column: how wide its parts are that no line should part, and from which width on it takes one
 * line, two, three, four. The text is seen as pieces, from one place where a line may well end to the next; filling
 * lines with pieces at a trial width tells by how little the width must grow before one more piece fits somewhere, so
 * that a few trials find the least width for a number of lines. Of a short text, which will be broken between its
 * words, these are the pieces when it takes more than one line. */
#include "text/typeset.h"

#include "text/private/address.h"
#include "text/private/cluster.h"
#include "text/private/cuts.h"
#include "text/private/demand.h"

#include <assert.h>
#include <string.h>

enum {
    MIN_IN_WORDS = 4,     /* ems: shorter texts have few words to tear */
    MAX_IN_WORDS = 12,    /* longer ones have words enough to break between */
    MAX_TRIALS = 12,      /* widths tried for a number of lines; more would not be worth their time */
    MAX_COUNTED_EMS = 120 /* of longer texts nobody asks when they take four lines */
};

/* What stands between two places where a line may end. */
typedef struct piece {
    bc_len full;        /* that the line grows by */
    bc_len lead, trail; /* that it is less at the line's start, at its end */
    uint32_t to;        /* byte of the text */
    bool ends;          /* its paragraph */
    bool figure;        /* holds one, and is no part of an address */
    uint32_t parts;     /* of a word too long for a line, with which it begins; 0: it is another of them */
} piece;

struct bc_text_pieces {
    BC_VEC(piece) list;
};

typedef struct demand_maker {
    bc_text_typesetter *typesetter;
    struct bc_text_pieces *pieces;
    const bc_text_style *style;
    bc_str text;
    bool label;
} demand_maker;

static bc_len width_of(const piece *p)
{
    return p->full - p->lead - p->trail;
}

/* The widest part of an address that stands together. */
static bc_len part_width(const demand_maker *m)
{
    return BC_TEXT_ADDRESS_PART * (bc_text_em(m->style) / 2);
}

/* A piece of the bytes from p.to..to; of an endless word as many as it will be broken into. */
static void add_piece(demand_maker *m, piece p, uint32_t to)
{
    const uint8_t *before = m->typesetter->breaks.before;
    uint32_t from = p.to;
    bc_len most = part_width(m), full = p.full, lead = p.lead, trail = p.trail, done = 0;
    bool endless = full > most && most > 0 && memchr(before + from + 1, BC_BREAK_INSIDE, to - from - 1);
    uint32_t parts = endless ? (uint32_t)(((int64_t)full + most - 1) / most) : 1;
    for (uint32_t i = 0; i < parts; i++) {
        bc_len upto = bc_len_scale(full, i + 1, parts);
        p.full = upto - done;
        p.lead = i == 0 ? lead : 0;
        p.trail = i + 1 == parts ? bc_len_min(trail, p.full) : 0;
        p.to = i + 1 == parts ? to : from + (uint32_t)((uint64_t)(to - from) * (i + 1) / parts);
        p.parts = i == 0 ? parts : 0;
        done = upto;
        bc_vec_add(&m->pieces->list, p);
    }
}

static bool is_address(const demand_maker *m, uint32_t at)
{
    return m->typesetter->breaks.before[at] == BC_BREAK_LINK;
}

static bool is_figure(const demand_maker *m, const bc_text_cluster *cluster)
{
    return m->text.p[cluster->from] >= '0' && m->text.p[cluster->from] <= '9';
}

/* The pieces of the paragraph from..to. */
static void add_paragraph(demand_maker *m, uint32_t from, uint32_t to)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    int64_t start = 0;
    piece p = { .to = from };
    bool first = true, address = false;
    bc_text_clusters_start(&clusters, m->typesetter, bc_str_slice(m->text, 0, to), from, m->style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        bool leads = !cluster.word && cluster.info->trim_left;
        bool begins = advance.any;
        bc_len shared = advance.half; /* with a mark before it */
        bc_text_advance_add(&advance, &cluster);
        if (first && leads && begins) /* at the text's start it has been taken off */
            p.lead = bc_len_max(cluster.width / 2 - shared, 0);
        first = false;
        p.figure = p.figure || is_figure(m, &cluster);
        if (m->typesetter->breaks.before[cluster.to] < BC_BREAK_LINK && cluster.to < to)
            continue;
        p.figure = p.figure && !address && !is_address(m, cluster.to);
        address = is_address(m, cluster.to);
        p.full = bc_text_clamp(advance.end - start);
        p.trail = bc_text_clamp(advance.end - advance.visible);
        if (p.trail > p.full)
            p.trail = p.full; /* blanks only */
        add_piece(m, p, cluster.to);
        start = advance.end;
        p = (piece){ .to = cluster.to };
        first = true;
    }
    if (from == to)
        bc_vec_add(&m->pieces->list, p);
    m->pieces->list.at[m->pieces->list.n - 1].ends = true;
}

static void find_pieces(demand_maker *m)
{
    bc_vec_clear(&m->pieces->list);
    bc_text_breaks_find(&m->typesetter->breaks, m->text);
    uint32_t from = 0;
    do {
        size_t found = bc_str_find(m->text, BC_STR("\n"), from);
        uint32_t to = found == SIZE_MAX ? (uint32_t)m->text.n : (uint32_t)found;
        add_paragraph(m, from, to);
        from = to + 1;
    } while (from < m->text.n);
}

/* The piece at i, with all its parts if these have room on one line; else `more` may be what they lack. */
static piece piece_for(const demand_maker *m, size_t i, bc_len width, bc_len *more)
{
    piece p = m->pieces->list.at[i];
    if (p.parts < 2)
        return p;
    int64_t full = 0;
    const piece *last = &m->pieces->list.at[i + p.parts - 1];
    for (uint32_t k = 0; k < p.parts; k++)
        full += m->pieces->list.at[i + k].full;
    int64_t lacks = full - p.lead - last->trail - width;
    if (lacks > 0) {
        *more = bc_len_min(*more, bc_text_clamp(lacks));
        return p;
    }
    piece whole = *last;
    whole.full = bc_text_clamp(full);
    whole.lead = p.lead;
    whole.parts = 1;
    return whole;
}

/* Lines of the pieces filled into the width; `more` is what it lacks until some line takes one more. */
static uint32_t fill(const demand_maker *m, bc_len width, bc_len *more)
{
    uint32_t lines = 0;
    int64_t line = 0; /* what stands on it */
    bc_len lead = 0;
    bool open = false;
    *more = BC_LEN_MAX;
    for (size_t i = 0, next; i < m->pieces->list.n; i = next) {
        const piece p = piece_for(m, i, width, more);
        next = i + (p.parts == 1 && m->pieces->list.at[i].parts > 1 ? m->pieces->list.at[i].parts : 1);
        int64_t lacks = line + p.full - lead - p.trail - width;
        if (open && (lacks > 0 || p.parts > 1)) {
            if (lacks > 0)
                *more = bc_len_min(*more, bc_text_clamp(lacks));
            lines++;
            open = false;
        }
        if (!open) {
            line = 0;
            lead = p.lead;
        }
        line += p.full;
        open = !p.ends;
        lines += p.ends;
    }
    return lines;
}

static bc_len least_for(const demand_maker *m, bc_len from, bc_len most, uint32_t lines)
{
    bc_len width = from, more;
    for (int i = 0; i < MAX_TRIALS && width < most; i++) {
        if (fill(m, width, &more) <= lines)
            return width;
        width = bc_len_add(width, more);
    }
    return most;
}

static bc_text_demand measure_pieces(const demand_maker *m)
{
    bc_text_demand demand = { .length = 0 };
    int64_t length = 0, line = 0, longest = 0;
    uint32_t from = 0;
    for (size_t i = 0; i < m->pieces->list.n; i++) {
        const piece *p = &m->pieces->list.at[i];
        demand.piece = bc_len_max(demand.piece, width_of(p));
        if (p->figure && width_of(p) > demand.figure) {
            demand.figure = width_of(p);
            demand.figure_from = from;
            demand.figure_to = p->to;
        }
        from = p->to;
        line += p->full;
        if (!p->ends)
            continue;
        line -= p->trail;
        longest = line > longest ? line : longest;
        length += line;
        line = 0;
        demand.paragraphs++;
    }
    demand.length = bc_text_clamp(length);
    demand.least[0] = bc_len_max(bc_text_clamp(longest), demand.piece);
    return demand;
}

static bc_text_demand make_demand(const demand_maker *m)
{
    bc_text_demand demand = measure_pieces(m);
    bool counted = demand.length <= MAX_COUNTED_EMS * (int64_t)bc_text_em(m->style);
    for (uint32_t k = 1; k < BC_TEXT_DEMAND_LINES; k++) {
        uint32_t lines = demand.paragraphs + k;
        bc_len from = bc_len_max(demand.length / (bc_len)lines, demand.piece);
        demand.least[k] = counted ? least_for(m, from, demand.least[k - 1], lines)
                                  : bc_len_min(bc_len_add(from, bc_text_em(m->style)), demand.least[k - 1]);
    }
    return demand;
}

/* Makes one piece of those that a cut between would tear a word; paragraphs stay apart. */
static void join_words(const demand_maker *m)
{
    const bc_text_cut_run run = bc_text_cut_run_of(m->typesetter, m->text, 0, (uint32_t)m->text.n);
    piece *pieces = m->pieces->list.at, *last = pieces;
    size_t i = 0;
    last->parts = 1;
    for (size_t k = 1; k < m->pieces->list.n; k++) {
        while (i < run.n && run.chars[i].at < last->to)
            i++;
        if (i < run.n && !last->ends && bc_text_cut_cost(&run, i) >= BC_TORN_WORD)
            *last = (piece){ .full = bc_len_add(last->full, pieces[k].full),
                             .lead = last->lead,
                             .trail = pieces[k].trail,
                             .to = pieces[k].to,
                             .ends = pieces[k].ends };
        else
            *++last = pieces[k];
        last->parts = 1;
    }
    m->pieces->list.n = (size_t)(last - pieces) + 1;
}

/* A short text wants to be broken between its words, and words of the form do at any length: where that takes more room
 * for so many lines, it asks for it. */
static void keep_words(const demand_maker *m, bc_text_demand *demand)
{
    int64_t em = bc_text_em(m->style);
    bool few = demand->paragraphs == 1 && demand->length <= MAX_IN_WORDS * em;
    if (demand->length <= MIN_IN_WORDS * em || (!few && !m->label))
        return;
    join_words(m);
    const bc_text_demand whole = make_demand(m);
    for (uint32_t k = 1; k < BC_TEXT_DEMAND_LINES; k++)
        demand->least[k] = bc_len_max(demand->least[k], whole.least[k]);
}

/* A text of megabytes would ask for more than lengths can be added up to. */
static void bound(bc_text_demand *demand)
{
    demand->piece = bc_len_min(demand->piece, BC_MAX_TEXT_DEMAND);
    demand->figure = bc_len_min(demand->figure, BC_MAX_TEXT_DEMAND);
    for (uint32_t k = 0; k < BC_TEXT_DEMAND_LINES; k++)
        demand->least[k] = bc_len_min(demand->least[k], BC_MAX_TEXT_DEMAND);
}

void bc_text_demands_release(bc_text_demands *demands)
{
    if (demands->pieces)
        bc_vec_release(&demands->pieces->list);
    bc_mem_free(demands->pieces);
    demands->pieces = NULL;
    bc_text_demands_forget(demands);
}

void bc_text_demands_forget(bc_text_demands *demands)
{
    bc_strmap_release(&demands->map);
    bc_arena_release(&demands->arena);
    demands->bytes = 0;
}

/* Written byte for byte into keys, so it has no padding. */
typedef struct extent_key {
    int32_t role, size, label;
} extent_key;

bc_text_demand bc_text_demand_of(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style, bool label)
{
    bc_text_demands *known = &typesetter->demands;
    if (!known->pieces)
        known->pieces = bc_mem_alloc(sizeof *known->pieces);
    demand_maker m = { typesetter, known->pieces, style, text, label };
    char key[sizeof(extent_key) + BC_MAX_CACHED_TEXT];
    bool cached = text.n <= BC_MAX_CACHED_TEXT;
    bc_str name = { key, sizeof(extent_key) + text.n };
    if (cached) {
        memcpy(key, &(extent_key){ (int32_t)style->role, style->size, label }, sizeof(extent_key));
        if (text.n)
            memcpy(key + sizeof(extent_key), text.p, text.n);
        const bc_text_demand *found = bc_strmap_find(&known->map, name);
        if (found)
            return *found;
    }
    find_pieces(&m);
    bc_text_demand demand = make_demand(&m);
    keep_words(&m, &demand);
    bound(&demand);
    if (cached && known->bytes < BC_MAX_CACHE_BYTES) {
        bc_text_demand *kept = BC_NEW(&known->arena, bc_text_demand);
        *kept = demand;
        bc_strmap_put(&known->map, bc_arena_str(&known->arena, name), kept);
        known->bytes += sizeof *kept + name.n + 2 * sizeof(bc_strmap_slot);
    }
    return demand;
}
