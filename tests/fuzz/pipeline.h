/* What fuzz targets of whole pipelines have in common: an engine that is kept, files that an input is made of, and
 * callbacks that look at every message and output. */
#ifndef BC_TESTS_PIPELINE_H
#define BC_TESTS_PIPELINE_H

#include "base/buf.h"

#include <biaoce.h>

/* Stops when it does not hold. */
void pipeline_require(bool truth);

/* What inputs may bring along: nothing but records and lists, so that the project's templates are read once; or
 * templates, too, so that what is known of them is forgotten with each input. */
typedef enum pipeline_templates { PIPELINE_PROJECT_TEMPLATES, PIPELINE_OWN_TEMPLATES } pipeline_templates;

/* The engine of the project's own data, made once: fonts are slow to open. */
biaoce_engine *pipeline_engine(pipeline_templates templates);
/* Whom calls tell what: each message and each output is looked at. */
const biaoce_callbacks *pipeline_callbacks(void);
/* Outputs that came since this was last asked. */
size_t pipeline_outputs(void);

/* An input's parts, with NUL between them; an empty one when there are no more. The last has no end but the input's. */
bc_str pipeline_part(bc_str *rest);
/* Writes a file into a folder of this process, which goes with it; its path. */
const char *pipeline_file(const char *name, bc_str bytes);
/* The folder; what was written there is gone. */
const char *pipeline_folder(void);
/* As text that ends with NUL; in memory that lasts until the folder is asked for again. */
const char *pipeline_text(bc_str bytes);
/* Memory as records of that name. */
biaoce_memory pipeline_memory(const char *name, bc_str bytes);

/* Renders what is in memory as everything that there is, also as far as it has errors. */
void pipeline_render(const biaoce_memory *record, const char *template_name, const char *name_pattern,
                     bool one_workbook);

#endif
