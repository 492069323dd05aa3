/* What the tests of the text engine share: the fonts of fonts/fonts.yaml and lines written as one string. */
#ifndef TESTS_TEXT_SUPPORT_H
#define TESTS_TEXT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/typeset.h"

typedef struct text_world {
    bc_arena arena;
    bc_buf yaml;
    bc_diag_source source;
    bc_diag_list diags;
    bc_font_set *fonts;
    bc_text_typesetter *typesetter;
} text_world;

/* Reads a font list; NULL reads fonts/fonts.yaml of the project. world->fonts may be NULL afterwards. */
void world_open(text_world *world, const char *yaml);
void world_close(text_world *world);

/* Set-up and tear-down for cmocka: *state is a text_world with the project's fonts. */
int open_default_world(void **state);
int close_world(void **state);

/* 10.5 pt, the size of table cells. */
bc_text_style style_of(bc_font_role role);
/* The lines with a bar between them: "ab|c". */
const char *joined(text_world *world, bc_str text, bc_text_lines lines);
/* The same of a text. Widths in hundredths of an em; alive as long as the world. */
const char *wrapped(text_world *world, const char *text, int em100);
const char *balanced(text_world *world, const char *text, int em100);
/* Fails the test when a text wraps otherwise; shows both. */
void expect_lines(text_world *world, const char *text, int em100, const char *lines);

/* A small repeatable random number generator. */
unsigned roll(unsigned *seed, unsigned below);

#endif
