/* Roles, faces, embedding permissions, broken fonts, threads. */
#include "support.h"

#include "text/private/face.h"
#include "text/private/sfnt.h"
#include "text/private/word.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include FT_ADVANCES_H

static void roles_have_names(void **state)
{
    (void)state;
    bc_font_role role;
    for (int i = 0; i < BC_ROLE_COUNT; i++) {
        assert_true(bc_font_role_parse(bc_str_from(bc_font_role_name((bc_font_role)i)), &role));
        assert_int_equal(role, i);
    }
    assert_false(bc_font_role_parse(BC_STR("heading"), &role));
}

static void every_role_has_a_face(void **state)
{
    text_world *world = *state;
    for (int i = 0; i < BC_ROLE_COUNT; i++) {
        bc_font_role role = (bc_font_role)i;
        assert_true(bc_font_set_choices(world->fonts, role) > 0);
        const bc_font_face *face = bc_font_set_face(world->fonts, role, 0, NULL);
        assert_non_null(face);
        assert_ptr_equal(face, bc_font_set_face(world->fonts, role, 0, NULL));
        assert_true(face->ascent > 0 && face->descent < 0 && face->glyph_count > 1000);
        assert_true(face->postscript_name.n > 0 && face->family.n > 0);
        assert_true(bc_font_face_table(face, "cmap").n > 0);
        assert_int_equal(bc_font_face_table(face, "nope").n, 0);
        assert_true(bc_font_face_glyph(face, 0x4E00) != 0);
        assert_int_equal(bc_font_face_advance(face, bc_font_face_glyph(face, 0x4E00)), face->units_per_em);
        assert_int_equal(bc_font_face_glyph(face, 0x110000), 0);
        assert_int_equal(bc_font_face_glyph(face, UINT32_MAX), 0);
        assert_null(bc_font_set_face(world->fonts, role, 1000, NULL));
    }
}

static void check_advances(FT_Library library, const bc_font_face *face)
{
    FT_Face ft;
    assert_int_equal(FT_New_Face(library, face->file.p, face->index, &ft), 0);
    FT_Fixed *wide = bc_mem_alloc(bc_mem_product(face->glyph_count, sizeof *wide));
    assert_int_equal(FT_Get_Advances(ft, 0, face->glyph_count, FT_LOAD_NO_SCALE, wide), 0);
    for (uint32_t glyph = 0; glyph < face->glyph_count; glyph++)
        assert_int_equal(bc_font_face_advance(face, (uint16_t)glyph), wide[glyph]);
    bc_mem_free(wide);
    FT_Done_Face(ft);
}

static void advances_are_those_of_freetype(void **state)
{
    text_world *world = *state;
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (int role = 0; role < BC_ROLE_COUNT; role++)
        for (size_t i = 0; i < bc_font_set_choices(world->fonts, (bc_font_role)role); i++) {
            const bc_font_face *face = bc_font_set_face(world->fonts, (bc_font_role)role, i, NULL);
            if (face)
                check_advances(library, face);
        }
    FT_Done_FreeType(library);
}

static void same_font_is_one_face(void **state)
{
    text_world *world = *state;
    assert_ptr_equal(bc_font_set_face(world->fonts, BC_ROLE_TABLE, 0, NULL),
                     bc_font_set_face(world->fonts, BC_ROLE_NUMBER, 0, NULL));
}

static void official_names_and_substitutions(void **state)
{
    text_world *world = *state;
    static const char *const names[BC_ROLE_COUNT] = { "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312",
                                                      "宋体",           "宋体",        "宋体" };
    for (int i = 0; i < BC_ROLE_COUNT; i++) {
        bc_str official = bc_font_set_official_family(world->fonts, (bc_font_role)i);
        assert_true(bc_str_is(official, names[i]));
        bc_str line = bc_font_set_substitution(world->fonts, (bc_font_role)i, &world->arena);
        if (line.n > 0)
            assert_true(bc_str_starts(line, official) && bc_str_find(line, BC_STR(" → "), 0) == official.n);
    }
}

static void coverage_counts_characters(void **state)
{
    text_world *world = *state;
    const bc_font_face *face = bc_font_set_face(world->fonts, BC_ROLE_TABLE, 0, NULL);
    uint32_t counted = 0;
    for (uint32_t c = 0x2FF0; c <= 0xA123; c++)
        counted += bc_font_face_glyph(face, c) != 0;
    assert_int_equal(bc_font_face_coverage(face, 0x2FF0, 0xA123), counted);
    assert_int_equal(bc_font_face_coverage(face, 0x4E00, 0x4E00), 1);
    assert_int_equal(bc_font_face_coverage(face, 0x4E01, 0x4E00), 0);
    assert_true(bc_font_face_coverage(face, 0, UINT32_MAX) > 5000);
}

