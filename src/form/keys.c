/* The tables of what a template may hold, one for each place that takes a map. Compiler, linter, schema and messages
 * read them; what is not in them is refused. Words stand in the order of the enums that they mean. */
#include "form/keys.h"

#include "base/tr.h"
#include "form/paper.h"
#include "form/words.h"

/* What a field may be to checks and to file names. */
#define ROLES                                                                                                          \
    "=name|year|code|title|department|total|start|end|level1|level2|unit|nature|direction|half|actual|explanation|"    \
    "formula|"                                                                                                         \
    "scoring|fiscal|other|class|section|item|none"
#define TEXTS "text [text]" /* one or a list */

/* Of what is drawn, in a cell or in the layout. */
#define IMAGE_HELP                                                                                                     \
    bc_tr_mark("a picture: a PNG or JPEG file beside the template, or beside the record when that names it: `=photo`")
#define QR_HELP bc_tr_mark("a QR code that says this: text with $(expressions), or `=code`")
#define BARS_HELP bc_tr_mark("the same as a barcode (Code 128), with the text below it")
#define WIDTH_HELP bc_tr_mark("of what is drawn: it is as large as fits")
#define HEIGHT_HELP bc_tr_mark("the same")
#define ALT_HELP bc_tr_mark("what is drawn, in words, for who cannot see it")

/* Of charts, in a cell or in the layout. */
#define CHART_KEYS                                                                                                     \
    { "chart", "=bar|line|pie", bc_tr_mark("a list as bars, lines or a pie") },                                        \
        { "each", "expression", bc_tr_mark("the list whose elements stand beside each other") },                       \
        { "by", "expression [expression]", bc_tr_mark("one for each distinct value of this, or of these together") },  \
        { "order", "expression [text]",                                                                                \
          bc_tr_mark("the values of `by` that go first, in this order, whatever there is of them") },                  \
        { "sort", "expression #sorting [expression #sorting]",                                                         \
          bc_tr_mark("what elements, or groups of them, are sorted by") },                                             \
        { "label", "expression", bc_tr_mark("what an element is called: a field, or text with $(expressions)") },      \
        { "value", "expression", bc_tr_mark("its figure: a field or an expression") },                                 \
        { "series", "[expression #series] {expression}",                                                               \
          bc_tr_mark("several figures of each element, with their names: {预算数: budget, 支出数: spent}") },          \
        { "lying", "boolean", bc_tr_mark("of bars: they run from left to right, which suits long names") },            \
        { "stacked", "boolean", bc_tr_mark("of bars: those of an element stand on each other") },                      \
        { "title", "phrase", bc_tr_mark("a line above the chart") },                                                   \
        { "width", "measure", bc_tr_mark("as wide as its room when left out") }, { "height", "measure", NULL },        \
        { "alt", "phrase", bc_tr_mark("what the chart shows, in words; its figures are said behind that") },           \
    {                                                                                                                  \
        "style", "text #style", bc_tr_mark("a style's name or its attributes")                                         \
    }

#define PAGE_WHEN_HELP                                                                                                 \
    bc_tr_mark("on which pages: always; several: only where the band takes more than one; goes-on: where it goes on")
#define PAGE_HEAD_HELP                                                                                                 \
    bc_tr_mark(                                                                                                        \
        "rows at the head of each page on which the band goes on: 承前页; `page`, `before` and `so-far` are its "   \
        "elements on this page, before it, and both")
#define PAGE_FOOT_HELP                                                                                                 \
    bc_tr_mark("rows at the foot of each page: 本页小计, 累计, 过次页; they know `page`, `before` and `so-far`")

#define SEAL_HELP bc_tr_mark("a picture over the words, which show through: a seal or a signature")

static const bc_keys_key SEAL[] = {
    { "image", "phrase", IMAGE_HELP },
    { "at", "phrase", bc_tr_mark("the words that it is put on, such as 公章; else the middle of the text") },
    { "width", "measure",
      bc_tr_mark("of what is drawn: it is as large as fits; a seal is 42mm wide when nothing is said") },
    { "height", "measure", HEIGHT_HELP },
    { "alt", "phrase", ALT_HELP },
    { 0 },
};

static const bc_keys_key TEMPLATE[] = {
    { "form", "text", bc_tr_mark("the name that records use; a file without it is a shared part") },
    { "name", "text", bc_tr_mark("the name for people, in lists") },
    { "alias", TEXTS, bc_tr_mark("further names that records may use") },
    { "extends", TEXTS, bc_tr_mark("files that this one builds on, such as gb9704, the style sheet") },
    { "batch", TEXTS,
      bc_tr_mark("the form is over many records, its list `records`: true, or the forms whose records it takes") },
    { "fields", "{#field}", bc_tr_mark("what a record may hold: English key, then label and type") },
    { "types", "{#field}",
      bc_tr_mark("fields and groups of fields told once, which `type` and `of` name; a list's fields are a group") },
    { "layout", "[#item #chart]", bc_tr_mark("what is printed, from top to bottom") },
    { "paper", "#paper", bc_tr_mark("size, orientation, margins and page numbers") },
    { "styles", "{#style}", bc_tr_mark("how text is set, by name") },
    { "tables", "#tables", bc_tr_mark("what all tables of the form have, unless one says otherwise") },
    { "fragments", "{#fragment}", bc_tr_mark("lists of rows, bands or items of the layout that `use` puts in") },
    { "output", "phrase", bc_tr_mark("what a record's files are called: text with $(expressions)") },
    { "categories", "{#categories}", bc_tr_mark("first-level kinds of indicators, each with its second-level kinds") },
    { "checks", "[#check]", bc_tr_mark("what must hold of a record") },
    { "words", "#words",
      bc_tr_mark("words by which rules know what a text is about, added to those of the vocabulary") },
    { 0 },
};

