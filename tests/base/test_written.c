/* Amounts, dates and codes as hands write them: cases by kind, and amounts written out by an independent writer in
 * every script that are to be read as what they are. */
#include "base/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct example {
    const char *text, *expected;
} example;

/* What a fault is called here. */
static const char *const FAULTS[] = {
    "none",   "error",    "formula",  "scientific", "letter",   "groups", "points",   "range",
    "sign",   "brackets", "currency", "unit",       "numerals", "size",   "fraction", "nofigure",
    "serial", "noday",    "first",    "noyear",     "month",    "marks",
};
static const char SENSES[] = { [BC_WRITTEN_EMPTY] = '0',
                               [BC_WRITTEN_USUAL] = '=',
                               [BC_WRITTEN_UNUSUAL] = '~',
                               [BC_WRITTEN_FAULTY] = '!',
                               [BC_WRITTEN_WORDS] = 'w' };

static void describe_amount(bc_str text, bc_buf *out)
{
    bc_written_amount amount;
    bc_written_amount_read(text, &amount);
    bc_buf_add_char(out, SENSES[amount.sense]);
    if (amount.sense == BC_WRITTEN_FAULTY)
        bc_buf_add_text(out, FAULTS[amount.fault]);
    if (amount.sense != BC_WRITTEN_USUAL && amount.sense != BC_WRITTEN_UNUSUAL)
        return;
    bc_decimal_print(amount.number, -1, false, out);
    if (amount.power)
        bc_buf_printf(out, "e%d", amount.power);
    bc_buf_printf(out, "%.*s", BC_STR_ARG(amount.unit));
}

static void describe_date(bc_str text, bc_buf *out)
{
    bc_written_date date;
    bc_written_date_read(text, &date);
    bc_buf_add_char(out, SENSES[date.sense]);
    if (date.sense == BC_WRITTEN_FAULTY)
        bc_buf_add_text(out, FAULTS[date.fault]);
    if (date.sense == BC_WRITTEN_USUAL || date.sense == BC_WRITTEN_UNUSUAL || date.fault == BC_FAULT_SERIAL)
        bc_buf_printf(out, "%d-%d-%d", date.year, date.month, date.day);
}

static void describe_code(bc_str text, bc_buf *out)
{
    bc_written_code code;
    bc_buf own;
    bc_buf_init(&own);
    bc_written_code_read(text, &code, &own);
    bc_buf_add_char(out, SENSES[code.sense]);
    if (code.sense == BC_WRITTEN_FAULTY)
        bc_buf_add_text(out, FAULTS[code.fault]);
    else if (code.sense == BC_WRITTEN_UNUSUAL)
        bc_buf_add_str(out, bc_buf_str(&own));
    bc_buf_release(&own);
}

static void check(const example *examples, size_t n, void (*describe)(bc_str text, bc_buf *out))
{
    for (size_t i = 0; i < n; i++) {
        bc_buf out;
        bc_buf_init(&out);
        describe(bc_str_from(examples[i].text), &out);
        if (strcmp(out.p, examples[i].expected) != 0)
            fail_msg("'%s' is %s, not %s", examples[i].text, out.p, examples[i].expected);
        bc_buf_release(&out);
    }
}

#define CHECK(examples, describe) check(examples, sizeof(examples) / sizeof *(examples), describe)

static void amounts_as_printed(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "260", "=260" },
        { "1,234.50", "=1234.50" },
        { "-3.5", "=-3.5" },
        { "260万元", "=260e4元" },
        { "0.00 元", "=0.00元" },
        { "85%", "=85%" },
        { "85 ％", "=85%" },
        { "12亿元", "=12e8元" },
        { "5千元", "=5e3元" },
        { "-", "0" },
        { "——", "0" },
        { "", "0" },
        { "/", "0" },
        { "--", "0" },
        { "3百万元", "=3e6元" },
    };
    CHECK(CASES, describe_amount);
}

