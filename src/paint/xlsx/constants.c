/* The theme is seven kilobytes that the library prints anew for each workbook, a sixth of all that a form of one page
 * costs; so it is printed and packed once, for the first workbook that asks. */
#include "paint/xlsx/private/constants.h"

#include "paint/xlsx/private/part.h"

#include <pthread.h>
#include <stdlib.h>
#include <xlsxwriter/theme.h>

struct bc_xlsx_constants {
    bc_arena arena;
    bc_str families[BC_ROLE_COUNT];
    pthread_mutex_t lock; /* of what follows */
    bool has_theme;
    bc_xlsx_packed theme;
};

static bc_str default_family(void)
{
    return BC_STR("宋体");
}

bc_xlsx_constants *bc_xlsx_constants_new(const bc_font_set *fonts)
{
    bc_xlsx_constants *constants = bc_mem_alloc(sizeof *constants);
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        bc_str family = fonts ? bc_font_set_official_family(fonts, (bc_font_role)role) : default_family();
        constants->families[role] = bc_arena_str(&constants->arena, family.n ? family : default_family());
    }
    pthread_mutex_init(&constants->lock, NULL);
    bc_buf_init(&constants->theme.bytes);
    return constants;
}

void bc_xlsx_constants_free(bc_xlsx_constants *constants)
{
    if (!constants)
        return;
    bc_buf_release(&constants->theme.bytes);
    pthread_mutex_destroy(&constants->lock);
    bc_arena_release(&constants->arena);
    bc_mem_free(constants);
}

bc_str bc_xlsx_constants_family(const bc_xlsx_constants *constants, bc_font_role role)
{
    return constants->families[role < BC_ROLE_COUNT ? role : BC_ROLE_TABLE];
}

static bool pack_theme(bc_xlsx_packed *out)
{
    bc_xlsx_part xml;
    lxw_theme *theme = lxw_theme_new();
    bool good = theme && bc_xlsx_part_open(&xml);
    if (good) {
        theme->file = xml.file;
        lxw_theme_assemble_xml_file(theme);
        good = bc_xlsx_part_close(&xml);
        if (good)
            bc_xlsx_zip_pack((bc_str){ xml.p, xml.n }, out);
        free(xml.p);
    }
    lxw_theme_free(theme);
    return good;
}

const bc_xlsx_packed *bc_xlsx_constants_theme(bc_xlsx_constants *constants)
{
    pthread_mutex_lock(&constants->lock);
    if (!constants->has_theme)
        constants->has_theme = pack_theme(&constants->theme);
    bool good = constants->has_theme;
    pthread_mutex_unlock(&constants->lock);
    return good ? &constants->theme : NULL;
}
