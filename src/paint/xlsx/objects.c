/* The drawing part of a sheet: what lies over its cells. A line is anchored to the cells at both ends, so that it stays
 * in its cell when columns are as wide as another program makes them, and so is a chart; a picture at its upper left
 * corner, so that it keeps its proportions. The same picture is one part of the workbook, however often it is shown. */
#include "paint/xlsx/private/objects.h"

#include "paint/xlsx/private/text.h"

#define DRAWING_NS "http://schemas.openxmlformats.org/drawingml/2006/"
#define RELATION_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

enum { EMU_PARTS = 127, EMU_OF = 10 /* 12.7 English metric units are a thousandth of a point */ };

/* -- pictures of the workbook --------------------------------------------------------------------------- */

void bc_xlsx_media_release(bc_xlsx_media *media)
{
    bc_vec_release(&media->list);
    bc_strmap_release(&media->known);
}

static uint32_t number_of(bc_xlsx_media *media, const bc_picture *picture)
{
    bc_str key = { (const char *)picture->digest, sizeof picture->digest };
    uintptr_t known = (uintptr_t)bc_strmap_find(&media->known, key);
    if (!known) {
        bc_vec_add(&media->list, picture);
        known = media->list.n;
        bc_strmap_put(&media->known, key, (void *)known);
    }
    return (uint32_t)known;
}

void bc_xlsx_media_add(bc_xlsx_media *media, const bc_xlsx_objects *objects)
{
    for (size_t i = 0; i < objects->n; i++)
        if (objects->at[i].kind == BC_XLSX_PICTURE)
            objects->at[i].media = number_of(media, objects->at[i].picture);
}

const char *bc_xlsx_media_ending(const bc_picture *picture)
{
    return picture->kind == BC_PICTURE_PNG ? "png" : "jpeg";
}

void bc_xlsx_media_put_name(const bc_xlsx_media *media, uint32_t number, bc_buf *out)
{
    bc_buf_printf(out, "image%u.%s", number, bc_xlsx_media_ending(media->list.at[number - 1]));
}

/* -- the drawing ---------------------------------------------------------------------------------------- */

static int64_t emu(bc_len length)
{
    return (int64_t)length * EMU_PARTS / EMU_OF;
}

static void add_spot(bc_buf *xml, const char *name, const bc_xlsx_spot *spot)
{
    bc_buf_printf(xml,
                  "<xdr:%s><xdr:col>%u</xdr:col><xdr:colOff>%lld</xdr:colOff><xdr:row>%u</xdr:row>"
                  "<xdr:rowOff>%lld</xdr:rowOff></xdr:%s>",
                  name, spot->column, (long long)emu(spot->x), spot->row, (long long)emu(spot->y), name);
}

/* It says nothing that its cell does not say. */
static void add_line(bc_buf *xml, const bc_xlsx_object *object, size_t id)
{
    bc_buf_add_text(xml, "<xdr:twoCellAnchor>");
    add_spot(xml, "from", &object->from);
    add_spot(xml, "to", &object->to);
    bc_buf_printf(
        xml,
        "<xdr:cxnSp macro=\"\"><xdr:nvCxnSpPr><xdr:cNvPr id=\"%zu\" name=\"Line %zu\"><a:extLst>"
        "<a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative "
        "xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext>"
        "</a:extLst></xdr:cNvPr><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
        "<a:ext cx=\"0\" cy=\"0\"/></a:xfrm><a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom>"
        "<a:ln w=\"%lld\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></xdr:spPr></xdr:cxnSp>"
        "<xdr:clientData/></xdr:twoCellAnchor>",
        id + 1, id, (long long)emu(object->weight));
}

/* As the value of an attribute, on one line. */
static void add_quoted(bc_buf *xml, bc_str text)
{
    bc_buf line;
    bc_buf_init(&line);
    bc_xlsx_text_line(text, &line);
    bc_str rest = bc_buf_str(&line);
    for (size_t at; (at = bc_str_find(rest, BC_STR("\""), 0)) != SIZE_MAX;) {
        bc_xlsx_text_xml(bc_str_slice(rest, 0, at), xml);
        bc_buf_add_text(xml, "&quot;");
        rest = bc_str_slice(rest, at + 1, rest.n);
    }
    bc_xlsx_text_xml(rest, xml);
    bc_buf_release(&line);
}

