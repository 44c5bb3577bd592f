"""Cases for and against each finding on evidence, on the shipped book and its five articles; see run.py.

A case: (code, "for" or "against", where, why, changes). `where` is the id of a link (FROM RELATION TO, of the first pair where
it is a list) or of a source; the finding must be reported in that entry of the book, or must not. Changes are made before:
(OLD, NEW) once in that entry of the book, ("entry", WHERE, OLD, NEW) in another, ("text", SOURCE, OLD, NEW) in an article, ("copy", SOURCE, SOURCE) one article over
another. Without changes the book is as it is shipped.
"""

FOR, AGAINST = "for", "against"
CASES = [
    ("quote-not-found", FOR, "iran attacked amia", "another verb: the nearest passage is shown",
     [("planned and executed by Iran", "planned and paid for by Iran")]),
    ("quote-not-found", FOR, "iran runs missionary-centers", "case is exact", [("Iran’s growing", "IRAN’s growing")]),
    ("quote-not-found", AGAINST, "iran runs missionary-centers", "apostrophes are equal", [("Iran’s", "Iran's")]),
    ("quote-not-found", AGAINST, "international-data-bank part of fsb", "[…] stands for words left out", []),

    ("stance-hedged", FOR, "iran attacked amia", "allegedly", [("stance: alleged", "stance: asserted")]),
    ("stance-hedged", FOR, "two-iranians plotted against saudi-ambassador", "accused two Iranians: conspiring to",
     [("stance: alleged", "stance: asserted")]),
    ("stance-hedged", AGAINST, "united-states accused nicolas-maduro", "the link is itself the complaint", []),
    ("stance-hedged", AGAINST, "iran runs missionary-centers", "a plain statement", []),

    ("stance-denied", FOR, "iran cooperates militarily with bolivia", "called ridiculous", [("stance: denied", "stance: asserted")]),
    ("stance-denied", AGAINST, "iran cooperates militarily with bolivia", "the denial is kept as one", []),

    ("stance-planned", FOR, "colombia hosts counterterrorism-ministerial", "will reconvene", [("stance: planned", "stance: asserted")]),
    ("stance-planned", FOR, "brazil member of regional-security-mechanism", "would also partner", [("stance: planned", "stance: asserted")]),
    ("stance-planned", AGAINST, "united-states member of regional-security-mechanism", "what the allies will do, not what they are", []),

    ("stance-unhedged", FOR, "argentina designated hezbollah", "nothing there hedges", [("note: as a", "stance: alleged\n        note: as a")]),
    ("stance-unhedged", AGAINST, "iran sponsored attack on amia", "allegedly", []),
    ("stance-unhedged", AGAINST, "hezbollah has ties with shining-path", "the claimant is named", []),

    ("stance-undenied", FOR, "argentina designated hezbollah", "nothing there denies", [("note: as a", "stance: denied\n        note: as a")]),
    ("stance-undenied", AGAINST, "iran cooperates militarily with bolivia", "ridiculous", []),

    ("by-missing", FOR, "china backs iran", "Humire said", [(", by: joseph-humire", "")]),
    ("by-missing", FOR, "hezbollah has ties with shining-path", "As Faurie stressed",
     [("        by: jorge-faurie\n        stance: alleged\n      - source", "        stance: alleged\n      - source")]),
    ("by-missing", AGAINST, "iranian-delegation represents iran", "nobody speaks", []),
    ("by-missing", AGAINST, "toby-dershowitz spoke to washington-examiner", "the link is itself that she speaks", []),

    ("by-differs", FOR, "china backs iran", "Humire said, not Kelly", [("by: joseph-humire", "by: john-kelly")]),
    ("by-differs", AGAINST, "china backs iran", "he is who says it", []),

    ("direction-passive", FOR, "banco-internacional-de-desarrollo owns saderat", "turned round: the bank is owned by Saderat",
     [("entry", "saderat owns banco-internacional-de-desarrollo", "from: saderat", "from: banco-internacional-de-desarrollo"),
      ("entry", "banco-internacional-de-desarrollo owns banco-internacional-de-desarrollo", "to: banco-internacional-de-desarrollo", "to: saderat")]),
    ("direction-passive", AGAINST, "saderat owns banco-internacional-de-desarrollo", "the owner stands behind the passive", []),

    ("quote-short", FOR, "hezbollah native to lebanon", "two words", [("its Lebanese proxy Hezbollah", "Lebanese proxy")]),
    ("quote-short", AGAINST, "dmitry-feoktistov backs international-data-bank", "three words are enough", []),

    ("quote-bare-name", FOR, "hezbollah-peru based in peru", "the name of one end alone",
     [("beginnings of a political party", "Hezbollah Branch in Peru")]),
    ("quote-bare-name", AGAINST, "mexican-drug-cartels native to mexico", "a name that says where they come from", []),

    ("quote-headline", FOR, "nicaragua seeks ties with iran", "the title as the first line",
     [("text", "leftist-alliances", "The influence of Iran in Latin America is reported", "Iran Forges Alliances with Latin American Leftists\n\nThe influence of Iran in Latin America is reported"),
      ("quote: explored ties with Iran", "quote: Forges Alliances with Latin American")]),
    ("quote-headline", AGAINST, "nicaragua seeks ties with iran", "a sentence of the text", []),

    ("quote-cut", FOR, "islamic-state threat to united-states", "still not take the road",
     [("quote: terrorist acts against the embassies", "quote: take the road of religious hatred")]),
    ("quote-cut", AGAINST, "islamic-state threat to united-states", "no negation beside it", []),

    ("link-contested", FOR, "iran cooperates militarily with bolivia", "asserted by one article, denied in another", []),
    ("link-contested", AGAINST, "iran attacked amia", "nobody denies it here", []),

    ("link-one-source", FOR, "iran trades with argentina", "one article", []),
    ("link-one-source", AGAINST, "iran has ties with bolivia", "two articles", []),

    ("link-one-claimant", FOR, "iran has ties with bolivia", "two articles, one voice", [("and Cuba\"}", "and Cuba\", by: fdd}")]),
    ("link-one-claimant", AGAINST, "iran has ties with bolivia", "one article speaks for itself, the other lets a claimant speak", []),

    ("link-reprints", FOR, "iran has ties with bolivia", "one of the two is declared to be a reprint of the other",
     [("entry", "leftist-alliances", "title: Iran Forges", "reprint-of: shiite-outreach\n    title: Iran Forges")]),
    ("link-reprints", AGAINST, "iran has ties with bolivia", "two articles of their own", []),

    ("source-copy", FOR, "shiite-outreach", "another article with its sentences", [("copy", "shiite-outreach", "isis-routes")]),
    ("source-copy", AGAINST, "shiite-outreach", "the five articles share a subject and no sentences", []),

    ("date-after-article", FOR, "argentina commemorated attack on amia", "held a year after the article",
     [("marked the 25th anniversary}", "marked the 25th anniversary, when: \"2020\"}")]),
    ("date-after-article", AGAINST, "colombia hosts counterterrorism-ministerial", "a plan lies ahead",
     [("stance: planned", "stance: planned\n        when: \"2020\"")]),

    ("date-order", FOR, "john-kelly leads us-southern-command", "ends before it starts", [('from: "2012", to: "2016"', 'from: "2016", to: "2012"')]),
    ("date-order", AGAINST, "john-kelly leads us-southern-command", "from 2012 to 2016", []),

    ("date-invalid", FOR, "fbi accused two-iranians", "no such month", [('when: "2011"', 'when: "2011-13"')]),
    ("date-invalid", AGAINST, "fbi accused two-iranians", "a year is a date", []),

    ("text-drift", FOR, "isis-routes", "a word of the text changed", [("text", "isis-routes", "has been argued over", "was argued over")]),
    ("text-drift", AGAINST, "isis-routes", "the text that was curated", []),
]
