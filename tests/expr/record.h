/* Typed records for the tests of expressions, written as a small part of YAML, and a spelling for results. */
#ifndef TESTS_EXPR_RECORD_H
#define TESTS_EXPR_RECORD_H

#include "base/value.h"

/* Lines `key: scalar`, `key:` with deeper lines below, `- scalar`, [a, b] and {k: v}. Scalars: null, true, a
 * number with or without a unit, a date, "text" or text. */
bc_value record_read(bc_arena *arena, bc_str text);
/* 7 万元, 'text', [1, 2], true, null, 2024-03-01 */
void record_show(const bc_value *datum, bc_buf *out);

#endif
