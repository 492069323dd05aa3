/* What a map that a user writes may hold, as data: tables of keys with their types, for templates, rules, books and
 * settings. One function checks a tree against them at any depth, so that no other code looks for what is unknown,
 * and what writes schemas or explains keys reads the same tables.
 *
 * A type is a text of alternatives with blanks between them:
 *     text          any scalar; `phrase` (with $(expressions)), `expression`, `path` and `pattern` say more to a reader
 *     boolean       true, false, yes, no, 是, 否
 *     integer       a whole number, `integer:1..20` one of that range; each bound may be left out
 *     number        a decimal number, `number:0..100` one of that range
 *     length        10.5pt, 12mm, 2em, 五号, or a bare number of points
 *     stroke        a length, thick, dashed, dotted, double, or two of these: 1pt dashed
 *     measure       10.5pt, 12mm: an absolute length, with its unit where a bare number means something else
 *     colour        a name (red, 红), #C00000, or a tint of black: 15%
 *     =a|b          one of these words
 *     null, any     nothing at all; whatever there is
 *     #table        a map with the keys of the table called so, or what that table allows instead
 *     [types]       a list whose elements are of these types
 *     {types}       a map with keys of any name whose values are of these types
 */
#ifndef BC_BASE_KEYS_H
#define BC_BASE_KEYS_H

#include "base/colour.h"
#include "base/decimal.h"
#include "base/len.h"
#include "base/node.h"
#include "base/stroke.h"

typedef struct bc_keys_key {
    const char *name, *type;
    const char *help; /* one phrase, marked with bc_tr_mark; NULL: the name says it */
} bc_keys_key;

/* Where several tables may stand, a map is taken for the one whose `need` it meets and that knows most of its keys; for
 * `{types}` when each of its values is a map (or a list, where these are lists), or no table stands beside. */
typedef struct bc_keys_table {
    const char *name;
    const bc_keys_key *keys; /* up to one without a name; NULL: it is no map, `instead` says what it is */
    const char *instead;     /* types that may stand in place of the map; NULL: none */
    const char *need;        /* keys that must be there: "by that|rule", of `a|b` one at least; NULL: none */
    const char *apart; /* keys that exclude each other: "bands|rows bands|header", one of each group; NULL: none */
    const char *hint;  /* how it is written, said where something else stands; marked; NULL: nothing */
    bool loose;        /* keys of other names are let through: another part of the program reads them */
} bc_keys_table;

typedef struct bc_keys_set {
    const bc_keys_table *at; /* those that types call by name */
    size_t n;
    const char *code; /* of all its messages; NULL: E301 no map, E302 an unknown key, E303 a wrong value or none,
                       * E309 keys that exclude each other */
} bc_keys_set;

/* Reports, at its place, everything in `value` that is not of `type`: keys that are unknown (with the nearest that is
 * known), of a wrong type or out of range, missing, or in each other's way. `name` is the key whose value it is, for
 * the message, or NULL. NULL for `diags` only asks. True when all is well. */
bool bc_keys_check(const bc_keys_set *set, const char *type, const char *name, const bc_node *value,
                   bc_diag_list *diags);

/* The same, and notes in `refused` where something is not what it should be, so that what a compiler makes of it later
 * can be left unsaid. The caller releases that. */
typedef struct bc_keys_refusal {
    bc_diag_mark mark;
    bool whole; /* the value is of a wrong kind; else it is in such a value, or holds one */
} bc_keys_refusal;

typedef struct bc_keys_refused {
    BC_VEC(bc_keys_refusal) list;
} bc_keys_refused;

bool bc_keys_check_noting(const bc_keys_set *set, const char *type, const char *name, const bc_node *value,
                          bc_diag_list *diags, bc_keys_refused *refused);
void bc_keys_refused_release(bc_keys_refused *refused);
/* Whether a message at that place would be a second one about what was refused. */
bool bc_keys_refused_at(const bc_keys_refused *refused, const bc_diag_mark *mark);
/* Whether the value itself is of a wrong kind, so that nothing is in it. */
bool bc_keys_refused_whole(const bc_keys_refused *refused, const bc_node *value);

/* Whether a map is one of named members where a table could stand too: each of its values is a map, and it has some. */
bool bc_keys_are_names(const bc_node *map);

/* Gives the message just added its hint: which of the names was probably meant, else all of them. */
void bc_keys_hint_names(bc_str name, const bc_str *names, size_t n, bc_diag_list *diags);

/* Warns, once for a place, that the key of `map`, if it is there, does nothing where it stands (W348). */
void bc_keys_warn_idle(const bc_node *map, const char *key, bc_diag_list *diags);

/* -- reading what has been checked: a key that is absent or wrong gives the fallback, in silence -- */

bool bc_keys_bool(const bc_node *map, const char *key, bool fallback);
int64_t bc_keys_int(const bc_node *map, const char *key, int64_t fallback);
bc_decimal bc_keys_number(const bc_node *map, const char *key, bc_decimal fallback);
bc_len bc_keys_length(const bc_node *map, const char *key, bc_len em, bc_len fallback);
/* `none` and a weight of nought are no stroke: false. */
bool bc_keys_stroke(const bc_node *map, const char *key, bc_stroke *out);
bc_colour bc_keys_colour(const bc_node *map, const char *key, bc_colour fallback);
bc_str bc_keys_text(const bc_node *map, const char *key); /* empty when there is none */
/* One text counts as a list of one. Returns how many. */
uint32_t bc_keys_texts(bc_arena *arena, const bc_node *map, const char *key, const bc_str **out);
/* The place of the key's value among the words of its type in the table: enums stand in their order. */
int bc_keys_word(const bc_keys_table *table, const bc_node *map, const char *key, int fallback);

/* -- the tables themselves, for what writes schemas -- */

/* Adds what values of the type may be, in the user's language: "a text, a list or a map". */
void bc_keys_say(const bc_keys_set *set, bc_str types, bc_buf *out);

const bc_keys_table *bc_keys_find(const bc_keys_set *set, bc_str name);
/* NULL when the table has no such key. */
const bc_keys_key *bc_keys_key_of(const bc_keys_table *table, bc_str name);
/* Takes the first of the alternatives off `types`. False when there is none. */
bool bc_keys_next_type(bc_str *types, bc_str *one);
/* The same for the words of `a|b`. */
bool bc_keys_next_word(bc_str *words, bc_str *one);
/* What `type` is without a range: "integer" of `integer:1..20`. The bounds as written, empty where there is none. */
bc_str bc_keys_type_range(bc_str type, bc_str *least, bc_str *most);

#endif
