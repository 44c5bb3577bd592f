/* Labels, cut from folded characters: the one place that says where one ends. */
#ifndef TB_MATCH_LABEL_H
#define TB_MATCH_LABEL_H

#include "match/hash.h"
#include "text/chars.h"
#include "text/utf8.h"

/* What a folded character is to a label. */
typedef enum tb_part {
    TB_PART_SEPARATOR,
    TB_PART_WORD,
    TB_PART_ALONE, /* a word of its own: of a script without spaces */
} tb_part;

static inline tb_part tb_part_of(uint32_t cp) {
    uint32_t flags = tb_char_of(cp)->flags;
    if (!(flags & TB_CH_WORD)) return TB_PART_SEPARATOR;
    return flags & TB_CH_SPACELESS ? TB_PART_ALONE : TB_PART_WORD;
}

/* A label that grows by a character at a time. */
typedef struct tb_label {
    tb_hasher separators, word;
    bool alone; /* its word is a character of its own */
} tb_label;

static inline void tb_label_clear(tb_label *l) {
    tb_hasher_clear(&l->separators);
    tb_hasher_clear(&l->word);
    l->alone = false;
}

/* Whether the label is at its end before a character of this kind. */
static inline bool tb_label_ends(const tb_label *l, tb_part part) {
    return l->word.len > 0 && (l->alone || part != TB_PART_WORD);
}

static inline void tb_label_add(tb_label *l, uint32_t cp, tb_part part) {
    char bytes[4];
    size_t n = tb_utf8_put(bytes, cp);
    tb_hasher_add(part == TB_PART_SEPARATOR ? &l->separators : &l->word, (const unsigned char *)bytes, n);
    if (part == TB_PART_ALONE) l->alone = true;
}

static inline uint64_t tb_label_hash(const tb_label *l) {
    return tb_hash_label(tb_hasher_value(&l->separators), tb_hasher_value(&l->word));
}

#endif
