/* A table is read row by row. What a row is to a form, its columns say; rows that make a list of one record come
 * together, as long as they say the same of it or nothing. */
#include "intake/intake.h"

#include "base/file.h"
#include "base/keys.h"
#include "base/tr.h"
#include "form/reserved.h"
#include "intake/private/filter.h"
#include "intake/private/link.h"
#include "intake/private/sheets.h"
#include "intake/private/totals.h"
#include "intake/private/trees.h"

#include <string.h>

/* A form whose records are in the table, and how they are in it. */
typedef struct plan {
    struct plan *next;
    bc_str name; /* as the rows say it */
    const bc_form *form;
    bc_intake_targets targets;
    bc_intake_columns columns;
    bc_intake_totals totals;
    bc_intake_link *links; /* to the tables that its lists and fields come from */
    bool linked;
} plan;

struct bc_intake {
    bc_intake_options options;
    const bc_intake_mapping *mapping; /* NULL: there is none */
    bc_arena arena;                   /* of what lives as long as the intake */
    bc_intake_inputs inputs;
    size_t next_input;
    bc_table *table; /* that is being read */
    bc_intake_rows rows;
    bc_intake_filter filter;
    plan *plans;
    const bc_intake_head *form_head; /* of the column that says the form; NULL: it is the same for all */
    bc_table_row held;               /* read, and of the next record; n 0: none */
    bc_arena held_arena;
    uint64_t bytes; /* of tables that were read */
    bool begun, ended;
};

bc_intake *bc_intake_new(const bc_intake_options *options)
{
    bc_intake *intake = bc_mem_alloc(sizeof *intake);
    intake->options = *options;
    return intake;
}

static void close_table(bc_intake *intake)
{
    intake->bytes += intake->table ? bc_table_bytes(intake->table) : 0;
    bc_intake_rows_release(&intake->rows);
    intake->rows = (bc_intake_rows){ 0 };
    bc_table_close(intake->table);
    intake->table = NULL;
    intake->form_head = NULL;
    for (plan *p = intake->plans; p; p = p->next) {
        bc_intake_totals_release(&p->totals);
        p->totals = (bc_intake_totals){ 0 };
        p->columns = (bc_intake_columns){ 0 };
    }
}

void bc_intake_free(bc_intake *intake)
{
    if (!intake)
        return;
    close_table(intake);
    for (plan *p = intake->plans; p; p = p->next) {
        bc_intake_targets_release(&p->targets);
        for (bc_intake_link *link = p->links; link; link = link->next)
            bc_intake_join_release(&link->join);
    }
    bc_vec_release(&intake->inputs);
    bc_arena_release(&intake->held_arena);
    bc_arena_release(&intake->arena);
    bc_mem_free(intake);
}

/* -- rows of other tables --------------------------------------------------------------------------------- */

/* A table whose rows belong to records of another, and by what. */
typedef struct joined_table {
    bc_intake_link *link;
    const bc_intake_input *input;
    const bc_intake_mapped *mapped; /* what a mapping says of it; NULL: it is a sheet called as a list of the form */
    bc_str key;                     /* its column with the key of their record */
} joined_table;

/* A mapping is told where it says so; a sheet that is called as a list lacks its column itself. */
static void report_no_column(bc_intake *intake, const joined_table *joined, const bc_intake_rows *rows, bc_str name,
                             bc_diag_list *diags)
{
    const bc_diag_mark at =
        joined->mapped ? joined->mapped->mark : bc_intake_input_mark(&joined->input->table, &intake->arena);
    bc_diag_add(diags, BC_DIAG_ERROR, "E795", at, bc_tr("the table has no column `%.*s`"), BC_STR_ARG(name));
    bc_str *names = BC_NEW_ARRAY(&intake->arena, bc_str, rows->head_count);
    for (uint32_t i = 0; i < rows->head_count; i++)
        names[i] = rows->heads[i].text;
    bc_keys_hint_names(name, names, rows->head_count, diags);
}

