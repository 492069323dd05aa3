/* A cell holds what a program made of what was typed: numbers without their unit, dates for codes, shares for
 * percentages, zeros lost in front. What can be known is put right, what cannot is said at the cell. */
#include "intake/private/cells.h"

#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"
#include "intake/cell.h"
#include "source/reader.h"

typedef struct reading {
    const bc_table_cell *cell;
    const bc_intake_column *column;
    const bc_form_field *field;
    bc_form_field_type type;
    bc_arena *arena;
    bc_diag_list *diags;
} reading;

static const bc_node *text_node(const reading *r, bc_str text)
{
    return bc_node_new_text(r->arena, r->cell->mark, text, true);
}

static const bc_node *refuse(const reading *r, const char *code, const char *what, const char *hint)
{
    bc_diag_add(r->diags, BC_DIAG_ERROR, code, r->cell->mark, "%.*s: %s", BC_STR_ARG(r->field->label), what);
    bc_diag_hint(r->diags, "%s", hint);
    return NULL;
}

static bool is_number(const bc_written_amount *amount)
{
    return amount->sense == BC_WRITTEN_USUAL || amount->sense == BC_WRITTEN_UNUSUAL;
}

/* What is said of an amount whose unit the sheet does not make clear. */
static void doubt_unit(const reading *r, bc_str taken)
{
    const bc_str seen = r->cell->shown.n ? r->cell->shown : r->cell->text;
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W786", r->cell->mark,
                r->cell->odd ? bc_tr("%.*s: the cell shows `%.*s`, with a unit of money that is not understood; it is "
                                     "taken for %.*s%.*s")
                             : bc_tr("%.*s: the cell shows ¥ with `%.*s`, and the table says no unit; it is taken for "
                                     "%.*s%.*s"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(seen), BC_STR_ARG(r->cell->text), BC_STR_ARG(taken));
    bc_diag_hint(r->diags, "%s", bc_tr("write the unit into the head, or give the cells a format with 元 or 万元"));
}

/* The power of ten of the unit that an amount without one is in, the format of the cell before its column; -1: that of
 * the field. A ¥ says 元 where nothing else is said. */
static int power_of_cell(const bc_table_cell *cell, const bc_intake_column *column)
{
    if (cell->money)
        return cell->money - 1;
    return cell->yuan && !column->stated ? 0 : bc_unit_money_power(column->unit);
}

/* An amount without its unit, however it is spelled, has that which its format shows, else that of its column, and is
 * told in that of its field. */
static const bc_node *money(const reading *r)
{
    bc_written_amount amount;
    bc_written_amount_read(r->cell->text, &amount);
    if (!is_number(&amount) || amount.unit.n || amount.power)
        return text_node(r, r->cell->text);
    const int power = power_of_cell(r->cell, r->column), own = bc_unit_money_power(r->field->unit);
    const bc_str unit = r->column->unit.n ? r->column->unit : r->field->unit;
    if (r->cell->odd)
        doubt_unit(r, unit);
    else if (r->cell->yuan && !r->cell->money && !r->column->stated && own > 0 && amount.number.coef)
        doubt_unit(r, BC_STR("元"));
    if (power < 0)
        return text_node(r, r->cell->text);
    const bc_str name = bc_unit_money_name(power);
    const int by = own >= 0 ? power - own : name.n ? 0 : power;
    if (!bc_decimal_shift(amount.number, by, &amount.number))
        return text_node(r, bc_arena_printf(r->arena, "%.*s%.*s", BC_STR_ARG(r->cell->text), BC_STR_ARG(name)));
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(bc_decimal_trim(amount.number, 0), -1, false, &text);
    if (own < 0)
        bc_buf_add_str(&text, name.n ? name : BC_STR("元"));
    const bc_node *node = text_node(r, bc_arena_str(r->arena, bc_buf_str(&text)));
    if (amount.sense == BC_WRITTEN_UNUSUAL) {
        bc_diag_add(r->diags, BC_DIAG_NOTE, "N209", r->cell->mark,
                    bc_tr("%.*s: `%.*s` is taken as %.*s%.*s, which is how this form writes it"),
                    BC_STR_ARG(r->field->label), BC_STR_ARG(r->cell->text), BC_STR_ARG(bc_buf_str(&text)),
                    BC_STR_ARG(r->field->unit));
        bc_diag_hint(r->diags, "%s", bc_tr("if that is what you mean, nothing needs to be changed"));
    }
    bc_buf_release(&text);
    return node;
}

