/* Values and filters, each by small texts; whole files of others are in tests/extract. */
#include "deflate/deflate.h"
#include "pdfread/pdfread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A file whose catalog says that value as /V. */
static bc_pdfread *open_with(const char *value, bc_buf *bytes)
{
    bc_pdfread_fault fault;
    bc_buf_init(bytes);
    bc_buf_printf(bytes, "%%PDF-1.7\n1 0 obj<</Type/Catalog/V %s>>endobj\n", value);
    bc_buf_printf(bytes,
                  "2 0 obj 7 endobj 3 0 obj 3 0 R endobj 4 0 obj<</Length 2 0 R>>stream\r\nof seven\nendstream\n");
    bc_buf_add_text(bytes, "endobj trailer<</Root 1 0 R>>");
    bc_pdfread *file = bc_pdfread_open(bc_buf_str(bytes), &fault);
    assert_non_null(file);
    assert_int_equal(fault, BC_PDFREAD_GOOD);
    return file;
}

static void show(bc_pdfread *file, const bc_pdfread_object *value, bc_buf *out)
{
    const bc_pdfread_object *found = bc_pdfread_resolve(file, value);
    switch (found->kind) {
    case BC_PDFREAD_NULL:
        bc_buf_add_text(out, "null");
        break;
    case BC_PDFREAD_BOOL:
        bc_buf_add_text(out, found->as.truth ? "true" : "false");
        break;
    case BC_PDFREAD_INTEGER:
        bc_buf_add_int(out, found->as.integer);
        break;
    case BC_PDFREAD_STRING:
        bc_buf_printf(out, "'%.*s'", BC_STR_ARG(found->as.text));
        break;
    case BC_PDFREAD_NAME:
        bc_buf_printf(out, "/%.*s", BC_STR_ARG(found->as.text));
        break;
    case BC_PDFREAD_REAL:
        bc_buf_add_str(out, found->as.text);
        break;
    case BC_PDFREAD_ARRAY:
        bc_buf_add_char(out, '[');
        for (uint32_t i = 0; i < found->n; i++) {
            bc_buf_add_text(out, i ? " " : "");
            show(file, &found->as.items[i], out);
        }
        bc_buf_add_char(out, ']');
        break;
    default:
        bc_buf_printf(out, "<%u>", found->n);
        (void)bc_pdfread_unpack(file, found, SIZE_MAX, out);
    }
}

static void values(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } CASES[] = {
        { "true", "true" },
        { "null", "null" },
        { "-17", "-17" },
        { "+.5", "+.5" },
        { "4.", "4." },
        { "99999999999999999999", "99999999999999999999" },
        { "(a(b)\\)c)", "'a(b))c'" },
        { "(\\101\\12\\0053\\x\\\nz)", "'A\n\0053xz'" },
        { "(a\r\nb)", "'a\nb'" },
        { "<41 4>", "'A@'" },
        { "/A#20b#zz", "/A b#zz" },
        { "[1 2 3 0 R 2 0 R]", "[1 2 null 7]" },
        { "[ % note\n 1[2]<</a/b>> ]", "[1 [2] <1>]" },
        { "9 0 R", "null" },
        { "3 0 R", "null" },
        { "4 0 R", "<1>of seven" },
    };
    bc_buf bytes, out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_pdfread *file = open_with(CASES[i].text, &bytes);
        bc_buf_clear(&out);
        show(file, bc_pdfread_find(file, bc_pdfread_catalog(file), "V"), &out);
        assert_string_equal(out.p, CASES[i].shown);
        bc_pdfread_free(file);
        bc_buf_release(&bytes);
    }
    bc_buf_release(&out);
}