static bool add_rows(bc_intake *intake, const plan *p, const joined_table *joined, bc_diag_list *diags, bool *io_error)
{
    bc_intake_link *link = joined->link;
    const bc_intake_input *one = joined->input;
    const bc_intake_mapped *mapped = joined->mapped;
    const bc_str key = joined->key;
    bc_intake_rows rows = { 0 };
    bc_table *table = NULL;
    bc_table_row row;
    bc_arena arena = { 0 };
    bc_intake_filter filter = { 0 };
    const unsigned errors = diags->errors;
    const bc_intake_names names = { .targets = &p->targets,
                                    .in = link->list,
                                    .key = key,
                                    .fields = mapped ? mapped->fields : NULL,
                                    .field_count = mapped ? mapped->field_count : 0 };
    bool good = bc_intake_input_open(one, &names, &rows, &table, &intake->arena, diags, io_error);
    const bc_intake_head *by = good ? bc_intake_rows_head(&rows, key) : NULL;
    const bc_intake_head *order = good && mapped && mapped->order.n ? bc_intake_rows_head(&rows, mapped->order) : NULL;
    if (good && (!by || (mapped && mapped->order.n && !order))) {
        report_no_column(intake, joined, &rows, by ? mapped->order : key, diags);
        good = false;
    }
    const bc_intake_binding what = { .rows = &rows,
                                     .targets = &p->targets,
                                     .in = link->list,
                                     .fields = mapped ? mapped->fields : NULL,
                                     .field_count = mapped ? mapped->field_count : 0,
                                     .ignored = mapped ? mapped->ignored : NULL,
                                     .ignored_count = mapped ? mapped->ignored_count : 0 };
    if (good && link->list)
        good = bc_intake_columns_bind(&what, &intake->arena, diags, &link->columns);
    else if (good && mapped)
        good = bc_intake_columns_single(&rows, link->target, mapped->heads[0], &intake->arena, diags, &link->columns);
    link->order = order ? order->column : 0;
    good = good && bc_intake_filter_begin(&filter, one, &rows, &intake->arena, diags);
    size_t said = diags->list.n;
    while (good && bc_intake_rows_next(&rows, &arena, diags, &row, io_error)) {
        uint32_t at = 0;
        const bool passes = !row.broken && bc_intake_filter_passes(&filter, &row, &arena, diags);
        const bc_table_cell *cell = passes ? bc_intake_rows_cell(&row, by->column, &at) : NULL;
        if (cell)
            bc_intake_join_add(&link->join, bc_intake_rows_shown(cell), &row, &link->columns, link->order);
        bc_diag_list_keep(diags, said, &intake->arena);
        said = diags->list.n;
        bc_arena_reset(&arena);
    }
    bc_diag_list_keep(diags, said, &intake->arena);
    bc_intake_rows_release(&rows);
    bc_table_close(table);
    bc_arena_release(&arena);
    return good && errors == diags->errors;
}

static bool finish_link(plan *p, bc_intake_link *link, bc_diag_list *diags, bool *io_error)
{
    if (bc_intake_join_open(&link->join)) {
        link->next = p->links;
        p->links = link;
        return true;
    }
    bc_diag_add(diags, BC_DIAG_ERROR, "E799", (bc_diag_mark){ 0 }, bc_tr("the rows of `%.*s` cannot be kept: %s"),
                BC_STR_ARG(link->name), bc_file_error_text(link->join.error));
    *io_error = true;
    bc_intake_join_release(&link->join);
    return false;
}

/* A list of maps of the record, or of its groups. */
static const bc_form_field *list_named(const bc_form_field *fields, size_t n, bc_str name)
{
    for (size_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->type == BC_FIELD_LIST && field->child_count &&
            (bc_str_eq(field->key, name) || bc_form_names_agree(field->label, name)))
            return field;
        const bc_form_field *inside =
            field->type == BC_FIELD_GROUP ? list_named(field->children, field->child_count, name) : NULL;
        if (inside)
            return inside;
    }
    return NULL;
}

