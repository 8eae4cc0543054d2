"""Where a line comes from, in words: how strong it is, and what the page that tells it is about."""

from __future__ import annotations

from dialogo.records.source import Source
from dialogo.records.text import Lang, Text
from dialogo.report.vocabulary import STRENGTHS

# The headings of the pages in docs/evidence; a page that is not here is told by its strength alone.
TITLES = {
    "answered-share": Text(
        en="How many questions should have an answer",
        it="Quante domande dovrebbero avere risposta",
    ),
    "audience": Text(en="When an audience leaves", it="Quando un pubblico se ne va"),
    "bought-audience": Text(
        en="The mark of a bought audience", it="I segni di un pubblico comprato"
    ),
    "budget": Text(
        en="What social media costs, and what a budget is",
        it="Quanto costano i social, e che cos'è un budget",
    ),
    "cadence": Text(en="How regularly to be there", it="Con quale regolarità esserci"),
    "clickbait": Text(en="Clickbait", it="Le esche per i clic"),
    "cold-voice": Text(en="How answers sound", it="Come suonano le risposte"),
    "community": Text(
        en="When followers are a community", it="Quando i follower sono una comunità"
    ),
    "complaints": Text(en="Complaints come first", it="Prima vengono le lamentele"),
    "content-mix": Text(
        en="How much of what goes out may sell", it="Quanta parte dei post può vendere"
    ),
    "copy-paste": Text(en="Answers in the same words", it="Risposte con le stesse parole"),
    "credit": Text(en="Who gets the credit", it="A chi va il merito"),
    "first-reply": Text(
        en="How fast a first answer should come", it="Entro quanto dare la prima risposta"
    ),
    "goals": Text(en="Goals that count people", it="Obiettivi che contano le persone"),
    "joining": Text(en="Conversations of others", it="Le conversazioni altrui"),
    "ladder": Text(en="The lines of the ladder", it="Le soglie della scala"),
    "last-word": Text(en="The last word", it="L'ultima parola"),
    "late-effects": Text(en="Effects come late", it="Gli effetti arrivano tardi"),
    "learning": Text(en="Keeping up to date", it="Tenersi aggiornati"),
    "needs": Text(
        en="What people need, and whether content serves it",
        it="Di che cosa ha bisogno la gente, e se i contenuti lo danno",
    ),
    "pay": Text(en="Paying people for the work", it="Pagare le persone per il lavoro"),
    "people": Text(en="Whose job it is", it="Di chi è il lavoro"),
    "posts-per-reply": Text(
        en="How many posts for each answer", it="Quanti post per ogni risposta"
    ),
    "promotion": Text(
        en="Promotion, and who answers what it stirs up",
        it="La promozione, e chi risponde a ciò che smuove",
    ),
    "rota": Text(en="Being there when people write", it="Esserci quando la gente scrive"),
    "same-post-everywhere": Text(en="The same post everywhere", it="Lo stesso post ovunque"),
    "sent-elsewhere": Text(
        en="People sent to another counter", it="Persone mandate a un altro sportello"
    ),
    "staffing": Text(
        en="How many people a promise needs", it="Quante persone servono per una promessa"
    ),
    "vouching": Text(
        en="People who speak for a company", it="Persone che si spendono per un'azienda"
    ),
}
_TITLED = Text(en="{strength} (“{title}”)", it="{strength} («{title}»)")
_OWN = Text(en="set by yourselves", it="stabilita da voi")
_OWN_PAGES = ("docs/own-mistakes.md", "docs/policy.md")


def source_in_words(source: Source, lang: Lang) -> str:
    """`fair evidence (“How fast a first answer should come”)`, for readers without these pages."""
    if source.page in _OWN_PAGES:
        return _OWN.say(lang)
    strength = STRENGTHS[source.strength]
    page = source.page.removeprefix("docs/evidence/").removesuffix(".md")
    if page not in TITLES:
        return strength.say(lang)
    return _TITLED.say(lang, strength=strength, title=TITLES[page])
