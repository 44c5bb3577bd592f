/* Changes of a book's files that leave every other byte as it is: what pin and rename write.
 *
 * A change is a range of bytes of one file and what stands there instead. Nothing here writes a file; the caller
 * applies the changes, reads the result again to see that it says what was wanted, and only then writes. */
#ifndef TB_BOOK_CHANGE_H
#define TB_BOOK_CHANGE_H

#include "book/book.h"

typedef struct tb_change {
    uint32_t origin;   /* the file, in the origins that the book was read with */
    size_t start, end; /* bytes, end exclusive; start == end inserts */
    tb_slice with;
} tb_change;

typedef TB_VEC(tb_change) tb_changes; /* in an arena */

typedef struct tb_pin {
    uint32_t source;
    tb_slice sha256; /* 64 hex digits */
} tb_pin;

/* Adds the changes that record each sha256 among the versions of its source's text. TB_EDATA, with error, where an entry is
 * written in a way that cannot be added to without touching more of it (an alias, text over several lines); the changes are of
 * no use then. Each file is read a fixed number of times, however many pins are in it. */
TB_MUST_USE tb_status tb_change_pin(tb_arena *arena, const tb_book *book, const tb_origins *origins, const tb_pin *pins,
                                    size_t n, tb_changes *out, tb_error *error);

typedef enum tb_renamed { TB_RENAMED_ENTITY, TB_RENAMED_SOURCE, TB_RENAMED_LINK } tb_renamed;

/* Adds the changes that call an entity, source or link by another id in the first n_files of origins, which are the files
 * of the book: where it is declared, in links, evidence, only-in, reprint-of, and in what waivers are at. */
TB_MUST_USE tb_status tb_change_rename(tb_arena *arena, const tb_book *book, const tb_origins *origins, size_t n_files,
                                       tb_renamed what, tb_slice from, tb_slice to, tb_changes *out);

/* The bytes of a file after the changes of its origin, which must not overlap; in any order. They are read again as YAML:
 * TB_EDATA, with error, where they are none. */
TB_MUST_USE tb_status tb_changes_apply(const tb_changes *changes, const tb_origins *origins, uint32_t origin, tb_buf *out,
                                       tb_error *error);

#endif
