/* See cursor.h. */
#include "cli/cursor.h"

#include "base/utf8.h"

#define BOM 3 /* bytes that a BOM may take: no counting across it */

tb_position tb_cursor_at(tb_cursor *c, size_t offset) {
    const tb_origin *o = c->origin;
    bool near = c->position.line && c->offset >= BOM && offset >= c->offset && offset <= o->bytes.len &&
                (c->position.line == o->n_lines || offset < o->line_starts[c->position.line]);
    /* From within a character nothing can be counted. */
    bool within = near && c->offset < o->bytes.len && ((unsigned char)o->bytes.p[c->offset] & 0xC0) == 0x80;
    if (near && !within) {
        while (c->offset < offset) {
            size_t n = tb_utf8_len(o->bytes.p + c->offset, o->bytes.len - c->offset);
            c->offset += n ? n : 1;
            c->position.column++;
        }
        if (c->offset == offset) return c->position;
    }
    c->position = tb_origin_position(o, offset);
    c->offset = offset;
    return c->position;
}
