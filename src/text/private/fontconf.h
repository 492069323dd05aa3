/* Fonts.yaml read into plain data. */
#ifndef BC_TEXT_PRIVATE_FONTCONF_H
#define BC_TEXT_PRIVATE_FONTCONF_H

#include "base/node.h"
#include "text/private/find.h"
#include "text/style.h"

typedef struct bc_font_families {
    const bc_font_family *at;
    size_t n;
} bc_font_families;

typedef struct bc_font_role_conf {
    bc_font_families official;    /* the first is the name XLSX writes */
    bc_font_families substitutes; /* what stands in when none of the official ones is installed */
    bool half_width;              /* figures half an em wide */
} bc_font_role_conf;

typedef struct bc_font_conf {
    bc_font_role_conf roles[BC_ROLE_COUNT];
    bc_font_families fallback; /* for characters that a role's own faces lack */
    const bc_str *folders;
    size_t folder_count;
} bc_font_conf;

/* Reads what it can and reports the rest. All in `arena`; texts are borrowed from the tree. */
void bc_font_conf_read(const bc_node *config, bc_arena *arena, bc_font_conf *out, bc_diag_list *diags);

#endif
