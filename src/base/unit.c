/* All units there are. Those of money are powers of ten of one another, so that an amount is brought from one to
 * another by moving its point; those of measure are only known by their names, which is what keeps a number and its
 * unit on one line. */
#include "base/unit.h"

#include "base/utf8.h"

#include <string.h>

/* -- money ---------------------------------------------------------------------------------------------- */

typedef struct money_unit {
    const char *name;
    int power;
    bool foreign; /* no 元 */
    bool told;    /* found in running text */
} money_unit;

static const money_unit MONEY[] = {
    { "万元", 4, false, true },   { "亿元", 8, false, true },    { "元", 0, false, true },
    { "千元", 3, false, false },  { "百万元", 6, false, false }, { "美元", 0, true, false },
    { "万美元", 4, true, false }, { "亿美元", 8, true, false },
};

/* In front of a noun; also a shorter way to write 万元 and 亿元. Longer ones before their ends. */
static const struct {
    const char *word;
    int power;
    bool told;
} COUNTS[] = { { "亿", 8, true }, { "千万", 7, false }, { "百万", 6, false }, { "万", 4, true } };

#define COUNT(list) (sizeof(list) / sizeof *(list))

int bc_unit_money_power(bc_str unit)
{
    for (size_t i = 0; i < COUNT(MONEY); i++)
        if (!MONEY[i].foreign && bc_str_is(unit, MONEY[i].name))
            return MONEY[i].power;
    return -1;
}

bc_str bc_unit_money_name(int power)
{
    for (size_t i = 0; i < COUNT(MONEY); i++)
        if (!MONEY[i].foreign && MONEY[i].power == power)
            return bc_str_from(MONEY[i].name);
    return (bc_str){ 0 };
}

bool bc_unit_to_yuan(bc_decimal number, bc_str unit, bc_decimal *out)
{
    int power = bc_unit_money_power(unit);
    return power >= 0 && bc_decimal_shift(number, power, out);
}

bool bc_unit_is_money(bc_str unit)
{
    for (size_t i = 0; i < COUNT(MONEY); i++) {
        bc_str name = bc_str_from(MONEY[i].name);
        if (bc_str_starts(unit, name) && (unit.n == name.n || unit.p[name.n] == '/'))
            return true;
    }
    return false;
}

static bool noun_follows(bc_str rest)
{
    return rest.n && (unsigned char)rest.p[0] >= 0xE4 && !bc_str_starts(rest, BC_STR("，"));
}

size_t bc_unit_money_at(bc_str text, int *power)
{
    for (size_t i = 0; i < COUNT(MONEY); i++) {
        bc_str name = bc_str_from(MONEY[i].name);
        *power = MONEY[i].power;
        if (MONEY[i].told && bc_str_starts(text, name))
            return name.n;
    }
    for (size_t i = 0; i < COUNT(COUNTS); i++) {
        bc_str word = bc_str_from(COUNTS[i].word);
        *power = COUNTS[i].power;
        if (COUNTS[i].told && bc_str_starts(text, word) && !noun_follows(bc_str_slice(text, word.n, text.n)))
            return word.n;
    }
    return 0;
}

int bc_unit_count_power(bc_str unit)
{
    for (size_t i = 0; i < COUNT(COUNTS); i++)
        if (bc_str_starts(unit, bc_str_from(COUNTS[i].word)))
            return COUNTS[i].power;
    return -1;
}

bc_str bc_unit_plain(bc_str unit, int *power)
{
    *power = 0;
    if (bc_unit_is_percent(unit)) {
        const bool mille = bc_str_starts(unit, BC_STR("‰")) || bc_str_starts(unit, BC_STR("千分"));
        *power = mille ? -1 : 0;
        return BC_STR("%");
    }
    if (bc_unit_money_power(unit) >= 0) {
        *power = bc_unit_money_power(unit);
        return BC_STR("元");
    }
    for (size_t i = 0; i < COUNT(COUNTS); i++)
        if (bc_str_starts(unit, bc_str_from(COUNTS[i].word))) {
            *power = COUNTS[i].power;
            return bc_str_slice(unit, strlen(COUNTS[i].word), unit.n);
        }
    return unit;
}

int bc_unit_cost_power(bc_str unit)
{
    int power = bc_unit_count_power(unit);
    if (bc_str_find(unit, BC_STR("美元"), 0) != SIZE_MAX)
        return -1;
    return power < 0 && bc_str_starts(unit, BC_STR("元")) ? 0 : power;
}

/* Blanks, brackets and the marks between what stands in a row. */
static bool is_between(uint32_t c)
{
    static const uint32_t BETWEEN[] = { 0x3000, 0xA0,   '(',    ')', '[',    ']',    0xFF08, 0xFF09,
                                        0x3010, 0x3011, 0xFF0C, ',', 0x3001, 0xFF1B, ';',    0x3002 };
    for (size_t i = 0; i < COUNT(BETWEEN); i++)
        if (c == BETWEEN[i])
            return true;
    return c <= ' ';
}

