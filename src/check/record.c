/* A record as rules look at it. Fields are found once for a form, by type and role, and kept as ways of indices, so
 * that a rule looks up no names; indicators and texts are gathered once for a record, whatever lists they stand in. At
 * the end: where in the file a part of a value was written. */
#include "check/private/record.h"
#include "check/years.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/written_name.h"

#include <stdlib.h>
#include <string.h>

/* -- roles ---------------------------------------------------------------------------------------------- */

typedef BC_VEC(bc_check_slot) slots;

typedef struct search {
    slots money, codes, phones, persons, plans, dates, departments, totals;
    BC_VEC(bc_check_list) lists;
    BC_VEC(bc_check_table) tables;
    bc_arena *arena;
} search;

static int column_of(const bc_form_field *list, bc_form_role role)
{
    return bc_check_index_of(list->children, list->child_count, role);
}

int bc_check_index_of(const bc_form_field *fields, uint32_t n, bc_form_role role)
{
    const bc_form_field *field = bc_form_field_of_role(fields, n, role);
    return field ? (int)(field - fields) : -1;
}

static void find_columns(const bc_form_field *field, bc_check_list *list)
{
    list->level1 = column_of(field, BC_FORM_ROLE_LEVEL1);
    list->level2 = column_of(field, BC_FORM_ROLE_LEVEL2);
    list->name = column_of(field, BC_FORM_ROLE_NAME);
    list->unit = column_of(field, BC_FORM_ROLE_UNIT);
    list->nature = column_of(field, BC_FORM_ROLE_NATURE);
    list->direction = column_of(field, BC_FORM_ROLE_DIRECTION);
    list->half = column_of(field, BC_FORM_ROLE_HALF);
    list->actual = column_of(field, BC_FORM_ROLE_ACTUAL);
    list->explains = column_of(field, BC_FORM_ROLE_EXPLANATION);
    list->formula = column_of(field, BC_FORM_ROLE_FORMULA);
    list->scoring = column_of(field, BC_FORM_ROLE_SCORING);
    for (uint32_t i = 0; i < field->child_count && list->target_count < BC_MAX_TARGETS; i++)
        if (field->children[i].type == BC_FIELD_TARGET && (int)i != list->half)
            list->targets[list->target_count++] = (int)i;
}

/* A list whose elements have amounts. */
static void take_table(search *s, const bc_check_slot *slot)
{
    const bc_form_field *list = slot->field;
    uint16_t *amounts = BC_NEW_ARRAY(s->arena, uint16_t, list->child_count);
    bc_check_table table = { .slot = *slot, .amounts = amounts };
    for (uint32_t i = 0; i < list->child_count; i++)
        if (list->children[i].type == BC_FIELD_MONEY)
            amounts[table.amount_count++] = (uint16_t)i;
    if (!table.amount_count)
        return;
    table.levels[0] = column_of(list, BC_FORM_ROLE_CLASS);
    table.levels[1] = table.levels[0] < 0 ? -1 : column_of(list, BC_FORM_ROLE_SECTION);
    table.levels[2] = table.levels[1] < 0 ? -1 : column_of(list, BC_FORM_ROLE_ITEM);
    table.code = column_of(list, BC_FORM_ROLE_CODE);
    table.name = column_of(list, BC_FORM_ROLE_NAME);
    bc_vec_add(&s->tables, table);
}

