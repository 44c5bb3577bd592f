/* What one pass over the bytes of a file tells about all of them, so that nobody has to pass over them again for
 * any of it; and how many characters a part of them has. */
#ifndef TB_BASE_SURVEY_H
#define TB_BASE_SURVEY_H

#include "base/slice.h"
#include "base/vec.h"

typedef struct tb_survey {
    TB_VEC(size_t) starts; /* of lines, on the heap: [0] is 0, and one behind each line break */
    bool is_text;          /* well-formed UTF-8 without a NUL byte */
} tb_survey;

/* Fills *out, all zeros or filled before: then its memory is used again. TB_ENOMEM. */
TB_MUST_USE tb_status tb_survey_make(tb_slice bytes, tb_survey *out);
void tb_survey_free(tb_survey *s);

/* Characters that begin in s, which is a part of a well-formed text. */
size_t tb_utf8_count(tb_slice s);

#endif
