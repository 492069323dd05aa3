/* Finding templates by their names and merging what they extend. */
#include "base/tr.h"
#include "base/vec.h"
#include "form/keys.h"
#include "form/reserved.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "template/private/compile.h"
#include "template/private/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct reading {
    bc_arena *arena;
    const bc_template_folders *folders;
    const bc_template_catalogue *catalogue; /* what the folders hold; NULL: not asked yet */
    bc_diag_list *diags;
    const char *open[BC_MAX_COMPILE_DEPTH]; /* the files being read, for circles */
    int depth;
    BC_VEC(const char *) files;
} reading;

/* -- finding ---------------------------------------------------------------------------------------------- */

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_open(const reading *r, const char *path)
{
    for (int i = 0; i < r->depth; i++)
        if (strcmp(r->open[i], path) == 0)
            return true;
    return false;
}

/* 项目绩效目标表 of 项目绩效目标表（某市）. */
static bool is_title(bc_str title, bc_str name)
{
    if (bc_str_eq(title, name))
        return true;
    bc_str rest = bc_str_starts(title, name) ? bc_str_slice(title, name.n, title.n) : (bc_str){ 0 };
    return name.n && (bc_str_starts(rest, BC_STR("（")) || bc_str_starts(rest, BC_STR("(")));
}

typedef enum name_kind { NAME_FORM, NAME_FILE, NAME_OTHER } name_kind;

static bool has_name(const bc_template_file *file, bc_str name, name_kind kind)
{
    if (kind == NAME_FILE)
        return bc_str_eq(file->stem, name);
    if (!file->is_template || kind == NAME_FORM)
        return file->is_template && bc_str_eq(file->form, name);
    for (uint32_t i = 0; i < file->alias_count; i++)
        if (bc_str_eq(file->aliases[i], name))
            return true;
    return is_title(file->title, name);
}

/* Which of two is meant nobody knows. */
static void report_several(const reading *r, const bc_template_folder *folder, bc_str name, name_kind kind,
                           bc_diag_mark at)
{
    bc_buf list;
    bc_buf_init(&list);
    for (uint32_t i = 0; i < folder->n; i++)
        if (has_name(&folder->files[i], name, kind)) {
            bc_buf_add_text(&list, list.n ? bc_tr(", ") : "");
            if (kind == NAME_FORM)
                bc_buf_add_text(&list, folder->files[i].path);
            else
                bc_buf_add_str(&list, folder->files[i].form);
        }
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E338", at, bc_tr("several templates are called `%.*s`: %s"), BC_STR_ARG(name),
                list.p);
    bc_diag_hint(r->diags, "%s",
                 kind == NAME_FORM ? bc_tr("in one folder each has a `form:` of its own")
                                   : bc_tr("write the name of the one that is meant"));
    bc_buf_release(&list);
}

/* A folder that cannot be read, or with `files` one of its files: what it holds would go before the templates of other
 * folders. True when all is well. */
static bool can_look_up(const bc_template_folder *folder, bool files, bc_diag_list *diags)
{
    const char *error = folder->error ? folder->error : files ? folder->unread_error : NULL;
    if (error)
        bc_diag_add(diags, BC_DIAG_ERROR, "E100", (bc_diag_mark){ 0 },
                    bc_tr("the templates in %s cannot be looked up: %s"), folder->error ? folder->path : folder->unread,
                    error);
    return !error;
}

/* The file of that name in the first folder that has one; templates that are open are passed over, so that one may
 * extend another of its own name. NULL: there is none, or it is not clear which, which is reported. */
static const char *find_by(reading *r, bc_str name, name_kind kind, bc_diag_mark at)
{
    for (uint32_t i = 0; i < r->catalogue->n; i++) {
        const bc_template_folder *folder = &r->catalogue->at[i];
        const bc_template_file *found = NULL;
        if (!can_look_up(folder, false, r->diags))
            return NULL;
        for (uint32_t k = 0; k < folder->n; k++) {
            const bc_template_file *file = &folder->files[k];
            if (!has_name(file, name, kind) || is_open(r, file->path))
                continue;
            if (found && kind != NAME_FILE) {
                report_several(r, folder, name, kind, at);
                return NULL;
            }
            found = found ? found : file;
        }
        if (found || (kind != NAME_FILE && !can_look_up(folder, true, r->diags)))
            return found ? found->path : NULL;
    }
    return NULL;
}

