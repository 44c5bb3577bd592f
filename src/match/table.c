/* Building the table: records first, then the trie, with the sieves and first characters that let a scan pass over
 * most words without a look at the trie. Knows texts only by what will be asked of it. */
#include "match/table.h"

#include <stdlib.h>

#include "match/key.h"

/* ---- records ---- */

void tb_table_init(tb_table *t, tb_fold fold, bool quotes) {
    *t = (tb_table){.fold = fold, .quotes = quotes, .n_words = 1};
    t->blank = tb_hash_word((const unsigned char *)" ", 1, 0);
}

static tb_status reserve(tb_table *t, size_t n) {
    n += TB_RECORD_ROOM;
    if (t->cap_words - t->n_words >= n && t->cap_words > 0) return TB_OK;
    size_t cap = t->cap_words + t->cap_words / 2 + n + 64;
    if (cap >= UINT32_MAX >> TB_SLOT_BITS) return TB_ENOMEM;
    uint32_t *words = realloc(t->words, cap * sizeof *words);
    if (!words) return TB_ENOMEM;
    t->words = words;
    t->cap_words = cap;
    return TB_OK;
}

/* Begins a record with room for a key of so many bytes; returns where they go. */
static char *begin_record(tb_table *t, uint32_t pattern, size_t most) {
    if (most >= UINT32_MAX >> TB_RECORD_BITS) return NULL;
    if (reserve(t, TB_HEAD_WORDS + most / 4 + 1) != TB_OK) return NULL;
    uint32_t *head = t->words + t->n_words;
    head[TB_HEAD_NEXT] = 0;
    head[TB_HEAD_PATTERN] = pattern;
    return (char *)(head + TB_HEAD_WORDS);
}

/* Two blanks are left where what stood between them vanishes. */
static bool has_two_blanks(const char *key, size_t len) {
    unsigned found = 0;
    for (size_t i = 1; i < len; i++) found |= (unsigned)(key[i] == ' ') & (unsigned)(key[i - 1] == ' ');
    return found;
}

static void end_record(tb_table *t, size_t len, uint32_t flags) {
    uint32_t *head = t->words + t->n_words;
    char *key = (char *)(head + TB_HEAD_WORDS);
    if (memchr(key, '-', len) || has_two_blanks(key, len)) flags |= TB_RECORD_ODD;
    head[TB_HEAD_LEN] = (uint32_t)len << TB_RECORD_BITS | flags;
    /* Zeros behind the key, so that the words are the same on every run. */
    memset(key + len, 0, (4 - len % 4) % 4);
    t->n_words += TB_HEAD_WORDS + (len + 3) / 4;
    t->n_records++;
}

static uint32_t case_flag(const tb_table *t, tb_case letter_case) {
    return letter_case == TB_CASE_EXACT || tb_key_is_raw(t) ? TB_RECORD_EXACT : 0;
}

tb_status tb_table_add_key(tb_table *t, uint32_t pattern, tb_case letter_case, tb_slice key, bool marked) {
    char *out = begin_record(t, pattern, key.len);
    if (!out) return TB_ENOMEM;
    memcpy(out, key.p, key.len);
    end_record(t, key.len, case_flag(t, letter_case) | (marked ? TB_RECORD_MARKED : 0));
    return TB_OK;
}

tb_status tb_table_add_units(tb_table *t, uint32_t pattern, tb_case letter_case, const tb_unit *units, size_t n) {
    char *out = begin_record(t, pattern, 5 * n);
    if (!out) return TB_ENOMEM;
    bool folds_case = !tb_key_is_raw(t) && letter_case != TB_CASE_ANY, marked = false;
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t cp = units[i].cp;
        bool upper = folds_case && units[i].flags & TB_UNIT_UPPER, asks = upper && units[i].flags & TB_UNIT_FIRST;
        if (asks && cp >= 'a' && cp <= 'z') {
            cp -= 0x20;
        } else if (asks || (upper && letter_case == TB_CASE_EXACT)) {
            out[len++] = (char)(asks ? TB_KEY_ASKS : TB_KEY_EITHER);
            marked = true;
        }
        marked = marked || cp >= 0x80;
        len += tb_utf8_put(out + len, cp);
    }
    end_record(t, len, case_flag(t, letter_case) | (marked ? TB_RECORD_MARKED : 0));
    return TB_OK;
}

