/* Shared texts: put right once when they are read, and kept in one piece with where each ends. Runs of rich text are
 * joined, what says how they sound is left out. */
#include "table/private/strings.h"

#include "base/tr.h"
#include "table/private/text.h"
#include "table/private/xml.h"

#include <string.h>

/* Texts and the places of their ends, together. */
enum { MAX_KEPT = 1 << 30 };
/* In an end: the text was longer than that of a cell, and is left out. */
static const uint32_t TOO_LONG = (uint32_t)1 << 31;

typedef struct reading {
    bc_table_strings *strings;
    bc_table_xml *xml;
    size_t from;     /* where the text in work begins */
    unsigned depth;  /* of tags */
    unsigned silent; /* the depth from which on nothing is text; 0: none */
    bool in_text, full;
} reading;

static void on_start(void *context, const char *name, const char **attributes)
{
    reading *r = context;
    const char *local = bc_table_xml_local(name);
    (void)attributes;
    r->depth++;
    if (r->depth == 2)
        r->from = r->strings->text.n;
    else if (r->depth == 3 && strcmp(local, "rPh") == 0)
        r->silent = r->depth;
    r->in_text = r->depth > 2 && !r->silent && strcmp(local, "t") == 0;
}

static void finish(reading *r)
{
    bc_table_strings *strings = r->strings;
    bc_str text;
    const bool fits = bc_table_text_finish(&strings->text, r->from, true, &text);
    if (!fits)
        text.n = 0;
    if (text.n && text.p != strings->text.p + r->from)
        memmove(strings->text.p + r->from, text.p, text.n);
    strings->text.n = r->from + text.n;
    bc_vec_add(&strings->ends, (uint32_t)strings->text.n | (fits ? 0 : TOO_LONG));
    if (strings->text.n + strings->ends.n * sizeof *strings->ends.at > MAX_KEPT) {
        r->full = true;
        bc_table_xml_stop(r->xml);
    }
}

static void on_end(void *context)
{
    reading *r = context;
    r->in_text = false;
    if (r->silent == r->depth)
        r->silent = 0;
    if (r->depth == 2)
        finish(r);
    r->depth--;
}

static void on_text(void *context, const char *text, size_t n)
{
    reading *r = context;
    if (r->in_text)
        bc_table_text_add(&r->strings->text, r->from, text, n);
}

bool bc_table_strings_read(bc_table_strings *strings, bc_table_zip *zip, int64_t index, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end, .text = on_text };
    bc_table_part part;
    if (!bc_table_part_open(&part, zip, index, BC_TABLE_PART_LARGE, report))
        return false;
    reading r = { .strings = strings };
    bc_buf_init(&strings->text);
    r.xml = bc_table_xml_new(&part, &CALLS, &r);
    const bool good = bc_table_xml_run(r.xml, report) == BC_TABLE_XML_END;
    bc_table_xml_free(r.xml);
    bc_table_part_close(&part);
    if (r.full) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E738", bc_table_report_file(report),
                    bc_tr("the texts of the workbook take more than %d MB"), MAX_KEPT >> 20);
        bc_diag_hint(report->diags, bc_tr("split the workbook, or save the sheet as CSV"));
    }
    return good;
}

void bc_table_strings_release(bc_table_strings *strings)
{
    if (strings->text.p)
        bc_buf_release(&strings->text);
    bc_vec_release(&strings->ends);
    *strings = (bc_table_strings){ 0 };
}

bc_table_strings_found bc_table_strings_at(const bc_table_strings *strings, uint64_t number, bc_str *text)
{
    if (number >= strings->ends.n)
        return BC_TABLE_STRINGS_ABSENT;
    const uint32_t from = number ? strings->ends.at[number - 1] & ~TOO_LONG : 0, end = strings->ends.at[number];
    *text = (bc_str){ strings->text.p + from, (end & ~TOO_LONG) - from };
    return end & TOO_LONG ? BC_TABLE_STRINGS_TOO_LONG : BC_TABLE_STRINGS_FOUND;
}
