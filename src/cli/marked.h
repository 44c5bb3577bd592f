/* A passage as it is printed: wrapped, with the quote and the names in it marked. */
#ifndef TB_CLI_MARKED_H
#define TB_CLI_MARKED_H

#include "base/buf.h"
#include "cli/context.h"

/* Appends the passage in lines of at most width columns behind indent blanks, ended by a line break. The
 * quote stands between « and », the names between [ and ]; with color they are styled instead. A passage of
 * many lines is cut around its marks, with "…". */
void tb_marked_write(tb_buf *out, tb_slice text, const tb_context *c, size_t indent, size_t width,
                     bool color);

#endif
