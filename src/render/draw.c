/* Graphviz at work; see draw.h. The only file that knows gvc.
 *
 * Graphviz reports through a callback without a closure, so where it reports to is a static of this file,
 * under the lock. So is the context, which is made once and lives as long as the process: the pango plug-in
 * of Graphviz 2.42 remembers the last font's name by a pointer into the context, and compares with it when
 * another context draws after the first was freed. */
#define _XOPEN_SOURCE 700 /* srand48 */

#include "render/draw.h"

#include <graphviz/gvc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"

enum { MESSAGES_MAX = 4000 }; /* bytes: a hostile book must not fill the screen */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static tb_buf *report_to; /* under the lock */
static GVC_t *context;    /* under the lock; NULL until the first drawing */

static int report(char *message) {
    if (report_to && report_to->len < MESSAGES_MAX) tb_buf_puts(report_to, message);
    return 0;
}

/* A drawing under way. */
typedef struct drawing {
    GVC_t *gvc;
    Agraph_t *g;
    bool laid_out;
    agusererrf old_report;
} drawing;

static void finish(drawing *d) {
    if (d->laid_out) gvFreeLayout(d->gvc, d->g);
    if (d->g) agclose(d->g);
    agseterrf(d->old_report);
    report_to = NULL;
    pthread_mutex_unlock(&lock);
}

/* Reads and lays out; the lock is held until finish, whatever this returns. */
static tb_status start(drawing *d, tb_slice dot, const char *engine, unsigned dpi, tb_buf *messages,
                       tb_error *error) {
    pthread_mutex_lock(&lock);
    report_to = messages;
    d->old_report = agseterrf(report);
    tb_buf text = {0}; /* ends in NUL */
    tb_buf_put(&text, dot);
    tb_buf_putc(&text, '\0');
    tb_status status = tb_buf_status(&text);
    if (status == TB_OK && !context && !(context = gvContext())) status = TB_ENOMEM;
    d->gvc = context;
    if (status == TB_OK && !(d->g = agmemread(text.p))) {
        tb_error_set(error, 0, "Graphviz could not read the drawing");
        status = TB_EDATA;
    }
    tb_buf_free(&text);
    TB_TRY(status);
    if (dpi) {
        char name[] = "dpi", value[24];
        snprintf(value, sizeof value, "%u", dpi);
        if (!agattr(d->g, AGRAPH, name, value)) return TB_ENOMEM;
    }
    srand(1); /* engines draw from both, and seed at most one */
    srand48(1);
    if (gvLayout(d->gvc, d->g, engine) != 0) {
        tb_error_set(error, 0,
                     "Graphviz has no working layout engine \"%s\"; install its plug-ins (Debian: libgvc6) "
                     "and run dot -c",
                     engine);
        return TB_EDATA;
    }
    d->laid_out = true;
    return TB_OK;
}

tb_status tb_draw_places(tb_slice dot, const char *engine, size_t n, tb_box *out, tb_buf *messages,
                         tb_error *error) {
    drawing d = {0};
    tb_status status = start(&d, dot, engine, 0, messages, error);
    if (status == TB_OK)
        for (Agnode_t *v = agfstnode(d.g); v; v = agnxtnode(d.g, v)) {
            unsigned long i = strtoul(agnameof(v), NULL, 10);
            if (i < n) out[i] = (tb_box){ND_coord(v).x, ND_coord(v).y, ND_width(v) * 72, ND_height(v) * 72};
        }
    finish(&d);
    return status;
}

tb_status tb_draw_render(tb_slice dot, const char *engine, const char *format, unsigned dpi, tb_buf *out,
                         tb_buf *messages, tb_error *error) {
    drawing d = {0};
    char *data = NULL;
    unsigned length = 0;
    tb_status status = start(&d, dot, engine, dpi, messages, error);
    if (status == TB_OK && (gvRenderData(d.gvc, d.g, format, &data, &length) != 0 || !data)) {
        tb_error_set(
            error, 0,
            "Graphviz cannot write \"%s\" here; install its plug-ins (Debian: libgvc6) and run dot -c",
            format);
        status = TB_EDATA;
    }
    if (status == TB_OK) {
        tb_buf_put(out, (tb_slice){data, length});
        status = tb_buf_status(out);
    }
    if (data) gvFreeRenderData(data);
    finish(&d);
    return status;
}
