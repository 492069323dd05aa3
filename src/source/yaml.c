/* YAML into trees, by libyaml's events. The document loader of libyaml is not used: it loses where values stand and
 * what was quoted, and aliases that multiply would exhaust memory. Open collections are frames on a stack of our
 * own, finished nodes are handed to the frame above. After a fault the parser begins anew at the next document, so
 * that one bad record does not take the others with it. */
#include "source/yaml.h"

#include "base/tr.h"
#include "source/private/yaml_cursor.h"
#include "source/private/yaml_doubt.h"
#include "source/private/yaml_keys.h"
#include "source/private/yaml_problem.h"

#include <string.h>
#include <yaml.h>

enum {
    ALIAS_NODES_FREE = 10000, /* nodes that even the smallest file may reach */
    MAX_RESTARTS = 1000       /* as many faults as are reported; a file of nothing else is not worth more */
};

#define CORE_TAG "tag:yaml.org,2002:"

/* A node that has a name in its document. */
typedef struct anchor {
    const bc_node *value; /* NULL while the node is being read */
    uint64_t weight;
} anchor;

/* A collection that is being read. */
typedef struct frame {
    bc_node_kind kind;
    bool flow;
    bool as_key;      /* stands where a key should: it is read and thrown away */
    bool has_key;     /* a map whose next node is a value */
    bool merge;       /* that key is << */
    bc_yaml_key *key; /* that key; NULL when it was refused */
    bc_diag_mark mark, key_mark;
    size_t first;    /* its first element in the reader's items or pairs */
    uint64_t weight; /* nodes in it, aliases expanded */
    anchor *anchor;
} frame;

typedef struct reader {
    bc_arena *arena;
    const bc_diag_source *source;
    bc_diag_list *diags;
    yaml_parser_t parser;
    bc_yaml_cursor cursor;
    bc_yaml_keys keys;
    frame frames[BC_MAX_YAML_DEPTH];
    unsigned depth;
    BC_VEC(const bc_node *) items; /* of the open lists */
    BC_VEC(bc_yaml_pair) pairs;    /* of the open maps */
    bc_arena document;             /* its anchors */
    bc_strmap anchors;             /* of this document, by name */
    const bc_node *root;
    unsigned errors_before; /* the document */
    uint64_t reached;       /* nodes, aliases expanded */
    unsigned faults;        /* after which the parser began anew */
    BC_VEC(const bc_node *) documents;
} reader;

/* Where an event stands: its first byte, and its mark, underlining as far as its first line goes. */
typedef struct span {
    size_t at, end;
    bool own_line; /* nothing but blanks and dashes of lists before it in its line */
    bc_diag_mark mark;
} span;

static bool begins_line(bc_str before)
{
    for (size_t i = 0; i < before.n; i++)
        if (before.p[i] != ' ' && before.p[i] != '-')
            return false;
    return true;
}

static span locate(reader *r, const yaml_event_t *event)
{
    bc_yaml_cursor *cursor = &r->cursor;
    bc_yaml_cursor_seek(cursor, event->start_mark.index);
    const bc_yaml_cursor start = *cursor;
    bc_str before = bc_str_slice(r->source->text, start.line_at, start.at);
    bc_yaml_cursor_seek(cursor, event->end_mark.index);
    size_t length = cursor->column - start.column;
    if (cursor->line != start.line) {
        bc_yaml_cursor first = start;
        bc_str line = bc_yaml_cursor_line(&start);
        while (first.line == start.line && first.at < start.line_at + line.n)
            bc_yaml_cursor_seek(&first, first.index + 1);
        length = first.column - start.column;
    }
    return (span){
        .at = start.at, .end = cursor->at, .own_line = begins_line(before), .mark = bc_yaml_cursor_mark(&start, length)
    };
}

static frame *top(reader *r)
{
    return r->depth ? &r->frames[r->depth - 1] : NULL;
}

static bool awaits_key(const frame *f)
{
    return f && f->kind == BC_NODE_MAP && !f->has_key;
}

/* Hands a finished node to the collection it stands in. */
static void attach(reader *r, const bc_node *value, uint64_t weight)
{
    frame *f = top(r);
    if (!f) {
        r->root = value;
        return;
    }
    f->weight += weight;
    if (f->kind == BC_NODE_LIST) {
        *bc_vec_push(&r->items) = value;
        return;
    }
    if (f->key)
        *bc_vec_push(&r->pairs) =
            (bc_yaml_pair){ .key = f->key, .mark = f->key_mark, .value = value, .merge = f->merge };
    f->has_key = false;
}

