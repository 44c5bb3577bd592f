/* The bytes of a record read back: its characters with what they ask for, and its labels. */
#ifndef TB_MATCH_KEY_H
#define TB_MATCH_KEY_H

#include "match/label.h"
#include "match/table.h"

typedef struct tb_key_char {
    uint32_t cp;
    bool asks;   /* for a capital */
    bool either; /* asks for nothing, even where case is exact */
} tb_key_char;

/* Whether letters stand as they are: nothing is folded, nothing asked for. */
static inline bool tb_key_is_raw(const tb_table *t) {
    return t->fold == TB_FOLD_NONE;
}

/* The character at key.p[*i], *i < key.len; *i is moved behind it. */
static inline tb_key_char tb_key_next(tb_slice key, size_t *i, bool raw) {
    tb_key_char c = {0};
    unsigned char mark = (unsigned char)key.p[*i];
    if (mark >= TB_KEY_EITHER) {
        c.asks = mark == TB_KEY_ASKS;
        c.either = !c.asks;
        ++*i;
    }
    c.cp = tb_utf8_next(key.p, key.len, i);
    if (!raw && c.cp >= 'A' && c.cp <= 'Z') {
        c.asks = true;
        c.cp |= 0x20;
    }
    return c;
}

/* A label of a record: its number, and what the table must know of it. */
typedef struct tb_key_label {
    uint64_t separators, word; /* hashes */
    uint64_t head;             /* of the word, see tb_hash_head */
    size_t separators_len, word_len;
    size_t end; /* where the next one begins in the key */
} tb_key_label;

/* The label at key.p[from], from < key.len, of a record's key: bytes behind it are read, see TB_RECORD_ROOM. */
tb_key_label tb_key_label_at(const tb_table *t, tb_slice key, bool ascii, size_t from);

#endif
