/* Findings for the tools that people have: SARIF for editors and code review, JSON for scripts, a table for reading.
 * The table is a record of the template findings-report, laid out like any other form, so PDF and XLSX need nothing of
 * their own here. */
#include "audit/report.h"

#include "base/diag_codes.h"
#include "base/json.h"
#include "base/strmap.h"
#include "base/tr.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* -- SARIF and JSON ------------------------------------------------------------------------------------- */

static bc_str file_of(const bc_diag *diag)
{
    return diag->mark.source ? diag->mark.source->name : (bc_str){ 0 };
}

static void text_member(bc_json *json, const char *key, bc_str text)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_text(json, text);
}

static void int_member(bc_json *json, const char *key, int64_t value)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_int(json, value);
}

static void write_rules(bc_json *json)
{
    bc_json_key_open(json, "rules", '[');
    bc_check_rule_info rule;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++) {
        bc_json_open(json, '{');
        bc_json_member(json, "id", rule.code);
        bc_json_key_open(json, "shortDescription", '{');
        bc_json_member(json, "text", rule.summary);
        bc_json_close(json, '}');
        bc_json_key_open(json, "defaultConfiguration", '{');
        bc_json_member(json, "level", bc_diag_severity_name(rule.level));
        bc_json_close(json, '}');
        bc_json_close(json, '}');
    }
    bc_json_close(json, ']');
}

/* A path as a URI reference: what is not plain ASCII is escaped. */
static bc_str uri_of(bc_arena *arena, bc_str path)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("/-_.~", c));
        if (plain)
            bc_buf_add_char(&out, (char)c);
        else
            bc_buf_printf(&out, "%%%02X", c);
    }
    bc_str uri = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return uri;
}

static void write_logical_location(bc_json *json, const char *kind, bc_str name)
{
    bc_json_open(json, '{');
    text_member(json, "fullyQualifiedName", name);
    bc_json_member(json, "kind", kind);
    bc_json_close(json, '}');
}

/* Regions are for texts; a cell, or a column of an answer, is named, and so is the cell of the printed form. */
static void write_logical_locations(bc_json *json, bc_arena *arena, bc_diag_mark mark, const bc_opinion_place *place)
{
    const bool named = mark.source->kind != BC_DIAG_TEXT && mark.line;
    const bool printed = place && place->where == BC_OPINION_PRINTED && place->cell.n;
    if (!named && !printed)
        return;
    bc_json_key_open(json, "logicalLocations", '[');
    if (named) {
        bc_buf name;
        bc_buf_init(&name);
        bc_diag_add_place(mark, &name);
        write_logical_location(json, "cell", bc_arena_str(arena, bc_str_slice(bc_buf_str(&name), 1, name.n)));
        bc_buf_release(&name);
    }
    if (printed)
        write_logical_location(json, "printed-cell", place->cell);
    bc_json_close(json, ']');
}

/* Where a finding stands on its form as it is printed. */
static void write_printed(bc_json *json, const bc_opinion_place *place)
{
    static const char *const WHERE[] = {
        [BC_OPINION_WHOLE] = "whole", [BC_OPINION_PRINTED] = "printed", [BC_OPINION_UNPRINTED] = "unprinted"
    };
    bc_json_key_open(json, "printed", '{');
    bc_json_member(json, "where", WHERE[place->where]);
    if (place->page)
        int_member(json, "page", place->page);
    if (place->cell.n)
        text_member(json, "cell", place->cell);
    if (place->nth)
        int_member(json, "row", place->nth);
    if (place->sheet.n)
        text_member(json, "sheet", place->sheet);
    if (place->address.n)
        text_member(json, "address", place->address);
    bc_json_close(json, '}');
}

