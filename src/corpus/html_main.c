/* Which elements of a page are text, and which element holds the article. Must not know offsets. */
#include "corpus/html_main.h"

/* Whether s begins with word (lower case) in any case; of ASCII alone, whatever the locale. */
static bool begins_with(const char *s, size_t len, const char *word) {
    size_t i = 0;
    for (; word[i]; i++) {
        if (i >= len) return false;
        char c = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20) : s[i];
        if (c != word[i]) return false;
    }
    return true;
}

static bool is_word(const char *s, size_t len, const char *word) {
    return len == strlen(word) && begins_with(s, len, word);
}

static const char *attribute(const GumboNode *node, const char *name) {
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);
    return a ? a->value : NULL;
}

/* Whether a style sheet in an attribute has property: value; white space aside, ASCII case aside. */
static bool has_style(const char *style, const char *property, const char *value) {
    for (const char *p = style; p; p = strchr(p, ';')) {
        p += strspn(p, "; \t\r\n\f");
        if (!begins_with(p, strlen(p), property)) continue;
        const char *after = p + strlen(property);
        after += strspn(after, " \t\r\n\f");
        if (*after++ != ':') continue;
        after += strspn(after, " \t\r\n\f");
        if (!begins_with(after, strlen(after), value)) continue;
        after += strlen(value);
        if (*after == '\0' || strchr("; \t\r\n\f!", *after)) return true;
    }
    return false;
}

static bool is_hidden(const GumboNode *node) {
    if (attribute(node, "hidden")) return true;
    const char *style = attribute(node, "style");
    return style && (has_style(style, "display", "none") || has_style(style, "visibility", "hidden"));
}

static bool has_role(const GumboNode *node, const char *role) {
    const char *value = attribute(node, "role");
    return value && is_word(value, strlen(value), role);
}

static bool is_named(const GumboNode *node, const char *name) {
    GumboStringPiece tag = node->v.element.original_tag;
    if (!tag.data) return false;
    gumbo_tag_from_original_text(&tag);
    return is_word(tag.data, tag.length, name);
}

/* By the element's name alone. */
static tb_html_role role_of_tag(const GumboNode *node) {
    switch (node->v.element.tag) {
    case GUMBO_TAG_HEAD: case GUMBO_TAG_TITLE: case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_NOFRAMES: case GUMBO_TAG_NOEMBED: case GUMBO_TAG_RT: case GUMBO_TAG_RP:
    case GUMBO_TAG_RTC: case GUMBO_TAG_DATALIST:
        return TB_HTML_OUT;
    case GUMBO_TAG_IMG: case GUMBO_TAG_IMAGE: case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED: case GUMBO_TAG_VIDEO: case GUMBO_TAG_AUDIO: case GUMBO_TAG_CANVAS: case GUMBO_TAG_MAP:
    case GUMBO_TAG_BUTTON: case GUMBO_TAG_INPUT: case GUMBO_TAG_SELECT: case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_APPLET:
        return TB_HTML_OBJECT;
    case GUMBO_TAG_NAV:
        return TB_HTML_OUT_BLOCK;
    case GUMBO_TAG_PRE: case GUMBO_TAG_LISTING: case GUMBO_TAG_XMP: case GUMBO_TAG_PLAINTEXT:
        return TB_HTML_PREFORMATTED;
    case GUMBO_TAG_BR:
        return TB_HTML_LINE_BREAK;
    case GUMBO_TAG_ADDRESS: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_ASIDE: case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY: case GUMBO_TAG_CAPTION: case GUMBO_TAG_CENTER: case GUMBO_TAG_DD: case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR: case GUMBO_TAG_DIV: case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FOOTER: case GUMBO_TAG_FORM: case GUMBO_TAG_H1:
    case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER: case GUMBO_TAG_HGROUP: case GUMBO_TAG_HR: case GUMBO_TAG_HTML: case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI: case GUMBO_TAG_MAIN: case GUMBO_TAG_MENU: case GUMBO_TAG_OL: case GUMBO_TAG_P:
    case GUMBO_TAG_SECTION: case GUMBO_TAG_SUMMARY: case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT: case GUMBO_TAG_TH: case GUMBO_TAG_THEAD: case GUMBO_TAG_TR: case GUMBO_TAG_UL:
        return TB_HTML_BLOCK;
    default:
        return TB_HTML_INLINE;
    }
}

