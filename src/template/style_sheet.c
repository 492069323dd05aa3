/* Styles that are like others, each resolved when it is first named; one that is being resolved is marked, which finds
 * those that are like themselves. All attributes are read into one struct, from which paragraphs and cells take theirs;
 * what the use of a style cannot show is warned of. */
#include "template/style_sheet.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "form/keys.h"

/* All attributes a style can have; a paragraph and a cell each read their share. */
typedef struct bc_style {
    bc_text_style text;
    int align, valign;
    bc_len indent, hang, before, after, pad_x, pad_y;
    bool by_level; /* the indent */
    int8_t decimals;
    bool grouped, bold;
    bc_form_balance balance;
    bc_form_signs signs;
    bc_len spread, shrink;
    bool shaded;
    bc_colour shade;
    bc_form_border border;
    bool on_grid, off_grid; /* lines stand on one; a grid was asked for that does not suit this type and paper */
} bc_style;

typedef struct bc_template_styles_entry {
    const bc_node *spec;
    bc_style style;
    bool resolved, busy;
    unsigned uses; /* bits: what it or one like it is used for */
} bc_template_styles_entry;

struct bc_template_styles {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_template_styles_entry *entries;
    bc_strmap by_name;    /* to bc_template_styles_entry */
    bc_len width, height; /* of the type area, for grids */
};

/* What a style has that says nothing else. */
static const bc_style PLAIN = { .text = { .role = BC_ROLE_TABLE, .size = 10500, .leading = 14000 },
                                .align = BC_ALIGN_LEFT,
                                .valign = BC_VALIGN_MIDDLE,
                                .pad_x = 3500,
                                .pad_y = 3000,
                                .decimals = -1 };

static bc_style resolve_name(bc_template_styles *sheet, bc_str name, bc_diag_mark at);

/* `padding: 3pt` or `padding: [vertical, horizontal]` */
static void read_padding(bc_template_styles *sheet, const bc_node *spec, bc_style *style)
{
    const bc_node *padding = bc_node_find(spec, "padding");
    if (!padding || padding->kind != BC_NODE_LIST) {
        style->pad_y = bc_keys_length(spec, "padding", style->text.size, style->pad_y);
        if (padding)
            style->pad_x = style->pad_y;
        return;
    }
    bc_len both[2];
    bool good = padding->n == 2;
    for (uint32_t i = 0; good && i < 2; i++)
        good = bc_len_parse(bc_node_text(padding->as.items[i]), style->text.size, &both[i]);
    if (!good) {
        bc_diag_add(sheet->diags, BC_DIAG_ERROR, "E303", padding->mark,
                    bc_tr("`padding` takes one length or two: [above and below, left and right]"));
        return;
    }
    style->pad_y = both[0];
    style->pad_x = both[1];
}

static void read_text_style(bc_template_styles *sheet, const bc_node *spec, bc_text_style *text)
{
    (void)bc_font_role_parse(bc_keys_text(spec, "font"), &text->role);
    text->colour = bc_keys_colour(spec, "colour", text->colour);
    bc_len before = text->size;
    text->size = bc_keys_length(spec, "size", before, before);
    if (text->size < BC_PT(1)) {
        bc_diag_add(sheet->diags, BC_DIAG_ERROR, "E303", bc_node_find(spec, "size")->mark,
                    bc_tr("type smaller than 1 pt cannot be printed"));
        text->size = before;
    }
    /* A style that changes the size keeps the proportion of its leading. */
    bc_len scaled = bc_len_scale(text->leading, text->size, before);
    text->leading = bc_len_max(bc_keys_length(spec, "leading", text->size, scaled), text->size);
}

static bc_form_line read_line(const bc_node *map, const char *key, bc_form_line fallback)
{
    if (bc_str_is(bc_keys_text(map, key), "none"))
        return BC_BORDER_NONE;
    bc_stroke stroke;
    if (!bc_node_find(map, key))
        return fallback;
    return bc_keys_stroke(map, key, &stroke) ? bc_form_line_of(stroke) : BC_BORDER_NONE;
}