static void set_key(frame *f, bc_yaml_key *key, bc_diag_mark mark, bool merge)
{
    f->has_key = true;
    f->key = key;
    f->key_mark = mark;
    f->merge = merge;
}

static anchor *name_node(reader *r, const yaml_char_t *name)
{
    if (!name)
        return NULL;
    anchor *a = BC_NEW(&r->document, anchor);
    bc_strmap_put(&r->anchors, bc_arena_str(&r->document, bc_str_from((const char *)name)), a);
    return a;
}

/* Tags say what the form says better; those that change nothing are accepted. */
static void check_tag(reader *r, const yaml_char_t *tag, const char *allowed, bc_diag_mark mark)
{
    if (!tag || strcmp((const char *)tag, allowed) == 0 || strcmp((const char *)tag, "!") == 0)
        return;
    bc_str name = bc_str_from((const char *)tag);
    if (bc_str_starts(name, BC_STR(CORE_TAG)))
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E122", mark, bc_tr("the tag !!%s is not supported here"),
                    name.p + strlen(CORE_TAG));
    else
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E122", mark, bc_tr("the tag %s is not known"), name.p);
    bc_diag_hint(r->diags, bc_tr("leave the tag out; a text that begins with ! needs quotation marks"));
}

/* The scalar's text, as a slice of the source when it stands there letter for letter. */
static bc_str scalar_text(const reader *r, const yaml_event_t *event, const span *where, bool *lent)
{
    bc_str value = { (const char *)event->data.scalar.value, event->data.scalar.length };
    yaml_scalar_style_t style = event->data.scalar.style;
    bool in_quotes = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    bc_str written = bc_str_slice(r->source->text, where->at + in_quotes, where->at + in_quotes + value.n);
    *lent = bc_str_eq(written, value);
    return *lent ? written : value;
}

static bool is_null(const yaml_event_t *event)
{
    bc_str text = { (const char *)event->data.scalar.value, event->data.scalar.length };
    return !event->data.scalar.tag && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.n == 0 || bc_str_is(text, "~") || bc_str_is(text, "null"));
}

static void doubt(reader *r, bc_str text, const span *where)
{
    const frame *f = top(r);
    bc_str source = r->source->text;
    const bc_yaml_plain plain = { .text = text,
                                  .written = bc_str_slice(source, where->at, where->end),
                                  .mark = where->mark,
                                  .flow = f && f->flow,
                                  .item = f && f->kind == BC_NODE_LIST,
                                  .own_line = where->own_line,
                                  .next = where->end < source.n ? source.p[where->end] : '\0' };
    bc_yaml_doubt_plain(&plain, r->diags);
}

static void read_key(reader *r, const yaml_event_t *event, const span *where)
{
    bool lent, plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bc_str text = scalar_text(r, event, where, &lent);
    if (plain && text.n == 0) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E129", where->mark, bc_tr("a key is missing before the colon"));
        bc_diag_hint(r->diags, bc_tr("write key: value, or quote the text"));
        set_key(top(r), NULL, where->mark, false);
        return;
    }
    if (plain && top(r)->flow)
        doubt(r, text, where);
    name_node(r, event->data.scalar.anchor); /* reported when it is used: a key is no node to share */
    set_key(top(r), bc_yaml_keys_intern(&r->keys, text, lent), where->mark, plain && bc_str_is(text, "<<"));
}

static void read_scalar(reader *r, const yaml_event_t *event)
{
    span where = locate(r, event);
    check_tag(r, event->data.scalar.tag, CORE_TAG "str", where.mark);
    if (awaits_key(top(r))) {
        read_key(r, event, &where);
        return;
    }
    bool lent, plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bc_str text = scalar_text(r, event, &where, &lent);
    if (plain)
        doubt(r, text, &where);
    if (!lent)
        text = bc_arena_str(r->arena, text);
    bc_node *value = bc_node_new_text(r->arena, where.mark, text, !plain || event->data.scalar.tag);
    if (is_null(event))
        *value = (bc_node){ .kind = BC_NODE_NULL, .mark = where.mark };
    anchor *a = name_node(r, event->data.scalar.anchor);
    if (a)
        *a = (anchor){ .value = value, .weight = 1 };
    attach(r, value, 1);
}

