/* What a template may hold, as tables. */
#ifndef BC_FORM_KEYS_H
#define BC_FORM_KEYS_H

#include "base/keys.h"

/* What may become of a field's values where they are published, in the order of bc_form_publish. */
#define BC_FORM_PUBLISH_WORDS "=keep|mask|surname|ends|drop"

/* Their places in bc_form_keys.at. */
typedef enum bc_form_keys_table {
    BC_FORM_KEYS_TEMPLATE,
    BC_FORM_KEYS_FIELD,
    BC_FORM_KEYS_ITEM,
    BC_FORM_KEYS_LINE,
    BC_FORM_KEYS_TABLE,
    BC_FORM_KEYS_BAND,
    BC_FORM_KEYS_SEAL,
    BC_FORM_KEYS_STUB,
    BC_FORM_KEYS_USE,
    BC_FORM_KEYS_ROW,
    BC_FORM_KEYS_EACH,
    BC_FORM_KEYS_WHEN,
    BC_FORM_KEYS_LEVEL,
    BC_FORM_KEYS_ONE_LEVEL,
    BC_FORM_KEYS_CELL,
    BC_FORM_KEYS_PINNED,
    BC_FORM_KEYS_STYLE,
    BC_FORM_KEYS_GRID,
    BC_FORM_KEYS_BORDER,
    BC_FORM_KEYS_PAPER,
    BC_FORM_KEYS_SIZE,
    BC_FORM_KEYS_RUNNING,
    BC_FORM_KEYS_MARGINS,
    BC_FORM_KEYS_CHECK,
    BC_FORM_KEYS_RULE,
    BC_FORM_KEYS_FRAGMENT,
    BC_FORM_KEYS_CATEGORIES,
    BC_FORM_KEYS_CATEGORY,
    BC_FORM_KEYS_NEED,
    BC_FORM_KEYS_WORDS,
    BC_FORM_KEYS_KINDS,
    BC_FORM_KEYS_RELATIONS,
    BC_FORM_KEYS_NATURES,
    BC_FORM_KEYS_CHANGES,
    BC_FORM_KEYS_WIDTH,
    BC_FORM_KEYS_COLUMN,
    BC_FORM_KEYS_SHARES,
    BC_FORM_KEYS_COLUMNS,
    BC_FORM_KEYS_REPEAT,
    BC_FORM_KEYS_HEAD,
    BC_FORM_KEYS_ACROSS,
    BC_FORM_KEYS_SORTING,
    BC_FORM_KEYS_CHART,
    BC_FORM_KEYS_CHART_CELL,
    BC_FORM_KEYS_SERIES,
    BC_FORM_KEYS_PAGE_ROWS,
    BC_FORM_KEYS_PAGE_ROW,
    BC_FORM_KEYS_TREE,
    BC_FORM_KEYS_TABLES
} bc_form_keys_table;

/* Whole templates and shared parts are of the type "#template". */
extern const bc_keys_set bc_form_keys;

/* What keys have an effect on, words with blanks between them; all others have one wherever they stand. */
typedef struct bc_form_effect {
    const char *key, *on;
} bc_form_effect;

/* Attributes of a field: the types of fields, `list-of-maps`, `list-of-values`; a list of single values counts as what
 * these are, too. Up to one without a key, as the others. */
extern const bc_form_effect bc_form_field_effects[];
/* Roles, in the order of bc_form_role: at the `top`, in a `group` or as a column of a `list`, of one of
 * `indicators`, which has a first level and a name; `date`: of dates only;
 * `several`: more than one field may have it. */
extern const bc_form_effect bc_form_role_effects[];
/* Attributes of a style: those of `text` (paragraphs), a `line`, a `cell`, a cell with a `number`. */
extern const bc_form_effect bc_form_style_effects[];

/* Whether the table has the key. */
bool bc_form_keys_has(bc_form_keys_table table, bc_str key);
/* bc_keys_word with one of these tables. */
int bc_form_keys_word(bc_form_keys_table table, const bc_node *map, const char *key, int fallback);

#endif
