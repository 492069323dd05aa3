/* Checks across a batch need little of each record: code, name, department, amount, and where they stand. */
#include "check/facts.h"

#include "base/unit.h"
#include "check/private/run.h"
#include "check/years.h"

static const bc_value *filled(const bc_value *datum)
{
    return bc_value_is_empty(datum) || datum->type == BC_VALUE_MAP || datum->type == BC_VALUE_LIST ? NULL : datum;
}

static const bc_value *entry_of(const bc_value *record, int entry)
{
    return entry < 0 ? NULL : filled(&record->as.entries[entry].value);
}

/* The first of the fields that is filled. */
static const bc_value *first_of(const bc_value *record, bc_check_slots slots, const bc_form_field **field)
{
    for (uint32_t i = 0; i < slots.n; i++) {
        const bc_value *datum = filled(bc_check_slot_at(record, &slots.at[i]));
        *field = slots.at[i].field;
        if (datum)
            return datum;
    }
    return NULL;
}

/* Rows of dashes and remarks stand for no code. */
static bool is_code(bc_str text)
{
    return text.n && ((text.p[0] >= '0' && text.p[0] <= '9') || (text.p[0] >= 'A' && text.p[0] <= 'z'));
}

/* -- the code of a unit -- */

/* 502001青岛市工业和信息化局本级. */
static void split_unit(bc_check_facts *out)
{
    enum { MIN_FIGURES = 3 };
    const size_t n = bc_check_code_before_name(out->department);
    bc_str name = bc_str_trim(bc_str_slice(out->department, n, out->department.n));
    while (name.n && (name.p[0] == '-' || name.p[0] == ' '))
        name = bc_str_slice(name, 1, name.n);
    if (n < MIN_FIGURES)
        return;
    out->unit_code = bc_str_slice(out->department, 0, n);
    out->unit_name = name;
}

/* A field beside that of the department: 主管部门编码 beside 主管部门. */
static void find_unit_code(const bc_check_set *checks, const bc_value *record, const bc_form_field *department,
                           bc_check_facts *out)
{
    const bc_form_words *coded = &checks->words[BC_WORDS_CODED];
    for (uint32_t i = 0; i < checks->codes.n; i++) {
        const bc_check_slot *slot = &checks->codes.at[i];
        const bc_value *datum = filled(bc_check_slot_at(record, slot));
        const bc_str label = slot->field->label;
        const int word = bc_form_words_longest_end(coded, label);
        if (!datum || slot->field == department || word < 0 ||
            !bc_str_starts(department->label, bc_str_slice(label, 0, label.n - coded->at[word].n)) ||
            !is_code(bc_str_trim(datum->text)))
            continue;
        out->unit_code = bc_str_trim(datum->text);
        out->unit_name = out->department;
        return;
    }
}

/* -- what a project should have of its own -- */

static uint64_t mix(uint64_t hash, bc_str text)
{
    return (hash ^ bc_str_hash(bc_str_trim(text))) * 0x9E3779B97F4A7C15u + (hash >> 29);
}

static void keep_print(bc_check_facts *out, uint64_t hash, const bc_value *at)
{
    if (out->print_count == BC_MAX_PRINTS)
        return;
    const bc_value *origin = at->type == BC_VALUE_LIST && at->n ? &at->as.items[0] : at;
    out->prints[out->print_count++] = (bc_check_print){ hash, origin->origin ? origin->origin->mark : out->mark };
}

/* A text, or all paragraphs of one, that is long enough to be of one project only. */
static void print_text(const bc_form_field *field, const bc_value *datum, bc_check_facts *out)
{
    enum { MIN_LENGTH = 36 }; /* bytes: twelve characters */
    uint64_t hash = bc_str_hash(field->label);
    size_t length = 0;
    const bool list = datum->type == BC_VALUE_LIST;
    for (uint32_t i = 0; i < (list ? datum->n : 1); i++) {
        const bc_str text = list ? datum->as.items[i].text : datum->text;
        hash = mix(hash, text);
        length += bc_str_trim(text).n;
    }
    if (length >= MIN_LENGTH)
        keep_print(out, hash, datum);
}

/* Names and values of all indicators of a list. */
static void print_list(const bc_check_list *list, const bc_value *datum, bc_check_facts *out)
{
    enum { MIN_ROWS = 4 };
    uint64_t hash = bc_str_hash(list->slot.field->label);
    if (datum->type != BC_VALUE_LIST || datum->n < MIN_ROWS || list->name < 0)
        return;
    for (uint32_t i = 0; i < datum->n; i++) {
        const bc_value *row = &datum->as.items[i];
        if (row->type != BC_VALUE_MAP)
            return;
        hash = mix(hash, row->as.entries[list->name].value.text);
        for (int k = 0; k < list->target_count; k++)
            hash = mix(hash, row->as.entries[list->targets[k]].value.text);
    }
    keep_print(out, hash, datum);
}

static bool is_own_text(const bc_check_set *checks, const bc_form_field *field)
{
    return (field->type == BC_FIELD_PROSE || (field->type == BC_FIELD_LIST && field->element == BC_FIELD_PROSE)) &&
           bc_form_words_in(&checks->words[BC_WORDS_OWN_TEXTS], field->label);
}

static void print_all(const bc_check_set *checks, const bc_value *record, bc_check_facts *out)
{
    for (uint32_t i = 0; i < checks->use_count; i++)
        if (bc_str_is(bc_str_from(checks->uses[i].rule->code), "TEXT-UNIQUE"))
            out->copied = checks->uses[i].level;
    if (!out->copied || checks->form->batch || !out->name.n)
        return;
    for (uint32_t i = 0; i < checks->list_count; i++)
        print_list(&checks->lists[i], bc_check_slot_at(record, &checks->lists[i].slot), out);
    const bc_form_fields *fields = &checks->form->fields;
    for (uint32_t i = 0; i < fields->n; i++)
        if (is_own_text(checks, &fields->at[i]))
            print_text(&fields->at[i], &record->as.entries[i].value, out);
}

void bc_check_facts_of(const bc_check_set *checks, const bc_value *record, bc_check_facts *out)
{
    *out = (bc_check_facts){ .form = checks->form->id, .checks = checks };
    if (record->origin)
        out->mark = out->code_mark = out->name_mark = record->origin->mark;
    const bc_form_field *field = NULL;
    const bc_value *datum = entry_of(record, checks->code);
    if (datum && is_code(bc_str_trim(datum->text))) {
        out->code = bc_str_trim(datum->text);
        out->code_mark = datum->origin ? datum->origin->mark : out->mark;
    }
    datum = entry_of(record, checks->name);
    if (datum) {
        out->name = bc_str_trim(datum->text);
        out->name_mark = datum->origin ? datum->origin->mark : out->mark;
    }
    datum = first_of(record, checks->departments, &field);
    if (datum) {
        out->department = bc_str_trim(datum->text);
        out->unit_mark = datum->origin ? datum->origin->mark : out->mark;
        split_unit(out);
        if (!out->unit_code.n)
            find_unit_code(checks, record, field, out);
    }
    datum = first_of(record, checks->totals, &field);
    out->has_amount =
        datum && datum->type == BC_VALUE_NUMBER && bc_unit_to_yuan(datum->as.number, field->unit, &out->yuan);
    out->lacks_amount = datum && !out->has_amount;
    print_all(checks, record, out);
    out->year = bc_check_set_year(checks, record);
    out->year_mark = out->mark;
    if (out->year && record->as.entries[checks->year].value.origin)
        out->year_mark = record->as.entries[checks->year].value.origin->mark;
}
