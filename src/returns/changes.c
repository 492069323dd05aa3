/* The earlier record is read from its file, which may have been mended by hand since; the later one is at hand as it
 * was read, so its places are the cells of the workbook. */
#include "returns/private/changes.h"

#include "base/tr.h"
#include "compare/compare.h"
#include "export/csv.h"
#include "record/bind.h"
#include "source/encoding.h"
#include "source/yaml.h"

enum { COLUMNS = 8 };

typedef struct writer {
    bc_export_csv csv;
    bc_buf *out, place;
    bc_arena arena;
    const char *folder;
} writer;

static bc_str place_of(writer *w, bc_diag_mark mark)
{
    if (!mark.source)
        return (bc_str){ 0 };
    bc_buf_clear(&w->place);
    bc_str name = mark.source->name;
    const bc_str folder = bc_str_from(w->folder);
    if (bc_str_starts(name, folder) && name.n > folder.n && name.p[folder.n] == '/')
        name = bc_str_slice(name, folder.n + 1, name.n); /* the round may be moved */
    bc_buf_add_str(&w->place, name);
    bc_diag_add_place(mark, &w->place);
    return bc_arena_str(&w->arena, bc_buf_str(&w->place));
}

static void put_change(void *context, const bc_compare_change *change)
{
    writer *w = context;
    const char *kind = change->kind == BC_COMPARE_ADDED     ? bc_tr("added")
                       : change->kind == BC_COMPARE_REMOVED ? bc_tr("removed")
                                                            : bc_tr("changed");
    const bc_str texts[COLUMNS] = { change->label,
                                    change->element,
                                    bc_str_from(kind),
                                    change->before,
                                    change->now,
                                    place_of(w, change->before_mark),
                                    place_of(w, change->now_mark),
                                    change->path };
    bc_export_csv_texts(&w->csv, texts, COLUMNS, w->out);
}

static const bc_node *read_record(const char *path, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_read(arena, path, diags, io_error);
    const bool read = source && bc_yaml_read(arena, source, diags, &documents);
    return read && documents.n ? documents.at[0] : NULL;
}

uint32_t bc_returns_changes_write(const bc_form *form, const char *folder, const char *before, const bc_node *now,
                                  bc_diag_list *diags, bc_buf *out, bool *io_error)
{
    writer w = { .csv = { .excel_safe = true }, .out = out, .folder = folder };
    bc_buf_init(&w.place);
    const bc_str heads[COLUMNS] = { bc_str_from(bc_tr("field")),     bc_str_from(bc_tr("row")),
                                    bc_str_from(bc_tr("change")),    bc_str_from(bc_tr("before")),
                                    bc_str_from(bc_tr("now")),       bc_str_from(bc_tr("place before")),
                                    bc_str_from(bc_tr("place now")), bc_str_from(bc_tr("path")) };
    bc_buf_add_utf8(out, 0xFEFF); /* Excel takes the file for one in the code page of the system without it */
    bc_export_csv_texts(&w.csv, heads, COLUMNS, w.out);
    const size_t said = diags->list.n;
    const bc_node *earlier = read_record(before, &w.arena, diags, io_error);
    bc_diag_list_keep(diags, said, &diags->arena);
    bc_diag_list unsaid; /* of the records themselves all was said when they came */
    bc_diag_list_init(&unsaid);
    const bc_value old_one =
        earlier && earlier->kind == BC_NODE_MAP ? bc_record_bind(form, earlier, &w.arena, &unsaid) : bc_value_null();
    const bc_value new_one = now->kind == BC_NODE_MAP ? bc_record_bind(form, now, &w.arena, &unsaid) : bc_value_null();
    const bc_compare_options options = { .form = form };
    const uint32_t count = (uint32_t)bc_compare_records(&options, &old_one, &new_one, &w.arena, put_change, &w);
    bc_diag_list_release(&unsaid);
    bc_buf_release(&w.place);
    bc_arena_release(&w.arena);
    return count;
}
