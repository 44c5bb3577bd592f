/* Random cases. A case takes two or three alphabets, makes names of a few of their pieces, some out of one
 * another, and a text in which mangled names stand among more pieces: so that most texts hold hits, near
 * misses and overlaps. */
#include "cases.h"
#include "../random.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

uint64_t random_next(random_source *r) {
    return next_random(&r->state);
}

unsigned random_below(random_source *r, unsigned n) {
    return (unsigned)(random_next(r) >> 11) % n;
}

static bool chance(random_source *r, unsigned one_in) {
    return random_below(r, one_in) == 0;
}

/* Pieces are parted by blanks; a blank itself is "_". */
static const char *const alphabets[] = {
    "a b c A B ab a_b a-b b_a",
    "a e E é É e\u0301 E\u0301 ö o\u0308 ø Ø o ł l đ ñ n\u0303",
    "ß ss SS ẞ ſ s S İ I i ı I\u0307 æ Æ ae AE Ae œ OE þ Th ŉ 'n ǆ ǅ Ǆ dz Dz ĳ Ĳ IJ Ij ª º",
    "ﬁ fi ﬀ ff FI ﬃ ffi ﬅ st Ａ Ｂ ａ a A １ 1 ² 2 ½ Ⅳ ⅳ Ⓐ ⓐ",
    "' ’ ‘ ´ ` ʼ ʻ ′ ＇ a s o O o’ s'",
    "- ‐ \u2011 – — − ﹣ － ־ 〜 ゠ a b Al al",
    "\" “ ” „ « » ″ ＂ 〝 a b",
    ". , U. S. U.S. A U.S.A. ) ( ! ?",
    "е ё Ё Е е\u0308 и й И Й і ї г ѓ к ќ у ў о\u0301 ѝ я Я",
    "α ά Α ᾳ ᾼ αι ΐ ι σ ς Σ ο ὅ Ω Ω",
    "ا أ إ آ ا\u0654 ل و ؤ و\u0654 ي ئ ـ \u064e \u0651 \u0670 ﻻ لا ﺍ ﷲ ﷺ ﹱ ٱ",
    "ש שּׁ ש\u05c1 ל ﭏ אל \u05b8 א ־",
    "中 国 国\u0301 か が か\u3099 ｶ ﾞ カ ガ ー ・ 「 a A",
    "한 \u1112\u1161\u11ab \u1112\u1161 하 각 가 \u11a8 \u1100 가\u11a8 ﾡ a",
    "ก า ำ ั กั ก\u0301 ล ၏ က ល ເ a",
    "1 ２ ² ٣ 3 १ 𝟏 9 1\u0301 a",
    "𐐀 𐐨 𝐀 😀 𞤀 𞤢 𠀀 a",
    "ि क कि क\u093f ক\u09cb ক\u09c7\u09be \u20dd a\u20dd \u0301 \u0327 \u0345 \u0308 a\u0327\u0301 a\u0301\u0327",
    "_ __ a b",
};
#define N_ALPHABETS (sizeof alphabets / sizeof alphabets[0])

static const char *const spaces[] = {" ",      " ",      "  ",     "\n",     "\r\n",   "\r", "\xC2\x85", "\u2028",
                                     "\u00a0", "\u3000", "\t",     " \n ",   "\n  ",   "\v", "\f",       "\n\n",
                                     "\u2029", "\u2003", " \u200b ", "\r\u00ad\n"};
static const char *const ignorables[] = {"\u00ad", "\u200b", "\u200d", "\ufe0f", "\u2060", "\u034f", "\u061c", "ـ", "\u200f"};
static const char *const marks[] = {"\u0301", "\u0308", "\u0327", "\u0323", "\u20dd", "\u064e", "\u0654", "\u3099", "\u05b8", "\u0e31"};
static const char *const apostrophes[] = {"'", "’", "‘", "´", "`", "ʼ", "ʻ", "′", "＇"};
static const char *const hyphens[] = {"-", "‐", "\u2011", "–", "—", "−", "－"};
static const char *const divisions[] = {"-\n", "\u2010\r\n", "- \n ", "\u00ad\n", "-\n\n", "-", "\u00ad \r\n", "-\u200b\n", "\n", "-\n-\n", "--\n"};

#define PICK(r, list) ((list)[random_below((r), sizeof(list) / sizeof((list)[0]))])

static void put(words *w, const char *p, size_t len) {
    if (w->len + len > sizeof w->p) return;
    memcpy(w->p + w->len, p, len);
    w->len += len;
}

static void puts_to(words *w, const char *s) {
    put(w, s, strlen(s));
}

static void put_cp(words *w, UChar32 cp) {
    char bytes[U8_MAX_LENGTH];
    int32_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, cp);
    put(w, bytes, (size_t)n);
}

