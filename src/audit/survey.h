/* What a run of checks keeps of all records: findings, facts to compare, texts to fix. */
#ifndef BC_AUDIT_SURVEY_H
#define BC_AUDIT_SURVEY_H

#include "base/strmap.h"
#include "check/facts.h"
#include "check/fix.h"
#include "crew/crew.h"

/* What one record leaves, until its turn comes. */
typedef struct bc_surveyed {
    bool noted; /* it could be bound */
    bc_facts facts;
    const bc_source *source;
    bc_fix *fixes;
    size_t fix_count;
} bc_surveyed;

typedef struct bc_finding {
    bc_diag diag;
    bc_str project, department;
} bc_finding;

typedef struct bc_source_fixes {
    const bc_source *source;
    BC_VEC(bc_fix) list;
} bc_source_fixes;

typedef struct bc_survey {
    const biaoce_check_options *options;
    bc_arena arena;
    const bc_value *totals, *projects; /* as read, or NULL */
    BC_VEC(bc_finding) findings;       /* reported ones, in order */
    BC_VEC(bc_str) all;                /* a line of a baseline for each finding, known ones too */
    bc_strmap known;                   /* lines of the baseline, how often still to come */
    bc_strmap sources;                 /* by name, kept longer than the files */
    BC_VEC(bc_source_fixes *) fixes;   /* by file */
    BC_VEC(bc_facts) facts;
    size_t notes, known_count, fixable;
} bc_survey;

void bc_survey_init(bc_survey *survey, const biaoce_check_options *options);
void bc_survey_release(bc_survey *survey);
bool bc_survey_wants_edits(const bc_survey *survey);
/* Reads the lines of a baseline file. */
void bc_survey_read_baseline(bc_survey *survey, bc_str text);
/* On the worker's thread, while the record's parts live. */
void bc_survey_note(bc_queue_item *item, const bc_record *record);
/* In the order of the records: takes known findings out of the item's diagnostics and keeps the others. item->own is a
 * bc_surveyed. */
void bc_survey_take(bc_survey *survey, bc_queue_item *item);
/* Compares the records with each other and with what was given; adds what is not known to `diags`. */
void bc_survey_finish(bc_survey *survey, bc_diags *diags);

#endif
