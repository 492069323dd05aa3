/* Records of strangers are read by many libraries; should one of them be led astray, there is to be nothing that it can
 * reach. Linux keeps the rights to files (Landlock) and the calls to the system (calls.c) that a process has given up,
 * and gives none back. What a run needs is known before any record is looked at: folders of templates and fonts from
 * the engine, all else from the words of the command line. */
#include "cli/cmd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__) && __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifdef SYS_landlock_create_ruleset

/* What younger kernels can forbid, which headers do not all have. */
static const uint64_t REFER = 1U << 13, TRUNCATE = 1U << 14, IOCTL_DEVICE = 1U << 15;
enum { VERSION_REFER = 2, VERSION_TRUNCATE = 3, VERSION_NET = 4, VERSION_IOCTL = 5, VERSION_SCOPE = 6 };

/* As the kernel has it; older ones know the beginning. Each bit is forbidden unless a rule allows it. */
typedef struct forbidden {
    uint64_t files;
    uint64_t net;    /* TCP: to be bound, to connect */
    uint64_t scoped; /* abstract sockets, signals to others */
} forbidden;

static uint64_t truncating(const cmd_sandbox *sandbox)
{
    return sandbox->version >= VERSION_TRUNCATE ? TRUNCATE : 0;
}

static bool make_rules(cmd_sandbox *sandbox)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return false;
    sandbox->version = (int)version;
    forbidden all = { .files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1, .net = 3, .scoped = 3 };
    size_t size = sizeof all.files;
    all.files |= version >= VERSION_REFER ? REFER : 0;
    all.files |= truncating(sandbox);
    all.files |= version >= VERSION_IOCTL ? IOCTL_DEVICE : 0;
    size += version >= VERSION_NET ? sizeof all.net : 0;
    size += version >= VERSION_SCOPE ? sizeof all.scoped : 0;
    sandbox->rules = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
    return sandbox->rules >= 0;
}

/* Rights of a folder that a file does not have are left out. */
static void allow(cmd_sandbox *sandbox, const char *path, uint64_t rights)
{
    const uint64_t of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncating(sandbox);
    struct stat info;
    int at = open(path, O_PATH | O_CLOEXEC);
    if (at < 0)
        return;
    bool is_folder = fstat(at, &info) == 0 && S_ISDIR(info.st_mode);
    struct landlock_path_beneath_attr rule = { .allowed_access = is_folder ? rights : rights & of_files,
                                               .parent_fd = at };
    /* What lies in no file system, such as a pipe, is not kept from anybody. */
    if (syscall(SYS_landlock_add_rule, sandbox->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0 && errno != EBADFD &&
        !sandbox->failed) {
        sandbox->failed = true;
        sandbox->error = errno;
    }
    close(at);
}

static bool close_files(cmd_sandbox *sandbox)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, sandbox->rules, 0) == 0;
}

static const uint64_t READING = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
                      WRITING = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE,
                      REMOVING_FOLDERS = LANDLOCK_ACCESS_FS_REMOVE_DIR;

#else

static const uint64_t READING = 0, WRITING = 0, REMOVING_FOLDERS = 0;

static bool make_rules(cmd_sandbox *sandbox)
{
    (void)sandbox;
    errno = ENOSYS;
    return false;
}

static uint64_t truncating(const cmd_sandbox *sandbox)
{
    (void)sandbox;
    return 0;
}

static void allow(cmd_sandbox *sandbox, const char *path, uint64_t rights)
{
    (void)sandbox, (void)path, (void)rights;
}

static bool close_files(cmd_sandbox *sandbox)
{
    (void)sandbox;
    return false;
}

#endif

/* -- places --------------------------------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The folder that the path lies in. Owned by the caller. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = !slash ? 1 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = cmd_alloc(n + 1);
    memcpy(folder, slash ? path : ".", n);
    return folder;
}

static bool is_place(const char *path)
{
    return path && *path && strcmp(path, "-") != 0;
}

void cmd_sandbox_read(cmd_sandbox *sandbox, const char *path)
{
    if (is_place(path))
        allow(sandbox, path, READING);
}

static void allow_around(cmd_sandbox *sandbox, const char *path, uint64_t rights)
{
    if (!is_place(path))
        return;
    allow(sandbox, path, rights); /* a link leads elsewhere */
    if (is_folder(path))
        return;
    char *folder = folder_of(path);
    allow(sandbox, folder, rights);
    free(folder);
}

void cmd_sandbox_read_around(cmd_sandbox *sandbox, const char *path)
{
    allow_around(sandbox, path, READING);
}

