/* Lines and paragraphs of random texts, found in blocks of bytes, against a slow reading of the rules: every
 * character decoded, every pair of lines looked at. `text_breaks TEXTS` looks at more of them. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/origin.h"
#include "base/scan.h"
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"
#include "../random.h"

#define BYTES 10000 /* more than two pieces of the walk over line breaks */
#define SEGMENTS (BYTES + 1)

static unsigned long long n_texts = 20000;

/* ---- the slow reading ---- */

/* What stands between two breaks. */
typedef struct segment {
    size_t start, end, next, line;
    bool text, sentence, separated; /* ends in U+2029 */
} segment;

typedef struct reading {
    segment at[SEGMENTS];
    size_t n;
    bool line_has_text[SEGMENTS];
} reading;

static bool is_break(uint32_t cp) {
    return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static void look_at(tb_slice text, segment *s) {
    for (size_t i = s->start; i < s->end;) {
        uint32_t flags = tb_char_of(tb_utf8_next(text.p, s->end, &i))->flags;
        if (!(flags & (TB_CH_SPACE | TB_CH_DROP))) s->text = true;
        if (!(flags & (TB_CH_SPACE | TB_CH_DROP | TB_CH_CLOSE | TB_CH_MARK)) || flags & TB_CH_STERM)
            s->sentence = flags & TB_CH_STERM;
    }
}

static void read_slowly(tb_slice text, reading *r) {
    size_t line = 0;
    segment s = {0};
    r->n = 0;
    memset(r->line_has_text, 0, text.len + 1);
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        uint32_t cp = tb_utf8_next(text.p, text.len, &i);
        if (!is_break(cp) && i < text.len) continue;
        if (cp == '\r' && i < text.len && text.p[i] == '\n') i++;
        s.end = is_break(cp) ? at : i;
        s.next = i;
        s.line = line;
        s.separated = cp == 0x2029;
        look_at(text, &s);
        r->line_has_text[line] |= s.text;
        r->at[r->n++] = s;
        if (is_break(cp) && cp != 0x2029) line++;
        s = (segment){.start = i};
    }
}

static bool blank_between(const reading *r, const segment *a, const segment *b) {
    for (size_t line = a->line + 1; line < b->line; line++)
        if (!r->line_has_text[line]) return true;
    return false;
}

static bool separator_between(const segment *a, const segment *b) {
    for (const segment *s = a; s < b; s++)
        if (s->separated) return true;
    return false;
}

static size_t slow_breaks(tb_slice text, const reading *r, size_t *out) {
    bool blank_lines = false;
    const segment *last = NULL;
    size_t n = 0;
    out[n++] = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (!r->at[i].text) continue;
        if (last && blank_between(r, last, &r->at[i])) blank_lines = true;
        last = &r->at[i];
    }
    last = NULL;
    for (size_t i = 0; i < r->n; i++) {
        const segment *s = &r->at[i];
        if (!s->text) continue;
        if (last && (separator_between(last, s) || blank_between(r, last, s) ||
                     (!blank_lines && last->sentence && last->line < s->line)))
            out[n++] = s->start;
        last = s;
    }
    if (text.len) out[n++] = text.len;
    return n;
}

/* ---- random texts ---- */

static size_t make_text(char *out, uint64_t *state) {
    static const char *const pieces[] = {
        "\n", "\n\n", "\r", "\r\n", "\n\r", "\xC2\x85", "\u2028", "\u2029", " ", "\t", "\f", "\u00a0", "\u3000", "\u200b",
        "\u00ad", "a", "word", ".", "?", "”", "’", ")", "é", "e\u0301", "я.", "好。", "\U0001F600", "\u00b7", "\xC2", "\xE2",
        "\xE2\x80", "\x85", "\xA8", "\x80", "-", "1", "\x7f", "\x01",
    };
    enum { N = sizeof pieces / sizeof pieces[0] };
    size_t len = 0, wanted = below(state, below(state, 8) ? 90 : BYTES - 300), plain = below(state, 90);
    /* All of them; breaks and blanks; or a few, so that the first blank line may come late or never. */
    size_t first = 0, n_pieces = below(state, 3) ? N : 10;
    if (below(state, 3) == 0) {
        first = below(state, N);
        n_pieces = 1 + below(state, 5);
    }
    while (len < wanted) {
        const char *piece = pieces[(first + below(state, n_pieces)) % N];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
        for (size_t n = below(state, 2) ? below(state, plain + 1) : 0; n > 0; n--) out[len++] = "plain text, "[n % 12];
    }
    return len;
}

