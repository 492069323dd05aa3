/* Pages painted before the file is known. Glyph codes are those of the draft alone; their places in the operators
 * are noted, and when a volume has given each glyph its code these four characters are overwritten. So pages are
 * painted over threads in any order and the bytes of the volume do not depend on it. */
#include "paint/pdf/draft.h"

#include "paint/pdf/private/draft_parts.h"
#include "paint/pdf/private/drafted.h"
#include "paint/pdf/private/syntax.h"
#include "picture/shelf.h"

#include <string.h>

typedef struct draft_page {
    bc_len width, height;
    size_t from, to; /* bytes of `content` */
    size_t first_patch, patches_end;
    bool deflate, blends;
} draft_page;

struct bc_pdf_draft {
    bc_subset_cache *cache;
    bc_text_typesetter *typesetter;
    bc_deflate_packer *deflater; /* borrowed for the first page that is deflated */
    bc_pdf_shown shown;
    bc_pdf_patches patches;
    bc_buf content; /* of all pages */
    bc_arena scratch;
    BC_VEC(draft_page) pages;
    bc_pdf_draft_tags tags;
    bc_pdf_drafted drafted;
};

bc_pdf_draft *bc_pdf_draft_new(bc_subset_cache *cache)
{
    bc_pdf_draft *draft = bc_mem_alloc(sizeof *draft);
    draft->cache = cache;
    draft->shown.fonts.cache = cache;
    bc_buf_init(&draft->content);
    return draft;
}

void bc_pdf_draft_free(bc_pdf_draft *draft)
{
    if (!draft)
        return;
    if (draft->deflater)
        bc_subset_cache_give_back(draft->cache, draft->deflater);
    bc_pdf_shown_release(&draft->shown);
    bc_vec_release(&draft->patches.list);
    bc_vec_release(&draft->pages);
    bc_buf_release(&draft->content);
    bc_arena_release(&draft->scratch);
    bc_pdf_drafted_release(&draft->drafted);
    bc_mem_free(draft);
}

void bc_pdf_draft_begin(bc_pdf_draft *draft, bc_text_typesetter *typesetter, const bc_pdf_draft_tags *tags)
{
    draft->tags = *tags;
    bc_pdf_drafted_begin(&draft->drafted, tags->tagged ? tags->level : 0);
    draft->typesetter = typesetter;
    bc_pdf_shown_release(&draft->shown);
    draft->shown.coloured = false;
    bc_vec_clear(&draft->patches.list);
    bc_vec_clear(&draft->pages);
    bc_buf_clear(&draft->content);
}

void bc_pdf_draft_add(bc_pdf_draft *draft, const bc_layout_page *page, bc_pdf_layer layer)
{
    bc_buf *out = &draft->content;
    draft_page own = { .width = page->width,
                       .height = page->height,
                       .from = out->n,
                       .first_patch = draft->patches.list.n,
                       .deflate = layer == BC_PDF_BODY,
                       .blends = bc_pdf_pictures_blend(page) };
    bc_arena_reset(&draft->scratch);
    if (layer != BC_PDF_BODY)
        bc_buf_add_text(out, "q\n");
    if (layer == BC_PDF_ROTATED) {
        bc_buf_add_text(out, "0 -1 1 0 0 ");
        bc_pdf_put_length(out, page->width);
        bc_buf_add_text(out, " cm\n");
    }
    bc_layout_marks marks = { 0 };
    if (draft->drafted.kept)
        marks = bc_pdf_drafted_page(&draft->drafted, page);
    bc_pdf_put_page(
        page, &draft->shown, draft->typesetter, &draft->scratch, out,
        &(bc_pdf_page_extra){
            .patches = &draft->patches, .foreign = true, .tagged = draft->tags.tagged, .marks = marks.items });
    for (size_t i = 0; i < draft->shown.pictures.list.n; i++)
        bc_picture_keep(draft->shown.pictures.list.at[i]);
    if (layer != BC_PDF_BODY)
        bc_buf_add_text(out, "Q\n");
    own.to = out->n;
    own.patches_end = draft->patches.list.n;
    bc_vec_add(&draft->pages, own);
}

