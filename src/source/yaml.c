/* YAML into trees, by libyaml's events. The document loader of libyaml is not used: it loses where values stand and
 * what was quoted, and aliases that multiply would exhaust memory. Open collections are frames on a stack of our
 * own, finished nodes are handed to the frame above. After a fault the parser begins anew at the next document, so
 * that one bad record does not take the others with it. Of a window the items of a list that is a document come one by
 * one, each in memory of its own; what has an anchor may be named by all of them and lives elsewhere. */
#include "source/yaml.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/private/yaml_doubt.h"
#include "source/private/yaml_keys.h"
#include "source/private/yaml_problem.h"
#include "source/private/yaml_trees.h"

#include <assert.h>
#include <string.h>

enum {
    ALIAS_NODES_FREE = 10000, /* nodes that even the smallest file may reach */
    MAX_RESTARTS = 1000,      /* as many faults as are reported; a file of nothing else is not worth more */
    KEPT_BEFORE = 4096,       /* bytes before an item that hints may look at */
    FORGOTTEN_AT_ONCE = 65536 /* bytes; moving the rest costs more than keeping fewer */
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
    bc_str key_text;  /* living as long as the map */
    bc_diag_mark mark, key_mark;
    size_t first;    /* its first element in the reader's items or pairs */
    uint64_t weight; /* nodes in it, aliases expanded */
    anchor *anchor;
    bool leaves; /* with it ends what lives with the anchored nodes */
} frame;

struct bc_yaml_trees {
    bc_arena *arena;
    const bc_diag_source *source;
    bc_diag_list *diags;
    yaml_parser_t parser;
    bool parsing; /* there is a parser */
    bool stopped; /* in the middle of a record that takes more than it may */
    bc_yaml_text text;
    bc_yaml_cursor cursor;
    bc_yaml_keys keys;
    frame frames[BC_MAX_YAML_DEPTH];
    unsigned depth;
    BC_VEC(const bc_node *) items; /* of the open lists */
    BC_VEC(bc_yaml_pair) pairs;    /* of the open maps */
    bc_arena document;             /* its anchors */
    bc_strmap anchors;             /* of this document, by name */
    const bc_node *root;
    bool has_ended; /* the tree in which reading stopped, of which nothing was missing: */
    bc_diag_mark ended_mark;
    bool splits;      /* items of the outermost list come one by one: */
    bool in_list;     /* it is open */
    bool item_ended;  /* one has just been finished, and is the root */
    bool in_anchored; /* inside a node that has an anchor */
    bc_yaml_anchored anchored, (*ask)(void *context);
    void *context;
    uint64_t reached; /* nodes, aliases expanded */
    unsigned faults;  /* after which the parser began anew */
};