static void take_field(search *s, const bc_check_slot *slot)
{
    const bc_form_field *field = slot->field;
    bool single = field->type != BC_FIELD_LIST && field->type != BC_FIELD_GROUP;
    if (single && bc_form_field_is(field, BC_FORM_ROLE_DEPARTMENT))
        bc_vec_add(&s->departments, *slot);
    if (single && bc_form_field_is(field, BC_FORM_ROLE_TOTAL))
        bc_vec_add(&s->totals, *slot);
    switch (field->type) {
    case BC_FIELD_MONEY:
        bc_vec_add(&s->money, *slot);
        break;
    case BC_FIELD_CODE:
        bc_vec_add(&s->codes, *slot);
        break;
    case BC_FIELD_PHONE:
        bc_vec_add(&s->phones, *slot);
        break;
    case BC_FIELD_PERSON:
        bc_vec_add(&s->persons, *slot);
        break;
    case BC_FIELD_DATE:
        bc_vec_add(&s->dates, *slot);
        break;
    case BC_FIELD_YEAR:
        if (bc_form_field_is(field, BC_FORM_ROLE_START) || bc_form_field_is(field, BC_FORM_ROLE_END))
            bc_vec_add(&s->dates, *slot);
        break;
    case BC_FIELD_LIST:
        take_table(s, slot);
        if (field->element == BC_FIELD_PERCENT && !field->child_count && field->label_count)
            bc_vec_add(&s->plans, *slot);
        if (column_of(field, BC_FORM_ROLE_LEVEL1) >= 0 && column_of(field, BC_FORM_ROLE_NAME) >= 0) {
            bc_check_list list = { .slot = *slot };
            find_columns(field, &list);
            bc_vec_add(&s->lists, list);
        }
        break;
    default:
        break;
    }
}

static void find_fields(search *s, const bc_form_field *fields, uint32_t n, bc_check_slot slot)
{
    if (slot.depth == BC_MAX_SLOT_DEPTH)
        return;
    slot.depth++;
    for (uint32_t i = 0; i < n; i++) {
        slot.field = &fields[i];
        slot.way[slot.depth - 1] = (uint16_t)i;
        take_field(s, &slot);
        if (fields[i].type == BC_FIELD_GROUP)
            find_fields(s, fields[i].children, fields[i].child_count, slot);
    }
}

static bc_check_slots keep_slots(bc_arena *arena, slots *found)
{
    const bc_check_slots kept = { BC_NEW_COPY(arena, found->at, found->n), (uint32_t)found->n };
    bc_vec_release(found);
    return kept;
}

/* Fields that have their role by the template before those that have it by their key. */
static bc_check_slots keep_by_role(bc_arena *arena, slots *found)
{
    bc_check_slot *at = BC_NEW_ARRAY(arena, bc_check_slot, found->n);
    uint32_t n = 0;
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < found->n; i++)
            if (found->at[i].field->has_own_role == own)
                at[n++] = found->at[i];
    bc_vec_release(found);
    return (bc_check_slots){ at, n };
}

void bc_check_roles_find(bc_arena *arena, const bc_form *form, bc_check_set *checks)
{
    search s = { .arena = arena };
    find_fields(&s, form->fields.at, form->fields.n, (bc_check_slot){ 0 });
    checks->money = keep_slots(arena, &s.money);
    checks->codes = keep_slots(arena, &s.codes);
    checks->phones = keep_slots(arena, &s.phones);
    checks->persons = keep_slots(arena, &s.persons);
    checks->plans = keep_slots(arena, &s.plans);
    checks->dates = keep_slots(arena, &s.dates);
    checks->lists = BC_NEW_COPY(arena, s.lists.at, s.lists.n);
    checks->list_count = (uint32_t)s.lists.n;
    bc_vec_release(&s.lists);
    checks->tables = BC_NEW_COPY(arena, s.tables.at, s.tables.n);
    checks->table_count = (uint32_t)s.tables.n;
    bc_vec_release(&s.tables);
    checks->departments = keep_by_role(arena, &s.departments);
    checks->totals = keep_by_role(arena, &s.totals);
    checks->name = bc_check_index_of(form->fields.at, form->fields.n, BC_FORM_ROLE_NAME);
    checks->year = bc_check_index_of(form->fields.at, form->fields.n, BC_FORM_ROLE_YEAR);
    checks->code = bc_check_index_of(form->fields.at, form->fields.n, BC_FORM_ROLE_CODE);
    checks->title = bc_check_index_of(form->fields.at, form->fields.n, BC_FORM_ROLE_TITLE);
}

/* -- slots ---------------------------------------------------------------------------------------------- */

