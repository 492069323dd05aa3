/* The comparison for programs. Numbers are texts, for they are exact; amounts of departments and projects are in 元. */
#include "differ/private/run.h"

#include "base/json.h"
#include "base/tr.h"

static const char *const KINDS[] = { "unchanged", "changed", "added", "dropped" };

static void put_text(bc_json *json, const char *key, bc_str text)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_text(json, text);
}

static void put_int(bc_json *json, const char *key, int64_t n)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_int(json, n);
}

static void put_null(bc_json *json, const char *key)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_null(json);
}

static void put_number(bc_json *json, const char *key, bool there, bc_decimal number)
{
    if (!there) {
        put_null(json, key);
        return;
    }
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(number, -1, false, &text);
    put_text(json, key, bc_buf_str(&text));
    bc_buf_release(&text);
}

/* -- sides ---------------------------------------------------------------------------------------------- */

static void put_side(bc_json *json, const char *key, const bc_differ_record *record)
{
    if (!record) {
        put_null(json, key);
        return;
    }
    bc_json_key_open(json, key, '{');
    put_text(json, "file", record->source ? record->source->name : (bc_str){ 0 });
    if (record->source && record->source->kind == BC_DIAG_SHEET)
        put_text(json, "sheet", record->source->sheet);
    put_int(json, "line", record->line);
    put_text(json, "form", record->template->form->id);
    put_text(json, "code", record->code);
    put_text(json, "name", record->name);
    put_text(json, "department", record->department);
    if (record->year)
        put_int(json, "year", record->year);
    else
        put_null(json, "year");
    put_number(json, "total", record->has_amount, bc_decimal_trim(record->yuan, 0));
    bc_json_close(json, '}');
}

static void put_figures(bc_json *json, const bc_differ_figures *figures)
{
    put_text(json, "unit", figures->unit);
    put_number(json, "before_number", figures->has_before, figures->before);
    put_number(json, "now_number", figures->has_now, figures->now);
    put_number(json, "difference", figures->has_difference, figures->difference);
    put_number(json, "percent", figures->has_percent, figures->percent);
}

static void put_change(bc_json *json, const bc_differ_change *change)
{
    static const char *const WHAT[] = { "added", "dropped", "changed" };
    bc_json_open(json, '{');
    bc_json_member(json, "kind", WHAT[change->kind]);
    put_text(json, "path", change->path);
    put_text(json, "label", change->label);
    put_text(json, "element", change->element);
    put_text(json, "before", change->before);
    put_text(json, "now", change->now);
    if (change->figures.has_before || change->figures.has_now)
        put_figures(json, &change->figures);
    put_text(json, "before_place", change->before_place);
    put_text(json, "now_place", change->now_place);
    bc_json_close(json, '}');
}

static void put_finding(bc_json *json, const bc_diag *finding)
{
    bc_json_open(json, '{');
    bc_json_member(json, "severity", bc_diag_severity_name(finding->severity));
    bc_json_member(json, "code", finding->code);
    put_text(json, "message", finding->message);
    put_text(json, "hint", finding->hint);
    put_int(json, "line", finding->mark.line);
    put_int(json, "column", finding->mark.column);
    bc_json_close(json, '}');
}

static void put_record(bc_json *json, const bc_differ_kept *kept)
{
    static const char *const BY[] = { "", "code", "name" };
    bc_json_open(json, '{');
    bc_json_member(json, "kind", KINDS[kept->kind]);
    bc_json_member(json, "matched_by", BY[bc_differ_of(kept)->match]);
    put_side(json, "before", kept->before);
    put_side(json, "now", kept->now);
    bc_json_key_open(json, "changes", '[');
    for (size_t i = 0; i < kept->change_count; i++)
        put_change(json, &kept->changes[i]);
    bc_json_close(json, ']');
    bc_json_key_open(json, "findings", '[');
    for (size_t i = 0; i < kept->finding_count; i++)
        put_finding(json, &kept->findings[i]);
    bc_json_close(json, ']');
    bc_json_close(json, '}');
}

/* -- sums ----------------------------------------------------------------------------------------------- */

static void put_sums(bc_json *json, const bc_differ_department *d)
{
    const bool before = d->before.amounts > 0, now = d->now.amounts > 0;
    const bc_differ_figures figures =
        bc_differ_figures_of(before ? &d->before.yuan : NULL, now ? &d->now.yuan : NULL, BC_STR("元"));
    put_int(json, "records_before", (int64_t)d->before.records);
    put_int(json, "records_now", (int64_t)d->now.records);
    for (int kind = 0; kind < BC_DIFFER_KINDS; kind++)
        put_int(json, KINDS[kind], (int64_t)d->counts[kind]);
    put_number(json, "total_before", before, figures.before);
    put_number(json, "total_now", now, figures.now);
    put_number(json, "difference", figures.has_difference, figures.difference);
    put_number(json, "percent", figures.has_percent, figures.percent);
}

static void put_set(bc_json *json, const char *key, const bc_differ_set *set, int year)
{
    bc_json_key_open(json, key, '{');
    put_int(json, "records", (int64_t)set->records.n);
    if (year)
        put_int(json, "year", year);
    else
        put_null(json, "year");
    bc_json_close(json, '}');
}

void bc_differ_json_write(const bc_differ_run *run, bc_buf *out)
{
    bc_json json = { .out = out };
    bc_json_open(&json, '{');
    bc_json_member(&json, "format", "biaoce-diff-1");
    put_set(&json, "before", &run->before, run->year_before);
    put_set(&json, "now", &run->now, run->year_now);
    bc_json_member(&json, "unit", "元");
    bc_json_key_open(&json, "summary", '{');
    put_sums(&json, &run->all);
    put_int(&json, "changes", (int64_t)run->summary.changes);
    bc_json_close(&json, '}');
    bc_json_key_open(&json, "departments", '[');
    for (size_t i = 0; i < run->departments.n; i++) {
        bc_json_open(&json, '{');
        put_text(&json, "name", run->departments.at[i].name);
        put_sums(&json, &run->departments.at[i]);
        bc_json_close(&json, '}');
    }
    bc_json_close(&json, ']');
    bc_json_key_open(&json, "records", '[');
    for (size_t i = 0; i < run->kept.n; i++)
        put_record(&json, &run->kept.at[i]);
    bc_json_close(&json, ']');
    bc_json_close(&json, '}');
    bc_buf_add_char(out, '\n');
}