typedef bc_yaml_trees reader;

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
    bool own_line = begins_line(bc_yaml_cursor_line_before(&start));
    bc_yaml_cursor_seek(cursor, event->end_mark.index);
    size_t length = cursor->now.column - start.now.column;
    if (cursor->now.line != start.now.line) {
        bc_yaml_cursor first = start;
        bc_str line = bc_yaml_cursor_line(&start);
        while (first.now.line == start.now.line && first.now.at < start.now.line_at + line.n)
            bc_yaml_cursor_seek(&first, first.now.index + 1);
        length = first.now.column - start.now.column;
    }
    return (span){
        .at = start.now.at, .end = cursor->now.at, .own_line = own_line, .mark = bc_yaml_cursor_mark(&start, length)
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

/* -- where nodes live ----------------------------------------------------------------------------------- */

static bc_arena *node_arena(const reader *r)
{
    return r->in_anchored ? r->anchored.arena : r->arena;
}

/* Before a node is made. True when it is the outermost that has an anchor: leave_anchored follows it. */
static bool enter_anchored(reader *r, const yaml_char_t *name)
{
    if (!name || !r->in_list || r->in_anchored)
        return false;
    if (!r->anchored.arena)
        r->anchored = r->ask(r->context);
    r->in_anchored = true;
    r->cursor.source = r->anchored.source;
    return true;
}

static void leave_anchored(reader *r)
{
    r->in_anchored = false;
    r->cursor.source = r->source;
}

/* -- nodes ---------------------------------------------------------------------------------------------- */

/* Hands a finished node to the collection it stands in. */
static void attach(reader *r, const bc_node *value, uint64_t weight)
{
    frame *f = top(r);
    if (!f) {
        r->root = value;
        return;
    }
    f->weight += weight;
    if (r->in_list && r->depth == 1) {
        r->root = value;
        r->item_ended = true;
        return;
    }
    if (f->kind == BC_NODE_LIST) {
        bc_vec_add(&r->items, value);
        return;
    }
    if (f->key)
        bc_vec_add(&r->pairs, (bc_yaml_pair){ f->key, .text = f->key_text, .mark = f->key_mark, .value = value,
                                              .merge = f->merge });
    f->has_key = false;
}

static void set_no_key(frame *f)
{
    f->has_key = true;
    f->key = NULL;
}

static void set_key(reader *r, bc_str text, bool lent, bc_diag_mark mark, bool merge)
{
    frame *f = top(r);
    f->has_key = true;
    f->key = bc_yaml_keys_intern(&r->keys, text, lent ? NULL : r->arena);
    f->key_text = r->in_anchored ? bc_arena_str(r->anchored.arena, text) : f->key->text;
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

/* The scalar's text, as a slice of the source when that lasts and it stands there letter for letter. */
static bc_str scalar_text(const reader *r, const yaml_event_t *event, const span *where, bool *lent)
{
    bc_str value = { (const char *)event->data.scalar.value, event->data.scalar.length };
    *lent = false;
    if (r->text.window)
        return value;
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
    size_t behind = where->end + BC_MAX_YAML_COMMENT_SHOWN + 4, looked_at = where->at + BC_MAX_YAML_LOOKED_AT + 2;
    bc_yaml_text_reach(&r->text, behind > looked_at ? behind : looked_at);
    bc_str source = r->text.at_hand;
    const bc_yaml_plain plain = { .text = text,
                                  .written = bc_str_slice(source, where->at, where->end),
                                  .rest = bc_str_slice(source, where->at, source.n),
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
        set_no_key(top(r));
        return;
    }
    if (plain && top(r)->flow)
        doubt(r, text, where);
    if (plain)
        bc_yaml_doubt_key(text, where->mark, r->diags);
    name_node(r, event->data.scalar.anchor); /* reported when it is used: a key is no node to share */
    set_key(r, text, lent, where->mark, plain && bc_str_is(text, "<<"));
}

static void read_value(reader *r, const yaml_event_t *event)
{
    span where = locate(r, event);
    check_tag(r, event->data.scalar.tag, CORE_TAG "str", where.mark);
    bool lent, plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bc_str text = scalar_text(r, event, &where, &lent);
    if (plain)
        doubt(r, text, &where);
    else if (!lent && event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        bc_source_doubt_controls(text, where.mark, r->diags);
    if (!lent)
        text = bc_arena_str(node_arena(r), text);
    bc_node *value = bc_node_new_text(node_arena(r), where.mark, text, !plain || event->data.scalar.tag);
    if (is_null(event))
        *value = (bc_node){ .kind = BC_NODE_NULL, .mark = where.mark };
    anchor *a = name_node(r, event->data.scalar.anchor);
    if (a)
        *a = (anchor){ .value = value, .weight = 1 };
    attach(r, value, 1);
}

static void read_scalar(reader *r, const yaml_event_t *event)
{
    if (awaits_key(top(r))) {
        span where = locate(r, event);
        check_tag(r, event->data.scalar.tag, CORE_TAG "str", where.mark);
        read_key(r, event, &where);
        return;
    }
    bool leaves = enter_anchored(r, event->data.scalar.anchor);
    read_value(r, event);
    if (leaves)
        leave_anchored(r);
}

/* False when the nesting is too deep to go on. */
static bool may_open(reader *r, bc_diag_mark mark)
{
    if (r->depth < BC_MAX_YAML_DEPTH)
        return true;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E127", mark, bc_tr("lists and maps are nested more than %d deep"),
                BC_MAX_YAML_DEPTH);
    bc_diag_hint(r->diags, bc_tr("check the brackets and the indentation"));
    return false;
}

static bool open_collection(reader *r, const yaml_event_t *event, bc_node_kind kind)
{
    bool list = kind == BC_NODE_LIST;
    const yaml_char_t *name = list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    bool leaves = enter_anchored(r, name);
    bc_diag_mark mark = locate(r, event).mark;
    mark.length = 0;
    if (!may_open(r, mark))
        return false;
    check_tag(r, list ? event->data.sequence_start.tag : event->data.mapping_start.tag,
              list ? CORE_TAG "seq" : CORE_TAG "map", mark);
    bool as_key = awaits_key(top(r));
    if (as_key) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E121", mark, bc_tr("a list or map cannot be a key"));
        bc_diag_hint(r->diags, bc_tr("quote a text that begins with a bracket or a brace"));
    }
    r->in_list = r->in_list || (r->splits && list && r->depth == 0);
    r->frames[r->depth++] = (frame){
        .kind = kind,
        .flow = list ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                     : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
        .as_key = as_key,
        .mark = mark,
        .first = list ? r->items.n : r->pairs.n,
        .weight = 1,
        .anchor = name_node(r, name),
        .leaves = leaves,
    };
    return true;
}

static const bc_node *finish_list(reader *r, const frame *closed)
{
    size_t n = r->items.n - closed->first;
    if (closed->flow && n == 1)
        bc_yaml_doubt_single(r->items.at[closed->first], r->diags);
    r->items.n = closed->first;
    return bc_node_new_list(node_arena(r), closed->mark, n ? r->items.at + closed->first : NULL, n);
}

static const bc_node *finish_map(reader *r, const frame *closed)
{
    size_t n = r->pairs.n - closed->first;
    r->pairs.n = closed->first;
    return bc_yaml_keys_finish_map(&r->keys, node_arena(r), closed->mark, n ? r->pairs.at + closed->first : NULL, n,
                                   r->diags);
}

static void close_collection(reader *r)
{
    const frame closed = *top(r);
    r->depth--;
    if (r->in_list && !r->depth) { /* its items have come */
        r->in_list = false;
        return;
    }
    const bc_node *value = closed.kind == BC_NODE_LIST ? finish_list(r, &closed) : finish_map(r, &closed);
    if (closed.anchor)
        *closed.anchor = (anchor){ .value = value, .weight = closed.weight };
    if (closed.leaves)
        leave_anchored(r);
    if (closed.as_key)
        set_no_key(top(r));
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
        set_no_key(top(r));
        return true;
    }
    if (!a) {
        /* The document is refused; a null keeps its shape, so that the rest can be checked. */
        bc_node *nothing = BC_NEW(node_arena(r), bc_node);
        nothing->mark = mark;
        attach(r, nothing, 1);
        return true;
    }
    attach(r, a->value, a->weight);
    r->reached += a->weight;
    size_t bytes = r->text.window ? r->text.gone + r->cursor.now.at : r->text.at_hand.n;
    uint64_t most = (uint64_t)BC_YAML_NODES_PER_BYTE * bytes + ALIAS_NODES_FREE;
    if (r->reached <= most)
        return true;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E125", mark, bc_tr("the aliases of this file expand to too many values"));
    bc_diag_hint(r->diags, bc_tr("write the values out instead of nesting aliases"));
    return false;
}

