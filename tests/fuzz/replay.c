/* Runs a fuzz target without a fuzzer: over every file of a folder, over beginnings of each, and over a fixed
 * series of changed ones, so that every build and compiler meets hostile input. The input that fails is left
 * in the file `failed-input`. */
#include <signal.h>
#include <string.h>

#include "base/file.h"
#include "fuzz.h"

enum { CUTS = 64, CHANGES = 200 };

static const char *last_input;
static size_t last_len;

/* The target aborts where a check fails; what it was given is worth more than where it was. */
static void keep_input(int number) {
    FILE *stream = fopen("failed-input", "wb");
    if (stream) {
        (void)!fwrite(last_input, 1, last_len, stream);
        (void)fclose(stream);
    }
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* In a copy of its own size, so that a sanitizer sees a read past the end. */
static void run(const char *bytes, size_t len) {
    uint8_t *copy = malloc(len ? len : 1);
    if (!copy) exit(3);
    if (len) memcpy(copy, bytes, len);
    last_input = bytes;
    last_len = len;
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static uint64_t next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A few bytes overwritten, taken out or doubled. */
static void change(char *bytes, size_t *len, size_t cap, uint64_t *state) {
    static const char hostile[] = "\n\r\t \"'\\:-#&*[]{}<>\0\x7F\x80\xBF\xC2\xE2\xED\xF0\xFF";
    for (uint64_t n = 1 + next(state) % 4; n && *len; n--) {
        size_t at = next(state) % *len, span = 1 + next(state) % 16;
        if (span > *len - at) span = *len - at;
        switch (next(state) % 4) {
        case 0: bytes[at] = hostile[next(state) % (sizeof hostile - 1)]; break;
        case 1: bytes[at] = (char)next(state); break;
        case 2:
            memmove(bytes + at, bytes + at + span, *len - at - span);
            *len -= span;
            break;
        default:
            if (*len + span > cap) break;
            memmove(bytes + at + span, bytes + at, *len - at);
            *len += span;
        }
    }
}

static void replay(const char *path) {
    tb_buf original = {0}, changed = {0};
    tb_error error;
    if (tb_file_read(path, SIZE_MAX / 4, &original, &error) != TB_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(3);
    }
    run(original.p, original.len);
    for (size_t i = 0; i < CUTS; i++) run(original.p, original.len * i / CUTS);
    uint64_t state = 0x9E3779B97F4A7C15u;
    size_t cap = original.len + 256;
    if (tb_buf_reserve(&changed, cap) != TB_OK) exit(3);
    for (size_t i = 0; i < CHANGES; i++) {
        size_t len = original.len;
        if (len) memcpy(changed.p, original.p, len);
        change(changed.p, &len, cap, &state);
        run(changed.p, len);
    }
    tb_buf_free(&changed);
    tb_buf_free(&original);
}

int main(int argc, char **argv) {
    tb_arena arena = {0};
    tb_error error;
    size_t n = 0;
    (void)signal(SIGABRT, keep_input);
    for (int i = 1; i < argc; i++) {
        tb_names names = {0};
        if (tb_dir_list(argv[i], true, &arena, &names, &error) != TB_OK) {
            fprintf(stderr, "%s\n", error.message);
            return 3;
        }
        for (size_t k = 0; k < names.n; k++) {
            tb_slice path;
            if (tb_path_join(&arena, tb_slice_cstr(argv[i]), names.at[k], &path) != TB_OK) return 3;
            replay(path.p);
            n++;
        }
    }
    tb_arena_free(&arena);
    printf("%zu inputs, each with %d beginnings and %d changes\n", n, CUTS, CHANGES);
    return n ? 0 : 1;
}
