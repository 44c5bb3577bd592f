/* Reading the texts of all sources: which file it is, what front matter adds, whether it is the text that was
 * curated, its sentences and the mentions in it. */
#include "base/file.h"
#include "check/internal.h"

tb_status tb_check_folders(tb_arena *arena, const tb_book *book, const tb_check_options *options,
                           const tb_slice **out, size_t *n) {
    if (options && options->n_texts) {
        *out = options->texts;
        *n = options->n_texts;
        return TB_OK;
    }
    tb_slices texts = book->texts;
    tb_slice *folders = TB_NEW_ARRAY(arena, texts.n + 1, tb_slice);
    if (!folders) return TB_ENOMEM;
    for (size_t i = 0; i < texts.n; i++) TB_TRY(tb_path_join(arena, book->dir, texts.at[i], &folders[i]));
    *n = texts.n;
    if (texts.n == 0) folders[(*n)++] = book->dir.len ? book->dir : TB_S(".");
    *out = folders;
    return TB_OK;
}

/* Said by drift.c, once it is known what became of the quotes. */
static bool has_drifted(const tb_source *source, tb_article *article) {
    if (source->sha256.n == 0) return false;
    tb_slice hash = tb_slice_cstr(tb_article_sha256(article));
    for (size_t i = 0; i < source->sha256.n; i++)
        if (tb_slice_eq(source->sha256.at[i], hash)) return false;
    return true;
}

/* Finds and reads the file of one source; leaves is_read false, with a finding, where there is none. */
static tb_status read_source(tb_run *run, uint32_t index, const tb_slice *folders, size_t n_folders) {
    const tb_source *source = &run->book->sources[index];
    tb_source_state *state = &run->check->sources[index];
    tb_slice path, second;
    TB_TRY(tb_corpus_find(&run->check->arena, folders, n_folders, source->id, source->file, &path, &second));
    if (path.len == 0)
        return tb_findings_add(run->findings, TB_CODE_TEXT_MISSING, source->at, source->id, NULL,
                               "no text of %.*s in %.*s", TB_FMT(source->id), TB_FMT(folders[0]));
    if (second.len)
        TB_TRY(tb_findings_add(run->findings, TB_CODE_TEXT_TWICE, source->at, source->id, NULL,
                               "both %.*s and %.*s could be the text of %.*s", TB_FMT(path), TB_FMT(second),
                               TB_FMT(source->id)));
    state->is_read = true;
    TB_TRY(tb_article_read(&state->article, path.p, source->ignore.at, source->ignore.n, run->origins, run->findings,
                           source->id, source->at));
    if (state->article.front_matter.len)
        TB_TRY(tb_source_fill(run->book, index, state->article.front_matter, state->article.origin,
                              state->article.front_matter_at, run->findings));
    state->drifted = state->article.readable && has_drifted(source, &state->article);
    return TB_OK;
}

tb_status tb_check_texts(tb_run *run) {
    const tb_slice *folders;
    size_t n_folders;
    TB_TRY(tb_check_folders(&run->check->arena, run->book, run->options, &folders, &n_folders));
    tb_slice language;
    TB_TRY(tb_arena_copy(&run->check->arena, run->book->language.len ? run->book->language : TB_S("en"), &language));
    for (uint32_t i = 0; i < run->book->n_sources; i++) {
        tb_source_state *state = &run->check->sources[i];
        TB_TRY(read_source(run, i, folders, n_folders));
        if (!state->is_read || !state->article.readable) continue;
        TB_TRY(tb_sentences_find(&run->check->arena, &state->article.text, language.p, &state->sentences, run->error));
        TB_TRY(tb_mentions_find(run->names, run->scratch, &state->article.text, i, true, &state->mentions));
    }
    return TB_OK;
}