static void put_piece(words *w, random_source *r, const char *alphabet) {
    unsigned n = 1;
    for (const char *p = alphabet; *p; p++) n += *p == ' ';
    unsigned chosen = random_below(r, n);
    const char *p = alphabet;
    while (chosen-- > 0) p = strchr(p, ' ') + 1;
    for (; *p && *p != ' '; p++) put(w, *p == '_' ? " " : p, 1);
}

static void put_any_character(words *w, random_source *r) {
    UChar32 cp;
    do cp = (UChar32)random_below(r, chance(r, 4) ? 0x30000 : chance(r, 2) ? 0x2000 : 0x10000);
    while (U_IS_SURROGATE(cp) || cp == 0 || u_charType(cp) == U_UNASSIGNED);
    put_cp(w, cp);
}

typedef struct maker {
    random_source r;
    const char *alphabets[3];
    unsigned n;
    bool any; /* also characters from all over Unicode */
} maker;

static void put_random(words *w, maker *m) {
    if (m->any && chance(&m->r, 4))
        put_any_character(w, &m->r);
    else
        put_piece(w, &m->r, m->alphabets[random_below(&m->r, m->n)]);
}

static void make_name(words *w, maker *m, const match_case *c, size_t made) {
    w->len = 0;
    random_source *r = &m->r;
    if (made > 0 && chance(r, 3)) *w = c->texts[random_below(r, (unsigned)made)];
    if (w->len > 200) w->len = 0;
    unsigned n = chance(r, 8) ? random_below(r, 12) : 1 + random_below(r, 4);
    for (unsigned i = 0; i < n; i++) {
        if (i > 0 && chance(r, 4)) puts_to(w, chance(r, 6) ? PICK(r, spaces) : " ");
        if (i > 0 && chance(r, 8)) puts_to(w, "-");
        if (chance(r, 20)) puts_to(w, PICK(r, ignorables));
        put_random(w, m);
    }
}

static void normalize(words *w, bool compose) {
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *n = compose ? unorm2_getNFCInstance(&e) : unorm2_getNFDInstance(&e);
    UChar in[CASE_BYTES], out[4 * CASE_BYTES];
    int32_t len = 0, bytes = 0;
    u_strFromUTF8(in, CASE_BYTES, &len, w->p, (int32_t)w->len, &e);
    len = unorm2_normalize(n, in, len, out, 4 * CASE_BYTES, &e);
    words changed;
    u_strToUTF8(changed.p, CASE_BYTES, &bytes, out, len, &e);
    if (U_FAILURE(e)) return;
    changed.len = (size_t)bytes;
    *w = changed;
}

static UChar32 other_case(UChar32 cp) {
    UChar32 up = u_toupper(cp);
    return up != cp ? up : u_tolower(cp);
}

/* Writes a name as a text may have it: in another case, divided, with ignorable characters … */
static void put_mangled(words *w, random_source *r, words name) {
    if (chance(r, 4)) normalize(&name, chance(r, 2));
    unsigned rare = chance(r, 3) ? 4 : 30;
    bool in_caps = chance(r, 8);
    for (size_t i = 0; i < name.len;) {
        UChar32 cp;
        U8_NEXT(name.p, i, name.len, cp);
        if (cp < 0) continue;
        if (i > 1 && chance(r, rare)) puts_to(w, chance(r, 3) ? PICK(r, divisions) : PICK(r, ignorables));
        if (u_isUWhiteSpace(cp))
            puts_to(w, chance(r, 3) ? PICK(r, spaces) : " ");
        else if (cp == '\'' && chance(r, 3))
            puts_to(w, PICK(r, apostrophes));
        else if (cp == '-' && chance(r, 3))
            puts_to(w, chance(r, 2) ? PICK(r, hyphens) : PICK(r, divisions));
        else if (in_caps)
            put_cp(w, u_toupper(cp));
        else if (chance(r, rare))
            put_cp(w, other_case(cp));
        else if (!chance(r, 2 * rare))
            put_cp(w, cp);
        if (chance(r, 2 * rare)) puts_to(w, PICK(r, marks));
    }
}

/* Plain text around the rest, so that it stands anywhere in a block of an engine, and not at the text's end. */
static void put_filler(words *w, random_source *r) {
    static const char *const fillers[] = {" ", "zq ", "\n", "Zq, zq. ", "zqzqzqzqzqzqzqzqzq "};
    if (chance(r, 2)) return;
    const char *filler = PICK(r, fillers);
    for (size_t n = random_below(r, 100); n > 0 && n < 100; n -= n < strlen(filler) ? n : strlen(filler)) puts_to(w, filler);
}

