/* What may be published of a record: values of private fields and what looks like them in running text are masked or
 * dropped, and a record that is marked as classified is not published at all.
 *
 * It is done to the record's tree, before that is bound for good: what is computed, checked, printed, named, sorted and
 * told afterwards sees nothing else. docs/publishing.md says what a profile may hold.
 */
#ifndef BC_PUBLISH_PUBLISH_H
#define BC_PUBLISH_PUBLISH_H

#include "base/keys.h"
#include "form/form.h"

/* What is private and what becomes of it, as files say it. Does not change; any number of threads may read it. */
typedef struct bc_publish_profile bc_publish_profile;

/* What a file may hold: the table `profile`. */
extern const bc_keys_set bc_publish_keys;

/* Compiles what a file says. `base`: that it builds on, or NULL. Lives in `arena`, as the tree must. NULL when there
 * are errors. */
const bc_publish_profile *bc_publish_profile_compile(bc_arena *arena, const bc_node *tree,
                                                     const bc_publish_profile *base, bc_diag_list *diags);
/* Whether the file builds on the profile that comes with the program: it does unless it says `extends: none`. */
bool bc_publish_extends_standard(const bc_node *tree);
/* Tells of rules that name this form and a field that it does not have. */
void bc_publish_profile_explain(const bc_publish_profile *profile, const bc_form *form, bc_diag_list *diags);

/* Notes fields of the form that look as if they held what is private, by words of its vocabulary, and of which neither
 * profile nor template says what becomes of them. */
void bc_publish_profile_report_undecided(const bc_publish_profile *profile, const bc_form *form, bc_diag_list *diags);

/* Masks records and texts by a profile, on one thread. */
typedef struct bc_publish_masker bc_publish_masker;
bc_publish_masker *bc_publish_masker_new(const bc_publish_profile *profile);
/* NULL is allowed. */
void bc_publish_masker_free(bc_publish_masker *masker);

/* What was done, for the log: never a value. */
typedef struct bc_publish_entry {
    bc_str field; /* its label; empty: the name of the input */
    bc_str rule;
    const char *done; /* "masked", "dropped", "stopped" */
    size_t count;
} bc_publish_entry;

typedef struct bc_publish_task {
    const bc_form *form;
    const bc_node *tree;
    const bc_value *datum; /* the tree bound to the form */
    bc_str input;          /* what the record's file is called */
    bc_arena *places;      /* of what messages point to: it outlives them */
} bc_publish_task;

typedef struct bc_publish_result {
    const bc_node *tree; /* to be bound once more. Its places are those of the record, without any of its text */
    bc_str input;        /* masked */
    bool classified;     /* it must not be published; `tree` is as good as empty */
    bc_str where;        /* what says so: the label of a field */
    const bc_publish_entry *entries;
    size_t entry_count;
} bc_publish_result;

/* All in `arena`. What texts hold by themselves, and values of the record's private fields in them, are remembered
 * until the next record: bc_publish_mask_text masks these. */
void bc_publish_mask(bc_publish_masker *masker, const bc_publish_task *task, bc_arena *arena, bc_publish_result *out);
/* After it was bound: private values that came from the template, or were computed, are masked as well. */
void bc_publish_sweep(bc_publish_masker *masker, const bc_form *form, bc_value *datum, bc_arena *arena);
/* The text with what is private in it masked; itself when nothing is. */
bc_str bc_publish_mask_text(bc_publish_masker *masker, bc_str text, bc_arena *arena);

/* Whether a text that is of no record is marked as classified. */
bool bc_publish_is_classified(bc_publish_masker *masker, bc_str text);

/* Takes back what was said of masked values, of which nobody can see whether it is true. */
void bc_publish_drop_idle(bc_diag_list *diags);
/* Masks messages, and takes away the lines that they would show. With `whole` nothing stays of a message but what its
 * code means: for what was said before it was known what is private. */
void bc_publish_redact(bc_publish_masker *masker, bc_diag_list *diags, size_t from, bool whole, bc_arena *arena);

#endif
