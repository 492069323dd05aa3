/* What is private in single texts: by its shape, as a whole word, and what of it is not. */
#include "base/buf.h"
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

/* Of no record: what was learned from the texts before is forgotten. */
static void assert_masked(fixture *f, const char *text, const char *wanted)
{
    bc_publish_masker_free(f->masker);
    f->masker = bc_publish_masker_new(f->profile);
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

static void test_names_in_prose(void **state)
{
    static const char *const CASES[][2] = {
        { "联系人陈晓燕（手机）。", "联系人陈某某（手机）。" },
        { "联系人陈晓燕。", "联系人陈某某。" },
        { "联系人：陈晓燕。", "联系人：陈某某。" },
        { "联系人 陈晓燕。", "联系人 陈某某。" },
        { "联系人为陈晓燕。", "联系人为陈某某。" },
        { "联系人是王小明，请联系", "联系人是王某某，请联系" },
        { "经办人王小明。", "经办人王某某。" },
        { "负责人王小明。", "负责人王某某。" },
        { "组长王小明。", "组长王某某。" },
        { "组长：王小明、赵丽华，成员：刘涛、孙悦。", "组长：王某某、赵某某，成员：刘某某、孙某某。" },
        { "户名：陈晓燕。联系人陈晓燕。", "户名：陈某某。联系人陈某某。" },
        { "法定代表人：欧阳慕远。", "法定代表人：欧阳某某。" },
        { "法定代表人欧阳娜娜。", "法定代表人欧阳某某。" },
        { "监护人：买买提·艾力。", "监护人：买某某。" },
        { "负责人：买买提·艾力。", "负责人：买某某。" },
        { "负责人买买提·艾力负责", "负责人买某某负责" },
        { "负责人：Smith John。", "负责人：***。" },
        { "受益人：古丽娜扎尔。", "受益人：古某某。" },
        { "户主扎西次仁，电话22190003", "户主扎某某，电话***" },
        { "负责人Smith John带队", "负责人***带队" },
        { "户主王大山。", "户主王某某。" },
        { "申请人：王小明（低保户）。", "申请人：王某某（低保户）。" },
        { "校长陈晓燕。", "校长陈某某。" },
        { "联系人：陈 晓 燕。", "联系人：陈某某。" },
        { "联系人：陈晓燕（主任）。", "联系人：陈某某（主任）。" },
        { "联系人：办公室陈晓燕。", "联系人：办公室陈某某。" },
        { "组长王小明带领大家", "组长王某某带领大家" },
        { "组长李伟带领大家", "组长李某某带领大家" },
        { "负责人李伟，电话", "负责人李某某，电话" },
        { "负责人王建国组织实施", "负责人王某某组织实施" },
        { "联系人李娜和王芳", "联系人李某某和王某某" },
        { "成员：刘涛（财政局）、孙悦（教育局）", "成员：刘某某（财政局）、孙某某（教育局）" },
        { "负责人（签字）：王小明", "负责人（签字）：王某某" },
        { "联系人及电话：陈晓燕", "联系人及电话：陈某某" },
        { "组长由局长王小明担任", "组长由局长王某某担任" },
        { "联系人高明。", "联系人高某某。" },
        { "联系人：高明", "联系人：高某某" },
        { "户主张伟", "户主张某某" },
        { "户主张伟民种植果树", "户主张某某种植果树" },
        { "负责人于海波。", "负责人于某某。" },
        { "复核 刘涛。", "复核 刘某某。" },
        { "复核：刘涛。", "复核：刘某某。" },
        { "姓名：欧阳慕远", "姓名：欧阳某某" },
        { "组长王小明、副组长李红军", "组长王某某、副组长李某某" },
        { "联系人：张 三 李 四", "联系人：张某某 李某某" },
        { "联系人：诸 葛 明 远", "联系人：诸葛某某" },
        { "负责人：单雄信，经办人：应采儿", "负责人：单某某，经办人：应某某" },
        { "组长陈晓燕在现场", "组长陈某某在现场" },
        { "项目负责人张家豪。", "项目负责人张某某。" },
        { "委员王和平、李月娥", "委员王某某、李某某" },
        { "承包人方世玉。", "承包人方某某。" },
        { "收款人：古丽·买买提，账号", "收款人：古某某，账号" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i][0], CASES[i][1]);
}

static void test_names_before_titles(void **state)
{
    static const char *const CASES[][2] = {
        { "由陈晓燕校长牵头。", "由陈某某校长牵头。" },
        { "陈晓燕校长、李明副校长到场", "陈某某校长、李某某副校长到场" },
        { "请王小明局长审定。", "请王某某局长审定。" },
        { "本校陈晓燕老师主讲", "本校陈某某老师主讲" },
        { "聘请刘涛教授和孙悦工程师", "聘请刘某某教授和孙某某工程师" },
        { "陈晓燕、王小明两位老师", "陈某某、王某某两位老师" },
        { "李丽和赵丽华老师", "李某某和赵某某老师" },
        { "补助王大山同志、李芳女士", "补助王某某同志、李某某女士" },
        { "欧阳慕远院长介绍", "欧阳某某院长介绍" },
        { "（陈晓燕主任）", "（陈某某主任）" },
        { "买买提·艾力老师", "买某某老师" },
        { "与张伟医生联系", "与张某某医生联系" },
        { "王小明书记、李红军镇长", "王某某书记、李某某镇长" },
        { "王冲校长", "王某某校长" },
        { "于洋老师、高新华校长", "于某某老师、高某某校长" },
        { "李文校长、王新老师", "李某某校长、王某某老师" },
        { "张某某校长", "张某某校长" },
    };
    /* A family name alone says no more than the mask does. */
    static const char *const NONE[] = {
        "本校校长",     "各位老师",     "副校长",         "学校校长",     "市长热线",   "局长办公会",   "书记员",
        "高主任",       "李主任到场",   "王老师和张老师", "全体老师",     "单位主任",   "万名老师",     "安全主任",
        "党委书记",     "党支部书记",   "常务副主任",     "办公室主任",   "小组长",     "项目经理",     "客户经理",
        "法定代表人",   "教研组长",     "水利局长",       "林业局长",     "江北区区长", "金融办主任",   "班主任",
        "任课老师",     "数学老师",     "沈阳市长",       "郑州市市长",   "郭家村村长", "王庄村长",     "李家沟村长",
        "郑大校长",     "苏大校长",     "王副校长",       "陈总经理",     "刘代局长",   "担任校长",     "曾任校长",
        "康复医生",     "韩语老师",     "唐诗老师",       "施工队长",     "施工队队长", "陈列室主任",   "宣传部部长",
        "蔡甸区区长",   "邱县县长",     "谢谢老师",       "许多老师",     "任何同志",   "程序工程师",   "于校长负责",
        "高级工程师",   "总工程师",     "研究员",         "全省校长培训", "优秀教师",   "骨干教师",     "离退休老同志",
        "老教师",       "国家级教练员", "校长职级制",     "主任医师",     "张家口市长", "徐州医生",     "石家庄老师",
        "关爱老人",     "单亲家庭老人", "农村老人",       "金牌教练",     "应急队长",   "马上组织同学", "鼓励同学",
        "鲁迅中学校长", "孔子学院院长", "常年驻村书记",   "计算机老师",   "支教老师",   "解放军同志",   "祖国同学",
        "汪洋大海先生", "方志办主任",   "连队队长",       "明天老师",     "幸福院院长", "时任校长",     "新任校长",
        "外聘教授",     "兼职教授",     "特级教师",       "胡萝卜先生",   "山区教师",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i][0], CASES[i][1]);
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        assert_masked(*state, NONE[i], NONE[i]);
}

