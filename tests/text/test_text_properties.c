/* What must hold for any text at any width, tried on thousands of random ones; and that the time is linear. */
#include "support.h"

#include "base/utf8.h"
#include "text/private/charclass.h"
#include "unicode/breaks.h"

#include <string.h>
#include <time.h>

enum { ROUNDS = 6000 };

/* Texts are strung together from these, as budget prose is. */
static const char *const parts[] = {
    "预",
    "算",
    "绩",
    "效",
    "目",
    "标",
    "的",
    "一",
    "。",
    "，",
    "、",
    "；",
    "：",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "！",
    "—",
    "——",
    "……",
    "～",
    "·",
    "1",
    "20",
    "1,234.5",
    "万元",
    "元",
    "%",
    "％",
    "≥",
    "±",
    "℃",
    "㎡",
    "人次",
    "公里",
    " ",
    "  ",
    "　",
    "budget",
    "AV",
    "fi",
    "GB/T",
    "-",
    "_",
    "/",
    ".",
    "A",
    "3月",
    "①",
    "第",
    "𠮷",
    "𬱖",
    "e\xCC\x81",
    "葛\xF3\xA0\x84\x80",
    "\xE2\x80\x8B",
    "\n",
    "\xEE\x80\x80",
    "\xFF",
    "http://a.cn/b?c=1",
    "https://www.ccgp.gov.cn/cggg/202601/t20260115_234567890123456789.htm",
    "กรุงเทพ",
    "123456789012",
};

static bc_str random_text(text_world *world, unsigned *seed)
{
    bc_buf out;
    bc_buf_init(&out);
    unsigned plain = roll(seed, 4), count = roll(seed, 40);
    for (unsigned i = 0; i < count; i++) {
        unsigned most = plain == 0 ? 30 : plain == 1 ? 8 : (unsigned)(sizeof parts / sizeof *parts);
        bc_buf_add_text(&out, parts[roll(seed, most)]);
    }
    bc_str text = bc_arena_str(&world->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static bc_text_class class_at(bc_str text, uint32_t at, uint32_t *c)
{
    size_t next = at;
    *c = bc_utf8_next(text, &next);
    return bc_text_class_of(*c);
}

/* Between two lines only blanks, line ends and what has no glyph may be lost. */
static void check_cover(bc_str text, bc_text_lines lines)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= lines.n; i++) {
        uint32_t to = i < lines.n ? lines.at[i].from : (uint32_t)text.n;
        assert_true(to >= at);
        while (at < to) {
            uint32_t c;
            bc_text_class class = class_at(text, at, &c);
            size_t next = at;
            bc_utf8_next(text, &next);
            if (class != BC_CLASS_BLANK && class != BC_CLASS_NEWLINE && c != 0x200B)
                fail_msg("U+%04X at %u is lost", c, at);
            at = (uint32_t)next;
        }
        assert_int_equal(at, to);
        if (i < lines.n) {
            assert_true(lines.at[i].to >= lines.at[i].from);
            at = lines.at[i].to;
        }
    }
    assert_true(lines.n > 0 && lines.at[lines.n - 1].ends_paragraph);
}

/* Whether a line from..to could have been cut earlier without offence: then it must have been. */
static bool had_a_better_cut(bc_str text, uint32_t from, uint32_t to)
{
    for (size_t at = from; at < to;) {
        uint32_t a, b;
        bc_text_class before = class_at(text, (uint32_t)at, &a);
        bc_utf8_next(text, &at);
        if (at >= to)
            break;
        if (before == BC_CLASS_IDEOGRAPH && class_at(text, (uint32_t)at, &b) == BC_CLASS_IDEOGRAPH)
            return true; /* two ideographs, unless they are a unit: none of those stands alone in `parts` */
    }
    return false;
}

static bool has_unit(bc_str text)
{
    return bc_str_find(text, BC_STR("万元"), 0) != SIZE_MAX || bc_str_find(text, BC_STR("人次"), 0) != SIZE_MAX ||
           bc_str_find(text, BC_STR("公里"), 0) != SIZE_MAX;
}

