/* The tables of what a book file may hold. A part is what the key says that only this kind has: each kind has a table,
 * so that a key of another kind is refused. Words stand in the order of the enums that they mean. */
#include "bindery/private/keys.h"

#include "base/tr.h"

/* What belongs to forms says nothing about prose. */
#define HELD                                                                                                           \
    "prose|text|forms prose|template text|template prose|entry text|entry prose|where text|where prose|sort "          \
    "text|sort prose|paper text|paper prose|fit text|fit prose|divider text|divider"

static const bc_keys_key COVER[] = {
    { "cover", "null =true|yes|是 {any}", NULL },
    { "title", "text", NULL },
    { "page", "#page", NULL },
    { "listed", "boolean", NULL },
    { 0 },
};

static const bc_keys_key CONTENTS[] = {
    { "contents", "null text #contents-map", NULL },
    { "page", "#page", NULL },
    { "listed", "boolean", NULL },
    { 0 },
};

static const bc_keys_key DIVIDER[] = {
    { "part", "text", NULL },
    { "page", "#page", NULL },
    { "listed", "boolean", NULL },
    { 0 },
};

static const bc_keys_key BLANK[] = {
    { "blank", "integer:1..99", NULL },
    { "title", "text", NULL },
    { "page", "#page", NULL },
    { "listed", "boolean", NULL },
    { 0 },
};

/* What sections and attachments hold. */
/* clang-format off */
#define FORMS                                                                                                          \
    { "prose", "text", NULL }, { "text", "text [text]", NULL }, { "forms", "text [text]", NULL },                      \
    { "template", "text", NULL }, { "entry", "phrase", NULL }, { "where", "expression", NULL },                        \
    { "sort", "text #sort [#sort]", NULL }, { "paper", "any", NULL }, { "fit", "=none|one-page #fit", NULL },          \
    { "divider", "boolean", NULL }, { "page", "#page", NULL }, { "listed", "boolean", NULL }
/* clang-format on */

static const bc_keys_key SECTION[] = { { "section", "text", NULL }, FORMS, { 0 } };
static const bc_keys_key ATTACHMENT[] = { { "attachment", "text", NULL }, FORMS, { 0 } };

static const bc_keys_key PROSE[] = {
    { "prose", "text", NULL }, { "text", "text [text]", NULL }, { "title", "text", NULL },
    { "page", "#page", NULL }, { "listed", "boolean", NULL },   { 0 },
};

static const bc_keys_key BOOK[] = {
    { "book", "text", NULL },   { "issuer", "text", NULL },      { "year", "text", NULL },
    { "style", "text", NULL },  { "paper", "any", NULL },        { "pages", "#page", NULL },
    { "parts", "[any]", NULL }, { "outline", "#outline", NULL }, { 0 },
};

static const bc_keys_key PAGE[] = {
    { "start", "=any|recto|verso", NULL },
    { "number", "integer:1..999999", NULL },
    { "style", "=none|gongwen|centre|of-total", NULL },
    { "numerals", "=arabic|roman", NULL },
    { 0 },
};

static const bc_keys_key SORT[] = {
    { "by", "phrase", NULL },
    { "order", "=codes|number|pinyin|strokes", NULL },
    { "descending", "boolean", NULL },
    { 0 },
};

static const bc_keys_key FIT[] = {
    { "pages", "integer:1..1", NULL },
    { "least-size", "length", NULL },
    { "least-percent", "integer:50..100", NULL },
    { 0 },
};

static const bc_keys_key CONTENTS_MAP[] = {
    { "title", "text", NULL },
    { "depth", "integer:1..9", NULL },
    { "leader", "=none|dots", NULL },
    { 0 },
};

static const bc_keys_key OUTLINE[] = {
    { "sections", "=collapsed|open", NULL },
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
        if (bc_node_find(part, KINDS[i].key)) {
            bc_keys_check(&bc_book_keys, KINDS[i].type, NULL, part, diags);
            return true;
        }
    bc_diag_add(diags, BC_DIAG_ERROR, "E605", part->mark, bc_tr("this part of the book is of no kind"));
    bc_str names[KIND_COUNT], near = { 0 };
    for (size_t i = 0; i < KIND_COUNT; i++)
        names[i] = bc_str_from(KINDS[i].key);
    for (uint32_t i = 0; i < part->n && !near.n; i++)
        near = bc_diag_nearest(part->as.members[i].key, names, KIND_COUNT);
    if (near.n)
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(diags, bc_tr("give it one of cover, prose, text, contents, part, section, attachment, blank"));
    return false;
}

int bc_book_keys_word(bc_book_keys_table table, const bc_node *map, const char *key, int fallback)
{
    return bc_keys_word(&TABLES[table], map, key, fallback);
}
