/* The profile of a run that publishes is read once, after what the office says of checks: the program's own, and the
 * file's on it. */
#include "engine/private/publishing.h"

#include "base/tr.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STANDARD "standard"
#define STANDARD_FILE "templates/shared/profiles/publish.yaml"

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static const bc_publish_profile *read_profile(bc_arena *arena, const char *path, const bc_publish_profile *base,
                                              bc_diag_list *diags, bool *io_error, bool *extends)
{
    const bc_diag_source *source;
    const bc_node *tree = bc_engine_input_read_document(arena, path, NULL, &source, diags, io_error);
    if (!tree && source && !diags->errors)
        bc_diag_add(diags, BC_DIAG_ERROR, "E516", (bc_diag_mark){ .source = source },
                    bc_tr("this file must hold one document"));
    if (extends)
        *extends = tree && bc_publish_extends_standard(tree);
    return tree ? bc_publish_profile_compile(arena, tree, base, diags) : NULL;
}

static const char *standard_file(bc_arena *arena, const char *data)
{
    const char *path = bc_arena_printf(arena, "%s/" STANDARD_FILE, data ? data : "").p;
    return data && access(path, R_OK) == 0 ? path : NULL;
}

static const bc_publish_profile *read_standard(bc_arena *arena, const char *data, bc_diag_list *diags, bool *io_error)
{
    const char *path = standard_file(arena, data);
    if (path)
        return read_profile(arena, path, NULL, diags, io_error, NULL);
    bc_diag_add(diags, BC_DIAG_ERROR, "E545", (bc_diag_mark){ 0 },
                bc_tr("the profile of the program, %s, is not in the data folder"), STANDARD_FILE);
    return NULL;
}

static const bc_publish_profile *read_profiles(bc_arena *arena, const char *path, const char *data, bc_diag_list *diags,
                                               bool *io_error)
{
    bool extends = false;
    if (strcmp(path, STANDARD) == 0)
        return read_standard(arena, data, diags, io_error);
    const bc_publish_profile *own = read_profile(arena, path, NULL, diags, io_error, &extends);
    if (!own || !extends)
        return own;
    const bc_publish_profile *standard = read_standard(arena, data, diags, io_error);
    return standard ? read_profile(arena, path, standard, diags, io_error, NULL) : NULL;
}

const bc_publish_profile *bc_engine_publish_profile(const biaoce_engine *engine, const char *path, bc_arena *arena,
                                                    bc_diag_list *diags, bool *io_error)
{
    if (path && *path)
        return read_profiles(arena, path, engine->data, diags, io_error);
    if (engine->publishing)
        return engine->publishing->profile;
    return standard_file(arena, engine->data) ? read_standard(arena, engine->data, diags, io_error) : NULL;
}

bool bc_engine_publish_open(biaoce_engine *engine, const char *data, bool *io_error)
{
    const char *path = engine->config.publish_file ? engine->config.publish_file : from_environment("BIAOCE_PUBLISH");
    if (!path || !*path)
        return true;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    if (strcmp(path, STANDARD) != 0)
        engine->publish_file = bc_arena_str(&engine->arena, bc_str_from(path)).p;
    const bc_publish_profile *profile = read_profiles(&engine->arena, path, data, &diags, io_error);
    bc_engine_report(&(bc_engine_call){ .engine = engine, .callbacks = engine->callbacks }, &diags);
    bc_diag_list_release(&diags);
    if (!profile)
        return false;
    bc_engine_publishing *publishing = bc_mem_alloc(sizeof *publishing);
    publishing->profile = profile;
    if (engine->config.publish_log)
        publishing->log = bc_arena_str(&engine->arena, bc_str_from(engine->config.publish_log)).p;
    pthread_mutex_init(&publishing->lock, NULL);
    bc_picture_shelf_bare(engine->pictures);
    engine->publishing = publishing;
    return true;
}

void bc_engine_publish_close(biaoce_engine *engine)
{
    bc_engine_publishing *publishing = engine->publishing;
    if (!publishing)
        return;
    bc_vec_release(&publishing->lines);
    bc_arena_release(&publishing->arena);
    pthread_mutex_destroy(&publishing->lock);
    bc_mem_free(publishing);
}

const char *bc_engine_publish_log(const biaoce_engine *engine)
{
    return engine->publishing ? engine->publishing->log : NULL;
}
