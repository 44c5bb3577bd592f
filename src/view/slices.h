/* What the cuts of a book share. Internal to the room view. */
#ifndef TB_VIEW_SLICES_H
#define TB_VIEW_SLICES_H

#include "view/filter.h"

typedef struct tb_cutter {
    const tb_book *book;
    const tb_filter *base;
    tb_by by;
    tb_arena *arena;
    TB_VEC(tb_view_slice) out;
    tb_map stems; /* lower case: some file systems ignore case */
    tb_buf scratch;
} tb_cutter;

/* Name, stem and filter of a slice that is called after id. */
TB_MUST_USE tb_status tb_slice_name(tb_cutter *c, tb_slice id, tb_view_slice *s);
/* Its title, with that of the base filter behind it. */
TB_MUST_USE tb_status tb_slice_title(const tb_cutter *c, tb_slice title, tb_view_slice *s);
/* slices_groups.c: adds the components or communities of the links that the base filter leaves. */
TB_MUST_USE tb_status tb_cut_groups(tb_cutter *c, const tb_choice *choice);

#endif
