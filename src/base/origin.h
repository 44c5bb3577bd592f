/* Origins: the files that findings point into, and the lines in them.
 *
 * A place is a range of bytes in an origin; lines and columns are worked out from it when somebody
 * wants to read them. Lines end at LF, CRLF, CR, NEL (U+0085), U+2028 and U+2029; lines and columns
 * count from 1, columns in code points (a byte that is no UTF-8 counts as one), a BOM not among them. */
#ifndef TB_BASE_ORIGIN_H
#define TB_BASE_ORIGIN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/survey.h"
#include "base/vec.h"

#define TB_NO_ORIGIN UINT32_MAX

typedef struct tb_origin {
    tb_slice name;       /* the path as it is shown to people */
    tb_slice bytes;      /* borrowed: the whole file as it stands on disk */
    size_t *line_starts; /* offsets of the bytes that begin lines; [0] is 0 (a BOM belongs to line 1) */
    size_t n_lines;      /* at least 1; line breaks + 1, so the last line is empty after a final break */
    bool is_text;        /* the bytes are well-formed UTF-8 without a NUL */
} tb_origin;

typedef struct tb_origins {
    tb_arena arena;
    TB_VEC(tb_origin) all;
    tb_survey survey; /* of the file added last, for its memory */
} tb_origins;

typedef struct tb_place {
    uint32_t origin;   /* index into tb_origins, or TB_NO_ORIGIN: a place that is nowhere */
    size_t start, end; /* bytes, from 0, end exclusive */
} tb_place;

typedef struct tb_position {
    size_t line, column; /* from 1; column in code points */
} tb_position;

#define TB_NOWHERE ((tb_place){TB_NO_ORIGIN, 0, 0})

/* Registers a file; name is copied, bytes are borrowed and must outlive the origins. */
TB_MUST_USE tb_status tb_origins_add(tb_origins *o, tb_slice name, tb_slice bytes, uint32_t *out);
void tb_origins_free(tb_origins *o);
/* No file is registered any more; memory is kept for those that come. */
void tb_origins_clear(tb_origins *o);
/* The position of byte offset (clamped to the file's end). O(log lines + line length). */
tb_position tb_origin_position(const tb_origin *o, size_t offset);
/* The line of it alone. O(log lines). */
size_t tb_origin_line_at(const tb_origin *o, size_t offset);
/* The byte offset of a position (line and column from 1, clamped). */
size_t tb_origin_offset(const tb_origin *o, tb_position at);
/* The bytes of line (from 1) without its line break and without a BOM. */
tb_slice tb_origin_line(const tb_origin *o, size_t line);

/* Line starts of bytes, in arena; *n at least 1. The one definition of a line break in the project. */
TB_MUST_USE tb_status tb_line_starts(tb_arena *arena, tb_slice bytes, size_t **out, size_t *n);
/* Length in bytes of the line break that begins at p[0..len), 0 if there is none; CRLF is one. */
size_t tb_line_break(const char *p, size_t len);

#endif
