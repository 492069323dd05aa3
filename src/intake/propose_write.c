/* The proposal as the file that a clerk goes on with: what is certain as lines that read at once, what is not as
 * comments, with the lines that would settle it. */
#include "intake/private/propose.h"

#include "base/tr.h"
#include "base/yaml_text.h"

#include <string.h>

typedef struct writer {
    const bc_intake_proposal *p;
    bc_arena *arena;
    bc_buf *out;
    const bc_intake_sample *sample; /* whose columns are written */
    const bc_form_field *in;        /* the list that they are of; NULL: the record */
    unsigned indent;
    bool any; /* a field was written */
} writer;

enum { STEP = 2 };

/* -- YAML ------------------------------------------------------------------------------------------------- */

static void put_text(bc_buf *out, bc_str text)
{
    bc_yaml_text_put(out, text, BC_YAML_IN_BRACKETS);
}

static void put_indent(writer *w)
{
    for (unsigned i = 0; i < w->indent; i++)
        bc_buf_add_char(w->out, ' ');
}

/* A comment of one line, whatever stands in it. */
static void put_comment(writer *w, const char *sign, bc_str text)
{
    put_indent(w);
    bc_buf_add_text(w->out, sign);
    bc_yaml_text_put_flat(w->out, text);
    bc_buf_add_char(w->out, '\n');
}

#define NOTE(w, ...) put_comment((w), "# ", bc_arena_printf((w)->arena, __VA_ARGS__))
#define ASK(w, ...) put_comment((w), "# ? ", bc_arena_printf((w)->arena, __VA_ARGS__))
#define LINE(w, ...) put_comment((w), "#   ", bc_arena_printf((w)->arena, __VA_ARGS__))

static void put_node(writer *w, const bc_node *node)
{
    if (node->kind == BC_NODE_LIST || node->kind == BC_NODE_MAP) {
        const bool map = node->kind == BC_NODE_MAP;
        bc_buf_add_char(w->out, map ? '{' : '[');
        for (uint32_t i = 0; i < node->n; i++) {
            bc_buf_add_text(w->out, i ? ", " : "");
            if (map) {
                put_text(w->out, node->as.members[i].key);
                bc_buf_add_text(w->out, ": ");
            }
            put_node(w, map ? node->as.members[i].value : node->as.items[i]);
        }
        bc_buf_add_char(w->out, map ? '}' : ']');
    } else if (node->kind == BC_NODE_TEXT) {
        put_text(w->out, node->as.text);
    }
}

static void put_member(writer *w, const char *key, bc_str value)
{
    put_indent(w);
    bc_buf_printf(w->out, "%s: ", key);
    put_text(w->out, value);
    bc_buf_add_char(w->out, '\n');
}

static bc_str as_yaml(writer *w, bc_str text)
{
    bc_buf out;
    bc_buf_init(&out);
    put_text(&out, text);
    const bc_str kept = bc_arena_str(w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return kept;
}

/* -- tables ----------------------------------------------------------------------------------------------- */

static void write_table(writer *w, const bc_intake_sample *sample)
{
    const bc_intake_proposing *what = w->p->what;
    const bc_str name = sample->input.mapped->name;
    const bc_node_member *table = bc_node_find_member(bc_node_find(what->draft, "tables"), name);
    put_indent(w);
    put_text(w->out, sample->name);
    bc_buf_add_text(w->out, ":\n");
    w->indent += STEP;
    for (uint32_t i = 0; table && i < table->value->n; i++) {
        put_indent(w);
        put_text(w->out, table->value->as.members[i].key);
        bc_buf_add_text(w->out, ": ");
        put_node(w, table->value->as.members[i].value);
        bc_buf_add_char(w->out, '\n');
    }
    if (what->all_sheets && sample->input.sheet.n)
        put_member(w, "sheet", sample->input.sheet);
    const bc_str head =
        sample->first_row == sample->last_row
            ? bc_arena_printf(w->arena, "%u", (unsigned)sample->first_row)
            : bc_arena_printf(w->arena, "%u-%u", (unsigned)sample->first_row, (unsigned)sample->last_row);
    const bool said = table && bc_node_find(table->value, "head");
    if (sample->guessed && !said) {
        ASK(w, "%s", bc_tr("no row has names of fields in it; is this its head?"));
        put_member(w, "head", head);
    } else if (!said && !sample->input.mapped->query) {
        NOTE(w, bc_tr("head: %.*s was found; without the # it is always there"), BC_STR_ARG(head));
    }
    if (sample->unit.n && !sample->input.mapped->unit.n)
        NOTE(w, bc_tr("amounts are in %.*s, as is said above the head"), BC_STR_ARG(sample->unit));
    if (sample->hidden_rows)
        ASK(w, bc_tr("%u of its rows are hidden, and read like the others"), (unsigned)sample->hidden_rows);
    if (sample->hidden_sheets && sample == w->p->samples.at)
        NOTE(w, bc_tr("the workbook has hidden sheets, which are not read: %u"), (unsigned)sample->hidden_sheets);
    w->indent -= STEP;
}

/* -- names of fields -------------------------------------------------------------------------------------- */

static const bc_form_field *list_of(const bc_intake_target *target)
{
    return target->list ? target->way[target->list - 1] : NULL;
}

static bool leads_to(const writer *w, bc_str name, const bc_intake_target *target)
{
    const bc_intake_meaning meaning = bc_intake_targets_find(&w->p->targets, w->in, name, true, w->arena);
    return meaning.target == target && !meaning.rival && !meaning.number;
}

static bc_str path_of(const writer *w, const bc_intake_target *target)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < target->way_count; i++)
        bc_buf_printf(&out, "%.*s.", BC_STR_ARG(target->way[i]->key));
    bc_buf_add_str(&out, target->field->key);
    const bc_str path = bc_arena_str(w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return path;
}

