/* Two states of a file are walked side by side, from the catalog on. Where they differ, the way that led there says
 * what the difference is: a page may get annotations, the form fields, a field a value; whatever else differs on the
 * way to what pages show is their content, and what is not known is unknown. So an update is what it does: one that
 * passes off other contents as annotations or new fonts as a form is found where the page uses them.
 *
 * Elements of the tags are as many as cells. Their tree is not walked: of objects that changed and that nothing else
 * leads to each is looked at alone, whether it only lists more than before. */
#include "sign/private/revision.h"

#include "base/strmap.h"
#include "base/vec.h"
#include "sign/private/objects.h"

#include <string.h>

/* By which way an object was come to. */
typedef enum way {
    CATALOG,
    PAGES, /* nodes and pages */
    ANNOTATIONS,
    ANNOTATION,
    FORM,
    FIELDS,
    FIELD,
    VALIDATION, /* what later validation needs: certificates, revocation */
    PROPERTIES,
    CONTENT,
    OTHER,
    NOWHERE, /* of no consequence */
    WAYS
} way;

static const unsigned BIT[WAYS] = {
    [CATALOG] = BIAOCE_UPDATE_OTHER,
    [PAGES] = BIAOCE_UPDATE_CONTENT,
    [ANNOTATIONS] = BIAOCE_UPDATE_CONTENT,
    [ANNOTATION] = BIAOCE_UPDATE_ANNOTATIONS,
    [FORM] = BIAOCE_UPDATE_FORM,
    [FIELDS] = BIAOCE_UPDATE_CONTENT,
    [FIELD] = BIAOCE_UPDATE_CONTENT,
    [VALIDATION] = BIAOCE_UPDATE_VALIDATION,
    [PROPERTIES] = BIAOCE_UPDATE_PROPERTIES,
    [CONTENT] = BIAOCE_UPDATE_CONTENT,
    [OTHER] = BIAOCE_UPDATE_OTHER,
    [NOWHERE] = 0,
};

typedef struct pair {
    uint32_t then, now;
    way by;
} pair;

typedef struct comparison {
    bc_pdfread *then, *now;
    const bc_sign_fields *fields_then, *fields_now;
    bc_arena arena;
    bc_strmap seen;    /* pairs */
    bc_strmap visited; /* numbers, in either */
    BC_VEC(pair) due;
    unsigned found;
    unsigned depth;
} comparison;

static const bc_pdfread_object NONE = { .kind = BC_PDFREAD_NULL };

static void compare(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, way by);

static void find(comparison *c, way by)
{
    c->found |= BIT[by];
}

/* Steps of what goes through values here. What is over is found at the end. */
static bool go_on(comparison *c)
{
    return bc_pdfread_charge(c->now, 1);
}

/* "" of one that has a NUL in it: none that is known is. */
static const char *key_text(comparison *c, bc_str key)
{
    return key.n && memchr(key.p, '\0', key.n) ? "" : bc_arena_str(&c->arena, key).p;
}

/* -- values alone --------------------------------------------------------------------------------------- */

static bool is_same(comparison *c, const bc_pdfread_object *a, const bc_pdfread_object *b);

/* Streams may lie within each other, so that all their bytes are more than the file's. */
static bool has_same_bytes(comparison *c, const bc_pdfread_object *a, const bc_pdfread_object *b)
{
    enum { BYTES = 1024 /* that are compared in the time of a step */ };
    return a->bytes.n == b->bytes.n && bc_pdfread_charge(c->now, a->bytes.n / BYTES) && bc_str_eq(a->bytes, b->bytes);
}

static bool has_same_entries(comparison *c, const bc_pdfread_object *a, const bc_pdfread_object *b)
{
    bool same = a->n == b->n && has_same_bytes(c, a, b);
    for (uint32_t i = 0; i < a->n && same; i++)
        same = bc_str_eq(a->as.entries[i].key, b->as.entries[i].key) &&
               is_same(c, &a->as.entries[i].value, &b->as.entries[i].value);
    return same;
}

