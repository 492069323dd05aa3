/* Functions of numbers. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/written.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"

const bc_value *bc_expr_number_wrong(bc_expr_run *run, const bc_expr_node *node, const bc_value *value,
                                     bc_value_type wanted, bc_value *out)
{
    if (bc_value_unread_of(value) && wanted != BC_VALUE_TEXT)
        return bc_expr_run_unknown(run, value, out);
    bc_expr_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s asks for %s, but this is %s"),
                     node->as.call.function->name, bc_expr_type_name(wanted), bc_expr_type_name(value->type));
    if (value->type == BC_VALUE_DATE && node->as.call.function->plain == bc_expr_format)
        bc_diag_hint(run->diags, bc_tr("dates are written with %s"), "date(x, '2025年10月31日')");
    return NULL;
}

bool bc_expr_number_whole(bc_expr_run *run, const bc_expr_node *node, uint32_t i, const bc_value *value, int64_t *out)
{
    if (value->type == BC_VALUE_NUMBER && bc_decimal_is_integer(value->as.number, out))
        return true;
    bc_expr_run_fail(run, node->as.call.args[i], "E325", bc_tr("%s asks for a whole number here, but this is %s"),
                     node->as.call.function->name,
                     value->type == BC_VALUE_NUMBER ? bc_tr("a broken one") : bc_expr_type_name(value->type));
    return false;
}

static const bc_value *number_datum(bc_decimal value, bc_str unit, bc_value *out)
{
    *out = bc_value_number(value, unit);
    return out;
}

const bc_value *bc_expr_number(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    if (args[0]->type == BC_VALUE_NUMBER || args[0]->type == BC_VALUE_NULL)
        return args[0];
    if (args[0]->type != BC_VALUE_TEXT)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_TEXT, out);
    bc_written_amount amount;
    bc_written_amount_read(args[0]->text, &amount);
    bool number = amount.sense == BC_WRITTEN_USUAL || amount.sense == BC_WRITTEN_UNUSUAL;
    bool yuan = bc_str_is(amount.unit, "元");
    if (!number || (amount.unit.n && !yuan && !bc_str_is(amount.unit, "%")))
        return &bc_value_nothing;
    bc_str unit = yuan ? bc_unit_money_name(amount.power) : amount.unit;
    if ((!yuan || !unit.n) && !bc_decimal_shift(amount.number, amount.power, &amount.number))
        return bc_expr_run_overflow(run, node);
    return number_datum(amount.number, yuan && !unit.n ? BC_STR("元") : unit, out);
}

static bool is_figure(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || c == '.' || c == ',';
}

/* Over a character; where figures begin that are more than a number has, over all of them. */
static void skip_figures(bc_str text, size_t *at)
{
    size_t next = *at;
    bool figure = is_figure(bc_utf8_next(text, &next));
    for (*at = next; figure && next < text.n;) {
        figure = is_figure(bc_utf8_next(text, &next));
        *at = figure ? next : *at;
    }
}

bool bc_expr_number_in_text(bc_str text, size_t *at, bc_decimal *out)
{
    size_t used = 0;
    while (*at < text.n && !bc_decimal_parse_prefix(bc_str_slice(text, *at, text.n), out, &used))
        skip_figures(text, at);
    bool found = *at < text.n;
    *at += found ? used : 0;
    return found;
}

/* The first number in a text such as ≥90%, 不少于12次: without its unit, for there it may be anything. */
const bc_value *bc_expr_figure(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    if (args[0]->type == BC_VALUE_NULL)
        return args[0];
    if (args[0]->type == BC_VALUE_NUMBER)
        return number_datum(args[0]->as.number, (bc_str){ 0 }, out);
    if (args[0]->type != BC_VALUE_TEXT)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_TEXT, out);
    bc_decimal value;
    size_t at = 0;
    if (!bc_expr_run_spend(run, node, args[0]->text.n))
        return NULL;
    return bc_expr_number_in_text(args[0]->text, &at, &value) ? number_datum(value, (bc_str){ 0 }, out)
                                                              : &bc_value_nothing;
}

