/* For each role a chain of faces: the official families, what stands in for them, and what has rare characters. A
 * font is opened when a role first asks for it, behind a lock, and remembered as usable or not; only what the
 * system could not read this time is asked for again. */
#include "text/private/fontset.h"

#include "base/file.h"
#include "base/tr.h"
#include "text/private/face.h"
#include "text/private/fontconf.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A font that was found. It is opened when a role first needs it: most fallbacks are never asked for. */
typedef struct font_entry {
    bc_font_found found;
    bc_font_face *face; /* this and `why` are written once under the lock, read after `state` says so */
    const char *why;
    atomic_int state;
    bool told; /* under the lock: that it is unusable */
} font_entry;

enum { ENTRY_UNTRIED, ENTRY_READY, ENTRY_UNUSABLE };

typedef struct font_chain {
    font_entry **at;
    size_t n;
    bc_str official;  /* the family that XLSX names */
    bool substituted; /* the first of the chain is none of the official families */
    bool half_width;
} font_chain;

struct bc_font_set {
    bc_arena arena;
    FT_Library library;
    pthread_mutex_t lock; /* for opening faces; FreeType's library is used under it only */
    font_chain chains[BC_ROLE_COUNT];
    BC_VEC(font_entry *) entries;
};

static font_entry *entry_for(bc_font_set *fonts, const bc_font_found *found)
{
    for (size_t i = 0; i < fonts->entries.n; i++) {
        font_entry *entry = fonts->entries.at[i];
        if (entry->found.index == found->index && bc_str_eq(entry->found.path, found->path))
            return entry;
    }
    font_entry *entry = BC_NEW(&fonts->arena, font_entry);
    entry->found = *found;
    atomic_init(&entry->state, ENTRY_UNTRIED);
    bc_vec_add(&fonts->entries, entry);
    return entry;
}

static void chain_add(bc_font_set *fonts, font_chain *chain, const bc_font_found *found)
{
    font_entry *entry = entry_for(fonts, found);
    for (size_t i = 0; i < chain->n; i++) {
        if (chain->at[i] == entry)
            return;
    }
    chain->at[chain->n++] = entry;
}

static void chain_add_families(bc_font_set *fonts, font_chain *chain, bc_font_finder *finder,
                               const bc_font_families *families)
{
    bc_font_found found;
    for (size_t i = 0; i < families->n; i++) {
        found = (bc_font_found){ .index = 0 };
        if (bc_font_finder_family(finder, &fonts->arena, &families->at[i], &found))
            chain_add(fonts, chain, &found);
    }
}

static void make_chain(bc_font_set *fonts, bc_font_role role, const bc_font_conf *conf, bc_font_finder *finder)
{
    const bc_font_role_conf *wanted = &conf->roles[role];
    font_chain *chain = &fonts->chains[role];
    chain->at =
        BC_NEW_ARRAY(&fonts->arena, font_entry *, wanted->official.n + wanted->substitutes.n + conf->fallback.n + 1);
    chain->half_width = wanted->half_width;
    chain_add_families(fonts, chain, finder, &wanted->official);
    chain->substituted = chain->n == 0 && wanted->official.n > 0;
    if (wanted->official.n > 0)
        chain->official = bc_arena_str(&fonts->arena, wanted->official.at[0].name);
    chain_add_families(fonts, chain, finder, &wanted->substitutes);
    chain_add_families(fonts, chain, finder, &conf->fallback);
    bc_font_found any = { .index = 0 };
    if (chain->n == 0 && bc_font_finder_any_chinese(finder, &fonts->arena, &any))
        chain_add(fonts, chain, &any);
    if (chain->official.n == 0 && chain->n > 0)
        chain->official = chain->at[0]->found.family;
}

/* The finder lends family names from the configuration's tree, which may go before the fontset does. */
static void own_names(bc_font_set *fonts)
{
    for (size_t i = 0; i < fonts->entries.n; i++) {
        bc_font_found *found = &fonts->entries.at[i]->found;
        found->family = bc_arena_str(&fonts->arena, found->family);
        found->style = bc_arena_str(&fonts->arena, found->style);
    }
}

static size_t report_bare_roles(const bc_font_set *fonts, bc_diag_list *diags)
{
    size_t bare = 0;
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        if (fonts->chains[role].n > 0)
            continue;
        bare++;
        bc_text_fault_report(&(bc_text_fault){ .kind = BC_FAULT_ROLE, .role = (bc_font_role)role }, (bc_diag_mark){ 0 },
                             diags);
    }
    return bare;
}

bc_font_set *bc_font_set_new(const bc_node *config, bc_diag_list *diags)
{
    bc_font_set *fonts = bc_mem_alloc(sizeof *fonts);
    pthread_mutex_init(&fonts->lock, NULL);
    bc_font_conf conf;
    bc_font_conf_read(config, &fonts->arena, &conf, diags);
    bc_font_finder finder;
    bc_font_finder_init(&finder, conf.folders, conf.folder_count);
    for (int role = 0; role < BC_ROLE_COUNT; role++)
        make_chain(fonts, (bc_font_role)role, &conf, &finder);
    bc_font_finder_release(&finder);
    own_names(fonts);
    if (report_bare_roles(fonts, diags) == BC_ROLE_COUNT || FT_Init_FreeType(&fonts->library) != 0) {
        bc_font_set_free(fonts);
        return NULL;
    }
    return fonts;
}

