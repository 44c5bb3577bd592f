/* What is answered; see request.h. An address is compared with the names of the site's files and never becomes a path of
 * the disk. */
#include "serve/request.h"

const char *const tb_answer_headers[] = {
    "Cache-Control", "no-store",
    "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy", "same-origin",
    "Cross-Origin-Resource-Policy", "same-origin",
    "Referrer-Policy", "no-referrer",
    "X-Content-Type-Options", "nosniff",
    "X-Frame-Options", "DENY",
    NULL,
};

static bool is_port(const char *s) {
    size_t n = strspn(s, "0123456789");
    return n >= 1 && n <= 5 && s[n] == 0;
}

bool tb_host_is_ours(const char *host) {
    static const char *const ours[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; host && i < sizeof ours / sizeof *ours; i++) {
        size_t n = strlen(ours[i]), k = 0;
        while (k < n && (host[k] | (host[k] >= 'A' && host[k] <= 'Z' ? 32 : 0)) == ours[i][k]) k++;
        if (k == n && (host[n] == 0 || (host[n] == ':' && is_port(host + n + 1)))) return true;
    }
    return false;
}

const tb_site_file *tb_site_file_at(const tb_site *site, tb_slice path) {
    tb_slice name = path.len && path.p[0] == '/' ? tb_slice_sub(path, 1, path.len) : path;
    if (name.len == 0) name = TB_S("index.html");
    for (size_t low = 0, high = site->files.n; low < high;) {
        size_t middle = low + (high - low) / 2;
        int c = tb_slice_cmp(site->files.at[middle].path, name);
        if (c == 0) return &site->files.at[middle];
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *tb_media_type(tb_slice path) {
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"},      {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"}, {".svg", "image/svg+xml"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (tb_slice_ends(path, tb_slice_cstr(types[i][0]))) return types[i][1];
    return "application/octet-stream";
}

/* Where the notice goes, or the end. */
static size_t find_notice(tb_slice bytes) {
    tb_slice mark = TB_S(TB_SITE_NOTICE);
    for (size_t at = 0; at + mark.len <= bytes.len; at++) {
        const char *next = memchr(bytes.p + at, mark.p[0], bytes.len - mark.len - at + 1);
        if (!next) break;
        at = (size_t)(next - bytes.p);
        if (memcmp(next, mark.p, mark.len) == 0) return at;
    }
    return bytes.len;
}

tb_body tb_body_of(const tb_site_file *file, tb_slice notice) {
    tb_slice all = tb_buf_slice(&file->bytes), mark = TB_S(TB_SITE_NOTICE);
    size_t at = tb_slice_ends(file->path, TB_S(".html")) ? find_notice(all) : all.len;
    tb_body b = {.parts = {all}, .len = all.len};
    if (at == all.len) return b;
    b.parts[0] = tb_slice_sub(all, 0, at);
    b.parts[1] = notice;
    b.parts[2] = tb_slice_sub(all, at + mark.len, all.len);
    b.len = all.len - mark.len + notice.len;
    return b;
}

size_t tb_body_read(const tb_body *body, size_t at, char *to, size_t max) {
    size_t done = 0;
    for (size_t i = 0; i < 3 && done < max; i++) {
        tb_slice part = body->parts[i];
        if (at >= part.len) {
            at -= part.len;
            continue;
        }
        size_t n = part.len - at < max - done ? part.len - at : max - done;
        memcpy(to + done, part.p + at, n);
        done += n;
        at = 0;
    }
    return done;
}
