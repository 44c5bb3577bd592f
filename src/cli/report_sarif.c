/* Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020): one run, one rule a code, columns in code points.
 */
#include "cli/baseline.h"
#include "cli/report.h"

static void text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void words(tb_json *j, const char *key, const char *s) {
    text(j, key, tb_slice_cstr(s));
}

static void number(tb_json *j, const char *key, size_t n) {
    tb_json_key(j, key);
    tb_json_uint(j, n);
}

/* "key": {"text": …} */
static void message(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_object(j);
    text(j, "text", s);
    tb_json_end_object(j);
}

/* A path as a URI reference (RFC 3986): an absolute one with its scheme, all but unreserved characters
 * encoded. */
static void uri(tb_json *j, tb_slice path) {
    static const char hex[] = "0123456789ABCDEF";
    tb_buf b = {0};
    if (path.len && path.p[0] == '/') tb_buf_puts(&b, "file://");
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c && strchr("-._~/", c));
        if (plain) {
            tb_buf_putc(&b, (char)c);
            continue;
        }
        tb_buf_putc(&b, '%');
        tb_buf_putc(&b, hex[c >> 4]);
        tb_buf_putc(&b, hex[c & 15]);
    }
    text(j, "uri", tb_buf_slice(&b));
    if (b.status != TB_OK) j->out->status = b.status;
    tb_buf_free(&b);
}

static void region(tb_json *j, const tb_spot *s) {
    tb_json_key(j, "region");
    tb_json_object(j);
    number(j, "startLine", s->from.line);
    number(j, "startColumn", s->from.column);
    number(j, "endLine", s->to.line);
    number(j, "endColumn", s->to.column);
    tb_json_end_object(j);
}

/* A finding on a file as a whole has all its lines: readers such as GitHub want a region with each result. */
static void region_of_all(tb_json *j, const tb_load *l, tb_slice file) {
    size_t lines = 1;
    for (size_t i = 0; i < l->origins.all.n; i++) {
        const tb_origin *origin = &l->origins.all.at[i];
        if (!tb_slice_eq(origin->name, file)) continue;
        lines = origin->n_lines;
        /* After a final break there is no line more for other readers. */
        if (lines > 1 && !tb_origin_line(origin, lines).len) lines--;
        break;
    }
    tb_json_key(j, "region");
    tb_json_object(j);
    number(j, "startLine", 1);
    number(j, "endLine", lines);
    tb_json_end_object(j);
}

/* The object of a location; without a message for the finding itself. */
static void location(tb_json *j, const tb_load *l, tb_place at, const tb_slice *said) {
    tb_spot s = tb_spot_of(l, at);
    tb_json_object(j);
    tb_json_key(j, "physicalLocation");
    tb_json_object(j);
    tb_json_key(j, "artifactLocation");
    tb_json_object(j);
    uri(j, s.file);
    tb_json_end_object(j);
    if (s.origin)
        region(j, &s);
    else
        region_of_all(j, l, s.file);
    tb_json_end_object(j);
    if (said) message(j, "message", *said);
    tb_json_end_object(j);
}

/* The name of a rule beside its id: quote-not-found is QuoteNotFound. */
static void rule_name(tb_json *j, const char *code) {
    tb_buf b = {0};
    bool first = true;
    for (; *code; code++) {
        if (*code != '-') tb_buf_putc(&b, first && *code >= 'a' && *code <= 'z' ? (char)(*code - 'a' + 'A') : *code);
        first = *code == '-';
    }
    text(j, "name", tb_buf_slice(&b));
    if (b.status != TB_OK) j->out->status = b.status;
    tb_buf_free(&b);
}

/* What ends a line: the definition of tb_line_starts. */
static void newlines(tb_json *j) {
    static const char *const all[] = {"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    tb_json_key(j, "newlineSequences");
    tb_json_array(j);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) tb_json_string(j, tb_slice_cstr(all[i]));
    tb_json_end_array(j);
}

static void rules(tb_json *j) {
    tb_json_key(j, "rules");
    tb_json_array(j);
    for (tb_code code = 0; code < TB_N_CODES; code++) {
        const tb_rule *r = tb_rule_of(code);
        tb_json_object(j);
        words(j, "id", r->code);
        rule_name(j, r->code);
        message(j, "shortDescription", tb_slice_cstr(r->summary));
        message(j, "fullDescription", tb_slice_cstr(r->meaning));
        message(j, "help", tb_slice_cstr(r->remedy));
        tb_json_key(j, "defaultConfiguration");
        tb_json_object(j);
        words(j, "level", r->level == TB_OFF ? "none" : tb_level_name(r->level));
        tb_json_end_object(j);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

/* The waiver that judged a finding. */
static const tb_waiver *waiver_of(const tb_load *l, const tb_finding *f) {
    for (size_t i = 0; i < l->book->n_waivers; i++) {
        const tb_waiver *w = &l->book->waivers[i];
        if (w->code == f->code && tb_slice_eq(w->at_subject, f->subject)) return w;
    }
    return NULL;
}

static void result(tb_json *j, const tb_load *l, const tb_finding *f) {
    tb_json_object(j);
    words(j, "ruleId", tb_rule_of(f->code)->code);
    number(j, "ruleIndex", f->code);
    words(j, "level", tb_level_name(f->level));
    message(j, "message", f->message);
    /* What the baseline has is taken out; what is waived was never compared, but is no news either. */
    if (l->baseline) words(j, "baselineState", f->waived ? "unchanged" : "new");
    tb_json_key(j, "locations");
    tb_json_array(j);
    location(j, l, f->at, NULL);
    tb_json_end_array(j);
    if (f->related.n) {
        tb_json_key(j, "relatedLocations");
        tb_json_array(j);
        for (size_t i = 0; i < f->related.n; i++)
            location(j, l, f->related.at[i].at, &f->related.at[i].message);
        tb_json_end_array(j);
    }
    if (f->waived) { /* judged in the book, which SARIF calls suppressed */
        tb_json_key(j, "suppressions");
        tb_json_array(j);
        tb_json_object(j);
        words(j, "kind", "external");
        words(j, "status", "accepted");
        if (waiver_of(l, f)) text(j, "justification", waiver_of(l, f)->reason);
        tb_json_end_object(j);
        tb_json_end_array(j);
    }
    tb_json_end_object(j);
}

void tb_report_sarif(tb_buf *out, const tb_load *l) {
    tb_json j = tb_json_to(out, 2);
    tb_json_object(&j);
    words(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    words(&j, "version", "2.1.0");
    tb_json_key(&j, "runs");
    tb_json_array(&j);
    tb_json_object(&j);
    tb_json_key(&j, "tool");
    tb_json_object(&j);
    tb_json_key(&j, "driver");
    tb_json_object(&j);
    words(&j, "name", "tiebook");
    words(&j, "version", TB_VERSION);
    rules(&j);
    tb_json_end_object(&j);
    tb_json_end_object(&j);
    words(&j, "columnKind", "unicodeCodePoints");
    newlines(&j);
    tb_json_key(&j, "results");
    tb_json_array(&j);
    for (size_t i = 0; i < l->findings.all.n; i++) result(&j, l, l->findings.all.at[i]);
    tb_json_end_array(&j);
    tb_json_end_object(&j);
    tb_json_end_array(&j);
    tb_json_end_object(&j);
    tb_buf_putc(out, '\n');
}