static const char only_noto[] =
    "roles:\n"
    "  title: {official: [No Such Song], substitutes: {family: Noto Serif CJK SC, weight: 700}}\n"
    "  table: {official: Noto Serif CJK SC, digits: half-width}\n"
    "fallback: [Noto Serif CJK SC, {family: No Such File, file: /no/such/file.otf}]\n"
    "folders: [/no/such/folder]\n";

static void missing_families_are_replaced(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, only_noto);
    assert_non_null(world.fonts);
    assert_int_equal(world.diags.errors, 0);
    bc_str line = bc_font_set_substitution(world.fonts, BC_ROLE_TITLE, &world.arena);
    assert_true(bc_str_is(line, "No Such Song → Noto Serif CJK SC Bold"));
    assert_int_equal(bc_font_set_face(world.fonts, BC_ROLE_TITLE, 0, NULL)->weight, 700);
    assert_int_equal(bc_font_set_substitution(world.fonts, BC_ROLE_TABLE, &world.arena).n, 0);
    /* a role that the list does not name takes the fallback */
    assert_non_null(bc_font_set_face(world.fonts, BC_ROLE_BODY, 0, NULL));
    assert_true(bc_str_is(bc_font_set_official_family(world.fonts, BC_ROLE_BODY), "Noto Serif CJK SC"));
    world_close(&world);
}

static void wrong_settings_are_reported(void **state)
{
    static const struct {
        const char *yaml, *code;
    } cases[] = {
        { "roles: [title]\n", "E410" },
        { "roles: {titel: {official: A}}\n", "E410" },
        { "roles: {title: A}\n", "E410" },
        { "roles: {title: {oficial: A}}\n", "E410" },
        { "roles: {title: {official: [{weight: 700}]}}\n", "E410" },
        { "roles: {title: {official: [{family: A, weight: bold}]}}\n", "E410" },
        { "roles: {title: {official: [{family: A, weight: 99999999999999999999}]}}\n", "E410" },
        { "roles: {title: {official: [[A]]}}\n", "E410" },
        { "roles: {title: {digits: wide}}\n", "E410" },
        { "folders: /usr\n", "E410" },
        { "folders: [[a]]\n", "E410" },
        { "folders: ['']\n", "E410" },
        { "roles: {title: {official: ''}}\n", "E410" },
        { "roles: {title: {official: {family: A, wieght: 700}}}\n", "E410" },
        { "- title\n", "E410" },
        { "fonts: A\n", "E410" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text_world world;
        world_open(&world, cases[i].yaml);
        assert_true(world.diags.list.n > 0);
        assert_string_equal(world.diags.list.at[0].code, cases[i].code);
        assert_true(world.diags.list.at[0].mark.line > 0);
        world_close(&world);
    }
}

static void unusable_files_are_explained(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, "roles: {title: {official: {family: Broken, file: " BC_PROJECT_DIR "/fonts/fonts.yaml}}}\n"
                       "fallback: [Noto Serif CJK SC]\n");
    assert_null(bc_font_set_face(world.fonts, BC_ROLE_TITLE, 0, NULL));
    for (int i = 0; i < 2; i++) /* once */
        bc_font_set_report_skipped(world.fonts, &world.diags);
    assert_int_equal(world.diags.list.n, 1);
    assert_string_equal(world.diags.list.at[0].code, "W413");
    assert_true(bc_str_find(world.diags.list.at[0].message, BC_STR("fonts.yaml cannot be used"), 0) != SIZE_MAX);
    bc_str line = bc_font_set_substitution(world.fonts, BC_ROLE_TITLE, &world.arena);
    assert_true(bc_str_is(line, "Broken → Noto Serif CJK SC"));
    world_close(&world);
}

