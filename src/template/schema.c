/* The schema of template files, from tables: one shape for each place of a template that takes a map. */
#include "template/schema.h"
#include "base/json.h"
#include "base/keys.h"
#include "base/tr.h"

#include <string.h>

/* What a value is: `text`, `boolean`, `number`, `null`, `any`, `=a|b` (one of the words), `#shape`, `[#shape]` (a list
 * of them), `{#shape}` (a map whose members are of it). Several are separated by blanks. */
#define TEXTS "text [text]" /* one or a list */

static const bc_keys_key TEMPLATE[] = {
    { "form", "text", bc_tr_mark("the name that records use; a file without it is a shared part") },
    { "name", "text", bc_tr_mark("the name for people, in lists") },
    { "extends", TEXTS, bc_tr_mark("files that this one builds on, such as gb9704, the style sheet") },
    { "fields", "{#field}", bc_tr_mark("what a record may hold: English key, then label and type") },
    { "layout", "[#item]", bc_tr_mark("what is printed, from top to bottom") },
    { "paper", "#paper", bc_tr_mark("size, orientation, margins and page numbers") },
    { "styles", "{#style}", bc_tr_mark("how text is set, by name") },
    { "fragments", "{#fragment}", bc_tr_mark("lists of rows or bands that `use` puts in") },
    { "output", "text", bc_tr_mark("what a record's files are called: text with $(expressions)") },
    { "categories", "{#categories}", bc_tr_mark("first-level kinds of indicators, each with its second-level kinds") },
    { "checks", "[#check]", bc_tr_mark("what must hold of a record") },
    { 0 },
};

static const bc_keys_key FIELD[] = {
    { "label", "text", bc_tr_mark("the name on paper, which records may use") },
    { "type", "=text|prose|money|percent|number|integer|year|date|code|choice|phone|person|target|list",
      bc_tr_mark("what its values are; text when left out") },
    { "of", TEXTS " {#field}",
      bc_tr_mark("of a choice: the values; of a list: the type of its elements or their fields") },
    { "unit", "text", bc_tr_mark("of money: 元, 千元, 万元, 百万元 or 亿元; of numbers: any") },
    { "required", "boolean", bc_tr_mark("a record without it is an error") },
    { "default", "any", bc_tr_mark("the value when the record has none") },
    { "computed", "text", bc_tr_mark("an expression for the value when the record has none") },
    { "computed", "text", bc_tr_mark("an expression: the value when the record has none") },
    { "pattern", "text", bc_tr_mark("a regular expression for the whole value") },
    { "alias", TEXTS, bc_tr_mark("further names; $(year - 1) may stand in them") },
    { "open", "boolean", bc_tr_mark("of a choice: other values are allowed too") },
    { "decimals", "number", bc_tr_mark("figures behind the point; as written when left out") },
    { "grouped", "boolean", bc_tr_mark("commas between thousands") },
    { "show-unit", "boolean", bc_tr_mark("the unit is printed behind the number") },
    { "labels", TEXTS, bc_tr_mark("of a list of single values: the names of its places") },
    { "nested-by", TEXTS, bc_tr_mark("of a list of maps: records may nest it by these fields") },
    { "help", "text", bc_tr_mark("a sentence for whoever fills in the form") },
    { 0 },
};

