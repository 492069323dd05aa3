#include "out/pdf/pdf.h"

#include "base/tr.h"
#include "out/pdf/clock.h"
#include "out/pdf/content.h"
#include "out/pdf/metadata.h"
#include "out/pdf/pagetree.h"
#include "out/pdf/syntax.h"

#include <stdio.h>

typedef struct pdf_painter {
    bc_painter base;
    bc_pdf_bank *bank;
    bc_typesetter *setter;
    bc_arena arena;      /* what lives as long as the document */
    bc_arena page_arena; /* reset with every page */
    bc_output_info info;
    bc_pdf_deflater *deflater;
    bc_pdf_file *file;
    bc_pdf_ref catalog, resources;
    bc_pdf_pagetree pages;
    bc_pdf_fonts fonts;
    bc_buf content;
    bc_str error;
    bc_pdf_times times;
} pdf_painter;

static void pdf_page(bc_painter *base, const bc_page *page)
{
    pdf_painter *painter = (pdf_painter *)base;
    double start = bc_pdf_clock();
    bc_buf_clear(&painter->content);
    bc_arena_reset(&painter->page_arena);
    bc_pdf_put_page(page, &painter->fonts, painter->setter, &painter->page_arena, &painter->content);
    double painted = bc_pdf_clock();
    bc_str deflated = bc_pdf_deflate(painter->deflater, BC_PDF_TEXT, bc_buf_str(&painter->content));
    bc_pdf_ref content = bc_pdf_reserve(painter->file);
    bc_pdf_define_stream(painter->file, content, BC_STR("/Filter/FlateDecode"), deflated);
    bc_pdf_pagetree_add(&painter->pages, painter->file, page->width, page->height, content, painter->resources);
    painter->times.paint += painted - start;
    painter->times.deflate += bc_pdf_clock() - painted;
}

static void note_font_error(pdf_painter *painter, const bc_face *face, bc_pdf_font_status status)
{
    if (status == BC_PDF_FONT_OK || painter->error.n)
        return;
    const char *format = status == BC_PDF_FONT_FULL
                             ? bc_tr("the document uses more different characters of %.*s than a PDF font can hold")
                             : bc_tr("the font file %.*s is damaged: some of its characters cannot be printed");
    bc_str name = status == BC_PDF_FONT_FULL ? face->family : face->file;
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_printf(&text, format, BC_STR_ARG(name));
    painter->error = bc_arena_str(&painter->arena, bc_buf_str(&text));
    bc_buf_release(&text);
}

/* Embeds the fonts and defines the resources that all pages share. */
static void define_fonts(pdf_painter *painter)
{
    bc_buf resources;
    bc_buf_init(&resources);
    bc_buf_add_text(&resources, "/Font<<");
    for (size_t i = 0; i < painter->fonts.list.n; i++) {
        bc_pdf_font *font = painter->fonts.list.at[i];
        bc_pdf_ref ref = bc_pdf_reserve(painter->file);
        bc_pdf_font_status status = bc_pdf_font_embed(font, painter->file, ref, painter->deflater);
        note_font_error(painter, bc_pdf_font_face(font), status);
        bc_buf_printf(&resources, "/F%zu %u 0 R", i + 1, ref);
    }
    bc_buf_add_text(&resources, ">>");
    bc_pdf_define(painter->file, painter->resources, bc_buf_str(&resources));
    bc_buf_release(&resources);
}

static void define_catalog(pdf_painter *painter)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_pdf_ref pages = bc_pdf_pagetree_define(&painter->pages, painter->file);
    bc_pdf_ref xmp = bc_pdf_define_xmp(painter->file, &painter->info);
    bc_buf_printf(&out, "/Type/Catalog/Pages %u 0 R/Metadata %u 0 R", pages, xmp);
    if (painter->info.title.n)
        bc_buf_add_text(&out, "/ViewerPreferences<</DisplayDocTitle true>>");
    if (painter->info.language.n) {
        bc_buf_add_text(&out, "/Lang");
        bc_pdf_put_text(&out, painter->info.language);
    }
    bc_pdf_define(painter->file, painter->catalog, bc_buf_str(&out));
    bc_buf_release(&out);
}

static bool pdf_finish(bc_painter *base, bc_buf *out)
{
    pdf_painter *painter = (pdf_painter *)base;
    double start = bc_pdf_clock(), deflating = bc_pdf_deflater_seconds(painter->deflater);
    define_fonts(painter);
    double embedded = bc_pdf_clock();
    deflating = bc_pdf_deflater_seconds(painter->deflater) - deflating;
    painter->times.font += embedded - start - deflating;
    painter->times.deflate += deflating;
    define_catalog(painter);
    bc_pdf_ref info = bc_pdf_define_info(painter->file, &painter->info);
    bc_pdf_status status = bc_pdf_file_write(painter->file, painter->catalog, info, out);
    if (!painter->error.n && status == BC_PDF_TOO_LARGE)
        painter->error = bc_str_from(bc_tr("the document is too large for one PDF file"));
    if (!painter->error.n && status == BC_PDF_FAILED)
        painter->error = bc_str_from(bc_tr("the PDF file could not be put together"));
    painter->times.write += bc_pdf_clock() - embedded;
    return !painter->error.n;
}

static void pdf_free(bc_painter *base)
{
    pdf_painter *painter = (pdf_painter *)base;
    bc_pdf_bank_give_back(painter->bank, painter->deflater);
    bc_pdf_fonts_release(&painter->fonts);
    bc_pdf_pagetree_release(&painter->pages);
    bc_pdf_file_free(painter->file);
    bc_buf_release(&painter->content);
    bc_arena_release(&painter->page_arena);
    bc_arena_release(&painter->arena);
    bc_mem_free(painter);
}

bc_painter *bc_pdf_painter_new(bc_pdf_bank *bank, bc_typesetter *setter, const bc_output_info *info)
{
    pdf_painter *painter = bc_mem_alloc(sizeof *painter);
    painter->base = (bc_painter){ .page = pdf_page, .finish = pdf_finish, .free = pdf_free };
    painter->bank = bank;
    painter->setter = setter;
    painter->info = *info;
    bc_str *const texts[] = { &painter->info.title, &painter->info.author, &painter->info.subject,
                              &painter->info.creator, &painter->info.language };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = bc_arena_str(&painter->arena, *texts[i]);
    painter->deflater = bc_pdf_bank_borrow(bank);
    painter->fonts.bank = bank;
    bc_buf_init(&painter->content);
    painter->file = bc_pdf_file_new();
    painter->catalog = bc_pdf_reserve(painter->file);
    painter->resources = bc_pdf_reserve(painter->file);
    return &painter->base;
}

const char *bc_pdf_painter_error(const bc_painter *base)
{
    const pdf_painter *painter = (const pdf_painter *)base;
    return painter->error.n ? painter->error.p : "";
}

bc_pdf_times bc_pdf_painter_times(const bc_painter *base)
{
    return ((const pdf_painter *)base)->times;
}
