/* Fields are found once for each pair of forms, values taken on the threads that bind records, and kept on the one that
 * delivers them. What a field of the record's form holds becomes what the form over many declares: amounts move exactly
 * to its unit, words where it asks for a number are read as it would read them, and what cannot be read is told with
 * the record, whose own form had no fault to find in it. */
#include "gather/gather.h"

#include "base/file.h"
#include "base/strmap.h"
#include "base/tr.h"
#include "base/unit.h"
#include "form/names.h"
#include "form/reserved.h"
#include "gather/private/pack.h"
#include "gather/store.h"
#include "record/bind.h"

#include <assert.h>

/* Places of whole records are made for no more than that many; beyond, what is said of one is said without its line. */
enum { MAX_PLACES = 100 * 1000, MAX_NAMED = 5 };

typedef struct over_form {
    const bc_engine_template *template;
    BC_VEC(bc_gather_plan *) plans;          /* of every form met; as threads came */
    BC_VEC(const bc_engine_template *) none; /* forms whose records it does not take */
    bc_gather_plan *first, **last;           /* those with records, as these came */
    bc_gather_store store;
    size_t count;
} over_form;

struct bc_gather {
    pthread_mutex_t lock; /* of plans */
    bc_arena plan_arena;
    over_form *over;
    size_t n, records;
    size_t memory;     /* of what all stores hold */
    bc_arena arena;    /* of the sources' names */
    bc_strmap sources; /* by name */
    BC_VEC(const bc_diag_source *) source_list;
    size_t left_out;
    BC_VEC(bc_str) named; /* some of these */
};

bc_gather *bc_gather_new(const bc_engine_template *const *over, size_t n)
{
    bc_gather *gather = bc_mem_alloc(sizeof *gather);
    pthread_mutex_init(&gather->lock, NULL);
    gather->over = bc_mem_alloc(bc_mem_product(n, sizeof *gather->over));
    gather->n = n;
    for (size_t i = 0; i < n; i++) {
        gather->over[i].template = over[i];
        gather->over[i].last = &gather->over[i].first;
    }
    return gather;
}

void bc_gather_free(bc_gather *gather)
{
    if (!gather)
        return;
    for (size_t i = 0; i < gather->n; i++) {
        bc_vec_release(&gather->over[i].plans);
        bc_vec_release(&gather->over[i].none);
        bc_gather_store_release(&gather->over[i].store);
    }
    bc_mem_free(gather->over);
    bc_strmap_release(&gather->sources);
    bc_vec_release(&gather->source_list);
    bc_vec_release(&gather->named);
    bc_arena_release(&gather->arena);
    bc_arena_release(&gather->plan_arena);
    pthread_mutex_destroy(&gather->lock);
    bc_mem_free(gather);
}

/* -- one record's values -------------------------------------------------------------------------------- */

typedef struct taking {
    const bc_engine_work *record;
    bc_arena *arena;
    uint64_t own_keys;
} taking;

/* What the form over many finds wrong is no error of the record's. */
static bc_value read_again(taking *t, const bc_form_field *field, const bc_node *node)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_value value = bc_record_bind_value(field, node, (bc_str){ 0 }, t->arena, &diags);
    for (size_t i = 0; i < diags.list.n; i++) {
        const bc_diag *diag = &diags.list.at[i];
        if (diag->severity == BC_DIAG_NOTE)
            continue;
        bc_diag_add(t->record->diags, BC_DIAG_WARNING, "W204", diag->mark, "%.*s", BC_STR_ARG(diag->message));
        if (diag->hint.n)
            bc_diag_hint(t->record->diags, "%.*s", BC_STR_ARG(diag->hint));
    }
    bc_diag_list_release(&diags);
    return value;
}

/* An amount in the unit that is declared; without zeros that only the move made. */
static bc_value in_unit_of(const bc_form_field *field, bc_value value)
{
    const int own = bc_unit_money_power(value.unit), asked = bc_unit_money_power(field->unit);
    bc_decimal moved;
    if (!value.unit.n)
        value.unit = field->unit;
    if (own < 0 || asked < 0 || own == asked || !bc_decimal_shift(value.as.number, own - asked, &moved))
        return value;
    const uint8_t scale = value.as.number.scale;
    if (own < asked)
        moved = bc_decimal_trim(moved, 0);
    else
        bc_decimal_rescale(moved, scale, BC_ROUND_DOWN, &moved);
    return bc_value_number(moved, field->unit);
}

static bc_value fit(taking *t, const bc_form_field *field, const bc_value *found)
{
    if (bc_form_field_measures(field) && found->type == BC_VALUE_TEXT && !bc_value_unread_of(found) && found->origin &&
        found->origin->kind == BC_NODE_TEXT)
        return read_again(t, field, found->origin);
    if (bc_form_field_measures(field) && found->type == BC_VALUE_NUMBER && field->unit.n)
        return in_unit_of(field, *found);
    return *found;
}