static bool is_same_scalar(const bc_pdfread_object *a, const bc_pdfread_object *b)
{
    switch (a->kind) {
    case BC_PDFREAD_BOOL:
        return a->as.truth == b->as.truth;
    case BC_PDFREAD_INTEGER:
        return a->as.integer == b->as.integer;
    case BC_PDFREAD_REF:
        return a->as.ref == b->as.ref && a->n == b->n;
    case BC_PDFREAD_REAL:
    case BC_PDFREAD_STRING:
    case BC_PDFREAD_NAME:
        return bc_str_eq(a->as.text, b->as.text);
    default:
        return true;
    }
}

/* Word for word, references by their numbers. What was read is no deeper than the reader lets it be. */
static bool is_same(comparison *c, const bc_pdfread_object *a, const bc_pdfread_object *b)
{
    if (a->kind != b->kind || !go_on(c))
        return false;
    if (bc_sign_is_dict(a))
        return has_same_entries(c, a, b);
    bool same = a->kind != BC_PDFREAD_ARRAY || a->n == b->n;
    for (uint32_t i = 0; a->kind == BC_PDFREAD_ARRAY && i < a->n && same; i++)
        same = is_same(c, &a->as.items[i], &b->as.items[i]);
    return same && is_same_scalar(a, b);
}

/* -- ways ----------------------------------------------------------------------------------------------- */

static way step_from_catalog(const char *key)
{
    static const struct {
        const char *key;
        way by;
    } STEPS[] = {
        { "Pages", PAGES },           { "AcroForm", FORM },
        { "DSS", VALIDATION },        { "Extensions", VALIDATION },
        { "Metadata", PROPERTIES },   { "Version", PROPERTIES },
        { "OCProperties", CONTENT },  { "Type", OTHER },
        { "StructTreeRoot", NOWHERE } /* is looked at otherwise */
    };
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (strcmp(STEPS[i].key, key) == 0)
            return STEPS[i].by;
    return OTHER;
}

static bool is_one_of(const char *key, const char *const *keys)
{
    for (; *keys; keys++)
        if (strcmp(key, *keys) == 0)
            return true;
    return false;
}

static way step(way by, const char *key)
{
    static const char *const TREE[] = { "Kids", "Parent", "Count", "Type", NULL },
                             *const INFORMATION[] = { "Metadata", "LastModified", "PieceInfo", NULL },
                             *const LEADING[] = { "AA", "B", NULL },
                             *const LOOKS[] = { "DR", "DA", "Q", "NeedAppearances", NULL };
    switch (by) {
    case CATALOG:
        return step_from_catalog(key);
    case PAGES:
        if (strcmp(key, "Annots") == 0)
            return ANNOTATIONS;
        if (strcmp(key, "Tabs") == 0)
            return NOWHERE;
        if (is_one_of(key, INFORMATION))
            return PROPERTIES;
        if (is_one_of(key, LEADING)) /* to other pages */
            return OTHER;
        return is_one_of(key, TREE) ? PAGES : CONTENT;
    case FORM:
        if (strcmp(key, "Fields") == 0)
            return FIELDS;
        if (strcmp(key, "SigFlags") == 0)
            return NOWHERE;
        return is_one_of(key, LOOKS) ? FORM : OTHER;
    case ANNOTATION:
        return strcmp(key, "P") == 0 ? PAGES : ANNOTATION;
    default:
        return by;
    }
}

/* What an object is, whatever led to it. What pages are made of is nothing else, whatever it calls itself. */
static way way_of(comparison *c, const bc_pdfread_object *dict, way by)
{
    if (by == CONTENT || by == FORM)
        return by;
    const bc_pdfread_object *type = bc_pdfread_find(c->then, dict, "Type");
    if (bc_pdfread_is_name(type, "Page") || bc_pdfread_is_name(type, "Pages"))
        return PAGES;
    if (bc_pdfread_is_name(type, "Catalog"))
        return CATALOG;
    if (bc_pdfread_raw(dict, "FT") || bc_pdfread_is_name(bc_pdfread_find(c->then, dict, "Subtype"), "Widget"))
        return FIELD;
    return by;
}

