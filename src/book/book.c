/* Reading a book from end to end: the files, then the phases, then what only the whole can show. */
#include "book/book.h"

#include <stdlib.h>

#include "base/file.h"
#include "book/reader.h"

/* The phases in their order: each may look up what those before it made. */
static void (*const phases[])(tb_reader *r) = {
    tb_read_header, tb_read_kinds,   tb_read_sources, tb_read_entities, tb_read_relations,
    tb_read_links,  tb_read_waivers, tb_read_style,   tb_validate,
};

static tb_status run(tb_reader *r, tb_slice bytes) {
    tb_doc doc = {.path = r->book->path,
                  .dir = r->book->dir,
                  .parent = TB_NONE,
                  .included_at = TB_NOWHERE,
                  .bytes = bytes};
    char *real = r->book->path.len ? realpath(r->book->path.p, NULL) : NULL;
    tb_slice key = r->book->path;
    tb_status s = real ? tb_arena_copy(r->arena, tb_slice_cstr(real), &key) : TB_OK;
    free(real);
    TB_TRY(s);
    TB_TRY(tb_map_set(&r->files, key, 0));
    TB_TRY(tb_files_add(r, doc));
    TB_TRY(tb_files_read(r));
    r->book->incomplete = r->incomplete;
    for (size_t i = 0; i < sizeof phases / sizeof *phases && r->status == TB_OK; i++) {
        r->doc = NULL;
        r->subject = TB_S("");
        phases[i](r);
    }
    return r->status;
}

static tb_status read_into(tb_book *book, tb_slice bytes, tb_origins *origins, tb_findings *findings) {
    tb_reader r = {.book = book, .arena = &book->arena, .origins = origins, .findings = findings};
    tb_status s = run(&r, bytes);
    for (size_t i = 0; i < r.docs.n; i++) tb_tree_free(&r.docs.at[i].tree);
    tb_vec_free(&r.docs);
    tb_map_free(&r.files);
    return s;
}

static tb_status new_book(tb_slice name, tb_book **out) {
    tb_book *book = calloc(1, sizeof *book);
    *out = NULL;
    if (!book) return TB_ENOMEM;
    book->language = TB_S("en");
    if (tb_arena_copy(&book->arena, name, &book->path) != TB_OK) {
        tb_book_free(book);
        return TB_ENOMEM;
    }
    book->dir = tb_path_dir(book->path);
    if (tb_arena_copy(&book->arena, book->dir, &book->dir) != TB_OK) {
        tb_book_free(book);
        return TB_ENOMEM;
    }
    *out = book;
    return TB_OK;
}

static tb_status finish(tb_book *book, tb_status s, tb_book **out) {
    if (s == TB_OK) *out = book;
    else tb_book_free(book);
    return s;
}

tb_status tb_book_parse(tb_slice name, tb_slice bytes, tb_origins *origins, tb_findings *findings,
                        tb_book **out, tb_error *error) {
    tb_book *book;
    (void)error;
    *out = NULL;
    TB_TRY(new_book(name, &book));
    return finish(book, read_into(book, bytes, origins, findings), out);
}

/* A book that is too large to be read is still a book with a finding. */
static tb_status too_large(tb_book *book, tb_origins *origins, tb_findings *findings) {
    uint32_t origin;
    book->incomplete = true;
    TB_TRY(tb_origins_add(origins, book->path, TB_S(""), &origin));
    return tb_findings_add(findings, TB_CODE_YAML_LIMIT, (tb_place){origin, 0, 0}, TB_S(""), NULL,
                           "the book has more than %zu bytes", TB_YAML_MAX_BYTES);
}

tb_status tb_book_read(const char *path, tb_origins *origins, tb_findings *findings, tb_book **out,
                       tb_error *error) {
    tb_book *book;
    *out = NULL;
    TB_TRY(new_book(tb_slice_cstr(path), &book));
    tb_book_file *file = TB_NEW(&book->arena, tb_book_file);
    if (!file) return finish(book, TB_ENOMEM, out);
    book->files = file;
    tb_status s = tb_file_read(path, TB_YAML_MAX_BYTES, &file->bytes, error);
    if (s == TB_ELIMIT) s = too_large(book, origins, findings);
    else if (s == TB_OK) s = read_into(book, tb_buf_slice(&file->bytes), origins, findings);
    return finish(book, s, out);
}

void tb_book_free(tb_book *book) {
    if (!book) return;
    for (tb_book_file *f = book->files; f; f = f->next) tb_buf_free(&f->bytes);
    tb_map_free(&book->entity_ids);
    tb_map_free(&book->source_ids);
    tb_map_free(&book->relation_names);
    tb_arena_free(&book->arena);
    free(book);
}

const char *tb_stance_name(tb_stance s) {
    static const char *const names[] = {"asserted", "alleged", "planned", "denied"};
    return names[s];
}
