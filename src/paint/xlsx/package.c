/* The parts of a workbook into an archive, some written by libxlsxwriter and some here; what the library cannot say
 * is put into its text at places that no words of a record can reach. */
#include "paint/xlsx/private/package.h"

#include "paint/xlsx/private/charts_part.h"
#include "paint/xlsx/private/constants.h"
#include "paint/xlsx/private/numbered.h"
#include "paint/xlsx/private/part.h"
#include "paint/xlsx/private/text.h"
#include "paint/xlsx/private/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter/styles.h>

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE_NS "http://schemas.openxmlformats.org/officeDocument/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* -- parts the library writes --------------------------------------------------------------------------- */

static void pack_part(bc_xlsx_zip *zip, const char *name, bc_xlsx_part *from)
{
    if (bc_xlsx_part_close(from))
        bc_xlsx_zip_add(zip, name, (bc_str){ from->p, from->n });
    else
        zip->status = BC_XLSX_FAILED;
    free(from->p);
}

/* Replaces `old`, which stands in the text from byte `at` on, if it does. */
static bool replace(bc_xlsx_part *in, size_t at, const char *old, bc_str by)
{
    char *found = at < in->n ? memmem(in->p + at, in->n - at, old, strlen(old)) : NULL;
    if (!found)
        return true;
    size_t start = (size_t)(found - in->p), end = start + strlen(old);
    char *grown = realloc(in->p, in->n + by.n + 1);
    if (!grown)
        return false;
    memmove(grown + start + by.n, grown + end, in->n - end);
    memcpy(grown + start, by.p, by.n);
    in->p = grown;
    in->n += by.n - (end - start);
    return true;
}

/* Where the head and foot of the sheet begin: near the end, behind all cells and before its page breaks, of which there
 * may be a thousand. In the words of cells `<` is escaped. */
static size_t find_running(const bc_xlsx_part *sheet)
{
    static const char OPENS[] = "<headerFooter>";
    size_t at = sheet->n > strlen(OPENS) ? sheet->n - strlen(OPENS) : 0;
    while (at > 0 && memcmp(sheet->p + at, OPENS, strlen(OPENS)) != 0)
        at--;
    return at;
}

/* Where even pages differ, they have the header of odd pages only if it is said once more. */
static void repeat_header(const bc_xlsx_part *sheet, size_t from, bc_buf *out)
{
    static const char OPENS[] = "<oddHeader>", ENDS[] = "</oddHeader>";
    const char *head = memmem(sheet->p + from, sheet->n - from, OPENS, strlen(OPENS));
    if (!head)
        return;
    head += strlen(OPENS);
    const char *end = memmem(head, (size_t)(sheet->p + sheet->n - head), ENDS, strlen(ENDS));
    if (!end)
        return;
    bc_buf_add_text(out, "<evenHeader>");
    bc_buf_add_str(out, (bc_str){ head, (size_t)(end - head) });
    bc_buf_add_text(out, "</evenHeader>");
}

/* Version 1.1.4 of the library knows no header or footer for even pages. What a record says in them is escaped. */
static bool add_even_footer(bc_xlsx_part *sheet, const char *footer)
{
    bc_buf text;
    bc_buf_init(&text);
    size_t from = find_running(sheet);
    bc_buf_add_text(&text, "</oddFooter>");
    repeat_header(sheet, from, &text);
    bc_buf_add_text(&text, "<evenFooter>");
    bc_xlsx_text_xml(bc_str_from(footer), &text);
    bc_buf_add_text(&text, "</evenFooter>");
    bool good = replace(sheet, from, "</oddFooter>", bc_buf_str(&text)) &&
                replace(sheet, from, "<headerFooter>", BC_STR("<headerFooter differentOddEven=\"1\">"));
    bc_buf_release(&text);
    return good;
}

/* The library counts merged ranges in 16 bits. */
static bool set_merge_count(bc_xlsx_part *sheet, size_t merges)
{
    char text[64];
    int n = snprintf(text, sizeof text, "<mergeCells count=\"%zu\">", merges);
    return replace(sheet, 0, "<mergeCells count=\"65535\">", (bc_str){ text, (size_t)n });
}

