/* Structure elements as objects, packed as soon as layout says that they are complete. An element's number is that of
 * its object; the ID of a head is that number in base 62, in the order of ASCII, so that numbers sorted are IDs sorted.
 * Of finished elements only the numbers of heads are kept. */
#include "paint/pdf/private/tagging.h"

#include "paint/pdf/private/syntax.h"

#include <stdlib.h>

enum { LEAF = 64, ID_DIGITS = 4 /* as many as object numbers need */ };

static uint32_t reserve(void *context)
{
    return bc_pdf_reserve(((bc_pdf_tagging *)context)->file);
}

/* -- elements ------------------------------------------------------------------------------------------- */

static void put_id(bc_buf *out, uint32_t id)
{
    static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    enum { BASE = sizeof DIGITS - 1 };
    char text[ID_DIGITS];
    for (int i = ID_DIGITS - 1; i >= 0; i--, id /= BASE)
        text[i] = DIGITS[id % BASE];
    bc_buf_add_char(out, '(');
    bc_buf_add(out, text, sizeof text);
    bc_buf_add_char(out, ')');
}

static uint32_t page_of(const bc_layout_tag *tag)
{
    for (uint32_t i = 0; i < tag->kid_count; i++)
        if (!tag->kids[i].id)
            return tag->kids[i].page;
    return 0;
}

static void put_kids(bc_buf *out, const bc_layout_tag *tag)
{
    uint32_t page = page_of(tag);
    if (page) {
        bc_buf_add_text(out, "/Pg ");
        bc_pdf_put_ref(out, page);
    }
    if (!tag->kid_count)
        return;
    bc_buf_add_text(out, tag->kid_count > 1 ? "/K[" : "/K ");
    for (uint32_t i = 0; i < tag->kid_count; i++) {
        const bc_layout_tag_kid *kid = &tag->kids[i];
        bc_buf_add_text(out, i ? " " : "");
        if (kid->id)
            bc_pdf_put_ref(out, kid->id);
        else if (kid->page == page)
            bc_buf_add_int(out, kid->mark);
        else
            bc_buf_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", kid->page, kid->mark);
    }
    bc_buf_add_text(out, tag->kid_count > 1 ? "]" : "");
}

static void put_cell(bc_buf *out, const bc_layout_tag *tag)
{
    bool head = tag->kind != BC_TAG_CELL;
    if (head) {
        bc_buf_add_text(out, "/ID");
        put_id(out, tag->id);
    }
    if (!head && tag->columns < 2 && tag->rows < 2 && !tag->head_count)
        return;
    bc_buf_add_text(out, "/A<</O/Table");
    if (head)
        bc_buf_add_text(out, tag->kind == BC_TAG_ROW_HEAD ? "/Scope/Row" : "/Scope/Column");
    if (tag->columns > 1)
        bc_buf_printf(out, "/ColSpan %u", tag->columns);
    if (tag->rows > 1)
        bc_buf_printf(out, "/RowSpan %u", tag->rows);
    for (uint32_t i = 0; i < tag->head_count; i++) {
        bc_buf_add_text(out, i ? "" : "/Headers[");
        put_id(out, tag->heads[i]);
    }
    bc_buf_add_text(out, tag->head_count ? "]>>" : ">>");
}

typedef struct figure_box {
    bc_str alt;
    bc_len width, height;
} figure_box;

static figure_box box_of(const bc_layout_item *item)
{
    if (item->kind == BC_ITEM_PICTURE)
        return (figure_box){ item->as.picture.alt, item->as.picture.width, item->as.picture.height };
    if (item->kind == BC_ITEM_SYMBOL)
        return (figure_box){ item->as.symbol.alt, item->as.symbol.width, item->as.symbol.height };
    const bc_chart_drawing *drawing = item->as.chart.drawing;
    return (figure_box){ item->as.chart.alt, drawing->width, drawing->height };
}

