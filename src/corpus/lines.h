/* Lines of a text file as a curator names them: front matter, and lines to leave out. Within the room only. */
#ifndef TB_CORPUS_LINES_H
#define TB_CORPUS_LINES_H

#include "base/arena.h"

/* Bytes of the line that begins at p[0..len), without its break; *with_break counts the break too. */
size_t tb_line_len(const char *p, size_t len, size_t *with_break);

/* Bytes of the white space (Unicode White_Space) that s begins with, 0 for none; one character at a time. */
size_t tb_space_len(tb_slice s);
/* s without white space at its ends. */
tb_slice tb_trim(tb_slice s);

/* Front matter: the lines between a first line --- and the next line --- or ... (blanks after them are fine). */
typedef struct tb_front_matter {
    size_t start, end; /* the YAML between the two lines; start == end where there is none */
    size_t body;       /* where the text begins */
    size_t open_len;   /* length of the first line where nothing closes it: then all of it is text; else 0 */
} tb_front_matter;
/* Looks for front matter at bytes[from..], from being 0 or the length of a BOM. */
tb_front_matter tb_front_matter_find(tb_slice bytes, size_t from);

/* Lines that are left out: whole lines, white space at both ends aside. */
typedef struct tb_ignore {
    const tb_slice *lines; /* trimmed */
    size_t n;
    size_t max_len; /* of the longest, so that most lines of a text need no look */
} tb_ignore;
/* Trims lines into arena; entries that are nothing but white space are dropped. TB_ENOMEM. */
TB_MUST_USE tb_status tb_ignore_make(tb_arena *arena, const tb_slice *lines, size_t n, tb_ignore *out);
bool tb_ignore_has(const tb_ignore *ignore, tb_slice line);
/* The same, where runs of white space inside the line count as one blank, as a browser shows them. */
bool tb_ignore_has_collapsed(const tb_ignore *ignore, tb_slice line);

#endif