static bool link_mapped(bc_intake *intake, plan *p, const bc_intake_mapped *mapped, bc_str key, bc_diag_list *diags,
                        bool *io_error)
{
    const bc_intake_mapped_table *table = &intake->mapping->tables[mapped->table];
    bc_intake_link *link = BC_NEW(&intake->arena, bc_intake_link);
    link->name = table->name;
    link->list = list_named(p->form->fields.at, p->form->fields.n, mapped->field);
    if (!link->list)
        link->target = bc_intake_targets_find(&p->targets, NULL, mapped->field, true, &intake->arena).target;
    if (!link->list && (!link->target || mapped->head_count != 1)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E795", mapped->mark,
                    link->target ? bc_tr("`%.*s` is no list: say which `column` of the table it is")
                                 : bc_tr("the form has no field `%.*s`"),
                    BC_STR_ARG(mapped->field));
        return false;
    }
    bc_intake_inputs inputs = { 0 };
    bc_intake_inputs_add(table, intake->options.folder, &intake->arena, diags, &inputs);
    bool good = inputs.n > 0;
    for (size_t i = 0; i < inputs.n && good; i++) {
        const joined_table joined = { link, &inputs.at[i], mapped, mapped->by.n ? mapped->by : key };
        good = add_rows(intake, p, &joined, diags, io_error);
    }
    bc_vec_release(&inputs);
    return finish_link(p, link, diags, io_error) && good;
}

/* Another sheet that is called as a list of the form has its elements, with the key of their record. */
static bool link_sheets(bc_intake *intake, plan *p, const bc_intake_input *one, bc_str key, bc_diag_list *diags,
                        bool *io_error)
{
    uint32_t n;
    const bc_table_sheet *sheets = bc_table_sheets(intake->table, &n);
    bool good = true;
    for (uint32_t i = 0; i < n && good; i++) {
        const bc_form_field *list = sheets[i].hidden || sheets[i].last_row
                                        ? NULL
                                        : list_named(p->form->fields.at, p->form->fields.n, sheets[i].name);
        if (!list || !key.n || strcmp(one->table.path ? one->table.path : "", "-") == 0)
            continue;
        bc_intake_link *link = BC_NEW(&intake->arena, bc_intake_link);
        link->name = bc_arena_str(&intake->arena, sheets[i].name);
        link->list = list;
        const bc_intake_input other = { .table = one->table, .sheet = link->name };
        good = add_rows(intake, p, &(joined_table){ link, &other, NULL, key }, diags, io_error);
        good = finish_link(p, link, diags, io_error) && good;
    }
    return good;
}

/* -- beginning -------------------------------------------------------------------------------------------- */

static plan *plan_of(bc_intake *intake, bc_str name, bc_diag_mark at, bc_diag_list *diags)
{
    for (plan *p = intake->plans; p; p = p->next)
        if (bc_str_eq(p->name, name))
            return p;
    plan *made = BC_NEW(&intake->arena, plan);
    made->name = bc_arena_str(&intake->arena, name);
    made->form = intake->options.forms.find(intake->options.forms.context, name, at, diags);
    if (made->form)
        bc_intake_targets_init(&made->targets, made->form);
    plan **end = &intake->plans;
    while (*end)
        end = &(*end)->next;
    return *end = made;
}

/* The column of which a mapping says that it fills the field of that role. */
static bc_str mapped_head(const bc_intake *intake, const plan *p, bc_form_role role, bc_arena *arena)
{
    const bc_intake_mapping *m = intake->mapping;
    for (uint32_t i = 0; m && i < m->field_count; i++) {
        const bc_intake_mapped *mapped = &m->fields[i];
        const bool column = mapped->way == BC_INTAKE_BY_COLUMNS && mapped->head_count == 1;
        const bc_intake_target *target =
            column ? bc_intake_targets_find(&p->targets, NULL, mapped->field, true, arena).target : NULL;
        if (target && !target->list && bc_form_field_is(target->field, role))
            return mapped->heads[0];
    }
    return (bc_str){ 0 };
}

