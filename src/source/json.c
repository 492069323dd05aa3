/* JSON into trees. Open collections are frames on a stack of our own, so that reading can stop after any record and go
 * on later; finished nodes are handed to the frame above. What a path passes over is read for its form alone and
 * forgotten on the way: of a dump in one document only the record in work is at hand. After a fault the next value is
 * looked for where lines begin, as values of JSON Lines do. */
#include "source/private/json_trees.h"

#include "base/tr.h"
#include "source/private/json_text.h"
#include "source/private/yaml_doubt.h"
#include "source/private/yaml_keys.h"

#include <assert.h>
#include <string.h>

enum {
    MAX_PATH = 16,         /* keys that lead to the records */
    MAX_RESTARTS = 1000,   /* as many faults as are reported; a file of nothing else is not worth more */
    PASSED_AT_ONCE = 65536 /* bytes of what a path does not lead to, that are at hand together */
};

/* What becomes of a value. */
typedef enum part {
    PART_BUILT,  /* a part of a tree */
    PART_TARGET, /* the root of one, or the list of them */
    PART_WAY,    /* on the way there */
    PART_PASSED
} part;

/* What may come next. */
typedef enum expected {
    EXPECT_DOCUMENT,
    EXPECT_VALUE,
    EXPECT_ITEM,      /* the first, or the end of the list */
    EXPECT_FIRST_KEY, /* or the end of the map */
    EXPECT_KEY,
    EXPECT_COLON,
    EXPECT_SEPARATOR /* or the closing bracket */
} expected;

#define BEHIND_COMMA UINT32_MAX

typedef struct frame {
    bc_node_kind kind;
    part part;
    unsigned passed;  /* parts of the path that led here */
    bool found;       /* of a map on the way: its key of the path was there */
    bool after_comma; /* what comes next */
    bc_yaml_key *key; /* of the value in work */
    bool key_leads;   /* it is the path's */
    bc_diag_mark mark, key_mark;
    uint32_t found_line;
    size_t first; /* its first element in the reader's items or pairs */
} frame;

typedef struct reader {
    bc_source_json_text text;
    bc_arena *arena;
    bc_yaml_keys keys;
    bc_yaml_key *last_key; /* that was read; may be NULL */
    frame frames[BC_MAX_YAML_DEPTH];
    unsigned depth;
    expected expected;
    bc_source_json_token comma; /* the one that came last */
    BC_VEC(const bc_node *) items;
    BC_VEC(bc_yaml_pair) pairs;
    bool splits; /* items of the target come one by one */
    bc_str path[MAX_PATH];
    unsigned path_count;
    const bc_node *root;    /* what has been finished, when there is one */
    bc_source_found found;  /* and what it is */
    uint32_t first_line;    /* of the document in work */
    uint32_t last_line;     /* where the last one ended; 0: none has, BEHIND_COMMA: that was reported */
    uint32_t token_line;    /* of the token before */
    bool begins_line;       /* the document in work begins in its line's first byte */
    bc_source_place origin; /* where the tree in work begins */
    size_t fault_at;        /* a byte that the next document is not before */
    size_t stops_at;        /* byte behind which nothing is read; 0: none */
    unsigned faults;
    unsigned mistakes; /* before the token in work */
} reader;

typedef bc_source_json_token token;

static frame *top(reader *r)
{
    return r->depth ? &r->frames[r->depth - 1] : NULL;
}

static void report(reader *r, bc_source_json_problem problem, const token *at)
{
    bool marked = at->kind == BC_JSON_TEXT || at->kind == BC_JSON_WORD || at->kind == BC_JSON_NULL;
    bc_source_json_report(&r->text, problem, marked ? at->mark : bc_source_json_mark(&r->text, at, 1));
}

static bool is_sign(const token *t, char sign)
{
    return t->kind == BC_JSON_PUNCTUATION && t->sign == sign;
}

/* -- finished nodes ------------------------------------------------------------------------------------- */

