/* "Did you mean": the word of a list that is most like the one that was typed. */
#ifndef TB_CLI_SUGGEST_H
#define TB_CLI_SUGGEST_H

#include "base/slice.h"

typedef struct tb_suggest {
    tb_slice typed;
    tb_slice best; /* "" while nothing is near enough */
    size_t distance;
} tb_suggest;

tb_suggest tb_suggest_for(tb_slice typed);
/* Offers one word of the list; the first of equally near ones stays. */
void tb_suggest_offer(tb_suggest *s, tb_slice word);

#endif