/* Whether the page says that an element, whatever its name, is about the site and not of the article. */
static bool is_site_role(const GumboNode *node) {
    static const char *const roles[] = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (has_role(node, roles[i])) return true;
    return false;
}

tb_html_role tb_html_role_of(const GumboNode *node, const tb_html_around *around) {
    if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return TB_HTML_OBJECT; /* SVG and MathML */
    tb_html_role role = role_of_tag(node);
    if (node->v.element.tag == GUMBO_TAG_UNKNOWN) {
        if (is_named(node, "search")) return TB_HTML_OUT_BLOCK;
        if (is_named(node, "dialog")) role = attribute(node, "open") ? TB_HTML_BLOCK : TB_HTML_OUT_BLOCK;
    }
    if (role == TB_HTML_OUT || role == TB_HTML_OUT_BLOCK || role == TB_HTML_OBJECT) return role;
    bool out = is_hidden(node) || is_site_role(node);
    switch (node->v.element.tag) {
    case GUMBO_TAG_HEADER: out |= around->sections == 0; break; /* in an article it is the headline */
    case GUMBO_TAG_FOOTER: out |= around->quotes == 0; break;   /* in a quotation it says whose */
    case GUMBO_TAG_ASIDE: out = true; break;
    case GUMBO_TAG_FORM: out |= !around->any_form && around->page_form != node; break;
    case GUMBO_TAG_BODY: case GUMBO_TAG_HTML: out = false; break;
    default: break;
    }
    return !out ? role : role == TB_HTML_INLINE ? TB_HTML_OUT : TB_HTML_OUT_BLOCK;
}

static bool is_main(const GumboNode *node) {
    return node->v.element.tag == GUMBO_TAG_MAIN || has_role(node, "main");
}

static bool is_article(const GumboNode *node) {
    return node->v.element.tag == GUMBO_TAG_ARTICLE;
}

void tb_html_pass(tb_html_around *around, const GumboNode *node, int by) {
    size_t step = by > 0 ? 1 : (size_t)-1;
    if (is_article(node) || is_main(node) || node->v.element.tag == GUMBO_TAG_SECTION) around->sections += step;
    if (node->v.element.tag == GUMBO_TAG_BLOCKQUOTE) around->quotes += step;
}

tb_status tb_html_walk_next(tb_html_walk *w, bool enter) {
    if (!w->leaving && enter && tb_html_is_element(w->node)) {
        size_t n = w->open.n;
        if (n == w->open.cap) TB_TRY(tb_vec_grow(NULL, &w->open.at, n, &w->open.cap, sizeof *w->open.at));
        w->open.at[n].node = w->node;
        w->open.at[n].next = 0;
        w->open.n++;
    }
    if (w->open.n == 0) {
        w->node = NULL;
        return TB_OK;
    }
    const GumboNode *parent = w->open.at[w->open.n - 1].node;
    unsigned next = w->open.at[w->open.n - 1].next++;
    w->leaving = next >= parent->v.element.children.length;
    w->node = w->leaving ? parent : parent->v.element.children.data[next];
    if (w->leaving) w->open.n--;
    return TB_OK;
}

void tb_html_walk_free(tb_html_walk *w) {
    tb_vec_free(&w->open);
}

/* An element that may hold the article or the page, and how much text is in it. */
typedef struct {
    const GumboNode *node;
    size_t amount; /* bytes that are no ASCII white space; first the total before it, at the end its own */
    bool nested;   /* in another of its kind */
} candidate;

typedef struct {
    tb_html_around around;
    TB_VEC(candidate) all; /* on the heap */
    size_t total;
    size_t articles, mains; /* open ones */
} measure;

