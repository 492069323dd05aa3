/* Charstrings with their subroutines written out. A glyph then depends on nothing but itself and can be copied into
 * any subset; to know where a program ends and how many bits a hintmask has, the operators are followed and the
 * depth of the stack counted, but nothing is drawn.
 *
 * Stem hints can be left out on the way: operators with their numbers and masks. What stays is the glyph's width, which
 * stands before the numbers of the first operator that empties the stack, whatever that is. */
#include "paint/font/private/charstring.h"

#include "base/bytes.h"

enum {
    MAX_STACK = 48,          /* by the specification */
    MAX_DEPTH = 10,          /* by the specification */
    MAX_SIZE = 65535,        /* the longest known glyphs have 8 KB */
    MAX_CALLS = 4 * MAX_SIZE /* empty subroutines that call each other could go on for ever */
};

enum { /* operators that are not merely copied */
       OP_HSTEM = 1,
       OP_VSTEM = 3,
       OP_CALLSUBR = 10,
       OP_RETURN = 11,
       OP_ESCAPE = 12,
       OP_ENDCHAR = 14,
       OP_HSTEMHM = 18,
       OP_HINTMASK = 19,
       OP_CNTRMASK = 20,
       OP_VSTEMHM = 23,
       OP_SHORTINT = 28,
       OP_CALLGSUBR = 29
};

/* rmoveto … vhcurveto: they are copied, and empty the stack. */
static const uint32_t PATH_OPERATORS = 0x1F0u | 1u << 21 | 1u << 22 | 0xFu << 24 | 3u << 30;

typedef enum step { GO_ON, RETURNED, ENDED, BROKEN } step;

typedef struct flattener {
    const bc_subset_cff_index *local, *global;
    bc_buf *out;
    size_t start;
    int depth;
    struct {
        int32_t value;
        size_t from, to; /* where it was written in out; 0, 0 when it was computed */
    } stack[MAX_STACK];
    unsigned stems, calls;
    bool unhinted;       /* stems and masks are left out */
    bool has_width;      /* the operator before which the width may stand has come */
    size_t operands;     /* where the numbers of the next operator begin in out */
    size_t first_number; /* where the first of them ends */
} flattener;

/* Copies the number at `at`; says how many bytes it has, 0 when they are not there. */
static size_t copy_number(flattener *f, bc_str program, size_t at)
{
    const uint8_t *p = (const uint8_t *)program.p + at;
    size_t size = p[0] == OP_SHORTINT ? 3 : p[0] == 255 ? 5 : p[0] < 247 ? 1 : 2;
    if (size > program.n - at || f->depth >= MAX_STACK)
        return 0;
    int32_t value = 0; /* of a fraction: it calls no subroutine */
    if (p[0] == OP_SHORTINT)
        value = (int16_t)bc_bytes_read(p + 1, 2);
    else if (p[0] < 247)
        value = p[0] - 139;
    else if (p[0] < 251)
        value = (p[0] - 247) * 256 + p[1] + 108;
    else if (p[0] < 255)
        value = -(p[0] - 251) * 256 - p[1] - 108;
    size_t from = f->out->n;
    bc_buf_add(f->out, p, size);
    f->stack[f->depth].value = value;
    f->stack[f->depth].from = p[0] == 255 ? 0 : from;
    f->stack[f->depth].to = p[0] == 255 ? 0 : f->out->n;
    f->depth++;
    if (f->depth == 1)
        f->first_number = f->out->n;
    return size;
}

/* What empties the stack has been copied, or left out. */
static void begin_operands(flattener *f)
{
    f->depth = 0;
    f->has_width = true;
    f->operands = f->out->n;
}

/* What an arithmetic operator (escaped) leaves on the stack, less what it takes; path operators clear it. */
static bool apply_escape(flattener *f, uint8_t op)
{
    static const struct {
        int8_t takes, change;
    } effects[] = {
        [3] = { 2, -1 },  [4] = { 2, -1 },  [5] = { 1, 0 },   [9] = { 1, 0 },   [10] = { 2, -1 },
        [11] = { 2, -1 }, [12] = { 2, -1 }, [14] = { 1, 0 },  [15] = { 2, -1 }, [18] = { 1, -1 },
        [20] = { 2, -2 }, [21] = { 1, 0 },  [22] = { 4, -3 }, [23] = { 0, 1 },  [24] = { 2, -1 },
        [26] = { 1, 0 },  [27] = { 1, 1 },  [28] = { 2, 0 },  [29] = { 2, -1 }, [30] = { 2, -2 },
    };
    if (op >= 34 && op <= 37) { /* the flex operators */
        f->depth = 0;
        return true;
    }
    if (f->unhinted) /* what was computed may be a stem, and where it was written is not known */
        return false;
    if (op >= sizeof effects / sizeof *effects || (!effects[op].takes && !effects[op].change))
        return false;
    if (f->depth < effects[op].takes || f->depth + effects[op].change > MAX_STACK)
        return false;
    for (int i = f->depth - effects[op].takes; i < f->depth + effects[op].change; i++)
        f->stack[i].from = f->stack[i].to = 0;
    f->depth += effects[op].change;
    return true;
}

