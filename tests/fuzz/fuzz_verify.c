/* Any bytes as a PDF that is signed: no crash, no hang, the same answers twice, and none of them good unless the
 * signature covers the bytes. Then the same bytes as a signature (CMS), and as a trust store. */
#include "sign/private/run.h"
#include "sign/private/verify.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth)
        abort();
}

static void judge(const bc_sign_trust *trust, bc_str bytes, bc_buf *out)
{
    enum { MAX_JUDGED = 8 };
    bc_pdfread_fault fault;
    bc_arena arena = { 0 };
    bc_sign_fields fields = { 0 };
    bc_pdfread *file = bc_pdfread_open(bytes, &fault);
    if (!file)
        return;
    bc_sign_fields_find(file, &fields);
    require(fields.list.n <= BC_SIGN_MAX_SIGNATURES && fields.looked <= BC_SIGN_MAX_FIELDS);
    for (size_t i = 0; i < fields.list.n && i < MAX_JUDGED; i++) {
        biaoce_signature answer = { .size = sizeof answer, .file = "x" };
        if (!fields.list.at[i].value)
            continue;
        bc_sign_verify(&arena, trust, bytes, (bc_sign_state){ file, &fields }, &fields.list.at[i], &answer);
        require(answer.changed != BIAOCE_VERDICT_GOOD || answer.covered == BIAOCE_VERDICT_GOOD);
        require(answer.chain == BIAOCE_VERDICT_NOT_JUDGED); /* nobody is trusted */
        bc_buf_add_text(out, answer.text);
        bc_buf_add_text(out, answer.json);
    }
    bc_sign_fields_release(&fields);
    bc_arena_release(&arena);
    bc_pdfread_free(file);
}

static void judge_alone(const bc_sign_trust *trust, bc_str bytes)
{
    bc_arena arena = { 0 };
    bc_sign_judgement judgement;
    bc_sign_judge(&arena, trust, bytes, BC_STR("a"), BC_STR("b"), 1, &judgement);
    bc_arena_release(&arena);
    bc_sign_left_out left;
    bc_sign_trust_free(bc_sign_trust_open(bytes, &left));
    require(left.n <= bytes.n && left.beyond.number <= bytes.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bc_sign_trust *trust;
    const bc_str bytes = { (const char *)data, size };
    bc_buf first, second;
    if (!trust)
        trust = bc_sign_trust_open(BC_STR(""), NULL);
    bc_buf_init(&first);
    bc_buf_init(&second);
    judge(trust, bytes, &first);
    judge(trust, bytes, &second);
    require(bc_str_eq(bc_buf_str(&first), bc_buf_str(&second)));
    if (size && data[0] != '%')
        judge_alone(trust, bytes);
    bc_buf_release(&first);
    bc_buf_release(&second);
    return 0;
}
