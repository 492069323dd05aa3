/* What is written otherwise than JSON has it, in words that help whoever wrote it: most files that are no JSON were
 * meant for another language, JavaScript, Python or YAML, and what to type instead is known. */
#include "base/tr.h"
#include "source/private/json_text.h"

typedef struct problem {
    const char *code, *message, *hint;
} problem;

#define HINT_ESCAPE bc_tr_mark("write \\\\ for a backslash")
#define HINT_YAML bc_tr_mark("delete it; YAML files may hold comments, behind #")
#define HINT_CLOSE bc_tr_mark("put a comma between the items, and close what was opened")

static const problem PROBLEMS[] = {
    [BC_JSON_COMMENT] = { "E141", bc_tr_mark("JSON has no comments"), HINT_YAML },
    [BC_JSON_COMMENT_OPEN] = { "E141", bc_tr_mark("JSON has no comments, and this one never ends"), HINT_YAML },
    [BC_JSON_QUOTES] = { "E140", bc_tr_mark("texts stand in double quotation marks in JSON"),
                         bc_tr_mark("write \" instead of '") },
    [BC_JSON_WIDE_QUOTES] = { "E140", bc_tr_mark("full-width quotation marks do not quote"),
                              bc_tr_mark("write \" instead of “ and ”") },
    [BC_JSON_UNCLOSED] = { "E116", bc_tr_mark("the quotation mark that opens here is never closed"),
                           bc_tr_mark("close the text in its line; a line break inside it is written \\n") },
    [BC_JSON_KEY] = { "E142", bc_tr_mark("keys stand in double quotation marks in JSON"),
                      bc_tr_mark("write \"key\": value") },
    [BC_JSON_PLAIN] = { "E142", bc_tr_mark("texts stand in double quotation marks in JSON"),
                        bc_tr_mark("put the text in double quotation marks") },
    [BC_JSON_CAPITALS] = { "E142", bc_tr_mark("true, false and null have small letters in JSON"),
                           bc_tr_mark("write it in small letters, or put a text in double quotation marks") },
    [BC_JSON_NOTHING] = { "E142", bc_tr_mark("nothing is called null in JSON"), bc_tr_mark("write null") },
    [BC_JSON_NAN] = { "E143", bc_tr_mark("JSON has no NaN and no infinity"),
                      bc_tr_mark("write null where there is no number") },
    [BC_JSON_ZEROS] = { "E143", bc_tr_mark("numbers do not begin with zeros in JSON"),
                        bc_tr_mark("put a code in double quotation marks, or leave the zeros out") },
    [BC_JSON_POINT] = { "E143", bc_tr_mark("in JSON a point has digits on both sides"),
                        bc_tr_mark("write 0.5 instead of .5, and 5 instead of 5.") },
    [BC_JSON_PLUS] = { "E143", bc_tr_mark("numbers have no plus sign in JSON"), bc_tr_mark("leave the sign out") },
    [BC_JSON_DIGITS] = { "E143", bc_tr_mark("this is no number as JSON has them"),
                         bc_tr_mark("write it with digits and a point alone, or put it in double quotation marks") },
    [BC_JSON_ESCAPE] = { "E117", bc_tr_mark("no such escape in a text in double quotation marks"), HINT_ESCAPE },
    [BC_JSON_HEX] = { "E117", bc_tr_mark("an escape lacks its hexadecimal digits"), HINT_ESCAPE },
    [BC_JSON_NUL] = { "E117", bc_tr_mark("this escape names no Unicode character"),
                      bc_tr_mark("leave it out: no text holds the character NUL") },
    [BC_JSON_LONE] = { "E117", bc_tr_mark("this escape names no Unicode character"),
                       bc_tr_mark("it is one half of a pair: write both (\\ud842\\udfb7), or the character itself") },
    [BC_JSON_BREAK] = { "E105", bc_tr_mark("a tab stands in a text"), bc_tr_mark("write \\t, or a blank") },
    [BC_JSON_CONTROL] = { "E105", bc_tr_mark("a control character is not allowed here"),
                          bc_tr_mark(
                              "delete it, most editors do not show it; in \"…\" it can be written as an escape") },
    [BC_JSON_INNER_MARK] = { "E105", bc_tr_mark("a byte order mark stands in the middle of the file"),
                             bc_tr_mark("delete it; files that were joined leave it at the start of a line") },
    [BC_JSON_WIDE_COMMA] = { "E114", bc_tr_mark("a full-width comma does not separate"),
                             bc_tr_mark("use half-width commas (“, ” instead of “，”) between the items") },
    [BC_JSON_WIDE_COLON] = { "E112", bc_tr_mark("a full-width colon does not separate a key from its value"),
                             bc_tr_mark("use a half-width colon and a blank (“: ” instead of “：”)") },
    [BC_JSON_COMMA_BEFORE] = { "E144", bc_tr_mark("a comma stands before the closing bracket"),
                               bc_tr_mark("delete it: nothing follows that it would separate") },
    [BC_JSON_COMMA_TWICE] = { "E144", bc_tr_mark("there is one comma too many"),
                              bc_tr_mark("delete it; where a value is missing write null") },
    [BC_JSON_COMMA_BETWEEN] = { "E144", bc_tr_mark("there is no comma between records on lines of their own"),
                                bc_tr_mark("delete it, or put [ ] around all records") },
    [BC_JSON_NO_COMMA] = { "E114", bc_tr_mark("a comma or the closing bracket is missing before this"), HINT_CLOSE },
    [BC_JSON_NO_COLON] = { "E112", bc_tr_mark("a key without a colon and a value"),
                           bc_tr_mark("write \"key\": value") },
    [BC_JSON_NO_KEY] = { "E129", bc_tr_mark("a key is missing before the colon"), bc_tr_mark("write \"key\": value") },
    [BC_JSON_NO_VALUE] = { "E114", bc_tr_mark("a value is missing here"),
                           bc_tr_mark("write the value, or null where there is none") },
    [BC_JSON_OTHER_KEY] = { "E121", bc_tr_mark("a list or map cannot be a key"), bc_tr_mark("write \"key\": value") },
    [BC_JSON_BRACKET] = { "E115", bc_tr_mark("this bracket closes another kind than was opened"),
                          bc_tr_mark("lists stand in [ ], maps in { }") },
    [BC_JSON_TOO_MANY] = { "E115", bc_tr_mark("this does not belong to what stands above it"),
                           bc_tr_mark("there is one closing bracket or brace too many") },
    [BC_JSON_SAME_LINE] = { "E145", bc_tr_mark("something follows the end of the value"),
                            bc_tr_mark("several values stand on lines of their own, or in a list") },
};

void bc_source_json_report(bc_source_json_text *text, bc_source_json_problem problem, bc_diag_mark mark)
{
    text->mistakes++;
    bc_diag_add(text->diags, BC_DIAG_ERROR, PROBLEMS[problem].code, mark, "%s", bc_tr(PROBLEMS[problem].message));
    bc_diag_hint(text->diags, "%s", bc_tr(PROBLEMS[problem].hint));
}