/* The column that tells records apart though it fills no field; empty: none is named. */
static bc_str key_named(const bc_intake *intake)
{
    if (intake->mapping && intake->mapping->key.n)
        return intake->mapping->key;
    return bc_intake_rows_head(&intake->rows, BC_INTAKE_NUMBER_HEAD) ? BC_INTAKE_NUMBER_HEAD : (bc_str){ 0 };
}

/* The head of what tells records apart. */
static bc_str key_head(const bc_intake *intake, const plan *p)
{
    const bc_str key = key_named(intake);
    if (key.n)
        return key;
    bc_arena arena = { 0 };
    bc_str best = { 0 };
    for (int named = 0; named < 2 && !best.n; named++) {
        best = mapped_head(intake, p, named ? BC_FORM_ROLE_NAME : BC_FORM_ROLE_CODE, &arena);
        for (uint32_t i = 0; i < intake->rows.head_count && !best.n; i++) {
            const bc_str text = intake->rows.heads[i].text;
            const bool joined = intake->rows.heads[i].joined;
            const bc_intake_target *target = bc_intake_targets_find(&p->targets, NULL, text, joined, &arena).target;
            if (target && !target->list &&
                bc_form_field_is(target->field, named ? BC_FORM_ROLE_NAME : BC_FORM_ROLE_CODE))
                best = text;
        }
    }
    bc_arena_release(&arena);
    return best;
}

static void report_no_key(const bc_intake *intake, const bc_intake_link *link, bc_str key, bc_diag_list *diags)
{
    const bc_diag_mark at = intake->rows.heads[0].mark;
    if (key.n)
        bc_diag_add(diags, BC_DIAG_ERROR, "E795", at, bc_tr("the table has no column `%.*s`"), BC_STR_ARG(key));
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E795", at,
                    bc_tr("no column tells to which record the rows of `%.*s` belong"), BC_STR_ARG(link->name));
    bc_diag_hint(diags, "%s", bc_tr("name it as `key` of `records`"));
}

/* Reads the other tables, the first time. */
static bool link_tables(bc_intake *intake, plan *p, bc_diag_list *diags, bool *io_error)
{
    if (p->linked)
        return true;
    p->linked = true;
    const bc_intake_mapping *m = intake->mapping;
    const bc_str key = bc_arena_str(&intake->arena, key_head(intake, p));
    bool good = true;
    if (!m)
        return link_sheets(intake, p, &intake->inputs.at[intake->next_input - 1], key, diags, io_error);
    for (uint32_t i = 0; i < m->field_count && good; i++)
        if (m->fields[i].way == BC_INTAKE_BY_TABLE)
            good = link_mapped(intake, p, &m->fields[i], key, diags, io_error);
    return good;
}

/* What the plan's columns are; when they are none, it has no form afterwards. */
static bool bind(bc_intake *intake, plan *p, bc_diag_list *diags, bool *io_error)
{
    if (!p->form || p->columns.shape)
        return p->form != NULL;
    BC_VEC(bc_intake_link *) links = { 0 };
    bool good = link_tables(intake, p, diags, io_error);
    const bc_str key = key_head(intake, p);
    for (bc_intake_link *link = p->links; link && good; link = link->next) {
        link->key = bc_intake_rows_head(&intake->rows, key);
        bc_vec_add(&links, link);
        if (!link->key) {
            report_no_key(intake, link, key, diags);
            good = false;
        }
    }
    const bc_intake_mapping *m = intake->mapping;
    const bc_intake_binding what = { .rows = &intake->rows,
                                     .targets = &p->targets,
                                     .fields = m ? m->fields : NULL,
                                     .field_count = m ? m->field_count : 0,
                                     .ignored = m ? m->ignored : NULL,
                                     .ignored_count = m ? m->ignored_count : 0,
                                     .key = key_named(intake),
                                     .incomplete = intake->options.keeps_rest,
                                     .links = links.at,
                                     .link_count = (uint32_t)links.n };
    good = good && bc_intake_columns_bind(&what, &intake->arena, diags, &p->columns);
    bc_vec_release(&links);
    if (good)
        bc_intake_totals_init(&p->totals, &p->columns);
    return good;
}