/* False when the nesting is too deep to go on. */
static bool open_collection(reader *r, const yaml_event_t *event, bc_node_kind kind)
{
    bool list = kind == BC_NODE_LIST;
    bc_diag_mark mark = locate(r, event).mark;
    mark.length = 0;
    if (r->depth == BC_MAX_YAML_DEPTH) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E127", mark, bc_tr("lists and maps are nested more than %d deep"),
                    BC_MAX_YAML_DEPTH);
        bc_diag_hint(r->diags, bc_tr("check the brackets and the indentation"));
        return false;
    }
    check_tag(r, list ? event->data.sequence_start.tag : event->data.mapping_start.tag,
              list ? CORE_TAG "seq" : CORE_TAG "map", mark);
    bool as_key = awaits_key(top(r));
    if (as_key) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E121", mark, bc_tr("a list or map cannot be a key"));
        bc_diag_hint(r->diags, bc_tr("quote a text that begins with a bracket or a brace"));
    }
    r->frames[r->depth++] = (frame){
        .kind = kind,
        .flow = list ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                     : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
        .as_key = as_key,
        .mark = mark,
        .first = list ? r->items.n : r->pairs.n,
        .weight = 1,
        .anchor = name_node(r, list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor),
    };
    return true;
}

static void close_collection(reader *r)
{
    const frame closed = *top(r);
    bc_node *value;
    r->depth--;
    if (closed.kind == BC_NODE_LIST) {
        size_t n = r->items.n - closed.first;
        if (closed.flow && n == 1)
            bc_yaml_doubt_single(r->items.at[closed.first], r->diags);
        value = bc_node_new_list(r->arena, closed.mark, n ? r->items.at + closed.first : NULL, n);
        r->items.n = closed.first;
    } else {
        size_t n = r->pairs.n - closed.first;
        value = bc_yaml_keys_finish_map(&r->keys, closed.mark, n ? r->pairs.at + closed.first : NULL, n, r->diags);
        r->pairs.n = closed.first;
    }
    if (closed.anchor)
        *closed.anchor = (anchor){ .value = value, .weight = closed.weight };
    if (closed.as_key)
        set_key(top(r), NULL, closed.mark, false);
    else
        attach(r, value, closed.weight);
}

static const anchor *find_anchor(reader *r, const char *name, bc_diag_mark mark)
{
    const anchor *a = bc_strmap_find(&r->anchors, bc_str_from(name));
    if (!a) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E123", mark, bc_tr("there is no anchor &%s before this"), name);
        bc_diag_hint(r->diags, bc_tr("a text that begins with * needs quotation marks"));
    } else if (!a->value) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E124", mark, bc_tr("*%s stands inside the value that it names"), name);
        bc_diag_hint(r->diags, bc_tr("an alias can name only a list, map or text that is complete"));
    }
    return a && a->value ? a : NULL;
}

/* False when the aliases multiply beyond what any honest file would hold. */
static bool read_alias(reader *r, const yaml_event_t *event)
{
    bc_diag_mark mark = locate(r, event).mark;
    const anchor *a = find_anchor(r, (const char *)event->data.alias.anchor, mark);
    if (awaits_key(top(r))) {
        if (a) {
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E121", mark, bc_tr("an alias cannot be a key"));
            bc_diag_hint(r->diags, bc_tr("write the key itself"));
        }
        set_key(top(r), NULL, mark, false);
        return true;
    }
    if (!a) {
        /* The document is refused; a null keeps its shape, so that the rest can be checked. */
        bc_node *nothing = BC_NEW(r->arena, bc_node);
        nothing->mark = mark;
        attach(r, nothing, 1);
        return true;
    }
    attach(r, a->value, a->weight);
    r->reached += a->weight;
    uint64_t most = (uint64_t)BC_YAML_NODES_PER_BYTE * r->source->text.n + ALIAS_NODES_FREE;
    if (r->reached <= most)
        return true;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E125", mark, bc_tr("the aliases of this file expand to too many values"));
    bc_diag_hint(r->diags, bc_tr("write the values out instead of nesting aliases"));
    return false;
}

static void start_document(reader *r)
{
    bc_strmap_release(&r->anchors);
    bc_arena_reset(&r->document);
    r->root = NULL;
    r->errors_before = r->diags->errors;
}

static void end_document(reader *r)
{
    if (r->root && r->root->kind != BC_NODE_NULL && r->diags->errors == r->errors_before)
        *bc_vec_push(&r->documents) = r->root;
}

