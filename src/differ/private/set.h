/* What is kept of the records on one side: by what they are known, what they cost, and all that they say, in few bytes.
 */
#ifndef BC_DIFFER_PRIVATE_SET_H
#define BC_DIFFER_PRIVATE_SET_H

#include "base/strmap.h"
#include "check/facts.h"
#include "crew/crew.h"
#include "differ/private/pack.h"
#include "gather/store.h"

#define BC_DIFFER_NONE UINT32_MAX

typedef enum bc_differ_match { BC_DIFFER_UNMATCHED, BC_DIFFER_BY_CODE, BC_DIFFER_BY_NAME } bc_differ_match;

typedef struct bc_differ_record {
    const bc_engine_template *template;
    bc_str code, name, department;
    bc_decimal yuan;
    bool has_amount;
    int16_t year; /* 0: it does not say */
    bc_differ_match match;
    uint32_t other; /* the record of the other side that is the same; BC_DIFFER_NONE: there is none */
    const bc_diag_source *source;
    uint32_t line, column; /* where it begins */
} bc_differ_record;

/* What a worker leaves of a record until its turn comes; in the item's arena. */
typedef struct bc_differ_note {
    bool noted;
    bc_check_facts facts;
    int year;
    bc_differ_packed packed;
} bc_differ_note;

typedef struct bc_differ_set {
    BC_VEC(bc_differ_record) records;
    bc_gather_store store; /* of what they say, by their numbers */
    size_t memory;         /* that it takes */
    bc_arena arena;
    bc_strmap words, sources; /* texts that come again; sources by name, with their numbers, and one */
    BC_VEC(const bc_diag_source *) source_list;
} bc_differ_set;

void bc_differ_set_release(bc_differ_set *set);
/* On a worker's thread, while the record's parts live: a record that was bound. */
void bc_differ_set_note(bc_crew_queue_item *item, bc_engine_worker *worker, bc_engine_work *record);
/* On the thread that delivers, in the order of the records. */
void bc_differ_set_add(bc_differ_set *set, const bc_crew_queue_item *item);
/* All have come. False when what was kept cannot be read back, which is said. */
bool bc_differ_set_open(bc_differ_set *set, bc_diag_list *diags);
/* On any thread: the record's tree, in `arena`. */
const bc_node *bc_differ_set_tree(const bc_differ_set *set, uint32_t record, bc_arena *arena);
bc_diag_mark bc_differ_set_mark(const bc_differ_record *record);
/* The year that most of its records say; 0: they do not agree, or say none. */
int bc_differ_set_year(const bc_differ_set *set);

#endif
