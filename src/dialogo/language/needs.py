"""Needs: a small seed of what people commonly ask a company for, and the words that tell it.

The name of a need is stored with the message that voices it and the posts that touch it. What else
a company's people ask for is found in their messages (need_found.py); those names are their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogo.records.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True)
class Need:
    """`name` is what is stored; `en` and `it` are expressions (RE2) on folded text."""

    name: str
    title: Text
    en: str
    it: str


NEEDS = (
    Need(
        "refund",
        Text(en="returns and refunds", it="resi e rimborsi"),
        r"refunds?|refunded|money back|return (?:it|them|an|the|my|policy)|returns|exchange[ds]?"
        r"|reimburse\w*",
        r"rimbors\w+|res[oi]|restitui\w+|indietro i soldi|cambio merce|sostituzione",
    ),
    Need(
        "delivery",
        Text(en="delivery", it="consegne"),
        r"deliver(?:y|ies|ed|ing)?|shipping|shipped|shipment|ship|parcels?|package|packages"
        r"|couriers?|tracking|dispatched|arriv(?:e|ed|al) (?:yet|late|date)",
        r"consegn\w+|spedi\w+|corrier[ei]|pacc(?:o|hi)|tracciamento|tracking|ordine arriv\w+",
    ),
    Need(
        "opening hours",
        Text(en="opening hours", it="orari di apertura"),
        r"opening (?:hours|times?)|business hours|what time (?:do|are|does)|(?:are|is) (?:you|it"
        r"|the \w+) open|open (?:on|until|till|from|today|tomorrow|sundays?)|closed (?:on|today"
        r"|for)|closing time",
        r"orar[io]|apert[oiae]|chius[oiae]|aprite|chiudete|apertur[ae]|chiusur[ae]",
    ),
    Need(
        "price",
        Text(en="prices", it="prezzi"),
        r"prices?|pricing|how much|costs?|charg(?:e|es|ed|ing)|fees?|expensive|quote|rates",
        r"prezz[oi]|quanto (?:costa|costano|viene|vengono|si paga)|cost[oi]|costa|tariff[ae]"
        r"|preventiv[oi]|listino|car[oa] (?:per|rispetto)",
    ),
    Need(
        "booking",
        Text(en="bookings", it="prenotazioni"),
        r"book(?:ing|ed|ings)?|reserv(?:e|ed|ation|ations)|appointments?|reschedul\w+"
        r"|cancel(?:led|lation|ed)? (?:my|the|a) (?:flight|booking|reservation|order)|check[- ]in",
        r"prenot\w+|appuntament[oi]|disdire|disdett[ae]|tavol[oi] (?:per|libero)",
    ),
    Need(
        "account",
        Text(en="account and sign-in", it="account e accesso"),
        r"accounts?|log(?:ged)? ?in|login|sign(?:ed)? in|passwords?|locked out|verif(?:y|ication)"
        r"|hacked|subscription|membership",
        r"account|acced\w+|accesso|login|password|profilo bloccato|credenziali|abbonament[oi]"
        r"|registra(?:rmi|zione|rsi)",
    ),
    Need(
        "fault",
        Text(en="faults and breakdowns", it="guasti e malfunzionamenti"),
        r"broken|not working|(?:doesn't|don't|isn't|won't|can't|cannot) (?:work|load|open|connect"
        r"|play|turn on|start)|stopped working|errors?|bugs?|crash(?:es|ed|ing)?|glitch\w*"
        r"|outages?|faulty|defect\w*|slow internet|no (?:signal|service|internet)|down",
        r"non (?:funziona|funzionano|va|parte|si apre|si accende|carica|si collega)|rott[oiae]"
        r"|guast[oi]|difett\w+|errore|disserviz\w+|si blocca|bloccat[oa]|malfunzionament\w+",
    ),
    Need(
        "contact",
        Text(en="how to reach somebody", it="come parlare con qualcuno"),
        r"(?:phone|contact) number|call (?:you|back)|speak (?:to|with)|talk to (?:a|some)\w*"
        r"|customer service|e-?mail address|on hold|reach (?:you|some\w+|anyone)",
        r"numero di telefono|parlare con|contattar\w+|assistenza|servizio clienti|richiamat\w+"
        r"|rispond\w+ al telefono|indirizzo (?:mail|e-?mail)",
    ),
    Need(
        "place",
        Text(en="where to find you", it="dove trovarvi"),
        r"where (?:are you|is (?:the|your) (?:shop|store|office))|nearest (?:store|shop)|parking"
        r"|directions|your address",
        r"dove (?:siete|vi trovo|vi trovate|si trova)|indirizzo|parchegg\w+|come (?:si arriva"
        r"|raggiung\w+)|negozio piu vicino",
    ),
    Need(
        "contents",
        Text(en="ingredients and safety", it="ingredienti e sicurezza"),
        r"ingredients?|allerg\w+|gluten|vegan|vegetarian|lactose|nuts|safe (?:for|to)|recall(?:ed)?"
        r"|contains?",
        r"ingredient[ei]|allerg\w+|glutine|celiac\w+|vegan[oaie]|vegetarian[oaie]|lattosio"
        r"|contien\w+|sicur[oi] per|richiamo (?:del|alimentare)",
    ),
    Need(
        "availability",
        Text(en="availability", it="disponibilità"),
        r"in stock|out of stock|sold out|restock\w*|availab(?:le|ility)|do you (?:have|sell|stock)"
        r"|where can i (?:buy|find|get)|coming back",
        r"disponibil\w+|esaurit[oiae]|in magazzino|avete (?:il|la|lo|i|le|gli|l'|un|una|anche)"
        r"|dove (?:posso|si) (?:trovare|comprare|acquistare|trova|compra)|torner[ao]\w* disponibil"
        r"|tagli[ae]",
    ),
    Need(
        "how to",
        Text(en="how to do or use something", it="come si fa o si usa qualcosa"),
        r"how (?:do|can|does|should|would) (?:i|we|you|it|one)|how to|is there a way|instructions"
        r"|manual|tutorial|set ?up|step[- ]by[- ]step",
        r"come (?:si (?:fa|usa|puo|monta|pulisce|prepara|attiva|configura|\w+)|posso|faccio"
        r"|devo|fare|usare|attivare|pulire|preparare|conservare|configurare)|istruzioni|manuale"
        r"|tutorial|c'e (?:un )?modo",
    ),
)  # a text that touches several voices the first of them


def title_of(need: str) -> Text:
    """A need's name in both languages; a name that is not on the list stands for itself."""
    for known in NEEDS:
        if known.name == need:
            return known.title
    return Text(en=_literal(need), it=_literal(need))


