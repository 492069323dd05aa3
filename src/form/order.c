/* Computed fields in the order of need.
 *
 * A field needs those beside it that its own computation reads, or that of a field within it: a group is one thing to
 * those around it. Going down the needs before a field takes its turn leaves all others where they are written; coming
 * by a field that is still at work closes a circle. */
#include "form/private/order.h"

#include "base/tr.h"

/* Fields that compute from each other in one chain; more are no form, and each takes room on the stack. */
enum { MAX_CHAIN = 200 };

typedef enum standing { UNSEEN, AT_WORK, PLACED } standing;

typedef struct sorter {
    bc_form_field *fields;
    uint32_t n, placed;
    unsigned char *standing; /* of each field */
    uint32_t chain[MAX_CHAIN];
    uint32_t depth;
    const bc_form_level *level;
    bc_diag_list *diags;
} sorter;

/* Names nearer to an expression than those that are sorted. */
typedef struct level {
    const bc_form_field *fields;
    uint32_t n;
    const struct level *outer;
} level;

typedef struct reading {
    sorter *s;
    const level *nearer;
} reading;

static void place(sorter *s, uint32_t i);

/* Whether elements of a list at hand have such a field: a macro then speaks of theirs. */
static bool elements_have(const bc_form_field *fields, uint32_t n, bc_str name)
{
    for (uint32_t i = 0; i < n; i++)
        if (fields[i].type == BC_FIELD_LIST && bc_form_field_find(fields[i].children, fields[i].child_count, name))
            return true;
    return false;
}

/* The same for lists further out, other than those that the fields are in; only what is written is known of them. */
static bool lists_around_have(const bc_form_level *level, bc_str name)
{
    for (; level->outer; level = level->outer) {
        const bc_node *around = level->outer->map;
        for (uint32_t i = 0; i < around->n; i++) {
            const bc_node *of = bc_node_find(around->as.members[i].value, "of");
            if (of != level->map && bc_node_find_member(of, name))
                return true;
        }
    }
    return false;
}

static void report_circle(sorter *s, uint32_t from, bc_diag_mark mark)
{
    bc_buf names;
    bc_buf_init(&names);
    uint32_t k = s->depth;
    while (k > 0 && s->chain[k - 1] != from)
        k--;
    for (k = k ? k - 1 : 0; k < s->depth; k++)
        bc_buf_printf(&names, "%.*s → ", BC_STR_ARG(s->fields[s->chain[k]].key));
    bc_buf_add_str(&names, s->fields[from].key);
    bc_diag_add(s->diags, BC_DIAG_ERROR, "E337", mark, bc_tr("fields are computed from each other: %s"), names.p);
    bc_buf_release(&names);
}

static void note_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    const reading *r = context;
    sorter *s = r->s;
    bc_str name = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    for (const level *l = r->nearer; l; l = l->outer)
        if (bc_form_field_find(l->fields, l->n, name) || (inner && elements_have(l->fields, l->n, name)))
            return;
    const bc_form_field *field = bc_form_field_find(s->fields, s->n, name);
    if (!field || (inner && (elements_have(s->fields, s->n, name) || lists_around_have(s->level, name))))
        return;
    uint32_t needed = (uint32_t)(field - s->fields);
    if (s->standing[needed] == AT_WORK)
        report_circle(s, needed, mark);
    else if (s->standing[needed] == UNSEEN)
        place(s, needed);
}

static void note_field(sorter *s, const bc_form_field *field, const level *nearer)
{
    if (field->computed)
        bc_expr_paths(field->computed, note_path, &(reading){ s, nearer });
    level inside = { field->children, field->child_count, nearer };
    for (uint32_t i = 0; i < field->child_count; i++)
        note_field(s, &field->children[i], &inside);
}

static void place(sorter *s, uint32_t i)
{
    if (s->depth == MAX_CHAIN) {
        bc_diag_add(s->diags, BC_DIAG_ERROR, "E337", s->fields[i].mark,
                    bc_tr("more than %d fields are computed one from the other"), MAX_CHAIN);
        return;
    }
    s->standing[i] = AT_WORK;
    s->chain[s->depth++] = i;
    note_field(s, &s->fields[i], NULL);
    s->depth--;
    s->standing[i] = PLACED;
    s->fields[s->placed++].turn = i;
}

void bc_form_fields_order(bc_form_field *fields, uint32_t n, const bc_form_level *level, bc_diag_list *diags)
{
    sorter s = { .fields = fields, .n = n, .standing = bc_mem_alloc(n ? n : 1), .level = level, .diags = diags };
    for (uint32_t i = 0; i < n; i++)
        if (s.standing[i] == UNSEEN)
            place(&s, i);
    bc_mem_free(s.standing);
}
