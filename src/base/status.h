/* What a function that can fail returns. Bad data is a finding, not a status; a bad caller is an assert. */
#ifndef TB_BASE_STATUS_H
#define TB_BASE_STATUS_H

typedef enum tb_status {
    TB_OK = 0,
    TB_ENOMEM, /* no memory; nothing was changed that the caller can see */
    TB_EIO,    /* a file or stream failed; the function's tb_error says which and why */
    TB_EDATA,  /* the data cannot be used; what is wrong is among the findings or in the tb_error */
    TB_ELIMIT, /* a limit named in the function's description was passed */
} tb_status;

#if defined(__GNUC__)
#define TB_MUST_USE __attribute__((warn_unused_result))
#define TB_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define TB_MUST_USE
#define TB_PRINTF(f, a)
#endif

/* Hands a failure on to the caller. */
#define TB_TRY(expression)                          \
    do {                                            \
        tb_status tb_try_ = (expression);           \
        if (tb_try_ != TB_OK) return tb_try_;       \
    } while (0)

/* Why a piece of work that is no matter of the book could not be done: owned by the caller, filled by
 * the function that fails with TB_EIO, TB_EDATA or TB_ELIMIT. Always a whole English sentence part, as
 * "articles/x.txt: Is a directory". */
typedef struct tb_error {
    int sys;            /* errno, or 0 */
    char message[512];  /* UTF-8, ends in NUL, cut at a code point */
} tb_error;

#endif
