/* Merged cells stand behind the rows of a sheet. So the part is unpacked once more beforehand, and the parser is given
 * what stands around the rows only: what is between <sheetData> and </sheetData> is passed over as bytes, five times as
 * fast as it is parsed. Where these tags look different (UTF-16) all of it is parsed; where they stand in a comment or
 * in CDATA the rest is no XML, and all is parsed then. */
#include "table/private/xlsx_merges.h"

#include "base/tr.h"
#include "table/private/reference.h"
#include "table/private/xml.h"

#include <string.h>

enum {
    KEPT = 256,          /* bytes in which a tag's beginning may be cut */
    MAX_TAG = 256 * 1024 /* of <sheetData>, which has no attributes in any file that is known */
};

typedef struct finding {
    bc_table_merges_list *merges;
    bc_table_xml *xml;
    bc_table_report *report;
    unsigned depth;
    bool inside;
} finding;

static void on_start(void *context, const char *name, const char **attributes)
{
    finding *f = context;
    const char *local = bc_table_xml_local(name);
    bc_table_merge merge;
    f->depth++;
    if (f->depth == 2)
        f->inside = strcmp(local, "mergeCells") == 0;
    if (f->depth != 3 || !f->inside || strcmp(local, "mergeCell") != 0)
        return;
    if (!bc_table_reference_range(bc_str_from(bc_table_xml_attribute(attributes, "ref")), &merge))
        return;
    if (f->merges->all.n < BC_TABLE_MAX_MERGES) {
        bc_vec_add(&f->merges->all, merge);
        return;
    }
    bc_diag_add(f->report->diags, BC_DIAG_ERROR, "E742", bc_table_report_cell(f->report, 0, 0),
                bc_tr("the sheet has more than %d merged cells"), BC_TABLE_MAX_MERGES);
    bc_table_xml_stop(f->xml);
}

static void on_end(void *context)
{
    finding *f = context;
    f->depth--;
}

typedef enum place { BEFORE, ROWS, BEHIND } place;

/* Where `<sheetData` or with `closing` `</sheetData` begins, whatever its prefix; SIZE_MAX: nowhere. */
static size_t find_tag(bc_str text, bool closing)
{
    static const char NAME[] = "sheetData";
    const size_t length = sizeof NAME - 1;
    for (size_t at = 0;;) {
        const char *found = at < text.n ? memmem(text.p + at, text.n - at, NAME, length) : NULL;
        if (!found)
            return SIZE_MAX;
        size_t from = (size_t)(found - text.p);
        at = from + length;
        if (from && text.p[from - 1] == ':')
            for (from--; from && !strchr("</>: \"'", text.p[from - 1]);)
                from--;
        if (closing && from > 1 && text.p[from - 1] == '/' && text.p[from - 2] == '<')
            return from - 2;
        if (!closing && from && text.p[from - 1] == '<')
            return from - 1;
    }
}

typedef struct window {
    bc_buf bytes;
    place place;
    bool last;
} window;

static void consume(window *w, size_t n)
{
    memmove(w->bytes.p, w->bytes.p + n, w->bytes.n - n + 1);
    w->bytes.n -= n;
}

/* Gives the parser what it should see of the window. */
static bc_table_xml_step pass(window *w, size_t n, bool last, finding *f)
{
    const bc_table_xml_step step = bc_table_xml_add(f->xml, bc_str_slice(bc_buf_str(&w->bytes), 0, n), last, f->report);
    consume(w, n);
    return step;
}

static size_t but_kept(const window *w)
{
    return w->last ? w->bytes.n : w->bytes.n > KEPT ? w->bytes.n - KEPT : 0;
}

static bc_table_xml_step pass_head(window *w, finding *f)
{
    const bc_str text = bc_buf_str(&w->bytes);
    const size_t tag = find_tag(text, false);
    if (tag == SIZE_MAX)
        return pass(w, but_kept(w), w->last, f);
    const size_t end = bc_str_find(text, BC_STR(">"), tag);
    if (end == SIZE_MAX)
        return w->last || w->bytes.n > MAX_TAG ? BC_TABLE_XML_FAILED : BC_TABLE_XML_PAUSED;
    w->place = text.p[end - 1] == '/' ? BEHIND : ROWS;
    return pass(w, end + 1, false, f);
}

static bc_table_xml_step pass_over_rows(window *w)
{
    const size_t tag = find_tag(bc_buf_str(&w->bytes), true);
    consume(w, tag == SIZE_MAX ? but_kept(w) : tag);
    if (tag != SIZE_MAX)
        w->place = BEHIND;
    return tag == SIZE_MAX && w->last ? BC_TABLE_XML_FAILED : BC_TABLE_XML_PAUSED;
}

/* One more piece of the part, and what it makes known. */
static bc_table_xml_step pass_piece(window *w, bc_table_part *part, finding *f)
{
    const size_t step = bc_table_zip_step(part->zip);
    bc_buf_reserve(&w->bytes, step);
    const int64_t got = bc_table_part_read(part, w->bytes.p + w->bytes.n, step, f->report);
    if (got < 0)
        return BC_TABLE_XML_FAILED;
    w->bytes.n += (size_t)got;
    w->last = got == 0;
    bc_table_xml_step now = BC_TABLE_XML_PAUSED;
    if (w->place == BEFORE)
        now = pass_head(w, f);
    if (w->place == ROWS && now == BC_TABLE_XML_PAUSED)
        now = pass_over_rows(w);
    if (w->place == BEHIND && now == BC_TABLE_XML_PAUSED)
        now = pass(w, w->bytes.n, w->last, f);
    return now;
}

static bool read_around_rows(finding *f, bc_table_part *part)
{
    window w = { .place = BEFORE };
    bc_table_xml_step step;
    bc_buf_init(&w.bytes);
    do
        step = pass_piece(&w, part, f);
    while (step == BC_TABLE_XML_PAUSED);
    bc_buf_release(&w.bytes);
    return step == BC_TABLE_XML_END;
}

static bool read_part(finding *f, bc_table_zip *zip, int64_t index, bool all)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end };
    bc_table_part part;
    f->depth = 0;
    if (!bc_table_part_open(&part, zip, index, BC_TABLE_PART_LARGE, f->report))
        return false;
    f->xml = bc_table_xml_new(&part, &CALLS, f);
    const bool good = all ? bc_table_xml_run(f->xml, f->report) == BC_TABLE_XML_END : read_around_rows(f, &part);
    bc_table_xml_free(f->xml);
    bc_table_part_close(&part);
    return good;
}

bool bc_table_xlsx_merges_read(bc_table_merges_list *merges, bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    bc_diag_list unsaid;
    bc_table_report quiet = *report;
    bc_diag_list_init(&unsaid);
    quiet.diags = &unsaid;
    finding f = { .merges = merges, .report = &quiet };
    bool good = read_part(&f, zip, part, false);
    bc_diag_list_release(&unsaid);
    if (!good) {
        bc_vec_clear(&merges->all);
        f.report = report;
        good = read_part(&f, zip, part, true);
    }
    bc_table_merges_sort(merges);
    return good;
}
