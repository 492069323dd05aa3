/* Book files: held against the tables of their keys, and read into the parts that are bound. */
#include "base/tr.h"
#include "base/vec.h"
#include "bindery/keys.h"
#include "bindery/private/book.h"
#include "bindery/private/markdown.h"
#include "form/keys.h"
#include "source/encoding.h"

typedef struct reader {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_book *book;
    bc_book_part_pages pages; /* what a part has that says nothing else */
    BC_VEC(bc_book_part) parts;
    unsigned attachments;
    bool only_attachment; /* is called 附件, without a number */
    bool *io_error;
    bool in_part; /* sections stand one level deeper */
} reader;

/* -- pages ---------------------------------------------------------------------------------------------- */

/* `page: {start: recto, number: 1, style: gongwen, numerals: roman}` */
static bc_book_part_pages read_pages(const bc_node *spec, const bc_book_part_pages *fallback)
{
    bc_book_part_pages pages = *fallback;
    pages.start = (bc_book_side)bc_book_keys_word(BC_BOOK_KEYS_PAGE, spec, "start", (int)pages.start);
    pages.style = (bc_form_page_number)bc_book_keys_word(BC_BOOK_KEYS_PAGE, spec, "style", (int)pages.style);
    pages.numerals = (bc_layout_numerals)bc_book_keys_word(BC_BOOK_KEYS_PAGE, spec, "numerals", (int)pages.numerals);
    if (bc_node_find(spec, "number")) {
        pages.restart = true;
        pages.number = (uint32_t)bc_keys_int(spec, "number", 1);
    }
    return pages;
}

/* -- texts ---------------------------------------------------------------------------------------------- */

static const char *beside_book(reader *r, bc_str path)
{
    if (bc_str_starts(path, BC_STR("/")) || !r->book->folder.n)
        return bc_arena_str(r->arena, path).p;
    return bc_arena_printf(r->arena, "%.*s/%.*s", BC_STR_ARG(r->book->folder), BC_STR_ARG(path)).p;
}

/* A template is named by its name, or by its file. */
static bc_str template_beside(reader *r, bc_str name)
{
    bool file = bc_str_ends(name, BC_STR(".yaml")) || bc_str_ends(name, BC_STR(".yml"));
    return file ? bc_str_from(beside_book(r, name)) : name;
}

static const bc_diag_source *read_file(reader *r, const bc_node *name)
{
    bool io_error = false;
    unsigned before = r->diags->errors;
    const bc_diag_source *source = bc_source_read(r->arena, beside_book(r, bc_node_text(name)), r->diags, &io_error);
    *r->io_error = *r->io_error || io_error;
    if (!source && r->diags->errors > before && name->mark.source)
        bc_diag_hint(r->diags, bc_tr("%.*s names it on line %u"), BC_STR_ARG(name->mark.source->name),
                     (unsigned)name->mark.line);
    if (!source && r->diags->errors == before)
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E601", name->mark, bc_tr("the text `%.*s` cannot be read"),
                    BC_STR_ARG(bc_node_text(name)));
    return source;
}

/* `text:` holds the prose itself; a list holds a paragraph in each element. */
static const bc_diag_source *inline_text(reader *r, const bc_node *text)
{
    bc_buf all;
    bc_buf_init(&all);
    for (uint32_t i = 0; i < bc_node_elements(text); i++) {
        bc_buf_add_text(&all, i ? "\n\n" : "");
        bc_buf_add_str(&all, bc_node_text(bc_node_element(text, i)));
    }
    bc_diag_source *source = BC_NEW(r->arena, bc_diag_source);
    source->name = text->mark.source ? text->mark.source->name : BC_STR("");
    source->text = bc_arena_str(r->arena, bc_buf_str(&all));
    bc_buf_release(&all);
    return source;
}

