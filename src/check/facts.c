/* Checks across a batch need little of each record: code, name, department, amount, and where they stand. */
#include "check/facts.h"

#include "base/unit.h"
#include "check/private/run.h"

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
    if (datum)
        out->department = bc_str_trim(datum->text);
    datum = first_of(record, checks->totals, &field);
    out->has_amount =
        datum && datum->type == BC_VALUE_NUMBER && bc_unit_to_yuan(datum->as.number, field->unit, &out->yuan);
    out->lacks_amount = datum && !out->has_amount;
}