static void start_document(reader *r)
{
    bc_strmap_clear(&r->anchors);
    bc_arena_reset(&r->document);
    r->root = NULL;
}

/* BC_FOUND_END: there is more to read before anything is found. */
static bc_source_found read_event(reader *r, const yaml_event_t *event)
{
    bool good = true;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        start_document(r);
        break;
    case YAML_DOCUMENT_END_EVENT:
        return BC_FOUND_DOCUMENT;
    case YAML_SCALAR_EVENT:
        r->reached++;
        read_scalar(r, event);
        break;
    case YAML_ALIAS_EVENT:
        good = read_alias(r, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        r->reached++;
        good = open_collection(r, event, event->type == YAML_MAPPING_START_EVENT ? BC_NODE_MAP : BC_NODE_LIST);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(r);
        break;
    default:
        break;
    }
    if (!good)
        return BC_FOUND_LIMIT;
    return r->item_ended ? BC_FOUND_ITEM : BC_FOUND_END;
}

static bool start_parser(reader *r)
{
    if (!yaml_parser_initialize(&r->parser)) {
        bc_yaml_report_problem(&r->parser, &r->cursor, 0, r->diags);
        return false;
    }
    r->parsing = true;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&r->parser, bc_yaml_text_feed, &r->text);
    return true;
}