/* What a template extends may lie beside it. */
static const char *find_beside(const reading *r, bc_str name)
{
    const char *slash = r->depth ? strrchr(r->open[r->depth - 1], '/') : NULL;
    if (!slash)
        return NULL;
    bc_str beside = { r->open[r->depth - 1], (size_t)(slash - r->open[r->depth - 1]) };
    const char *path = bc_arena_printf(r->arena, "%.*s/%.*s.yaml", BC_STR_ARG(beside), BC_STR_ARG(name)).p;
    return is_file(path) && !is_open(r, path) ? path : NULL;
}

static bool is_path(bc_str name)
{
    return bc_str_ends(name, BC_STR(".yaml")) || bc_str_ends(name, BC_STR(".yml"));
}

/* By form, then by file, then by what else it is called: so that a template's own name goes before a file of another
 * that happens to be called so. What is extended is mostly a part, which has no form. */
static const char *find_template(reading *r, bc_str name, bc_diag_mark at)
{
    static const name_kind ASKED[] = { NAME_FORM, NAME_FILE, NAME_OTHER },
                           EXTENDED[] = { NAME_FILE, NAME_FORM, NAME_OTHER };
    if (is_path(name)) {
        const char *path = bc_arena_str(r->arena, name).p;
        return is_file(path) ? path : NULL;
    }
    /* A name is a name, never a way out of the folders. */
    if (bc_str_find(name, BC_STR("/"), 0) != SIZE_MAX || bc_str_starts(name, BC_STR(".")))
        return NULL;
    const char *path = find_beside(r, name);
    if (!path && !r->catalogue)
        r->catalogue = bc_template_index_read(r->arena, r->folders);
    const unsigned errors = r->diags->errors;
    for (size_t i = 0; !path && i < sizeof ASKED / sizeof *ASKED && r->diags->errors == errors; i++)
        path = find_by(r, name, r->depth ? EXTENDED[i] : ASKED[i], at);
    return path;
}

/* Whether the name is that of a template which is being read. */
static bool names_open(const reading *r, bc_str name)
{
    for (uint32_t i = 0; r->catalogue && i < r->catalogue->n; i++)
        for (uint32_t k = 0; k < r->catalogue->at[i].n; k++) {
            const bc_template_file *file = &r->catalogue->at[i].files[k];
            if (is_open(r, file->path) && (has_name(file, name, NAME_FILE) || has_name(file, name, NAME_FORM)))
                return true;
        }
    for (int i = 0; i < r->depth; i++) {
        const char *slash = strrchr(r->open[i], '/'), *stem = slash ? slash + 1 : r->open[i];
        if (bc_str_starts(bc_str_from(stem), name) &&
            bc_str_is(bc_str_slice(bc_str_from(stem), name.n, SIZE_MAX), ".yaml"))
            return true;
    }
    return false;
}

/* Templates that have the name in theirs, `tangshan` in `tangshan-project`: as many as a hint can hold. */
static bool hint_containing(reading *r, bc_str name, const bc_template_entry *list, size_t n)
{
    enum { MAX_TOLD = 5, MIN_NAME = 3 };
    size_t found = 0;
    bc_buf names;
    bc_buf_init(&names);
    for (size_t i = 0; i < n && name.n >= MIN_NAME; i++) {
        if (bc_str_find(list[i].id, name, 0) == SIZE_MAX && bc_str_find(list[i].name, name, 0) == SIZE_MAX)
            continue;
        if (found < MAX_TOLD) {
            bc_buf_add_text(&names, found ? bc_tr(", ") : "");
            bc_buf_add_str(&names, list[i].id);
        } else if (found == MAX_TOLD) {
            bc_buf_add_text(&names, "…");
        }
        found++;
    }
    if (found)
        bc_diag_hint(r->diags, bc_tr("templates that are called like this: %s"), names.p);
    bc_buf_release(&names);
    return found > 0;
}