/* False when reading cannot go on. */
static bool read_event(reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        start_document(r);
        return true;
    case YAML_DOCUMENT_END_EVENT:
        end_document(r);
        return true;
    case YAML_SCALAR_EVENT:
        r->reached++;
        read_scalar(r, event);
        return true;
    case YAML_ALIAS_EVENT:
        return read_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
        r->reached++;
        return open_collection(r, event, BC_NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        r->reached++;
        return open_collection(r, event, BC_NODE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(r);
        return true;
    default:
        return event->type != YAML_STREAM_END_EVENT;
    }
}

/* True when the text was read to its end, or to where a limit stops it; false where the parser found a fault, which is
 * reported. */
static bool read_events(reader *r)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            bc_yaml_report_problem(&r->parser, &r->cursor, r->diags);
            return false;
        }
        more = read_event(r, &event);
        yaml_event_delete(&event);
    }
    return true;
}

/* Start of the next line after byte `from` that begins a document, or SIZE_MAX. */
static size_t next_document(bc_str text, size_t from)
{
    bc_str mark = BC_STR("---");
    for (size_t at = from; (at = bc_str_find(text, mark, at)) != SIZE_MAX; at += mark.n) {
        bool starts = at > 0 && (text.p[at - 1] == '\n' || text.p[at - 1] == '\r');
        bool ends = at + mark.n == text.n || strchr(" \t\r\n", text.p[at + mark.n]);
        if (starts && ends)
            return at;
    }
    return SIZE_MAX;
}

/* After a fault: the parser begins anew at the next document, so that one bad record does not take the others with
 * it. False when there is none. */
static bool recover(reader *r)
{
    bc_str text = r->source->text;
    bool possible = !r->cursor.paired && r->parser.error != YAML_MEMORY_ERROR && r->faults++ < MAX_RESTARTS;
    if (!possible)
        return false;
    /* The fault may be the document's mark itself, inside a bracket or a text that was never closed. */
    bc_yaml_cursor_seek(&r->cursor, r->parser.problem_mark.index);
    size_t from = r->cursor.line_at > r->cursor.origin_at ? r->cursor.line_at : r->cursor.origin_at + 1;
    size_t at = next_document(text, from);
    if (at == SIZE_MAX)
        return false;
    bc_yaml_cursor_restart(&r->cursor, at);
    r->depth = 0;
    bc_vec_clear(&r->items);
    bc_vec_clear(&r->pairs);
    yaml_parser_delete(&r->parser);
    return true;
}

static bool start_parser(reader *r, bc_str text)
{
    if (!yaml_parser_initialize(&r->parser)) {
        bc_yaml_report_problem(&r->parser, &r->cursor, r->diags);
        return false;
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
    return true;
}

static void read_documents(reader *r, bc_str text)
{
    if (!start_parser(r, text))
        return;
    while (!read_events(r) && recover(r))
        if (!start_parser(r, bc_str_slice(text, r->cursor.origin_at, text.n)))
            return;
}

/* Some things are seen only at the end of a map, after what stands in it: puts the new ones in the
 * order of the text. They are few, and nearly in order. */
static void sort_new(bc_diag_list *diags, size_t first)
{
    for (size_t i = first + 1; i < diags->list.n; i++) {
        bc_diag moved = diags->list.at[i];
        size_t at = i;
        for (; at > first; at--) {
            const bc_diag_mark *before = &diags->list.at[at - 1].mark;
            if (before->line < moved.mark.line ||
                (before->line == moved.mark.line && before->column <= moved.mark.column))
                break;
            diags->list.at[at] = diags->list.at[at - 1];
        }
        diags->list.at[at] = moved;
    }
}

static void release(reader *r)
{
    yaml_parser_delete(&r->parser);
    bc_yaml_keys_release(&r->keys);
    bc_vec_release(&r->items);
    bc_vec_release(&r->pairs);
    bc_vec_release(&r->documents);
    bc_strmap_release(&r->anchors);
    bc_arena_release(&r->document);
}

bool bc_yaml_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags, bc_source_documents *out)
{
    const size_t first = diags->list.n;
    const unsigned errors = diags->errors;
    reader r = { .arena = arena, .source = source, .diags = diags };
    bc_buf joined;
    bc_buf_init(&joined);
    bool paired = bc_yaml_join_pairs(source->text, &joined);
    bc_str text = paired ? bc_buf_str(&joined) : source->text;
    bc_yaml_cursor_init(&r.cursor, source, paired);
    bc_yaml_keys_init(&r.keys, arena);
    read_documents(&r, text);
    sort_new(diags, first);
    out->n = r.documents.n;
    out->at = BC_NEW_ARRAY(arena, const bc_node *, out->n);
    if (out->n)
        memcpy(out->at, r.documents.at, out->n * sizeof *out->at);
    out->starved = r.parser.error == YAML_MEMORY_ERROR;
    release(&r);
    bc_buf_release(&joined);
    return diags->errors == errors;
}
