/* One font file opened: mapped into memory, judged by FreeType, and what setting text needs (glyph by character,
 * advance by glyph) copied into flat tables. After that a face never changes, so all threads read it without a
 * lock, and FreeType, which is not made for that, is closed again. */
#include "text/private/face.h"

#include "base/bytes.h"
#include "base/tr.h"
#include "text/private/sfnt.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>

static bc_str face_file(const bc_font_face *face)
{
    return (bc_str){ (const char *)face->data, face->size };
}

bc_str bc_font_face_table(const bc_font_face *face, const char tag[4])
{
    return bc_font_sfnt_table(face_file(face), face->offset, tag);
}

uint16_t bc_font_face_glyph(const bc_font_face *face, uint32_t codepoint)
{
    const struct bc_font_face_tables *t = face->tables;
    return codepoint < 0x110000 ? t->pages[t->page_of[codepoint / BC_CMAP_PAGE]][codepoint % BC_CMAP_PAGE] : 0;
}

uint16_t bc_font_face_advance(const bc_font_face *face, uint16_t glyph)
{
    return glyph < face->glyph_count ? face->tables->advances[glyph] : 0;
}

uint32_t bc_font_face_coverage(const bc_font_face *face, uint32_t from, uint32_t to)
{
    const struct bc_font_face_tables *t = face->tables;
    uint32_t count = 0;
    if (to > 0x10FFFF)
        to = 0x10FFFF;
    while (from <= to) {
        if (from % BC_CMAP_PAGE == 0 && to - from >= BC_CMAP_PAGE - 1) {
            count += t->page_counts[t->page_of[from / BC_CMAP_PAGE]];
            from += BC_CMAP_PAGE;
        } else {
            count += bc_font_face_glyph(face, from++) != 0;
        }
    }
    return count;
}

/* A FIFO must not hold the run up, so the file is opened without waiting. */
static int open_file(const char *path)
{
    int fd;
    do
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    while (fd < 0 && errno == EINTR);
    return fd;
}

static const char *map_opened(bc_font_face *face, int fd, int *error)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        *error = errno;
        return bc_tr_mark("the file cannot be opened");
    }
    if (!S_ISREG(info.st_mode) || info.st_size <= 0 || info.st_size > BC_MAX_FONT_BYTES)
        return bc_tr_mark("the file is empty, too large or no plain file");
    void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) {
        *error = errno;
        return bc_tr_mark("the file cannot be mapped into memory");
    }
    face->data = data;
    face->size = (size_t)info.st_size;
    return NULL;
}

static const char *map_file(bc_font_face *face, int *error)
{
    int fd = open_file(face->file.p);
    if (fd < 0) {
        *error = errno;
        return bc_tr_mark("the file cannot be opened");
    }
    const char *why = map_opened(face, fd, error);
    close(fd);
    return why;
}

/* FreeType's word for what is wrong; running out of memory is no fault of the font. */
static const char *judge(FT_Error failure, const char *why, int *error)
{
    if (failure == FT_Err_Out_Of_Memory)
        *error = ENOMEM;
    return failure ? why : NULL;
}

/* OS/2 fsType: the least restrictive usage bit counts when a font sets several (OpenType before version 3). */
static bc_font_embedding embedding_of(unsigned fs_type)
{
    if (fs_type & 0x0200)
        return BC_EMBED_NEVER; /* bitmaps only, and we embed outlines */
    bool restricted = (fs_type & 0x000E) == 0x0002;
    if (restricted)
        return BC_EMBED_NEVER;
    if (fs_type & 0x0100)
        return BC_EMBED_WHOLE_ONLY;
    if (fs_type & 0x0008)
        return BC_EMBED_EDITABLE;
    return fs_type & 0x0004 ? BC_EMBED_PREVIEW : BC_EMBED_ANY;
}

static int16_t clamp16(long value)
{
    return (int16_t)(value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value);
}