/* What the value that begins now is for. */
static part part_of_value(const reader *r, unsigned *passed)
{
    const frame *f = r->depth ? &r->frames[r->depth - 1] : NULL;
    *passed = f ? f->passed : 0;
    if (f && f->part == PART_TARGET)
        return PART_BUILT;
    if (f && f->part != PART_WAY)
        return f->part;
    if (f && f->kind == BC_NODE_MAP) {
        if (!f->key_leads)
            return PART_PASSED;
        ++*passed;
    }
    return *passed == r->path_count ? PART_TARGET : PART_WAY;
}

static void finish_target(reader *r, const bc_node *value)
{
    bool document = r->depth == 0;
    r->root = value->kind == BC_NODE_NULL && !document ? NULL : value;
    r->found = document ? BC_FOUND_DOCUMENT : r->root ? BC_FOUND_ITEM : BC_FOUND_END;
}

/* The value that began here is complete: a comma or the end is due, or another document. */
static void end_value(reader *r)
{
    r->expected = r->depth ? EXPECT_SEPARATOR : EXPECT_DOCUMENT;
    if (!r->depth && r->found == BC_FOUND_END)
        r->found = BC_FOUND_DOCUMENT;
}

/* Hands a finished node to where it belongs. */
static void attach(reader *r, const bc_node *value, part what)
{
    frame *f = top(r);
    if (what == PART_TARGET) {
        finish_target(r, value);
    } else if (f->part == PART_TARGET && f->kind == BC_NODE_LIST && r->splits) {
        r->root = value;
        r->found = BC_FOUND_ITEM;
    } else if (f->kind == BC_NODE_LIST) {
        bc_vec_add(&r->items, value);
    } else {
        bc_vec_add(&r->pairs,
                   (bc_yaml_pair){ .key = f->key, .text = f->key->text, .mark = f->key_mark, .value = value });
    }
    end_value(r);
}

/* -- the path ------------------------------------------------------------------------------------------- */

/* The mark may be of a step before, whose text has gone. */
static void report_no_way(reader *r, bc_diag_mark mark, unsigned passed)
{
    mark.source = r->text.source;
    bc_str name = r->path[passed];
    bc_diag_add(r->text.diags, BC_DIAG_ERROR, "E146", mark, bc_tr("there is no `%.*s` here"), BC_STR_ARG(name));
    bc_diag_hint(r->text.diags, bc_tr("the records are looked for there: name the keys that lead to them, as in a.b"));
}

/* A key of a map on the way. */
static void follow(reader *r, frame *f, const token *t)
{
    f->key_leads = bc_str_eq(t->text, r->path[f->passed]);
    if (!f->key_leads)
        return;
    if (f->found)
        bc_yaml_keys_report_twice(r->path[f->passed], t->mark, f->found_line, r->text.diags);
    else
        f->found_line = t->mark.line;
    f->found = true;
}

/* -- values --------------------------------------------------------------------------------------------- */

static bool open_collection(reader *r, const token *t)
{
    unsigned passed;
    const part what = part_of_value(r, &passed);
    const bc_diag_mark mark = bc_source_json_mark(&r->text, t, 0);
    const bool list = t->sign == '[';
    if (r->depth == BC_MAX_YAML_DEPTH) {
        bc_diag_add(r->text.diags, BC_DIAG_ERROR, "E127", mark, bc_tr("lists and maps are nested more than %d deep"),
                    BC_MAX_YAML_DEPTH);
        bc_diag_hint(r->text.diags, bc_tr("check the brackets and the indentation"));
        r->text.mistakes++;
        return false;
    }
    r->frames[r->depth++] = (frame){ .kind = list ? BC_NODE_LIST : BC_NODE_MAP,
                                     .part = what,
                                     .passed = passed,
                                     .mark = mark,
                                     .first = list ? r->items.n : r->pairs.n };
    r->expected = list ? EXPECT_ITEM : EXPECT_FIRST_KEY;
    return true;
}