/* -- fields and annotations ----------------------------------------------------------------------------- */

/* What a field has by itself or from above. */
static const bc_pdfread_object *inherited(bc_pdfread *file, const bc_pdfread_object *dict, const char *key)
{
    for (unsigned i = 0; i < BC_PDFREAD_MAX_DEPTH && bc_sign_is_dict(dict); i++) {
        const bc_pdfread_object *value = bc_pdfread_find(file, dict, key);
        if (value->kind != BC_PDFREAD_NULL)
            return value;
        dict = bc_pdfread_find(file, dict, "Parent");
    }
    return &NONE;
}

static bool is_signature(bc_pdfread *file, const bc_pdfread_object *field)
{
    return bc_pdfread_is_name(inherited(file, field, "FT"), "Sig");
}

static bool is_signed(bc_pdfread *file, const bc_pdfread_object *field)
{
    const bc_pdfread_object *value = inherited(file, field, "V");
    return is_signature(file, field) && bc_pdfread_find(file, value, "Contents")->kind == BC_PDFREAD_STRING;
}

/* The field whose object that is, or the object that it is shown by; NULL: none that is signed. */
static const bc_sign_field *signed_field(const bc_sign_fields *fields, uint32_t number)
{
    for (size_t i = 0; i < fields->list.n; i++) {
        const bc_sign_field *field = &fields->list.at[i];
        if (field->value && (field->number == number || field->widget_number == number))
            return field;
    }
    return NULL;
}

static bool is_seen(comparison *c, const bc_pdfread_object *widget)
{
    const bc_pdfread_object *rectangle = bc_pdfread_find(c->now, widget, "Rect");
    int64_t sides[4] = { 0 };
    for (uint32_t i = 0; i < 4; i++)
        if (!bc_sign_length_of(bc_pdfread_item(c->now, rectangle, i), &sides[i]))
            return rectangle->kind != BC_PDFREAD_NULL;
    return sides[0] != sides[2] && sides[1] != sides[3];
}

/* Whether that is a signature which was added, and is judged itself: a field of the form, with a value that was no
 * signature before. Of timestamps, which nobody judges, only such as are not seen. */
static bool is_new_signature(comparison *c, uint32_t number)
{
    const bc_sign_field *field = number ? signed_field(c->fields_now, number) : NULL;
    bool is_new = field && !signed_field(c->fields_then, number) && is_signed(c->now, field->dict);
    for (size_t i = 0; is_new && i < c->fields_then->list.n; i++)
        is_new = !c->fields_then->list.at[i].value || c->fields_then->list.at[i].value_number != field->value_number;
    const bool stamp = is_new && bc_pdfread_is_name(bc_pdfread_find(c->now, field->value, "SubFilter"), "ETSI.RFC3161");
    return is_new && !(stamp && (is_seen(c, field->dict) || (field->widget && is_seen(c, field->widget))));
}

static void find_added(comparison *c, const bc_pdfread_object *item)
{
    const bool is_new = item->kind == BC_PDFREAD_REF && is_new_signature(c, item->as.ref);
    c->found |= is_new ? BIAOCE_UPDATE_SIGNATURE : BIAOCE_UPDATE_ANNOTATIONS;
}

static bool is_same_item(const bc_pdfread_object *a, const bc_pdfread_object *b)
{
    return a->kind == b->kind && (a->kind != BC_PDFREAD_REF || (a->as.ref == b->as.ref && a->n == b->n));
}

