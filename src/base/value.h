/* Typed data: what a record's values mean once a form's fields have been applied to them. Expressions
 * compute on these. A datum is small and passed by value; what it points to lives in an arena. */
#ifndef BC_BASE_VALUE_H
#define BC_BASE_VALUE_H

#include "base/decimal.h"
#include "base/node.h"

typedef enum bc_value_type {
    BC_VALUE_NULL,
    BC_VALUE_BOOL,
    BC_VALUE_NUMBER,
    BC_VALUE_TEXT,
    BC_VALUE_DATE,
    BC_VALUE_LIST,
    BC_VALUE_MAP
} bc_value_type;

/* A text may stand where a number or a date is asked for. It is printed; what would be computed with it is not known.
 */
typedef enum bc_value_unread {
    BC_VALUE_READ,
    BC_VALUE_WORDS, /* no number, and no mistake by itself */
    BC_VALUE_FAULTY /* a mistake, which has been reported */
} bc_value_unread;

/* What an empty form leaves to be written into where words are put together: characters, or the name of a year that is
 * counted from the one which is asked for. All zero, as in every record: none. */
typedef struct bc_value_room {
    uint8_t characters;
    bool year : 1;
    bool nought : 1; /* no room, but a sum that goes on and that nothing was added to yet: it counts as nought */
    int16_t years;   /* later than the year that is asked for */
} bc_value_room;

enum { BC_ROOM_NUMBER = 3, BC_ROOM_TEXT = 8 }; /* characters: of what is counted or computed, and of words */

typedef struct bc_value bc_value;

typedef struct bc_value_entry bc_value_entry;
typedef struct bc_value_branch bc_value_branch;

struct bc_value {
    bc_value_type type;
    union {
        uint32_t n;         /* elements of a list, entries of a map */
        bc_value_room room; /* of null, and of a number that counts the rows of an empty form */
    };
    const bc_node *origin; /* where in the record it was written; NULL when computed */
    bc_str text;           /* as written (trimmed); for numbers, dates and bools their spelling */
    bc_str unit;           /* of a number: 万元, 元, 亿元, %, 个 …; empty when none is known */
    union {
        struct {
            bool boolean;
            bool open; /* it is not true, and neither is its opposite: something was compared with nothing */
        };
        bc_value_unread unread; /* of a text */
        bc_decimal number;
        struct {
            int16_t year;
            uint8_t month, day;
        } date; /* month or day 0: not given */
        struct {
            const bc_value *items;
            bool blank;                     /* they are rows of an empty form: how many there are says nothing */
            bool lowest;                    /* a part of a tree, of which sums are those of its lowest elements */
            struct bc_value_growth *growth; /* it is seen again when there are more of them; NULL: it is not */
        };
        struct {
            const bc_value_entry *entries;
            const bc_value_branch *branch; /* of a map that is an element of a tree; else NULL */
        };
    } as;
};

/* What was added up over a list that grows, so that the next time only what is new is gone through. It belongs to one
 * list whose elements stay where they are, and counts for what is evaluated in that scope itself. */
typedef struct bc_value_growth {
    bc_arena *arena;
    const void *scope;
    void *folded; /* so far, of each call; NULL at first */
} bc_value_growth;

struct bc_value_entry {
    bc_str key; /* the field's English key */
    bc_value value;
};

/* Where an element stands in the tree that its list is. Elements of a tree have `level`, `leaf` and `above` behind
 * their own entries, by which expressions ask for the same. */
struct bc_value_branch {
    const bc_value *above;    /* the element that it is below; NULL: none */
    uint32_t nth;             /* of all elements of trees in the record */
    uint32_t level;           /* from 1 */
    const uint32_t *children; /* places in the list of those below it that are added up */
    uint32_t child_count;
    bool leaf; /* nothing is below it, but what is only a part of it */
    bool part; /* it is a part (其中) of the one above, and is not added up */
};

/* Whether nothing is below the element that is more than a part of it, and it is no part itself: all such elements of a
 * tree together are the whole. */
static inline bool bc_value_is_lowest(const bc_value *element)
{
    const bc_value_branch *branch = element->type == BC_VALUE_MAP ? element->as.branch : NULL;
    return !branch || (branch->leaf && !branch->part);
}

enum { BC_BRANCH_NAMES = 3 };

/* For what gives values by their place; as bc_value_null(). */
extern const bc_value bc_value_nothing;

bc_value bc_value_null(void);
bc_value bc_value_bool(bool b);
bc_value bc_value_text(bc_str text);
bc_value bc_value_number(bc_decimal number, bc_str unit);
/* The entry's value, or NULL when map is no map or has none. */
const bc_value *bc_value_find(const bc_value *map, bc_str key);
/* The same of an element of a tree, without what it has by its place in that. */
const bc_value *bc_value_find_own(const bc_value *map, bc_str key);
/* Of a text that stands for a number, or BC_VALUE_READ. */
bc_value_unread bc_value_unread_of(const bc_value *datum);
/* The room that it leaves; all zero: none, as of everything that says something. */
bc_value_room bc_value_room_of(const bc_value *datum);
/* The room as text: wide blanks, or Y-1. Lent. */
bc_str bc_value_room_text(bc_value_room room, bc_arena *arena);
/* Null, the empty text, the empty list: nothing to print. */
bool bc_value_is_empty(const bc_value *datum);
/* As it reads on paper: numbers and dates as written, or from their value when computed. Room is not printed. */
void bc_value_print(const bc_value *datum, bc_buf *out);

#endif