/* `border: 1pt` or `border: none` around the cell, or side by side; what a style does not say its model does. */
static void read_ground(const bc_node *spec, bc_style *style)
{
    static const char *const SIDES[] = {
        [BC_SIDE_TOP] = "top", [BC_SIDE_BOTTOM] = "bottom", [BC_SIDE_LEFT] = "left", [BC_SIDE_RIGHT] = "right"
    };
    const bc_node *border = bc_node_find(spec, "border"), *shade = bc_node_find(spec, "shade");
    for (int i = 0; border && i < BC_SIDES; i++) {
        bool map = border->kind == BC_NODE_MAP;
        style->border.side[i] = read_line(map ? border : spec, map ? SIDES[i] : "border", style->border.side[i]);
    }
    if (shade)
        style->shaded = bc_colour_parse(bc_node_text(shade), &style->shade);
}

static void read_flow(const bc_node *spec, bc_text_flow *flow)
{
    static const bc_text_flow TURNS[] = { BC_FLOW_ACROSS, BC_FLOW_UPWARDS, BC_FLOW_DOWNWARDS, BC_FLOW_DOWNWARDS };
    if (bc_node_find(spec, "vertical"))
        *flow = bc_keys_bool(spec, "vertical", false) ? BC_FLOW_DOWN : BC_FLOW_ACROSS;
    if (bc_node_find(spec, "turn"))
        *flow = TURNS[bc_form_keys_word(BC_FORM_KEYS_STYLE, spec, "turn", 0)];
}

/* How the characters of a line stand. */
static void read_setting(const bc_node *spec, bc_style *style)
{
    read_flow(spec, &style->text.flow);
    const bc_node *spread = bc_node_find(spec, "spread");
    if (spread && bc_keys_length(spec, "spread", style->text.size, 0) > 0)
        style->spread = bc_keys_length(spec, "spread", style->text.size, 0);
    else if (spread)
        style->spread = bc_keys_bool(spec, "spread", false) ? BC_SPREAD_CELL : 0;
    style->text.spread = style->spread != 0;
    style->shrink = bc_keys_length(spec, "shrink", style->text.size, style->shrink);
}

/* A grid divides the type area evenly. It must come near what type and leading ask for: on the paper of another form
 * the same grid would pull characters apart or print lines over each other, and there the style stays without. */
static bool suits(bc_len pitch, bc_len size, int least, int most)
{
    return pitch >= bc_len_scale(size, least, 100) && pitch <= bc_len_scale(size, most, 100);
}

static void read_grid(const bc_template_styles *sheet, const bc_node *spec, bc_style *style)
{
    enum { MIN_PITCH = 97, MAX_PITCH = 110, MIN_LEADING = 115, MAX_LEADING = 250 }; /* hundredths of the size */
    const bc_node *grid = bc_node_find(spec, "grid");
    if (!grid && (bc_node_find(spec, "size") || bc_node_find(spec, "leading")))
        style->on_grid = style->off_grid = false; /* it has left the one that it came from */
    if (!grid && bc_node_find(spec, "size"))
        style->text.pitch = 0;
    if (!grid || grid->kind != BC_NODE_MAP)
        return;
    bc_len lines = (bc_len)bc_keys_int(grid, "lines", 0), characters = (bc_len)bc_keys_int(grid, "characters", 0);
    bc_len leading = lines > 0 ? sheet->height / lines : style->text.leading;
    bc_len pitch = characters > 0 ? sheet->width / characters : 0;
    style->off_grid = (lines > 0 && !suits(leading, style->text.size, MIN_LEADING, MAX_LEADING)) ||
                      (characters > 0 && !suits(pitch, style->text.size, MIN_PITCH, MAX_PITCH));
    style->on_grid = lines > 0 && !style->off_grid;
    style->text.pitch = style->off_grid ? 0 : pitch;
    style->text.leading = style->off_grid ? style->text.leading : leading;
}