/* Degrees to the right, after the picture was mirrored; by the numbers of EXIF. */
static const struct {
    int degrees;
    const char *flip;
} TURNS[] = { { 0, "" },  { 0, " flipH=\"1\"" },  { 180, "" }, { 0, " flipV=\"1\"" }, { 270, " flipH=\"1\"" },
              { 90, "" }, { 90, " flipH=\"1\"" }, { 270, "" } };

/* A picture that is turned aside stands in the middle of its place, as wide as that is high. */
static void add_frame(bc_buf *xml, const bc_xlsx_object *object)
{
    enum { DEGREE = 60000 };
    unsigned turn = object->picture->turn - 1u;
    bool aside = object->picture->turn > 4;
    bc_buf_add_text(xml, "<xdr:spPr><a:xfrm");
    if (TURNS[turn].degrees)
        bc_buf_printf(xml, " rot=\"%d\"", TURNS[turn].degrees * DEGREE);
    bc_buf_printf(xml,
                  "%s><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\">"
                  "<a:avLst/></a:prstGeom></xdr:spPr>",
                  TURNS[turn].flip, (long long)emu(aside ? object->height : object->width),
                  (long long)emu(aside ? object->width : object->height));
}

static void add_picture(bc_buf *xml, const bc_xlsx_object *object, size_t id)
{
    bc_buf_add_text(xml, "<xdr:oneCellAnchor>");
    add_spot(xml, "from", &object->from);
    bc_buf_printf(xml,
                  "<xdr:ext cx=\"%lld\" cy=\"%lld\"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"%zu\" name=\"Picture %zu\"",
                  (long long)emu(object->width), (long long)emu(object->height), id + 1, id);
    bc_buf_add_text(xml, " descr=\"");
    add_quoted(xml, object->alt);
    bc_buf_printf(xml,
                  "\"/><xdr:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>"
                  "<a:blip xmlns:r=\"" RELATION_NS "\" r:embed=\"rId%u\"/><a:stretch><a:fillRect/></a:stretch>"
                  "</xdr:blipFill>",
                  object->media);
    add_frame(xml, object);
    bc_buf_add_text(xml, "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>");
}

static void add_chart(bc_buf *xml, const bc_xlsx_object *object, size_t id)
{
    bc_buf_add_text(xml, "<xdr:twoCellAnchor>");
    add_spot(xml, "from", &object->from);
    add_spot(xml, "to", &object->to);
    bc_buf_printf(xml,
                  "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr>"
                  "<xdr:cNvPr id=\"%zu\" name=\"Chart %zu\" descr=\"",
                  id + 1, id);
    add_quoted(xml, object->alt);
    bc_buf_printf(xml,
                  "\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/>"
                  "<a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic><a:graphicData uri=\"" DRAWING_NS "chart\">"
                  "<c:chart xmlns:c=\"" DRAWING_NS "chart\" xmlns:r=\"" RELATION_NS "\" r:id=\"rIdChart%u\"/>"
                  "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>",
                  object->media);
}

void bc_xlsx_objects_write(const bc_xlsx_objects *objects, bc_buf *xml)
{
    bc_buf_add_text(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                         "<xdr:wsDr xmlns:xdr=\"" DRAWING_NS "spreadsheetDrawing\" xmlns:a=\"" DRAWING_NS "main\">");
    for (size_t i = 0; i < objects->n; i++) {
        const bc_xlsx_object *object = &objects->at[i];
        if (object->kind == BC_XLSX_LINE)
            add_line(xml, object, i + 1);
        else if (object->kind == BC_XLSX_CHART)
            add_chart(xml, object, i + 1);
        else
            add_picture(xml, object, i + 1);
    }
    bc_buf_add_text(xml, "</xdr:wsDr>");
}
