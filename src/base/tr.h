/* Messages in the user's language. Each text the user may read is written in English inside
 * bc_tr("…") and translated by the catalogue po/zh_CN.po through gettext's domain "biaoce". */
#ifndef BC_BASE_TR_H
#define BC_BASE_TR_H

#include <libintl.h>

#define BC_TEXT_DOMAIN "biaoce"
#define bc_tr(text) dgettext(BC_TEXT_DOMAIN, text)
#define bc_tr_mark(text) text /* collected for translation here, translated where it is printed */

#endif