/* FandolSong has a descender with the wrong sign in hhea, others have no OS/2: take what makes sense. */
static void read_metrics(bc_font_face *face, FT_Face ft)
{
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    const TT_Postscript *post = FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
    bool has_os2 = os2 && os2->version != 0xFFFF;
    long ascent = has_os2 ? os2->sTypoAscender : 0, descent = has_os2 ? os2->sTypoDescender : 0;
    if (ascent <= 0)
        ascent = ft->ascender > 0 ? ft->ascender : ft->units_per_EM * 88L / 100;
    if (descent >= 0)
        descent = ft->descender ? -labs(ft->descender) : ascent - ft->units_per_EM;
    if (descent > 0)
        descent = 0;
    face->ascent = clamp16(ascent);
    face->descent = clamp16(descent);
    face->bbox[0] = clamp16(ft->bbox.xMin);
    face->bbox[1] = clamp16(ft->bbox.yMin);
    face->bbox[2] = clamp16(ft->bbox.xMax);
    face->bbox[3] = clamp16(ft->bbox.yMax);
    face->weight = has_os2 ? clamp16(os2->usWeightClass) : 400;
    face->cap_height = has_os2 && os2->version >= 2 && os2->sCapHeight > 0 ? os2->sCapHeight : clamp16(ascent * 8 / 10);
    face->italic_angle = post ? clamp16(post->italicAngle / 65536) : 0;
    face->embedding = embedding_of(has_os2 ? os2->fsType : 0);
}

static const char *read_properties(bc_font_face *face, FT_Face ft)
{
    bc_arena *arena = &face->tables->arena;
    if (!FT_IS_SFNT(ft) || !FT_IS_SCALABLE(ft) || ft->num_glyphs <= 0 || ft->num_glyphs > 0x10000)
        return bc_tr_mark("it has no scalable outlines");
    if (bc_font_face_table(face, "CFF ").n > 0)
        face->outlines = BC_OUTLINES_CFF;
    else if (bc_font_face_table(face, "glyf").n > 0 && bc_font_face_table(face, "loca").n > 0)
        face->outlines = BC_OUTLINES_TRUETYPE;
    else
        return bc_tr_mark("its outlines are neither TrueType nor CFF");
    if (ft->units_per_EM < 16 || ft->units_per_EM > 16384)
        return bc_tr_mark("its units per em are out of range");
    face->units_per_em = ft->units_per_EM;
    face->glyph_count = (uint32_t)ft->num_glyphs;
    face->family = bc_arena_str(arena, bc_str_from(ft->family_name));
    face->style = bc_arena_str(arena, bc_str_from(ft->style_name));
    const char *name = FT_Get_Postscript_Name(ft);
    face->postscript_name = bc_arena_str(arena, bc_str_from(name && *name ? name : "Unnamed"));
    read_metrics(face, ft);
    return NULL;
}

static uint16_t new_page(struct bc_font_face_tables *t, size_t *capacity)
{
    if (t->page_count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : 64;
        t->pages = bc_mem_resize(t->pages, bc_mem_product(*capacity, sizeof *t->pages));
        t->page_counts = bc_mem_resize(t->page_counts, bc_mem_product(*capacity, sizeof *t->page_counts));
    }
    memset(t->pages[t->page_count], 0, sizeof *t->pages);
    t->page_counts[t->page_count] = 0;
    return (uint16_t)t->page_count++;
}

static const char *read_cmap(bc_font_face *face, FT_Face ft, int *error)
{
    struct bc_font_face_tables *t = face->tables;
    size_t capacity = 0;
    new_page(t, &capacity); /* page 0 stays empty */
    const char *why =
        judge(FT_Select_Charmap(ft, FT_ENCODING_UNICODE), bc_tr_mark("it has no Unicode character map"), error);
    if (why)
        return why;
    FT_UInt glyph;
    FT_ULong c = FT_Get_First_Char(ft, &glyph), last = 0;
    while (glyph) {
        if (c < 0x110000 && glyph < face->glyph_count) {
            uint16_t *page = &t->page_of[c / BC_CMAP_PAGE];
            if (!*page)
                *page = new_page(t, &capacity);
            uint16_t *slot = &t->pages[*page][c % BC_CMAP_PAGE];
            t->page_counts[*page] = (uint16_t)(t->page_counts[*page] + !*slot);
            *slot = (uint16_t)glyph;
        }
        last = c;
        c = FT_Get_Next_Char(ft, c, &glyph);
        if (c <= last) /* a map that runs backwards would never end */
            break;
    }
    return NULL;
}

/* From the table itself: asking FreeType for each glyph took half of the time that a face takes to be opened. The last
 * advance holds for all glyphs behind it; those that the table is too short for have none. */
