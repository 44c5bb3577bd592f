/* Checked output; see sink.h. SIGPIPE is ignored by main, so that a closed pipe is EPIPE here. */
#include "cli/sink.h"

#include <errno.h>
#include <unistd.h>

#define MUCH 65536   /* bytes, of which a write is worth its while */
#define ENOUGH 16384 /* of which it is when that spares copying them */

void tb_sink_open(tb_sink *s, const char *path) {
    *s = (tb_sink){.path = path && strcmp(path, "-") != 0 ? path : NULL};
}

static tb_status write_file(tb_sink *s) {
    if (!s->begun) TB_TRY(tb_file_begin(s->path, &s->file, &s->error));
    s->begun = true;
    return tb_file_append(&s->file, tb_buf_slice(&s->buf), &s->error);
}

static void judge(tb_sink *s, tb_status status) {
    s->gone = status == TB_EIO && s->error.sys == EPIPE;
    s->failed = status != TB_OK && !s->gone;
    if (status == TB_ENOMEM) tb_error_set(&s->error, 0, "out of memory");
}

static void write_out(tb_sink *s) {
    if (!s->gone && !s->failed) {
        tb_status status = tb_buf_status(&s->buf);
        if (status == TB_OK)
            status = s->path
                         ? write_file(s)
                         : tb_fd_write(STDOUT_FILENO, "standard output", tb_buf_slice(&s->buf), &s->error);
        judge(s, status);
    }
    tb_buf_clear(&s->buf);
}

bool tb_sink_push(tb_sink *s) {
    if (s->buf.len || s->buf.status != TB_OK) write_out(s);
    return !s->gone && !s->failed;
}

bool tb_sink_flush(tb_sink *s) {
    return s->buf.len < MUCH && s->buf.status == TB_OK ? !s->gone && !s->failed : tb_sink_push(s);
}

bool tb_sink_pass(tb_sink *s, tb_buf *b) {
    if (s->buf.len == 0 && s->buf.status == TB_OK && b->len >= ENOUGH) {
        tb_buf mine = s->buf;
        s->buf = *b;
        *b = mine;
        return tb_sink_push(s);
    } else {
        tb_buf_put(&s->buf, tb_buf_slice(b));
    }
    tb_buf_clear(b);
    return tb_sink_flush(s);
}

tb_status tb_sink_close(tb_sink *s) {
    if (s->path || s->buf.len || s->buf.status != TB_OK) write_out(s);
    tb_buf_free(&s->buf);
    if (s->begun && !s->failed && !s->gone) {
        s->begun = false;
        judge(s, tb_file_commit(&s->file, &s->error));
    }
    tb_sink_drop(s);
    /* Some file systems say only now that there was no room. */
    if (!s->path && !s->failed && !s->gone && close(STDOUT_FILENO) != 0 && errno != EBADF) {
        tb_error_set(&s->error, errno, "standard output");
        s->failed = true;
    }
    return s->failed ? TB_EIO : TB_OK;
}

void tb_sink_drop(tb_sink *s) {
    tb_buf_free(&s->buf);
    if (s->begun) tb_file_abandon(&s->file);
    s->begun = false;
}
