/* Which file is the text of a source. Must not read it. */
#include "base/file.h"
#include "corpus/corpus.h"

/* In the order of names in a folder. Upper-case endings come from other systems. */
static const char *const endings[] = {
    "", ".HTM", ".HTML", ".MARKDOWN", ".MD", ".TXT", ".XHTML", ".htm", ".html", ".markdown", ".md", ".txt", ".xhtml",
};
enum { N_ENDINGS = sizeof endings / sizeof *endings, FIRST_LOWER = 7 };

/* Whether id ends like a text's file, so that a file of that very name is the text of another id. */
static bool ends_like_text(tb_slice id) {
    for (size_t i = 1; i < N_ENDINGS; i++)
        if (tb_slice_ends(id, tb_slice_cstr(endings[i]))) return true;
    return false;
}

static tb_status candidate(tb_arena *arena, tb_slice folder, tb_slice id, const char *ending, tb_slice *out) {
    tb_slice name, path;
    TB_TRY(tb_arena_printf(arena, &name, "%.*s%s", TB_FMT(id), ending));
    TB_TRY(tb_path_join(arena, folder, name, &path));
    *out = tb_file_exists(path.p) ? path : (tb_slice){"", 0};
    return TB_OK;
}

/* Whether the same name in lower case was already found: on some systems both are one file. */
static bool found_before(const bool *found, size_t upper) {
    return found[upper + FIRST_LOWER - 1];
}

static tb_status find_stem(tb_arena *arena, tb_slice folder, tb_slice id, tb_slice *out, tb_slice *second) {
    tb_slice paths[N_ENDINGS];
    bool found[N_ENDINGS] = {false};
    for (size_t i = N_ENDINGS; i-- > 1;) {
        TB_TRY(candidate(arena, folder, id, endings[i], &paths[i]));
        found[i] = paths[i].len && (i >= FIRST_LOWER || !found_before(found, i));
    }
    TB_TRY(candidate(arena, folder, id, "", &paths[0]));
    found[0] = paths[0].len && !ends_like_text(id) && !tb_file_is_dir(paths[0].p);
    for (size_t i = 0; i < N_ENDINGS; i++) {
        if (!found[i]) continue;
        if (out->len) {
            *second = paths[i];
            return TB_OK;
        }
        *out = paths[i];
    }
    return TB_OK;
}

tb_status tb_corpus_find(tb_arena *arena, const tb_slice *folders, size_t n, tb_slice id, tb_slice file,
                         tb_slice *out, tb_slice *second) {
    *out = *second = (tb_slice){"", 0};
    for (size_t i = 0; i < n && out->len == 0; i++) {
        if (file.len)
            TB_TRY(candidate(arena, folders[i], file, "", out));
        else
            TB_TRY(find_stem(arena, folders[i], id, out, second));
    }
    return TB_OK;
}