static void amounts_as_meant(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "260万", "~260e4" },
        { "￥260万元", "~260e4元" },
        { "¥ 260", "~260元" },
        { "2，600，000元", "~2600000元" },
        { "２６０", "~260" },
        { "２６０．５０万元", "~260.50e4元" },
        { "3 0%", "!groups" },
        { "30％", "=30%" },
        { "３０％", "~30%" },
        { "贰佰陆拾万元整", "~2600000元" },
        { "人民币贰佰陆拾万元整", "~2600000元" },
        { "二百六十万", "~260e4" },
        { "2亿6000万", "~26000e4" },
        { "两千", "~2000" },
        { "二百六十万元", "~2600000元" },
        { "两百万", "~200e4" },
        { "十二", "~12" },
        { "二十", "~20" },
        { "一百零五元", "~105元" },
        { "壹仟零伍拾元伍角陆分", "~1050.56元" },
        { "壹仟贰佰叁拾肆元伍角整", "~1234.5元" },
        { "壹亿贰仟万元", "~120000000元" },
        { "一万零五百元", "~10500元" },
        { "壹万伍佰元", "~10500元" },
        { "二点五亿元", "~250000000元" },
        { "二六〇万元", "~2600000元" },
        { "2亿6000万元", "~260000000元" },
        { "3万5千元", "~35000元" },
        { "12元5角", "~12.5元" },
        { "百分之八十五", "~85%" },
        { "百分之85.5", "~85.5%" },
        { "260万元整", "~260e4元" },
        { "260万元人民币", "~260e4元" },
        { "RMB 260", "~260元" },
        { "CNY:260万", "~260e4元" },
        { "“260”", "~260" },
        { "'260", "~260" },
        { "2 600 000", "~2600000" },
        { "−260", "~-260" },
        { "－260", "~-260" },
        { "负260万元", "~-260e4元" },
        { "+260", "~260" },
        { "\xE2\x80\x8B"
          "260",
          "~260" },
        { "260\xC2\xA0万元", "~260e4元" },
        { "12个", "~12个" },
        { "5千米", "~5千米" },
        { "260万人次", "~260e4人次" },
        { "壹拾", "~10" },
        { "零", "~0" },
    };
    CHECK(CASES, describe_amount);
}

static void amounts_that_are_none(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "26,00万元", "!groups" },
        { "1234,567", "!groups" },
        { "2、600", "!groups" },
        { "12.34.56", "!points" },
        { "1.30271E+20", "!scientific" },
        { "1E+20", "!scientific" },
        { "#REF!", "!error" },
        { "####", "!error" },
        { "=SUM(A1:A3)", "!formula" },
        { "2O0", "!letter" },
        { "l00", "!letter" },
        { "100-200", "!range" },
        { "100～200万元", "!range" },
        { "10万至20万元", "!range" },
        { "≥90", "!sign" },
        { "±5%", "!sign" },
        { "(260)", "!brackets" },
        { "（260.00）", "!brackets" },
        { "5万美元", "!currency" },
        { "USD 500", "!currency" },
        { "260w", "!unit" },
        { "二三十万", "!numerals" },
        { "一万五", "!numerals" },
        { "2万5", "!numerals" },
        { "万元", "!nofigure" },
        { "***", "!marks" },
        { "？", "!marks" },
        { "1234567890123456789012345678901234567890123456", "!size" },
        { "12 34", "!groups" },
        { "99,99,999", "!groups" },
    };
    CHECK(CASES, describe_amount);
}

static void amounts_in_words(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "资金池预算", "w" }, { "长期", "w" },        { "无", "w" },
        { "约260万元", "w" },  { "260万元左右", "w" }, { "4617(其中117万元从两江资金安排)", "w" },
        { "按实际支出", "w" }, { "三公经费", "w" },    { "一部分", "w" },
        { "N/A", "w" },        { "abc", "w" },         { "见附件1", "w" },
    };
    CHECK(CASES, describe_amount);
}

