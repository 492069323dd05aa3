/* Parts of a zip archive by libzip, which knows zip64, data descriptors and checksums. Names are compared as their
 * makers spell them: with either separator, absolute or not, in any case. */
#include "table/private/zip.h"

#include "base/strmap.h"
#include "base/tr.h"

#include <errno.h>
#include <string.h>
#include <zip.h>

struct bc_table_zip {
    zip_t *archive;
    bc_arena arena;
    bc_strmap names; /* as they are compared, to name_of + 1 of their first part */
    bc_str *name_of;
    uint64_t count;
    uint64_t most, bytes;
    uint64_t small; /* unpacked bytes of small parts so far */
    size_t step;
};

enum { STEP = 64 * 1024, FIRST_BYTES = 512 };

static const uint64_t MAX_UNPACKED = (uint64_t)8 << 30, MAX_SMALL = (uint64_t)256 << 20;

static void report_damage(bc_table_report *report)
{
    bc_diag_hint(report->diags, bc_tr("copy or download it again; if it opens in Excel or WPS, save it there"));
}

static void report_password(bc_table_report *report)
{
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E731", bc_table_report_file(report),
                bc_tr("the workbook is protected by a password"));
    bc_diag_hint(report->diags, bc_tr("open it in Excel or WPS, take off the password and save it"));
}

/* What is called a workbook and is something else, by its first bytes: many a program exports a text or a web page
 * under that name. */
static bool report_stranger(bc_str head, bc_table_report *report)
{
    const bc_diag_mark file = bc_table_report_file(report);
    const bc_str text = bc_str_trim(head);
    if (!head.n) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E732", file, bc_tr("this file is empty"));
        bc_diag_hint(report->diags, "%s", bc_tr("copy or download it again"));
    } else if (memchr(head.p, '\0', head.n) || bc_str_starts(head, BC_STR("PK"))) {
        return false;
    } else if (bc_str_starts(text, BC_STR("<")) || bc_str_starts(text, BC_STR("\xef\xbb\xbf<"))) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E732", file,
                    bc_tr("this is a web page or XML that is called a workbook"));
        bc_diag_hint(report->diags, "%s", bc_tr("open it in Excel or WPS and save it as .xlsx"));
    } else {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E732", file, bc_tr("this is a text that is called a workbook"));
        bc_diag_hint(report->diags, "%s", bc_tr("call it .csv, or open it in Excel or WPS and save it as .xlsx"));
    }
    return true;
}

/* Of the archive, or with a name of this part. */
static void report_error(zip_error_t *error, bc_str part, bc_table_report *report)
{
    const int code = zip_error_code_zip(error), system = zip_error_code_system(error);
    if (code == ZIP_ER_MEMORY)
        bc_mem_exhausted();
    const bool unread = code == ZIP_ER_READ || code == ZIP_ER_SEEK || code == ZIP_ER_TELL || code == ZIP_ER_OPEN;
    if ((zip_error_system_type(error) == ZIP_ET_SYS && system) || unread) {
        bc_table_report_system(report, system ? system : EIO);
    } else if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP) {
        report_password(report);
    } else if (part.n) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E732", bc_table_report_file(report),
                    bc_tr("the workbook is damaged: its part %.*s cannot be unpacked"), BC_STR_ARG(part));
        report_damage(report);
    } else {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E732", bc_table_report_file(report),
                    bc_tr("this is no workbook, or one that is damaged or cut off"));
        report_damage(report);
    }
}

/* Lower case, `/` between, no `.`, `..` and none in front. */
static bc_str compared(bc_arena *arena, bc_str folder, bc_str target)
{
    const bool absolute = target.n && (target.p[0] == '/' || target.p[0] == '\\');
    char *out = bc_arena_alloc(arena, folder.n + target.n + 2);
    size_t n = 0;
    if (!absolute && folder.n) {
        memcpy(out, folder.p, folder.n);
        n = folder.n;
    }
    for (size_t at = 0; at < target.n;) {
        size_t end = at;
        while (end < target.n && target.p[end] != '/' && target.p[end] != '\\')
            end++;
        const bc_str step = bc_str_slice(target, at, end);
        at = end + 1;
        if (bc_str_is(step, "..")) {
            while (n && out[n - 1] != '/')
                n--;
            n -= n > 0;
        } else if (step.n && !bc_str_is(step, ".")) {
            if (n)
                out[n++] = '/';
            for (size_t i = 0; i < step.n; i++)
                out[n++] = step.p[i] >= 'A' && step.p[i] <= 'Z' ? (char)(step.p[i] + 32) : step.p[i];
        }
    }
    return (bc_str){ out, n };
}

static void note_names(bc_table_zip *zip)
{
    zip->count = (uint64_t)zip_get_num_entries(zip->archive, 0);
    zip->name_of = BC_NEW_ARRAY(&zip->arena, bc_str, zip->count);
    for (uint64_t i = 0; i < zip->count; i++) {
        zip->name_of[i] = bc_str_from(zip_get_name(zip->archive, i, ZIP_FL_ENC_RAW));
        const bc_str key = compared(&zip->arena, (bc_str){ 0 }, zip->name_of[i]);
        if (key.n && !bc_str_ends(zip->name_of[i], BC_STR("/")) && !bc_strmap_find(&zip->names, key))
            bc_strmap_put(&zip->names, key, &zip->name_of[i]);
    }
}

