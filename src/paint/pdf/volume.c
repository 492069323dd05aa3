/* A file bound from drafts: fonts of equal faces become one, codes are given in the order in which drafts come, and
 * the pages, in whatever order, refer to the streams that are kept. */
#include "paint/pdf/volume.h"

#include "base/tr.h"
#include "paint/pdf/private/draft_parts.h"
#include "paint/pdf/private/drafted.h"
#include "paint/pdf/private/intent.h"
#include "paint/pdf/private/metadata.h"
#include "paint/pdf/private/navigation.h"
#include "paint/pdf/private/pagetree.h"
#include "paint/pdf/private/resources.h"
#include "paint/pdf/private/syntax.h"
#include "paint/pdf/private/tree.h"

#include <assert.h>

/* The catalogue and the resources come before all that is kept; where it is tagged also the structure's root, the
 * document and the sections. */
enum { RESERVED_BEFORE = 2, RESERVED_TAGGED = 2 };

/* In the order of reading. */
typedef struct bc_pdf_placed {
    uint32_t section; /* from 1; 0: none */
    bc_pdf_ref own;
} bc_pdf_placed;

struct bc_pdf_volume {
    bc_subset_cache *cache;
    bc_arena arena;
    bc_layout_info info;
    bc_pdf_standard standard;
    /* Made when the volume is finished: of thousands of volumes one at a time. */
    bc_pdf_file *file;
    bc_pdf_ref catalog, resources;
    bc_pdf_shown shown;
    BC_VEC(bc_pdf_content) kept;
    bc_pdf_ref next; /* number to be given */
    uint32_t next_key, sections;
    BC_VEC(bc_pdf_packed) packs; /* of what pages say of themselves */
    BC_VEC(bc_pdf_leaf) parents, ids;
    BC_VEC(bc_pdf_placed) placed;
    BC_VEC(bc_pdf_volume_page) page_list;
    BC_VEC(bc_pdf_bookmark) bookmarks;
    bc_pdf_attached attached;
    bc_str error;
    bool failed; /* the system, not the book */
};

static bool is_tagged(const bc_pdf_volume *volume)
{
    return volume->standard == BC_PDF_A2A;
}

static bc_pdf_ref root_of(const bc_pdf_volume *volume)
{
    return volume->resources + 1;
}

static bc_pdf_ref section_ref(uint32_t section)
{
    return RESERVED_BEFORE + RESERVED_TAGGED + section; /* 0: the document itself */
}

bc_pdf_volume *bc_pdf_volume_new(bc_subset_cache *cache, const bc_layout_info *info, bc_pdf_standard standard,
                                 uint32_t sections)
{
    bc_pdf_volume *volume = bc_mem_alloc(sizeof *volume);
    volume->cache = cache;
    volume->info = *info;
    volume->standard = standard;
    volume->shown.fonts.cache = cache;
    volume->sections = sections;
    volume->next = is_tagged(volume) ? section_ref(sections) + 1 : RESERVED_BEFORE + 1;
    return volume;
}

void bc_pdf_volume_free(bc_pdf_volume *volume)
{
    if (!volume)
        return;
    bc_pdf_shown_release(&volume->shown);
    bc_pdf_file_free(volume->file);
    bc_vec_release(&volume->kept);
    bc_vec_release(&volume->packs);
    bc_vec_release(&volume->parents);
    bc_vec_release(&volume->ids);
    bc_vec_release(&volume->placed);
    bc_vec_release(&volume->page_list);
    bc_vec_release(&volume->bookmarks);
    bc_pdf_attached_release(&volume->attached);
    bc_arena_release(&volume->arena);
    bc_mem_free(volume);
}

static void give_numbers(bc_pdf_volume *volume, bc_pdf_draft *draft, bc_pdf_codes *out)
{
    uint32_t objects, keys;
    bc_pdf_draft_needs(draft, &objects, &keys);
    out->first = volume->next;
    out->key = volume->next_key;
    out->section = section_ref(bc_pdf_draft_section(draft));
    volume->next += objects;
    volume->next_key += keys;
}

