/* The renderers on views made by hand: DOT byte for byte, and what must hold of every drawing. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "render/layout.h"
#include "render/render.h"
#include "render/route.h"
#include "render_views.h"

/* One format of one view, into out. */
static tb_status render(const char *view_name, const char *format, const tb_render_options *options,
                        tb_buf *out, tb_buf *remarks, tb_error *error) {
    tb_view *view = tb_test_view(view_name);
    tb_render *r;
    const tb_rendered *files;
    size_t n;
    assert_non_null(view);
    assert_ok(tb_render_new(view, options, &r));
    tb_status status = tb_render_run(r, tb_format_find(tb_slice_cstr(format)), &files, &n, error);
    if (status == TB_OK) {
        assert_true(n >= 1);
        tb_buf_put(out, tb_buf_slice(&files[0].bytes));
    }
    if (remarks) tb_buf_put(remarks, tb_render_remarks(r));
    tb_render_free(r);
    tb_view_free(view);
    return status;
}

static bool holds(const tb_buf *b, const char *words) {
    size_t n = strlen(words);
    for (size_t i = 0; i + n <= b->len; i++)
        if (memcmp(b->p + i, words, n) == 0) return true;
    return false;
}

/* tests/unit/render_fixture small dot > tests/data/render/small.dot makes the golden file anew; read the
 * difference. */
static void dot_is_the_golden_file(void **state) {
    (void)state;
    tb_buf got = {0}, want = {0};
    tb_error error;
    assert_ok(render("small", "dot", NULL, &got, NULL, &error));
    assert_ok(tb_file_read(TB_TEST_DATA "/render/small.dot", 1 << 20, &want, &error));
    if (got.len != want.len || memcmp(got.p, want.p, got.len) != 0) {
        size_t i = 0;
        while (i < got.len && i < want.len && got.p[i] == want.p[i]) i++;
        size_t from = i < 60 ? 0 : i - 60;
        fail_msg("differs at byte %zu: …%.120s…", i, got.p ? got.p + from : "");
    }
    tb_buf_free(&got);
    tb_buf_free(&want);
}

static void the_same_bytes_each_time(void **state) {
    (void)state;
    static const char *const views[] = {"small", "hostile", "empty", "many"};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        static const char *const formats[] = {"dot", "svg", "table"};
        for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
            if (k == 1 && i == 3) continue; /* enough is laid out elsewhere */
            tb_buf a = {0}, b = {0};
            tb_error error = {0};
            assert_ok(render(views[i], formats[k], NULL, &a, NULL, &error));
            assert_ok(render(views[i], formats[k], NULL, &b, NULL, &error));
            assert_int_equal(a.len, b.len);
            assert_memory_equal(a.p, b.p, a.len);
            tb_buf_free(&a);
            tb_buf_free(&b);
        }
    }
}

static void links_say_relation_and_sources(void **state) {
    (void)state;
    tb_buf dot = {0};
    tb_error error;
    assert_ok(render("small", "dot", NULL, &dot, NULL, &error));
    assert_true(holds(&dot, "label=\"funds [1,2]\""));
    assert_true(holds(&dot, "label=\"spies on [2,4]\"")); /* the numbers of the book, not of the list */
    assert_true(holds(&dot, "label=\"knows [unsourced]\""));
    assert_true(holds(&dot, "label=\"strikes in [2?]\"")); /* words that were not found */
    assert_true(holds(&dot, "stance=contested"));
    assert_true(holds(&dot, "sources=\"harbour,letters\""));
    assert_true(holds(&dot, "quote=\"pays the Union | pays the Union\""));
    assert_true(holds(&dot, "URL=\"https://gull.example/a?id=1&amp;page=2\""));
    assert_true(holds(&dot, "id=\"link-0_0_4\""));
    assert_true(holds(&dot, "says Ann Other"));
    tb_buf_clear(&dot);
    tb_render_options numbers = {.labels = TB_LABELS_NUMBERS}, none = {.labels = TB_LABELS_NONE};
    assert_ok(render("small", "dot", &numbers, &dot, NULL, &error));
    assert_true(holds(&dot, "label=\"[1,2]\""));
    assert_false(holds(&dot, "label=\"funds"));
    tb_buf_clear(&dot);
    assert_ok(render("small", "svg", &none, &dot, NULL, &error));
    assert_false(holds(&dot, ">funds"));
    tb_buf_free(&dot);
}

