/* Forms to keys, the bytes of a record (table.h), where that takes no more than a look at each character. The others
 * go through the units of text/fold.h. */
#ifndef TB_MATCH_FORM_H
#define TB_MATCH_FORM_H

#include "match/table.h"

typedef struct tb_form_key {
    bool sure;    /* it could be read so */
    bool marked;  /* see TB_RECORD_MARKED */
    tb_slice key; /* in the buffer, or the form itself */
} tb_form_key;

/* Reads a form without white space at its ends; its key goes into b if it must be written anew. TB_ENOMEM. */
TB_MUST_USE tb_status tb_form_to_key(tb_buf *b, tb_slice written, tb_fold fold, tb_case letter_case, bool quotes,
                                   tb_form_key *out);

#endif
