/* Messages of a run that publishes are published, too: they show no line of a record, and quote nothing private. What
 * was said of a record before anyone knew what is private in it says no more than what its code means. */
#include "publish/private/masker.h"

#include "base/diag_codes.h"
#include "base/tr.h"

#include <string.h>

void bc_publish_drop_idle(bc_diag_list *diags)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++) {
        const bc_diag diag = diags->list.at[i];
        if (diag.mark.source && diag.mark.source->withheld) {
            diags->errors -= diag.severity == BC_DIAG_ERROR;
            diags->warnings -= diag.severity == BC_DIAG_WARNING;
        } else {
            diags->list.at[n++] = diag;
        }
    }
    diags->list.n = n;
}

static const bc_diag_code *code_of(const char *code)
{
    for (size_t i = 0; i < bc_diag_code_count; i++)
        if (strcmp(bc_diag_codes[i].code, code) == 0)
            return &bc_diag_codes[i];
    return NULL;
}

/* A file that nobody could read is named in messages; one that is called after a person, by the surname. */
static bc_str mask_path(bc_publish_masker *masker, bc_str path, bool unknown, bc_arena *arena)
{
    size_t folder = path.n;
    while (folder && path.p[folder - 1] != '/')
        folder--;
    const bc_str name = bc_str_slice(path, folder, path.n);
    const bc_str masked = bc_publish_mask_text(masker, path, arena);
    if (!unknown || !name.n)
        return masked;
    bc_publish_tokens_add_names(masker, name);
    const bc_str again = bc_publish_mask_text(masker, masked, arena);
    bc_publish_tokens_clear(masker);
    return again;
}

static void withhold(bc_diag *diag)
{
    const bc_diag_code *known = code_of(diag->code);
    diag->message = bc_str_from(known ? bc_tr(known->what) : bc_tr("the message is not published"));
    diag->hint = bc_str_from(bc_tr("run it without --publish to see what stands there"));
}

void bc_publish_redact(bc_publish_masker *masker, bc_diag_list *diags, size_t from, bool whole, bc_arena *arena)
{
    for (size_t i = from; i < diags->list.n; i++) {
        bc_diag *diag = &diags->list.at[i];
        const bc_diag_source *source = diag->mark.source;
        if (source) {
            bc_diag_source *called = bc_diag_source_called(arena, source);
            called->name = mask_path(masker, source->name, whole, arena);
            called->sheet = bc_publish_mask_text(masker, source->sheet, arena);
            called->withheld = source->withheld;
            diag->mark.source = called;
        }
        if (whole) {
            withhold(diag);
            continue;
        }
        diag->message = bc_publish_mask_text(masker, diag->message, arena);
        diag->hint = bc_publish_mask_text(masker, diag->hint, arena);
    }
}
