/* All that is asked of one signature in a file. */
#ifndef BC_SIGN_PRIVATE_VERIFY_H
#define BC_SIGN_PRIVATE_VERIFY_H

#include "sign/private/judge.h"
#include "sign/private/revision.h"

/* Answers for one of the fields, which is signed, of the file over those bytes. All texts are in the arena. */
void bc_sign_verify(bc_arena *arena, const bc_sign_trust *trust, bc_str bytes, bc_sign_state state,
                    const bc_sign_field *field, biaoce_signature *out);
/* Whether digest and signature are right, or nothing is said against them. */
bool bc_sign_is_right(const biaoce_signature *signature);
/* Whether nothing was found against it: a chain and a time that nobody judged are no fault. */
bool bc_sign_is_good(const biaoce_signature *signature);

#endif
