/* Where libyaml's marks lie in the text: it counts characters, people count lines, slices need bytes. */
#ifndef BC_SOURCE_PRIVATE_YAML_CURSOR_H
#define BC_SOURCE_PRIVATE_YAML_CURSOR_H

#include "base/diag.h"

/* A place in the source. Moving forward costs what is passed over, moving back in a line the line. */
typedef struct bc_yaml_cursor {
    const bc_diag_source *source;
    bool paired;  /* the parser was given bc_yaml_join_pairs of the text */
    bool escaped; /* the character before was a backslash that escapes this one */
    size_t index; /* characters before this place, as the parser counts them */
    size_t at;    /* bytes before it */
    uint32_t line;
    size_t line_at, line_index; /* where the line starts */
    size_t column;              /* characters before it in the line */
    size_t origin_at;           /* where the parser's text begins: a line's start */
    uint32_t origin_line;
} bc_yaml_cursor;

void bc_yaml_cursor_init(bc_yaml_cursor *cursor, const bc_diag_source *source, bool paired);
/* From here on the parser has only the text from the start of the line that holds byte `at`, which is not before the
 * cursor; it counts from 0 again. */
void bc_yaml_cursor_restart(bc_yaml_cursor *cursor, size_t at);
/* Moves to the parser's character `index` (at most to the end of the text). */
void bc_yaml_cursor_seek(bc_yaml_cursor *cursor, size_t index);
/* Moves to the byte of the parser's text. */
void bc_yaml_cursor_seek_byte(bc_yaml_cursor *cursor, size_t byte);
/* The place as a mark, `length` characters long (cut to what a mark can say). */
bc_diag_mark bc_yaml_cursor_mark(const bc_yaml_cursor *cursor, size_t length);
/* The line that the cursor stands in, without its end. */
bc_str bc_yaml_cursor_line(const bc_yaml_cursor *cursor);

/* JSON writes a character beyond U+FFFF as two escapes (\ud842\udfb7), YAML as one (\U00020bb7). When the
 * text looks like JSON and has such pairs, appends it with the pairs joined and says true. */
bool bc_yaml_join_pairs(bc_str text, bc_buf *out);

#endif