static void read_text(reader *r, const bc_node *spec, bc_book_part *part)
{
    const bc_node *file = bc_node_find(spec, "prose"), *text = bc_node_find(spec, "text");
    if (file && file->kind != BC_NODE_TEXT)
        return; /* said already */
    part->text = file ? read_file(r, file) : text ? inline_text(r, text) : NULL;
    if (!part->text)
        return;
    part->text_at = file ? (bc_diag_mark){ .source = part->text } : text->mark;
    bc_book_markdown_check(part->text, part->text_at, r->diags);
}

/* -- forms ---------------------------------------------------------------------------------------------- */

static const bc_expr_phrase *read_phrase(reader *r, const bc_node *value)
{
    return value ? bc_expr_phrase_compile(r->arena, bc_node_text(value), value->mark, r->diags) : NULL;
}

/* `sort: name`, `sort: {by: $(department), order: pinyin}`, or a list of these. A plain name stands for the field. */
static bc_book_sort read_sort(reader *r, const bc_node *spec)
{
    bc_book_sort sort = { .order = BC_ORDER_PINYIN };
    const bc_node *by = spec;
    if (spec->kind == BC_NODE_MAP) {
        by = bc_node_find(spec, "by");
        sort.order = (bc_book_order)bc_book_keys_word(BC_BOOK_KEYS_SORT, spec, "order", BC_ORDER_PINYIN);
        sort.descending = bc_keys_bool(spec, "descending", false);
    }
    bc_str text = bc_node_text(by);
    if (!text.n && !bc_keys_check(&bc_book_keys, "#sort", NULL, spec, NULL))
        return sort; /* said already */
    if (!text.n) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E602", spec->mark, bc_tr("the order of the forms names no field"));
        bc_diag_hint(r->diags, bc_tr("write `sort: name` or `sort: {by: name, order: strokes}`"));
        return sort;
    }
    if (bc_str_find(text, BC_STR("$("), 0) == SIZE_MAX)
        text = bc_arena_printf(r->arena, "$(%.*s)", BC_STR_ARG(text));
    sort.by = bc_expr_phrase_compile(r->arena, text, by->mark, r->diags);
    return sort;
}

static void read_sorts(reader *r, const bc_node *spec, bc_book_part *part)
{
    uint32_t n = bc_node_elements(spec);
    bc_book_sort *sorts = BC_NEW_ARRAY(r->arena, bc_book_sort, n);
    for (uint32_t i = 0; i < n; i++)
        sorts[i] = read_sort(r, bc_node_element(spec, i));
    part->sorts = sorts;
    part->sort_count = n;
}

/* `fit: one-page`, or a map with the limits. */
static void read_fit(const bc_node *spec, bc_book_part *part)
{
    enum { PERCENT_USUAL = 80 };
    part->limits = (bc_layout_fit_limits){ .least_size = BC_PT(7) + BC_PT(1) / 2, .least_hundredth = PERCENT_USUAL };
    if (!spec)
        return;
    if (spec->kind != BC_NODE_MAP) {
        part->fit = bc_str_is(bc_node_text(spec), "one-page");
        return;
    }
    part->fit = true;
    part->limits.least_hundredth = (int)bc_keys_int(spec, "least-percent", PERCENT_USUAL);
    part->limits.least_size = bc_keys_length(spec, "least-size", BC_PT(10), part->limits.least_size);
}

/* A mapping in place, or one of its tables (file: 项目库.xlsx, sheet: 项目), whose rows are then the records. */
static const bc_node *mapping_of(reader *r, const bc_node *forms)
{
    if (bc_node_find(forms, "tables"))
        return forms;
    if (!bc_node_find(forms, "file") && !bc_node_find(forms, "odbc")) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E303", forms->mark,
                    bc_tr("`forms` takes files, or a map with `file`, `odbc` or `tables`"));
        bc_diag_hint(r->diags, "%s", bc_tr("name files of records, or a table: `{file: projects.xlsx, sheet: 2}`"));
        return NULL;
    }
    const bc_diag_mark at = forms->mark;
    const bc_str name = r->book->title.n ? r->book->title : BC_STR("t");
    const bc_node_member table = { .key = name, .key_mark = at, .value = forms };
    const bc_node_member from = { .key = BC_STR("from"),
                                  .key_mark = at,
                                  .value = bc_node_new_text(r->arena, at, name, true) };
    const bc_node_member both[] = {
        { .key = BC_STR("tables"), .key_mark = at, .value = bc_node_new_map(r->arena, at, &table, 1) },
        { .key = BC_STR("records"), .key_mark = at, .value = bc_node_new_map(r->arena, at, &from, 1) }
    };
    return bc_node_new_map(r->arena, at, both, 2);
}