/* All our cells have a format that is not the default one. Without memory the library writes the default's number, 0,
 * which it leaves out. No text of a record is in this part. */
static bool cells_are_formatted(const bc_xlsx_part *sheet)
{
    static const char CELL[] = "<c r=\"", FORMAT[] = "\" s=\"";
    const char *end = sheet->p + sheet->n, *at = sheet->p;
    while ((at = memmem(at, (size_t)(end - at), CELL, sizeof CELL - 1)) != NULL) {
        at += sizeof CELL - 1;
        const char *quote = memchr(at, '"', (size_t)(end - at));
        if (!quote || (size_t)(end - quote) < sizeof FORMAT || memcmp(quote, FORMAT, sizeof FORMAT - 1) != 0)
            return false;
    }
    return true;
}

static void pack_sheet(bc_xlsx_zip *zip, const bc_xlsx_sheet *from, size_t nth)
{
    bc_xlsx_part xml;
    if (!bc_xlsx_part_open(&xml)) {
        zip->status = BC_XLSX_FAILED;
        return;
    }
    if (from->merges > UINT16_MAX)
        from->sheet->merged_range_count = UINT16_MAX;
    if (from->objects.n &&
        !(from->sheet->drawing = lxw_drawing_new())) { /* the sheet then names it as its only relation */
        zip->status = BC_XLSX_FAILED;
        bc_xlsx_part_close(&xml);
        free(xml.p);
        return;
    }
    from->sheet->has_vml = from->comments.n > 0; /* behind the drawing it names what shows comments */
    from->sheet->file = xml.file;
    lxw_worksheet_assemble_xml_file(from->sheet);
    bool good = bc_xlsx_part_close(&xml) && cells_are_formatted(&xml);
    if (good && from->merges > UINT16_MAX)
        good = set_merge_count(&xml, from->merges);
    if (good && from->even_footer)
        good = add_even_footer(&xml, from->even_footer);
    char name[64];
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", nth);
    if (good)
        bc_xlsx_zip_add(zip, name, (bc_str){ xml.p, xml.n });
    else
        zip->status = BC_XLSX_FAILED;
    free(xml.p);
}

static void pack_workbook(bc_xlsx_zip *zip, lxw_workbook *workbook)
{
    bc_xlsx_part xml;
    if (!bc_xlsx_part_open(&xml)) {
        zip->status = BC_XLSX_FAILED;
        return;
    }
    workbook->file = xml.file;
    lxw_workbook_assemble_xml_file(workbook);
    pack_part(zip, "xl/workbook.xml", &xml);
}

static void pack_strings(bc_xlsx_zip *zip, lxw_sst *strings)
{
    bc_xlsx_part xml;
    if (!strings->string_count)
        return;
    if (!bc_xlsx_part_open(&xml)) {
        zip->status = BC_XLSX_FAILED;
        return;
    }
    strings->file = xml.file;
    lxw_sst_assemble_xml_file(strings);
    pack_part(zip, "xl/sharedStrings.xml", &xml);
}

static void pack_theme(bc_xlsx_zip *zip, bc_xlsx_constants *constants)
{
    const bc_xlsx_packed *theme = bc_xlsx_constants_theme(constants);
    if (theme)
        bc_xlsx_zip_add_packed(zip, "xl/theme/theme1.xml", theme);
    else
        zip->status = BC_XLSX_FAILED;
}

/* The styles take copies of the formats in use, which they free. */
static bool copy_formats(lxw_styles *styles, const lxw_workbook *workbook)
{
    lxw_hash_element *element;
    LXW_FOREACH_ORDERED(element, workbook->used_xf_formats)
    {
        lxw_format *copy = lxw_format_new();
        if (!copy)
            return false;
        memcpy(copy, element->value, sizeof *copy);
        STAILQ_INSERT_TAIL(styles->xf_formats, copy, list_pointers);
    }
    styles->font_count = workbook->font_count;
    styles->border_count = workbook->border_count;
    styles->fill_count = workbook->fill_count;
    styles->num_format_count = workbook->num_format_count;
    styles->xf_count = workbook->used_xf_formats->unique_count;
    return true;
}

