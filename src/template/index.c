/* The files of the template folders, each looked at once.
 *
 * A template is found by what it says itself, `form:`, `alias:` and `name:`, whatever its file is called; so all files
 * have to be opened before the first template is known. They are not parsed for that: the lines that begin at the
 * margin are read as they stand, which takes a few microseconds a file. Only where such a line is more than a plain
 * value (an anchor, a block, an escape, another encoding) the file is parsed as a whole. */
#include "template/private/index.h"

#include "base/file.h"
#include "base/strmap.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/encoding.h"
#include "source/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct bc_template_index {
    pthread_mutex_t lock;
    bc_arena arena;
    const bc_template_catalogue *catalogue; /* NULL: nobody has asked yet */
    bc_strmap parts;                        /* what files hold that are extended, by their paths */
};

bc_template_index *bc_template_index_new(void)
{
    bc_template_index *index = bc_mem_alloc(sizeof *index);
    pthread_mutex_init(&index->lock, NULL);
    return index;
}

void bc_template_index_free(bc_template_index *index)
{
    if (!index)
        return;
    bc_strmap_release(&index->parts);
    bc_arena_release(&index->arena);
    pthread_mutex_destroy(&index->lock);
    bc_mem_free(index);
}

/* -- what a file says ------------------------------------------------------------------------------------- */

/* Keys that say what a form looks like, or what a template is made of: no record has any of them. */
static bool is_key_of_templates(bc_str key)
{
    static const char *const KEYS[] = { "layout", "fields", "extends", "styles", "fragments", "types" };
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (bc_str_is(key, KEYS[i]))
            return true;
    return false;
}

typedef enum scan_result { SCAN_DONE, SCAN_UNSURE } scan_result;

/* A value on one line that stands for itself, without its quotation marks; false: it does not. */
static bool plain_value(bc_str text, bc_str *out)
{
    static const char SPECIAL[] = "&*!|>%@`{}[]?,";
    text = bc_str_trim(text);
    *out = text;
    if (!text.n || text.p[0] == '#')
        return text.n > 0;
    char quote = text.p[0];
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(text.p + 1, quote, text.n - 1);
        size_t n = end ? (size_t)(end - text.p - 1) : 0;
        bc_str rest = end ? bc_str_trim(bc_str_slice(text, n + 2, text.n)) : (bc_str){ 0 };
        *out = bc_str_slice(text, 1, n + 1);
        return end && (!rest.n || rest.p[0] == '#') && !memchr(out->p, '\\', out->n);
    }
    if (strchr(SPECIAL, quote) || (quote == '-' && text.n > 1 && text.p[1] == ' '))
        return false;
    size_t comment = bc_str_find(text, BC_STR(" #"), 0);
    *out = bc_str_trim(bc_str_slice(text, 0, comment));
    return bc_str_find(*out, BC_STR(": "), 0) == SIZE_MAX;
}

/* `[a, b]` or one value. */
static bool plain_values(bc_arena *arena, bc_str text, bc_template_file *out)
{
    BC_VEC(bc_str) names = { 0 };
    bc_str one;
    text = bc_str_trim(text);
    bool good = plain_value(text, &one);
    if (good)
        bc_vec_add(&names, one);
    bool list = !good && text.n > 1 && text.p[0] == '[' && text.p[text.n - 1] == ']';
    for (size_t from = 1; list && from < text.n;) {
        size_t to = bc_str_find(text, BC_STR(","), from);
        to = to < text.n ? to : text.n - 1;
        good = list = plain_value(bc_str_slice(text, from, to), &one);
        bc_vec_add(&names, one);
        from = to + 1;
    }
    out->aliases = BC_NEW_COPY(arena, names.at, names.n);
    out->alias_count = (uint32_t)names.n;
    for (size_t i = 0; i < names.n; i++)
        ((bc_str *)(uintptr_t)out->aliases)[i] = bc_arena_str(arena, names.at[i]);
    bc_vec_release(&names);
    return good;
}

/* Whether the value on this line may go on in the next one. */
static bool goes_on(bc_str text, size_t next)
{
    return next < text.n && (text.p[next] == ' ' || text.p[next] == '\t' || text.p[next] == '-');
}

