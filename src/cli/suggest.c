/* "Did you mean" for the command line; see base/edit.h for what is near. */
#include "cli/suggest.h"

#include <stdint.h>

#include "base/edit.h"

tb_suggest tb_suggest_for(tb_slice typed) {
    return (tb_suggest){.typed = typed, .distance = SIZE_MAX};
}

void tb_suggest_offer(tb_suggest *s, tb_slice word) {
    size_t allowed = tb_edit_allowance(s->typed);
    size_t d = tb_edit_distance(s->typed, word, allowed);
    if (s->typed.len >= 3 && tb_slice_starts(word, s->typed)) d = 1; /* begun and not finished */
    if (d <= allowed && d < s->distance && d < word.len) {
        s->best = word;
        s->distance = d;
    }
}
