/* Heads of columns are names of fields as people write them: a label, another name of it, a key, a year in it, the unit
 * behind it in brackets. Where heads stand in two rows the upper one is the group, or the list, that the field is in. A
 * head that fits two fields equally well means neither. */
#include "intake/targets.h"

#include "base/utf8.h"
#include "form/names.h"

/* -- what there is ---------------------------------------------------------------------------------------- */

typedef struct walk {
    bc_intake_targets *out;
    bc_intake_target now;
} walk;

static void add_field(walk *w, const bc_form_field *field);

static void add_inside(walk *w, const bc_form_field *field, bool list)
{
    if (w->now.way_count == BC_MAX_INTAKE_DEPTH)
        return;
    w->now.way[w->now.way_count++] = field;
    if (list)
        w->now.list = w->now.way_count;
    for (uint32_t i = 0; i < field->child_count; i++)
        add_field(w, &field->children[i]);
    if (list)
        w->now.list = 0;
    w->now.way_count--;
}

static void add_target(walk *w, const bc_form_field *field, uint32_t place, bool json)
{
    bc_intake_target target = w->now;
    target.field = field;
    target.place = place;
    target.json = json;
    if (json)
        bc_vec_add(&w->out->json, target);
    else
        bc_vec_add(&w->out->list, target);
}

static void add_field(walk *w, const bc_form_field *field)
{
    const bool maps = field->type == BC_FIELD_LIST && field->child_count;
    if (maps)
        add_target(w, field, 0, true);
    if (field->type == BC_FIELD_GROUP || (maps && !w->now.list)) {
        add_inside(w, field, maps);
    } else if (!maps) {
        add_target(w, field, 0, false);
        for (uint32_t i = 0; field->type == BC_FIELD_LIST && i < field->label_count; i++)
            add_target(w, field, i + 1, false);
    }
}

void bc_intake_targets_init(bc_intake_targets *targets, const bc_form *form)
{
    *targets = (bc_intake_targets){ .form = form };
    walk w = { .out = targets };
    for (uint32_t i = 0; i < form->fields.n; i++)
        add_field(&w, &form->fields.at[i]);
}

void bc_intake_targets_release(bc_intake_targets *targets)
{
    bc_vec_release(&targets->list);
    bc_vec_release(&targets->json);
}

/* -- likeness --------------------------------------------------------------------------------------------- */

enum { NOT_ALIKE, ALIKE, SAME };

static int likeness(const bc_form_name *name, const bc_form_name *head)
{
    const bc_form_likeness like = bc_form_names_compare(name, head);
    return like == BC_NAMES_DIFFER ? NOT_ALIKE : like == BC_NAMES_ALIKE ? ALIKE : SAME;
}

/* The first year that stands in the head. */
static bool find_year(bc_str head, int64_t *year)
{
    for (size_t i = 0; i + 4 <= head.n; i++) {
        *year = 0;
        size_t n = 0;
        while (i + n < head.n && head.p[i + n] >= '0' && head.p[i + n] <= '9' && n < 5)
            *year = *year * 10 + (head.p[i + n++] - '0');
        if (n == 4)
            return true;
        i += n;
    }
    return false;
}

/* An alias with the year in it is tried with that of the head. */
static bc_form_name alias_of(const bc_form_field *field, uint32_t i, const bc_form_name *head, bc_arena *arena)
{
    int64_t year;
    if (!field->alias_phrases || !field->alias_phrases[i])
        return field->names.aliases[i];
    if (!find_year(head->written, &year))
        return (bc_form_name){ .written = { 0 } };
    bc_value_entry entry = { BC_STR("year"), bc_value_number(bc_decimal_from_int(year), (bc_str){ 0 }) };
    bc_value map = { .type = BC_VALUE_MAP, .n = 1, .as.entries = &entry };
    const bc_expr_scope scope = { .map = &map };
    return bc_form_name_of(arena, bc_expr_phrase_eval(field->alias_phrases[i], &scope, arena, NULL));
}

