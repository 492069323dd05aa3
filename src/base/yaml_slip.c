/* Each slip is known by how it looks; what looks so and is prose has to be left alone, for a hint that is wrong is
 * worse than none. */
#include "base/yaml_slip.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <string.h>

enum {
    MAX_KEY_LENGTH = 20, /* characters; more before a colon is a clause of prose */
    WIDE_COMMA = 0xFF0C,
    WIDE_COLON = 0xFF1A
};

bool bc_yaml_text_is_odd_blank(uint32_t c)
{
    return c == 0x3000 || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A);
}

bool bc_yaml_text_has_odd_dash(bc_str text)
{
    size_t at = 0;
    const uint32_t c = text.n ? bc_utf8_next(text, &at) : 0;
    return c == 0xFF0D || c == 0x2212 || (c >= 0x2010 && c <= 0x2015);
}

bool bc_yaml_text_has_odd_brackets(bc_str text)
{
    return bc_str_find(text, BC_STR("：{"), 0) != SIZE_MAX || bc_str_find(text, BC_STR("：["), 0) != SIZE_MAX;
}

static bool ends_key(uint32_t c)
{
    return c <= ' ' || c == 0x3000 || c == WIDE_COMMA || c == 0x3002 || c == 0xFF1B ||
           (c < 0x80 && strchr("'\"([{<#=,;", (int)c));
}

bool bc_yaml_text_is_member(bc_str line, bool *wide)
{
    bool digits_only = true;
    size_t at = 0;
    line = bc_str_trim(line);
    for (unsigned characters = 0; at < line.n && characters <= MAX_KEY_LENGTH; characters++) {
        uint32_t c = bc_utf8_next(line, &at);
        if (c == WIDE_COLON || c == ':') {
            char next = at < line.n ? line.p[at] : ' ';
            *wide = c == WIDE_COLON;
            /* 12:30, http://… and C:\… are no members. */
            return characters > 0 && (*wide || (!digits_only && !strchr(" \t/\\:", next)));
        }
        if (ends_key(c))
            return false;
        digits_only = digits_only && c >= '0' && c <= '9';
    }
    return false;
}

static const char *slip_of(bc_str text)
{
    bool wide;
    if (bc_yaml_text_has_odd_dash(text))
        return bc_tr("an element of a list begins with a half-width dash and a blank, `- `");
    if (!bc_yaml_text_is_member(bc_str_slice(text, 0, bc_str_find(text, BC_STR("\n"), 0)), &wide))
        return NULL;
    return wide ? bc_tr("use a half-width colon and a blank (“: ” instead of “：”)")
                : bc_tr("put a blank after the colon");
}

const char *bc_yaml_text_slip(const bc_node *value)
{
    return value->kind == BC_NODE_TEXT && !value->quoted ? slip_of(value->as.text) : NULL;
}

const char *bc_yaml_text_key_slip(const bc_node_member *member)
{
    size_t at = 0;
    if (member->key.n && bc_yaml_text_is_odd_blank(bc_utf8_next(member->key, &at)))
        return bc_tr("indent with spaces");
    if (bc_yaml_text_has_odd_brackets(member->key))
        return bc_tr("use a half-width colon and a blank (“: ” instead of “：”)");
    if (member->value->kind != BC_NODE_NULL && !bc_yaml_text_has_odd_dash(member->key))
        return NULL; /* it has a colon of its own */
    return slip_of(member->key);
}
