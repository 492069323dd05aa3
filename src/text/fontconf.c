/* fonts.yaml into plain data, each mistake reported at its place, nothing looked up yet. */
#include "text/private/fontconf.h"

#include "base/tr.h"

typedef struct reader {
    bc_arena *arena;
    bc_diag_list *diags;
} reader;

static void report_kind(reader *r, const bc_node *value, const char *what, const char *wanted)
{
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E410", value->mark, bc_tr("%s must be a %s here, not a %s"), what, wanted,
                bc_node_kind_name(value->kind));
}

static void report_key(reader *r, const bc_node_member *member, const bc_str *known, size_t count)
{
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W411", member->key_mark, bc_tr("%.*s is not a setting of the font list"),
                BC_STR_ARG(member->key));
    bc_str nearest = bc_diag_nearest(member->key, known, count);
    if (nearest.n > 0)
        bc_diag_hint(r->diags, bc_tr("did you mean %.*s?"), BC_STR_ARG(nearest));
}

static void check_keys(reader *r, const bc_node *map, const bc_str *known, size_t count)
{
    for (uint32_t i = 0; i < map->n; i++) {
        size_t k = 0;
        while (k < count && !bc_str_eq(map->as.members[i].key, known[k]))
            k++;
        if (k == count)
            report_key(r, &map->as.members[i], known, count);
    }
}

static int read_weight(reader *r, const bc_node *value)
{
    int weight = 0;
    bc_str text = bc_node_text(value);
    for (size_t i = 0; i < text.n && weight <= 1000; i++)
        weight = text.p[i] >= '0' && text.p[i] <= '9' ? weight * 10 + (text.p[i] - '0') : 10000;
    if (text.n > 0 && weight >= 1 && weight <= 1000)
        return weight;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E410", value->mark,
                bc_tr("the weight of a font is no number from 1 to 1000"));
    bc_diag_hint(r->diags, bc_tr("400 is regular, 500 medium, 600 semibold, 700 bold, 900 black"));
    return BC_WEIGHT_REGULAR;
}

static bool read_family(reader *r, const bc_node *value, bc_font_family *out)
{
    static const bc_str known[] = { { "family", 6 }, { "style", 5 }, { "weight", 6 }, { "file", 4 } };
    *out = (bc_font_family){ .weight = BC_WEIGHT_REGULAR };
    if (value->kind == BC_NODE_TEXT) {
        out->name = bc_node_text(value);
    } else if (value->kind == BC_NODE_MAP) {
        check_keys(r, value, known, sizeof known / sizeof *known);
        out->name = bc_node_text(bc_node_find(value, "family"));
        out->style = bc_node_text(bc_node_find(value, "style"));
        out->file = bc_node_text(bc_node_find(value, "file"));
        const bc_node *weight = bc_node_find(value, "weight");
        if (weight)
            out->weight = read_weight(r, weight);
    }
    if (out->name.n > 0)
        return true;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E410", value->mark, bc_tr("a font without the name of its family"));
    bc_diag_hint(r->diags, bc_tr("write a name, or {family: name, weight: 700}"));
    return false;
}

static bc_font_families read_families(reader *r, const bc_node *value, const char *what)
{
    if (!value || value->kind == BC_NODE_NULL)
        return (bc_font_families){ NULL, 0 };
    const bc_node *const *items = value->kind == BC_NODE_LIST ? value->as.items : &value;
    size_t count = value->kind == BC_NODE_LIST ? value->n : 1;
    if (count == 0)
        return (bc_font_families){ NULL, 0 };
    bc_font_family *at = BC_NEW_ARRAY(r->arena, bc_font_family, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i]->kind == BC_NODE_LIST)
            report_kind(r, items[i], what, bc_node_kind_name(BC_NODE_TEXT));
        else if (read_family(r, items[i], &at[n]))
            n++;
    }
    return (bc_font_families){ at, n };
}

static bool read_digits(reader *r, const bc_node *value)
{
    bc_str text = bc_node_text(value);
    if (!value || bc_str_is(text, "natural"))
        return false;
    if (!bc_str_is(text, "half-width")) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E410", value->mark, bc_tr("%.*s is no way to set figures"),
                    BC_STR_ARG(text));
        bc_diag_hint(r->diags, bc_tr("write half-width or natural"));
    }
    return true;
}

static void read_role(reader *r, const bc_node *value, bc_font_role_conf *out)
{
    static const bc_str known[] = { { "official", 8 }, { "substitutes", 11 }, { "digits", 6 } };
    if (value->kind != BC_NODE_MAP) {
        report_kind(r, value, bc_tr("a font role"), bc_node_kind_name(BC_NODE_MAP));
        return;
    }
    check_keys(r, value, known, sizeof known / sizeof *known);
    out->official = read_families(r, bc_node_find(value, "official"), "official");
    out->substitutes = read_families(r, bc_node_find(value, "substitutes"), "substitutes");
    out->half_width = read_digits(r, bc_node_find(value, "digits"));
}

static void read_roles(reader *r, const bc_node *roles, bc_font_conf *out)
{
    bc_str names[BC_ROLE_COUNT];
    for (int i = 0; i < BC_ROLE_COUNT; i++)
        names[i] = bc_str_from(bc_font_role_name((bc_font_role)i));
    if (roles->kind != BC_NODE_MAP) {
        report_kind(r, roles, "roles", bc_node_kind_name(BC_NODE_MAP));
        return;
    }
    for (uint32_t i = 0; i < roles->n; i++) {
        bc_font_role role;
        if (bc_font_role_parse(roles->as.members[i].key, &role))
            read_role(r, roles->as.members[i].value, &out->roles[role]);
        else
            report_key(r, &roles->as.members[i], names, BC_ROLE_COUNT);
    }
}

static void read_folders(reader *r, const bc_node *value, bc_font_conf *out)
{
    if (!value || value->kind == BC_NODE_NULL)
        return;
    if (value->kind != BC_NODE_LIST) {
        report_kind(r, value, "folders", bc_node_kind_name(BC_NODE_LIST));
        return;
    }
    bc_str *folders = BC_NEW_ARRAY(r->arena, bc_str, value->n + 1);
    for (uint32_t i = 0; i < value->n; i++) {
        bc_str text = bc_node_text(value->as.items[i]);
        if (text.n > 0)
            folders[out->folder_count++] = text;
        else
            report_kind(r, value->as.items[i], "folders", bc_node_kind_name(BC_NODE_TEXT));
    }
    out->folders = folders;
}

void bc_font_conf_read(const bc_node *config, bc_arena *arena, bc_font_conf *out, bc_diag_list *diags)
{
    static const bc_str known[] = { { "roles", 5 }, { "fallback", 8 }, { "folders", 7 } };
    reader r = { arena, diags };
    *out = (bc_font_conf){ .folder_count = 0 };
    if (!config || config->kind != BC_NODE_MAP) {
        bc_diag_mark nowhere = { .source = NULL };
        bc_diag_add(diags, BC_DIAG_ERROR, "E410", config ? config->mark : nowhere, bc_tr("the font list is no map"));
        bc_diag_hint(diags, bc_tr("it starts with roles:, see docs/fonts.md"));
        return;
    }
    check_keys(&r, config, known, sizeof known / sizeof *known);
    const bc_node *roles = bc_node_find(config, "roles");
    if (roles)
        read_roles(&r, roles, out);
    out->fallback = read_families(&r, bc_node_find(config, "fallback"), "fallback");
    read_folders(&r, bc_node_find(config, "folders"), out);
}