/* The next word of the text from *at on, which goes behind it; empty: there is none. */
static bc_str next_word(bc_str text, size_t *at)
{
    size_t from = *at, to = *at;
    bool begun = false;
    while (*at < text.n) {
        const size_t before = *at;
        if (!is_between(bc_utf8_next(text, at))) {
            from = begun ? from : before;
            to = *at;
            begun = true;
        } else if (begun) {
            break;
        }
    }
    return begun ? bc_str_slice(text, from, to) : (bc_str){ 0 };
}

/* 元 of 人民币元. */
static bc_str without_currency(bc_str word)
{
    static const char *const OWN[] = { "人民币", "RMB", "CNY" };
    for (size_t i = 0; i < COUNT(OWN); i++)
        if (bc_str_starts(word, bc_str_from(OWN[i])))
            return bc_str_slice(word, strlen(OWN[i]), word.n);
    return word;
}

/* Whether a word seems to be meant as a unit of money: 万美元, 万元/人, 万. */
static bool seems_money(bc_str word)
{
    enum { MAX_UNIT = 24 };
    return word.n <= MAX_UNIT &&
           (bc_str_find(word, BC_STR("元"), 0) != SIZE_MAX || bc_unit_is_money(word) || bc_unit_count_power(word) >= 0);
}

/* The unit of money among the words; what follows the name of another thing, such as 填报单位： or 负责人：, is not
 * looked at. */
static bc_str unit_among(bc_str text, bc_str *odd)
{
    bc_str word;
    for (size_t at = 0; (word = next_word(text, &at)).n;) {
        if (bc_str_find(word, BC_STR("："), 0) != SIZE_MAX || bc_str_find(word, BC_STR(":"), 0) != SIZE_MAX)
            break;
        const bc_str unit = without_currency(word);
        if (bc_unit_money_power(unit) >= 0)
            return unit;
        if (!odd->n && seems_money(unit))
            *odd = word;
    }
    return (bc_str){ 0 };
}

/* Whether 单位 there is that of figures: of nothing else, as 填报单位 is. */
static bool is_of_figures(bc_str before)
{
    static const char *const OF[] = { "金额", "货币", "计量", "数额", "金额计量" };
    for (size_t i = 0; i < COUNT(OF); i++)
        if (bc_str_ends(before, bc_str_from(OF[i])))
            return true;
    size_t at = before.n;
    while (at > 0 && ((unsigned char)before.p[at - 1] & 0xC0) == 0x80)
        at--;
    at -= at > 0;
    return !before.n || is_between(bc_utf8_next(before, &at));
}

/* Behind 单位 or 单　位 at `at`; 0: it does not stand there. */
static size_t behind_word(bc_str text, size_t at)
{
    const bc_str first = BC_STR("单"), second = BC_STR("位");
    const bc_str rest = bc_str_trim(bc_str_slice(text, at + first.n, text.n));
    return bc_str_starts(rest, second) ? (size_t)(rest.p - text.p) + second.n : 0;
}

/* The unit in what follows 单位: behind a colon anywhere, behind a blank, a bracket or 为 at once. */
static bc_str unit_behind(bc_str rest, bc_str beside, bc_str *odd)
{
    static const char *const COLONS[] = { "：", ":", "为" };
    const bc_str text = bc_str_trim(rest);
    for (size_t i = 0; i < COUNT(COLONS); i++)
        if (bc_str_starts(text, bc_str_from(COLONS[i]))) {
            const bc_str behind = bc_str_trim(bc_str_slice(text, strlen(COLONS[i]), text.n));
            return unit_among(behind.n ? behind : beside, odd);
        }
    size_t at = 0;
    if (!rest.n || !is_between(bc_utf8_next(rest, &at)))
        return (bc_str){ 0 };
    at = 0;
    const bc_str unit = without_currency(next_word(rest, &at));
    return bc_unit_money_power(unit) >= 0 ? unit : (bc_str){ 0 };
}

bc_str bc_unit_stated(bc_str text, bc_str beside, bc_str *odd)
{
    *odd = (bc_str){ 0 };
    for (size_t at = 0, behind; (at = bc_str_find(text, BC_STR("单"), at)) != SIZE_MAX; at += BC_STR("单").n) {
        bc_str other = { 0 };
        if (!(behind = behind_word(text, at)))
            continue;
        const bc_str unit = unit_behind(bc_str_slice(text, behind, text.n), beside, &other);
        if (unit.n)
            return unit;
        if (!odd->n && is_of_figures(bc_str_slice(text, 0, at)))
            *odd = other;
    }
    return (bc_str){ 0 };
}

