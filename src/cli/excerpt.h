/* A line of a file with a caret under a range of it, as compilers show it. */
#ifndef TB_CLI_EXCERPT_H
#define TB_CLI_EXCERPT_H

#include "base/buf.h"
#include "base/origin.h"

/* Appends two lines: the line on which the range [start, end) begins, which is `number`, and the marks under
 * the part of the range that is on it: "^~~~", at least "^". Tabs are kept, hostile characters are shown as
 * in clean.h, and a line that is wider than width columns is cut around the range, with "…" at a cut end.
 * Cost: the shown part of the line. */
void tb_excerpt(tb_buf *out, const tb_origin *origin, size_t number, size_t start, size_t end, size_t width,
                bool color);

#endif
