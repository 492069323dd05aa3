/* What --limit says: names with amounts, each in a unit of its kind, in English or Chinese. What is not written so is
 * refused, for a limit that was misread would be none. */
#include "cli/cmd.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct unit {
    const char *name;
    uint64_t size;
} unit;

/* Units of memory by 1024 have an i, those by 1000 have none, as everywhere. */
static const unit MEMORY[] = { { "KiB", 1 << 10 }, { "MiB", 1 << 20 }, { "GiB", 1 << 30 },
                               { "KB", 1000 },     { "MB", 1000000 },  { "GB", 1000000000 },
                               { "B", 1 },         { "字节", 1 },      { NULL, 0 } };
static const unit TIME[] = { { "ms", 1 },    { "s", 1000 },   { "min", 60000 },  { "毫秒", 1 },
                             { "秒", 1000 }, { "分", 60000 }, { "分钟", 60000 }, { NULL, 0 } };
static const unit PAGES[] = { { "", 1 }, { "页", 1 }, { NULL, 0 } };

static const struct {
    const char *name;
    const unit *units;
    const char *example;
} KINDS[] = { { "memory", MEMORY, "memory=256MiB" }, { "time", TIME, "time=10s" }, { "pages", PAGES, "pages=500" } };
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

/* A word of the option's value. */
typedef struct part {
    const char *p;
    size_t n;
} part;

static bool is(part word, const char *text)
{
    return strlen(text) == word.n && memcmp(word.p, text, word.n) == 0;
}

/* Up to that character, or to the end; *at goes behind it. */
static part cut(const char **at, char end)
{
    const size_t n = strcspn(*at, (const char[]){ end, '\0' });
    const part word = { *at, n };
    *at += n + ((*at)[n] == end);
    return word;
}

/* Figures, with a point among them perhaps, times the unit; 0: it is none, or too much. */
static uint64_t amount_of(part figures, uint64_t size)
{
    uint64_t whole = 0, parts = 0, scale = 1;
    bool behind = false;
    for (size_t i = 0; i < figures.n; i++) {
        const char c = figures.p[i];
        if (c == '.' && !behind && i > 0 && i + 1 < figures.n) {
            behind = true;
            continue;
        }
        if (c < '0' || c > '9' || whole > UINT64_MAX / 16 || scale > 100000)
            return 0;
        if (behind) {
            parts = parts * 10 + (uint64_t)(c - '0');
            scale *= 10;
        } else {
            whole = whole * 10 + (uint64_t)(c - '0');
        }
    }
    uint64_t amount;
    if (__builtin_mul_overflow(whole, size, &amount) || (behind && size == 1))
        return 0;
    return amount + parts * size / scale;
}

static uint64_t read_amount(part text, const unit *units)
{
    size_t n = 0;
    while (n < text.n && ((text.p[n] >= '0' && text.p[n] <= '9') || text.p[n] == '.'))
        n++;
    const part name = { text.p + n, text.n - n };
    for (const unit *u = units; u->name; u++)
        if (is(name, u->name))
            return n ? amount_of((part){ text.p, n }, u->size) : 0;
    return 0;
}

static bool complain(part said)
{
    cmd_complain(bc_tr("--limit does not know %.*s; it takes memory, time and pages"), (int)said.n, said.p);
    return false;
}

static bool take_one(biaoce_limits *limits, part said)
{
    const char *at = said.p;
    const part name = cut(&at, '=');
    size_t kind = 0;
    while (kind < KIND_COUNT && !is(name, KINDS[kind].name))
        kind++;
    if (kind == KIND_COUNT || name.n >= said.n)
        return complain(said);
    const uint64_t amount = read_amount((part){ at, said.n - name.n - 1 }, KINDS[kind].units);
    const bool known = kind == 0 ? limits->memory : kind == 1 ? limits->milliseconds : limits->pages;
    if (!amount || (kind == 2 && amount > UINT32_MAX)) {
        cmd_complain(bc_tr("--limit cannot be %.*s; it is written like %s"), (int)said.n, said.p, KINDS[kind].example);
        return false;
    }
    if (known) {
        cmd_complain(bc_tr("--limit says %s twice"), KINDS[kind].name);
        return false;
    }
    if (kind == 0)
        limits->memory = amount;
    else if (kind == 1)
        limits->milliseconds = amount;
    else
        limits->pages = (unsigned)amount;
    return true;
}

bool cmd_take_limits(void *limits, const char *text)
{
    const char *at = text;
    do {
        const part said = cut(&at, ',');
        if (!take_one(limits, said))
            return false;
    } while (*at);
    return true;
}