/* A member of the map that the file is. */
static scan_result scan_member(bc_arena *arena, bc_str text, bc_str line, size_t next, bc_template_file *out)
{
    size_t colon = bc_str_find(line, BC_STR(":"), 0);
    bc_str key = bc_str_slice(line, 0, colon), value;
    if (colon == SIZE_MAX)
        return SCAN_UNSURE;
    bc_str rest = bc_str_slice(line, colon + 1, line.n);
    out->is_template |= is_key_of_templates(key);
    bool form = bc_str_is(key, "form"), title = bc_str_is(key, "name"), alias = bc_str_is(key, "alias");
    if (!form && !title && !alias)
        return SCAN_DONE;
    if (goes_on(text, next) || (rest.n && rest.p[0] != ' ') || bc_utf8_invalid_at(rest) < rest.n)
        return SCAN_UNSURE;
    if (alias)
        return plain_values(arena, rest, out) ? SCAN_DONE : SCAN_UNSURE;
    if (!plain_value(rest, &value))
        return SCAN_UNSURE;
    *(form ? &out->form : &out->title) = bc_arena_str(arena, value);
    return SCAN_DONE;
}

/* The lines at the margin of the first document. */
static scan_result scan(bc_arena *arena, bc_str text, bc_template_file *out)
{
    bool any = false;
    if (bc_str_starts(text, BC_STR("\xEF\xBB\xBF")))
        text = bc_str_slice(text, 3, text.n);
    if (memchr(text.p, '\0', text.n) || memchr(text.p, '\r', text.n))
        return SCAN_UNSURE;
    for (size_t from = 0, next; from < text.n; from = next) {
        const char *end = memchr(text.p + from, '\n', text.n - from);
        size_t to = end ? (size_t)(end - text.p) : text.n;
        next = to + (end != NULL);
        bc_str line = bc_str_slice(text, from, to);
        if (!line.n || line.p[0] == ' ' || line.p[0] == '#' || line.p[0] == '\t')
            continue;
        if (bc_str_starts(line, BC_STR("---"))) {
            if (any || bc_str_trim(line).n > 3)
                return SCAN_UNSURE;
            continue;
        }
        if (line.p[0] == '-' && any)
            continue; /* an element of a list that stands at the margin below its key */
        if (strchr("-[{\"'%&!?*|>.@`", line.p[0]) || scan_member(arena, text, line, next, out) == SCAN_UNSURE)
            return SCAN_UNSURE;
        any = true;
    }
    return SCAN_DONE;
}

/* The same by parsing the whole file, which is kept nowhere but in its names. */
static void parse(bc_arena *arena, const char *path, bc_template_file *out)
{
    bc_arena own = { 0 };
    bc_diag_list unread;
    bc_diag_list_init(&unread);
    bool io_error = false;
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_read(&own, path, &unread, &io_error);
    *out = (bc_template_file){ .path = out->path, .stem = out->stem };
    if (source && bc_yaml_read(&own, source, &unread, &documents) && documents.n == 1 &&
        documents.at[0]->kind == BC_NODE_MAP) {
        const bc_node *tree = documents.at[0], *alias = bc_node_find(tree, "alias");
        out->form = bc_arena_str(arena, bc_node_text(bc_node_find(tree, "form")));
        out->title = bc_arena_str(arena, bc_node_text(bc_node_find(tree, "name")));
        out->alias_count = bc_node_elements(alias);
        bc_str *aliases = BC_NEW_ARRAY(arena, bc_str, out->alias_count);
        for (uint32_t i = 0; i < out->alias_count; i++)
            aliases[i] = bc_arena_str(arena, bc_node_text(bc_node_element(alias, i)));
        out->aliases = aliases;
        for (uint32_t i = 0; i < tree->n; i++)
            out->is_template |= is_key_of_templates(tree->as.members[i].key);
    }
    bc_diag_list_release(&unread);
    bc_arena_release(&own);
}

/* -- folders ---------------------------------------------------------------------------------------------- */

typedef BC_VEC(bc_template_file) file_list;

typedef struct lookup {
    bc_arena *arena;
    file_list files;
    bc_buf bytes;
    bc_template_folder folder; /* what is wrong with it */
} lookup;

static void look_at_file(lookup *l, bc_template_file *file)
{
    enum { MAX_TEMPLATE_BYTES = 4 * 1024 * 1024 }; /* more are data */
    bc_buf_clear(&l->bytes);
    bc_file_result read = bc_file_read(file->path, MAX_TEMPLATE_BYTES, &l->bytes);
    if (read.status != BC_FILE_OK) {
        if (read.status != BC_FILE_TOO_LARGE && !l->folder.unread) {
            l->folder.unread = file->path;
            l->folder.unread_error = bc_arena_str(l->arena, bc_str_from(bc_file_result_text(read))).p;
        }
        return;
    }
    if (scan(l->arena, bc_buf_str(&l->bytes), file) == SCAN_UNSURE)
        parse(l->arena, file->path, file);
    file->is_template = file->is_template && file->form.n;
}

static void fail(lookup *l, int error)
{
    if (!l->folder.error)
        l->folder.error = bc_arena_str(l->arena, bc_str_from(bc_file_error_text(error))).p;
}

