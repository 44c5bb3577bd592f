/* Names of files for ids: what every file system takes, and different for different ids also where case is ignored. */
#include "site/page.h"

enum { STEM_MAX = 120 }; /* bytes; file systems allow 255 */

/* Names that are devices on Windows, whatever their ending. */
static bool is_device(tb_slice s) {
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (tb_slice_eq(s, tb_slice_cstr(devices[i]))) return true;
    return s.len == 4 && s.p[3] >= '0' && s.p[3] <= '9' &&
           (tb_slice_starts(s, TB_S("com")) || tb_slice_starts(s, TB_S("lpt")));
}

tb_status tb_site_name(tb_arena *arena, const char *folder, tb_slice id, tb_slice *out) {
    tb_buf stem = {0};
    bool device = is_device(id), hidden = false; /* a name that begins with a dot is not seen */
    for (size_t i = 0; i < id.len; i++) {
        bool capital = id.p[i] >= 'A' && id.p[i] <= 'Z';
        if (capital || (device && i == 0))
            tb_buf_printf(&stem, ".%02x", (unsigned)(unsigned char)id.p[i]);
        else
            tb_id_encode(&stem, tb_slice_sub(id, i, i + 1));
        if (i == 0 && stem.len && stem.p[0] == '.') hidden = true;
    }
    if (stem.len > STEM_MAX) {
        uint64_t hash = tb_hash(id);
        stem.len = STEM_MAX - 17;
        tb_buf_printf(&stem, ".%08x%08x", (unsigned)(hash >> 32), (unsigned)(hash & 0xFFFFFFFFu));
    }
    tb_status status = tb_buf_status(&stem);
    if (status == TB_OK) status = tb_arena_printf(arena, out, "%s/%s%.*s.html", folder, hidden ? "=" : "", TB_FMT(tb_buf_slice(&stem)));
    tb_buf_free(&stem);
    return status;
}
