/* Where a PDF keeps files: in the tree of names (ISO 32000-1, 7.11.4), in the catalog's list of associated files
 * (ISO 19005-3), and at marks on pages (ISO 32000-1, 12.5.6.15). */
#include "extract/private/find.h"

#include "base/strmap.h"

enum { MAX_TEXT = 4000 /* bytes of what a PDF says of a file: ten thousand may say the same megabyte */ };

typedef struct finder {
    bc_pdfread *file;
    bc_extract_list *list;
    bc_strmap known; /* streams that are in the list, by the bytes of their pointers */
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
        (void)bc_pdfread_text_up_to(value->as.text, MAX_TEXT, &text);
    else if (value->kind == BC_PDFREAD_NAME)
        bc_buf_add_str(&text, bc_str_slice(value->as.text, 0, MAX_TEXT));
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
    const bc_str known = { (const char *)&stream, sizeof stream };
    if (bc_strmap_find(&f->known, known))
        return;
    list->over = list->over || list->files.n == BC_EXTRACT_MAX_FILES;
    if (list->over)
        return;
    bc_str name = text_of(f, first_of(f, specification, BC_PDFREAD_STRING));
    if (!last_part(name).n)
        name = text_of(f, key);
    bc_strmap_put(&f->known, bc_arena_str(&list->arena, known), list);
    bc_vec_add(&list->files, (bc_extract_found){
                                 .name = last_part(name),
                                 .type = text_of(f, bc_pdfread_find(f->file, stream, "Subtype")),
                                 .relation = text_of(f, bc_pdfread_find(f->file, specification, "AFRelationship")),
                                 .description = text_of(f, bc_pdfread_find(f->file, specification, "Desc")),
                                 .stream = stream,
                             });
}

/* -- trees ---------------------------------------------------------------------------------------------- */

static const bc_pdfread_object NO_KEY = { .kind = BC_PDFREAD_NULL };

static void walk(finder *f, const bc_pdfread_object *root, void (*take)(finder *f, const bc_pdfread_object *node))
{
    bc_pdfread_tree tree;
    bc_pdfread_tree_begin(&tree, f->file, root);
    while (!f->list->over && bc_pdfread_tree_next(&tree))
        take(f, tree.node);
    f->list->over = f->list->over || tree.over;
}

/* Names and what they are called by, in turn. */
static void take_names(finder *f, const bc_pdfread_object *node)
{
    const bc_pdfread_object *names = bc_pdfread_find(f->file, node, "Names"), *key, *own;
    for (uint32_t i = 0; (key = bc_pdfread_next(f->file, names, &i)) && (own = bc_pdfread_next(f->file, names, &i));)
        add_file(f, own, key);
}

static void take_list(finder *f, const bc_pdfread_object *list)
{
    const bc_pdfread_object *own;
    for (uint32_t i = 0; (own = bc_pdfread_next(f->file, list, &i));)
        add_file(f, own, &NO_KEY);
}

static void take_page(finder *f, const bc_pdfread_object *page)
{
    const bc_pdfread_object *marks = bc_pdfread_find(f->file, page, "Annots"), *mark;
    take_list(f, bc_pdfread_find(f->file, page, "AF"));
    for (uint32_t i = 0; (mark = bc_pdfread_next(f->file, marks, &i));)
        if (bc_pdfread_is_name(bc_pdfread_find(f->file, mark, "Subtype"), "FileAttachment"))
            add_file(f, bc_pdfread_find(f->file, mark, "FS"), &NO_KEY);
}

void bc_extract_find(bc_pdfread *file, bc_extract_list *list)
{
    finder f = { .file = file, .list = list };
    const bc_pdfread_object *catalog = bc_pdfread_catalog(file), *names = bc_pdfread_find(file, catalog, "Names");
    walk(&f, bc_pdfread_raw(names, "EmbeddedFiles"), take_names);
    take_list(&f, bc_pdfread_find(file, catalog, "AF"));
    walk(&f, bc_pdfread_raw(catalog, "Pages"), take_page);
    bc_strmap_release(&f.known);
}
