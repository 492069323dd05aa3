/* The file is checked against tables of its keys before anything of it is used, as all files that people write. Names
 * of tables are looked up here, names of columns and fields when the table is at hand. */
#include "intake/private/mapping.h"

#include "base/file.h"
#include "base/keys.h"
#include "base/tr.h"
#include "intake/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* -- keys ------------------------------------------------------------------------------------------------- */

static const bc_keys_key MAPPING[] = {
    { "form", "text", bc_tr_mark("the template of all records; without it a column 表样 says it") },
    { "tables", "{#table}", bc_tr_mark("the tables there are, each by a name of its own") },
    { "records", "#records", bc_tr_mark("what becomes a record") },
    { 0 },
};

static const bc_keys_key DRAFT[] = {
    { "form", "text", bc_tr_mark("the template of all records; without it a column 表样 says it") },
    { "tables", "{#table}", bc_tr_mark("the tables there are, each by a name of its own") },
    { "records", "any", bc_tr_mark("what becomes a record") },
    { 0 },
};

static const bc_keys_key TABLE[] = {
    { "file", "text [text]",
      bc_tr_mark("CSV, XLSX, ODS, JSON or YAML files; * stands for any characters; read one after another") },
    { "at", "text", bc_tr_mark("of a JSON file: the keys that lead to its records, data.list") },
    { "sheet", "text", bc_tr_mark("of a workbook; without it the first that is not hidden") },
    { "head", "text", bc_tr_mark("the rows of the head, 3 or 3-4; without it they are found") },
    { "unit", "text", bc_tr_mark("that amounts are in, where neither head nor a line above says it") },
    { "fill", "text [text]", bc_tr_mark("columns in which an empty cell means the same as above") },
    { "where", "text", bc_tr_mark("a condition on columns: other rows are left out") },
    { "encoding", "text", bc_tr_mark("of a text file or a database: utf-8, gb18030 …; without it it is found") },
    { "separator", "text", bc_tr_mark("of a text file: one character; without it it is found") },
    { "odbc", "text", bc_tr_mark("a database: DSN=…;UID=…") },
    { "password", "#secret", bc_tr_mark("where the database's password is; never the password itself") },
    { "sql", "text", bc_tr_mark("the query; :NAME or ? stands for a parameter") },
    { "params", "[text] {text}",
      bc_tr_mark("values of the parameters: by name for :NAME in the query, or in the order of their ?") },
    { "timeout", "integer:1..3600", bc_tr_mark("seconds that the database may take to begin to answer") },
    { 0 },
};

static const bc_keys_key SECRET[] = {
    { "env", "text", bc_tr_mark("a variable of the environment") },
    { "file", "text", bc_tr_mark("a file that its owner alone may read") },
    { 0 },
};

static const bc_keys_key RECORDS[] = {
    { "from", "text", bc_tr_mark("the table whose rows are records") },
    { "key", "text", bc_tr_mark("the column that tells one record from another; without it the code, or the name") },
    { "fields", "{any}", bc_tr_mark("what is not clear by itself: field: column") },
    { "ignore", "text [text]", bc_tr_mark("columns that fill nothing, whatever their heads say") },
    { 0 },
};

static const bc_keys_key FIELD[] = {
    { "column", "text [text]", bc_tr_mark("the column, or several that become paragraphs") },
    { "values", "{text}", bc_tr_mark("what is written: what it means") },
    { "as", "=share", bc_tr_mark("0.3 is 30%") },
    { "unit", "text", bc_tr_mark("that its amounts are in") },
    { "constant", "any", bc_tr_mark("the same in every record") },
    { "from", "text", bc_tr_mark("another table: its rows with the record's key are this list") },
    { "by", "text", bc_tr_mark("the key in that table; without it it is called as in the record's") },
    { "order", "text", bc_tr_mark("a column that the rows are sorted by") },
    { "fields", "{any}", bc_tr_mark("as for records, for the fields of the list") },
    { "ignore", "text [text]", bc_tr_mark("columns that fill nothing, whatever their heads say") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    { .name = "mapping", .keys = MAPPING, .need = "tables records" },
    { .name = "table", .keys = TABLE, .need = "file|odbc", .apart = "file|odbc" },
    { .name = "secret", .keys = SECRET, .need = "env|file", .apart = "env|file" },
    { .name = "records", .keys = RECORDS, .need = "from" },
    { .name = "field", .keys = FIELD, .need = "column|constant|from", .apart = "column|constant constant|from" },
    { .name = "draft", .keys = DRAFT, .need = "tables" }, /* which nobody keeps */
};

static const bc_keys_set KEYS = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };
const bc_keys_set bc_intake_mapping_keys = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES - 1 };