/* Where references stood in a list, by their numbers. */
static void index_list(comparison *c, const bc_pdfread_object *list, bc_strmap *places)
{
    for (uint32_t i = 0; list->kind == BC_PDFREAD_ARRAY && i < list->n && go_on(c); i++) {
        const bc_pdfread_object *item = &list->as.items[i];
        const bc_str key = { (const char *)&item->as.ref, sizeof item->as.ref };
        if (item->kind == BC_PDFREAD_REF)
            bc_strmap_put(places, bc_arena_str(&c->arena, key), (void *)(uintptr_t)item);
    }
}

static const bc_pdfread_object *place_in(const bc_strmap *places, const bc_pdfread_object *item)
{
    return item->kind == BC_PDFREAD_REF
               ? bc_strmap_find(places, (bc_str){ (const char *)&item->as.ref, sizeof item->as.ref })
               : NULL;
}

/* Those of before are all there, in their order; what is between and behind them was added. Of some that are taken away
 * what they hid is seen, and what they showed is not. */
static void compare_list(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, way by)
{
    const uint32_t before = then->kind == BC_PDFREAD_ARRAY ? then->n : 0,
                   count = now->kind == BC_PDFREAD_ARRAY ? now->n : 0;
    const way each = by == FIELDS ? FIELD : ANNOTATION;
    bc_strmap places = { 0 };
    uint32_t met = 0;
    index_list(c, then, &places);
    for (uint32_t i = 0; i < count && go_on(c); i++) {
        const bc_pdfread_object *item = &now->as.items[i], *place = place_in(&places, item);
        if (met < before && is_same_item(&then->as.items[met], item)) {
            compare(c, &then->as.items[met++], item, each);
        } else if (place) {
            find(c, CONTENT);
            compare(c, place, item, each);
            met = (uint32_t)(place - then->as.items) + 1;
        } else {
            find_added(c, item);
        }
    }
    if (met < before)
        find(c, CONTENT);
    bc_strmap_release(&places);
}

/* Of a field that a value was given: what goes with it. */
static bool follows_value(const char *key, bool signature)
{
    static const char *const SIGNED[] = { "V", "AP", "M", "F", "MK", "StructParent", NULL }, *const FILLED[] = {
        "V", "AP", "AS", "M", "RV", "I", "TI", NULL
    };
    return is_one_of(key, signature ? SIGNED : FILLED);
}

static void compare_field_entry(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, bc_str name,
                                bool filled)
{
    static const char *const RELATED[] = { "Parent", "Kids", "P", NULL },
                             *const IGNORED[] = { "M", "StructParent", NULL }, *const LEADING[] = { "A", "AA", NULL };
    const bc_pdfread_object *a = bc_pdfread_raw_of(then, name), *b = bc_pdfread_raw_of(now, name);
    const char *key = key_text(c, name);
    const bool signature = is_signature(c->then, then);
    a = a ? a : &NONE;
    b = b ? b : &NONE;
    if (filled && follows_value(key, signature))
        return;
    if (strcmp(key, "AS") == 0) {
        compare(c, a, b, FORM);
    } else if (is_one_of(key, IGNORED)) {
        compare(c, a, b, NOWHERE);
    } else if (is_one_of(key, RELATED)) {
        compare(c, a, b, strcmp(key, "P") == 0 ? PAGES : strcmp(key, "Kids") == 0 ? FIELDS : FIELD);
    } else if (is_one_of(key, LEADING) || (signature && strcmp(key, "V") == 0)) { /* to any page, to the catalog */
        compare(c, a, b, OTHER);
    } else {
        compare(c, a, b, CONTENT);
    }
}

/* An appearance may change with the value that it shows; alone it may not. A signature is given once. */
static bool was_filled(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, uint32_t number)
{
    if (is_signature(c->then, then))
        return !is_signed(c->then, then) && is_signed(c->now, now) && is_new_signature(c, number);
    const bc_pdfread_object *a = inherited(c->then, then, "V"), *b = inherited(c->now, now, "V");
    return a->kind != BC_PDFREAD_STREAM && !is_same(c, a, b);
}

