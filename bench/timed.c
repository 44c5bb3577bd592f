/* Runs a command with its output in a file, and tells what it took. It is small itself: what a process had before it became
 * the command counts as the command's memory, and a child of Python's would begin with Python's.
 *
 *   bench_timed OUT COMMAND [ARGUMENT…]
 *
 * Prints {"status": …, "wall": seconds of the clock, "cpu": seconds of processors, "memory": megabytes at the most}. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec * 1e-6; }

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: bench_timed OUT COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (out < 0 || in < 0) {
        perror(argv[1]);
        return 1;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        dup2(in, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        execv(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        perror(argv[2]);
        return 1;
    }
    printf("{\"status\": %d, \"wall\": %.6f, \"cpu\": %.6f, \"memory\": %.3f}\n",
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), now() - start,
           seconds(used.ru_utime) + seconds(used.ru_stime), (double)used.ru_maxrss / 1e3);
    return 0;
}
