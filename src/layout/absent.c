/* Rows without an element: that of an empty list, those that `least` adds, and the cells of the shorter of two lists
 * beside each other. Whose name it is that a text asks for is told by the repetitions around it, from the innermost
 * outwards: by the element, in which it may be blank, or by the fields of the list. A category without elements is
 * there all the same, and says its levels. */
#include "layout/private/absent.h"

#include "layout/private/words.h"

static bc_str first_of(bc_str path)
{
    size_t end = 0;
    while (end < path.n && path.p[end] != '.' && path.p[end] != '[')
        end++;
    return bc_str_slice(path, 0, end);
}

static bool is_absent(uint32_t index)
{
    return index == (uint32_t)BC_NOT_IN_LIST;
}

static bool is_counter(bc_str name)
{
    return bc_str_is(name, "nth") || bc_str_is(name, "running") || bc_str_is(name, "numbers") ||
           bc_str_is(name, "so-far");
}

typedef enum answer { SOMETHING, NOTHING_THERE, ASK_FURTHER_OUT } answer;

/* Of lists side by side: a list by its name, or what pairs them. */
static answer ask_sides(const bc_layout_iteration *now, bc_str name)
{
    const uint32_t *sides = now->element->sides;
    bool any = false;
    for (uint32_t i = 0; i < now->each->side_count; i++) {
        if (bc_str_eq(now->each->sides[i].name, name))
            return is_absent(sides[i]) ? NOTHING_THERE : SOMETHING;
        any |= !is_absent(sides[i]);
    }
    return !bc_str_eq(now->each->side_key, name) ? ASK_FURTHER_OUT : any ? SOMETHING : NOTHING_THERE;
}

static answer ask(const bc_layout_iteration *now, bc_str name)
{
    const bc_layout_element *e = now->element;
    if (e->sides && now->each)
        return ask_sides(now, name);
    const bc_value *found = bc_value_find(e->element, name);
    const bc_form_field *list = now->each ? now->each->list_field : NULL;
    const bool own =
        found || bc_str_is(name, "this") || (list && bc_form_field_find(list->children, list->child_count, name));
    if (!own)
        return ASK_FURTHER_OUT;
    return is_absent(e->index) && !e->self && (!found || bc_value_is_empty(found)) ? NOTHING_THERE : SOMETHING;
}

/* What one $(…) asks for. */
typedef struct asked {
    const bc_layout_iteration *now;
    bool uncounted;
    bool number, field, other; /* of a row without any; of an element that is not there; of something that is */
} asked;

static void look(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    asked *a = context;
    const bc_str name = first_of(path);
    (void)mark;
    if (inner)
        return;
    if (is_counter(name)) {
        a->number |= a->uncounted;
        a->other |= !a->uncounted;
        return;
    }
    answer said = ASK_FURTHER_OUT;
    for (const bc_layout_iteration *at = a->now; at && said == ASK_FURTHER_OUT; at = at->outer)
        said = ask(at, name);
    a->field |= said == NOTHING_THERE;
    a->other |= said != NOTHING_THERE;
}

typedef struct saying {
    const bc_expr_scope *scope;
    bc_arena *arena;
    asked asked;
    uint32_t parts;
    bool something;
} saying;

/* What the part gives where a field is missing. */
static bool gives_nothing(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena)
{
    bc_diag_list ignored;
    bc_value value = bc_value_null();
    bc_diag_list_init(&ignored); /* it is asked again, if it is printed */
    bc_expr_eval(expr, scope, arena, &ignored, &value);
    bc_diag_list_release(&ignored);
    return bc_value_is_empty(&value);
}

static void look_at_part(void *context, const bc_expr *expr)
{
    saying *s = context;
    asked a = s->asked;
    s->parts++;
    bc_expr_paths(expr, look, &a);
    const bool absent = !a.other && (a.field || a.number) && (!a.field || gives_nothing(expr, s->scope, s->arena));
    s->something |= !absent;
}

bool bc_layout_absent_words(const bc_expr_phrase *words, const bc_expr_scope *scope, const bc_layout_iteration *now,
                            bool uncounted, bc_arena *arena)
{
    saying s = { .scope = scope, .arena = arena, .asked = { .now = now, .uncounted = uncounted } };
    if (!now || !now->element)
        return false;
    bc_expr_phrase_parts(words, look_at_part, &s);
    return s.parts && !s.something;
}

bool bc_layout_absent_number(const bc_expr *expr)
{
    asked a = { .uncounted = true };
    bc_expr_paths(expr, look, &a);
    return a.number && !a.field && !a.other;
}