static void hint_template(reading *r, bc_str name)
{
    const bc_template_entry *list;
    size_t n = bc_template_list(r->arena, r->folders, r->diags, &list);
    bc_str *ids = BC_NEW_ARRAY(r->arena, bc_str, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i].id;
    /* Files are looked for where they are said to be, names in the folders. */
    bool file = is_path(name);
    bc_str stem = file ? bc_str_slice(name, 0, bc_str_find(name, BC_STR("."), name.n - sizeof ".yaml" + 1)) : name;
    bc_str near = file && find_template(r, stem, (bc_diag_mark){ 0 }) ? stem : bc_diag_nearest(stem, ids, n);
    if (near.n)
        bc_diag_hint(r->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else if (!hint_containing(r, stem, list, n))
        bc_diag_hint(r->diags, "%s", bc_tr("`biaoce templates` lists the templates there are"));
}

/* A record, a mapping, a book: nothing in it says what a form is like, and something that no template has is there. */
static bool is_no_template(const bc_node *tree)
{
    static const char *const OF_ALL[] = { "name", "tables", "output" };
    const bc_keys_table *known = &bc_form_keys.at[BC_FORM_KEYS_TEMPLATE];
    bool stranger = false, named = false;
    for (uint32_t i = 0; i < tree->n; i++) {
        const bc_str key = tree->as.members[i].key;
        bool of_all = bc_form_reserved_is_name(key);
        named |= of_all;
        for (size_t k = 0; k < sizeof OF_ALL / sizeof *OF_ALL; k++)
            of_all |= bc_str_is(key, OF_ALL[k]);
        if (!of_all && bc_keys_key_of(known, key))
            return false;
        stranger |= !of_all;
    }
    return stranger && named;
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
    const bool extended = r->depth > 1;
    const bc_node *part = extended && r->folders->index ? bc_template_index_part(r->folders->index, path) : NULL;
    if (part)
        return part;
    bool io_error = false;
    const bc_diag_source *source = bc_source_read(r->arena, path, r->diags, &io_error);
    bc_source_documents documents;
    if (!source || !bc_yaml_read(r->arena, source, r->diags, &documents))
        return NULL;
    if (documents.n == 1 && documents.at[0]->kind == BC_NODE_MAP) {
        if (!is_no_template(documents.at[0]))
            return documents.at[0];
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E301", documents.at[0]->mark,
                    bc_tr("this is no template: it has neither `fields` nor `layout`"));
        bc_diag_hint(r->diags, "%s",
                     bc_tr("it looks like a record or a mapping: -t takes a template, these stand without an option"));
        return NULL;
    }
    if (documents.n)
        at = documents.at[0]->mark;
    else if (!at.source) /* about the file, which is there */
        at.source = source;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E301", at, bc_tr("the template `%.*s` must be one map"), BC_STR_ARG(name));
    return NULL;
}

