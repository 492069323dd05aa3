/* Which templates there are in the folders, by every name they have. */
#ifndef BC_TEMPLATE_PRIVATE_INDEX_H
#define BC_TEMPLATE_PRIVATE_INDEX_H

#include "template/template.h"

/* A file of a template folder. */
typedef struct bc_template_file {
    const char *path;
    bc_str stem;           /* its name without .yaml */
    bc_str form, title;    /* what it says behind `form:` and `name:`; empty: nothing */
    const bc_str *aliases; /* behind `alias:` */
    uint32_t alias_count;
    bool is_template; /* it names a form, and says what that looks like; a record only names one */
} bc_template_file;

typedef struct bc_template_folder {
    const bc_template_file *files; /* by path */
    uint32_t n;
    const char *path;
    const char *error; /* why it cannot be read to its end; NULL: it can, or is not there */
    /* The first file that cannot be read, and why: it may be any template. NULL: all can. */
    const char *unread, *unread_error;
} bc_template_folder;

typedef struct bc_template_catalogue {
    const bc_template_folder *at; /* as many as there are folders */
    uint32_t n;
} bc_template_catalogue;

/* What the folders hold: from their index, which looks at them once, or looked up now and kept in `arena`. */
const bc_template_catalogue *bc_template_index_read(bc_arena *arena, const bc_template_folders *folders);

/* The map in a file that templates extend: parsed once, however many do. NULL when there is anything to be said of the
 * file, or it is not one map: whoever reads it then says so. */
const bc_node *bc_template_index_part(bc_template_index *index, const char *path);

#endif
