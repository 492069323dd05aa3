/* Each record is read into memory of its own, together with the lines it stands in, so that messages can show them when
 * the window has long moved on. Values with an anchor are in memory that all records of their document share: it goes
 * with the last that holds it. A mistake takes the record it is in, and from its place on the document; what came
 * before has been handed out. */
#include "source/reader.h"

#include "base/tr.h"

#include "source/private/json_trees.h"
#include "source/private/yaml_trees.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

enum {
    SHOWN_AROUND = 512,        /* bytes of a long line around a record: more than a message shows */
    WORTH_AN_INDEX = 16 * 1024 /* bytes; in fewer a line is soon found */
};

struct bc_source_shared {
    bc_arena arena;
    atomic_uint holders;
};

struct bc_source_reader {
    bc_source_window window;
    const bc_source_format *format;
    void *trees;              /* of that format; NULL: nothing was read yet */
    bc_source_shared *shared; /* of the document in work, or NULL */
    bc_diag_source *part;     /* of the text, that the record in work stands in */
    bc_diag_source *anchored; /* the same for its nodes with an anchor, or NULL */
    size_t part_at;
    bool faulty; /* reading goes on behind the fault */
    bool ended;
    bc_buf text; /* all of it */
};

bc_source_reader *bc_source_reader_new(const bc_source_input *input, bool keeps_text)
{
    bc_source_reader *reader = bc_mem_alloc(sizeof *reader);
    bc_source_window_init(&reader->window, input);
    bc_buf_init(&reader->text);
    reader->window.kept = keeps_text ? &reader->text : NULL;
    return reader;
}

void bc_source_shared_release(bc_source_shared *shared)
{
    if (!shared || atomic_fetch_sub(&shared->holders, 1) > 1)
        return;
    bc_arena_release(&shared->arena);
    bc_mem_free(shared);
}

static void end_document(bc_source_reader *r)
{
    bc_source_shared_release(r->shared);
    r->shared = NULL;
}

void bc_source_reader_free(bc_source_reader *reader)
{
    if (!reader)
        return;
    end_document(reader);
    if (reader->trees)
        reader->format->free(reader->trees);
    bc_source_window_release(&reader->window);
    bc_buf_release(&reader->text);
    bc_mem_free(reader);
}

bc_str bc_source_reader_text(const bc_source_reader *reader)
{
    return reader->ended ? bc_buf_str(&reader->text) : (bc_str){ 0 };
}

/* -- the part of the text ------------------------------------------------------------------------------- */

static bc_source_place begin_part(bc_source_reader *r, bc_arena *arena)
{
    const bc_source_place now = r->format->begin(r->trees);
    bc_str text = bc_buf_str(&r->window.text);
    r->part_at = now.at - now.line_at > SHOWN_AROUND ? now.at - SHOWN_AROUND : now.line_at;
    while (r->part_at > 0 && ((unsigned char)text.p[r->part_at] & 0xC0) == 0x80)
        r->part_at--;
    size_t at_hand = bc_source_count(bc_str_slice(text, r->part_at, now.at));
    assert(at_hand <= now.column);
    r->part = BC_NEW(arena, bc_diag_source);
    *r->part = (bc_diag_source){ .name = r->window.input.name,
                                 .offset = r->window.gone + r->part_at,
                                 .lines_before = now.line - 1,
                                 .columns_before = (uint32_t)(now.column - at_hand) };
    r->anchored = NULL;
    return now;
}

static void copy_text(const bc_source_reader *r, bc_diag_source *part, bc_arena *arena)
{
    size_t end = r->format->line_end(r->trees, SHOWN_AROUND);
    part->text = bc_arena_str(arena, bc_str_slice(bc_buf_str(&r->window.text), r->part_at, end));
    if (part->text.n >= WORTH_AN_INDEX)
        bc_diag_source_index(arena, part);
}

static void finish_part(bc_source_reader *r, bc_arena *arena)
{
    copy_text(r, r->part, arena);
    if (r->anchored)
        copy_text(r, r->anchored, &r->shared->arena);
}

/* Memory for the first node with an anchor in the record. */
static bc_yaml_anchored share(void *context)
{
    bc_source_reader *r = context;
    if (!r->shared) {
        r->shared = bc_mem_alloc(sizeof *r->shared);
        atomic_init(&r->shared->holders, 1);
    }
    r->anchored = BC_NEW(&r->shared->arena, bc_diag_source);
    *r->anchored = *r->part;
    return (bc_yaml_anchored){ &r->shared->arena, r->anchored };
}

/* -- reading -------------------------------------------------------------------------------------------- */

