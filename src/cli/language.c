/* In which language messages are: the user's, or that of a document which is made of them. */
#include "cli/cmd.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The language that the user asks for, as the C library ranks the variables. */
static const char *asked_locale(void)
{
    static const char *const VARIABLES[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof VARIABLES / sizeof *VARIABLES; i++) {
        const char *value = getenv(VARIABLES[i]);
        if (value && *value)
            return value;
    }
    return "";
}

/* Small servers and containers name a locale such as zh_CN.UTF-8 without having it installed; gettext needs any that is
 * there, and then goes by LANGUAGE. */
static void set_locale(void)
{
    if (setlocale(LC_ALL, ""))
        return;
    if (setlocale(LC_ALL, "C.UTF-8"))
        setenv("LANGUAGE", asked_locale(), 0);
}

void cmd_choose_language(void)
{
    set_locale();
    char *folder = cmd_program_folder();
    biaoce_bind_translations(folder);
    free(folder);
}

void cmd_speak_chinese(void)
{
    const char *locale = setlocale(LC_MESSAGES, NULL);
    if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8"); /* the one without a name translates nothing */
    setenv("LANGUAGE", "zh_CN", 1);
}
