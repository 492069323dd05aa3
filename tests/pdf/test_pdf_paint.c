/* Whole documents: the same bytes always, small, and honest about damage. */
#include "support.h"

#include "paint/pdf/private/font.h"
#include "paint/pdf/private/navigation.h"
#include "paint/pdf/private/pagetree.h"
#include "paint/pdf/private/syntax.h"
#include "sample.h"

#include FT_CID_H

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { MAX_FORM = 60 * 1024, THREADS = 4, FORMS = 24 };

static void syntax_of_numbers_names_and_texts(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    const int64_t lengths[] = { 0, 1, -250, 500, 1000, 12340, 595276, -10, 1020, -1000000 };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        bc_pdf_put_length(&out, lengths[i]);
        bc_buf_add_char(&out, ' ');
    }
    assert_string_equal(out.p, "0 .001 -.25 .5 1 12.34 595.276 -.01 1.02 -1000 ");
    bc_buf_clear(&out);
    bc_pdf_put_name(&out, BC_STR("A b#(\xE8\xA1\xA8"));
    assert_string_equal(out.p, "/A#20b#23#28#E8#A1#A8");
    bc_buf_clear(&out);
    bc_pdf_put_text(&out, BC_STR("a(b)\\c"));
    bc_pdf_put_text(&out, BC_STR("表\xF0\xA0\xAE\xB7"));
    assert_string_equal(out.p, "(a\\(b\\)\\\\c)<FEFF8868D842DFB7>");
    bc_buf_release(&out);
}

static void open_sample_or_skip(sample *s)
{
    if (!sample_open(s)) {
        sample_close(s);
        skip();
    }
}

static void same_bytes_again_and_small(void **state)
{
    (void)state;
    sample s;
    open_sample_or_skip(&s);
    bc_buf first, second;
    bc_buf_init(&first);
    bc_buf_init(&second);
    const bc_layout_page *page = sample_form(&s, 1), *other = sample_form(&s, 2);
    assert_true(sample_paint(&s, &page, 1, &first, NULL));
    assert_true(sample_paint(&s, &other, 1, &second, NULL));
    assert_true(first.n != second.n || memcmp(first.p, second.p, first.n) != 0);
    bc_buf_clear(&second);
    assert_true(sample_paint(&s, &page, 1, &second, NULL));
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.p, second.p, first.n);
    assert_true(first.n < MAX_FORM);
    assert_memory_equal(first.p, "%PDF-1.7\n", 9);
    bc_buf_release(&first);
    bc_buf_release(&second);
    sample_close(&s);
}

typedef struct worker {
    pthread_t thread;
    sample own; /* pages and typesetter of its own; fonts and cache shared */
    bc_buf forms[FORMS];
} worker;

static void *paint_forms(void *context)
{
    worker *w = context;
    for (unsigned i = 0; i < FORMS; i++) {
        const bc_layout_page *page = sample_form(&w->own, i);
        bc_buf_init(&w->forms[i]);
        sample_paint(&w->own, &page, 1, &w->forms[i], NULL);
    }
    return NULL;
}

static void threads_share_a_bank(void **state)
{
    (void)state;
    sample s;
    open_sample_or_skip(&s);
    worker workers[THREADS] = { 0 };
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].own = (sample){ .fonts = s.fonts, .cache = s.cache, .typesetter = bc_text_typesetter_new(s.fonts) };
        assert_int_equal(pthread_create(&workers[i].thread, NULL, paint_forms, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < THREADS; i++)
        for (size_t form = 0; form < FORMS; form++) {
            assert_int_equal(workers[i].forms[form].n, workers[0].forms[form].n);
            assert_memory_equal(workers[i].forms[form].p, workers[0].forms[form].p, workers[0].forms[form].n);
        }
    for (size_t i = 0; i < THREADS; i++) {
        for (size_t form = 0; form < FORMS; form++)
            bc_buf_release(&workers[i].forms[form]);
        bc_text_typesetter_free(workers[i].own.typesetter);
        bc_arena_release(&workers[i].own.arena);
    }
    sample_close(&s);
}

/* One glyph that stands for two texts gets two codes; the same text again gets the same one. */
static void codes_tell_texts_apart(void **state)
{
    pdf_world *world = *state;
    const bc_font_face *face = open_face(world, NOTO_SERIF);
    bc_pdf_font *font = bc_pdf_font_new(bc_subset_cache_face(world->cache, face), NULL);
    uint16_t glyph = bc_font_face_glyph(face, 0x4E00);
    uint16_t one = bc_pdf_font_code(font, glyph, BC_STR("一")).code;
    uint16_t radical = bc_pdf_font_code(font, glyph, BC_STR("⼀")).code;
    assert_int_not_equal(one, radical);
    for (unsigned i = 1; i < 3000; i++)
        bc_pdf_font_code(font, (uint16_t)(i * 7), BC_STR("x"));
    assert_int_equal(bc_pdf_font_code(font, glyph, BC_STR("一")).code, one);
    assert_int_equal(bc_pdf_font_code(font, glyph, BC_STR("⼀")).code, radical);
    assert_int_equal(bc_pdf_font_code(font, glyph, BC_STR("一")).width, 1000);
    bc_pdf_font_free(font);
}

