/* The empty table that a form asks for: a head for each field, written so that it binds by itself. A form with one list
 * has its columns too, for a row for each element; more lists go on sheets of their own, which a text file has not. */
#include "intake/intake.h"
#include "intake/targets.h"

#define MARK "\xef\xbb\xbf" /* by which Excel knows UTF-8 */

static const bc_form_field *list_of(const bc_intake_target *target)
{
    return target->list ? target->way[target->list - 1] : NULL;
}

static bool leads_to(const bc_intake_targets *targets, bc_str name, const bc_intake_target *target, bc_arena *arena)
{
    const bc_intake_meaning meaning = bc_intake_targets_find(targets, NULL, name, false, arena);
    return meaning.target == target && !meaning.rival && !meaning.number;
}

/* The shortest name that means it and nothing else. */
static bc_str name_of(const bc_intake_targets *targets, const bc_intake_target *target, bc_arena *arena)
{
    const bc_str own = target->place ? target->field->labels[target->place - 1] : target->field->label;
    const bc_str names[] = { own, bc_intake_target_name(target, false, arena),
                             bc_intake_target_name(target, true, arena), target->field->key };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].n && leads_to(targets, names[i], target, arena))
            return names[i];
    return (bc_str){ 0 };
}

static void put_head(bc_str name, bc_str unit, bc_buf *out)
{
    const bool quoted = bc_str_find(name, BC_STR(","), 0) != SIZE_MAX || bc_str_find(name, BC_STR("\""), 0) != SIZE_MAX;
    bc_buf_add_text(out, quoted ? "\"" : "");
    for (size_t i = 0; i < name.n; i++) {
        bc_buf_add_text(out, name.p[i] == '"' ? "\"" : "");
        bc_buf_add_char(out, name.p[i] == '\n' ? ' ' : name.p[i]);
    }
    if (unit.n)
        bc_buf_printf(out, "（%.*s）", BC_STR_ARG(unit));
    bc_buf_add_text(out, quoted ? "\"" : "");
}

/* The only list of maps; NULL: there is none, or more. */
static const bc_form_field *only_list(const bc_intake_targets *targets)
{
    const bc_form_field *only = NULL;
    for (size_t i = 0; i < targets->list.n; i++) {
        const bc_form_field *list = list_of(&targets->list.at[i]);
        if (list && only && list != only)
            return NULL;
        only = list ? list : only;
    }
    return only;
}

/* What is computed nobody fills in, and a list with places by them. */
static bool is_asked_for(const bc_intake_target *target, const bc_form_field *list)
{
    const bc_form_field *field = target->field;
    const bool whole = field->type == BC_FIELD_LIST && field->label_count && !target->place;
    return !whole && !field->computed && (!target->list || list_of(target) == list);
}

/* Heads of the record's fields, or of the list's. */
static void put_heads(const bc_intake_targets *targets, const bc_form_field *list, bool of_list, bc_buf *out)
{
    bc_arena arena = { 0 };
    const size_t empty = BC_STR(MARK).n;
    for (size_t i = 0; i < targets->list.n; i++) {
        const bc_intake_target *target = &targets->list.at[i];
        const bool asked = of_list == (target->list != 0) && is_asked_for(target, list);
        const bc_str name = asked ? name_of(targets, target, &arena) : (bc_str){ 0 };
        if (!name.n)
            continue;
        bc_buf_add_text(out, out->n > empty ? "," : "");
        put_head(name, target->field->type == BC_FIELD_MONEY ? target->field->unit : (bc_str){ 0 }, out);
    }
    bc_arena_release(&arena);
}

void bc_intake_heads_write(const bc_form *form, bc_buf *out)
{
    bc_intake_targets targets;
    bc_intake_targets_init(&targets, form);
    const bc_form_field *list = only_list(&targets);
    bc_buf_add_text(out, MARK);
    put_heads(&targets, list, false, out);
    put_heads(&targets, list, true, out);
    bc_buf_add_text(out, "\r\n");
    bc_intake_targets_release(&targets);
}
