/* A text as YAML, and as a comment in it: for everything that writes YAML. */
#ifndef BC_BASE_YAML_TEXT_H
#define BC_BASE_YAML_TEXT_H

#include "base/buf.h"

typedef enum bc_yaml_text_place {
    BC_YAML_ON_LINE,     /* a key, or behind a key or a dash */
    BC_YAML_IN_BRACKETS, /* in [a, b] or {a: b} */
    BC_YAML_BARE         /* on a line, a figure or a truth: never in quotation marks because it looks like one */
} bc_yaml_text_place;

/* On one line, in quotation marks only where some reader would take it for something else. */
void bc_yaml_text_put(bc_buf *out, bc_str text, bc_yaml_text_place place);
/* For comments: what ends a line is a blank, what nobody sees U+FFFD. */
void bc_yaml_text_put_flat(bc_buf *out, bc_str text);
/* Whether some of its characters can stand in YAML as escapes only. */
bool bc_yaml_text_has_unshown(bc_str text);

#endif
