/* Running lines and watermarks. The words were computed with the record, but for the number of the page and how many
 * there are, which stand in them as marks. The head stands 5 mm above the type area and the foot where page numbers
 * stand, both in the middle of a small margin; the watermark lies across the page from below, as large as it can. */
#include "layout/private/running.h"

#include "base/utf8.h"
#include "layout/number.h"
#include "layout/private/line.h"
#include "layout/private/see.h"
#include "layout/private/words.h"

#include <assert.h>

typedef struct runner {
    const bc_layout_document *document;
    bc_text_typesetter *typesetter;
    bc_arena *arena;
    uint32_t nth, pages;
    bc_layout_item *out;
    uint32_t n;
} runner;

/* Running lines are the same on all pages but for numbers that nobody knows yet: marks stand for these. */
void bc_layout_running_compose(const bc_form *form, const bc_expr_scope *record, bc_layout_seen *seen, bc_arena *arena,
                               bc_diag_list *diags, bc_layout_composed *document)
{
    bc_value_entry marks[2] = { { BC_STR("page"), bc_value_text(BC_STR(BC_RUNNING_PAGE)) },
                                { BC_STR("pages"), bc_value_text(BC_STR(BC_RUNNING_PAGES)) } };
    bc_value pages = { .type = BC_VALUE_MAP, .n = 2, .as.entries = marks };
    bc_expr_scope outer = { .map = &pages, .passing = true };
    bc_expr_scope scope = { .map = record->map, .outer = &outer };
    for (int i = 0; i < BC_RUNNING_LINES; i++) {
        const bc_form_running *line = &form->running[i];
        document->running[i].style = line->style;
        document->running[i].rule = line->rule;
        document->running[i].mark = line->mark;
        for (int k = 0; k < BC_RUNNING_PARTS; k++) {
            document->running[i].parts[k] = bc_layout_words_of(line->parts[k], &scope, arena, diags);
            bc_layout_see_words(seen, line->parts[k], &scope, NULL, arena);
        }
    }
    document->watermark = bc_str_trim(bc_layout_words_of(form->watermark, record, arena, diags));
    bc_layout_see_words(seen, form->watermark, record, NULL, arena);
    document->watermark_style = form->watermark_style;
}

bool bc_layout_running_counts(const bc_layout_composed *composed)
{
    for (int i = 0; i < BC_RUNNING_LINES; i++)
        for (int k = 0; k < BC_RUNNING_PARTS; k++)
            if (bc_str_find(composed->running[i].parts[k], BC_STR(BC_RUNNING_PAGES), 0) != SIZE_MAX)
                return true;
    return false;
}

/* The words with the numbers of this page. */
static bc_str numbered(const runner *r, bc_str words)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < words.n; i++) {
        if (words.p[i] == BC_RUNNING_PAGE[0])
            bc_buf_add_int(&text, r->nth);
        else if (words.p[i] == BC_RUNNING_PAGES[0])
            bc_buf_add_int(&text, r->pages);
        else
            bc_buf_add_char(&text, words.p[i]);
    }
    bc_str made = bc_arena_str(r->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return made;
}

static void add_line(runner *r, const bc_layout_running *line, bc_len top)
{
    const bc_form_paper *paper = &r->document->paper;
    const bc_text_style *style = &line->style->text;
    bc_str texts[BC_RUNNING_PARTS];
    bc_len widths[BC_RUNNING_PARTS], x[BC_RUNNING_PARTS];
    for (int k = 0; k < BC_RUNNING_PARTS; k++) {
        texts[k] = line->parts[k].n ? numbered(r, line->parts[k]) : line->parts[k];
        widths[k] = texts[k].n && r->typesetter ? bc_text_width(r->typesetter, texts[k], style) : 0;
    }
    bc_layout_line_places(widths, bc_layout_frame_width(paper), style->size, x);
    for (int k = 0; k < BC_RUNNING_PARTS; k++) {
        if (!texts[k].n)
            continue;
        r->out[r->n++] = (bc_layout_item){ .block = BC_NOWHERE,
                                           .cell = BC_NOWHERE,
                                           .kind = BC_ITEM_TEXT,
                                           .role = BC_ITEM_RUNNING,
                                           .x = paper->left + x[k],
                                           .y = top + bc_text_baseline(style),
                                           .as.text = { .line = texts[k], .style = style, .width = widths[k] } };
    }
}

