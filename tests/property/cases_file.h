/* Cases with what the oracle found, as a stream: for machines without the libraries that the oracle needs. Numbers are
 * 32 bits in the order of the machine; both ends are of one order. */
#ifndef TB_TESTS_CASES_FILE_H
#define TB_TESTS_CASES_FILE_H

#include <stdio.h>

#include "cases.h"

#define CASES_FILE_MAGIC 0x74624331u

/* Writes a case, its breaks and hits. False where it cannot. */
bool case_write(FILE *f, const match_case *c, const tb_text *text, const tb_hits *hits);
/* Reads one; breaks has room for CASE_BYTES + 2. False at the end; ends the process at anything else. */
bool case_read(FILE *f, match_case *c, size_t *breaks, size_t *n_breaks, tb_hits *hits);

#endif
