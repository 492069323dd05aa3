/* Rows of tables of amounts that are accounts of the classification (政府收支分类科目), by class, section and item in
 * columns of their own or in one code, and rows that are only called something. A row lies below the one whose code its
 * own goes on from. */
#ifndef BC_CHECK_PRIVATE_ACCOUNTS_H
#define BC_CHECK_PRIVATE_ACCOUNTS_H

#include "check/private/run.h"

enum {
    BC_CHECK_CLASS_DIGITS = 3,
    BC_CHECK_LEVEL_DIGITS = 2,
    BC_CHECK_MAX_DIGITS = BC_CHECK_CLASS_DIGITS + 2 * BC_CHECK_LEVEL_DIGITS
};

typedef struct bc_check_account {
    const bc_value *row;
    bc_str code;          /* 2080505; empty: it has none that is one */
    uint32_t above;       /* the row it lies right below, and one; 0: it lies below none */
    uint32_t first, next; /* the first row right below it, the next one below the same row; both and one, or 0 */
} bc_check_account;

typedef struct bc_check_accounts {
    const bc_check_table *table;
    bc_check_account *at;
    uint32_t n, coded; /* coded: rows with a code */
    bool bad;          /* some have words or figures in place of one */
} bc_check_accounts;

/* The rows of a table whose codes say what lies below what; none where they say nothing, or a tree says it. */
bc_check_accounts bc_check_accounts_read(bc_check *c, const bc_check_table *t);
/* 2080505 机关事业单位基本养老保险缴费支出, or one of both. */
bc_str bc_check_accounts_title(bc_check *c, const bc_check_accounts *all, const bc_check_account *own);
/* The last column of its code that is filled in. */
const bc_value *bc_check_accounts_code_cell(const bc_check_accounts *all, const bc_check_account *own);

/* -- codes ------------------------------------------------------------------------------------------------- */

bool bc_check_account_are_digits(bc_str text);
/* How many figures class, section and item have. */
size_t bc_check_account_digits_of(int level);
/* The figures of a level: 05 of 05, and of 20805 where the codes before it are 208. */
bc_str bc_check_account_own_digits(bc_str written, bc_str before);
/* Whether the vocabulary has a name for the code. */
bool bc_check_account_is_known(const bc_check *c, bc_str code);

#endif
