/* Makes src/text/fold_table.c from the data of the installed ICU: one record for each code point, see
 * src/text/chars.h for what it says and docs/matching.md for why.
 *
 *   fold_table            writes the table to standard output
 *   fold_table --check F  compares it with F: 0 the same, 1 different, 77 made from another Unicode
 *
 * A tool of the developer, not of the program: it may be slow, and it exits where something is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>

#include "text/chars.h"

#define N_CP 0x110000u
#define BLOCK (1u << TB_CHAR_SHIFT)

static void die(const char *why) {
    fprintf(stderr, "fold_table: %s\n", why);
    exit(2);
}

/* A sequence of code points. */
typedef struct seq {
    UChar32 at[64];
    int n;
} seq;

static void push(seq *s, UChar32 cp) {
    if (s->n == 64) die("a mapping is too long");
    s->at[s->n++] = cp;
}

static const UNormalizer2 *nfkc, *nfc;
static UTransliterator *latin_ascii;

static bool in_list(UChar32 cp, const UChar32 *list) {
    for (; *list; list++)
        if (*list == cp) return true;
    return false;
}

static bool is_apostrophe(UChar32 cp) {
    static const UChar32 list[] = {'\'', 0x2019, 0x2018, 0xB4, '`', 0x2BC, 0x2BB, 0x2032, 0xFF07, 0};
    return in_list(cp, list);
}

static bool is_double_quote(UChar32 cp) {
    static const UChar32 list[] = {'"',    0xAB,   0xBB,   0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x2036,
                                   0x275D, 0x275E, 0x2E42, 0x301D, 0x301E, 0x301F, 0xFF02, 0};
    return in_list(cp, list);
}

static bool is_hyphen(UChar32 cp) {
    return u_charType(cp) == U_DASH_PUNCTUATION || cp == 0x2212;
}

