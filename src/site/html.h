/* Writing HTML so that every word of a book is text, whatever stands in it. Internal to the room site. */
#ifndef TB_SITE_HTML_H
#define TB_SITE_HTML_H

#include "base/buf.h"

/* s as text or as the value of an attribute in double quotes: & < > " ' are references; what is no UTF-8, and what
 * HTML does not have, is U+FFFD; control characters are blanks; characters that turn the direction of writing are
 * left out (names are isolated with <bdi> instead). */
void tb_html_text(tb_buf *out, tb_slice s);
/* <bdi>s</bdi> */
void tb_html_name(tb_buf *out, tb_slice s);
/* name="s", with a blank before it. */
void tb_html_attr(tb_buf *out, const char *name, tb_slice s);
/* The same for a URL that tb_url_safe let through. Characters that no URL has are percent-encoded. */
void tb_html_url(tb_buf *out, const char *name, tb_slice url);
/* s as a string of JSON that may stand in a script element: no "<", no "&", no line separator. */
void tb_html_json(tb_buf *out, tb_slice s);
/* "1 link", "2 links". */
void tb_html_count(tb_buf *out, size_t n, const char *one, const char *many);

#endif
