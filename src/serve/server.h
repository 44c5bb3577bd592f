/* A site shown on the loopback, and nowhere else: an HTTP server in a thread of its own that knows files in memory and
 * nothing of books. What it answers is decided in request.c; what it shows changes at once, for requests that come after.
 *
 * It is for one person at this machine. So it listens on 127.0.0.1 alone, answers only to names of this machine (a page
 * elsewhere could have its own name lead here), and tells browsers to hand nothing on. */
#ifndef TB_SERVE_SERVER_H
#define TB_SERVE_SERVER_H

#include "base/buf.h"
#include "site/site.h"

typedef struct tb_server tb_server;

/* Listens on a port, 0 for a free one; seed is another one in each run, so that a page of an earlier run finds that it is
 * old. Connections wait until there is something to show. TB_EIO with error filled (sys
 * EADDRINUSE: somebody else has the port); TB_ENOMEM. Freed with tb_server_free. */
TB_MUST_USE tb_status tb_server_open(unsigned port, unsigned long seed, tb_server **out, tb_error *error);
unsigned tb_server_port(const tb_server *s);

/* Shows a site, or NULL for the one that is shown, with a notice in each of its pages; tells pages that wait for news. Takes
 * site (also on failure) and the bytes of notice. The first call has a site. The thread begins with it, and inherits the
 * caller's mask of signals. TB_ENOMEM, TB_EIO with error filled. */
TB_MUST_USE tb_status tb_server_show(tb_server *s, tb_site *site, tb_buf *notice, tb_error *error);
/* To be called some times a second: answers pages that waited long, so that those that went away are found out. */
void tb_server_tick(tb_server *s);
/* Ends thread and connections. */
void tb_server_free(tb_server *s);

#endif
