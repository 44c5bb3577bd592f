/* Running text broken into lines by words. */
#ifndef TB_CLI_WRAP_H
#define TB_CLI_WRAP_H

#include "base/buf.h"

/* Appends text, its words parted by single blanks and lines of at most width columns (a longer word stands
 * alone), every line but the first behind indent blanks; the first one begins at column at. Ends in a line
 * break. text is cleaned. */
void tb_wrap(tb_buf *out, tb_slice text, size_t at, size_t indent, size_t width);
void tb_pad(tb_buf *out, size_t n); /* n blanks */

#endif
