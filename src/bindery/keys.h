/* What a book file may hold, as tables. */
#ifndef BC_BINDERY_KEYS_H
#define BC_BINDERY_KEYS_H

#include "base/keys.h"

/* Their places in bc_book_keys.at; the kinds of parts come first. */
typedef enum bc_book_keys_table {
    BC_BOOK_KEYS_COVER,
    BC_BOOK_KEYS_CONTENTS,
    BC_BOOK_KEYS_DIVIDER,
    BC_BOOK_KEYS_BLANK,
    BC_BOOK_KEYS_SECTION,
    BC_BOOK_KEYS_ATTACHMENT,
    BC_BOOK_KEYS_PROSE,
    BC_BOOK_KEYS_BOOK,
    BC_BOOK_KEYS_PAGE,
    BC_BOOK_KEYS_SORT,
    BC_BOOK_KEYS_FIT,
    BC_BOOK_KEYS_CONTENTS_MAP,
    BC_BOOK_KEYS_OUTLINE
} bc_book_keys_table;

/* Whole books are of the type "#book". Papers are those of templates, and parts are checked by their kind. */
extern const bc_keys_set bc_book_keys;

/* Checks a part as what its first known key says that it is. False when it is of no kind
 * (E605) or something in it is refused: then nothing is to be made of it. */
bool bc_book_keys_check_part(const bc_node *part, bc_diag_list *diags);
/* bc_keys_word with one of these tables. */
int bc_book_keys_word(bc_book_keys_table table, const bc_node *map, const char *key, int fallback);

#endif
