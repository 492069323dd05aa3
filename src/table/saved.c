/* The part of the archive that tells about the whole: docProps/core.xml of .xlsx, meta.xml of .ods. It is small, and is
 * not looked at where it is not. */
#include "table/saved.h"

#include "table/private/report.h"
#include "table/private/xml.h"

#include <string.h>

enum { MAX_PART = 1 << 20, MAX_TEXT = 64, DAY_SECONDS = 86400 };

/* -- moments -------------------------------------------------------------------------------------------- */

/* `digits` figures; -1: something else stands there. */
static int64_t take_number(bc_str *rest, size_t digits)
{
    int64_t number = 0;
    if (rest->n < digits)
        return -1;
    for (size_t i = 0; i < digits; i++) {
        if (rest->p[i] < '0' || rest->p[i] > '9')
            return -1;
        number = number * 10 + (rest->p[i] - '0');
    }
    *rest = bc_str_slice(*rest, digits, rest->n);
    return number;
}

static bool take_sign(bc_str *rest, char sign)
{
    const bool there = rest->n > 0 && rest->p[0] == sign;
    if (there)
        *rest = bc_str_slice(*rest, 1, rest->n);
    return there;
}

/* Two figures after a sign, at most `most`; -1: there are none. */
static int64_t take_part(bc_str *rest, char sign, int64_t most)
{
    const int64_t part = take_sign(rest, sign) ? take_number(rest, 2) : -1;
    return part <= most ? part : -1;
}

static int64_t days_since_1970(int64_t year, int64_t month, int64_t day)
{
    const int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* What is to be taken off, for a zone east of UTC. */
static int64_t take_zone(bc_str *rest)
{
    enum { MAX_HOURS = 14, HOUR = 3600, MINUTE = 60 };
    const int64_t by = take_sign(rest, '+') ? 1 : take_sign(rest, '-') ? -1 : 0;
    if (!by)
        return 0;
    const int64_t hours = take_number(rest, 2), minutes = take_part(rest, ':', 59);
    return hours < 0 || hours > MAX_HOURS ? 0 : by * (hours * HOUR + (minutes > 0 ? minutes : 0) * MINUTE);
}

int64_t bc_table_saved_moment(bc_str text)
{
    bc_str rest = bc_str_trim(text);
    const int64_t year = take_number(&rest, 4), month = take_part(&rest, '-', 12), day = take_part(&rest, '-', 31);
    if (year < 1970 || month < 1 || day < 1 || !take_sign(&rest, 'T'))
        return 0;
    const int64_t hour = take_number(&rest, 2), minute = take_part(&rest, ':', 59), second = take_part(&rest, ':', 60);
    if (hour < 0 || hour > 23 || minute < 0 || second < 0)
        return 0;
    if (take_sign(&rest, '.'))
        while (take_number(&rest, 1) >= 0)
            continue;
    return days_since_1970(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second - take_zone(&rest);
}

/* -- the part ------------------------------------------------------------------------------------------- */

typedef struct reader {
    bc_table_saved saved;
    int64_t *now; /* the moment whose text is read; NULL: none is */
    char text[MAX_TEXT];
    size_t n;
} reader;

static void start(void *context, const char *name, const char **attributes)
{
    reader *r = context;
    const char *local = bc_table_xml_local(name);
    (void)attributes;
    const bool created = strcmp(local, "created") == 0 || strcmp(local, "creation-date") == 0;
    const bool modified = strcmp(local, "modified") == 0 || strcmp(local, "date") == 0;
    r->now = created ? &r->saved.created : modified ? &r->saved.modified : NULL;
    r->n = 0;
}

static void take_text(void *context, const char *text, size_t n)
{
    reader *r = context;
    const size_t room = sizeof r->text - r->n;
    if (r->now && n <= room) {
        memcpy(r->text + r->n, text, n);
        r->n += n;
    }
}

static void end(void *context)
{
    reader *r = context;
    if (r->now)
        *r->now = bc_table_saved_moment((bc_str){ r->text, r->n });
    r->now = NULL;
}

static void read_part(bc_table_zip *zip, int64_t index, bc_table_report *report, reader *r)
{
    static const bc_table_xml_calls CALLS = { .start = start, .end = end, .text = take_text };
    bc_table_part part = { 0 };
    if (!bc_table_part_open(&part, zip, index, BC_TABLE_PART_SMALL, report))
        return;
    if (part.size <= MAX_PART) {
        bc_table_xml *xml = bc_table_xml_new(&part, &CALLS, r);
        if (bc_table_xml_run(xml, report) != BC_TABLE_XML_END)
            r->saved = (bc_table_saved){ 0 };
        bc_table_xml_free(xml);
    }
    bc_table_part_close(&part);
}

bc_table_saved bc_table_saved_of(bc_str name, bc_str bytes)
{
    reader r = { .saved = { 0 } };
    bc_arena arena = { 0 };
    bc_diag_list unsaid;
    bc_table_archive archive;
    bc_diag_list_init(&unsaid);
    const bc_table_input input = { .name = name, .memory = bytes.p, .length = bytes.n };
    const bc_table_kind kind = bc_table_kind_of(name, bytes);
    bc_table_report report = { .name = name, .arena = &arena, .diags = &unsaid };
    if ((kind == BC_TABLE_XLSX || kind == BC_TABLE_ODS) && bc_table_archive_open(&input, &archive, &report)) {
        bc_table_zip *zip = bc_table_zip_open(&archive, &input, &report);
        const bc_str called = kind == BC_TABLE_ODS ? BC_STR("meta.xml") : BC_STR("docProps/core.xml");
        const int64_t part = zip ? bc_table_zip_find(zip, (bc_str){ 0 }, called) : BC_TABLE_NO_PART;
        if (part != BC_TABLE_NO_PART)
            read_part(zip, part, &report, &r);
        bc_table_zip_close(zip);
    }
    bc_diag_list_release(&unsaid);
    bc_arena_release(&arena);
    return r.saved;
}