/* The shortest name that means it and nothing else. */
static bc_str name_of(const writer *w, const bc_intake_target *target)
{
    const bc_str names[] = { target->field->label, bc_intake_target_name(target, false, w->arena),
                             bc_intake_target_name(target, true, w->arena), target->field->key, path_of(w, target) };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].n && leads_to(w, names[i], target))
            return names[i];
    return (bc_str){ 0 };
}

static bc_str name_in_full(const writer *w, const bc_intake_target *target)
{
    const bc_str name = name_of(w, target);
    return name.n ? name : bc_intake_target_name(target, true, w->arena);
}

/* The list that the target is a place of. */
static const bc_intake_target *whole_of(const writer *w, const bc_intake_target *target)
{
    while (target->place && target > w->p->targets.list.at)
        target--;
    return target;
}

/* -- what is doubtful at a column --------------------------------------------------------------------------- */

static bc_form_field_type type_of(const bc_form_field *field)
{
    return field->type == BC_FIELD_LIST ? field->element : field->type;
}

static void write_unit_doubts(writer *w, uint32_t i, const bc_form_field *field)
{
    const bc_intake_head *head = &w->sample->heads[i];
    const bc_str above = w->sample->input.mapped->unit.n ? w->sample->input.mapped->unit : w->sample->unit;
    const bc_str said = head->unit.n ? head->unit : above;
    if (type_of(field) != BC_FIELD_MONEY || !w->sample->seen[i].numbers || !field->unit.n)
        return;
    if (!said.n)
        ASK(w, bc_tr("%.*s does not say its unit; it is taken for %.*s, else: {column: %.*s, unit: …}"),
            BC_STR_ARG(head->text), BC_STR_ARG(field->unit), BC_STR_ARG(head->text));
    else if (head->unit.n && above.n && !bc_str_eq(head->unit, above))
        ASK(w, bc_tr("%.*s is in %.*s by its head and in %.*s by what stands above: the head is believed"),
            BC_STR_ARG(head->text), BC_STR_ARG(head->unit), BC_STR_ARG(above));
    else if (!bc_str_eq(said, field->unit))
        NOTE(w, bc_tr("%.*s is in %.*s, the field in %.*s: it is converted"), BC_STR_ARG(head->text), BC_STR_ARG(said),
             BC_STR_ARG(field->unit));
}

static bool is_choice(const bc_form_field *field, bc_str value)
{
    bool known = false;
    for (uint32_t i = 0; i < field->choice_count && !known; i++)
        known = bc_form_names_agree(field->choices[i], value);
    return known;
}

static bc_str join(writer *w, const bc_str *texts, uint32_t n, bool more)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < n; i++) {
        bc_buf_add_text(&out, i ? bc_tr(", ") : "");
        bc_buf_add_str(&out, texts[i]);
    }
    bc_buf_add_text(&out, more ? "…" : "");
    const bc_str joined = bc_arena_str(w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return joined;
}

