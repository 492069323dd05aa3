#include "support.h"

#include FT_OUTLINE_H

#include <string.h>
#include <unistd.h>

#define FANDOL "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
const font_place NOTO_SERIF = { "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2 };
const font_place FANDOL_FANG = { FANDOL "FandolFang-Regular.otf", 0 };
const font_place WENKAI = { "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0 };
const font_place SUNGTI = { "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0 };

int open_world(void **state)
{
    pdf_world *world = bc_mem_alloc(sizeof *world);
    world->cache = bc_subset_cache_new();
    *state = world;
    return FT_Init_FreeType(&world->library);
}

int close_world(void **state)
{
    pdf_world *world = *state;
    bc_subset_cache_free(world->cache);
    for (size_t i = 0; i < world->face_count; i++)
        bc_font_face_close(world->faces[i]);
    FT_Done_FreeType(world->library);
    bc_mem_free(world);
    return 0;
}

const bc_font_face *open_face(pdf_world *world, font_place place)
{
    if (access(place.path, R_OK) != 0)
        skip();
    const char *why = NULL;
    int error = 0;
    bc_font_face *face = bc_font_face_open(world->library, bc_str_from(place.path), place.index, &why, &error);
    assert_non_null(face);
    assert_true(world->face_count < sizeof world->faces / sizeof *world->faces);
    world->faces[world->face_count++] = face;
    return face;
}

FT_Face open_original(pdf_world *world, const bc_font_face *face)
{
    FT_Face ft = NULL;
    assert_int_equal(FT_New_Memory_Face(world->library, face->data, (FT_Long)face->size, face->index, &ft), 0);
    return ft;
}

FT_Face open_program(pdf_world *world, bc_str program)
{
    FT_Face ft = NULL;
    FT_Error error = FT_New_Memory_Face(world->library, (const FT_Byte *)program.p, (FT_Long)program.n, 0, &ft);
    return error ? NULL : ft;
}

/* A line or curve of an outline, from its first point to its last, unused ones 0. */
typedef struct piece {
    FT_Vector points[4];
} piece;

typedef struct pieces {
    BC_VEC(piece) list;
    FT_Vector start, pen;
    bool open;
} pieces;

static void add_piece(pieces *p, const FT_Vector *a, const FT_Vector *b, const FT_Vector *to)
{
    const FT_Vector none = { 0, 0 };
    if (a || b || p->pen.x != to->x || p->pen.y != to->y)
        bc_vec_add(&p->list, (piece){ { p->pen, a ? *a : none, b ? *b : none, *to } });
    p->pen = *to;
}

static int line_to(const FT_Vector *to, void *context)
{
    add_piece(context, NULL, NULL, to);
    return 0;
}

static int move_to(const FT_Vector *to, void *context)
{
    pieces *p = context;
    if (p->open)
        line_to(&p->start, p);
    p->open = true;
    p->start = p->pen = *to;
    return 0;
}

static int conic_to(const FT_Vector *a, const FT_Vector *to, void *context)
{
    add_piece(context, a, NULL, to);
    return 0;
}

static int cubic_to(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *context)
{
    add_piece(context, a, b, to);
    return 0;
}

static int compare_pieces(const void *a, const void *b)
{
    const piece *l = a, *r = b;
    for (int i = 0; i < 4; i++) {
        if (l->points[i].x != r->points[i].x)
            return l->points[i].x < r->points[i].x ? -1 : 1;
        if (l->points[i].y != r->points[i].y)
            return l->points[i].y < r->points[i].y ? -1 : 1;
    }
    return 0;
}

static void take_pieces(FT_GlyphSlot glyph, pieces *out)
{
    const FT_Outline_Funcs functions = {
        .move_to = move_to, .line_to = line_to, .conic_to = conic_to, .cubic_to = cubic_to
    };
    assert_int_equal(FT_Outline_Decompose(&glyph->outline, &functions, out), 0);
    if (out->open)
        line_to(&out->start, out);
    if (out->list.n)
        qsort(out->list.at, out->list.n, sizeof *out->list.at, compare_pieces);
}

void expect_same_outline(FT_Face left, FT_UInt left_glyph, FT_Face right, FT_UInt right_glyph)
{
    const FT_Int32 flags = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING;
    pieces a = { 0 }, b = { 0 };
    assert_int_equal(FT_Load_Glyph(left, left_glyph, flags), 0);
    assert_int_equal(FT_Load_Glyph(right, right_glyph, flags), 0);
    assert_int_equal(left->glyph->metrics.horiAdvance, right->glyph->metrics.horiAdvance);
    take_pieces(left->glyph, &a);
    take_pieces(right->glyph, &b);
    assert_int_equal(a.list.n, b.list.n);
    for (size_t i = 0; i < a.list.n; i++)
        assert_int_equal(compare_pieces(&a.list.at[i], &b.list.at[i]), 0);
    bc_vec_release(&a.list);
    bc_vec_release(&b.list);
}

unsigned roll(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (unsigned)((uint64_t)(*seed >> 8) * below >> 24);
}