/* A record of some form could have a field of each name; both, and what they hold, has none. */
bool bc_intake_is_mapping(const bc_node *tree)
{
    const bc_node *tables = bc_node_find(tree, "tables"), *records = bc_node_find(tree, "records");
    return tables && records && tables->kind == BC_NODE_MAP && records->kind == BC_NODE_MAP &&
           bc_node_find(records, "from");
}

/* -- tables ----------------------------------------------------------------------------------------------- */

typedef struct reading {
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_intake_given *given;
    bc_intake_mapped_table *tables;
    uint32_t table_count;
} reading;

static void read_head_rows(reading *r, const bc_node *head, bc_intake_mapped_table *out)
{
    const bc_str text = bc_node_text(head);
    char *end;
    if (!text.n)
        return;
    const char *written = bc_arena_str(r->arena, text).p;
    const unsigned long first = strtoul(written, &end, 10);
    const unsigned long last = *end == '-' ? strtoul(end + 1, &end, 10) : first;
    if (*end || !first || last < first || last > 1000 || last - first >= 4) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", head->mark, bc_tr("`head` is a row or up to four: 3 or 3-4"));
        return;
    }
    out->first_head = (uint32_t)first;
    out->last_head = (uint32_t)last;
}

/* What others can read is no secret. */
static bc_str read_secret_file(reading *r, const bc_node *file)
{
    const char *path = bc_arena_str(r->arena, bc_node_text(file)).p;
    struct stat info;
    bc_buf text;
    bc_buf_init(&text);
    if (stat(path, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO))) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E796", file->mark, bc_tr("others than its owner may read this file"));
        bc_diag_hint(r->diags, "chmod 600 %s", path);
        return (bc_str){ 0 };
    }
    const bc_file_result result = bc_file_read(path, 4096, &text);
    if (result.status != BC_FILE_OK)
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E796", file->mark, bc_tr("the password cannot be read: %s"),
                    bc_file_result_text(result));
    bc_str secret = bc_arena_str(r->arena, bc_buf_str(&text));
    while (secret.n && (secret.p[secret.n - 1] == '\n' || secret.p[secret.n - 1] == '\r'))
        secret.n--;
    bc_buf_release(&text);
    return secret;
}

static bc_str read_secret(reading *r, const bc_node *secret)
{
    const bc_node *variable = bc_node_find(secret, "env"), *file = bc_node_find(secret, "file");
    if (file)
        return read_secret_file(r, file);
    const char *value = variable ? getenv(bc_arena_str(r->arena, bc_node_text(variable)).p) : NULL;
    if (variable && !value)
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E796", variable->mark, bc_tr("the environment has no variable `%.*s`"),
                    BC_STR_ARG(bc_node_text(variable)));
    return bc_str_from(value);
}

static const bc_table_query *read_query(reading *r, const bc_node *table)
{
    if (!bc_node_find(table, "odbc"))
        return NULL;
    bc_table_query *query = BC_NEW(r->arena, bc_table_query);
    query->connection = bc_keys_text(table, "odbc");
    query->password = read_secret(r, bc_node_find(table, "password"));
    query->timeout = (uint32_t)bc_keys_int(table, "timeout", 0);
    (void)bc_intake_parameters_read(r->arena, table, r->given, query, r->diags);
    if (!query->sql.n)
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", table->mark, bc_tr("a database is asked by `sql`"));
    return query;
}

static void read_table(reading *r, const bc_node_member *member, bc_intake_mapped_table *out)
{
    const bc_node *table = member->value;
    *out = (bc_intake_mapped_table){ .name = member->key,
                                     .mark = member->key_mark,
                                     .sheet = bc_keys_text(table, "sheet"),
                                     .at = bc_keys_text(table, "at"),
                                     .unit = bc_keys_text(table, "unit"),
                                     .encoding = bc_keys_text(table, "encoding"),
                                     .separator = bc_keys_text(table, "separator") };
    out->file_count = bc_keys_texts(r->arena, table, "file", &out->files);
    out->fill_count = bc_keys_texts(r->arena, table, "fill", &out->fill);
    const bc_node *where = bc_node_find(table, "where");
    out->where = bc_node_text(where);
    out->where_mark = where ? where->mark : table->mark;
    out->query = read_query(r, table);
    const bc_node *secret = bc_node_find(bc_node_find(table, "password"), "file");
    out->secret = secret ? bc_arena_str(r->arena, bc_node_text(secret)).p : NULL;
    read_head_rows(r, bc_node_find(table, "head"), out);
}