static void test_words_in_prose(void **state)
{
    static const char *const CASES[] = {
        "联系人员名单",
        "负责人员培训",
        "组长单位",
        "成员单位",
        "经办人员",
        "户主动报告",
        "负责人应当履行职责",
        "负责人应按时报送",
        "成员单位职责分工",
        "组长单位牵头",
        "负责人高度重视",
        "负责人：全面负责本项目",
        "负责人全面统筹",
        "成员平均年龄",
        "农户主张明确",
        "农户主要种植水稻",
        "已经理解政策",
        "全部长江流域",
        "全市长江沿线",
        "小组长期工作",
        "负责人和联系人",
        "申请人符合条件",
        "申请人应向社区提交",
        "申请人家庭收入",
        "书记员培训",
        "主任医师工资",
        "校长培训班",
        "院长办公会",
        "法人单位",
        "法人代表",
        "法人治理结构",
        "完成员工培训",
        "负责人于年底前完成",
        "负责人常年驻村",
        "负责人安排落实",
        "成员包括教师",
        "成员来自各科室",
        "主任委员会议",
        "成员：单位职工",
        "成员：县财政局、县教育局",
        "负责人：项目办",
        "专家应邀评审",
        "专家高级职称",
        "评委单位",
        "组长江南水乡",
        "会计核算",
        "会计成本",
        "市长热线",
        "局长信箱",
        "户主文化程度",
        "户主年龄",
        "成员何时参加",
        "联系人：12345热线",
        "会长白山旅游",
        "联系方式变更",
        "工作人员高温补贴",
        "工作人员平时考核",
        "队长安全责任",
        "委员会",
        "教授高等数学",
        "经理成本意识",
        "负责人任期审计",
        "姓名、电话、住址等三项信息",
        "家庭住址变更登记",
        "住址：三项信息",
        "户籍人口",
        "负责人 高度重视安全",
        "责任人：单位负责人",
        "联系人：财政局办公室",
        "组长负责制",
        "主任办公室",
        "负责人要严格把关",
        "成员之间",
        "户主本人签字",
        "收款人户名不符",
        "负责人的电话",
        "监护人同意书",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i], CASES[i]);
}