static void put_figure(bc_buf *out, const bc_layout_tag *tag)
{
    const bc_layout_item *item = tag->figure;
    const figure_box box = box_of(item);
    const int64_t top = (int64_t)tag->page_height - item->y;
    const int64_t corners[] = { item->x, top - box.height, (int64_t)item->x + box.width, top };
    bc_buf_add_text(out, "/Alt");
    bc_pdf_put_text(out, box.alt);
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        bc_buf_add_text(out, i ? " " : "/A<</O/Layout/BBox[");
        bc_pdf_put_length(out, corners[i]);
    }
    bc_buf_add_text(out, "]>>");
}

static void define(void *context, const bc_layout_tag *tag)
{
    static const char *const NAMES[] = {
        [BC_TAG_HEADING] = "H1",       [BC_TAG_PARAGRAPH] = "P",      [BC_TAG_TABLE] = "Table",
        [BC_TAG_TABLE_HEAD] = "THead", [BC_TAG_TABLE_BODY] = "TBody", [BC_TAG_ROW] = "TR",
        [BC_TAG_COLUMN_HEAD] = "TH",   [BC_TAG_ROW_HEAD] = "TH",      [BC_TAG_CELL] = "TD",
        [BC_TAG_FIGURE] = "Figure"
    };
    bc_pdf_tagging *tagging = context;
    bc_buf *out = &tagging->text;
    bc_buf_clear(out);
    bc_buf_add_text(out, "/S/");
    bc_buf_add_text(out, NAMES[tag->kind]);
    bc_buf_add_text(out, "/P ");
    bc_pdf_put_ref(out, tag->parent);
    put_kids(out, tag);
    if (tag->kind == BC_TAG_CELL || tag->kind == BC_TAG_ROW_HEAD || tag->kind == BC_TAG_COLUMN_HEAD)
        put_cell(out, tag);
    if (tag->kind == BC_TAG_FIGURE)
        put_figure(out, tag);
    if (tag->kind == BC_TAG_ROW_HEAD || tag->kind == BC_TAG_COLUMN_HEAD)
        bc_vec_add(&tagging->heads, tag->id);
    bc_pdf_define(tagging->file, tag->id, bc_buf_str(out));
}

/* -- trees ---------------------------------------------------------------------------------------------- */

static void end_leaf(bc_pdf_tagging *tagging)
{
    bc_buf *out = &tagging->text;
    if (!tagging->parents.n)
        return;
    bc_pdf_tree_leaf *leaf = &tagging->leaves.at[tagging->leaves.n - 1];
    leaf->high = tagging->pages - 1;
    bc_buf_clear(out);
    bc_buf_printf(out, "/Limits[%u %u]/Nums[", leaf->low, leaf->high);
    bc_buf_add_str(out, bc_buf_str(&tagging->parents));
    bc_buf_add_char(out, ']');
    bc_pdf_define(tagging->file, leaf->ref, bc_buf_str(out));
    bc_buf_clear(&tagging->parents);
}

static bc_pdf_ref define_parent_tree(bc_pdf_tagging *tagging)
{
    bc_buf *out = &tagging->text;
    end_leaf(tagging);
    bc_buf_clear(out);
    bc_buf_add_text(out, "/Kids[");
    for (size_t i = 0; i < tagging->leaves.n; i++)
        bc_buf_printf(out, i ? " %u 0 R" : "%u 0 R", tagging->leaves.at[i].ref);
    bc_buf_add_char(out, ']');
    bc_pdf_ref ref = bc_pdf_reserve(tagging->file);
    bc_pdf_define(tagging->file, ref, bc_buf_str(out));
    return ref;
}

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bc_pdf_ref define_ids(bc_pdf_tagging *tagging)
{
    bc_buf kids, *out = &tagging->text;
    const size_t n = tagging->heads.n;
    if (!n)
        return 0;
    qsort(tagging->heads.at, n, sizeof *tagging->heads.at, ascending);
    bc_buf_init(&kids);
    for (size_t from = 0, to; from < n; from = to) {
        to = from + LEAF < n ? from + LEAF : n;
        bc_buf_clear(out);
        bc_buf_add_text(out, "/Limits[");
        put_id(out, tagging->heads.at[from]);
        put_id(out, tagging->heads.at[to - 1]);
        bc_buf_add_text(out, "]/Names[");
        for (size_t i = from; i < to; i++) {
            put_id(out, tagging->heads.at[i]);
            bc_pdf_put_ref(out, tagging->heads.at[i]);
        }
        bc_buf_add_char(out, ']');
        bc_pdf_ref leaf = bc_pdf_reserve(tagging->file);
        bc_pdf_define(tagging->file, leaf, bc_buf_str(out));
        bc_buf_printf(&kids, from ? " %u 0 R" : "/Kids[%u 0 R", leaf);
    }
    bc_buf_add_char(&kids, ']');
    bc_pdf_ref ref = bc_pdf_reserve(tagging->file);
    bc_pdf_define(tagging->file, ref, bc_buf_str(&kids));
    bc_buf_release(&kids);
    return ref;
}