bool bc_unit_is_percent(bc_str unit)
{
    static const char *const NAMES[] = { "%", "％", "百分号", "百分比", "‰" };
    for (size_t i = 0; i < COUNT(NAMES); i++)
        if (bc_str_is(unit, NAMES[i]))
            return true;
    return false;
}

/* -- measure -------------------------------------------------------------------------------------------- */

/* By first character, longer ones before their beginnings. Characters that often begin an ordinary word behind a
 * number's own unit (和, 的, 以) are no units. */
static const char *const MEASURES[] = {
    "人次",     "人天", "人日",     "人",       "元",     "公里",   "公顷", "公斤", "公分", "公升", "千米", "千克",
    "千瓦时",   "千瓦", "平方公里", "平方千米", "平方米", "立方米", "毫米", "厘米", "分米", "米",   "毫升", "毫克",
    "升",       "吨",   "克",       "亩",       "年度",   "年底",   "年内", "年末", "年初", "年来", "年期", "年",
    "季度",     "月底", "月末",     "月初",     "月份",   "月",     "日前", "日",   "天",   "周岁", "周年", "周",
    "小时",     "分钟", "秒",       "时",       "分",     "点",     "岁",   "号",   "号楼", "期",   "届",   "个百分点",
    "个工作日", "个月", "个",       "名",       "位",     "户次",   "户",   "家次", "家",   "项次", "项",   "台套",
    "台次",     "台",   "套",       "所",       "篇",     "件次",   "件",   "批次", "批",   "场次", "场",   "次",
    "辆次",     "辆",   "条",       "处",       "座",     "栋",     "幢",   "间",   "张",   "份",   "册",   "本",
    "部",       "支",   "只",       "头",       "株",     "棵",     "口",   "盏",   "级",   "类",   "种",   "倍",
    "成",       "度",   "层",       "组",       "对",     "门",     "课时", "学时", "课",   "节",   "堂",   "幅",
    "块",       "片",   "枚",       "艘",       "架",     "根",     "把",   "顶",   "床",   "例",   "宗",   "起",
    "笔",       "单",   "道",       "段",       "轮",     "班",     "队",   "村",   "镇",   "县",   "市",   "省",
    "乡",       "镇乡", "标段",     "卷",       "页",     "字",     "版",   "盘",   "瓶",   "箱",   "包",   "袋",
    "桶",       "车次", "车",       "趟",       "列",     "站",     "里",   "亿",   "万",   "千",   "百",
};

/* They begin with what else is a multiplier. */
static const char *const PERCENTS[] = { "百分点", "百分号", "百分比" };

static int is_multiplier(uint32_t c)
{
    return c == 0x5341 || c == 0x767E || c == 0x5343 || c == 0x4E07 || c == 0x4EBF || c == 0x5146; /* 十百千万亿兆 */
}

static int is_about(uint32_t c)
{
    return c == 0x4F59 || c == 0x591A || c == 0x6765; /* 余多来 */
}

/* Whether the unit begins with the character: nearly all do not, and are looked at no further. */
static bool begins_with(const char *unit, uint32_t c)
{
    const unsigned char *u = (const unsigned char *)unit;
    if (c < 0x800 || c > 0xFFFF)
        return u[0] < 0xE0 || u[0] > 0xEF; /* not of three bytes: only matching tells */
    return u[0] == (0xE0 | c >> 12) && u[1] == (0x80 | (c >> 6 & 0x3F)) && u[2] == (0x80 | (c & 0x3F));
}

static size_t match(const char *unit, const uint32_t *c, size_t n)
{
    bc_str s = bc_str_from(unit);
    size_t at = 0, used = 0;
    while (at < s.n) {
        if (used == n || bc_utf8_next(s, &at) != c[used])
            return 0;
        used++;
    }
    return used;
}

size_t bc_unit_length(const uint32_t *c, size_t n)
{
    size_t lead = 0, longest = 0;
    while (lead < n && lead < 2 && is_multiplier(c[lead]))
        lead++;
    if (lead < n && is_about(c[lead]))
        lead++;
    for (size_t i = 0; i < COUNT(MEASURES) && lead < n; i++) {
        if (!begins_with(MEASURES[i], c[lead]))
            continue;
        size_t length = match(MEASURES[i], c + lead, n - lead);
        longest = length > longest ? length : longest;
    }
    for (size_t i = 0; n && c[0] == 0x767E && i < COUNT(PERCENTS); i++) /* 百 */
        if (match(PERCENTS[i], c, n))
            return match(PERCENTS[i], c, n);
    return longest > 0 || (lead > 0 && is_multiplier(c[0])) ? lead + longest : 0;
}
