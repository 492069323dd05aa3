/* The part of a chart, as the library writes it, with what it leaves out: programs other than Excel take what is not
 * said as the standard has it, and would print the names of all series at each bar, draw missing values as nought, and
 * bend lines into curves, and set Chinese in a font of their own. All of it is put in place of tags, which no words of
 * a record can look like. */
#include "paint/xlsx/private/charts_part.h"

#include <string.h>

#define LABELS(value, percent)                                                                                         \
    "<c:showLegendKey val=\"0\"/><c:showVal val=\"" value "\"/><c:showCatName val=\"0\"/>"                             \
    "<c:showSerName val=\"0\"/><c:showPercent val=\"" percent "\"/><c:showBubbleSize val=\"0\"/>"

static const struct {
    const char *tag, *instead;
} CHANGES[] = {
    { "<c:lang val=\"en-US\"/>", "<c:lang val=\"zh-CN\"/>" },
    { "<a:rPr lang=\"en-US\"", "<a:rPr lang=\"zh-CN\"" },
    { "<a:endParaRPr lang=\"en-US\"/>", "<a:endParaRPr lang=\"zh-CN\"/>" },
    /* the library writes it for lines only, and only this way; unsaid, LibreOffice bends them */
    { "<c:smooth val=\"1\"/>", "<c:smooth val=\"0\"/>" },
    { "<c:showVal val=\"1\"/>", LABELS("1", "0") },
    { "<c:showPercent val=\"1\"/>", LABELS("0", "1") },
    { "</c:chart>", "<c:dispBlanksAs val=\"gap\"/></c:chart>" },
};

/* The family of Latin letters is that of ideographs, too. Returns the bytes of the tag. */
static size_t add_family(bc_str rest, bc_buf *out)
{
    static const char LATIN[] = "<a:latin typeface=\"";
    size_t begin = sizeof LATIN - 1, end = bc_str_find(rest, BC_STR("\"/>"), begin);
    if (end == SIZE_MAX)
        return 0;
    bc_str family = bc_str_slice(rest, begin, end);
    bc_buf_printf(out, "%s%.*s\"/><a:ea typeface=\"%.*s\"/>", LATIN, BC_STR_ARG(family), BC_STR_ARG(family));
    return end + strlen("\"/>");
}

/* What stands instead of the tag that the text begins with. Returns its bytes; 0: it stays. */
static size_t change(bc_str rest, bc_buf *out)
{
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        bc_str tag = bc_str_from(CHANGES[i].tag);
        if (!bc_str_starts(rest, tag))
            continue;
        bc_buf_add_text(out, CHANGES[i].instead);
        return tag.n;
    }
    return bc_str_starts(rest, BC_STR("<a:latin typeface=\"")) ? add_family(rest, out) : 0;
}

void bc_xlsx_charts_complete(bc_str xml, bc_buf *out)
{
    while (xml.n) {
        size_t tag = bc_str_find(xml, BC_STR("<"), 0);
        tag = tag == SIZE_MAX ? xml.n : tag;
        bc_buf_add_str(out, bc_str_slice(xml, 0, tag));
        xml = bc_str_slice(xml, tag, xml.n);
        size_t changed = xml.n ? change(xml, out) : 0;
        if (!changed && xml.n) {
            bc_buf_add_char(out, '<');
            changed = 1;
        }
        xml = bc_str_slice(xml, changed, xml.n);
    }
}