static void close_collection(reader *r)
{
    const frame closed = *top(r);
    const size_t first = closed.first;
    r->depth--;
    bool split = closed.part == PART_TARGET && closed.kind == BC_NODE_LIST && r->splits;
    if (closed.part == PART_WAY && closed.kind == BC_NODE_MAP && !closed.found)
        report_no_way(r, closed.mark, closed.passed);
    if (split || closed.part == PART_WAY || closed.part == PART_PASSED) {
        end_value(r);
        return;
    }
    const bc_node *value;
    if (closed.kind == BC_NODE_LIST) {
        size_t n = r->items.n - first;
        value = bc_node_new_list(r->arena, closed.mark, n ? r->items.at + first : NULL, n);
        r->items.n = first;
    } else {
        size_t n = r->pairs.n - first;
        value =
            bc_yaml_keys_finish_map(&r->keys, r->arena, closed.mark, n ? r->pairs.at + first : NULL, n, r->text.diags);
        r->pairs.n = first;
    }
    attach(r, value, closed.part);
}

/* JSON takes U+007F to U+009F as they are. Bytes that begin them are rare in Chinese text. */
static bool may_have_controls(bc_str text)
{
    return text.n && (memchr(text.p, 0xC2, text.n) || memchr(text.p, 0x7F, text.n));
}

static void take_scalar(reader *r, const token *t)
{
    unsigned passed;
    const part what = part_of_value(r, &passed);
    if (what == PART_WAY)
        report_no_way(r, t->mark, passed);
    if (what == PART_WAY || what == PART_PASSED) {
        end_value(r);
        return;
    }
    bc_node *value = bc_node_new_text(r->arena, t->mark, (bc_str){ 0 }, t->kind == BC_JSON_TEXT);
    if (t->kind == BC_JSON_NULL)
        value->kind = BC_NODE_NULL;
    else
        value->as.text = bc_arena_str(r->arena, t->text);
    if (t->decoded || may_have_controls(t->text))
        bc_source_doubt_controls(value->as.text, t->mark, r->text.diags);
    attach(r, value, what);
}

/* A key without its colon, so that what follows may yet be read. */
static void take_key(reader *r, const token *t)
{
    frame *f = top(r);
    r->expected = EXPECT_COLON;
    if (f->part == PART_WAY) {
        follow(r, f, t);
    } else if (f->part != PART_PASSED) {
        f->key = r->last_key = bc_yaml_keys_recall(&r->keys, r->last_key, t->text, r->arena);
        f->key_mark = t->mark;
    }
}

/* -- what comes next ------------------------------------------------------------------------------------ */

static bool is_scalar(const token *t)
{
    return t->kind == BC_JSON_TEXT || t->kind == BC_JSON_WORD || t->kind == BC_JSON_NULL;
}

static bool is_end(const token *t)
{
    return is_sign(t, ']') || is_sign(t, '}');
}

static bool read_end(reader *r, const token *t)
{
    frame *f = top(r);
    if (t->sign != (f->kind == BC_NODE_LIST ? ']' : '}')) {
        report(r, BC_JSON_BRACKET, t);
        return false;
    }
    close_collection(r);
    return true;
}

/* An item or a key: the comma before it may be one too many. True: this is one, which is reported. */
static bool is_odd_comma(reader *r, const token *t)
{
    if (is_sign(t, ',')) {
        report(r, BC_JSON_COMMA_TWICE, t);
        return true;
    }
    if (is_end(t) && top(r)->after_comma)
        report(r, BC_JSON_COMMA_BEFORE, &r->comma);
    top(r)->after_comma = false;
    return false;
}

/* False here and below: what follows cannot be understood, which is reported. */
static bool read_value(reader *r, const token *t)
{
    if (is_scalar(t)) {
        take_scalar(r, t);
        return true;
    }
    if (is_sign(t, '{') || is_sign(t, '['))
        return open_collection(r, t);
    report(r, BC_JSON_NO_VALUE, t);
    return false;
}

static bool read_item(reader *r, const token *t)
{
    if (is_odd_comma(r, t))
        return true;
    return is_end(t) ? read_end(r, t) : read_value(r, t);
}

static bool read_key(reader *r, const token *t)
{
    if (is_odd_comma(r, t))
        return true;
    if (is_end(t))
        return read_end(r, t);
    if (is_scalar(t)) {
        take_key(r, t);
        return true;
    }
    report(r, is_sign(t, ':') ? BC_JSON_NO_KEY : BC_JSON_OTHER_KEY, t);
    return false;
}