/* After the sheets, which number the formats, and the workbook, which numbers fonts and borders. */
static void pack_styles(bc_xlsx_zip *zip, const lxw_workbook *workbook)
{
    bc_xlsx_part xml;
    lxw_styles *styles = lxw_styles_new();
    if (styles && bc_xlsx_numbered(workbook) && copy_formats(styles, workbook) && bc_xlsx_part_open(&xml)) {
        styles->file = xml.file;
        lxw_styles_assemble_xml_file(styles);
        pack_part(zip, "xl/styles.xml", &xml);
    } else {
        zip->status = BC_XLSX_FAILED;
    }
    lxw_styles_free(styles);
}

/* -- parts that are known without it -------------------------------------------------------------------- */

static void pack_buf(bc_xlsx_zip *zip, const char *name, bc_buf *xml)
{
    bc_xlsx_zip_add(zip, name, bc_buf_str(xml));
    bc_buf_clear(xml);
}

static void add_media_types(const bc_xlsx_media *media, bc_buf *xml)
{
    bool seen[2] = { false };
    for (size_t i = 0; i < media->list.n; i++) {
        const bc_picture *picture = media->list.at[i];
        const char *ending = bc_xlsx_media_ending(picture);
        if (!seen[picture->kind])
            bc_buf_printf(xml, "<Default Extension=\"%s\" ContentType=\"image/%s\"/>", ending, ending);
        seen[picture->kind] = true;
    }
}

static void add_comment_types(const bc_xlsx_sheet *sheets, size_t n, bc_buf *xml)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || sheets[i].comments.n;
    if (any)
        bc_buf_add_text(xml, "<Default Extension=\"vml\" "
                             "ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>");
    for (size_t i = 0; i < n; i++)
        if (sheets[i].comments.n)
            bc_buf_printf(
                xml, "<Override PartName=\"/xl/comments%zu.xml\" ContentType=\"" SHEET_TYPE "comments+xml\"/>", i + 1);
}

static void add_chart_types(const bc_xlsx_objects *objects, bc_buf *xml)
{
    for (size_t i = 0; i < objects->n; i++)
        if (objects->at[i].kind == BC_XLSX_CHART)
            bc_buf_printf(xml,
                          "<Override PartName=\"/xl/charts/chart%u.xml\" ContentType=\"application/vnd."
                          "openxmlformats-officedocument.drawingml.chart+xml\"/>",
                          objects->at[i].media);
}

static void pack_content_types(bc_xlsx_zip *zip, const bc_xlsx_sheet *sheets, size_t sheet_count,
                               const bc_xlsx_media *media, bool strings, bc_buf *xml)
{
    bc_buf_add_text(xml, XML_HEAD "<Types xmlns=\"" PACKAGE_NS "content-types\">"
                                  "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
                                  "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    add_media_types(media, xml);
    add_comment_types(sheets, sheet_count, xml);
    bc_buf_add_text(xml, "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd."
                         "openxmlformats-officedocument.extended-properties+xml\"/>"
                         "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd."
                         "openxmlformats-package.core-properties+xml\"/>"
                         "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>"
                         "<Override PartName=\"/xl/theme/theme1.xml\" ContentType=\"application/vnd."
                         "openxmlformats-officedocument.theme+xml\"/>"
                         "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>");
    for (size_t i = 1; i <= sheet_count; i++)
        bc_buf_printf(
            xml, "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" SHEET_TYPE "worksheet+xml\"/>", i);
    for (size_t i = 1; i <= sheet_count; i++)
        if (sheets[i - 1].objects.n)
            bc_buf_printf(xml,
                          "<Override PartName=\"/xl/drawings/drawing%zu.xml\" ContentType=\"application/vnd."
                          "openxmlformats-officedocument.drawing+xml\"/>",
                          i);
    for (size_t i = 0; i < sheet_count; i++)
        add_chart_types(&sheets[i].objects, xml);
    if (strings)
        bc_buf_add_text(xml, "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" SHEET_TYPE
                             "sharedStrings+xml\"/>");
    bc_buf_add_text(xml, "</Types>");
    pack_buf(zip, "[Content_Types].xml", xml);
}

static void pack_root_relations(bc_xlsx_zip *zip)
{
    bc_xlsx_zip_add(zip, "_rels/.rels",
                    BC_STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">"
                                    "<Relationship Id=\"rId1\" Type=\"" OFFICE_NS "relationships/officeDocument\" "
                                    "Target=\"xl/workbook.xml\"/>"
                                    "<Relationship Id=\"rId2\" Type=\"" PACKAGE_NS
                                    "relationships/metadata/core-properties\" "
                                    "Target=\"docProps/core.xml\"/>"
                                    "<Relationship Id=\"rId3\" Type=\"" OFFICE_NS "relationships/extended-properties\" "
                                    "Target=\"docProps/app.xml\"/></Relationships>"));
}

