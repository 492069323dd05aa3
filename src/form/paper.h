/* Papers that templates name, and how they lie: the words that keys.c offers and what they stand for, told once. */
#ifndef BC_FORM_PAPER_H
#define BC_FORM_PAPER_H

/* Each with its width and height in tenths of a millimetre, in the order of the numbers that bc_form_keys_word gives;
 * the first is what is taken where none is said. 16开 and 8开 are those of the trade and of office programs in China;
 * what other systems call 16K is smaller. */
#define BC_FORM_PAPER_SIZES(FIRST, NEXT)                                                                               \
    FIRST("A4", 2100, 2970)                                                                                            \
    NEXT("A3", 2970, 4200)                                                                                             \
    NEXT("A5", 1480, 2100)                                                                                             \
    NEXT("B5", 1760, 2500)                                                                                             \
    NEXT("B5-JIS", 1820, 2570)                                                                                         \
    NEXT("16K", 1840, 2600)                                                                                            \
    NEXT("16开", 1840, 2600)                                                                                           \
    NEXT("8K", 2600, 3680)                                                                                             \
    NEXT("8开", 2600, 3680)

#define BC_FORM_ORIENTATIONS(FIRST, NEXT)                                                                              \
    FIRST("portrait", BC_FORM_PORTRAIT)                                                                                \
    NEXT("landscape", BC_FORM_LANDSCAPE)                                                                               \
    NEXT("auto", BC_FORM_TURNED_WHERE_NEEDED)

#define BC_FORM_MEANING(word, meaning) meaning,
typedef enum bc_form_orientation { BC_FORM_ORIENTATIONS(BC_FORM_MEANING, BC_FORM_MEANING) } bc_form_orientation;
#undef BC_FORM_MEANING

/* The words as bc_keys writes alternatives: `A4|A3|…`. */
#define BC_FORM_FIRST_WORD(word, ...) word
#define BC_FORM_NEXT_WORD(word, ...) "|" word

#endif
