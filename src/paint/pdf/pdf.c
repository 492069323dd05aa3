/* The painter for one document: content, fonts and metadata put together. Pages are deflated as they come, so what
 * is held is the finished streams and the glyphs that they used. */
#include "paint/pdf/pdf.h"

#include "base/clock.h"
#include "base/tr.h"
#include "paint/pdf/private/content.h"
#include "paint/pdf/private/fields.h"
#include "paint/pdf/private/intent.h"
#include "paint/pdf/private/metadata.h"
#include "paint/pdf/private/pagetree.h"
#include "paint/pdf/private/resources.h"
#include "paint/pdf/private/syntax.h"
#include "paint/pdf/private/tagging.h"

/* The first page waits for the second, or for the end: its glyphs are given their codes when all of them are known.
 * What later pages add is counted on from there. */
typedef struct waiting_page {
    bool waits;
    bc_pdf_ref ref;
    bc_pdf_page_dict dict;
} waiting_page;

typedef struct pdf_painter {
    bc_layout_painter base;
    bc_subset_cache *cache;
    bc_text_typesetter *typesetter;
    bc_arena arena;      /* what lives as long as the document */
    bc_arena page_arena; /* reset with every page */
    bc_layout_info info;
    bc_pdf_standard standard;
    bc_deflate_packer *deflater;
    bc_pdf_file *file;
    bc_pdf_ref catalog, resources;
    bc_pdf_pagetree pages;
    bc_pdf_shown shown;
    bc_pdf_tagging tagging; /* of BC_PDF_A2A */
    bc_pdf_attached attached;
    bc_pdf_fields fields;
    bc_buf content;
    bc_pdf_patches patches; /* of the first page */
    waiting_page first;
    bc_str error;
    bool failed; /* the system, not the document */
    bc_pdf_times times;
} pdf_painter;

static void put_page(pdf_painter *painter, bc_pdf_ref ref, const bc_pdf_page_dict *dict)
{
    bc_str deflated = bc_deflate_zlib(painter->deflater, BC_DEFLATE_TEXT, bc_buf_str(&painter->content));
    bc_pdf_define_stream(painter->file, dict->contents[0], BC_STR("/Filter/FlateDecode"), deflated);
    bc_pdf_pagetree_add(&painter->pages, painter->file, ref, dict);
}

static void put_waiting(pdf_painter *painter)
{
    const bc_pdf_fonts *fonts = &painter->shown.fonts;
    if (!painter->first.waits)
        return;
    painter->first.waits = false;
    const uint16_t *codes = bc_pdf_fonts_sort(&painter->shown.fonts, &painter->page_arena);
    for (size_t i = 0; i < painter->patches.list.n; i++) {
        const bc_pdf_patch *patch = &painter->patches.list.at[i];
        if (bc_pdf_font_shares(fonts->list.at[patch->font]))
            bc_pdf_write_hex16(painter->content.p + patch->at, codes[patch->code]);
    }
    bc_vec_release(&painter->patches.list);
    put_page(painter, painter->first.ref, &painter->first.dict);
}

static bc_layout_marks tag_page(pdf_painter *painter, const bc_layout_page *page, bc_pdf_ref ref, uint32_t *key)
{
    const size_t forms = painter->tagging.forms.n;
    painter->tagging.first_place = bc_pdf_fields_first(&painter->fields);
    const bc_layout_marks marks = bc_pdf_tagging_page(&painter->tagging, page, ref, key);
    bc_pdf_fields_tagged(&painter->fields, &painter->tagging, forms);
    return marks;
}

