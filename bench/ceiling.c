/* The ceiling of work on many small files: finds every file of a folder, opens and reads each into one buffer that is
 * used again, and does nothing with it. With a second argument, so many threads share the files.
 *
 *   bench_ceiling FOLDER [THREADS]
 *
 * Prints files, bytes, the seconds of the clock for listing and for reading, and those of processors for both. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char **paths;
static size_t n_paths, cap_paths;
static atomic_size_t next_path;
static atomic_ullong total;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double processor(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int add(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st;
    (void)at;
    if (type == FTW_D || type == FTW_DNR) return 0;
    if (n_paths == cap_paths) {
        cap_paths = cap_paths ? cap_paths * 2 : 1024;
        paths = realloc(paths, cap_paths * sizeof *paths);
        if (!paths) die("paths");
    }
    paths[n_paths++] = strdup(path);
    return 0;
}

/* Each thread takes 64 files at a time. */
static void *read_all(void *unused) {
    size_t cap = 1 << 20;
    char *buffer = malloc(cap);
    unsigned long long sum = 0;
    for (;;) {
        size_t from = atomic_fetch_add(&next_path, 64), to = from + 64 < n_paths ? from + 64 : n_paths;
        if (from >= n_paths) break;
        for (size_t i = from; i < to; i++) {
            int fd = open(paths[i], O_RDONLY | O_CLOEXEC);
            if (fd < 0) die(paths[i]);
            ssize_t got;
            while ((got = read(fd, buffer, cap)) > 0) sum += (unsigned long long)got;
            if (got < 0) die(paths[i]);
            close(fd);
        }
    }
    atomic_fetch_add(&total, sum);
    free(buffer);
    return unused;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: bench_ceiling FOLDER [THREADS]\n", stderr);
        return 2;
    }
    int threads = argc > 2 ? atoi(argv[2]) : 1;
    pthread_t others[64];
    if (threads < 1 || threads > 64) return 2;
    double start = now();
    if (nftw(argv[1], add, 64, FTW_PHYS) != 0) die(argv[1]);
    double listed = now();
    for (int i = 1; i < threads; i++)
        if (pthread_create(&others[i], NULL, read_all, NULL) != 0) die("thread");
    read_all(NULL);
    for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
    printf("{\"files\": %zu, \"bytes\": %llu, \"list_s\": %.4f, \"read_s\": %.4f, \"cpu_s\": %.4f}\n", n_paths,
           (unsigned long long)total, listed - start, now() - listed, processor());
    return 0;
}