bc_pdf_codes bc_pdf_volume_codes(bc_pdf_volume *volume, bc_pdf_draft *draft, bc_arena *arena)
{
    bc_pdf_codes out = { 0 };
    const bc_pdf_shown *shown = bc_pdf_draft_shown(draft);
    const bc_pdf_fonts *fonts = &shown->fonts;
    for (size_t i = 0; i < shown->pictures.list.n; i++)
        bc_pdf_pictures_add(&volume->shown.pictures, shown->pictures.list.at[i]);
    volume->shown.coloured = volume->shown.coloured || shown->coloured;
    const uint16_t **codes = BC_NEW_ARRAY(arena, const uint16_t *, fonts->list.n);
    uint16_t *names = BC_NEW_ARRAY(arena, uint16_t, fonts->list.n);
    for (size_t i = 0; i < fonts->list.n; i++) {
        const bc_pdf_font *font = fonts->list.at[i];
        size_t own = bc_pdf_fonts_find(&volume->shown.fonts, bc_pdf_font_face(font));
        bc_pdf_font_adopt(volume->shown.fonts.list.at[own], font, arena, &codes[i]);
        names[i] = (uint16_t)(own + 1);
    }
    out.codes = codes;
    out.names = names;
    give_numbers(volume, draft, &out);
    return out;
}

static void keep_structure(bc_pdf_volume *volume, const bc_pdf_structure *structure, bc_arena *arena)
{
    for (size_t i = 0; i < structure->pack_count; i++) {
        const bc_pdf_packed *packed = &structure->packs[i];
        bc_vec_add(&volume->packs, (bc_pdf_packed){ .refs = BC_NEW_COPY(arena, packed->refs, packed->n),
                                                    .n = packed->n,
                                                    .entries = bc_arena_str(arena, packed->entries),
                                                    .bytes = bc_arena_str(arena, packed->bytes) });
    }
    for (size_t i = 0; i < structure->parent_count; i++)
        bc_vec_add(&volume->parents, structure->parents[i]);
    for (size_t i = 0; i < structure->id_count; i++)
        bc_vec_add(&volume->ids, structure->ids[i]);
}

bc_pdf_kept bc_pdf_volume_keep(bc_pdf_volume *volume, const bc_pdf_finished *finished, bc_arena *arena)
{
    const bc_pdf_structure *structure = finished->structure;
    const uint32_t first = (uint32_t)volume->kept.n + 1;
    for (size_t i = 0; i < finished->page_count; i++) {
        bc_pdf_content own = finished->pages[i];
        own.bytes = bc_arena_str(arena, own.bytes);
        bc_vec_add(&volume->kept, own);
    }
    if (structure)
        keep_structure(volume, structure, arena);
    return (bc_pdf_kept){ first, structure ? structure->section : 0 };
}

void bc_pdf_volume_add_section(bc_pdf_volume *volume, uint32_t section, uint32_t kept)
{
    assert(section <= volume->sections);
    if (kept)
        bc_vec_add(&volume->placed, (bc_pdf_placed){ section, kept });
}

/* Objects whose numbers have been given out. */
static void begin_file(bc_pdf_volume *volume, bc_deflate_packer *deflater)
{
    volume->file = bc_pdf_file_new(deflater, volume->standard == BC_PDF_A1B ? BC_PDF_1_4 : BC_PDF_1_7);
    volume->catalog = bc_pdf_reserve(volume->file);
    volume->resources = bc_pdf_reserve(volume->file);
    assert(!volume->resources || volume->resources == RESERVED_BEFORE);
    for (bc_pdf_ref ref = RESERVED_BEFORE + 1; ref < volume->next; ref++)
        if (!bc_pdf_reserve(volume->file))
            return; /* too many */
    for (size_t i = 0; i < volume->kept.n; i++) {
        const bc_pdf_content *content = &volume->kept.at[i];
        if (content->blends && volume->standard == BC_PDF_A1B)
            volume->error = bc_str_from(bc_pdf_blending_refused());
        bc_pdf_define_lent(volume->file, content->number,
                           content->deflated ? BC_STR("/Filter/FlateDecode") : (bc_str){ 0 }, content->bytes);
    }
    for (size_t i = 0; i < volume->packs.n; i++)
        bc_pdf_define_packed(volume->file, &volume->packs.at[i]);
}

