/* What a part of a book is called, so that whoever sees a drawing of it knows that it is a part. Not what is left out as
 * private, and no private name. */
#ifndef TB_CLI_FILTER_WORDS_H
#define TB_CLI_FILTER_WORDS_H

#include "cli/cli.h"
#include "view/view.h"

/* Title, remark and name of a filter that is read: "Around Iran", "Only: alleged, since 2010". In cli's arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_filter_name(const tb_cli *cli, const tb_book *book, tb_filter *f);
/* Title and name of the chains between two entities. */
TB_MUST_USE tb_status tb_filter_name_path(const tb_cli *cli, const tb_book *book, const uint32_t ends[2], tb_filter *f);

#endif
