/* Composing an empty form takes as long as reading a returned one, so it is done once for all workbooks of a run. */
#include "collect/private/catalogue.h"

#include <pthread.h>

typedef struct entry {
    struct entry *next;
    const bc_form *form;
    bool has_words, has_plan;
    bc_collect_words words;
    bc_collect_plan plan;
} entry;

struct bc_collect_catalogue {
    pthread_mutex_t lock;
    bc_arena arena;
    entry *first;
    const bc_str *names;
    size_t name_count;
};

bc_collect_catalogue *bc_collect_catalogue_new(const bc_str *names, size_t n)
{
    bc_collect_catalogue *catalogue = bc_mem_alloc(sizeof *catalogue);
    catalogue->names = names;
    catalogue->name_count = n;
    pthread_mutex_init(&catalogue->lock, NULL);
    return catalogue;
}

void bc_collect_catalogue_free(bc_collect_catalogue *catalogue)
{
    if (!catalogue)
        return;
    for (entry *e = catalogue->first; e; e = e->next) {
        bc_collect_words_release(&e->words);
        bc_collect_plan_release(&e->plan);
    }
    bc_arena_release(&catalogue->arena);
    pthread_mutex_destroy(&catalogue->lock);
    bc_mem_free(catalogue);
}

static entry *find(bc_collect_catalogue *catalogue, const bc_form *form)
{
    for (entry *e = catalogue->first; e; e = e->next)
        if (e->form == form)
            return e;
    entry *made = BC_NEW(&catalogue->arena, entry);
    made->form = form;
    made->next = catalogue->first;
    return catalogue->first = made;
}

const bc_collect_words *bc_collect_catalogue_words(bc_collect_catalogue *catalogue, const bc_form *form)
{
    pthread_mutex_lock(&catalogue->lock);
    entry *found = find(catalogue, form);
    if (!found->has_words)
        bc_collect_words_init(&found->words, form);
    found->has_words = true;
    pthread_mutex_unlock(&catalogue->lock);
    return &found->words;
}

const bc_collect_plan *bc_collect_catalogue_plan(bc_collect_catalogue *catalogue, const bc_form *form)
{
    pthread_mutex_lock(&catalogue->lock);
    entry *found = find(catalogue, form);
    if (!found->has_plan)
        bc_collect_plan_init(&found->plan, form);
    found->has_plan = true;
    pthread_mutex_unlock(&catalogue->lock);
    return &found->plan;
}

bc_str bc_collect_catalogue_name(const bc_collect_catalogue *catalogue, size_t index)
{
    return index < catalogue->name_count ? catalogue->names[index] : (bc_str){ 0 };
}
