/* What is private in single texts: by its shape, as a whole word, and what of it is not. */
#include "base/utf8.h"
#include "form/field.h"
#include "publish/publish.h"
#include "record/bind.h"
#include "source/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    bc_arena arena;
    bc_diag_list diags;
    const bc_publish_profile *profile;
    bc_publish_masker *masker;
} fixture;

static const bc_node *read_text(fixture *f, const char *text)
{
    bc_diag_source *source = BC_NEW(&f->arena, bc_diag_source);
    *source = (bc_diag_source){ .name = BC_STR("test"), .text = bc_arena_str(&f->arena, bc_str_from(text)) };
    bc_source_documents read = { 0 };
    assert_true(bc_source_read_documents(&f->arena, source, BC_SYNTAX_BY_NAME, &f->diags, &read));
    assert_int_equal(read.n, 1);
    return read.at[0];
}

static int open_profile(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    char *text = NULL;
    size_t n = 0;
    FILE *file = fopen(BC_PROJECT_DIR "/templates/shared/profiles/publish.yaml", "r");
    assert_non_null(file);
    assert_true(getdelim(&text, &n, '\0', file) > 0);
    fclose(file);
    f->profile = bc_publish_profile_compile(&f->arena, read_text(f, text), NULL, &f->diags);
    free(text);
    assert_non_null(f->profile);
    f->masker = bc_publish_masker_new(f->profile);
    *state = f;
    return 0;
}

static int close_profile(void **state)
{
    fixture *f = *state;
    bc_publish_masker_free(f->masker);
    bc_diag_list_release(&f->diags);
    bc_arena_release(&f->arena);
    free(f);
    return 0;
}

static void assert_masked(fixture *f, const char *text, const char *wanted)
{
    const bc_str masked = bc_publish_mask_text(f->masker, bc_str_from(text), &f->arena);
    assert_string_equal(masked.p, wanted);
    const bc_str again = bc_publish_mask_text(f->masker, masked, &f->arena);
    assert_string_equal(again.p, wanted);
}

static void test_shapes(void **state)
{
    static const char *const CASES[][2] = {
        { "电话13812345678。", "电话***。" },
        { "138-1234-5678", "***" },
        { "138 1234 5678", "***" },
        { "1 3 8 1 2 3 4 5 6 7 8", "***" },
        { "１３８１２３４５６７８", "***" },
        { "一三八一二三四五六七八", "***" },
        { "138一二三四5678", "***" },
        { "8613812345678", "***" },
        { "008613812345678", "***" },
        { "0086059522123456", "***" },
        { "电话0086-0595-22123456", "电话***" },
        { "微信wx13812345678", "微信wx***" },
        { "13812345678、13900001111", "***、***" },
        { "110101199003074514", "***" },
        { "11010119900307451X", "***" },
        { "11010119900307451ｘ", "***" },
        { "110101 19900307 4514", "***" },
        { "350500880101123", "***" },
        { "0595-22123456", "***" },
        { "（0595）22123456", "***" },
        { "办公电话：22123456", "办公电话：***" },
        { "6222020200112233446", "***" },
        { "6222 0202 0011 2233 446", "***" },
        { "账号：35050100123456789012", "账号：***" },
        { "a.b-c@example.com.cn", "***" },
        { "13812345678转801、0595-22123456-801", "***、***" },
        { "0595 2212 3456 转分机 8012。138 1234 5678#3", "***。***" },
        { "86-595-22123456，+86 (10) 6212 3456", "***，+***" },
        { "110101 1990 0307 453 x", "***" },
        { "11010119900307453-X", "***" },
        { "11010119900307453Х号", "***号" },
        { "110101/19900307/4514", "***" },
        { "110101，19900307，4514", "***" },
        { "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "***" },
        { "联系人：张三，", "联系人：张某某，" },
        { "组长 欧阳慕远、李四", "组长 欧阳某某、李某某" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i][0], CASES[i][1]);
}

static void test_what_is_none(void **state)
{
    static const char *const CASES[] = {
        "投资13800000000元",
        "2025年3月1日",
        "37020023P880028110027",
        "350500244113910000048",
        "91350500MA2XXXXX1Y",
        "12350500489381234X",
        "编号13812345678",
        "1.38123456780",
        "13812345678.50",
        "15 2024 12345",
        "2024-11-13",
        "1234567890123456",
        "12345",
        "100000000000000",
        "0.13812345678",
        "联系人：财政局",
        "负责人：某单位",
        "共 138 项、1234 个、5678",
        "3.14159265358979",
        "999999199003074514",
        "110101199013074514",
        "项目13-1、13-2、13-3",
        "按GB/T 9704-2012执行",
        "12345热线",
        "a@b",
        "负责人应当履行职责",
        "二〇二五年一月一日至三日",
        "1,381,234.56",
        "3500/1234/5678、110101/19900307/4515",
        "2025-03-01转2",
        "8659522123456",
        "110101、199003、074、515、1",
        "@",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i], CASES[i]);
}

static void test_secrets(void **state)
{
    static const char *const SECRET[] = {
        "机密★1年", "秘密 ☆ 长期", "绝密*", "密级：秘密", "机密", "机　密", "内部资料，注意保存？内部资料注意保存"
    };
    static const char *const OPEN[] = { "商业秘密", "做好机密文件的保管", "密级：公开", "保密工作", "" };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof SECRET / sizeof *SECRET; i++)
        assert_true(bc_publish_is_classified(f->masker, bc_str_from(SECRET[i])));
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++)
        assert_false(bc_publish_is_classified(f->masker, bc_str_from(OPEN[i])));
}

/* -- records ------------------------------------------------------------------------------------------ */