/* The style with the attributes that `spec` names itself. */
static bc_style apply(bc_template_styles *sheet, const bc_node *spec, bc_style style)
{
    read_text_style(sheet, spec, &style.text);
    read_grid(sheet, spec, &style);
    bc_len em = bc_text_em(&style.text);
    style.align = bc_form_keys_word(BC_FORM_KEYS_STYLE, spec, "align", style.align);
    if (style.align > BC_ALIGN_POINT)
        style.align = BC_ALIGN_CENTRE; /* the American spelling */
    style.valign = bc_form_keys_word(BC_FORM_KEYS_STYLE, spec, "valign", style.valign);
    if (bc_node_find(spec, "indent"))
        style.by_level = bc_form_keys_word(BC_FORM_KEYS_STYLE, spec, "indent", -1) == 0;
    style.indent = bc_keys_length(spec, "indent", em, style.by_level ? 0 : style.indent);
    style.hang = bc_keys_length(spec, "hang", em, style.hang);
    style.before = bc_keys_length(spec, "before", style.text.size, style.before);
    style.after = bc_keys_length(spec, "after", style.text.size, style.after);
    read_padding(sheet, spec, &style);
    style.decimals = (int8_t)bc_keys_int(spec, "decimals", style.decimals);
    style.grouped = bc_keys_bool(spec, "grouped", style.grouped);
    style.bold = bc_keys_bool(spec, "bold", style.bold);
    read_ground(spec, &style);
    read_setting(spec, &style);
    const bc_node *empty = bc_node_find(spec, "empty"), *zero = bc_node_find(spec, "zero");
    if (empty)
        style.signs.empty = bc_node_text(empty);
    if (zero)
        style.signs.zero = bc_node_text(zero);
    style.signs.has_zero |= zero != NULL;
    if (bc_node_find(spec, "balanced"))
        style.balance = bc_keys_bool(spec, "balanced", false) ? BC_BALANCE_ON : BC_BALANCE_OFF;
    return style;
}

static bc_style resolve_map(bc_template_styles *sheet, const bc_node *spec, bc_style style)
{
    const bc_node *like = bc_node_find(spec, "like");
    if (like)
        style = resolve_name(sheet, bc_node_text(like), like->mark);
    return apply(sheet, spec, style);
}