/* Of a key that is repeated the last value counts, however it is written and however many there are. */
static void repeated_keys(void **state)
{
    (void)state;
    enum { MANY = 500 };
    bc_buf bytes, text;
    bc_pdfread *file = open_with("<</a 1/b 2/#61 3/b 4/c 5>>", &bytes);
    const bc_pdfread_object *dict = bc_pdfread_find(file, bc_pdfread_catalog(file), "V");
    assert_int_equal(dict->n, 3);
    assert_int_equal(bc_pdfread_find(file, dict, "a")->as.integer, 3);
    assert_int_equal(bc_pdfread_find(file, dict, "b")->as.integer, 4);
    assert_true(bc_str_is(dict->as.entries[2].key, "c"));
    assert_null(bc_pdfread_raw(dict, "d"));
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
    bc_buf_init(&text);
    bc_buf_add_text(&text, "<<");
    for (int i = 0; i < 2 * MANY; i++)
        bc_buf_printf(&text, "/k%d %d", i % MANY, i);
    bc_buf_add_text(&text, ">>");
    file = open_with(text.p, &bytes);
    dict = bc_pdfread_find(file, bc_pdfread_catalog(file), "V");
    assert_int_equal(dict->n, MANY);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(bc_pdfread_raw_of(dict, dict->as.entries[i].key)->as.integer, MANY + i);
    assert_null(bc_pdfread_raw(dict, "k"));
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
    bc_buf_release(&text);
}

static bool stop(void *asked)
{
    return ++*(int *)asked == 2;
}

/* One list, met again and again: steps are counted, and whoever waits may have enough. */
static void steps(void **state)
{
    (void)state;
    bc_buf bytes;
    for (int i = 0; i < 2; i++) {
        bc_pdfread *file = open_with("[1 2 3 4]", &bytes);
        const bc_pdfread_object *list = bc_pdfread_find(file, bc_pdfread_catalog(file), "V");
        size_t n = 0;
        int asked = 0;
        if (i)
            bc_pdfread_watch(file, stop, &asked);
        for (bool more = true; more;) {
            more = false;
            for (uint32_t k = 0; bc_pdfread_next(file, list, &k); n++)
                more = true;
        }
        assert_true(n > 60000 && n < BC_PDFREAD_MAX_STEPS);
        assert_int_equal(asked, i ? 2 : 0);
        assert_true(!i || n < 200000);
        assert_true(bc_pdfread_is_over(file));
        assert_int_equal(bc_pdfread_item(file, list, 0)->kind, BC_PDFREAD_NULL);
        bc_pdfread_free(file);
        bc_buf_release(&bytes);
    }
}

/* Each node before its kids, with its level; none below itself, and none deeper than is looked at. */
static void trees(void **state)
{
    (void)state;
    bc_buf bytes, seen;
    bc_pdfread_tree tree;
    bc_buf_init(&seen);
    bc_pdfread *file = open_with("<</N 0/Kids[<</N 1/Kids[null<</N 2>>[]]>><</N 3>><</N 4/Kids[]>>]>>", &bytes);
    bc_pdfread_tree_begin(&tree, file, bc_pdfread_raw(bc_pdfread_catalog(file), "V"));
    while (bc_pdfread_tree_next(&tree)) {
        bc_buf_add_int(&seen, bc_pdfread_find(file, tree.node, "N")->as.integer);
        bc_buf_printf(&seen, ":%u%s ", tree.level, tree.kids ? "+" : "");
        if (tree.level == 1)
            bc_pdfread_tree_pass(&tree);
    }
    assert_string_equal(seen.p, "0:0+ 1:1+ 3:1 4:1+ ");
    assert_false(tree.over);
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
    file = open_with("5 0 R>>endobj 5 0 obj<</Kids[6 0 R 6 0 R 5 0 R]>>endobj 6 0 obj<</Kids[5 0 R 7 0 R]/N 7 0 R",
                     &bytes);
    bc_pdfread_tree_begin(&tree, file, bc_pdfread_raw(bc_pdfread_catalog(file), "V"));
    bc_buf_clear(&seen);
    while (bc_pdfread_tree_next(&tree))
        bc_buf_printf(&seen, "%u:%u ", tree.number, tree.level);
    assert_string_equal(seen.p, "5:0 6:1 6:1 ");
    assert_true(tree.over);
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
    bc_buf_release(&seen);
}

static void texts_up_to(void **state)
{
    (void)state;
    static const struct {
        bc_str from;
        size_t most;
        const char *text;
        bool whole;
    } CASES[] = {
        { BC_STR("plain"), 5, "plain", true },
        { BC_STR("plain"), 4, "plai", false },
        { BC_STR("\xE4\xB8\x80\xE4\xB8\x80"), 5, "一", false },
        { BC_STR("\xFE\xFF\x4E\x00\x4E\x00"), 6, "一一", true },
        { BC_STR("\xFE\xFF\x4E\x00\x4E\x00"), 4, "一", false },
        { BC_STR("\xFE\xFF\x4E\x00\x4E\x00"), 0, "", false },
        { BC_STR("\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80"), 3, "一", false },
    };
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_buf_clear(&out);
        assert_int_equal(bc_pdfread_text_up_to(CASES[i].from, CASES[i].most, &out), CASES[i].whole);
        assert_string_equal(out.p, CASES[i].text);
    }
    bc_buf_release(&out);
}