static void make_text(match_case *c, maker *m) {
    random_source *r = &m->r;
    unsigned n = 1 + random_below(r, 12);
    put_filler(&c->text, r);
    for (unsigned i = 0; i < n && c->text.len < CASE_BYTES - 500; i++) {
        if (!chance(r, 3)) puts_to(&c->text, PICK(r, spaces));
        if (chance(r, 3)) {
            put_random(&c->text, m);
        } else {
            unsigned k = random_below(r, (unsigned)c->n);
            if (c->patterns[k].n_prefixes && chance(r, 2)) put_mangled(&c->text, r, c->affixes[k][random_below(r, CASE_AFFIXES)]);
            put_mangled(&c->text, r, c->texts[k]);
            if (c->patterns[k].n_endings && chance(r, 2))
                put_mangled(&c->text, r, c->affixes[k][CASE_AFFIXES + random_below(r, CASE_AFFIXES)]);
        }
        if (chance(r, 3)) put_random(&c->text, m);
        if (chance(r, 300)) put(&c->text, &"\xE2\x80\xFF\x80"[random_below(r, 4)], 1);
    }
    put_filler(&c->text, r);
}

static void make_breaks(match_case *c, random_source *r) {
    c->n_breaks = 0;
    if (!chance(r, 5)) return;
    c->breaks[c->n_breaks++] = 0;
    for (size_t i = 0; i < c->text.len && c->n_breaks + 2 < CASE_BREAKS;) {
        U8_FWD_1(c->text.p, i, c->text.len);
        if (i < c->text.len && chance(r, 30)) c->breaks[c->n_breaks++] = i;
    }
    if (c->text.len > 0) c->breaks[c->n_breaks++] = c->text.len;
}

void case_make(match_case *c, uint64_t seed) {
    maker m = {.r = {seed}};
    random_source *r = &m.r;
    m.n = 1 + random_below(r, 3);
    m.any = chance(r, 6);
    for (unsigned i = 0; i < m.n; i++) m.alphabets[i] = PICK(r, alphabets);
    c->n = 1 + random_below(r, CASE_PATTERNS - 1);
    c->options = chance(r, 4) ? TB_MATCH_QUOTES : 0;
    c->text.len = 0;
    for (size_t i = 0; i < c->n; i++) {
        tb_pattern *p = &c->patterns[i];
        *p = (tb_pattern){0};
        if (chance(r, 3)) p->letter_case = (tb_case)random_below(r, 3);
        if (chance(r, 4)) p->accents = TB_ACCENTS_EXACT;
        make_name(&c->texts[i], &m, c, i);
        for (int k = 0; k < 2 * CASE_AFFIXES; k++) {
            c->affixes[i][k].len = 0;
            put_random(&c->affixes[i][k], &m);
        }
        if (chance(r, 8)) p->n_prefixes = 1 + random_below(r, CASE_AFFIXES);
        if (chance(r, 8)) p->n_endings = 1 + random_below(r, CASE_AFFIXES);
    }
    make_text(c, &m);
    make_breaks(c, r);
    case_link(c);
}

static void print_words(tb_slice s) {
    putchar('"');
    for (size_t i = 0; i < s.len;) {
        UChar32 cp;
        size_t at = i;
        U8_NEXT(s.p, i, s.len, cp);
        if (cp < 0)
            printf("\\x%02X", (unsigned char)s.p[at]), i = at + 1;
        else if (cp < 0x7F && cp >= 0x20 && cp != '"' && cp != '\\')
            putchar((char)cp);
        else if (cp < 0x10000)
            printf("\\u%04X", (unsigned)cp);
        else
            printf("\\U%08X", (unsigned)cp);
    }
    putchar('"');
}

void case_print(const match_case *c) {
    static const char *const cases[] = {"smart", "exact", "any"};
    for (size_t i = 0; i < c->n; i++) {
        const tb_pattern *p = &c->patterns[i];
        printf("  pattern %zu: ", i);
        print_words(p->text);
        printf(" case %s%s", cases[p->letter_case], p->accents == TB_ACCENTS_EXACT ? " accents exact" : "");
        for (size_t k = 0; k < p->n_prefixes; k++) printf(" prefix "), print_words(p->prefixes[k]);
        for (size_t k = 0; k < p->n_endings; k++) printf(" ending "), print_words(p->endings[k]);
        putchar('\n');
    }
    printf("  text: ");
    print_words((tb_slice){c->text.p, c->text.len});
    printf("%s\n", c->options & TB_MATCH_QUOTES ? " quotes" : "");
    for (size_t i = 0; i < c->n_breaks; i++) printf(" %zu", c->breaks[i]);
    if (c->n_breaks) puts(" breaks");
}
