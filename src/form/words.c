/* Lists of words out of a template, read once and kept as slices: a rule asks for a list by its number. Lists whose
 * words have meanings (kinds of indicators, operators, spellings of units) are maps from the meaning to its words; they
 * are kept in one row of words, so that they are searched like the others. */
#include "form/words.h"

#include "base/tr.h"

#include <string.h>

#define TEXTS "text [text]" /* one or a list */
#define SPELLINGS "{text [text]}"

enum {
    FEW_WORDS = 3,   /* fewer are searched one after the other */
    PAIR_BITS = 4096 /* one for the second and third byte of each character of Chinese */
};

const bc_keys_key bc_form_words_keys[] = {
    [BC_WORDS_REMNANTS] = { "remnants", TEXTS, bc_tr_mark("left from a blank form, wherever they stand") },
    [BC_WORDS_NUMBERED_REMNANTS] = { "numbered-remnants", TEXTS,
                                     bc_tr_mark("left from a blank form with a number and a colon behind them") },
    [BC_WORDS_STAND_INS] = { "stand-ins", TEXTS,
                             bc_tr_mark("instead of an indicator's name or value, as a whole: it is to be filled in") },
    [BC_WORDS_CUT_ENDS] = { "cut-ends", TEXTS, bc_tr_mark("ends of texts of which the rest is missing") },
    [BC_WORDS_NOT_APPLICABLE] = { "not-applicable", TEXTS, bc_tr_mark("say that a cell or a row is not filled in") },
    [BC_WORDS_NOTHING] = { "nothing", TEXTS, bc_tr_mark("say that there is none: no indicator, no unit") },
    [BC_WORDS_TITLE_ENDS] = { "title-ends", TEXTS, bc_tr_mark("ends of the titles of forms about a project") },
    [BC_WORDS_TITLE_NOUNS] = { "title-nouns", TEXTS,
                               bc_tr_mark("what a title may say between a project's name and its end") },
    [BC_WORDS_DEADLINES] = { "deadlines", TEXTS, bc_tr_mark("behind a date: it is a deadline") },
    [BC_WORDS_ENDINGS] = { "endings", TEXTS, bc_tr_mark("in front of a date: it is the end of something") },
    [BC_WORDS_WHOLES] = { "wholes", TEXTS, bc_tr_mark("in front of an amount: it is the whole rather than a part") },
    [BC_WORDS_COSTS] = { "costs", TEXTS, bc_tr_mark("in the name of a cost: it is money, though no unit says so") },
    [BC_WORDS_COST_RATES] = { "cost-rates", TEXTS, bc_tr_mark("in the name of a cost: it may be a percentage") },
    [BC_WORDS_NO_MONEY] = { "no-money", TEXTS, bc_tr_mark("in a second-level category: costs that are no amounts") },
    [BC_WORDS_AMONG] = { "among", TEXTS, bc_tr_mark("between a whole and its parts") },
    [BC_WORDS_NOT_ALL] = { "not-all", TEXTS, bc_tr_mark("in a sentence: its amounts need not add up") },
    [BC_WORDS_TOTALS] = { "totals", TEXTS, bc_tr_mark("in front of an amount: the sum of those told before it") },
    [BC_WORDS_CAPITALS] = { "capitals", TEXTS,
                            bc_tr_mark("in front of an amount in words: it repeats the one before") },
    [BC_WORDS_OTHER_YEARS] = { "other-years", TEXTS,
                               bc_tr_mark("in a sentence: its amounts are not those of this form") },
    [BC_WORDS_NORMS] = { "norms", TEXTS, bc_tr_mark("beginnings of names: an amount for each of something") },
    [BC_WORDS_COUNTED] = { "counted", TEXTS, bc_tr_mark("units of things that a text counts and then lists") },
    [BC_WORDS_LISTING] = { "listing", TEXTS, bc_tr_mark("in front of a list of things") },
    [BC_WORDS_POSTS] = { "posts", TEXTS, bc_tr_mark("in front of the number of posts") },
    [BC_WORDS_STAFF] = { "staff", TEXTS, bc_tr_mark("in front of the number of people in them") },
    [BC_WORDS_WEIGHTS] = { "weights", TEXTS, bc_tr_mark("in front of a number of points: it is a weight") },
    [BC_WORDS_POINTS] = { "points", TEXTS, bc_tr_mark("the unit of weights") },
    [BC_WORDS_RATES] = { "rates", TEXTS, bc_tr_mark("ends of names: a percentage") },
    [BC_WORDS_NO_RATES] = { "no-rates", TEXTS, bc_tr_mark("ends of names: no rates, though they end like one") },
    [BC_WORDS_OTHER_RATES] = { "other-rates", TEXTS,
                               bc_tr_mark("in a target in words: it is measured by another rate") },
    [BC_WORDS_RATE_UNITS] = { "rate-units", TEXTS, bc_tr_mark("units of rates besides the percentage") },
    [BC_WORDS_SPEEDS] = { "speeds", TEXTS, bc_tr_mark("ends of names: an amount in some time, no percentage") },
    [BC_WORDS_COUNTS] = { "counts", TEXTS, bc_tr_mark("ends of names: a number of things, no percentage") },
    [BC_WORDS_AMOUNTS] = { "amounts", TEXTS, bc_tr_mark("ends of names: an amount, no percentage") },
    [BC_WORDS_FEES] = { "fees", TEXTS, bc_tr_mark("ends of names: an amount of money, no period") },
    [BC_WORDS_PERIODS] = { "periods", TEXTS, bc_tr_mark("units of periods") },
    [BC_WORDS_GROWTH] = { "growth", TEXTS, bc_tr_mark("in a name: more than 100% is possible") },
    [BC_WORDS_BETTER_FEW] = { "better-few", TEXTS,
                              bc_tr_mark("in a name: the fewer the better, so that it may have an upper limit") },
    [BC_WORDS_QUESTIONS] = { "questions", TEXTS, bc_tr_mark("in a name: it asks, so that words may answer") },
    [BC_WORDS_VAGUE] = { "vague", TEXTS, bc_tr_mark("values that praise instead of measuring, as a whole") },
    [BC_WORDS_UNITS] = { "units", TEXTS,
                         bc_tr_mark("units of three characters and more, behind which a noun is one too many") },
    [BC_WORDS_CATEGORY_ENDS] = { "category-ends", TEXTS,
                                 bc_tr_mark("ends of the names of categories that records may leave out") },
    [BC_WORDS_ORDERED] = { "ordered", TEXTS,
                           bc_tr_mark("beginnings of first-level categories in which the second level has an order") },
    [BC_WORDS_WHOLE_UNITS] = { "whole-units", TEXTS, bc_tr_mark("units of things of which there is no part") },
    [BC_WORDS_MEANS] = { "means", TEXTS, bc_tr_mark("in a name: it may be a part of a thing") },
    [BC_WORDS_DAMAGES] = { "damages", TEXTS, bc_tr_mark("left by programs that lost what stood there") },
    [BC_WORDS_TRIVIAL_NAMES] = { "trivial-names", TEXTS, bc_tr_mark("names that say nothing, as a whole") },
    [BC_WORDS_SECRETS] = { "secrets", TEXTS, bc_tr_mark("classification marks") },
    [BC_WORDS_ACCOUNTS] = { "accounts", TEXTS, bc_tr_mark("in front of the number of a bank account") },
    [BC_WORDS_PRIVATE_FIELDS] = { "private-fields", TEXTS,
                                  bc_tr_mark("in the label or key of a field that may hold what is private") },
    [BC_WORDS_WHOLE_ENDS] = { "whole-ends", TEXTS, bc_tr_mark("ends that look like `cut-ends` and are words") },
    [BC_WORDS_HARMS] = { "harms", TEXTS, bc_tr_mark("in a name: nobody wants to have at least so much of it") },
    [BC_WORDS_HARM_ENDS] = { "harm-ends", TEXTS, bc_tr_mark("behind a harm, at the end of a name: how much of it") },
    [BC_WORDS_CHANGES] = { "changes", TEXTS, bc_tr_mark("in a label: the amount may be negative") },
    [BC_WORDS_UNNAMED] = { "unnamed", TEXTS, bc_tr_mark("in a name: it is left to be named") },
    [BC_WORDS_REMARKS] = { "remarks", TEXTS, bc_tr_mark("in the label of a column: rows may leave it empty") },
    [BC_WORDS_CODE_KEYS] = { "code-keys", TEXTS, bc_tr_mark("what lists of projects may call a project's code") },
    [BC_WORDS_NAME_KEYS] = { "name-keys", TEXTS, bc_tr_mark("what lists of projects may call a project's name") },
    [BC_WORDS_CHANGE_REASONS] = { "change-reasons", TEXTS,
                                  bc_tr_mark("in a text: it says why an amount is not that of the year before") },
    [BC_WORDS_FILLERS] = { "fillers", TEXTS, bc_tr_mark("in a name: it is the same name without it") },
    [BC_WORDS_DEEDS] = { "deeds", TEXTS, bc_tr_mark("beginnings of names: it is done, rather than comes of it") },
    [BC_WORDS_OUTPUT_RATES] = { "output-rates", TEXTS,
                                bc_tr_mark("ends of names: how well or how soon something was done") },
    [BC_WORDS_GAINS] = { "gains", TEXTS, bc_tr_mark("in the name of a benefit: the more the better") },
    [BC_WORDS_GOALS] = { "goals", TEXTS, bc_tr_mark("in the label of a text: it tells what is to be reached") },
    [BC_WORDS_NOT_TARGETS] = { "not-targets", TEXTS,
                               bc_tr_mark("in a clause: its figures are not what an indicator asks for") },
    [BC_WORDS_UNTIL] = { "until", TEXTS, bc_tr_mark("between the ends of a range or a period, besides dashes") },
    [BC_WORDS_SO_FAR] = { "so-far", TEXTS, bc_tr_mark("right in front of a year: it tells what has been") },
    [BC_WORDS_PROJECT_PERIODS] = { "project-periods", TEXTS,
                                   bc_tr_mark("in the label of a text: it is the period of the project") },
    [BC_WORDS_CARRIED_OVER] = { "carried-over", TEXTS,
                                bc_tr_mark("right behind a year in a name: what is left of it goes on") },
    [BC_WORDS_PLANNED] = { "planned", TEXTS, bc_tr_mark("right behind a year: it tells what shall be done in it") },
    [BC_WORDS_SCORES] = { "scores", TEXTS, bc_tr_mark("in the label of a column: the points that were given") },
    [BC_WORDS_REASONS] = { "reasons", TEXTS, bc_tr_mark("in the label of a column: why something was not reached") },
    [BC_WORDS_CODED] = { "coded", TEXTS, bc_tr_mark("in a label: the value begins with a code") },
    [BC_WORDS_FILE_ENDS] = { "file-ends", TEXTS, bc_tr_mark("ends of the name of a file, not of a project") },
    [BC_WORDS_OFFICES] = { "offices", TEXTS, bc_tr_mark("ends of the names of offices") },
    [BC_WORDS_PLACES] = { "places", TEXTS, bc_tr_mark("behind the name of a place, in that of an office") },
    [BC_WORDS_VERDICTS] = { "verdicts", TEXTS, bc_tr_mark("ends of names: a word is the answer that can be checked") },
    [BC_WORDS_MOMENTS] = { "moments", TEXTS, bc_tr_mark("in a name: a date may answer it") },
    [BC_WORDS_BUDGETS] = { "budgets", TEXTS,
                           bc_tr_mark("in front of an amount: it is the budget that the form is about") },
    [BC_WORDS_BARE_VERBS] = { "bare-verbs", TEXTS,
                              bc_tr_mark("as the whole last clause: what it is done to is missing") },
    [BC_WORDS_JOINS] = { "joins", TEXTS, bc_tr_mark("between two things: the second one follows") },
    [BC_WORDS_RARE_UNITS] = { "rare-units", TEXTS,
                              bc_tr_mark("characters in which something is counted now and then") },
    [BC_WORDS_TOLD_WHOLES] = { "told-wholes", TEXTS,
                               bc_tr_mark("in front of an amount in a text: it is the whole budget") },
    [BC_WORDS_TOLD_PARTS] = { "told-parts", TEXTS,
                              bc_tr_mark("in front of an amount in a text: it is a part of the budget") },
    [BC_WORDS_INCOMES] = { "incomes", TEXTS, bc_tr_mark("in front of an amount: others earn or spend it") },
    [BC_WORDS_VAGUE_PARTS] = { "vague-parts", TEXTS,
                               bc_tr_mark("in a value without a figure: nobody can tell when or how much") },
    [BC_WORDS_MAKEUPS] = { "makeups", TEXTS, bc_tr_mark("in a sentence: its shares are all of a whole") },
    [BC_WORDS_NOT_WHOLE] = { "not-whole", TEXTS, bc_tr_mark("in a sentence: its shares need not be all of a whole") },
    [BC_WORDS_LAST_YEAR] = { "last-year", TEXTS, bc_tr_mark("in front of an amount: it is of the year before") },
    [BC_WORDS_EACH] = { "each", TEXTS, bc_tr_mark("in front of an amount: each of something costs it") },
    [BC_WORDS_RESULTS] = { "results", TEXTS, bc_tr_mark("in front of an amount: it is what the sentence reckons") },
    [BC_WORDS_MADE_OF] = { "made-of", TEXTS, bc_tr_mark("between a whole and all of its parts") },
    [BC_WORDS_ANNOUNCED] = { "announced", TEXTS, bc_tr_mark("behind a number in words: so many points follow") },
    [BC_WORDS_HOLLOW] = { "hollow", TEXTS, bc_tr_mark("words of which alone a goal would say nothing") },
    [BC_WORDS_REPORTS] = { "reports", TEXTS, bc_tr_mark("in a goal: it tells what has been done") },
    [BC_WORDS_PLANS] = { "plans", TEXTS, bc_tr_mark("in a goal: it tells what shall be done") },
    [BC_WORDS_OWN_TEXTS] = { "own-texts", TEXTS, bc_tr_mark("in the label of a text: no two projects have the same") },
    [BC_WORDS_TIME_NAMES] = { "time-names", TEXTS,
                              bc_tr_mark("in a name: it tells when or how soon something is done") },
    [BC_WORDS_QUALITY_ENDS] = { "quality-ends", TEXTS,
                                bc_tr_mark("ends of names: it tells how well something is done") },
    [BC_WORDS_SPENDING] = { "spending", TEXTS, bc_tr_mark("in a name: it is the money of the project itself") },
    [BC_WORDS_SPANS] = { "spans", TEXTS, bc_tr_mark("ends of names: the shorter it takes the better") },
    [BC_WORDS_WHOLE_WORDS] = { "whole-words", TEXTS, bc_tr_mark("in an explanation: all of what is counted") },
    [BC_WORDS_STARTS_OF_WORK] = { "starts-of-work", TEXTS, bc_tr_mark("behind a month: the work begins") },
    [BC_WORDS_ENDS_OF_WORK] = { "ends-of-work", TEXTS, bc_tr_mark("behind a month: the work is done") },
    [BC_WORDS_PAYMENTS] = { "payments", TEXTS, bc_tr_mark("in front of an amount: it is a part of the budget") },
    [BC_WORDS_NEXT_YEAR] = { "next-year", TEXTS,
                             bc_tr_mark("between two months: the second one is of the year behind") },
    [BC_WORDS_MONTH_ENDS] = { "month-ends", TEXTS, bc_tr_mark("behind 月: it is a month of the year") },
    [BC_WORDS_NO_VALUES] = { "no-values", TEXTS, bc_tr_mark("behind a figure at the end of a name: it is no value") },
    [BC_WORDS_SHARE_ENDS] = { "share-ends", TEXTS, bc_tr_mark("ends of explanations: a share") },
    [BC_WORDS_POINTS_TOLD] = { "points-told", TEXTS,
                               bc_tr_mark("in front of points that are told one after the other") },
    [BC_WORDS_FAILURES] = { "failures", TEXTS, bc_tr_mark("in an explanation: it counts what failed") },
    [BC_WORDS_SATISFACTIONS] = { "satisfactions", TEXTS,
                                 bc_tr_mark("ends of names that ask how satisfied people are") },
    [BC_WORDS_UNIT_ENDS] = { "unit-ends", TEXTS, bc_tr_mark("characters in which names of units end") },
    [BC_WORDS_TRADITIONAL] = { "traditional", TEXTS,
                               bc_tr_mark("characters that are written otherwise on the mainland") },
    [BC_WORDS_HALF_ENDS] = { "half-ends", TEXTS, bc_tr_mark("characters that hardly ever end a word") },
    [BC_WORDS_HALF_BEGINS] = { "half-begins", TEXTS, bc_tr_mark("characters that hardly ever begin a word") },
    [BC_WORDS_RATE_STEMS] = { "rate-stems", TEXTS, bc_tr_mark("ends of names that lack the last character of a rate") },
    [BC_WORDS_SHARE_BEGINS] = { "share-begins", TEXTS, bc_tr_mark("in an explanation: a share begins") },
    [BC_WORDS_LOOK_ALIKES] = { "look-alikes", TEXTS,
                               bc_tr_mark("dates with a character that looks like the one that is meant") },
    [BC_WORDS_SHARE_WORDS] = { "share-words", TEXTS,
                               bc_tr_mark("behind the begin of a share: it says that one is meant") },
    [BC_WORDS_YEARLY] = { "yearly", TEXTS, bc_tr_mark("in the label of a list: it is of one year") },
    [BC_WORDS_QUARTERS] = { "quarters", TEXTS, bc_tr_mark("the four quarters of the year, in their order") },
    [BC_WORDS_STARTS] = { "starts", TEXTS, bc_tr_mark("in front of the figure that something rises or falls from") },
    [BC_WORDS_SHARES] = { "shares", TEXTS, bc_tr_mark("right in front of a share of a whole") },
    [BC_WORDS_BALANCES] = { "balances", TEXTS, bc_tr_mark("in the name of a row: its amounts may be negative") },
    [BC_WORDS_OTHER_THAN_FORM] = { "year-bases", TEXTS,
                                   bc_tr_mark("in a text beside a table: its years are those of something else") },
    [BC_WORDS_KINDS] = { "kinds", "#kinds",
                         bc_tr_mark("in a second-level category: the kind of its indicators; the first found counts") },
    [BC_WORDS_LEVEL1_KINDS] = { "level1-kinds", "#kinds",
                                bc_tr_mark("in a first-level category whose second level names no kind") },
    [BC_WORDS_WHOLE_KINDS] = { "whole-kinds", "#kinds",
                               bc_tr_mark("beginnings of first-level categories that are of one kind as a whole") },
    [BC_WORDS_KIND_NAMES] = { "kind-names", "#kinds", bc_tr_mark("what `need` and messages call the kinds") },
    [BC_WORDS_OPERATORS] = { "operators", "#relations", bc_tr_mark("in front of a number, besides ≥, ≤ and =") },
    [BC_WORDS_OPERATORS_BEHIND] = { "operators-behind", "#relations", bc_tr_mark("behind a number and its unit") },
    [BC_WORDS_DIRECTIONS] = { "directions", "#relations", bc_tr_mark("in a column of their own, besides ≥, ≤ and =") },
    [BC_WORDS_NATURES] = { "natures", "#natures", bc_tr_mark("the natures of indicators") },
    [BC_WORDS_UNIT_SPELLINGS] = { "unit-spellings", SPELLINGS,
                                  bc_tr_mark("units as they should be written, each with what is written for it") },
    [BC_WORDS_UNIT_DOUBTS] = { "unit-doubts", SPELLINGS,
                               bc_tr_mark("the same where something else may be meant, so that nothing is changed") },
    [BC_WORDS_COUNTED_IN] = { "counted-in", SPELLINGS,
                              bc_tr_mark("units, each with the ends of names that are counted in it") },
    [BC_WORDS_NOT_COUNTED_IN] = { "not-counted-in", SPELLINGS,
                                  bc_tr_mark("units, each with the ends of names that are not counted in it") },
    [BC_WORDS_UNIT_KINDS] = { "unit-kinds", SPELLINGS, bc_tr_mark("kinds of units, each with its units") },
    [BC_WORDS_NAME_KINDS] = { "name-kinds", SPELLINGS,
                              bc_tr_mark("kinds of units, each with the ends of names that are measured in it") },
    [BC_WORDS_SAME_ENDS] = { "same-ends", SPELLINGS, bc_tr_mark("ends of names, each with others that mean the same") },
    [BC_WORDS_CHANGES_TO] = { "changes-to", "#changes",
                              bc_tr_mark("between two figures: from the first to the second") },
    [BC_WORDS_CHANGES_BY] = { "changes-by", "#changes",
                              bc_tr_mark("in front of an amount: by so much more or less than the year before") },
    [BC_WORDS_EFFECTS] = { "effects", SPELLINGS,
                           bc_tr_mark("kinds of benefits, each with words of names that are of it") },
    [BC_WORDS_NUMBERS] = { "numbers", SPELLINGS, bc_tr_mark("small numbers, each with its words") },
    [BC_WORDS_ACCOUNT_NAMES] = { "account-names", SPELLINGS,
                                 bc_tr_mark("codes of the classification, each with the names that it has") },
    [BC_FORM_WORD_LISTS] = { 0 },
};

