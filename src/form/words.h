/* The words by which a program knows what a text of a form is about: lists of the template, most of them from
 * templates/shared/vocabulary.yaml, by the names they have there. */
#ifndef BC_FORM_WORDS_H
#define BC_FORM_WORDS_H

#include "base/keys.h"

/* In the order of bc_form_words_keys. */
typedef enum bc_form_word_list {
    BC_WORDS_REMNANTS,
    BC_WORDS_NUMBERED_REMNANTS,
    BC_WORDS_STAND_INS,
    BC_WORDS_CUT_ENDS,
    BC_WORDS_NOT_APPLICABLE,
    BC_WORDS_NOTHING,
    BC_WORDS_TITLE_ENDS,
    BC_WORDS_TITLE_NOUNS,
    BC_WORDS_DEADLINES,
    BC_WORDS_ENDINGS,
    BC_WORDS_WHOLES,
    BC_WORDS_COSTS,
    BC_WORDS_COST_RATES,
    BC_WORDS_NO_MONEY,
    BC_WORDS_AMONG,
    BC_WORDS_NOT_ALL,
    BC_WORDS_TOTALS,
    BC_WORDS_CAPITALS,
    BC_WORDS_OTHER_YEARS,
    BC_WORDS_NORMS,
    BC_WORDS_COUNTED,
    BC_WORDS_LISTING,
    BC_WORDS_POSTS,
    BC_WORDS_STAFF,
    BC_WORDS_WEIGHTS,
    BC_WORDS_POINTS,
    BC_WORDS_RATES,
    BC_WORDS_NO_RATES,
    BC_WORDS_OTHER_RATES,
    BC_WORDS_RATE_UNITS,
    BC_WORDS_SPEEDS,
    BC_WORDS_COUNTS,
    BC_WORDS_AMOUNTS,
    BC_WORDS_FEES,
    BC_WORDS_PERIODS,
    BC_WORDS_GROWTH,
    BC_WORDS_BETTER_FEW,
    BC_WORDS_QUESTIONS,
    BC_WORDS_VAGUE,
    BC_WORDS_UNITS,
    BC_WORDS_CATEGORY_ENDS,
    BC_WORDS_ORDERED,
    BC_WORDS_WHOLE_UNITS,
    BC_WORDS_MEANS,
    BC_WORDS_DAMAGES,
    BC_WORDS_TRIVIAL_NAMES,
    BC_WORDS_SECRETS,
    BC_WORDS_ACCOUNTS,
    BC_WORDS_PRIVATE_FIELDS,
    BC_WORDS_WHOLE_ENDS,
    BC_WORDS_HARMS,
    BC_WORDS_HARM_ENDS,
    BC_WORDS_CHANGES,
    BC_WORDS_UNNAMED,
    BC_WORDS_REMARKS,
    BC_WORDS_CODE_KEYS,
    BC_WORDS_NAME_KEYS,
    BC_WORDS_CHANGE_REASONS,
    BC_WORDS_FILLERS,
    BC_WORDS_DEEDS,
    BC_WORDS_OUTPUT_RATES,
    BC_WORDS_GAINS,
    BC_WORDS_GOALS,
    BC_WORDS_NOT_TARGETS,
    BC_WORDS_UNTIL,
    BC_WORDS_SO_FAR,
    BC_WORDS_YEARLY,
    BC_WORDS_PLANNED,
    BC_WORDS_PROJECT_PERIODS,
    BC_WORDS_CARRIED_OVER,
    BC_WORDS_SCORES,
    BC_WORDS_REASONS,
    BC_WORDS_CODED,
    BC_WORDS_JOINS,
    BC_WORDS_BARE_VERBS,
    BC_WORDS_RARE_UNITS,
    BC_WORDS_TOLD_WHOLES,
    BC_WORDS_TOLD_PARTS,
    BC_WORDS_HALF_ENDS,
    BC_WORDS_UNIT_ENDS,
    BC_WORDS_FAILURES,
    BC_WORDS_MONTH_ENDS,
    BC_WORDS_NO_VALUES,
    BC_WORDS_SHARE_ENDS,
    BC_WORDS_POINTS_TOLD,
    BC_WORDS_NEXT_YEAR,
    BC_WORDS_TIME_NAMES,
    BC_WORDS_QUALITY_ENDS,
    BC_WORDS_SPENDING,
    BC_WORDS_SPANS,
    BC_WORDS_WHOLE_WORDS,
    BC_WORDS_STARTS_OF_WORK,
    BC_WORDS_ENDS_OF_WORK,
    BC_WORDS_PAYMENTS,
    BC_WORDS_OWN_TEXTS,
    BC_WORDS_MAKEUPS,
    BC_WORDS_NOT_WHOLE,
    BC_WORDS_LAST_YEAR,
    BC_WORDS_EACH,
    BC_WORDS_RESULTS,
    BC_WORDS_MADE_OF,
    BC_WORDS_ANNOUNCED,
    BC_WORDS_HOLLOW,
    BC_WORDS_REPORTS,
    BC_WORDS_PLANS,
    BC_WORDS_INCOMES,
    BC_WORDS_VAGUE_PARTS,
    BC_WORDS_SATISFACTIONS,
    BC_WORDS_TRADITIONAL,
    BC_WORDS_HALF_BEGINS,
    BC_WORDS_RATE_STEMS,
    BC_WORDS_SHARE_WORDS,
    BC_WORDS_SHARE_BEGINS,
    BC_WORDS_LOOK_ALIKES,
    BC_WORDS_FILE_ENDS,
    BC_WORDS_MOMENTS,
    BC_WORDS_OFFICES,
    BC_WORDS_PLACES,
    BC_WORDS_VERDICTS,
    BC_WORDS_BUDGETS,
    BC_WORDS_QUARTERS,
    BC_WORDS_STARTS,
    BC_WORDS_SHARES,
    BC_WORDS_BALANCES,
    BC_WORDS_OTHER_THAN_FORM,
    /* Words with a meaning each: the key in whose list they stand. */
    BC_WORDS_KINDS,
    BC_WORDS_LEVEL1_KINDS,
    BC_WORDS_WHOLE_KINDS,
    BC_WORDS_KIND_NAMES,
    BC_WORDS_OPERATORS,
    BC_WORDS_OPERATORS_BEHIND,
    BC_WORDS_DIRECTIONS,
    BC_WORDS_NATURES,
    BC_WORDS_UNIT_SPELLINGS,
    BC_WORDS_UNIT_DOUBTS,
    BC_WORDS_COUNTED_IN,
    BC_WORDS_NOT_COUNTED_IN,
    BC_WORDS_UNIT_KINDS,
    BC_WORDS_NAME_KINDS,
    BC_WORDS_SAME_ENDS,
    BC_WORDS_CHANGES_TO,
    BC_WORDS_CHANGES_BY,
    BC_WORDS_EFFECTS,
    BC_WORDS_NUMBERS,
    BC_WORDS_ACCOUNT_NAMES,
    BC_FORM_WORD_LISTS
} bc_form_word_list;

