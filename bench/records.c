#include "bench/records.h"

static const char *const places[] = {
    "高新区", "唐山市",   "庆北办事处", "经七路",   "纬五路", "学院路",   "建设路",
    "庆丰道", "星河东道", "机场路",     "创新中心", "产业园", "老庄子镇", "街道社区"
};
static const char *const works[] = { "道路改造",     "污水管线", "绿化养护",     "招商运营服务", "平安社区建设",
                                     "环卫保洁",     "规划编制", "广场照明维修", "应急指挥平台", "养老保险补贴",
                                     "粪污处理设施", "图书采购", "防汛物资储备", "电子政务外网" };
static const char *const aims[] = { "改善居民出行条件", "提升社区整体环境",     "培育产业创新和发展平台",
                                    "优化营商服务机制", "保障群众生命财产安全", "减轻企业缴费负担",
                                    "完善城市基础设施", "引导社会资本参与投资", "提高突发事件处置能力",
                                    "降低运行维护成本", "扩大优质公共服务供给", "巩固脱贫攻坚成果" };
static const char *const measures[] = { "完成数量",   "验收合格率", "按期完成率", "资金控制额", "带动就业人数",
                                        "设施完好率", "覆盖面积",   "投诉处理率", "节约能耗",   "服务人次" };
static const char *const bases[] = { "合同约定", "行业标准", "工作经验", "历史数据", "上级文件要求", "实施方案" };
static const char *const kinds[][2] = { { "产出指标", "数量指标" },
                                        { "产出指标", "质量指标" },
                                        { "产出指标", "时效指标" },
                                        { "产出指标", "成本指标" },
                                        { "效果指标", "经济效益指标" },
                                        { "效果指标", "社会效益指标" },
                                        { "满意度指标", "服务对象满意度指标" } };

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PICK(state, array) (array)[bench_random(state) % COUNT(array)]

/* splitmix64, by Sebastiano Vigna: public domain. */
static uint64_t bench_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Characters of everyday use, so that records differ in the glyphs they need and not only in their order. */
static void add_rare_words(uint64_t *state, unsigned count, bc_buf *out)
{
    for (unsigned i = 0; i < count; i++)
        bc_buf_add_utf8(out, 0x4E00 + (uint32_t)(bench_random(state) % 2500));
}

/* What a record is about: its texts come back to it again and again, as those of one project do. */
typedef struct subject {
    uint64_t state;
    const char *place, *works[2], *measures[4];
} subject;

static subject choose_subject(uint64_t number)
{
    subject s = { .state = number };
    s.place = PICK(&s.state, places);
    for (size_t i = 0; i < COUNT(s.works); i++)
        s.works[i] = PICK(&s.state, works);
    for (size_t i = 0; i < COUNT(s.measures); i++)
        s.measures[i] = PICK(&s.state, measures);
    return s;
}

static void add_indicator(subject *s, const char *const kind[2], bc_buf *out)
{
    unsigned amount = (unsigned)(bench_random(&s->state) % 99) + 1;
    const char *work = PICK(&s->state, s->works), *measure = PICK(&s->state, s->measures);
    bc_buf_printf(out, "  - {一级指标: %s, 二级指标: %s, 三级指标: %s%s, ", kind[0], kind[1], work, measure);
    bc_buf_printf(out, "绩效指标描述: %s%s实际%s占计划的比率, ", s->place, work, measure);
    bc_buf_printf(out, "指标值: ≥%u%s, 指标值确定依据: %s}\n", amount, amount % 2 ? "%" : "万元",
                  PICK(&s->state, bases));
}

static void add_head(subject *s, uint64_t number, bc_buf *out)
{
    unsigned budget = (unsigned)(bench_random(&s->state) % 9000) + 10,
             cents = (unsigned)(bench_random(&s->state) % 100);
    bc_buf_printf(out, "form: tangshan-project\n项目编码: \"130299%08u\"\n", (unsigned)number);
    bc_buf_printf(out, "项目名称: %s%s（%u期）\n", s->place, s->works[0], (unsigned)number);
    bc_buf_printf(out, "预算数: %u.%02u\n财政资金: %u.%02u\n", budget, cents, budget, cents);
    bc_buf_printf(out, "资金用途: 用于%s%s，%s，委托", s->place, s->works[0], PICK(&s->state, aims));
    add_rare_words(&s->state, 6, out);
    bc_buf_add_text(out, "有限公司统一经营管理\n资金支出计划: [10%, 30%, 60%, 100%]\n绩效目标:\n");
    for (int i = 0; i < 2; i++)
        bc_buf_printf(out, "  - %s，%s。\n", PICK(&s->state, aims), PICK(&s->state, aims));
    bc_buf_add_text(out, "绩效指标:\n");
}

void bench_record(uint64_t number, bc_buf *out)
{
    subject s = choose_subject(number);
    add_head(&s, number, out);
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (uint64_t n = i == 0 ? bench_random(&s.state) % 3 : 1; n; n--)
            add_indicator(&s, kinds[i], out);
}

