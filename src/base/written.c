/* Codes as people and spreadsheets write them, and what the faults of written values are called. */
#include "base/written.h"

#include "base/private/hand.h"
#include "base/tr.h"
#include "base/utf8.h"

/* -- codes ---------------------------------------------------------------------------------------------- */

static bool is_ascii(const bc_hand *hand)
{
    for (size_t i = 0; i < hand->n; i++)
        if (hand->c[i] >= 0x80)
            return false;
    return true;
}

/* Figures from `from` on, `n` of them, blanks between them left aside. */
static bool is_figures(const bc_hand *hand, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!bc_hand_is_digit(hand->c[i]) && hand->c[i] != ' ')
            return false;
    return n > 0;
}

/* 1302.0: what a program makes of a code that it took for a number. */
static bool ends_in_point_zero(const bc_hand *hand)
{
    return hand->n > 2 && hand->c[hand->n - 2] == '.' && hand->c[hand->n - 1] == '0' && is_figures(hand, hand->n - 2);
}

void bc_written_code_read(bc_str text, bc_written_code *out, bc_buf *code)
{
    enum { MAX_EXACT_DIGITS = 15 }; /* that a floating number keeps */
    *out = (bc_written_code){ .sense = text.n ? BC_WRITTEN_USUAL : BC_WRITTEN_EMPTY };
    bc_hand hand;
    size_t used;
    bc_decimal ignored;
    if (!text.n || (bc_decimal_parse_prefix(text, &ignored, &used) && used == text.n && text.p[0] >= '0' &&
                    bc_str_find(text, BC_STR("."), 0) == SIZE_MAX && bc_str_find(text, BC_STR("\xEF"), 0) == SIZE_MAX))
        return;
    if (!bc_hand_read(text, BC_BLANKS_STAY, &hand))
        return;
    out->fault = bc_hand_machine_fault(&hand);
    bool float_end = ends_in_point_zero(&hand);
    if (float_end && hand.n - 2 > MAX_EXACT_DIGITS)
        out->fault = BC_FAULT_SCIENTIFIC;
    bool figures = is_figures(&hand, hand.n);
    if (!out->fault && is_ascii(&hand) && (hand.changed || float_end)) {
        size_t n = float_end ? hand.n - 2 : hand.n;
        for (size_t i = 0; i < n; i++)
            if (!(figures && hand.c[i] == ' '))
                bc_buf_add_char(code, (char)hand.c[i]);
        if (!bc_str_eq(bc_buf_str(code), text))
            out->sense = BC_WRITTEN_UNUSUAL;
    }
    if (out->fault)
        out->sense = BC_WRITTEN_FAULTY;
}

/* -- faults --------------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *hint;
} FAULTS[] = {
    [BC_FAULT_NONE] = { "", "" },
    [BC_FAULT_ERROR] = { bc_tr_mark("a spreadsheet left an error there"),
                         bc_tr_mark("mend the formula, or write the value") },
    [BC_FAULT_FORMULA] = { bc_tr_mark("it is a formula"), bc_tr_mark("write the value") },
    [BC_FAULT_SCIENTIFIC] = { bc_tr_mark("a spreadsheet has turned it into a floating number; digits are lost"),
                              bc_tr_mark("write it again in full, in a cell of text") },
    [BC_FAULT_LETTER] = { bc_tr_mark("a letter stands where a figure is meant"),
                          bc_tr_mark("write 0 for O and o, 1 for l and I") },
    [BC_FAULT_GROUPS] = { bc_tr_mark("its commas do not part thousands"),
                          bc_tr_mark("write 1,234.56 or 1234.56; a point parts decimals") },
    [BC_FAULT_POINTS] = { bc_tr_mark("it has more than one point"),
                          bc_tr_mark("write 1,234.56 or 1234.56; a point parts decimals") },
    [BC_FAULT_RANGE] = { bc_tr_mark("there are two values"), bc_tr_mark("give one") },
    [BC_FAULT_SIGN] = { bc_tr_mark("it is a bound, not a value"), bc_tr_mark("leave out ≥, ≤, ±, < and >") },
    [BC_FAULT_BRACKETS] = { bc_tr_mark("it stands in brackets"),
                            bc_tr_mark("leave them out; a negative number has a minus: -260") },
    [BC_FAULT_CURRENCY] = { bc_tr_mark("it is money of another country"), bc_tr_mark("give it in 元, 万元 or 亿元") },
    [BC_FAULT_UNIT] = { bc_tr_mark("its unit is not that of the field"),
                        bc_tr_mark("leave the unit out, or write the one that the form names") },
    [BC_FAULT_NUMERALS] = { bc_tr_mark("the numerals can mean more than one number, or none"),
                            bc_tr_mark("write it in figures") },
    [BC_FAULT_SIZE] = { bc_tr_mark("it has too many digits"), bc_tr_mark("give fewer digits") },
    [BC_FAULT_FRACTION] = { bc_tr_mark("it is no whole number"), bc_tr_mark("write figures only, such as 12") },
    [BC_FAULT_NO_FIGURE] = { bc_tr_mark("it is a unit without a number"), bc_tr_mark("write the number") },
    [BC_FAULT_SERIAL] = { bc_tr_mark("it is a date as a spreadsheet counts days"),
                          bc_tr_mark("write it like 2024-10-31, 2024年10月 or 2024") },
    [BC_FAULT_NO_SUCH_DAY] = { bc_tr_mark("there is no such day"),
                               bc_tr_mark("write it like 2024-10-31, 2024年10月 or 2024") },
    [BC_FAULT_DAY_FIRST] = { bc_tr_mark("the year comes last"),
                             bc_tr_mark("write it like 2024-10-31, 2024年10月 or 2024") },
    [BC_FAULT_NO_YEAR] = { bc_tr_mark("the year is missing, or has not four figures"),
                           bc_tr_mark("write it like 2024-10-31, 2024年10月 or 2024") },
    [BC_FAULT_MONTH] = { bc_tr_mark("only a year is asked for"), bc_tr_mark("write four figures, such as 2024") },
    [BC_FAULT_MARKS] = { bc_tr_mark("its figures and marks make no value"), bc_tr_mark("see how the form means it") },
};

const char *bc_written_fault_name(bc_written_fault fault)
{
    return bc_tr(FAULTS[fault].name);
}

const char *bc_written_fault_hint(bc_written_fault fault)
{
    return bc_tr(FAULTS[fault].hint);
}
