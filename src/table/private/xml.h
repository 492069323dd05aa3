/* XML of a part of a workbook: its tags and texts, one call each, with a way to pause between them. */
#ifndef BC_TABLE_PRIVATE_XML_H
#define BC_TABLE_PRIVATE_XML_H

#include "table/private/zip.h"

enum { BC_TABLE_MAX_DEPTH = 64 }; /* tags in tags; workbooks have some ten */

/* Names are `namespace|name`, of attributes without one the name alone; attributes come as name, value, …, NULL. */
typedef struct bc_table_xml_calls {
    void (*start)(void *context, const char *name, const char **attributes);
    void (*end)(void *context);
    void (*text)(void *context, const char *text, size_t n);
} bc_table_xml_calls;

typedef struct bc_table_xml bc_table_xml;

typedef enum bc_table_xml_step {
    BC_TABLE_XML_PAUSED,
    BC_TABLE_XML_END,
    BC_TABLE_XML_FAILED, /* said; or stopped by a call, which says why */
} bc_table_xml_step;

/* Reads from the part, which is open and stays the caller's. */
bc_table_xml *bc_table_xml_new(bc_table_part *part, const bc_table_xml_calls *calls, void *context);
/* NULL is allowed. */
void bc_table_xml_free(bc_table_xml *xml);
/* Reads on until a call pauses it, to the end, or to what is wrong. */
bc_table_xml_step bc_table_xml_run(bc_table_xml *xml, bc_table_report *report);
/* The bytes given instead of the part's: for one whose middle was left out. No more after `last`. */
bc_table_xml_step bc_table_xml_add(bc_table_xml *xml, bc_str bytes, bool last, bc_table_report *report);
/* For calls: to be heard of no more until it is run again; or never. */
void bc_table_xml_pause(bc_table_xml *xml);
void bc_table_xml_stop(bc_table_xml *xml);

/* All of a part. */
bool bc_table_xml_read(bc_table_zip *zip, int64_t part, bc_table_part_size size, const bc_table_xml_calls *calls,
                       void *context, bc_table_report *report);

/* A name without its namespace. */
const char *bc_table_xml_local(const char *name);
/* The value of an attribute; NULL: it has none. */
const char *bc_table_xml_attribute(const char **attributes, const char *name);
/* Of a truth as XML has it: 1 or true. */
bool bc_table_xml_is_true(const char *value);

#endif
