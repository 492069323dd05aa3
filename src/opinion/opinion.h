/* Opinions on the forms of departments: what was found in all forms of each, as a document that its reader signs.
 *
 * Findings are kept in few bytes, in a file without a name when they are many. What a department is told does not
 * depend on the number of threads.
 *
 * A form that says no department, and what could not be read, is told to the department of the other forms in its file,
 * where they are of one, else to the one that the file is called after. */
#ifndef BC_OPINION_OPINION_H
#define BC_OPINION_OPINION_H

#include "crew/tally.h"
#include "opinion/place.h"

enum { BC_OPINION_SEVERITIES = BC_DIAG_ERROR + 1 };

typedef struct bc_opinion bc_opinion;

/* A record; texts are lent. */
typedef struct bc_opinion_subject {
    size_t number;     /* of it among all, from 1; 0: of none, but of the whole run */
    bc_str department; /* empty: it says none */
    bc_str project, code;
    bc_str form;  /* what people call it */
    bc_str input; /* the file that it was read from; lent until opinions are written. Empty: none */
    int year;     /* 0: it says none */
} bc_opinion_subject;

bc_opinion *bc_opinion_new(void);
/* NULL is allowed. */
void bc_opinion_free(bc_opinion *opinion);
/* The department may come, and may be called so besides; empty: it is not. It is told nothing when nothing comes. */
void bc_opinion_expect(bc_opinion *opinion, bc_str department, bc_str also);
/* Another record has come in the place of this one: nothing is told of it. */
void bc_opinion_take_back(bc_opinion *opinion, const bc_opinion_subject *subject);
/* A record was checked; `known` findings of each severity are in the baseline, and are not told again. */
void bc_opinion_count(bc_opinion *opinion, const bc_opinion_subject *subject,
                      const size_t known[BC_OPINION_SEVERITIES]);
/* The system failed with it, so that nobody knows what is wrong with it: its department is given no opinion in this
 * run. */
void bc_opinion_count_failed(bc_opinion *opinion, const bc_opinion_subject *subject);
/* A file could not be read to its end. */
void bc_opinion_count_unread(bc_opinion *opinion, const bc_opinion_subject *subject);
/* What was found, in the order in which it is told. `places` NULL: nobody knows where it is printed. */
void bc_opinion_add(bc_opinion *opinion, const bc_opinion_subject *subject, const bc_diag *diag,
                    const bc_opinion_places *places);
/* The form of a record could not be laid out, for the first reason in `said`; io_failed: for which the system failed.
 */
void bc_opinion_note_unplaced(bc_opinion *opinion, bc_diag_mark record, const bc_diag_list *said, bool io_failed);
/* Makes all of them in the outlet's formats, over so many threads, and puts them there. False when some could not be
 * made, or the system failed on the way: said, as all else there is to say. */
bool bc_opinion_write(bc_opinion *opinion, bc_engine_outlet *outlet, bc_crew_tally *tally, size_t threads,
                      bc_diag_list *diags);
/* How many departments there are; afterwards without those that were given none. */
size_t bc_opinion_departments(const bc_opinion *opinion);

#endif