static const bc_keys_key FIELD[] = {
    { "label", "text", bc_tr_mark("the name on paper, which records may use") },
    { "type", "=text|prose|money|percent|number|integer|year|date|code|choice|phone|person|target|list|group text",
      bc_tr_mark("what its values are; text when left out, or a name of `types`") },
    { "of", TEXTS " {#field}",
      bc_tr_mark(
          "of a choice: the values; of a list: the type of its elements or their fields; of a group: its fields") },
    { "but", "{#field null}",
      bc_tr_mark("of a named type: changes of its fields, further ones, and those that are set to nothing") },
    { "unit", "text", bc_tr_mark("of money: 元, 千元, 万元, 百万元 or 亿元; of numbers: any") },
    { "required", "boolean", bc_tr_mark("a record without it is an error") },
    { "default", "any", bc_tr_mark("the value when the record has none") },
    { "computed", "expression", bc_tr_mark("an expression: the value when the record has none") },
    { "given", "=compared|counts",
      bc_tr_mark(
          "of a computed number that a record gives all the same: compared, the rule, with a warning where it is "
          "another; or it counts") },
    { "pattern", "pattern", bc_tr_mark("a regular expression for the whole value") },
    { "alias", TEXTS, bc_tr_mark("further names; $(year - 1) may stand in them") },
    { "open", "boolean", bc_tr_mark("of a choice: other values are allowed too") },
    { "words", "=allowed|refused",
      bc_tr_mark(
          "words where a number or a date is asked for: printed without a remark, or an error; otherwise a warning") },
    { "decimals", "integer:0..18", bc_tr_mark("figures behind the point; as written when left out") },
    { "grouped", "boolean", bc_tr_mark("commas between thousands") },
    { "show-unit", "boolean", bc_tr_mark("the unit is printed behind the number") },
    { "empty", "text", bc_tr_mark("what is printed where a record has no value, such as —") },
    { "zero", "text", bc_tr_mark("what is printed instead of nought, such as / or -; '' leaves it blank") },
    { "labels", TEXTS, bc_tr_mark("of a list of single values: the names of its places") },
    { "nested-by", TEXTS, bc_tr_mark("of a list of maps: records may nest it by these fields") },
    { "tree", "path #tree",
      bc_tr_mark("of a list of maps: its elements lie below each other; the field of their codes, or how it is told") },
    { "of-children", "=sum|min|max",
      bc_tr_mark("of a field of a tree: what it is of those below, where there are any; what is given is checked") },
    { "blank", "[any] {any}",
      bc_tr_mark("of a list: the rows of the empty form, as a tree of the levels or maps of fields") },
    { "publish", BC_FORM_PUBLISH_WORDS,
      bc_tr_mark(
          "what becomes of its values with --publish: kept, masked, all but a surname or the ends masked, dropped") },
    { "help", "text", bc_tr_mark("a sentence for whoever fills in the form") },
    { "role", ROLES " [" ROLES "]",
      bc_tr_mark("what it is to checks and to file names, where its key does not say so") },
    { 0 },
};

static const bc_keys_key TREE[] = {
    { "code", "path", bc_tr_mark("the field of the codes, of which each goes on from that of the element above") },
    { "lengths", "[integer:1..100]", bc_tr_mark("how long the codes of each level are, such as [3, 5, 7]") },
    { "level", "path", bc_tr_mark("the field that says the level: 1, 2, 3, or the first, second … of its choices") },
    { "children", TEXTS, bc_tr_mark("the key under which records write what is below an element") },
    { "part", "expression",
      bc_tr_mark("a condition: an element is a part (其中) of the one above it and is not added up") },
    { 0 },
};

static const bc_keys_key ITEM[] = {
    { "attachment", TEXTS, bc_tr_mark("the label of an attachment, at the left") },
    { "title", TEXTS, bc_tr_mark("the title") },
    { "subtitle", TEXTS, bc_tr_mark("the line below the title") },
    { "para", TEXTS, bc_tr_mark("a paragraph of body text") },
    { "line", "phrase #line", bc_tr_mark("a line at the right, or one in three parts") },
    { "note", TEXTS, bc_tr_mark("a note; a list is numbered") },
    { "table", "#table", bc_tr_mark("a table") },
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { "page-break", "boolean", bc_tr_mark("what follows begins a page") },
    { "image", "phrase", IMAGE_HELP },
    { "qr", "phrase", QR_HELP },
    { "barcode", "phrase", BARS_HELP },
    { "width", "measure", WIDTH_HELP },
    { "height", "measure", HEIGHT_HELP },
    { "alt", "phrase", ALT_HELP },
    { "seal", "phrase #seal", SEAL_HELP },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { 0 },
};

