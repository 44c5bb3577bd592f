/* Lack of memory is a status, in views, DOT and tables. What Graphviz itself needs is not made scarce. */
#include "check_support.h"

#include "nomem.h"
#include "render/render.h"
#include "render_views.h"
#include "test.h"

static const char book[] =
    "tiebook: 1\n"
    "title: A test\n"
    "sources: {daily: {title: Daily, url: 'https://a.example'}}\n"
    "groups: {a: {name: A, aliases: [AA]}, b: {name: B}}\n"
    "relations: {funds: {}}\n"
    "style: {kinds: {group: {color: '#123'}}}\n"
    "links: [{from: a, relation: funds, to: b, evidence: [{source: daily, quote: A pays B}]}]\n";
static const file_text texts[] = {{"daily.txt", "A pays B.\n"}};

static tb_status make_views(const tb_check *check, tb_by by) {
    static const tb_filter all;
    tb_arena arena = {0};
    const tb_view_slice *slices;
    size_t n;
    tb_status status = tb_view_slices(check, &all, by, &arena, &slices, &n);
    for (size_t i = 0; status == TB_OK && i < n; i++) {
        tb_view *v;
        status = tb_view_new(check, &slices[i].filter, &v);
        tb_view_free(v);
    }
    tb_arena_free(&arena);
    return status;
}

static void views(void **state) {
    (void)state;
    fixture *x = fixture_new(book, texts, 1);
    static const tb_by cuts[] = {TB_BY_ENTITY, TB_BY_COMPONENT, TB_BY_COMMUNITY};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) tb_nomem_run(make_views(x->check, cuts[i]));
    fixture_free(x, texts, 1);
}

static tb_status render(const tb_view *view, const char *format) {
    tb_render *r;
    const tb_rendered *files;
    size_t n;
    tb_error error;
    tb_status status = tb_render_new(view, NULL, &r);
    if (status == TB_OK) status = tb_render_run(r, tb_format_find(tb_slice_cstr(format)), &files, &n, &error);
    tb_render_free(r);
    return status;
}

static void formats(void **state) {
    (void)state;
    tb_view *view = tb_test_view("small");
    tb_nomem_run(render(view, "dot"));
    tb_nomem_run(render(view, "table"));
    tb_nomem_run(render(view, "svg"));
    tb_view_free(view);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(views), cmocka_unit_test(formats)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
