/* The drawing part of a sheet: what lies over its cells, each thing anchored to the cells at two of its corners, so
 * that it stays where it is when columns are as wide as another program makes them. */
#include "paint/xlsx/private/objects.h"

#define DRAWING_NS "http://schemas.openxmlformats.org/drawingml/2006/"

enum { EMU_PARTS = 127, EMU_OF = 10 /* 12.7 English metric units are a thousandth of a point */ };

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
    bc_buf_printf(
        xml,
        "<xdr:cxnSp macro=\"\"><xdr:nvCxnSpPr><xdr:cNvPr id=\"%zu\" name=\"Line %zu\"><a:extLst>"
        "<a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative "
        "xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext>"
        "</a:extLst></xdr:cNvPr><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
        "<a:ext cx=\"0\" cy=\"0\"/></a:xfrm><a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom>"
        "<a:ln w=\"%lld\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></xdr:spPr></xdr:cxnSp>",
        id + 1, id, (long long)emu(object->weight));
}

void bc_xlsx_objects_write(const bc_xlsx_objects *objects, bc_buf *xml)
{
    bc_buf_add_text(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                         "<xdr:wsDr xmlns:xdr=\"" DRAWING_NS "spreadsheetDrawing\" xmlns:a=\"" DRAWING_NS "main\">");
    for (size_t i = 0; i < objects->n; i++) {
        const bc_xlsx_object *object = &objects->at[i];
        bc_buf_add_text(xml, "<xdr:twoCellAnchor>");
        add_spot(xml, "from", &object->from);
        add_spot(xml, "to", &object->to);
        add_line(xml, object, i + 1);
        bc_buf_add_text(xml, "<xdr:clientData/></xdr:twoCellAnchor>");
    }
    bc_buf_add_text(xml, "</xdr:wsDr>");
}
