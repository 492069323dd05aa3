/* Departments are known by what the file says that they are called, however it is set, and by nothing that is only like
 * it: a return that was taken for another's would be printed under its name. */
#include "returns/private/plan.h"

#include "base/file.h"
#include "base/keys.h"
#include "base/tr.h"
#include "base/written_name.h"
#include "base/yaml_text.h"
#include "export/yaml.h"
#include "source/encoding.h"
#include "source/yaml.h"

static const bc_keys_key DEPARTMENT[] = {
    { "name", "text", bc_tr_mark("as returns say it, and as files are called") },
    { "code", "text", bc_tr_mark("by which a return may say it instead") },
    { "also", "text [text]", bc_tr_mark("what it is called besides") },
    { "note", "text", bc_tr_mark("for the list of who returned what") },
    { 0 },
};

static const bc_keys_key ACCEPTED[] = {
    { "department", "text", bc_tr_mark("whose return it is: a name or a code") },
    { "form", "text", bc_tr_mark("where the round has several forms") },
    { "each", "text", bc_tr_mark("which of its records, where a department has several") },
    { "version", "integer:1..99999", bc_tr_mark("which return of it; the latest, where it is not said") },
    { "because", "text", bc_tr_mark("for whoever reads the file later") },
    { 0 },
};

static const bc_keys_key ROUND[] = {
    { "round", "text", bc_tr_mark("the title") },
    { "form", "text [text]", bc_tr_mark("the template that was sent out, or several") },
    { "whose", "text [text]", bc_tr_mark("the field that says whose a return is; the form's department, if not said") },
    { "each", "text", bc_tr_mark("the field that tells the records of a department apart, where it has several") },
    { "due", "text", bc_tr_mark("the last day: 2026-11-30") },
    { "departments", "[text #department]", bc_tr_mark("who is expected") },
    { "accept", "[#accepted]", bc_tr_mark("returns that count although they have errors, or are not the latest") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    { .name = "round", .keys = ROUND, .need = "round form departments" },
    { .name = "department", .keys = DEPARTMENT, .need = "name" },
    { .name = "accepted", .keys = ACCEPTED, .need = "department" },
};

static const bc_keys_set KEYS = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };

typedef struct reader {
    bc_returns_plan *plan;
    biaoce_engine *engine;
    bc_arena *arena;
    bc_diag_list *diags;
    bc_strmap folders;
    bool io_error; /* the system failed to read a template */
} reader;

static void complain(reader *r, bc_diag_mark mark, const char *message, bc_str what)
{
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E834", mark, message, BC_STR_ARG(what));
}

/* -- departments ---------------------------------------------------------------------------------------- */

static bc_returns_department *find_department(const bc_returns_plan *plan, bc_str called)
{
    bc_buf folded;
    bc_buf_init(&folded);
    bc_written_fold_name(called, &folded);
    bc_returns_department *found = bc_strmap_find(&plan->known, bc_buf_str(&folded));
    bc_buf_release(&folded);
    return found;
}

static void know(reader *r, bc_returns_department *department, bc_str called, bc_diag_mark mark)
{
    bc_buf folded;
    bc_buf_init(&folded);
    bc_written_fold_name(called, &folded);
    const bc_str key = bc_arena_str(r->arena, bc_buf_str(&folded));
    bc_buf_release(&folded);
    if (!key.n)
        return;
    const bc_returns_department *other = bc_strmap_find(&r->plan->known, key);
    if (!other)
        bc_strmap_put(&r->plan->known, key, department);
    else if (other != department)
        complain(r, mark, bc_tr("two departments are called `%.*s`"), called);
}

static bc_str lower(bc_str text, bc_arena *arena)
{
    bc_str copy = bc_arena_str(arena, text);
    char *p = bc_arena_copy(arena, copy.p, copy.n + 1);
    for (size_t i = 0; i < text.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] - 'A' + 'a');
    return (bc_str){ p, text.n };
}

