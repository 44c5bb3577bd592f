/* The server; see server.h. The one file that knows libmicrohttpd.
 *
 * A page asks /changes?since=VERSION whether it is old. While it is not, its connection sleeps (suspended, it costs no
 * time); it is woken by a new edition, or after a while, and then answered with the version that is current. */
#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "serve/request.h"

#define CHANGES "/changes"
enum { PATIENCE = 100 /* ticks that a page waits for news */, CONNECTIONS = 256, IDLE = 60, BLOCK = 65536 };

#if MHD_VERSION >= 0x00097002
typedef enum MHD_Result yes_or_no;
#else
typedef int yes_or_no;
#endif

/* One request, from its first line to its end. */
typedef struct asking {
    struct MHD_Connection *connection;
    struct asking *before, *after; /* in waiting; NULL, and is_waiting false, if it does not */
    bool is_waiting, was_woken;
    unsigned long since; /* tick */
} asking;

struct tb_server {
    struct MHD_Daemon *daemon;
    int socket;
    unsigned port;
    tb_shelf shelf;
    pthread_mutex_t lock; /* of the following */
    asking *waiting;
    unsigned long ticks;
    bool ending;
};

/* ---- those who wait ---- */

static void leave(tb_server *s, asking *a) {
    if (!a->is_waiting) return;
    if (a->before) a->before->after = a->after;
    else s->waiting = a->after;
    if (a->after) a->after->before = a->before;
    a->before = a->after = NULL;
    a->is_waiting = false;
}

/* Suspends a connection, unless a new edition came meanwhile: the lock is that of those who wake. */
static bool wait_for_news(tb_server *s, asking *a, const char *version) {
    pthread_mutex_lock(&s->lock);
    tb_edition *e = tb_shelf_take(&s->shelf);
    bool waits = !s->ending && e && strcmp(e->version, version) == 0;
    if (waits) {
        a->is_waiting = true;
        a->since = s->ticks;
        a->after = s->waiting;
        if (s->waiting) s->waiting->before = a;
        s->waiting = a;
        MHD_suspend_connection(a->connection);
    }
    if (e) tb_shelf_return(&s->shelf, e);
    pthread_mutex_unlock(&s->lock);
    return waits;
}

/* Those who have waited for so many ticks. */
static void wake(tb_server *s, unsigned long patience) {
    pthread_mutex_lock(&s->lock);
    for (asking *a = s->waiting, *next; a; a = next) {
        next = a->after;
        if (s->ticks - a->since < patience) continue;
        leave(s, a);
        a->was_woken = true;
        MHD_resume_connection(a->connection);
    }
    pthread_mutex_unlock(&s->lock);
}

/* ---- answers ---- */

typedef struct sending {
    tb_shelf *shelf;
    tb_edition *edition;
    tb_body body;
} sending;

static ssize_t read_body(void *context, uint64_t at, char *to, size_t max) {
    const sending *s = context;
    size_t n = at < s->body.len ? tb_body_read(&s->body, (size_t)at, to, max) : 0;
    return n ? (ssize_t)n : MHD_CONTENT_READER_END_OF_STREAM;
}

static void end_body(void *context) {
    sending *s = context;
    tb_shelf_return(s->shelf, s->edition);
    free(s);
}

static yes_or_no reply(struct MHD_Connection *c, unsigned status, const char *type, struct MHD_Response *r) {
    if (!r) return MHD_NO;
    yes_or_no ok = MHD_add_response_header(r, "Content-Type", type);
    for (size_t i = 0; tb_answer_headers[i] && ok == MHD_YES; i += 2)
        ok = MHD_add_response_header(r, tb_answer_headers[i], tb_answer_headers[i + 1]);
    if (ok == MHD_YES && status == MHD_HTTP_METHOD_NOT_ALLOWED) ok = MHD_add_response_header(r, "Allow", "GET, HEAD");
    if (ok == MHD_YES) ok = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return ok;
}

static yes_or_no reply_words(struct MHD_Connection *c, unsigned status, const char *words) {
    return reply(c, status, "text/plain; charset=utf-8",
                 MHD_create_response_from_buffer(strlen(words), (void *)(uintptr_t)words, MHD_RESPMEM_MUST_COPY));
}

static yes_or_no reply_file(tb_server *s, struct MHD_Connection *c, const char *path) {
    sending *to = calloc(1, sizeof *to);
    tb_edition *e = to ? tb_shelf_take(&s->shelf) : NULL;
    if (!e) {
        free(to);
        return MHD_NO;
    }
    const tb_site_file *file = tb_site_file_at(e->pages->site, tb_slice_cstr(path));
    unsigned status = file ? MHD_HTTP_OK : MHD_HTTP_NOT_FOUND;
    if (!file) file = tb_site_file_at(e->pages->site, TB_S(TB_SITE_NOT_FOUND));
    *to = (sending){&s->shelf, e, {{{NULL, 0}}, 0}};
    if (file) to->body = tb_body_of(file, tb_buf_slice(&e->notice));
    const char *type = tb_media_type(file ? file->path : (tb_slice){"", 0});
    struct MHD_Response *r = MHD_create_response_from_callback(to->body.len, BLOCK, read_body, to, end_body);
    if (!r) end_body(to);
    return reply(c, status, type, r);
}

