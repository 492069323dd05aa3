/* Templates by name, each compiled once, with its checks, when it is first asked for. One that is missing or has errors
 * is kept like the others, with what is wrong with it, so that a thousand records of it are one attempt. */
#include "engine/templates.h"

#include <string.h>
#include <sys/stat.h>

void bc_engine_templates_init(bc_engine_templates *templates)
{
    *templates = (bc_engine_templates){ 0 };
    pthread_mutex_init(&templates->lock, NULL);
}

void bc_engine_template_free(bc_engine_template *template)
{
    if (!template)
        return;
    bc_diag_list_release(&template->diags);
    bc_arena_release(&template->arena);
    bc_mem_free(template);
}

void bc_engine_templates_release(bc_engine_templates *templates)
{
    for (bc_engine_template *t = templates->first; t;) {
        bc_engine_template *next = t->next;
        bc_engine_template_free(t);
        t = next;
    }
    bc_arena_release(&templates->names);
    pthread_mutex_destroy(&templates->lock);
}

bc_engine_template *bc_engine_template_new(const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                           const bc_node *paper)
{
    bc_engine_template *t = bc_mem_alloc(sizeof *t);
    bc_diag_list_init(&t->diags);
    t->name = bc_arena_str(&t->arena, name);
    t->form = bc_template_compile_on(&t->arena, folders, t->name, at, paper, &t->diags);
    unsigned errors = t->diags.errors;
    if (t->form)
        t->checks = bc_check_set_compile(&t->arena, t->form, &t->diags);
    if (t->diags.errors > errors)
        t->form = NULL;
    return t;
}

/* The template that was read from the same file by another name. */
static bc_engine_template *find_same(const bc_engine_templates *templates, const bc_engine_template *template)
{
    for (bc_engine_template *t = templates->first; template->form && t; t = t->next)
        if (t->form && strcmp(t->form->files[0], template->form->files[0]) == 0)
            return t;
    return NULL;
}

/* Compiles the template, unless it is known by another name: who calls it by either means the same. */
static bc_engine_template *add_template(bc_engine_templates *templates, const bc_template_folders *folders, bc_str name)
{
    /* No place that asked for it: which record was first depends on the threads, and its text does not live on. */
    bc_engine_template *t = bc_engine_template_new(folders, name, (bc_diag_mark){ 0 }, NULL);
    bc_engine_template *same = find_same(templates, t);
    if (same) {
        bc_engine_template_alias *alias = BC_NEW(&templates->names, bc_engine_template_alias);
        *alias = (bc_engine_template_alias){ bc_arena_str(&templates->names, name), same, templates->aliases };
        templates->aliases = alias;
        bc_engine_template_free(t);
        return same;
    }
    t->next = templates->first;
    templates->first = t;
    return t;
}

const bc_engine_template *bc_engine_templates_find(bc_engine_templates *templates, const bc_template_folders *folders,
                                                   bc_str name)
{
    /* The lock is held while a template is compiled: it takes a millisecond, and who else asks in the meantime asks
     * for the same one. */
    pthread_mutex_lock(&templates->lock);
    bc_engine_template *t = templates->first;
    while (t && !bc_str_eq(t->name, name))
        t = t->next;
    for (const bc_engine_template_alias *alias = templates->aliases; alias && !t; alias = alias->next)
        t = bc_str_eq(alias->name, name) ? alias->template : NULL;
    if (!t)
        t = add_template(templates, folders, name);
    pthread_mutex_unlock(&templates->lock);
    return t;
}

static bool is_same_file(const struct stat *file, const char *path)
{
    struct stat other;
    return stat(path, &other) == 0 && other.st_dev == file->st_dev && other.st_ino == file->st_ino;
}

bool bc_engine_templates_use(bc_engine_templates *templates, const char *path)
{
    struct stat file;
    bool used = false;
    if (stat(path, &file) != 0)
        return false;
    pthread_mutex_lock(&templates->lock);
    for (const bc_engine_template *t = templates->first; t && !used; t = t->next)
        for (uint32_t i = 0; t->form && i < t->form->file_count && !used; i++)
            used = is_same_file(&file, t->form->files[i]);
    pthread_mutex_unlock(&templates->lock);
    return used;
}

bc_str bc_engine_template_title(const bc_engine_template *template)
{
    return template->form->name.n ? template->form->name : template->form->id;
}

bool bc_engine_template_is_broken(const bc_engine_template *template)
{
    if (template->form)
        return false;
    for (size_t i = 0; i < template->diags.list.n; i++)
        if (template->diags.list.at[i].mark.source)
            return true;
    return false;
}

void bc_engine_template_explain_absence(const bc_engine_template *template, bc_diag_mark at, bc_diag_list *diags)
{
    for (size_t i = 0; i < template->diags.list.n; i++) {
        const bc_diag *diag = &template->diags.list.at[i];
        if (diag->mark.source)
            continue;
        bc_diag_add(diags, diag->severity, diag->code, at, "%.*s", BC_STR_ARG(diag->message));
        if (diag->hint.n)
            bc_diag_hint(diags, "%.*s", BC_STR_ARG(diag->hint));
    }
}

bool bc_engine_template_is_unread(const bc_engine_template *template)
{
    return !template->form && bc_diag_list_has_code(&template->diags, "E100");
}

biaoce_status bc_engine_template_status(const bc_engine_template *template)
{
    if (template->form)
        return BIAOCE_OK;
    if (bc_engine_template_is_unread(template))
        return BIAOCE_IO;
    return bc_engine_template_is_broken(template) ? BIAOCE_RECORD_ERRORS : BIAOCE_USAGE;
}

const bc_form *bc_engine_templates_form(bc_engine_templates *templates, const bc_template_folders *folders, bc_str name,
                                        bc_diag_mark at, bc_diag_list *diags)
{
    const bc_engine_template *template = bc_engine_templates_find(templates, folders, name);
    bc_engine_template_explain_absence(template, at, diags);
    if (bc_engine_template_is_broken(template))
        bc_diag_list_append(diags, &template->diags);
    return template->form;
}
