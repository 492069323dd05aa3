/* All records in one file: documents of YAML, lines of JSON, or a list in JSON, which a single record is not. */
#include "convert/private/file.h"
#include "export/json.h"
#include "export/yaml.h"

typedef struct stream {
    bc_convert_writer writer;
    bc_convert_file file;
    bool opened;
    size_t records;
    bc_buf first; /* of a list in JSON: not written before it is known whether there is a second one */
    bc_buf text;
} stream;

static void put_json(stream *s, const bc_node *tree)
{
    if (s->records == 1) {
        bc_buf_add_text(&s->text, "[\n");
        bc_buf_add_str(&s->text, bc_buf_str(&s->first));
    }
    if (s->records)
        bc_buf_add_text(&s->text, ",\n");
    bc_export_json_put(tree, false, 0, s->records ? &s->text : &s->first);
}

static void put_yaml(stream *s, const bc_convert_record *record, const bc_node *tree)
{
    if (s->records)
        bc_buf_add_text(&s->text, "---\n");
    bc_convert_comments(record, &s->text);
    bc_export_yaml_put(tree, &s->text);
}

static bool open_once(bc_convert_run *run, stream *s)
{
    if (!s->opened) {
        const biaoce_convert_options *options = run->options;
        s->opened = true;
        (void)bc_convert_file_open(&s->file, run, options->target == BIAOCE_TO_FILE ? options->path : NULL,
                                   options->format);
    }
    return !s->file.failed;
}

static bool put(bc_convert_run *run, bc_convert_writer *writer, const bc_convert_record *record)
{
    stream *s = (stream *)writer;
    const bc_node *tree = bc_convert_tree(run, record);
    if (!open_once(run, s))
        return false;
    bc_buf_clear(&s->text);
    if (run->options->format == BIAOCE_FORMAT_YAML) {
        put_yaml(s, record, tree);
    } else if (run->options->format == BIAOCE_FORMAT_JSONL) {
        bc_export_json_put(tree, true, 0, &s->text);
        bc_buf_add_char(&s->text, '\n');
    } else {
        put_json(s, tree);
    }
    bc_convert_file_add(&s->file, bc_buf_str(&s->text));
    s->records++;
    return !s->file.failed;
}

static void finish(bc_convert_run *run, bc_convert_writer *writer)
{
    stream *s = (stream *)writer;
    if (!s->records)
        return; /* nothing came: what is there stays as it is */
    if (run->options->format == BIAOCE_FORMAT_JSON && s->records == 1)
        bc_convert_file_add(&s->file, bc_buf_str(&s->first));
    if (run->options->format == BIAOCE_FORMAT_JSON)
        bc_convert_file_add(&s->file, s->records == 1 ? BC_STR("\n") : BC_STR("\n]\n"));
    bc_convert_file_finish(&s->file);
}

static void free_writer(bc_convert_writer *writer)
{
    stream *s = (stream *)writer;
    if (s->opened)
        bc_convert_file_release(&s->file);
    bc_buf_release(&s->first);
    bc_buf_release(&s->text);
    bc_mem_free(s);
}

bc_convert_writer *bc_convert_stream_new(void)
{
    stream *s = bc_mem_alloc(sizeof *s);
    s->writer = (bc_convert_writer){ .put = put, .finish = finish, .free = free_writer };
    bc_buf_init(&s->first);
    bc_buf_init(&s->text);
    return &s->writer;
}
