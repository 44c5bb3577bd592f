/* Which of some files changed. They are looked at again and again: notices of the system (inotify and its like) are another
 * thing on each, miss editors that save by renaming, and say nothing of network drives. */
#ifndef TB_SERVE_WATCH_H
#define TB_SERVE_WATCH_H

#include "base/arena.h"

typedef struct tb_watch tb_watch;

/* TB_ENOMEM. Freed with tb_watch_free. */
TB_MUST_USE tb_status tb_watch_new(tb_watch **out);
void tb_watch_free(tb_watch *w);

/* From now on these files and folders (paths are copied) are watched. Those that were watched before keep what was seen of
 * them; *grew says whether there are others, whose changes until now nobody can know of. TB_ENOMEM leaves all as it was. */
TB_MUST_USE tb_status tb_watch_set(tb_watch *w, const tb_slice *paths, size_t n, bool *grew);
/* Whether any file is another than when it was looked at last, came, or went; of a folder, whether names came or went. */
bool tb_watch_look(tb_watch *w);

#endif
