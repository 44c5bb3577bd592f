/* Names that the CLDR has: territories, regions, months, days. See words.h. */
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "text/words.h"

enum { NAME_MAX = 256 };

typedef struct lister {
    tb_arena *arena;
    TB_VEC(tb_known) names;
} lister;

/* Adds a name of ICU; one that could not be had is left out. */
static tb_status add(lister *l, const UChar *name, int32_t len, UErrorCode e, tb_known_class what) {
    char utf8[4 * NAME_MAX];
    int32_t n = 0;
    if (U_FAILURE(e) || len <= 0 || len > NAME_MAX) return TB_OK;
    u_strToUTF8(utf8, sizeof utf8, &n, name, len, &e);
    if (U_FAILURE(e)) return TB_OK;
    tb_known k = {.what = what};
    TB_TRY(tb_arena_copy(l->arena, (tb_slice){utf8, (size_t)n}, &k.name));
    return tb_vec_push(l->arena, &l->names, k);
}

static tb_status add_region(lister *l, const ULocaleDisplayNames *display, const char *code, tb_known_class what) {
    UChar name[NAME_MAX];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = uldn_regionDisplayName(display, code, name, NAME_MAX, &e);
    /* where there is no name ICU gives the code back */
    if (U_SUCCESS(e) && (size_t)n == strlen(code) && n > 0 && name[0] == (UChar)code[0] &&
        name[n - 1] == (UChar)code[n - 1] && what == TB_KNOWN_AREA)
        return TB_OK;
    return add(l, name, n, e, what);
}

static tb_status add_regions(lister *l, const char *locale, UDisplayContext length) {
    static const char *const areas[] = {
        "001", "002", "003", "005", "009", "011", "013", "014", "015", "017", "018", "019", "021", "029", "030", "034",
        "035", "039", "053", "054", "057", "061", "142", "143", "145", "150", "151", "154", "155", "202", "419",
    };
    UErrorCode e = U_ZERO_ERROR;
    ULocaleDisplayNames *display = uldn_openForContext(locale, &length, 1, &e);
    if (U_FAILURE(e)) return e == U_MEMORY_ALLOCATION_ERROR ? TB_ENOMEM : TB_OK;
    tb_status status = TB_OK;
    for (const char *const *code = uloc_getISOCountries(); *code && status == TB_OK; code++)
        status = add_region(l, display, *code, TB_KNOWN_STATE);
    for (size_t i = 0; i < sizeof areas / sizeof *areas && status == TB_OK; i++)
        status = add_region(l, display, areas[i], TB_KNOWN_AREA);
    uldn_close(display);
    return status;
}

static tb_status add_calendar(lister *l, const char *locale) {
    static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_WEEKDAYS};
    UErrorCode e = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_LONG, UDAT_LONG, locale, u"UTC", 3, NULL, 0, &e);
    if (U_FAILURE(e)) return e == U_MEMORY_ALLOCATION_ERROR ? TB_ENOMEM : TB_OK;
    tb_status status = TB_OK;
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        int32_t n = udat_countSymbols(format, types[t]);
        for (int32_t i = 0; i < n && status == TB_OK; i++) {
            UChar name[NAME_MAX];
            UErrorCode one = U_ZERO_ERROR;
            int32_t len = udat_getSymbols(format, types[t], i, name, NAME_MAX, &one);
            status = add(l, name, len, one, TB_KNOWN_TIME);
        }
    }
    udat_close(format);
    return status;
}

tb_status tb_known_names(tb_arena *arena, const char *language, const tb_known **out, size_t *n) {
    char locale[ULOC_FULLNAME_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    int32_t parsed = 0;
    int32_t len = uloc_forLanguageTag(language, locale, ULOC_FULLNAME_CAPACITY, &parsed, &e);
    if (U_FAILURE(e) || e == U_STRING_NOT_TERMINATED_WARNING || len == 0) memcpy(locale, "root", sizeof "root");
    lister l = {.arena = arena};
    TB_TRY(add_regions(&l, locale, UDISPCTX_LENGTH_FULL));
    TB_TRY(add_regions(&l, locale, UDISPCTX_LENGTH_SHORT));
    TB_TRY(add_calendar(&l, locale));
    *out = l.names.at;
    *n = l.names.n;
    return TB_OK;
}
