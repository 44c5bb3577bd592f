/* The body of a kernel, compiled once for each kind of machine, so that all of it may use that machine's
 * instructions. Included with these defined:
 *
 *   KERNEL_NAME    the function
 *   KERNEL_TARGET  its attributes
 *   KERNEL_BLOCK   static function of the same attributes: the masks of 64 bytes
 *                  (const tb_first_bytes *first, const unsigned char *p, tb_masks *out)
 *   KERNEL_COUNT   how many bits of 64 are set, as size_t;
 *                  or in its place
 *   KERNEL_WRITE   writes where bits are set (uint16_t *out, size_t base, uint64_t found), and perhaps something in the
 *                  64 places behind; returns how many
 */

#define KERNEL_LOAD 16 /* bytes that the hash of a short word reads */
#define TOP (UINT64_C(1) << 63)
#define KERNEL_PASTE_(a, b) a##b
#define KERNEL_PASTE(a, b) KERNEL_PASTE_(a, b)
#define KERNEL_LOCAL(name) KERNEL_PASTE(KERNEL_NAME, name)

#if !defined(KERNEL_WRITE)
/* Writes where the bits of found are, from `base` on; returns how many. */
KERNEL_TARGET static inline size_t KERNEL_LOCAL(_write)(uint16_t *out, size_t base, uint64_t found) {
    size_t n = KERNEL_COUNT(found);
    /* Three are written whatever there is, so that only a full block branches. */
    out[0] = (uint16_t)(base + (unsigned)__builtin_ctzll(found | TOP));
    found &= found - 1;
    out[1] = (uint16_t)(base + (unsigned)__builtin_ctzll(found | TOP));
    found &= found - 1;
    out[2] = (uint16_t)(base + (unsigned)__builtin_ctzll(found | TOP));
    found &= found - 1;
    for (size_t i = 3; i < n; found &= found - 1) out[i++] = (uint16_t)(base + (unsigned)__builtin_ctzll(found));
    return n;
}
#define KERNEL_WRITE KERNEL_LOCAL(_write)
#endif

/* The masks of block b. Bytes behind the text are blanks. */
KERNEL_TARGET static inline tb_masks KERNEL_LOCAL(_masks)(const tb_kernel *k, size_t b) {
    tb_masks m;
    size_t at = 64 * b;
    if (at + 64 <= k->room) {
        KERNEL_BLOCK(k->first, k->p + at, &m);
        return m;
    }
    unsigned char rest[64];
    memset(rest, ' ', sizeof rest);
    if (at < k->room) memcpy(rest, k->p + at, k->room - at);
    KERNEL_BLOCK(k->first, rest, &m);
    return m;
}

/* Where a match may begin: at a byte of the filter that continues no word of ASCII, and that, if it is of a word itself,
 * stands behind no byte from 0x80; at the first of a run of bytes from 0x80. */
KERNEL_TARGET static size_t KERNEL_LOCAL(_places)(tb_kernel *k) {
    uint64_t word_carry = k->word_carry, high_carry = k->high_carry;
    uint16_t *out = k->places;
    for (size_t b = 0; b < k->n_blocks; b++) {
        tb_masks m = KERNEL_LOCAL(_masks)(k, b);
        uint64_t behind_word = m.word << 1 | word_carry, behind_high = m.high << 1 | high_carry;
        uint64_t found = (m.first & ~behind_word & ~(behind_high & m.word)) | (m.high & ~behind_high);
        word_carry = m.word >> 63;
        high_carry = m.high >> 63;
        k->words[b] = m.word;
        out += KERNEL_WRITE(out, 64 * b, found);
    }
    /* By one block more words are measured that go on behind the chunk. */
    k->words[k->n_blocks] = KERNEL_LOCAL(_masks)(k, k->n_blocks).word;
    k->word_carry = word_carry;
    k->high_carry = high_carry;
    return (size_t)(out - k->places);
}

/* The places whose words begin like some form's, and those that must be looked at another way. */
KERNEL_TARGET static size_t KERNEL_LOCAL(_heads)(tb_kernel *k, size_t n_places) {
    const tb_sieve heads = k->heads;
    const uint32_t fold = (uint32_t)k->fold;
    const unsigned char *p = k->p;
    const uint64_t *words = k->words;
    uint16_t *places = k->places;
    /* Words are measured up to 63 bytes, and the one behind them is read. */
    size_t i = 0, n = 0, n_sure = n_places;
    while (n_sure > 0 && places[n_sure - 1] + 64u >= k->room) n_sure--;
    for (; i < n_sure; i++) {
        size_t at = places[i], len = tb_word_length(words, at);
        places[n] = (uint16_t)at;
        size_t kept = tb_sieve_has(&heads, tb_hash_head(p + at, len, fold)) | tb_behind_word[p[at + len]] | (len - 1) / KERNEL_LOAD;
        n += kept != 0;
    }
    for (; i < n_places; i++) places[n++] = places[i];
    return n;
}

/* The places that the sieve lets pass. */
KERNEL_TARGET static size_t KERNEL_LOCAL(_sift)(tb_kernel *k, size_t n_places) {
    const tb_sieve firsts = k->firsts;
    const uint64_t fold = k->fold;
    const unsigned char *p = k->p;
    const size_t room = k->room;
    const uint64_t *words = k->words;
    const uint16_t *places = k->places;
    tb_event *events = k->events;
    size_t n = 0;
    for (size_t i = 0; i < n_places; i++) {
        size_t at = places[i], len = tb_word_length(words, at);
        tb_event *e = &events[n];
        e->at = (uint32_t)at;
        e->len = 0;
        e->hash = 0;
        if (len - 1 >= KERNEL_LOAD || at + KERNEL_LOAD >= room) {
            n++;
            continue;
        }
        uint64_t hash = tb_hash_short(p + at, len, fold);
        unsigned char next = p[at + len];
        e->len = (uint32_t)len;
        e->hash = hash;
        n += tb_sieve_has(&firsts, hash) | tb_behind_word[next];
    }
    return n;
}

KERNEL_TARGET size_t KERNEL_NAME(tb_kernel *k) {
    size_t n = KERNEL_LOCAL(_places)(k);
    if (k->heads.bits) n = KERNEL_LOCAL(_heads)(k, n);
    return KERNEL_LOCAL(_sift)(k, n);
}

#undef KERNEL_LOAD
#undef TOP
#undef KERNEL_PASTE_
#undef KERNEL_PASTE
#undef KERNEL_LOCAL
#undef KERNEL_NAME
#undef KERNEL_TARGET
#undef KERNEL_BLOCK
#undef KERNEL_COUNT
#undef KERNEL_WRITE