static void hint_style(bc_template_styles *sheet, bc_str name)
{
    bc_str *names = BC_NEW_ARRAY(sheet->arena, bc_str, sheet->by_name.capacity);
    size_t n = 0;
    for (size_t i = 0; i < sheet->by_name.capacity; i++)
        if (sheet->by_name.slots[i].value)
            names[n++] = sheet->by_name.slots[i].key;
    bc_str near = bc_diag_nearest(name, names, n);
    if (near.n)
        bc_diag_hint(sheet->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(sheet->diags, bc_tr("name one of `styles`, or write attributes: {align: centre, size: 小五}"));
}

static bc_style resolve_name(bc_template_styles *sheet, bc_str name, bc_diag_mark at)
{
    bc_template_styles_entry *entry = bc_strmap_find(&sheet->by_name, name);
    if (!entry || entry->busy) {
        bc_diag_add(sheet->diags, BC_DIAG_ERROR, "E305", at,
                    entry ? bc_tr("the style `%.*s` is like itself") : bc_tr("there is no style `%.*s`"),
                    BC_STR_ARG(name));
        if (!entry)
            hint_style(sheet, name);
        return PLAIN;
    }
    if (!entry->resolved) {
        entry->busy = true;
        entry->style = resolve_map(sheet, entry->spec, PLAIN);
        entry->busy = false;
        entry->resolved = true;
    }
    return entry->style;
}

/* What a style is used for: the words of bc_form_style_effects. */
typedef enum use { TEXT, LINE, CELL, NUMBER } use;
static const char *const USES[] = { [TEXT] = "text", [LINE] = "line", [CELL] = "cell", [NUMBER] = "number" };
#define USE(kind) (1u << (kind))
#define USED_IN_CELLS (USE(CELL) | USE(NUMBER))

static unsigned uses_of(const char *words)
{
    bc_str rest = bc_str_from(words), one;
    unsigned uses = 0;
    while (bc_keys_next_type(&rest, &one))
        for (unsigned i = 0; i < sizeof USES / sizeof *USES; i++)
            if (bc_str_is(one, USES[i]))
                uses |= USE(i);
    return uses;
}

/* Warns of the attributes that say nothing about what the style is used for. */
static void warn_idle(bc_template_styles *sheet, const bc_node *spec, unsigned uses)
{
    for (const bc_form_effect *e = bc_form_style_effects; e->key; e++)
        if (!(uses_of(e->on) & uses))
            bc_keys_warn_idle(spec, e->key, sheet->diags);
}

/* Notes what a style is used for, with those that it is like. */
static void note_use(bc_template_styles *sheet, bc_str name, unsigned uses)
{
    enum { MAX_LIKE = 64 };
    for (int i = 0; i < MAX_LIKE && name.n; i++) {
        bc_template_styles_entry *entry = bc_strmap_find(&sheet->by_name, name);
        if (!entry || (entry->uses & uses) == uses)
            return;
        entry->uses |= uses;
        name = bc_keys_text(entry->spec, "like");
    }
}

/* What a form's own styles say in vain: those of shared parts are used for more than one form. */
void bc_template_styles_warn_idle(bc_template_styles *sheet, const bc_node *styles, bc_str file)
{
    for (uint32_t i = 0; styles && styles->kind == BC_NODE_MAP && i < styles->n; i++) {
        const bc_node_member *member = &styles->as.members[i];
        const bc_template_styles_entry *entry = bc_strmap_find(&sheet->by_name, member->key);
        bool own = member->key_mark.source && bc_str_eq(member->key_mark.source->name, file);
        if (!own || member->value->kind != BC_NODE_MAP || !entry->uses)
            continue;
        warn_idle(sheet, member->value, entry->uses);
        if (entry->style.off_grid && bc_node_find(member->value, "grid")) {
            bc_keys_warn_idle(member->value, "grid", sheet->diags);
            bc_diag_hint(sheet->diags, bc_tr("so many lines and characters of this size do not fill this type area"));
        }
    }
}

bc_template_styles *bc_template_styles_new(bc_arena *arena, const bc_node *styles, bc_diag_list *diags)
{
    bc_template_styles *sheet = BC_NEW(arena, bc_template_styles);
    sheet->arena = arena;
    sheet->diags = diags;
    if (!styles || styles->kind != BC_NODE_MAP)
        return sheet;
    sheet->entries = BC_NEW_ARRAY(arena, bc_template_styles_entry, styles->n);
    for (uint32_t i = 0; i < styles->n; i++) {
        sheet->entries[i].spec = styles->as.members[i].value;
        bc_strmap_put(&sheet->by_name, styles->as.members[i].key, &sheet->entries[i]);
    }
    return sheet;
}

void bc_template_styles_set_frame(bc_template_styles *sheet, bc_len width, bc_len height)
{
    sheet->width = width;
    sheet->height = height;
}

void bc_template_styles_release(bc_template_styles *sheet)
{
    bc_strmap_release(&sheet->by_name);
}

static bc_style named_or_plain(bc_template_styles *sheet, const char *name)
{
    bc_str key = bc_str_from(name);
    return bc_strmap_find(&sheet->by_name, key) ? resolve_name(sheet, key, (bc_diag_mark){ 0 }) : PLAIN;
}

/* The attributes a style name or an inline map stands for, without what it is like. */
static const bc_node *own_attributes(bc_template_styles *sheet, const bc_node *style)
{
    if (style->kind != BC_NODE_TEXT)
        return style;
    bc_template_styles_entry *entry = bc_strmap_find(&sheet->by_name, style->as.text);
    if (entry)
        return entry->spec;
    resolve_name(sheet, style->as.text, style->mark); /* reports it */
    return NULL;
}

static bc_style resolve(bc_template_styles *sheet, const bc_node *style, const char *fallback, const bc_node *enclosing,
                        unsigned uses)
{
    bool map = style && style->kind == BC_NODE_MAP;
    const bc_node *name = map ? bc_node_find(style, "like") : style;
    bool named = name && name->kind == BC_NODE_TEXT;
    note_use(sheet, named ? name->as.text : bc_str_from(fallback), uses);
    if (map)
        warn_idle(sheet, style, uses);
    /* What goes around cells is for all of them. */
    if (enclosing && enclosing->kind == BC_NODE_MAP)
        warn_idle(sheet, enclosing, USED_IN_CELLS);
    else if (enclosing)
        note_use(sheet, bc_node_text(enclosing), USED_IN_CELLS);
    bc_style made = named ? resolve_name(sheet, name->as.text, name->mark) : named_or_plain(sheet, fallback);
    const bc_node *outer = enclosing ? own_attributes(sheet, enclosing) : NULL;
    if (outer)
        made = apply(sheet, outer, made);
    if (map)
        made = apply(sheet, style, made);
    return made;
}

static const bc_form_para_style *para_style(bc_template_styles *sheet, const bc_node *style, const char *fallback,
                                            unsigned uses)
{
    bc_style s = resolve(sheet, style, fallback, NULL, uses);
    bc_form_para_style *para = BC_NEW(sheet->arena, bc_form_para_style);
    s.text.flow = BC_FLOW_ACROSS;
    s.text.spread = false;
    *para = (bc_form_para_style){ .text = s.text,
                                  .align = s.align == BC_ALIGN_POINT ? BC_ALIGN_CENTRE : (bc_form_align)s.align,
                                  .first_indent = s.indent,
                                  .hang = s.hang,
                                  .before = s.before,
                                  .after = s.after,
                                  .balanced = s.balance == BC_BALANCE_ON,
                                  .on_grid = s.on_grid };
    return para;
}

const bc_form_para_style *bc_template_styles_para(bc_template_styles *sheet, const bc_node *style, const char *fallback)
{
    return para_style(sheet, style, fallback, USE(TEXT));
}

const bc_form_para_style *bc_template_styles_line(bc_template_styles *sheet, const bc_node *style, const char *fallback)
{
    return para_style(sheet, style, fallback, USE(LINE));
}

const bc_node *bc_template_styles_over(bc_template_styles *sheet, const bc_node *outer, const bc_node *inner)
{
    if (!outer || !inner)
        return outer ? outer : inner;
    const bc_node *nodes[] = { own_attributes(sheet, inner), own_attributes(sheet, outer) };
    uint32_t most = 0, n = 0;
    for (int i = 0; i < 2; i++) {
        most += nodes[i] && nodes[i]->kind == BC_NODE_MAP ? nodes[i]->n : 0;
        note_use(sheet, bc_node_text(i ? outer : inner), USED_IN_CELLS);
    }
    bc_node_member *members = BC_NEW_ARRAY(sheet->arena, bc_node_member, most);
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; nodes[i] && nodes[i]->kind == BC_NODE_MAP && k < nodes[i]->n; k++)
            if (!i || !bc_node_find_member(nodes[0], nodes[i]->as.members[k].key))
                members[n++] = nodes[i]->as.members[k];
    return bc_node_new_map(sheet->arena, inner->mark, members, n);
}

const bc_form_cell_style *bc_template_styles_cell(bc_template_styles *sheet, const bc_node *style, const char *fallback,
                                                  const bc_node *enclosing, bool number)
{
    bc_style s = resolve(sheet, style, fallback, enclosing, number ? USED_IN_CELLS : USE(CELL));
    bc_form_cell_style *cell = BC_NEW(sheet->arena, bc_form_cell_style);
    if (s.by_level && s.align == BC_ALIGN_CENTRE)
        s.align = BC_ALIGN_LEFT; /* from where levels are seen */
    *cell = (bc_form_cell_style){ .text = s.text,
                                  .align = (bc_form_align)s.align,
                                  .valign = (bc_form_valign)s.valign,
                                  .first_indent = s.indent,
                                  .by_level = s.by_level,
                                  .pad_x = s.pad_x,
                                  .pad_y = s.pad_y,
                                  .decimals = s.decimals,
                                  .grouped = s.grouped,
                                  .bold = s.bold,
                                  .balance = s.balance,
                                  .shaded = s.shaded,
                                  .shade = s.shade,
                                  .border = s.border,
                                  .signs = s.signs,
                                  .spread = s.spread,
                                  .shrink = s.shrink < s.text.size ? s.shrink : 0 };
    return cell;
}