static void hostile_words_are_words(void **state) {
    (void)state;
    tb_buf dot = {0}, svg = {0};
    tb_error error;
    assert_ok(render("hostile", "dot", NULL, &dot, NULL, &error));
    assert_false(holds(&dot, "<script>"));
    assert_ok(render("hostile", "svg", NULL, &svg, NULL, &error));
    assert_true(holds(&svg, ">\\N \\G \\E \\L \\n \\</text>") || holds(&svg, ">\\N \\G \\E \\L \\n</text>"));
    assert_true(holds(&svg, "&lt;b&gt;bold&lt;/b&gt;"));
    assert_false(holds(&svg, "<b>"));
    assert_false(holds(&svg, "<script"));
    assert_false(holds(&svg, "<!--"));
    tb_buf_free(&dot);
    tb_buf_free(&svg);
}

static void pixels_and_pages(void **state) {
    (void)state;
    tb_buf out = {0};
    tb_error error = {0};
    assert_ok(render("small", "png", NULL, &out, NULL, &error));
    assert_true(out.len > 1000 && memcmp(out.p, "\x89PNG\r\n", 6) == 0);
    tb_buf_clear(&out);
    assert_ok(render("empty", "pdf", NULL, &out, NULL, &error));
    assert_true(out.len > 100 && memcmp(out.p, "%PDF-", 5) == 0);
    tb_buf_free(&out);
}

static void an_engine_that_is_none_is_an_error(void **state) {
    (void)state;
    tb_render_options options = {.engine = "no-such-engine"};
    tb_buf out = {0}, remarks = {0};
    tb_error error = {0};
    assert_int_equal(render("small", "svg", &options, &out, NULL, &error), TB_EDATA);
    assert_non_null(strstr(error.message, "no-such-engine"));
    tb_buf_free(&out);
    tb_buf_free(&remarks);
}

static void many_links_are_remarked_on(void **state) {
    (void)state;
    tb_buf out = {0}, remarks = {0};
    tb_error error = {0};
    assert_ok(render("many", "dot", NULL, &out, &remarks, &error));
    assert_int_equal(remarks.len, 0); /* nothing was laid out */
    assert_ok(render("many", "svg", NULL, &out, &remarks, &error));
    assert_true(holds(&remarks, "400 links"));
    assert_true(holds(&remarks, "--by"));
    tb_buf_clear(&remarks);
    assert_ok(render("small", "svg", NULL, &out, &remarks, &error));
    assert_int_equal(remarks.len, 0); /* Graphviz had nothing to say either */
    tb_buf_free(&out);
    tb_buf_free(&remarks);
}

/* How far two boxes reach into each other, in points; negative: apart. */
static double overlap(tb_box a, tb_box b) {
    double x = (a.w + b.w) / 2 - (a.x > b.x ? a.x - b.x : b.x - a.x);
    double y = (a.h + b.h) / 2 - (a.y > b.y ? a.y - b.y : b.y - a.y);
    return x < y ? x : y;
}

static void check_layout(const char *name) {
    static const tb_render_options options;
    tb_view *v = tb_test_view(name);
    tb_arena arena = {0};
    tb_buf messages = {0};
    tb_error error = {0};
    tb_layout layout;
    const tb_route *routes;
    assert_ok(tb_layout_measure(v, &options, &arena, &layout, &messages, &error));
    assert_ok(tb_layout_place(v, "sfdp", &arena, &layout, &messages, &error));
    assert_int_equal(messages.len, 0);
    for (size_t i = 0; i < v->n_edges; i++) {
        for (size_t k = i + 1; k < v->n_edges; k++)
            assert_true(overlap(layout.labels[i], layout.labels[k]) < 1);
        for (size_t k = 0; k < v->n_nodes; k++) assert_true(overlap(layout.labels[i], layout.nodes[k]) < 1);
    }
    for (size_t i = 0; i < v->n_nodes; i++)
        for (size_t k = i + 1; k < v->n_nodes; k++)
            assert_true(overlap(layout.nodes[i], layout.nodes[k]) < 1);
    assert_ok(tb_route_all(v, &layout, &arena, &routes));
    for (size_t i = 0; i < v->n_edges; i++) {
        assert_true(routes[i].n > 0);
        for (size_t s = 0; s < routes[i].n; s++) assert_true(routes[i].stretches[s].n > 0);
    }
    tb_arena_free(&arena);
    tb_buf_free(&messages);
    tb_view_free(v);
}