/* Values that the form does not have, and the table that would say what they mean. */
static void write_choice_doubts(writer *w, uint32_t i, const bc_form_field *field, bc_str name)
{
    const bc_intake_seen *seen = &w->sample->seen[i];
    bc_str strange[BC_SAMPLE_VALUES];
    uint32_t n = 0;
    bc_buf values;
    bc_buf_init(&values);
    for (uint32_t k = 0; k < seen->value_count && field->type == BC_FIELD_CHOICE && !field->open; k++) {
        const bool known = is_choice(field, seen->values[k]);
        bc_buf_add_text(&values, k ? ", " : "");
        put_text(&values, seen->values[k]);
        bc_buf_add_text(&values, ": ");
        if (known)
            put_text(&values, seen->values[k]);
        else
            strange[n++] = seen->values[k];
    }
    if (n) {
        const bc_str choices = join(w, field->choices, field->choice_count, false);
        const bc_str texts = join(w, strange, n, seen->more);
        ASK(w, bc_tr("%.*s holds what %.*s cannot be: %.*s (it is one of %.*s); say what they mean:"),
            BC_STR_ARG(w->sample->heads[i].text), BC_STR_ARG(field->label), BC_STR_ARG(texts), BC_STR_ARG(choices));
        LINE(w, "%.*s: {column: %.*s, values: {%s}}", BC_STR_ARG(as_yaml(w, name)),
             BC_STR_ARG(as_yaml(w, w->sample->heads[i].text)), values.p);
    }
    bc_buf_release(&values);
}

static void write_doubts(writer *w, uint32_t i, bc_str name)
{
    const bc_form_field *field = w->sample->meanings[i].target->field;
    const bc_intake_seen *seen = &w->sample->seen[i];
    write_unit_doubts(w, i, field);
    write_choice_doubts(w, i, field, name);
    if (type_of(field) == BC_FIELD_PERCENT && seen->shares && seen->shares * 2 >= seen->numbers)
        ASK(w, bc_tr("%.*s has numbers such as 0.3: where that is 30%%, write {column: %.*s, as: share}"),
            BC_STR_ARG(w->sample->heads[i].text), BC_STR_ARG(w->sample->heads[i].text));
    if (!seen->filled)
        NOTE(w, bc_tr("%.*s is empty"), BC_STR_ARG(w->sample->heads[i].text));
}

/* -- columns ---------------------------------------------------------------------------------------------- */

static bool same_field(const bc_intake_target *a, const bc_intake_target *b)
{
    return a && b && a->field == b->field && a->way_count == b->way_count &&
           !memcmp(a->way, b->way, a->way_count * sizeof *a->way);
}

/* Whether the column is written as filling what its head means. */
static bool is_sure(const writer *w, uint32_t i)
{
    const bc_intake_target *target = w->sample->meanings[i].target;
    const bc_form_field *list = target ? list_of(target) : NULL;
    const bool here = target && (w->in ? list == w->in : !list || list == w->p->list);
    return here && !bc_intake_sample_is_doubtful(w->sample, i);
}

static void begin_fields(writer *w)
{
    if (w->any)
        return;
    w->any = true;
    w->indent -= STEP;
    put_indent(w);
    bc_buf_add_text(w->out, "fields:\n");
    w->indent += STEP;
}

/* 目标1, 目标2 …, in the order of their numbers. */
static void write_numbered(writer *w, uint32_t first)
{
    const bc_intake_target *target = w->sample->meanings[first].target;
    const char *between = "[";
    uint32_t last = 0;
    for (;;) {
        uint32_t next = UINT32_MAX;
        for (uint32_t i = first; i < w->sample->head_count; i++) {
            const bc_intake_meaning *own = &w->sample->meanings[i];
            const uint32_t best = next == UINT32_MAX ? UINT32_MAX : w->sample->meanings[next].number;
            if (same_field(own->target, target) && own->number > last && own->number < best && is_sure(w, i))
                next = i;
        }
        if (next == UINT32_MAX)
            break;
        last = w->sample->meanings[next].number;
        bc_buf_add_text(w->out, between);
        put_text(w->out, w->sample->heads[next].text);
        between = ", ";
    }
    bc_buf_add_char(w->out, ']');
}

