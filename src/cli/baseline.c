/* Writing, reading and comparing baselines. The file is JSON, one entry a line, sorted, so that a change of it reads well
 * in a diff. */
#include "cli/baseline.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/file.h"
#include "cli/report.h"

#define MAX_BYTES ((size_t)256 << 20)
#define VERSION 1

static int compare(const tb_known *a, const tb_known *b) {
    int c = tb_slice_cmp(a->file, b->file);
    if (!c) c = tb_slice_cmp(a->code, b->code);
    if (!c) c = tb_slice_cmp(a->subject, b->subject);
    return c ? c : tb_slice_cmp(a->message, b->message);
}

static int by_identity(const void *a, const void *b) {
    return compare(a, b);
}

/* Sorts and leaves one entry of each, with the sum of the counts. */
static void merge(tb_baseline *b) {
    size_t kept = 0;
    if (b->all.n) qsort(b->all.at, b->all.n, sizeof *b->all.at, by_identity);
    for (size_t i = 0; i < b->all.n; i++) {
        if (kept && compare(&b->all.at[kept - 1], &b->all.at[i]) == 0)
            b->all.at[kept - 1].count += b->all.at[i].count;
        else
            b->all.at[kept++] = b->all.at[i];
    }
    b->all.n = kept;
}

/* s without "DIR/", wherever it stands at the beginning of a word. */
static tb_status without_folder(tb_arena *arena, const tb_load *l, tb_slice s, tb_slice *out) {
    tb_slice dir = l->book->dir;
    tb_buf b = {0};
    *out = s;
    if (dir.len == 0 || dir.len + 1 > s.len) return TB_OK;
    for (size_t i = 0; i < s.len;) {
        bool begins = i == 0 || memchr(" ('\"", s.p[i - 1], 4);
        if (begins && tb_slice_starts(tb_slice_sub(s, i, s.len), dir) && i + dir.len < s.len && s.p[i + dir.len] == '/')
            i += dir.len + 1;
        else
            tb_buf_putc(&b, s.p[i++]);
    }
    tb_status status = tb_buf_status(&b);
    if (status == TB_OK) status = tb_arena_copy(arena, tb_buf_slice(&b), out);
    tb_buf_free(&b);
    return status;
}

static tb_status identify(tb_arena *arena, const tb_load *l, const tb_finding *f, tb_known *out) {
    *out = (tb_known){.code = tb_slice_cstr(tb_rule_of(f->code)->code), .subject = f->subject, .count = 1};
    TB_TRY(without_folder(arena, l, tb_spot_of(l, f->at).file, &out->file));
    return without_folder(arena, l, f->message, &out->message);
}

/* ---- writing ---- */

static void member(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void put_entry(tb_buf *out, const tb_known *k) {
    tb_json j = tb_json_to(out, 0);
    tb_json_object(&j);
    member(&j, "file", k->file);
    member(&j, "code", k->code);
    member(&j, "subject", k->subject);
    member(&j, "message", k->message);
    tb_json_key(&j, "count");
    tb_json_uint(&j, k->count);
    tb_json_end_object(&j);
}

static tb_status today(const tb_cli *cli, const tb_load *l, tb_baseline *out) {
    for (size_t i = 0; i < l->findings.all.n; i++) {
        tb_known k;
        if (l->findings.all.at[i]->waived) continue;
        TB_TRY(identify(cli->arena, l, l->findings.all.at[i], &k));
        TB_TRY(tb_vec_push(cli->arena, &out->all, k));
    }
    merge(out);
    return TB_OK;
}

int tb_baseline_write(const tb_cli *cli, const tb_load *l) {
    const char *path = tb_args_value(cli->args, TB_OPT_WRITE_BASELINE);
    tb_baseline b = {.n_known = 0};
    tb_buf out = {0};
    tb_error error = {0};
    tb_status status = today(cli, l, &b);
    tb_buf_printf(&out, "{\"tiebook-baseline\":%d,\"findings\":[", VERSION);
    for (size_t i = 0; i < b.all.n; i++) {
        tb_buf_puts(&out, i ? ",\n" : "\n");
        put_entry(&out, &b.all.at[i]);
    }
    tb_buf_puts(&out, "\n]}\n");
    if (status == TB_OK) status = tb_buf_status(&out);
    if (status == TB_OK) status = tb_file_write(path, tb_buf_slice(&out), &error);
    tb_buf_free(&out);
    return status == TB_OK ? 0 : tb_cli_failed(cli, status, &error);
}

/* ---- reading ---- */

static bool take(tb_arena *arena, const json_t *object, const char *key, tb_slice *out) {
    const json_t *s = json_object_get(object, key);
    if (!json_is_string(s)) return false;
    return tb_arena_copy(arena, (tb_slice){json_string_value(s), json_string_length(s)}, out) == TB_OK;
}

static bool take_entry(tb_arena *arena, const json_t *object, tb_known *out) {
    const json_t *count = json_object_get(object, "count");
    if (!json_is_integer(count) || json_integer_value(count) < 1 || json_integer_value(count) > INT32_MAX) return false;
    out->count = (size_t)json_integer_value(count);
    return take(arena, object, "file", &out->file) && take(arena, object, "code", &out->code) &&
           take(arena, object, "subject", &out->subject) && take(arena, object, "message", &out->message);
}

static bool take_all(tb_arena *arena, const json_t *root, tb_baseline *out) {
    const json_t *list = json_object_get(root, "findings");
    if (json_integer_value(json_object_get(root, "tiebook-baseline")) != VERSION || !json_is_array(list)) return false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        tb_known k;
        if (!take_entry(arena, json_array_get(list, i), &k)) return false;
        if (tb_vec_push(arena, &out->all, k) != TB_OK) return false;
    }
    merge(out);
    return true;
}

