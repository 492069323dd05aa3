/* Where a PDF keeps files: in the tree of names (ISO 32000-1, 7.11.4), in the catalog's list of associated files
 * (ISO 19005-3), and at marks on pages (ISO 32000-1, 12.5.6.15). Trees of strangers may lead back to themselves, so
 * only so many nodes are looked at. */
#include "extract/private/find.h"

enum { MAX_NODES = 1000 * 1000, MAX_LEVELS = 64 };

typedef struct finder {
    bc_pdfread *file;
    bc_extract_list *list;
    uint32_t nodes; /* that may still be looked at */
    void (*leaf)(struct finder *f, const bc_pdfread_object *node);
} finder;

void bc_extract_list_release(bc_extract_list *list)
{
    bc_vec_release(&list->files);
    bc_arena_release(&list->arena);
}

/* -- files ---------------------------------------------------------------------------------------------- */

static bc_str text_of(finder *f, const bc_pdfread_object *value)
{
    bc_buf text;
    bc_buf_init(&text);
    if (value->kind == BC_PDFREAD_STRING)
        bc_pdfread_text(value->as.text, &text);
    else if (value->kind == BC_PDFREAD_NAME)
        bc_buf_add_str(&text, value->as.text);
    const bc_str kept = bc_arena_str(&f->list->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* Without the folders of whoever attached it, on whatever system. */
static bc_str last_part(bc_str name)
{
    size_t from = name.n;
    while (from && name.p[from - 1] != '/' && name.p[from - 1] != '\\')
        from--;
    return bc_str_slice(name, from, name.n);
}

/* The first of the keys that has a value of that kind. */
static const bc_pdfread_object *first_of(finder *f, const bc_pdfread_object *dict, bc_pdfread_kind kind)
{
    static const char *const KEYS[] = { "UF", "F", "Unix", "DOS", "Mac" };
    const bc_pdfread_object *found = bc_pdfread_find(f->file, dict, KEYS[0]);
    for (size_t i = 1; i < sizeof KEYS / sizeof *KEYS && found->kind != kind; i++)
        found = bc_pdfread_find(f->file, dict, KEYS[i]);
    return found;
}

/* A file specification; `key` is what the tree of names calls it. */
static void add_file(finder *f, const bc_pdfread_object *specification, const bc_pdfread_object *key)
{
    bc_extract_list *list = f->list;
    const bc_pdfread_object *stream = first_of(f, bc_pdfread_find(f->file, specification, "EF"), BC_PDFREAD_STREAM);
    if (stream->kind != BC_PDFREAD_STREAM)
        return;
    for (size_t i = 0; i < list->files.n; i++)
        if (list->files.at[i].stream == stream)
            return;
    list->over = list->over || list->files.n == BC_EXTRACT_MAX_FILES;
    if (list->over)
        return;
    bc_str name = text_of(f, first_of(f, specification, BC_PDFREAD_STRING));
    if (!last_part(name).n)
        name = text_of(f, key);
    bc_vec_add(&list->files, (bc_extract_found){
                                 .name = last_part(name),
                                 .type = text_of(f, bc_pdfread_find(f->file, stream, "Subtype")),
                                 .relation = text_of(f, bc_pdfread_find(f->file, specification, "AFRelationship")),
                                 .description = text_of(f, bc_pdfread_find(f->file, specification, "Desc")),
                                 .stream = stream,
                             });
}

/* -- trees ---------------------------------------------------------------------------------------------- */

static void walk(finder *f, const bc_pdfread_object *node, unsigned level)
{
    const bc_pdfread_object *kids = bc_pdfread_find(f->file, node, "Kids");
    if (level == MAX_LEVELS || !f->nodes || f->list->over) {
        f->list->over = true;
        return;
    }
    f->nodes--;
    f->leaf(f, node);
    for (uint32_t i = 0; kids->kind == BC_PDFREAD_ARRAY && i < kids->n; i++)
        walk(f, bc_pdfread_item(f->file, kids, i), level + 1);
}

static void take_names(finder *f, const bc_pdfread_object *node)
{
    const bc_pdfread_object *names = bc_pdfread_find(f->file, node, "Names");
    for (uint32_t i = 0; names->kind == BC_PDFREAD_ARRAY && i + 1 < names->n; i += 2)
        add_file(f, bc_pdfread_item(f->file, names, i + 1), bc_pdfread_item(f->file, names, i));
}

static void take_list(finder *f, const bc_pdfread_object *list)
{
    static const bc_pdfread_object NO_KEY = { .kind = BC_PDFREAD_NULL };
    for (uint32_t i = 0; list->kind == BC_PDFREAD_ARRAY && i < list->n; i++)
        add_file(f, bc_pdfread_item(f->file, list, i), &NO_KEY);
}

static void take_page(finder *f, const bc_pdfread_object *page)
{
    const bc_pdfread_object *marks = bc_pdfread_find(f->file, page, "Annots");
    static const bc_pdfread_object NO_KEY = { .kind = BC_PDFREAD_NULL };
    take_list(f, bc_pdfread_find(f->file, page, "AF"));
    for (uint32_t i = 0; marks->kind == BC_PDFREAD_ARRAY && i < marks->n; i++) {
        const bc_pdfread_object *mark = bc_pdfread_item(f->file, marks, i);
        if (bc_pdfread_is_name(bc_pdfread_find(f->file, mark, "Subtype"), "FileAttachment"))
            add_file(f, bc_pdfread_find(f->file, mark, "FS"), &NO_KEY);
    }
}

void bc_extract_find(bc_pdfread *file, bc_extract_list *list)
{
    finder f = { .file = file, .list = list, .nodes = MAX_NODES, .leaf = take_names };
    const bc_pdfread_object *catalog = bc_pdfread_catalog(file);
    walk(&f, bc_pdfread_find(file, bc_pdfread_find(file, catalog, "Names"), "EmbeddedFiles"), 0);
    take_list(&f, bc_pdfread_find(file, catalog, "AF"));
    f.leaf = take_page;
    walk(&f, bc_pdfread_find(file, catalog, "Pages"), 0);
}