static const bc_keys_key CHART[] = {
    CHART_KEYS,
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { 0 },
};

static const bc_keys_key CHART_CELL[] = {
    CHART_KEYS,
    { "across", "integer:1..64 =rest #across", bc_tr_mark("columns that it covers") },
    { "down", "integer:1..1000", bc_tr_mark("rows that it covers") },
    { 0 },
};

static const bc_keys_key SERIES[] = {
    { "label", "phrase", bc_tr_mark("what the figures are called; their field's label when left out") },
    { "value", "expression", bc_tr_mark("its figure: a field or an expression") },
    { "each", "expression", bc_tr_mark("a list within the element: a figure for each of it") },
    { "by", "expression [expression]", bc_tr_mark("one for each distinct value of this, or of these together") },
    { "order", "expression [text]",
      bc_tr_mark("the values of `by` that go first, in this order, whatever there is of them") },
    { "sort", "expression #sorting [expression #sorting]",
      bc_tr_mark("what elements, or groups of them, are sorted by") },
    { 0 },
};

static const bc_keys_key LINE[] = {
    { "left", "phrase", NULL },
    { "centre", "phrase", NULL },
    { "right", "phrase", NULL },
    { 0 },
};

#define CONTINUED_HELP bc_tr_mark("the line above every continuation, such as 续表")
#define RULE_HELP bc_tr_mark("the lines inside: 0.5pt, dotted")
#define FRAME_RULE_HELP bc_tr_mark("the lines of the frame: 1pt, thick, double")
#define LINES                                                                                                          \
    {                                                                                                                  \
        "lines", "=all|open|rows|three",                                                                               \
            bc_tr_mark("which are drawn: open: none at the left and right; rows: none between columns; three: above, " \
                       "below and under the heads")                                                                    \
    }
#define UNIT_HELP bc_tr_mark("amounts of money are printed in it: 元, 千元, 万元, 百万元 or 亿元")
#define KEPT_ROWS_HELP bc_tr_mark("rows that stay together at the foot and the head of a page")

static const bc_keys_key ALL_TABLES[] = {
    { "continued", "phrase", CONTINUED_HELP },
    { "rule", "stroke", RULE_HELP },
    { "frame-rule", "stroke", FRAME_RULE_HELP },
    LINES,
    { "unit", "text", UNIT_HELP },
    { "least-rows", "integer:1..20", KEPT_ROWS_HELP },
    { 0 },
};

static const bc_keys_key TABLE[] = {
    { "bands", "[#band]", bc_tr_mark("runs of rows with columns of their own") },
    { "widths", "=auto [#width] #shares",
      bc_tr_mark("of the columns: shares, lengths, or `auto`: as their texts ask") },
    { "stub-width", "number:1..60 =auto measure",
      bc_tr_mark("of the label beside a band: in percent, a length, or `auto`: as the label asks") },
    { "header", "[#row]", bc_tr_mark("rows printed again on each page") },
    { "heads", "[#head]", bc_tr_mark("the same as names of columns, with the names below them: {支出: [基本, 项目]}") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "page-head", "[#page-row] #page-rows", PAGE_HEAD_HELP },
    { "page-foot", "[#page-row] #page-rows", PAGE_FOOT_HELP },
    { "continued", "phrase", CONTINUED_HELP },
    { "rule", "stroke", RULE_HELP },
    { "frame-rule", "stroke", FRAME_RULE_HELP },
    LINES,
    { "unit", "text", UNIT_HELP },
    { "balance", "boolean",
      bc_tr_mark("舍位平衡: amounts are rounded so that printed parts add up to printed totals, both ways") },
    { "split", "=columns",
      bc_tr_mark("where it is too wide for the paper: cut between the columns that are repeated, "
                 "the columns before them in each part") },
    { "least-rows", "integer:1..20", KEPT_ROWS_HELP },
    { 0 },
};

static const bc_keys_key BAND[] = {
    { "widths", "=auto [#width] #shares",
      bc_tr_mark("of the columns: shares, lengths, or `auto`: as their texts ask") },
    { "stub", "text #stub", bc_tr_mark("one label beside the whole band") },
    { "stub-width", "number:1..60 =auto measure",
      bc_tr_mark("of the label beside a band: in percent, a length, or `auto`: as the label asks") },
    { "header", "[#row]", bc_tr_mark("rows printed again on each page") },
    { "heads", "[#head]", bc_tr_mark("the same as names of columns, with the names below them: {支出: [基本, 项目]}") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "page-head", "[#page-row] #page-rows", PAGE_HEAD_HELP },
    { "page-foot", "[#page-row] #page-rows", PAGE_FOOT_HELP },
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { "style", "text #style", bc_tr_mark("attributes over the styles of its cells") },
    { 0 },
};

static const bc_keys_key PAGE_ROWS[] = {
    { "rows", "[#page-row]", bc_tr_mark("the rows") },
    { "of", "path",
      bc_tr_mark("the list that `page`, `before` and `so-far` are parts of, where the band repeats several") },
    { "when", "=always|several|goes-on", PAGE_WHEN_HELP },
    { 0 },
};