static bool find_slot(const bc_form *form, bc_str path, bc_check_slot *out)
{
    *out = (bc_check_slot){ 0 };
    const bc_form_field *fields = form->fields.at;
    uint32_t n = form->fields.n;
    for (size_t from = 0; out->depth < BC_MAX_SLOT_DEPTH;) {
        size_t dot = bc_str_find(path, BC_STR("."), from);
        const bc_form_field *field = bc_form_field_find(fields, n, bc_str_slice(path, from, dot));
        if (!field)
            return false;
        out->field = field;
        out->way[out->depth++] = (uint16_t)(field - fields);
        if (dot == SIZE_MAX)
            return true;
        if (field->type != BC_FIELD_GROUP)
            return false;
        fields = field->children;
        n = field->child_count;
        from = dot + 1;
    }
    return false;
}

bool bc_check_slot_compile(bc_check_rule_compiler *compiler, const bc_node *path, bc_check_slot *out)
{
    bc_str text = bc_node_text(path);
    if (text.n && find_slot(compiler->form, text, out))
        return true;
    bc_diag_add(compiler->diags, BC_DIAG_ERROR, "E341", path->mark, bc_tr("there is no field `%.*s`"),
                BC_STR_ARG(text));
    return false;
}

bc_check_slots bc_check_slots_compile(bc_check_rule_compiler *compiler, const bc_node *paths)
{
    if (!paths || paths->kind == BC_NODE_NULL || paths->kind == BC_NODE_MAP)
        return (bc_check_slots){ 0 };
    uint32_t most = paths->kind == BC_NODE_LIST ? paths->n : 1, n = 0;
    bc_check_slot *at = BC_NEW_ARRAY(compiler->arena, bc_check_slot, most);
    for (uint32_t i = 0; i < most; i++)
        n += bc_check_slot_compile(compiler, paths->kind == BC_NODE_LIST ? paths->as.items[i] : paths, &at[n]);
    return (bc_check_slots){ at, n };
}

const bc_value *bc_check_slot_at(const bc_value *record, const bc_check_slot *slot)
{
    for (uint8_t i = 0; i < slot->depth; i++)
        record = &record->as.entries[slot->way[i]].value;
    return record;
}

const bc_value *bc_check_amount_at(const bc_value *record, const bc_check_slot *slot)
{
    const bc_value *datum = bc_check_slot_at(record, slot);
    for (uint32_t i = datum->type == BC_VALUE_LIST ? datum->n : 0; i-- > 0;)
        if (datum->as.items[i].type == BC_VALUE_NUMBER)
            return &datum->as.items[i];
    return datum;
}

int bc_check_year(const bc_check *c)
{
    return bc_check_set_year(c->checks, c->record);
}

int bc_check_set_year(const bc_check_set *checks, const bc_value *record)
{
    int64_t year = 0;
    if (checks->year >= 0 && record->type == BC_VALUE_MAP) {
        const bc_value *datum = &record->as.entries[checks->year].value;
        if (datum->type == BC_VALUE_NUMBER && bc_decimal_is_integer(datum->as.number, &year))
            return (int)year;
    }
    return 0;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

const bc_value *bc_check_indicator_value(const bc_check_indicator *row, int column)
{
    return column >= 0 && (uint32_t)column < row->element->n ? &row->element->as.entries[column].value : NULL;
}

bc_str bc_check_indicator_text(const bc_check_indicator *row, int column)
{
    const bc_value *datum = bc_check_indicator_value(row, column);
    return datum ? bc_str_trim(datum->text) : (bc_str){ 0 };
}

bc_diag_mark bc_check_indicator_mark(const bc_check *c, const bc_check_indicator *row, int column)
{
    const bc_value *datum = bc_check_indicator_value(row, column);
    if (!datum || !datum->origin)
        datum = bc_check_indicator_value(row, row->list->name);
    return bc_check_mark(c, datum && datum->origin ? datum : row->element);
}

bc_str bc_check_indicator_title(const bc_check_indicator *row)
{
    return row->name.n ? row->name : row->level2.n ? row->level2 : row->level1;
}

bool bc_check_has(bc_str text, const char *part)
{
    size_t n = strlen(part);
    return bc_str_find(text, (bc_str){ part, n }, 0) != SIZE_MAX;
}

/* The bytes of the stop that stands there; 0: none does. */
static size_t stop_at(bc_str text, size_t at, const char *stops)
{
    enum { CHINESE = 3 };
    size_t n;
    for (const char *stop = stops; *stop; stop += n) {
        n = (unsigned char)*stop < 0x80 ? 1 : CHINESE;
        if (text.p[at] == *stop && n <= text.n - at && memcmp(text.p + at, stop, n) == 0)
            return n;
    }
    return 0;
}

/* The first byte of a character of Chinese, which no stop is. */
enum { HAN = 3 };

static bool is_han(char byte)
{
    return (unsigned char)byte >= 0xE4 && (unsigned char)byte < 0xEF;
}

bool bc_check_next_piece(bc_str text, const char *stops, size_t *at, bc_str *piece)
{
    const size_t from = *at;
    size_t end = from, n = 0;
    while (end < text.n && !(n = is_han(text.p[end]) ? 0 : stop_at(text, end, stops)))
        end += is_han(text.p[end]) && text.n - end >= HAN ? HAN : 1;
    *piece = bc_str_slice(text, from, end);
    *at = end + n;
    return from < text.n;
}

size_t bc_check_digits_at(bc_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && bc_check_is_digit(text.p[at + n]))
        n++;
    return n;
}