static size_t amount_of(const char *text) {
    size_t n = 0;
    for (; *text; text++) n += !strchr(" \t\r\n\f", *text);
    return n;
}

static tb_status measure_enter(measure *m, const GumboNode *node) {
    bool article = is_article(node), main = is_main(node);
    tb_html_pass(&m->around, node, 1);
    if (article || main || node->v.element.tag == GUMBO_TAG_FORM) {
        bool nested = (article && m->articles) || (main && m->mains);
        TB_TRY(tb_vec_push(NULL, &m->all, ((candidate){node, m->total, nested})));
    }
    m->articles += article;
    m->mains += main;
    return TB_OK;
}

static void measure_leave(measure *m, const GumboNode *node) {
    bool article = is_article(node), main = is_main(node);
    tb_html_pass(&m->around, node, -1);
    m->articles -= article;
    m->mains -= main;
    if (!article && !main && node->v.element.tag != GUMBO_TAG_FORM) return;
    for (size_t i = m->all.n; i-- > 0;) {
        if (m->all.at[i].node != node) continue;
        m->all.at[i].amount = m->total - m->all.at[i].amount;
        break;
    }
}

static tb_status measure_all(measure *m, const GumboNode *body) {
    tb_html_walk w = {.node = body};
    tb_status status = TB_OK;
    while (status == TB_OK && w.node) {
        bool enter = false;
        if (!tb_html_is_element(w.node)) {
            if (w.node->type != GUMBO_NODE_COMMENT) m->total += amount_of(w.node->v.text.text);
        } else if (w.leaving) {
            measure_leave(m, w.node);
        } else {
            tb_html_role role = tb_html_role_of(w.node, &m->around);
            enter = role < TB_HTML_LINE_BREAK;
            if (enter) status = measure_enter(m, w.node);
        }
        if (status == TB_OK) status = tb_html_walk_next(&w, enter);
    }
    tb_html_walk_free(&w);
    return status;
}

/* The article: the longest one, if it has a quarter of the page's text and thrice the next one's (teasers of other
 * articles and comments are articles too). */
static const GumboNode *choose_article(const measure *m) {
    const candidate *best = NULL;
    size_t second = 0;
    for (size_t i = 0; i < m->all.n; i++) {
        const candidate *c = &m->all.at[i];
        if (!is_article(c->node) || c->nested) continue;
        if (best && c->amount <= best->amount) {
            if (c->amount > second) second = c->amount;
            continue;
        }
        if (best) second = best->amount;
        best = c;
    }
    return best && best->amount && best->amount >= m->total / 4 && best->amount / 3 >= second ? best->node : NULL;
}

/* The main element, if there is one alone and it has a quarter of the page's text. */
static const GumboNode *choose_main(const measure *m) {
    const candidate *only = NULL;
    for (size_t i = 0; i < m->all.n; i++) {
        const candidate *c = &m->all.at[i];
        if (!is_main(c->node) || c->nested) continue;
        if (only) return NULL;
        only = c;
    }
    return only && only->amount && only->amount >= m->total / 4 ? only->node : NULL;
}

static const GumboNode *find_body(const GumboNode *html) {
    const GumboVector *children = &html->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY) return child;
    }
    return NULL;
}

tb_status tb_html_choose(const GumboNode *html, const GumboNode **main, const GumboNode **page_form) {
    const GumboNode *body = find_body(html);
    *main = body;
    *page_form = NULL;
    if (!body) return TB_OK;
    measure m = {.around = {.any_form = true}};
    tb_status status = measure_all(&m, body);
    if (status == TB_OK) {
        for (size_t i = 0; i < m.all.n && !*page_form; i++)
            if (m.all.at[i].node->v.element.tag == GUMBO_TAG_FORM && m.all.at[i].amount > m.total / 2)
                *page_form = m.all.at[i].node;
        const GumboNode *chosen = choose_article(&m);
        if (!chosen) chosen = choose_main(&m);
        if (chosen) *main = chosen;
    }
    tb_vec_free(&m.all);
    return status;
}
