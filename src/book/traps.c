/* What other YAML readers would make of a text, and what folding does to it: the traps of a format whose
 * scalars have types by their looks. tiebook reads each as the text that is written. */
#include "book/reader.h"

static bool one_of(tb_slice s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (tb_slice_eq(s, tb_slice_cstr(words[i]))) return true;
    return false;
}
#define ONE_OF(s, words) one_of((s), (words), sizeof(words) / sizeof *(words))

static const char *const truths[] = {/* YAML 1.1, https://yaml.org/type/bool.html */
                                     "y",  "Y",  "yes",  "Yes",  "YES",  "n",     "N",     "no",
                                     "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
                                     "on", "On", "ON",   "off",  "Off",  "OFF"};
static const char *const nulls[] = {"~", "null", "Null", "NULL"};
static const char *const specials[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Bytes from `at` on that are digits or, between them, underscores. */
static size_t digits_at(tb_slice s, size_t at) {
    size_t n = 0;
    while (at + n < s.len && (is_digit(s.p[at + n]) || (n && s.p[at + n] == '_'))) n++;
    return n;
}

static bool is_based(tb_slice s) { /* 0x1f, 0b101, 0o17 */
    if (s.len < 3 || s.p[0] != '0' || !strchr("xXbBoO", s.p[1]) || !s.p[1]) return false;
    char base = (char)(s.p[1] | 0x20), top = base == 'b' ? '1' : base == 'o' ? '7' : '9';
    for (size_t i = 2; i < s.len; i++) {
        char c = s.p[i], low = (char)(c | 0x20);
        bool hex = base == 'x' && low >= 'a' && low <= 'f';
        if (!(c >= '0' && c <= top) && c != '_' && !hex) return false;
    }
    return true;
}

/* 1:30, 12:30:45.5 are numbers to the base 60 in YAML 1.1. */
static bool is_sexagesimal(tb_slice s) {
    size_t at = digits_at(s, 0), groups = 0;
    if (at == 0) return false;
    while (at < s.len && s.p[at] == ':') {
        size_t n = 0;
        while (at + 1 + n < s.len && is_digit(s.p[at + 1 + n])) n++;
        if (n < 1 || n > 2 || (n == 2 && s.p[at + 1] > '5')) return false;
        at += 1 + n;
        groups++;
    }
    if (at < s.len && s.p[at] == '.') at += 1 + digits_at(s, at + 1);
    return groups > 0 && at == s.len;
}

static bool is_decimal(tb_slice s) {
    size_t whole = digits_at(s, 0), at = whole, part = 0;
    if (at < s.len && s.p[at] == '.') {
        part = digits_at(s, at + 1);
        at += 1 + part;
    }
    if (whole + part == 0) return false;
    if (at < s.len && (s.p[at] == 'e' || s.p[at] == 'E')) {
        at++;
        if (at < s.len && (s.p[at] == '+' || s.p[at] == '-')) at++;
        size_t n = digits_at(s, at);
        if (n == 0) return false;
        at += n;
    }
    return at == s.len;
}

static bool is_number(tb_slice s) {
    if (ONE_OF(s, specials)) return true;
    if (s.len && (s.p[0] == '+' || s.p[0] == '-')) s = tb_slice_sub(s, 1, s.len);
    return ONE_OF(s, specials) || is_based(s) || is_sexagesimal(s) || is_decimal(s);
}

static bool is_timestamp(tb_slice s) { /* 2019-07-19, 2019-7-1T10:00 */
    size_t at = 0;
    static const uint8_t most[] = {4, 2, 2};
    for (int part = 0; part < 3; part++) {
        size_t n = 0;
        while (at + n < s.len && n < most[part] && is_digit(s.p[at + n])) n++;
        if (n == 0 || (part == 0 && n != 4)) return false;
        at += n;
        if (part < 2 && (at >= s.len || s.p[at++] != '-')) return false;
    }
    return at == s.len || (at + 1 < s.len && strchr("Tt \t", s.p[at]) && is_digit(s.p[at + 1]));
}

static const char *read_as(tb_slice s) {
    /* Most texts are told by their first character: no trap begins with it, or none is as long. */
    bool letter = (s.p[0] >= 'a' && s.p[0] <= 'z') || (s.p[0] >= 'A' && s.p[0] <= 'Z');
    if ((letter && (s.len > 5 || !strchr("yYnNtTfFoO", s.p[0]))) || (unsigned char)s.p[0] >= 0x80)
        return NULL;
    if (ONE_OF(s, truths)) return "a truth value";
    if (ONE_OF(s, nulls)) return "nothing";
    if (is_timestamp(s)) return "a date";
    if (is_number(s)) return "a number";
    return NULL;
}

bool tb_text_is_mistyped(tb_slice s) {
    return s.len && read_as(s);
}

/* Length of the hyphen that ends line behind a word, or 0: '-', U+2010, U+00AD. */
static size_t hyphen_at_end(tb_slice line) {
    static const tb_slice hyphens[] = {{"-", 1}, {"\xE2\x80\x90", 3}, {"\xC2\xAD", 2}};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
        if (!tb_slice_ends(line, hyphens[i]) || line.len == hyphens[i].len) continue;
        char before = line.p[line.len - hyphens[i].len - 1];
        if (before != ' ' && before != '\t' && before != '-' && before != '"' && before != '\'')
            return hyphens[i].len;
    }
    return 0;
}

static tb_slice trimmed(tb_slice line) {
    while (line.len && (line.p[line.len - 1] == ' ' || line.p[line.len - 1] == '\t')) line.len--;
    while (line.len && (*line.p == ' ' || *line.p == '\t')) line.p++, line.len--;
    return line;
}

/* Splits the first line off text. */
static tb_slice next_line(tb_slice *text) {
    size_t n = 0, jump = 0;
    while (n < text->len && !(jump = tb_line_break(text->p + n, text->len - n))) n++;
    tb_slice line = {text->p, n};
    *text = tb_slice_sub(*text, n + jump, text->len);
    return line;
}

static void check_folds(tb_reader *r, tb_node_id id) {
    const tb_node *n = tb_node_of(r, id);
    const char *file = r->doc->bytes.p;
    tb_slice rest = {file + n->start, n->end - n->start};
    if (n->style == TB_STYLE_FOLDED) (void)next_line(&rest); /* ">-" is no text */
    while (rest.len) {
        tb_slice line = trimmed(next_line(&rest)), ahead = rest;
        size_t hyphen = hyphen_at_end(line);
        if (!hyphen || trimmed(next_line(&ahead)).len == 0) continue;
        size_t at = (size_t)(line.p - file) + line.len - hyphen;
        tb_complain_at(r, TB_CODE_YAML_FOLDED_HYPHEN, (tb_place){r->doc->origin, at, at + hyphen},
                       "the next line is joined to this hyphen with a blank; write the word on one line");
    }
}

void tb_traps_check(tb_reader *r, tb_node_id id, bool is_name) {
    const tb_node *n = tb_node_of(r, id);
    if (n->kind != TB_NODE_SCALAR || n->n == 0) return;
    if (is_name && n->style == TB_STYLE_PLAIN && !n->tagged) {
        const char *type = read_as(tb_node_text(n));
        if (type)
            tb_complain(r, TB_CODE_YAML_MISTYPED, id,
                        "other YAML readers take %s for %s; write '%s' in quotation marks",
                        tb_show(tb_node_text(n)).s, type, tb_show(tb_node_text(n)).s);
    }
    if (n->several_lines && n->style != TB_STYLE_LITERAL) check_folds(r, id);
}
