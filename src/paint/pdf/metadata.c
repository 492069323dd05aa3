/* Title, author and dates, as the Info dictionary and as XMP; both from the same values, so that they cannot
 * disagree. */
#include "paint/pdf/private/metadata.h"

#include "base/utf8.h"
#include "paint/pdf/private/syntax.h"

#include <string.h>
#include <time.h>

/* The date in UTC; false when its year has no four digits. */
static bool split_time(int64_t seconds, struct tm *out)
{
    time_t time = (time_t)seconds;
    return gmtime_r(&time, out) && out->tm_year >= 1 - 1900 && out->tm_year <= 9999 - 1900;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* In one line and without what XML cannot hold: attributes make blanks of line ends, and both places say the same. */
static void put_line(bc_buf *out, bc_str text)
{
    const size_t from = out->n;
    bool apart = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (is_blank(c)) {
            apart = out->n > from;
            continue;
        }
        if (apart)
            bc_buf_add_char(out, ' ');
        apart = false;
        bc_buf_add_utf8(out, c < ' ' || c == 0xFFFE || c == 0xFFFF ? BC_UTF8_BAD : c);
    }
}

static void put_entry(bc_buf *out, const char *key, bc_str text)
{
    bc_buf line;
    bc_buf_init(&line);
    put_line(&line, text);
    if (line.n) {
        bc_buf_add_text(out, key);
        bc_pdf_put_text(out, bc_buf_str(&line));
    }
    bc_buf_release(&line);
}

void bc_pdf_put_date(bc_buf *out, const char *key, int64_t seconds)
{
    struct tm t;
    if (split_time(seconds, &t))
        bc_buf_printf(out, "%s(D:%04d%02d%02d%02d%02d%02dZ)", key, t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                      t.tm_min, t.tm_sec);
}

bc_pdf_ref bc_pdf_define_info(bc_pdf_file *file, const bc_layout_info *info)
{
    bc_buf out;
    bc_buf_init(&out);
    put_entry(&out, "/Title", info->title);
    put_entry(&out, "/Author", info->author);
    put_entry(&out, "/Subject", info->subject);
    put_entry(&out, "/Keywords", info->keywords);
    put_entry(&out, "/Producer", info->creator);
    bc_pdf_put_date(&out, "/CreationDate", info->time);
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define(file, ref, bc_buf_str(&out));
    bc_buf_release(&out);
    return ref;
}

static void put_xml(bc_buf *out, bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c == '<')
            bc_buf_add_text(out, "&lt;");
        else if (c == '>')
            bc_buf_add_text(out, "&gt;");
        else if (c == '&')
            bc_buf_add_text(out, "&amp;");
        else if (c == '"')
            bc_buf_add_text(out, "&quot;");
        else
            bc_buf_add_utf8(out, c);
    }
}

static void put_property(bc_buf *out, const char *open, bc_str text, const char *close)
{
    bc_buf line;
    bc_buf_init(&line);
    put_line(&line, text);
    if (line.n) {
        bc_buf_add_text(out, open);
        put_xml(out, bc_buf_str(&line));
        bc_buf_add_text(out, close);
    }
    bc_buf_release(&line);
}

/* What is one value goes into attributes, which takes fewer bytes: XMP is left uncompressed, for programs that look for
 * it in files of any kind. */
static void put_attributes(bc_buf *out, const bc_layout_info *info)
{
    struct tm t;
    put_property(out, " pdf:Producer=\"", info->creator, "\"");
    put_property(out, " pdf:Keywords=\"", info->keywords, "\"");
    if (split_time(info->time, &t))
        bc_buf_printf(out, " xmp:CreateDate=\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", t.tm_year + 1900, t.tm_mon + 1,
                      t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static void put_properties(bc_buf *out, const bc_layout_info *info)
{
    put_property(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
                 "</rdf:li></rdf:Alt></dc:title>");
    put_property(out, "<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>");
    put_property(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
                 "</rdf:li></rdf:Alt></dc:description>");
}

/* PDF/A knows properties of its own only; others must be described. */
static const char UA_SCHEMA[] =
    "<pdfaExtension:schemas xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><rdf:Bag><rdf:li>"
    "<rdf:Description pdfaSchema:schema=\"PDF/UA\" pdfaSchema:namespaceURI=\"http://www.aiim.org/pdfua/ns/id/\""
    " pdfaSchema:prefix=\"pdfuaid\"><pdfaSchema:property><rdf:Seq><rdf:li pdfaProperty:name=\"part\""
    " pdfaProperty:valueType=\"Integer\" pdfaProperty:category=\"internal\""
    " pdfaProperty:description=\"part of ISO 14289\"/></rdf:Seq></pdfaSchema:property></rdf:Description>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>";

bc_pdf_ref bc_pdf_define_xmp(bc_pdf_file *file, const bc_layout_info *info, bc_pdf_standard standard, bool attaches)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                          "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                          "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                          "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                          " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"");
    put_attributes(&out, info);
    static const char *const LEVELS[] = { [BC_PDF_A1B] = "B", [BC_PDF_A2U] = "U", [BC_PDF_A2A] = "A" };
    if (standard != BC_PDF_PLAIN)
        bc_buf_printf(&out,
                      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                      " pdfaid:part=\"%c\" pdfaid:conformance=\"%s\"",
                      standard == BC_PDF_A1B ? '1'
                      : attaches             ? '3'
                                             : '2',
                      LEVELS[standard]);
    if (standard == BC_PDF_A2A)
        bc_buf_add_text(&out, " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" pdfuaid:part=\"1\"");
    bc_buf_add_text(&out, ">");
    put_properties(&out, info);
    if (standard == BC_PDF_A2A)
        bc_buf_add_text(&out, UA_SCHEMA);
    bc_buf_add_text(&out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, BC_STR("/Type/Metadata/Subtype/XML"), bc_buf_str(&out));
    bc_buf_release(&out);
    return ref;
}
