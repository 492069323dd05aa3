/* The engine behind biaoce.h: fonts and templates, loaded once and shared by all threads. */
#ifndef BC_ENGINE_ENGINE_H
#define BC_ENGINE_ENGINE_H

#include "engine/call.h"
#include "engine/templates.h"
#include "paint/pdf/pdf.h"
#include "paint/xlsx/xlsx.h"
#include "picture/shelf.h"

#include <biaoce.h>

#include <pthread.h>
#include <stdatomic.h>

/* A file, under whatever name. */
typedef struct bc_engine_file {
    uint64_t device, id;
} bc_engine_file;

/* What a run that publishes knows: publish.h. */
typedef struct bc_engine_publishing bc_engine_publishing;

struct biaoce_engine {
    bc_arena arena;       /* of what the configuration named */
    biaoce_config config; /* without what it points to */
    biaoce_callbacks callbacks;
    const char *fonts_file;
    const char *office_file;          /* NULL: none */
    const char *data;                 /* the data folder, or NULL */
    const char *publish_file;         /* NULL: none, or that of the program */
    bc_engine_publishing *publishing; /* NULL: records come out as they are */
    bc_template_folders folders;
    int64_t time; /* SOURCE_DATE_EPOCH; 0: not set */
    bc_engine_templates templates;
    pthread_mutex_t lock; /* of all below: they are made on first use */
    bool fonts_tried;
    bc_arena fonts_arena;
    bc_diag_list fonts_diags;
    bc_font_set *fonts;
    bc_subset_cache *glyph_cache;
    bc_xlsx_constants *workbook_constants;
    bc_picture_shelf *pictures;         /* made with the engine */
    BC_VEC(bc_engine_file) table_files; /* that mappings named */
};

/* What outputs name as the program that made them. */
bc_str bc_engine_creator(void);
bc_pdf_standard bc_engine_standard(biaoce_pdf pdf);
/* What is wrong with the kind of PDF that is asked for, in the user's language; NULL: nothing. */
const char *bc_engine_pdf_refused(biaoce_pdf pdf, biaoce_attach attach);
/* Loads the fonts when that has not been done. False when some role has none, or the list of fonts has errors: nothing
 * may be set then. What was wrong is added to `diags`, what was only doubtful is added to it once. */
bool bc_engine_load_fonts(biaoce_engine *engine, bc_diag_list *diags);
/* Remembers that a mapping reads the file, and whether one does. On any thread. */
void bc_engine_keep_table_file(biaoce_engine *engine, const char *path);
bool bc_engine_has_table_file(biaoce_engine *engine, const char *path);
/* At the end of a run: which fonts were skipped on the way. */
void bc_engine_report_fonts(biaoce_engine *engine, bc_diag_list *diags);
#endif