static bool add_body(void *context, const bc_layout_page *page)
{
    bc_pdf_draft_add(context, page, BC_PDF_BODY);
    return true;
}

bc_layout_page_sink bc_pdf_draft_sink(bc_pdf_draft *draft)
{
    return (bc_layout_page_sink){ .page = add_body, .context = draft };
}

size_t bc_pdf_draft_pages(const bc_pdf_draft *draft)
{
    return draft->pages.n;
}

bool bc_pdf_draft_blends(const bc_pdf_draft *draft)
{
    bool blends = false;
    for (size_t i = 0; i < draft->pages.n; i++)
        blends = blends || draft->pages.at[i].blends;
    return blends;
}

const bc_pdf_shown *bc_pdf_draft_shown(const bc_pdf_draft *draft)
{
    return &draft->shown;
}

/* -- filling in ----------------------------------------------------------------------------------------- */

static void write_decimal(char *at, unsigned value)
{
    for (int i = BC_PDF_NAME_DIGITS - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
}

static void fill_patches(bc_pdf_draft *draft, const draft_page *page, const bc_pdf_codes *codes)
{
    for (size_t i = page->first_patch; i < page->patches_end; i++) {
        const bc_pdf_patch *patch = &draft->patches.list.at[i];
        char *at = draft->content.p + patch->at;
        if (patch->code == BC_PDF_FONT_NAME)
            write_decimal(at, codes->names[patch->font]);
        else if (codes->codes[patch->font])
            bc_pdf_write_hex16(at, codes->codes[patch->font][patch->code]);
    }
}

void bc_pdf_draft_needs(bc_pdf_draft *draft, uint32_t *objects, uint32_t *keys)
{
    *objects = (uint32_t)draft->pages.n;
    *keys = 0;
    if (!draft->drafted.kept)
        return;
    bc_pdf_drafted_end(&draft->drafted);
    *objects += bc_pdf_drafted_objects(&draft->drafted);
    *keys = bc_pdf_drafted_keys(&draft->drafted);
}

uint32_t bc_pdf_draft_section(const bc_pdf_draft *draft)
{
    return draft->tags.section;
}

static void number_page(const bc_pdf_draft *draft, const bc_pdf_codes *codes, size_t index, bc_pdf_content *out)
{
    const uint32_t pages = (uint32_t)draft->pages.n, own = (uint32_t)index;
    out->number = codes->first + own;
    if (!draft->drafted.kept)
        return;
    const uint32_t links = draft->drafted.first_links.at[index];
    out->page = codes->first + pages + own;
    out->first_link = codes->first + pages + pages + links;
    out->key = codes->key + own + 1;
    out->first_link_key = codes->key + pages + links;
}

bc_pdf_finished bc_pdf_draft_finish(bc_pdf_draft *draft, const bc_pdf_codes *codes, bc_arena *arena)
{
    bc_pdf_content *out = BC_NEW_ARRAY(arena, bc_pdf_content, draft->pages.n);
    bc_pdf_structure *structure = NULL;
    if (!draft->deflater)
        draft->deflater = bc_subset_cache_borrow(draft->cache);
    for (size_t i = 0; i < draft->pages.n; i++) {
        const draft_page *page = &draft->pages.at[i];
        fill_patches(draft, page, codes);
        bc_str bytes = bc_str_slice(bc_buf_str(&draft->content), page->from, page->to);
        if (page->deflate)
            bytes = bc_deflate_zlib(draft->deflater, BC_DEFLATE_TEXT, bytes);
        out[i] = (bc_pdf_content){ .width = page->width,
                                   .height = page->height,
                                   .bytes = bc_arena_str(arena, bytes),
                                   .deflated = page->deflate,
                                   .blends = page->blends };
        number_page(draft, codes, i, &out[i]);
    }
    if (draft->drafted.kept) {
        structure = BC_NEW(arena, bc_pdf_structure);
        bc_pdf_drafted_finish(&draft->drafted, codes, codes->first + (uint32_t)draft->pages.n, draft->deflater, arena,
                              structure);
    }
    return (bc_pdf_finished){ out, draft->pages.n, structure };
}
