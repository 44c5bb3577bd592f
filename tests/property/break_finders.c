/* The finder of line breaks, with every set of instructions that this machine has, against one that goes from byte to
 * byte by the definition of a line break, on random texts. Needs nothing but the room base, so that it can be built for
 * another machine as well. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/origin.h"
#include "base/scan.h"
#include "../random.h"

#define PIECE ((size_t)64 * TB_BREAKS_BLOCK)
#define BYTES (2 * PIECE + 600)

/* ---- the slow reading ---- */

static bool is_visible(unsigned char c) {
    return c > ' ' && c < 0x80;
}

static bool is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the break of len bytes at offset at is one of the kind. */
static bool is_wanted(tb_slice text, size_t at, size_t len, tb_breaks_kind kind) {
    const unsigned char *p = (const unsigned char *)text.p;
    bool wide = p[at] >= 0x80, before_visible = at + len < text.len && is_visible(p[at + len]);
    size_t last = at + len - 1;
    bool behind_letter = last > 0 && is_letter(p[last - 1]);
    return wide || !before_visible || (kind == TB_BREAKS_SENTENCE && !behind_letter);
}

static size_t slow_lines(tb_slice text, tb_breaks_kind kind, size_t *out) {
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        size_t len = tb_line_break(text.p + at, text.len - at);
        if (len > 0 && is_wanted(text, at, len, kind)) out[n++] = at + len;
        at += len ? len : 1;
    }
    return n;
}

/* ---- random texts ---- */

/* What breaks are made of, and what is like it; the last is a NUL. */
static const char *const pieces[] = {
    "\n", "\r", "\r\n", "\n\r", "\xC2\x85", "\u2028", "\u2029", " ", "\t", "\u00a0", "\u00ad", "\u200b", ".", "\"",
    ")", "a", "Z", "@", "[", "`", "{", "\x7f", "\x01", "\u201d", "\xC2", "\xE2", "\x80", "\xE2\x80", "\x85", "\xA8",
    "\xA9", "\xFF", "я", "好", "é", "!", "\x1f", "\xE2\x80\xE2\x80\xA9", "\xC2\xC2\x85", "\u2027", "\u202a",
    "\x8A", "\x8D", "",
};
enum { N_PIECES = sizeof pieces / sizeof pieces[0] };

static size_t put(char *out, size_t at, size_t piece) {
    size_t n = piece == N_PIECES - 1 ? 1 : strlen(pieces[piece]);
    memcpy(out + at, pieces[piece], n);
    return n;
}

/* Nasty pieces between stretches of one byte; some of them about the ends of blocks and pieces of the walk. */
static size_t make_text(char *out, uint64_t *state) {
    size_t len = 0, wanted = below(state, below(state, 8) ? 400 : BYTES - 100), plain = 1 + below(state, 150);
    size_t first = below(state, N_PIECES), few = below(state, 3) ? 1 + below(state, 4) : N_PIECES;
    while (len < wanted) {
        len += put(out, len, (first + below(state, few)) % N_PIECES);
        size_t n = below(state, 3) ? 0 : below(state, plain);
        for (; n > 0 && len < wanted; n--) out[len++] = "word, \xD0"[n % 7];
    }
    for (size_t edge = TB_BREAKS_BLOCK; edge + 8 < len; edge += below(state, 9) ? PIECE : TB_BREAKS_BLOCK)
        if (below(state, 2)) {
            size_t at = edge - below(state, 4);
            put(out, at, below(state, N_PIECES));
        }
    return len;
}

/* ---- the comparison ---- */

/* Whether one walk finds what the slow reading finds. */
static bool same_lines(tb_breaks_function *find, tb_slice text, tb_breaks_kind kind, const size_t *wanted, size_t n) {
    size_t i = 0, line;
    tb_breaks b;
    tb_breaks_begin(&b, text);
    b.find = find;
    while (tb_breaks_more(&b, kind))
        for (; tb_breaks_next(&b, &line); i++)
            if (i >= n || line != wanted[i]) return false;
    return i == n;
}

static bool run(tb_breaks_function *find, uint64_t seed, size_t *n_lines) {
    static char bytes[BYTES];
    static size_t wanted[BYTES + 1];
    uint64_t random = seed;
    size_t len = make_text(bytes, &random);
    /* A copy of its own length, so that a sanitizer sees what is read around it. */
    char *copy = malloc(len ? len : 1);
    if (!copy) exit(3);
    memcpy(copy, bytes, len);
    tb_slice text = {copy, len};
    bool right = true;
    for (tb_breaks_kind kind = TB_BREAKS_BLANK; kind <= TB_BREAKS_SENTENCE && right; kind++) {
        size_t n = slow_lines(text, kind, wanted);
        right = same_lines(find, text, kind, wanted, n);
        *n_lines += n;
    }
    free(copy);
    return right;
}

int main(int argc, char **argv) {
    uint64_t texts = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    const char *name;
    tb_breaks_function *find;
    for (unsigned i = 0; (find = tb_breaks_at(i, &name)); i++) {
        size_t lines = 0;
        for (uint64_t seed = 1; seed <= texts; seed++) {
            if (run(find, seed, &lines)) continue;
            printf("%s: text %llu: other lines than by the definition\n", name, (unsigned long long)seed);
            return 1;
        }
        printf("%s: %llu texts, %zu lines as by the definition\n", name, (unsigned long long)texts, lines);
        if (lines < texts) return 1;
    }
    return 0;
}