static void write_places(writer *w, uint32_t first)
{
    const bc_intake_target *target = w->sample->meanings[first].target;
    const char *between = "{";
    for (uint32_t i = first; i < w->sample->head_count; i++) {
        const bc_intake_target *own = w->sample->meanings[i].target;
        if (!same_field(own, target) || !own->place || !is_sure(w, i))
            continue;
        bc_buf_add_text(w->out, between);
        put_text(w->out, target->field->labels[own->place - 1]);
        bc_buf_add_text(w->out, ": ");
        put_text(w->out, w->sample->heads[i].text);
        between = ", ";
    }
    bc_buf_add_char(w->out, '}');
}

static void write_field(writer *w, uint32_t first)
{
    const bc_intake_meaning *meaning = &w->sample->meanings[first];
    const bc_str name = name_of(w, whole_of(w, meaning->target));
    begin_fields(w);
    for (uint32_t i = first; i < w->sample->head_count; i++)
        if (same_field(w->sample->meanings[i].target, meaning->target) && is_sure(w, i))
            write_doubts(w, i, name);
    put_indent(w);
    if (!name.n) /* nothing but the head itself means it, and it does so by itself */
        bc_buf_add_text(w->out, "# ");
    put_text(w->out, name.n ? name : meaning->target->field->label);
    bc_buf_add_text(w->out, ": ");
    if (meaning->target->place)
        write_places(w, first);
    else if (meaning->number)
        write_numbered(w, first);
    else
        put_text(w->out, w->sample->heads[first].text);
    bc_buf_add_char(w->out, '\n');
}

static void ask_rival(writer *w, uint32_t i)
{
    const bc_intake_meaning *meaning = &w->sample->meanings[i];
    const bc_str head = as_yaml(w, w->sample->heads[i].text);
    ASK(w, bc_tr("the head %.*s fits two fields; write one of them, and take it out of `ignore`:"), BC_STR_ARG(head));
    LINE(w, "%.*s: %.*s", BC_STR_ARG(as_yaml(w, bc_intake_target_name(meaning->target, true, w->arena))),
         BC_STR_ARG(head));
    LINE(w, "%.*s: %.*s", BC_STR_ARG(as_yaml(w, bc_intake_target_name(meaning->rival, true, w->arena))),
         BC_STR_ARG(head));
}

static void ask_double(writer *w, uint32_t i)
{
    const bc_intake_target *target = w->sample->meanings[i].target;
    const bc_str head = as_yaml(w, w->sample->heads[i].text);
    ASK(w, bc_tr("another head means %.*s, too; if it is this one, take it out of `ignore`:"),
        BC_STR_ARG(bc_intake_target_name(target, true, w->arena)));
    LINE(w, "%.*s: %.*s", BC_STR_ARG(as_yaml(w, bc_intake_target_name(target, false, w->arena))), BC_STR_ARG(head));
}

/* A head that is doubtful would be asked for at every reading; its column is left out until somebody has answered. */
static void write_doubtful(writer *w)
{
    BC_VEC(bc_str) heads = { 0 };
    for (uint32_t i = 0; i < w->sample->head_count; i++) {
        const bc_intake_meaning *meaning = &w->sample->meanings[i];
        const bc_form_field *list = meaning->target ? list_of(meaning->target) : NULL;
        const bool other_list = !w->in && list && list != w->p->list;
        if (!meaning->target || (w->in && list != w->in && !meaning->rival))
            continue;
        if (meaning->rival)
            ask_rival(w, i);
        else if (bc_intake_sample_is_doubtful(w->sample, i))
            ask_double(w, i);
        else if (other_list)
            ASK(w, bc_tr("%.*s is of the list %.*s, which the rows of this table are not"),
                BC_STR_ARG(w->sample->heads[i].text), BC_STR_ARG(list->label));
        else
            continue;
        bc_vec_add(&heads, w->sample->heads[i].text);
    }
    w->indent -= STEP;
    if (heads.n) {
        put_indent(w);
        bc_buf_add_text(w->out, "ignore: [");
        for (size_t i = 0; i < heads.n; i++) {
            bc_buf_add_text(w->out, i ? ", " : "");
            put_text(w->out, heads.at[i]);
        }
        bc_buf_add_text(w->out, "]\n");
    }
    w->indent += STEP;
    bc_vec_release(&heads);
}

