/* The body of a kernel, compiled once for each kind of machine, so that all of it may use that machine's
 * instructions. Included with these defined:
 *
 *   KERNEL_NAME    the function
 *   KERNEL_TARGET  its attributes
 *   KERNEL_BLOCK   static function of the same attributes: the masks of 64 bytes
 *                  (const tb_first_bytes *first, const unsigned char *p, tb_masks *out)
 */

#define KERNEL_LOAD 16 /* bytes that the hash of a short word reads */
#define TOP (UINT64_C(1) << 63)
#define KERNEL_PASTE_(a, b) a##b
#define KERNEL_PASTE(a, b) KERNEL_PASTE_(a, b)
#define KERNEL_LOCAL(name) KERNEL_PASTE(KERNEL_NAME, name)

/* The masks of the chunk and of one block more, by which words are measured that go on behind it. Bytes behind the
 * text are blanks. */
KERNEL_TARGET static void KERNEL_LOCAL(_masks)(tb_kernel *k) {
    size_t n = k->n_blocks + 1, whole = k->room / 64 < n ? k->room / 64 : n;
    for (size_t i = 0; i < whole; i++) KERNEL_BLOCK(&k->first, k->p + 64 * i, &k->masks[i]);
    for (size_t i = whole; i < n; i++) {
        unsigned char rest[64];
        memset(rest, ' ', sizeof rest);
        if (64 * i < k->room) memcpy(rest, k->p + 64 * i, k->room - 64 * i);
        KERNEL_BLOCK(&k->first, rest, &k->masks[i]);
    }
}

/* Where a match may begin: at a byte of the filter that continues no word of ASCII, and that, if it is of a word itself,
 * stands behind no byte from 0x80; at the first of a run of bytes from 0x80. */
KERNEL_TARGET static size_t KERNEL_LOCAL(_places)(tb_kernel *k) {
    uint64_t word_carry = k->word_carry, high_carry = k->high_carry;
    uint16_t *out = k->places;
    for (size_t b = 0; b < k->n_blocks; b++) {
        tb_masks m = k->masks[b];
        uint64_t behind_word = m.word << 1 | word_carry, behind_high = m.high << 1 | high_carry;
        uint64_t found = (m.first & ~behind_word & ~(behind_high & m.word)) | (m.high & ~behind_high);
        word_carry = m.word >> 63;
        high_carry = m.high >> 63;
        size_t n = (size_t)__builtin_popcountll(found), i = 3;
        /* Three are written whatever there is, so that only a full block branches. */
        out[0] = (uint16_t)(64 * b + (unsigned)__builtin_ctzll(found | TOP));
        found &= found - 1;
        out[1] = (uint16_t)(64 * b + (unsigned)__builtin_ctzll(found | TOP));
        found &= found - 1;
        out[2] = (uint16_t)(64 * b + (unsigned)__builtin_ctzll(found | TOP));
        for (found &= found - 1; i < n; found &= found - 1) out[i++] = (uint16_t)(64 * b + (unsigned)__builtin_ctzll(found));
        out += n;
    }
    k->word_carry = word_carry;
    k->high_carry = high_carry;
    return (size_t)(out - k->places);
}

/* The places that the sieve lets pass. */
KERNEL_TARGET static size_t KERNEL_LOCAL(_sift)(tb_kernel *k, size_t n_places) {
    const tb_sieve firsts = k->firsts;
    const uint64_t fold = k->fold;
    size_t n = 0;
    for (size_t i = 0; i < n_places; i++) {
        size_t at = k->places[i], len = tb_word_length(k->masks, at);
        tb_event *e = &k->events[n];
        e->at = (uint32_t)at;
        e->len = 0;
        if (len - 1 >= KERNEL_LOAD || at + KERNEL_LOAD >= k->room) {
            n++;
            continue;
        }
        uint64_t hash = tb_hash_short(k->p + at, len, fold);
        unsigned char next = k->p[at + len];
        e->len = (uint32_t)len;
        e->hash = hash;
        n += tb_sieve_has(&firsts, hash) | (unsigned)(next >= 0x80) | (unsigned)(next == '-');
    }
    return n;
}

KERNEL_TARGET size_t KERNEL_NAME(tb_kernel *k) {
    KERNEL_LOCAL(_masks)(k);
    return KERNEL_LOCAL(_sift)(k, KERNEL_LOCAL(_places)(k));
}

#undef KERNEL_LOAD
#undef TOP
#undef KERNEL_PASTE_
#undef KERNEL_PASTE
#undef KERNEL_LOCAL
#undef KERNEL_NAME
#undef KERNEL_TARGET
#undef KERNEL_BLOCK
