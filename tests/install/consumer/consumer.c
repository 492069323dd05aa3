/* A stranger's program: renders a record that it has in memory, with the data of wherever the library lies. */
#include <biaoce.h>
#include <stdio.h>
#include <string.h>

static void on_message(void *context, const biaoce_message *message)
{
    (void)context;
    fputs(message->text, stderr);
}

static void on_output(void *context, const biaoce_output *output)
{
    unsigned *good = context;
    *good += !output->path && output->length > 1000 && memcmp(output->bytes, "%PDF", 4) == 0;
}

/* What a library must not have in the way of a program that links it. */
int bc_str_find(void);
int bc_str_find(void)
{
    return 1;
}

int main(void)
{
    static const char record[] = "form: tangshan-project\n项目名称: 社区道路改造\n";
    unsigned good = 0;
    biaoce_callbacks callbacks = {
        .size = sizeof callbacks, .on_message = on_message, .on_output = on_output, .context = &good
    };
    biaoce_config config = { .size = sizeof config, .callbacks = &callbacks };
    biaoce_engine *engine = NULL;
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK)
        return 1;
    biaoce_memory memory = { .size = sizeof memory, .name = "memory", .bytes = record, .length = sizeof record - 1 };
    biaoce_render_options options = { .size = sizeof options,
                                      .memory = &memory,
                                      .memory_count = 1,
                                      .target = BIAOCE_TO_MEMORY,
                                      .force = true,
                                      .no_check = true };
    biaoce_render(engine, &options, NULL);
    biaoce_engine_free(engine);
    puts(biaoce_version());
    return good == (unsigned)bc_str_find() ? 0 : 2;
}