/* In JSON Lines a record that was cut ends where the next begins: the line is no part of it. */
static bool begins_next(const reader *r, const token *t)
{
    return (is_sign(t, '{') || is_sign(t, '[')) && r->begins_line && t->at == t->from.line_at &&
           r->frames[0].part != PART_WAY && !(r->frames[0].part == PART_TARGET && r->frames[0].kind == BC_NODE_LIST) &&
           r->token_line == r->first_line && t->from.line > r->first_line;
}

static void report_unclosed(reader *r, const token *t)
{
    bc_source_json_report(&r->text, BC_JSON_NO_COMMA, bc_source_json_mark(&r->text, t, 1));
    bc_diag_hint(r->text.diags, bc_tr("close the bracket or brace that opens in line %u"), (unsigned)top(r)->mark.line);
}

static bool read_separator(reader *r, const token *t)
{
    frame *f = top(r);
    if (is_end(t))
        return read_end(r, t);
    const bool comma = is_sign(t, ',');
    if (!comma && begins_next(r, t)) {
        report_unclosed(r, t);
        return false;
    }
    if (is_sign(t, ':')) {
        report(r, BC_JSON_NO_COMMA, t);
        return false;
    }
    f->after_comma = comma;
    if (comma) {
        r->comma = *t;
        r->expected = f->kind == BC_NODE_LIST ? EXPECT_VALUE : EXPECT_KEY;
        return true;
    }
    report(r, BC_JSON_NO_COMMA, t);
    return f->kind == BC_NODE_LIST ? read_item(r, t) : read_key(r, t);
}

/* The value of a key; nothing stands for one that is missing. */
static bool read_member(reader *r, const token *t)
{
    if (!is_sign(t, ',') && !is_end(t))
        return read_value(r, t);
    const token nothing = { .kind = BC_JSON_NULL, .mark = bc_source_json_mark(&r->text, t, 0) };
    if (r->expected == EXPECT_VALUE)
        report(r, BC_JSON_NO_VALUE, t);
    take_scalar(r, &nothing);
    return read_separator(r, t);
}

static bool read_colon(reader *r, const token *t)
{
    if (is_sign(t, ':')) {
        r->expected = EXPECT_VALUE;
        return true;
    }
    if (begins_next(r, t)) {
        report_unclosed(r, t);
        return false;
    }
    report(r, BC_JSON_NO_COLON, t);
    return read_member(r, t);
}

static bool read_document(reader *r, const token *t)
{
    if (is_sign(t, ',') && r->last_line) {
        report(r, BC_JSON_COMMA_BETWEEN, t);
        return true;
    }
    if (is_end(t)) {
        report(r, BC_JSON_TOO_MANY, t);
        return false;
    }
    if (t->kind == BC_JSON_WORD && r->text.mistakes > r->mistakes)
        return false; /* nothing of it is JSON, which is said */
    if (r->last_line == t->from.line) {
        report(r, BC_JSON_SAME_LINE, t);
        if (!is_scalar(t) && !is_sign(t, '{') && !is_sign(t, '['))
            return false;
    }
    r->first_line = t->from.line;
    r->begins_line = t->at == t->from.line_at;
    return read_value(r, t);
}

static bool read_next(reader *r, const token *t)
{
    switch (r->expected) {
    case EXPECT_DOCUMENT:
        return read_document(r, t);
    case EXPECT_VALUE:
        return top(r)->kind == BC_NODE_LIST ? read_item(r, t) : read_member(r, t);
    case EXPECT_ITEM:
        return read_item(r, t);
    case EXPECT_FIRST_KEY:
    case EXPECT_KEY:
        return read_key(r, t);
    case EXPECT_COLON:
        return read_colon(r, t);
    case EXPECT_SEPARATOR:
        break;
    }
    return read_separator(r, t);
}

/* -- the trees ------------------------------------------------------------------------------------------ */

