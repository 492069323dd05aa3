/* Styles of XLSX: of fonts, fills and borders nothing, of number formats what they make of a number. A format that the
 * file spells out counts, also under the number of a built-in one. */
#include "table/private/styles.h"

#include "table/private/xml.h"

#include <stdlib.h>
#include <string.h>

typedef struct coded {
    uint32_t number;
    bc_table_format format;
} coded;

typedef struct reading {
    bc_table_styles *styles;
    BC_VEC(coded) coded;
    BC_VEC(uint32_t) numbers; /* of the format of each style */
    unsigned depth;
    enum { ELSEWHERE, FORMATS, CELLS } inside;
} reading;

static uint32_t number_of(const char *value)
{
    const unsigned long number = value ? strtoul(value, NULL, 10) : 0;
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static void on_start(void *context, const char *name, const char **attributes)
{
    reading *r = context;
    const char *local = bc_table_xml_local(name);
    r->depth++;
    if (r->depth == 2) {
        r->inside = strcmp(local, "numFmts") == 0 ? FORMATS : strcmp(local, "cellXfs") == 0 ? CELLS : ELSEWHERE;
    } else if (r->depth == 3 && r->inside == FORMATS && r->coded.n < BC_TABLE_MAX_STYLES) {
        const bc_str code =
            bc_arena_str(&r->styles->arena, bc_str_from(bc_table_xml_attribute(attributes, "formatCode")));
        bc_vec_add(&r->coded,
                   (coded){ number_of(bc_table_xml_attribute(attributes, "numFmtId")), bc_table_format_of(code) });
    } else if (r->depth == 3 && r->inside == CELLS && r->numbers.n < BC_TABLE_MAX_STYLES) {
        bc_vec_add(&r->numbers, number_of(bc_table_xml_attribute(attributes, "numFmtId")));
        bc_vec_add(&r->styles->all,
                   (bc_table_style){
                       .quoted = bc_table_xml_is_true(bc_table_xml_attribute(attributes, "quotePrefix")),
                   });
    }
}

static void on_end(void *context)
{
    reading *r = context;
    r->depth--;
}

static int by_number(const void *a, const void *b)
{
    const coded *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

bool bc_table_styles_read(bc_table_styles *styles, bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end };
    reading r = { .styles = styles };
    const bool good = bc_table_xml_read(zip, part, BC_TABLE_PART_SMALL, &CALLS, &r, report);
    if (r.coded.n)
        qsort(r.coded.at, r.coded.n, sizeof *r.coded.at, by_number);
    for (size_t i = 0; i < r.numbers.n; i++) {
        const coded wanted = { .number = r.numbers.at[i] };
        const coded *found = r.coded.n ? bsearch(&wanted, r.coded.at, r.coded.n, sizeof *r.coded.at, by_number) : NULL;
        styles->all.at[i].format = found ? found->format : bc_table_format_built_in(wanted.number);
    }
    bc_vec_release(&r.coded);
    bc_vec_release(&r.numbers);
    return good;
}

void bc_table_styles_release(bc_table_styles *styles)
{
    bc_vec_release(&styles->all);
    bc_arena_release(&styles->arena);
}