static int field_likeness(const bc_form_field *field, const bc_form_name *head, bc_arena *arena)
{
    int best = bc_str_eq(field->key, head->written) ? SAME : likeness(&field->names.label, head);
    for (uint32_t i = 0; i < field->alias_count && best < SAME; i++) {
        const bc_form_name alias = alias_of(field, i, head, arena);
        const int like = likeness(&alias, head);
        best = like > best ? like : best;
    }
    return best;
}

/* A head that names the place of a list and the list itself in one word: 支出计划-3月底. */
static bool is_compound(const bc_form_name *upper, const bc_form_name *lower, bc_str head)
{
    static const char *const BETWEEN[] = { "", "-", "_", ":", ".", "—" };
    const bc_str a = upper->folded, b = lower->folded;
    if (!a.n || !b.n || head.n < a.n + b.n || !bc_str_starts(head, a))
        return false;
    const bc_str rest = bc_str_slice(head, a.n, head.n);
    if (!bc_str_ends(rest, b))
        return false;
    const bc_str between = bc_str_slice(rest, 0, rest.n - b.n);
    for (size_t i = 0; i < sizeof BETWEEN / sizeof *BETWEEN; i++)
        if (bc_str_is(between, BETWEEN[i]))
            return true;
    return false;
}

/* -- finding ---------------------------------------------------------------------------------------------- */

typedef struct head_parts {
    bc_form_name whole;
    bc_form_name at[BC_MAX_INTAKE_DEPTH];
    uint32_t n;
    bool joined;
} head_parts;

static void split_head(bc_str head, bc_arena *arena, head_parts *out)
{
    *out = (head_parts){ .whole = bc_form_name_of(arena, head) };
    for (size_t from = 0; from <= head.n && out->n < BC_MAX_INTAKE_DEPTH;) {
        size_t end = bc_str_find(head, BC_STR("/"), from);
        /* 万元/个 in a bracket parts nothing */
        const size_t open = bc_str_find(head, BC_STR("("), from), wide = bc_str_find(head, BC_STR("（"), from);
        if (end == SIZE_MAX || open < end || wide < end)
            end = head.n;
        out->at[out->n++] = bc_form_name_of(arena, bc_str_trim(bc_str_slice(head, from, end)));
        from = end + 1;
    }
}

/* The names around what a target fills, from the outermost on: its way, and the list that it is a place of. */
static uint32_t names_around(const bc_intake_target *target, const bc_form_field *out[BC_MAX_INTAKE_DEPTH + 1])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < target->way_count; i++)
        out[n++] = target->way[i];
    if (target->place)
        out[n++] = target->field;
    return n;
}

static int last_likeness(const bc_intake_target *target, const bc_form_name *head, bc_arena *arena)
{
    return target->place ? likeness(&target->field->names.labels[target->place - 1], head)
                         : field_likeness(target->field, head, arena);
}

enum { LIKE = 10000, PARENT = 100, RECORD = 50 };

/* budget.total: the way of keys, as in expressions. */
static bool is_path(const bc_intake_target *target, bc_str head)
{
    for (uint32_t i = 0; i < target->way_count; i++) {
        const bc_str key = target->way[i]->key;
        if (!bc_str_starts(head, key) || key.n == head.n || head.p[key.n] != '.')
            return false;
        head = bc_str_slice(head, key.n + 1, head.n);
    }
    return !target->place && target->way_count && bc_str_eq(head, target->field->key);
}

