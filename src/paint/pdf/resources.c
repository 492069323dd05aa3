/* What all pages share, written once: every page of a document refers to the same dictionary. */
#include "paint/pdf/private/resources.h"

#include "base/tr.h"
#include "paint/pdf/private/metadata.h"
#include "paint/pdf/private/syntax.h"

static bc_str describe_error(const bc_font_face *face, bc_pdf_font_status status, bc_arena *arena)
{
    const char *format = status == BC_PDF_FONT_FULL
                             ? bc_tr("the document uses more different characters of %.*s than a PDF font can hold")
                             : bc_tr("the font file %.*s is damaged: some of its characters cannot be printed");
    bc_str name = status == BC_PDF_FONT_FULL ? face->family : face->file;
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_printf(&text, format, BC_STR_ARG(name));
    bc_str error = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return error;
}

/* The map to text of all fonts that share their codes; 0: none does. */
static bc_pdf_ref define_shared_map(const bc_pdf_fonts *fonts, bc_pdf_file *file, bc_deflate_packer *deflater)
{
    bc_pdf_mappings map = { 0 };
    for (size_t i = 0; i < fonts->list.n; i++)
        if (bc_pdf_font_shares(fonts->list.at[i]))
            bc_pdf_font_map(fonts->list.at[i], &map);
    bc_pdf_ref ref = map.list.n ? bc_pdf_reserve(file) : 0;
    if (ref)
        bc_pdf_define_to_unicode(&map, file, ref, deflater);
    bc_vec_release(&map.list);
    return ref;
}

bc_str bc_pdf_define_resources(bc_pdf_shown *shown, bc_pdf_file *file, bc_pdf_ref ref, bc_deflate_packer *deflater,
                               int digits, bc_pdf_standard standard, bc_arena *arena)
{
    bc_str error = { 0 };
    const bc_pdf_fonts *fonts = &shown->fonts;
    bc_buf resources;
    bc_pdf_ref shared = define_shared_map(fonts, file, deflater);
    bc_buf_init(&resources);
    bc_buf_add_text(&resources, "/Font<<");
    for (size_t i = 0; i < fonts->list.n; i++) {
        bc_pdf_font *font = fonts->list.at[i];
        bc_pdf_ref own = bc_pdf_reserve(file);
        bc_pdf_ref map = bc_pdf_font_shares(font) ? shared : 0;
        bc_pdf_font_status status = bc_pdf_font_embed(font, file, own, map, deflater);
        if (status != BC_PDF_FONT_OK && !error.n)
            error = describe_error(bc_pdf_font_face(font), status, arena);
        bc_buf_printf(&resources, "/F%0*zu %u 0 R", digits, i + 1, own);
    }
    bc_buf_add_text(&resources, ">>");
    bc_pdf_pictures_define(&shown->pictures, file, standard, deflater, &resources);
    bc_pdf_define(file, ref, bc_buf_str(&resources));
    bc_buf_release(&resources);
    return error;
}

void bc_pdf_put_catalog(bc_pdf_file *file, bc_pdf_ref pages, const bc_layout_info *info, bc_pdf_standard standard,
                        bc_pdf_attached *attached, bc_buf *out)
{
    bc_pdf_ref xmp = bc_pdf_define_xmp(file, info, standard, attached->list.n > 0);
    bc_buf_printf(out, "/Type/Catalog/Pages %u 0 R/Metadata %u 0 R", pages, xmp);
    if (info->title.n)
        bc_buf_add_text(out, "/ViewerPreferences<</DisplayDocTitle true>>");
    if (info->language.n) {
        bc_buf_add_text(out, "/Lang");
        bc_pdf_put_text(out, info->language);
    }
    bc_pdf_attached_define(attached, file, info, out);
}
