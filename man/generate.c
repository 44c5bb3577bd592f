/* Fills the parts of the manual pages that are made from tables: the options of each command, the keys of a book, the
 * findings. `tb_manual FILE` writes the page with its parts anew to standard output; between
 *     .\" begin PART
 *     .\" end PART
 * everything is replaced. PART is "options COMMAND" ("*": every command), "keys" or "findings". */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/finding.h"
#include "book/schema.h"
#include "cli/options.h"
#include "cli/wrap.h"

#define WIDTH 66 /* columns; mandoc wants at most 80 bytes, which some characters take more of */

/* One sentence as text lines: no line may look like a request, and what is typed keeps its hyphens. */
static void sentence(tb_buf *out, tb_slice s) {
    tb_buf typed = {0}, lines = {0};
    for (size_t i = 0; i < s.len; i++) {
        bool dashes = tb_slice_starts(tb_slice_sub(s, i, s.len), TB_S("--"));
        if (s.p[i] == '\\')
            tb_buf_puts(&typed, "\\e");
        else if (dashes)
            tb_buf_puts(&typed, "\\-\\-"), i++;
        else
            tb_buf_putc(&typed, s.p[i]);
    }
    tb_wrap(&lines, tb_buf_slice(&typed), 0, 0, WIDTH);
    for (size_t i = 0; i < lines.len; i++) {
        bool first = i == 0 || lines.p[i - 1] == '\n';
        if (first && (lines.p[i] == '.' || lines.p[i] == '\'')) tb_buf_puts(out, "\\&");
        tb_buf_putc(out, lines.p[i]);
    }
    tb_buf_free(&typed);
    tb_buf_free(&lines);
}

/* Sentences, each on lines of its own, as mdoc wants it. */
static void sentences(tb_buf *out, const char *text) {
    tb_slice s = tb_slice_cstr(text);
    size_t start = 0;
    for (size_t i = 0; i + 2 < s.len; i++) {
        bool capital = s.p[i + 2] >= 'A' && s.p[i + 2] <= 'Z';
        if ((s.p[i] != '.' && s.p[i] != '?') || s.p[i + 1] != ' ' || !capital) continue;
        sentence(out, tb_slice_sub(s, start, i + 1));
        start = i + 2;
    }
    sentence(out, tb_slice_sub(s, start, s.len));
}

/* text with a capital and a full stop. */
static void as_sentences(tb_buf *out, tb_buf *text) {
    if (text->len && text->p[0] >= 'a' && text->p[0] <= 'z') text->p[0] = (char)(text->p[0] - 'a' + 'A');
    if (text->len && !strchr(".?", text->p[text->len - 1])) tb_buf_putc(text, '.');
    tb_buf_putc(text, '\0');
    if (text->status == TB_OK) sentences(out, text->p);
    tb_buf_free(text);
}

/* ---- the parts ---- */

static void option(tb_buf *out, const tb_option *o) {
    tb_slice choice;
    tb_buf text = {0};
    tb_buf_puts(out, ".It ");
    if (o->letter) tb_buf_printf(out, o->arg ? "Fl %c Ar %s , " : "Fl %c%s , ", o->letter, o->arg ? o->arg : "");
    tb_buf_printf(out, "Fl -%s", o->name);
    if (o->arg) tb_buf_printf(out, " Ns = Ns Ar %s", o->arg);
    tb_buf_putc(out, '\n');
    tb_buf_puts(&text, o->help);
    for (size_t i = 0; tb_option_choice(o, i, &choice); i++)
        tb_buf_printf(&text, "%s%.*s", i ? ", " : tb_option_is_list(o) ? ". Any of: " : ". One of: ", TB_FMT(choice));
    as_sentences(out, &text);
}

/* Options of the command alone; those of every command have a part of their own. */
static bool options(tb_buf *out, tb_slice name) {
    const tb_command *c = tb_command_find(name);
    bool every = tb_slice_eq(name, TB_S("*"));
    size_t n = 0;
    if (!c && !every) return false;
    for (size_t i = 0; i < tb_n_options; i++) {
        const tb_option *o = &tb_options[i];
        if (tb_option_fits(o, NULL) != every || !tb_option_fits(o, c)) continue;
        if (n++ == 0) tb_buf_puts(out, ".Bl -tag -width Ds\n");
        option(out, o);
    }
    if (n) tb_buf_puts(out, ".El\n");
    return true;
}

static const char *value_of(const tb_schema_key *k) {
    switch (k->type) {
    case TB_TYPE_FLAG: return "true or false";
    case TB_TYPE_DATE: return "date";
    case TB_TYPE_URL: return "web address";
    case TB_TYPE_ID: return "id";
    case TB_TYPE_WORD: return "word";
    case TB_TYPE_CODE: return "code";
    case TB_TYPE_COLOR: return "colour";
    case TB_TYPE_OBJECT: return tb_schema_of(k->of)->title;
    default: return "text";
    }
}

