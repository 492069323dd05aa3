/* Families through fontconfig, with its lists but without its substitutions: it would always give some font, and a
 * form in another face is worse than a message. Of what matches, the nearest in weight counts, then the path, so
 * that every run picks the same file. */
#include "text/private/find.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void bc_font_finder_init(bc_font_finder *finder, const bc_str *folders, size_t folder_count)
{
    *finder = (bc_font_finder){ .folders = folders, .folder_count = folder_count };
    finder->system = FcInitLoadConfigAndFonts();
}

void bc_font_finder_release(bc_font_finder *finder)
{
    if (finder->system)
        FcConfigDestroy(finder->system);
    if (finder->extra)
        FcConfigDestroy(finder->extra);
    *finder = (bc_font_finder){ .folder_count = 0 };
}

static FcConfig *extra_fonts(bc_font_finder *finder, bc_arena *arena)
{
    if (finder->extra || finder->folder_count == 0)
        return finder->extra;
    finder->extra = FcConfigCreate();
    for (size_t i = 0; finder->extra && i < finder->folder_count; i++)
        FcConfigAppFontAddDir(finder->extra, (const FcChar8 *)bc_arena_str(arena, finder->folders[i]).p);
    return finder->extra;
}

static FcFontSet *list_fonts(FcConfig *config, FcPattern *pattern)
{
    FcObjectSet *objects = FcObjectSetBuild(FC_STYLE, FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_SCALABLE, NULL);
    FcFontSet *set = objects ? FcFontList(config, pattern, objects) : NULL;
    if (!set) /* a pattern that matches nothing gives an empty set */
        bc_mem_exhausted();
    FcObjectSetDestroy(objects);
    return set;
}

/* How far a listed face is from what is asked, or -1 when it cannot serve at all. */
static int distance_of(FcPattern *font, const bc_font_family *family)
{
    int index, slant = 0, weight = FC_WEIGHT_REGULAR;
    FcBool scalable = FcTrue;
    FcChar8 *text;
    if (FcPatternGetInteger(font, FC_INDEX, 0, &index) != FcResultMatch || index > 0xFFFF)
        return -1; /* an instance of a variable font, which we do not interpolate */
    if (FcPatternGetBool(font, FC_SCALABLE, 0, &scalable) == FcResultMatch && !scalable)
        return -1;
    if (FcPatternGetString(font, FC_FILE, 0, &text) != FcResultMatch)
        return -1;
    FcPatternGetInteger(font, FC_SLANT, 0, &slant);
    FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
    if (family->style.n > 0) {
        for (int i = 0; FcPatternGetString(font, FC_STYLE, i, &text) == FcResultMatch; i++) {
            if (bc_str_is(family->style, (const char *)text))
                return 0;
        }
        return -1;
    }
    return abs(FcWeightToOpenType(weight) - family->weight) + 10 * abs(slant);
}

/* Nearest first; equal ones in the order of their paths, so that every run picks the same face. */
static bool pick(FcFontSet *set, const bc_font_family *family, bc_arena *arena, bc_font_found *out)
{
    FcPattern *best = NULL;
    int best_distance = 0;
    const char *best_path = NULL;
    for (int i = 0; i < set->nfont; i++) {
        int distance = distance_of(set->fonts[i], family);
        FcChar8 *path;
        if (distance < 0 || FcPatternGetString(set->fonts[i], FC_FILE, 0, &path) != FcResultMatch)
            continue;
        if (!best || distance < best_distance ||
            (distance == best_distance && strcmp((const char *)path, best_path) < 0)) {
            best = set->fonts[i];
            best_distance = distance;
            best_path = (const char *)path;
        }
    }
    if (!best)
        return false;
    FcChar8 *style = NULL;
    FcPatternGetString(best, FC_STYLE, 0, &style);
    FcPatternGetInteger(best, FC_INDEX, 0, &out->index);
    out->family = family->name;
    out->style = bc_arena_str(arena, bc_str_from((const char *)style));
    out->path = bc_arena_str(arena, bc_str_from(best_path));
    return true;
}

static bool find_in(FcConfig *config, bc_arena *arena, const bc_font_family *family, bc_font_found *out)
{
    if (!config)
        return false;
    FcPattern *pattern = FcPatternCreate();
    if (!pattern || !FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)bc_arena_str(arena, family->name).p))
        bc_mem_exhausted(); /* a pattern that lacks the family would match any font */
    FcFontSet *set = list_fonts(config, pattern);
    FcPatternDestroy(pattern);
    bool found = pick(set, family, arena, out);
    FcFontSetDestroy(set);
    return found;
}

bool bc_font_finder_family(bc_font_finder *finder, bc_arena *arena, const bc_font_family *family, bc_font_found *out)
{
    if (find_in(finder->system, arena, family, out))
        return true;
    if (family->file.n > 0) {
        bc_str path = bc_arena_str(arena, family->file);
        if (access(path.p, R_OK) == 0) {
            *out = (bc_font_found){ .family = family->name, .style = family->style, .path = path };
            return true;
        }
    }
    return find_in(extra_fonts(finder, arena), arena, family, out);
}

static bool any_chinese_in(FcConfig *config, bc_arena *arena, bc_font_found *out)
{
    if (!config)
        return false;
    FcPattern *pattern = FcPatternCreate();
    FcLangSet *languages = FcLangSetCreate();
    if (!pattern || !languages || !FcLangSetAdd(languages, (const FcChar8 *)"zh-cn") ||
        !FcPatternAddLangSet(pattern, FC_LANG, languages))
        bc_mem_exhausted();
    FcFontSet *set = list_fonts(config, pattern);
    bc_font_family any = { .weight = BC_WEIGHT_REGULAR };
    bool found = pick(set, &any, arena, out);
    if (found) {
        FcChar8 *family = NULL;
        FcPattern *full = FcFreeTypeQuery((const FcChar8 *)out->path.p, (unsigned)out->index, NULL, NULL);
        if (full && FcPatternGetString(full, FC_FAMILY, 0, &family) == FcResultMatch)
            out->family = bc_arena_str(arena, bc_str_from((const char *)family));
        if (full)
            FcPatternDestroy(full);
    }
    FcLangSetDestroy(languages);
    FcPatternDestroy(pattern);
    FcFontSetDestroy(set);
    return found;
}

bool bc_font_finder_any_chinese(bc_font_finder *finder, bc_arena *arena, bc_font_found *out)
{
    return any_chinese_in(finder->system, arena, out) || any_chinese_in(extra_fonts(finder, arena), arena, out);
}
