/* Views made by hand, for the tests of the renderers: no book, no text, no check. */
#ifndef TB_TESTS_RENDER_VIEWS_H
#define TB_TESTS_RENDER_VIEWS_H

#include "view/view.h"

/* The view called name, or NULL:
 * "small"   every kind, line and support once, two parallel links, a link of two sources
 * "hostile" names, quotes, relations and addresses that break what is written without care
 * "empty"   nothing at all
 * "star"    one entity with forty links
 * "many"    400 links between 60 entities
 * Free with tb_view_free. */
tb_view *tb_test_view(const char *name);

#endif
