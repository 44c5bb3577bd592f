/* The look of drawings; see style.h. */
#include "render/style.h"

#include <stdio.h>

static const tb_palette palettes[] = {
    [TB_THEME_LIGHT] = {"white",
                        "#1a1a1a",
                        "#767676",
                        "#1a1a1a",
                        {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"}},
    [TB_THEME_DARK] = {"#15181c",
                       "#f2f2f2",
                       "#9a9a9a",
                       "#ffffff",
                       {"#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00"}},
    [TB_THEME_PRINT] = {"white", "black", "#6e6e6e", "black", {"", "", "", "", "", ""}},
};

static const struct {
    const char *shape, *called;
    tb_outline outline;
    const char fill[3][8], line[3][8]; /* by theme */
} kinds[] = {
    {"ellipse",
     "ellipse",
     TB_OUTLINE_ELLIPSE,
     {"#fff3d6", "#4a3a12", "#ffffff"},
     {"#9a6b00", "#e69f00", "#000000"}},
    {"box", "box", TB_OUTLINE_BOX, {"#e3f1fa", "#143a52", "#ececec"}, {"#0072b2", "#56b4e9", "#000000"}},
    {"hexagon",
     "hexagon",
     TB_OUTLINE_HEXAGON,
     {"#e2f3ec", "#0d4234", "#d6d6d6"},
     {"#007a5a", "#009e73", "#000000"}},
    /* declared kinds */
    {"octagon",
     "octagon",
     TB_OUTLINE_BOX,
     {"#f8e8f1", "#4d2740", "#f6f6f6"},
     {"#a3477a", "#cc79a7", "#000000"}},
    {"house", "house", TB_OUTLINE_BOX, {"#fbe9dd", "#542c0f", "#e4e4e4"}, {"#b84f00", "#d55e00", "#000000"}},
    {"note", "sheet", TB_OUTLINE_BOX, {"#f1f1f1", "#333333", "#ffffff"}, {"#555555", "#aaaaaa", "#000000"}},
    {"component",
     "component",
     TB_OUTLINE_BOX,
     {"#fdfbdc", "#45420c", "#f0f0f0"},
     {"#7d7500", "#f0e442", "#000000"}},
};
enum { BUILT_IN = 3, N_KINDS = sizeof kinds / sizeof *kinds };

/* Denied and contested links have a colour of their own besides their form, so that they are seen at once. */
static const tb_line_style lines[] = {
    [TB_LINE_ASSERTED] = {"solid", "normal", NULL, false, "asserted"},
    [TB_LINE_ALLEGED] = {"dashed", "normal", NULL, false, "alleged"},
    [TB_LINE_PLANNED] = {"dotted", "onormal", NULL, false, "planned"},
    [TB_LINE_DENIED] = {"dashed", "tee", NULL, true, "denied"},
    [TB_LINE_CONTESTED] = {"solid", "normal", NULL, true, "contested: claimed and denied"},
    [TB_LINE_UNSOURCED] = {"dotted", "vee", "", false, "without a source"},
};

static const tb_change_style changes[][3] = {
    /* by theme */
    [TB_CHANGE_NONE] = {{"", NULL, "", false}, {"", NULL, "", false}, {"", NULL, "", false}},
    [TB_CHANGE_GONE] = {{"\xE2\x88\x92 ", "#b84f00", "gone", true},
                        {"\xE2\x88\x92 ", "#ff8f3f", "gone", true},
                        {"\xE2\x88\x92 ", "#8a8a8a", "gone", true}},
    [TB_CHANGE_NEW] = {{"+ ", "#007a5a", "new", false},
                       {"+ ", "#2fd6a4", "new", false},
                       {"+ ", "black", "new", false}},
    [TB_CHANGE_WEAKER] = {{"\xE2\x96\xBC ", "#a3477a", "weaker", false},
                          {"\xE2\x96\xBC ", "#e59cc6", "weaker", false},
                          {"\xE2\x96\xBC ", "#5a5a5a", "weaker", false}},
    [TB_CHANGE_STRONGER] = {{"\xE2\x96\xB2 ", "#0072b2", "stronger", false},
                            {"\xE2\x96\xB2 ", "#56b4e9", "stronger", false},
                            {"\xE2\x96\xB2 ", "black", "stronger", false}},
    [TB_CHANGE_OTHER] = {{"~ ", "#555555", "changed", false},
                         {"~ ", "#bbbbbb", "changed", false},
                         {"~ ", "black", "changed", false}},
};

const tb_change_style *tb_style_change(tb_theme theme, tb_change change) {
    return &changes[change][theme];
}

const tb_palette *tb_style_palette(tb_theme theme) {
    return &palettes[theme];
}

/* The shapes that a book may ask for. */
static const struct {
    const char *word, *shape;
    tb_outline outline;
    bool rounded;
} shapes[] = {
    {"box", "box", TB_OUTLINE_BOX, false},
    {"circle", "circle", TB_OUTLINE_ELLIPSE, false},
    {"diamond", "diamond", TB_OUTLINE_DIAMOND, false},
    {"ellipse", "ellipse", TB_OUTLINE_ELLIPSE, false},
    {"hexagon", "hexagon", TB_OUTLINE_HEXAGON, false},
    {"house", "house", TB_OUTLINE_BOX, false},
    {"octagon", "octagon", TB_OUTLINE_BOX, false},
    {"oval", "ellipse", TB_OUTLINE_ELLIPSE, false},
    {"parallelogram", "parallelogram", TB_OUTLINE_BOX, false},
    {"pentagon", "pentagon", TB_OUTLINE_BOX, false},
    {"rounded", "box", TB_OUTLINE_BOX, true},
    {"square", "square", TB_OUTLINE_BOX, false},
    {"trapezium", "trapezium", TB_OUTLINE_BOX, false},
    {"triangle", "triangle", TB_OUTLINE_TRIANGLE, false},
};

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* "#rgb" or "#rrggbb" to three numbers; false where it is neither. */
static bool read_colour(tb_slice s, int rgb[3]) {
    if ((s.len != 4 && s.len != 7) || s.p[0] != '#') return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_value(s.p[s.len == 4 ? 1 + i : 1 + 2 * i]),
            low = hex_value(s.p[s.len == 4 ? 1 + i : 2 + 2 * i]);
        if (high < 0 || low < 0) return false;
        rgb[i] = 16 * high + low;
    }
    return true;
}

/* A colour mixed with so many per cent of another. */
static void mix(const int rgb[3], const int with[3], int percent, char out[8]) {
    unsigned n[3];
    for (size_t i = 0; i < 3; i++)
        n[i] = (unsigned)((rgb[i] * (100 - percent) + with[i] * percent) / 100) & 0xFF;
    snprintf(out, 8, "#%02x%02x%02x", n[0], n[1], n[2]);
}

static tb_slice said(const tb_slices *list, uint32_t i) {
    return i < list->n ? list->at[i] : TB_S("");
}

tb_kind_style tb_style_kind(const tb_view *view, tb_theme theme, uint32_t kind_index) {
    size_t k = kind_index < N_KINDS ? kind_index : BUILT_IN + (kind_index - BUILT_IN) % (N_KINDS - BUILT_IN);
    tb_kind_style out = {.shape = kinds[k].shape, .called = kinds[k].called, .outline = kinds[k].outline};
    memcpy(out.fill, kinds[k].fill[theme], sizeof out.fill);
    memcpy(out.line, kinds[k].line[theme], sizeof out.line);
    tb_slice shape = said(&view->kind_shapes, kind_index);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!tb_slice_eq(shape, tb_slice_cstr(shapes[i].word))) continue;
        out.shape = shapes[i].shape;
        out.called = shapes[i].word;
        out.outline = shapes[i].outline;
        out.rounded = shapes[i].rounded;
    }
    int rgb[3];
    static const int white[3] = {255, 255, 255}, night[3] = {0x15, 0x18, 0x1c};
    if (theme != TB_THEME_PRINT && read_colour(said(&view->kind_colours, kind_index), rgb)) {
        mix(rgb, white, 0, out.line);
        mix(rgb, theme == TB_THEME_DARK ? night : white, theme == TB_THEME_DARK ? 70 : 86, out.fill);
    }
    return out;
}

