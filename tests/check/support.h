/* Checking records without the command: forms loaded from templates/, records bound and checked. */
#ifndef BC_TESTS_CHECK_SUPPORT_H
#define BC_TESTS_CHECK_SUPPORT_H

#include "check/check.h"

typedef struct loaded_form {
    bc_str name;
    const bc_form *form;
    const bc_check_set *checks;
} loaded_form;

typedef struct checker {
    bc_arena forms_arena, arena; /* arena: of the records at hand */
    bc_diag_list diags;          /* of the record just checked */
    BC_VEC(loaded_form) forms;
} checker;

void checker_init(checker *c);
void checker_release(checker *c);
/* The form of that name or path; fails the test when it has errors. */
const loaded_form *checker_form(checker *c, bc_str name);
/* The documents of a file; fails the test when it cannot be read. */
size_t checker_read(checker *c, const char *path, const bc_node *const **out);
/* Parses text that lives as long as the checker's arena. */
size_t checker_parse(checker *c, bc_str name, bc_str text, const bc_node *const **out);
/* Binds and checks; what is found is in c->diags. `edits` may be NULL. */
void checker_run(checker *c, const bc_node *record, bool strict, bc_check_edits *edits);
/* Binds both and holds the later one against the earlier; `year`: as in bc_check_years. */
void checker_run_years(checker *c, const bc_node *before, const bc_node *now, int year, bool strict);
/* The members of `over`, then those of `base` that it lacks. */
const bc_node *checker_overlay(checker *c, const bc_node *base, const bc_node *over);
size_t checker_count(const checker *c, const char *code);

#endif
