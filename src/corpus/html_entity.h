/* Character references (&amp; &#8217;) to the characters they stand for. Within the room only. */
#ifndef TB_CORPUS_HTML_ENTITY_H
#define TB_CORPUS_HTML_ENTITY_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

typedef struct tb_entity_value {
    size_t raw_len;   /* bytes of the reference; 0: it is none, the & is an & */
    tb_slice instead; /* what it stands for, UTF-8 */
} tb_entity_value;

/* Remembers the named references of a text, as looking one up is slow. All zeros but arena is an empty one. */
typedef struct tb_entities {
    tb_arena *arena;
    tb_map names; /* candidate → index into values */
    TB_VEC(tb_entity_value) values;
} tb_entities;

/* Reads the reference that s begins with (s.p[0] is '&'), by the rules of the HTML standard for text: names
 * without a semicolon too where the standard has them, code points of Windows-1252, U+FFFD for what is none.
 * s is borrowed while e lives. TB_ENOMEM. */
TB_MUST_USE tb_status tb_entity_read(tb_entities *e, tb_slice s, tb_entity_value *out);
void tb_entities_free(tb_entities *e);

#endif