/* The window's fault is found by whoever reads up to it, and is no fault of the parser's. */
static void report_fault(reader *r)
{
    const bc_source_window *window = r->text.window;
    if (r->parser.error == YAML_READER_ERROR && window && window->fault != BC_SOURCE_SOUND &&
        r->text.fed == r->text.at_hand.n) {
        bool too_large = window->fault == BC_SOURCE_TOO_LARGE;
        bc_yaml_cursor_seek_byte(&r->cursor, too_large ? r->cursor.origin.at : r->text.at_hand.n);
        bc_source_window_report(window, bc_yaml_cursor_mark(&r->cursor, 0), r->diags);
        return;
    }
    bc_yaml_report_problem(&r->parser, &r->cursor, r->in_list ? r->frames[0].mark.line : 0, r->diags);
}

static bc_source_found read_on(reader *r)
{
    bc_source_found found = BC_FOUND_END;
    for (bool ended = false; !ended && found == BC_FOUND_END;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            report_fault(r);
            return BC_FOUND_FAULT;
        }
        ended = event.type == YAML_STREAM_END_EVENT;
        found = read_event(r, &event);
        yaml_event_delete(&event);
        if (bc_quota_is_over(r->arena->quota) && found != BC_FOUND_LIMIT) {
            r->stopped = true;
            return BC_FOUND_FAULT;
        }
    }
    return found;
}

