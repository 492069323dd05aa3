/* biaoce fonts: the faces behind each role. Coverage is counted by the character sets that people know (GB 2312, GBK,
 * Extension A), so that what is missing shows here before it does in somebody's name. */
#include "cli/cmd.h"

#include <stdio.h>

enum { ROLE_COLUMNS = 10, GB2312 = 6763, GBK = 20902, EXTENSION_A = 6592 };

static const cmd_option options[] = {
    { 'a', "all", NULL, bc_tr_mark("show the faces behind the first ones too"), cmd_take_flag, 0 },
    { 0 },
};

static void print_face(void *context, const biaoce_font *font)
{
    (void)context;
    printf("%-*s", ROLE_COLUMNS, font->choice ? "" : font->role);
    cmd_put_shown(stdout, font->family);
    putchar(' ');
    cmd_put_shown(stdout, font->style);
    if (font->choice)
        printf("  (%s)", bc_tr("for characters that those above lack"));
    else if (font->substitute)
        printf("  (%s %s)", bc_tr("stands in for"), font->official);
    printf("\n%*s", ROLE_COLUMNS, "");
    cmd_put_shown(stdout, font->file);
    printf("\n%*s", ROLE_COLUMNS, "");
    printf(bc_tr("GB 2312 %u/%u, GBK %u/%u, Extension A %u/%u, beyond U+FFFF %u; %s"), font->coverage->gb2312, GB2312,
           font->coverage->gbk, GBK, font->coverage->extension_a, EXTENSION_A, font->coverage->supplements,
           font->embedding);
    putchar('\n');
}

static int list_fonts(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    const bool *all = context;
    if (count) {
        cmd_complain(bc_tr("fonts takes no %s; --fonts names a list of fonts"), operands[0]);
        return BIAOCE_USAGE;
    }
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, NULL, &status);
    if (engine)
        status = biaoce_list_fonts(
            engine,
            &(biaoce_fonts_options){ .size = sizeof(biaoce_fonts_options), .on_font = print_face, .fallbacks = *all });
    biaoce_engine_free(engine);
    return (int)status;
}

static int run_fonts(int count, char **words)
{
    bool all = false;
    const cmd_job job = { .command = &cmd_fonts, .run = list_fonts, .context = &all, .most = SIZE_MAX };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_fonts = { .name = "fonts",
                                .operands = "[OPTION…]",
                                .summary = bc_tr_mark("which face serves each role, its file, coverage and permission"),
                                .options = options,
                                .run = run_fonts };
