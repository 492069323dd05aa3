/* What is kept of a run until all records have come. */
#ifndef BC_OPINION_PRIVATE_KEPT_H
#define BC_OPINION_PRIVATE_KEPT_H

#include "base/strmap.h"
#include "gather/store.h"
#include "opinion/opinion.h"

/* A finding, given back. */
typedef struct bc_opinion_finding {
    bc_opinion_subject subject;
    bc_diag_severity severity;
    bc_str rule, message, hint;
    bc_str source;      /* where it stands in what was read; empty: nowhere */
    bc_str file;        /* the name of a form that was handed in as a file of its own */
    bc_str sheet, cell; /* of a workbook that was read; cell: of a PDF its field */
    bc_opinion_places places;
    const bc_str *again_cells; /* of further places: as `cell`, with the sheet where it is another */
    uint32_t again_left_out;
} bc_opinion_finding;

/* One that lies in the store. */
typedef struct bc_opinion_entry {
    size_t entry, record;
    uint32_t order;
} bc_opinion_entry;

typedef struct bc_opinion_department {
    bc_str name;
    size_t forms, unread; /* unread: files */
    bool failed;          /* the system, with some of it */
    size_t known[BC_OPINION_SEVERITIES];
    BC_VEC(int) years; /* that its forms say, ascending */
    BC_VEC(bc_opinion_entry) findings;
} bc_opinion_department;

/* What a department is called, folded. */
typedef struct bc_opinion_name {
    bc_str text;
    bc_opinion_department *of;
} bc_opinion_name;

/* A file that was read. */
typedef struct bc_opinion_file {
    bc_str path;                       /* lent */
    bc_opinion_department *department; /* that its forms say; NULL: none does */
    bool several;                      /* they say more than that one */
    bc_opinion_department strays;      /* what says none */
} bc_opinion_file;

struct bc_opinion {
    bc_arena arena;
    bc_gather_store store;
    size_t memory;                               /* that it takes */
    BC_VEC(bc_opinion_department *) departments; /* in the order in which they came */
    bc_strmap by_name;                           /* folded */
    BC_VEC(bc_opinion_name) names;               /* the same */
    BC_VEC(bc_opinion_file *) files;             /* in the order in which they came */
    bc_strmap by_path;
    bc_buf packed, folded; /* room */
    size_t unplaced;
    bool io_failed;     /* the system was why one of them is */
    bc_str why;         /* of the first of them */
    bc_diag_mark where; /* the same */
};

void bc_opinion_department_add_year(bc_opinion_department *department, int year);
/* The department that is told what concerns the subject, or room of the subject's file until that is known. */
bc_opinion_department *bc_opinion_whose(bc_opinion *opinion, const bc_opinion_subject *subject);
/* All have come: finds out whose is what says no department. */
void bc_opinion_whose_settle(bc_opinion *opinion);
/* Takes out the departments that nothing can be told, and names the first of them; how many there were. */
size_t bc_opinion_drop_failed(bc_opinion *opinion, bc_str *first);
/* The finding that was kept under that number; texts are lent by the store or in `arena`. */
bc_opinion_finding bc_opinion_finding_at(const bc_opinion *opinion, size_t entry, bc_arena *arena);
/* What the opinion says of a department, as a record of its form; `workbook`: the cells of workbooks too. In `arena`.
 */
const bc_node *bc_opinion_record(const bc_opinion *opinion, const bc_opinion_department *department, int64_t time,
                                 bool workbook, bc_arena *arena);

#endif
