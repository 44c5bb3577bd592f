/* Words that go into attributes of pictures and pages: URLs that may be followed, and ids. */
#include "view/view.h"

/* Whether s begins with word, which is in lower case; ASCII letters fold. */
static bool begins(tb_slice s, const char *word) {
    size_t n = strlen(word);
    if (s.len < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c != word[i]) return false;
    }
    return true;
}

tb_slice tb_url_safe(tb_slice url) {
    const tb_slice none = {"", 0};
    if (!begins(url, "http://") && !begins(url, "https://") && !begins(url, "mailto:")) return none;
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= 0x20 || c == 0x7F) return none;
        if (c == 0xC2 && i + 1 < url.len && (unsigned char)url.p[i + 1] <= 0xA0)
            return none; /* C1, no-break blank */
    }
    return url;
}

void tb_id_encode(tb_buf *out, tb_slice s) {
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') {
            tb_buf_putc(out, (char)c);
        } else if (c == ' ') {
            tb_buf_putc(out, '_');
        } else {
            tb_buf_putc(out, '.');
            tb_buf_putc(out, hex[c >> 4]);
            tb_buf_putc(out, hex[c & 15]);
        }
    }
}
