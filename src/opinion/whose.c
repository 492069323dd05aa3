/* Whose a finding is. Most forms say it. Of one that does not, and of a file that cannot be read, its neighbours and
 * its name tell: departments hand in files of their own forms, and name them after themselves. Both are known when all
 * have come, so what says no department waits in its file's room. A name counts only as a word by itself, since
 * 教育局幼儿园 is not 教育局. */
#include "base/utf8.h"
#include "base/written_name.h"
#include "opinion/private/kept.h"

static void call(bc_opinion *opinion, bc_str folded, bc_opinion_department *department)
{
    const bc_str kept = bc_arena_str(&opinion->arena, folded);
    bc_strmap_put(&opinion->by_name, kept, department);
    bc_vec_add(&opinion->names, (bc_opinion_name){ kept, department });
}

static bc_str fold(bc_opinion *opinion, bc_str name)
{
    bc_buf_clear(&opinion->folded);
    bc_written_fold_name(name, &opinion->folded);
    return bc_buf_str(&opinion->folded);
}

static bc_opinion_department *department_called(bc_opinion *opinion, bc_str name)
{
    const bc_str folded = fold(opinion, name);
    bc_opinion_department *department = bc_strmap_find(&opinion->by_name, folded);
    if (department)
        return department;
    department = BC_NEW(&opinion->arena, bc_opinion_department);
    department->name = bc_arena_str(&opinion->arena, name);
    call(opinion, folded, department);
    bc_vec_add(&opinion->departments, department);
    return department;
}

void bc_opinion_expect(bc_opinion *opinion, bc_str department, bc_str also)
{
    bc_opinion_department *own = department_called(opinion, department);
    const bc_str folded = fold(opinion, also);
    if (folded.n && !bc_strmap_find(&opinion->by_name, folded))
        call(opinion, folded, own);
}

void bc_opinion_department_add_year(bc_opinion_department *department, int year)
{
    size_t at = department->years.n;
    while (at > 0 && department->years.at[at - 1] > year)
        at--;
    if (!year || (at > 0 && department->years.at[at - 1] == year))
        return;
    bc_vec_add(&department->years, year);
    for (size_t i = department->years.n - 1; i > at; i--)
        department->years.at[i] = department->years.at[i - 1];
    department->years.at[at] = year;
}

static bc_opinion_file *file_at(bc_opinion *opinion, bc_str path)
{
    bc_opinion_file *file = bc_strmap_find(&opinion->by_path, path);
    if (file)
        return file;
    file = BC_NEW(&opinion->arena, bc_opinion_file);
    file->path = path;
    bc_strmap_put(&opinion->by_path, path, file);
    bc_vec_add(&opinion->files, file);
    return file;
}

bc_opinion_department *bc_opinion_whose(bc_opinion *opinion, const bc_opinion_subject *subject)
{
    if (!subject->input.n)
        return department_called(opinion, subject->department);
    bc_opinion_file *file = file_at(opinion, subject->input);
    if (!subject->department.n)
        return &file->strays;
    bc_opinion_department *own = department_called(opinion, subject->department);
    file->several = file->several || (file->department && file->department != own);
    file->department = own;
    return own;
}

/* -- what files are called ------------------------------------------------------------------------------ */