static const char *read_advances(bc_font_face *face)
{
    enum { COUNT_AT = 34, COUNT_SIZE = 2, METRIC = 4 /* advance and bearing */ };
    const bc_str head = bc_font_face_table(face, "hhea"), table = bc_font_face_table(face, "hmtx");
    const uint32_t n = face->glyph_count;
    const uint32_t metrics = head.n >= COUNT_AT + COUNT_SIZE ? bc_bytes_u16(head, COUNT_AT) : 0;
    if (!metrics || !table.n)
        return bc_tr_mark("its advance widths cannot be read");
    uint16_t *advances = face->tables->advances = bc_mem_alloc(bc_mem_product(n, sizeof *advances));
    for (uint32_t i = 0; i < n; i++) {
        const size_t at = (size_t)METRIC * (i < metrics ? i : metrics - 1);
        advances[i] = at + METRIC <= table.n ? bc_bytes_u16(table, at) : 0;
    }
    return NULL;
}

/* HarfBuzz has no other word for want of memory than an empty font. */
static const char *make_shaper(bc_font_face *face, int *error)
{
    struct bc_font_face_tables *t = face->tables;
    t->blob = hb_blob_create((const char *)face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    t->hb_face = hb_face_create(t->blob, (unsigned)face->index);
    t->hb_font = hb_font_create(t->hb_face);
    hb_font_set_scale(t->hb_font, face->units_per_em, face->units_per_em);
    hb_face_make_immutable(t->hb_face);
    hb_font_make_immutable(t->hb_font);
    if (t->blob != hb_blob_get_empty() && t->hb_face != hb_face_get_empty() && t->hb_font != hb_font_get_empty())
        return NULL;
    *error = ENOMEM;
    return bc_tr_mark("the file cannot be opened");
}

static const char *read_face(bc_font_face *face, FT_Library library, int *error)
{
    const char *why = map_file(face, error);
    if (why)
        return why;
    if (!bc_font_sfnt_directory(face_file(face), face->index, &face->offset))
        return bc_tr_mark("it has no such face");
    FT_Face ft;
    why = judge(FT_New_Memory_Face(library, face->data, (FT_Long)face->size, face->index, &ft),
                bc_tr_mark("it is damaged or no font"), error);
    if (why)
        return why;
    why = read_properties(face, ft);
    if (!why)
        why = read_cmap(face, ft, error);
    if (!why)
        why = read_advances(face);
    FT_Done_Face(ft);
    return why ? why : make_shaper(face, error);
}

bc_font_face *bc_font_face_open(FT_Library library, bc_str file, int index, const char **why, int *error)
{
    *error = 0;
    bc_font_face *face = bc_mem_alloc(sizeof *face);
    face->tables = bc_mem_alloc(sizeof *face->tables);
    face->file = bc_arena_str(&face->tables->arena, file);
    face->index = index;
    *why = read_face(face, library, error);
    if (*why) {
        bc_font_face_close(face);
        return NULL;
    }
    return face;
}

void bc_font_face_close(bc_font_face *face)
{
    if (!face)
        return;
    struct bc_font_face_tables *t = face->tables;
    hb_font_destroy(t->hb_font);
    hb_face_destroy(t->hb_face);
    hb_blob_destroy(t->blob);
    bc_mem_free(t->pages);
    bc_mem_free(t->page_counts);
    bc_mem_free(t->advances);
    bc_arena_release(&t->arena);
    if (face->data)
        munmap((void *)(uintptr_t)face->data, face->size);
    bc_mem_free(t);
    bc_mem_free(face);
}

uint16_t bc_font_face_variant(const bc_font_face *face, const char feature[4], uint32_t codepoint, bool *starved)
{
    uint16_t plain = bc_font_face_glyph(face, codepoint), result = plain;
    hb_feature_t on = { .tag = HB_TAG(feature[0], feature[1], feature[2], feature[3]),
                        .value = 1,
                        .start = HB_FEATURE_GLOBAL_START,
                        .end = HB_FEATURE_GLOBAL_END };
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add(buffer, codepoint, 0);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-cn", -1));
    if (!hb_shape_full(face->tables->hb_font, buffer, &on, 1, NULL) || !hb_buffer_allocation_successful(buffer))
        *starved = true;
    unsigned n = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    if (n == 1 && info[0].codepoint > 0 && info[0].codepoint < face->glyph_count)
        result = (uint16_t)info[0].codepoint;
    hb_buffer_destroy(buffer);
    return result;
}

bool bc_font_face_ink(const bc_font_face *face, uint16_t glyph, int *left, int *right)
{
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(face->tables->hb_font, glyph, &ink) || ink.width <= 0)
        return false;
    *left = ink.x_bearing;
    *right = ink.x_bearing + ink.width;
    return true;
}