/* At the end of the text, or where it breaks off. */
static bc_source_found end_text(reader *r, const token *t)
{
    const bc_source_window *window = r->text.window;
    r->fault_at = r->text.at;
    if (window && window->fault != BC_SOURCE_SOUND) {
        bool too_large = window->fault == BC_SOURCE_TOO_LARGE;
        bc_source_place end = bc_source_json_place(&r->text);
        if (too_large)
            end = r->origin;
        bc_source_window_report(window, bc_diag_mark_at(r->text.source, end.line, end.column + 1, 0), r->text.diags);
        return BC_FOUND_FAULT;
    }
    if (!r->depth)
        return BC_FOUND_END;
    report_unclosed(r, t);
    return BC_FOUND_FAULT;
}

/* Whether so much was passed over that it should be forgotten before more is read. */
static bool passed_much(const reader *r, size_t start)
{
    const frame *f = r->depth ? &r->frames[r->depth - 1] : NULL;
    return r->splits && f && f->part == PART_PASSED && !f->after_comma && r->text.at - start > PASSED_AT_ONCE;
}

static bc_source_found read_on(reader *r)
{
    const size_t start = r->text.at;
    r->found = BC_FOUND_END;
    r->root = NULL;
    while (r->found == BC_FOUND_END) {
        token t;
        bool key = r->expected == EXPECT_KEY || r->expected == EXPECT_FIRST_KEY;
        if (passed_much(r, start) || (r->stops_at && r->text.at > r->stops_at))
            return BC_FOUND_NOTHING;
        r->mistakes = r->text.mistakes;
        bc_source_json_read_token(&r->text, key, &t);
        if (t.kind == BC_JSON_END)
            return end_text(r, &t);
        if (t.kind == BC_JSON_FAULT) {
            r->fault_at = r->text.at;
            return r->text.window && r->text.window->fault != BC_SOURCE_SOUND ? end_text(r, &t) : BC_FOUND_FAULT;
        }
        if (!read_next(r, &t)) {
            r->fault_at = t.at;
            return BC_FOUND_FAULT;
        }
        if (r->arena && bc_quota_is_over(r->arena->quota)) {
            r->fault_at = r->text.at;
            return BC_FOUND_FAULT;
        }
        r->token_line = t.from.line;
        if (!r->depth)
            r->last_line = is_sign(&t, ',') ? BEHIND_COMMA : t.from.line;
    }
    return r->found;
}

static bc_source_place begin(void *trees)
{
    reader *r = trees;
    bc_source_json_forget(&r->text);
    r->origin = bc_source_json_place(&r->text);
    return r->origin;
}

static size_t line_end(void *trees, size_t most)
{
    reader *r = trees;
    return bc_source_json_line_end(&r->text, most);
}

static bc_source_found next(void *trees, bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags,
                            const bc_node **out)
{
    reader *r = trees;
    const size_t first = diags->list.n;
    r->arena = arena;
    r->text.source = source;
    r->text.diags = diags;
    bc_yaml_keys_begin_tree(&r->keys);
    if (!r->keys.by_text.n)
        r->last_key = NULL;
    bc_source_found found = read_on(r);
    bc_source_sort_new(diags, first);
    *out = r->root;
    return found;
}

/* In a list the records behind a fault are not told from its parts; lines are. */
static bool recover(void *trees)
{
    reader *r = trees;
    if (!r->begins_line || r->faults++ >= MAX_RESTARTS || (r->text.window && r->text.window->fault != BC_SOURCE_SOUND))
        return false;
    if (r->depth && (r->frames[0].part != PART_TARGET || r->frames[0].kind == BC_NODE_LIST) && !r->path_count)
        return false;
    r->depth = 0;
    r->items.n = r->pairs.n = 0;
    r->expected = EXPECT_DOCUMENT;
    r->last_line = 0;
    return bc_source_json_next_line(&r->text, r->fault_at);
}

static reader *new_reader(bc_str all, bc_source_window *window)
{
    reader *r = bc_mem_alloc(sizeof *r);
    r->splits = window != NULL;
    bc_source_json_text_init(&r->text, all, window);
    return r;
}

static void free_trees(void *trees)
{
    reader *r = trees;
    bc_source_json_text_release(&r->text);
    bc_yaml_keys_release(&r->keys);
    bc_vec_release(&r->items);
    bc_vec_release(&r->pairs);
    bc_mem_free(r);
}