static bool is_of_word(uint32_t c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool sign = c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
                      (c >= 0xFF00 && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
    return letter || !sign;
}

/* Whether the words of a name, from its byte `from` to `to`, stand by themselves in it. */
static bool stands_alone(bc_str name, size_t from, size_t to)
{
    size_t next = to, before = from;
    while (before > 0 && ((unsigned char)name.p[--before] & 0xC0) == 0x80)
        ;
    return (from == 0 || !is_of_word(bc_utf8_next(name, &before))) &&
           (to == name.n || !is_of_word(bc_utf8_next(name, &next)));
}

static bool is_called_after(bc_str stem, bc_str name)
{
    for (size_t at = bc_str_find(stem, name, 0); at != SIZE_MAX; at = bc_str_find(stem, name, at + 1))
        if (stands_alone(stem, at, at + name.n))
            return true;
    return false;
}

/* Between blanks the widths of a file's name are made even as those of departments are. */
static void fold_stem(bc_str stem, bc_buf *out)
{
    for (size_t from = 0; from <= stem.n;) {
        size_t end = bc_str_find(stem, BC_STR(" "), from);
        end = end == SIZE_MAX ? stem.n : end;
        bc_written_fold_name(bc_str_slice(stem, from, end), out);
        if (end < stem.n)
            bc_buf_add_char(out, ' ');
        from = end + 1;
    }
}

/* The longest name counts; of two that are as long nobody knows. */
static bc_opinion_department *find_called_after(bc_opinion *opinion, bc_str path)
{
    bc_opinion_department *found = NULL;
    bool unsure = false;
    bc_buf stem;
    bc_buf_init(&stem);
    fold_stem(bc_engine_input_stem(path.p), &stem);
    size_t most = 1;
    for (size_t i = 0; i < opinion->names.n; i++) {
        const bc_opinion_name *one = &opinion->names.at[i];
        if (one->text.n < most || !is_called_after(bc_buf_str(&stem), one->text))
            continue;
        unsure = found && found != one->of && one->text.n == most;
        found = one->of;
        most = one->text.n;
    }
    bc_buf_release(&stem);
    return unsure ? NULL : found;
}

/* -- settling ------------------------------------------------------------------------------------------- */

static bool is_any(const bc_opinion_department *strays)
{
    return strays->forms || strays->unread || strays->findings.n || strays->failed;
}

static void hand_over(bc_opinion_department *strays, bc_opinion_department *to)
{
    to->forms += strays->forms;
    to->unread += strays->unread;
    to->failed = to->failed || strays->failed;
    for (size_t i = 0; i < BC_OPINION_SEVERITIES; i++)
        to->known[i] += strays->known[i];
    for (size_t i = 0; i < strays->years.n; i++)
        bc_opinion_department_add_year(to, strays->years.at[i]);
    for (size_t i = 0; i < strays->findings.n; i++)
        bc_vec_add(&to->findings, strays->findings.at[i]);
}

/* Departments of which is true what is asked. */
static size_t drop(bc_opinion *opinion, bool (*which)(const bc_opinion_department *), bc_str *first)
{
    size_t n = 0;
    const size_t before = opinion->departments.n;
    for (size_t i = 0; i < before; i++) {
        bc_opinion_department *one = opinion->departments.at[i];
        if (!which(one)) {
            opinion->departments.at[n++] = one;
            continue;
        }
        if (n == i)
            *first = one->name;
        bc_vec_release(&one->years);
        bc_vec_release(&one->findings);
    }
    opinion->departments.n = n;
    return before - n;
}

/* It was expected, and nothing came. */
static bool is_silent(const bc_opinion_department *department)
{
    return !is_any(department);
}

static bool has_failed(const bc_opinion_department *department)
{
    return department->failed;
}

size_t bc_opinion_drop_failed(bc_opinion *opinion, bc_str *first)
{
    return drop(opinion, has_failed, first);
}

void bc_opinion_whose_settle(bc_opinion *opinion)
{
    BC_VEC(bc_opinion_department *) owners = { 0 }; /* found before any is added that has no name */
    for (size_t i = 0; i < opinion->files.n; i++) {
        const bc_opinion_file *file = opinion->files.at[i];
        bc_opinion_department *owner = file->several ? NULL : file->department;
        if (!owner && is_any(&file->strays))
            owner = find_called_after(opinion, file->path);
        bc_vec_add(&owners, owner);
    }
    for (size_t i = 0; i < opinion->files.n; i++) {
        bc_opinion_department *strays = &opinion->files.at[i]->strays;
        if (is_any(strays))
            hand_over(strays, owners.at[i] ? owners.at[i] : department_called(opinion, (bc_str){ 0 }));
    }
    bc_vec_release(&owners);
    bc_str first;
    drop(opinion, is_silent, &first);
}
