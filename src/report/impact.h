/* What falls when articles, or all that somebody says, are withdrawn. Nothing is taken out of the book: the question is only
 * put. */
#ifndef TB_REPORT_IMPACT_H
#define TB_REPORT_IMPACT_H

#include "view/view.h"

/* What is withdrawn: evidence from any of these sources, and evidence by any of these claimants. */
typedef struct tb_withdrawal {
    const uint32_t *sources; /* of the book */
    size_t n_sources;
    const uint32_t *claimants; /* entities of the book */
    size_t n_claimants;
    const tb_slice *names; /* claimants outside the book, compared with case and accents folded */
    size_t n_names;
    bool reprints; /* and with a source all its reprints */
} tb_withdrawal;

typedef enum tb_fate {
    TB_FATE_FALLS,  /* all evidence is gone */
    TB_FATE_COPIED, /* all that is left stands in reprints of withdrawn articles */
    TB_FATE_DENIED, /* what claimed it is gone, a denial is left */
    TB_FATE_SINGLE, /* it had two or more independent sources and has one */
    TB_FATE_WEAKER, /* it has fewer sources, or less support, or is hedged more */
} tb_fate;

typedef struct tb_impact_link {
    uint32_t edge; /* of the view */
    tb_fate fate;
    unsigned independent;    /* independent sources that are left; the view has those before */
    size_t n_evidence;       /* pieces that are left */
    tb_line line;            /* of what is left; as before where nothing is */
    tb_support support;      /* likewise */
    const uint32_t *sources; /* that are left: of the view, ascending */
    size_t n_sources;
} tb_impact_link;

typedef struct tb_impact_reprint {
    uint32_t source, original; /* of the book; original is withdrawn, source is its reprint, at any remove */
    bool withdrawn;            /* too: by itself or because reprints are */
} tb_impact_reprint;

typedef struct tb_impact {
    tb_arena arena;
    const bool *sources; /* of the book: withdrawn */
    size_t n_evidence;   /* pieces that are withdrawn; one that carries several links counts for each */
    size_t n_evidence_before;
    const tb_impact_link *links; /* by fate, then in the order of the view; links that stay as they were are left out */
    size_t n_links;
    size_t n_by_fate[TB_FATE_WEAKER + 1];
    const uint32_t *cut_off; /* nodes of the view that had links and have none, ascending */
    size_t n_cut_off;
    const tb_impact_reprint *reprints; /* by original, then source, in the order of the book */
    size_t n_reprints;
    size_t n_claims;       /* pieces withdrawn because of who says so */
    size_t parts, parts_before; /* into how many parts the picture falls; entities without links are none */
} tb_impact;

const char *tb_fate_name(tb_fate fate); /* "falls", "copied", "denied", "single", "weaker" */

/* view is one of check; *out refers to its nodes, edges and sources, and is freed with tb_impact_free. TB_ENOMEM.
 * O(evidence × names). */
TB_MUST_USE tb_status tb_impact_find(const tb_check *check, const tb_view *view, const tb_withdrawal *what, tb_impact *out);
void tb_impact_free(tb_impact *i);

/* The links that change and their entities as a view to be drawn: what falls is gone, what is cut off too, the rest weaker; a
 * link carries the evidence that it had. In the arena of i, borrowing from view. TB_ENOMEM. */
TB_MUST_USE tb_status tb_impact_picture(tb_impact *i, const tb_view *view, tb_view *out);

#endif
