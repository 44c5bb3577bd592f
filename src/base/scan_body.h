/* The finder of line breaks for one set of instructions. scan.c includes it for each, with
 *   SCAN(name)     the name with what tells this set from the others,
 *   TARGET         the attribute of its functions,
 * and either functions SCAN(short_mask), SCAN(long_mask) and SCAN(is_ascii) of its own or
 *   WIDTH          the bytes of a vector,
 *   MARKS(v)       a bit for each byte of it, all of whose bits are set or none,
 *   AND_NOT(a, b)  the bits of a that b has not,
 *   ANY_HIGH(v)    whether the topmost bit of a byte is set.
 * All are undefined at the end. */

#if defined(WIDTH)

typedef signed char SCAN(vector) __attribute__((vector_size(WIDTH)));

TARGET static inline SCAN(vector) SCAN(load)(const unsigned char *p) {
    SCAN(vector) v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* What is not zero in the last byte of each LF, CR and CRLF of the kind. Bytes from 0x80 are below zero here. */
TARGET static inline SCAN(vector) SCAN(short_breaks)(const unsigned char *p, tb_breaks_kind kind) {
    SCAN(vector) at = SCAN(load)(p), next = SCAN(load)(p + 1), small = SCAN(load)(p - 1) | 0x20;
    SCAN(vector) found = (at == '\n') | (SCAN(vector))AND_NOT(at == '\r', next == '\n');
    return found & (kind == TB_BREAKS_BLANK ? next < ' ' + 1 : (next < ' ' + 1) | (small < 'a') | (small > 'z'));
}

/* And in that of each NEL, U+2028 and U+2029. */
TARGET static inline SCAN(vector) SCAN(long_breaks)(const unsigned char *p) {
    const signed char nel_1 = (signed char)0xC2, nel_2 = (signed char)0x85;
    const signed char separator_1 = (signed char)0xE2, separator_2 = (signed char)0x80, separator_3 = (signed char)0xA9;
    SCAN(vector) at = SCAN(load)(p), before = SCAN(load)(p - 1), second = SCAN(load)(p - 2);
    SCAN(vector) separator = ((at | 1) == separator_3) & (before == separator_2) & (second == separator_1);
    return separator | ((at == nel_2) & (before == nel_1));
}

TARGET static inline uint64_t SCAN(short_mask)(const unsigned char *p, tb_breaks_kind kind) {
    uint64_t mask = 0;
    for (unsigned i = 0; i < BLOCK; i += WIDTH) mask |= (uint64_t)MARKS(SCAN(short_breaks)(p + i, kind)) << i;
    return mask;
}

TARGET static inline uint64_t SCAN(long_mask)(const unsigned char *p) {
    uint64_t mask = 0;
    for (unsigned i = 0; i < BLOCK; i += WIDTH) mask |= (uint64_t)MARKS(SCAN(long_breaks)(p + i)) << i;
    return mask;
}

TARGET static inline bool SCAN(is_ascii)(const unsigned char *p) {
    SCAN(vector) all = SCAN(load)(p);
    for (unsigned i = WIDTH; i < BLOCK; i += WIDTH) all |= SCAN(load)(p + i);
    return !ANY_HIGH(all);
}

#endif

/* The breaks of n blocks. Long ones are looked for in blocks that are not ASCII; where there were some of these, in
 * all: a branch for each block would often go the wrong way. */
TARGET static inline uint64_t SCAN(masks_of)(const unsigned char *p, size_t n, tb_breaks_kind kind, uint64_t *masks) {
    uint64_t blocks = 0;
    unsigned others = 0; /* than ASCII */
    for (size_t i = 0; i < n; i++, p += BLOCK) {
        /* The next piece is fetched while this one is looked at. */
        __builtin_prefetch((const void *)((uintptr_t)p + AHEAD));
        uint64_t mask = SCAN(short_mask)(p, kind);
        if (others >= SOME) {
            mask |= SCAN(long_mask)(p);
        } else if (!SCAN(is_ascii)(p)) {
            mask |= SCAN(long_mask)(p);
            others++;
        }
        masks[i] = mask;
        blocks |= (uint64_t)(mask != 0) << i;
    }
    return blocks;
}

/* A loop for each kind, which looks at no more than that kind needs. */
TARGET static uint64_t SCAN(find)(const unsigned char *p, size_t n, tb_breaks_kind kind, uint64_t *masks) {
    if (kind == TB_BREAKS_BLANK) return SCAN(masks_of)(p, n, TB_BREAKS_BLANK, masks);
    return SCAN(masks_of)(p, n, TB_BREAKS_SENTENCE, masks);
}

#undef SCAN
#undef TARGET
#undef WIDTH
#undef MARKS
#undef AND_NOT
#undef ANY_HIGH
