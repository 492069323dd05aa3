/* Scalars of a record, each read as its field's type asks.
 *
 * People write amounts, dates and percentages in many ways, and all that say the same give the same datum. What is
 * understood but written in another way than it is printed is told in a note. What means to be a value and is none is
 * an error; other words stand as they are, for offices write 资金池预算 where they have no figure, and are a warning
 * unless the field says that they are welcome. */
#include "record/private/scalar.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"
#include "form/names.h"

typedef struct reader {
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_form_field *field;
    const bc_node *value;
    bc_form_field_type type;
    bc_str unit; /* of amounts: the field's, else that of the record */
    bc_str text; /* trimmed */
} reader;

static bc_value as_text(const reader *r)
{
    bc_value datum = r->text.n ? bc_value_text(r->text) : bc_value_null();
    datum.origin = r->value;
    return datum;
}

static bc_value as_unread(const reader *r, bc_value_unread unread)
{
    bc_value datum = as_text(r);
    datum.as.unread = unread;
    return datum;
}

/* What a field asks for, in the words of messages. */
static const char *asked_for(const reader *r)
{
    switch (r->type) {
    case BC_FIELD_MONEY:
        return bc_tr("an amount");
    case BC_FIELD_PERCENT:
        return bc_tr("a percentage");
    case BC_FIELD_INTEGER:
        return bc_tr("a whole number");
    case BC_FIELD_NUMBER:
        return bc_tr("a number");
    case BC_FIELD_YEAR:
        return bc_tr("a year");
    case BC_FIELD_CODE:
        return bc_tr("a code");
    default:
        return bc_tr("a date");
    }
}

static const char *how_to_write(const reader *r)
{
    switch (r->type) {
    case BC_FIELD_MONEY:
        return bc_tr("write a number, such as 1234.56, with or without its unit");
    case BC_FIELD_PERCENT:
        return bc_tr("write a number from 0 to 100, such as 85 or 85%");
    case BC_FIELD_YEAR:
        return bc_tr("write four figures, such as 2024");
    case BC_FIELD_DATE:
        return bc_tr("write it like 2024-10-31, 2024年10月 or 2024");
    default:
        return bc_tr("write figures only, such as 12");
    }
}

/* Figures, marks and units that are no value. The words are kept, so that all else can be used. */
static bc_value refuse(const reader *r, bc_written_fault fault)
{
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E208", r->value->mark, bc_tr("%.*s: `%.*s` is not %s: %s"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(r->text), asked_for(r), bc_written_fault_name(fault));
    if (fault == BC_FAULT_MARKS || fault == BC_FAULT_UNIT)
        bc_diag_hint(r->diags, "%s", how_to_write(r));
    else
        bc_diag_hint(r->diags, "%s", bc_written_fault_hint(fault));
    return as_unread(r, BC_VALUE_FAULTY);
}

/* Other words: they are printed, and nothing can be computed with them. */
static bc_value keep_words(const reader *r)
{
    if (r->field->words == BC_FORM_WORDS_ALLOWED)
        return as_unread(r, BC_VALUE_WORDS);
    bool refused = r->field->words == BC_FORM_WORDS_REFUSED;
    bc_diag_add(r->diags, refused ? BC_DIAG_ERROR : BC_DIAG_WARNING, refused ? "E208" : "W204", r->value->mark,
                bc_tr("%.*s: `%.*s` is not %s"), BC_STR_ARG(r->field->label), BC_STR_ARG(r->text), asked_for(r));
    bc_diag_hint(r->diags, "%s", how_to_write(r));
    return as_unread(r, refused ? BC_VALUE_FAULTY : BC_VALUE_WORDS);
}

/* What was understood, in the unit and spelling of the form. How it looks on paper, cells and styles say. */
static void note_reading(const reader *r, bc_str read, bc_str unit)
{
    bc_diag_add(r->diags, BC_DIAG_NOTE, "N209", r->value->mark,
                bc_tr("%.*s: `%.*s` is taken as %.*s%.*s, which is how this form writes it"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(r->text), BC_STR_ARG(read), BC_STR_ARG(unit));
    bc_diag_hint(r->diags, "%s", bc_tr("if that is what you mean, nothing needs to be changed"));
}

/* -- text ----------------------------------------------------------------------------------------------- */

/* Lines without blanks at their ends, blank lines at the ends left out: each line is a paragraph. */
static bc_str tidy_paragraphs(bc_arena *arena, bc_str text)
{
    if (bc_str_find(text, BC_STR("\n"), 0) == SIZE_MAX)
        return text;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0; at <= text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_trim(bc_str_slice(text, at, end));
        if (line.n && out.n)
            bc_buf_add_char(&out, '\n');
        bc_buf_add_str(&out, line);
        if (end == SIZE_MAX)
            break;
        at = end + 1;
    }
    bc_str tidy = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return tidy;
}