static void read_forms(reader *r, const bc_node *spec, bc_book_part *part)
{
    const bc_node *files = bc_node_find(spec, "forms");
    const bool in_place = files->kind == BC_NODE_MAP;
    uint32_t n = in_place ? 0 : bc_node_elements(files);
    part->mapping = in_place ? mapping_of(r, files) : NULL;
    bc_str *patterns = BC_NEW_ARRAY(r->arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++)
        patterns[i] = bc_str_from(beside_book(r, bc_node_text(bc_node_element(files, i))));
    part->kind = BC_PART_FORMS;
    part->files = patterns;
    part->file_count = n;
    const bc_node *form = bc_node_find(spec, "template");
    part->form = template_beside(r, bc_node_text(form));
    part->form_mark = form ? form->mark : spec->mark;
    part->entry = read_phrase(r, bc_node_find(spec, "entry"));
    part->paper = bc_node_find(spec, "paper");
    if (part->paper)
        bc_keys_check(&bc_form_keys, "#paper", "paper", part->paper, r->diags);
    const bc_node *where = bc_node_find(spec, "where");
    if (where)
        part->where = bc_expr_compile(r->arena, bc_node_text(where), where->mark, r->diags);
    read_sorts(r, bc_node_find(spec, "sort"), part);
    part->same_widths = bc_str_is(bc_keys_text(spec, "widths-from"), "part");
    read_fit(bc_node_find(spec, "fit"), part);
    if (part->paper && !part->form.n) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E603", part->paper->mark,
                    bc_tr("a section with a paper of its own has to name the template of its forms"));
        bc_diag_hint(r->diags, bc_tr("add `template:` to the section"));
    }
}

/* -- parts ---------------------------------------------------------------------------------------------- */

static bc_book_part *add_part(reader *r, const bc_node *spec, bc_book_part_kind kind)
{
    bc_book_part *part = bc_vec_push(&r->parts);
    *part = (bc_book_part){ .kind = kind, .mark = spec->mark };
    part->pages = read_pages(bc_node_find(spec, "page"), &r->pages);
    part->title = bc_keys_text(spec, "title");
    part->unlisted = !bc_keys_bool(spec, "listed", true);
    part->headings = (unsigned)bc_keys_int(spec, "headings", 0);
    return part;
}

/* A page with the section's title before its forms; the page settings begin with it. */
static void add_divider(reader *r, const bc_node *spec, const bc_book_part *section)
{
    bc_book_part divider = *section;
    divider.kind = BC_PART_DIVIDER;
    divider.mark = spec->mark;
    divider.file_count = 0;
    bc_book_part forms = *section;
    forms.title = forms.label = (bc_str){ 0 };
    forms.pages.start = BC_SIDE_ANY;
    forms.pages.restart = false;
    forms.level++;
    r->parts.at[r->parts.n - 1] = divider;
    bc_vec_add(&r->parts, forms);
}

/* What is said of forms has none here. */
static void warn_idle_keys(reader *r, const bc_node *spec)
{
    static const char *const KEYS[] = {
        "template", "entry", "where", "sort", "paper", "widths-from", "fit", "divider"
    };
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (bc_node_find(spec, KEYS[i]))
            bc_keys_warn_idle(spec, KEYS[i], r->diags);
}

