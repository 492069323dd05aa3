/* What a run of checks keeps of all records: findings, facts to compare, texts to fix. */
#ifndef BC_AUDIT_AUDIT_H
#define BC_AUDIT_AUDIT_H

#include "base/strmap.h"
#include "check/fix.h"
#include "check/ledger.h"
#include "crew/crew.h"
#include "opinion/opinion.h"

/* What one record leaves, until its turn comes. */
typedef struct bc_audit_record {
    bool noted; /* it could be bound */
    bc_check_facts facts;
    bc_check_fix *fixes;
    size_t fix_count;
    bc_str changes; /* of a table: what is to be changed where, a line each */
    size_t change_count;
    bc_opinion_subject subject; /* where opinions are asked for */
    bc_opinion_places *places;  /* of its findings, in their order; NULL: not found */
    size_t place_count;         /* what was found later has none */
    bc_diag_list *unplaced;     /* why not; NULL: they are, or there are none */
    bool unplaced_io;           /* for which the system failed */
} bc_audit_record;

typedef struct bc_audit_whose {
    bc_str project, department;
} bc_audit_whose;

/* What opinions need besides of a finding that is told when all records have come. */
typedef struct bc_audit_apart {
    bc_opinion_subject subject;
    const bc_opinion_places *places; /* NULL: nobody knows */
} bc_audit_apart;

typedef struct bc_audit_finding {
    bc_diag diag;
    bc_audit_whose whose;
    const bc_opinion_place *place; /* on the printed form; NULL: nobody asked for it, or knows it */
} bc_audit_finding;

/* How often a rule was broken, and what became of what the baseline has of it. */
typedef struct bc_audit_tally {
    const char *code;
    size_t found, known, gone; /* reported; of the baseline: still there, no longer */
} bc_audit_tally;

/* What a baseline has of a file. */
typedef struct bc_audit_expected {
    size_t count; /* still to come */
    bc_str code, file;
} bc_audit_expected;

/* What is to be mended in one input. */
typedef struct bc_audit_source_fixes bc_audit_source_fixes;

struct bc_audit_source_fixes {
    const bc_engine_input *input;
    bc_str name, text; /* text.p NULL: it was not read to its end, and stays as it is */
    BC_VEC(bc_check_fix) list;
    bc_buf changes; /* of tables, which are never rewritten */
    size_t change_count;
    bc_audit_source_fixes *namesake; /* of an input that is called the same and had another text */
};

typedef struct bc_audit {
    const biaoce_check_options *options;
    const bc_engine_call *call;
    bc_arena arena;
    const bc_node *totals, *projects;      /* as read, or NULL */
    BC_VEC(bc_audit_finding) findings;     /* reported ones, in order */
    BC_VEC(bc_str) all;                    /* a line of a baseline for each finding, known ones too */
    bc_strmap known;                       /* lines of the baseline: as bc_audit_expected */
    BC_VEC(bc_audit_expected *) expected;  /* the same, in its order */
    bc_strmap looked_at;                   /* files that the baseline knows: a bool, whether this run read them */
    bc_strmap tallies;                     /* by code */
    BC_VEC(bc_audit_tally *) by_rule;      /* the same, in the order in which they came */
    bc_strmap sources;                     /* by name, without text */
    BC_VEC(bc_audit_source_fixes *) fixes; /* by file */
    bc_strmap mended;                      /* of these the last of each name that was read to its end */
    bc_check_ledger ledger;
    bc_diag_list across;          /* what records are to each other, told when all have come */
    BC_VEC(bc_audit_whose) whose; /* of these */
    bc_opinion *opinions;         /* NULL: none are asked for */
    BC_VEC(bc_audit_apart) apart; /* of `across` again, where they are */
    bc_engine_worker *placing;    /* of the thread that delivers; made for the first record that needs it */
    const biaoce_render_options *render;
    size_t notes, known_count, gone_count, fixable;
} bc_audit;

void bc_audit_init(bc_audit *audit, const biaoce_check_options *options, const bc_engine_call *call);
void bc_audit_release(bc_audit *audit);
bool bc_audit_wants_edits(const bc_audit *audit);
/* The line of a baseline that names the language of its findings, which is that of this run. */
bc_str bc_audit_language_line(bc_arena *arena);
/* The line that every baseline begins with. */
#define BC_AUDIT_BASELINE_HEAD "# biaoce check --baseline"
/* Reads the lines of a baseline, which is called `name` in what is said of it. False: it is none. */
bool bc_audit_read_baseline(bc_audit *audit, bc_str text, const char *name, bc_diag_list *diags);
/* On the worker's thread, while the record's parts live. */
void bc_audit_note(bc_crew_queue_item *item, const bc_engine_work *record);
/* The same for opinions, after that: where its findings are printed. */
void bc_audit_note_places(bc_engine_worker *worker, bc_crew_queue_item *item, bc_engine_work *record);
/* In the order of the records: takes known findings out of the item's diagnostics and keeps the others. item->own is a
 * bc_audit_record. */
void bc_audit_take(bc_audit *audit, bc_crew_queue_item *item);
/* Says whether opinions are kept, and how records are to be laid out for them: `render` is lent. */
void bc_audit_keep_opinions(bc_audit *audit, const biaoce_render_options *render);
/* Takes the text of an input that was read to its end, when something is to be mended in it. */
void bc_audit_take_text(bc_audit *audit, const bc_crew_queue_file *file);
/* Whether a baseline was given, with which the run is compared. */
static inline bool bc_audit_has_baseline(const bc_audit *audit)
{
    return audit->options->baseline || audit->options->baseline_memory;
}
/* Compares the records with each other and with what was given; adds what is not known to `diags`. */
void bc_audit_finish(bc_audit *audit, bc_diag_list *diags);

#endif