static void add_relation(bc_buf *xml, size_t *id, const char *type, const char *target)
{
    bc_buf_printf(xml, "<Relationship Id=\"rId%zu\" Type=\"" OFFICE_NS "relationships/%s\" Target=\"%s\"/>", ++*id,
                  type, target);
}

/* The library numbers the sheets' relations from 1 on. */
static void pack_workbook_relations(bc_xlsx_zip *zip, size_t sheets, bool strings, bc_buf *xml)
{
    bc_buf_add_text(xml, XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">");
    size_t id = 0;
    for (size_t i = 1; i <= sheets; i++) {
        char target[64];
        snprintf(target, sizeof target, "worksheets/sheet%zu.xml", i);
        add_relation(xml, &id, "worksheet", target);
    }
    add_relation(xml, &id, "theme", "theme/theme1.xml");
    add_relation(xml, &id, "styles", "styles.xml");
    if (strings)
        add_relation(xml, &id, "sharedStrings", "sharedStrings.xml");
    bc_buf_add_text(xml, "</Relationships>");
    pack_buf(zip, "xl/_rels/workbook.xml.rels", xml);
}

static void add_chart_relations(const bc_xlsx_objects *objects, bc_buf *xml)
{
    for (size_t i = 0; i < objects->n; i++)
        if (objects->at[i].kind == BC_XLSX_CHART)
            bc_buf_printf(xml,
                          "<Relationship Id=\"rIdChart%u\" Type=\"" OFFICE_NS
                          "relationships/chart\" Target=\"../charts/chart%u.xml\"/>",
                          objects->at[i].media, objects->at[i].media);
}

static void pack_chart(bc_xlsx_zip *zip, const bc_xlsx_object *object)
{
    char name[64];
    bc_xlsx_part xml;
    if (!object->native || !bc_xlsx_part_open(&xml)) {
        zip->status = BC_XLSX_FAILED;
        return;
    }
    snprintf(name, sizeof name, "xl/charts/chart%u.xml", object->media);
    object->native->file = xml.file;
    lxw_chart_assemble_xml_file(object->native);
    bool good = bc_xlsx_part_close(&xml);
    bc_buf complete;
    bc_buf_init(&complete);
    bc_xlsx_charts_complete((bc_str){ xml.p, good ? xml.n : 0 }, &complete);
    if (good)
        bc_xlsx_zip_add(zip, name, bc_buf_str(&complete));
    else
        zip->status = BC_XLSX_FAILED;
    bc_buf_release(&complete);
    free(xml.p);
}

