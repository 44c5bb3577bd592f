/* Which source is a copy of which. Within the room only. A faulty book may have reprints that turn in a circle: then steps
 * run out. */
#ifndef TB_REPORT_SOURCES_H
#define TB_REPORT_SOURCES_H

#include "book/book.h"

/* Where a chain of reprints begins; a source that is no reprint is its own original. */
uint32_t tb_source_original(const tb_book *book, uint32_t source);
/* Whether source is a reprint of original, at any remove; no source copies itself. */
bool tb_source_copies(const tb_book *book, uint32_t source, uint32_t original);
/* Whether it is a reprint of any of the flagged sources. */
bool tb_source_copies_any(const tb_book *book, uint32_t source, const bool *flags);

#endif