bool bc_intake_cell_amount(const bc_table_cell *cell, const bc_intake_column *column, bc_decimal *out)
{
    const bc_form_field *field = column->target->field;
    const bc_str unit = column->unit.n ? column->unit : field->unit;
    const int wanted = bc_unit_money_power(unit), shown = power_of_cell(cell, column);
    bc_written_amount amount;
    bc_written_amount_read(cell->text, &amount);
    const bool own = amount.unit.n || amount.power;
    if (!is_number(&amount) || (amount.unit.n && !bc_str_is(amount.unit, "元")))
        return false;
    *out = amount.number;
    const int power = own ? amount.power : shown < 0 ? wanted : shown;
    return wanted < 0 ? !own && shown < 0 : bc_decimal_shift(*out, power - wanted, out);
}

/* 0.3 may be a third of a percent, or thirty. */
static const bc_node *percent(const reading *r)
{
    bc_decimal number;
    if (r->cell->kind == BC_TABLE_PERCENT || !bc_decimal_parse(r->cell->text, &number))
        return text_node(r, r->cell->text);
    if (r->column->share) {
        bc_buf text;
        bc_buf_init(&text);
        bc_decimal shifted;
        if (!bc_decimal_shift(number, 2, &shifted))
            return text_node(r, r->cell->text);
        bc_decimal_print(shifted, -1, false, &text);
        bc_buf_add_char(&text, '%');
        const bc_node *node = text_node(r, bc_arena_str(r->arena, bc_buf_str(&text)));
        bc_buf_release(&text);
        return node;
    }
    const bc_decimal one = bc_decimal_from_int(1), none = bc_decimal_from_int(0);
    if (bc_decimal_compare(number, none) > 0 && bc_decimal_compare(number, one) < 0) {
        bc_diag_add(r->diags, BC_DIAG_WARNING, "W785", r->cell->mark,
                    bc_tr("%.*s: is %.*s a share, or so many percent? It is taken for percent"),
                    BC_STR_ARG(r->field->label), BC_STR_ARG(r->cell->text));
        bc_diag_hint(r->diags, "%s", bc_tr("give the cells a format with %, or say `as: share` in a mapping"));
    }
    return text_node(r, r->cell->text);
}

/* 1.30271E+20: what Excel writes into a text file of a number that was a code. */
static bool is_in_exponents(bc_str text)
{
    const size_t at = bc_str_find(text, BC_STR("E+"), 0);
    bool digits = at != SIZE_MAX && at > 0 && at + 2 < text.n;
    for (size_t i = 0; i < text.n && digits; i++)
        digits = i == at || i == at + 1 || (text.p[i] >= '0' && text.p[i] <= '9') || (text.p[i] == '.' && i == 1);
    return digits;
}

static const bc_node *refuse_cut(const reading *r)
{
    return refuse(r, "E781", bc_tr("a code of so many digits, kept as a number, has lost the last ones"),
                  bc_tr("format the column as text and type the code again"));
}

/* What the sheet shows of a number is what was meant by it where words are asked for: ≥15000平方米, DM0012. */
static bc_str shown(const reading *r)
{
    return r->cell->shown.n ? r->cell->shown : r->cell->text;
}

/* An account, an identity number or a reference in a text is a number of so many digits as any code is. */
static const bc_node *words(const reading *r)
{
    if (r->cell->cut || (!r->cell->quoted && is_in_exponents(r->cell->text)))
        return refuse_cut(r);
    return text_node(r, shown(r));
}

/* 26 below a format that shows 26万: the counting word belongs to it. */
static const bc_node *count(const reading *r)
{
    bc_written_amount amount;
    bc_written_amount_read(r->cell->shown, &amount);
    return text_node(r, is_number(&amount) && amount.power ? r->cell->shown : r->cell->text);
}