static void name_folder(reader *r, bc_returns_department *department)
{
    bc_buf clean;
    bc_buf_init(&clean);
    bc_file_clean_name(department->name, BC_MAX_NAME_BYTES, &clean);
    department->folder = bc_arena_str(r->arena, bc_buf_str(&clean));
    bc_buf_release(&clean);
    const bc_str folded = lower(department->folder, r->arena); /* folders may lie on a Windows share */
    if (bc_strmap_put(&r->folders, folded, department))
        complain(r, department->mark, bc_tr("the files of `%.*s` would be called as those of another department"),
                 department->name);
}

static void read_department(reader *r, const bc_node *spec, bc_returns_department *out)
{
    const bool plain = spec->kind == BC_NODE_TEXT;
    out->mark = spec->mark;
    out->name = bc_arena_str(r->arena, bc_str_trim(plain ? spec->as.text : bc_keys_text(spec, "name")));
    if (!out->name.n) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E834", spec->mark, bc_tr("a department has a name"));
        return;
    }
    know(r, out, out->name, spec->mark);
    name_folder(r, out);
    if (plain)
        return;
    out->code = bc_arena_str(r->arena, bc_str_trim(bc_keys_text(spec, "code")));
    out->note = bc_keys_text(spec, "note");
    know(r, out, out->code, spec->mark);
    const bc_str *also;
    const uint32_t n = bc_keys_texts(r->arena, spec, "also", &also);
    for (uint32_t i = 0; i < n; i++)
        know(r, out, also[i], spec->mark);
}

static void read_departments(reader *r, const bc_node *list)
{
    bc_returns_plan *plan = r->plan;
    plan->department_count = bc_node_elements(list);
    plan->departments = BC_NEW_ARRAY(r->arena, bc_returns_department, plan->department_count);
    for (uint32_t i = 0; i < plan->department_count; i++)
        read_department(r, bc_node_element(list, i), &plan->departments[i]);
}

/* -- forms and what was accepted ------------------------------------------------------------------------ */

static void add_form(reader *r, const bc_form *form)
{
    const uint32_t at = r->plan->form_count++;
    r->plan->forms[at] = form;
    r->plan->ids[at] = bc_arena_str(r->arena, form->id);
}

static void read_forms(reader *r, const bc_node *tree)
{
    const bc_str *names;
    const uint32_t n = bc_keys_texts(r->arena, tree, "form", &names);
    const bc_node *said = bc_node_find(tree, "form");
    r->plan->forms = BC_NEW_ARRAY(r->arena, const bc_form *, n);
    r->plan->ids = BC_NEW_ARRAY(r->arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_engine_template *template =
            bc_engine_templates_find(&r->engine->templates, &r->engine->folders, names[i]);
        if (!template->form) {
            complain(r, bc_node_element(said, i)->mark, bc_tr("there is no usable template `%.*s`"), names[i]);
            bc_diag_list_append(r->diags, &template->diags);
            r->io_error = r->io_error || bc_engine_template_is_unread(template);
        } else if (template->form->batch) {
            complain(r, bc_node_element(said, i)->mark,
                     bc_tr("`%.*s` is a form over many records, which does not come back"), names[i]);
        } else {
            add_form(r, template->form);
        }
    }
}

static void read_accepted_one(reader *r, const bc_node *spec, bc_returns_accepted *out)
{
    const bc_str whose = bc_str_trim(bc_keys_text(spec, "department")), form = bc_keys_text(spec, "form");
    out->mark = spec->mark;
    out->department = bc_returns_plan_find(r->plan, whose);
    out->each = bc_str_trim(bc_keys_text(spec, "each"));
    out->version = (uint32_t)bc_keys_int(spec, "version", 0);
    if (out->department == BC_RETURNS_NOBODY)
        complain(r, spec->mark, bc_tr("no department of the round is called `%.*s`"), whose);
    if (!form.n)
        return;
    const bc_engine_template *template = bc_engine_templates_find(&r->engine->templates, &r->engine->folders, form);
    if (template->form && bc_returns_plan_form(r->plan, template->form->id) != BC_RETURNS_NOBODY)
        out->form = template->form->id;
    else
        complain(r, spec->mark, bc_tr("`%.*s` is no form of the round"), form);
}