static void texts(void **state)
{
    (void)state;
    static const struct {
        bc_str from;
        const char *text;
    } CASES[] = {
        { BC_STR("plain"), "plain" },
        { BC_STR("\xFE\xFF\x4E\x00\xD8\x34\xDD\x1E"), "一𝄞" },
        { BC_STR("\xFE\xFF\xD8\x34\x00\x61\x00"), "\xEF\xBF\xBD"
                                                  "a" },
        { BC_STR("\xEF\xBB\xBF\xE4\xB8\x80"), "一" },
        { BC_STR("\xE4\xB8\x80.csv"), "一.csv" },
        { BC_STR("\xE9t\xE9 \x85 \xA0"), "été – €" },
    };
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_buf_clear(&out);
        bc_pdfread_text(CASES[i].from, &out);
        assert_string_equal(out.p, CASES[i].text);
    }
    bc_buf_release(&out);
}

static bc_pdfread_fault unpack(const char *entries, bc_str data, size_t most, bc_buf *out)
{
    bc_pdfread_fault fault;
    bc_buf bytes;
    bc_buf_init(&bytes);
    bc_buf_printf(&bytes, "%%PDF-1.7\n1 0 obj<</Type/Catalog/V 2 0 R>>endobj 2 0 obj<<%s/Length %zu>>stream\n", entries,
                  data.n);
    bc_buf_add_str(&bytes, data);
    bc_buf_add_text(&bytes, "\nendstream endobj trailer<</Root 1 0 R>>");
    bc_pdfread *file = bc_pdfread_open(bc_buf_str(&bytes), &fault);
    assert_non_null(file);
    const bc_pdfread_object *stream = bc_pdfread_find(file, bc_pdfread_catalog(file), "V");
    assert_int_equal(stream->kind, BC_PDFREAD_STREAM);
    bc_buf_clear(out);
    fault = bc_pdfread_unpack(file, stream, most, out);
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
    return fault;
}

static void filters(void **state)
{
    (void)state;
    /* Rows of three bytes, by each of PNG's ways. */
    static const char ROWS[] = "\x00\x01\x02\x03\x01\x01\x01\x01\x02\x01\x01\x01\x03\x01\x01\x01\x04\x01\x01\x01";
    static const char PLAIN[] = "\x01\x02\x03\x01\x02\x03\x02\x03\x04\x02\x03\x04\x03\x04\x05";
    bc_deflate_packer *deflater = bc_deflate_new();
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(unpack("", BC_STR("as it is"), SIZE_MAX, &out), BC_PDFREAD_GOOD);
    assert_string_equal(out.p, "as it is");
    assert_int_equal(unpack("/Filter/ASCIIHexDecode", BC_STR("41 42 4>x"), SIZE_MAX, &out), BC_PDFREAD_GOOD);
    assert_string_equal(out.p, "AB@");
    assert_int_equal(unpack("/Filter[/ASCII85Decode]", BC_STR("87cUR\nD]i,\"Ebo80~>"), SIZE_MAX, &out),
                     BC_PDFREAD_GOOD);
    assert_string_equal(out.p, "Hello World!");
    assert_int_equal(unpack("/Filter/RunLengthDecode",
                            BC_STR("\x02"
                                   "abc\xFEx\x80"),
                            SIZE_MAX, &out),
                     BC_PDFREAD_GOOD);
    assert_string_equal(out.p, "abcxxx");
    bc_str zipped = bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, (bc_str){ ROWS, sizeof ROWS - 1 });
    assert_int_equal(unpack("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 3>>", zipped, SIZE_MAX, &out),
                     BC_PDFREAD_GOOD);
    assert_int_equal(out.n, sizeof PLAIN - 1);
    assert_memory_equal(out.p, PLAIN, sizeof PLAIN - 1);
    zipped = bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, BC_STR("\x01\x01\x01\x05\x01\x01"));
    assert_int_equal(unpack("/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 3>>", zipped, SIZE_MAX, &out),
                     BC_PDFREAD_GOOD);
    assert_memory_equal(out.p, "\x01\x02\x03\x05\x06\x07", 6);
    bc_buf_release(&out);
    bc_deflate_free(deflater);
}