static void compare_field(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, uint32_t number)
{
    const bool filled = was_filled(c, then, now, number);
    if (filled)
        c->found |= is_signature(c->then, then) ? BIAOCE_UPDATE_SIGNATURE : BIAOCE_UPDATE_FORM;
    for (uint32_t i = 0; i < then->n && go_on(c); i++)
        compare_field_entry(c, then, now, then->as.entries[i].key, filled);
    for (uint32_t i = 0; i < now->n && go_on(c); i++)
        if (!bc_pdfread_raw_of(then, now->as.entries[i].key))
            compare_field_entry(c, then, now, now->as.entries[i].key, filled);
}

/* -- the walk ------------------------------------------------------------------------------------------- */

static void compare_entry(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, bc_str name,
                          way by)
{
    static const char *const DEFAULTS[] = { "DR", "DA", NULL };
    const bc_pdfread_object *a = bc_pdfread_raw_of(then, name), *b = bc_pdfread_raw_of(now, name);
    const char *key = key_text(c, name);
    if (by == FORM && !a && is_one_of(key, DEFAULTS) && !c->fields_then->bare) /* nothing there is shown by them */
        return;
    if (by != OTHER || strcmp(key, "SE") != 0) /* of an outline's item: leads into the tags, and nowhere else */
        compare(c, a ? a : &NONE, b ? b : &NONE, step(by, key));
}

/* `number`: of its object; 0: it stands within another. */
static void compare_dicts(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, way by,
                          uint32_t number)
{
    by = way_of(c, then, by);
    if (then->kind == BC_PDFREAD_STREAM && !has_same_bytes(c, then, now))
        find(c, by);
    if (by == FIELD) {
        compare_field(c, then, now, number);
        return;
    }
    for (uint32_t i = 0; i < then->n && go_on(c); i++)
        compare_entry(c, then, now, then->as.entries[i].key, by);
    for (uint32_t i = 0; i < now->n && go_on(c); i++)
        if (!bc_pdfread_raw_of(then, now->as.entries[i].key))
            compare_entry(c, then, now, now->as.entries[i].key, by);
}

static void note_visit(comparison *c, uint32_t number)
{
    const bc_str key = bc_arena_str(&c->arena, (bc_str){ (const char *)&number, sizeof number });
    (void)bc_strmap_put(&c->visited, key, c);
}

static void put_off(comparison *c, uint32_t then, uint32_t now, way by)
{
    const pair key = { then, now, by };
    const bc_str bytes = { (const char *)&key, sizeof key };
    if (bc_strmap_find(&c->seen, bytes))
        return;
    if (c->seen.n == BC_SIGN_MAX_PAIRS) {
        find(c, OTHER);
        return;
    }
    bc_strmap_put(&c->seen, bc_arena_str(&c->arena, bytes), c);
    note_visit(c, then);
    note_visit(c, now);
    bc_vec_add(&c->due, key);
}

/* Resolved values. A form, its fields and annotations that there were none of are empty. */
static void compare_values(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, way by,
                           uint32_t number)
{
    static const bc_pdfread_object EMPTY = { .kind = BC_PDFREAD_DICT };
    if (by == FIELDS || by == ANNOTATIONS) {
        compare_list(c, then, now, by);
        return;
    }
    if (by == FORM && then->kind == BC_PDFREAD_NULL && bc_sign_is_dict(now))
        then = &EMPTY;
    const bool list = then->kind == BC_PDFREAD_ARRAY;
    if (then->kind != now->kind || (list && then->n != now->n) || !is_same_scalar(then, now))
        find(c, by);
    else if (bc_sign_is_dict(then))
        compare_dicts(c, then, now, by, number);
    for (uint32_t i = 0; list && now->kind == BC_PDFREAD_ARRAY && i < then->n && i < now->n && go_on(c); i++)
        compare(c, &then->as.items[i], &now->as.items[i], by);
}