static void write_location(bc_json *json, bc_arena *arena, const bc_diag *diag, const bc_opinion_place *place)
{
    bc_json_key_open(json, "locations", '[');
    if (diag->mark.source) {
        bc_json_open(json, '{');
        bc_json_key_open(json, "physicalLocation", '{');
        bc_json_key_open(json, "artifactLocation", '{');
        text_member(json, "uri", uri_of(arena, file_of(diag)));
        bc_json_close(json, '}');
        if (diag->mark.line && diag->mark.source->kind == BC_DIAG_TEXT) {
            unsigned column = diag->mark.column ? diag->mark.column : 1u;
            bc_json_key_open(json, "region", '{');
            int_member(json, "startLine", diag->mark.line);
            int_member(json, "startColumn", column);
            int_member(json, "endColumn", column + (diag->mark.length ? diag->mark.length : 1u));
            bc_json_close(json, '}');
        }
        bc_json_close(json, '}');
        write_logical_locations(json, arena, diag->mark, place);
        bc_json_close(json, '}');
    }
    bc_json_close(json, ']');
}

static void write_properties(bc_json *json, const bc_opinion_place *place)
{
    if (!place)
        return;
    bc_json_key_open(json, "properties", '{');
    write_printed(json, place);
    bc_json_close(json, '}');
}

static bc_str with_hint(bc_arena *arena, const bc_diag *diag)
{
    if (!diag->hint.n)
        return diag->message;
    return bc_arena_printf(arena, bc_tr("%.*s (%.*s)"), BC_STR_ARG(diag->message), BC_STR_ARG(diag->hint));
}