/* No descriptor is left: the text must not be set in another face, and later the right one is there. */
static void a_font_that_cannot_be_opened_is_no_other_font(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, "roles: {title: {official: [{family: Noto Serif CJK SC, style: Bold}]}}\n"
                       "fallback: [Noto Sans CJK SC]\n");
    bc_text_style title = style_of(BC_ROLE_TITLE);
    struct rlimit few, before;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = (struct rlimit){ .rlim_cur = 3, .rlim_max = before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    bc_text_width(world.typesetter, BC_STR("表册"), &title);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    const bc_text_fault *fault = bc_text_typesetter_fault(world.typesetter);
    assert_non_null(fault);
    assert_int_equal(fault->error, EMFILE);
    bc_text_fault_report(fault, (bc_diag_mark){ 0 }, &world.diags);
    assert_string_equal(world.diags.list.at[0].code, "E414");

    bc_text_typesetter *again = bc_text_typesetter_new(world.fonts);
    assert_int_equal(bc_text_width(again, BC_STR("表册"), &title), 2 * title.size);
    assert_null(bc_text_typesetter_fault(again));
    assert_int_equal(bc_font_set_face(world.fonts, BC_ROLE_TITLE, 0, NULL)->weight, 700);
    bc_text_typesetter_free(again);
    world_close(&world);
}

static void skipped_fonts_are_told_once(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, "roles: {title: {official: {family: Broken, file: " BC_PROJECT_DIR "/fonts/fonts.yaml}}}\n"
                       "fallback: [Noto Serif CJK SC]\n");
    bc_text_style title = style_of(BC_ROLE_TITLE);
    bc_text_width(world.typesetter, BC_STR("表册"), &title);
    assert_null(bc_text_typesetter_fault(world.typesetter));
    bc_font_set_report_skipped(world.fonts, &world.diags);
    bc_font_set_report_skipped(world.fonts, &world.diags);
    assert_int_equal(world.diags.warnings, 1);
    assert_string_equal(world.diags.list.at[0].code, "W413");
    world_close(&world);
}

static void a_role_whose_fonts_are_all_damaged_is_a_fault(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, "roles: {title: {official: {family: Broken, file: " BC_PROJECT_DIR "/fonts/fonts.yaml}}}\n");
    bc_text_style title = style_of(BC_ROLE_TITLE);
    bc_text_width(world.typesetter, BC_STR("表册"), &title);
    assert_non_null(bc_text_typesetter_fault(world.typesetter));
    assert_null(bc_text_typesetter_fault(world.typesetter)->path);
    world_close(&world);
}

static void style_picks_the_face(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, "roles: {title: {official: [{family: Noto Serif CJK SC, style: Bold}]}}");
    const bc_font_face *face = bc_font_set_face(world.fonts, BC_ROLE_TITLE, 0, NULL);
    assert_non_null(face);
    assert_int_equal(face->weight, 700);
    world_close(&world);
}

static bc_str write_temporary(text_world *world, const uint8_t *bytes, size_t n)
{
    const char *folder = getenv("TMPDIR");
    bc_str path = bc_arena_printf(&world->arena, "%s/biaoce-font-XXXXXX", folder ? folder : "/tmp");
    int fd = mkstemp((char *)(uintptr_t)path.p);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    return path;
}

/* The smallest face at hand: broken copies of it are made hundreds of times. */
static const bc_font_face *small_face(text_world *world)
{
    const bc_font_face *best = NULL;
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        for (size_t i = 0; i < bc_font_set_choices(world->fonts, (bc_font_role)role); i++) {
            const bc_font_face *face = bc_font_set_face(world->fonts, (bc_font_role)role, i, NULL);
            if (face && face->index == 0 && (!best || face->size < best->size))
                best = face;
        }
    }
    return best && best->size < (12 << 20) ? best : NULL;
}

/* Uses everything of a face that text and PDF use. */
static void use_face(bc_font_face *face)
{
    static const char text[] = "AVfi\xCC\x81";
    int left, right;
    bool starved = false;
    bc_text_words words = { .bytes = 0 };
    for (uint32_t c = 0; c < 0x3100; c += 7)
        bc_font_face_advance(face, bc_font_face_glyph(face, c));
    bc_font_face_advance(face, UINT16_MAX);
    bc_font_face_coverage(face, 0, UINT32_MAX);
    bc_font_face_ink(face, bc_font_face_glyph(face, 0xFF0C), &left, &right);
    bc_font_face_variant(face, "hwid", '1', &starved);
    bc_text_words_shape(&words, face, bc_str_from(text));
    bc_text_words_release(&words);
    bc_font_face_table(face, "glyf");
}