/* It has no memory but what is counted on. */
static bool is_starved(const void *trees)
{
    (void)trees;
    return false;
}

void *bc_source_json_trees_new(bc_source_window *window, bc_str path)
{
    reader *r = new_reader((bc_str){ 0 }, window);
    for (size_t at = 0; path.n && at <= path.n && r->path_count < MAX_PATH;) {
        size_t dot = bc_str_find(path, BC_STR("."), at);
        r->path[r->path_count++] = bc_str_slice(path, at, dot);
        at = dot == SIZE_MAX ? SIZE_MAX : dot + 1;
    }
    return r;
}

const bc_source_format BC_SOURCE_JSON_FORMAT = {
    .free = free_trees, .begin = begin, .next = next, .line_end = line_end, .recover = recover, .starved = is_starved
};

/* -- whether it is JSON --------------------------------------------------------------------------------- */

bool bc_source_is_json_name(bc_str name)
{
    return bc_str_ends(name, BC_STR(".json")) || bc_str_ends(name, BC_STR(".jsonl")) ||
           bc_str_ends(name, BC_STR(".ndjson"));
}

bool bc_source_is_yaml_name(bc_str name)
{
    return bc_str_ends(name, BC_STR(".yaml")) || bc_str_ends(name, BC_STR(".yml"));
}

static bool is_record_in_json(reader *r)
{
    static const char *const BEHIND[] = { [BC_FOUND_DOCUMENT] = "{[", [BC_FOUND_ITEM] = ",]" };
    bc_source_json_token token;
    bc_source_json_read_token(&r->text, false, &token);
    if (r->text.mistakes || token.kind != BC_JSON_PUNCTUATION || !strchr("{[", token.sign))
        return false;
    r->text.at = token.at;
    bc_source_found found = read_on(r);
    if (r->text.mistakes || found == BC_FOUND_FAULT || found == BC_FOUND_END)
        return false;
    if (found == BC_FOUND_NOTHING)
        return true;
    bc_source_json_read_token(&r->text, false, &token);
    bool ends = token.kind == BC_JSON_END && found == BC_FOUND_DOCUMENT;
    return !r->text.mistakes &&
           (ends || (token.kind == BC_JSON_PUNCTUATION && strchr(BEHIND[found], token.sign) != NULL));
}

static bool judge(bc_str all, bc_source_window *window)
{
    bc_arena arena = { 0 };
    bc_diag_list unsaid;
    bc_diag_list_init(&unsaid);
    reader *r = new_reader(all, window);
    r->splits = true;
    r->arena = &arena;
    r->text.diags = &unsaid;
    r->stops_at = BC_SOURCE_MAX_JSON_JUDGED;
    bool json = is_record_in_json(r);
    free_trees(r);
    bc_diag_list_release(&unsaid);
    bc_arena_release(&arena);
    return json;
}

bool bc_source_json_is(bc_source_window *window)
{
    return judge((bc_str){ 0 }, window);
}

bool bc_source_json_is_text(bc_str text)
{
    return judge(text, NULL);
}

/* -- reading whole -------------------------------------------------------------------------------------- */

bool bc_source_json_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags, bc_source_documents *out)
{
    const unsigned errors = diags->errors;
    BC_VEC(const bc_node *) documents = { 0 };
    reader *r = new_reader(source->text, NULL);
    bc_source_found found = BC_FOUND_DOCUMENT;
    while (found == BC_FOUND_DOCUMENT || (found == BC_FOUND_FAULT && recover(r))) {
        const unsigned errors_before = diags->errors;
        const bc_node *root;
        found = next(r, arena, source, diags, &root);
        if (found == BC_FOUND_DOCUMENT && root->kind != BC_NODE_NULL && diags->errors == errors_before)
            bc_vec_add(&documents, root);
    }
    *out = (bc_source_documents){ .n = documents.n };
    out->at = documents.n ? BC_NEW_COPY(arena, documents.at, documents.n) : BC_NEW_ARRAY(arena, const bc_node *, 0);
    bc_vec_release(&documents);
    free_trees(r);
    return diags->errors == errors;
}
