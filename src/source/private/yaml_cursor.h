/* Where libyaml's marks lie in the text: it counts characters, people count lines, slices need bytes. */
#ifndef BC_SOURCE_PRIVATE_YAML_CURSOR_H
#define BC_SOURCE_PRIVATE_YAML_CURSOR_H

#include "base/diag.h"
#include "source/private/yaml_text.h"

/* Bytes count in what is at hand of the text. */
typedef struct bc_yaml_place {
    size_t index; /* characters before this place, as the parser counts them */
    size_t at;    /* bytes before it */
    uint32_t line;
    size_t line_at, line_index; /* where the line starts, or what is at hand of it */
    size_t column;              /* characters before it in the line */
    bool escaped;               /* the character before was a backslash that escapes this one */
} bc_yaml_place;

/* A place in the text. Moving forward costs what is passed over, moving back in a line the line. */
typedef struct bc_yaml_cursor {
    bc_yaml_text *text;
    const bc_diag_source *source; /* what marks name */
    bc_yaml_place now;
    bc_yaml_place origin; /* nothing before it is looked for any more */
} bc_yaml_cursor;

void bc_yaml_cursor_init(bc_yaml_cursor *cursor, bc_yaml_text *text, const bc_diag_source *source);
/* From here on the parser has only the text from the start of the line that holds byte `at`, which is not before the
 * cursor; it counts from 0 again. */
void bc_yaml_cursor_restart(bc_yaml_cursor *cursor, size_t at);
/* The first n bytes of the text have been forgotten. */
void bc_yaml_cursor_forget(bc_yaml_cursor *cursor, size_t n);
/* Moves to the parser's character `index` (at most to the end of the text). */
void bc_yaml_cursor_seek(bc_yaml_cursor *cursor, size_t index);
/* Moves to byte `at`. */
void bc_yaml_cursor_seek_byte(bc_yaml_cursor *cursor, size_t at);
/* The place as a mark, `length` characters long (cut to what a mark can say). */
bc_diag_mark bc_yaml_cursor_mark(const bc_yaml_cursor *cursor, size_t length);
/* The line that the cursor stands in, without its end. */
bc_str bc_yaml_cursor_line(const bc_yaml_cursor *cursor);
/* The part of it before the cursor. */
bc_str bc_yaml_cursor_line_before(const bc_yaml_cursor *cursor);

#endif