def needs_in(folded: pa.Array, languages: pa.Array) -> np.ndarray:
    """Which needs each folded text touches: a boolean table, a row a text, a column a need."""
    import numpy as np  # start-up: as in fold
    import pyarrow as pa
    import pyarrow.compute as pc

    touched = np.zeros((len(folded), len(NEEDS)), dtype=bool)
    known = pc.fill_null(languages, "")
    for language in ("en", "it"):
        places = pc.indices_nonzero(pc.is_in(known, pa.array([language, ""])))
        texts = folded.take(places)
        rows = places.to_numpy()
        for column, need in enumerate(NEEDS):
            pattern = rf"\b(?:{need.en if language == 'en' else need.it})\b"
            hits = pc.match_substring_regex(texts, pattern=pattern)
            touched[rows[hits.to_numpy(zero_copy_only=False)], column] = True
    return touched


def seed_words(folded: pa.Array, languages: pa.Array, chosen: np.ndarray) -> list[list[str]]:
    """The words by which each folded text voices the need `chosen` (by its place; -1: none)."""
    rows: list[list[str]] = [[] for _ in chosen]
    spoken = languages.to_pylist()
    for row in (chosen >= 0).nonzero()[0].tolist():
        need = NEEDS[chosen[row]]
        known = {"en": [need.en], "it": [need.it]}.get(spoken[row] or "", [need.en, need.it])
        for expression in known:
            if found := re.search(rf"\b(?:{expression})\b", folded[row].as_py()):
                rows[row] = [found[0]]
                break
    return rows


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
