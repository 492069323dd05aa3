/* Finding template files and merging what they extend. */
#include "base/file.h"
#include "base/tr.h"
#include "base/vec.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "template/private/compile.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef BC_VEC(bc_template_entry) entries;

typedef struct reading {
    bc_arena *arena;
    const bc_template_folders *folders;
    bc_diag_list *diags;
    const char *open[BC_MAX_COMPILE_DEPTH]; /* the files being read, for circles */
    int depth;
    BC_VEC(const char *) files;
} reading;

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, without hidden ones. One that is not there has none; that one cannot be read to its
 * end is reported, since what it holds would go before the templates of other folders. */
static size_t folder_names(bc_arena *arena, const char *path, bc_diag_list *diags, const char ***out)
{
    DIR *folder = opendir(path);
    BC_VEC(const char *) names = { 0 };
    if (folder)
        errno = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder)); errno = 0)
        if (entry->d_name[0] != '.')
            bc_vec_add(&names, bc_arena_str(arena, bc_str_from(entry->d_name)).p);
    int error = errno;
    if (folder)
        closedir(folder);
    if (error && (folder || (error != ENOENT && error != ENOTDIR)))
        bc_diag_add(diags, BC_DIAG_ERROR, "E100", (bc_diag_mark){ 0 },
                    bc_tr("the templates in %s cannot be looked up: %s"), path, bc_file_error_text(error));
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    size_t n = names.n;
    *out = BC_NEW_ARRAY(arena, const char *, n);
    if (n)
        memcpy(*out, names.at, n * sizeof *names.at);
    bc_vec_release(&names);
    return n;
}

/* <folder>/<name>.yaml or <folder>/<one folder>/<name>.yaml. */
static const char *find_in_folder(const reading *r, bc_str folder, bc_str name)
{
    bc_arena *arena = r->arena;
    const char *path = bc_arena_printf(arena, "%.*s/%.*s.yaml", BC_STR_ARG(folder), BC_STR_ARG(name)).p;
    if (is_file(path))
        return path;
    const char **names;
    const char *root = bc_arena_str(arena, folder).p;
    size_t n = folder_names(arena, root, r->diags, &names);
    for (size_t i = 0; i < n; i++) {
        path = bc_arena_printf(arena, "%s/%s/%.*s.yaml", root, names[i], BC_STR_ARG(name)).p;
        if (is_file(path))
            return path;
    }
    return NULL;
}

static const char *find_template(const reading *r, bc_str name)
{
    if (bc_str_ends(name, BC_STR(".yaml")) || bc_str_ends(name, BC_STR(".yml"))) {
        const char *path = bc_arena_str(r->arena, name).p;
        return is_file(path) ? path : NULL;
    }
    /* A name is a name, never a way out of the folders. */
    if (bc_str_find(name, BC_STR("/"), 0) != SIZE_MAX || bc_str_starts(name, BC_STR(".")))
        return NULL;
    /* What a template extends may lie beside it. */
    const char *slash = r->depth ? strrchr(r->open[r->depth - 1], '/') : NULL;
    if (slash) {
        bc_str beside = { r->open[r->depth - 1], (size_t)(slash - r->open[r->depth - 1]) };
        const char *path = bc_arena_printf(r->arena, "%.*s/%.*s.yaml", BC_STR_ARG(beside), BC_STR_ARG(name)).p;
        if (is_file(path))
            return path;
    }
    for (uint32_t i = 0; i < r->folders->n; i++) {
        const char *path = find_in_folder(r, r->folders->at[i], name);
        if (path)
            return path;
    }
    return NULL;
}