/* `batch: NAME`, or a map with `template` and what else the form holds. */
static void read_batch(reader *r, const bc_node *spec, bc_book_part *part)
{
    const bc_node *batch = bc_node_find(spec, "batch");
    const bc_node *name = batch->kind == BC_NODE_MAP ? bc_node_find(batch, "template") : batch;
    part->kind = BC_PART_BATCH;
    part->record = batch->kind == BC_NODE_MAP ? batch : NULL;
    part->template_name = bc_node_text(name);
    part->template_mark = name ? name->mark : batch->mark;
    if (!part->template_name.n) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E614", part->template_mark,
                    bc_tr("the form over many records names no template"));
        bc_diag_hint(r->diags, "%s", bc_tr("write `batch: NAME`, or `batch: {template: NAME, …}`"));
    }
}

/* The form over the section's records stands in front of them, under its title. */
static void add_batch_before(reader *r, const bc_node *spec, const bc_book_part *section)
{
    bc_book_part batch = { .mark = section->mark,
                           .title = section->title,
                           .unlisted = section->unlisted,
                           .label = section->label,
                           .level = section->level,
                           .pages = section->pages };
    bc_book_part forms = *section;
    read_batch(r, spec, &batch);
    if (batch.title.n) {
        forms.title = forms.label = (bc_str){ 0 };
        forms.level++;
    }
    forms.pages.start = BC_SIDE_ANY;
    forms.pages.restart = false;
    batch.over = (uint32_t)r->parts.n + 1; /* where the forms will stand */
    r->parts.at[r->parts.n - 1] = batch;
    bc_vec_add(&r->parts, forms);
}

static void read_section(reader *r, const bc_node *spec, bc_str title, bc_str label)
{
    bc_book_part *part = add_part(r, spec, BC_PART_PROSE);
    part->title = title;
    part->label = label;
    part->level = r->in_part && !label.n ? 1 : 0;
    if (bc_node_find(spec, "prose") || bc_node_find(spec, "text")) {
        read_text(r, spec, part);
        return;
    }
    const bool batch = bc_node_find(spec, "batch");
    if (batch && !bc_node_find(spec, "forms")) {
        warn_idle_keys(r, spec);
        read_batch(r, spec, part);
        return;
    }
    if (!bc_node_find(spec, "forms")) {
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E604", spec->mark, bc_tr("`%.*s` holds nothing"), BC_STR_ARG(title));
        bc_diag_hint(r->diags,
                     bc_tr("give it `forms:` with record files, `batch:`, `prose:` with a text file, or `text:`"));
        return;
    }
    read_forms(r, spec, part);
    if (bc_keys_bool(spec, "divider", false)) {
        bc_book_part section = *part;
        add_divider(r, spec, &section);
    }
    if (batch) {
        bc_book_part section = r->parts.at[r->parts.n - 1];
        add_batch_before(r, spec, &section);
    }
}

static void read_cover(reader *r, const bc_node *spec)
{
    const bc_node *cover = bc_node_find(spec, "cover");
    bc_book_part *part = add_part(r, spec, BC_PART_COVER);
    part->pages.style = BC_NUMBER_NONE;
    part->record = cover->kind == BC_NODE_MAP ? cover : NULL;
    part->template_name = template_beside(r, bc_node_text(bc_node_find(part->record, "template")));
    if (!part->template_name.n)
        part->template_name = BC_STR("book-cover");
}

static void read_contents(reader *r, const bc_node *spec)
{
    enum { DEPTH_USUAL = 3 };
    const bc_node *contents = bc_node_find(spec, "contents");
    bc_book_part *part = add_part(r, spec, BC_PART_CONTENTS);
    part->depth = DEPTH_USUAL;
    part->leaders = true;
    part->title = BC_STR("目录");
    if (contents->kind != BC_NODE_MAP) {
        if (bc_node_text(contents).n && !bc_str_is(bc_node_text(contents), "true"))
            part->title = bc_node_text(contents);
        return;
    }
    if (bc_node_find(contents, "title"))
        part->title = bc_keys_text(contents, "title");
    part->depth = (unsigned)bc_keys_int(contents, "depth", DEPTH_USUAL);
    part->leaders = bc_book_keys_word(BC_BOOK_KEYS_CONTENTS_MAP, contents, "leader", 1) == 1;
}

