/* What the records of a batch have told of themselves, kept small, and the checks of each with the others. */
#ifndef BC_CHECK_LEDGER_H
#define BC_CHECK_LEDGER_H

#include "base/strmap.h"
#include "check/facts.h"

/* Some 70 bytes a record with its places in the indexes, and its code and name. Numbers stand for what comes again. */
typedef struct bc_check_entry {
    const char *texts;         /* its code, and its name behind it */
    uint32_t code_n, name_n;   /* bytes of these */
    uint32_t form, department; /* numbers of words */
    uint32_t code_source, name_source;
    uint32_t code_line, name_line;
} bc_check_entry;

/* What the forms of a unit add up to. */
typedef struct bc_check_unit {
    uint32_t word;
    bc_decimal yuan;
    size_t forms;
    size_t unsummed;       /* how many records there were with its first one without an amount; 0: it has none */
    uint32_t source, line; /* of that record */
} bc_check_unit;

/* Where entries lie by what they say: a table of their numbers, and one. */
typedef struct bc_check_index {
    struct bc_check_place *slots;
    size_t n, capacity; /* a power of two */
} bc_check_index;

/* Where a text or a list stood first: the record's number, and one. */
typedef struct bc_check_copy {
    uint64_t hash;
    uint32_t entry, line;
} bc_check_copy;

/* The tables of one department and year that a file has. */
typedef struct bc_check_tables_set {
    uint32_t source, department, line;
    int year;
    uint64_t forms; /* bits: by their checks' places among `checks`; more than 64 are not told apart */
    unsigned count;
    bool told; /* that another one of the file may be the same */
} bc_check_tables_set;

typedef struct bc_check_block {
    char *p;
    bool mapped; /* from the file */
} bc_check_block;

/* A zeroed one is empty. Texts above some 256 MB lie in a file without a name. */
typedef struct bc_check_ledger {
    BC_VEC(bc_check_entry) entries;
    BC_VEC(bc_check_unit) units;
    BC_VEC(uint32_t) unit_of_word;       /* the number of a unit, and one */
    BC_VEC(const bc_check_set *) checks; /* of the forms, in the order in which they came */
    BC_VEC(bc_str) words;                /* of forms, units and names of sources; the first is empty */
    bc_strmap numbers;                   /* of words: and one, as pointers */
    bc_check_index codes, names;         /* names belong to their unit and form */
    bc_strmap unit_codes;                /* of units: where the record with the code stood first */
    bc_strmap figures;                   /* by department, year and name: where each was told first */
    BC_VEC(bc_check_tables_set) sets;    /* those of the file that is read, which are the last */
    bc_check_copy *copies;               /* a table of them by their numbers; up to a million */
    size_t copy_count, copy_capacity;
    BC_VEC(bc_check_block) blocks;
    size_t block_used;
    size_t blocks_in_memory; /* at most; 0: as many as are usual */
    int file;                /* its descriptor and one; 0: none */
    bc_arena arena;
} bc_check_ledger;

void bc_check_ledger_release(bc_check_ledger *ledger);
/* Keeps what a record says, and says at its marks when an earlier one has its code, or in the same unit its name, or,
 * under another name, a text or list that is the same. */
void bc_check_ledger_add(bc_check_ledger *ledger, const bc_check_facts *facts, bc_diag_list *diags);
/* `totals` is a map from departments to amounts (in 万元 unless they name their unit). */
void bc_check_ledger_check_totals(const bc_check_ledger *ledger, const bc_node *totals, bc_diag_list *diags);
/* `projects` is a list of codes or names, or of maps with `code` and `name`, or what the forms call these. */
void bc_check_ledger_check_projects(const bc_check_ledger *ledger, const bc_node *projects, bc_diag_list *diags);

#endif