static void dates(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "2024-10-31", "=2024-10-31" },
        { "2024/10/31", "=2024-10-31" },
        { "2024.10", "=2024-10-0" },
        { "2024年", "=2024-0-0" },
        { "20241031", "=2024-10-31" },
        { "2024年10月31日", "=2024-10-31" },
        { "2024年 10月 31日", "~2024-10-31" },
        { "２０２４年１０月", "~2024-10-0" },
        { "二〇二四年十月", "~2024-10-0" },
        { "二○二四年十月三十一日", "~2024-10-31" },
        { "二零二四年十二月一日", "~2024-12-1" },
        { "2024年度", "~2024-0-0" },
        { "2024年10月份", "~2024-10-0" },
        { "2024年10月31号", "~2024-10-31" },
        { "2024-10-31 00:00:00", "~2024-10-31" },
        { "2024-10-31T08:30:00.000+08:00", "~2024-10-31" },
        { "2024 - 10 - 31", "~2024-10-31" },
        { "“2024-10-31”", "~2024-10-31" },
        { "", "0" },
        { "45596", "!serial2024-10-31" },
        { "45596.75", "!serial2024-10-31" },
        { "36526", "!serial2000-1-1" },
        { "10/31/2024", "!first" },
        { "31.10.2024", "!first" },
        { "2024-02-30", "!noday" },
        { "2023年2月29日", "!noday" },
        { "2024-13", "!noday" },
        { "2024-00-10", "!noday" },
        { "20240230", "!noday" },
        { "24年10月", "!noyear" },
        { "24-10-31", "!noyear" },
        { "10月31日", "!noyear" },
        { "2023-2025", "!range" },
        { "2023年-2025年", "!range" },
        { "2024年1月至12月", "!range" },
        { "1月-12月", "!range" },
        { "4.5E+4", "!scientific" },
        { "#N/A", "!error" },
        { "长期", "w" },
        { "2024年12月底前", "w" },
        { "2024年底", "w" },
        { "待定", "w" },
    };
    CHECK(CASES, describe_date);
}

static void codes(void **state)
{
    (void)state;
    static const example CASES[] = {
        { "130271000000000000001", "=" },
        { "0012", "=" },
        { "ZJ-2024-01", "=" },
        { "12E05", "=" },
        { "219-某市住房和城乡建设局", "=" },
        { "“13027100”", "~13027100" },
        { "‘130271’", "~130271" },
        { "'0012", "~0012" },
        { "１３０２７１", "~130271" },
        { "1302 7100", "~13027100" },
        { "130271.0", "~130271" },
        { "\xE2\x80\x8B"
          "130271",
          "~130271" },
        { "ＺＪ２０２４", "~ZJ2024" },
        { "1.30271E+20", "!scientific" },
        { "1302710000000000123.0", "!scientific" },
        { "#N/A", "!error" },
        { "", "0" },
    };
    CHECK(CASES, describe_code);
}

static void money_in_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected; /* in 元, blanks between */
    } CASES[] = {
        { "共计260万元，其中财政资金200万元、其他60万元。", "2600000 2000000 600000" },
        { "合计贰佰陆拾万元整。", "2600000" },
        { "共２６０万元", "2600000" },
        { "总额2，600，000元", "2600000" },
        { "每户补助2，300元一人", "300" }, /* one comma may end a clause */
        { "面积5万平方米，3亿人，2021年12月", "" },
        { "一带一路三公经费二百六十万元，一次性支出", "2600000" },
        { "一、二、三等奖各五百元", "500" },
        { "12.5 亿元", "1250000000" },
        { "壹仟零伍拾元伍角陆分", "1050.56" },
        { "1234567890123456789012345678901234567890123456元", "" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_str text = bc_str_from(CASES[i].text);
        bc_buf out;
        bc_buf_init(&out);
        size_t from, at = 0, before = 0;
        bc_decimal yuan;
        while (bc_written_next_money(text, &from, &at, &yuan)) {
            assert_true(from >= before && at > from && at <= text.n);
            before = at;
            if (out.n)
                bc_buf_add_char(&out, ' ');
            bc_decimal_print(bc_decimal_trim(yuan, 0), -1, false, &out);
        }
        if (strcmp(out.p ? out.p : "", CASES[i].expected) != 0)
            fail_msg("'%s' holds %s, not %s", CASES[i].text, out.p, CASES[i].expected);
        bc_buf_release(&out);
    }
}

/* -- written out ---------------------------------------------------------------------------------------- */