const bc_keys_key bc_form_words_kinds[] = {
    { "quantity", TEXTS, NULL },
    { "quality", TEXTS, NULL },
    { "time", TEXTS, NULL },
    { "cost", TEXTS, NULL },
    { "benefit", TEXTS, NULL },
    { "satisfaction", TEXTS, NULL },
    { 0 },
};

const bc_keys_key bc_form_words_changes[] = {
    { "more", TEXTS, NULL },
    { "less", TEXTS, NULL },
    { 0 },
};

const bc_keys_key bc_form_words_relations[] = {
    { "at-least", TEXTS, NULL },
    { "at-most", TEXTS, NULL },
    { "exactly", TEXTS, NULL },
    { "above", TEXTS, bc_tr_mark("more than that, which is not at least that") },
    { "below", TEXTS, bc_tr_mark("less than that, which is not at most that") },
    { 0 },
};

const bc_keys_key bc_form_words_natures[] = {
    { "better-more", TEXTS, bc_tr_mark("the more the better") },
    { "better-few", TEXTS, bc_tr_mark("the fewer the better") },
    { "qualitative", TEXTS, bc_tr_mark("answered in words") },
    { 0 },
};

static const bc_keys_key *table_of(bc_form_word_list list)
{
    bc_str type = bc_str_from(bc_form_words_keys[list].type);
    return bc_str_is(type, "#kinds")       ? bc_form_words_kinds
           : bc_str_is(type, "#relations") ? bc_form_words_relations
           : bc_str_is(type, "#natures")   ? bc_form_words_natures
           : bc_str_is(type, "#changes")   ? bc_form_words_changes
                                           : NULL;
}

