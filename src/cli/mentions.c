/* tiebook mentions: every mention of every entity, as JSON Lines. */
#include "cli/mentions.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"

static bool is_book(const char *word) {
    tb_slice s = tb_slice_cstr(word);
    return tb_slice_ends(s, TB_S(".yaml")) || tb_slice_ends(s, TB_S(".yml"));
}

static size_t threads_wanted(const tb_cli *cli) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return tb_args_number(cli->args, TB_OPT_JOBS,
                          processors > 0 && processors < 1024 ? (unsigned)processors : 1);
}

static tb_status prepare(tb_seeker *s, tb_names_index **index) {
    s->threads = threads_wanted(s->cli);
    s->nested = tb_args_has(s->cli->args, TB_OPT_NESTED);
    s->scratches = TB_NEW_ARRAY(s->cli->arena, s->threads, tb_scratch *);
    if (!s->scratches) return TB_ENOMEM;
    for (size_t i = 0; i < s->threads; i++) TB_TRY(tb_scratch_new(&s->scratches[i]));
    TB_TRY(tb_names_index_new(s->load->book, index));
    s->index = *index;
    return tb_mention_lines_new(s->cli->arena, s->load->book, &s->lines);
}

static int seek(tb_seeker *s, const char *const *files, size_t n) {
    tb_names_index *index = NULL;
    tb_status ready = prepare(s, &index);
    int status;
    if (ready != TB_OK)
        status = tb_cli_failed(s->cli, ready, NULL);
    else if (tb_args_has(s->cli->args, TB_OPT_JSONL))
        status = tb_seek_documents(s);
    else
        status = tb_seek_files(s, files, n);
    for (size_t i = 0; s->scratches && i < s->threads; i++) tb_scratch_free(s->scratches[i]);
    tb_names_index_free(index);
    if (!status && s->status != TB_OK) status = tb_cli_failed(s->cli, s->status, NULL);
    return status ? status : s->bad ? TB_EXIT_FINDINGS : TB_EXIT_CLEAN;
}

int tb_cli_mentions(tb_cli *cli) {
    const char *const *files = cli->args->operands;
    size_t n = cli->args->n_operands;
    const char *operand = n && is_book(files[0]) ? files[0] : NULL, *path;
    if (operand) files++, n--;
    if (n && tb_args_has(cli->args, TB_OPT_JSONL))
        return tb_cli_misused(cli, "--jsonl reads from standard input, so no files can be named", "");
    int status = tb_load_path(cli, operand, &path);
    if (status) return status;
    tb_load l;
    status = tb_load_book(cli, path, &l);
    if (!status) status = tb_load_texts(cli, &l);
    if (!status) status = tb_load_remark(cli, &l);
    if (!status) {
        tb_seeker s = {.cli = cli, .load = &l};
        status = seek(&s, files, n);
    }
    tb_load_free(&l);
    return status;
}