static const bc_node *read_tree(reading *r, bc_str name, bc_diag_mark at)
{
    unsigned errors = r->diags->errors;
    const char *path = find_template(r, name, at);
    if (r->diags->errors > errors)
        return NULL;
    if (!path && !names_open(r, name)) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E334", at,
                    is_path(name) ? bc_tr("there is no template file `%.*s`") : bc_tr("there is no template `%.*s`"),
                    BC_STR_ARG(name));
        hint_template(r, name);
        return NULL;
    }
    if (!path || r->depth == BC_MAX_COMPILE_DEPTH || is_open(r, path)) {
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

/* -- what an office says of all forms ----------------------------------------------------------------------- */

static bool has_rule(const bc_node *checks, bc_str rule)
{
    for (uint32_t i = 0; i < bc_node_elements(checks); i++)
        if (bc_str_eq(bc_node_text(bc_node_find(bc_node_element(checks, i), "rule")), rule))
            return true;
    return false;
}

/* Those that the form has anyhow: a form without plans is not given rules for them. */
static const bc_node *known_rules(bc_arena *arena, const bc_node *checks, const bc_node *office)
{
    const uint32_t most = bc_node_elements(office);
    const bc_node **items = BC_NEW_ARRAY(arena, const bc_node *, most);
    uint32_t n = 0;
    for (uint32_t i = 0; i < most; i++)
        if (has_rule(checks, bc_node_text(bc_node_find(bc_node_element(office, i), "rule"))))
            items[n++] = bc_node_element(office, i);
    return bc_node_new_list(arena, checks->mark, items, n);
}

static const bc_node *apply_office(bc_arena *arena, const bc_node *tree, const bc_node *office)
{
    const bc_node *checks = bc_node_find(office, "checks"), *words = bc_node_find(office, "words");
    bc_node_member *members = BC_NEW_COPY(arena, tree->as.members, tree->n);
    for (uint32_t i = 0; i < tree->n; i++) {
        const bc_node *value = members[i].value;
        if (checks && bc_str_is(members[i].key, "checks") && value->kind == BC_NODE_LIST)
            members[i].value = join_lists(arena, value, known_rules(arena, value, checks));
        else if (words && bc_str_is(members[i].key, "words") && value->kind == BC_NODE_MAP)
            members[i].value = join_words(arena, value, words);
    }
    return bc_node_new_map(arena, tree->mark, members, tree->n);
}

const bc_node *bc_template_read(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                bc_diag_list *diags, bc_template_files *files)
{
    reading r = { .arena = arena, .folders = folders, .diags = diags };
    const bc_node *tree = read_tree(&r, name, at);
    if (tree && folders->office)
        tree = apply_office(arena, tree, folders->office);
    if (files)
        *files = (bc_template_files){ r.files.at, (uint32_t)r.files.n };
    bc_arena_adopt(arena, r.files.at, r.files.capacity * sizeof *r.files.at);
    return tree;
}

/* -- listing -------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return bc_str_compare(((const bc_template_entry *)a)->id, ((const bc_template_entry *)b)->id);
}

static const bc_template_entry *find_entry(const bc_template_entry *list, size_t n, bc_str form)
{
    for (size_t i = 0; i < n; i++)
        if (bc_str_eq(list[i].id, form))
            return &list[i];
    return NULL;
}

/* Two in one folder are told, one in a folder before goes before. */
static bool is_first(const bc_template_entry *list, size_t before, size_t n, const bc_template_file *file,
                     bc_diag_list *diags)
{
    const bc_template_entry *other = find_entry(list, n, file->form);
    if (other && other >= list + before) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E338", (bc_diag_mark){ 0 }, bc_tr("several templates are called `%.*s`: %s"),
                    BC_STR_ARG(file->form),
                    bc_arena_printf(&diags->arena, "%.*s%s%s", BC_STR_ARG(other->path), bc_tr(", "), file->path).p);
        bc_diag_hint(diags, "%s", bc_tr("in one folder each has a `form:` of its own"));
    }
    return !other;
}

size_t bc_template_list(bc_arena *arena, const bc_template_folders *folders, bc_diag_list *diags,
                        const bc_template_entry **out)
{
    const bc_template_catalogue *catalogue = bc_template_index_read(arena, folders);
    BC_VEC(bc_template_entry) list = { 0 };
    for (uint32_t i = 0; i < catalogue->n; i++) {
        const bc_template_folder *folder = &catalogue->at[i];
        const size_t before = list.n;
        (void)can_look_up(folder, true, diags);
        for (uint32_t k = 0; k < folder->n; k++) {
            const bc_template_file *file = &folder->files[k];
            if (file->is_template && is_first(list.at, before, list.n, file, diags))
                bc_vec_add(&list, (bc_template_entry){ file->form, file->title, bc_str_from(file->path) });
        }
    }
    bc_template_entry *copy = BC_NEW_COPY(arena, list.at, list.n);
    size_t n = list.n;
    if (n)
        qsort(copy, n, sizeof *copy, by_id);
    bc_vec_release(&list);
    *out = copy;
    return n;
}