/* What a word of a map means: its key, and the place of that key in the table that the map is of, from 1 on; 0 where
 * keys are of any name. The enums of the rules stand in the same order behind their `none`. */
typedef struct bc_form_word_meaning {
    bc_str key;
    int place;
} bc_form_word_meaning;

typedef struct bc_form_words {
    const bc_str *at;
    const bc_form_word_meaning *means; /* of each word; NULL in a plain list */
    uint32_t n;
    const uint64_t *pairs; /* bits: which two bytes tell where one of them may stand in a text; NULL: few words */
    bool short_words;      /* some are of two bytes, which their first two tell; the others their second and third */
} bc_form_words;

/* What `words:` of a template may hold, up to a key without a name, and the tables that its types name. */
extern const bc_keys_key bc_form_words_keys[];
extern const bc_keys_key bc_form_words_kinds[], bc_form_words_relations[], bc_form_words_natures[],
    bc_form_words_changes[];

/* The lists as they stand in `map`, which has been checked; NULL: all are empty. BC_FORM_WORD_LISTS of them. */
const bc_form_words *bc_form_words_compile(bc_arena *arena, const bc_node *map);

/* Whether the text holds, begins with, ends with or is one of them. */
bool bc_form_words_in(const bc_form_words *words, bc_str text);
bool bc_form_words_begin(const bc_form_words *words, bc_str text);
bool bc_form_words_end(const bc_form_words *words, bc_str text);
bool bc_form_words_are(const bc_form_words *words, bc_str text);
/* The first of the list that stands somewhere in the text; -1: none. */
int bc_form_words_first_in(const bc_form_words *words, bc_str text);
/* The longest of them at the beginning or at the end of the text; -1: none. */
int bc_form_words_longest_begin(const bc_form_words *words, bc_str text);
int bc_form_words_longest_end(const bc_form_words *words, bc_str text);
/* What the first of them that the text holds, is, begins or ends with, means; NULL: it does none of that. */
const bc_form_word_meaning *bc_form_words_meaning_in(const bc_form_words *words, bc_str text);
const bc_form_word_meaning *bc_form_words_meaning_of(const bc_form_words *words, bc_str text);
const bc_form_word_meaning *bc_form_words_meaning_begin(const bc_form_words *words, bc_str text);
const bc_form_word_meaning *bc_form_words_meaning_end(const bc_form_words *words, bc_str text);
/* The first word of those that mean the key at that place; empty when there is none. */
bc_str bc_form_words_for(const bc_form_words *words, int place);

#endif
