/* Findings in the diagnostic format of reviewdog (rdjson): places as lines and columns of bytes, from 1, the end exclusive.
 * Related places are lines of the message: the field for them is shown by few reporters. */
#include "cli/clean.h"
#include "cli/report.h"

static void text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

/* The byte of its line at which offset stands, from 1; a BOM is none of the line. */
static size_t byte_column(const tb_origin *origin, size_t line, size_t offset) {
    tb_slice text_of_line = tb_origin_line(origin, line);
    size_t start = (size_t)(text_of_line.p - origin->bytes.p);
    return text_of_line.p && offset > start ? offset - start + 1 : 1;
}

static void position(tb_json *j, const char *key, const tb_origin *origin, size_t line, size_t offset) {
    tb_json_key(j, key);
    tb_json_object(j);
    tb_json_key(j, "line");
    tb_json_uint(j, line);
    tb_json_key(j, "column");
    tb_json_uint(j, byte_column(origin, line, offset));
    tb_json_end_object(j);
}

static void location(tb_json *j, const tb_load *l, tb_place at) {
    tb_spot s = tb_spot_of(l, at);
    tb_json_key(j, "location");
    tb_json_object(j);
    text(j, "path", s.file);
    if (s.origin) {
        tb_json_key(j, "range");
        tb_json_object(j);
        position(j, "start", s.origin, s.from.line, at.start);
        position(j, "end", s.origin, s.to.line, at.end > at.start ? at.end : at.start);
        tb_json_end_object(j);
    }
    tb_json_end_object(j);
}

static void message(tb_json *j, const tb_load *l, const tb_finding *f) {
    tb_buf b = {0};
    tb_clean_line(&b, f->message);
    for (size_t i = 0; i < f->related.n; i++) {
        const tb_related *r = &f->related.at[i];
        tb_spot s = tb_spot_of(l, r->at);
        tb_buf_putc(&b, '\n');
        tb_clean_line(&b, s.file);
        if (s.origin) tb_buf_printf(&b, ":%zu:%zu", s.from.line, s.from.column);
        tb_buf_puts(&b, ": ");
        tb_clean_line(&b, r->message);
    }
    text(j, "message", tb_buf_slice(&b));
    if (b.status != TB_OK) j->out->status = b.status;
    tb_buf_free(&b);
}

static void diagnostic(tb_json *j, const tb_load *l, const tb_finding *f) {
    static const char *const severities[] = {"ERROR", "WARNING", "INFO"};
    tb_json_object(j);
    message(j, l, f);
    location(j, l, f->at);
    text(j, "severity", tb_slice_cstr(severities[f->level]));
    tb_json_key(j, "code");
    tb_json_object(j);
    text(j, "value", tb_slice_cstr(tb_rule_of(f->code)->code));
    tb_json_end_object(j);
    tb_json_end_object(j);
}

void tb_report_rdjson(tb_buf *out, const tb_load *l) {
    tb_json j = tb_json_to(out, 2);
    tb_json_object(&j);
    tb_json_key(&j, "source");
    tb_json_object(&j);
    text(&j, "name", TB_S("tiebook"));
    tb_json_end_object(&j);
    tb_json_key(&j, "diagnostics");
    tb_json_array(&j);
    for (size_t i = 0; i < l->findings.all.n; i++)
        if (!l->findings.all.at[i]->waived) diagnostic(&j, l, l->findings.all.at[i]);
    tb_json_end_array(&j);
    tb_json_end_object(&j);
    tb_buf_putc(out, '\n');
}
