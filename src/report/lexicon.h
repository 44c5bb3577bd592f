/* What single words say about the names beside them: data by language (lexicon.def), for guesses alone. Nothing that is
 * checked or drawn depends on it. */
#ifndef TB_REPORT_LEXICON_H
#define TB_REPORT_LEXICON_H

#include "base/map.h"
#include "base/vec.h"
#include "book/book.h"

typedef enum tb_lex {
    TB_LEX_STOP = 1 << 0,      /* never part of a name by itself, whatever its case */
    TB_LEX_ARTICLE = 1 << 1,
    TB_LEX_LINKER = 1 << 2,    /* ties the parts of a body's name: Ministry of, Center for */
    TB_LEX_AND = 1 << 3,
    TB_LEX_PARTICLE = 1 << 4,  /* lower-case part of a name: de, van, bin */
    TB_LEX_TITLE = 1 << 5,     /* an office or a form of address: what follows or stands beside is a person */
    TB_LEX_TITLE_PART = 1 << 6, /* stands before one: prime, deputy */
    TB_LEX_PORTFOLIO = 1 << 7, /* what an office is of: state, defense */
    TB_LEX_SPEECH = 1 << 8,    /* somebody speaks or decides */
    TB_LEX_GROUP = 1 << 9,     /* the head of a body's name: party, bank */
    TB_LEX_PEOPLE = 1 << 10,   /* the head of a group described: cartels, communities */
    TB_LEX_PACT = 1 << 11,     /* deal, treaty */
    TB_LEX_REALM = 1 << 12,    /* government of, Republic of */
    TB_LEX_PLACE = 1 << 13,    /* the head of a place's name: river, street */
    TB_LEX_THING = 1 << 14,    /* the head of what is neither person, group, state nor place: war, revolution */
    TB_LEX_IN = 1 << 15,       /* a place follows */
    TB_LEX_NUMBER = 1 << 16,
    TB_LEX_BELIEF = 1 << 17,   /* adjectives of faith and direction, capitalised and no name: Islamic, Western */
    TB_LEX_TIED = 1 << 18,     /* after a name and a hyphen: -backed */
    TB_LEX_STATE = 1 << 19,    /* a state or its people, by the CLDR or the list of exceptions */
    TB_LEX_AREA = 1 << 20,     /* a region, by the CLDR */
    TB_LEX_TIME = 1 << 21,     /* a month, a day */
    TB_LEX_ADVERB = 1 << 25,   /* looks like one: no name where a sentence begins */
    TB_LEX_DEFINITE = 1 << 23, /* the */
    TB_LEX_BODY = 1 << 24,     /* a body that is named by this word alone: senate */
    TB_LEX_SEAT = 1 << 22,     /* what is known by where it stands or is sent: mosque in, ambassador to */
} tb_lex;

typedef struct tb_ending {
    tb_slice ending;
    uint32_t flag;
} tb_ending;

/* The words of one language, by their folded keys. */
typedef struct tb_lexicon {
    tb_arena arena;
    tb_map words;                 /* key → index into flags; names of several words too */
    TB_VEC(uint32_t) flags;       /* tb_lex */
    TB_VEC(tb_ending) endings;
    TB_VEC(uint32_t) states;      /* index into names for words with TB_LEX_STATE, else TB_NONE */
    TB_VEC(tb_slice) names;       /* of states, as the CLDR writes them */
    TB_VEC(tb_slice) name_keys;
    tb_buf scratch;
} tb_lexicon;

/* Fills *out for a BCP 47 language; one without data has the names of the CLDR alone. TB_ENOMEM. */
TB_MUST_USE tb_status tb_lexicon_make(tb_slice language, tb_lexicon *out);
void tb_lexicon_free(tb_lexicon *x);

/* The flags of a folded word or words, 0 where it is not known. */
uint32_t tb_lexicon_flags(const tb_lexicon *x, tb_slice key);
/* The state that a folded name or word for its people belongs to, as index into names, or TB_NONE: by the lists, else by the
 * letters that it shares with a name ("argentinean" and Argentina). */
uint32_t tb_lexicon_state(const tb_lexicon *x, tb_slice key);
/* Whether key is the name of the state itself. */
bool tb_lexicon_is_state_name(const tb_lexicon *x, uint32_t state, tb_slice key);

#endif
