/* Widths of characters in a terminal; see width.h. */
#include "text/width.h"

#include <unicode/uchar.h>

int tb_char_width(uint32_t code) {
    UChar32 c = (UChar32)code;
    if (c < 0x300) return 1; /* the soft hyphen too: terminals show it */
    if (c >= 0x1160 && c <= 0x11FF) return 0; /* vowels and finals of Hangul join the syllable before them */
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK: return 0;
    case U_FORMAT_CHAR: return u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK) ? 1 : 0;
    default: break;
    }
    int east = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
}