static void try_bytes(text_world *world, FT_Library library, const uint8_t *bytes, size_t n)
{
    bc_str path = write_temporary(world, bytes, n);
    const char *why = NULL;
    int error = 0;
    bc_font_face *face = bc_font_face_open(library, path, 0, &why, &error);
    assert_true((face == NULL) == (why != NULL));
    if (face)
        use_face(face);
    bc_font_face_close(face);
    unlink(path.p);
}

static void broken_fonts_are_harmless(void **state)
{
    text_world *world = *state;
    const bc_font_face *face = small_face(world);
    if (!face)
        skip();
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    uint8_t *bytes = bc_mem_alloc(face->size);
    unsigned seed = 3;
    for (int round = 0; round < 60; round++) {
        memcpy(bytes, face->data, face->size);
        size_t n = face->size;
        if (round % 4 == 0)
            n = roll(&seed, (unsigned)(round % 8 ? 4096 : n));
        for (int flips = 0; flips < 40 && n > 0; flips++) {
            size_t reach = flips % 2 && n > 512 ? 512 : n; /* the directory, and anywhere */
            bytes[roll(&seed, (unsigned)reach)] = (uint8_t)roll(&seed, 256);
        }
        try_bytes(world, library, bytes, n);
    }
    bc_mem_free(bytes);
    FT_Done_FreeType(library);
}

static void files_that_are_no_fonts(void **state)
{
    text_world *world = *state;
    FT_Library library;
    const char *why;
    int error;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    assert_null(bc_font_face_open(library, BC_STR("/no/such/font.ttf"), 0, &why, &error));
    assert_int_equal(error, ENOENT);
    assert_null(bc_font_face_open(library, BC_STR("/"), 0, &why, &error));
    assert_int_equal(error, 0);
    assert_null(bc_font_face_open(library, BC_STR(BC_PROJECT_DIR "/fonts/fonts.yaml"), 0, &why, &error));
    const bc_font_face *face = bc_font_set_face(world->fonts, BC_ROLE_TABLE, 0, NULL);
    assert_null(bc_font_face_open(library, face->file, 999, &why, &error));
    assert_null(bc_font_face_open(library, face->file, -1, &why, &error));
    FT_Done_FreeType(library);
    uint32_t offset;
    static const char collection[] = "ttcf\0\1\0\0\0\0\0\1\xFF\xFF\xFF\xFF";
    assert_false(bc_font_sfnt_directory((bc_str){ collection, 16 }, 0, &offset));
    assert_false(bc_font_sfnt_directory((bc_str){ collection, 14 }, 0, &offset));
    assert_false(bc_font_sfnt_directory(BC_STR("short"), 0, &offset));
}

typedef struct race {
    bc_font_set *fonts;
    bc_len width;
} race;

static void *set_in_thread(void *argument)
{
    race *r = argument;
    bc_text_typesetter *typesetter = bc_text_typesetter_new(r->fonts);
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        bc_text_style style = style_of((bc_font_role)role);
        r->width += bc_text_width(typesetter, BC_STR("（唐山）Budget 2024年1,100.50万元𠮷𬱖。"), &style);
    }
    bc_text_typesetter_free(typesetter);
    return NULL;
}

static void threads_share_a_fontset(void **state)
{
    (void)state;
    text_world world;
    world_open(&world, NULL); /* a fresh one: the first use of every face is what races */
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    race races[THREADS];
    for (int i = 0; i < THREADS; i++) {
        races[i] = (race){ world.fonts, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, set_in_thread, &races[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < THREADS; i++)
        assert_int_equal(races[i].width, races[0].width);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_have_names),
        cmocka_unit_test(every_role_has_a_face),
        cmocka_unit_test(advances_are_those_of_freetype),
        cmocka_unit_test(same_font_is_one_face),
        cmocka_unit_test(official_names_and_substitutions),
        cmocka_unit_test(coverage_counts_characters),
        cmocka_unit_test(missing_families_are_replaced),
        cmocka_unit_test(wrong_settings_are_reported),
        cmocka_unit_test(unusable_files_are_explained),
        cmocka_unit_test(a_font_that_cannot_be_opened_is_no_other_font),
        cmocka_unit_test(skipped_fonts_are_told_once),
        cmocka_unit_test(a_role_whose_fonts_are_all_damaged_is_a_fault),
        cmocka_unit_test(style_picks_the_face),
        cmocka_unit_test(broken_fonts_are_harmless),
        cmocka_unit_test(files_that_are_no_fonts),
        cmocka_unit_test(threads_share_a_fontset),
    };
    return cmocka_run_group_tests_name("text faces", tests, open_default_world, close_world);
}
