/* One article file: bytes, hash, whether they are text, front matter; then the reader of its format. Everything that
 * is wrong with a file becomes a finding here; the readers see clean UTF-8 alone. */
#include <errno.h>

#include "base/file.h"
#include "corpus/corpus.h"
#include "corpus/html.h"
#include "corpus/lines.h"
#include "corpus/pieces.h"
#include "corpus/read.h"
#include "text/chars.h"
#include "text/utf8.h"

#define MOST_KEPT ((size_t)1 << 24) /* bytes of a file, for whose memory the next one need not ask again */

typedef struct {
    tb_findings *findings;
    tb_slice subject;
} report;

static bool is_ending(tb_slice ending, const char *word) {
    if (ending.len != strlen(word)) return false;
    for (size_t i = 0; i < ending.len; i++)
        if ((ending.p[i] | 0x20) != word[i]) return false;
    return true;
}

static tb_text_format format_of(tb_slice path) {
    tb_slice ending = tb_path_ext(path);
    if (is_ending(ending, "md") || is_ending(ending, "markdown")) return TB_TEXT_MARKDOWN;
    if (is_ending(ending, "html") || is_ending(ending, "htm") || is_ending(ending, "xhtml")) return TB_TEXT_HTML;
    return TB_TEXT_PLAIN;
}

static bool has_words(tb_slice s) {
    for (size_t i = 0; i < s.len;)
        if (tb_char_of(tb_utf8_next(s.p, s.len, &i))->flags & TB_CH_WORD) return true;
    return false;
}

static tb_place place_in(const tb_article *a, size_t start, size_t end) {
    size_t len = a->bytes.len;
    return (tb_place){a->origin, start < len ? start : len, end < len ? end : len};
}

/* Says where the bytes are no text. */
static tb_status report_bytes(const tb_article *a, const report *to) {
    tb_slice bytes = tb_buf_slice(&a->bytes);
    size_t bad = tb_utf8_valid_len(bytes);
    const char *nul = bad ? memchr(bytes.p, 0, bad) : NULL;
    if (tb_slice_starts(bytes, TB_S("\xFF\xFE")) || tb_slice_starts(bytes, TB_S("\xFE\xFF")))
        return tb_findings_add(to->findings, TB_CODE_TEXT_ENCODING, place_in(a, 0, 2), to->subject, NULL,
                               "%.*s is UTF-16, not UTF-8", TB_FMT(a->path));
    if (nul) {
        size_t at = (size_t)(nul - bytes.p);
        return tb_findings_add(to->findings, TB_CODE_TEXT_ENCODING, place_in(a, at, at + 1), to->subject, NULL,
                               "%.*s has a NUL byte at offset %zu, which no text has", TB_FMT(a->path), at);
    }
    tb_slice charset = a->format == TB_TEXT_HTML ? tb_html_charset(bytes) : (tb_slice){0};
    return tb_findings_add(to->findings, TB_CODE_TEXT_ENCODING, place_in(a, bad, bad + 1), to->subject, NULL,
                           "%.*s is not UTF-8: byte 0x%02X at offset %zu%s%.*s", TB_FMT(a->path),
                           (unsigned)(unsigned char)bytes.p[bad], bad, charset.len ? "; the page says that it is " : "",
                           TB_FMT(charset));
}

/* Sets BOM and front matter aside; *body is where the text begins. */
static tb_status set_aside(tb_article *a, const report *to, size_t *body) {
    tb_slice bytes = tb_buf_slice(&a->bytes);
    size_t bom = tb_slice_starts(bytes, TB_S("\xEF\xBB\xBF")) ? 3 : 0;
    tb_front_matter front = tb_front_matter_find(bytes, bom);
    a->front_matter = tb_slice_sub(bytes, front.start, front.end);
    a->front_matter_at = front.start;
    *body = front.body;
    if (front.open_len == 0) return TB_OK;
    return tb_findings_add(to->findings, TB_CODE_FRONT_MATTER_OPEN, place_in(a, bom, bom + front.open_len),
                           to->subject, NULL, "the front matter of %.*s has no closing line ---", TB_FMT(a->path));
}

static tb_status read_format(tb_article *a, size_t body, const tb_ignore *ignore, const char **why) {
    tb_slice raw = tb_buf_slice(&a->bytes);
    if (body == raw.len) return TB_OK; /* a->text is empty already */
    switch (a->format) {
    case TB_TEXT_HTML:
        return tb_html_read(&a->arena, raw, body, is_ending(tb_path_ext(a->path), "xhtml"), ignore, &a->text, why);
    case TB_TEXT_MARKDOWN: return tb_markdown_read(&a->arena, raw, body, ignore, &a->text, why);
    case TB_TEXT_PLAIN: break;
    }
    return tb_plain_read(&a->arena, raw, body, ignore, &a->text);
}