static void faults(void **state)
{
    (void)state;
    bc_deflate_packer *deflater = bc_deflate_new();
    bc_buf out, zeros, kept;
    bc_buf_init(&out);
    bc_buf_init(&zeros);
    bc_buf_init(&kept);
    for (int i = 0; i < 1 << 20; i++)
        bc_buf_add_char(&zeros, '0');
    bc_buf_add_str(&kept, bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, bc_buf_str(&zeros)));
    assert_int_equal(unpack("/Filter/FlateDecode", bc_buf_str(&kept), 1 << 20, &out), BC_PDFREAD_GOOD);
    assert_int_equal(out.n, 1 << 20);
    assert_int_equal(unpack("/Filter/FlateDecode", bc_buf_str(&kept), 1000, &out), BC_PDFREAD_LIMIT);
    assert_true(out.n <= 1000);
    assert_int_equal(unpack("/Filter/FlateDecode", bc_str_slice(bc_buf_str(&kept), 0, kept.n - 3), SIZE_MAX, &out),
                     BC_PDFREAD_BROKEN);
    assert_int_equal(unpack("/Filter/ASCII85Decode", BC_STR("v~>"), SIZE_MAX, &out), BC_PDFREAD_BROKEN);
    assert_int_equal(unpack("/Filter/RunLengthDecode", BC_STR("\x05z"), SIZE_MAX, &out), BC_PDFREAD_BROKEN);
    assert_int_equal(unpack("/Filter/LZWDecode", BC_STR("z"), SIZE_MAX, &out), BC_PDFREAD_FILTER);
    assert_int_equal(unpack("/Filter/DCTDecode", BC_STR("z"), SIZE_MAX, &out), BC_PDFREAD_FILTER);
    assert_int_equal(unpack("", BC_STR("four"), 3, &out), BC_PDFREAD_LIMIT);
    assert_string_equal(out.p, "fou");
    bc_buf_release(&kept);
    bc_buf_release(&zeros);
    bc_buf_release(&out);
    bc_deflate_free(deflater);
}

/* For whoever adds to a file. */
static void end(void **state)
{
    static const char FILE_TEXT[] = "%PDF-1.7\n1 2 obj<</Type/Catalog/V 5 3 R>>endobj\nxref\n1 1\n0000000009 00002 n \n"
                                    "trailer<</Root 1 2 R/Size 9>>\nstartxref\n48\n%%EOF";
    bc_pdfread_fault fault;
    bc_pdfread *file = bc_pdfread_open(bc_str_from(FILE_TEXT), &fault);
    (void)state;
    assert_non_null(file);
    const bc_pdfread_end told = bc_pdfread_end_of(file);
    assert_false(told.repaired || told.streams);
    assert_int_equal(told.head, 0);
    assert_int_equal(told.at, 48);
    assert_int_equal(told.number, 9);
    const bc_pdfread_spot spot = bc_pdfread_spot_of(file, 1);
    assert_true(spot.is_there && !spot.packed && spot.at == 9 && spot.index == 2);
    assert_false(bc_pdfread_spot_of(file, 5).is_there);
    assert_int_equal(bc_pdfread_catalog(file)->as.entries[1].value.n, 3);
    assert_true(bc_str_is(bc_pdfread_trailer(file)->as.entries[0].key, "Root"));
    bc_pdfread_free(file);
    bc_buf bytes;
    file = open_with("1", &bytes); /* without a cross-reference */
    assert_true(bc_pdfread_end_of(file).repaired);
    assert_int_equal(bc_pdfread_end_of(file).number, 5);
    bc_pdfread_free(file);
    bc_buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(values),      cmocka_unit_test(repeated_keys),
                                        cmocka_unit_test(steps),       cmocka_unit_test(trees),
                                        cmocka_unit_test(texts_up_to), cmocka_unit_test(texts),
                                        cmocka_unit_test(filters),     cmocka_unit_test(faults),
                                        cmocka_unit_test(end) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