static const bc_value *value_at(const bc_value *map, const bc_gather_way *way)
{
    for (uint32_t i = 0; i < way->n; i++) {
        if (map->type != BC_VALUE_MAP || way->at[i] >= map->n)
            return &bc_value_nothing;
        map = &map->as.entries[way->at[i]].value;
    }
    return map;
}

static const bc_value *first_filled(const bc_value *map, const bc_gather_source *source)
{
    const bc_value *found = &bc_value_nothing;
    for (uint32_t i = 0; i < source->way_count && bc_value_is_empty(found) && !found->text.n; i++)
        found = value_at(map, &source->ways[i]);
    return found;
}

static bc_value fact(const taking *t, bc_gather_fact fact)
{
    const bc_engine_template *template = t->record->template;
    switch (fact) {
    case BC_GATHER_FORM:
        return bc_value_text(template->form->id);
    case BC_GATHER_FORM_NAME:
        return bc_value_text(bc_engine_template_title(template));
    case BC_GATHER_FILE:
        return bc_value_text(bc_engine_input_stem(t->record->input));
    case BC_GATHER_NO_FACT:
        break;
    }
    return bc_value_null();
}

static bc_value take_value(taking *t, const bc_gather_source *source, const bc_value *map);

static bc_value take_entries(taking *t, const bc_gather_source *source, const bc_value *map)
{
    bc_value_entry *entries = BC_NEW_ARRAY(t->arena, bc_value_entry, source->child_count);
    for (uint32_t i = 0; i < source->child_count; i++) {
        bc_value value = take_value(t, &source->children[i], map);
        entries[i] = (bc_value_entry){ source->children[i].field->key, value };
    }
    return (bc_value){ .type = BC_VALUE_MAP, .n = source->child_count, .as.entries = entries };
}