const bc_form_words *bc_check_words_of(const bc_check *c, bc_form_word_list list)
{
    return &c->checks->words[list];
}

bool bc_check_is_satisfaction(const bc_check *c, const bc_check_indicator *row)
{
    return row->kind == BC_SATISFACTION || ((row->kind == BC_BENEFIT || row->kind == BC_OTHER_INDICATOR) &&
                                            bc_form_words_end(&c->checks->words[BC_WORDS_SATISFACTIONS], row->name));
}

static bc_check_indicator_kind kind_of(const bc_form_words *words, bc_str level1, bc_str level2)
{
    const bc_form_word_meaning *kind = bc_form_words_meaning_begin(&words[BC_WORDS_WHOLE_KINDS], level1);
    if (!kind)
        kind = bc_form_words_meaning_in(&words[BC_WORDS_KINDS], level2);
    if (!kind)
        kind = bc_form_words_meaning_in(&words[BC_WORDS_LEVEL1_KINDS], level1);
    return kind ? (bc_check_indicator_kind)kind->place : BC_OTHER_INDICATOR;
}

/* A column of its own says what others write before the value. */
static bc_check_relation direction_of(const bc_form_words *words, bc_str text)
{
    const bc_form_word_meaning *word = bc_form_words_meaning_of(&words[BC_WORDS_DIRECTIONS], text);
    size_t n;
    bc_check_relation sign = bc_check_sign_at(text, &n);
    bool whole = bc_str_is(text, "≥") || bc_str_is(text, "≤") || bc_str_is(text, "=");
    return word ? (bc_check_relation)word->place : whole ? sign : BC_NO_OPERATOR;
}

static void read_row(const bc_form_words *words, const bc_check_list *list, const bc_value *element,
                     bc_check_indicator *row)
{
    *row = (bc_check_indicator){ .list = list, .element = element };
    row->level1 = bc_check_indicator_text(row, list->level1);
    row->level2 = bc_check_indicator_text(row, list->level2);
    row->name = bc_check_indicator_text(row, list->name);
    row->unit = bc_check_indicator_text(row, list->unit);
    row->nature = bc_check_indicator_text(row, list->nature);
    row->direction = bc_check_indicator_text(row, list->direction);
    row->kind = kind_of(words, row->level1, row->level2);
    const bc_form_word_meaning *nature = bc_form_words_meaning_of(&words[BC_WORDS_NATURES], row->nature);
    row->sense = nature ? (bc_check_nature)nature->place : BC_NO_NATURE;
    const bc_form_words *empty = &words[BC_WORDS_NOT_APPLICABLE], *nothing = &words[BC_WORDS_NOTHING];
    bool filled = false, answered = false;
    for (int i = 0; i < list->target_count; i++) {
        bc_check_target_read(words, bc_check_indicator_text(row, list->targets[i]), &row->targets[i]);
        if (!row->targets[i].relation)
            row->targets[i].relation = direction_of(words, row->direction);
        filled |= row->targets[i].text.n > 0;
        answered |= row->targets[i].text.n && !bc_form_words_are(empty, row->targets[i].text) &&
                    !bc_form_words_are(nothing, row->targets[i].text);
    }
    row->unused = (!row->name.n && !filled) || bc_form_words_are(empty, row->name) ||
                  (bc_form_words_are(nothing, row->name) && !answered) ||
                  (list->target_count && bc_form_words_are(empty, row->targets[0].text));
}