static void pdf_page(bc_layout_painter *base, const bc_layout_page *page)
{
    pdf_painter *painter = (pdf_painter *)base;
    double start = bc_clock_cpu_seconds(), deflating = bc_deflate_seconds(painter->deflater);
    const bool first = !painter->shown.fonts.list.n, blends = bc_pdf_pictures_blend(page);
    if (blends && painter->standard == BC_PDF_A1B)
        painter->error = bc_str_from(bc_pdf_blending_refused());
    put_waiting(painter);
    bc_buf_clear(&painter->content);
    bc_arena_reset(&painter->page_arena);
    const bool tagged = painter->standard == BC_PDF_A2A;
    bc_pdf_ref ref = bc_pdf_reserve(painter->file); /* elements name their page */
    const bc_str annotations = bc_pdf_fields_page(&painter->fields, painter->file, page, ref);
    bc_layout_marks marks = { 0 };
    uint32_t key = 0;
    if (tagged)
        marks = tag_page(painter, page, ref, &key);
    bc_pdf_put_page(
        page, &painter->shown, painter->typesetter, &painter->page_arena, &painter->content,
        &(bc_pdf_page_extra){ .patches = first ? &painter->patches : NULL, .tagged = tagged, .marks = marks.items });
    const bc_pdf_page_dict dict = { .width = page->width,
                                    .height = page->height,
                                    .resources = painter->resources,
                                    .contents = { bc_pdf_reserve(painter->file) },
                                    .key = tagged ? key + 1 : 0,
                                    .annotations = annotations,
                                    .in_rows = !tagged,
                                    .blends = blends };
    if (first)
        painter->first = (waiting_page){ true, ref, dict };
    else
        put_page(painter, ref, &dict);
    deflating = bc_deflate_seconds(painter->deflater) - deflating;
    painter->times.deflate += deflating;
    painter->times.paint += bc_clock_cpu_seconds() - start - deflating;
}

static void define_catalog(pdf_painter *painter)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_pdf_ref pages = bc_pdf_pagetree_define(&painter->pages, painter->file);
    const bc_pdf_standard claimed = painter->fields.asked ? BC_PDF_PLAIN : painter->standard;
    bc_pdf_put_catalog(painter->file, pages, &painter->info, claimed, &painter->attached, &out);
    bc_pdf_fields_put(&painter->fields, painter->info.time, &out);
    if (claimed != BC_PDF_PLAIN)
        bc_pdf_put_intent(painter->file, painter->shown.coloured, painter->deflater, &out);
    if (painter->standard == BC_PDF_A2A)
        bc_pdf_tagging_end(&painter->tagging, &out);
    bc_pdf_define(painter->file, painter->catalog, bc_buf_str(&out));
    bc_buf_release(&out);
}

static bool pdf_finish(bc_layout_painter *base, bc_buf *out)
{
    pdf_painter *painter = (pdf_painter *)base;
    double start = bc_clock_cpu_seconds(), deflating = bc_deflate_seconds(painter->deflater);
    put_waiting(painter);
    bc_pdf_fields_define(&painter->fields, &(bc_pdf_field_paint){ .file = painter->file,
                                                                  .shown = &painter->shown,
                                                                  .resources = painter->resources,
                                                                  .typesetter = painter->typesetter,
                                                                  .keys = painter->tagging.pages });
    bc_str font_error = bc_pdf_define_resources(&painter->shown, painter->file, painter->resources, painter->deflater,
                                                1, painter->standard, &painter->arena);
    double embedded = bc_clock_cpu_seconds();
    double fonts = bc_deflate_seconds(painter->deflater) - deflating;
    if (!painter->error.n)
        painter->error = font_error;
    painter->times.font += embedded - start - fonts;
    define_catalog(painter);
    bc_pdf_ref info = bc_pdf_define_info(painter->file, &painter->info);
    bc_pdf_status status = bc_pdf_file_write(painter->file, painter->catalog, info, out);
    if (!painter->error.n && status == BC_PDF_TOO_LARGE)
        painter->error = bc_str_from(bc_tr("the document is too large for one PDF file"));
    painter->failed = !painter->error.n && status == BC_PDF_FAILED;
    if (painter->failed)
        painter->error = bc_str_from(bc_tr("the PDF file could not be put together"));
    deflating = bc_deflate_seconds(painter->deflater) - deflating;
    painter->times.deflate += deflating;
    painter->times.write += bc_clock_cpu_seconds() - embedded - (deflating - fonts);
    return !painter->error.n;
}

