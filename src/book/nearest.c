/* The words of "did you mean" in findings; see base/edit.h for what is near. */
#include <stdio.h>

#include "book/reader.h"

tb_hint tb_hint_of(tb_slice best) {
    tb_hint out = {""};
    if (best.len) (void)snprintf(out.s, sizeof out.s, "; did you mean '%s'?", tb_show(best).s);
    return out;
}
