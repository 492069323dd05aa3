/* The objects of a PDF file, whoever wrote it (ISO 32000-1, 7.2 to 7.5): cross-reference tables and streams, object
 * streams, files that were added to, and files whose cross-references are broken, which are gone through for objects.
 *
 * The bytes may come from anybody. Whatever they say, reading takes time and memory in proportion to their length and
 * to the limits below, and what cannot be read is null. Values refer to each other as they like, so that to go through
 * them may take longer than to read them: whoever does that uses bc_pdfread_next and trees, which count. */
#ifndef BC_PDFREAD_PDFREAD_H
#define BC_PDFREAD_PDFREAD_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    BC_PDFREAD_MAX_DEPTH = 48,               /* of arrays and dictionaries in each other, and of references */
    BC_PDFREAD_MAX_LEVELS = 32,              /* of trees of pages, fields and names */
    BC_PDFREAD_MAX_NODES = 1000 * 1000,      /* of one such tree */
    BC_PDFREAD_MAX_NUMBER = 8388607,         /* of objects (32000-1, annex C) */
    BC_PDFREAD_MAX_VALUES = 2 * 1000 * 1000, /* numbers, names, strings … of all objects that are asked for; long ones
                                                count for several */
    BC_PDFREAD_MAX_STEPS = 32 * 1000 * 1000, /* entries and items that are asked for, again and again */
    BC_PDFREAD_MAX_OBJECTS = 4 * 1000 * 1000 /* places of objects */
};
/* Bytes that object streams and cross-references unpack to, together. */
#define BC_PDFREAD_MAX_STRUCTURE ((size_t)256 << 20)

typedef enum bc_pdfread_kind {
    BC_PDFREAD_NULL,
    BC_PDFREAD_BOOL,
    BC_PDFREAD_INTEGER,
    BC_PDFREAD_REAL, /* as it is written */
    BC_PDFREAD_STRING,
    BC_PDFREAD_NAME,
    BC_PDFREAD_ARRAY,
    BC_PDFREAD_DICT,
    BC_PDFREAD_STREAM, /* a dictionary, with bytes */
    BC_PDFREAD_REF
} bc_pdfread_kind;

typedef struct bc_pdfread_object bc_pdfread_object;
typedef struct bc_pdfread_entry bc_pdfread_entry;

/* A value. It lives as long as its file. A dictionary has each key once: of one that the file repeats the last value.
 */
struct bc_pdfread_object {
    bc_pdfread_kind kind;
    uint32_t n; /* of an ARRAY, DICT or STREAM; of a REF its generation */
    union {
        bool truth;
        int64_t integer;
        bc_str text; /* of STRING and NAME what they mean, escapes undone */
        const bc_pdfread_object *items;
        const bc_pdfread_entry *entries;
        uint32_t ref; /* the number of the object */
    } as;
    bc_str bytes; /* of a STREAM, as they are in the file */
};

struct bc_pdfread_entry {
    bc_str key;
    bc_pdfread_object value;
};

typedef enum bc_pdfread_fault {
    BC_PDFREAD_GOOD,
    BC_PDFREAD_NO_PDF,    /* nothing says that it is one */
    BC_PDFREAD_BROKEN,    /* it has no catalog that could be found */
    BC_PDFREAD_ENCRYPTED, /* what it holds cannot be read without a key */
    BC_PDFREAD_FILTER,    /* a stream is packed in a way that is not known here */
    BC_PDFREAD_LIMIT      /* more than any of the limits */
} bc_pdfread_fault;

typedef struct bc_pdfread bc_pdfread;

/* Opens the file, whose bytes are lent until it is freed. NULL: *fault says why. */
bc_pdfread *bc_pdfread_open(bc_str bytes, bc_pdfread_fault *fault);
void bc_pdfread_free(bc_pdfread *file);
/* Whether something that was asked for passed a limit, and is therefore null. */
bool bc_pdfread_is_over(const bc_pdfread *file);
/* Counts steps through what was read, beside those that the functions below count themselves. False: there were too
 * many; from then on all that is asked for is null, and bc_pdfread_next ends. */
bool bc_pdfread_charge(bc_pdfread *file, size_t steps);
/* Asks now and then; once it says true that is as if there had been too many steps. */
void bc_pdfread_watch(bc_pdfread *file, bool (*is_cancelled)(void *watcher), void *watcher);

