/* What a run that publishes has masked, as a table: written when the run has ended, in the order of the records. */
#include "base/file.h"
#include "base/tr.h"
#include "engine/outlet.h"
#include "engine/private/publishing.h"

#include <stdlib.h>
#include <string.h>

static int compare_lines(const void *a, const void *b)
{
    const bc_engine_publish_line *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    const bc_str left[] = { x->input, x->form, x->entry.field, x->entry.rule },
                 right[] = { y->input, y->form, y->entry.field, y->entry.rule };
    if (bc_str_compare(left[0], right[0]) != 0)
        return bc_str_compare(left[0], right[0]);
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    for (size_t i = 1; i < sizeof left / sizeof *left; i++)
        if (bc_str_compare(left[i], right[i]) != 0)
            return bc_str_compare(left[i], right[i]);
    return strcmp(x->entry.done, y->entry.done);
}

static void put_cell(bc_str text, bc_buf *out)
{
    bc_buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            bc_buf_add_char(out, '"');
        bc_buf_add_char(out, text.p[i]);
    }
    bc_buf_add_char(out, '"');
}

/* A record that was looked at twice, for the widths of columns, is told once. */
static void put_lines(bc_engine_publishing *publishing, bc_buf *out)
{
    bc_engine_publish_line *lines = publishing->lines.at;
    const size_t n = publishing->lines.n;
    if (n)
        qsort(lines, n, sizeof *lines, compare_lines);
    bc_buf_add_text(out, "\xEF\xBB\xBFrecord,line,form,field,rule,done,count\n");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && compare_lines(&lines[i - 1], &lines[i]) == 0)
            continue;
        put_cell(lines[i].input, out);
        bc_buf_printf(out, ",%u,", lines[i].line);
        put_cell(lines[i].form, out);
        bc_buf_add_char(out, ',');
        put_cell(lines[i].entry.field, out);
        bc_buf_add_char(out, ',');
        put_cell(lines[i].entry.rule, out);
        bc_buf_printf(out, ",%s,%zu\n", lines[i].entry.done, lines[i].entry.count);
    }
}

static bool write_log(biaoce_engine *engine, const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    bc_engine_publishing *publishing = engine->publishing;
    bc_buf text;
    bc_buf_init(&text);
    put_lines(publishing, &text);
    bool good = bc_engine_outlet_may_replace(engine, inputs, publishing->log, diags);
    if (good) {
        const bc_file_result written =
            bc_file_write(publishing->log, bc_buf_str(&text), &(bc_file_write_options){ .durable = true });
        good = written.status == BC_FILE_OK;
        if (!good)
            bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the log %s could not be written: %s"),
                        publishing->log, bc_file_result_text(written));
    }
    bc_buf_release(&text);
    return good;
}

void bc_engine_publish_begin(biaoce_engine *engine)
{
    bc_engine_publishing *publishing = engine->publishing;
    if (!publishing)
        return;
    pthread_mutex_lock(&publishing->lock);
    publishing->runs++;
    pthread_mutex_unlock(&publishing->lock);
}

bool bc_engine_publish_finish(biaoce_engine *engine, const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    bc_engine_publishing *publishing = engine->publishing;
    if (!publishing)
        return true;
    pthread_mutex_lock(&publishing->lock);
    const bool good = !publishing->log || write_log(engine, inputs, diags);
    if (--publishing->runs == 0)
        bc_vec_clear(&publishing->lines);
    pthread_mutex_unlock(&publishing->lock);
    return good;
}