static void read_accepted(reader *r, const bc_node *list)
{
    bc_returns_plan *plan = r->plan;
    plan->accepted_count = bc_node_elements(list);
    plan->accepted = BC_NEW_ARRAY(r->arena, bc_returns_accepted, plan->accepted_count);
    for (uint32_t i = 0; i < plan->accepted_count; i++)
        read_accepted_one(r, bc_node_element(list, i), &plan->accepted[i]);
}

static bool is_day(bc_str text)
{
    static const char SHAPE[] = "0000-00-00";
    for (size_t i = 0; i < text.n && i < sizeof SHAPE - 1; i++)
        if (SHAPE[i] == '0' ? text.p[i] < '0' || text.p[i] > '9' : text.p[i] != SHAPE[i])
            return false;
    return text.n == sizeof SHAPE - 1;
}

static void read_due(reader *r, const bc_node *tree)
{
    const bc_node *due = bc_node_find(tree, "due");
    r->plan->due = bc_str_trim(bc_node_text(due));
    if (r->plan->due.n && !is_day(r->plan->due))
        complain(r, due->mark, bc_tr("`%.*s` is no day: write 2026-11-30"), r->plan->due);
}

/* A field that no form has would leave all returns without an owner. */
static void check_field(reader *r, const bc_node *said, bc_str path)
{
    for (uint32_t i = 0; i < r->plan->form_count; i++) {
        const bc_form_fields *fields = &r->plan->forms[i]->fields;
        if (!bc_form_field_at_path(fields->at, fields->n, path))
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E834", said->mark, bc_tr("the form %.*s has no field `%.*s`"),
                        BC_STR_ARG(r->plan->forms[i]->id), BC_STR_ARG(path));
    }
}

static void read_fields(reader *r, const bc_node *tree)
{
    bc_returns_plan *plan = r->plan;
    const bc_node *whose = bc_node_find(tree, "whose"), *each = bc_node_find(tree, "each");
    plan->whose_count = bc_keys_texts(r->arena, tree, "whose", &plan->whose);
    plan->each = bc_str_trim(bc_node_text(each));
    for (uint32_t i = 0; i < plan->whose_count; i++)
        check_field(r, bc_node_element(whose, i), plan->whose[i]);
    if (plan->each.n)
        check_field(r, each, plan->each);
}

/* -- the file ------------------------------------------------------------------------------------------- */

static const bc_node *read_tree(const char *path, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    const bc_diag_source *source = bc_source_read(arena, path, diags, io_error);
    bc_source_documents documents = { 0 };
    if (!source || !bc_yaml_read(arena, source, diags, &documents))
        return NULL;
    if (documents.n == 1)
        return documents.at[0];
    bc_diag_add(diags, BC_DIAG_ERROR, "E834", (bc_diag_mark){ .source = source },
                bc_tr("the file of a round begins with `round:` and the title"));
    return NULL;
}

bool bc_returns_plan_read(bc_returns_plan *plan, biaoce_engine *engine, const char *folder, bc_arena *arena,
                          bc_diag_list *diags, bool *io_error)
{
    const unsigned errors = diags->errors;
    const char *path = bc_arena_printf(arena, "%s/%s", folder, BC_RETURNS_PLAN_FILE).p;
    const bc_node *tree = read_tree(path, arena, diags, io_error);
    if (!tree || !bc_keys_check(&KEYS, "#round", NULL, tree, diags))
        return false;
    reader r = { .plan = plan, .engine = engine, .arena = arena, .diags = diags };
    plan->title = bc_keys_text(tree, "round");
    read_departments(&r, bc_node_find(tree, "departments"));
    read_forms(&r, tree);
    read_fields(&r, tree);
    read_due(&r, tree);
    read_accepted(&r, bc_node_find(tree, "accept"));
    bc_strmap_release(&r.folders);
    *io_error = *io_error || r.io_error;
    return diags->errors == errors;
}

void bc_returns_plan_release(bc_returns_plan *plan)
{
    bc_strmap_release(&plan->known);
}

