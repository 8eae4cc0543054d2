"""Terms: the words of a text that can tell a need, each without its ending.

"Where are my parcels?" and "parcel not arrived" share the term of "parcel". Endings of English and
Italian are taken off together, since people of both may write to one company; a term need not be a
word, only the same for all forms of one.

Groups that are stored rest on these terms, on the words of need_fields.py and on the weights of
need_groups.py: a change of these lets messages leave needs they had.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dialogo.language.features import word_keys
from dialogo.language.need_fields import FIELDS
from dialogo.language.need_fields import words as words_listed
from dialogo.language.pieces import MARKS, Pieces
from dialogo.language.small_words import SMALL_WORDS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MARK_OR_NUMBER = (*MARKS, "…", "!", "?")
# What stays of an ending is marked: "plan" and "plane" are two words, "negozi" and "negozio" one.
_ENDINGS = (  # pattern, what stays; in order
    (r"^(.{3,}[^s])'?s$", r"\1"),
    (r"^(.{4,})(?:ing|ed|ly|ment)$", r"\1"),
    (r"^(.{4,})(?:ie|y)$", r"\1"),
    (r"^(.{5,})er$", r"\1"),
    (r"^(.{3,})(?:mente|[aiu]zion[ei]|sion[ei]|tion|[aei]r(?:si|mi|lo|la|vi|e)|[ae]ndo)$", r"\1*"),
    (r"^(.{3,}?)[aeio]{1,2}$", r"\1*"),
    (r"^(.{4,})[aiu]t\*$", r"\1*"),
    (r"^(.*[cg])h\*$", r"\1*"),
    (r"bb(\*?)$", r"b\1"), (r"cc(\*?)$", r"c\1"), (r"dd(\*?)$", r"d\1"), (r"ff(\*?)$", r"f\1"),
    (r"gg(\*?)$", r"g\1"), (r"ll(\*?)$", r"l\1"), (r"mm(\*?)$", r"m\1"), (r"nn(\*?)$", r"n\1"),
    (r"pp(\*?)$", r"p\1"), (r"rr(\*?)$", r"r\1"), (r"ss(\*?)$", r"s\1"), (r"tt(\*?)$", r"t\1"),
    (r"vv(\*?)$", r"v\1"), (r"zz(\*?)$", r"z\1"),
)  # fmt: skip

# Beside the small words of every sentence: what is said to a company whatever one needs.
SAID_ANYWAY = (
    "hi hello hey dear team guys guy thanks thank please pls plz help need want like know just get "
    "got getting go going gone make made makes take took say says said tell told see seen look "
    "looks looking think thought going really still even ever never always again also back much "
    "many lot one two three first last next new old good bad great day days today tomorrow "
    "yesterday week weeks month months year years hour hours min mins minute minutes time times "
    "now already since until while after before another other same someone somebody anyone "
    "anybody people person thing things something anything nothing everything way dm dms pm sent "
    "send message messages tweet twitter reply replied response respond answer answered ask asked "
    "asking company customer customers service lol omg wtf ugh yeah yes yep no nope ok okay sure "
    "sorry right wrong well maybe cant can't dont don't doesnt didnt isnt wont won't im i'm ive "
    "its it's thats that's whats youre you're u ur r n y w b c could should might must may does "
    "did doing done being been let come came put keep keeps kept try tried trying use used using "
    "give gave given giving literally actually seriously absolutely basically honestly such very "
    "each every both few most between through only own here there these those shit fuck fucking "
    "damn hell crap terrible awful worst horrible ridiculous joke disgusting love hate nice happy "
    "sad mad angry upset best better worse thx ty cheers mate sir madam bro dude kindly asap fix "
    "fixed issue issues problem problems work works working worked happen happened happening "
    "because cause cuz though however else instead around about over under off onto etc via per "
    "am isn aren wasn weren hasn haven hadn doesn didn couldn shouldn wouldn don won can ll ve re "
    "having seem seems seemed able unable feel feels called call calls question questions "
    "different luck case past part bit concerned date ready telling helping calling morning night "
    "tonight evening latest recently away full extra add set show shows check checked start stop "
    "stopped spent half end line long short side stuff kind sort idea mean means experience care "
    "point lately saying yet open opened deal dealing found find went third aside disappointed "
    "disappointing unacceptable annoyed frustrated afternoon monday tuesday wednesday thursday "
    "friday saturday sunday weekend january february march april june july august september "
    "october november december "
    "salve buongiorno buonasera buona buon sera ciao scusate scusi scusa saluti cordiali grazie "
    "favore piacere cortesemente gentilmente aiuto aiutarmi aiutatemi vorrei volevo vorremmo "
    "potreste potete puoi posso possiamo puo possibile sapere dire dirmi ditemi fatto fare faccio "
    "fate fanno fa devo dovrei bisogna sapete so sai state stato stata stati essere sono ero era "
    "avere avuto aveva avevo hanno oggi domani ieri giorno giorni settimana settimane mese mesi "
    "anno anni ora ore minuti volta volte sempre mai ancora gia adesso subito poi prima dopo ogni "
    "altro altra altri altre stesso stessa cosa cose niente nulla qualcosa qualcuno nessuno tutto "
    "tutti tutta tutte molto molta molti poco tanto tanti troppo bene male bello bella buono "
    "grande nuovo nuova messaggio messaggi scritto scrivere risposta rispondete rispondere "
    "risponde risposto mandato inviato privato direct dm pagina azienda cliente clienti servizio "
    "problema problemi funziona funzionano vergogna schifo assurdo ridicoli pessimo pessima "
    "vergognoso scandaloso complimenti bravi qualche proprio davvero pero quindi cioe infatti "
    "invece comunque senza circa verso tra fra sotto sopra dentro fuori lui lei loro noi voi mio "
    "mia miei mie tuo tua suo sua suoi vostro vostra vostri vostre quello quella quelli quelle "
    "quel quei sta sto stanno va vado andare andato viene venire visto vedere vedo dato dare "
    "preso messo serve servono capire capito credo penso pare sembra continua riesco riesce "
    "riuscite spero attesa aspetto aspettando attendo due tre uno primo ultima ultimo passo mille "
    "deluso delusa delusi inaccettabile pomeriggio lunedi martedi mercoledi giovedi venerdi sabato "
    "domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre"
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """The terms of a column of texts.

    `keys` has one key for each distinct term; those from `fields` on are fields, which several
    words share. The text `texts[i]` has the term `terms[i]` (by its place in `keys`), first at the
    piece `places[i]`; ordered by text, each term of a text once.
    """

    size: int
    keys: NDArray[np.uint64]
    fields: int
    texts: NDArray[np.int64]
    terms: NDArray[np.int64]
    places: NDArray[np.int64]

    def part(self, first: int, last: int) -> Terms:
        """The terms of the texts from `first` to before `last`."""
        import numpy as np  # start-up: the command line imports this floor for its help

        low, high = np.searchsorted(self.texts, (first, last))
        mine = slice(low, high)
        return Terms(last - first, self.keys, self.fields, self.texts[mine] - first,
                     self.terms[mine], self.places[mine])  # fmt: skip

    def of(self, texts: NDArray[np.int64]) -> Terms:
        """The terms of some texts, in the order of `texts`, which has each once."""
        import numpy as np  # start-up, as above

        low = np.searchsorted(self.texts, texts)
        counts = np.searchsorted(self.texts, texts, side="right") - low
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        mine = np.repeat(low, counts) + within
        return Terms(len(texts), self.keys, self.fields,
                     np.repeat(np.arange(len(texts)), counts),
                     self.terms[mine], self.places[mine])  # fmt: skip


def terms_of(pieces: Pieces) -> Terms:
    """The terms of texts in pieces."""
    import numpy as np  # start-up: the command line imports this floor for its help

    number, keys = _by_word(pieces.words)
    field = _field_of(pieces.words)
    owner = np.repeat(np.arange(len(pieces)), np.diff(pieces.starts))
    names = np.concatenate([np.append(number, -1)[pieces.places],
                            np.append(field, -1)[pieces.places]])  # fmt: skip
    names[len(owner) :][names[len(owner) :] >= 0] += len(keys)
    every = np.concatenate([keys, word_keys(_fields())])
    spoken = np.flatnonzero(names >= 0)
    at = spoken % max(len(owner), 1)
    one = owner[at] * np.int64(len(every)) + names[spoken]
    _, first = np.unique(one, return_index=True)
    return Terms(len(pieces), every, len(keys), owner[at][first], names[spoken][first], at[first])


def stems(words: pa.Array) -> pa.Array:
    """Words, written as pieces are, without their endings."""
    import pyarrow.compute as pc  # start-up, as above

    cut = words
    for pattern, stays in _ENDINGS:
        cut = pc.replace_substring_regex(cut, pattern=pattern, replacement=stays)
    return cut


def _by_word(words: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """For each distinct word the number of its term (-1: none), and the key of each number."""
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    of_letters = pc.match_substring_regex(words, r"^\p{L}.{0,38}\p{L}$")
    spoken = pc.and_not(of_letters, pc.is_in(words, _silent())).to_numpy(zero_copy_only=False)
    cut = stems(words.filter(pa.array(spoken)))
    listed, things, _ = _listed()
    thing = things.take(pc.index_in(cut, listed))
    plain = pc.replace_substring(cut, "*", "")
    encoded = pc.dictionary_encode(pc.coalesce(thing, plain))
    number = np.full(len(words), -1, np.int64)
    number[spoken] = encoded.indices.to_numpy()
    return number, word_keys(encoded.dictionary)


def _field_of(words: pa.Array) -> NDArray[np.int64]:
    """For each distinct word the number of its field; -1: none."""
    import numpy as np  # start-up, as above
    import pyarrow.compute as pc

    listed, _, fields = _listed()
    place = pc.index_in(stems(words), listed)
    found = np.append(fields, -1)[pc.fill_null(place, len(fields)).to_numpy()]
    silent = pc.is_in(words, _silent()).to_numpy(zero_copy_only=False)
    return np.where(silent, -1, found)


@cache
def _fields() -> pa.Array:
    import pyarrow as pa  # start-up, as above

    return pa.array([f"‹‹{name}››" for name in FIELDS])


@cache
def listed_keys() -> NDArray[np.uint64]:
    """The keys of all things that are listed."""
    return word_keys(_listed()[1])


@cache
def _listed() -> tuple[pa.Array, pa.Array, NDArray[np.int64]]:
    """The stems of all words that are listed, with the thing of each and the number of its field"""
    import numpy as np  # start-up, as above
    import pyarrow as pa

    known = words_listed()
    by_stem: dict[str, tuple[str, int]] = {}
    for stem, (thing, field) in zip(
        stems(pa.array(list(known))).to_pylist(), known.values(), strict=True
    ):
        by_stem.setdefault(stem, (f"‹{thing}›", list(FIELDS).index(field)))
    things, fields = zip(*by_stem.values(), strict=True)
    return pa.array(list(by_stem)), pa.array(things), np.array(fields)


@cache
def _silent() -> pa.Array:
    import pyarrow as pa  # start-up, as above

    small = {word for language in ("en", "it", "es", "fr", "de") for word in
             SMALL_WORDS[language].split()}  # fmt: skip
    said = small | set(SAID_ANYWAY.split())
    return pa.array(sorted(said - set(words_listed()) | set(MARK_OR_NUMBER)))
