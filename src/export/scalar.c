/* Figures are told from texts that only look so: 0012 is a code, 110101199001011234 would lose its end, 1e5 and
 * 1,260.50 are not what every program takes for a number. */
#include "export/private/scalar.h"

enum { MAX_DIGITS = 15 }; /* that a double keeps */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool bc_export_is_figure(bc_str text)
{
    size_t at = text.n && text.p[0] == '-', digits = 0, significant = 0;
    const size_t first = at;
    while (at < text.n && is_digit(text.p[at])) {
        significant += significant || text.p[at] != '0';
        digits++;
        at++;
    }
    if (!digits || (digits > 1 && text.p[first] == '0'))
        return false;
    if (at < text.n && text.p[at] == '.') {
        const size_t point = at++;
        while (at < text.n && is_digit(text.p[at])) {
            significant += significant || text.p[at] != '0';
            at++;
        }
        if (at == point + 1)
            return false;
    }
    const bool negative_nought = first && !significant; /* -0 is 0 to some */
    return at == text.n && significant <= MAX_DIGITS && !negative_nought;
}