static void hint_at_forms(bc_diag_list *diags)
{
    bc_diag_hint(diags, "%s", bc_tr("name the form of all rows with -t, or in a column with the head 表样"));
}

/* The column that says which form each row is. */
static bool find_form_head(bc_intake *intake, bc_diag_list *diags)
{
    for (uint32_t i = 0; i < intake->rows.head_count; i++)
        if (bc_form_reserved_is_name(intake->rows.heads[i].text))
            intake->form_head = &intake->rows.heads[i];
    if (intake->form_head)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E792", intake->rows.heads[0].mark,
                bc_tr("nothing says which form the rows of this table are"));
    if (intake->mapping)
        bc_diag_hint(diags, "%s", bc_tr("write `form: NAME` into the mapping file, or name it with -t"));
    else
        hint_at_forms(diags);
    return false;
}

/* Goes on to the next table whose rows are records. */
static bool open_next(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    const bc_intake_input *one = &intake->inputs.at[intake->next_input++];
    const bool first = intake->next_input == 1;
    const unsigned errors = diags->errors;
    const bc_intake_mapping *m = intake->mapping;
    close_table(intake);
    bc_str form = intake->options.form.n ? intake->options.form : m ? m->form : (bc_str){ 0 };
    if (first && form.n && !plan_of(intake, form, m ? m->mark : bc_intake_input_mark(&one->table, arena), diags)->form)
        return false;
    const bc_intake_names names = { .targets = intake->plans && form.n ? &intake->plans->targets : NULL,
                                    .fields = m ? m->fields : NULL,
                                    .field_count = m ? m->field_count : 0 };
    if (!bc_intake_input_open(one, &names, &intake->rows, &intake->table, &intake->arena, diags, io_error)) {
        if (!form.n && errors + 1 == diags->errors && bc_diag_list_has_code(diags, "E780"))
            hint_at_forms(diags);
        return false;
    }
    if (!bc_intake_filter_begin(&intake->filter, one, &intake->rows, &intake->arena, diags))
        return false;
    if (!form.n && !find_form_head(intake, diags))
        return false;
    return (!form.n || bind(intake, intake->plans, diags, io_error)) && errors == diags->errors;
}

static bool may_be_asked(const bc_intake *intake, bc_diag_list *diags)
{
    const bc_intake_mapping *mapping = intake->mapping;
    for (uint32_t i = 0; intake->options.no_databases && i < mapping->table_count; i++) {
        if (!mapping->tables[i].query)
            continue;
        bc_diag_add(diags, BC_DIAG_ERROR, "E776", mapping->tables[i].mark,
                    bc_tr("databases are not asked in this run"));
        bc_diag_hint(diags, "%s", bc_tr("leave out --sandbox, or export the table into a file"));
        return false;
    }
    return true;
}

/* All files are known before the first record comes, so that nothing is written over one. */
static void tell_files(const bc_intake *intake)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_intake_inputs files = { 0 };
    bc_diag_list_init(&diags);
    for (uint32_t i = 0; intake->options.reads && i < intake->mapping->table_count; i++) {
        const bc_intake_mapped_table *table = &intake->mapping->tables[i];
        bc_intake_inputs_add(table, intake->options.folder, &arena, &diags, &files);
        if (table->secret)
            intake->options.reads(intake->options.reads_context, table->secret);
    }
    for (size_t i = 0; i < files.n; i++)
        if (files.at[i].table.path)
            intake->options.reads(intake->options.reads_context, files.at[i].table.path);
    bc_vec_release(&files);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static bool begin(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    const bc_intake_given given = { intake->options.parameters, intake->options.parameter_count };
    if (intake->options.mapping) {
        intake->mapping = bc_intake_mapping_read(&intake->arena, intake->options.mapping, &given, diags);
        if (!intake->mapping || !may_be_asked(intake, diags))
            return false;
        tell_files(intake);
        bc_intake_inputs_add(&intake->mapping->tables[intake->mapping->from], intake->options.folder, &intake->arena,
                             diags, &intake->inputs);
    } else {
        bc_vec_add(&intake->inputs,
                   (bc_intake_input){ .table = intake->options.table, .sheet = intake->options.sheet });
    }
    return intake->inputs.n && open_next(intake, arena, diags, io_error);
}

