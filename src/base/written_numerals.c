/* Numbers in Chinese figures, the way back of what written_amount.c reads: 一百二十, and amounts as on cheques and
 * vouchers, where capital figures cannot be altered by a stroke (会计基础工作规范, 支付结算办法). A number is told in
 * groups of four figures; one 零 stands for any run of zeros between two figures. */
#include "base/written.h"

#include <assert.h>

static const char *const FIGURES[][10] = {
    { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" },
    { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" },
};

static const char *const PLACES[][4] = { { "", "十", "百", "千" }, { "", "拾", "佰", "仟" } };

enum { WAN = 10000, YI = 100000000 };

/* Below ten thousand. 十二, 十万: a ten that a number begins with goes without its one; capital figures tell it, so
 * that none is put before. */
static void add_group(unsigned value, bc_written_script script, bool first, bc_buf *out)
{
    bool told = false, gap = false;
    unsigned unit = 1000;
    for (int place = 3; place >= 0; place--, unit /= 10) {
        unsigned figure = value / unit % 10;
        if (!figure) {
            gap = told;
            continue;
        }
        if (gap)
            bc_buf_add_text(out, FIGURES[script][0]);
        if (told || !first || place != 1 || figure != 1 || script == BC_WRITTEN_CAPITAL)
            bc_buf_add_text(out, FIGURES[script][figure]);
        bc_buf_add_text(out, PLACES[script][place]);
        told = true;
        gap = false;
    }
}

static void add_below_yi(unsigned value, bc_written_script script, bool first, bc_buf *out)
{
    unsigned rest = value % WAN;
    if (value >= WAN) {
        add_group(value / WAN, script, first, out);
        bc_buf_add_text(out, "万");
        if (rest && rest < 1000)
            bc_buf_add_text(out, FIGURES[script][0]);
    }
    add_group(rest, script, first && value < WAN, out);
}

void bc_written_numeral(uint64_t value, bc_written_script script, bc_buf *out)
{
    assert(value < BC_WRITTEN_NUMERAL_END);
    unsigned rest = (unsigned)(value % YI);
    if (value >= YI) {
        add_below_yi((unsigned)(value / YI), script, true, out);
        bc_buf_add_text(out, "亿");
        if (rest && rest < YI / 10)
            bc_buf_add_text(out, FIGURES[script][0]);
    }
    add_below_yi(rest, script, value < YI, out);
    if (!value)
        bc_buf_add_text(out, FIGURES[script][0]);
}

void bc_written_figures(uint64_t value, bc_written_script script, bc_buf *out)
{
    if (value >= 10)
        bc_written_figures(value / 10, script, out);
    bc_buf_add_text(out, value % 10 || script == BC_WRITTEN_CAPITAL ? FIGURES[script][value % 10] : "〇");
}

bool bc_written_capital(bc_decimal yuan, bc_buf *out)
{
    bc_decimal exact;
    if (!bc_decimal_rescale(yuan, 2, BC_ROUND_DOWN, &exact) || bc_decimal_compare(exact, yuan) != 0)
        return false;
    bool negative = exact.coef < 0;
    bc_decimal_int128 size = negative ? -exact.coef : exact.coef;
    if (size / 100 >= (bc_decimal_int128)BC_WRITTEN_NUMERAL_END)
        return false;
    uint64_t whole = (uint64_t)(size / 100);
    unsigned jiao = (unsigned)(size / 10 % 10), fen = (unsigned)(size % 10);
    if (negative)
        bc_buf_add_text(out, "负");
    if (whole || !size) {
        bc_written_numeral(whole, BC_WRITTEN_CAPITAL, out);
        bc_buf_add_text(out, "元");
    }
    if (jiao)
        bc_buf_printf(out, "%s角", FIGURES[BC_WRITTEN_CAPITAL][jiao]);
    else if (whole && fen)
        bc_buf_add_text(out, FIGURES[BC_WRITTEN_CAPITAL][0]);
    bc_buf_printf(out, fen ? "%s分" : "整", FIGURES[BC_WRITTEN_CAPITAL][fen]);
    return true;
}