static bool is_ascii(const tb_table *t, uint32_t record) {
    return !(t->words[record + TB_HEAD_LEN] & TB_RECORD_MARKED);
}

static uint32_t next_record(const tb_table *t, uint32_t record) {
    return record + TB_HEAD_WORDS + (uint32_t)((tb_record_key(t, record).len + 3) / 4);
}

/* Whether two records have the same characters, whatever they ask for. */
static bool same_key(const tb_table *t, uint32_t a, uint32_t b) {
    tb_slice x = tb_record_key(t, a), y = tb_record_key(t, b);
    bool raw = tb_key_is_raw(t), ascii = is_ascii(t, a) && is_ascii(t, b);
    if (ascii && x.len != y.len) return false;
    /* Most are not the same, and differ early. */
    if (ascii && x.len >= 8 && (tb_load8(x.p) ^ tb_load8(y.p)) & ~TB_HASH_FOLD) return false;
    size_t i = 0, j = 0;
    while (i < x.len && j < y.len)
        if (tb_key_next(x, &i, raw).cp != tb_key_next(y, &j, raw).cp) return false;
    return i == x.len && j == y.len;
}

/* ---- sieves and first characters ---- */

/* Records up to which words that begin like one of theirs are few. */
#define MOST_HEADS 4096

/* A sieve for n hashes: at least eight bits for each, and more where the sieve is small. */
static tb_status make_sieve(tb_sieve *s, size_t n) {
    unsigned bits = 12;
    while (bits < 23 && (size_t)1 << bits < (bits < 19 ? 32 : 8) * n) bits++;
    s->bits = calloc((size_t)1 << (bits - 6), sizeof *s->bits);
    s->shift = 64 - bits;
    return s->bits ? TB_OK : TB_ENOMEM;
}

static void sieve_add(tb_sieve *s, uint64_t hash) {
    uint64_t i = hash >> s->shift;
    s->bits[i >> 6] |= UINT64_C(1) << (i & 63);
}

static void add_first_ascii(tb_table *t, tb_key_char c, bool exact) {
    bool letter = c.cp >= 'a' && c.cp <= 'z';
    bool lower = !c.asks, upper = letter && !tb_key_is_raw(t) && (c.asks || c.either || !exact);
    if (lower) t->first[c.cp] = 1;
    if (upper) t->first[c.cp - 0x20] = 1;
    if (c.cp == '\'') t->first['`'] = 1;
}

static void add_first(tb_table *t, uint32_t record) {
    tb_slice key = tb_record_key(t, record);
    size_t i = 0;
    tb_key_char c = tb_key_next(key, &i, tb_key_is_raw(t));
    bool exact = t->words[record + TB_HEAD_LEN] & TB_RECORD_EXACT;
    if (c.cp < 0x80) add_first_ascii(t, c, exact);
    /* A character of a text that is not ASCII may be evened to ASCII, so both are kept here. */
    uint64_t bit = UINT64_C(1) << (c.cp & 63);
    t->first_upper[c.cp >> 6 & 63] |= bit;
    if (!c.asks) t->first_any[c.cp >> 6 & 63] |= bit;
}

/* Whether a form can be looked for by its first two labels. */
static bool has_pair(const tb_key_label *second) {
    return second->word_len > 0;
}

/* behind: what stands in the key behind the first label. */
static void add_to_sieves(tb_table *t, const tb_key_label *first, const tb_key_label *second, unsigned char behind) {
    if (first->separators_len > 0) return;
    if (second && behind < 0x80) t->goes_on[behind] = 1;
    if (t->heads.bits) sieve_add(&t->heads, first->head);
    sieve_add(&t->firsts, first->word);
    if (second && has_pair(second))
        sieve_add(&t->pairs, tb_hash_pair(first->word, tb_hash_label(second->separators, second->word)));
    else
        sieve_add(&t->whole, first->word);
}