static bc_value take_list(taking *t, const bc_gather_source *source, const bc_value *list)
{
    if (list->type != BC_VALUE_LIST)
        return (bc_value){ .type = BC_VALUE_LIST };
    bc_form_field element = *source->field;
    element.type = element.element;
    bc_value *items = BC_NEW_ARRAY(t->arena, bc_value, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        items[i] = source->field->child_count ? take_entries(t, source, &list->as.items[i])
                                              : fit(t, &element, &list->as.items[i]);
    return (bc_value){ .type = BC_VALUE_LIST, .n = list->n, .as.items = items };
}

static bc_value take_value(taking *t, const bc_gather_source *source, const bc_value *map)
{
    if (source->field->type == BC_FIELD_GROUP)
        return take_entries(t, source, source->way_count ? value_at(map, &source->ways[0]) : map);
    if (source->field->type == BC_FIELD_LIST)
        return take_list(t, source, first_filled(map, source));
    if (source->fact)
        return fact(t, source->fact);
    return fit(t, source->field, first_filled(map, source));
}

/* -- keys that belong to no form ------------------------------------------------------------------------ */

static bool is_own_key_of(const bc_form_field *field, bc_str key)
{
    const bc_str name = bc_str_slice(key, 2, key.n);
    bool same = bc_str_eq(field->key, name) || bc_form_names_agree(field->label, name);
    for (uint32_t i = 0; i < field->alias_count && !same; i++)
        same = bc_str_eq(field->aliases[i], key) || bc_form_names_agree(field->aliases[i], name);
    return same;
}

/* x-主管部门 of the record, for a field of that name; NULL: it has none. */
static const bc_node *find_own_key(const bc_node *record, const bc_form_field *field)
{
    for (uint32_t i = 0; record && record->kind == BC_NODE_MAP && i < record->n; i++) {
        const bc_node_member *member = &record->as.members[i];
        if (bc_form_reserved_is_remark(member->key) && is_own_key_of(field, member->key))
            return member->value;
    }
    return NULL;
}

static bc_value take_top(taking *t, const bc_gather_source *source, uint32_t i)
{
    const bool nowhere = !source->way_count && source->field->type != BC_FIELD_GROUP;
    const bc_node *own = nowhere ? find_own_key(t->record->value, source->field) : NULL;
    if (!own)
        return take_value(t, source, &t->record->datum);
    t->own_keys |= i < 64 ? (uint64_t)1 << i : 0;
    return read_again(t, source->field, own);
}

/* -- taking --------------------------------------------------------------------------------------------- */

static const bc_gather_plan *find_plan(bc_gather *gather, over_form *over, const bc_engine_template *template)
{
    bc_gather_plan *plan = NULL;
    bool none = false;
    pthread_mutex_lock(&gather->lock);
    for (size_t i = 0; i < over->plans.n && !plan; i++)
        plan = over->plans.at[i]->template == template ? over->plans.at[i] : NULL;
    for (size_t i = 0; i < over->none.n && !plan && !none; i++)
        none = over->none.at[i] == template;
    if (!plan && !none) {
        plan = bc_gather_plan_make(over->template->form->batch, template, &gather->plan_arena);
        if (plan)
            bc_vec_add(&over->plans, plan);
        else
            bc_vec_add(&over->none, template);
    }
    pthread_mutex_unlock(&gather->lock);
    return plan;
}

static void take_share(bc_gather *gather, over_form *over, taking *t, bc_gather_share *share)
{
    const bc_gather_plan *plan = find_plan(gather, over, t->record->template);
    *share = (bc_gather_share){ .plan = plan };
    if (!plan)
        return;
    bc_buf packed;
    bc_buf_init(&packed);
    t->own_keys = 0;
    for (uint32_t i = 0; i < plan->n; i++) {
        bc_value value = take_top(t, &plan->sources[i], i);
        bc_gather_pack_value(&value, plan->sources[i].field, &packed);
    }
    share->packed = bc_arena_str(t->arena, bc_buf_str(&packed));
    share->own_keys = t->own_keys;
    bc_buf_release(&packed);
}

bc_gather_share *bc_gather_take(bc_gather *gather, const bc_engine_work *record, bc_arena *arena)
{
    bc_gather_share *shares = BC_NEW_ARRAY(arena, bc_gather_share, gather->n);
    taking t = { .record = record, .arena = arena };
    for (size_t i = 0; i < gather->n; i++)
        take_share(gather, &gather->over[i], &t, &shares[i]);
    return shares;
}

/* -- keeping -------------------------------------------------------------------------------------------- */

/* The number of a source's name, from 1 on; 0: none. */
static size_t number_of_source(bc_gather *gather, const bc_diag_source *source)
{
    if (!source)
        return 0;
    bc_buf room;
    bc_buf_init(&room);
    const bc_str name = bc_diag_source_full_name(source, &room);
    size_t *number = bc_strmap_find(&gather->sources, name);
    if (!number) {
        bc_vec_add(&gather->source_list, bc_diag_source_called(&gather->arena, source));
        number = BC_NEW(&gather->arena, size_t);
        *number = gather->source_list.n;
        bc_strmap_put(&gather->sources, bc_arena_str(&gather->arena, name), number);
    }
    bc_buf_release(&room);
    return *number;
}

static void keep_share(bc_gather *gather, over_form *over, const bc_gather_share *share, bc_str head)
{
    if (!share->plan) {
        bc_gather_store_add(&over->store, (bc_str){ 0 }, (bc_str){ 0 }, &gather->memory, (size_t)BC_GATHER_MEMORY);
        return;
    }
    pthread_mutex_lock(&gather->lock);
    size_t at = 0;
    while (over->plans.at[at] != share->plan) /* it is one of them */
        at++;
    bc_gather_plan *plan = over->plans.at[at];
    pthread_mutex_unlock(&gather->lock);
    if (!plan->records++) {
        *over->last = plan;
        over->last = &plan->next;
    }
    plan->own_keys |= share->own_keys;
    over->count++;
    bc_gather_store_add(&over->store, head, share->packed, &gather->memory, (size_t)BC_GATHER_MEMORY);
}

size_t bc_gather_keep(bc_gather *gather, const bc_gather_share *shares, bc_diag_mark record)
{
    bc_buf head;
    bc_buf_init(&head);
    bc_gather_pack_number(number_of_source(gather, record.source), &head);
    bc_gather_pack_number(record.line, &head);
    bc_gather_pack_number(record.column, &head);
    for (size_t i = 0; i < gather->n; i++)
        keep_share(gather, &gather->over[i], &shares[i], bc_buf_str(&head));
    bc_buf_release(&head);
    return gather->records++;
}

void bc_gather_leave_out(bc_gather *gather, bc_str input)
{
    gather->left_out++;
    for (size_t i = 0; i < gather->named.n; i++)
        if (bc_str_eq(gather->named.at[i], input))
            return;
    if (gather->named.n <= MAX_NAMED)
        bc_vec_add(&gather->named, bc_arena_str(&gather->arena, input));
}

/* -- what there is to say ------------------------------------------------------------------------------- */

static void explain_left_out(const bc_gather *gather, bc_diag_mark at, bc_diag_list *diags)
{
    bc_buf names;
    bc_buf_init(&names);
    for (size_t i = 0; i < gather->named.n && i < MAX_NAMED; i++) {
        bc_buf_add_text(&names, i ? ", " : "");
        bc_buf_add_str(&names, gather->named.at[i]);
    }
    if (gather->named.n > MAX_NAMED)
        bc_buf_add_text(&names, ", …");
    bc_diag_add(diags, BC_DIAG_WARNING, "W526", at, bc_tr("records with errors are left out (%zu): %s"),
                gather->left_out, names.p);
    bc_diag_hint(diags, "%s", bc_tr("correct them, or count them as far as they can be read with --force"));
    bc_buf_release(&names);
}

bool bc_gather_explain(bc_gather *gather, size_t over, bc_diag_list *diags, bool *io_failed)
{
    const over_form *asked = &gather->over[over];
    const bc_form *form = asked->template->form;
    if (asked->store.error) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E530", form->batch->mark,
                    bc_tr("what the form needs of the records could not be stored: %s"),
                    bc_file_error_text(asked->store.error));
        *io_failed = true;
        return false;
    }
    if (!asked->count && !gather->left_out)
        bc_diag_add(diags, BC_DIAG_WARNING, "W529", form->batch->mark,
                    bc_tr("there are no records that the form %.*s could be over"), BC_STR_ARG(form->id));
    if (gather->left_out)
        explain_left_out(gather, form->batch->mark, diags);
    return bc_gather_plan_explain(form, asked->first, diags);
}