static void pdf_free(bc_layout_painter *base)
{
    pdf_painter *painter = (pdf_painter *)base;
    bc_subset_cache_give_back(painter->cache, painter->deflater);
    bc_pdf_shown_release(&painter->shown);
    if (painter->standard == BC_PDF_A2A)
        bc_pdf_tagging_release(&painter->tagging);
    bc_pdf_attached_release(&painter->attached);
    bc_pdf_fields_release(&painter->fields);
    bc_pdf_pagetree_release(&painter->pages);
    bc_pdf_file_free(painter->file);
    bc_buf_release(&painter->content);
    bc_vec_release(&painter->patches.list);
    bc_arena_release(&painter->page_arena);
    bc_arena_release(&painter->arena);
    bc_mem_free(painter);
}

bc_layout_painter *bc_pdf_painter_new(bc_subset_cache *cache, bc_text_typesetter *typesetter,
                                      const bc_layout_info *info, bc_pdf_standard standard)
{
    pdf_painter *painter = bc_mem_alloc(sizeof *painter);
    painter->base = (bc_layout_painter){ .page = pdf_page, .finish = pdf_finish, .free = pdf_free };
    painter->cache = cache;
    painter->typesetter = typesetter;
    painter->info = *info;
    painter->standard = standard;
    bc_str *const texts[] = { &painter->info.title,    &painter->info.author,  &painter->info.subject,
                              &painter->info.keywords, &painter->info.creator, &painter->info.language };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = bc_arena_str(&painter->arena, *texts[i]);
    painter->deflater = bc_subset_cache_borrow(cache);
    painter->shown.fonts.cache = cache;
    painter->shown.fonts.share = true;
    bc_buf_init(&painter->content);
    painter->file = bc_pdf_file_new(painter->deflater, standard == BC_PDF_A1B ? BC_PDF_1_4 : BC_PDF_1_7);
    painter->catalog = bc_pdf_reserve(painter->file);
    painter->resources = bc_pdf_reserve(painter->file);
    if (standard == BC_PDF_A2A)
        bc_pdf_tagging_begin(&painter->tagging, painter->file);
    return &painter->base;
}

void bc_pdf_painter_attach(bc_layout_painter *base, const bc_pdf_attachment *attachment)
{
    pdf_painter *painter = (pdf_painter *)base;
    bc_pdf_attached_add(&painter->attached, attachment, &painter->arena);
}

const char *bc_pdf_blending_refused(void)
{
    return bc_tr(
        "what is below a seal or a transparent picture shows through it, for which PDF/A-1 has no means: leave "
        "it out, or choose PDF/A-2 (--pdf a-2a)");
}

void bc_pdf_painter_fill_in(bc_layout_painter *base, const bc_pdf_fill_in *form)
{
    bc_pdf_fields *fields = &((pdf_painter *)base)->fields;
    fields->asked = true;
    fields->form = (bc_pdf_fill_in){ .anchor_name = bc_arena_str(&fields->arena, form->anchor_name),
                                     .anchor = bc_arena_str(&fields->arena, form->anchor),
                                     .given_name = bc_arena_str(&fields->arena, form->given_name),
                                     .given = bc_arena_str(&fields->arena, form->given) };
}

const char *bc_pdf_painter_error(const bc_layout_painter *base)
{
    const pdf_painter *painter = (const pdf_painter *)base;
    return painter->error.n ? painter->error.p : "";
}

bool bc_pdf_painter_failed(const bc_layout_painter *base)
{
    return ((const pdf_painter *)base)->failed;
}

bc_pdf_times bc_pdf_painter_times(const bc_layout_painter *base)
{
    return ((const pdf_painter *)base)->times;
}