static const bc_node *code(const reading *r)
{
    if (r->cell->cut || is_in_exponents(r->cell->text))
        return refuse_cut(r);
    if (r->cell->kind == BC_TABLE_DATE || r->cell->kind == BC_TABLE_TIME)
        return refuse(r, "E781", bc_tr("what was typed as a code was made a date by the program that it was typed in"),
                      bc_tr("format the column as text and type the code again"));
    return text_node(r, shown(r));
}

/* Midnight is what databases and sheets add to a day: 2026-01-01 00:00:00, T00:00:00.000, 2026/1/1 0:00. */
static bc_str without_midnight(bc_str text)
{
    const size_t blank = bc_str_find(text, BC_STR(" "), 0), letter = bc_str_find(text, BC_STR("T"), 0);
    const size_t at = blank < letter ? blank : letter;
    if (at == SIZE_MAX || !at)
        return text;
    size_t end = at + 1, zeros = 0, colons = 0;
    for (; end < text.n && (text.p[end] == '0' || text.p[end] == ':' || text.p[end] == '.'); end++) {
        zeros += text.p[end] == '0';
        colons += text.p[end] == ':';
    }
    const bool zone = end < text.n && (text.p[end] == '+' || text.p[end] == '-' || text.p[end] == 'Z');
    return colons && zeros && (end == text.n || zone) ? bc_str_slice(text, 0, at) : text;
}

/* Days since the end of 1899, of the years 1995 to 2064. */
static bool is_day_number(const bc_table_cell *cell)
{
    bc_decimal number;
    const bc_decimal first = bc_decimal_from_int(34700), last = bc_decimal_from_int(60300);
    return cell->text.n == 5 && bc_decimal_parse(cell->text, &number) && bc_decimal_compare(number, first) > 0 &&
           bc_decimal_compare(number, last) < 0;
}

static const bc_node *date(const reading *r)
{
    if (is_day_number(r->cell))
        return refuse(r, "E781",
                      bc_arena_printf(r->arena, bc_tr("%.*s is a day as spreadsheets count it, and no date"),
                                      BC_STR_ARG(r->cell->text))
                          .p,
                      bc_tr("format the column as a date"));
    return text_node(r, without_midnight(r->cell->text));
}

/* Words that the mapping gives others for. */
static const bc_node *translated(const reading *r)
{
    for (uint32_t i = 0; i < r->column->values->n; i++) {
        const bc_node_member *member = &r->column->values->as.members[i];
        if (bc_str_eq(member->key, r->cell->text))
            return text_node(r, bc_node_text(member->value));
    }
    return refuse(r, "E782", bc_tr("this value has no meaning in the mapping"),
                  bc_tr("add it to `values` of the column, or correct it"));
}

/* The tree again, with the place of the cell: its own are within the cell. */
static const bc_node *placed(const reading *r, const bc_node *tree)
{
    if (tree->kind == BC_NODE_LIST) {
        const bc_node **items = BC_NEW_ARRAY(r->arena, const bc_node *, tree->n);
        for (uint32_t i = 0; i < tree->n; i++)
            items[i] = placed(r, tree->as.items[i]);
        return bc_node_new_list(r->arena, r->cell->mark, items, tree->n);
    }
    if (tree->kind == BC_NODE_MAP) {
        bc_node_member *members = BC_NEW_ARRAY(r->arena, bc_node_member, tree->n);
        for (uint32_t i = 0; i < tree->n; i++)
            members[i] = (bc_node_member){ .key = bc_arena_str(r->arena, tree->as.members[i].key),
                                           .key_mark = r->cell->mark,
                                           .value = placed(r, tree->as.members[i].value) };
        return bc_node_new_map(r->arena, r->cell->mark, members, tree->n);
    }
    bc_node *scalar = BC_NEW(r->arena, bc_node);
    *scalar = *tree;
    scalar->mark = r->cell->mark;
    if (tree->kind == BC_NODE_TEXT)
        scalar->as.text = bc_arena_str(r->arena, tree->as.text);
    return scalar;
}

