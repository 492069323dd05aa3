/* Which rows of a table are records, and which its author put between them. */
#ifndef BC_INTAKE_PRIVATE_ROW_KINDS_H
#define BC_INTAKE_PRIVATE_ROW_KINDS_H

#include "intake/private/columns.h"

typedef enum bc_intake_row_kind {
    BC_INTAKE_ROW,
    BC_INTAKE_TOTAL,  /* 合计 */
    BC_INTAKE_PART,   /* 小计, 人社局小计 */
    BC_INTAKE_REMARK, /* 注：…, 填表人：…, 大写：… */
    BC_INTAKE_HEAD,   /* the head again, as on each printed page */
    BC_INTAKE_GROUP   /* 一、人社局, 项目库（续） */
} bc_intake_row_kind;

enum { BC_INTAKE_ROW_KINDS = BC_INTAKE_GROUP + 1 };

/* A row with a code of its own, or with texts of its own beside what it is called, is a record whatever it is called.
 */
bc_intake_row_kind bc_intake_row_kind_of(const bc_table_row *row, const bc_intake_columns *columns);

#endif
