/* Files looked at again and again; see watch.h. A file is another where its time, size or number is: an editor that saves
 * by renaming leaves a file with another number. */
#include "serve/watch.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"

typedef struct stamp {
    bool there;
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed;
} stamp;

typedef struct watched {
    tb_slice path; /* ends in NUL */
    stamp seen;
} watched;

struct tb_watch {
    tb_arena arena; /* of files; a new one with each tb_watch_set */
    watched *files;
    size_t n;
};

tb_status tb_watch_new(tb_watch **out) {
    *out = calloc(1, sizeof **out);
    return *out ? TB_OK : TB_ENOMEM;
}

void tb_watch_free(tb_watch *w) {
    if (!w) return;
    tb_arena_free(&w->arena);
    free(w);
}

static stamp look_at(const char *path) {
    struct stat s;
    if (stat(path, &s) != 0) return (stamp){.there = false};
    return (stamp){true, s.st_dev, s.st_ino, S_ISDIR(s.st_mode) ? 0 : s.st_size, s.st_mtim};
}

static bool same(const stamp *a, const stamp *b) {
    if (!a->there || !b->there) return a->there == b->there;
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/* Fills next with the paths, each once. */
static tb_status fill(const tb_watch *w, const tb_slice *paths, size_t n, tb_map *at, tb_watch *next, bool *grew) {
    uint32_t i;
    bool added;
    for (size_t k = 0; k < w->n; k++) TB_TRY(tb_map_set(at, w->files[k].path, (uint32_t)k));
    tb_map done = {0};
    tb_status status = TB_OK;
    for (size_t k = 0; k < n && status == TB_OK; k++) {
        watched *file = &next->files[next->n];
        status = tb_map_add(&done, paths[k], 0, &i, &added);
        if (status != TB_OK || !added) continue;
        status = tb_arena_copy(&next->arena, paths[k], &file->path);
        if (status != TB_OK) break;
        i = tb_map_get(at, file->path);
        file->seen = i == TB_MAP_NONE ? look_at(file->path.p) : w->files[i].seen;
        *grew |= i == TB_MAP_NONE;
        next->n++;
    }
    tb_map_free(&done);
    return status;
}

tb_status tb_watch_set(tb_watch *w, const tb_slice *paths, size_t n, bool *grew) {
    tb_watch next = {.n = 0};
    tb_map at = {0};
    *grew = false;
    next.files = TB_NEW_ARRAY(&next.arena, n + 1, watched);
    tb_status status = next.files ? fill(w, paths, n, &at, &next, grew) : TB_ENOMEM;
    tb_map_free(&at);
    tb_arena_free(status == TB_OK ? &w->arena : &next.arena);
    if (status == TB_OK) *w = next;
    return status;
}

bool tb_watch_look(tb_watch *w) {
    bool changed = false;
    for (size_t i = 0; i < w->n; i++) {
        stamp now = look_at(w->files[i].path.p);
        changed |= !same(&now, &w->files[i].seen);
        w->files[i].seen = now;
    }
    return changed;
}
