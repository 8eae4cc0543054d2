"""Other words for the values of closed columns, Italian ones above all."""

from __future__ import annotations

from dialogo.records.plain import plain

_WORDS: dict[str, str] = {
    # activities
    "creating": "create creation content creazione creare contenuti produzione",
    "publishing": "publish publication pubblicazione pubblicare",
    "answering": "answer answers reply replies replying care risposta risposte rispondere "
    "assistenza",
    "promoting": "promote promotion advertising ads promozione promuovere pubblicità inserzioni "
    "sponsorizzazione",
    "listening": "listen monitoring ascolto ascoltare monitoraggio",
    "learning": "learn training formazione aggiornamento imparare studio",
    "planning": "plan strategy pianificazione pianificare programmazione strategia",
    # how people learn
    "course": "corso",
    "reading": "lettura letture",
    "watching": "osservazione osservare",
    "conference": "conferenza convegno evento",
    "practice": "pratica esercizio",
    # what is planned
    "audience": "pubblico destinatari",
    "need": "bisogno esigenza",
    "promise": "promessa",
    "mix": "miscela composizione",
    "effort": "sforzo impegno iniziativa",
    "goal": "obiettivo traguardo",
    "verdict": "verdetto giudizio",
    "not-yet": "nonancora",
    "urgent": "urgente parolaurgente",
    # how credit was given
    "last-click": "ultimoclic ultimoclick lastclick",
    "first-click": "primoclic primoclick firstclick",
    "shared": "condiviso ripartito",
    "experiment": "esperimento test",
    "model": "modello",
    "survey": "sondaggio questionario",
    # who writes
    "company": "azienda marchio brand",
    "customer": "cliente persona utente",
    "other": "altro altri",
    # where it was said
    "mention": "menzione",
    "comment": "commento",
    "reply": "risposta",
    "direct": "dm privato messaggioprivato",
    "review": "recensione",
    "email": "mail posta",
    # the form of a post
    "text": "testo",
    "image": "photo foto immagine",
    "video": "reel filmato",
    "link": "collegamento",
    "album": "carousel carosello",
    "story": "storia storie",
    "live": "diretta",
    "poll": "sondaggio",
    "share": "repost condivisione",
}
# What a template in Italian offers, and what is read back.
ITALIAN: dict[str, str] = {
    "creating": "creazione",
    "publishing": "pubblicazione",
    "answering": "risposta",
    "promoting": "promozione",
    "listening": "ascolto",
    "learning": "formazione",
    "planning": "pianificazione",
    "course": "corso",
    "reading": "lettura",
    "watching": "osservazione",
    "conference": "convegno",
    "practice": "pratica",
    "audience": "pubblico",
    "need": "bisogno",
    "promise": "promessa",
    "mix": "composizione",
    "effort": "iniziativa",
    "goal": "obiettivo",
    "verdict": "verdetto",
    "not-yet": "non ancora",
    "urgent": "urgente",
    "last-click": "ultimo clic",
    "first-click": "primo clic",
    "shared": "ripartito",
    "experiment": "esperimento",
    "model": "modello",
    "survey": "sondaggio",
}
_MEANT: dict[str, tuple[str, ...]] = {}
for _choice, _others in _WORDS.items():
    for _word in _others.split():
        _MEANT[plain(_word)] = (*_MEANT.get(plain(_word), ()), _choice)


def chosen(text: str, choices: tuple[str, ...]) -> str | None:
    """The one of `choices` that `text` means, in either language; None if it means none."""
    wanted = plain(text)
    for choice in choices:
        if plain(choice) == wanted:
            return choice
    return next((choice for choice in _MEANT.get(wanted, ()) if choice in choices), None)