static void add_rule(runner *r, const bc_layout_running *line, bc_len y)
{
    const bc_form_paper *paper = &r->document->paper;
    if (line->rule > 0)
        r->out[r->n++] =
            (bc_layout_item){ .block = BC_NOWHERE,
                              .cell = BC_NOWHERE,
                              .kind = BC_ITEM_RULE,
                              .role = BC_ITEM_RUNNING,
                              .x = paper->left,
                              .y = y,
                              .as.rule = { bc_layout_frame_width(paper), line->rule, false, BC_STROKE_PLAIN } };
}

static void add_head(runner *r, const bc_layout_running *line)
{
    enum { RULE_GAP = BC_PT(2) };
    const bc_form_paper *paper = &r->document->paper;
    bc_len leading = line->style->text.leading;
    bc_len gap = bc_len_max(bc_len_min(BC_MM10(50), (paper->top - leading) / 2), 0);
    add_line(r, line, paper->top - gap - leading);
    add_rule(r, line, paper->top - gap + RULE_GAP);
}

static void add_foot(runner *r, const bc_layout_running *line)
{
    enum { RULE_GAP = BC_PT(3) };
    const bc_form_paper *paper = &r->document->paper;
    bc_len top = bc_layout_number_top(paper, &line->style->text);
    if (paper->number != BC_NUMBER_NONE && paper->number_style) { /* on one line with the number */
        const bc_text_style *number = &paper->number_style->text;
        top = bc_layout_number_top(paper, number) + bc_text_baseline(number) - bc_text_baseline(&line->style->text);
    }
    add_line(r, line, top);
    add_rule(r, line, top - RULE_GAP);
}

/* So large that it reaches over four fifths of the narrower side, and no larger than its style. */
static void add_watermark(runner *r)
{
    enum { MAX_CHARACTERS = 32 };           /* its outlines are on every page */
    enum { TURNED = 707, THOUSAND = 1000 }; /* sine and cosine of its angle */
    const bc_layout_composed *composed = r->document->composed;
    const bc_form_paper *paper = &r->document->paper;
    bc_str words = composed->watermark;
    size_t end = 0;
    for (int i = 0; i < MAX_CHARACTERS && end < words.n; i++)
        bc_utf8_next(words, &end);
    words.n = end;
    bc_text_style *style = BC_NEW(r->arena, bc_text_style);
    *style = composed->watermark_style->text;
    int64_t room = (int64_t)bc_len_min(paper->width, paper->height) * 4 / 5 * THOUSAND / TURNED;
    int64_t width = r->typesetter ? bc_text_width(r->typesetter, words, style) : style->size;
    int64_t size = style->size * room / (width + style->size);
    style->size = bc_len_max(bc_len_min((bc_len)size, style->size), BC_PT(1));
    style->leading = style->size;
    bc_len made = r->typesetter ? bc_text_width(r->typesetter, words, style) : 0;
    r->out[r->n++] = (bc_layout_item){ .block = BC_NOWHERE,
                                       .cell = BC_NOWHERE,
                                       .kind = BC_ITEM_MARK,
                                       .role = BC_ITEM_RUNNING,
                                       .x = paper->width / 2,
                                       .y = paper->height / 2,
                                       .as.text = { .line = words, .style = style, .width = made } };
}

uint32_t bc_layout_running_items(const bc_layout_document *document, uint32_t nth, uint32_t pages,
                                 bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item out[BC_RUNNING_ITEMS])
{
    const bc_layout_composed *composed = document->composed;
    runner r = {
        .document = document, .typesetter = typesetter, .arena = arena, .nth = nth, .pages = pages, .out = out
    };
    if (composed->watermark.n && composed->watermark_style)
        add_watermark(&r);
    if (bc_layout_running_says(&composed->running[BC_RUNNING_HEAD]))
        add_head(&r, &composed->running[BC_RUNNING_HEAD]);
    if (bc_layout_running_says(&composed->running[BC_RUNNING_FOOT]))
        add_foot(&r, &composed->running[BC_RUNNING_FOOT]);
    assert(r.n <= BC_RUNNING_ITEMS);
    return r.n;
}
