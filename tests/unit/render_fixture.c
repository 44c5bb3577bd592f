/* render_fixture VIEW FORMAT [FILE]: writes what a format makes of a view made by hand, its first file (or
 * that which ends in FILE), to standard output; for tests with tools from outside. */
#include <stdio.h>

#include "render/render.h"
#include "render_views.h"

int main(int argc, char **argv) {
    tb_view *view = argc > 2 ? tb_test_view(argv[1]) : NULL;
    const tb_format *format = view ? tb_format_find(tb_slice_cstr(argv[2])) : NULL;
    if (!format) return fputs("usage: render_fixture VIEW FORMAT [SUFFIX]\n", stderr), 2;
    tb_render *r = NULL;
    const tb_rendered *files = NULL;
    size_t n = 0;
    tb_error error = {0};
    tb_status status = tb_render_new(view, NULL, &r);
    if (status == TB_OK) status = tb_render_run(r, format, &files, &n, &error);
    if (status != TB_OK) fprintf(stderr, "%s\n", error.message);
    for (size_t i = 0; i < n && status == TB_OK; i++) {
        if (argc > 3 && strcmp(files[i].suffix, argv[3]) != 0) continue;
        if (fwrite(files[i].bytes.p, 1, files[i].bytes.len, stdout) != files[i].bytes.len) status = TB_EIO;
        break;
    }
    if (r && tb_render_remarks(r).len) fwrite(tb_render_remarks(r).p, 1, tb_render_remarks(r).len, stderr);
    tb_render_free(r);
    tb_view_free(view);
    return status == TB_OK ? 0 : 3;
}