/* ---- the trie ---- */

/* A record on its way into the trie. */
typedef struct pending {
    uint32_t record, node;
    size_t at;          /* of the key: the labels before it lead to node */
    tb_key_label label; /* the one at `at` */
    tb_key_label next;  /* the one behind it, where it is known: of records below the root */
} pending;

typedef TB_VEC(pending) pendings;

static uint64_t edge_of(uint32_t node, const tb_key_label *l) {
    return tb_hash_edge(node, tb_hash_label(l->separators, l->word));
}

static tb_key_label label_at(const tb_table *t, uint32_t record, size_t at) {
    return tb_key_label_at(t, tb_record_key(t, record), is_ascii(t, record), at);
}

/* The slot of an edge, or the free one where it goes. */
static uint32_t place_of(const tb_table *t, uint64_t edge) {
    uint32_t tag = (uint32_t)edge | 1, i = tb_slot_home(t, edge);
    while (t->slots[i].tag != 0 && t->slots[i].tag != tag)
        if (++i == t->n_slots) i = 0;
    return i;
}

static void push_record(tb_table *t, tb_slot *slot, uint32_t record) {
    t->words[record + TB_HEAD_NEXT] = slot->ref >> TB_SLOT_BITS;
    slot->ref = record << TB_SLOT_BITS | (slot->ref & ((1u << TB_SLOT_BITS) - 1));
}

/* Where the rest of a record begins whose labels lead to slot. */
static size_t rest_behind(const tb_table *t, uint32_t record, uint32_t slot) {
    uint32_t node = TB_ROOT;
    size_t at = 0;
    while (node != slot) {
        tb_key_label l = label_at(t, record, at);
        node = place_of(t, edge_of(node, &l));
        at = l.end;
    }
    return at;
}

/* Makes an inner node of a leaf; what it led to has still to be put below it. */
static tb_status split(tb_table *t, uint32_t leaf, pendings *todo) {
    uint32_t record = t->slots[leaf].ref >> TB_SLOT_BITS;
    t->slots[leaf].ref = TB_SLOT_INNER;
    while (record) {
        uint32_t next = t->words[record + TB_HEAD_NEXT];
        size_t at = rest_behind(t, record, leaf);
        if (at == tb_record_key(t, record).len)
            push_record(t, &t->slots[leaf], record);
        else
            TB_TRY(tb_vec_push(NULL, todo, ((pending){.record = record, .node = leaf, .at = at, .label = label_at(t, record, at)})));
        record = next;
    }
    return TB_OK;
}

static void measure(tb_table *t, const tb_key_label *l) {
    if (l->word_len > t->longest_word) t->longest_word = l->word_len;
    if (l->separators_len > t->longest_separators) t->longest_separators = l->separators_len;
}

/* Puts one record into the trie, as far down as it must be to stand alone. */
static tb_status put(tb_table *t, pending p, pendings *todo) {
    for (;;) {
        const tb_key_label *l = &p.label;
        measure(t, l);
        uint64_t edge = edge_of(p.node, l);
        uint32_t slot = place_of(t, edge);
        if (l->word_len == 0 && p.node != TB_ROOT) t->slots[p.node].ref |= TB_SLOT_CLOSED;
        if (t->slots[slot].tag == 0) {
            t->slots[slot] = (tb_slot){(uint32_t)edge | 1, p.record << TB_SLOT_BITS};
            t->words[p.record + TB_HEAD_NEXT] = 0;
            t->n_used++;
            return TB_OK;
        }
        if (!(t->slots[slot].ref & TB_SLOT_INNER)) {
            if (same_key(t, t->slots[slot].ref >> TB_SLOT_BITS, p.record)) {
                push_record(t, &t->slots[slot], p.record);
                return TB_OK;
            }
            TB_TRY(split(t, slot, todo));
        }
        if (l->end == tb_record_key(t, p.record).len) {
            push_record(t, &t->slots[slot], p.record);
            return TB_OK;
        }
        p.at = l->end;
        p.label = p.node == TB_ROOT ? p.next : label_at(t, p.record, p.at);
        p.node = slot;
    }
}

