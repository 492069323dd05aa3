/* Reading a CFF table (Adobe Technical Note 5176): where its parts are, each checked to lie inside the table. */
#ifndef BC_PAINT_FONT_CFF_H
#define BC_PAINT_FONT_CFF_H

#include "base/arena.h"

/* An INDEX: count objects, found through an array of offsets. */
typedef struct bc_subset_cff_index {
    uint32_t count;
    uint8_t offset_size;
    const uint8_t *offsets;
    bc_str data;
} bc_subset_cff_index;

/* One font dictionary: what the glyphs of one script share. */
typedef struct bc_subset_cff_fd {
    bc_str matrix;  /* FontMatrix as encoded operands, empty when absent */
    bc_str private; /* the whole Private DICT */
    bc_subset_cff_index subrs;
    /* Of glyphs that say no width, and from which the others count; known: both are whole and not negative. */
    uint32_t default_width, nominal_width;
    bool widths_known;
} bc_subset_cff_fd;

typedef struct bc_subset_cff {
    bc_str table;
    bool cid_keyed;
    bc_str matrix, bbox; /* encoded operands of the Top DICT */
    bc_subset_cff_index glyphs, subrs;
    bc_subset_cff_fd *fds;
    uint32_t fd_count;
    uint8_t *fd_of; /* of each glyph */
    size_t charset;
} bc_subset_cff;

enum { /* DICT operators; 0x0C00 + n for the escaped ones */
       BC_SUBSET_CFF_FONT_BBOX = 5,
       BC_SUBSET_CFF_CHARSET = 15,
       BC_SUBSET_CFF_CHARSTRINGS = 17,
       BC_SUBSET_CFF_PRIVATE = 18,
       BC_SUBSET_CFF_SUBRS = 19,
       BC_SUBSET_CFF_DEFAULT_WIDTH = 20,
       BC_SUBSET_CFF_NOMINAL_WIDTH = 21,
       BC_SUBSET_CFF_FONT_MATRIX = 0x0C07,
       BC_SUBSET_CFF_ROS = 0x0C1E,
       BC_SUBSET_CFF_CID_COUNT = 0x0C22,
       BC_SUBSET_CFF_FD_ARRAY = 0x0C24,
       BC_SUBSET_CFF_FD_SELECT = 0x0C25
};

/* False when the table is malformed. It lends `table`; tables of its own are put into `arena`. */
bool bc_subset_cff_read(bc_str table, bc_arena *arena, bc_subset_cff *out);
/* The object, or an empty slice when there is none or its offsets are wrong. */
bc_str bc_subset_cff_at(const bc_subset_cff_index *index, uint32_t i);
/* Appends the CID of each glyph, in order of glyphs; false when the charset is malformed. */
bool bc_subset_cff_cids(const bc_subset_cff *cff, uint16_t *out);

/* Walks a DICT: the next operator, its encoded operands, and the bytes of both. False at the end or when malformed. */
typedef struct bc_subset_cff_entry {
    unsigned op;
    bc_str operands, whole;
} bc_subset_cff_entry;
bool bc_subset_cff_next(bc_str dict, size_t *at, bc_subset_cff_entry *out);

#endif