/* -- rows ------------------------------------------------------------------------------------------------- */

static bool next_row(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    *io_error = false;
    while (!intake->held.n) {
        if (!bc_intake_rows_next(&intake->rows, arena, diags, row, io_error))
            return false;
        if (row->broken || bc_intake_filter_passes(&intake->filter, row, arena, diags))
            return true;
    }
    bc_intake_rows_copy(&intake->held, arena, row);
    intake->held = (bc_table_row){ 0 };
    bc_arena_reset(&intake->held_arena);
    return true;
}

static void hold(bc_intake *intake, const bc_table_row *row)
{
    bc_intake_rows_copy(row, &intake->held_arena, &intake->held);
}

static const bc_table_cell *cell_in(const bc_table_row *row, const bc_intake_head *head)
{
    uint32_t at = 0;
    return head ? bc_intake_rows_cell(row, head->column, &at) : NULL;
}

/* The plan for a row; NULL: nobody knows its form, which is said. */
static plan *plan_for(bc_intake *intake, const bc_table_row *row, bc_diag_list *diags, bool *io_error)
{
    if (!intake->form_head)
        return intake->plans;
    const bc_table_cell *cell = cell_in(row, intake->form_head);
    if (!cell) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E792", bc_diag_mark_at(row->source, row->number, 0, 0),
                    bc_tr("this row does not say which form it is"));
        bc_diag_hint(diags, bc_tr("write its name into the column `%.*s`"), BC_STR_ARG(intake->form_head->text));
        return NULL;
    }
    plan *p = plan_of(intake, cell->text, cell->mark, diags);
    if (p->form && !bind(intake, p, diags, io_error))
        p->form = NULL; /* which is said once */
    return p->form ? p : NULL;
}

/* Whether a row goes on with the record that begins in the first one. */
static bool goes_on(const bc_intake *intake, const plan *p, const bc_table_row *first, const bc_table_row *row)
{
    if (!p->columns.list)
        return false;
    const bc_table_cell *form = cell_in(row, intake->form_head);
    if (form && !bc_str_eq(form->text, p->name))
        return false;
    const bc_intake_head *head = p->columns.key ? p->columns.key->head : NULL;
    const bc_table_cell *a = cell_in(first, head), *b = cell_in(row, head);
    return !b || (a && bc_str_eq(a->text, b->text));
}

/* What levels of a list stand above, where a cell is left empty as on paper. */
static void fill_levels(const plan *p, bc_table_row *rows, size_t n, bc_arena *arena)
{
    const bc_form_field *list = p->columns.list;
    for (size_t i = 1; list && i < n; i++) {
        bool same = true;
        for (uint32_t level = 0; same && level < list->nested_count; level++)
            for (uint32_t k = 0; k < p->columns.n; k++) {
                const bc_intake_column *column = &p->columns.at[k];
                if (!column->target->list || !bc_str_eq(column->target->field->key, list->nested_by[level]))
                    continue;
                const bc_table_cell *above = cell_in(&rows[i - 1], column->head),
                                    *own = cell_in(&rows[i], column->head);
                if (own)
                    same = above && bc_str_eq(own->text, above->text);
                else if (above)
                    bc_intake_rows_put(&rows[i], above, arena);
            }
    }
}

typedef BC_VEC(bc_table_row) row_list;

/* The rows of a record behind its first. False where reading had to stop. */
static bool collect(bc_intake *intake, plan *p, row_list *rows, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_table_row row;
    const unsigned errors = diags->errors;
    while (p->columns.list && next_row(intake, arena, diags, &row, io_error)) {
        if (row.broken)
            continue;
        const bc_intake_row_kind kind = bc_intake_row_kind_of(&row, &p->columns);
        if (kind != BC_INTAKE_ROW) {
            bc_intake_totals_leave_out(&p->totals, &row, kind);
        } else if (goes_on(intake, p, &rows->at[0], &row)) {
            bc_intake_totals_add(&p->totals, &row, false);
            bc_vec_add(rows, row);
        } else {
            hold(intake, &row);
            break;
        }
    }
    return errors == diags->errors;
}

