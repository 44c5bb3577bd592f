/* The files of src/cli/example, which the program carries: what `init` writes. */
#ifndef TB_CLI_EXAMPLE_H
#define TB_CLI_EXAMPLE_H

#include <stddef.h>

typedef struct tb_example {
    const char *name; /* path below the folder */
    const unsigned char *bytes;
    size_t len;
} tb_example;

extern const tb_example tb_examples[]; /* by name: articles before the book */
extern const size_t tb_n_examples;

#endif