static yes_or_no reply_version(tb_server *s, struct MHD_Connection *c, asking *a) {
    const char *since = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "since");
    if (since && !a->was_woken && wait_for_news(s, a, since)) return MHD_YES;
    tb_edition *e = tb_shelf_take(&s->shelf);
    if (!e) return MHD_NO;
    yes_or_no ok = reply_words(c, MHD_HTTP_OK, e->version);
    tb_shelf_return(&s->shelf, e);
    return ok;
}

/* ---- requests ---- */

static yes_or_no count(void *context, enum MHD_ValueKind kind, const char *key, const char *value) {
    static const char host[] = "host";
    size_t i = 0;
    (void)kind, (void)value;
    while (i < 4 && key[i] && (key[i] | 32) == host[i]) i++;
    *(size_t *)context += i == 4 && key[4] == 0;
    return MHD_YES;
}

/* One Host header, and one of ours. */
static bool is_for_us(struct MHD_Connection *c) {
    size_t n = 0;
    MHD_get_connection_values(c, MHD_HEADER_KIND, count, &n);
    return n == 1 && tb_host_is_ours(MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"));
}

static yes_or_no answer(void *context, struct MHD_Connection *c, const char *path, const char *method, const char *http,
                        const char *data, size_t *n_data, void **state) {
    tb_server *s = context;
    asking *a = *state;
    (void)http, (void)data;
    if (!is_for_us(c)) return reply_words(c, MHD_HTTP_MISDIRECTED_REQUEST, "Only names of this machine are answered.\n");
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return reply_words(c, MHD_HTTP_METHOD_NOT_ALLOWED, "There is nothing here but pages to read.\n");
    if (!a) { /* the first call: its head is here, its body is not */
        *state = a = calloc(1, sizeof *a);
        if (!a) return MHD_NO;
        a->connection = c;
        return MHD_YES;
    }
    if (*n_data) { /* a body that nobody reads */
        *n_data = 0;
        return MHD_YES;
    }
    return strcmp(path, CHANGES) == 0 ? reply_version(s, c, a) : reply_file(s, c, path);
}

static void completed(void *context, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why) {
    tb_server *s = context;
    (void)c, (void)why;
    if (!*state) return;
    pthread_mutex_lock(&s->lock);
    leave(s, *state);
    pthread_mutex_unlock(&s->lock);
    free(*state);
    *state = NULL;
}

/* ---- the server ---- */

static tb_status listen_at(tb_server *s, unsigned port, tb_error *error) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int yes = 1;
    s->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (s->socket == -1 || setsockopt(s->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(s->socket, (struct sockaddr *)&at, sizeof at) != 0 || listen(s->socket, 64) != 0 ||
        getsockname(s->socket, (struct sockaddr *)&at, &n) != 0) {
        tb_error_set(error, errno, "127.0.0.1:%u", port);
        return TB_EIO;
    }
    s->port = ntohs(at.sin_port);
    return TB_OK;
}

tb_status tb_server_open(unsigned port, unsigned long seed, tb_server **out, tb_error *error) {
    *out = NULL;
    tb_server *s = calloc(1, sizeof *s);
    if (!s) return TB_ENOMEM;
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->shelf.lock, NULL);
    s->shelf.seed = seed;
    s->socket = -1;
    tb_status status = listen_at(s, port, error);
    if (status != TB_OK)
        tb_server_free(s);
    else
        *out = s;
    return status;
}

unsigned tb_server_port(const tb_server *s) {
    return s->port;
}

static tb_status begin(tb_server *s, tb_error *error) {
    s->daemon = MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, answer, s,
                                 MHD_OPTION_LISTEN_SOCKET, s->socket, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
                                 MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE, MHD_OPTION_NOTIFY_COMPLETED, completed, s,
                                 MHD_OPTION_END);
    if (s->daemon) return TB_OK;
    tb_error_set(error, errno, "the server does not start");
    return TB_EIO;
}

tb_status tb_server_show(tb_server *s, tb_site *site, tb_buf *notice, tb_error *error) {
    pthread_mutex_lock(&s->lock); /* or one who has looked already would begin to wait after the others were woken */
    tb_status status = tb_shelf_put(&s->shelf, site, notice);
    pthread_mutex_unlock(&s->lock);
    if (status != TB_OK) return status;
    if (!s->daemon) return begin(s, error);
    wake(s, 0);
    return TB_OK;
}

void tb_server_tick(tb_server *s) {
    pthread_mutex_lock(&s->lock);
    s->ticks++;
    pthread_mutex_unlock(&s->lock);
    wake(s, PATIENCE);
}

void tb_server_free(tb_server *s) {
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->ending = true;
    pthread_mutex_unlock(&s->lock);
    if (s->daemon) {
        wake(s, 0);
        MHD_stop_daemon(s->daemon); /* closes the socket */
    } else if (s->socket != -1) {
        close(s->socket);
    }
    if (s->shelf.current) tb_shelf_return(&s->shelf, s->shelf.current);
    pthread_mutex_destroy(&s->shelf.lock);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