/* The charts of a drawing, and its pictures, each once. */
static void pack_object_relations(bc_xlsx_zip *zip, const bc_xlsx_objects *objects, size_t nth,
                                  const bc_xlsx_media *media, bool *named, bc_buf *xml)
{
    size_t relations = 0;
    bc_buf_add_text(xml, XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">");
    for (size_t i = 0; i < objects->n; i++) {
        uint32_t number = objects->at[i].kind == BC_XLSX_PICTURE ? objects->at[i].media : 0;
        if (!number || named[number - 1])
            continue;
        named[number - 1] = true;
        relations++;
        bc_buf_printf(xml, "<Relationship Id=\"rId%u\" Type=\"" OFFICE_NS "relationships/image\" Target=\"../media/",
                      number);
        bc_xlsx_media_put_name(media, number, xml);
        bc_buf_add_text(xml, "\"/>");
    }
    for (size_t i = 0; i < objects->n; i++)
        if (objects->at[i].kind == BC_XLSX_PICTURE)
            named[objects->at[i].media - 1] = false; /* for the next sheet */
    size_t before = xml->n;
    add_chart_relations(objects, xml);
    relations += xml->n > before;
    bc_buf_add_text(xml, "</Relationships>");
    char name[64];
    snprintf(name, sizeof name, "xl/drawings/_rels/drawing%zu.xml.rels", nth);
    if (relations)
        pack_buf(zip, name, xml);
    bc_buf_clear(xml);
}

/* What the nth sheet has besides its cells, in the order in which it names them. */
static void pack_sheet_relations(bc_xlsx_zip *zip, const bc_xlsx_sheet *sheet, size_t nth, bc_buf *xml)
{
    char name[64], target[64];
    size_t id = 0;
    if (!sheet->objects.n && !sheet->comments.n)
        return;
    bc_buf_add_text(xml, XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">");
    if (sheet->objects.n) {
        snprintf(target, sizeof target, "../drawings/drawing%zu.xml", nth);
        add_relation(xml, &id, "drawing", target);
    }
    if (sheet->comments.n) {
        snprintf(target, sizeof target, "../drawings/vmlDrawing%zu.vml", nth);
        add_relation(xml, &id, "vmlDrawing", target);
        snprintf(target, sizeof target, "../comments%zu.xml", nth);
        add_relation(xml, &id, "comments", target);
    }
    bc_buf_add_text(xml, "</Relationships>");
    snprintf(name, sizeof name, "xl/worksheets/_rels/sheet%zu.xml.rels", nth);
    pack_buf(zip, name, xml);
}

static void pack_comments(bc_xlsx_zip *zip, const bc_xlsx_sheet *sheet, size_t nth, bc_buf *xml)
{
    char name[64];
    if (!sheet->comments.n)
        return;
    bc_xlsx_remarks_write(&sheet->comments, xml);
    snprintf(name, sizeof name, "xl/comments%zu.xml", nth);
    pack_buf(zip, name, xml);
    bc_xlsx_remarks_draw(&sheet->comments, nth, xml);
    snprintf(name, sizeof name, "xl/drawings/vmlDrawing%zu.vml", nth);
    pack_buf(zip, name, xml);
}

/* What lies over the cells of the nth sheet; its part has the sheet's number. */
static void pack_objects(bc_xlsx_zip *zip, const bc_xlsx_sheet *sheet, size_t nth, const bc_xlsx_media *media,
                         bool *named, bc_buf *xml)
{
    pack_sheet_relations(zip, sheet, nth, xml);
    pack_comments(zip, sheet, nth, xml);
    if (!sheet->objects.n)
        return;
    char name[64];
    pack_object_relations(zip, &sheet->objects, nth, media, named, xml);
    snprintf(name, sizeof name, "xl/drawings/drawing%zu.xml", nth);
    bc_xlsx_objects_write(&sheet->objects, xml);
    pack_buf(zip, name, xml);
    for (size_t i = 0; i < sheet->objects.n; i++)
        if (sheet->objects.at[i].kind == BC_XLSX_CHART)
            pack_chart(zip, &sheet->objects.at[i]);
}

static void pack_all_objects(bc_xlsx_zip *zip, const bc_xlsx_sheet *sheets, size_t sheet_count,
                             const bc_xlsx_media *media, bc_buf *xml)
{
    bool *named = bc_mem_alloc(media->list.n * sizeof *named + 1);
    for (size_t i = 0; i < sheet_count; i++)
        pack_objects(zip, &sheets[i], i + 1, media, named, xml);
    bc_mem_free(named);
    bc_buf name;
    bc_buf_init(&name);
    for (uint32_t i = 1; i <= media->list.n; i++) {
        bc_buf_add_text(&name, "xl/media/");
        bc_xlsx_media_put_name(media, i, &name);
        bc_xlsx_zip_add(zip, name.p, media->list.at[i - 1]->file);
        bc_buf_clear(&name);
    }
    bc_buf_release(&name);
}

