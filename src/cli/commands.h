/* The commands: one file each, named in the table of options.c alone. Each returns the exit status. */
#ifndef TB_CLI_COMMANDS_H
#define TB_CLI_COMMANDS_H

struct tb_cli;

int tb_cli_check(struct tb_cli *cli);
int tb_cli_graph(struct tb_cli *cli);
int tb_cli_why(struct tb_cli *cli);
int tb_cli_mentions(struct tb_cli *cli);
int tb_cli_gaps(struct tb_cli *cli);
int tb_cli_corroborate(struct tb_cli *cli);
int tb_cli_path(struct tb_cli *cli);
int tb_cli_impact(struct tb_cli *cli);
int tb_cli_diff(struct tb_cli *cli);
int tb_cli_site(struct tb_cli *cli);
int tb_cli_serve(struct tb_cli *cli);
int tb_cli_init(struct tb_cli *cli);
int tb_cli_pin(struct tb_cli *cli);
int tb_cli_rename(struct tb_cli *cli);
int tb_cli_explain(struct tb_cli *cli);
int tb_cli_completion(struct tb_cli *cli);
int tb_cli_help(struct tb_cli *cli);

#endif