static void hint_template(const reading *r, bc_str name)
{
    const bc_template_entry *list;
    size_t n = bc_template_list(r->arena, r->folders, r->diags, &list);
    bc_str *ids = BC_NEW_ARRAY(r->arena, bc_str, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i].id;
    /* Files are looked for where they are said to be, names in the folders. */
    bool file = bc_str_ends(name, BC_STR(".yaml"));
    bc_str stem = file ? bc_str_slice(name, 0, name.n - sizeof ".yaml" + 1) : name;
    bc_str near = file && find_template(r, stem) ? stem : bc_diag_nearest(stem, ids, n);
    if (near.n)
        bc_diag_hint(r->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(r->diags, "%s", bc_tr("`biaoce templates` lists the templates there are"));
}

/* -- merging -------------------------------------------------------------------------------------------- */

static const bc_node *merge_values(bc_arena *arena, const bc_node *under, const bc_node *over, int depth);

static bool same_place(const bc_diag_mark *a, const bc_diag_mark *b)
{
    return a->line == b->line && a->column == b->column && bc_str_eq(a->source->name, b->source->name);
}

/* Checks and words are added to those of the extended template; what two of them share by a third comes once. */
static const bc_node *join_lists(bc_arena *arena, const bc_node *under, const bc_node *over)
{
    uint32_t count = bc_node_elements(under), most = count + bc_node_elements(over), n = count;
    const bc_node **items = BC_NEW_ARRAY(arena, const bc_node *, most);
    for (uint32_t i = 0; i < count; i++)
        items[i] = bc_node_element(under, i);
    for (uint32_t i = 0; i < most - count; i++) {
        const bc_node *check = bc_node_element(over, i);
        bool known = false;
        for (uint32_t k = 0; k < count && !known; k++)
            known = same_place(&items[k]->mark, &check->mark);
        if (!known)
            items[n++] = check;
    }
    return bc_node_new_list(arena, over->mark, items, n);
}

/* Of lists by name, some of which are maps of lists themselves. */
static const bc_node *join_words(bc_arena *arena, const bc_node *under, const bc_node *over)
{
    bool maps = under->kind == BC_NODE_MAP && over->kind == BC_NODE_MAP;
    if (!maps)
        return over->kind == BC_NODE_MAP || under->kind == BC_NODE_MAP ? over : join_lists(arena, under, over);
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, under->n + over->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < under->n; i++) {
        const bc_node_member *member = &under->as.members[i], *own = bc_node_find_member(over, member->key);
        members[n] = own ? *own : *member;
        if (own)
            members[n].value = join_words(arena, member->value, own->value);
        n++;
    }
    for (uint32_t i = 0; i < over->n; i++)
        if (!bc_node_find_member(under, over->as.members[i].key))
            members[n++] = over->as.members[i];
    return bc_node_new_map(arena, over->mark, members, n);
}

/* Fields over those of a named type are changes of that: `of: task` and `of: {remark: 备注}` are `of: task` with `but`.
 */
static bool changes_type(const bc_node_member *under, const bc_node_member *own, const bc_node *over)
{
    return bc_str_is(own->key, "of") && under->value->kind == BC_NODE_TEXT && own->value->kind == BC_NODE_MAP &&
           !bc_node_find(over, "but");
}

static const bc_node *merge_maps(bc_arena *arena, const bc_node *under, const bc_node *over, int depth)
{
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, under->n + over->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < under->n; i++) {
        const bc_node_member *member = &under->as.members[i];
        const bc_node_member *own = bc_node_find_member(over, member->key);
        members[n] = own ? *own : *member;
        if (own && depth == 0 && bc_str_is(own->key, "checks"))
            members[n].value = join_lists(arena, member->value, own->value);
        else if (own && depth == 0 && bc_str_is(own->key, "words"))
            members[n].value = join_words(arena, member->value, own->value);
        else if (own && changes_type(member, own, over) && !bc_node_find(under, "but"))
            members[n++] = (bc_node_member){ BC_STR("but"), own->key_mark, own->value }, members[n] = *member;
        else if (own)
            members[n].value = merge_values(arena, member->value, own->value, depth + 1);
        n++;
    }
    for (uint32_t i = 0; i < over->n; i++)
        if (!bc_node_find_member(under, over->as.members[i].key))
            members[n++] = over->as.members[i];
    return bc_node_new_map(arena, over->mark, members, n);
}

/* Maps merge member by member; everything else of the template replaces what it extends. */
static const bc_node *merge_values(bc_arena *arena, const bc_node *under, const bc_node *over, int depth)
{
    /* Below fields → a field → its attributes there is nothing that should be mixed. */
    enum { MAX_MERGE_DEPTH = 5 };
    if (under->kind == BC_NODE_MAP && over->kind == BC_NODE_MAP && depth < MAX_MERGE_DEPTH)
        return merge_maps(arena, under, over, depth);
    return over;
}

static const bc_node *read_tree(reading *r, bc_str name, bc_diag_mark at);

