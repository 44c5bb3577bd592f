/* Words of a book made fit for pictures and pages. Internal to the room view. */
#ifndef TB_VIEW_CLEAN_H
#define TB_VIEW_CLEAN_H

#include "base/arena.h"
#include "base/buf.h"

/* A copy of s in arena: one line of well-formed UTF-8 without control characters. White space, line breaks
 * and control characters in a row are one blank, none at the ends; characters that turn the direction of what
 * follows are left out; bytes that are no UTF-8 and characters that XML does not have are U+FFFD. scratch is
 * cleared. TB_ENOMEM. */
TB_MUST_USE tb_status tb_clean(tb_arena *arena, tb_buf *scratch, tb_slice s, tb_slice *out);

#endif