static void read_divider(reader *r, const bc_node *spec)
{
    bc_book_part *part = add_part(r, spec, BC_PART_DIVIDER);
    part->title = bc_keys_text(spec, "part");
    r->in_part = true;
}

static void read_part(reader *r, const bc_node *spec)
{
    if (!bc_book_keys_check_part(spec, r->diags))
        return;
    if (bc_node_find(spec, "cover")) {
        read_cover(r, spec);
    } else if (bc_node_find(spec, "contents")) {
        read_contents(r, spec);
    } else if (bc_node_find(spec, "part")) {
        read_divider(r, spec);
    } else if (bc_node_find(spec, "blank")) {
        bc_book_part *part = add_part(r, spec, BC_PART_BLANK);
        part->blank_pages = (uint32_t)bc_keys_int(spec, "blank", 1);
    } else if (bc_node_find(spec, "section")) {
        read_section(r, spec, bc_keys_text(spec, "section"), (bc_str){ 0 });
    } else if (bc_node_find(spec, "attachment")) {
        bc_str label = r->only_attachment ? BC_STR("附件") : bc_arena_printf(r->arena, "附件%u", ++r->attachments);
        read_section(r, spec, bc_keys_text(spec, "attachment"), label);
    } else if (bc_node_find(spec, "prose") || bc_node_find(spec, "text")) {
        bc_book_part *part = add_part(r, spec, BC_PART_PROSE);
        read_text(r, spec, part);
    }
}

/* -- the whole ------------------------------------------------------------------------------------------ */

static void resolve_styles(bc_book *book, bc_template_styles *sheet)
{
    static const char *const HEADINGS[] = { "heading-1", "heading-2", "heading-3" };
    static const char *const ENTRIES[] = { "contents-1", "contents-2", "contents-3" };
    struct bc_book_styles *styles = &book->styles;
    styles->title = bc_template_styles_para(sheet, NULL, "book-title");
    for (int i = 0; i < 3; i++) {
        styles->headings[i] = bc_template_styles_para(sheet, NULL, HEADINGS[i]);
        styles->entries[i] = bc_template_styles_para(sheet, NULL, ENTRIES[i]);
    }
    styles->para = bc_template_styles_para(sheet, NULL, "para");
    styles->item = bc_template_styles_para(sheet, NULL, "list-item");
    styles->attachment = bc_template_styles_para(sheet, NULL, "attachment");
    styles->contents_title = bc_template_styles_para(sheet, NULL, "contents-title");
    styles->divider_label = bc_template_styles_para(sheet, NULL, "divider-label");
    styles->divider_title = bc_template_styles_para(sheet, NULL, "divider-title");
    styles->head = bc_template_styles_para(sheet, NULL, "running-head");
    styles->strong = styles->emphasis = styles->para->text;
    styles->strong.role = BC_ROLE_HEAD;
    styles->emphasis.role = BC_ROLE_EMPHASIS;
}

/* Who says on which side of a leaf a part begins prints on both. */
static void read_sides(reader *r, const bc_node *tree)
{
    bool begins = false;
    for (size_t i = 0; i < r->parts.n; i++)
        begins |= r->parts.at[i].pages.start != BC_SIDE_ANY;
    r->book->two_sided = bc_book_keys_word(BC_BOOK_KEYS_BOOK, tree, "sides", begins) == 1;
}

static void read_outline(reader *r, const bc_node *tree)
{
    const bc_node *outline = bc_node_find(tree, "outline");
    r->book->outline_open = bc_book_keys_word(BC_BOOK_KEYS_OUTLINE, outline, "sections", 0) == 1;
}