static bool is_dropped(UChar32 cp) {
    return u_hasBinaryProperty(cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || cp == 0x640;
}

static bool is_space(UChar32 cp) {
    return u_hasBinaryProperty(cp, UCHAR_WHITE_SPACE);
}

static bool is_mark(UChar32 cp) {
    return (U_MASK(u_charType(cp)) & U_GC_M_MASK) != 0;
}

static bool is_letter(UChar32 cp) {
    return (U_MASK(u_charType(cp)) & U_GC_L_MASK) != 0;
}

static bool has_script(UChar32 cp, UScriptCode script) {
    UErrorCode e = U_ZERO_ERROR;
    UScriptCode s = uscript_getScript(cp, &e);
    if (U_FAILURE(e)) die("uscript_getScript");
    return s == script;
}

static seq from_utf16(const UChar *s, int32_t len) {
    seq out = {.n = 0};
    for (int32_t i = 0; i < len;) {
        UChar32 cp;
        U16_NEXT(s, i, len, cp);
        push(&out, cp);
    }
    return out;
}

/* Whether a compatibility decomposition is one that the format sees through. */
static bool splits(UChar32 cp) {
    switch (u_getIntPropertyValue(cp, UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_CANONICAL:
    case U_DT_INITIAL:
    case U_DT_MEDIAL:
    case U_DT_FINAL:
    case U_DT_ISOLATED:
    case U_DT_WIDE:
    case U_DT_NARROW: return true;
    case U_DT_COMPAT: {
        char name[256];
        UErrorCode e = U_ZERO_ERROR;
        u_charName(cp, U_UNICODE_CHAR_NAME, name, sizeof name, &e);
        if (U_FAILURE(e)) die("u_charName");
        return strstr(name, "LIGATURE") != NULL || (cp >= 0xFB00 && cp <= 0xFB4F);
    }
    case U_DT_FONT: return cp >= 0xFB00 && cp <= 0xFB4F;
    default: return false;
    }
}

static void even_into(seq *out, UChar32 cp) {
    if (is_dropped(cp)) return;
    if (is_space(cp)) {
        push(out, ' ');
    } else if (is_apostrophe(cp)) {
        push(out, '\'');
    } else if (is_hyphen(cp)) {
        push(out, '-');
    } else {
        UChar raw[64];
        UErrorCode e = U_ZERO_ERROR;
        int32_t len = splits(cp) ? unorm2_getRawDecomposition(nfkc, cp, raw, 64, &e) : -1;
        if (U_FAILURE(e)) die("unorm2_getRawDecomposition");
        seq parts = len > 0 ? from_utf16(raw, len) : (seq){.n = 0};
        /* An isolated vowel sign is decomposed to a blank with the sign: that is no blank of the text. */
        if (parts.n == 0 || parts.at[0] == ' ') {
            push(out, cp);
            return;
        }
        for (int i = 0; i < parts.n; i++) even_into(out, parts.at[i]);
    }
}

static seq even(UChar32 cp) {
    seq out = {.n = 0};
    even_into(&out, cp);
    for (int i = 1; i < out.n; i++) {
        uint8_t a = u_getCombiningClass(out.at[i - 1]), b = u_getCombiningClass(out.at[i]);
        if (b && a > b) die("a decomposition is not in canonical order");
    }
    return out;
}

static seq full_fold(UChar32 cp) {
    UChar in[2], out[16];
    int32_t n = 0;
    UErrorCode e = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(in, n, cp);
    int32_t len = u_strFoldCase(out, 16, in, n, U_FOLD_CASE_DEFAULT, &e);
    if (U_FAILURE(e)) die("u_strFoldCase");
    return from_utf16(out, len);
}

static seq latin(UChar32 cp) {
    if (!is_letter(cp) || !has_script(cp, USCRIPT_LATIN)) return (seq){.at = {cp}, .n = 1};
    UChar s[32];
    int32_t n = 0;
    U16_APPEND_UNSAFE(s, n, cp);
    int32_t limit = n;
    UErrorCode e = U_ZERO_ERROR;
    utrans_transUChars(latin_ascii, s, &n, 32, 0, &limit, &e);
    if (U_FAILURE(e)) die("utrans_transUChars");
    return from_utf16(s, n);
}

/* Folds until nothing changes, so that the mapping is one of classes: each member has the same key. */
static seq fold(UChar32 cp, bool letters) {
    seq s = {.at = {cp}, .n = 1};
    for (int round = 0; round < 8; round++) {
        seq next = {.n = 0};
        for (int i = 0; i < s.n; i++) {
            seq l = letters ? latin(s.at[i]) : (seq){.at = {s.at[i]}, .n = 1};
            for (int j = 0; j < l.n; j++) {
                seq f = full_fold(l.at[j]);
                for (int k = 0; k < f.n; k++) even_into(&next, f.at[k]);
            }
        }
        if (next.n == s.n && memcmp(next.at, s.at, (size_t)s.n * sizeof s.at[0]) == 0) return s;
        s = next;
    }
    die("folding does not come to rest");
    return s;
}

/* ---- the pool of sequences ---- */

static uint32_t pool[60000];
static unsigned n_pool = 1; /* 0 is "itself" */

static uint16_t intern(UChar32 cp, const seq *s) {
    if (s->n == 1 && s->at[0] == cp) return 0;
    for (unsigned i = 1; i < n_pool; i += 1 + pool[i])
        if (pool[i] == (uint32_t)s->n && memcmp(pool + i + 1, s->at, (size_t)s->n * sizeof *pool) == 0)
            return (uint16_t)i;
    if (n_pool + (unsigned)s->n + 1 > 60000) die("the pool is full");
    unsigned at = n_pool;
    pool[n_pool++] = (uint32_t)s->n;
    for (int i = 0; i < s->n; i++) pool[n_pool++] = (uint32_t)s->at[i];
    return (uint16_t)at;
}

/* ---- records ---- */

static bool spaceless_itself(UChar32 cp) {
    static const UScriptCode scripts[] = {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_HANGUL,
                                          USCRIPT_THAI, USCRIPT_LAO,     USCRIPT_KHMER,    USCRIPT_MYANMAR};
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
        if (uscript_hasScript(cp, scripts[i])) return true;
    return false;
}

static bool in_arabic_blocks(UChar32 cp) {
    return (cp >= 0x600 && cp <= 0x6FF) || (cp >= 0x750 && cp <= 0x77F) || (cp >= 0x870 && cp <= 0x8FF) ||
           (cp >= 0xFB50 && cp <= 0xFDFF) || (cp >= 0xFE70 && cp <= 0xFEFF) || (cp >= 0x10EC0 && cp <= 0x10EFF) ||
           (cp >= 0x1EE00 && cp <= 0x1EEFF);
}

static bool in_hebrew_blocks(UChar32 cp) {
    return (cp >= 0x590 && cp <= 0x5FF) || (cp >= 0xFB1D && cp <= 0xFB4F);
}

static tb_mark mark_kind(UChar32 cp) {
    if (u_charType(cp) != U_NON_SPACING_MARK) return TB_MARK_KEPT;
    if (cp == 0x300 || cp == 0x301) return TB_MARK_STRESS;
    if (cp == 0x308) return TB_MARK_DOTS;
    if (cp >= 0x653 && cp <= 0x655) return TB_MARK_HAMZA;
    if (in_arabic_blocks(cp) || in_hebrew_blocks(cp)) return TB_MARK_POINT;
    return TB_MARK_MN;
}

static tb_base base_kind(UChar32 cp) {
    /* а е и о у ы э ю я, і є, and the old ѣ ѵ: capitals by simple folding. */
    static const UChar32 vowels[] = {0x430, 0x438, 0x43E, 0x443, 0x44B, 0x44D, 0x44E,
                                     0x44F, 0x456, 0x454, 0x463, 0x475, 0};
    UChar32 lower = u_foldCase(cp, U_FOLD_CASE_DEFAULT);
    if (is_mark(cp)) return TB_BASE_OTHER;
    if ((cp >= '0' && cp <= '9') || has_script(cp, USCRIPT_LATIN)) return TB_BASE_LATIN;
    if (has_script(cp, USCRIPT_GREEK)) return TB_BASE_GREEK;
    if (lower == 0x435) return TB_BASE_IE;
    if (in_list(lower, vowels)) return TB_BASE_VOWEL;
    if (cp == 0x627) return TB_BASE_ALEF;
    return TB_BASE_OTHER;
}

/* The key of a character that stands alone. */
static seq whole(const seq *evened) {
    seq out = {.n = 0};
    tb_char base = {0};
    bool has_base = false;
    for (int i = 0; i < evened->n; i++) {
        UChar32 cp = evened->at[i];
        tb_char c = {.flags = (uint32_t)base_kind(cp) << TB_CH_BASE_SHIFT | (uint32_t)mark_kind(cp) << TB_CH_FOLD_SHIFT};
        if (is_mark(cp) && tb_mark_folds(has_base ? &base : NULL, &c)) continue;
        seq key = fold(cp, true);
        for (int k = 0; k < key.n; k++) push(&out, key.at[k]);
        if (!is_mark(cp)) base = c, has_base = true;
    }
    return out;
}

static unsigned jamo_kind(UChar32 cp) {
    switch (u_getIntPropertyValue(cp, UCHAR_HANGUL_SYLLABLE_TYPE)) {
    case U_HST_LEADING_JAMO: return 1;
    case U_HST_VOWEL_JAMO: return 2;
    case U_HST_TRAILING_JAMO: return 3;
    default: return 0;
    }
}

static bool is_hangul_syllable(UChar32 cp) {
    int32_t t = u_getIntPropertyValue(cp, UCHAR_HANGUL_SYLLABLE_TYPE);
    return t == U_HST_LV_SYLLABLE || t == U_HST_LVT_SYLLABLE;
}

static bool is_word(UChar32 cp) {
    return (U_MASK(u_charType(cp)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) && !is_apostrophe(cp);
}

static bool all_like(UChar32 cp, const seq *s) {
    for (int i = 0; i < s->n; i++)
        if (is_word(s->at[i]) != is_word(cp) || spaceless_itself(s->at[i])) return false;
    return s->n > 0;
}

/* See TB_CH_PLAIN. */
static bool is_plain(UChar32 cp, const seq *evened, const seq *alone) {
    if (is_space(cp)) return true;
    if (is_dropped(cp) || is_mark(cp) || jamo_kind(cp) || is_hangul_syllable(cp) || spaceless_itself(cp)) return false;
    return all_like(cp, evened) && all_like(cp, alone) && !is_mark(evened->at[0]) && !jamo_kind(evened->at[0]);
}

static uint32_t flags_of(UChar32 cp, const seq *e, const seq *alone) {
    uint32_t f = 0;
    int32_t sb = u_getIntPropertyValue(cp, UCHAR_SENTENCE_BREAK);
    if (is_dropped(cp)) f |= TB_CH_DROP;
    if (is_space(cp)) f |= TB_CH_SPACE;
    if (cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029) f |= TB_CH_BREAK;
    if (is_hyphen(cp)) f |= TB_CH_HYPHEN;
    if (is_word(cp)) f |= TB_CH_WORD;
    if (is_plain(cp, e, alone)) f |= TB_CH_PLAIN;
    if (u_isUUppercase(cp) || u_charType(cp) == U_TITLECASE_LETTER) f |= TB_CH_UPPER;
    if (is_mark(cp)) f |= TB_CH_MARK;
    if (is_double_quote(cp)) f |= TB_CH_DQUOTE;
    if (sb == U_SB_STERM || sb == U_SB_ATERM || u_hasBinaryProperty(cp, UCHAR_S_TERM)) f |= TB_CH_STERM;
    if (sb == U_SB_CLOSE) f |= TB_CH_CLOSE;
    if (is_hangul_syllable(cp)) f |= TB_CH_HANGUL;
    bool spaceless = spaceless_itself(cp);
    for (int i = 0; i < e->n; i++) spaceless = spaceless || spaceless_itself(e->at[i]);
    if (spaceless) f |= TB_CH_SPACELESS;
    f |= (uint32_t)jamo_kind(cp) << TB_CH_JAMO_SHIFT;
    f |= (uint32_t)base_kind(cp) << TB_CH_BASE_SHIFT;
    f |= (uint32_t)mark_kind(cp) << TB_CH_FOLD_SHIFT;
    return f;
}

static bool canonically_continues(UChar32 cp) {
    return is_mark(cp) || jamo_kind(cp) > 1;
}

/* What fold.c takes for granted of the data, checked here, where a new Unicode may break it. */
static void check_assumptions(UChar32 cp, const seq *e, const seq *key) {
    UChar raw[64];
    UErrorCode error = U_ZERO_ERROR;
    int32_t len = unorm2_getDecomposition(nfc, cp, raw, 64, &error);
    if (len > 0) {
        seq d = from_utf16(raw, len);
        for (int i = 1; i < d.n; i++)
            if (!canonically_continues(d.at[i])) die("a canonical decomposition has two letters");
    }
    if (u_getCombiningClass(cp) && !is_mark(cp)) die("a combining class on what is no mark");
    for (int i = 0; i < e->n; i++) {
        seq again = even(e->at[i]);
        if (again.n != 1 || again.at[0] != e->at[i]) die("evening is not idempotent");
    }
    for (int i = 0; i < key->n; i++)
        if (is_mark(key->at[i]) && !is_mark(cp)) die("folding makes a mark of a letter");
}

static tb_char records[20000];
static unsigned n_records;

static uint16_t record_of(UChar32 cp) {
    tb_char r;
    memset(&r, 0, sizeof r);
    seq self = {.at = {cp}, .n = 1};
    bool surrogate = U_IS_SURROGATE(cp), hangul = is_hangul_syllable(cp);
    seq e = surrogate ? self : even(cp);
    seq cased = self, key = self, alone = self;
    bool evened = e.n == 1 && e.at[0] == cp;
    if (evened && !surrogate) cased = fold(cp, false), key = fold(cp, true);
    check_assumptions(cp, &e, &key);
    if (!surrogate && !hangul) alone = whole(&e);
    r.flags = flags_of(cp, &e, &alone);
    r.even = hangul ? 0 : intern(cp, &e);
    r.cased = intern(cp, &cased);
    r.key = intern(cp, &key);
    r.whole = intern(cp, &alone);
    r.ccc = u_getCombiningClass(cp);
    for (unsigned i = 0; i < n_records; i++)
        if (memcmp(&records[i], &r, sizeof r) == 0) return (uint16_t)i;
    if (n_records == 20000) die("too many records");
    records[n_records] = r;
    return (uint16_t)n_records++;
}

static uint16_t blocks[2000][BLOCK], block_index[N_CP / BLOCK];
static unsigned n_blocks;

static void build(void) {
    UErrorCode e = U_ZERO_ERROR;
    nfkc = unorm2_getNFKCInstance(&e);
    nfc = unorm2_getNFCInstance(&e);
    static const UChar id[] = u"Latin-ASCII";
    latin_ascii = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
    if (U_FAILURE(e)) die(u_errorName(e));
    for (UChar32 first = 0; first < (UChar32)N_CP; first += BLOCK) {
        uint16_t block[BLOCK];
        for (UChar32 i = 0; i < (UChar32)BLOCK; i++) block[i] = record_of(first + i);
        unsigned b = 0;
        while (b < n_blocks && memcmp(blocks[b], block, sizeof block) != 0) b++;
        if (b == n_blocks) {
            if (n_blocks == 2000) die("too many blocks");
            memcpy(blocks[n_blocks++], block, sizeof block);
        }
        block_index[(unsigned)first / BLOCK] = (uint16_t)b;
    }
    utrans_close(latin_ascii);
}

/* ---- output ---- */

static void row(FILE *out, size_t i, size_t n, const char *item) {
    static size_t column;
    if (i == 0) column = 0;
    size_t len = strlen(item) + 1;
    if (column + len > 110 || column == 0) {
        fputs(i ? "\n    " : "    ", out);
        column = 4;
    } else {
        fputc(' ', out);
    }
    fputs(item, out);
    column += len;
    if (i + 1 == n) fputc('\n', out);
}

static void numbers(FILE *out, const char *head, size_t n, const uint16_t *at) {
    char item[32];
    fprintf(out, "%s", head);
    for (size_t i = 0; i < n; i++) {
        snprintf(item, sizeof item, "%u,", at[i]);
        row(out, i, n, item);
    }
    fputs("};\n", out);
}

static void write_table(FILE *out) {
    char item[96];
    fputs("/* Made by tools/fold_table.c from ICU's character data and its transliterator Latin-ASCII; do not\n"
          " * edit. What the fields mean: text/chars.h. */\n"
          "#include \"text/chars.h\"\n\n",
          out);
    UVersionInfo v;
    u_getUnicodeVersion(v);
    fprintf(out, "const char tb_char_unicode[] = \"%d.%d\";\n\n", v[0], v[1]);
    fputs("const tb_char tb_char_records[] = {\n", out);
    for (unsigned i = 0; i < n_records; i++) {
        const tb_char *r = &records[i];
        snprintf(item, sizeof item, "{0x%x, %u, %u, %u, %u, %u},", (unsigned)r->flags, r->even, r->cased, r->key, r->whole,
                 r->ccc);
        row(out, i, n_records, item);
    }
    fputs("};\n\nconst uint32_t tb_char_pool[] = {\n", out);
    for (unsigned i = 0; i < n_pool; i++) {
        snprintf(item, sizeof item, pool[i] < 10 ? "%u," : "0x%x,", (unsigned)pool[i]);
        row(out, i, n_pool, item);
    }
    fputs("};\n\nconst uint16_t tb_char_blocks[][1 << TB_CHAR_SHIFT] = {\n", out);
    for (unsigned b = 0; b < n_blocks; b++) {
        fputs("    {\n", out);
        for (unsigned i = 0; i < BLOCK; i++) {
            snprintf(item, sizeof item, "%u,", blocks[b][i]);
            row(out, i, BLOCK, item);
        }
        fputs("    },\n", out);
    }
    fputs("};\n\n", out);
    numbers(out, "const uint16_t tb_char_index[] = {\n", N_CP / BLOCK, block_index);
}

static int compare(FILE *made, const char *path) {
    FILE *there = fopen(path, "r");
    if (!there) die("the table is not there");
    rewind(made);
    UVersionInfo v;
    u_getUnicodeVersion(v);
    char version[64], line[512];
    snprintf(version, sizeof version, "tb_char_unicode[] = \"%d.%d\"", v[0], v[1]);
    bool same_version = false;
    while (fgets(line, sizeof line, there))
        if (strstr(line, version)) same_version = true;
    rewind(there);
    int a, b;
    do {
        a = getc(made);
        b = getc(there);
    } while (a == b && a != EOF);
    fclose(there);
    if (a == b) return 0;
    if (!same_version) {
        puts("skipped: the table was made from another version of Unicode");
        return 77;
    }
    puts("the table differs from what this tool makes");
    return 1;
}

int main(int argc, char **argv) {
    build();
    if (argc == 3 && strcmp(argv[1], "--check") == 0) {
        FILE *made = tmpfile();
        if (!made) die("no temporary file");
        write_table(made);
        int result = compare(made, argv[2]);
        fclose(made);
        return result;
    }
    write_table(stdout);
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
