/* The words for a part of a book: title, remark and name of its drawings; see filter_words.h. */
#include "cli/filter_words.h"

typedef struct parts {
    tb_buf text;
    const char *before; /* the next part */
} parts;

static void put_part(parts *p, const char *lead, tb_slice words) {
    tb_buf_puts(&p->text, p->before);
    tb_buf_puts(&p->text, lead);
    tb_buf_put(&p->text, words);
    p->before = ", ";
}

static void put_period(const tb_cli *cli, parts *p) {
    const char *since = tb_args_value(cli->args, TB_OPT_SINCE), *until = tb_args_value(cli->args, TB_OPT_UNTIL);
    if (since) put_part(p, "since ", tb_slice_cstr(since));
    if (until) put_part(p, "until ", tb_slice_cstr(until));
}

/* "Only: funds, alleged, since 2010": whoever sees a part of a book must know that it is one. Not what is left out as
 * private, and no private name. */
static tb_status make_remark(const tb_cli *cli, const tb_book *b, tb_filter *f) {
    parts p = {.before = "Only: "};
    for (size_t i = 0; i < f->n_sources; i++)
        if (!f->is_public || !b->sources[f->sources[i]].is_private) put_part(&p, "article ", b->sources[f->sources[i]].id);
    for (size_t i = 0; i < f->n_kinds; i++) put_part(&p, "", b->kinds[f->kinds[i]].section);
    for (size_t i = 0; i < f->n_relations; i++) put_part(&p, "", b->relations[f->relations[i]].name);
    for (tb_stance s = TB_ASSERTED; s <= TB_DENIED; s++)
        if (f->stances & 1u << s) put_part(&p, "", tb_slice_cstr(tb_stance_name(s)));
    put_period(cli, &p);
    if (f->min_sources > 1) tb_buf_printf(&p.text, "%sat least %u independent sources", p.before, f->min_sources);
    tb_status status = tb_buf_status(&p.text);
    if (status == TB_OK) status = tb_arena_copy(cli->arena, tb_buf_slice(&p.text), &f->remark);
    tb_buf_free(&p.text);
    return status;
}

static tb_slice name_of(const tb_book *b, uint32_t entity) {
    return b->entities[entity].n_forms ? b->entities[entity].forms[0].text : b->entities[entity].id;
}

static tb_status make_title(const tb_cli *cli, const tb_book *b, tb_filter *f) {
    parts p = {.before = "Around "};
    for (size_t i = 0; i < f->n_around; i++)
        if (!f->is_public || !b->entities[f->around[i]].is_private) put_part(&p, "", name_of(b, f->around[i]));
    if (p.text.len && f->depth != 1) tb_buf_printf(&p.text, ", to a depth of %u", f->depth);
    tb_status status = tb_buf_status(&p.text);
    bool known = p.text.len > 0;
    if (status == TB_OK) status = tb_arena_copy(cli->arena, tb_buf_slice(&p.text), &f->title);
    tb_buf_free(&p.text);
    if (status != TB_OK || !known || f->n_around != 1) return status;
    return tb_arena_printf(cli->arena, &f->name, "around:%.*s", TB_FMT(b->entities[f->around[0]].id));
}

tb_status tb_filter_name(const tb_cli *cli, const tb_book *book, tb_filter *f) {
    TB_TRY(make_remark(cli, book, f));
    return make_title(cli, book, f);
}

tb_status tb_filter_name_path(const tb_cli *cli, const tb_book *b, const uint32_t ends[2], tb_filter *f) {
    if (f->is_public && (b->entities[ends[0]].is_private || b->entities[ends[1]].is_private)) return TB_OK;
    TB_TRY(tb_arena_printf(cli->arena, &f->name, "path:%.*s-%.*s", TB_FMT(b->entities[ends[0]].id),
                           TB_FMT(b->entities[ends[1]].id)));
    return tb_arena_printf(cli->arena, &f->title, "From %.*s to %.*s", TB_FMT(name_of(b, ends[0])), TB_FMT(name_of(b, ends[1])));
}
