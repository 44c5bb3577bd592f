/* Checked output; see sink.h. SIGPIPE is ignored by main, so that a closed pipe is EPIPE here. */
#include "cli/sink.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

#define MUCH 65536

void tb_sink_open(tb_sink *s, const char *path) {
    *s = (tb_sink){.path = path && strcmp(path, "-") != 0 ? path : NULL};
}

static void write_out(tb_sink *s) {
    if (s->gone || s->failed) {
        tb_buf_clear(&s->buf);
        return;
    }
    tb_status status = tb_buf_status(&s->buf);
    if (status != TB_OK)
        tb_error_set(&s->error, 0, "out of memory");
    else if (s->path)
        status = tb_file_write(s->path, tb_buf_slice(&s->buf), &s->error);
    else
        status = tb_fd_write(STDOUT_FILENO, "standard output", tb_buf_slice(&s->buf), &s->error);
    s->gone = status == TB_EIO && s->error.sys == EPIPE;
    s->failed = status != TB_OK && !s->gone;
    tb_buf_clear(&s->buf);
}

bool tb_sink_flush(tb_sink *s) {
    if (!s->path && s->buf.len >= MUCH) write_out(s);
    return !s->gone && !s->failed && s->buf.status == TB_OK;
}

tb_status tb_sink_close(tb_sink *s) {
    if (s->path || s->buf.len || s->buf.status != TB_OK) write_out(s);
    tb_buf_free(&s->buf);
    /* Some file systems say only now that there was no room. */
    if (!s->path && !s->failed && !s->gone && close(STDOUT_FILENO) != 0 && errno != EBADF) {
        tb_error_set(&s->error, errno, "standard output");
        s->failed = true;
    }
    return s->failed ? TB_EIO : TB_OK;
}

void tb_sink_drop(tb_sink *s) {
    tb_buf_free(&s->buf);
    s->path = NULL;
}
