/* The tables of what a book file may hold. A part is what the key says that only this kind has: each kind has a table,
 * so that a key of another kind is refused. Words stand in the order of the enums that they mean. */
#include "bindery/keys.h"

#include "base/tr.h"
#include "base/yaml_slip.h"

/* What belongs to forms says nothing about prose. */
#define HELD                                                                                                           \
    "prose|text|forms prose|template text|template prose|entry text|entry prose|where text|where prose|sort "          \
    "text|sort prose|paper text|paper prose|widths-from text|widths-from prose|fit text|fit prose|divider "            \
    "text|divider prose|batch text|batch forms|headings headings|batch"

#define PAGE_HELP bc_tr_mark("its page numbers and the side that it begins on")
#define LISTED_HELP bc_tr_mark("whether the contents show it")
#define PROSE_HELP bc_tr_mark("prose out of a file of Markdown")
#define HEADINGS_HELP bc_tr_mark("how many levels of its headings the contents show; bookmarks have all")
#define TEXT_HELP bc_tr_mark("prose written here; a list: a paragraph each")

static const bc_keys_key COVER[] = {
    { "cover", "null =true|yes|是 {any}",
      bc_tr_mark(
          "a page with title, issuer and year, made by the template `book-cover`; what is written here is for it") },
    { "title", "text", bc_tr_mark("how it is called in bookmarks") },
    { "page", "#page", PAGE_HELP },
    { "listed", "boolean", LISTED_HELP },
    { 0 },
};

static const bc_keys_key CONTENTS[] = {
    { "contents", "null text #contents-map", bc_tr_mark("the table of contents, here") },
    { "page", "#page", PAGE_HELP },
    { "listed", "boolean", LISTED_HELP },
    { 0 },
};

static const bc_keys_key DIVIDER[] = {
    { "part", "text", bc_tr_mark("a page with this title; the sections behind it stand one level deeper") },
    { "page", "#page", PAGE_HELP },
    { "listed", "boolean", LISTED_HELP },
    { 0 },
};

static const bc_keys_key BLANK[] = {
    { "blank", "integer:1..99", bc_tr_mark("so many blank pages") },
    { "title", "text", bc_tr_mark("how it is called in bookmarks") },
    { "page", "#page", PAGE_HELP },
    { "listed", "boolean", LISTED_HELP },
    { 0 },
};

/* What sections and attachments hold. */
/* clang-format off */
#define FORMS                                                                                                          \
    { "prose", "text", PROSE_HELP }, { "text", "text [text]", TEXT_HELP },                                             \
    { "headings", "integer:0..5", HEADINGS_HELP },                                                                     \
    { "batch", "text {any}",                                                                                           \
      bc_tr_mark("a form over many: of the section's records, which stand behind it, or of all; a map says what "      \
                 "else it holds") },                                                                                   \
    { "forms", "text [text] {any}",                                                                                    \
      bc_tr_mark("files of records or tables: a pattern, a folder, or a list of these; a map is a mapping, or a "      \
                 "table of one") },                                                                                    \
    { "template", "text", bc_tr_mark("for all records; otherwise each names its own") },                               \
    { "entry", "phrase", bc_tr_mark("how a form is called in contents and bookmarks: text with $(fields)") },          \
    { "where", "expression", bc_tr_mark("a condition: only records for which it holds are bound") },                   \
    { "sort", "text #sort [#sort]", bc_tr_mark("the order of the forms: a field, or a list, the outermost first") },   \
    { "paper", "any", bc_tr_mark("changes the template's paper; needs `template`") },                                  \
    { "widths-from", "=form|part",                                                                                     \
      bc_tr_mark("part: columns that look at their texts are the same in all forms of a template here") },             \
    { "fit", "=none|one-page #fit", bc_tr_mark("sets a form smaller until it goes on one page") },                     \
    { "divider", "boolean", bc_tr_mark("the title stands on a page of its own") },                                     \
    { "page", "#page", PAGE_HELP }, { "listed", "boolean", LISTED_HELP }
/* clang-format on */

static const bc_keys_key SECTION[] = { { "section", "text", bc_tr_mark("forms, or prose, under this title") },
                                       FORMS,
                                       { 0 } };
static const bc_keys_key ATTACHMENT[] = {
    { "attachment", "text", bc_tr_mark("the same, labelled 附件1, 附件2 … (附件 if it is the only one)") }, FORMS, { 0 }
};

static const bc_keys_key PROSE[] = {
    { "prose", "text", PROSE_HELP },
    { "text", "text [text]", TEXT_HELP },
    { "headings", "integer:0..5", HEADINGS_HELP },
    { "title", "text", bc_tr_mark("what stands above the prose") },
    { "page", "#page", PAGE_HELP },
    { "listed", "boolean", LISTED_HELP },
    { 0 },
};

static const bc_keys_key BOOK[] = {
    { "book", "text", bc_tr_mark("the title; files are named by it") },
    { "issuer", "text", bc_tr_mark("for the cover and the metadata") },
    { "year", "text", bc_tr_mark("for the cover and the metadata") },
    { "style", "text", bc_tr_mark("the style sheet for all that is no form") },
    { "paper", "any", bc_tr_mark("changes the style sheet's paper, as in templates") },
    { "sides", "=one|two", bc_tr_mark("whether leaves are printed on both sides, so that margins mirror") },
    { "heads", "=none|titles", bc_tr_mark("running heads: the book's title on backs, the section's on fronts") },
    { "pages", "#page", bc_tr_mark("`page` of every part that says nothing else") },
    { "parts", "[any]", bc_tr_mark("the parts, in the order in which they are bound") },
    { "outline", "#outline", bc_tr_mark("how bookmarks show") },
    { 0 },
};

