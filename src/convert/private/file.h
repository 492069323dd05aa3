/* One file that is written piece by piece, or the program that is given the pieces. */
#ifndef BC_CONVERT_PRIVATE_FILE_H
#define BC_CONVERT_PRIVATE_FILE_H

#include "convert/private/run.h"

typedef struct bc_convert_file {
    bc_convert_run *run;
    const char *path; /* NULL: the program is given the bytes */
    const char *name; /* without folder and ending */
    biaoce_format format;
    const char *encoding; /* NULL: UTF-8 */
    bc_file_output *output;
    bc_buf pending;
    uint64_t size;
    bool failed; /* which was said */
} bc_convert_file;

/* Where what is of one form goes, or with NULL of no form that anybody knows; in a folder a name of its own. NULL: the
 * program is given the bytes. */
const char *bc_convert_path(bc_convert_run *run, const bc_convert_form *form, const char *ending);
/* False: it cannot be written, which is said. In both cases it is to be released. */
bool bc_convert_file_open(bc_convert_file *file, bc_convert_run *run, const char *path, biaoce_format format);
/* Bytes that are a whole number of characters. */
void bc_convert_file_add(bc_convert_file *file, bc_str bytes);
/* Gives it its name and tells of it. */
void bc_convert_file_finish(bc_convert_file *file);
/* Drops what was not finished. */
void bc_convert_file_release(bc_convert_file *file);

#endif