/* Fonts of one document take their codes from one count, so that one map serves them; TrueType fonts keep theirs. */
static void codes_are_shared(void **state)
{
    pdf_world *world = *state;
    const font_place places[] = { NOTO_SERIF, FANDOL_FANG, WENKAI };
    const unsigned expected[][2] = { { 1, 4 }, { 2, 5 }, { 1, 2 } };
    uint32_t shared = 0;
    bc_pdf_font *fonts[3];
    for (size_t i = 0; i < 3; i++)
        fonts[i] = bc_pdf_font_new(bc_subset_cache_face(world->cache, open_face(world, places[i])), &shared);
    bc_pdf_font *own = bc_pdf_font_new(bc_subset_cache_face(world->cache, open_face(world, NOTO_SERIF)), NULL);
    assert_false(bc_pdf_font_shares(own));
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(bc_pdf_font_shares(fonts[i]), i < 2);
            assert_int_equal(bc_pdf_font_code(fonts[i], (uint16_t)(100 + round), BC_STR("a")).code, expected[i][round]);
        }
        if (!round)
            assert_int_equal(bc_pdf_font_code(fonts[0], 200, BC_STR("b")).code, 3);
        assert_int_equal(bc_pdf_font_code(own, (uint16_t)(100 + round), BC_STR("a")).code, round + 1);
    }
    bc_pdf_mappings map = { 0 };
    for (size_t i = 0; i < 2; i++)
        bc_pdf_font_map(fonts[i], &map);
    assert_int_equal(map.list.n, 5);
    bc_vec_release(&map.list);
    for (size_t i = 0; i < 3; i++)
        bc_pdf_font_free(fonts[i]);
    bc_pdf_font_free(own);
}

static void codes_run_out_honestly(void **state)
{
    pdf_world *world = *state;
    bc_pdf_font *font = bc_pdf_font_new(bc_subset_cache_face(world->cache, open_face(world, NOTO_SERIF)), NULL);
    char text[16];
    for (unsigned i = 0; i < 70000; i++) {
        int n = snprintf(text, sizeof text, "%u", i);
        bc_pdf_font_code(font, (uint16_t)(i % 60000), (bc_str){ text, (size_t)n });
    }
    bc_deflate_packer *deflater = bc_subset_cache_borrow(world->cache);
    bc_pdf_file *file = bc_pdf_file_new(deflater, BC_PDF_1_7);
    assert_int_equal(bc_pdf_font_embed(font, file, bc_pdf_reserve(file), 0, deflater), BC_PDF_FONT_FULL);
    bc_subset_cache_give_back(world->cache, deflater);
    bc_pdf_file_free(file);
    bc_pdf_font_free(font);
}

/* A face that may not be cut is embedded with all its tables, under its own CIDs. */
static void whole_fonts(void **state)
{
    pdf_world *world = *state;
    bc_font_face face = *open_face(world, FANDOL_FANG);
    face.embedding = BC_EMBED_WHOLE_ONLY;
    bc_subset_face *face_glyphs = bc_subset_cache_face(world->cache, &face);
    FT_Face original = open_original(world, &face);
    for (uint32_t glyph = 0; glyph < face.glyph_count; glyph++) {
        FT_UInt cid = 0;
        assert_int_equal(FT_Get_CID_From_Glyph_Index(original, glyph, &cid), 0);
        assert_int_equal(bc_subset_face_cid(face_glyphs, (uint16_t)glyph), cid);
    }
    bc_deflate_packer *deflater = bc_subset_cache_borrow(world->cache);
    size_t length = 0;
    assert_true(bc_subset_face_whole(face_glyphs, deflater, &length).n > 0);
    assert_in_range(length, face.size - 4096, face.size + 4096);
    static const char *const PROGRAMS[] = {
        [BC_PDF_1_4] = "/Subtype/CIDFontType0C", [BC_PDF_1_7] = "/Subtype/OpenType"
    };
    for (bc_pdf_version version = BC_PDF_1_4; version <= BC_PDF_1_7; version++) {
        bc_buf out;
        bc_buf_init(&out);
        bc_pdf_font *font = bc_pdf_font_new(face_glyphs, NULL);
        bc_pdf_font_code(font, 100, BC_STR("a"));
        bc_pdf_file *file = bc_pdf_file_new(deflater, version);
        bc_pdf_ref ref = bc_pdf_reserve(file);
        assert_int_equal(bc_pdf_font_embed(font, file, ref, 0, deflater), BC_PDF_FONT_OK);
        assert_int_equal(bc_pdf_file_write(file, ref, ref, &out), BC_PDF_OK);
        assert_true(bc_str_find(bc_buf_str(&out), bc_str_from(PROGRAMS[version]), 0) != SIZE_MAX);
        assert_true(bc_str_find(bc_buf_str(&out), BC_STR("/CIDSet"), 0) == SIZE_MAX);
        bc_pdf_file_free(file);
        bc_pdf_font_free(font);
        bc_buf_release(&out);
    }
    bc_subset_cache_give_back(world->cache, deflater);
    FT_Done_Face(original);
}

