"""Edges: the words with which a heading of English or Italian may begin and end, or may not."""

from __future__ import annotations

from functools import cache
from typing import Literal
from unicodedata import normalize

from dialogo.language.need_fields import words as listed
from dialogo.language.need_terms import SAID_ANYWAY
from dialogo.language.small_words import SMALL_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A question may be a heading: it begins so.
QUESTIONS = _words(
    "where when how why which who where's how's can't won't doesn't don't isn't didn't cannot no "
    "dove quando come quanto quanta quanti quante quale qual chi perche perché dov' com' non "
    "posso avete"
)
# Said as part of a heading, too.
DENIALS = _words("no non can't won't doesn't don't isn't didn't cannot")
NOT = DENIALS | _words("not")
# Words of courtesy and oaths: no part of what is asked.
BREAKS = _words(
    "hi hello hey dear thanks thank please pls plz sorry lol omg wtf ugh yeah yes yep nope ok okay "
    "thx ty cheers mate sir madam bro dude kindly asap shit fuck fucking damn hell crap guys guy "
    "amp rt ciao salve buongiorno buonasera grazie scusate scusi scusa saluti cordiali prego "
    "gentilmente cortesemente"
)
# After these comes what a thing is called.
NOUN_AFTER = _words(
    "the a an my your our his her their this that these those any some no of for il lo la i gli le "
    "l' un uno una un' del dello della dei degli delle dell' al allo alla ai agli alle all' nel "
    "nello nella nell' sul sullo sulla sull' dal dalla dall' mio mia miei mie tuo tua vostro "
    "vostra vostri vostre di per senza qualche nessun nessuna quale qual"
)
# Between two of a kind; longer phrases with one of them are two halves.
OR = _words("or o oppure")
AND = OR | _words("and but e ed ma")
# A verb or a noun after these belongs to them.
BEFORE_VERBS = _words(
    "si ci mi ti vi se ne non chi where when how why which who dove quando come quanto quanta "
    "quanti quante quale qual perché perche long much many often sa"
)
# Who does something: what follows is done by them, and no heading begins with it ("I threw").
SUBJECTS = _words(
    "i we you they he she it who ho hai ha abbiamo avete hanno è sono siete siamo era"
)
# But after these they only ask: "can I return".
ASKED_FIRST = _words("can could do does did may should shall will would must how")
# A whole sentence has one of these, and a heading none, unless it asks or says what is not so.
SENTENCE = _words(
    "i you he she it we they me us them am is are was were be been do does did has have had will "
    "would came went got took bought sent made said told gave found broke threw became began "
    "brought forgot kept knew met ran saw spent thought understood wrote è sono sei siete siamo "
    "era erano ho hai ha abbiamo avete hanno devo posso può"
)
# What follows of a thing, and so leaves it whole.
OF = _words(
    "for of with without di del dello della dei degli delle dell' per senza al allo alla ai agli "
    "alle all' dal dalla nel nella nello nell' sul sulla sull'"
)
# What may follow of a whole question.
ENDS_BEFORE = (
    OF | AND | _words("at in on to from by as if when before after near con in se da a su")
)
# Said in every message, and yet a heading may begin or end so.
_ENDS = _words(
    "hours hour time times open opening number service call calls set work works working take "
    "cost out down off back worked check checking line app use using start stop message messages "
    "response answer reply customer new full extra end ore ora funziona funzionano risposta attesa "
    "servizio cliente clienti messaggio nuovo nuova usare"
)
_OWN = (
    "my me your his her its our their i you we they he she it am is are was were be been being do "
    "does did have has had having will would could should can may might must to of in on at by "
    "for from with without into onto about after before over under the a an this that these those "
    "and or but if so as than then there here not just very too more most some any all every each "
    "i'm i've i'd i'll it's that's what's you're they're we're there's he's she's what let's gonna "
    "wanna gotta u ur r n y w b c s t m d ll ve re up who's im ive its thats whats longer whole "
    "mi ti si ci vi lo la li le gli ne il i un uno una di a da in con su per tra fra e ed o ma se "
    "che chi cui non più piu meno del dello della dei degli delle dell' al allo alla ai agli alle "
    "all' nel nello nella nei nelle nell' sul sullo sulla sui sulle sull' dal dalla dai dalle "
    "dall' un' l' d' c' s' m' t' v' n' è e' sono sei siete siamo era erano ho hai ha abbiamo avete "
    "hanno mio mia miei mie tuo tua suo sua vostro vostra vostri vostre nostro nostra questo "
    "questa questi queste quello quella quell' quest' po po' già gia perché perche così cosi può "
    "intero intera puo anche ancora dell cosa com dov qualcuno qualcosa tutto tutti tutta tutte "
    "altro altra sa"
)
_SMALL = _words(" ".join([_OWN, SMALL_WORDS["en"], SMALL_WORDS["it"]])) - _ENDS
_WEAK = _words(SAID_ANYWAY) - _SMALL


@cache
def edge(word: str) -> Literal["known", "weak", ""]:
    """Whether a phrase may begin or end with a word, in small letters: because it means something
    ("known"), or only beside one that does ("weak"); empty: it may not."""
    plain = "".join(one for one in normalize("NFKD", word) if one.isascii())
    if word in _ENDS:
        return "known" if word in listed() else "weak"
    if word in _SMALL or plain in _SMALL or word in QUESTIONS or word.endswith("'"):
        return ""
    return "" if word in _WEAK or plain in _WEAK else "known"