static void compare(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, way by)
{
    if (by == NOWHERE)
        return;
    if (then->kind == BC_PDFREAD_REF && now->kind == BC_PDFREAD_REF) {
        if (then->n != now->n)
            find(c, OTHER);
        put_off(c, then->as.ref, now->as.ref, by);
        return;
    }
    if (then->kind == BC_PDFREAD_REF)
        note_visit(c, then->as.ref);
    if (now->kind == BC_PDFREAD_REF)
        note_visit(c, now->as.ref);
    if (++c->depth <= 3 * BC_PDFREAD_MAX_DEPTH)
        compare_values(c, bc_pdfread_resolve(c->then, then), bc_pdfread_resolve(c->now, now), by,
                       now->kind == BC_PDFREAD_REF ? now->as.ref : 0);
    else
        find(c, OTHER);
    c->depth--;
}

static void compare_due(comparison *c)
{
    while (c->due.n && go_on(c)) {
        const pair next = c->due.at[--c->due.n];
        const bc_pdfread_object then = { .kind = BC_PDFREAD_REF, .as.ref = next.then },
                                now = { .kind = BC_PDFREAD_REF, .as.ref = next.now };
        compare_values(c, bc_pdfread_resolve(c->then, &then), bc_pdfread_resolve(c->now, &now), next.by, next.now);
    }
}

/* -- tags ----------------------------------------------------------------------------------------------- */

/* An element that leads to an annotation and to nothing else. */
static bool is_for_annotation(comparison *c, const bc_pdfread_object *element)
{
    const bc_pdfread_object *kids = bc_pdfread_find(c->now, element, "K");
    if (kids->kind == BC_PDFREAD_ARRAY && kids->n == 1)
        kids = bc_pdfread_item(c->now, kids, 0);
    return bc_pdfread_is_name(bc_pdfread_find(c->now, kids, "Type"), "OBJR");
}

static bool begins_with(comparison *c, const bc_pdfread_object *longer, const bc_pdfread_object *shorter)
{
    bool begins = longer->kind == BC_PDFREAD_ARRAY && shorter->kind == BC_PDFREAD_ARRAY && longer->n >= shorter->n;
    for (uint32_t i = 0; begins && i < shorter->n; i++)
        begins = is_same(c, &longer->as.items[i], &shorter->as.items[i]);
    return begins;
}

/* Lists that may grow at their end. One kid may stand without its list. */
static bool has_grown(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now, bool kids)
{
    const bc_pdfread_object *a = bc_pdfread_resolve(c->then, then), *b = bc_pdfread_resolve(c->now, now);
    if (begins_with(c, b, a))
        return true;
    return kids && b->kind == BC_PDFREAD_ARRAY && b->n && (then == &NONE || is_same(c, then, &b->as.items[0]));
}

static bool is_harmless_tag(comparison *c, const bc_pdfread_object *then, const bc_pdfread_object *now)
{
    static const char *const LISTS[] = { "Nums", "Kids", "K", NULL }, *const FREE[] = { "Limits", "ParentTreeNextKey",
                                                                                        NULL };
    if (then->kind == BC_PDFREAD_NULL)
        return bc_sign_is_dict(now) && (!bc_pdfread_raw(now, "S") || is_for_annotation(c, now));
    if (then->kind == BC_PDFREAD_ARRAY)
        return begins_with(c, now, then);
    bool harmless = bc_sign_is_dict(then) && then->kind == now->kind && has_same_bytes(c, then, now);
    for (uint32_t i = 0; i < then->n && harmless && go_on(c); i++)
        harmless = bc_pdfread_raw_of(now, then->as.entries[i].key) != NULL;
    for (uint32_t i = 0; harmless && i < now->n && go_on(c); i++) {
        const char *key = key_text(c, now->as.entries[i].key);
        const bc_pdfread_object *a = bc_pdfread_raw_of(then, now->as.entries[i].key), *b = &now->as.entries[i].value;
        a = a ? a : &NONE;
        if (is_same(c, a, b) || is_one_of(key, FREE))
            continue;
        if (strcmp(key, "ParentTree") == 0 && bc_sign_is_dict(a) && bc_sign_is_dict(b))
            harmless = is_harmless_tag(c, a, b);
        else
            harmless = is_one_of(key, LISTS) && has_grown(c, a, b, strcmp(key, "K") == 0);
    }
    return harmless;
}