/* What the record says once is said in several rows, and not the same. */
static void compare_rows(const plan *p, const row_list *rows, bc_diag_list *diags)
{
    for (uint32_t k = 0; k < p->columns.n; k++) {
        const bc_intake_column *column = &p->columns.at[k];
        const bc_table_cell *said = NULL;
        for (size_t i = 0; i < rows->n && !column->target->list; i++) {
            const bc_table_cell *cell = cell_in(&rows->at[i], column->head);
            if (said && cell && !bc_str_eq(cell->text, said->text)) {
                bc_diag_add(diags, BC_DIAG_WARNING, "W794", cell->mark,
                            bc_tr("%.*s is `%.*s` here and `%.*s` on line %u of the same record, which is taken"),
                            BC_STR_ARG(column->head->text), BC_STR_ARG(cell->text), BC_STR_ARG(said->text),
                            said->mark.line);
                break;
            }
            said = said ? said : cell;
        }
    }
}

/* What the record is, unless the run says it of all. */
static const bc_node *with_form(const bc_intake *intake, const plan *p, const bc_node *record, const bc_table_row *row,
                                bc_arena *arena)
{
    if (intake->options.form.n)
        return record;
    const bc_table_cell *cell = cell_in(row, intake->form_head);
    const bc_diag_mark mark = cell ? cell->mark : record->mark;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, record->n + 1);
    members[0] = (bc_node_member){ .key = BC_STR("form"),
                                   .key_mark = mark,
                                   .value = bc_node_new_text(arena, mark, p->name, true) };
    memcpy(members + 1, record->as.members, record->n * sizeof *members);
    return bc_node_new_map(arena, record->mark, members, record->n + 1);
}

/* Two columns may have the same head. */
static bc_str rest_name(const bc_intake_columns *columns, uint32_t i, bc_arena *arena)
{
    const bc_intake_head *head = columns->rest[i];
    for (uint32_t k = 0; k < i; k++) {
        const bc_intake_head *other = columns->rest[k];
        if (other && bc_str_eq(other->text, head->text))
            return bc_arena_printf(arena, "x-%.*s (%u)", BC_STR_ARG(head->text), (unsigned)head->column);
    }
    return bc_arena_printf(arena, "x-%.*s", BC_STR_ARG(head->text));
}

/* The record, and behind it what its rows say that has no place in the form. */
static const bc_node *with_rest(const bc_intake *intake, const plan *p, const bc_node *record, const row_list *rows,
                                bc_arena *arena)
{
    const bc_intake_columns *columns = &p->columns;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, (size_t)record->n + columns->rest_count);
    uint32_t n = record->n;
    memcpy(members, record->as.members, record->n * sizeof *members);
    for (uint32_t i = 0; i < columns->rest_count; i++) {
        const bc_intake_head *head = columns->rest[i];
        if (head == intake->form_head || (columns->key && head == columns->key->head))
            continue;
        for (size_t k = 0; k < rows->n; k++) {
            const bc_table_cell *cell = cell_in(&rows->at[k], head);
            if (!cell)
                continue;
            members[n++] =
                (bc_node_member){ .key = rest_name(columns, i, arena),
                                  .key_mark = head->mark,
                                  .value = bc_node_new_text(arena, cell->mark, bc_intake_rows_shown(cell), true) };
            break;
        }
    }
    return bc_node_new_map(arena, record->mark, members, n);
}