/* So many that PDF 1.4 has no array for them. */
static void many_page_labels(void **state)
{
    enum { PAGES = 5000 };
    (void)state;
    bc_deflate_packer *deflater = bc_deflate_new();
    bc_pdf_file *file = bc_pdf_file_new(deflater, BC_PDF_1_4);
    bc_pdf_ref catalog = bc_pdf_reserve(file);
    bc_pdf_volume_page *pages = bc_mem_alloc(PAGES * sizeof *pages);
    for (unsigned i = 0; i < PAGES; i++)
        pages[i] = (bc_pdf_volume_page){ .numerals = BC_PDF_ARABIC, .number = 1 + i % 2 };
    bc_buf entry, out;
    bc_buf_init(&entry);
    bc_buf_init(&out);
    bc_pdf_put_page_labels(file, &(bc_pdf_volume_pages){ pages, NULL, PAGES }, &entry);
    bc_pdf_define(file, catalog, bc_buf_str(&entry));
    assert_int_equal(bc_pdf_file_write(file, catalog, catalog, &out), BC_PDF_OK);
    assert_true(bc_str_starts(bc_buf_str(&entry), BC_STR("/PageLabels ")));
    assert_true(bc_str_find(bc_buf_str(&out), BC_STR("/Limits[2000 3998]/Nums[2000<</S/D>>2002<</S/D>>"), 0) !=
                SIZE_MAX);
    assert_true(bc_str_find(bc_buf_str(&out), BC_STR("/Limits[4000 4998]/Nums["), 0) != SIZE_MAX);
    bc_buf_release(&entry);
    bc_buf_release(&out);
    bc_mem_free(pages);
    bc_pdf_file_free(file);
    bc_deflate_free(deflater);
}

/* 5,000 pages: three levels of nodes, every page counted. */
static void deep_page_tree(void **state)
{
    (void)state;
    bc_deflate_packer *deflater = bc_deflate_new();
    bc_pdf_file *file = bc_pdf_file_new(deflater, BC_PDF_1_7);
    bc_pdf_ref catalog = bc_pdf_reserve(file), info = bc_pdf_reserve(file);
    bc_pdf_pagetree tree = { 0 };
    for (unsigned i = 0; i < 5000; i++)
        bc_pdf_pagetree_add(
            &tree, file, bc_pdf_reserve(file),
            &(bc_pdf_page_dict){
                .width = BC_PT(595), .height = BC_PT(842), .resources = info, .contents = { catalog } });
    bc_pdf_pagetree_define(&tree, file);
    assert_int_equal(tree.nodes.n, 79 + 2 + 1);
    assert_int_equal(tree.nodes.at[tree.nodes.n - 1].pages, 5000);
    assert_int_equal(tree.nodes.at[tree.nodes.n - 1].parent, 0);
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(bc_pdf_file_write(file, catalog, info, &out), BC_PDF_OK);
    assert_memory_equal(out.p + out.n - 6, "%%EOF\n", 6);
    bc_buf_release(&out);
    bc_pdf_pagetree_release(&tree);
    bc_pdf_file_free(file);
    bc_deflate_free(deflater);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syntax_of_numbers_names_and_texts),
        cmocka_unit_test(same_bytes_again_and_small),
        cmocka_unit_test(threads_share_a_bank),
        cmocka_unit_test_setup_teardown(codes_tell_texts_apart, open_world, close_world),
        cmocka_unit_test_setup_teardown(codes_are_shared, open_world, close_world),
        cmocka_unit_test_setup_teardown(codes_run_out_honestly, open_world, close_world),
        cmocka_unit_test_setup_teardown(whole_fonts, open_world, close_world),
        cmocka_unit_test(many_page_labels),
        cmocka_unit_test(deep_page_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
