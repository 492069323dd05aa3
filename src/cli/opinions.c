/* Opinions as commands are asked for them. They go to departments, and are in Chinese whatever the locale. */
#include "cli/cmd.h"

bool cmd_take_opinions(const char *folder, unsigned formats)
{
    const char *wrong = NULL;
    if (formats && !folder)
        wrong = bc_tr("-f says what --opinions FOLDER makes");
    else if (folder && !*folder)
        wrong = bc_tr("--opinions names no folder");
    else if (formats & BIAOCE_FORMAT_TRACE)
        wrong = bc_tr("opinions are pdf, xlsx or both");
    if (wrong)
        cmd_complain("%s", wrong);
    else if (folder)
        cmd_speak_chinese();
    return !wrong;
}