static const bc_keys_key ITEM[] = {
    { "attachment", TEXTS, bc_tr_mark("the label of an attachment, at the left") },
    { "title", TEXTS, bc_tr_mark("the title") },
    { "subtitle", TEXTS, bc_tr_mark("the line below the title") },
    { "para", TEXTS, bc_tr_mark("a paragraph of body text") },
    { "line", "text #line", bc_tr_mark("a line at the right, or one in three parts") },
    { "note", TEXTS, bc_tr_mark("a note; a list is numbered") },
    { "table", "#table", bc_tr_mark("a table") },
    { "when", "text", bc_tr_mark("a condition: printed only where it holds") },
    { "page-break", "boolean", bc_tr_mark("what follows begins a page") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { 0 },
};

static const bc_keys_key LINE[] = {
    { "left", "text", NULL },
    { "centre", "text", NULL },
    { "right", "text", NULL },
    { 0 },
};

static const bc_keys_key TABLE[] = {
    { "bands", "[#band]", bc_tr_mark("runs of rows with columns of their own") },
    { "widths", "[#width]", bc_tr_mark("shares of the columns") },
    { "stub-width", "number", bc_tr_mark("share of the label beside a band, in percent") },
    { "header", "[#row]", bc_tr_mark("rows printed again on each page") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "continued", "text", bc_tr_mark("the line above every continuation, such as 续表") },
    { "rule", "text number", bc_tr_mark("weight of the lines inside") },
    { "frame-rule", "text number", bc_tr_mark("weight of the frame") },
    { "least-rows", "number", bc_tr_mark("rows that stay together at the foot and the head of a page") },
    { 0 },
};

static const bc_keys_key BAND[] = {
    { "widths", "[#width]", bc_tr_mark("shares of the columns") },
    { "stub", "text #stub", bc_tr_mark("one label beside the whole band") },
    { "stub-width", "number", bc_tr_mark("share of the label beside a band, in percent") },
    { "header", "[#row]", bc_tr_mark("rows printed again on each page") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "when", "text", bc_tr_mark("a condition: printed only where it holds") },
    { "style", "text #style", bc_tr_mark("attributes over the styles of its cells") },
    { 0 },
};

static const bc_keys_key STUB[] = {
    { "label", "text", NULL },
    { "header", "text", bc_tr_mark("the label beside the header rows") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

static const bc_keys_key USE[] = {
    { "use", "text", bc_tr_mark("the fragment whose rows or bands are put in") },
    { 0 },
};

static const bc_keys_key EACH[] = {
    { "each", "text {any}",
      bc_tr_mark("a list: the rows are printed for each element; or a map of lists side by side") },
    { "merge", "[#level]", bc_tr_mark("equal neighbours become one cell, level by level") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "when", "text", bc_tr_mark("a condition: printed only where it holds") },
    { "least", "number", bc_tr_mark("elements printed at least, blank ones added") },
    { "over", "text {#categories}", bc_tr_mark("`categories`: in their order, each at least once") },
    { "empty", "text", bc_tr_mark("what the cells of a category without elements say") },
    { 0 },
};

static const bc_keys_key WHEN[] = {
    { "when", "text", bc_tr_mark("a condition: printed only where it holds") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { 0 },
};

static const bc_keys_key ROW[] = {
    { "row", "[#cell]", bc_tr_mark("the cells") },
    { "when", "text", bc_tr_mark("a condition: printed only where it holds") },
    { "height", "text number", bc_tr_mark("its height at least") },
    { "keep-with-next", "boolean", bc_tr_mark("no page begins below it") },
    { 0 },
};

static const bc_keys_key LEVEL[] = {
    { "by", "text", bc_tr_mark("the field that is compared") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

static const bc_keys_key CELL[] = {
    { "label", "text", bc_tr_mark("words of the form; $(expressions) in them are computed") },
    { "text", "text", bc_tr_mark("words set like a value") },
    { "value", "text", bc_tr_mark("an expression over the record's fields") },
    { "across", "number =rest", bc_tr_mark("columns that it covers") },
    { "down", "number", bc_tr_mark("rows that it covers") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "by", "text", bc_tr_mark("the level of `merge` that it goes with") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

static const bc_keys_key STYLE[] = {
    { "like", "text", bc_tr_mark("the style that it starts from") },
    { "font", "=title|body|head|emphasis|table|number",
      bc_tr_mark("title 小标宋, body 仿宋, head 黑体, emphasis 楷体, table 宋体, number: figures of one width") },
    { "size", "text number", bc_tr_mark("size of type: 五号, 10.5pt") },
    { "leading", "text number", bc_tr_mark("distance of lines") },
    { "align", "=left|centre|center|right|justify", NULL },
    { "valign", "=top|middle|bottom", NULL },
    { "indent", "text number", bc_tr_mark("of a paragraph's first line") },
    { "hang", "text number", bc_tr_mark("of a paragraph's other lines") },
    { "before", "text number", bc_tr_mark("space above a paragraph") },
    { "after", "text number", bc_tr_mark("space below a paragraph") },
    { "padding", "text number [#length]", bc_tr_mark("of a cell: one length, or [above and below, left and right]") },
    { "decimals", "number", bc_tr_mark("figures behind the point; as written when left out") },
    { "grouped", "boolean", bc_tr_mark("commas between thousands") },
    { "bold", "boolean", bc_tr_mark("in XLSX; on paper a bold font says it") },
    { "balanced", "boolean", bc_tr_mark("lines of about equal width") },
    { 0 },
};

static const bc_keys_key PAPER[] = {
    { "size", "=A4|A3", NULL },
    { "orientation", "=portrait|landscape", NULL },
    { "margins", "#margins", NULL },
    { "number", "=none|gongwen|centre|of-total", bc_tr_mark("page numbers") },
    { 0 },
};

static const bc_keys_key MARGINS[] = {
    { "top", "text number", NULL },
    { "bottom", "text number", NULL },
    { "left", "text number", NULL },
    { "right", "text number", NULL },
    { 0 },
};

static const bc_keys_key CHECK[] = {
    { "that", "text", bc_tr_mark("a condition that must hold") },
    { "each", "text", bc_tr_mark("a list: each of its elements is looked at") },
    { "when", "text", bc_tr_mark("it need only hold where this does") },
    { "say", "text", bc_tr_mark("what is wrong when it does not hold; $(expressions) are computed") },
    { "code", "text", bc_tr_mark("the code of the message") },
    { "level", "=note|warning|error|off", bc_tr_mark("how bad it is") },
    { "at", "text", bc_tr_mark("the field that the message points to") },
    { 0 },
};

static const bc_keys_table SHAPES[] = {
    { .name = "template", .keys = TEMPLATE },
    { .name = "field", .keys = FIELD, .instead = "text {#field}" },
    { .name = "item", .keys = ITEM },
    { .name = "line", .keys = LINE },
    { .name = "table", .keys = TABLE },
    { .name = "band", .keys = BAND, .instead = "#use" },
    { .name = "stub", .keys = STUB },
    { .name = "use", .keys = USE },
    { .name = "row", .keys = ROW, .instead = "#use #each #when [#cell]" },
    { .name = "each", .keys = EACH },
    { .name = "when", .keys = WHEN },
    { .name = "level", .keys = LEVEL, .instead = TEXTS },
    { .name = "cell", .keys = CELL, .instead = "text null" },
    { .name = "style", .keys = STYLE },
    { .name = "paper", .keys = PAPER },
    { .name = "margins", .keys = MARGINS },
    { .name = "check", .keys = CHECK, .instead = "#rule" },
    { .name = "fragment", .instead = "[#band] [#row] #band" },
    { .name = "categories", .instead = "[#category] text" },
    { .name = "category", .instead = "text {#need}" },
    { .name = "need", .instead = "=required|optional" },
    { .name = "width", .instead = "number text" },
    { .name = "length", .instead = "number text" },
};

static void put_types(bc_json *json, bc_str list);

/* YAML reads 12 as a number and 是 as a text; templates take both for text. */
static void put_scalar(bc_json *json, const char *const *types)
{
    bc_json_key_open(json, "type", '[');
    for (size_t i = 0; types[i]; i++)
        bc_json_text(json, bc_str_from(types[i]));
    bc_json_close(json, ']');
}

static void put_words(bc_json *json, bc_str words)
{
    bc_json_key_open(json, "enum", '[');
    for (size_t at = 0; at < words.n;) {
        size_t bar = bc_str_find(words, BC_STR("|"), at);
        bc_str word = bc_str_slice(words, at, bar);
        bc_json_text(json, word);
        if (bc_str_is(word, "off")) /* which many readers of YAML take for this */
            bc_json_bool(json, false);
        at = bar == SIZE_MAX ? words.n : bar + 1;
    }
    bc_json_close(json, ']');
}

/* `yes` and 是 are texts to editors. */
static void put_boolean(bc_json *json)
{
    static const char *const WORDS[] = { "yes", "no", "是", "否" };
    bc_json_key_open(json, "enum", '[');
    bc_json_bool(json, true);
    bc_json_bool(json, false);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        bc_json_text(json, bc_str_from(WORDS[i]));
    bc_json_close(json, ']');
}

static void put_reference(bc_json *json, bc_str name)
{
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_printf(&path, "#/definitions/%.*s", BC_STR_ARG(name));
    bc_json_member(json, "$ref", path.p);
    bc_buf_release(&path);
}

static void put_list(bc_json *json, bc_str of)
{
    bc_json_member(json, "type", "array");
    bc_json_key_open(json, "items", '{');
    put_types(json, of);
    bc_json_close(json, '}');
}

/* The attributes of the schema that says it is of this one type. */
static void put_type(bc_json *json, bc_str type)
{
    static const char *const TEXT[] = { "string", "number", "boolean", NULL };
    static const char *const NUMBER[] = { "number", "string", NULL };
    switch (type.p[0]) {
    case '=':
        put_words(json, bc_str_slice(type, 1, type.n));
        return;
    case '#':
        put_reference(json, bc_str_slice(type, 1, type.n));
        return;
    case '[':
        put_list(json, bc_str_slice(type, 1, type.n - 1));
        return;
    case '{':
        bc_json_member(json, "type", "object");
        bc_json_key_open(json, "additionalProperties", '{');
        put_types(json, bc_str_slice(type, 1, type.n - 1));
        bc_json_close(json, '}');
        return;
    }
    bc_str least, most, kind = bc_keys_type_range(type, &least, &most);
    if (bc_str_is(type, "text") || bc_str_is(type, "path"))
        put_scalar(json, TEXT);
    else if (bc_str_is(kind, "number") || bc_str_is(kind, "integer"))
        put_scalar(json, NUMBER);
    else if (bc_str_is(type, "boolean"))
        put_boolean(json);
    else if (bc_str_is(type, "null"))
        bc_json_member(json, "type", "null");
}

/* Several types are alternatives. */
static void put_types(bc_json *json, bc_str list)
{
    if (bc_str_is(list, "any"))
        return;
    bc_str rest = list, type, more;
    bc_keys_next_type(&rest, &type);
    if (!bc_keys_next_type(&rest, &more)) {
        put_type(json, type);
        return;
    }
    bc_json_key_open(json, "anyOf", '[');
    while (bc_keys_next_type(&list, &type)) {
        bc_json_open(json, '{');
        put_type(json, type);
        bc_json_close(json, '}');
    }
    bc_json_close(json, ']');
}

static void put_map(bc_json *json, const bc_keys_key *keys)
{
    bc_json_member(json, "type", "object");
    bc_json_key_open(json, "properties", '{');
    for (; keys->name; keys++) {
        bc_json_key_open(json, keys->name, '{');
        if (keys->help)
            bc_json_member(json, "description", bc_tr(keys->help));
        put_types(json, bc_str_from(keys->type));
        bc_json_close(json, '}');
    }
    bc_json_close(json, '}');
    bc_json_member_bool(json, "additionalProperties", false);
}

/* The keys that must be there: what tells one rule from another. */
static void put_required(bc_json *json, bc_str need)
{
    bc_str one;
    bc_json_key_open(json, "required", '[');
    while (bc_keys_next_type(&need, &one))
        if (bc_str_find(one, BC_STR("|"), 0) == SIZE_MAX)
            bc_json_text(json, one);
    bc_json_close(json, ']');
}

/* A table of a rule or of a map within its parameters. */
static void put_rule_table(bc_json *json, const bc_keys_table *table)
{
    bc_json_key_open(json, table->name, '{');
    put_map(json, table->keys);
    if (table->need)
        put_required(json, bc_str_from(table->need));
    bc_json_close(json, '}');
}

/* Whatever has the key `rule` is one of them. */
static void put_rules(bc_json *json, const bc_keys_set *rules)
{
    bc_json_key_open(json, "rule", '{');
    bc_json_key_open(json, "anyOf", '[');
    for (size_t i = 0; i < rules->n; i++)
        if (bc_keys_key_of(&rules->at[i], BC_STR("rule"))) {
            bc_json_open(json, '{');
            put_reference(json, bc_str_from(rules->at[i].name));
            bc_json_close(json, '}');
        }
    bc_json_close(json, ']');
    bc_json_close(json, '}');
    for (size_t i = 0; i < rules->n; i++)
        put_rule_table(json, &rules->at[i]);
}

/* A map, something else, or either. */
static void put_shape(bc_json *json, const bc_keys_table *s)
{
    bc_json_key_open(json, s->name, '{');
    if (s->keys && s->instead) {
        bc_json_key_open(json, "anyOf", '[');
        bc_json_open(json, '{');
        put_map(json, s->keys);
        bc_json_close(json, '}');
        bc_json_open(json, '{');
        put_types(json, bc_str_from(s->instead));
        bc_json_close(json, '}');
        bc_json_close(json, ']');
    } else if (s->keys) {
        put_map(json, s->keys);
    } else {
        put_types(json, bc_str_from(s->instead));
    }
    bc_json_close(json, '}');
}

void bc_template_schema(const bc_keys_set *rules, bc_buf *out)
{
    bc_json json = { .out = out };
    bc_json_open(&json, '{');
    bc_json_member(&json, "$schema", "http://json-schema.org/draft-07/schema#");
    bc_json_member(&json, "title", bc_tr("a biaoce template"));
    bc_json_key_open(&json, "allOf", '[');
    bc_json_open(&json, '{');
    put_reference(&json, BC_STR("template"));
    bc_json_close(&json, '}');
    bc_json_close(&json, ']');
    bc_json_key_open(&json, "definitions", '{');
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++)
        put_shape(&json, &SHAPES[i]);
    put_rules(&json, rules);
    bc_json_close(&json, '}');
    bc_json_close(&json, '}');
    bc_buf_add_char(out, '\n');
}
