/* Labels of records. ASCII, which nearly all are, is read where it stands. */
#include "match/key.h"

static bool is_ascii_word(unsigned char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static tb_key_label ascii_label(tb_slice key, size_t from, bool raw) {
    const unsigned char *p = (const unsigned char *)key.p;
    size_t word = from;
    while (word < key.len && !is_ascii_word(p[word])) word++;
    size_t end = word;
    while (end < key.len && is_ascii_word(p[end])) end++;
    return (tb_key_label){.separators = tb_hash_word(p + from, word - from, 0),
                          .word = tb_hash_word(p + word, end - word, raw ? 0 : TB_HASH_FOLD),
                          .separators_len = word - from,
                          .word_len = end - word,
                          .end = end};
}

tb_key_label tb_key_label_at(const tb_table *t, tb_slice key, bool ascii, size_t from) {
    bool raw = tb_key_is_raw(t);
    if (ascii) return ascii_label(key, from, raw);
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
                          .separators_len = label.separators.len,
                          .word_len = label.word.len,
                          .end = end};
}