/* The name that says what is in it. */
static bc_str telling_name(const bc_source_input *input)
{
    return input->memory || !input->path ? input->name : bc_str_from(input->path);
}

static bool is_json(const bc_source_input *input, bc_source_window *window)
{
    bc_str name = telling_name(input);
    if (input->syntax != BC_SYNTAX_BY_NAME)
        return input->syntax == BC_SYNTAX_JSON;
    return bc_source_is_json_name(name) || (!bc_source_is_yaml_name(name) && bc_source_json_is(window));
}

bool bc_source_read_documents(bc_arena *arena, const bc_diag_source *source, bc_source_syntax syntax,
                              bc_diag_list *diags, bc_source_documents *out)
{
    bool json = syntax == BC_SYNTAX_JSON;
    if (syntax == BC_SYNTAX_BY_NAME)
        json = bc_source_is_json_name(source->name) ||
               (!bc_source_is_yaml_name(source->name) && bc_source_json_is_text(source->text));
    return json ? bc_source_json_read(arena, source, diags, out) : bc_yaml_read(arena, source, diags, out);
}

static bool begin(bc_source_reader *r, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    if (!bc_source_window_begin(&r->window, arena, diags, &out->io_error))
        return false;
    const bc_source_input *input = &r->window.input;
    if (is_json(input, &r->window)) {
        r->format = &BC_SOURCE_JSON_FORMAT;
        r->trees = bc_source_json_trees_new(&r->window, input->at);
        return true;
    }
    if (input->at.n) {
        bc_diag_source *whole = BC_NEW(arena, bc_diag_source);
        whole->name = input->name;
        bc_diag_add(diags, BC_DIAG_ERROR, "E146", (bc_diag_mark){ .source = whole },
                    bc_tr("records are taken from a place inside a document of JSON files only"));
        return false;
    }
    r->format = &BC_YAML_FORMAT;
    r->trees = bc_yaml_trees_new(&r->window, share, r);
    return true;
}

/* Where the record begins that stands behind that place, and was not read to its end. */
static bc_diag_mark first_mark(const bc_source_reader *r, bc_source_place now)
{
    const bc_diag_mark *opened = r->format->opened ? r->format->opened(r->trees) : NULL;
    if (opened)
        return *opened;
    const bc_str text = bc_buf_str(&r->window.text);
    for (; now.at < text.n && strchr(" \t\r\n,", text.p[now.at]); now.at++) {
        now.column = text.p[now.at] == '\n' ? 0 : now.column + 1;
        now.line += text.p[now.at] == '\n';
    }
    return bc_diag_mark_at(r->part, now.line, now.column + 1, 0);
}

/* False when nothing follows. */
static bool read_tree(bc_source_reader *r, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    const unsigned errors = diags->errors;
    const bc_node *root;
    const bc_source_place from = begin_part(r, arena);
    const size_t said = diags->list.n;
    bc_source_found found = r->format->next(r->trees, arena, r->part, diags, &root);
    if (found == BC_FOUND_FAULT && arena->quota && arena->quota->over) {
        bc_diag_list_cut(diags, said);
        bc_diag_add_excess(diags, first_mark(r, from), arena->quota);
    }
    if (found != BC_FOUND_NOTHING || diags->list.n > said)
        finish_part(r, arena);
    if (r->window.converted_later)
        bc_source_note_converted(r->part, r->window.encoding, diags);
    r->window.converted_later = false;
    out->bytes = r->part->text.n;
    r->faulty = found == BC_FOUND_FAULT;
    out->io_error = r->format->starved(r->trees) || (r->faulty && r->window.fault == BC_SOURCE_UNREAD);
    out->waits = bc_source_window_waits(&r->window, r->part_at + r->part->text.n);
    bool is_record = root && (found == BC_FOUND_ITEM || root->kind != BC_NODE_NULL);
    if (is_record && diags->errors == errors)
        out->record = root;
    if (r->shared && diags->list.n + is_record > 0) {
        atomic_fetch_add(&r->shared->holders, 1);
        out->shared = r->shared;
    }
    if (found == BC_FOUND_DOCUMENT)
        end_document(r);
    return found != BC_FOUND_END && found != BC_FOUND_LIMIT;
}

bool bc_source_reader_next(bc_source_reader *r, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    const size_t said = diags->list.n;
    *out = (bc_source_step){ 0 };
    if (!r->ended && !r->trees)
        r->ended = !begin(r, arena, diags, out);
    while (!r->ended && !out->record && diags->list.n == said) {
        if (r->faulty) {
            end_document(r);
            r->ended = !r->format->recover(r->trees);
        }
        if (!r->ended)
            r->ended = !read_tree(r, arena, diags, out);
    }
    return out->record || diags->list.n > said;
}