static zip_t *open_archive(bc_table_archive *bytes, zip_error_t *error)
{
    zip_source_t *source = bytes->file ? zip_source_filep_create(bytes->file, 0, -1, error)
                                       : zip_source_buffer_create(bytes->memory, bytes->length, 0, error);
    if (!source)
        return NULL;
    bytes->file = NULL; /* the source closes it */
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, error);
    if (!archive)
        zip_source_free(source);
    return archive;
}

bc_table_zip *bc_table_zip_open(bc_table_archive *bytes, const bc_table_input *input, bc_table_report *report)
{
    zip_error_t error;
    zip_error_init(&error);
    char first[FIRST_BYTES];
    const bc_str head = { first, bc_table_archive_at(bytes, 0, first, sizeof first) };
    zip_t *archive = open_archive(bytes, &error);
    bc_table_archive_close(bytes);
    const bool none = zip_error_code_zip(&error) == ZIP_ER_NOZIP;
    if (!archive && !(none && report_stranger(head, report)))
        report_error(&error, (bc_str){ 0 }, report);
    zip_error_fini(&error);
    if (!archive)
        return NULL;
    bc_table_zip *zip = bc_mem_alloc(sizeof *zip);
    zip->archive = archive;
    zip->most = input->most ? input->most : MAX_UNPACKED;
    zip->step = input->step ? input->step : STEP;
    note_names(zip);
    return zip;
}

void bc_table_zip_close(bc_table_zip *zip)
{
    if (!zip)
        return;
    zip_discard(zip->archive);
    bc_strmap_release(&zip->names);
    bc_arena_release(&zip->arena);
    bc_mem_free(zip);
}

static int64_t index_of(const bc_table_zip *zip, bc_str key)
{
    const bc_str *name = bc_strmap_find(&zip->names, key);
    return name ? name - zip->name_of : BC_TABLE_NO_PART;
}

int64_t bc_table_zip_find(bc_table_zip *zip, bc_str from, bc_str target)
{
    bc_arena arena = { 0 };
    bc_str folder = compared(&arena, (bc_str){ 0 }, from);
    while (folder.n && folder.p[folder.n - 1] != '/')
        folder.n--;
    folder.n -= folder.n > 0;
    const int64_t found = index_of(zip, compared(&arena, folder, target));
    bc_arena_release(&arena);
    return found;
}

bc_str bc_table_zip_name(bc_table_zip *zip, int64_t part)
{
    return zip->name_of[part];
}

int64_t bc_table_zip_find_ending(bc_table_zip *zip, bc_str ending)
{
    for (uint64_t i = 0; i < zip->count; i++)
        if (bc_str_ends(zip->name_of[i], ending))
            return (int64_t)i;
    return BC_TABLE_NO_PART;
}

uint64_t bc_table_zip_bytes(const bc_table_zip *zip)
{
    return zip->bytes;
}

size_t bc_table_zip_step(const bc_table_zip *zip)
{
    return zip->step;
}

bool bc_table_part_open(bc_table_part *part, bc_table_zip *zip, int64_t index, bc_table_part_size size,
                        bc_table_report *report)
{
    zip_stat_t facts;
    zip_stat_init(&facts);
    *part = (bc_table_part){ .zip = zip, .index = index, .small = size == BC_TABLE_PART_SMALL };
    if (zip_stat_index(zip->archive, (uint64_t)index, 0, &facts) == 0) {
        part->size = facts.valid & ZIP_STAT_SIZE ? facts.size : 0;
        part->packed = facts.valid & ZIP_STAT_COMP_SIZE ? facts.comp_size : 0;
    }
    part->file = zip_fopen_index(zip->archive, (uint64_t)index, 0);
    if (!part->file)
        report_error(zip_get_error(zip->archive), zip->name_of[index], report);
    return part->file != NULL;
}

void bc_table_part_close(bc_table_part *part)
{
    if (part->file)
        zip_fclose(part->file);
    *part = (bc_table_part){ 0 };
}

/* As much of what is packed as it has given of what it holds. */
static void count_packed(bc_table_part *part)
{
    double share = part->size ? (double)part->unpacked / (double)part->size : 1;
    uint64_t reached = (uint64_t)((double)part->packed * (share < 1 ? share : 1));
    if (reached > part->counted) {
        part->zip->bytes += reached - part->counted;
        part->counted = reached;
    }
}

int64_t bc_table_part_read(bc_table_part *part, void *to, size_t n, bc_table_report *report)
{
    const int64_t got = zip_fread(part->file, to, n);
    if (got < 0) {
        report_error(zip_file_get_error(part->file), part->zip->name_of[part->index], report);
        return -1;
    }
    part->unpacked += (uint64_t)got;
    part->zip->small += part->small ? (uint64_t)got : 0;
    count_packed(part);
    const uint64_t most = part->small && part->zip->most > MAX_SMALL ? MAX_SMALL : part->zip->most;
    if ((part->small ? part->zip->small : part->unpacked) <= most)
        return got;
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E737", bc_table_report_file(report),
                bc_tr("the part %.*s unpacks to more than %llu MB"), BC_STR_ARG(part->zip->name_of[part->index]),
                (unsigned long long)(most >> 20));
    bc_diag_hint(report->diags, bc_tr("split the workbook, or save the sheet as CSV"));
    return -1;
}
