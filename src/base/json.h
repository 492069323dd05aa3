/* JSON text, indented, for people to read and programs to take. Members come in the order they are added. */
#ifndef BC_BASE_JSON_H
#define BC_BASE_JSON_H

#include "base/buf.h"

/* `{ .out = &buf }` is ready for use. Calls come in an order that makes sense: a key before each member of an object.
 */
typedef struct bc_json {
    bc_buf *out;
    unsigned depth;
    bool filled;    /* the innermost bracket holds something */
    bool after_key; /* a value is due on the same line */
} bc_json;

void bc_json_open(bc_json *json, char bracket);  /* { or [ */
void bc_json_close(bc_json *json, char bracket); /* } or ] */
void bc_json_key(bc_json *json, bc_str key);
void bc_json_text(bc_json *json, bc_str text);
void bc_json_int(bc_json *json, int64_t value);
void bc_json_bool(bc_json *json, bool value);
void bc_json_null(bc_json *json);
/* A key with its value. */
void bc_json_member(bc_json *json, const char *key, const char *text);
void bc_json_member_bool(bc_json *json, const char *key, bool value);
void bc_json_key_open(bc_json *json, const char *key, char bracket);

/* The text in quotation marks, alone; invalid UTF-8 comes as U+FFFD. */
void bc_json_quote(bc_buf *out, bc_str text);

#endif
