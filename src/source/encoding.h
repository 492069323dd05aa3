/* Bytes of a file into UTF-8 text. */
#ifndef BC_SOURCE_ENCODING_H
#define BC_SOURCE_ENCODING_H

#include "base/file.h"
#include "base/node.h"

/* Reads the plain file into a source in `arena`: a BOM is removed, UTF-16 and
 * GB 18030 are converted with a note. Content that is none of them, and files that cannot be read or are over
 * the limit, give an error diagnostic and NULL; *io_error is then set for an unreadable file (exit code 3), not for bad
 * content.
 */
const bc_diag_source *bc_source_read(bc_arena *arena, const char *path, bc_diag_list *diags, bool *io_error);
/* The same, but "-" is standard input, and a pipe is read to its end (`waiting` may be NULL): for what the user names
 * himself. */
const bc_diag_source *bc_source_read_stream(bc_arena *arena, const char *path, const bc_file_waiting *waiting,
                                            bc_diag_list *diags, bool *io_error);
/* What messages call that input. */
bc_str bc_source_name_of(const char *path);
/* The same for bytes already at hand, which are copied. `name` is what messages call it. */
const bc_diag_source *bc_source_from_bytes(bc_arena *arena, bc_str name, bc_str bytes, bc_diag_list *diags);
/* Whether the bytes, in whatever encoding, begin as a list or map of JSON does. */
bool bc_source_begins_as_json(bc_str bytes);

#endif