/* The one field that nothing fills and whose name holds the head, or is held by it. */
static const bc_intake_target *guess_field(const writer *w, bc_str head)
{
    enum { MIN_BYTES = 6 }; /* bytes: two characters */
    const bc_intake_target *guess = NULL;
    for (size_t i = 0; i < w->p->targets.list.n && head.n >= MIN_BYTES; i++) {
        const bc_intake_target *target = &w->p->targets.list.at[i];
        const bc_str label = target->field->label;
        const bool near = label.n >= MIN_BYTES &&
                          (bc_str_find(label, head, 0) != SIZE_MAX || bc_str_find(head, label, 0) != SIZE_MAX);
        if (!near || target->place || target->list || w->in || bc_intake_proposal_feeds(w->p, target))
            continue;
        if (guess)
            return NULL;
        guess = target;
    }
    return guess;
}

static void ask_guess(writer *w, bc_str head)
{
    const bc_intake_target *guess = guess_field(w, head);
    const bc_str name = guess ? name_of(w, guess) : (bc_str){ 0 };
    if (!name.n)
        return;
    ASK(w, bc_tr("%.*s may be %.*s:"), BC_STR_ARG(head), BC_STR_ARG(guess->field->label));
    LINE(w, "%.*s: %.*s", BC_STR_ARG(as_yaml(w, name)), BC_STR_ARG(as_yaml(w, head)));
}

static void write_unused(writer *w)
{
    BC_VEC(bc_str) heads = { 0 };
    const bc_str by =
        w->in && bc_intake_proposal_by(w->p, w->sample) ? bc_intake_proposal_by(w->p, w->sample)->text : (bc_str){ 0 };
    for (uint32_t i = 0; i < w->sample->head_count; i++) {
        const bc_intake_target *target = w->sample->meanings[i].target;
        const bool of_other = target && w->in && list_of(target) != w->in && !w->sample->meanings[i].rival;
        if ((!target || of_other) && !bc_str_eq(w->sample->heads[i].text, by))
            bc_vec_add(&heads, w->sample->heads[i].text);
    }
    for (size_t i = 0; i < heads.n; i++)
        ask_guess(w, heads.at[i]);
    if (heads.n)
        NOTE(w, bc_tr("columns that fill nothing: %.*s"), BC_STR_ARG(join(w, heads.at, (uint32_t)heads.n, false)));
    bc_vec_release(&heads);
}

static void write_columns(writer *w)
{
    for (uint32_t i = 0; i < w->sample->head_count; i++) {
        bool again = false;
        for (uint32_t k = 0; k < i && !again; k++)
            again = same_field(w->sample->meanings[k].target, w->sample->meanings[i].target) && is_sure(w, k);
        if (!again && is_sure(w, i))
            write_field(w, i);
    }
}

/* -- other tables ----------------------------------------------------------------------------------------- */

static void write_list(writer *w, const bc_intake_sample *sample)
{
    writer inner = *w;
    begin_fields(w);
    put_indent(w);
    put_text(w->out, sample->list->label);
    bc_buf_add_text(w->out, ":\n");
    inner.indent += STEP;
    put_member(&inner, "from", sample->name);
    put_member(&inner, "by", bc_intake_proposal_by(w->p, sample)->text);
    inner.indent += STEP;
    inner.sample = sample;
    inner.in = sample->list;
    inner.any = false;
    write_columns(&inner);
    write_doubtful(&inner);
    write_unused(&inner);
}

/* Fields of the record that another table has and nothing else fills. */
static void ask_values(writer *w, const bc_intake_sample *sample, const bc_intake_head *by)
{
    for (uint32_t i = 0; i < sample->head_count; i++) {
        const bc_intake_target *target = sample->meanings[i].target;
        if (!target || target->list || target->place || bc_intake_proposal_feeds(w->p, target))
            continue;
        ASK(w, bc_tr("%.*s has %.*s; if it has one row for each record:"), BC_STR_ARG(sample->name),
            BC_STR_ARG(sample->heads[i].text));
        LINE(w, "%.*s: {from: %.*s, by: %.*s, column: %.*s}", BC_STR_ARG(as_yaml(w, name_of(w, target))),
             BC_STR_ARG(as_yaml(w, sample->name)), BC_STR_ARG(as_yaml(w, by->text)),
             BC_STR_ARG(as_yaml(w, sample->heads[i].text)));
    }
}

