/* What a number format makes of a number: a date, a percentage, a code with zeros in front. */
#ifndef BC_TABLE_PRIVATE_FORMAT_H
#define BC_TABLE_PRIVATE_FORMAT_H

#include "base/str.h"

typedef enum bc_table_format_kind {
    BC_TABLE_FORMAT_PLAIN,
    BC_TABLE_FORMAT_PERCENT,
    BC_TABLE_FORMAT_ZEROS,    /* 000000: as many digits as it says */
    BC_TABLE_FORMAT_DATE,     /* shows no time of day */
    BC_TABLE_FORMAT_DATETIME, /* shows both */
    BC_TABLE_FORMAT_TIME,
    BC_TABLE_FORMAT_DURATION, /* [h]:mm: hours over a day */
} bc_table_format_kind;

/* What of a day a date shows. */
typedef enum bc_table_format_part {
    BC_TABLE_FORMAT_WHOLE,
    BC_TABLE_FORMAT_MONTH,    /* 2026年12月, Dec-26 */
    BC_TABLE_FORMAT_YEAR,     /* 2026年 */
    BC_TABLE_FORMAT_BARE_YEAR /* 2026 */
} bc_table_format_part;

typedef struct bc_table_format {
    uint8_t kind;     /* a bc_table_format_kind */
    uint8_t zeros;    /* of ZEROS */
    uint8_t decimals; /* of PLAIN: 0.00 shows so many, zeros at the end included; 0: as many as there are */
    uint8_t part;     /* of DATE: a bc_table_format_part */
    bc_str code;      /* of PLAIN and PERCENT that show words or another number: the code, lent; else empty */
} bc_table_format;

/* By the code as it is written: yyyy"年"m"月"d"日". Its first section says the kind. */
bc_table_format bc_table_format_of(bc_str code);
/* By the number of one that files do not spell out, as Chinese Excel has them. */
bc_table_format bc_table_format_built_in(unsigned number);

#endif