/* Stem hints take pairs of numbers; hintmask implies a last vstem and is followed by a bit for each stem. */
static size_t count_stems(flattener *f, uint8_t op)
{
    f->stems += (unsigned)f->depth / 2;
    f->depth = 0;
    return op == OP_HINTMASK || op == OP_CNTRMASK ? (f->stems + 7) / 8 : 0;
}

/* Leaves out the numbers of a stem operator, but for the width in front of those of the first. */
static void drop_stems(flattener *f, int numbers)
{
    f->out->n = !f->has_width && numbers % 2 ? f->first_number : f->operands;
    begin_operands(f);
}

static bool is_hint(uint8_t op)
{
    return op == OP_HSTEM || op == OP_VSTEM || op == OP_HSTEMHM || op == OP_VSTEMHM || op == OP_HINTMASK ||
           op == OP_CNTRMASK;
}

/* Drops the number that names the subroutine, and finds it. */
static bool take_call(flattener *f, const bc_subset_cff_index *subrs, bc_str *out)
{
    if (f->depth < 1 || f->stack[f->depth - 1].to != f->out->n || ++f->calls > MAX_CALLS)
        return false;
    f->depth--;
    int32_t bias = subrs->count < 1240 ? 107 : subrs->count < 33900 ? 1131 : 32768;
    int32_t which = f->stack[f->depth].value + bias;
    if (which < 0 || (uint32_t)which >= subrs->count)
        return false;
    f->out->n = f->stack[f->depth].from;
    *out = bc_subset_cff_at(subrs, (uint32_t)which);
    return out->n > 0;
}

static step flatten(flattener *f, bc_str program, unsigned depth);

static step apply_call(flattener *f, uint8_t op, unsigned depth)
{
    bc_str subr;
    if (depth >= MAX_DEPTH || !take_call(f, op == OP_CALLSUBR ? f->local : f->global, &subr))
        return BROKEN;
    step result = flatten(f, subr, depth + 1);
    return result == RETURNED ? GO_ON : result;
}

/* Bytes of an operator that is copied, with the mask that follows a hintmask; 0 when it is none or malformed. */
static size_t copied_size(flattener *f, bc_str program, size_t at)
{
    uint8_t op = (uint8_t)program.p[at];
    switch (op) {
    case OP_HSTEM:
    case OP_VSTEM:
    case OP_HSTEMHM:
    case OP_VSTEMHM:
    case OP_HINTMASK:
    case OP_CNTRMASK:
        return 1 + count_stems(f, op);
    case OP_ESCAPE:
        return program.n - at >= 2 && apply_escape(f, (uint8_t)program.p[at + 1]) ? 2 : 0;
    default:
        f->depth = 0;
        return PATH_OPERATORS >> op & 1;
    }
}

static step apply_operator(flattener *f, bc_str program, size_t *at, unsigned depth)
{
    uint8_t op = (uint8_t)program.p[*at];
    switch (op) {
    case OP_CALLSUBR:
    case OP_CALLGSUBR:
        ++*at;
        return apply_call(f, op, depth);
    case OP_RETURN:
        return depth ? RETURNED : BROKEN;
    case OP_ENDCHAR:
        if (f->depth >= 4)
            return BROKEN;
        bc_buf_add_char(f->out, OP_ENDCHAR);
        return ENDED;
    default:
        break;
    }
    int numbers = f->depth;
    size_t size = copied_size(f, program, *at);
    if (!size || size > program.n - *at)
        return BROKEN;
    *at += size;
    if (f->unhinted && is_hint(op)) {
        drop_stems(f, numbers);
        return GO_ON;
    }
    bc_buf_add(f->out, program.p + *at - size, size);
    if (f->depth == 0)
        begin_operands(f);
    return GO_ON;
}

static step flatten(flattener *f, bc_str program, unsigned depth)
{
    for (size_t at = 0; at < program.n;) {
        if (f->out->n - f->start > MAX_SIZE)
            return BROKEN;
        uint8_t first = (uint8_t)program.p[at];
        if (first >= 32 || first == OP_SHORTINT) {
            size_t size = copy_number(f, program, at);
            if (!size)
                return BROKEN;
            at += size;
            continue;
        }
        step result = apply_operator(f, program, &at, depth);
        if (result != GO_ON)
            return result;
    }
    return depth ? RETURNED : BROKEN; /* some fonts leave out the last return, none the endchar */
}

bool bc_subset_charstring_flatten(bc_str program, const bc_subset_cff_index *local, const bc_subset_cff_index *global,
                                  bool unhinted, bc_buf *out)
{
    flattener f = {
        .local = local, .global = global, .out = out, .start = out->n, .unhinted = unhinted, .operands = out->n
    };
    if (flatten(&f, program, 0) == ENDED)
        return true;
    out->n = f.start;
    out->p[out->n] = '\0';
    return unhinted && bc_subset_charstring_flatten(program, local, global, false, out);
}
