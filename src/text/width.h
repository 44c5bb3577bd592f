/* How wide a character is in a terminal, by Unicode's East_Asian_Width: what carets under a source line are
 * aligned with. A guess by nature (fonts differ), but the same on every machine. */
#ifndef TB_TEXT_WIDTH_H
#define TB_TEXT_WIDTH_H

#include <stdint.h>

/* Columns of a code point: 0 for marks and format characters, 2 for wide and full-width ones, else 1.
 * Control characters are 1; whoever shows them has made something visible of them. */
int tb_char_width(uint32_t c);

#endif