static const bc_keys_key PAGE[] = {
    { "start", "=any|recto|verso", bc_tr_mark("on which side the part begins") },
    { "number", "integer:1..999999", bc_tr_mark("the number of the part's first page") },
    { "style", "=none|gongwen|centre|of-total", bc_tr_mark("where page numbers stand") },
    { "numerals", "=arabic|roman", bc_tr_mark("how they are written") },
    { 0 },
};

static const bc_keys_key SORT[] = {
    { "by", "phrase", bc_tr_mark("the field, or text with $(fields)") },
    { "order", "=codes|number|pinyin|strokes", bc_tr_mark("by code points, as numbers, by sound or by strokes") },
    { "descending", "boolean", bc_tr_mark("the last comes first") },
    { 0 },
};

static const bc_keys_key FIT[] = {
    { "pages", "integer:1..1", bc_tr_mark("on how many pages a form must go") },
    { "least-size", "length", bc_tr_mark("type is not set smaller") },
    { "least-percent", "integer:50..100", bc_tr_mark("nothing is set smaller than so much of its size") },
    { 0 },
};

static const bc_keys_key CONTENTS_MAP[] = {
    { "title", "text", bc_tr_mark("what stands above it") },
    { "depth", "integer:1..9", bc_tr_mark("how many levels it shows") },
    { "leader", "=none|dots", bc_tr_mark("dots up to the page numbers, or none") },
    { 0 },
};

static const bc_keys_key OUTLINE[] = {
    { "sections", "=collapsed|open", bc_tr_mark("whether bookmarks of sections show their forms at once") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    [BC_BOOK_KEYS_COVER] = { .name = "cover", .keys = COVER, .need = "cover" },
    [BC_BOOK_KEYS_CONTENTS] = { .name = "contents", .keys = CONTENTS, .need = "contents" },
    [BC_BOOK_KEYS_DIVIDER] = { .name = "divider", .keys = DIVIDER, .need = "part" },
    [BC_BOOK_KEYS_BLANK] = { .name = "blank", .keys = BLANK, .need = "blank" },
    [BC_BOOK_KEYS_SECTION] = { .name = "section", .keys = SECTION, .need = "section", .apart = HELD },
    [BC_BOOK_KEYS_ATTACHMENT] = { .name = "attachment", .keys = ATTACHMENT, .need = "attachment", .apart = HELD },
    [BC_BOOK_KEYS_PROSE] = { .name = "prose", .keys = PROSE, .need = "prose|text", .apart = "prose|text" },
    [BC_BOOK_KEYS_BOOK] = { .name = "book", .keys = BOOK },
    [BC_BOOK_KEYS_PAGE] = { .name = "page", .keys = PAGE },
    [BC_BOOK_KEYS_SORT] = { .name = "sort", .keys = SORT, .instead = "text" },
    [BC_BOOK_KEYS_FIT] = { .name = "fit", .keys = FIT },
    [BC_BOOK_KEYS_CONTENTS_MAP] = { .name = "contents-map", .keys = CONTENTS_MAP },
    [BC_BOOK_KEYS_OUTLINE] = { .name = "outline", .keys = OUTLINE },
};

const bc_keys_set bc_book_keys = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };

bool bc_book_keys_check_part(const bc_node *part, bc_diag_list *diags)
{
    static const struct {
        const char *key, *type;
    } KINDS[] = { { "cover", "#cover" }, { "contents", "#contents" }, { "part", "#divider" },
                  { "blank", "#blank" }, { "section", "#section" },   { "attachment", "#attachment" },
                  { "prose", "#prose" }, { "text", "#prose" } };
    enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };
    if (!bc_keys_check(&bc_book_keys, "{any}", NULL, part, diags))
        return false;
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (bc_node_find(part, KINDS[i].key))
            return bc_keys_check(&bc_book_keys, KINDS[i].type, NULL, part, diags);

    bc_diag_add(diags, BC_DIAG_ERROR, "E605", part->mark, bc_tr("this part of the book is of no kind"));
    bc_str names[KIND_COUNT], near = { 0 };
    for (size_t i = 0; i < KIND_COUNT; i++)
        names[i] = bc_str_from(KINDS[i].key);
    for (uint32_t i = 0; i < part->n && !near.n; i++)
        near = bc_diag_nearest(part->as.members[i].key, names, KIND_COUNT);
    const char *slip = part->n ? bc_yaml_text_key_slip(&part->as.members[0]) : NULL;
    if (slip)
        bc_diag_hint(diags, "%s", slip);
    else if (near.n)
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(diags, bc_tr("give it one of cover, prose, text, contents, part, section, attachment, blank"));
    return false;
}

int bc_book_keys_word(bc_book_keys_table table, const bc_node *map, const char *key, int fallback)
{
    return bc_keys_word(&TABLES[table], map, key, fallback);
}
