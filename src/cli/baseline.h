/* Baselines: the findings that a book is known to have, so that a check fails on new ones alone. A finding is the same as
 * long as its code, its subject, its message and its file are; the line is no part of it, and how often it occurs is
 * counted. Paths are those from the book's folder, so that the folder in which tiebook runs does not matter. */
#ifndef TB_CLI_BASELINE_H
#define TB_CLI_BASELINE_H

#include "cli/load.h"

typedef struct tb_known {
    tb_slice file, code, subject, message;
    size_t count;
} tb_known;

typedef struct tb_baseline {
    TB_VEC(tb_known) all;  /* sorted, none twice */
    TB_VEC(tb_known) gone; /* with how many occur no longer */
    size_t n_known;        /* findings that were taken out */
} tb_baseline;

/* Reads --baseline, if given, and takes what it has out of the findings of l, whose baseline is set. 0, or says what is
 * wrong and gives the exit status. */
int tb_baseline_apply(const tb_cli *cli, tb_load *l);
/* Writes the findings of l that are not waived to --write-baseline. 0, or says what is wrong and gives the exit status. */
int tb_baseline_write(const tb_cli *cli, const tb_load *l);

#endif