static const bc_node *merge_parents(reading *r, const bc_node *tree)
{
    const bc_node *list = bc_node_find(tree, "extends");
    const bc_node *merged = NULL;
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *parent = bc_node_element(list, i);
        const bc_node *under = read_tree(r, bc_node_text(parent), parent->mark);
        if (!under)
            return NULL;
        merged = merged ? merge_values(r->arena, merged, under, 0) : under;
    }
    return merged ? merge_values(r->arena, merged, tree, 0) : tree;
}

static const bc_node *parse_file(reading *r, const char *path, bc_str name, bc_diag_mark at)
{
    bool io_error;
    const bc_diag_source *source = bc_source_read(r->arena, path, r->diags, &io_error);
    bc_source_documents documents;
    if (!source || !bc_yaml_read(r->arena, source, r->diags, &documents))
        return NULL;
    if (documents.n == 1 && documents.at[0]->kind == BC_NODE_MAP)
        return documents.at[0];
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E301", documents.n ? documents.at[0]->mark : at,
                bc_tr("the template `%.*s` must be one map"), BC_STR_ARG(name));
    return NULL;
}

static const bc_node *read_tree(reading *r, bc_str name, bc_diag_mark at)
{
    unsigned errors = r->diags->errors;
    const char *path = find_template(r, name);
    if (r->diags->errors > errors)
        return NULL;
    if (!path) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E334", at, bc_tr("there is no template `%.*s`"), BC_STR_ARG(name));
        hint_template(r, name);
        return NULL;
    }
    bool circle = r->depth == BC_MAX_COMPILE_DEPTH;
    for (int i = 0; i < r->depth && !circle; i++)
        circle = strcmp(r->open[i], path) == 0;
    if (circle) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E335", at, bc_tr("the template `%.*s` extends itself"), BC_STR_ARG(name));
        return NULL;
    }
    r->open[r->depth++] = path;
    bc_vec_add(&r->files, path);
    const bc_node *tree = parse_file(r, path, name, at);
    if (tree)
        tree = merge_parents(r, tree);
    r->depth--;
    return tree;
}

const bc_node *bc_template_read(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                bc_diag_list *diags, bc_template_files *files)
{
    reading r = { .arena = arena, .folders = folders, .diags = diags };
    const bc_node *tree = read_tree(&r, name, at);
    if (files)
        *files = (bc_template_files){ r.files.at, (uint32_t)r.files.n };
    bc_arena_adopt(arena, r.files.at);
    return tree;
}

/* -- listing -------------------------------------------------------------------------------------------- */

static void list_file(bc_arena *arena, const char *path, entries *out)
{
    bc_diag_list unread;
    bc_diag_list_init(&unread);
    bool io_error;
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_read(arena, path, &unread, &io_error);
    if (source && bc_yaml_read(arena, source, &unread, &documents) && documents.n == 1) {
        bc_str id = bc_node_text(bc_node_find(documents.at[0], "form"));
        bc_str name = bc_node_text(bc_node_find(documents.at[0], "name"));
        if (id.n)
            bc_vec_add(out, (bc_template_entry){ id, name, bc_str_from(path) });
    }
    bc_diag_list_release(&unread);
}

static void list_folder(bc_arena *arena, const char *path, int depth, bc_diag_list *diags, entries *out)
{
    const char **names;
    size_t n = folder_names(arena, path, diags, &names);
    for (size_t i = 0; i < n; i++) {
        const char *inside = bc_arena_printf(arena, "%s/%s", path, names[i]).p;
        if (bc_str_ends(bc_str_from(names[i]), BC_STR(".yaml")) && is_file(inside))
            list_file(arena, inside, out);
        else if (depth == 0 && is_folder(inside))
            list_folder(arena, inside, depth + 1, diags, out);
    }
}

static int by_id(const void *a, const void *b)
{
    return bc_str_compare(((const bc_template_entry *)a)->id, ((const bc_template_entry *)b)->id);
}

size_t bc_template_list(bc_arena *arena, const bc_template_folders *folders, bc_diag_list *diags,
                        const bc_template_entry **out)
{
    entries list = { 0 };
    for (uint32_t i = 0; i < folders->n; i++)
        list_folder(arena, bc_arena_str(arena, folders->at[i]).p, 0, diags, &list);
    bc_template_entry *copy = BC_NEW_ARRAY(arena, bc_template_entry, list.n);
    size_t n = list.n;
    if (n) {
        memcpy(copy, list.at, n * sizeof *copy);
        qsort(copy, n, sizeof *copy, by_id);
    }
    bc_vec_release(&list);
    *out = copy;
    return n;
}
