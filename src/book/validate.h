/* The families of checks on a finished model. Internal to the room. A new family is a function here, a line
 * in validate.c and a file. */
#ifndef TB_BOOK_VALIDATE_H
#define TB_BOOK_VALIDATE_H

#include "book/reader.h"

void tb_validate_link_ends(tb_reader *r); /* relation-ends, link-self */
void tb_validate_unsourced(tb_reader *r); /* link-unsourced */
void tb_validate_forms(tb_reader *r);     /* form-empty, form-duplicate, form-only-weak */
void tb_validate_phrases(tb_reader *r);   /* phrase-without-form */

#endif