void bc_font_set_free(bc_font_set *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->entries.n; i++)
        bc_font_face_close(fonts->entries.at[i]->face);
    bc_vec_release(&fonts->entries);
    if (fonts->library)
        FT_Done_FreeType(fonts->library);
    pthread_mutex_destroy(&fonts->lock);
    bc_arena_release(&fonts->arena);
    bc_mem_free(fonts);
}

/* Returns 0, or the errno of a file that could not be read this time: that is not remembered. */
static int open_entry(bc_font_set *fonts, font_entry *entry)
{
    int error = 0;
    pthread_mutex_lock(&fonts->lock);
    if (atomic_load_explicit(&entry->state, memory_order_relaxed) == ENTRY_UNTRIED) {
        bc_font_face *face =
            bc_font_face_open(fonts->library, entry->found.path, entry->found.index, &entry->why, &error);
        if (face && face->embedding == BC_EMBED_NEVER) {
            bc_font_face_close(face);
            face = NULL;
            entry->why = bc_tr_mark("its licence bits forbid embedding");
        }
        entry->face = face;
        if (!error)
            atomic_store_explicit(&entry->state, face ? ENTRY_READY : ENTRY_UNUSABLE, memory_order_release);
    }
    pthread_mutex_unlock(&fonts->lock);
    return error;
}

const bc_font_face *bc_font_set_face(bc_font_set *fonts, bc_font_role role, size_t choice, bc_text_fault *fault)
{
    if (choice >= fonts->chains[role].n)
        return NULL;
    font_entry *entry = fonts->chains[role].at[choice];
    if (atomic_load_explicit(&entry->state, memory_order_acquire) == ENTRY_UNTRIED) {
        int error = open_entry(fonts, entry);
        if (error && fault && !fault->kind)
            *fault = (bc_text_fault){ BC_FAULT_FONT, role, entry->found.path.p, error };
        if (error)
            return NULL;
    }
    return entry->face;
}

/* In the order of fonts.yaml: it does not depend on which thread met what first. */
void bc_font_set_report_skipped(bc_font_set *fonts, bc_diag_list *diags)
{
    pthread_mutex_lock(&fonts->lock);
    for (size_t i = 0; i < fonts->entries.n; i++) {
        font_entry *entry = fonts->entries.at[i];
        if (entry->told || atomic_load_explicit(&entry->state, memory_order_relaxed) != ENTRY_UNUSABLE)
            continue;
        entry->told = true;
        bc_diag_add(diags, BC_DIAG_WARNING, "W413", (bc_diag_mark){ 0 }, bc_tr("%.*s cannot be used: %s"),
                    BC_STR_ARG(entry->found.path), bc_tr(entry->why));
        bc_diag_hint(diags, bc_tr("another font stands in for it; `biaoce fonts` shows which"));
    }
    pthread_mutex_unlock(&fonts->lock);
}

void bc_font_set_visit_files(const bc_font_set *fonts, void (*visit)(void *context, bc_str path), void *context)
{
    for (size_t i = 0; i < fonts->entries.n; i++)
        visit(context, fonts->entries.at[i]->found.path);
}

bc_text_fault bc_text_fault_starved(bc_font_role role, const bc_font_face *face)
{
    return (bc_text_fault){ BC_FAULT_FONT, role, face->file.p, ENOMEM };
}

void bc_text_fault_report(const bc_text_fault *fault, bc_diag_mark at, bc_diag_list *diags)
{
    switch (fault->kind) {
    case BC_FAULT_NONE:
        break;
    case BC_FAULT_FONT:
        bc_diag_add(diags, BC_DIAG_ERROR, "E414", at, bc_tr("the font %s could not be read: %s"), fault->path,
                    bc_file_error_text(fault->error));
        break;
    case BC_FAULT_ROLE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E412", at, bc_tr("no installed font can serve the role %s"),
                    bc_font_role_name(fault->role));
        bc_diag_hint(diags, bc_tr("install the package fonts-noto-cjk, or name your fonts as docs/fonts.md says"));
        break;
    case BC_FAULT_BREAKS:
        bc_diag_add(diags, BC_DIAG_ERROR, "E415", at, bc_tr("the rules for breaking lines could not be loaded"));
        bc_diag_hint(diags, bc_tr("they are part of ICU: is its data file there, and enough memory?"));
        break;
    }
}

size_t bc_font_set_choices(const bc_font_set *fonts, bc_font_role role)
{
    return fonts->chains[role].n;
}

bc_str bc_font_set_official_family(const bc_font_set *fonts, bc_font_role role)
{
    return fonts->chains[role].official;
}

bool bc_font_set_half_width(const bc_font_set *fonts, bc_font_role role)
{
    return fonts->chains[role].half_width;
}

bc_str bc_font_set_substitution(bc_font_set *fonts, bc_font_role role, bc_arena *arena)
{
    const font_chain *chain = &fonts->chains[role];
    for (size_t i = 0; i < chain->n; i++) {
        if (!bc_font_set_face(fonts, role, i, NULL))
            continue;
        if (i == 0 && !chain->substituted)
            break;
        const bc_font_found *found = &chain->at[i]->found;
        bool plain = found->style.n == 0 || bc_str_is(found->style, "Regular");
        return bc_arena_printf(arena, "%.*s → %.*s%s%.*s", BC_STR_ARG(chain->official), BC_STR_ARG(found->family),
                               plain ? "" : " ", plain ? 0 : (int)found->style.n, plain ? "" : found->style.p);
    }
    return (bc_str){ NULL, 0 };
}
