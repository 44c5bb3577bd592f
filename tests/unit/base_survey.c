/* The survey of a file's bytes against the definitions of a line break and of UTF-8, on texts made of what comes near to either. */
#include "test.h"

#include <stdlib.h>

#include "base/origin.h"
#include "base/survey.h"
#include "base/utf8.h"
#include "../random.h"

#define TEXTS 60000
#define LONGEST 400

/* Whole characters first, then pieces of them and what is none. */
static const char *const pieces[] = {
    "a", " ", "word", "\n", "\r", "\r\n", "\xC2\x85", "\xC2\xA0", "\xC3\xA9", "\xD0\x9C", "\xDF\xBF", "\xE0\xA4\x95", "\xE1\x80\x80", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\x9D", "\xE4\xB8\xAD", "\xEC\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF",
    "\x80", "\xC2", "\xC3", "\xC3\xC3", "\xD0", "\xE2\x80", "\xE4\xB8", "\xE4\xB8\xD0", "\xED\xA0\x80", "\xE0\x80\x80", "\xC0\xAF", "\xF5\x80\x80\x80", "\xFF"};
#define N_PIECES (sizeof pieces / sizeof *pieces)
#define N_WHOLE 23

static size_t make(char *out, uint64_t *state) {
    size_t len = 0, wanted = next_random(state) % LONGEST, plain = next_random(state) % 3;
    size_t n = next_random(state) % 4 ? N_WHOLE : N_PIECES;
    while (len < wanted) {
        const char *piece = pieces[plain && next_random(state) % 8 ? 2 : next_random(state) % n];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
        if (n == N_PIECES && next_random(state) % 200 == 0) out[len++] = '\0';
    }
    return len;
}

static void assert_surveyed(tb_slice text, tb_survey *survey) {
    size_t n = 1;
    bool is_text = true;
    assert_ok(tb_survey_make(text, survey));
    assert_int_equal(survey->starts.at[0], 0);
    for (size_t i = 0; i < text.len;) {
        size_t len = tb_utf8_len(text.p + i, text.len - i), at_break = tb_line_break(text.p + i, text.len - i);
        if (len == 0 || text.p[i] == '\0') is_text = false;
        i += at_break ? at_break : len ? len : 1;
        if (!at_break) continue;
        assert_true(n < survey->starts.n);
        assert_int_equal(survey->starts.at[n++], i);
    }
    assert_int_equal(survey->starts.n, n);
    assert_int_equal(survey->is_text, is_text);
}

static void as_the_definitions_say(void **state) {
    (void)state;
    char text[LONGEST + 16];
    tb_survey survey = {0};
    for (uint64_t seed = 1; seed <= TEXTS; seed++) {
        uint64_t random = seed;
        size_t len = make(text, &random);
        /* Memory that ends with the text, for the sanitizers. */
        char *copy = malloc(len ? len : 1);
        assert_non_null(copy);
        memcpy(copy, text, len);
        assert_surveyed((tb_slice){copy, len}, &survey);
        free(copy);
    }
    tb_survey_free(&survey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_the_definitions_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