static bool is_structure_of_file(bc_pdfread *file, const bc_pdfread_object *object)
{
    const bc_pdfread_object *type = bc_pdfread_find(file, object, "Type");
    return bc_pdfread_is_name(type, "XRef") || bc_pdfread_is_name(type, "ObjStm");
}

static bool has_moved(comparison *c, uint32_t number)
{
    const bc_pdfread_spot a = bc_pdfread_spot_of(c->then, number), b = bc_pdfread_spot_of(c->now, number);
    return a.is_there != b.is_there || a.packed != b.packed || a.at != b.at || (a.packed && a.index != b.index);
}

/* Objects that are others now, and that nothing but tags may lead to. */
static void compare_tags(comparison *c)
{
    const bc_pdfread_object *then = bc_pdfread_find(c->then, bc_pdfread_catalog(c->then), "StructTreeRoot"),
                            *now = bc_pdfread_find(c->now, bc_pdfread_catalog(c->now), "StructTreeRoot");
    const bc_pdfread_object *a = bc_pdfread_raw(bc_pdfread_catalog(c->then), "StructTreeRoot"),
                            *b = bc_pdfread_raw(bc_pdfread_catalog(c->now), "StructTreeRoot");
    const bool referred = a && b && a->kind == BC_PDFREAD_REF && b->kind == BC_PDFREAD_REF && a->as.ref == b->as.ref;
    if ((a || b) && !referred && !(a && b && is_harmless_tag(c, then, now)))
        find(c, OTHER);
    const uint32_t count = bc_pdfread_end_of(c->now).number;
    for (uint32_t i = 1; i < count && go_on(c); i++) {
        const bc_str key = { (const char *)&i, sizeof i };
        if (!has_moved(c, i) || bc_strmap_find(&c->visited, key))
            continue;
        const bc_pdfread_object ref = { .kind = BC_PDFREAD_REF, .as.ref = i };
        const bc_pdfread_object *before = bc_pdfread_resolve(c->then, &ref), *after = bc_pdfread_resolve(c->now, &ref);
        if (!is_same(c, before, after) && after->kind != BC_PDFREAD_NULL &&
            !(is_structure_of_file(c->now, after) &&
              (before->kind == BC_PDFREAD_NULL || is_structure_of_file(c->then, before))) &&
            !(before->kind == BC_PDFREAD_NULL && !bc_pdfread_raw(after, "S")) && !is_harmless_tag(c, before, after))
            find(c, OTHER);
    }
}

unsigned bc_sign_revision_compare(bc_sign_state then, bc_sign_state now)
{
    comparison c = { .then = then.file, .now = now.file, .fields_then = then.fields, .fields_now = now.fields };
    const bc_pdfread_object *before = bc_pdfread_trailer(then.file), *after = bc_pdfread_trailer(now.file);
    const bc_pdfread_object *roots[] = { bc_pdfread_raw(before, "Root"), bc_pdfread_raw(after, "Root") },
                            *infos[] = { bc_pdfread_raw(before, "Info"), bc_pdfread_raw(after, "Info") };
    compare(&c, infos[0] ? infos[0] : &NONE, infos[1] ? infos[1] : &NONE, PROPERTIES);
    compare(&c, roots[0] ? roots[0] : &NONE, roots[1] ? roots[1] : &NONE, CATALOG);
    compare_due(&c);
    compare_tags(&c);
    if (bc_pdfread_is_over(then.file) || bc_pdfread_is_over(now.file) || then.fields->over || now.fields->over)
        find(&c, OTHER);
    bc_vec_release(&c.due);
    bc_strmap_release(&c.seen);
    bc_strmap_release(&c.visited);
    bc_arena_release(&c.arena);
    return c.found;
}