static void test_addresses_and_lists(void **state)
{
    static const char *const CASES[][2] = {
        { "家庭住址：某市东海街道12号3栋501室，电话22190003", "家庭住址：***，电话***" },
        { "住址：东湖村三组", "住址：***" },
        { "（住址：东海街道12号）", "（住址：***）" },
        { "住址：东海街道12号（东门小区）、西街5号，由其保管", "住址：***、***，由其保管" },
        { "家住东海区12号。", "家住***。" },
        { "住址 东湖村12号 联系电话：22190003", "住址 *** 联系电话：***" },
        { "电话：22190003、22190004", "电话：***、***" },
        { "电话 22190003/22190004和22190005", "电话 ***/***和***" },
        { "账号：12345678、87654321", "账号：***、***" },
    };
    static const char *const NONE[] = {
        "家庭住址变更登记", "住址：三项信息", "住址：不详", "户籍人口12万人",
        "电话：22190003元", "户籍管理改革",   "住址、电话", "现住址与户籍地址不一致",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_masked(*state, CASES[i][0], CASES[i][1]);
    for (size_t i = 0; i + 1 < sizeof NONE / sizeof *NONE; i++)
        assert_masked(*state, NONE[i], NONE[i]);
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
        { "陈 晓 燕", "陈晓燕、陈 晓 燕", "陈某某、陈某某" },
        { "无", "由陈晓燕验收；负责人陈晓燕。陳曉燕", "由陈某某验收；负责人陈某某。陈某某" },
        { "无", "负责人：买买提·艾力。买买提·艾力到场", "负责人：买某某。买某某到场" },
        { "无", "负责人：Smith John。John Smith came", "负责人：***。*** came" },
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const bc_str masked = mask_note(f, CASES[i][0], CASES[i][1], &f->arena);
        assert_string_equal(masked.p, CASES[i][2]);
    }
}

/* Many names of one beginning take a time that grows as their text does. */
static void test_many_names(void **state)
{
    fixture *f = *state;
    bc_buf text;
    bc_buf_init(&text);
    for (uint32_t i = 0; i < 5000; i++) {
        bc_buf_add_text(&text, "组长王小");
        bc_buf_add_utf8(&text, 0x4E00 + i % 4000);
        bc_buf_add_text(&text, "。家庭住址：东村三组");
    }
    bc_arena arena = { 0 };
    const bc_str masked = mask_note(f, "无", text.p, &arena);
    assert_non_null(strstr(masked.p, "组长王某某。家庭住址：***"));
    bc_arena_release(&arena);
    bc_buf_release(&text);
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_shapes),
                                        cmocka_unit_test(test_names_in_prose),
                                        cmocka_unit_test(test_names_before_titles),
                                        cmocka_unit_test(test_words_in_prose),
                                        cmocka_unit_test(test_addresses_and_lists),
                                        cmocka_unit_test(test_what_is_none),
                                        cmocka_unit_test(test_secrets),
                                        cmocka_unit_test(test_whole_words),
                                        cmocka_unit_test(test_many_names),
                                        cmocka_unit_test(test_random_texts) };
    return cmocka_run_group_tests(tests, open_profile, close_profile);
}