static bool is_crowded(const tb_table *t) {
    return t->n_used >= t->n_slots - t->n_slots / 4 - 1;
}

/* Records whose places in the trie are brought in before the first of them is put there. */
#define BATCH 16

/* Reads a record that goes below the root, and lets the sieves and the first characters know it. */
static void read_record(tb_table *t, uint32_t record, pending *out) {
    *out = (pending){.record = record, .node = TB_ROOT, .label = label_at(t, record, 0)};
    bool more = out->label.end < tb_record_key(t, record).len;
    if (more) out->next = label_at(t, record, out->label.end);
    TB_PREFETCH(&t->slots[tb_slot_home(t, edge_of(TB_ROOT, &out->label))]);
    add_first(t, record);
    unsigned char behind = more ? (unsigned char)tb_record_key(t, record).p[out->label.end] : 0;
    add_to_sieves(t, &out->label, more ? &out->next : NULL, behind);
}

/* Reads up to BATCH records from *record on; returns how many. */
static size_t read_batch(tb_table *t, uint32_t *record, pending *batch) {
    size_t n = 0;
    for (; n < BATCH && *record < t->n_words; *record = next_record(t, *record)) read_record(t, *record, &batch[n++]);
    return n;
}

/* Puts all records into a trie of so many slots; false where they do not fit. */
static tb_status fill(tb_table *t, uint32_t n_slots, pendings *todo, bool *fits) {
    pending batch[BATCH];
    free(t->slots);
    t->slots = calloc(n_slots, sizeof *t->slots);
    if (!t->slots) return TB_ENOMEM;
    t->n_slots = n_slots;
    t->n_used = 0;
    todo->n = 0;
    *fits = false;
    for (uint32_t r = 1; r < t->n_words;) {
        size_t n = read_batch(t, &r, batch);
        for (size_t i = 0; i < n; i++) {
            if (is_crowded(t)) return TB_OK;
            TB_TRY(put(t, batch[i], todo));
            while (todo->n > 0) {
                if (is_crowded(t)) return TB_OK;
                TB_TRY(put(t, todo->at[--todo->n], todo));
            }
        }
    }
    *fits = true;
    return TB_OK;
}

static tb_status build_trie(tb_table *t) {
    pendings todo = {0};
    size_t n_slots = t->n_records * 2 + 16;
    bool fits = false;
    tb_status status = TB_OK;
    while (!fits && status == TB_OK) {
        status = n_slots < TB_ROOT ? fill(t, (uint32_t)n_slots, &todo, &fits) : TB_ENOMEM;
        n_slots += n_slots / 2;
    }
    tb_vec_free(&todo);
    return status;
}

tb_status tb_table_build(tb_table *t) {
    if (t->n_records == 0) return TB_OK;
    /* What is read behind the last record counts for nothing, but it is read. */
    memset(t->words + t->n_words, 0, TB_RECORD_ROOM * sizeof *t->words);
    size_t n = t->n_words + TB_RECORD_ROOM;
    uint32_t *words = realloc(t->words, n * sizeof *words);
    if (words) {
        t->words = words;
        t->cap_words = n;
    }
    if (!t->many && t->n_records <= MOST_HEADS) TB_TRY(make_sieve(&t->heads, t->n_records));
    TB_TRY(make_sieve(&t->firsts, t->n_records));
    TB_TRY(make_sieve(&t->whole, t->n_records));
    TB_TRY(make_sieve(&t->pairs, t->n_records));
    return build_trie(t);
}

void tb_table_free(tb_table *t) {
    free(t->words);
    free(t->slots);
    free(t->whole.bits);
    free(t->heads.bits);
    free(t->firsts.bits);
    free(t->pairs.bits);
    *t = (tb_table){0};
}