/* How the file ends, for whoever adds to it. */
typedef struct bc_pdfread_end {
    bool repaired;   /* what it says of its objects could not be read, or not all: they were looked for */
    bool streams;    /* its newest cross-reference is a stream, no table */
    size_t head;     /* bytes in front of it: places in it count from behind them */
    uint64_t at;     /* of the newest cross-reference */
    uint32_t number; /* the first that no object has */
} bc_pdfread_end;
bc_pdfread_end bc_pdfread_end_of(const bc_pdfread *file);
const bc_pdfread_object *bc_pdfread_trailer(const bc_pdfread *file);

/* Where an object is: its byte, or the object stream that it is in and its place there. */
typedef struct bc_pdfread_spot {
    bool is_there, packed;
    uint64_t at;
    uint32_t index; /* of one that is not packed its generation */
} bc_pdfread_spot;
bc_pdfread_spot bc_pdfread_spot_of(const bc_pdfread *file, uint32_t number);

/* Whether what was added to a file since it was the other one, with whose bytes it begins, is read alike by every
 * reader: it consists of objects and of cross-references that lead to just these, each said once, and leaves nothing
 * open that one reader takes this way and another that way. Where this is true what is found here is what others show.
 */
bool bc_pdfread_is_plain(bc_pdfread *file, const bc_pdfread *then);

const bc_pdfread_object *bc_pdfread_catalog(bc_pdfread *file);
/* What a reference leads to; anything else is itself. Never NULL and never a REF. */
const bc_pdfread_object *bc_pdfread_resolve(bc_pdfread *file, const bc_pdfread_object *object);
/* The resolved value of a DICT or STREAM; null where it has none, or is neither. */
const bc_pdfread_object *bc_pdfread_find(bc_pdfread *file, const bc_pdfread_object *dict, const char *key);
/* The value as it stands there, not what it refers to; NULL: there is none. */
const bc_pdfread_object *bc_pdfread_raw(const bc_pdfread_object *dict, const char *key);
const bc_pdfread_object *bc_pdfread_raw_of(const bc_pdfread_object *dict, bc_str key);
/* The resolved i-th value of an ARRAY; null where there is none. */
const bc_pdfread_object *bc_pdfread_item(bc_pdfread *file, const bc_pdfread_object *array, uint32_t i);
/* The same, and counts on; NULL: there are no more. Whoever goes through arrays of strangers does it by this: one array
 * may be met as often as the file likes. */
const bc_pdfread_object *bc_pdfread_next(bc_pdfread *file, const bc_pdfread_object *array, uint32_t *i);

/* A tree whose nodes list those below them as /Kids: of pages, of fields, of names. */
typedef struct bc_pdfread_tree {
    bc_pdfread *file;
    const bc_pdfread_object *node; /* where it is: a DICT or STREAM */
    uint32_t number;               /* of its object; 0: it stands within another */
    unsigned level;                /* 0: it is a root */
    const bc_pdfread_object *kids; /* its own, an ARRAY; NULL: it has none */
    bool over;                     /* it is deeper or larger than is looked at, or leads back to where it is */
    uint32_t nodes;
    bc_pdfread_object root;
    const bc_pdfread_object *lists[BC_PDFREAD_MAX_LEVELS], *path[BC_PDFREAD_MAX_LEVELS];
    uint32_t next[BC_PDFREAD_MAX_LEVELS];
    unsigned open;
} bc_pdfread_tree;

/* `roots`: a node, or an ARRAY of such; NULL: there are none. It is lent while the tree is gone through. */
void bc_pdfread_tree_begin(bc_pdfread_tree *tree, bc_pdfread *file, const bc_pdfread_object *roots);
/* Goes on to the next node, each before its kids; false: there are no more, or too many steps. What a node hands down
 * its user keeps for each level. */
bool bc_pdfread_tree_next(bc_pdfread_tree *tree);
/* Leaves out what is below the node. */
void bc_pdfread_tree_pass(bc_pdfread_tree *tree);

bool bc_pdfread_is_name(const bc_pdfread_object *object, const char *name);

/* Appends what a stream holds, all of its filters undone; of more than `most` bytes that many, with BC_PDFREAD_LIMIT.
 * BC_PDFREAD_BROKEN: it ends too early, or is damaged; what could be read is there. */
bc_pdfread_fault bc_pdfread_unpack(bc_pdfread *file, const bc_pdfread_object *stream, size_t most, bc_buf *out);

/* Appends a text string (UTF-16, UTF-8 or one byte for each character) as UTF-8. */
void bc_pdfread_text(bc_str string, bc_buf *out);
/* The same of no more than that many bytes, of whole characters. False: it is longer. */
bool bc_pdfread_text_up_to(bc_str string, size_t most, bc_buf *out);

#endif
