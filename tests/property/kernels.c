/* Every kernel that this machine can run against the portable one, on random chunks: the same events, and the same
 * state for the next chunk. Needs nothing but the matcher, so that it can be built for another machine as well. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/kernel.h"
#include "../random.h"

#define CHUNKS 4 /* of a text */

/* Words and what stands between them; in some texts bytes of all kinds. */
static void make_text(unsigned char *p, size_t len, uint64_t *state) {
    static const char bytes[] = "abcdefghijklmnopqrstuvwxyzABCXYZ019 \n\t-'`.,@[{/:_\x7f\xc3\xa9\xe2\x80\x99\xd0\xb0\xff";
    size_t kinds = below(state, 3) ? sizeof bytes - 1 : 40, longest = 1 + below(state, 90);
    bool wild = below(state, 8) == 0;
    for (size_t i = 0, word = 0; i < len; i++) {
        if (wild) {
            p[i] = (unsigned char)next_random(state);
            continue;
        }
        if (word == 0) word = below(state, longest);
        p[i] = (unsigned char)(word > 1 ? bytes[below(state, 26)] : bytes[below(state, kinds)]);
        if (word > 0) word--;
    }
}

typedef struct setting {
    tb_first_bytes first;
    tb_sieve firsts, heads;
    uint64_t bits[64], head_bits[64];
    uint64_t fold;
} setting;

static void make_setting(setting *s, uint64_t *state) {
    memset(s, 0, sizeof *s);
    bool most = below(state, 2);
    for (unsigned b = 0; b < 128; b++) {
        if (below(state, 4) < (most ? 3u : 1u)) s->first.is[b] = 1;
    }
    tb_first_bytes_set(&s->first);
    for (unsigned i = 0; i < 64; i++) s->bits[i] = next_random(state) & next_random(state);
    s->firsts = (tb_sieve){s->bits, 64 - 12};
    for (unsigned i = 0; i < 64; i++) s->head_bits[i] = next_random(state) | next_random(state);
    if (below(state, 3)) s->heads = (tb_sieve){s->head_bits, 64 - 12};
    s->fold = below(state, 3) ? TB_HASH_FOLD : 0;
}

static void begin(tb_kernel *k, const setting *s, uint64_t *state) {
    memset(k, 0, sizeof *k);
    k->first = &s->first;
    k->firsts = s->firsts;
    k->heads = s->heads;
    k->fold = s->fold;
    k->word_carry = below(state, 2);
    k->high_carry = below(state, 2);
}

static void step(tb_kernel *k, const unsigned char *p, size_t at, size_t len, size_t chunk) {
    k->p = p + at;
    k->room = len - at;
    k->n_blocks = (k->room < chunk ? k->room + 63 : chunk) / 64;
}

static bool same(const tb_kernel *a, size_t n_a, const tb_kernel *b, size_t n_b) {
    if (n_a != n_b || (a->word_carry & 1) != (b->word_carry & 1) || (a->high_carry & 1) != (b->high_carry & 1)) return false;
    for (size_t i = 0; i < n_a; i++) {
        const tb_event *x = &a->events[i], *y = &b->events[i];
        if (x->at != y->at || x->len != y->len || (x->len > 0 && x->hash != y->hash)) return false;
    }
    for (size_t i = 0; i <= a->n_blocks; i++)
        if (a->words[i] != b->words[i]) return false;
    return true;
}

/* Runs a text of its own length through a kernel and the portable one. */
static bool run(tb_kernel_function *kernel, uint64_t seed, size_t *events) {
    static tb_kernel wanted, got;
    uint64_t state = seed, again;
    setting s;
    size_t len = 1 + (below(&state, 3) ? below(&state, 300) : below(&state, CHUNKS * TB_CHUNK));
    size_t chunk = below(&state, 2) ? TB_CHUNK : 64 * (1 + below(&state, TB_CHUNK / 64));
    unsigned char *p = malloc(len);
    if (!p) exit(3);
    make_text(p, len, &state);
    make_setting(&s, &state);
    again = state;
    begin(&wanted, &s, &state);
    begin(&got, &s, &again);
    bool right = true;
    for (size_t at = 0; at < len && right; at += chunk) {
        step(&wanted, p, at, len, chunk);
        step(&got, p, at, len, chunk);
        size_t n = tb_kernel_portable(&wanted);
        right = same(&wanted, n, &got, kernel(&got));
        *events += n;
    }
    free(p);
    return right;
}

int main(int argc, char **argv) {
    uint64_t texts = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    const char *name;
    for (unsigned i = 0; tb_kernel_at(i, &name); i++) {
        size_t events = 0;
        for (uint64_t seed = 1; seed <= texts; seed++) {
            if (run(tb_kernel_at(i, NULL), seed, &events)) continue;
            printf("%s: text %llu: not what the portable kernel finds\n", name, (unsigned long long)seed);
            return 1;
        }
        printf("%s: %llu texts, %zu events as the portable kernel\n", name, (unsigned long long)texts, events);
        if (events < texts) return 1;
    }
    return 0;
}