/* A list or map in JSON; NULL: the cell holds none. */
static const bc_node *json(const reading *r)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source source = { .name = BC_STR(""), .text = r->cell->text };
    bc_source_documents read = { 0 };
    const bool good =
        bc_source_read_documents(&arena, &source, BC_SYNTAX_JSON, &diags, &read) && read.n == 1 && !diags.errors;
    const bc_node *tree = good ? placed(r, read.at[0]) : NULL;
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return tree;
}

static const bc_node *json_list(const reading *r)
{
    const bc_node *tree = json(r);
    if (tree && (tree->kind == BC_NODE_LIST || tree->kind == BC_NODE_MAP))
        return tree;
    return refuse(r, "E779", bc_tr("this is no list in JSON"),
                  bc_tr("write it like [{\"name\": \"…\"}, …], or put its elements on a sheet of their own"));
}

/* Of a list written into one cell each line is an element. */
static const bc_node *lines(const reading *r)
{
    const bc_str text = shown(r);
    if (text.p[0] == '[' && text.p[text.n - 1] == ']') {
        const bc_node *tree = json(r);
        if (tree && tree->kind == BC_NODE_LIST)
            return tree;
    }
    BC_VEC(const bc_node *) list = { 0 };
    for (size_t from = 0; from < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), from);
        end = end == SIZE_MAX ? text.n : end;
        const bc_str line = bc_str_trim(bc_str_slice(text, from, end));
        if (line.n)
            bc_vec_add(&list, text_node(r, line));
        from = end + 1;
    }
    const bc_node *node = bc_node_new_list(r->arena, r->cell->mark, list.at, list.n);
    bc_vec_release(&list);
    return node;
}

static const bc_node *of_type(const reading *r)
{
    const bool whole_list = r->field->type == BC_FIELD_LIST && !r->column->target->place && !r->column->number;
    if (r->column->target->json)
        return json_list(r);
    if (whole_list)
        return r->cell->cut ? refuse_cut(r) : lines(r);
    switch (r->type) {
    case BC_FIELD_MONEY:
        return money(r);
    case BC_FIELD_PERCENT:
        return percent(r);
    case BC_FIELD_CODE:
    case BC_FIELD_PHONE:
        return code(r);
    case BC_FIELD_DATE:
        return date(r);
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
    case BC_FIELD_YEAR:
        return count(r);
    default:
        return words(r);
    }
}

const bc_node *bc_intake_cell_value(const bc_table_cell *cell, const bc_intake_column *column, bc_arena *arena,
                                    bc_diag_list *diags)
{
    const bc_form_field *field = column->target->field;
    const reading r = { .cell = cell,
                        .column = column,
                        .field = field,
                        .type = field->type == BC_FIELD_LIST ? field->element : field->type,
                        .arena = arena,
                        .diags = diags };
    if (cell->kind == BC_TABLE_ERROR)
        return refuse(&r, "E783",
                      bc_arena_printf(arena, bc_tr("`%.*s` is an error of a formula"), BC_STR_ARG(cell->text)).p,
                      bc_tr("mend the formula, or write the value"));
    if (cell->kind == BC_TABLE_UNKNOWN)
        return refuse(&r, "E784", bc_tr("the file has a formula here and not what it comes to"),
                      bc_tr("open it in Excel or WPS and save it, or write the value"));
    if (column->values)
        return translated(&r);
    if (cell->kind == BC_TABLE_BOOL)
        return text_node(&r, bc_str_is(cell->text, "true") ? BC_STR("是") : BC_STR("否"));
    return of_type(&r);
}

const bc_node *bc_intake_cell_read(const bc_table_cell *cell, const bc_form_field *field, bool element, bc_str unit,
                                   bc_arena *arena, bc_diag_list *diags)
{
    const bc_intake_target target = { .field = field, .place = element };
    const bc_intake_column column = { .target = &target, .unit = unit, .stated = true }; /* forms say their units */
    return bc_intake_cell_value(cell, &column, arena, diags);
}