static uint64_t random_state = 88172645463325252u;

static uint64_t next_random(uint64_t below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % below;
}

static const char *const CAPITALS[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟" };
static const char *const PLAIN[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千" };

/* Four figures, without zeros at either end. */
static void write_section(uint64_t value, const char *const *words, bc_buf *out)
{
    static const uint64_t PLACES[] = { 1000, 100, 10, 1 };
    bool begun = false, zero = false;
    for (int i = 0; i < 4; i++) {
        uint64_t digit = value / PLACES[i] % 10;
        if (!digit) {
            zero = begun;
            continue;
        }
        bc_buf_printf(out, "%s%s%s", zero ? words[0] : "", words[digit], i < 3 ? words[12 - i] : "");
        begun = true;
        zero = false;
    }
}

static void write_out(uint64_t value, const char *const *words, bc_buf *out)
{
    static const char *const SECTIONS[] = { "万亿", "亿", "万", "" };
    static const uint64_t POWERS[] = { 1000000000000, 100000000, 10000, 1 };
    bool begun = false, zero = false;
    if (!value)
        bc_buf_add_text(out, words[0]);
    for (int i = 0; i < 4; i++) {
        uint64_t section = value / POWERS[i] % 10000;
        if (!section) {
            zero = begun;
            continue;
        }
        if (begun && (zero || section < 1000))
            bc_buf_add_text(out, words[0]);
        write_section(section, words, out);
        bc_buf_add_text(out, SECTIONS[i]);
        begun = true;
        zero = false;
    }
}

static void same_amount(bc_buf *text, uint64_t yuan, unsigned fen)
{
    bc_written_amount amount;
    bc_written_amount_read(bc_buf_str(text), &amount);
    bc_decimal wanted = { (bc_decimal_int128)yuan * 100 + fen, 2 }, read;
    bool good = (amount.sense == BC_WRITTEN_USUAL || amount.sense == BC_WRITTEN_UNUSUAL) &&
                bc_decimal_shift(amount.number, amount.power, &read) && bc_decimal_compare(read, wanted) == 0;
    if (!good)
        fail_msg("'%s' is not read as %llu.%02u", text->p, (unsigned long long)yuan, fen);
    bc_buf_clear(text);
}

static void any_amount_in_any_script(void **state)
{
    (void)state;
    bc_buf text, figures;
    bc_buf_init(&text);
    bc_buf_init(&figures);
    for (int i = 0; i < 20000; i++) {
        static const uint64_t RANGES[] = { 10, 100, 1000, 10000, 1000000, 100000000, 100000000000, 9000000000000 };
        uint64_t yuan = next_random(RANGES[next_random(8)]) / (next_random(3) ? 1 : 100) * (next_random(3) ? 1 : 100);
        const char *const *words = next_random(2) ? CAPITALS : PLAIN;
        write_out(yuan, words, &text);
        bc_buf_add_text(&text, "元");
        unsigned fen = next_random(2) ? (unsigned)next_random(100) : 0;
        if (fen / 10)
            bc_buf_printf(&text, "%s角", words[fen / 10]);
        if (fen % 10)
            bc_buf_printf(&text, "%s%s分", fen / 10 ? "" : words[0], words[fen % 10]);
        if (!(fen % 10))
            bc_buf_add_text(&text, "整");
        same_amount(&text, yuan, fen);

        bc_decimal value = { (bc_decimal_int128)yuan * 100 + fen, 2 };
        bc_buf_clear(&figures);
        bc_decimal_print(value, 2, next_random(2), &figures);
        static const char *const BEFORE[] = { "", "￥", "人民币", "“", " " }, *const BEHIND[] = { "", "元", " 元整",
                                                                                                  "”" };
        bc_buf_add_text(&text, BEFORE[next_random(5)]);
        bool wide = next_random(2), wide_comma = next_random(2);
        for (size_t k = 0; k < figures.n; k++)
            if (figures.p[k] == ',' && wide_comma)
                bc_buf_add_text(&text, "，");
            else if (figures.p[k] >= '0' && figures.p[k] <= '9' && wide)
                bc_buf_printf(&text, "\xEF\xBC%c", 0x90 + figures.p[k] - '0');
            else
                bc_buf_add_char(&text, figures.p[k]);
        bc_buf_add_text(&text, BEHIND[next_random(4)]);
        same_amount(&text, yuan, fen);
    }
    bc_buf_release(&figures);
    bc_buf_release(&text);
}

/* What is told in capital figures is read as the same amount, and told but one way. */
static void any_amount_there_and_back(void **state)
{
    (void)state;
    bc_buf text, again;
    bc_buf_init(&text);
    bc_buf_init(&again);
    for (int i = 0; i < 40000; i++) {
        uint64_t range = 1, yuan = 0;
        for (uint64_t digits = next_random(17); digits; digits--, range *= 10)
            yuan = yuan * 10 + (next_random(2) ? next_random(10) : 0);
        unsigned fen = next_random(2) ? (unsigned)next_random(100) : 0;
        assert_true(bc_written_capital((bc_decimal){ (bc_decimal_int128)yuan * 100 + fen, 2 }, &text));
        bc_buf_clear(&again);
        assert_true(bc_written_capital((bc_decimal){ -((bc_decimal_int128)yuan * 1000 + fen * 10), 3 }, &again));
        assert_int_equal(again.n, text.n + (yuan || fen ? strlen("负") : 0));
        same_amount(&text, yuan, fen);
        bc_written_numeral(yuan, BC_WRITTEN_SMALL, &text);
        bc_buf_add_text(&text, "元");
        same_amount(&text, yuan, 0);
    }
    bc_buf_clear(&text);
    assert_false(bc_written_capital((bc_decimal){ 12345, 3 }, &text));
    assert_false(bc_written_capital((bc_decimal){ BC_WRITTEN_NUMERAL_END, 0 }, &text));
    assert_int_equal(text.n, 0);
    bc_buf_release(&again);
    bc_buf_release(&text);
}

static void amounts_told(void **state)
{
    (void)state;
    static const struct {
        const char *yuan, *told;
    } CASES[] = {
        { "0", "零元整" },
        { "1409.50", "壹仟肆佰零玖元伍角整" },
        { "6007.14", "陆仟零柒元壹角肆分" },
        { "1680.32", "壹仟陆佰捌拾元叁角贰分" },
        { "107000.53", "壹拾万柒仟元伍角叁分" },
        { "16409.02", "壹万陆仟肆佰零玖元零贰分" },
        { "325.04", "叁佰贰拾伍元零肆分" },
        { "0.05", "伍分" },
        { "-0.50", "负伍角整" },
        { "1200000", "壹佰贰拾万元整" },
        { "100000001", "壹亿零壹元整" },
        { "20030040000", "贰佰亿叁仟零肆万元整" },
        { "1200000000000", "壹万贰仟亿元整" },
    };
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_decimal yuan;
        assert_true(bc_decimal_parse(bc_str_from(CASES[i].yuan), &yuan));
        bc_buf_clear(&text);
        assert_true(bc_written_capital(yuan, &text));
        assert_string_equal(text.p, CASES[i].told);
    }
    bc_buf_release(&text);
}

/* Whatever is read, reading ends, stays within the text and says one of the senses. */
static void any_characters(void **state)
{
    (void)state;
    static const char *const PIECES[] = { "0",      "1",  "9",    ",",  ".",    "，",   "－",       "-",  "元", "万",
                                          "亿",     "百", "十",   "零", "两",   "年",   "月",       "日", "E",  "+",
                                          "#",      "=",  " ",    "　", "“",    "”",    "(",        ")",  "角", "分",
                                          "整",     "至", "美元", "点", "%",    "\xEF", "\xE5\x8D", "T",  ":",  "负",
                                          "百分之", "O",  "底",   "旬", "季度", "前",   "次年" };
    bc_buf text, out;
    bc_buf_init(&text);
    bc_buf_init(&out);
    for (int i = 0; i < 60000; i++) {
        bc_buf_clear(&text);
        for (uint64_t n = next_random(14); n > 0; n--)
            bc_buf_add_text(&text, PIECES[next_random(sizeof PIECES / sizeof *PIECES)]);
        bc_str own = bc_buf_str(&text);
        bc_buf_clear(&out);
        describe_amount(own, &out);
        describe_date(own, &out);
        describe_code(own, &out);
        assert_true(out.n >= 3);
        bc_written_term term;
        bc_written_term_read(own, &term);
        assert_true(term.sense != BC_WRITTEN_UNUSUAL ||
                    (term.first >= 101 && term.last <= 1231 && term.first <= term.last));
        size_t from, at = 0;
        bc_decimal yuan;
        for (size_t found = 0; bc_written_next_money(own, &from, &at, &yuan); found++)
            assert_true(at > from && at <= own.n && found <= own.n);
    }
    bc_buf_release(&out);
    bc_buf_release(&text);
}

/* Each fault has a name and says what would be right. */
static void faults_have_names(void **state)
{
    (void)state;
    for (int fault = BC_FAULT_NONE + 1; fault <= BC_FAULT_MARKS; fault++) {
        assert_true(*bc_written_fault_name((bc_written_fault)fault));
        assert_true(*bc_written_fault_hint((bc_written_fault)fault));
    }
}

static void describe_term(bc_str text, bc_buf *out)
{
    bc_written_term term;
    bc_written_term_read(text, &term);
    bc_buf_add_char(out, SENSES[term.sense]);
    if (term.sense == BC_WRITTEN_UNUSUAL)
        bc_buf_printf(out, "%d%s:%d-%d", term.year, term.later ? "+" : "", term.first, term.last);
}

static void terms(void **state)
{
    static const struct {
        const char *text, *first;
    } CASES[] = {
        { "6月底前", "0:621-630" },
        { "2024年6月底前完成", "2024:621-630" },
        { "2023年2月", "2023:201-228" },
        { "二〇二四年十二月中旬", "2024:1211-1220" },
        { "24年6月", "2024:601-630" },
        { "2024-12-31", "2024:1231-1231" },
        { "2024.12前", "2024:1201-1231" },
        { "第二季度末", "0:601-630" },
        { "2024年第三季度", "2024:701-930" },
        { "年底前", "0:1201-1231" },
        { "上半年", "0:101-630" },
        { "次年1月", "0+:101-131" },
        { "3月至5月", "0:501-531" },
        { "6月1日—5日", "0:605-605" },
        { "已于5月28日完成", "0:528-528" },
        { "≤2024年6月", "2024:601-630" },
    };
    static const char *const NONE[] = { "5天", "6个月", "≥90%", "15日内", "2024", "18月",     "一次性", "3年",
                                        "12",  "1/2",   "30分", "",       "6",    "显著提高", "1.2万" };
    static const char *const FAULTY[] = { "6月底完成80%", "6月底未完成", "2024年13月", "6月以后" };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_buf out;
        bc_buf_init(&out);
        describe_term(bc_str_from(CASES[i].text), &out);
        assert_string_equal(out.p + 1, CASES[i].first);
        bc_buf_release(&out);
    }
    bc_written_term term;
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
        bc_written_term_read(bc_str_from(NONE[i]), &term);
        if (term.sense != BC_WRITTEN_WORDS)
            fail_msg("%s", NONE[i]);
    }
    for (size_t i = 0; i < sizeof FAULTY / sizeof *FAULTY; i++) {
        bc_written_term_read(bc_str_from(FAULTY[i]), &term);
        if (term.sense != BC_WRITTEN_FAULTY)
            fail_msg("%s: %d", FAULTY[i], term.sense);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_as_printed),
        cmocka_unit_test(amounts_as_meant),
        cmocka_unit_test(amounts_that_are_none),
        cmocka_unit_test(amounts_in_words),
        cmocka_unit_test(dates),
        cmocka_unit_test(terms),
        cmocka_unit_test(codes),
        cmocka_unit_test(money_in_text),
        cmocka_unit_test(any_amount_in_any_script),
        cmocka_unit_test(amounts_told),
        cmocka_unit_test(any_amount_there_and_back),
        cmocka_unit_test(any_characters),
        cmocka_unit_test(faults_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
