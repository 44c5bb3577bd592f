/* schema.def as data. Knows no YAML and no book. */
#include "book/schema.h"

#include <assert.h>

#define TB_OBJECT(object, title, description) static const tb_schema_key keys_of_##object[] = {
#define TB_KEY(object, id, key, shape, type, of, words, flags, description) \
    {key, sizeof key - 1, TB_SHAPE_##shape, TB_TYPE_##type, TB_OBJECT_##of, words, flags, description},
#define TB_END(object) \
    }                  \
    ;                  \
    _Static_assert(sizeof keys_of_##object / sizeof *keys_of_##object <= TB_MAX_KEYS, "TB_MAX_KEYS is too small");
#include "book/schema.def"
#undef TB_OBJECT
#undef TB_KEY
#undef TB_END

static const tb_schema_object objects[TB_N_OBJECTS] = {
#define TB_OBJECT(object, title, description) \
    [TB_OBJECT_##object] = {#object, title, description, keys_of_##object, \
                            sizeof keys_of_##object / sizeof *keys_of_##object},
#define TB_KEY(object, id, key, shape, type, of, words, flags, description)
#define TB_END(object)
#include "book/schema.def"
#undef TB_OBJECT
#undef TB_KEY
#undef TB_END
};

const tb_schema_object *tb_schema_of(tb_object object) {
    assert(object > TB_OBJECT_NONE && object < TB_N_OBJECTS);
    return &objects[object];
}

size_t tb_schema_find(const tb_schema_object *object, tb_slice key) {
    size_t i = 0;
    while (i < object->n_keys && !tb_slice_eq(key, (tb_slice){object->keys[i].key, object->keys[i].key_len})) i++;
    return i;
}

bool tb_words_have(const char *words, tb_slice word, size_t *index) {
    size_t i = 0;
    for (const char *p = words; *p; i++) {
        size_t len = strcspn(p, "|");
        if (tb_slice_eq(word, (tb_slice){p, len})) {
            if (index) *index = i;
            return true;
        }
        p += len + (p[len] == '|');
    }
    return false;
}
