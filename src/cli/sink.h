/* The output of a command: standard output or the file of -o. Every write is checked: what could not be
 * written is an error with a message, except that a reader who went away (a closed pipe) ends the run
 * quietly.
 *
 * A file is there when all is written, whole, and until then as it was before. */
#ifndef TB_CLI_SINK_H
#define TB_CLI_SINK_H

#include "base/file.h"

typedef struct tb_sink {
    tb_buf buf;       /* what is written next; append to it at will */
    const char *path; /* NULL is standard output */
    tb_file_out file;
    bool begun;  /* file is open */
    bool gone;   /* the reader went away */
    bool failed; /* error says why */
    tb_error error;
} tb_sink;

/* path NULL or "-" is standard output. */
void tb_sink_open(tb_sink *s, const char *path);
/* Passes on what has gathered, where it is much; false when there is no sense in going on. For commands
 * whose output is longer than memory. */
bool tb_sink_flush(tb_sink *s);
/* Appends what is in b and passes it on, where it is much; b is empty then, and may have another memory. */
bool tb_sink_pass(tb_sink *s, tb_buf *b);
/* As tb_sink_flush however little it is, for a reader who waits for it. */
bool tb_sink_push(tb_sink *s);
/* Writes the rest. TB_OK also where the reader is gone. TB_EIO, TB_ENOMEM with error filled. */
TB_MUST_USE tb_status tb_sink_close(tb_sink *s);
/* Forgets what was not written. */
void tb_sink_drop(tb_sink *s);

#endif
