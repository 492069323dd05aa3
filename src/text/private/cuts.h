/* What is torn where a text is cut between two of its characters. */
#ifndef BC_TEXT_PRIVATE_CUTS_H
#define BC_TEXT_PRIVATE_CUTS_H

#include "text/private/typesetter.h"

/* What a cut costs, in squared ems, as the unevenness of lines is counted: two lines that differ by ten ems have 50. */
enum {
    BC_CUT_PAUSE = 30, /* behind ， 、 ； */
    BC_CUT_WORD = 40,  /* between words; behind ： and outside brackets it costs nothing */
    BC_CUT_LINK = 60,  /* behind a sign of an address */
    BC_TORN_WORD = 2000,
    BC_TORN_CODE = 3000,
    BC_TORN_INSIDE = 4000, /* in a part of an address */
    BC_TORN_COUNT = 20000,
    BC_TORN_TIE = 40000,
    BC_TORN_UNIT = 60000
};

/* Some characters of a text: `starts` says of each whether a word begins there. */
typedef struct bc_text_cut_run {
    const bc_text_break_char *chars;
    const uint8_t *starts;
    size_t n;
} bc_text_cut_run;

/* Those at bytes from..end of the text, whose breaks the typesetter has found. Lent until the next call. */
bc_text_cut_run bc_text_cut_run_of(bc_text_typesetter *typesetter, bc_str text, uint32_t from, uint32_t end);
/* What it costs to cut before character i of the run; from BC_TORN_WORD on something is torn. */
int64_t bc_text_cut_cost(const bc_text_cut_run *run, size_t i);
/* Whether the text makes a pause behind this mark. */
bool bc_text_cut_is_pause(uint32_t c);

#endif
