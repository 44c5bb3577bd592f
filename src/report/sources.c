/* Chains of reprints; see sources.h. */
#include "report/sources.h"

/* The next of the chain, or TB_NONE; *steps counts down from the number of sources. */
static uint32_t next(const tb_book *book, uint32_t source, size_t *steps) {
    if (*steps == 0) return TB_NONE;
    --*steps;
    return book->sources[source].reprint_of;
}

uint32_t tb_source_original(const tb_book *book, uint32_t source) {
    size_t steps = book->n_sources;
    for (uint32_t s = source; s != TB_NONE; s = next(book, s, &steps)) source = s;
    return source;
}

bool tb_source_copies(const tb_book *book, uint32_t source, uint32_t original) {
    size_t steps = book->n_sources;
    if (source == original) return false;
    for (uint32_t s = next(book, source, &steps); s != TB_NONE; s = next(book, s, &steps))
        if (s == original) return true;
    return false;
}

bool tb_source_copies_any(const tb_book *book, uint32_t source, const bool *flags) {
    size_t steps = book->n_sources;
    for (uint32_t s = next(book, source, &steps); s != TB_NONE; s = next(book, s, &steps))
        if (flags[s] && s != source) return true;
    return false;
}