static void write_others(writer *w)
{
    for (size_t i = 0; i < w->p->samples.n; i++) {
        const bc_intake_sample *sample = &w->p->samples.at[i];
        if (sample == w->p->records)
            continue;
        const bc_intake_head *by = bc_intake_proposal_by(w->p, sample);
        if (sample->list)
            write_list(w, sample);
        else if (by)
            ask_values(w, sample, by);
        if (!sample->list)
            ASK(w,
                by ? bc_tr("the table %.*s fills nothing; as a list: {from: …, by: …, fields: {…}}")
                   : bc_tr("the table %.*s fills nothing: no column of it says to which record a row belongs"),
                BC_STR_ARG(sample->name));
    }
}

/* -- what nothing fills ------------------------------------------------------------------------------------- */

static bool is_missing(const writer *w, size_t i, bool required)
{
    const bc_intake_target *target = &w->p->targets.list.at[i];
    const bc_form_field *field = target->list ? list_of(target) : target->field;
    bool needed = field->required;
    for (uint32_t k = 0; k < target->way_count && !target->list; k++)
        needed |= target->way[k]->required && field->required;
    if (target->place || needed != required || field->computed || (field->fallback && !needed))
        return false;
    for (size_t k = 0; k < i && target->list; k++)
        if (list_of(&w->p->targets.list.at[k]) == field)
            return false; /* a list is said once */
    return !bc_intake_proposal_feeds(w->p, target);
}

static void write_missing(writer *w)
{
    BC_VEC(bc_str) names = { 0 };
    bool begun = false;
    for (size_t i = 0; i < w->p->targets.list.n; i++) {
        const bc_intake_target *target = &w->p->targets.list.at[i];
        if (is_missing(w, i, false))
            bc_vec_add(&names, target->list ? list_of(target)->label : name_in_full(w, target));
        if (!is_missing(w, i, true))
            continue;
        if (!begun)
            ASK(w, "%s",
                bc_tr("fields that must be given, and that nothing fills; `FIELD: COLUMN`, or `FIELD: "
                      "{constant: …}` where it is the same for all:"));
        begun = true;
        if (target->list)
            LINE(w, "%.*s: {from: TABLE, by: COLUMN, fields: {}}", BC_STR_ARG(as_yaml(w, list_of(target)->label)));
        else
            LINE(w, "%.*s:", BC_STR_ARG(as_yaml(w, name_of(w, target))));
    }
    if (names.n)
        NOTE(w, bc_tr("fields that nothing fills, and that may be left out: %.*s"),
             BC_STR_ARG(join(w, names.at, (uint32_t)names.n, false)));
    bc_vec_release(&names);
}

/* -- the file --------------------------------------------------------------------------------------------- */

static bool needs_key(const bc_intake_proposal *p)
{
    bool needs = p->list != NULL;
    for (size_t i = 0; i < p->samples.n && !needs; i++)
        needs = p->samples.at[i].list != NULL;
    return needs;
}

static void write_records(writer *w)
{
    const bc_intake_proposal *p = w->p;
    bc_buf_add_text(w->out, "records:\n");
    w->indent = STEP;
    put_member(w, "from", p->records->name);
    if (p->key_is_shared)
        ASK(w, bc_tr("%.*s stands in several tables, and is taken for what tells records apart"),
            BC_STR_ARG(p->key->text));
    if (p->key && needs_key(p))
        put_member(w, "key", p->key->text);
    else if (!p->key)
        ASK(w, "%s", bc_tr("no column is the code or the name of a record; `key: COLUMN` says what tells them apart"));
    w->indent += STEP;
    w->sample = p->records;
    write_columns(w);
    write_others(w);
    write_doubtful(w);
    write_unused(w);
    write_missing(w);
}

void bc_intake_proposal_write(const bc_intake_proposal *p, bc_buf *out)
{
    bc_arena arena = { 0 };
    writer w = { .p = p, .arena = &arena, .out = out };
    if (p->what->command.n)
        put_comment(&w, "# ", p->what->command);
    NOTE(&w, "%s",
         bc_tr("A proposal: what heads say is bound, lines with # ? are questions. It is given to render and "
               "check in place of the table."));
    put_member(&w, "form", p->what->form_name);
    bc_buf_add_text(out, "tables:\n");
    w.indent = STEP;
    for (size_t i = 0; i < p->samples.n; i++)
        write_table(&w, &p->samples.at[i]);
    w.indent = 0;
    write_records(&w);
    bc_arena_release(&arena);
}
