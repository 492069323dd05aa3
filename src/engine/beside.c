/* Templates that lie beside records. A record names its template and never a file, so what lies beside it is taken only
 * with -t or -T; whoever has copied a template there to change it expects otherwise, and is told. */
#include "engine/private/beside.h"

#include "base/buf.h"
#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

enum { MAX_LOOKED_AT = 1024 * 1024 };

/* Whether a line of the text begins so. */
static bool has_line(bc_str text, const char *begin)
{
    size_t at = bc_str_find(text, bc_str_from(begin), 0);
    while (at != SIZE_MAX && at > 0 && text.p[at - 1] != '\n')
        at = bc_str_find(text, bc_str_from(begin), at + 1);
    return at != SIZE_MAX;
}

static bool is_template(const char *path)
{
    bc_buf text;
    bc_buf_init(&text);
    const bool read = bc_file_read(path, MAX_LOOKED_AT, &text).status == BC_FILE_OK;
    const bc_str all = bc_buf_str(&text);
    const bool is = read && has_line(all, "form:") && (has_line(all, "layout:") || has_line(all, "extends:"));
    bc_buf_release(&text);
    return is;
}

const char *bc_engine_beside_find(const char *input, bc_str name, bc_arena *arena)
{
    struct stat record, file;
    if (!input || strcmp(input, "-") == 0 || !name.n || bc_str_find(name, BC_STR("/"), 0) != SIZE_MAX)
        return NULL;
    const char *slash = strrchr(input, '/');
    const int folder = slash ? (int)(slash - input) + 1 : 0;
    const char *path = bc_arena_printf(arena, "%.*s%.*s.yaml", folder, input, BC_STR_ARG(name)).p;
    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode) || stat(input, &record) != 0 ||
        (record.st_dev == file.st_dev && record.st_ino == file.st_ino))
        return NULL;
    return is_template(path) ? path : NULL;
}
