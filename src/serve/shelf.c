/* Editions and who holds them; see shelf.h. */
#include "serve/shelf.h"

#include <stdio.h>
#include <stdlib.h>

tb_edition *tb_shelf_take(tb_shelf *s) {
    pthread_mutex_lock(&s->lock);
    tb_edition *e = s->current;
    if (e) e->holders++;
    pthread_mutex_unlock(&s->lock);
    return e;
}

static void drop_pages(tb_pages *p) {
    if (!p || --p->holders) return;
    tb_site_free(p->site);
    free(p);
}

static void drop(tb_edition *e) {
    if (!e || --e->holders) return;
    drop_pages(e->pages);
    tb_buf_free(&e->notice);
    free(e);
}

void tb_shelf_return(tb_shelf *s, tb_edition *e) {
    pthread_mutex_lock(&s->lock);
    drop(e);
    pthread_mutex_unlock(&s->lock);
}

/* The element by which a page knows its version stands before the notice. */
static tb_status fill(const tb_shelf *s, tb_edition *e, tb_buf *notice) {
    snprintf(e->version, sizeof e->version, "%lx-%lu", s->seed, s->count + 1);
    tb_buf_printf(&e->notice, "<div id=\"live\" data-version=\"%s\" hidden></div>\n", e->version);
    tb_buf_put(&e->notice, tb_buf_slice(notice));
    TB_TRY(tb_buf_status(notice));
    return tb_buf_status(&e->notice);
}

tb_status tb_shelf_put(tb_shelf *s, tb_site *site, tb_buf *notice) {
    tb_edition *e = calloc(1, sizeof *e);
    tb_pages *pages = site ? calloc(1, sizeof *pages) : NULL;
    if (pages) *pages = (tb_pages){site, 1};
    tb_status status = e && (pages || !site) ? fill(s, e, notice) : TB_ENOMEM;
    tb_buf_free(notice);
    if (status != TB_OK) {
        if (e) tb_buf_free(&e->notice);
        free(e);
        free(pages);
        tb_site_free(site);
        return status;
    }
    pthread_mutex_lock(&s->lock);
    if (!pages && s->current) {
        pages = s->current->pages;
        pages->holders++;
    }
    e->pages = pages;
    e->holders = 1;
    drop(s->current);
    s->current = e;
    s->count++;
    pthread_mutex_unlock(&s->lock);
    return TB_OK;
}