bool tb_style_has_colour(const tb_view_edge *edge, tb_theme theme) {
    int rgb[3];
    return theme != TB_THEME_PRINT && edge->change == TB_CHANGE_NONE && read_colour(edge->colour, rgb);
}

const tb_line_style *tb_style_line(tb_theme theme, tb_line line) {
    (void)theme;
    return &lines[line];
}

bool tb_style_coloured(const tb_view *view, tb_theme theme) {
    const tb_palette *p = &palettes[theme];
    size_t n = sizeof p->sources / sizeof *p->sources;
    return p->sources[0][0] && view->n_sources && view->sources[view->n_sources - 1].number <= n;
}

const char *tb_style_source_colour(const tb_view *view, const tb_view_source *source, tb_theme theme) {
    const tb_palette *p = &palettes[theme];
    return tb_style_coloured(view, theme) ? p->sources[source->number - 1] : p->ink;
}

const char *tb_style_edge_colour(const tb_view *view, const tb_view_edge *edge, tb_theme theme) {
    const tb_palette *p = &palettes[theme];
    if (changes[edge->change][theme].colour) return changes[edge->change][theme].colour;
    if (tb_style_has_colour(edge, theme))
        return edge->colour.p; /* a word of the view's arena, which ends in NUL */
    if (edge->n_sources == 0) return p->faint;
    if (edge->n_sources > 1) return p->several;
    if (view->n_edges > TB_RENDER_READABLE && !tb_style_coloured(view, theme)) return p->faint; /* names stand out */
    return tb_style_source_colour(view, &view->sources[edge->sources[0]], theme);
}

long tb_style_width(const tb_view_edge *edge) {
    long n = edge->independent ? (long)edge->independent : 1;
    return 90 + 70 * ((n < 6 ? n : 6) - 1);
}

static long root_of(long n) {
    long root = 0;
    while ((root + 1) * (root + 1) <= n) root++;
    return root;
}

long tb_style_growth(size_t n_edges) {
    if (n_edges <= TB_RENDER_READABLE) return 100;
    return root_of((n_edges < 100000 ? (long)n_edges : 100000) * 10000 / TB_RENDER_READABLE);
}

/* 9.5 points, and more by about the square root of the links: whole numbers, so that every machine has the same. In a
 * drawing that is too large to be read at one glance the greatest are landmarks, like cities on a map: they grow with it. */
long tb_style_font_size(unsigned degree, size_t n_edges) {
    long root = root_of(degree > 1 ? 100 * ((long)degree - 1) : 0); /* ten times the root */
    long size = 950 + root * 16, growth = tb_style_growth(n_edges), most = 24 * growth;
    if (root > 24) size += (growth - 100) * (root - 24) * 48 / 100;
    return size < most ? size : most;
}

bool tb_style_bold(unsigned degree) {
    return degree >= 12;
}
