/* The font list: checked against the tables of its keys, then read into plain data. */
#include "text/private/fontconf.h"

#include "base/tr.h"
#include "text/font.h"

#define FAMILIES "null #family [#family]" /* one or a list */

static const bc_keys_key LIST[] = {
    { "roles", "#roles", bc_tr_mark("which faces the roles of text have") },
    { "fallback", FAMILIES, bc_tr_mark("families asked in order for characters that a role's own faces lack") },
    { "folders", "null [text]", bc_tr_mark("searched besides the system's font folders") },
    { 0 },
};

static const bc_keys_key ROLES[] = {
    { "title", "#role", NULL },
    { "body", "#role", NULL },
    { "head", "#role", NULL },
    { "emphasis", "#role", NULL },
    { "table", "#role", NULL },
    { "number", "#role", NULL },
    { "strong", "#role", bc_tr_mark("the bold of number, for totals; left out: the heaviest of its families") },
    { 0 },
};

static const bc_keys_key ROLE[] = {
    { "official", FAMILIES, bc_tr_mark("names under which the prescribed face may be installed") },
    { "substitutes", FAMILIES, bc_tr_mark("families that stand in, first choice first") },
    { "digits", "=natural|half-width", bc_tr_mark("figures half an em wide, or as the face has them") },
    { 0 },
};

static const bc_keys_key FAMILY[] = {
    { "family", "text", bc_tr_mark("its name") },
    { "style", "text", bc_tr_mark("exactly this one, such as SemiBold") },
    { "weight", "integer:1..1000", bc_tr_mark("100 to 900; the nearest is taken") },
    { "file", "text", bc_tr_mark("the face in this file") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    { .name = "list", .keys = LIST, .hint = bc_tr_mark("it starts with roles:, see docs/fonts.md") },
    { .name = "roles", .keys = ROLES },
    { .name = "role", .keys = ROLE },
    { .name = "family",
      .keys = FAMILY,
      .instead = "text",
      .need = "family",
      .hint = bc_tr_mark("write a name, or {family: name, weight: 700}") },
};

const bc_keys_set bc_font_settings = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES, .code = "E410" };

/* False for an empty name, which a text may be. */
static bool read_family(const bc_node *value, bc_font_family *out, bc_diag_list *diags)
{
    bool named = value->kind == BC_NODE_MAP;
    *out = (bc_font_family){ .name = named ? bc_keys_text(value, "family") : bc_node_text(value),
                             .style = bc_keys_text(value, "style"),
                             .weight = (int)bc_keys_int(value, "weight", BC_WEIGHT_REGULAR),
                             .file = bc_keys_text(value, "file") };
    if (out->name.n > 0)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E410", value->mark, bc_tr("a font without the name of its family"));
    bc_diag_hint(diags, bc_tr("write a name, or {family: name, weight: 700}"));
    return false;
}

static bc_font_families read_families(bc_arena *arena, const bc_node *value, bc_diag_list *diags)
{
    uint32_t count = bc_node_elements(value);
    bc_font_family *at = BC_NEW_ARRAY(arena, bc_font_family, count);
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        n += read_family(bc_node_element(value, i), &at[n], diags);
    return (bc_font_families){ at, n };
}

static bc_font_families embolden_families(bc_arena *arena, const bc_font_families *families)
{
    bc_font_family *at = BC_NEW_ARRAY(arena, bc_font_family, families->n);
    for (size_t i = 0; i < families->n; i++) {
        at[i] = families->at[i];
        at[i].weight = BC_WEIGHT_BOLD;
        at[i].style = (bc_str){ 0 };
        at[i].file = (bc_str){ 0 };
    }
    return (bc_font_families){ at, families->n };
}

/* Lists that were written before there was a bold say what it is all the same. */
static bc_font_role_conf embolden(bc_arena *arena, const bc_font_role_conf *role)
{
    return (bc_font_role_conf){ .official = embolden_families(arena, &role->official),
                                .substitutes = embolden_families(arena, &role->substitutes),
                                .half_width = role->half_width };
}

void bc_font_conf_read(const bc_node *config, bc_arena *arena, bc_font_conf *out, bc_diag_list *diags)
{
    *out = (bc_font_conf){ .folder_count = 0 };
    bc_node nothing = { .kind = BC_NODE_NULL };
    if (!bc_keys_check(&bc_font_settings, "#list", NULL, config ? config : &nothing, diags))
        return;
    const bc_node *roles = bc_node_find(config, "roles");
    for (int i = 0; i < BC_ROLE_COUNT; i++) {
        const bc_node *role = bc_node_find(roles, bc_font_role_name((bc_font_role)i));
        out->roles[i].official = read_families(arena, bc_node_find(role, "official"), diags);
        out->roles[i].substitutes = read_families(arena, bc_node_find(role, "substitutes"), diags);
        out->roles[i].half_width = bc_str_is(bc_keys_text(role, "digits"), "half-width");
    }
    if (!bc_node_find(roles, bc_font_role_name(BC_ROLE_STRONG)))
        out->roles[BC_ROLE_STRONG] = embolden(arena, &out->roles[BC_ROLE_NUMBER]);
    out->fallback = read_families(arena, bc_node_find(config, "fallback"), diags);
    out->folder_count = bc_keys_texts(arena, config, "folders", &out->folders);
    for (size_t i = 0; i < out->folder_count; i++)
        if (!out->folders[i].n)
            bc_diag_add(diags, BC_DIAG_ERROR, "E410", bc_node_find(config, "folders")->mark,
                        bc_tr("a folder without a name"));
}
