/* What the server shows, held by those who are sending it. Internal to the room serve. */
#ifndef TB_SERVE_SHELF_H
#define TB_SERVE_SHELF_H

#include <pthread.h>

#include "site/site.h"

enum { TB_VERSION_MAX = 48 };

typedef struct tb_pages {
    tb_site *site;
    size_t holders;
} tb_pages;

/* One state of what is shown; immutable. */
typedef struct tb_edition {
    tb_pages *pages;
    tb_buf notice; /* with what tells the page its version */
    char version[TB_VERSION_MAX];
    size_t holders;
} tb_edition;

typedef struct tb_shelf {
    pthread_mutex_t lock; /* of everything here */
    tb_edition *current;  /* held */
    unsigned long count, seed;
} tb_shelf;

/* The current edition, held; NULL before the first. */
tb_edition *tb_shelf_take(tb_shelf *s);
void tb_shelf_return(tb_shelf *s, tb_edition *e);
/* A new edition becomes the current one; site NULL: the pages of the last. Takes site, also on failure, and the bytes of
 * notice. TB_ENOMEM. */
TB_MUST_USE tb_status tb_shelf_put(tb_shelf *s, tb_site *site, tb_buf *notice);

#endif
