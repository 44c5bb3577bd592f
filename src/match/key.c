/* Labels of records. ASCII, which nearly all are, is read where it stands. */
#include "match/key.h"

#include "match/ascii.h"

/* How many bytes from p on, of at most len, are letters and digits, or are not. Reads up to seven more. */
static inline size_t run(const unsigned char *p, size_t len, bool of_word) {
    for (size_t i = 0; i < len; i += 8) {
        uint64_t other = tb_word_bytes_8(tb_load8_in_order(p + i)) ^ (of_word ? TB_ALL(0x80) : 0);
        if (!other) continue;
        size_t n = i + (size_t)__builtin_ctzll(other) / 8;
        return n < len ? n : len;
    }
    return len;
}

static inline bool is_word(unsigned char b) {
    return (unsigned char)(b - '0') < 10 || (unsigned char)((b | 0x20) - 'a') < 26;
}

static inline uint64_t hash(const unsigned char *p, size_t len, uint64_t fold) {
    if (len == 0) return 0;
    return len <= 16 ? tb_hash_short(p, len, fold) : tb_hash_word(p, len, fold);
}

static tb_key_label ascii_label(const tb_table *t, tb_slice key, size_t from) {
    const unsigned char *p = (const unsigned char *)key.p + from;
    bool blank = p[0] == ' ' && is_word(p[1]);
    size_t len = key.len - from, separators = blank || is_word(p[0]) ? blank : run(p, len, false);
    size_t word = run(p + separators, len - separators, true);
    uint64_t fold = tb_key_is_raw(t) ? 0 : TB_HASH_FOLD;
    return (tb_key_label){.separators = blank ? t->blank : hash(p, separators, 0),
                          .word = hash(p + separators, word, fold),
                          .head = tb_hash_head(p + separators, word < 63 ? word : 63, (uint32_t)fold),
                          .separators_len = separators,
                          .word_len = word,
                          .end = from + separators + word};
}

tb_key_label tb_key_label_at(const tb_table *t, tb_slice key, bool ascii, size_t from) {
    bool raw = tb_key_is_raw(t);
    if (ascii) return ascii_label(t, key, from);
    tb_label label;
    tb_label_clear(&label);
    size_t end = from;
    for (size_t i = from; i < key.len; end = i) {
        uint32_t cp = tb_key_next(key, &i, raw).cp;
        tb_part part = tb_part_of(cp);
        if (tb_label_ends(&label, part)) break;
        tb_label_add(&label, cp, part);
    }
    return (tb_key_label){.separators = tb_hasher_value(&label.separators),
                          .word = tb_hasher_value(&label.word),
                          .head = tb_hash_head(label.word.head, label.word.len < 63 ? label.word.len : 63, 0),
                          .separators_len = label.separators.len,
                          .word_len = label.word.len,
                          .end = end};
}