static void read_rows(bc_check *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        n += bc_check_slot_at(c->record, &c->checks->lists[i].slot)->n;
    bc_check_indicator *rows = BC_NEW_ARRAY(c->arena, bc_check_indicator, n);
    n = 0;
    for (uint32_t i = 0; i < c->checks->list_count; i++) {
        const bc_check_list *list = &c->checks->lists[i];
        const bc_value *datum = bc_check_slot_at(c->record, &list->slot);
        for (uint32_t k = 0; datum->type == BC_VALUE_LIST && k < datum->n; k++)
            if (datum->as.items[k].type == BC_VALUE_MAP)
                read_row(c->checks->words, list, &datum->as.items[k], &rows[n++]);
    }
    c->rows = rows;
    c->row_count = n;
}

bool bc_check_is_masked(const bc_check *c, const bc_form_field *field, const bc_value *datum)
{
    return datum->origin &&
           (datum->origin->masked || (bc_form_field_is_personal(field, bc_check_words_of(c, BC_WORDS_PRIVATE_FIELDS)) &&
                                      bc_written_is_masked(bc_str_trim(datum->text))));
}

/* -- passages ------------------------------------------------------------------------------------------- */

typedef struct collector {
    bc_check *c;
    BC_VEC(bc_check_passage) list;
    uint32_t next_row;
} collector;

static void add_passage(collector *k, const bc_form_field *field, const bc_value *datum, const bc_check_passage *like)
{
    if (datum->type != BC_VALUE_TEXT && !(datum->type == BC_VALUE_DATE && datum->text.n))
        return;
    if (bc_check_is_masked(k->c, field, datum))
        return;
    bc_check_passage passage = *like;
    passage.field = field;
    passage.type = field->type == BC_FIELD_LIST ? field->element : field->type;
    passage.datum = datum;
    passage.text = datum->origin && datum->origin->kind == BC_NODE_TEXT ? datum->origin->as.text : datum->text;
    bc_vec_add(&k->list, passage);
}

static void collect_list(collector *k, const bc_form_field *field, const bc_value *list)
{
    bool indicators = k->next_row < k->c->row_count && k->c->rows[k->next_row].list->slot.field == field;
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *element = &list->as.items[i];
        if (element->type != BC_VALUE_MAP) {
            add_passage(k, field, element, &(bc_check_passage){ 0 });
            continue;
        }
        const bc_check_indicator *row = indicators ? &k->c->rows[k->next_row++] : NULL;
        for (uint32_t e = 0; e < element->n && e < field->child_count; e++)
            add_passage(k, &field->children[e], &element->as.entries[e].value,
                        &(bc_check_passage){ .in_list = true, .column = (int)e, .row = row });
    }
}

static void collect(collector *k, const bc_form_field *fields, uint32_t n, const bc_value *map)
{
    for (uint32_t i = 0; i < n && i < map->n; i++) {
        const bc_value *datum = &map->as.entries[i].value;
        if (datum->type == BC_VALUE_LIST)
            collect_list(k, &fields[i], datum);
        else if (datum->type == BC_VALUE_MAP)
            collect(k, fields[i].children, fields[i].child_count, datum);
        else
            add_passage(k, &fields[i], datum, &(bc_check_passage){ 0 });
    }
}

void bc_check_read_record(bc_check *c)
{
    read_rows(c);
    collector k = { .c = c };
    collect(&k, c->checks->form->fields.at, c->checks->form->fields.n, c->record);
    c->passages = k.list.at;
    c->passage_count = (uint32_t)k.list.n;
    if (k.list.at)
        bc_arena_adopt(c->arena, k.list.at, k.list.capacity * sizeof *k.list.at);
}

