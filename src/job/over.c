/* A form over many records is printed when the run has ended, from what was gathered meanwhile and from a record of its
 * own if there is one. Such a record may name the files that its records are in: patterns that lead nowhere but to the
 * folder it lies in and below, for records come from anybody. */
#include "job/private/over.h"

#include "base/file.h"
#include "base/tr.h"
#include "record/bind.h"

#include <string.h>

enum { MAX_TEXT = 1 << 20 }; /* of a record's file, kept for messages */

void bc_job_over_records_release(bc_job_over_records *records)
{
    bc_vec_release(&records->list);
    bc_arena_release(&records->arena);
}

void bc_job_over_records_add(bc_job_over_records *records, const bc_engine_work *record)
{
    bc_job_over_record kept = { .template = record->template,
                                .value = bc_node_copy(&records->arena, record->value, MAX_TEXT),
                                .input = bc_arena_str(&records->arena, bc_str_from(record->input)).p,
                                .number = record->number,
                                .time = record->time };
    (void)bc_record_names_files(kept.template->form, kept.value, &kept.files);
    bc_vec_add(&records->list, kept);
}

/* -- files ---------------------------------------------------------------------------------------------- */

static bool leads_out(bc_str pattern)
{
    if (bc_str_starts(pattern, BC_STR("/")))
        return true;
    for (size_t from = 0, to; from <= pattern.n; from = to + 1) {
        to = bc_str_find(pattern, BC_STR("/"), from);
        to = to == SIZE_MAX ? pattern.n : to;
        if (bc_str_is(bc_str_slice(pattern, from, to), ".."))
            return true;
    }
    return false;
}

/* In the record's folder, whose own name is no pattern. */
static const char *pattern_beside(const char *input, bc_str pattern, bc_arena *arena)
{
    const char *slash = strrchr(input, '/');
    bc_buf path;
    bc_buf_init(&path);
    for (const char *at = input; slash && at <= slash; at++) {
        if (strchr("*?[\\", *at))
            bc_buf_add_char(&path, '\\');
        bc_buf_add_char(&path, *at);
    }
    bc_buf_add_str(&path, pattern);
    const char *made = bc_arena_str(arena, bc_buf_str(&path)).p;
    bc_buf_release(&path);
    return made;
}

static bool is_in_file(const bc_job_over_record *record)
{
    return strcmp(record->input, "-") != 0 && record->value->mark.source &&
           bc_str_eq(record->value->mark.source->name, bc_str_from(record->input));
}

static void add_files(const bc_job_over_record *record, const bc_node *file, bc_engine_inputs *inputs,
                      bc_diag_list *diags, bool *io_failed)
{
    const bc_str pattern = bc_str_trim(bc_node_text(file));
    int reason = 0;
    if (!is_in_file(record) || leads_out(pattern)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E532", file->mark, bc_tr("`%.*s` does not lie beside the record"),
                    BC_STR_ARG(pattern));
        bc_diag_hint(diags, "%s",
                     bc_tr("name files of the record's folder or below it, such as projects/"
                           "*.yaml"));
        return;
    }
    const size_t before = inputs->list.n;
    if (!bc_engine_inputs_add_pattern(inputs, pattern_beside(record->input, pattern, &inputs->arena), &reason)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E532", file->mark, bc_tr("the files `%.*s` cannot be looked up: %s"),
                    BC_STR_ARG(pattern), bc_file_error_text(reason));
        *io_failed = true;
    } else if (inputs->list.n == before) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E532", file->mark, bc_tr("no file is called `%.*s`"), BC_STR_ARG(pattern));
        bc_diag_hint(diags, "%s", bc_tr("names count from the folder of the record; * stands for any characters"));
    }
}

static void leave_out(bc_engine_inputs *inputs, const char *path)
{
    bc_engine_inputs own;
    bc_engine_inputs_find(&own, &path, 1, false);
    size_t kept = 0;
    for (size_t i = 0; i < inputs->list.n; i++)
        if (!bc_engine_inputs_have(&own, inputs->list.at[i].path))
            inputs->list.at[kept++] = inputs->list.at[i];
    inputs->list.n = kept;
    bc_engine_inputs_release(&own);
}

bool bc_job_over_find_files(const bc_job_over_record *record, bc_engine_inputs *inputs, bc_diag_list *diags,
                            bool *io_failed)
{
    const unsigned errors = diags->errors;
    bc_engine_inputs_find(inputs, NULL, 0, false);
    for (uint32_t i = 0; i < bc_node_elements(record->files); i++)
        add_files(record, bc_node_element(record->files, i), inputs, diags, io_failed);
    leave_out(inputs, record->input);
    bc_engine_inputs_index(inputs);
    return diags->errors == errors;
}

/* -- the form ------------------------------------------------------------------------------------------- */

const bc_layout_document *bc_job_over_lay_out(bc_engine_worker *worker, const bc_job_over_making *making,
                                              bc_engine_work *work, bc_arena *list, bc_value *records)
{
    const bc_form *form = making->template->form;
    const bc_job_over_record *own = making->record;
    if (!bc_gather_explain(making->gather, making->over, work->diags, &work->io_failed))
        return NULL;
    if (!bc_gather_list(making->gather, making->over, NULL, 0, making->last, list, records, work->diags)) {
        work->io_failed = true;
        return NULL;
    }
    work->template = making->template;
    work->value = own ? own->value : bc_node_new_map(list, form->batch->mark, NULL, 0);
    work->input = own ? own->input : "";
    work->number = own ? own->number : 0;
    work->time = making->time;
    work->records = records;
    return bc_engine_work_begin(worker, work) ? bc_engine_work_lay_out(worker, work) : NULL;
}