static void nothing_covers_a_label(void **state) {
    (void)state;
    check_layout("small");
    check_layout("star");
    check_layout("many");
    check_layout("empty");
}

static void tables(void **state) {
    (void)state;
    tb_view *view = tb_test_view("hostile");
    tb_render *r;
    const tb_rendered *files;
    size_t n, evidence = 0, rows = 0;
    tb_error error;
    view->nodes[0].name = TB_S("=1+1");
    assert_ok(tb_render_new(view, NULL, &r));
    assert_ok(tb_render_run(r, tb_format_find(TB_S("table")), &files, &n, &error));
    assert_int_equal(n, 2);
    assert_string_equal(files[0].suffix, ".md");
    assert_string_equal(files[1].suffix, ".csv");
    for (size_t i = 0; i < view->n_edges; i++)
        evidence += view->edges[i].n_evidence ? view->edges[i].n_evidence : 1;
    for (size_t i = 0; i < files[1].bytes.len; i++) rows += files[1].bytes.p[i] == '\n';
    assert_int_equal(rows, evidence + 1);
    assert_true(holds(&files[1].bytes, "\"'=1+1\""));
    assert_false(holds(&files[0].bytes, "<b>bold"));
    tb_render_free(r);
    tb_view_free(view);
}

static void the_style_of_the_book(void **state) {
    (void)state;
    const tb_slice colours[] = {TB_S("#f00"), TB_S(""), TB_S(""), TB_S("no colour")};
    const tb_slice shapes[] = {TB_S("diamond"), TB_S("rounded"), TB_S(""), TB_S("")};
    for (int theme = TB_THEME_LIGHT; theme <= TB_THEME_PRINT; theme++) {
        tb_view *view = tb_test_view("small");
        tb_render_options options = {.theme = (tb_theme)theme};
        tb_render *r;
        const tb_rendered *files;
        size_t n;
        tb_error error;
        view->kind_colours = (tb_slices){colours, 4};
        view->kind_shapes = (tb_slices){shapes, 4};
        view->edges[0].colour = TB_S("#123456");
        assert_ok(tb_render_new(view, &options, &r));
        assert_ok(tb_render_run(r, tb_format_find(TB_S("dot")), &files, &n, &error));
        assert_true(holds(&files[0].bytes, "shape=diamond"));
        assert_true(holds(&files[0].bytes, "style=\"filled,rounded\""));
        assert_true(holds(&files[0].bytes, "shape=octagon")); /* what it does not say stays */
        bool coloured = theme != TB_THEME_PRINT;
        assert_true(holds(&files[0].bytes, "color=\"#ff0000\"") == coloured);
        assert_true(holds(&files[0].bytes, "color=\"#123456\"") == coloured);
        tb_render_free(r);
        tb_view_free(view);
    }
}

static void names_of_things(void **state) {
    (void)state;
    size_t n;
    const tb_format *formats = tb_formats(&n);
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(tb_format_find(tb_slice_cstr(formats[i].name)), &formats[i]);
    assert_null(tb_format_find(TB_S("gif")));
    tb_theme theme;
    tb_labels labels;
    assert_true(tb_theme_find(TB_S("print"), &theme) && theme == TB_THEME_PRINT);
    assert_true(tb_labels_find(TB_S("numbers"), &labels) && labels == TB_LABELS_NUMBERS);
    assert_false(tb_theme_find(TB_S(""), &theme));
    assert_false(tb_labels_find(TB_S("all"), &labels));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dot_is_the_golden_file),
        cmocka_unit_test(the_same_bytes_each_time),
        cmocka_unit_test(links_say_relation_and_sources),
        cmocka_unit_test(hostile_words_are_words),
        cmocka_unit_test(pixels_and_pages),
        cmocka_unit_test(an_engine_that_is_none_is_an_error),
        cmocka_unit_test(many_links_are_remarked_on),
        cmocka_unit_test(nothing_covers_a_label),
        cmocka_unit_test(tables),
        cmocka_unit_test(the_style_of_the_book),
        cmocka_unit_test(names_of_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