/* -- places --------------------------------------------------------------------------------------------- */

bc_diag_mark bc_check_mark(const bc_check *c, const bc_value *datum)
{
    const bool written = datum && datum->origin;
    const bc_node *origin = written ? datum->origin : c->record->origin;
    c->pointer->unwritten = written ? NULL : datum;
    return origin ? origin->mark : (bc_diag_mark){ 0 };
}

static bc_str source_from(const bc_diag_mark *mark)
{
    size_t at = bc_diag_source_at(mark->source, mark->line, mark->column);
    return bc_str_slice(mark->source->text, at, SIZE_MAX);
}

/* The bytes around a part, within its line of the text, to find the right one of several equal parts. */
static bc_str with_surroundings(bc_str text, size_t at, size_t n, size_t *lead)
{
    enum { AROUND = 24 };
    size_t from = at, to = at + n;
    while (from > 0 && at - from < AROUND && text.p[from - 1] != '\n')
        from--;
    while (to < text.n && to - at - n < AROUND && text.p[to] != '\n')
        to++;
    *lead = at - from;
    return bc_str_slice(text, from, to);
}

static size_t short_length(size_t n)
{
    enum { MAX_UNDERLINED = 80 };
    return n < MAX_UNDERLINED ? n : MAX_UNDERLINED;
}

/* \uXXXX at *at. */
static bool read_unit(bc_str source, size_t *at, uint32_t *unit)
{
    char digits[5] = { 0 }, *end;
    if (source.n - *at < 6 || source.p[*at] != '\\' || source.p[*at + 1] != 'u')
        return false;
    memcpy(digits, source.p + *at + 2, 4);
    *unit = (uint32_t)strtoul(digits, &end, 16);
    *at += 6;
    return end == digits + 4;
}

/* A value as long as its text (and its two quotation marks) stands on one line, letter by letter. Knowing that saves
 * the search for it, which in a file of many records takes longer than all rules. */
static bool stands_on_one_line(const bc_node *origin, bc_str text, size_t *column)
{
    const bc_diag_mark *mark = &origin->mark;
    size_t length = bc_utf8_count(text) + (origin->quoted ? 2 : 0);
    *column = mark->column + (origin->quoted ? 1u : 0u);
    if (length < BC_DIAG_MAX_LENGTH || mark->length < BC_DIAG_MAX_LENGTH)
        return length == mark->length;
    /* Longer than a mark can say. */
    bc_str written = source_from(mark);
    written = bc_str_slice(written, origin->quoted ? 1 : 0, SIZE_MAX);
    return bc_str_starts(written, text) && !memchr(text.p, '\n', text.n) &&
           (!origin->quoted || (written.n > text.n && strchr("\"'", written.p[text.n])));
}