/* Drops what was read but for what hints about the next item may look at. */
static void forget(reader *r)
{
    assert(r->text.window);
    size_t at = r->cursor.origin.at;
    if (at < KEPT_BEFORE + FORGOTTEN_AT_ONCE)
        return;
    size_t n = at - KEPT_BEFORE; /* no character is cut */
    while (n > 0 && ((unsigned char)r->text.at_hand.p[n] & 0xC0) == 0x80)
        n--;
    bc_yaml_text_forget(&r->text, n);
    bc_yaml_cursor_forget(&r->cursor, n);
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

/* The same in what is still to be read. What is at hand without a document is passed over, but for its end, where one
 * may have begun. */
static bool find_document(reader *r, size_t from)
{
    enum { MAX_MARK = 5 }; /* a line's end, the mark, and what follows it */
    for (;;) {
        size_t n = r->text.at_hand.n, at = next_document(r->text.at_hand, from);
        bool cut = at != SIZE_MAX && n - at < MAX_MARK && bc_yaml_text_reach(&r->text, n + 1);
        if (at != SIZE_MAX && !cut) {
            bc_yaml_cursor_restart(&r->cursor, at);
            r->text.fed = r->cursor.now.at;
            return true;
        }
        if (!cut && !bc_yaml_text_reach(&r->text, n + 1))
            return false;
        size_t kept = n > MAX_MARK ? n - MAX_MARK : 0;
        from = from > kept ? from : kept;
        bc_yaml_cursor_seek_byte(&r->cursor, from);
        r->cursor.origin = r->cursor.now;
        r->text.fed = r->text.fed > from ? r->text.fed : from;
        from = r->cursor.now.at;
        size_t before = r->text.gone;
        forget(r);
        from -= r->text.gone - before;
    }
}

static bool recover(void *trees)
{
    reader *r = trees;
    if (r->parser.error == YAML_MEMORY_ERROR || r->faults++ >= MAX_RESTARTS)
        return false;
    /* The fault may be the document's mark itself, inside a bracket or a text that was never closed. */
    bool of_reader = r->parser.error == YAML_READER_ERROR;
    if (!of_reader && !r->stopped)
        bc_yaml_cursor_seek(&r->cursor, r->parser.problem_mark.index);
    size_t origin = r->cursor.origin.at, line = r->cursor.now.line_at;
    r->depth = 0;
    r->in_list = r->item_ended = r->in_anchored = r->stopped = false;
    r->cursor.source = r->source;
    bc_vec_clear(&r->items);
    bc_vec_clear(&r->pairs);
    yaml_parser_delete(&r->parser);
    r->parsing = false;
    return find_document(r, line > origin ? line : origin + 1);
}

/* -- the trees ------------------------------------------------------------------------------------------ */

static bc_yaml_trees *new_trees(const bc_diag_source *source, bc_source_window *window)
{
    bc_yaml_trees *trees = bc_mem_alloc(sizeof *trees);
    trees->splits = window != NULL;
    trees->source = source;
    bc_yaml_text_init(&trees->text, source ? source->text : (bc_str){ 0 }, window);
    bc_yaml_cursor_init(&trees->cursor, &trees->text, source);
    return trees;
}

bc_yaml_trees *bc_yaml_trees_new(bc_source_window *window, bc_yaml_anchored (*ask)(void *context), void *context)
{
    bc_yaml_trees *trees = new_trees(NULL, window);
    trees->ask = ask;
    trees->context = context;
    return trees;
}

static void free_trees(void *trees)
{
    reader *r = trees;
    if (r->parsing)
        yaml_parser_delete(&r->parser);
    bc_yaml_keys_release(&r->keys);
    bc_vec_release(&r->items);
    bc_vec_release(&r->pairs);
    bc_strmap_release(&r->anchors);
    bc_arena_release(&r->document);
    bc_mem_free(r);
}

static bool is_starved(const void *trees)
{
    const reader *r = trees;
    return r->parser.error == YAML_MEMORY_ERROR;
}

static bc_source_place begin(void *trees)
{
    reader *r = trees;
    r->cursor.origin = r->cursor.now;
    forget(r);
    const bc_yaml_place *now = &r->cursor.now;
    return (bc_source_place){ .at = now->at, .line_at = now->line_at, .column = now->column, .line = now->line };
}

static size_t line_end(void *trees, size_t most)
{
    reader *r = trees;
    return bc_yaml_text_line_end(&r->text, r->cursor.now.at, most);
}

static const bc_diag_mark *opened(const void *trees)
{
    const reader *r = trees;
    const unsigned root = r->in_list ? 1 : 0;
    return r->depth > root ? &r->frames[root].mark : r->has_ended ? &r->ended_mark : NULL;
}

static bc_source_found next(void *trees, bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags,
                            const bc_node **out)
{
    reader *r = trees;
    const size_t first = diags->list.n;
    r->arena = arena;
    r->source = r->cursor.source = source;
    r->diags = diags;
    r->anchored = (bc_yaml_anchored){ 0 };
    r->item_ended = false;
    if (r->splits)
        bc_yaml_keys_clear(&r->keys);
    *out = NULL;
    if (!r->parsing && !start_parser(r))
        return BC_FOUND_FAULT;
    bc_source_found found = read_on(r);
    bc_source_sort_new(diags, first);
    if (found == BC_FOUND_DOCUMENT || found == BC_FOUND_ITEM)
        *out = r->root;
    r->has_ended = found == BC_FOUND_FAULT && r->root;
    if (r->has_ended)
        r->ended_mark = r->root->mark;
    r->root = NULL;
    return found;
}

bool bc_yaml_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags, bc_source_documents *out)
{
    const size_t first = diags->list.n;
    const unsigned errors = diags->errors;
    BC_VEC(const bc_node *) documents = { 0 };
    bc_yaml_trees *trees = new_trees(source, NULL);
    bc_source_found found = BC_FOUND_DOCUMENT;
    while (found == BC_FOUND_DOCUMENT || (found == BC_FOUND_FAULT && recover(trees))) {
        const unsigned errors_before = diags->errors;
        const bc_node *root;
        found = next(trees, arena, source, diags, &root);
        if (root && root->kind != BC_NODE_NULL && diags->errors == errors_before)
            bc_vec_add(&documents, root);
    }
    bc_source_sort_new(diags, first);
    out->n = documents.n;
    out->at = BC_NEW_ARRAY(arena, const bc_node *, out->n);
    if (out->n)
        memcpy(out->at, documents.at, out->n * sizeof *out->at);
    out->starved = is_starved(trees);
    bc_vec_release(&documents);
    free_trees(trees);
    return diags->errors == errors;
}

const bc_source_format BC_YAML_FORMAT = { .free = free_trees,
                                          .begin = begin,
                                          .next = next,
                                          .line_end = line_end,
                                          .opened = opened,
                                          .recover = recover,
                                          .starved = is_starved };
