/* XML by expat, with three guards that cost nothing: what has not become a tag or a text after 1 MB is none (expat
 * would begin such an attribute anew with every piece), tags are nested at most 64 deep (each is kept), and a document
 * type is refused, with which all entities go. */
#include "table/private/xml.h"

#include "base/tr.h"

#include <expat.h>
#include <string.h>

enum { MAX_TOKEN = 1 << 20 };

typedef enum refusal { NONE, STOPPED, TOO_DEEP, DOCUMENT_TYPE, TOKEN_TOO_LONG } refusal;

struct bc_table_xml {
    XML_Parser parser;
    bc_table_part *part;
    const bc_table_xml_calls *calls;
    void *context;
    uint64_t fed;
    unsigned depth;
    refusal refused;
    bool paused, last;
};

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    bc_table_xml *xml = context;
    if (++xml->depth > BC_TABLE_MAX_DEPTH) {
        xml->refused = TOO_DEEP;
        XML_StopParser(xml->parser, XML_FALSE);
    } else if (xml->refused == NONE) {
        xml->calls->start(xml->context, name, attributes);
    }
}

static void on_end(void *context, const XML_Char *name)
{
    bc_table_xml *xml = context;
    (void)name;
    if (xml->refused == NONE)
        xml->calls->end(xml->context);
    xml->depth--;
}

static void on_text(void *context, const XML_Char *text, int n)
{
    bc_table_xml *xml = context;
    if (xml->refused == NONE)
        xml->calls->text(xml->context, text, (size_t)n);
}

static void on_document_type(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                             int internal)
{
    bc_table_xml *xml = context;
    (void)name, (void)system, (void)public, (void)internal;
    xml->refused = DOCUMENT_TYPE;
    XML_StopParser(xml->parser, XML_FALSE);
}

bc_table_xml *bc_table_xml_new(bc_table_part *part, const bc_table_xml_calls *calls, void *context)
{
    bc_table_xml *xml = bc_mem_alloc(sizeof *xml);
    xml->part = part;
    xml->calls = calls;
    xml->context = context;
    xml->parser = XML_ParserCreateNS(NULL, '|');
    if (!xml->parser)
        bc_mem_exhausted();
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    if (calls->text)
        XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_document_type);
    return xml;
}

void bc_table_xml_free(bc_table_xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    bc_mem_free(xml);
}

void bc_table_xml_pause(bc_table_xml *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

void bc_table_xml_stop(bc_table_xml *xml)
{
    xml->refused = STOPPED;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void report_refusal(const bc_table_xml *xml, bc_table_report *report)
{
    const bc_str part = bc_table_zip_name(xml->part->zip, xml->part->index);
    const bc_diag_mark file = bc_table_report_file(report);
    if (xml->refused == TOO_DEEP)
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E736", file,
                    bc_tr("tags of the part %.*s are nested more than %d deep"), BC_STR_ARG(part), BC_TABLE_MAX_DEPTH);
    else if (xml->refused == DOCUMENT_TYPE)
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E736", file,
                    bc_tr("the part %.*s declares a document type, which no workbook needs"), BC_STR_ARG(part));
    else
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E736", file,
                    bc_tr("a tag or comment of the part %.*s is longer than %d MB"), BC_STR_ARG(part), MAX_TOKEN >> 20);
    bc_table_report_advice(report);
}

static void report_fault(const bc_table_xml *xml, bc_table_report *report)
{
    if (XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
        bc_mem_exhausted();
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E735", bc_table_report_file(report),
                bc_tr("the part %.*s is no proper XML, at its line %llu, byte %llu"),
                BC_STR_ARG(bc_table_zip_name(xml->part->zip, xml->part->index)),
                (unsigned long long)XML_GetCurrentLineNumber(xml->parser),
                (unsigned long long)XML_GetCurrentByteIndex(xml->parser));
    bc_table_report_advice(report);
}

/* What came of a call of the parser; PAUSED also where more bytes are wanted, which xml->paused tells apart. */
static bc_table_xml_step judge(bc_table_xml *xml, enum XML_Status status, bc_table_report *report)
{
    const XML_Index at = XML_GetCurrentByteIndex(xml->parser);
    xml->paused = status == XML_STATUS_SUSPENDED;
    if (xml->refused == NONE && status != XML_STATUS_ERROR && !xml->paused && !xml->last && at >= 0 &&
        xml->fed - (uint64_t)at > MAX_TOKEN)
        xml->refused = TOKEN_TOO_LONG;
    if (xml->refused == STOPPED)
        return BC_TABLE_XML_FAILED;
    if (xml->refused != NONE) {
        report_refusal(xml, report);
        return BC_TABLE_XML_FAILED;
    }
    if (status == XML_STATUS_ERROR) {
        report_fault(xml, report);
        return BC_TABLE_XML_FAILED;
    }
    return !xml->paused && xml->last ? BC_TABLE_XML_END : BC_TABLE_XML_PAUSED;
}

static bc_table_xml_step feed(bc_table_xml *xml, bc_table_report *report)
{
    const size_t step = bc_table_zip_step(xml->part->zip);
    void *room = XML_GetBuffer(xml->parser, (int)step);
    if (!room)
        bc_mem_exhausted();
    const int64_t got = bc_table_part_read(xml->part, room, step, report);
    if (got < 0)
        return BC_TABLE_XML_FAILED;
    xml->fed += (uint64_t)got;
    xml->last = got == 0;
    return judge(xml, XML_ParseBuffer(xml->parser, (int)got, xml->last), report);
}

bc_table_xml_step bc_table_xml_run(bc_table_xml *xml, bc_table_report *report)
{
    bc_table_xml_step step;
    do
        step = xml->paused ? judge(xml, XML_ResumeParser(xml->parser), report) : feed(xml, report);
    while (step == BC_TABLE_XML_PAUSED && !xml->paused);
    return step;
}

bc_table_xml_step bc_table_xml_add(bc_table_xml *xml, bc_str bytes, bool last, bc_table_report *report)
{
    xml->fed += bytes.n;
    xml->last = last;
    return judge(xml, XML_Parse(xml->parser, bytes.p, (int)bytes.n, last), report);
}

bool bc_table_xml_read(bc_table_zip *zip, int64_t part, bc_table_part_size size, const bc_table_xml_calls *calls,
                       void *context, bc_table_report *report)
{
    bc_table_part opened;
    if (!bc_table_part_open(&opened, zip, part, size, report))
        return false;
    bc_table_xml *xml = bc_table_xml_new(&opened, calls, context);
    const bc_table_xml_step step = bc_table_xml_run(xml, report);
    bc_table_xml_free(xml);
    bc_table_part_close(&opened);
    return step == BC_TABLE_XML_END;
}

const char *bc_table_xml_local(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar ? bar + 1 : name;
}

const char *bc_table_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(*attributes, name) == 0)
            return attributes[1];
    return NULL;
}

bool bc_table_xml_is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