static tb_status read_text(tb_article *a, const report *to, const tb_slice *ignore, size_t n_ignore) {
    tb_ignore lines;
    size_t body;
    TB_TRY(tb_ignore_make(&a->arena, ignore, n_ignore, &lines));
    TB_TRY(set_aside(a, to, &body));
    const char *why = "";
    tb_status status = read_format(a, body, &lines, &why);
    if (status == TB_ELIMIT)
        return tb_findings_add(to->findings, TB_CODE_TEXT_UNREADABLE, place_in(a, 0, 0), to->subject, NULL,
                               "%.*s cannot be read: %s", TB_FMT(a->path), why);
    TB_TRY(status);
    a->readable = has_words(a->text.text);
    if (a->readable) return TB_OK;
    return tb_findings_add(to->findings, TB_CODE_TEXT_EMPTY, place_in(a, 0, 0), to->subject, NULL,
                           a->bytes.len ? "%.*s has no words outside front matter, mark-up and ignored lines"
                                        : "%.*s is empty",
                           TB_FMT(a->path));
}

/* Into an article without a text, in the arena and with the folder that it has. */
static tb_status parse(tb_article *a, tb_slice path, tb_buf *bytes, const tb_slice *ignore, size_t n_ignore,
                       tb_origins *origins, const report *to) {
    *a = (tb_article){
        .arena = a->arena, .origin = TB_NO_ORIGIN, .bytes = *bytes, .format = format_of(path), .folder = a->folder};
    *bytes = (tb_buf){0};
    tb_slice raw = tb_buf_slice(&a->bytes);
    a->text = tb_text_empty(raw);
    TB_TRY(tb_arena_copy(&a->arena, path, &a->path));
    TB_TRY(tb_origins_add(origins, a->path, raw, &a->origin));
    return origins->all.at[a->origin].is_text ? read_text(a, to, ignore, n_ignore) : report_bytes(a, to);
}

tb_status tb_article_parse(tb_article *out, tb_slice path, tb_buf *bytes, const tb_slice *ignore, size_t n_ignore,
                           tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at) {
    (void)at;
    *out = (tb_article){.origin = TB_NO_ORIGIN};
    return parse(out, path, bytes, ignore, n_ignore, origins, &(report){findings, subject});
}

tb_status tb_article_read(tb_article *out, const char *path, const tb_slice *ignore, size_t n_ignore,
                          tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at) {
    *out = (tb_article){.origin = TB_NO_ORIGIN};
    return tb_article_read_next(out, path, ignore, n_ignore, origins, findings, subject, at);
}

tb_status tb_article_read_next(tb_article *out, const char *path, const tb_slice *ignore, size_t n_ignore,
                               tb_origins *origins, tb_findings *findings, tb_slice subject, tb_place at) {
    tb_arena_clear(&out->arena);
    if (out->bytes.cap > MOST_KEPT) tb_buf_free(&out->bytes);
    tb_buf bytes = out->bytes;
    tb_error error = {.sys = 0};
    tb_slice name = strcmp(path, "-") == 0 ? TB_S("<stdin>") : tb_slice_cstr(path);
    tb_status status = tb_file_read_in(&out->folder, path, TB_TEXT_MAX, &bytes, &error);
    if (status == TB_OK)
        return parse(out, name, &bytes, ignore, n_ignore, origins, &(report){findings, subject});
    tb_buf_free(&bytes);
    *out = (tb_article){.arena = out->arena,
                        .origin = TB_NO_ORIGIN,
                        .format = format_of(name),
                        .folder = out->folder,
                        .text = tb_text_empty((tb_slice){0})};
    if (status == TB_ENOMEM) return status;
    TB_TRY(tb_arena_copy(&out->arena, name, &out->path));
    tb_code code = error.sys == ENOENT || error.sys == ENOTDIR ? TB_CODE_TEXT_MISSING : TB_CODE_TEXT_UNREADABLE;
    return tb_findings_add(findings, code, at, subject, NULL, "%s", error.message);
}

const char *tb_article_sha256(tb_article *a) {
    if (!a->sha256[0]) tb_sha256_hex(tb_buf_slice(&a->bytes), a->sha256);
    return a->sha256;
}

void tb_article_free(tb_article *a) {
    tb_buf_free(&a->bytes);
    tb_arena_free(&a->arena);
    tb_folder_close(&a->folder);
    *a = (tb_article){.origin = TB_NO_ORIGIN};
}