/* The record that begins in this row; NULL: it is none. */
static const bc_node *make_record(bc_intake *intake, const bc_table_row *first, bc_arena *arena, bc_diag_list *diags,
                                  bool *io_error)
{
    plan *p = plan_for(intake, first, diags, io_error);
    if (!p)
        return NULL;
    const bc_intake_row_kind kind = bc_intake_row_kind_of(first, &p->columns);
    if (kind != BC_INTAKE_ROW) {
        bc_intake_totals_leave_out(&p->totals, first, kind);
        return NULL;
    }
    row_list rows = { 0 };
    bc_vec_add(&rows, *first);
    bc_intake_totals_add(&p->totals, first, true);
    const bc_node *record = NULL;
    if (collect(intake, p, &rows, arena, diags, io_error)) {
        fill_levels(p, rows.at, rows.n, arena);
        compare_rows(p, &rows, diags);
        record = bc_intake_tree_record(&p->columns, rows.at, rows.n, arena, diags);
    }
    if (record && intake->options.keeps_rest && p->columns.rest_count)
        record = with_rest(intake, p, record, &rows, arena);
    bc_vec_release(&rows);
    if (!record && p->columns.key && bc_str_eq(p->columns.key->head->text, BC_INTAKE_NUMBER_HEAD))
        record = bc_node_new_map(arena, bc_diag_mark_at(first->source, first->number, 0, 0), NULL, 0);
    return record ? with_form(intake, p, record, first, arena) : NULL;
}

/* What there is to say when the last row of a table has come. */
static void finish_table(const bc_intake *intake, bc_arena *arena, bc_diag_list *diags)
{
    const bc_intake_input *one = &intake->inputs.at[intake->next_input - 1];
    if (!one->sheet.n)
        bc_intake_sheets_report(&intake->rows, bc_intake_input_mark(&one->table, arena), diags);
    bc_intake_filter_report(&intake->filter, arena, diags);
    for (plan *p = intake->plans; p; p = p->next)
        if (p->totals.columns)
            bc_intake_totals_report(&p->totals, arena, diags);
}

/* Records of several forms may share a table: what none of them asked for belongs to none. Says so of the last. */
static bool is_shared(const plan *p, const bc_intake_link *link)
{
    for (p = p->next; p; p = p->next)
        for (bc_intake_link *other = p->links; other; other = other->next)
            if (bc_str_eq(other->name, link->name) && bc_intake_join_share(&link->join, &other->join))
                return true;
    return false;
}

static void finish(bc_intake *intake, bc_arena *arena, bc_diag_list *diags)
{
    intake->ended = true;
    for (plan *p = intake->plans; p; p = p->next)
        for (bc_intake_link *link = p->links; link; link = link->next)
            if (!is_shared(p, link))
                bc_intake_link_report(link, arena, diags);
}

/* The next row of a record, be it in the next table. */
static bool next_first(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    const unsigned errors = diags->errors;
    while (!next_row(intake, arena, diags, row, io_error)) {
        if (errors < diags->errors || *io_error)
            return false;
        finish_table(intake, arena, diags);
        if (intake->next_input == intake->inputs.n || !open_next(intake, arena, diags, io_error))
            return false;
    }
    return true;
}

bool bc_intake_next(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    *out = (bc_source_step){ 0 };
    if (intake->ended)
        return false;
    const bool first = !intake->begun;
    intake->begun = true;
    if (first && !begin(intake, arena, diags, &out->io_error)) {
        bc_diag_list_keep(diags, 0, arena);
        intake->ended = true;
        return true;
    }
    const uint64_t before = intake->bytes + bc_table_bytes(intake->table);
    bc_table_row row;
    while (!out->record && !out->io_error) {
        const unsigned errors = diags->errors;
        if (!next_first(intake, arena, diags, &row, &out->io_error)) {
            bc_diag_list_keep(diags, 0, arena);
            finish(intake, arena, diags);
            return diags->list.n > 0;
        }
        if (!row.broken)
            out->record = make_record(intake, &row, arena, diags, &out->io_error);
        if (!out->record && errors < diags->errors)
            break;
    }
    if (first)
        bc_diag_list_keep(diags, 0, arena);
    out->bytes = (size_t)(intake->bytes + bc_table_bytes(intake->table) - before);
    return true;
}
