/* Templates compiled once and shared by all threads. */
#ifndef BC_ENGINE_TEMPLATES_H
#define BC_ENGINE_TEMPLATES_H

#include "check/check.h"
#include "template/template.h"

#include <biaoce.h>

#include <pthread.h>

typedef struct bc_engine_template {
    bc_str name;
    bc_arena arena;
    const bc_form *form; /* NULL: has errors, or does not exist */
    const bc_check_set *checks;
    bc_diag_list diags; /* marks point into texts kept in `arena`; those without a source are about its absence */
    struct bc_engine_template *next;
} bc_engine_template;

/* A template by a further name. */
typedef struct bc_engine_template_alias {
    bc_str name;
    bc_engine_template *template;
    const struct bc_engine_template_alias *next;
} bc_engine_template_alias;

typedef struct bc_engine_templates {
    pthread_mutex_t lock;
    bc_engine_template *first;
    const bc_engine_template_alias *aliases;
    bc_arena names; /* of the aliases */
} bc_engine_templates;

/* Compiles one that belongs to the caller, on another paper than its own unless `paper` is NULL (see
 * bc_template_compile_on). `at` asked for it. */
bc_engine_template *bc_engine_template_new(const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                           const bc_node *paper);
void bc_engine_template_free(bc_engine_template *template);

void bc_engine_templates_init(bc_engine_templates *templates);
void bc_engine_templates_release(bc_engine_templates *templates);
/* The template of that name, compiled when it is asked for the first time; one of several names is one template. Never
 * NULL; it lives as long as the collection and does not change. Any thread may call this. */
const bc_engine_template *bc_engine_templates_find(bc_engine_templates *templates, const bc_template_folders *folders,
                                                   bc_str name);
/* What people call its form. */
bc_str bc_engine_template_title(const bc_engine_template *template);
/* Whether a template of the collection was read from the file that stands there, under whatever name. */
bool bc_engine_templates_use(bc_engine_templates *templates, const char *path);
/* The form of that name. NULL: there is none, or it has errors of its own, all of which was said at `at`. */
const bc_form *bc_engine_templates_form(bc_engine_templates *templates, const bc_template_folders *folders, bc_str name,
                                        bc_diag_mark at, bc_diag_list *diags);
/* Adds to `diags` what is wrong with finding the template, as said at `at`. */
void bc_engine_template_explain_absence(const bc_engine_template *template, bc_diag_mark at, bc_diag_list *diags);
/* Whether the system did not let it be read: another run may find it good. */
bool bc_engine_template_is_unread(const bc_engine_template *template);
/* Whether it exists but has errors of its own. */
bool bc_engine_template_is_broken(const bc_engine_template *template);
/* What a run ends with that cannot do without it: BIAOCE_OK when it is good, BIAOCE_USAGE when there is none. */
biaoce_status bc_engine_template_status(const bc_engine_template *template);

#endif