/* How well the head fits; 0: not at all. What stands nearer to the record wins over what is inside of it. */
static int fit(const bc_intake_target *target, const head_parts *head, bc_arena *arena)
{
    const bc_form_field *around[BC_MAX_INTAKE_DEPTH + 1];
    const uint32_t n = names_around(target, around);
    const bc_form_name *inner =
        target->place ? &target->field->names.labels[target->place - 1] : &target->field->names.label;
    int like = last_likeness(target, &head->whole, arena), parents = 0;
    if (!like && is_path(target, head->whole.written)) {
        like = SAME;
        parents = target->way_count;
    }
    if (!like && n && is_compound(&around[n - 1]->names.label, inner, head->whole.folded)) {
        like = SAME;
        parents = 1;
    }
    if (!like && head->n > 1 && (like = last_likeness(target, &head->at[head->n - 1], arena))) {
        uint32_t part = head->n - 1;
        for (uint32_t i = n; i > 0 && part > 0; i--)
            if (field_likeness(around[i - 1], &head->at[part - 1], arena)) {
                parents++;
                part--;
            }
    }
    if (!like || (head->n > 1 && !head->joined && !parents && !last_likeness(target, &head->whole, arena)))
        return 0;
    return like * LIKE + parents * PARENT + (n ? (int)(BC_MAX_INTAKE_DEPTH - n) - (target->list ? 10 : 0) : RECORD) +
           20;
}

/* 目标2 of a list whose places have no names. */
static uint32_t take_number(bc_str *head)
{
    size_t n = head->n;
    uint32_t number = 0;
    while (n && head->p[n - 1] >= '0' && head->p[n - 1] <= '9' && head->n - n < 3)
        n--;
    if (n == head->n || !n)
        return 0;
    for (size_t i = n; i < head->n; i++)
        number = number * 10 + (uint32_t)(head->p[i] - '0');
    head->n = n;
    return number;
}

/* Takes the mark off the end that a head has whose cells hold JSON. */
static bool take_json_mark(bc_str *head)
{
    static const char *const MARKS[] = { BC_INTAKE_JSON_MARK, "（JSON）" };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (bc_str_ends(*head, bc_str_from(MARKS[i]))) {
            head->n -= bc_str_from(MARKS[i]).n;
            return true;
        }
    return false;
}

static bc_intake_meaning find(const bc_intake_targets *targets, const bc_form_field *in, bc_str head, bool joined,
                              bool numbered, bc_arena *arena)
{
    head_parts parts;
    const bool json = take_json_mark(&head);
    split_head(head, arena, &parts);
    parts.joined = joined;
    bc_intake_meaning meaning = { 0 };
    int best = 0;
    const bc_intake_target *all = json ? targets->json.at : targets->list.at;
    for (size_t i = 0; i < (json ? targets->json.n : targets->list.n); i++) {
        const bc_intake_target *target = &all[i];
        const bc_form_field *list = target->list ? target->way[target->list - 1] : NULL;
        if (in && list != in)
            continue;
        if (numbered && (target->place || target->field->type != BC_FIELD_LIST))
            continue;
        const int now = fit(target, &parts, arena);
        if (now && now == best)
            meaning.rival = target;
        if (now > best) {
            best = now;
            meaning = (bc_intake_meaning){ .target = target, .placed = now % LIKE >= PARENT };
        }
    }
    return meaning;
}

bc_intake_meaning bc_intake_targets_find(const bc_intake_targets *targets, const bc_form_field *in, bc_str head,
                                         bool joined, bc_arena *arena)
{
    bc_intake_meaning meaning = find(targets, in, head, joined, false, arena);
    const uint32_t number = meaning.target ? 0 : take_number(&head);
    if (number) {
        meaning = find(targets, in, head, joined, true, arena);
        const uint32_t places = meaning.target ? meaning.target->field->label_count : 0;
        meaning.number = meaning.target && !places ? number : 0;
        if (places && number > places)
            return (bc_intake_meaning){ 0 };
        if (places)
            meaning.target += number; /* those of its places follow it */
    }
    return meaning;
}

bc_str bc_intake_target_name(const bc_intake_target *target, bool all, bc_arena *arena)
{
    const bc_form_field *around[BC_MAX_INTAKE_DEPTH + 1];
    const uint32_t n = names_around(target, around);
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < n; i++) {
        if (!all && bc_str_eq(around[i]->label, around[i]->key))
            continue; /* a group that has no name on paper */
        bc_buf_add_str(&out, around[i]->label);
        bc_buf_add_char(&out, '/');
    }
    bc_buf_add_str(&out, target->place ? target->field->labels[target->place - 1] : target->field->label);
    const bc_str name = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return name;
}