static bc_form_word_meaning meaning_of(bc_form_word_list list, bc_str key)
{
    const bc_keys_key *table = table_of(list);
    int place = 0;
    for (int i = 0; table && table[i].name && !place; i++)
        if (bc_str_is(key, table[i].name))
            place = i + 1;
    return (bc_form_word_meaning){ key, place };
}

static uint32_t add_words(const bc_node *value, bc_str *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < bc_node_elements(value); i++) {
        out[n] = bc_node_text(bc_node_element(value, i));
        n += out[n].n > 0;
    }
    return n;
}

/* Where in a word the two bytes stand that tell it: the last two of a character of three bytes differ most. */
static size_t telling_at(bc_str word)
{
    return word.n > 2;
}

static unsigned pair_bit(const char *p)
{
    return (((unsigned)(unsigned char)p[0] & 0x3F) << 6) | ((unsigned)(unsigned char)p[1] & 0x3F);
}

/* A word of one byte has no pair; lists with such are searched word by word. */
static void find_pairs(bc_arena *arena, bc_form_words *words)
{
    if (words->n < FEW_WORDS)
        return;
    uint64_t *pairs = BC_NEW_ARRAY(arena, uint64_t, PAIR_BITS / 64);
    for (uint32_t i = 0; i < words->n; i++) {
        if (words->at[i].n < 2)
            return;
        words->short_words = words->short_words || words->at[i].n == 2;
        const unsigned bit = pair_bit(words->at[i].p + telling_at(words->at[i]));
        pairs[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    words->pairs = pairs;
}

static bc_form_words compile_list(bc_arena *arena, const bc_node *value)
{
    bc_str *words = BC_NEW_ARRAY(arena, bc_str, bc_node_elements(value));
    bc_form_words made = { .at = words, .n = add_words(value, words) };
    find_pairs(arena, &made);
    return made;
}

static bc_form_words compile_map(bc_arena *arena, const bc_node *map, bc_form_word_list list)
{
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < map->n; i++)
        most += bc_node_elements(map->as.members[i].value);
    bc_str *words = BC_NEW_ARRAY(arena, bc_str, most);
    bc_form_word_meaning *means = BC_NEW_ARRAY(arena, bc_form_word_meaning, most);
    for (uint32_t i = 0; i < map->n; i++) {
        uint32_t from = n;
        n += add_words(map->as.members[i].value, words + n);
        while (from < n)
            means[from++] = meaning_of(list, map->as.members[i].key);
    }
    bc_form_words made = { .at = words, .means = means, .n = n };
    find_pairs(arena, &made);
    return made;
}

const bc_form_words *bc_form_words_compile(bc_arena *arena, const bc_node *map)
{
    bc_form_words *lists = BC_NEW_ARRAY(arena, bc_form_words, BC_FORM_WORD_LISTS);
    for (int i = 0; i < BC_FORM_WORD_LISTS; i++) {
        const bc_node *value = bc_node_find(map, bc_form_words_keys[i].name);
        lists[i] = (bc_form_words){ 0 };
        if (value && value->kind == BC_NODE_MAP && i >= BC_WORDS_KINDS)
            lists[i] = compile_map(arena, value, (bc_form_word_list)i);
        else if (value && i < BC_WORDS_KINDS)
            lists[i] = compile_list(arena, value);
    }
    return lists;
}

/* -- searching ------------------------------------------------------------------------------------------- */

static bool stands_in(bc_str text, bc_str word)
{
    return bc_str_find(text, word, 0) != SIZE_MAX;
}

/* Most words differ in the byte that is looked at first: the last of a character differs most. */
static bool starts(bc_str text, bc_str word)
{
    const size_t telling = word.n > 2 ? 2 : 0;
    return word.n <= text.n && text.p[telling] == word.p[telling] && memcmp(text.p, word.p, word.n) == 0;
}

static bool ends(bc_str text, bc_str word)
{
    return word.n <= text.n && text.p[text.n - 1] == word.p[word.n - 1] &&
           memcmp(text.p + text.n - word.n, word.p, word.n) == 0;
}

static bool is(bc_str text, bc_str word)
{
    return word.n == text.n && ends(text, word);
}

/* The first of the words that `fits` the text, or -1. */
static int first(const bc_form_words *words, bc_str text, bool (*fits)(bc_str text, bc_str word))
{
    for (uint32_t i = 0; i < words->n; i++)
        if (fits(text, words->at[i]))
            return (int)i;
    return -1;
}

static int longest(const bc_form_words *words, bc_str text, bool (*fits)(bc_str text, bc_str word))
{
    int best = -1;
    for (uint32_t i = 0; i < words->n; i++)
        if ((best < 0 || words->at[i].n > words->at[best].n) && fits(text, words->at[i]))
            best = (int)i;
    return best;
}

static bool stands_at(bc_str text, size_t at, bc_str word)
{
    return word.n <= text.n - at && text.p[at] == word.p[0] && text.p[at + word.n - 1] == word.p[word.n - 1] &&
           memcmp(text.p + at, word.p, word.n) == 0;
}

/* Of the character that begins so. */
static size_t length_of(char first_byte)
{
    const unsigned char c = (unsigned char)first_byte;
    return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static bool may_stand(const bc_form_words *words, const char *p)
{
    const unsigned bit = pair_bit(p);
    return words->pairs[bit / 64] >> bit % 64 & 1;
}

/* All words in one pass over the characters: only where two bytes tell one of them are they compared. */
int bc_form_words_first_in(const bc_form_words *words, bc_str text)
{
    if (!words->pairs)
        return first(words, text, stands_in);
    uint32_t found = words->n;
    for (size_t at = 0; at + 1 < text.n; at += length_of(text.p[at])) {
        if (!(at + 2 < text.n && may_stand(words, text.p + at + 1)) &&
            !(words->short_words && may_stand(words, text.p + at)))
            continue;
        for (uint32_t i = 0; i < found; i++)
            if (stands_at(text, at, words->at[i]))
                found = i;
    }
    return found < words->n ? (int)found : -1;
}

bool bc_form_words_in(const bc_form_words *words, bc_str text)
{
    return bc_form_words_first_in(words, text) >= 0;
}

bool bc_form_words_begin(const bc_form_words *words, bc_str text)
{
    return first(words, text, starts) >= 0;
}

bool bc_form_words_end(const bc_form_words *words, bc_str text)
{
    return first(words, text, ends) >= 0;
}

bool bc_form_words_are(const bc_form_words *words, bc_str text)
{
    return first(words, text, is) >= 0;
}

int bc_form_words_longest_begin(const bc_form_words *words, bc_str text)
{
    return longest(words, text, starts);
}

int bc_form_words_longest_end(const bc_form_words *words, bc_str text)
{
    return longest(words, text, ends);
}

static const bc_form_word_meaning *meaning(const bc_form_words *words, int at)
{
    return at < 0 ? NULL : &words->means[at];
}

const bc_form_word_meaning *bc_form_words_meaning_in(const bc_form_words *words, bc_str text)
{
    return meaning(words, bc_form_words_first_in(words, text));
}

const bc_form_word_meaning *bc_form_words_meaning_of(const bc_form_words *words, bc_str text)
{
    return meaning(words, first(words, text, is));
}

const bc_form_word_meaning *bc_form_words_meaning_begin(const bc_form_words *words, bc_str text)
{
    return meaning(words, first(words, text, starts));
}

const bc_form_word_meaning *bc_form_words_meaning_end(const bc_form_words *words, bc_str text)
{
    return meaning(words, first(words, text, ends));
}

bc_str bc_form_words_for(const bc_form_words *words, int place)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (words->means[i].place == place)
            return words->at[i];
    return (bc_str){ 0 };
}
