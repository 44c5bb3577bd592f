/* The matcher on arbitrary names and texts, against the oracle of the property test: every engine finds what the
 * oracle finds.
 *
 * An input is options, patterns, an empty string and a text, with a NUL behind each but the last. Options: "q", all
 * double quotation marks are equal. A pattern: a character whose lowest bits are its rules for case and accents, the
 * name, and where U+0001 stands, behind the first an ending, behind the second a prefix. */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "../property/oracle.h"
#include "fuzz.h"
#include "match/match.h"

enum { PATTERNS = 8, NAME_BYTES = 120, TEXT_BYTES = 700, RUN = 6 };

typedef struct input {
    tb_pattern patterns[PATTERNS];
    tb_slice affixes[PATTERNS][2];
    size_t n;
    unsigned options;
    tb_slice text;
} input;

/* What stands before the next byte of this value, or all; s is moved behind it. */
static tb_slice cut(tb_slice *s, char end) {
    const char *p = s->len ? memchr(s->p, end, s->len) : NULL;
    size_t len = p ? (size_t)(p - s->p) : s->len;
    tb_slice before = tb_slice_sub(*s, 0, len);
    *s = tb_slice_sub(*s, len + (p != NULL), s->len);
    return before;
}

static void read_pattern(input *in, tb_slice s) {
    tb_pattern *p = &in->patterns[in->n];
    tb_slice *affixes = in->affixes[in->n];
    unsigned rules = (unsigned char)s.p[0];
    s = tb_slice_sub(s, 1, s.len);
    *p = (tb_pattern){.letter_case = (tb_case)((rules & 3) % 3), .accents = rules & 4 ? TB_ACCENTS_EXACT : TB_ACCENTS_FOLD};
    p->text = cut(&s, '\1');
    affixes[0] = cut(&s, '\1');
    affixes[1] = s;
    p->endings = &affixes[0];
    p->n_endings = affixes[0].len > 0;
    p->prefixes = &affixes[1];
    p->n_prefixes = affixes[1].len > 0;
    in->n++;
}

/* The oracle has room for so many marks on a letter and no more. */
static bool within_reason(tb_slice s, size_t most) {
    if (s.len > most) return false;
    int run = 0;
    for (size_t i = 0; i < s.len;) {
        UChar32 cp;
        U8_NEXT(s.p, i, s.len, cp);
        bool joins = cp >= 0 && (U_GET_GC_MASK(cp) & U_GC_M_MASK || u_hasBinaryProperty(cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
                                 (cp >= 0x1100 && cp < 0x1200));
        run = joins ? run + 1 : 0;
        if (run > RUN) return false;
    }
    return true;
}

static bool read_input(tb_slice s, input *in) {
    in->n = 0;
    tb_slice options = cut(&s, '\0');
    in->options = options.len && options.p[0] == 'q' ? TB_MATCH_QUOTES : 0;
    while (s.len > 0) {
        tb_slice pattern = cut(&s, '\0');
        if (pattern.len == 0) break;
        if (in->n == PATTERNS || !within_reason(pattern, NAME_BYTES)) return false;
        read_pattern(in, pattern);
    }
    in->text = s;
    return in->n > 0 && within_reason(s, TEXT_BYTES);
}

static void scan(const input *in, unsigned engine, const tb_text *text, tb_hits *hits) {
    tb_matcher *m = NULL;
    tb_scratch *s = NULL;
    CHECK(tb_matcher_new(&m, in->patterns, in->n, in->options | engine) == TB_OK);
    CHECK(tb_scratch_new(&s) == TB_OK);
    CHECK(tb_matcher_scan(m, s, text, hits) == TB_OK);
    tb_scratch_free(s);
    tb_matcher_free(m);
}

static void compare(const tb_hits *wanted, const tb_hits *got) {
    CHECK(wanted->n == got->n);
    for (size_t i = 0; i < got->n; i++) {
        CHECK(wanted->at[i].pattern == got->at[i].pattern);
        CHECK(wanted->at[i].start == got->at[i].start);
        CHECK(wanted->at[i].end == got->at[i].end);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const unsigned engines[] = {0, TB_MATCH_SIMPLE, TB_MATCH_PATH | TB_MATCH_PIECES | TB_MATCH_MANY, 15 * TB_MATCH_PATH};
    input in;
    if (size == 0 || !read_input((tb_slice){(const char *)data, size}, &in)) return 0;
    tb_arena arena = {0};
    tb_text text;
    tb_hits wanted = {0}, got = {0};
    CHECK(tb_text_plain(&arena, in.text, &text) == TB_OK);
    size_t breaks[TEXT_BYTES + 2], n_breaks = oracle_breaks(in.text, breaks, TEXT_BYTES + 2);
    CHECK(n_breaks == text.n_breaks && memcmp(breaks, text.breaks, n_breaks * sizeof *breaks) == 0);
    oracle_scan(in.patterns, in.n, in.options, &text, &wanted);
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        got.n = 0;
        scan(&in, engines[i], &text, &got);
        compare(&wanted, &got);
    }
    tb_vec_free(&wanted);
    tb_vec_free(&got);
    tb_arena_free(&arena);
    return 0;
}
