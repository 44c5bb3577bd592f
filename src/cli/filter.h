/* The filters of the command line (--around, --source, …) as the view wants them. */
#ifndef TB_CLI_FILTER_H
#define TB_CLI_FILTER_H

#include "cli/load.h"
#include "view/view.h"

/* Looks at what can be judged without a book. 0, or says what is wrong and gives the exit status. */
int tb_filter_check(const tb_cli *cli);
/* 0, or says what is wrong and gives the exit status. *out borrows from cli's arena and the command line. */
int tb_filter_read(const tb_cli *cli, const tb_book *book, tb_filter *out);

/* Whether nothing is left out but what is private. */
bool tb_filter_is_whole(const tb_filter *f);

/* Narrows *f to the chains of --path, where it is given: these are looked for among the links that *f leaves. After the
 * check. 0, or says what is wrong and gives the exit status. */
int tb_filter_chains(const tb_cli *cli, const tb_check *check, tb_filter *f);

/* A source of the book by its id. 0, or says what is wrong and gives the exit status. */
int tb_filter_source(const tb_cli *cli, const tb_book *book, const char *word, uint32_t *out);

#endif