static void check_edges(bc_str text, bc_text_lines lines)
{
    for (uint32_t i = 0; i + 1 < lines.n; i++) {
        const bc_text_line *line = &lines.at[i];
        if (line->ends_paragraph || line->to != lines.at[i + 1].from || has_unit(text))
            continue;
        uint32_t first, last;
        bc_text_class start = class_at(text, line[1].from, &first);
        bc_text_class end =
            class_at(text, (uint32_t)bc_utf8_previous(bc_str_slice(text, 0, line->to), line->to), &last);
        bool forbidden = start == BC_CLASS_CLOSE || start == BC_CLASS_CONNECT || end == BC_CLASS_OPEN;
        if (forbidden && had_a_better_cut(text, line->from, line->to))
            fail_msg("U+%04X | U+%04X in %.*s", last, first, BC_STR_ARG(text));
    }
}

static void check_widths(text_world *world, bc_str text, bc_text_lines lines, const bc_text_style *style,
                         const bc_text_box *box)
{
    bool wide = false, first = true;
    for (uint32_t i = 0; i < lines.n; i++) {
        const bc_text_line *line = &lines.at[i];
        bc_str slice = bc_str_slice(text, line->from, line->to);
        bc_text_shaped shaped = bc_text_shape(world->typesetter, &world->arena, slice, style, 0);
        if (shaped.width != line->width || bc_text_width(world->typesetter, slice, style) != line->width)
            fail_msg("%.*s: %d wrapped, %d shaped", BC_STR_ARG(slice), line->width, shaped.width);
        wide = wide || line->width > box->width - line->indent;
        assert_true(first && !box->items ? line->indent == box->first_indent : line->indent == box->hang || box->items);
        assert_true(line->indent <= bc_len_max(box->first_indent, box->width / 4) || box->hang);
        first = line->ends_paragraph;
    }
    assert_int_equal(wide, lines.overfull);
    assert_int_equal(lines.missing, bc_text_missing(world->typesetter, text, style, NULL, 0) > 0);
}

static void any_text_at_any_width(void **state)
{
    text_world *world = *state;
    unsigned seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        bc_text_style style = style_of((bc_font_role)roll(&seed, BC_ROLE_COUNT));
        style.size = BC_PT(5) + (bc_len)roll(&seed, BC_PT(20));
        bc_text_box box = { .width = (bc_len)roll(&seed, (unsigned)(12 * style.size)),
                            .first_indent = roll(&seed, 2) ? 2 * style.size : 0 };
        bc_str text = random_text(world, &seed);
        box.manner = (bc_text_manner)roll(&seed, BC_TEXT_JUSTIFIED + 1);
        box.items = roll(&seed, 2);
        bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, text, &style, &box);
        check_cover(text, lines);
        check_widths(world, text, lines, &style, &box);
        check_edges(text, lines);
        bc_arena_reset(&world->arena);
        bc_text_typesetter_forget(world->typesetter);
    }
}

static void stretched_lines_end_at_the_edge(void **state)
{
    text_world *world = *state;
    unsigned seed = 11;
    for (int round = 0; round < 500; round++) {
        bc_text_style style = style_of(BC_ROLE_BODY);
        bc_str text = random_text(world, &seed);
        bc_text_shaped plain = bc_text_shape(world->typesetter, &world->arena, text, &style, 0);
        bc_text_shaped wide = bc_text_shape(world->typesetter, &world->arena, text, &style, plain.width + 777);
        assert_true(wide.width == plain.width || wide.width == plain.width + 777);
        assert_int_equal(wide.glyph_count, plain.glyph_count);
        bc_len before = 0;
        for (uint32_t i = 0; i < plain.glyph_count; i++) {
            bc_len moved = wide.glyphs[i].x - plain.glyphs[i].x;
            assert_true(moved >= before && moved <= 777);
            before = moved;
        }
        bc_arena_reset(&world->arena);
    }
}

static double seconds_for(text_world *world, const char *part, size_t bytes, bc_text_manner manner)
{
    bc_buf text;
    bc_buf_init(&text);
    while (text.n < bytes)
        bc_buf_add_text(&text, part);
    bc_text_style style = style_of(BC_ROLE_BODY);
    bc_text_box box = { .width = 30 * style.size, .manner = manner };
    clock_t start = clock();
    bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, bc_buf_str(&text), &style, &box);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_true(lines.n > 0);
    bc_buf_release(&text);
    bc_arena_reset(&world->arena);
    bc_text_typesetter_forget(world->typesetter);
    return seconds;
}

/* Twenty seconds would be quadratic; the slowest takes a tenth of one. Wide limits, for sanitizers and busy machines.
 */