/* -- the document --------------------------------------------------------------------------------------- */

void bc_pdf_tagging_begin(bc_pdf_tagging *tagging, bc_pdf_file *file)
{
    *tagging = (bc_pdf_tagging){ .file = file };
    bc_buf_init(&tagging->parents);
    bc_buf_init(&tagging->text);
    tagging->root = bc_pdf_reserve(file);
    tagging->document = bc_pdf_reserve(file);
    tagging->tags = bc_layout_tags_new(&(bc_layout_tag_sink){ reserve, define, tagging }, tagging->document);
}

void bc_pdf_tagging_release(bc_pdf_tagging *tagging)
{
    bc_layout_tags_free(tagging->tags);
    bc_buf_release(&tagging->parents);
    bc_buf_release(&tagging->text);
    bc_vec_release(&tagging->leaves);
    bc_vec_release(&tagging->heads);
}

bc_layout_marks bc_pdf_tagging_page(bc_pdf_tagging *tagging, const bc_layout_page *page, bc_pdf_ref ref, uint32_t *key)
{
    *key = tagging->pages;
    if (*key % LEAF == 0) {
        end_leaf(tagging);
        bc_vec_add(&tagging->leaves, (bc_pdf_tree_leaf){ bc_pdf_reserve(tagging->file), *key, *key });
    }
    tagging->pages++;
    bc_layout_marks marks = bc_layout_tags_page(tagging->tags, page, ref);
    bc_buf_add_int(&tagging->parents, *key);
    bc_buf_add_char(&tagging->parents, '[');
    for (uint32_t i = 0; i < marks.n; i++) {
        bc_buf_add_text(&tagging->parents, i ? " " : "");
        bc_pdf_put_ref(&tagging->parents, marks.owners[i]);
    }
    bc_buf_add_char(&tagging->parents, ']');
    return marks;
}

void bc_pdf_tagging_end(bc_pdf_tagging *tagging, bc_buf *out)
{
    bc_buf *text = &tagging->text;
    uint32_t n;
    bc_pdf_ref parents = define_parent_tree(tagging), ids = define_ids(tagging);
    const uint32_t *top = bc_layout_tags_end(tagging->tags, &n);
    bc_buf_clear(text);
    bc_buf_printf(text, "/S/Document/P %u 0 R/K[", tagging->root);
    for (uint32_t i = 0; i < n; i++) {
        bc_buf_add_text(text, i ? " " : "");
        bc_pdf_put_ref(text, top[i]);
    }
    bc_buf_add_char(text, ']');
    bc_pdf_define(tagging->file, tagging->document, bc_buf_str(text));
    bc_buf_clear(text);
    bc_buf_printf(text, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", tagging->document,
                  parents, tagging->pages);
    if (ids)
        bc_buf_printf(text, "/IDTree %u 0 R", ids);
    bc_pdf_define(tagging->file, tagging->root, bc_buf_str(text));
    bc_buf_printf(out, "/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R", tagging->root);
}