static bc_str mask_note(fixture *f, const char *person, const char *note, bc_arena *arena)
{
    bc_form form = { .id = BC_STR("t"), .name = BC_STR("t") };
    form.fields = bc_form_fields_compile(
        arena, read_text(f, "who: {label: 某甲, type: person}\nnote: {label: 说明, type: prose}\n"), &f->diags);
    const bc_node_member members[] = {
        { BC_STR("who"), { 0 }, bc_node_new_text(arena, (bc_diag_mark){ 0 }, bc_str_from(person), true) },
        { BC_STR("note"), { 0 }, bc_node_new_text(arena, (bc_diag_mark){ 0 }, bc_str_from(note), true) },
    };
    const bc_node *tree = bc_node_new_map(arena, (bc_diag_mark){ 0 }, members, 2);
    const bc_value datum = bc_record_bind(&form, tree, arena, NULL);
    const bc_publish_task task = { .form = &form, .tree = tree, .datum = &datum, .places = arena };
    bc_publish_result out;
    bc_publish_mask(f->masker, &task, arena, &out);
    return bc_node_text(bc_node_find(out.tree, "note"));
}

static void test_whole_words(void **state)
{
    static const char *const CASES[][3] = {
        { "张立诚", "由张立诚负责", "由张某某负责" },
        { "张立诚", "张　立\n诚到场", "张某某到场" },
        { "张三", "张三丰说，张三说", "张三丰说，张某某说" },
        { "王五", "王 五、王　五、「王五」、王\u2060五、〔王・五〕、王-五",
          "王某某、王某某、「王某某」、王某某、〔王某某〕、王某某" },
        { "王　五", "王五来过，王\u00A0五也来过", "王某某来过，王某某也来过" },
        { "张立诚", "張立誠、张⽴诚、張立诚、张 立 诚、张*立*诚", "张某某、张某某、张某某、张某某、张某某" },
        { "張立誠", "张立诚来", "張某某来" },
        { "李可", "李，可以；姓李,可以", "李，可以；姓李,可以" },
        { "John Smith", "Ｓｍｉｔｈ，Ｊｏｈｎ came; JOHN-SMITH; Smith, John's; Johnsmithson",
          "*** came; ***; ***'s; Johnsmithson" },
        { "John Paul Smith", "Smith, John Paul", "***" },
        { "0595-22123456转801", "22123456-801，86 595 2212 3456，2212/3456", "***，***，2212/3456" },
        { "11010119900307453x", "110101，19900307，453-Ｘ", "***" },
        { "6222020200112233440", "6222/0202/0011/2233/440、6222 0202 0011 2233 440", "***、***" },
        { "12345", "第1、2、3、4、5项", "第1、2、3、4、5项" },
        { "高明", "高明区，技术高明。请高明审核", "高明区，技术高明。请高某某审核" },
        { "张力", "表面张力；负责人张力", "表面张力；负责人张某某" },
        { "王国", "帝国王国", "帝国王国" },
        { "13812345678", "见13812345678号", "见***号" },
        { "欧阳慕远", "欧阳慕远与欧阳", "欧阳某某与欧阳" },
        { "Li Lei", "liLei and Lileia", "*** and Lileia" },
        { "张某某", "张某某", "张某某" },
        { "无", "无", "无" },
        { "主任张立诚", "张立诚和主任", "张某某和主任" },
        { "张立诚（主任）", "张立诚主任，主任", "张某某主任，主任" },
        { "张立诚、李可", "张立诚说，李可说", "张某某说，李某某说" },
        { "财政局", "财政局拨付", "财政局拨付" },
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const bc_str masked = mask_note(f, CASES[i][0], CASES[i][1], &f->arena);
        assert_string_equal(masked.p, CASES[i][2]);
    }
}

/* Whatever stands around it, a name that is no word and a number never come out, and what is masked twice is the same.
 */
static void test_random_texts(void **state)
{
    static const char *const PIECES[] = { "张",     "立", "诚", "由", "负责", "1",  "38", "1234", "5678",
                                          "-",      " ",  "　", "，", "人",   "：", "\n", "a",    "@",
                                          "区",     "的", "元", "★",  "某",   "*",  "（", "）",   "\xE2\x80\x8B",
                                          "一三八", "x" };
    static const char *const SECRETS[] = { "张立诚", "张 立诚", "，13812345678，", "，138-1234-5678，" };
    fixture *f = *state;
    uint32_t random = 12345;
    for (int round = 0; round < 3000; round++) {
        char text[512] = "";
        bc_arena arena = { 0 };
        const char *secret = SECRETS[round % 4];
        for (int i = 0; i < 24; i++) {
            random = random * 1664525 + 1013904223;
            strcat(text, i == 12 ? secret : PIECES[(random >> 16) % (sizeof PIECES / sizeof *PIECES)]);
        }
        const bc_str masked = mask_note(f, "张立诚", text, &arena);
        assert_null(strstr(masked.p ? masked.p : "", "张立诚"));
        assert_null(strstr(masked.p ? masked.p : "", "13812345678"));
        assert_int_equal(bc_utf8_invalid_at(masked), SIZE_MAX);
        char *again = strdup(masked.p ? masked.p : "");
        assert_string_equal(mask_note(f, "张立诚", again, &arena).p ? mask_note(f, "张立诚", again, &arena).p : "",
                            again);
        free(again);
        bc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_shapes), cmocka_unit_test(test_what_is_none),
                                        cmocka_unit_test(test_secrets), cmocka_unit_test(test_whole_words),
                                        cmocka_unit_test(test_random_texts) };
    return cmocka_run_group_tests(tests, open_profile, close_profile);
}