static int read_file(const tb_cli *cli, const char *path, tb_baseline *out) {
    tb_buf bytes = {0};
    tb_error error = {0};
    tb_status status = tb_file_read(path, MAX_BYTES, &bytes, &error);
    if (status != TB_OK) {
        tb_buf_free(&bytes);
        if (status == TB_ELIMIT) tb_error_set(&error, 0, "%s: is too large for a baseline", path);
        int failed = tb_cli_failed(cli, status, &error);
        if (error.sys) tb_cli_hint(cli, "--write-baseline %s makes it", path);
        return failed;
    }
    json_error_t why = {.line = 0};
    json_t *root = json_loadb(bytes.p ? bytes.p : "", bytes.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    bool fine = root && take_all(cli->arena, root, out);
    if (!root)
        tb_cli_error(cli, "%s:%d:%d: is no JSON: %s", path, why.line, why.column, why.text);
    else if (!fine)
        tb_cli_error(cli, "%s: is no baseline of this version of tiebook", path);
    if (!fine) tb_cli_hint(cli, "--write-baseline %s makes it anew", path);
    json_decref(root);
    tb_buf_free(&bytes);
    return fine ? 0 : TB_EXIT_FAILED;
}

/* ---- comparing ---- */

static tb_known *find(tb_baseline *b, const tb_known *k) {
    return b->all.n ? bsearch(k, b->all.at, b->all.n, sizeof *b->all.at, by_identity) : NULL;
}

/* Takes out what is known; afterwards each count of the baseline says how many were not met. */
static tb_status take_out(const tb_cli *cli, tb_load *l, tb_baseline *b) {
    size_t kept = 0;
    for (size_t i = 0; i < l->findings.all.n; i++) {
        tb_finding *f = l->findings.all.at[i];
        tb_known k, *known = NULL;
        if (!f->waived) {
            TB_TRY(identify(cli->arena, l, f, &k));
            known = find(b, &k);
        }
        if (known && known->count) {
            known->count--;
            b->n_known++;
        } else {
            l->findings.all.at[kept++] = f;
        }
    }
    l->findings.all.n = kept;
    for (size_t i = 0; i < b->all.n; i++)
        if (b->all.at[i].count) TB_TRY(tb_vec_push(cli->arena, &b->gone, b->all.at[i]));
    return TB_OK;
}

int tb_baseline_apply(const tb_cli *cli, tb_load *l) {
    const char *path = tb_args_value(cli->args, TB_OPT_BASELINE);
    if (!path) return 0;
    tb_baseline *b = TB_NEW(cli->arena, tb_baseline);
    if (!b) return tb_cli_failed(cli, TB_ENOMEM, NULL);
    int status = read_file(cli, path, b);
    if (status) return status;
    /* A book that could not be read must not pass for one without new findings. */
    if (l->broken) return 0;
    tb_status done = take_out(cli, l, b);
    if (done != TB_OK) return tb_cli_failed(cli, done, NULL);
    l->baseline = b;
    return 0;
}