/* The character at `*at` inside double quotation marks, escaped or not; BC_UTF8_BAD: it is none that we know. */
static uint32_t next_escaped(bc_str source, size_t *at)
{
    static const char NAMES[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
    if (source.p[*at] != '\\')
        return bc_utf8_next(source, at);
    const char *name = *at + 1 < source.n ? memchr(NAMES, source.p[*at + 1], sizeof NAMES - 1) : NULL;
    if (name) {
        *at += 2;
        return (unsigned char)MEANT[name - NAMES];
    }
    uint32_t c = 0, low = 0;
    if (!read_unit(source, at, &c))
        return BC_UTF8_BAD;
    if (c < 0xD800 || c > 0xDBFF)
        return c;
    return read_unit(source, at, &low) ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : BC_UTF8_BAD;
}

/* Where the part stands in a text that is written with escapes in one line, as programs write JSON: they are decoded
 * along with the text, which says whether it is that one. */
static bool find_escaped(bc_str source, bc_str text, size_t from, size_t to, size_t *first, size_t *length)
{
    size_t columns = 1, at = 1, begin = 0;
    if (!source.n || source.p[0] != '"')
        return false;
    for (size_t i = 0; i < to;) {
        if (i == from)
            begin = columns;
        const size_t start = at;
        if (at >= source.n || next_escaped(source, &at) != bc_utf8_next(text, &i))
            return false;
        columns += bc_utf8_count(bc_str_slice(source, start, at));
    }
    *first = begin;
    *length = columns - begin;
    return begin > 0;
}

/* A place is looked for from the begin of the text on: in one with thousands of findings that would never end. */
static bool is_asked_too_often(const bc_check *c, const bc_value *datum)
{
    enum { MAX_ASKED = 200 };
    bc_check_pointer *pointer = c->pointer;
    pointer->times = pointer->asked == datum ? pointer->times + 1 : 1;
    pointer->asked = datum;
    return pointer->times > MAX_ASKED;
}

bc_diag_mark bc_check_mark_part(const bc_check *c, const bc_value *datum, bc_str text, size_t at, size_t n)
{
    bc_diag_mark mark = bc_check_mark(c, datum);
    if (!mark.source || !mark.line || !datum->origin || datum->origin->kind != BC_NODE_TEXT ||
        is_asked_too_often(c, datum) || bc_check_is_late(c))
        return mark;
    const size_t length = short_length(bc_utf8_count(bc_str_slice(text, at, at + n)));
    size_t column;
    if (stands_on_one_line(datum->origin, text, &column))
        return bc_diag_mark_at(mark.source, mark.line, column + bc_utf8_count(bc_str_slice(text, 0, at)), length);
    size_t lead;
    bc_str wanted = with_surroundings(text, at, n, &lead);
    bc_str source = source_from(&mark);
    size_t first, written;
    if (find_escaped(source, text, at, at + n, &first, &written))
        return bc_diag_mark_at(mark.source, mark.line, mark.column + first, short_length(written));
    /* Escapes and indentation make the source longer than the text, not much. */
    source = bc_str_slice(source, 0, text.n * 2 + 256);
    size_t found = bc_str_find(source, wanted, 0);
    if (found == SIZE_MAX || !wanted.n)
        return mark;
    found += lead;
    size_t line = mark.line;
    column = mark.column;
    for (size_t i = 0; i < found;) {
        uint32_t character = bc_utf8_next(source, &i);
        if (character == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
    return bc_diag_mark_at(mark.source, line, column, length);
}

bc_str bc_check_number(bc_check *c, bc_decimal number, int decimals, bool grouped)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_decimal_print(number, decimals, grouped, &out);
    bc_str text = bc_arena_str(c->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

bc_str bc_check_money(bc_check *c, bc_decimal number)
{
    return bc_check_number(c, number, number.scale > 2 ? -1 : 2, true);
}

const bc_value *bc_check_cell(const bc_value *row, int column)
{
    static const bc_value nothing = { 0 };
    return column >= 0 && (uint32_t)column < row->n ? &row->as.entries[column].value : &nothing;
}

bc_str bc_check_words_at(const bc_value *row, int column)
{
    return bc_str_trim(bc_check_cell(row, column)->text);
}

size_t bc_check_item_number(bc_str name)
{
    static const char *const NUMERALS = "一二三四五六七八九十";
    enum { HAN = 3 };
    size_t at = 0;
    const bool wide = bc_str_starts(name, BC_STR("（")), open = wide || bc_str_starts(name, BC_STR("("));
    at += wide ? HAN : open;
    const size_t from = at;
    while (at < name.n) {
        if (bc_check_is_digit(name.p[at]))
            at++;
        else if (at + HAN <= name.n &&
                 bc_str_find(bc_str_from(NUMERALS), bc_str_slice(name, at, at + HAN), 0) != SIZE_MAX)
            at += HAN;
        else
            break;
    }
    const bc_str rest = bc_str_slice(name, at, name.n);
    if (at == from)
        return 0;
    if (open)
        return bc_str_starts(rest, BC_STR("）")) ? at + HAN : bc_str_starts(rest, BC_STR(")")) ? at + 1 : 0;
    return bc_str_starts(rest, BC_STR("、")) || bc_str_starts(rest, BC_STR("．")) ? at + HAN
           : bc_str_starts(rest, BC_STR("."))                                     ? at + 1
                                                                                  : 0;
}

bc_str bc_check_unnumbered(bc_str name)
{
    return bc_str_trim(bc_str_slice(name, bc_check_item_number(name), name.n));
}
