/* Records on lines of JSON in a folder: a file for each form. Those of which nobody knows the form lie in one together,
 * however many names they give. */
#include "convert/private/file.h"
#include "export/json.h"

typedef struct form_lines form_lines;

struct form_lines {
    const bc_convert_form *form;
    bc_convert_file file;
    form_lines *next;
};

typedef struct lines {
    bc_convert_writer writer;
    form_lines *first, **end; /* in the order in which they came */
    bc_buf text;
} lines;

static form_lines *lines_of(bc_convert_run *run, lines *all, const bc_convert_form *form)
{
    for (form_lines *one = all->first; one; one = one->next)
        if (one->form == form)
            return one;
    form_lines *made = BC_NEW(&run->arena, form_lines);
    made->form = form;
    *all->end = made;
    all->end = &made->next;
    (void)bc_convert_file_open(&made->file, run, bc_convert_path(run, form, "jsonl"), BIAOCE_FORMAT_JSONL);
    return made;
}

static bool put(bc_convert_run *run, bc_convert_writer *writer, const bc_convert_record *record)
{
    lines *all = (lines *)writer;
    form_lines *own = lines_of(run, all, record->form);
    if (own->file.failed)
        return false;
    bc_buf_clear(&all->text);
    bc_export_json_put(bc_convert_tree(run, record), true, 0, &all->text);
    bc_buf_add_char(&all->text, '\n');
    bc_convert_file_add(&own->file, bc_buf_str(&all->text));
    return !own->file.failed;
}

static void finish(bc_convert_run *run, bc_convert_writer *writer)
{
    (void)run;
    for (form_lines *one = ((lines *)writer)->first; one; one = one->next)
        bc_convert_file_finish(&one->file);
}

static void free_writer(bc_convert_writer *writer)
{
    lines *all = (lines *)writer;
    for (form_lines *one = all->first; one; one = one->next)
        bc_convert_file_release(&one->file);
    bc_buf_release(&all->text);
    bc_mem_free(all);
}

bc_convert_writer *bc_convert_lines_new(void)
{
    lines *all = bc_mem_alloc(sizeof *all);
    all->writer = (bc_convert_writer){ .put = put, .finish = finish, .free = free_writer };
    all->end = &all->first;
    bc_buf_init(&all->text);
    return &all->writer;
}