static void add_element(bc_buf *xml, const char *tag, bc_str text)
{
    if (text.n == 0)
        return;
    bc_buf_printf(xml, "<%s>", tag);
    bc_xlsx_text_xml(text, xml);
    bc_buf_printf(xml, "</%s>", tag);
}

/* ISO 8601, from the seconds alone: gmtime has one buffer for all threads. */
static void add_time(bc_buf *xml, const char *tag, int64_t time)
{
    enum { DAY = 86400, LAST_YEAR_END = 2932896 }; /* the last day of 9999 */
    int64_t days = time / DAY, seconds = time % DAY;
    if (time < 0 || days > LAST_YEAR_END)
        days = seconds = 0;
    int64_t z = days + 719468, era = z / 146097, of_era = z % 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), march = (5 * of_year + 2) / 153;
    int day = (int)(of_year - (153 * march + 2) / 5 + 1), month = (int)(march < 10 ? march + 3 : march - 9);
    year += era * 400 + (month <= 2);
    bc_buf_printf(xml, "<%s xsi:type=\"dcterms:W3CDTF\">%04d-%02d-%02dT%02d:%02d:%02dZ</%s>", tag, (int)year, month,
                  day, (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60), tag);
}

static void pack_properties(bc_xlsx_zip *zip, const bc_layout_info *info, bc_buf *xml)
{
    bc_buf_add_text(xml, XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE_NS "metadata/core-properties\" "
                                  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                  "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    add_element(xml, "dc:title", info->title);
    add_element(xml, "dc:subject", info->subject);
    add_element(xml, "dc:creator", info->author);
    add_element(xml, "dc:language", info->language);
    add_element(xml, "cp:lastModifiedBy", info->author);
    add_time(xml, "dcterms:created", info->time);
    add_time(xml, "dcterms:modified", info->time);
    bc_buf_add_text(xml, "</cp:coreProperties>");
    pack_buf(zip, "docProps/core.xml", xml);

    bc_buf_add_text(xml, XML_HEAD "<Properties xmlns=\"" OFFICE_NS "extended-properties\">");
    add_element(xml, "Application", info->creator);
    bc_buf_add_text(xml, "<DocSecurity>0</DocSecurity></Properties>");
    pack_buf(zip, "docProps/app.xml", xml);
}

bc_xlsx_status bc_xlsx_package(lxw_workbook *workbook, const bc_xlsx_sheet *sheets, size_t sheet_count,
                               const bc_layout_info *info, bc_xlsx_constants *constants, bc_buf *out)
{
    bc_xlsx_zip zip;
    bc_xlsx_zip_init(&zip, out);
    bc_buf xml;
    bc_buf_init(&xml);
    bool strings = workbook->sst->string_count > 0;
    bc_xlsx_media media = { 0 };
    for (size_t i = 0; i < sheet_count; i++)
        bc_xlsx_media_add(&media, &sheets[i].objects);
    pack_content_types(&zip, sheets, sheet_count, &media, strings, &xml);
    pack_root_relations(&zip);
    pack_workbook_relations(&zip, sheet_count, strings, &xml);
    for (size_t i = 0; i < sheet_count; i++)
        pack_sheet(&zip, &sheets[i], i + 1);
    pack_all_objects(&zip, sheets, sheet_count, &media, &xml);
    bc_xlsx_media_release(&media);
    pack_workbook(&zip, workbook);
    pack_strings(&zip, workbook->sst);
    pack_theme(&zip, constants);
    pack_styles(&zip, workbook);
    pack_properties(&zip, info, &xml);
    bc_xlsx_status status = bc_xlsx_zip_finish(&zip);
    bc_buf_release(&xml);
    bc_xlsx_zip_release(&zip);
    return status;
}
