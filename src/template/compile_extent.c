/* How much a layout is once its fragments are put in. A fragment of ten that are of ten each is a hundred, and so on: a
 * page of YAML can ask for more than any memory holds. So it is counted before anything is put in, each fragment once
 * for each depth that it is met at, as deep as fragments may stand in each other. */
#include "base/tr.h"
#include "template/private/compile.h"

/* Nodes of a template's tree: the longest form has some thousands, and each takes about half a kilobyte. */
enum { MAX_LAYOUT_NODES = 200000 };

typedef struct extent {
    const bc_node *fragments;
    uint32_t *known; /* by fragment and depth: its nodes + 1; 0: not counted yet */
} extent;

static uint32_t add(uint32_t a, uint32_t b)
{
    return a > MAX_LAYOUT_NODES - (b < MAX_LAYOUT_NODES ? b : MAX_LAYOUT_NODES) ? MAX_LAYOUT_NODES + 1 : a + b;
}

static uint32_t count(const extent *e, const bc_node *tree, uint32_t depth);

static uint32_t count_fragment(const extent *e, bc_str name, uint32_t depth)
{
    const bc_node_member *fragment = bc_node_find_member(e->fragments, name);
    if (!fragment || depth >= BC_MAX_COMPILE_DEPTH)
        return 0;
    size_t place = (size_t)(fragment - e->fragments->as.members) * BC_MAX_COMPILE_DEPTH + depth;
    if (!e->known[place])
        e->known[place] = count(e, fragment->value, depth + 1) + 1;
    return e->known[place] - 1;
}

static uint32_t count(const extent *e, const bc_node *tree, uint32_t depth)
{
    uint32_t n = 1;
    if (tree->kind == BC_NODE_LIST)
        for (uint32_t i = 0; i < tree->n && n <= MAX_LAYOUT_NODES; i++)
            n = add(n, count(e, tree->as.items[i], depth));
    if (tree->kind == BC_NODE_MAP)
        for (uint32_t i = 0; i < tree->n && n <= MAX_LAYOUT_NODES; i++) {
            const bc_node_member *member = &tree->as.members[i];
            bool used = bc_str_is(member->key, "use") && member->value->kind == BC_NODE_TEXT;
            n = add(n, used ? count_fragment(e, bc_node_text(member->value), depth) : count(e, member->value, depth));
        }
    return n;
}

bool bc_template_compile_fits(bc_template_compiler *c, const bc_node *layout)
{
    if (!c->fragments || c->fragments->kind != BC_NODE_MAP || !layout)
        return true;
    extent e = { c->fragments,
                 bc_mem_alloc(bc_mem_product(c->fragments->n + 1, BC_MAX_COMPILE_DEPTH * sizeof *e.known)) };
    uint32_t nodes = count(&e, layout, 0);
    bc_mem_free(e.known);
    if (nodes <= MAX_LAYOUT_NODES)
        return true;
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", layout->mark,
                bc_tr("the layout is too large when its fragments are put in: they use each other too often"));
    return false;
}
