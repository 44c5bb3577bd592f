/* What a request is answered with; knows no sockets. Internal to the room serve. */
#ifndef TB_SERVE_REQUEST_H
#define TB_SERVE_REQUEST_H

#include "serve/shelf.h"

/* Whether a Host header names this machine: 127.0.0.1, localhost or [::1], with or without a port. NULL does not. */
bool tb_host_is_ours(const char *host);

/* The file of an address without its query ("/" is index.html), or NULL; only the site's own files are looked at. */
const tb_site_file *tb_site_file_at(const tb_site *site, tb_slice path);
/* The media type by the ending of a path. */
const char *tb_media_type(tb_slice path);

/* A file as it is sent: its bytes, with the notice in place of TB_SITE_NOTICE. */
typedef struct tb_body {
    tb_slice parts[3];
    size_t len;
} tb_body;
tb_body tb_body_of(const tb_site_file *file, tb_slice notice);
/* Copies up to max bytes from offset `at` on; how many. */
size_t tb_body_read(const tb_body *body, size_t at, char *to, size_t max);

/* Headers of every answer: name, value, name, value, NULL. */
extern const char *const tb_answer_headers[];

#endif
