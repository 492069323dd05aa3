/* Names of sheets and of cells with values. Excel's rules (length in UTF-16, characters, case) decide what is
 * equal, and equal ones are numbered in time linear in the names. */
#include "paint/xlsx/private/name.h"

#include "base/utf8.h"
#include "form/anchor.h"
#include "paint/xlsx/private/text.h"

#include <stdlib.h>
#include <string.h>

/* -- sheets --------------------------------------------------------------------------------------------- */

enum { MAX_SHEET_NAME = 31 };

/* Letters that differ in case only, wide Latin letters and narrow ones become the same. Folding more than Excel does
 * costs a number behind a name, folding less would make a workbook that Excel must repair. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) ||
                 (c >= 0x410 && c <= 0x42f);
    return upper ? c + 32 : c;
}

static bc_str fold_text(bc_str text, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0; at < text.n;)
        bc_buf_add_utf8(&out, fold(bc_utf8_next(text, &at)));
    bc_str folded = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return folded;
}

/* What Excel refuses is replaced by its full-width twin, which reads the same. */
static uint32_t allowed(uint32_t c, bool at_edge)
{
    switch (c) {
    case '[':
    case ']':
    case ':':
    case '*':
    case '?':
    case '/':
    case '\\':
        return c + 0xfee0;
    case '\'':
        return at_edge ? 0x2019 : c;
    default:
        return c;
    }
}

/* Bytes of the longest beginning of `text` within `units` UTF-16 units. */
static size_t cut(bc_str text, unsigned units)
{
    size_t end = 0;
    for (size_t at = 0; at < text.n; end = at) {
        unsigned more = bc_xlsx_utf16_units(bc_utf8_next(text, &at));
        if (more > units)
            break;
        units -= more;
    }
    return end;
}

static void clean_sheet_name(bc_str text, bc_buf *out)
{
    bc_buf line;
    bc_buf_init(&line);
    bc_xlsx_text_line(text, &line);
    bc_str name = bc_str_trim(bc_buf_str(&line));
    name = bc_str_trim(bc_str_slice(name, 0, cut(name, MAX_SHEET_NAME)));
    for (size_t at = 0; at < name.n;) {
        bool first = at == 0;
        uint32_t c = bc_utf8_next(name, &at);
        bc_buf_add_utf8(out, allowed(c, first || at == name.n));
    }
    bc_buf_release(&line);
    if (out->n == 0)
        bc_buf_add_text(out, "表");
}

/* `name (2)`, the name shortened so that both fit. */
static bc_str numbered(bc_str name, uint32_t nth, bc_arena *arena)
{
    char number[16];
    int n = snprintf(number, sizeof number, " (%u)", nth);
    size_t keep = cut(name, MAX_SHEET_NAME - (unsigned)n);
    return bc_arena_printf(arena, "%.*s%s", (int)keep, name.p, number);
}

bc_str bc_xlsx_sheet_name(bc_str text, bc_strmap *taken, bc_arena *arena)
{
    bc_buf clean;
    bc_buf_init(&clean);
    clean_sheet_name(text, &clean);
    bc_str name = bc_arena_str(arena, bc_buf_str(&clean));
    bc_buf_release(&clean);
    bc_str key = fold_text(name, arena);
    /* How often a name came is kept with it, so that a thousand equal names are not tried over and over. */
    uint32_t *count = bc_strmap_find(taken, key);
    bool reserved = bc_str_is(key, "history"); /* Excel keeps that one for itself */
    bc_str plain = name;
    for (uint32_t nth = count ? *count + 1 : 2; count || reserved; nth++) {
        name = numbered(plain, nth, arena);
        if (count)
            *count = nth;
        key = fold_text(name, arena);
        if (!bc_strmap_find(taken, key))
            break;
    }
    uint32_t *first = BC_NEW(arena, uint32_t);
    *first = 1;
    bc_strmap_put(taken, key, first);
    return name;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

enum {
    MAX_NAME_LENGTH =
        LXW_DEFINED_NAME_LENGTH - 1, /* bytes the library keeps of a name or a place; all that we write is shorter */
    BUILTIN_PREFIX = 6               /* _xlnm. does not count in sorting */
};

/* `'项目'!`, made once for a sheet. */
static bc_str quoted_sheet(bc_xlsx_names *names, const lxw_worksheet *sheet)
{
    if (names->quoted_of == sheet)
        return names->quoted;
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_char(&out, '\'');
    for (const char *p = sheet->name; *p; p++) {
        if (*p == '\'')
            bc_buf_add_char(&out, '\'');
        bc_buf_add_char(&out, *p);
    }
    bc_buf_add_text(&out, "'!");
    names->quoted = bc_arena_str(names->arena, bc_buf_str(&out));
    names->quoted_of = sheet;
    bc_buf_release(&out);
    return names->quoted;
}

/* A copy in which ASCII capitals are small: names differ by more than case. Others are left, for field keys are ASCII.
 */
static bc_str fold_name(bc_str text, bc_arena *arena)
{
    char *folded = bc_arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        folded[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] + 32) : text.p[i];
    return (bc_str){ folded, text.n };
}

