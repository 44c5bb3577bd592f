/* The two ways of `mentions`: texts that are files, and documents from standard input. */
#ifndef TB_CLI_MENTIONS_H
#define TB_CLI_MENTIONS_H

#include "cli/load.h"
#include "cli/mention_lines.h"

typedef struct tb_seeker {
    tb_cli *cli;
    tb_load *load;
    const tb_names_index *index;
    tb_mention_lines lines;
    tb_scratch **scratches; /* one a thread */
    size_t threads;
    bool nested;
    bool bad;         /* a text could not be read */
    tb_status status; /* what ended the run, or TB_OK */
} tb_seeker;

/* Looks in the texts of the sources, or where n > 0 in the n files and folders. 0, or says what is wrong and
 * gives the exit status. */
int tb_seek_files(tb_seeker *s, const char *const *files, size_t n);
/* Answers each line of standard input. */
int tb_seek_documents(tb_seeker *s);

#endif