static bool find_table(const reading *r, const bc_node *name, uint32_t *out)
{
    bc_str *names = BC_NEW_ARRAY(r->arena, bc_str, r->table_count);
    for (*out = 0; *out < r->table_count; ++*out) {
        names[*out] = r->tables[*out].name;
        if (bc_str_eq(names[*out], bc_node_text(name)))
            return true;
    }
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", name->mark, bc_tr("`tables` has no `%.*s`"),
                BC_STR_ARG(bc_node_text(name)));
    bc_keys_hint_names(bc_node_text(name), names, r->table_count, r->diags);
    return false;
}

/* -- fields ----------------------------------------------------------------------------------------------- */

typedef BC_VEC(bc_intake_mapped) mapped_list;

static const bc_intake_mapped *read_fields(reading *r, const bc_node *fields, uint32_t *n, unsigned depth);

static bool is_spelled_out(const bc_node *value)
{
    static const char *const KEYS_OF_FIELDS[] = { "column", "constant", "from" };
    for (size_t i = 0; i < sizeof KEYS_OF_FIELDS / sizeof *KEYS_OF_FIELDS; i++)
        if (bc_node_find(value, KEYS_OF_FIELDS[i]))
            return true;
    return false;
}

static void read_spelled_out(reading *r, const bc_node *value, bc_intake_mapped *out, unsigned depth)
{
    if (!bc_keys_check(&KEYS, "#field", NULL, value, r->diags))
        return;
    out->head_count = bc_keys_texts(r->arena, value, "column", &out->heads);
    out->values = bc_node_find(value, "values");
    out->share = bc_node_find(value, "as") != NULL;
    out->unit = bc_keys_text(value, "unit");
    out->constant = bc_node_find(value, "constant");
    out->by = bc_keys_text(value, "by");
    out->order = bc_keys_text(value, "order");
    out->ignored_count = bc_keys_texts(r->arena, value, "ignore", &out->ignored);
    if (out->constant)
        out->way = BC_INTAKE_BY_CONSTANT;
    const bc_node *from = bc_node_find(value, "from");
    if (!from || !find_table(r, from, &out->table))
        return;
    out->way = BC_INTAKE_BY_TABLE;
    out->fields = read_fields(r, bc_node_find(value, "fields"), &out->field_count, depth + 1);
}

static void read_field(reading *r, const bc_node_member *member, bc_str around, mapped_list *out, unsigned depth)
{
    const bc_node *value = member->value;
    bc_intake_mapped mapped = { .field = member->key, .mark = member->key_mark };
    if (around.n)
        mapped.field = bc_arena_printf(r->arena, "%.*s/%.*s", BC_STR_ARG(around), BC_STR_ARG(member->key));
    const bc_str text = bc_str_trim(bc_node_text(value));
    if (value->kind == BC_NODE_MAP && !is_spelled_out(value) && !around.n) {
        for (uint32_t i = 0; i < value->n; i++)
            read_field(r, &value->as.members[i], member->key, out, depth);
        return;
    }
    if (value->kind == BC_NODE_MAP) {
        read_spelled_out(r, value, &mapped, depth);
    } else if (bc_str_starts(text, BC_STR("="))) {
        mapped.way = BC_INTAKE_BY_FORMULA;
        mapped.formula = bc_str_slice(text, 1, text.n);
        mapped.formula_mark = bc_diag_mark_on(value->mark, 1);
    } else if (bc_keys_check(&KEYS, "text [text]", NULL, value, r->diags)) {
        bc_str *heads = BC_NEW_ARRAY(r->arena, bc_str, bc_node_elements(value));
        for (uint32_t i = 0; i < bc_node_elements(value); i++)
            heads[i] = bc_node_text(bc_node_element(value, i));
        mapped.heads = heads;
        mapped.head_count = bc_node_elements(value);
    }
    bc_vec_add(out, mapped);
}