void bc_pdf_volume_add_page(bc_pdf_volume *volume, const bc_pdf_volume_page *page)
{
    bc_pdf_volume_page copy = *page;
    bc_pdf_link *links = BC_NEW_ARRAY(&volume->arena, bc_pdf_link, page->link_count);
    for (size_t i = 0; i < page->link_count; i++) {
        links[i] = page->links[i];
        links[i].text = bc_arena_str(&volume->arena, page->links[i].text);
    }
    copy.links = links;
    copy.prefix = bc_arena_str(&volume->arena, page->prefix);
    bc_vec_add(&volume->page_list, copy);
}

void bc_pdf_volume_add_bookmark(bc_pdf_volume *volume, unsigned level, bc_str title, uint32_t page, bool open)
{
    bc_vec_add(&volume->bookmarks, (bc_pdf_bookmark){ level, bc_arena_str(&volume->arena, title), page, open });
}

void bc_pdf_volume_attach(bc_pdf_volume *volume, const bc_pdf_attachment *attachment)
{
    bc_pdf_attached_add(&volume->attached, attachment, &volume->arena);
}

static const bc_pdf_content *kept_as(const bc_pdf_volume *volume, uint32_t number)
{
    return number ? &volume->kept.at[number - 1] : NULL;
}

/* A stream that moves what is painted behind it; most volumes have one or two. */
typedef struct shift {
    bc_len x, y;
    bc_pdf_ref ref;
} shift;

typedef struct shifts {
    BC_VEC(shift) list;
} shifts;

static bc_pdf_ref define_shift(bc_pdf_volume *volume, const bc_pdf_volume_page *page, shifts *known)
{
    if ((!page->body && !page->over) || (!page->shift_x && !page->shift_y))
        return 0;
    for (size_t i = 0; i < known->list.n; i++)
        if (known->list.at[i].x == page->shift_x && known->list.at[i].y == page->shift_y)
            return known->list.at[i].ref;
    shift own = { page->shift_x, page->shift_y, bc_pdf_reserve(volume->file) };
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "1 0 0 1 ");
    bc_pdf_put_length(&out, own.x);
    bc_buf_add_char(&out, ' ');
    bc_pdf_put_length(&out, -(int64_t)own.y);
    bc_buf_add_text(&out, " cm\n");
    bc_pdf_define_stream(volume->file, own.ref, (bc_str){ 0 }, bc_buf_str(&out));
    bc_buf_release(&out);
    bc_vec_add(&known->list, own);
    return own.ref;
}

static bc_pdf_ref define_pages(bc_pdf_volume *volume, const bc_pdf_volume_pages *page_list)
{
    bc_pdf_pagetree tree = { 0 };
    shifts known = { 0 };
    bc_buf links;
    bc_buf_init(&links);
    for (size_t i = 0; i < page_list->n; i++) {
        const bc_pdf_volume_page *page = &page_list->at[i];
        const bc_pdf_content *body = kept_as(volume, page->body), *over = kept_as(volume, page->over);
        bc_buf_clear(&links);
        bc_pdf_put_links(volume->file, page, body, page_list, &links);
        /* What is painted over goes first: it restores the state that it found, a body need not. */
        bc_pdf_page_dict dict = { .width = page->width,
                                  .height = page->height,
                                  .resources = volume->resources,
                                  .contents = { define_shift(volume, page, &known), over ? over->number : 0,
                                                body ? body->number : 0 },
                                  .key = body ? body->key : 0,
                                  .blends = body && body->blends,
                                  .annotations = bc_buf_str(&links) };
        bc_pdf_pagetree_add(&tree, volume->file, page_list->refs[i], &dict);
    }
    bc_buf_release(&links);
    bc_vec_release(&known.list);
    bc_pdf_ref root = bc_pdf_pagetree_define(&tree, volume->file);
    bc_pdf_pagetree_release(&tree);
    return root;
}

/* The sections, each when the first of its parts comes. */
static void define_sections(bc_pdf_volume *volume)
{
    bc_buf all, own;
    bc_buf_init(&all);
    bc_buf_init(&own);
    bc_buf_printf(&all, "/S/Document/P %u 0 R/K[", root_of(volume));
    for (size_t i = 0, end; i < volume->placed.n; i = end) {
        const uint32_t section = volume->placed.at[i].section;
        end = i + 1;
        bc_pdf_put_ref(&all, section ? section_ref(section) : volume->placed.at[i].own);
        bc_buf_add_char(&all, ' ');
        if (!section)
            continue;
        bc_buf_clear(&own);
        bc_buf_printf(&own, "/S/Sect/P %u 0 R/K[%u 0 R", section_ref(0), volume->placed.at[i].own);
        for (; end < volume->placed.n && volume->placed.at[end].section == section; end++)
            bc_buf_printf(&own, " %u 0 R", volume->placed.at[end].own);
        bc_buf_add_char(&own, ']');
        bc_pdf_define(volume->file, section_ref(section), bc_buf_str(&own));
    }
    bc_buf_add_char(&all, ']');
    bc_pdf_define(volume->file, section_ref(0), bc_buf_str(&all));
    bc_buf_release(&own);
    bc_buf_release(&all);
}

