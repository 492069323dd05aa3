/* Any words, with NUL between them, as a command line, in a folder with records and books. Words that name other
 * folders are left alone, for what they would do there is no test's business. */
#include "pipeline.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* That of the command, which is compiled into the target by this name. */
int biaoce_main(int argc, char **argv);

enum { MAX_WORDS = 24, STREAMS = 3 };

static const char RECORD[] = "form: tangshan-project\n项目名称: 甲\n预算数: 1万元\n";
static const char BOOK[] = "book: 册\nparts:\n- section: 一\n  forms: record.yaml\n";

/* What the command says goes nowhere; the streams are kept for who runs the target. */
static void close_streams(int kept[STREAMS])
{
    int nowhere = open("/dev/null", O_RDWR);
    for (int i = 0; i < STREAMS; i++) {
        kept[i] = dup(i);
        pipeline_require(kept[i] >= 0 && dup2(nowhere, i) == i);
    }
    close(nowhere);
}

static void open_streams(const int kept[STREAMS])
{
    for (int i = 0; i < STREAMS; i++) {
        pipeline_require(dup2(kept[i], i) == i);
        close(kept[i]);
    }
}

/* Nor is the target shut off for good, with all inputs behind this one. */
static bool stays_here(const char *word)
{
    return !strchr(word, '/') && !strstr(word, "..") && !strstr(word, "--sandbox");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[] = "biaoce";
    char *words[MAX_WORDS + 2] = { name };
    int count = 1, kept[STREAMS];
    bc_str rest = { (const char *)data, size };
    const int before = open(".", O_RDONLY | O_DIRECTORY); /* where who runs the target has its own files */
    pipeline_require(setenv("BIAOCE_DATA", BC_PROJECT_DIR, 1) == 0 && before >= 0 && chdir(pipeline_folder()) == 0);
    while (rest.n && count <= MAX_WORDS) {
        words[count] = strdup(pipeline_text(pipeline_part(&rest)));
        if (!stays_here(words[count])) {
            free(words[count]);
            break;
        }
        count++;
    }
    (void)pipeline_file("record.yaml", bc_str_from(RECORD));
    (void)pipeline_file("book.yaml", bc_str_from(BOOK));
    close_streams(kept);
    const int code = biaoce_main(count, words);
    open_streams(kept);
    pipeline_require(fchdir(before) == 0 && close(before) == 0);
    for (int i = 1; i < count; i++)
        free(words[i]);
    pipeline_require(code >= BIAOCE_OK && code <= BIAOCE_IO);
    return 0;
}
