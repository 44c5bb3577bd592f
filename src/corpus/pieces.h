/* A text put together from pieces of its file. Readers of formats report, in any order, which bytes of the
 * file are text and where paragraphs end; out of that comes a tb_text. Within the room only. */
#ifndef TB_CORPUS_PIECES_H
#define TB_CORPUS_PIECES_H

#include "corpus/lines.h"
#include "text/text.h"

typedef struct tb_piece {
    size_t raw, raw_len; /* bytes of the file */
    tb_slice instead;    /* what they stand for, where p is not NULL; else they stand for themselves */
    size_t paragraph;    /* pieces of one paragraph have the same number */
} tb_piece;

typedef struct tb_pieces {
    tb_arena *arena; /* of the text that is made */
    tb_slice raw;    /* the whole file */
    TB_VEC(tb_piece) all; /* on the heap */
    bool separators;    /* a line feed stands between paragraphs, for the mark-up there, so that the words on
                           both sides stay apart */
    size_t paragraph;
    bool begun;         /* the paragraph has something in it */
    bool unsorted;      /* some piece stands before its predecessor in the file */
} tb_pieces;

/* `instead` must live as long as the arena. Pieces of length 0 are nothing. TB_ENOMEM. */
TB_MUST_USE tb_status tb_pieces_add(tb_pieces *p, size_t raw, size_t raw_len);
TB_MUST_USE tb_status tb_pieces_replace(tb_pieces *p, size_t raw, size_t raw_len, tb_slice instead);
/* What comes next is another paragraph. */
void tb_pieces_break(tb_pieces *p);
/* Leaves out the ignored lines of the text that the pieces make, and breaks the paragraph there. A line ends at
 * a line break or with its paragraph; what stands between two replaced line feeds (<br>) is also taken as one
 * line, with its white space collapsed. TB_ENOMEM. */
TB_MUST_USE tb_status tb_pieces_ignore(tb_pieces *p, const tb_ignore *ignore);

/* Leaves out what comes from ignored lines of the file, from offset body on. TB_ENOMEM. */
TB_MUST_USE tb_status tb_pieces_ignore_raw(tb_pieces *p, size_t body, const tb_ignore *ignore);

/* Makes the text. Pieces are put in the order of the file; one that overlaps its predecessor is left out.
 * With a single verbatim piece the text is borrowed from raw. TB_ENOMEM. */
TB_MUST_USE tb_status tb_pieces_make(tb_pieces *p, tb_text *out);
void tb_pieces_free(tb_pieces *p);

/* An empty text of raw. */
tb_text tb_text_empty(tb_slice raw);

#endif