static void define_structure(bc_pdf_volume *volume, bc_buf *catalog)
{
    bc_buf out;
    bc_buf_init(&out);
    define_sections(volume);
    bc_pdf_ref parents = bc_pdf_define_tree(volume->file, volume->parents.at, volume->parents.n, false);
    bc_buf_printf(&out, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", section_ref(0), parents,
                  volume->next_key);
    if (volume->ids.n)
        bc_buf_printf(&out, "/IDTree %u 0 R", bc_pdf_define_tree(volume->file, volume->ids.at, volume->ids.n, true));
    bc_pdf_define(volume->file, root_of(volume), bc_buf_str(&out));
    bc_buf_printf(catalog, "/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R", root_of(volume));
    bc_buf_release(&out);
}

static void define_catalog(bc_pdf_volume *volume, const bc_pdf_volume_pages *page_list, bc_deflate_packer *deflater)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_pdf_ref pages = define_pages(volume, page_list);
    bc_pdf_ref outline = bc_pdf_define_outline(volume->file, volume->bookmarks.at, volume->bookmarks.n, page_list);
    bc_pdf_put_catalog(volume->file, pages, &volume->info, volume->standard, &volume->attached, &out);
    if (volume->standard != BC_PDF_PLAIN)
        bc_pdf_put_intent(volume->file, volume->shown.coloured, deflater, &out);
    if (is_tagged(volume))
        define_structure(volume, &out);
    if (outline)
        bc_buf_printf(&out, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
    bc_pdf_put_page_labels(volume->file, page_list, &out);
    bc_pdf_define(volume->file, volume->catalog, bc_buf_str(&out));
    bc_buf_release(&out);
}

static bc_pdf_ref page_ref(bc_pdf_volume *volume, const bc_pdf_volume_page *page)
{
    const bc_pdf_content *body = kept_as(volume, page->body);
    return body && body->page ? body->page : bc_pdf_reserve(volume->file);
}

bool bc_pdf_volume_finish(bc_pdf_volume *volume, bc_buf *out)
{
    bc_deflate_packer *deflater = bc_subset_cache_borrow(volume->cache);
    begin_file(volume, deflater);
    bc_pdf_ref *refs = BC_NEW_ARRAY(&volume->arena, bc_pdf_ref, volume->page_list.n);
    for (size_t i = 0; i < volume->page_list.n; i++)
        refs[i] = page_ref(volume, &volume->page_list.at[i]);
    const bc_str font_error = bc_pdf_define_resources(&volume->shown, volume->file, volume->resources, deflater,
                                                      BC_PDF_NAME_DIGITS, volume->standard, &volume->arena);
    if (!volume->error.n)
        volume->error = font_error;
    const bc_pdf_volume_pages page_list = { volume->page_list.at, refs, volume->page_list.n };
    define_catalog(volume, &page_list, deflater);
    bc_pdf_ref info = bc_pdf_define_info(volume->file, &volume->info);
    bc_pdf_status status = bc_pdf_file_write(volume->file, volume->catalog, info, out);
    bc_subset_cache_give_back(volume->cache, deflater);
    if (!volume->error.n && status == BC_PDF_TOO_LARGE)
        volume->error = bc_str_from(bc_tr("the document is too large for one PDF file"));
    volume->failed = !volume->error.n && status == BC_PDF_FAILED;
    if (volume->failed)
        volume->error = bc_str_from(bc_tr("the PDF file could not be put together"));
    return !volume->error.n;
}

const char *bc_pdf_volume_error(const bc_pdf_volume *volume)
{
    return volume->error.n ? volume->error.p : "";
}

bool bc_pdf_volume_failed(const bc_pdf_volume *volume)
{
    return volume->failed;
}
