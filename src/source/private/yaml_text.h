/* The text that is parsed, and how the parser gets it. All of it may be at hand, or a window that moves along. */
#ifndef BC_SOURCE_PRIVATE_YAML_TEXT_H
#define BC_SOURCE_PRIVATE_YAML_TEXT_H

#include "source/private/window.h"

#include <yaml.h>

typedef struct bc_yaml_text {
    bc_str at_hand;
    size_t gone;              /* bytes before it */
    bc_source_window *window; /* NULL: all is at hand */
    bool paired;              /* it looks like JSON: pairs of escapes are given to the parser as one */
    size_t fed;               /* bytes at hand that the parser has */
    size_t piece;             /* where the piece begins that it got last */
} bc_yaml_text;

void bc_yaml_text_init(bc_yaml_text *text, bc_str all, bc_source_window *window);
/* Whether n bytes are at hand, or can be had. at_hand.p may move. */
bool bc_yaml_text_reach(bc_yaml_text *text, size_t n);
/* The end of the line that byte `at` stands in, or the byte `most` behind it when that comes first. */
size_t bc_yaml_text_line_end(bc_yaml_text *text, size_t at, size_t most);
/* The first n bytes are not needed any more; the parser has them. */
void bc_yaml_text_forget(bc_yaml_text *text, size_t n);
/* The parser's input: a bc_yaml_text. */
int bc_yaml_text_feed(void *text, unsigned char *to, size_t room, size_t *given);

enum { BC_YAML_PAIR_BYTES = 12, BC_YAML_JOINED_BYTES = 10 };
/* JSON writes a character beyond U+FFFF as two escapes (\ud842\udfb7), YAML as one (\U00020bb7). The character whose
 * two halves are escaped at byte `at`, or 0. */
uint32_t bc_yaml_pair_at(bc_str text, size_t at);

#endif