static void write_sarif(const bc_audit *audit, bc_buf *out)
{
    bc_json json = { .out = out };
    bc_arena arena = { 0 };
    bc_json_open(&json, '{');
    bc_json_member(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    bc_json_member(&json, "version", "2.1.0");
    bc_json_key_open(&json, "runs", '[');
    bc_json_open(&json, '{');
    bc_json_key_open(&json, "tool", '{');
    bc_json_key_open(&json, "driver", '{');
    bc_json_member(&json, "name", "biaoce");
    bc_json_member(&json, "version", biaoce_version());
    write_rules(&json);
    bc_json_close(&json, '}');
    bc_json_close(&json, '}');
    bc_json_member(&json, "columnKind", "unicodeCodePoints");
    bc_json_key_open(&json, "results", '[');
    for (size_t i = 0; i < audit->findings.n; i++) {
        const bc_diag *diag = &audit->findings.at[i].diag;
        bc_json_open(&json, '{');
        bc_json_member(&json, "ruleId", diag->code);
        bc_json_member(&json, "level", bc_diag_severity_name(diag->severity));
        bc_json_key_open(&json, "message", '{');
        text_member(&json, "text", with_hint(&arena, diag));
        bc_json_close(&json, '}');
        write_location(&json, &arena, diag, audit->findings.at[i].place);
        write_properties(&json, audit->findings.at[i].place);
        bc_json_close(&json, '}');
        bc_arena_reset(&arena);
    }
    bc_json_close(&json, ']');
    bc_json_close(&json, '}');
    bc_json_close(&json, ']');
    bc_json_close(&json, '}');
    bc_buf_add_char(out, '\n');
    bc_arena_release(&arena);
}

static void write_cell(bc_json *json, bc_diag_mark mark)
{
    if (!mark.source || !bc_diag_has_cells(mark.source) || !mark.line)
        return;
    bc_buf cell;
    bc_buf_init(&cell);
    bc_diag_add_cell(mark, &cell);
    text_member(json, "sheet", mark.source->sheet);
    text_member(json, "cell", bc_buf_str(&cell));
    bc_buf_release(&cell);
}

static void write_json(const bc_audit *audit, bc_buf *out)
{
    bc_json json = { .out = out };
    bc_json_open(&json, '[');
    for (size_t i = 0; i < audit->findings.n; i++) {
        const bc_audit_finding *finding = &audit->findings.at[i];
        bc_json_open(&json, '{');
        text_member(&json, "file", file_of(&finding->diag));
        write_cell(&json, finding->diag.mark);
        int_member(&json, "line", finding->diag.mark.line);
        int_member(&json, "column", finding->diag.mark.column);
        bc_json_member(&json, "severity", bc_diag_severity_name(finding->diag.severity));
        bc_json_member(&json, "code", finding->diag.code);
        text_member(&json, "message", finding->diag.message);
        text_member(&json, "hint", finding->diag.hint);
        text_member(&json, "department", finding->whose.department);
        text_member(&json, "project", finding->whose.project);
        if (finding->place)
            write_printed(&json, finding->place);
        bc_json_close(&json, '}');
    }
    bc_json_close(&json, ']');
    bc_buf_add_char(out, '\n');
}

/* -- the table for people, a form like any other -------------------------------------------------------- */

typedef struct maker {
    bc_arena *arena;
    bc_diag_source *source; /* of what no file holds */
    size_t folder;          /* bytes of the names of all files that are the same: the folder that they are in */
    bc_strmap names;        /* by code, of the rules */
} maker;

static const bc_node *text_value(const maker *m, bc_str text)
{
    return bc_node_new_text(m->arena, (bc_diag_mark){ .source = m->source, .line = 1, .column = 1 }, text, true);
}

static bc_node_member member(const maker *m, const char *key, bc_str text)
{
    return (bc_node_member){ bc_str_from(key), { .source = m->source, .line = 1, .column = 1 }, text_value(m, text) };
}

/* What the form itself says, in the language of its findings. */
static const bc_node *form_words(const maker *m, const bc_audit *audit)
{
    const bc_node_member members[] = {
        member(m, "title", bc_str_from(bc_tr("Findings in performance forms"))),
        member(m, "checked", bc_arena_printf(m->arena, bc_tr("checked: %zu"), audit->ledger.entries.n)),
        member(m, "found", bc_arena_printf(m->arena, bc_tr("findings: %zu"), audit->findings.n)),
        member(m, "list", bc_str_from(bc_tr("List of findings"))),
        member(m, "department", bc_str_from(bc_tr("Department"))),
        member(m, "project", bc_str_from(bc_tr("Project"))),
        member(m, "errors", bc_str_from(bc_tr("Errors"))),
        member(m, "warnings", bc_str_from(bc_tr("Warnings"))),
        member(m, "notes", bc_str_from(bc_tr("Notes"))),
        member(m, "total", bc_str_from(bc_tr("Total"))),
        member(m, "level", bc_str_from(bc_tr("Level"))),
        member(m, "rule", bc_str_from(bc_tr("Rule"))),
        member(m, "message", bc_str_from(bc_tr("Finding"))),
        member(m, "place", bc_str_from(bc_tr("Place"))),
        member(m, "by-rule", bc_str_from(bc_tr("Findings by rule"))),
        member(m, "count", bc_str_from(bc_audit_has_baseline(audit) ? bc_tr("New") : bc_tr("Number"))),
        member(m, "known", bc_str_from(bc_tr("Still there"))),
        member(m, "gone", bc_str_from(bc_tr("Gone"))),
    };
    bc_node_member *own = BC_NEW_COPY(m->arena, members, sizeof members / sizeof *members);
    return bc_node_new_map(m->arena, (bc_diag_mark){ .source = m->source }, own, sizeof members / sizeof *members);
}

/* How long the folder is that all files of findings lie in: it says nothing that the reader does not know. */
static size_t common_folder(const bc_audit *audit)
{
    bc_str first = { 0 };
    size_t common = 0;
    for (size_t i = 0; i < audit->findings.n; i++) {
        bc_str file = file_of(&audit->findings.at[i].diag);
        if (!file.n)
            continue;
        if (!first.n) {
            first = file;
            common = file.n;
        }
        size_t same = 0;
        while (same < common && same < file.n && file.p[same] == first.p[same])
            same++;
        common = same;
    }
    while (common > 0 && first.p[common - 1] != '/')
        common--;
    return common;
}

static bc_str place_of(const maker *m, const bc_diag *diag)
{
    bc_str file = file_of(diag);
    bc_str name = bc_str_slice(file, file.n > m->folder ? m->folder : 0, file.n);
    const bool text = diag->mark.source && diag->mark.source->kind == BC_DIAG_TEXT;
    bc_buf place;
    bc_buf_init(&place);
    bc_diag_mark mark = diag->mark;
    mark.column = text ? 0 : mark.column; /* people look for the line */
    bc_buf_add_str(&place, name);
    bc_diag_add_place(mark, &place);
    bc_str said = bc_arena_str(m->arena, bc_buf_str(&place));
    bc_buf_release(&place);
    return said;
}

static void learn_name(maker *m, const char *code, const char *name)
{
    bc_str *kept = BC_NEW(m->arena, bc_str);
    *kept = bc_str_from(name);
    bc_strmap_put(&m->names, bc_str_from(code), kept);
}

/* What rules and codes are called in words. */
static void learn_names(maker *m)
{
    bc_check_rule_info rule;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++)
        learn_name(m, rule.code, rule.summary);
    for (size_t i = 0; i < bc_diag_code_count; i++)
        learn_name(m, bc_diag_codes[i].code, bc_tr(bc_diag_codes[i].what));
}