static bool read_styles(reader *r, const bc_node *tree, const bc_template_folders *folders)
{
    const bc_node *style = bc_node_find(tree, "style");
    bc_str name = style ? template_beside(r, bc_node_text(style)) : BC_STR("gb9704");
    bc_template_shared_styles sheet;
    if (!bc_template_shared_styles_load(r->arena, folders, name, style ? style->mark : tree->mark,
                                        bc_node_find(tree, "paper"), r->diags, &sheet))
        return false;
    r->book->paper = sheet.paper;
    resolve_styles(r->book, sheet.sheet);
    bc_template_styles_release(sheet.sheet);
    return true;
}

static void read_parts(reader *r, const bc_node *tree)
{
    const bc_node *parts = bc_node_find(tree, "parts");
    bool is_list = parts && parts->kind == BC_NODE_LIST;
    unsigned attachments = 0;
    for (uint32_t i = 0; is_list && i < parts->n; i++)
        attachments += bc_node_find(bc_node_element(parts, i), "attachment") != NULL;
    r->only_attachment = attachments == 1;
    for (uint32_t i = 0; is_list && i < parts->n; i++)
        read_part(r, bc_node_element(parts, i));
    if (!parts || (is_list && !parts->n)) /* else it is said what is wrong with what there is */
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E606", parts ? parts->mark : tree->mark,
                    bc_tr("a book needs `parts`: a list of what is bound"));
    r->book->parts = BC_NEW_COPY(r->arena, r->parts.at, r->parts.n);
    r->book->part_count = (uint32_t)r->parts.n;
}

static bc_str folder_of(bc_str path)
{
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/')
            return bc_str_slice(path, 0, i ? i : 1);
    return (bc_str){ 0 };
}

/* Of the pages of its prose, which have no record for running lines to speak of. */
static void check_paper(const bc_node *paper, bc_diag_list *diags)
{
    static const char *const OF_FORMS[] = { "head", "foot", "watermark" };
    bc_keys_check(&bc_form_keys, "#paper", "paper", paper, diags);
    for (size_t i = 0; i < sizeof OF_FORMS / sizeof *OF_FORMS; i++)
        bc_keys_warn_idle(paper, OF_FORMS[i], diags);
}

const bc_book *bc_book_read(bc_arena *arena, const bc_node *tree, const bc_template_folders *folders, bc_str path,
                            bc_diag_list *diags, bool *io_error)
{
    unsigned errors = diags->errors;
    if (!bc_keys_check(&bc_book_keys, "#book", NULL, tree, diags) && tree->kind != BC_NODE_MAP)
        return NULL;
    if (bc_node_find(tree, "paper"))
        check_paper(bc_node_find(tree, "paper"), diags);
    reader r = { .arena = arena, .diags = diags, .book = BC_NEW(arena, bc_book), .io_error = io_error };
    bc_book *book = r.book;
    book->mark = tree->mark;
    book->folder = folder_of(path);
    book->title = bc_keys_text(tree, "book");
    book->issuer = bc_keys_text(tree, "issuer");
    book->year = bc_keys_text(tree, "year");
    const bc_node *title = bc_node_find(tree, "book");
    if (title && title->kind != BC_NODE_TEXT && title->kind != BC_NODE_NULL)
        return NULL; /* said already */
    if (!book->title.n) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E607", tree->mark, bc_tr("a book file begins with `book:` and the title"));
        return NULL;
    }
    if (!read_styles(&r, tree, folders))
        return NULL;
    r.pages.style = book->paper.number;
    r.pages = read_pages(bc_node_find(tree, "pages"), &r.pages);
    read_outline(&r, tree);
    read_parts(&r, tree);
    read_sides(&r, tree);
    book->heads = bc_book_keys_word(BC_BOOK_KEYS_BOOK, tree, "heads", 0) == 1;
    bc_vec_release(&r.parts);
    return diags->errors == errors ? book : NULL;
}