/* S_IFREG, S_IFDIR …; 0 for links that lead nowhere, and for what cannot be looked at. */
static mode_t kind_of(lookup *l, const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0)
        return status.st_mode & S_IFMT;
    if (errno != ENOENT && errno != ELOOP)
        fail(l, errno);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, without hidden ones. One that is not there has none. */
static size_t folder_names(lookup *l, const char *path, const char ***out)
{
    DIR *folder = opendir(path);
    BC_VEC(const char *) names = { 0 };
    if (folder)
        errno = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder)); errno = 0)
        if (entry->d_name[0] != '.')
            bc_vec_add(&names, bc_arena_str(l->arena, bc_str_from(entry->d_name)).p);
    int error = errno;
    if (folder)
        closedir(folder);
    if (error && (folder || (error != ENOENT && error != ENOTDIR)))
        fail(l, error);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    size_t n = names.n;
    *out = BC_NEW_COPY(l->arena, names.at, n);
    bc_vec_release(&names);
    return n;
}

static bc_str stem_of(const char *name)
{
    bc_str text = bc_str_from(name);
    size_t end = bc_str_ends(text, BC_STR(".yaml")) ? 5 : bc_str_ends(text, BC_STR(".yml")) ? 4 : text.n;
    return bc_str_slice(text, 0, text.n - end);
}

/* The files of a folder, and of the folders in it. */
static void look_at_folder(lookup *l, const char *path, bool inner)
{
    const char **names;
    size_t n = folder_names(l, path, &names);
    for (size_t i = 0; i < n; i++) {
        const char *inside = bc_arena_printf(l->arena, "%s/%s", path, names[i]).p;
        bc_template_file file = { .path = inside, .stem = stem_of(names[i]) };
        const mode_t kind = kind_of(l, inside);
        if (file.stem.n && kind == S_IFREG) {
            look_at_file(l, &file);
            bc_vec_add(&l->files, file);
        } else if (!inner && !file.stem.n && kind == S_IFDIR) {
            look_at_folder(l, inside, true);
        }
    }
}

static const bc_template_catalogue *look_at_folders(bc_arena *arena, const bc_template_folders *folders)
{
    bc_template_folder *at = BC_NEW_ARRAY(arena, bc_template_folder, folders->n);
    lookup l = { .arena = arena };
    bc_buf_init(&l.bytes);
    for (uint32_t i = 0; i < folders->n; i++) {
        l.files.n = 0;
        l.folder = (bc_template_folder){ .path = bc_arena_str(arena, folders->at[i]).p };
        look_at_folder(&l, l.folder.path, false);
        at[i] = l.folder;
        at[i].files = BC_NEW_COPY(arena, l.files.at, l.files.n);
        at[i].n = (uint32_t)l.files.n;
    }
    bc_buf_release(&l.bytes);
    bc_vec_release(&l.files);
    bc_template_catalogue *catalogue = BC_NEW(arena, bc_template_catalogue);
    *catalogue = (bc_template_catalogue){ at, folders->n };
    return catalogue;
}

const bc_template_catalogue *bc_template_index_read(bc_arena *arena, const bc_template_folders *folders)
{
    bc_template_index *index = folders->index;
    if (!index)
        return look_at_folders(arena, folders);
    pthread_mutex_lock(&index->lock);
    if (!index->catalogue)
        index->catalogue = look_at_folders(&index->arena, folders);
    const bc_template_catalogue *catalogue = index->catalogue;
    pthread_mutex_unlock(&index->lock);
    return catalogue;
}

/* -- parts ------------------------------------------------------------------------------------------------ */

/* Stands for what is not kept. */
static const bc_node UNKEPT;

static const bc_node *read_part(bc_arena *arena, const char *path)
{
    bool io_error = false;
    bc_source_documents documents = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_read(arena, path, &diags, &io_error);
    const bool clean = source && bc_yaml_read(arena, source, &diags, &documents) && !diags.list.n && documents.n == 1 &&
                       documents.at[0]->kind == BC_NODE_MAP;
    bc_diag_list_release(&diags);
    return clean ? documents.at[0] : &UNKEPT;
}

const bc_node *bc_template_index_part(bc_template_index *index, const char *path)
{
    pthread_mutex_lock(&index->lock);
    const bc_node *part = bc_strmap_find(&index->parts, bc_str_from(path));
    if (!part) {
        part = read_part(&index->arena, path);
        bc_strmap_put(&index->parts, bc_arena_str(&index->arena, bc_str_from(path)), (void *)(uintptr_t)part);
    }
    pthread_mutex_unlock(&index->lock);
    return part == &UNKEPT ? NULL : part;
}