/* -- codes beside names --------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

static bool is_code(bc_str text)
{
    bool figure = false;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_letter(text.p[i]))
            return false;
        figure = figure || (text.p[i] >= '0' && text.p[i] <= '9');
    }
    return figure;
}

/* Bytes of a sign between a code and a name with which the text begins, or ends; 0: it does not. */
static size_t sign_at(bc_str text, bool at_end)
{
    static const char *const SIGNS[] = { "-", "_", ".", ":", "/", "(", ")", "[", "]", "、", "—", "–", "·" };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        const bc_str sign = bc_str_from(SIGNS[i]);
        if (at_end ? bc_str_ends(text, sign) : bc_str_starts(text, sign))
            return sign.n;
    }
    return 0;
}

static bc_str skip_signs(bc_str text)
{
    for (size_t n; (n = sign_at(text, false)) > 0;)
        text = bc_str_slice(text, n, text.n);
    return text;
}

static bc_str drop_signs(bc_str text)
{
    for (size_t n; (n = sign_at(text, true)) > 0;)
        text = bc_str_slice(text, 0, text.n - n);
    return text;
}

/* A name with a code is the department's of that name, unless the code is another's or its own is another one. */
static bc_returns_department *find_both(const bc_returns_plan *plan, bc_str code, bc_str name)
{
    if (!name.n || !is_code(code) || is_code(name))
        return NULL;
    bc_returns_department *found = find_department(plan, name);
    const bc_returns_department *other = find_department(plan, code);
    return found && (other == found || (!other && !found->code.n)) ? found : NULL;
}

/* `003-教育局`, `003教育局`, `教育局（003）`: how budget systems write whose a form is. */
static bc_returns_department *find_with_code(const bc_returns_plan *plan, bc_str called)
{
    bc_buf folded;
    bc_buf_init(&folded);
    bc_written_fold_name(called, &folded);
    const bc_str behind = skip_signs(bc_buf_str(&folded)), before = drop_signs(bc_buf_str(&folded));
    size_t front = 0, back = before.n;
    while (front < behind.n && is_letter(behind.p[front]))
        front++;
    while (back > 0 && is_letter(before.p[back - 1]))
        back--;
    bc_returns_department *found =
        find_both(plan, bc_str_slice(behind, 0, front), skip_signs(bc_str_slice(behind, front, behind.n)));
    if (!found)
        found = find_both(plan, bc_str_slice(before, back, before.n), drop_signs(bc_str_slice(before, 0, back)));
    bc_buf_release(&folded);
    return found;
}

uint32_t bc_returns_plan_find(const bc_returns_plan *plan, bc_str called)
{
    const bc_returns_department *found = find_department(plan, called);
    if (!found)
        found = find_with_code(plan, called);
    return found ? (uint32_t)(found - plan->departments) : BC_RETURNS_NOBODY;
}

uint32_t bc_returns_plan_form(const bc_returns_plan *plan, bc_str id)
{
    for (uint32_t i = 0; i < plan->form_count; i++)
        if (bc_str_eq(plan->forms[i]->id, id))
            return i;
    return BC_RETURNS_NOBODY;
}

void bc_returns_plan_begin(const bc_form *form, bc_buf *out)
{
    bc_export_yaml_comment(
        bc_str_from(bc_tr("A round of returned forms: who is expected, and what was accepted by hand.\n"
                          "`biaoce collect --round FOLDER RETURNED…` reads it and never changes it.")),
        out);
    bc_buf_add_text(out, "round: ");
    bc_yaml_text_put(out, form->name, BC_YAML_ON_LINE);
    bc_buf_printf(out, "\nform: %.*s\n", BC_STR_ARG(form->id));
    bc_export_yaml_comment(bc_str_from(bc_tr("due: 2026-11-30\n"
                                             "whose: department      # the field that says whose a return is\n"
                                             "each: code             # where a department returns several records\n"
                                             "departments:\n"
                                             "  - NAME\n"
                                             "  - {name: NAME, code: \"001\", also: [OTHER NAME]}\n"
                                             "accept:\n"
                                             "  - {department: NAME, version: 1, because: REASON}")),
                           out);
    bc_buf_add_text(out, "departments: []\n");
}