void bench_numbered_record(uint64_t number, uint64_t rows, bc_buf *out)
{
    subject s = choose_subject(number);
    add_head(&s, number, out);
    /* Groups of a few hundred rows, so that merged labels cross many pages. */
    enum { GROUP = 300 };
    for (uint64_t i = 0; i < rows; i++)
        add_indicator(&s, kinds[i / GROUP % COUNT(kinds)], out);
}

void bench_long_record(uint64_t rows, bc_buf *out)
{
    bench_numbered_record(rows, rows, out);
}

const char bench_cross_template[] =
    "form: cross-table\n"
    "extends: [gb9704]\n"
    "paper: {size: A3, orientation: landscape}\n"
    "styles: {money: {font: number, size: 8pt, align: right, padding: 1pt}}\n"
    "fields:\n"
    "  items:\n"
    "    label: 明细\n"
    "    type: list\n"
    "    of: {department: 部门, kind: 科目, amount: {label: 金额, type: money, decimals: 1}}\n"
    "layout:\n"
    "  - table:\n"
    "      widths: [3, {each: items, by: kind, share: 2, min: content}, {share: 3, min: content}]\n"
    "      header: [[部门, {each: items, by: kind, label: $(kind)}, 合计]]\n"
    "      rows:\n"
    "        - each: items\n"
    "          by: department\n"
    "          rows: [[=department, {each: these, by: kind, value: these.sum(amount)}, =these.sum(amount)]]\n"
    "        - [合计, {each: items, by: kind, value: these.sum(amount)}, =items.sum(amount)]\n";

void bench_cross_record(uint64_t rows, uint64_t columns, bc_buf *out)
{
    bc_buf_add_text(out, "form: cross-table\n明细:\n");
    for (uint64_t r = 0; r < rows; r++)
        for (uint64_t c = 0; c < columns; c++)
            if ((r * 7 + c * 3) % 11)
                bc_buf_printf(out, "  - {部门: 单位%05llu, 科目: 科目%02llu, 金额: %llu.%llu}\n", (unsigned long long)r,
                              (unsigned long long)((c * 5 + r) % columns), (unsigned long long)((r + c) % 10),
                              (unsigned long long)((r * c) % 10));
}

const char bench_list_template[] = "form: list\n"
                                   "fields:\n"
                                   "  items:\n"
                                   "    label: 明细\n"
                                   "    type: list\n"
                                   "    of: {code: 编码, name: 项目, unit: 单位, amount: {label: 金额, type: money}}\n"
                                   "layout:\n"
                                   "  - title: 明细表\n"
                                   "  - table:\n"
                                   "      widths: [2, 5, 3, 3]\n"
                                   "      header: [[编码, 项目, 单位, 金额]]\n"
                                   "      rows: [{each: items, rows: [[=code, =name, =unit, =amount]]}]\n";

void bench_list_record(uint64_t rows, bc_buf *out)
{
    enum { SPREAD = 7919, UNITS = 137, AMOUNTS = 100000 };
    bc_buf_add_text(out, "form: list\n明细:\n");
    for (uint64_t r = 0; r < rows; r++)
        bc_buf_printf(out, "  - {编码: \"%05llu\", 项目: 道路改造工程%llu, 单位: 第%llu养护所, 金额: %llu.%02llu}\n",
                      (unsigned long long)r, (unsigned long long)(r * SPREAD % rows),
                      (unsigned long long)(r * SPREAD % UNITS), (unsigned long long)(r * SPREAD % AMOUNTS),
                      (unsigned long long)(r * SPREAD % 100));
}

const char bench_pages_template[] =
    "form: pages\n"
    "extends: [gb9704]\n"
    "fields:\n"
    "  items:\n"
    "    label: 明细\n"
    "    type: list\n"
    "    of: {kind: 类别, name: 项目, amount: {label: 金额, type: money, decimals: 2}}\n"
    "layout:\n"
    "  - table:\n"
    "      continued: 续表\n"
    "      widths: [1, 4, 2]\n"
    "      header: [[序号, 项目, 金额]]\n"
    "      rows:\n"
    "        - each: items\n"
    "          by: kind\n"
    "          rows:\n"
    "            - {row: [{label: $(kind), across: 2}, =these.sum(amount)], repeat: continued}\n"
    "            - {each: these, rows: [[=running, =name, =amount]]}\n"
    "      page-head: [[{label: 承前页, across: 2}, =before.sum(amount)]]\n"
    "      page-foot:\n"
    "        - [{label: 本页小计, across: 2}, =page.sum(amount)]\n"
    "        - [{label: 累计, across: 2}, =so-far.sum(amount)]\n";

void bench_pages_record(uint64_t rows, bc_buf *out)
{
    bc_buf_add_text(out, "form: pages\n明细:\n");
    for (uint64_t r = 0; r < rows; r++)
        bc_buf_printf(out, "  - {类别: 第%llu类, 项目: 第%llu项改造, 金额: %llu.%02llu}\n",
                      (unsigned long long)(r / 1000 + 1), (unsigned long long)(r + 1),
                      (unsigned long long)(r * 7919 % 1000), (unsigned long long)(r * 31 % 100));
}