/* Several paragraphs may be written as a list. */
static bc_str join_paragraphs(const reader *r)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < r->value->n; i++) {
        const bc_node *item = r->value->as.items[i];
        if (item->kind == BC_NODE_LIST || item->kind == BC_NODE_MAP) {
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E201", item->mark, bc_tr("a paragraph of %.*s is a text, not %s"),
                        BC_STR_ARG(r->field->label), bc_node_kind_name(item->kind));
            continue;
        }
        if (out.n)
            bc_buf_add_char(&out, '\n');
        bc_buf_add_str(&out, bc_node_text(item));
    }
    bc_str joined = bc_arena_str(r->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return joined;
}

static bc_value read_text(reader *r)
{
    r->text = tidy_paragraphs(r->arena, r->text);
    bc_value datum = as_text(r);
    if (!datum.text.n || !r->field->pattern)
        return datum;
    bc_value_entry self = { BC_STR("this"), datum };
    bc_value map = { .type = BC_VALUE_MAP, .n = 1, .as.entries = &self };
    bc_expr_scope scope = { .map = &map };
    if (bc_expr_holds(r->field->pattern, &scope, r->arena, r->diags))
        return datum;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E207", r->value->mark,
                bc_tr("%.*s: `%.*s` has not the form that is asked for"), BC_STR_ARG(r->field->label),
                BC_STR_ARG(r->text));
    bc_diag_hint(r->diags, bc_tr("it must match %.*s"), BC_STR_ARG(r->field->pattern_text));
    return datum;
}

static bc_value read_choice(reader *r)
{
    const bc_form_field *field = r->field;
    bc_value datum = as_text(r);
    if (!r->text.n || !field->choice_count)
        return datum;
    const bc_form_name text = bc_form_name_of(r->arena, r->text);
    for (uint32_t i = 0; i < field->choice_count; i++)
        if (bc_form_names_compare(&field->names.choices[i], &text) != BC_NAMES_DIFFER)
            return datum;
    if (field->open)
        return datum;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E205", r->value->mark, bc_tr("%.*s: `%.*s` is not among the choices"),
                BC_STR_ARG(field->label), BC_STR_ARG(r->text));
    bc_buf list;
    bc_buf_init(&list);
    for (uint32_t i = 0; i < field->choice_count; i++) {
        bc_buf_add_text(&list, i ? "、" : "");
        bc_buf_add_str(&list, field->choices[i]);
    }
    bc_diag_hint(r->diags, bc_tr("choose one of: %s"), list.p);
    bc_buf_release(&list);
    return datum;
}

/* -- numbers -------------------------------------------------------------------------------------------- */

/* Offices write a dash where there is nothing. It is printed; to expressions it is nothing. */
static bc_value dash_datum(const reader *r)
{
    bc_value datum = as_text(r);
    datum.type = BC_VALUE_NULL;
    return datum;
}

static bc_value number_datum(const reader *r, bc_decimal number, bc_str spelling, bc_str unit)
{
    bc_value datum = bc_value_number(number, unit);
    datum.text = spelling;
    datum.origin = r->value;
    return datum;
}

/* An amount moved by a power of ten, exactly. Upwards zeros that only the shift made are dropped (70000 元 is 7 万元);
 * downwards it keeps the digits behind its point. */
static bool move_point(bc_decimal *number, int power)
{
    uint8_t scale = number->scale;
    if (!power)
        return true;
    if (!bc_decimal_shift(*number, power, number))
        return false;
    if (power < 0)
        *number = bc_decimal_trim(*number, 0);
    else
        bc_decimal_rescale(*number, scale, BC_ROUND_DOWN, number);
    return true;
}