static void a_megabyte_takes_no_time(void **state)
{
    static const char *const texts[] = { "预算绩效目标，完成1100万元。",
                                         "a",
                                         "1",
                                         "。",
                                         "（",
                                         "  ",
                                         "ab ",
                                         "\n",
                                         "e\xCC\x81",
                                         "\xCC\x81",
                                         "กรุงเทพ",
                                         "——",
                                         "\xE2\x80\x8D",
                                         "\xFF",
                                         "、A" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int manner = BC_TEXT_FILLED; manner <= BC_TEXT_JUSTIFIED; manner++) {
            double seconds = seconds_for(*state, texts[i], 1 << 20, (bc_text_manner)manner);
            if (seconds > 8)
                fail_msg("%s takes %.1f s", texts[i], seconds);
        }
    }
}

/* -- what ICU is not asked ------------------------------------------------------------------------------ */

enum { MAX_UNITS = 48 };

typedef struct units {
    uint16_t at[MAX_UNITS];
    bool breaks[MAX_UNITS + 1]; /* before each */
    size_t n;
} units;

static void find_breaks(bc_unicode_breaks *breaks, units *u)
{
    memset(u->breaks, 0, sizeof u->breaks);
    assert_true(bc_unicode_breaks_in_utf16(breaks, u->at, u->n));
    for (int32_t at; (at = bc_unicode_breaks_next(breaks)) != BC_UNICODE_NO_MORE;)
        u->breaks[at] = true;
}

static bool is_ideograph(uint16_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* All characters around: marks that join or part what stands beside them, those that look far back (quotation marks,
 * figures, blanks, flags), letters of other scripts; and as many ideographs. */
static uint16_t random_unit(unsigned *seed)
{
    static const uint16_t others[] = { '0',    '9',    '.',    ',',    ':',    '/',    '-',    ' ',    '%',    '$',
                                       '(',    ')',    '"',    '\'',   'a',    'Z',    0x3000, 0x3001, 0x3002, 0xFF08,
                                       0xFF09, 0x300C, 0x300D, 0x30FB, 0x2103, 0xFFE5, 0x2014, 0x2026, 0x0301, 0x200D,
                                       0x2060, 0x00AD, 0x200B, 0x00A0, 0x05D0, 0x0E01, 0x0E32, 0x1100, 0x1161, 0xAC00,
                                       0x30AB, 0x3063, 0x2600, 0xFE0F, '\n',   '\r',   0x0085, 0xFFFD, 0x3400, 0x2E80 };
    return roll(seed, 2) ? (uint16_t)(0x4E00 + roll(seed, 0xA000 - 0x4E00))
                         : others[roll(seed, sizeof others / sizeof *others)];
}

/* The rules of ICU as installed look at no ideograph that stands between two others. */
static void ideographs_between_ideographs_tell_nothing(void **state)
{
    (void)state;
    enum { STRINGS = 50000 };
    bc_unicode_breaks *breaks = bc_unicode_breaks_new(BC_UNICODE_LINES);
    assert_non_null(breaks);
    unsigned seed = 7;
    for (int round = 0; round < STRINGS; round++) {
        units whole = { .n = 1 + roll(&seed, MAX_UNITS) }, part = { .n = 0 };
        for (size_t i = 0; i < whole.n; i++)
            whole.at[i] = random_unit(&seed);
        bool inside[MAX_UNITS] = { false };
        for (size_t i = 0; i < whole.n; i++) {
            inside[i] = i > 0 && i + 1 < whole.n && is_ideograph(whole.at[i - 1]) && is_ideograph(whole.at[i]) &&
                        is_ideograph(whole.at[i + 1]);
            if (!inside[i])
                part.at[part.n++] = whole.at[i];
        }
        find_breaks(breaks, &whole);
        find_breaks(breaks, &part);
        for (size_t i = 0, k = 0; i < whole.n; i++)
            assert_int_equal(whole.breaks[i], inside[i] || part.breaks[k++]);
    }
    bc_unicode_breaks_free(breaks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ideographs_between_ideographs_tell_nothing),
        cmocka_unit_test(any_text_at_any_width),
        cmocka_unit_test(stretched_lines_end_at_the_edge),
        cmocka_unit_test(a_megabyte_takes_no_time),
    };
    return cmocka_run_group_tests_name("text properties", tests, open_default_world, close_world);
}
