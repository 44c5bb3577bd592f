/* Single values: what each type of the table takes. One row a type. */
#include <stdio.h>

#include "book/reader.h"
#include "text/chars.h"
#include "text/utf8.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool tb_id_valid(tb_slice id) {
    bool other_than_dots = false;
    for (size_t i = 0; i < id.len;) {
        uint32_t c = tb_utf8_next(id.p, id.len, &i);
        const tb_char *known = tb_char_of(c);
        bool letter = (known->flags & (TB_CH_WORD | TB_CH_HANGUL)) && !(known->flags & TB_CH_DROP);
        if (!letter && c != '-' && c != '_' && c != '.') return false;
        other_than_dots |= c != '.';
    }
    return other_than_dots;
}

static bool starts_with_scheme(tb_slice url, const char *scheme) {
    size_t i = 0;
    for (; scheme[i]; i++) {
        if (i >= url.len) return false;
        char c = url.p[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != scheme[i]) return false;
    }
    return url.len > i;
}

bool tb_url_valid(tb_slice url) {
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.p[i] <= ' ' || url.p[i] == 0x7F) return false;
    return starts_with_scheme(url, "http://") || starts_with_scheme(url, "https://") ||
           starts_with_scheme(url, "mailto:");
}

typedef bool check_text(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s);

static bool wrong(tb_reader *r, const tb_schema_key *k, tb_node_id id, const char *expected) {
    tb_complain(r, TB_CODE_VALUE_WRONG, id, "'%s' must be %s, not '%s'", k->key, expected,
                tb_show(tb_text_of(r, id)).s);
    return false;
}

static bool check_text_any(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    (void)k, (void)s;
    tb_traps_check(r, id, k->type == TB_TYPE_NAME || k->type == TB_TYPE_ID);
    return true;
}

static bool check_flag(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    return tb_slice_eq(s, TB_S("true")) || tb_slice_eq(s, TB_S("false")) || wrong(r, k, id, "true or false");
}

/* "a|b|c" as people write it: a, b or c. */
static void words_as_text(const char *words, char *out, size_t room) {
    size_t n = 0;
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, "|");
        bool last = p[len] == '\0', first = p == words;
        const char *join = first ? "" : last ? " or " : ", ";
        int wrote = snprintf(out + n, room - n, "%s%.*s", join, (int)len, p);
        n += wrote > 0 && (size_t)wrote < room - n ? (size_t)wrote : 0;
        p += len + !last;
    }
}

static bool check_word(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    char expected[200] = "";
    if (tb_words_have(k->words, s, NULL)) return true;
    words_as_text(k->words, expected, sizeof expected);
    return wrong(r, k, id, expected);
}

static bool check_date(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    tb_date d;
    if (tb_date_parse(s, &d)) return true;
    tb_complain(r, TB_CODE_DATE_INVALID, id,
                "'%s' must be a date such as 2019, 2019-07 or 2019-07-19, not '%s'", k->key, tb_show(s).s);
    return false;
}

static bool check_url(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    if (!tb_url_valid(s))
        tb_complain(r, TB_CODE_URL_UNSAFE, id,
                    "'%s' must be an http, https or mailto URL without blanks, not '%s'", k->key,
                    tb_show(s).s);
    return true;
}

static bool check_version(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    (void)k;
    if (tb_slice_eq(s, TB_S("1"))) return true;
    tb_complain(r, TB_CODE_VERSION_UNKNOWN, id, "format '%s' is not known; this program reads format 1",
                tb_show(s).s);
    return true; /* it was said; a second word on a missing version would be noise */
}

/* Subtags of letters and digits, the first one of two to eight letters. */
static bool check_language(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    size_t run = 0, subtags = 1;
    bool ok = s.len >= 2;
    for (size_t i = 0; i < s.len && ok; i++) {
        if (s.p[i] == '-') {
            ok = run > 0;
            run = 0;
            subtags++;
        } else {
            run++;
            ok = run <= 8 && (is_letter(s.p[i]) || (subtags > 1 && is_digit(s.p[i])));
        }
    }
    tb_traps_check(r, id, true);
    return (ok && run > 0) || wrong(r, k, id, "a language tag such as en or pt-BR");
}

static bool check_sha256(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    bool ok = s.len == 64;
    for (size_t i = 0; i < s.len && ok; i++) ok = is_hex(s.p[i]);
    return ok || wrong(r, k, id, "64 hexadecimal digits");
}

static bool check_wikidata(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    bool ok = s.len >= 2 && s.len <= 20 && s.p[0] == 'Q' && s.p[1] != '0';
    for (size_t i = 1; i < s.len && ok; i++) ok = is_digit(s.p[i]);
    return ok || wrong(r, k, id, "a Wikidata item such as Q794");
}

static bool check_color(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    bool ok = (s.len == 4 || s.len == 7) && s.p[0] == '#';
    for (size_t i = 1; i < s.len && ok; i++) ok = is_hex(s.p[i]);
    return ok || wrong(r, k, id, "a colour such as \"#1f77b4\"");
}

static bool check_code(tb_reader *r, const tb_schema_key *k, tb_node_id id, tb_slice s) {
    if (tb_rule_find(s) != TB_N_CODES) return true;
    tb_slice best = {0};
    size_t least = tb_edit_allowance(s) + 1;
    for (int i = 0; i < TB_N_CODES; i++) {
        tb_slice code = tb_slice_cstr(tb_rule_of((tb_code)i)->code);
        size_t d = tb_edit_distance(s, code, least);
        if (d < least) least = d, best = code;
    }
    tb_complain(r, TB_CODE_VALUE_WRONG, id, "'%s': no finding has the code '%s'%s", k->key, tb_show(s).s,
                tb_hint_of(best).s);
    return false;
}

static check_text *const checks[] = {
    [TB_TYPE_TEXT] = check_text_any, [TB_TYPE_NAME] = check_text_any,     [TB_TYPE_ID] = check_text_any,
    [TB_TYPE_FLAG] = check_flag,     [TB_TYPE_WORD] = check_word,         [TB_TYPE_DATE] = check_date,
    [TB_TYPE_URL] = check_url,       [TB_TYPE_VERSION] = check_version,   [TB_TYPE_LANGUAGE] = check_language,
    [TB_TYPE_SHA256] = check_sha256, [TB_TYPE_WIKIDATA] = check_wikidata, [TB_TYPE_COLOR] = check_color,
    [TB_TYPE_CODE] = check_code,
};

bool tb_scalar_check(tb_reader *r, const tb_schema_key *k, tb_node_id id) {
    const tb_node *n = tb_node_of(r, id);
    bool optional_text = k->type == TB_TYPE_TEXT && k->shape == TB_SHAPE_ONE && !(k->flags & TB_REQUIRED);
    if (tb_node_is_blank(n) && !optional_text && k->type != TB_TYPE_VERSION) {
        tb_complain(r, TB_CODE_VALUE_WRONG, id, "'%s' has no value", k->key);
        return false;
    }
    return checks[k->type](r, k, id, tb_node_text(n));
}
