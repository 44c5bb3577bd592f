/* Mentions in documents from standard input: JSON Lines in, JSON Lines out, a line for a line, in order.
 * Lines go to the threads in batches; a batch ends where the reader would have to wait, so that a partner who
 * writes one document and waits for its answer gets it. */
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "cli/mentions.h"
#include "cli/pool.h"
#include "corpus/jsonl.h"

#define BATCH ((size_t)1 << 18) /* bytes of lines, after which a batch is full */
#define KEEP ((size_t)1 << 24)  /* bytes that a buffer keeps after a document of unusual size */

typedef struct piece {
    size_t number, at, len; /* of the line; its bytes in the batch */
    bool too_long;
} piece;

typedef struct batch {
    tb_buf input, output;
    TB_VEC(piece) lines; /* on the heap */
    tb_mentions mentions;
    tb_arena arena; /* of the document that is looked at */
    bool bad;
    tb_status status;
} batch;

typedef struct stream {
    tb_seeker *seeker;
    tb_jsonl *reader;
    tb_status status; /* of reading */
    tb_error error;
} stream;

static bool next_line(stream *s, batch *b) {
    tb_jsonl_line line;
    bool more;
    s->status = tb_jsonl_next(s->reader, &line, &more, &s->error);
    if (s->status != TB_OK || !more) return false;
    piece p = {line.number, b->input.len, line.bytes.len, line.too_long};
    tb_buf_put(&b->input, line.bytes);
    s->status = tb_buf_status(&b->input);
    if (s->status == TB_OK) s->status = tb_vec_push(NULL, &b->lines, p);
    return s->status == TB_OK;
}

/* A buffer that holds nothing for the next batch but memory for it. */
static void empty(tb_buf *b) {
    if (b->cap > KEEP)
        tb_buf_free(b);
    else
        tb_buf_clear(b);
}

static bool take(void *context, void *into) {
    stream *s = context;
    batch *b = into;
    empty(&b->input);
    empty(&b->output);
    b->lines.n = 0;
    b->bad = false;
    b->status = TB_OK;
    if (s->status != TB_OK) return false;
    while (next_line(s, b) && b->input.len < BATCH && tb_jsonl_ready(s->reader)) {
    }
    return b->lines.n > 0; /* what came before an error is answered */
}

static void refuse(tb_buf *out, size_t number, const char *error) {
    tb_buf_printf(out, "{\"id\":null,\"line\":%zu,\"error\":", number);
    tb_json_escape(out, tb_slice_cstr(error));
    tb_buf_puts(out, "}\n");
}

/* The source that a document's id stands for. */
static uint32_t source_of(const tb_book *book, tb_slice id) {
    uint32_t source = tb_map_get(&book->source_ids, id);
    return source == TB_MAP_NONE ? TB_NONE : source;
}

static tb_status find(const tb_seeker *k, batch *b, size_t worker, const tb_jsonl_doc *doc) {
    uint32_t source = source_of(k->load->book, doc->id);
    tb_slices ignore = source == TB_NONE ? (tb_slices){NULL, 0} : k->load->book->sources[source].ignore;
    tb_text text;
    b->mentions.n = 0;
    TB_TRY(tb_corpus_plain(&b->arena, doc->text, ignore.at, ignore.n, &text));
    TB_TRY(tb_mentions_find(k->index, k->scratches[worker], &text, source, k->nested, &b->mentions));
    tb_buf_puts(&b->output, "{\"id\":");
    tb_buf_put(&b->output, doc->id_json);
    tb_buf_puts(&b->output, ",\"mentions\":");
    tb_mention_array_write(&k->lines, &b->output, &text, &b->mentions);
    tb_buf_puts(&b->output, "}\n");
    return TB_OK;
}

static tb_status answer(const tb_seeker *k, batch *b, size_t worker, const piece *p) {
    tb_jsonl_line line = {p->number, tb_slice_sub(tb_buf_slice(&b->input), p->at, p->at + p->len),
                          p->too_long};
    tb_jsonl_doc doc;
    TB_TRY(tb_jsonl_parse(&line, &doc));
    tb_status status = TB_OK;
    if (doc.error[0]) {
        refuse(&b->output, p->number, doc.error);
        b->bad = true;
    } else {
        status = find(k, b, worker, &doc);
        tb_arena_clear(&b->arena); /* now: this batch may wait long for its turn, and for the next one */
    }
    tb_jsonl_doc_free(&doc);
    return status == TB_OK ? tb_buf_status(&b->output) : status;
}

static void work(void *context, void *at, size_t worker) {
    const stream *s = context;
    batch *b = at;
    for (size_t i = 0; i < b->lines.n && b->status == TB_OK; i++)
        b->status = answer(s->seeker, b, worker, &b->lines.at[i]);
}

static bool give(void *context, void *from, bool last) {
    stream *s = context;
    batch *b = from;
    tb_seeker *k = s->seeker;
    if (b->status != TB_OK) {
        k->status = b->status;
        return false;
    }
    k->bad |= b->bad;
    bool go_on = tb_sink_pass(&k->cli->out, &b->output);
    return last ? tb_sink_push(&k->cli->out) : go_on;
}

static void done(void *context, void *at) {
    batch *b = at;
    (void)context;
    tb_buf_free(&b->input);
    tb_buf_free(&b->output);
    tb_vec_free(&b->lines);
    tb_vec_free(&b->mentions);
    tb_arena_free(&b->arena);
}

int tb_seek_documents(tb_seeker *k) {
    stream s = {.seeker = k};
    tb_status status = tb_jsonl_open(STDIN_FILENO, "standard input", &s.reader);
    tb_pool pool = {&s, sizeof(batch), take, work, give, done};
    if (status == TB_OK) status = tb_pool_run(&pool, k->threads);
    tb_jsonl_close(s.reader);
    if (status == TB_OK) status = s.status;
    return status == TB_OK ? 0 : tb_cli_failed(k->cli, status, &s.error);
}