/* The argument that counts digits behind the point; false after reporting. */
static bool read_digits(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, int *digits)
{
    int64_t n;
    if (value->type != BC_VALUE_NUMBER || !bc_decimal_is_integer(value->as.number, &n) || n < 0 ||
        n > BC_DECIMAL_MAX_SCALE) {
        bc_expr_run_fail(run, node->as.call.args[1], "E325",
                         bc_tr("the digits after the point are a number from 0 to %d"), BC_DECIMAL_MAX_SCALE);
        return false;
    }
    *digits = (int)n;
    return true;
}

const bc_value *bc_expr_round(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    int digits = 0;
    bc_decimal value;
    if (args[1] && !read_digits(run, node, args[1], &digits))
        return NULL;
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    if (!bc_decimal_rescale(args[0]->as.number, (uint8_t)digits, BC_ROUND_HALF_UP, &value))
        return bc_expr_run_overflow(run, node);
    return number_datum(value, args[0]->unit, out);
}

const bc_value *bc_expr_format(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    int digits = -1;
    if (args[1] && !read_digits(run, node, args[1], &digits))
        return NULL;
    if (args[0]->type == BC_VALUE_NULL || bc_value_room_of(args[0]).characters)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(args[0]->as.number, digits, true, &text);
    return bc_expr_run_text(run, node, &text, out);
}

const bc_value *bc_expr_abs(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    bc_decimal value = args[0]->as.number;
    if (value.coef < 0 && !bc_decimal_neg(value, &value))
        return bc_expr_run_overflow(run, node);
    return number_datum(value, args[0]->unit, out);
}

const bc_value *bc_expr_in_unit(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    if (args[1]->type != BC_VALUE_TEXT)
        return bc_expr_run_fail(run, node->as.call.args[1], "E320",
                                bc_tr("a unit is a text such as '万元', but this is %s"),
                                bc_expr_type_name(args[1]->type));
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    bc_str from = args[0]->unit, to = args[1]->text;
    bc_decimal value = args[0]->as.number;
    if (!from.n || !to.n || bc_str_eq(from, to))
        return number_datum(value, to, out);
    int power = bc_unit_money_power(from), wanted = bc_unit_money_power(to);
    if (power < 0 || wanted < 0) {
        bc_expr_run_fail(run, node, "E321", bc_tr("%.*s cannot be converted to %.*s"), BC_STR_ARG(from),
                         BC_STR_ARG(to));
        bc_diag_hint(run->diags, bc_tr("units of money are 元, 千元, 万元, 百万元 and 亿元"));
        return NULL;
    }
    if (!bc_decimal_shift(value, power - wanted, &value))
        return bc_expr_run_overflow(run, node);
    return number_datum(value, to, out);
}

/* Sums keep the digits of what they add up: 19.5 + 19.5 is 39.0. */
const bc_value *bc_expr_short(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    return number_datum(bc_decimal_trim(args[0]->as.number, 0), args[0]->unit, out);
}

/* The amount in 元, and whether a decimal holds that. False after reporting that it is no money. */
static bool amount_in_yuan(bc_expr_run *run, const bc_expr_node *node, const bc_value *amount, bc_decimal *yuan,
                           bool *fits)
{
    *yuan = amount->as.number;
    if (amount->unit.n && bc_unit_money_power(amount->unit) < 0) {
        bc_expr_run_fail(run, node, "E321", bc_tr("%.*s cannot be converted to %.*s"), BC_STR_ARG(amount->unit),
                         BC_STR_ARG(BC_STR("元")));
        return false;
    }
    *fits = !amount->unit.n || bc_unit_to_yuan(amount->as.number, amount->unit, yuan);
    return true;
}

const bc_value *bc_expr_capital(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *amount = args[0];
    bc_decimal yuan;
    bool fits;
    if (amount->type == BC_VALUE_NULL || bc_value_room_of(amount).characters)
        return &bc_value_nothing;
    if (amount->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, amount, BC_VALUE_NUMBER, out);
    if (!amount_in_yuan(run, node, amount, &yuan, &fits))
        return NULL;
    bc_buf text;
    bc_buf_init(&text);
    if (fits && bc_written_capital(yuan, &text))
        return bc_expr_run_text(run, node, &text, out);
    bc_buf_release(&text);
    bc_expr_run_fail(run, node, "E325", bc_tr("words tell whole 分, of amounts below 10,000 万亿元"));
    bc_diag_hint(run->diags, bc_tr("round(x, digits) takes what is less than a 分 off an amount"));
    return NULL;
}

