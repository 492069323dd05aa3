/* A query names what changes from call to call: `where year = :year`. Drivers know only `?`, so names are replaced by
 * it, and their values, which are bound and never a part of the text, come in that order. */
#include "base/keys.h"
#include "base/tr.h"
#include "intake/private/mapping.h"

#include <string.h>

typedef struct reading {
    bc_arena *arena;
    const bc_node *params; /* by name; NULL: none */
    const bc_intake_given *given;
    bc_diag_list *diags;
    bc_diag_mark mark;
    BC_VEC(bc_str) values;
} reading;

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Where a text in quotation marks, a quoted name or a remark that begins there ends; where none does, there. */
static size_t skip_quoted(bc_str sql, size_t at)
{
    static const char *const PAIRS[][2] = { { "'", "'" },   { "\"", "\"" }, { "`", "`" },
                                            { "--", "\n" }, { "/*", "*/" }, { "[", "]" } };
    const bc_str rest = bc_str_slice(sql, at, sql.n);
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        if (!bc_str_starts(rest, bc_str_from(PAIRS[i][0])))
            continue;
        const size_t end = bc_str_find(sql, bc_str_from(PAIRS[i][1]), at + strlen(PAIRS[i][0]));
        return end == SIZE_MAX ? sql.n : end + strlen(PAIRS[i][1]);
    }
    return at;
}

static const char *given_value(const bc_intake_given *given, bc_str name)
{
    const char *value = NULL;
    for (size_t i = 0; i < given->n; i++)
        if (strncmp(given->at[i], name.p, name.n) == 0 && given->at[i][name.n] == '=')
            value = given->at[i] + name.n + 1; /* the last one counts */
    return value;
}

static void add_value(reading *r, bc_str name)
{
    const char *given = given_value(r->given, name);
    const bc_node_member *member = r->params ? bc_node_find_member(r->params, name) : NULL;
    if (!given && !member) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", r->mark, bc_tr("the parameter `%.*s` has no value"),
                    BC_STR_ARG(name));
        bc_diag_hint(r->diags, bc_tr("give it with -p %.*s=VALUE, or in `params`"), BC_STR_ARG(name));
        return;
    }
    bc_vec_add(&r->values, given ? bc_str_from(given) : bc_node_text(member->value));
}

/* The name of the parameter that begins there; empty: none does. `::` casts in PostgreSQL, and 08:30 stands in no query
 * outside of quotation marks. */
static bc_str name_at(bc_str sql, size_t at)
{
    size_t last = at + 1;
    if (sql.p[at] != ':' || (at && sql.p[at - 1] == ':'))
        return (bc_str){ 0 };
    while (last < sql.n && is_name(sql.p[last]))
        last++;
    const bc_str name = bc_str_slice(sql, at + 1, last);
    return name.n && (name.p[0] < '0' || name.p[0] > '9') ? name : (bc_str){ 0 };
}

static bc_str replace_names(reading *r, bc_str sql)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0; at < sql.n;) {
        const size_t end = skip_quoted(sql, at);
        const bc_str name = end > at ? (bc_str){ 0 } : name_at(sql, at);
        if (name.n)
            add_value(r, name);
        const size_t next = end > at ? end : at + 1 + name.n;
        bc_buf_add_str(&out, name.n ? BC_STR("?") : bc_str_slice(sql, at, next));
        at = next;
    }
    const bc_str text = bc_arena_str(r->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

bool bc_intake_parameters_have(bc_str sql, bc_str name)
{
    for (size_t at = 0; at < sql.n;) {
        const size_t end = skip_quoted(sql, at);
        if (end == at && bc_str_eq(name_at(sql, at), name))
            return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

bool bc_intake_parameters_read(bc_arena *arena, const bc_node *table, const bc_intake_given *given,
                               bc_table_query *query, bc_diag_list *diags)
{
    const bc_node *sql = bc_node_find(table, "sql"), *params = bc_node_find(table, "params");
    const unsigned errors = diags->errors;
    query->sql = bc_node_text(sql);
    if (params && params->kind == BC_NODE_LIST) {
        query->parameter_count = bc_keys_texts(arena, table, "params", &query->parameters);
        return true;
    }
    reading r = {
        .arena = arena, .params = params, .given = given, .diags = diags, .mark = sql ? sql->mark : table->mark
    };
    query->sql = replace_names(&r, query->sql);
    query->parameters = BC_NEW_COPY(arena, r.values.at, r.values.n);
    query->parameter_count = (uint32_t)r.values.n;
    bc_vec_release(&r.values);
    return errors == diags->errors;
}