/* The number moved to the field's unit and printed so; `sign` stands behind it. */
static bc_value understood(const reader *r, const bc_written_amount *amount, int power, const char *sign, bc_str unit)
{
    bc_decimal number = amount->number;
    if (!move_point(&number, power))
        return refuse(r, BC_FAULT_SIZE);
    bc_buf out;
    bc_buf_init(&out);
    bc_decimal_print(number, -1, false, &out);
    bc_buf_add_text(&out, sign);
    bc_str spelling = bc_arena_str(r->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    note_reading(r, spelling, r->type == BC_FIELD_MONEY ? r->unit : (bc_str){ 0 });
    return number_datum(r, number, spelling, unit);
}

/* What was read is no number at all: a dash, a fault, other words. */
static bc_value other_than_number(const reader *r, const bc_written_amount *amount)
{
    return amount->sense == BC_WRITTEN_EMPTY    ? dash_datum(r)
           : amount->sense == BC_WRITTEN_FAULTY ? refuse(r, amount->fault)
                                                : keep_words(r);
}

static bool is_number(const bc_written_amount *amount)
{
    return amount->sense == BC_WRITTEN_USUAL || amount->sense == BC_WRITTEN_UNUSUAL;
}

/* The form prints the figure alone, under whatever unit its words state. */
static void warn_of_unit(const reader *r)
{
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W214", r->value->mark,
                bc_tr("%.*s: the form does not say in which unit it has amounts, and leaves that of `%.*s` out"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(r->text));
    bc_diag_hint(r->diags, bc_tr("write the figure alone, in the unit that stands on the form; a template says it with "
                                 "`unit: 万元` at the field or a choice of units for the record (`role: unit`)"));
}

static bc_value read_money(reader *r)
{
    bc_written_amount amount;
    bc_written_amount_read(r->text, &amount);
    if (!is_number(&amount))
        return other_than_number(r, &amount);
    bool yuan = bc_str_is(amount.unit, "元"), none = !amount.unit.n && !amount.power;
    if (amount.unit.n && !yuan)
        return refuse(r, BC_FAULT_UNIT);
    int own = bc_unit_money_power(r->unit);
    bc_str unit = r->unit;
    if (own < 0 && !none && !r->field->show_unit)
        warn_of_unit(r);
    if (own < 0 && !none) { /* nothing says the unit: the amount brings its own */
        unit = bc_unit_money_name(amount.power);
        own = unit.n ? amount.power : 0;
        unit = unit.n ? unit : BC_STR("元");
    }
    int power = none ? 0 : amount.power - own;
    return amount.sense == BC_WRITTEN_USUAL && !power ? number_datum(r, amount.number, amount.digits, unit)
                                                      : understood(r, &amount, power, "", r->unit);
}

static bc_value read_percent(reader *r)
{
    bc_written_amount amount;
    bc_written_amount_read(r->text, &amount);
    if (!is_number(&amount))
        return other_than_number(r, &amount);
    if (amount.power || (amount.unit.n && !bc_str_is(amount.unit, "%")))
        return refuse(r, BC_FAULT_UNIT);
    return amount.sense == BC_WRITTEN_USUAL ? number_datum(r, amount.number, r->text, BC_STR("%"))
                                            : understood(r, &amount, 0, amount.unit.n ? "%" : "", BC_STR("%"));
}

/* The unit of the field may stand behind a count: 12个, 260万人 where it is 万人 or 人. */
static bool takes_unit(const reader *r, const bc_written_amount *amount, int *power)
{
    bc_str own = r->field->unit;
    *power = amount->power;
    if (!amount->unit.n || bc_str_eq(amount->unit, own))
        return true;
    *power -= bc_unit_count_power(own);
    return amount->power && bc_unit_count_power(own) >= 0 && bc_str_ends(own, amount->unit);
}

static bc_value read_number(reader *r)
{
    bc_written_amount amount;
    bc_written_amount_read(r->text, &amount);
    if (!is_number(&amount))
        return other_than_number(r, &amount);
    int power;
    if (!takes_unit(r, &amount, &power))
        return refuse(r, BC_FAULT_UNIT);
    bc_decimal whole = amount.number;
    int64_t ignored;
    if (!move_point(&whole, power))
        return refuse(r, BC_FAULT_SIZE);
    if (r->type == BC_FIELD_INTEGER && !bc_decimal_is_integer(whole, &ignored))
        return refuse(r, BC_FAULT_FRACTION);
    return amount.sense == BC_WRITTEN_USUAL && !amount.unit.n && !power
               ? number_datum(r, amount.number, r->text, r->field->unit)
               : understood(r, &amount, power, "", r->field->unit);
}

/* -- dates ---------------------------------------------------------------------------------------------- */

static bc_str spell_date(const reader *r, const bc_written_date *date)
{
    if (!date->month)
        return bc_arena_printf(r->arena, "%d", date->year);
    return date->day ? bc_arena_printf(r->arena, "%d-%02d-%02d", date->year, date->month, date->day)
                     : bc_arena_printf(r->arena, "%d年%d月", date->year, date->month);
}

/* A serial number is told with the day that it stands for. */
static bc_value refuse_date(const reader *r, const bc_written_date *date)
{
    bc_value datum = refuse(r, date->fault);
    if (date->fault == BC_FAULT_SERIAL) {
        bc_str day = spell_date(r, date);
        bc_diag_hint(r->diags, bc_tr("%.*s may be meant"), BC_STR_ARG(day));
    }
    return datum;
}

static bool is_date(const bc_written_date *date)
{
    return date->sense == BC_WRITTEN_USUAL || date->sense == BC_WRITTEN_UNUSUAL;
}

static bc_value other_than_date(const reader *r, const bc_written_date *date)
{
    return date->sense == BC_WRITTEN_FAULTY ? refuse_date(r, date) : keep_words(r);
}

static bc_value read_date(reader *r)
{
    bc_written_date date;
    bc_written_date_read(r->text, &date);
    if (!is_date(&date))
        return other_than_date(r, &date);
    bc_value datum = as_text(r);
    if (date.sense == BC_WRITTEN_UNUSUAL) {
        datum.text = spell_date(r, &date);
        note_reading(r, datum.text, (bc_str){ 0 });
    }
    datum.type = BC_VALUE_DATE;
    datum.as.date.year = (int16_t)date.year;
    datum.as.date.month = (uint8_t)date.month;
    datum.as.date.day = (uint8_t)date.day;
    return datum;
}

static bc_value read_year(reader *r)
{
    bc_written_date date;
    bc_written_date_read(r->text, &date);
    if (!is_date(&date))
        return other_than_date(r, &date);
    if (date.month)
        return refuse(r, BC_FAULT_MONTH);
    bc_str year = date.sense == BC_WRITTEN_USUAL ? bc_str_slice(r->text, 0, 4) : spell_date(r, &date);
    if (date.sense == BC_WRITTEN_UNUSUAL)
        note_reading(r, year, (bc_str){ 0 });
    return number_datum(r, bc_decimal_from_int(date.year), year, (bc_str){ 0 });
}

/* -- codes ---------------------------------------------------------------------------------------------- */

static bc_value read_code(reader *r)
{
    bc_written_code read;
    bc_buf code;
    bc_buf_init(&code);
    bc_written_code_read(r->text, &read, &code);
    bc_value wrong = { 0 };
    if (read.sense == BC_WRITTEN_UNUSUAL) {
        bc_str own = bc_arena_str(r->arena, bc_buf_str(&code));
        note_reading(r, own, (bc_str){ 0 });
        r->text = own;
    } else if (read.sense == BC_WRITTEN_FAULTY) {
        wrong = refuse(r, read.fault);
    }
    bc_buf_release(&code);
    return wrong.type == BC_VALUE_TEXT ? wrong : read_text(r);
}

bc_value bc_record_scalar(const bc_form_field *field, bc_form_field_type type, const bc_node *value, bc_str unit,
                          bc_arena *arena, bc_diag_list *diags)
{
    reader r = { .arena = arena,
                 .diags = diags,
                 .field = field,
                 .value = value,
                 .type = type,
                 .unit = field->unit.n ? field->unit : unit,
                 .text = bc_str_trim(bc_node_text(value)) };
    if (value->masked)
        return r.text.n && type >= BC_FIELD_MONEY && type <= BC_FIELD_DATE ? as_unread(&r, BC_VALUE_WORDS)
                                                                           : as_text(&r);
    bool lines = (type <= BC_FIELD_PROSE && !bc_form_field_is(field, BC_FORM_ROLE_NAME)) || type == BC_FIELD_TARGET;
    if (value->kind == BC_NODE_LIST && lines) {
        r.text = bc_str_trim(join_paragraphs(&r));
    } else if (value->kind == BC_NODE_LIST || value->kind == BC_NODE_MAP) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E201", value->mark, bc_tr("%.*s takes a text, not %s"),
                    BC_STR_ARG(field->label), bc_node_kind_name(value->kind));
        return bc_value_null();
    }
    bool figures = type >= BC_FIELD_MONEY && type <= BC_FIELD_INTEGER;
    if (field->signs.empty.n && bc_str_eq(r.text, field->signs.empty))
        r.text = (bc_str){ 0 };
    else if (figures && field->signs.zero.n && bc_str_eq(r.text, field->signs.zero))
        r.text = BC_STR("0");
    if (!r.text.n)
        return as_text(&r);
    switch (type) {
    case BC_FIELD_MONEY:
        return read_money(&r);
    case BC_FIELD_PERCENT:
        return read_percent(&r);
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
        return read_number(&r);
    case BC_FIELD_YEAR:
        return read_year(&r);
    case BC_FIELD_DATE:
        return read_date(&r);
    case BC_FIELD_CODE:
        return read_code(&r);
    case BC_FIELD_CHOICE:
        return read_choice(&r);
    default:
        return read_text(&r);
    }
}