/* Boxes of an amount: 元, 角 and 分 at the least, and as many as columns of a table at the most. */
enum { MIN_BOXES = 3, MAX_BOXES = 40 };

/* The characters of the figures in the last of the boxes, the sign before them if one is left. */
static const bc_value *put_in_boxes(bc_expr_run *run, const bc_expr_node *node, bc_str figures, bc_str sign, size_t n,
                                    bc_value *out)
{
    const bool negative = figures.n && figures.p[0] == '-', signed_too = sign.n && figures.n < n;
    const size_t has = figures.n + signed_too, all = has > n ? has : n;
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(all, sizeof *items));
    if (!items)
        return NULL;
    for (size_t i = 0; i < all; i++)
        items[i] = bc_value_text(BC_STR(""));
    size_t at = all - has;
    if (negative)
        items[at++] = bc_value_text(bc_str_slice(figures, 0, 1));
    if (signed_too)
        items[at++] = bc_value_text(sign);
    for (size_t i = negative; i < figures.n; i++)
        items[at++] = bc_value_text(bc_str_slice(figures, i, i + 1));
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = (uint32_t)all, .as.items = items };
    return out;
}

/* 120.5 → 1 2 0 5 0; less than one 元 has a 0 there. */
static bool figures_of(bc_decimal yuan, bc_buf *out)
{
    bc_decimal cents;
    int64_t whole;
    if (!bc_decimal_shift(yuan, 2, &cents) || !bc_decimal_is_integer(cents, &whole))
        return false;
    const uint64_t size = whole < 0 ? -(uint64_t)whole : (uint64_t)whole;
    bc_buf_printf(out, "%s%0*llu", whole < 0 ? "-" : "", (int)MIN_BOXES, (unsigned long long)size);
    return true;
}

const bc_value *bc_expr_boxes(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *amount = args[0];
    bc_decimal yuan;
    int64_t n;
    bool fits;
    if (!bc_expr_number_whole(run, node, 1, args[1], &n))
        return NULL;
    if (n < MIN_BOXES || n > MAX_BOXES)
        return bc_expr_run_fail(run, node->as.call.args[1], "E325", bc_tr("an amount has from %d to %d boxes"),
                                MIN_BOXES, MAX_BOXES);
    if (args[2] && args[2]->type != BC_VALUE_TEXT)
        return bc_expr_run_fail(run, node->as.call.args[2], "E320",
                                bc_tr("a sign is a text such as '￥', but this is %s"),
                                bc_expr_type_name(args[2]->type));
    if (amount->type == BC_VALUE_NULL || bc_value_room_of(amount).characters)
        return &bc_value_nothing;
    if (amount->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, amount, BC_VALUE_NUMBER, out);
    if (!amount_in_yuan(run, node, amount, &yuan, &fits))
        return NULL;
    bc_buf figures;
    bc_value kept;
    bc_buf_init(&figures);
    if (fits && figures_of(yuan, &figures))
        return bc_expr_run_text(run, node, &figures, &kept)
                   ? put_in_boxes(run, node, kept.text, args[2] ? args[2]->text : (bc_str){ 0 }, (size_t)n, out)
                   : NULL;
    bc_buf_release(&figures);
    bc_expr_run_fail(run, node, "E325", bc_tr("boxes tell whole 分, of amounts below 10,000 万亿元"));
    bc_diag_hint(run->diags, bc_tr("round(x, digits) takes what is less than a 分 off an amount"));
    return NULL;
}

const bc_value *bc_expr_numeral(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    int64_t value;
    if (args[0]->type == BC_VALUE_NULL || bc_value_room_of(args[0]).characters)
        return &bc_value_nothing;
    if (args[0]->type != BC_VALUE_NUMBER)
        return bc_expr_number_wrong(run, node, args[0], BC_VALUE_NUMBER, out);
    if (!bc_expr_number_whole(run, node, 0, args[0], &value))
        return NULL;
    const uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    if (size >= BC_WRITTEN_NUMERAL_END)
        return bc_expr_run_overflow(run, node);
    bc_buf text;
    bc_buf_init(&text);
    if (value < 0)
        bc_buf_add_text(&text, "负");
    bc_written_numeral(size, BC_WRITTEN_SMALL, &text);
    return bc_expr_run_text(run, node, &text, out);
}