/* -- the list ------------------------------------------------------------------------------------------- */

size_t bc_gather_count(const bc_gather *gather, size_t over)
{
    return gather->over[over].count;
}

static bc_value unpack_record(const bc_gather *gather, const bc_form_fields *kept, bc_gather_unpacker *in, bool placed)
{
    const size_t source = bc_gather_unpack_number(in);
    in->source = source ? gather->source_list.at[source - 1] : NULL;
    const size_t line = bc_gather_unpack_number(in);
    const bc_diag_mark mark = bc_diag_mark_at(in->source, line, bc_gather_unpack_number(in), 0);
    bc_value_entry *entries = BC_NEW_ARRAY(in->arena, bc_value_entry, kept->n);
    for (uint32_t i = 0; i < kept->n; i++) {
        bc_value value = bc_gather_unpack_value(in, &kept->at[i]);
        entries[i] = (bc_value_entry){ kept->at[i].key, value };
    }
    const bc_node *origin = placed ? bc_node_new_map(in->arena, mark, NULL, 0) : NULL;
    return (bc_value){ .type = BC_VALUE_MAP, .n = kept->n, .origin = origin, .as.entries = entries };
}

static size_t count_chosen(const over_form *over, const size_t *chosen, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += over->store.entries.at[chosen ? chosen[i] : i].n > 0;
    return count;
}

/* The records, as far as they are chosen, in `items`. */
static size_t unpack_all(bc_gather *gather, over_form *asked, const size_t *chosen, size_t n, bool last,
                         bc_gather_unpacker *in, bc_value *items, bool placed)
{
    enum { MAX_AT_HAND = 16 * 1024 }; /* records, between two lookings back */
    size_t made = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        in->rest = bc_gather_store_at(&asked->store, chosen ? chosen[i] : i, &in->stays);
        if (in->rest.n)
            items[made++] = unpack_record(gather, &asked->template->form->batch->kept, in, placed);
        if (!chosen && i - kept == MAX_AT_HAND) {
            bc_gather_store_forget(&asked->store, kept, i, last);
            kept = i;
        }
    }
    return made;
}

bool bc_gather_list(bc_gather *gather, size_t over, const size_t *chosen, size_t n, bool last, bc_arena *arena,
                    bc_value *out, bc_diag_list *diags)
{
    over_form *asked = &gather->over[over];
    const bc_form *form = asked->template->form;
    pthread_mutex_lock(&gather->lock);
    const bool open = bc_gather_store_open(&asked->store, &gather->memory);
    pthread_mutex_unlock(&gather->lock);
    *out = (bc_value){ .type = BC_VALUE_LIST };
    if (!open) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E530", form->batch->mark,
                    bc_tr("what the form needs of the records could not be stored: %s"),
                    bc_file_error_text(asked->store.error));
        return false;
    }
    n = chosen ? n : gather->records;
    const size_t count = count_chosen(asked, chosen, n);
    bc_value *items = BC_NEW_ARRAY(arena, bc_value, count);
    bc_gather_unpacker in = { .arena = arena, .words = bc_mem_alloc(sizeof(bc_gather_words)) };
    const size_t made = unpack_all(gather, asked, chosen, n, last, &in, items, count <= MAX_PLACES);
    assert(made == count);
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = (uint32_t)made, .as.items = items };
    bc_mem_free(in.words);
    return true;
}
