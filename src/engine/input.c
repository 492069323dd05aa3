/* Inputs are listed before any is read, those of a folder by name, so that a run goes the same way on every machine. A
 * file is known by device and number and not by its path, so that no output replaces an input which it reaches in
 * another way. */
#include "engine/input.h"

#include "base/file.h"
#include "base/tr.h"
#include "engine/call.h"
#include "engine/private/input.h"
#include "source/encoding.h"
#include "source/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

typedef BC_VEC(const char *) names;

static void add_file(bc_engine_inputs *inputs, const char *path, bool stream)
{
    bool standard = strcmp(path, "-") == 0;
    bc_engine_input input = { .path = path, .stream = stream };
    struct stat info;
    if ((standard ? fstat(STDIN_FILENO, &info) : stat(path, &info)) == 0) {
        input.device = info.st_dev;
        input.id = info.st_ino;
        if (S_ISREG(info.st_mode))
            input.time = info.st_mtime;
    }
    bc_vec_add(&inputs->list, input);
}

bool bc_engine_input_is_named_record(bc_str name)
{
    static const char *const ENDINGS[] = { ".yaml", ".yml", ".json", ".jsonl", ".ndjson" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (bc_str_ends(name, bc_str_from(ENDINGS[i])))
            return true;
    return false;
}

static bool ends(const char *name, const char *ending)
{
    return strlen(name) > strlen(ending) && strcasecmp(name + strlen(name) - strlen(ending), ending) == 0;
}

static bool is_of_kind(const char *name, biaoce_kind kind)
{
    static const struct {
        biaoce_kind kind;
        const char *ending;
    } ENDINGS[] = { { BIAOCE_KIND_YAML, ".yaml" },  { BIAOCE_KIND_YAML, ".yml" },    { BIAOCE_KIND_JSON, ".json" },
                    { BIAOCE_KIND_JSON, ".jsonl" }, { BIAOCE_KIND_JSON, ".ndjson" }, { BIAOCE_KIND_CSV, ".csv" },
                    { BIAOCE_KIND_CSV, ".tsv" },    { BIAOCE_KIND_CSV, ".tab" },     { BIAOCE_KIND_XLSX, ".xlsx" },
                    { BIAOCE_KIND_XLSX, ".xlsm" },  { BIAOCE_KIND_ODS, ".ods" } };
    if (kind == BIAOCE_KIND_BY_NAME)
        return bc_engine_input_is_named_record(bc_str_from(name));
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (ENDINGS[i].kind == kind && ends(name, ENDINGS[i].ending))
            return true;
    return false;
}

/* Old ones, too: nobody is to think that what was left out has been read. */
static bool is_workbook(const char *name)
{
    static const char *const REFUSED[] = { ".xls", ".et", ".xlsb", ".fods", ".pdf" };
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
        if (ends(name, REFUSED[i]))
            return true;
    return is_of_kind(name, BIAOCE_KIND_XLSX) || is_of_kind(name, BIAOCE_KIND_ODS);
}

/* Programs leave files beside those that are open, ~$项目库.xlsx. */
static bool is_wanted(const bc_engine_inputs *inputs, const char *name)
{
    if (name[0] == '.' || name[0] == '~')
        return false;
    return inputs->workbooks ? is_workbook(name) : is_of_kind(name, inputs->kind);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether a folder is met for the first time: links lead in circles, and to folders that were read. */
static bool is_new_folder(bc_engine_inputs *inputs, const char *path)
{
    struct stat info;
    if (!inputs->recursive || stat(path, &info) != 0)
        return true;
    bc_str id = bc_arena_printf(&inputs->arena, "%ju %ju", (uintmax_t)info.st_dev, (uintmax_t)info.st_ino);
    return bc_strmap_put(&inputs->folders, id, inputs) == NULL;
}

static bool is_folder(const char *path, const struct dirent *entry)
{
    struct stat info;
    if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
        return entry->d_type == DT_DIR;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The names in a folder that are wanted, subfolders with a slash behind them. errno, or 0 at the end. */
static int list_names(bc_engine_inputs *inputs, const char *path, DIR *folder, names *out)
{
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
        const char *name = entry->d_name;
        if (name[0] == '.' || (!inputs->recursive && (!is_wanted(inputs, name) || entry->d_type == DT_DIR)))
            continue;
        bool inside = inputs->recursive && is_folder(bc_arena_printf(&inputs->arena, "%s/%s", path, name).p, entry);
        if (inside)
            bc_vec_add(out, bc_arena_printf(&inputs->arena, "%s/", name).p);
        else if (is_wanted(inputs, name))
            bc_vec_add(out, bc_arena_str(&inputs->arena, bc_str_from(name)).p);
    }
    return errno;
}

static void add_broken_folder(bc_engine_inputs *inputs, const char *path, int reason)
{
    bc_vec_add(&inputs->list, (bc_engine_input){ .path = path, .broken_off = reason });
}

/* Subfolders are left out unless they are asked for: they hold drafts, templates or another department's records. */
static void add_folder(bc_engine_inputs *inputs, const char *path, DIR *folder)
{
    names found = { 0 };
    const int reason = list_names(inputs, path, folder, &found);
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, compare_names);
    bool slash = bc_str_ends(bc_str_from(path), BC_STR("/"));
    for (size_t i = 0; i < found.n; i++) {
        bc_str name = bc_str_from(found.at[i]);
        bool inside = bc_str_ends(name, BC_STR("/"));
        const char *whole = bc_arena_printf(&inputs->arena, "%s%s%.*s", path, slash ? "" : "/",
                                            BC_STR_ARG(bc_str_slice(name, 0, name.n - inside)))
                                .p;
        if (!inside) {
            add_file(inputs, whole, false);
            inputs->list.at[inputs->list.n - 1].found = true;
        } else if (is_new_folder(inputs, whole)) {
            DIR *next = opendir(whole);
            if (!next) { /* reading it says why */
                add_broken_folder(inputs, whole, errno);
                continue;
            }
            add_folder(inputs, whole, next);
            closedir(next);
        }
    }
    bc_vec_release(&found);
    if (reason)
        add_broken_folder(inputs, path, reason);
}

/* A folder that the user named. */
static void add_named_folder(bc_engine_inputs *inputs, const char *path, DIR *folder)
{
    const size_t before = inputs->list.n;
    bc_strmap_clear(&inputs->folders);
    is_new_folder(inputs, path);
    add_folder(inputs, path, folder);
    if (inputs->list.n == before)
        bc_vec_add(&inputs->list, (bc_engine_input){ .path = path, .empty_folder = true });
}

static int compare_ids(const void *a, const void *b)
{
    const bc_engine_input *x = *(bc_engine_input *const *)a, *y = *(bc_engine_input *const *)b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void add_paths(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool sort, bool stream)
{
    const char **own = BC_NEW_ARRAY(&inputs->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        own[i] = bc_arena_str(&inputs->arena, bc_str_from(paths[i])).p;
    if (sort && n)
        qsort(own, n, sizeof *own, compare_names);
    for (size_t i = 0; i < n; i++) {
        DIR *folder = strcmp(own[i], "-") ? opendir(own[i]) : NULL;
        if (folder) {
            add_named_folder(inputs, own[i], folder);
            closedir(folder);
        } else {
            add_file(inputs, own[i], stream);
        }
    }
}

void bc_engine_inputs_add(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool sort)
{
    add_paths(inputs, paths, n, sort, false);
}

/* Ends the search and leaves errno, unless a folder of that name is only not there. */
static int is_failure(const char *path, int error)
{
    (void)path;
    return error != ENOENT && error != ENOTDIR;
}

bool bc_engine_inputs_add_pattern(bc_engine_inputs *inputs, const char *pattern, int *reason)
{
    glob_t found = { 0 };
    const int status = glob(pattern, GLOB_NOSORT, is_failure, &found);
    *reason = status == GLOB_NOSPACE ? ENOMEM : errno;
    if (status == 0 && found.gl_pathc)
        bc_engine_inputs_add(inputs, (const char *const *)found.gl_pathv, found.gl_pathc, true);
    globfree(&found);
    return status == 0 || status == GLOB_NOMATCH;
}

const char *bc_engine_inputs_add_memory(bc_engine_inputs *inputs, const biaoce_memory *memory, size_t n)
{
    if (n && !memory)
        return bc_tr("records in memory have no bytes, or their struct no size");
    for (size_t i = 0; i < n; i++) {
        biaoce_memory one;
        if (!bc_engine_take_memory(&memory, &one))
            return bc_tr("records in memory have no bytes, or their struct no size");
        if (one.kind > BIAOCE_KIND_ODS)
            return bc_tr("records in memory are of a kind that is not known");
        bc_vec_add(&inputs->list,
                   (bc_engine_input){ .path = bc_arena_str(&inputs->arena, bc_str_from(one.name ? one.name : "")).p,
                                      .memory = one.bytes ? one.bytes : "",
                                      .length = one.length,
                                      .kind = one.kind,
                                      .time = one.time });
    }
    return NULL;
}

void bc_engine_inputs_index(bc_engine_inputs *inputs)
{
    bc_vec_clear(&inputs->by_id);
    for (size_t i = 0; i < inputs->list.n; i++)
        bc_vec_add(&inputs->by_id, &inputs->list.at[i]);
    if (inputs->by_id.n)
        qsort(inputs->by_id.at, inputs->by_id.n, sizeof *inputs->by_id.at, compare_ids);
}

void bc_engine_inputs_find(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive)
{
    bc_engine_inputs_find_kind(inputs, paths, n, recursive, BIAOCE_KIND_BY_NAME);
}

void bc_engine_inputs_find_kind(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive,
                                biaoce_kind kind)
{
    *inputs = (bc_engine_inputs){ .recursive = recursive, .kind = kind };
    add_paths(inputs, paths, n, false, true);
    bc_engine_inputs_index(inputs);
}

void bc_engine_inputs_find_workbooks(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive)
{
    *inputs = (bc_engine_inputs){ .recursive = recursive, .workbooks = true };
    add_paths(inputs, paths, n, false, true);
    bc_engine_inputs_index(inputs);
}

void bc_engine_inputs_release(bc_engine_inputs *inputs)
{
    bc_vec_release(&inputs->list);
    bc_vec_release(&inputs->by_id);
    bc_strmap_release(&inputs->folders);
    bc_arena_release(&inputs->arena);
}

bc_str bc_engine_input_stem(const char *path)
{
    bc_str stem = bc_str_from(path);
    for (size_t at; (at = bc_str_find(stem, BC_STR("/"), 0)) != SIZE_MAX;)
        stem = bc_str_slice(stem, at + 1, stem.n);
    for (size_t i = stem.n; i > 1; i--)
        if (stem.p[i - 1] == '.')
            return bc_str_slice(stem, 0, i - 1);
    return stem;
}

int64_t bc_engine_inputs_time(const bc_engine_inputs *inputs)
{
    int64_t time = 0;
    for (size_t i = 0; i < inputs->list.n; i++)
        time = inputs->list.at[i].time > time ? inputs->list.at[i].time : time;
    return time;
}

bool bc_engine_inputs_have(const bc_engine_inputs *inputs, const char *path)
{
    struct stat info;
    if (!inputs->by_id.n || stat(path, &info) != 0)
        return false;
    bc_engine_input wanted = { .device = info.st_dev, .id = info.st_ino }, *key = &wanted;
    return bsearch(&key, inputs->by_id.at, inputs->by_id.n, sizeof key, compare_ids) != NULL;
}

bc_source_syntax bc_engine_input_syntax(biaoce_kind kind)
{
    return kind == BIAOCE_KIND_JSON ? BC_SYNTAX_JSON : kind == BIAOCE_KIND_YAML ? BC_SYNTAX_YAML : BC_SYNTAX_BY_NAME;
}

void bc_engine_input_report_no_json(const bc_diag_source *source, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E107", (bc_diag_mark){ .source = source, .line = 1, .column = 1 },
                bc_tr("this is given as JSON, but begins with neither { nor ["));
}

/* What *source holds; it is NULL afterwards when it could not be read. */
static const bc_node *only_document(bc_arena *arena, const bc_diag_source **source, bc_source_syntax syntax,
                                    bc_diag_list *diags, bool *io_error)
{
    bc_source_documents documents = { 0 };
    if (*source && !bc_source_read_documents(arena, *source, syntax, diags, &documents))
        *source = NULL;
    *io_error = *io_error || documents.starved;
    return *source && documents.n == 1 ? documents.at[0] : NULL;
}

const bc_node *bc_engine_input_read_document(bc_arena *arena, const char *path, const bc_file_waiting *waiting,
                                             const bc_diag_source **source, bc_diag_list *diags, bool *io_error)
{
    *source = bc_source_read_stream(arena, path, waiting, diags, io_error);
    return only_document(arena, source, BC_SYNTAX_BY_NAME, diags, io_error);
}

const bc_node *bc_engine_input_take_document(bc_arena *arena, const biaoce_memory *memory,
                                             const bc_diag_source **source, bc_diag_list *diags, bool *io_error)
{
    *source = bc_source_from_bytes(arena, bc_arena_str(arena, bc_str_from(memory->name)),
                                   (bc_str){ memory->bytes, memory->length }, diags);
    if (*source && memory->kind == BIAOCE_KIND_JSON && !bc_source_begins_as_json((*source)->text)) {
        bc_engine_input_report_no_json(*source, diags);
        *source = NULL;
    }
    return only_document(arena, source, bc_engine_input_syntax(memory->kind), diags, io_error);
}

bool bc_engine_input_count_documents(const bc_engine_input *input, bc_str text, size_t *count)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_source source = { .name = bc_str_from(input->path), .text = text };
    bc_source_documents read = { 0 };
    bool good = bc_source_read_documents(&arena, &source, bc_engine_input_syntax(input->kind), &diags, &read);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    *count = good ? read.n : SIZE_MAX;
    return !read.starved;
}