static void key(tb_buf *out, const tb_schema_key *k) {
    static const char *const before[] = {"", "list: ", "", "by name: "}, *const after[] = {"", "", ", or a list", ""};
    tb_buf text = {0};
    tb_buf_printf(out, ".It Cm %s Pq %s%s%s%s\n", k->key, before[k->shape], value_of(k), after[k->shape],
                  k->flags & TB_REQUIRED ? "; required" : "");
    tb_buf_puts(&text, k->description);
    if (k->words[0]) {
        tb_buf_puts(&text, " One of: ");
        for (const char *p = k->words; *p; p++) tb_buf_printf(&text, *p == '|' ? ", " : "%c", *p);
    }
    if (k->type != TB_TYPE_OBJECT && k->of != TB_OBJECT_NONE)
        tb_buf_printf(&text, " Instead of a plain value there may be %s.", tb_schema_of(k->of)->title);
    as_sentences(out, &text);
}

static bool keys(tb_buf *out) {
    for (tb_object object = TB_OBJECT_NONE + 1; object < TB_N_OBJECTS; object++) {
        const tb_schema_object *o = tb_schema_of(object);
        tb_buf title = {0};
        tb_buf_printf(&title, ".Ss %s\n", o->title);
        if (title.p[4] >= 'a' && title.p[4] <= 'z') title.p[4] = (char)(title.p[4] - 'a' + 'A');
        tb_buf_put(out, tb_buf_slice(&title));
        tb_buf_free(&title);
        sentences(out, o->description);
        tb_buf_puts(out, ".Bl -tag -width Ds\n");
        for (size_t i = 0; i < o->n_keys; i++) key(out, &o->keys[i]);
        tb_buf_puts(out, ".El\n");
    }
    return true;
}

static bool findings(tb_buf *out) {
    tb_buf_puts(out, ".Bl -tag -width Ds\n");
    for (tb_code code = 0; code < TB_N_CODES; code++) {
        const tb_rule *r = tb_rule_of(code);
        tb_buf summary = {0};
        tb_buf_printf(out, ".It Cm %s Pq %s\n", r->code, tb_level_name(r->level));
        tb_buf_puts(&summary, r->summary);
        as_sentences(out, &summary);
        sentences(out, r->meaning);
        sentences(out, r->remedy);
    }
    tb_buf_puts(out, ".El\n");
    return true;
}

static bool part(tb_buf *out, tb_slice name) {
    tb_slice word = TB_S("options ");
    if (tb_slice_starts(name, word)) return options(out, tb_slice_sub(name, word.len, name.len));
    if (tb_slice_eq(name, TB_S("keys"))) return keys(out);
    return tb_slice_eq(name, TB_S("findings")) && findings(out);
}

/* ---- the page ---- */

/* Copies the page, its parts made anew; false where there is a part that nobody knows or that does not end. */
static bool fill(tb_buf *out, tb_slice page) {
    tb_slice begin = TB_S(".\\\" begin "), end = TB_S(".\\\" end ");
    bool inside = false;
    while (page.len) {
        const char *lf = memchr(page.p, '\n', page.len);
        size_t n = lf ? (size_t)(lf - page.p) : page.len;
        tb_slice line = tb_slice_sub(page, 0, n);
        bool begins = tb_slice_starts(line, begin), ends = tb_slice_starts(line, end);
        if (inside && ends) inside = false;
        if (!inside) {
            tb_buf_put(out, line);
            tb_buf_putc(out, '\n');
        }
        if (begins) {
            inside = true;
            if (!part(out, tb_slice_sub(line, begin.len, n))) {
                fprintf(stderr, "no part is called '%.*s'\n", TB_FMT(tb_slice_sub(line, begin.len, n)));
                return false;
            }
        }
        page = tb_slice_sub(page, n + (lf != NULL), page.len);
    }
    return !inside;
}

int main(int argc, char **argv) {
    tb_buf page = {0}, out = {0};
    tb_error error = {.sys = 0};
    if (argc != 2) return 2;
    bool done = tb_file_read(argv[1], (size_t)1 << 24, &page, &error) == TB_OK && fill(&out, tb_buf_slice(&page)) &&
                tb_buf_status(&out) == TB_OK &&
                tb_fd_write(STDOUT_FILENO, "standard output", tb_buf_slice(&out), &error) == TB_OK;
    if (!done) fprintf(stderr, "%s: %s\n", argv[1], error.message);
    tb_buf_free(&page);
    tb_buf_free(&out);
    return done ? 0 : 1;
}