static const bc_keys_key PAGE_ROW[] = {
    { "row", "[#cell #repeat]", bc_tr_mark("the cells") },
    { "when", "=always|several|goes-on", PAGE_WHEN_HELP },
    { "height", "length", bc_tr_mark("its height at least") },
    { "style", "text #style", bc_tr_mark("attributes over the styles of its cells") },
    { 0 },
};

static const bc_keys_key STUB[] = {
    { "label", "phrase", NULL },
    { "header", "phrase", bc_tr_mark("the label beside the header rows") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

static const bc_keys_key USE[] = {
    { "use", "text", bc_tr_mark("the fragment whose rows, bands or items are put in") },
    { 0 },
};

static const bc_keys_key EACH[] = {
    { "each", "expression {text} [text]",
      bc_tr_mark("a list: the rows are printed for each element; or a map of lists side by side") },
    { "merge", "text [#level]", bc_tr_mark("equal neighbours become one cell, level by level") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { "least", "integer:0..1000", bc_tr_mark("elements printed at least, blank ones added") },
    { "halves", "integer:2..6",
      bc_tr_mark("the rows are those of so many parts of the list side by side: the first part at the left") },
    { "blank-rows", "integer:1..1000 =page",
      bc_tr_mark("blank rows behind them, without numbers: up to so many rows, or to the foot of the page") },
    { "by", "expression [expression]", bc_tr_mark("one round for each distinct value of this, or of these together") },
    { "order", "expression [text]",
      bc_tr_mark("the values of `by` that go first, in this order, whatever there is of them") },
    { "sort", "expression #sorting [expression #sorting]",
      bc_tr_mark("what elements, or groups of them, are sorted by") },
    { "over", "=categories {#categories}", bc_tr_mark("`categories`: in their order, each at least once") },
    { "empty", "text", bc_tr_mark("what the cells of a category without elements say") },
    { 0 },
};

static const bc_keys_key WHEN[] = {
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { "rows", "[#row]", bc_tr_mark("the rows") },
    { 0 },
};

static const bc_keys_key ROW[] = {
    { "row", "[#cell #repeat #chart-cell]", bc_tr_mark("the cells") },
    { "columns", "[#cell #repeat]",
      bc_tr_mark("the cells of a row with the numbers of columns, and what these are made of: 1, 2, '3=1+2'") },
    { "when", "expression", bc_tr_mark("a condition: printed only where it holds") },
    { "height", "length", bc_tr_mark("its height at least") },
    { "style", "text #style", bc_tr_mark("attributes over the styles of its cells") },
    { "keep-with-next", "boolean", bc_tr_mark("no page begins below it") },
    { "repeat", "boolean =continued",
      bc_tr_mark("a group's head: again at the top of each page on which the group goes on; continued: with （续）") },
    { 0 },
};

static const bc_keys_key LEVEL[] = {
    { "by", "path", bc_tr_mark("the field that is compared") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

static const bc_keys_key CELL[] = {
    { "label", "phrase", bc_tr_mark("words of the form; $(expressions) in them are computed") },
    { "text", "phrase", bc_tr_mark("words set like a value") },
    { "value", "expression", bc_tr_mark("an expression over the record's fields") },
    { "line", "text", bc_tr_mark("the number of the line, and what it is made of: 1, '3=1+2'") },
    { "across", "integer:1..64 =rest #across", bc_tr_mark("columns that it covers") },
    { "down", "integer:1..1000", bc_tr_mark("rows that it covers") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "by", "text", bc_tr_mark("the level of `merge` that it goes with") },
    { "blank-height", "length", bc_tr_mark("its height at least in the empty form") },
    { "image", "phrase", IMAGE_HELP },
    { "qr", "phrase", QR_HELP },
    { "barcode", "phrase", BARS_HELP },
    { "width", "measure", WIDTH_HELP },
    { "height", "measure", HEIGHT_HELP },
    { "alt", "phrase", ALT_HELP },
    { "seal", "phrase #seal", SEAL_HELP },
    { "diagonal", "phrase [phrase]",
      bc_tr_mark("of a head with a label: what names the columns, beyond a stroke; of two the second stands between") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { "top", "phrase #pinned", bc_tr_mark("words at the head of the cell, above what it holds: 单位意见：") },
    { "foot", "phrase #pinned", bc_tr_mark("words at the foot of the cell, at the right: （盖章）") },
    { 0 },
};

static const bc_keys_key PINNED[] = {
    { "text", "phrase", bc_tr_mark("the words, or = and a value") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "seal", "phrase #seal", SEAL_HELP },
    { 0 },
};

static const bc_keys_key REPEAT[] = {
    { "each", "expression [text]", bc_tr_mark("a list: the cells stand here once for each element") },
    { "by", "expression [expression]",
      bc_tr_mark("one for each distinct value of this; below a head that has its values: under the equal one") },
    { "order", "expression [text]",
      bc_tr_mark("the values of `by` that go first, in this order, whatever there is of them") },
    { "sort", "expression #sorting [expression #sorting]",
      bc_tr_mark("what elements, or groups of them, are sorted by") },
    { "cells", "[#cell #repeat #chart-cell]", bc_tr_mark("several cells for each element") },
    { "label", "phrase", bc_tr_mark("words of the form; $(expressions) in them are computed") },
    { "text", "phrase", bc_tr_mark("words set like a value") },
    { "value", "expression", bc_tr_mark("an expression over the record's fields") },
    { "across", "integer:1..64 #across", bc_tr_mark("columns that it covers") },
    { "down", "integer:1..1000", bc_tr_mark("rows that it covers") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "blank-height", "length", bc_tr_mark("its height at least in the empty form") },
    { "when-split", "=repeat|continued|keep|once", bc_tr_mark("what a merged label does on the next page") },
    { 0 },
};

/* What a head may say of itself: what a cell or a repeated one may, and what stands below it. */
static const bc_keys_key HEAD[] = {
    { "heads", "[#head]", bc_tr_mark("the heads below it, over which it reaches") },
    { "label", "phrase", bc_tr_mark("words of the form; $(expressions) in them are computed") },
    { "value", "expression", bc_tr_mark("an expression over the record's fields") },
    { "across", "integer:1..64", bc_tr_mark("columns that it covers, where nothing stands below it") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { "diagonal", "phrase [phrase]",
      bc_tr_mark("of a head with a label: what names the columns, beyond a stroke; of two the second stands between") },
    { "each", "expression [text]", bc_tr_mark("a list: the cells stand here once for each element") },
    { "by", "expression [expression]",
      bc_tr_mark("one for each distinct value of this; below a head that has its values: under the equal one") },
    { "order", "expression [text]",
      bc_tr_mark("the values of `by` that go first, in this order, whatever there is of them") },
    { "sort", "expression #sorting [expression #sorting]",
      bc_tr_mark("what elements, or groups of them, are sorted by") },
    { 0 },
};

static const bc_keys_key ACROSS[] = {
    { "each", "expression [text]", bc_tr_mark("the list, as the repeated cells of the band have it") },
    { "by", "expression [expression]", bc_tr_mark("what these are grouped by") },
    { "and", "integer:0..64", bc_tr_mark("so many columns besides") },
    { 0 },
};

static const bc_keys_key SORTING[] = {
    { "by", "expression", bc_tr_mark("what is compared") },
    { "descending", "boolean", bc_tr_mark("the greatest first") },
    { "collation", "=sound|stroke", bc_tr_mark("of texts: by pinyin, the rule, or by strokes") },
    { 0 },
};

static const bc_keys_key STYLE[] = {
    { "like", "text", bc_tr_mark("the style that it starts from") },
    { "font", "=title|body|head|emphasis|table|number|strong",
      bc_tr_mark("title 小标宋, body 仿宋, head 黑体, emphasis 楷体, table 宋体, number: figures of one width, strong: "
                 "the same in bold, for totals") },
    { "size", "length", bc_tr_mark("size of type: 五号, 10.5pt") },
    { "leading", "length", bc_tr_mark("distance of lines") },
    { "grid", "#grid", bc_tr_mark("of prose: whole lines and characters fill the type area") },
    { "align", "=left|centre|right|justify|point|center",
      bc_tr_mark("point: figures with their points in line, in the middle of the column") },
    { "valign", "=top|middle|bottom", NULL },
    { "indent", "length =level",
      bc_tr_mark("of a paragraph's first line; `level`, of a cell: an em for each level above an element of a tree") },
    { "hang", "length", bc_tr_mark("of a paragraph's other lines") },
    { "before", "length", bc_tr_mark("space above a paragraph") },
    { "after", "length", bc_tr_mark("space below a paragraph") },
    { "padding", "length [length]", bc_tr_mark("of a cell: one length, or [above and below, left and right]") },
    { "decimals", "integer:0..18", bc_tr_mark("figures behind the point; as written when left out") },
    { "grouped", "boolean", bc_tr_mark("commas between thousands") },
    { "bold", "boolean", bc_tr_mark("in XLSX; on paper a bold font says it") },
    { "vertical", "boolean", bc_tr_mark("lines run from top to bottom, their characters upright: 竖排") },
    { "turn", "=0|90|-90|270", bc_tr_mark("lines lie on their side: 90 reads from below, -90 from above") },
    { "spread", "boolean length",
      bc_tr_mark("characters are set apart until a line fills its cell (分散对齐), or so much: 4em") },
    { "shrink", "length", bc_tr_mark("type is made so small at the least, 7pt, to save lines") },
    { "empty", "text", bc_tr_mark("what is printed where a record has no value, such as —") },
    { "zero", "text", bc_tr_mark("what is printed instead of nought, such as / or -; '' leaves it blank") },
    { "colour", "colour", bc_tr_mark("of the letters: red, 红, '#C00000', 60% (of black)") },
    { "shade", "colour =none", bc_tr_mark("the ground of a cell: 10% (of black), '#FFF2CC'") },
    { "border", "=none stroke #border",
      bc_tr_mark("the lines around a cell: a weight, thick, dashed, dotted, double, none, or each side by itself") },
    { "balanced", "boolean",
      bc_tr_mark("lines of about equal width, which cells of a few lines have by themselves; no: lines are filled") },
    { 0 },
};

static const bc_keys_key GRID[] = {
    { "lines", "integer:1..200", bc_tr_mark("so many lines on a page, over the height of the type area") },
    { "characters", "integer:1..200", bc_tr_mark("so many ideographs on a line, over its width") },
    { 0 },
};

static const bc_keys_key BORDER[] = {
    { "top", "=none stroke",
      bc_tr_mark("the line above: 1pt, thick, dashed, dotted, double, 0.75pt dashed; none: there is none") },
    { "bottom", "=none stroke", bc_tr_mark("the line below") },
    { "left", "=none stroke", bc_tr_mark("the line at the left") },
    { "right", "=none stroke", bc_tr_mark("the line at the right") },
    { 0 },
};

static const bc_keys_key COLUMN[] = {
    { "share", "number:0.001..1000000", bc_tr_mark("its share; without one it is as wide as its texts ask") },
    { "min", "=content measure",
      bc_tr_mark("never narrower than this; `content`: than a figure with its unit, a date, a label on its lines") },
    { "max", "measure", bc_tr_mark("never wider than this, unless what no line should part is") },
    { 0 },
};

static const bc_keys_key SHARES[] = {
    { "shares", "[#width]", bc_tr_mark("of the columns; what follows holds for each that is a number") },
    { "min", "=content measure",
      bc_tr_mark("never narrower than this; `content`: than a figure with its unit, a date, a label on its lines") },
    { "max", "measure", bc_tr_mark("never wider than this, unless what no line should part is") },
    { 0 },
};

static const bc_keys_key COLUMNS[] = {
    { "each", "expression [text]", bc_tr_mark("a list: the widths stand here once for each element") },
    { "by", "expression [expression]", bc_tr_mark("one for each distinct value of this") },
    { "widths", "[#width]", bc_tr_mark("of the columns of an element") },
    { "share", "number:0.001..1000000", bc_tr_mark("its share; without one it is as wide as its texts ask") },
    { "min", "=content measure",
      bc_tr_mark("never narrower than this; `content`: than a figure with its unit, a date, a label on its lines") },
    { "max", "measure", bc_tr_mark("never wider than this, unless what no line should part is") },
    { 0 },
};

static const bc_keys_key PAPER[] = {
    { "size", "=" BC_FORM_PAPER_SIZES(BC_FORM_FIRST_WORD, BC_FORM_NEXT_WORD) " #size",
      bc_tr_mark(
          "B5 176 × 250, B5-JIS 182 × 257, 16开 184 × 260, 8开 260 × 368 mm, or {width: 180mm, height: 250mm}") },
    { "orientation", "=" BC_FORM_ORIENTATIONS(BC_FORM_FIRST_WORD, BC_FORM_NEXT_WORD),
      bc_tr_mark("auto: a form whose columns have no room upright is turned to landscape, each by itself") },
    { "margins", "#margins", NULL },
    { "number", "=none|gongwen|centre|of-total", bc_tr_mark("page numbers") },
    { "head", "phrase #running", bc_tr_mark("a line above every page; knows `page` and `pages`") },
    { "foot", "phrase #running", bc_tr_mark("a line below every page; knows `page` and `pages`") },
    { "watermark", "phrase", bc_tr_mark("words across every page, behind the text: 样表, 草案") },
    { "pages", "=fill|natural",
      bc_tr_mark("whether tables are set a little tighter, and pages end higher, so that none stays half empty") },
    { 0 },
};

static const bc_keys_key SIZE[] = {
    { "width", "measure", bc_tr_mark("of the paper as it is held upright") },
    { "height", "measure", NULL },
    { 0 },
};

static const bc_keys_key RUNNING[] = {
    { "left", "phrase", NULL },
    { "centre", "phrase", NULL },
    { "right", "phrase", NULL },
    { "rule", "length", bc_tr_mark("weight of a line between it and the page") },
    { "style", "text #style", bc_tr_mark("a style's name or its attributes") },
    { 0 },
};

static const bc_keys_key MARGINS[] = {
    { "top", "length", NULL },
    { "bottom", "length", NULL },
    { "left", "length", NULL },
    { "right", "length", NULL },
    { 0 },
};

static const bc_keys_key CHECK[] = {
    { "that", "expression", bc_tr_mark("a condition that must hold") },
    { "each", "expression", bc_tr_mark("a list: each of its elements is looked at") },
    { "when", "expression", bc_tr_mark("it need only hold where this does") },
    { "say", "phrase", bc_tr_mark("what is wrong when it does not hold; $(expressions) are computed") },
    { "code", "text", bc_tr_mark("the code of the message") },
    { "level", "=note|warning|error|off", bc_tr_mark("how bad it is") },
    { "at", "path", bc_tr_mark("the field that the message points to") },
    { 0 },
};

static const bc_keys_key RULE[] = {
    { "rule", "text", NULL },
    { "level", "=note|warning|error|off", NULL },
    { 0 },
};

#define VALUES "text prose money percent number integer year date code choice phone person target "

const bc_form_effect bc_form_field_effects[] = {
    { "of", "choice list group" },
    { "required", VALUES "list-of-maps list-of-values" },
    { "default", VALUES "list-of-maps list-of-values" },
    { "computed", VALUES "list-of-maps list-of-values" },
    { "given", "money percent number integer text choice" },
    { "open", "choice" },
    { "but", "list-of-maps" },
    { "words", "money percent number integer year date" },
    { "labels", "list-of-values" },
    { "nested-by", "list-of-maps" },
    { "tree", "list-of-maps" },
    { "of-children", "money number integer date year percent" },
    { "blank", "list-of-maps list-of-values" },
    { "unit", "money number integer" },
    { "decimals", "money number integer percent" },
    { "grouped", "money number integer percent" },
    { "show-unit", "money number integer percent" },
    { "empty", VALUES "list-of-values" },
    { "zero", "money number integer percent" },
    { "pattern", "text prose code phone person target" },
    { 0 },
};

const bc_form_effect bc_form_role_effects[] = {
    { "name", "top indicators accounts" },
    { "year", "top" },
    { "code", "top accounts" },
    { "title", "top" },
    { "department", "top group several" },
    { "total", "top group list several" },
    { "start", "top group date several" },
    { "end", "top group date several" },
    { "level1", "indicators" },
    { "level2", "indicators" },
    { "unit", "top indicators" },
    { "nature", "indicators" },
    { "direction", "indicators" },
    { "half", "indicators" },
    { "actual", "indicators" },
    { "explanation", "indicators" },
    { "formula", "indicators" },
    { "scoring", "indicators" },
    { "fiscal", "list" },
    { "other", "list" },
    { "class", "list" },
    { "section", "list" },
    { "item", "list" },
    { 0 },
};

const bc_form_effect bc_form_style_effects[] = {
    { "grid", "text" },
    { "align", "text cell number" },
    { "valign", "cell number" },
    { "indent", "text cell number" },
    { "hang", "text" },
    { "before", "text line" },
    { "after", "text line" },
    { "padding", "cell number" },
    { "decimals", "number" },
    { "grouped", "number" },
    { "bold", "cell number" },
    { "vertical", "cell number" },
    { "turn", "cell number" },
    { "spread", "cell" },
    { "shrink", "cell number" },
    { "empty", "cell number" },
    { "zero", "number" },
    { "shade", "cell number" },
    { "border", "cell number" },
    { "balanced", "text cell" },
    { 0 },
};

#define PRINTED "title|subtitle|attachment|line|para|table|note|image|qr|barcode|page-break"

static const bc_keys_table TABLES[] = {
    [BC_FORM_KEYS_TEMPLATE] = { .name = "template", .keys = TEMPLATE },
    [BC_FORM_KEYS_FIELD] = { .name = "field", .keys = FIELD, .instead = "text {#field}" },
    [BC_FORM_KEYS_ITEM] = { .name = "item", .keys = ITEM, .instead = "#use", .need = PRINTED, .apart = PRINTED },
    [BC_FORM_KEYS_LINE] = { .name = "line", .keys = LINE },
    [BC_FORM_KEYS_TABLE] = { .name = "table",
                             .keys = TABLE,
                             .need = "bands|rows",
                             .apart = "bands|rows bands|header bands|heads bands|page-head bands|page-foot" },
    [BC_FORM_KEYS_BAND] = { .name = "band", .keys = BAND, .instead = "#use", .need = "header|heads|rows" },
    [BC_FORM_KEYS_SEAL] = { .name = "seal", .keys = SEAL, .need = "image" },
    [BC_FORM_KEYS_STUB] = { .name = "stub", .keys = STUB, .need = "label" },
    [BC_FORM_KEYS_USE] = { .name = "use", .keys = USE, .need = "use" },
    [BC_FORM_KEYS_ROW] = { .name = "row",
                           .keys = ROW,
                           .instead = "#use #each #when [#cell #repeat #chart-cell]",
                           .need = "row|columns",
                           .apart = "row|columns",
                           .hint = bc_tr_mark("a row is a list of cells; `each`, `when` with `rows`, `row` and `use` "
                                              "are known too") },
    [BC_FORM_KEYS_EACH] = { .name = "each", .keys = EACH, .need = "each rows", .apart = "by|over" },
    [BC_FORM_KEYS_WHEN] = { .name = "when", .keys = WHEN, .need = "when rows" },
    [BC_FORM_KEYS_LEVEL] = { .name = "level", .keys = LEVEL, .instead = "text [#one-level]", .need = "by" },
    [BC_FORM_KEYS_ONE_LEVEL] = { .name = "one-level", .keys = LEVEL, .instead = "text", .need = "by" },
    [BC_FORM_KEYS_CELL] = { .name = "cell",
                            .keys = CELL,
                            .instead = "text null",
                            .apart = "label|text|value|line|image|qr|barcode down|top down|foot" },
    [BC_FORM_KEYS_PINNED] = { .name = "pinned", .keys = PINNED, .need = "text" },
    [BC_FORM_KEYS_STYLE] = { .name = "style", .keys = STYLE, .apart = "vertical|turn" },
    [BC_FORM_KEYS_GRID] = { .name = "grid", .keys = GRID, .need = "lines|characters" },
    [BC_FORM_KEYS_BORDER] = { .name = "border",
                              .keys = BORDER,
                              .hint = bc_tr_mark("`border` is `none`, a weight such as 1pt, or sides: {top: 1pt, "
                                                 "left: none}") },
    [BC_FORM_KEYS_TABLES] = { .name = "tables", .keys = ALL_TABLES },
    [BC_FORM_KEYS_PAPER] = { .name = "paper", .keys = PAPER },
    [BC_FORM_KEYS_SIZE] = { .name = "size",
                            .keys = SIZE,
                            .need = "width height",
                            .hint = bc_tr_mark("a paper is A4, A3, A5, B5, 16K …, or {width: 180mm, height: 250mm}") },
    [BC_FORM_KEYS_RUNNING] = { .name = "running", .keys = RUNNING },
    [BC_FORM_KEYS_MARGINS] = { .name = "margins", .keys = MARGINS },
    [BC_FORM_KEYS_CHECK] = { .name = "check", .keys = CHECK, .instead = "#rule", .need = "that say" },
    /* Its parameters are the rule's own. */
    [BC_FORM_KEYS_RULE] = { .name = "rule", .keys = RULE, .need = "rule", .loose = true },
    [BC_FORM_KEYS_FRAGMENT] = { .name = "fragment", .instead = "[#band #row #item] #band #item" },
    [BC_FORM_KEYS_CATEGORIES] = { .name = "categories", .instead = "[#category] text" },
    [BC_FORM_KEYS_CATEGORY] = { .name = "category", .instead = "text {#need}" },
    [BC_FORM_KEYS_NEED] = { .name = "need", .instead = "=required|optional" },
    [BC_FORM_KEYS_WORDS] = { .name = "words", .keys = bc_form_words_keys },
    [BC_FORM_KEYS_KINDS] = { .name = "kinds", .keys = bc_form_words_kinds },
    [BC_FORM_KEYS_RELATIONS] = { .name = "relations", .keys = bc_form_words_relations },
    [BC_FORM_KEYS_NATURES] = { .name = "natures", .keys = bc_form_words_natures },
    [BC_FORM_KEYS_CHANGES] = { .name = "changes", .keys = bc_form_words_changes },
    [BC_FORM_KEYS_WIDTH] = { .name = "width",
                             .instead = "number:0.001..1000000 =auto measure #column #columns",
                             .hint = bc_tr_mark("a width is a share such as 12, a length such as 20mm, `auto`, or "
                                                "{share: 12, min: content}") },
    [BC_FORM_KEYS_COLUMN] = { .name = "column", .keys = COLUMN },
    [BC_FORM_KEYS_SHARES] = { .name = "shares", .keys = SHARES, .need = "shares" },
    [BC_FORM_KEYS_COLUMNS] = { .name = "columns",
                               .keys = COLUMNS,
                               .need = "each",
                               .apart = "widths|share widths|min widths|max" },
    [BC_FORM_KEYS_REPEAT] = { .name = "repeat", .keys = REPEAT, .need = "each", .apart = "cells|label|text|value" },
    [BC_FORM_KEYS_HEAD] = { .name = "head",
                            .keys = HEAD,
                            .instead = "text null {[#head]}",
                            .apart = "label|value diagonal|heads diagonal|each diagonal|value across|heads across|each",
                            .hint = bc_tr_mark("a head is a name, or one with those below it: {支出: [基本, 项目]}") },
    [BC_FORM_KEYS_ACROSS] = { .name = "across", .keys = ACROSS, .need = "each" },
    [BC_FORM_KEYS_SORTING] = { .name = "sorting", .keys = SORTING, .need = "by" },
    [BC_FORM_KEYS_CHART] = { .name = "chart",
                             .keys = CHART,
                             .need = "chart each label value|series",
                             .apart = "value|series" },
    [BC_FORM_KEYS_CHART_CELL] = { .name = "chart-cell",
                                  .keys = CHART_CELL,
                                  .need = "chart each label value|series",
                                  .apart = "value|series" },
    [BC_FORM_KEYS_SERIES] = { .name = "series", .keys = SERIES, .need = "value" },
    [BC_FORM_KEYS_PAGE_ROWS] = { .name = "page-rows", .keys = PAGE_ROWS, .need = "rows" },
    [BC_FORM_KEYS_PAGE_ROW] = { .name = "page-row", .keys = PAGE_ROW, .instead = "[#cell #repeat]", .need = "row" },
    [BC_FORM_KEYS_TREE] = { .name = "tree",
                            .keys = TREE,
                            .need = "code|level|children",
                            .apart = "code|level|children lengths|level lengths|children",
                            .hint = bc_tr_mark("a tree is told by codes, `tree: code`, by a level, `tree: {level: "
                                               "grade}`, or by nesting, `tree: {children: 下级}`") },
};

const bc_keys_set bc_form_keys = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };

bool bc_form_keys_has(bc_form_keys_table table, bc_str key)
{
    return bc_keys_key_of(&TABLES[table], key) != NULL;
}

int bc_form_keys_word(bc_form_keys_table table, const bc_node *map, const char *key, int fallback)
{
    return bc_keys_word(&TABLES[table], map, key, fallback);
}