/* The name in words, and below it the code that waivers and `biaoce explain` ask for. */
static bc_str rule_name(const maker *m, const char *code)
{
    const bc_str *name = bc_strmap_find(&m->names, bc_str_from(code));
    return name ? bc_arena_printf(m->arena, "%.*s\n%s", BC_STR_ARG(*name), code) : bc_str_from(code);
}

static int by_department(const void *a, const void *b)
{
    const bc_audit_finding *x = *(const bc_audit_finding *const *)a, *y = *(const bc_audit_finding *const *)b;
    int order = bc_str_compare(x->whose.department, y->whose.department);
    if (!order)
        order = bc_str_compare(x->whose.project, y->whose.project);
    /* Findings of a project in their order, which is that of the array. */
    return order ? order : (x > y) - (x < y);
}

static const bc_node *finding_value(const maker *m, const bc_audit_finding *finding)
{
    bc_node_member members[] = { member(m, "department",
                                        finding->whose.department.n ? finding->whose.department
                                                                    : bc_str_from(bc_tr("(no department)"))),
                                 member(m, "project", finding->whose.project),
                                 member(m, "level", bc_str_from(bc_diag_severity_word(finding->diag.severity))),
                                 member(m, "code", rule_name(m, finding->diag.code)),
                                 member(m, "message", with_hint(m->arena, &finding->diag)),
                                 member(m, "place", place_of(m, &finding->diag)) };
    return bc_node_new_map(m->arena, (bc_diag_mark){ .source = m->source }, members, sizeof members / sizeof *members);
}

/* Errors, warnings and notes of findings [from, to). */
static const bc_node *count_value(const maker *m, const bc_audit_finding *const *sorted, size_t from, size_t to)
{
    unsigned counts[3] = { 0 };
    for (size_t i = from; i < to; i++)
        counts[sorted[i]->diag.severity]++;
    bc_str name = sorted[from]->whose.department;
    bc_node_member members[] = {
        member(m, "department", name.n ? name : bc_str_from(bc_tr("(no department)"))),
        member(m, "errors", bc_arena_printf(m->arena, "%u", counts[BC_DIAG_ERROR])),
        member(m, "warnings", bc_arena_printf(m->arena, "%u", counts[BC_DIAG_WARNING])),
        member(m, "notes", bc_arena_printf(m->arena, "%u", counts[BC_DIAG_NOTE])),
    };
    return bc_node_new_map(m->arena, (bc_diag_mark){ .source = m->source }, members, sizeof members / sizeof *members);
}

