/* Private to text/: fonts.yaml read into plain data. */
#ifndef BC_TEXT_FONTCONF_H
#define BC_TEXT_FONTCONF_H

#include "base/node.h"
#include "text/find.h"
#include "text/style.h"

typedef struct bc_families {
    const bc_family *at;
    size_t n;
} bc_families;

typedef struct bc_role_conf {
    bc_families official;    /* the first is the name XLSX writes */
    bc_families substitutes; /* what stands in when none of the official ones is installed */
    bool half_width;         /* figures half an em wide */
} bc_role_conf;

typedef struct bc_fontconf {
    bc_role_conf roles[BC_ROLE_COUNT];
    bc_families fallback; /* for characters that a role's own faces lack */
    const bc_str *folders;
    size_t folder_count;
} bc_fontconf;

/* Reads what it can and reports the rest. All in `arena`; texts are borrowed from the tree. */
void bc_fontconf_read(const bc_value *config, bc_arena *arena, bc_fontconf *out, bc_diags *diags);

#endif