static void same_breaks_and_lines(void **state) {
    (void)state;
    static reading r;
    static size_t wanted[SEGMENTS + 2];
    static char bytes[BYTES];
    for (uint64_t seed = 0; seed < n_texts; seed++) {
        uint64_t random = seed;
        /* A copy of its own length, so that a sanitizer sees what is read behind it. */
        size_t len = make_text(bytes, &random);
        char *copy = malloc(len + 1);
        memcpy(copy, bytes, len);
        char *exact = realloc(copy, len ? len : 1);
        tb_slice text = {exact, len};
        tb_arena arena = {0};
        tb_text got;
        size_t *starts, n_lines;
        read_slowly(text, &r);
        size_t n = slow_breaks(text, &r, wanted);
        assert_ok(tb_text_plain(&arena, text, &got));
        if (n != got.n_breaks || memcmp(wanted, got.breaks, n * sizeof *wanted) != 0)
            fail_msg("seed %llu: other paragraphs", (unsigned long long)seed);
        assert_ok(tb_line_starts(&arena, text, &starts, &n_lines));
        size_t open = r.n == 0 || r.at[r.n - 1].end < r.at[r.n - 1].next; /* the text ends behind a break */
        assert_int_equal(n_lines, r.n + open);
        for (size_t i = 0; i < r.n; i++) assert_int_equal(starts[i], r.at[i].start);
        if (open) assert_int_equal(starts[n_lines - 1], len);
        tb_arena_free(&arena);
        free(exact);
    }
}

/* Every character between two lines, and where lines end and begin: what is text, what ends a sentence and what may
 * follow its end. */
static void every_character_at_the_ends_of_lines(void **state) {
    (void)state;
    static reading r;
    static size_t wanted[SEGMENTS + 2];
    static const char *const before[] = {"x.\n", "x.\n", "x\n", "x. "};
    static const char *const after[] = {"\ny", "y\nz", "\r\ny\n", "\ny"};
    for (uint32_t c = 1; c < 0xE1000; c++) {
        tb_arena arena = {0};
        if (c == 0x40000) c = 0xE0000; /* nothing between */
        for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
            char bytes[16];
            const size_t *got;
            size_t n, n_got, len = strlen(before[i]);
            memcpy(bytes, before[i], len);
            len += tb_utf8_put(bytes + len, c);
            memcpy(bytes + len, after[i], strlen(after[i]));
            tb_slice text = {bytes, len + strlen(after[i])};
            read_slowly(text, &r);
            n = slow_breaks(text, &r, wanted);
            assert_ok(tb_plain_breaks(&arena, text, &got, &n_got));
            if (n != n_got || memcmp(wanted, got, n * sizeof *wanted) != 0) fail_msg("U+%04X, text %zu", (unsigned)c, i);
        }
        tb_arena_free(&arena);
    }
}

static size_t slow_valid(tb_slice s) {
    size_t i = 0;
    for (size_t n; i < s.len && (n = tb_utf8_len(s.p + i, s.len - i)) > 0;) i += n;
    return i;
}

static void same_bytes_are_utf8(void **state) {
    (void)state;
    static char bytes[BYTES];
    for (uint64_t seed = 0; seed < n_texts; seed++) {
        uint64_t random = seed;
        tb_slice text = {bytes, make_text(bytes, &random)};
        /* Most texts have pieces that are no UTF-8: cut the first of them out. */
        size_t valid = slow_valid(text);
        assert_int_equal(tb_utf8_valid_len(text), valid);
        assert_int_equal(tb_utf8_valid_len(tb_slice_sub(text, 0, valid)), valid);
        tb_survey survey = {0};
        assert_ok(tb_survey_make(text, &survey));
        assert_int_equal(survey.is_text, valid == text.len && !memchr(bytes, 0, text.len));
        tb_survey_free(&survey);
        size_t characters = 0;
        for (size_t i = 0; i < valid; i += tb_utf8_len(bytes + i, valid - i)) characters++;
        assert_int_equal(tb_utf8_count(tb_slice_sub(text, 0, valid)), characters);
        size_t ascii = 0;
        while (ascii < text.len && (unsigned char)text.p[ascii] < 0x80) ascii++;
        assert_int_equal(tb_ascii_len(text), ascii);
    }
}

int main(int argc, char **argv) {
    if (argc > 1) n_texts = strtoull(argv[1], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_breaks_and_lines),
        cmocka_unit_test(every_character_at_the_ends_of_lines),
        cmocka_unit_test(same_bytes_are_utf8),
    };
    return cmocka_run_group_tests_name("text_breaks", tests, NULL, NULL);
}
