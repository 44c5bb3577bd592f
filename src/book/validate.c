/* What only the finished model shows: the families of checks, one function each. */
#include "book/validate.h"

static void (*const families[])(tb_reader *r) = {
    tb_validate_link_ends,
    tb_validate_unsourced,
    tb_validate_forms,
    tb_validate_phrases,
};

void tb_validate(tb_reader *r) {
    for (size_t i = 0; i < sizeof families / sizeof *families && r->status == TB_OK; i++) {
        r->doc = NULL;
        r->subject = TB_S("");
        families[i](r);
    }
    r->subject = TB_S("");
}