static bool ends_in(const char *path, const char *end)
{
    const size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

void cmd_sandbox_read_template(cmd_sandbox *sandbox, const char *name)
{
    if (name && (ends_in(name, ".yaml") || ends_in(name, ".yml")))
        allow_around(sandbox, name, READING);
}

/* With the missing folders above it; whether that went well is seen when it is used. */
static void make_folder(const char *path)
{
    char *part = cmd_alloc(strlen(path) + 1);
    for (size_t n = 0; path[n]; n++) {
        part[n] = path[n];
        if (path[n + 1] == '/' || !path[n + 1])
            (void)mkdir(part, 0777);
    }
    free(part);
}

void cmd_sandbox_write(cmd_sandbox *sandbox, const char *folder)
{
    if (folder)
        make_folder(folder);
    allow(sandbox, folder ? folder : ".", READING | WRITING | truncating(sandbox));
}

void cmd_sandbox_write_beside(cmd_sandbox *sandbox, const char *path)
{
    if (!is_place(path))
        return;
    char *folder = is_folder(path) ? NULL : folder_of(path);
    allow(sandbox, folder ? folder : path, READING | WRITING | truncating(sandbox));
    free(folder);
}

void cmd_sandbox_write_outputs(cmd_sandbox *sandbox, biaoce_target target, const char *path)
{
    if (target == BIAOCE_TO_FOLDER)
        cmd_sandbox_write(sandbox, path);
    else if (target == BIAOCE_TO_FILE)
        cmd_sandbox_write_beside(sandbox, path);
}

static const char NAME[] = "/biaoce-XXXXXX";

static bool is_old(const struct stat *info)
{
    enum { HOUR = 3600 };
    return time(NULL) - info->st_mtime > HOUR;
}

/* Folders of runs that were killed: nobody has them locked, and they are over an hour old, for disks that cannot lock.
 * What is not empty stays. */
static void remove_stale(const char *above)
{
    const size_t beginning = strcspn(NAME + 1, "X");
    DIR *folder = opendir(above);
    if (!folder)
        return;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        struct stat info;
        if (strlen(entry->d_name) != strlen(NAME + 1) || strncmp(entry->d_name, NAME + 1, beginning) != 0)
            continue;
        const int at = openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (at < 0)
            continue;
        if (fstat(at, &info) == 0 && info.st_uid == geteuid() && is_old(&info) && flock(at, LOCK_EX | LOCK_NB) == 0)
            (void)unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR);
        close(at);
    }
    closedir(folder);
}

/* Much that is kept goes into files without a name; they are made in a folder where no others are. */
static void make_temporary(cmd_sandbox *sandbox)
{
    const char *above = getenv("TMPDIR");
    above = above && *above ? above : "/tmp";
    remove_stale(above);
    const size_t size = strlen(above) + sizeof NAME;
    char *path = cmd_alloc(size);
    snprintf(path, size, "%s%s", above, NAME);
    if (!mkdtemp(path)) {
        free(path);
        return;
    }
    allow(sandbox, above, REMOVING_FOLDERS); /* which have to be empty */
    allow(sandbox, path, READING | WRITING | truncating(sandbox));
    setenv("TMPDIR", path, 1);
    sandbox->temporary = path;
    sandbox->temporary_lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sandbox->temporary_lock >= 0)
        (void)flock(sandbox->temporary_lock, LOCK_EX | LOCK_NB);
}

void cmd_sandbox_release(cmd_sandbox *sandbox)
{
    if (sandbox->temporary) {
        (void)rmdir(sandbox->temporary);
        if (sandbox->temporary_lock >= 0)
            close(sandbox->temporary_lock);
    }
    free(sandbox->temporary);
    sandbox->temporary = NULL;
}

/* -- in and out ----------------------------------------------------------------------------------------- */

static void add_place(void *context, const char *path)
{
    cmd_sandbox_read(context, path);
}

static void pass_place(void *context, const char *path)
{
    (void)context;
    (void)path;
}

bool cmd_sandbox_begin(cmd_settings *settings, biaoce_engine *engine, bool fonts, biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    *status = BIAOCE_USAGE;
    if (!make_rules(sandbox)) {
        cmd_complain(bc_tr("--sandbox needs Landlock, which this system does not have: %s"), strerror(errno));
        return false;
    }
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = sandbox };
    const biaoce_places_options places = {
        .size = sizeof places, .on_place = add_place, .fonts = fonts, .callbacks = &callbacks
    };
    const biaoce_status found = biaoce_list_places(engine, &places);
    if (found != BIAOCE_OK) { /* again, to say why */
        *status = biaoce_list_places(
            engine, &(biaoce_places_options){ .size = sizeof places, .fonts = fonts, .on_place = pass_place });
        return false;
    }
    tzset(); /* the zone is read before its file cannot be */
    for (size_t i = 0; i < settings->allowed.n; i++)
        cmd_sandbox_read(sandbox, settings->allowed.at[i]);
    cmd_sandbox_write_beside(sandbox, settings->publish_log);
    make_temporary(sandbox);
    return true;
}

bool cmd_sandbox_enter(cmd_sandbox *sandbox)
{
    cmd_hold_map_of_files();
    if (sandbox->failed)
        errno = sandbox->error;
    const bool files = !sandbox->failed && close_files(sandbox);
    close(sandbox->rules);
    if (!files) {
        cmd_complain(bc_tr("--sandbox: the files could not be closed off: %s"), strerror(errno));
        return false;
    }
    if (cmd_calls_close())
        return true;
    cmd_complain(bc_tr("--sandbox: the calls to the system could not be closed off: %s"), strerror(errno));
    return false;
}