static void add(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str text, bc_str sorted_by, bc_str place)
{
    bc_str quoted = quoted_sheet(names, sheet);
    if (text.n > MAX_NAME_LENGTH || quoted.n + place.n > MAX_NAME_LENGTH)
        return;
    char *full = bc_arena_alloc(names->arena, quoted.n + place.n + 1);
    memcpy(full, quoted.p, quoted.n);
    memcpy(full + quoted.n, place.p, place.n);
    bc_xlsx_name *name = bc_vec_push(&names->list);
    *name = (bc_xlsx_name){ .text = text.p,
                            .place = full,
                            .folded = fold_name(sorted_by, names->arena),
                            .sheet = (int16_t)sheet->index,
                            .order = (uint32_t)names->list.n };
}

/* Names the place after the path, if a name can say it. */
static void add_path(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str prefix, bc_str path, bc_str place)
{
    char *name = bc_arena_alloc(names->arena, prefix.n + path.n + 1);
    size_t n;
    if (!bc_form_anchor_write(prefix, path, name, &n))
        return;
    bc_str text = { name, n };
    add(names, sheet, text, text, place);
}

void bc_xlsx_names_add_cell(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, lxw_row_t row,
                            lxw_col_t column)
{
    char place[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(place, row, column, LXW_TRUE, LXW_TRUE);
    add_path(names, sheet, BC_STR(BC_FORM_ANCHOR_VALUE), path, bc_str_from(place));
}

void bc_xlsx_names_add_list(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, bc_str area)
{
    add_path(names, sheet, BC_STR(BC_FORM_ANCHOR_ROWS), path, area);
}

/* A text that stands for itself; what would have to be escaped is in no name of a form and no year. */
static void add_text(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str name, bc_str text)
{
    if (name.n > MAX_NAME_LENGTH || text.n + 2 > MAX_NAME_LENGTH || bc_str_find(text, BC_STR("\""), 0) != SIZE_MAX)
        return;
    const bc_str place = bc_arena_printf(names->arena, "\"%.*s\"", BC_STR_ARG(text));
    bc_xlsx_name *added = bc_vec_push(&names->list);
    *added = (bc_xlsx_name){ .text = name.p,
                             .place = place.p,
                             .folded = fold_name(name, names->arena),
                             .sheet = (int16_t)sheet->index,
                             .order = (uint32_t)names->list.n };
}

void bc_xlsx_names_add_text(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, bc_str text)
{
    const bc_str prefix = BC_STR(BC_FORM_ANCHOR_VALUE);
    char *name = bc_arena_alloc(names->arena, prefix.n + path.n + 1);
    size_t n;
    if (bc_form_anchor_write(prefix, path, name, &n))
        add_text(names, sheet, (bc_str){ name, n }, text);
}

void bc_xlsx_names_add_form(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str anchor)
{
    add_text(names, sheet, BC_STR(BC_FORM_ANCHOR_FORM), anchor);
}

void bc_xlsx_names_add_builtin(bc_xlsx_names *names, const lxw_worksheet *sheet, const char *name, bc_str place)
{
    bc_str text = bc_arena_printf(names->arena, "_xlnm.%s", name);
    add(names, sheet, text, bc_str_slice(text, BUILTIN_PREFIX, text.n), place);
}

static int compare(const void *a, const void *b)
{
    const bc_xlsx_name *x = a, *y = b;
    int order = bc_str_compare(x->folded, y->folded);
    if (order == 0)
        order = (x->sheet > y->sheet) - (x->sheet < y->sheet);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Excel's own note of what is filtered. */
static const char HIDDEN[] = "_xlnm._FilterDatabase";

static bool store(const bc_xlsx_name *name, lxw_workbook *workbook)
{
    lxw_defined_name *stored = calloc(1, sizeof *stored); /* the library frees it */
    if (!stored)
        return false;
    stored->index = name->sheet;
    stored->hidden = strcmp(name->text, HIDDEN) == 0;
    memcpy(stored->name, name->text, strlen(name->text));
    memcpy(stored->formula, name->place, strlen(name->place));
    TAILQ_INSERT_TAIL(workbook->defined_names, stored, list_pointers);
    return true;
}

/* Not through workbook_define_name: it walks its whole list for every name. */
bool bc_xlsx_names_store(bc_xlsx_names *names, lxw_workbook *workbook)
{
    const bc_xlsx_name *list = names->list.at;
    if (names->list.n)
        qsort(names->list.at, names->list.n, sizeof *names->list.at, compare);
    for (size_t i = 0; i < names->list.n; i++) {
        bool again = i > 0 && list[i].sheet == list[i - 1].sheet && bc_str_eq(list[i].folded, list[i - 1].folded);
        if (!again && !store(&list[i], workbook))
            return false;
    }
    return true;
}