static const bc_intake_mapped *read_fields(reading *r, const bc_node *fields, uint32_t *n, unsigned depth)
{
    mapped_list list = { 0 };
    *n = 0;
    if (depth > 1) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", fields ? fields->mark : (bc_diag_mark){ 0 },
                    bc_tr("a list from a table cannot hold another one from a table"));
        return NULL;
    }
    for (uint32_t i = 0; fields && i < fields->n; i++)
        read_field(r, &fields->as.members[i], (bc_str){ 0 }, &list, depth);
    *n = (uint32_t)list.n;
    const bc_intake_mapped *kept = BC_NEW_COPY(r->arena, list.at, list.n);
    bc_vec_release(&list);
    return kept;
}

/* False: there are none, or more than anybody joins. */
static bool read_tables(reading *r, const bc_node *tables)
{
    enum { MAX_TABLES = 200 };
    if (!tables->n) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", tables->mark, "%s", bc_tr("a mapping has a table at least"));
        bc_diag_hint(r->diags, "%s", bc_tr("such as `tables: {项目: {file: 项目.xlsx}}`"));
        return false;
    }
    if (tables->n > MAX_TABLES) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", tables->mark, bc_tr("a mapping has at most %d tables, not %u"),
                    (int)MAX_TABLES, (unsigned)tables->n);
        bc_diag_hint(r->diags, "%s", bc_tr("files that are alike are one table: `file: '*.xlsx'`"));
        return false;
    }
    r->tables = BC_NEW_ARRAY(r->arena, bc_intake_mapped_table, tables->n);
    for (; r->table_count < tables->n; r->table_count++)
        read_table(r, &tables->as.members[r->table_count], &r->tables[r->table_count]);
    return true;
}

bool bc_intake_mapping_read_tables(bc_arena *arena, const bc_node *tree, bc_diag_list *diags,
                                   bc_intake_mapping *mapping)
{
    const unsigned errors = diags->errors;
    if (!bc_keys_check(&KEYS, "#draft", NULL, tree, diags))
        return false;
    reading r = { .arena = arena, .diags = diags, .given = &(bc_intake_given){ 0 } };
    if (!read_tables(&r, bc_node_find(tree, "tables")))
        return false;
    *mapping = (bc_intake_mapping){ .tables = r.tables, .table_count = r.table_count, .mark = tree->mark };
    return errors == diags->errors;
}

static void report_idle_parameters(const reading *r, const bc_node *tables)
{
    for (size_t i = 0; i < r->given->n; i++) {
        const size_t n = strcspn(r->given->at[i], "=");
        const bc_str name = { r->given->at[i], n };
        bool used = false;
        for (uint32_t k = 0; k < tables->n && !used; k++)
            used = bc_intake_parameters_have(bc_keys_text(tables->as.members[k].value, "sql"), name);
        if (!used)
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E795", tables->mark, bc_tr("no query has a parameter `:%.*s`"),
                        BC_STR_ARG(name));
    }
}

const bc_intake_mapping *bc_intake_mapping_read(bc_arena *arena, const bc_node *tree, const bc_intake_given *given,
                                                bc_diag_list *diags)
{
    const unsigned errors = diags->errors;
    if (!bc_keys_check(&KEYS, "#mapping", NULL, tree, diags))
        return NULL;
    reading r = { .arena = arena, .diags = diags, .given = given };
    const bc_node *records = bc_node_find(tree, "records");
    if (!read_tables(&r, bc_node_find(tree, "tables")))
        return NULL;
    report_idle_parameters(&r, bc_node_find(tree, "tables"));
    bc_intake_mapping *mapping = BC_NEW(arena, bc_intake_mapping);
    mapping->tables = r.tables;
    mapping->table_count = r.table_count;
    mapping->form = bc_keys_text(tree, "form");
    mapping->mark = tree->mark;
    mapping->key = bc_keys_text(records, "key");
    (void)find_table(&r, bc_node_find(records, "from"), &mapping->from);
    mapping->fields = read_fields(&r, bc_node_find(records, "fields"), &mapping->field_count, 0);
    mapping->ignored_count = bc_keys_texts(arena, records, "ignore", &mapping->ignored);
    return errors == diags->errors ? mapping : NULL;
}
