/* A book brought in for a command: read, and checked against its texts, with all that was found. */
#ifndef TB_CLI_LOAD_H
#define TB_CLI_LOAD_H

#include "check/check.h"
#include "cli/cli.h"
#include "cli/cursor.h"

typedef struct tb_load {
    tb_origins origins;
    tb_findings findings;
    tb_book *book;
    tb_check *check;     /* NULL where the book is broken, or before tb_load_check */
    bool broken;         /* no proper YAML: what was read of it is not worth checking */
    tb_locator *locator; /* of the origins; for whoever shows places */
    tb_slice nowhere;    /* the file that is named for findings without a place; "": the book */
    size_t n_texts;
    tb_slice *texts; /* of --texts */
    const tb_severity *severities; /* of --severity; set before tb_load_check */
    size_t n_severities;
    const tb_earlier *earlier; /* or NULL; set before tb_load_check */
    const struct tb_baseline *baseline; /* of --baseline, or NULL; its findings are taken out of findings */
} tb_load;

/* Which book is meant: --book, else operand (may be NULL), else entities.yaml. Gives 0 and *out, or says what
 * is wrong and gives the exit status. */
int tb_load_path(const tb_cli *cli, const char *operand, const char **out);
/* Reads the book. 0, or says why not and gives the exit status; a book with findings is 0. */
int tb_load_book(const tb_cli *cli, const char *path, tb_load *l);
/* Looks at --texts, as the check does first. 0, or says what is wrong and gives the exit status. */
int tb_load_texts(const tb_cli *cli, tb_load *l);
/* Checks the book, unless it is broken. 0, or says why not and gives the exit status. */
int tb_load_check(const tb_cli *cli, tb_load *l);
void tb_load_free(tb_load *l);

/* For commands that are about something else: where the book is broken, writes its findings to standard error
 * and gives TB_EXIT_FINDINGS; where it has errors, says how many in a remark. Else 0. */
int tb_load_remark(const tb_cli *cli, const tb_load *l);

/* The entity that is meant by words of the command line, as index. 0, or says what is wrong and gives the
 * exit status. */
int tb_load_entity(const tb_cli *cli, const tb_book *book, const char *words, uint32_t *out);

#endif