static int by_number(const void *a, const void *b)
{
    const bc_audit_tally *x = *(const bc_audit_tally *const *)a, *y = *(const bc_audit_tally *const *)b;
    if (x->found != y->found)
        return x->found > y->found ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* Which rules were broken, the most often broken first. */
static const bc_node *rules_value(const maker *m, const bc_audit *audit)
{
    const size_t n = audit->by_rule.n;
    const bc_audit_tally **sorted = BC_NEW_ARRAY(m->arena, const bc_audit_tally *, n);
    const bc_node **rows = BC_NEW_ARRAY(m->arena, const bc_node *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = audit->by_rule.at[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++) {
        bc_node_member members[] = { member(m, "code", rule_name(m, sorted[i]->code)),
                                     member(m, "found", bc_arena_printf(m->arena, "%zu", sorted[i]->found)),
                                     member(m, "known", bc_arena_printf(m->arena, "%zu", sorted[i]->known)),
                                     member(m, "gone", bc_arena_printf(m->arena, "%zu", sorted[i]->gone)) };
        rows[i] =
            bc_node_new_map(m->arena, (bc_diag_mark){ .source = m->source }, members, sizeof members / sizeof *members);
    }
    return bc_node_new_list(m->arena, (bc_diag_mark){ .source = m->source }, rows, n);
}

static const bc_node *report_record(const maker *m, const bc_audit *audit)
{
    size_t n = audit->findings.n, departments = 0;
    const bc_audit_finding **sorted = BC_NEW_ARRAY(m->arena, const bc_audit_finding *, n);
    const bc_node **rows = BC_NEW_ARRAY(m->arena, const bc_node *, n),
                  **counts = BC_NEW_ARRAY(m->arena, const bc_node *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &audit->findings.at[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_department);
    for (size_t i = 0; i < n; i++)
        rows[i] = finding_value(m, sorted[i]);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && bc_str_eq(sorted[to]->whose.department, sorted[from]->whose.department);)
            to++;
        counts[departments++] = count_value(m, sorted, from, to);
    }
    bc_diag_mark mark = { .source = m->source };
    bc_node_member members[] = {
        member(m, "form", BC_STR("findings-report")),
        { BC_STR("words"), mark, form_words(m, audit) },
        { BC_STR("counts"), mark, bc_node_new_list(m->arena, mark, counts, departments) },
        { BC_STR("rules"), mark, rules_value(m, audit) },
        member(m, "compared", bc_audit_has_baseline(audit) ? BC_STR("1") : BC_STR("0")),
        { BC_STR("findings"), mark, bc_node_new_list(m->arena, mark, rows, n) },
    };
    return bc_node_new_map(m->arena, mark, members, sizeof members / sizeof *members);
}

const bc_node *bc_audit_report_record(const bc_audit *audit, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = BC_STR("findings-report");
    maker m = { .arena = arena, .source = source, .folder = common_folder(audit) };
    learn_names(&m);
    const bc_node *record = report_record(&m, audit);
    bc_strmap_release(&m.names);
    return record;
}

static bool render_table(biaoce_engine *engine, const bc_audit *audit, bc_engine_output *out, bc_diag_list *diags)
{
    bc_arena arena = { 0 };
    const bool made =
        bc_engine_output_make(engine, bc_audit_report_record(audit, &arena), "findings-report", out, diags);
    bc_arena_release(&arena);
    return made;
}

/* -- all of them ---------------------------------------------------------------------------------------- */

static void write_baseline(const bc_audit *audit, bc_buf *out)
{
    bc_arena arena = { 0 };
    bc_buf_add_text(out, BC_AUDIT_BASELINE_HEAD "\n");
    bc_buf_add_str(out, bc_audit_language_line(&arena));
    bc_buf_add_char(out, '\n');
    bc_arena_release(&arena);
    for (size_t i = 0; i < audit->all.n; i++) {
        bc_buf_add_str(out, audit->all.at[i]);
        bc_buf_add_char(out, '\n');
    }
}

biaoce_format bc_audit_report_format(const char *path)
{
    static const struct {
        const char *ending;
        biaoce_format format;
    } ENDINGS[] = { { ".sarif", BIAOCE_FORMAT_SARIF },
                    { ".json", BIAOCE_FORMAT_JSON },
                    { ".pdf", BIAOCE_FORMAT_PDF },
                    { ".xlsx", BIAOCE_FORMAT_XLSX } };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (bc_str_ends(bc_str_from(path), bc_str_from(ENDINGS[i].ending)))
            return ENDINGS[i].format;
    return 0;
}

bool bc_audit_report_make(biaoce_engine *engine, const bc_audit *audit, bc_engine_output *out, bc_diag_list *diags)
{
    bool made = true;
    bc_buf_init(&out->bytes);
    if (out->format == BIAOCE_FORMAT_SARIF)
        write_sarif(audit, &out->bytes);
    else if (out->format == BIAOCE_FORMAT_JSON)
        write_json(audit, &out->bytes);
    else if (out->format == BIAOCE_FORMAT_BASELINE)
        write_baseline(audit, &out->bytes);
    else
        made = render_table(engine, audit, out, diags);
    out->size = out->bytes.n;
    return made;
}
