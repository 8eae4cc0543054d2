"""Why the desk does not take a letter: what is wrong, and what to do, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from dialogo.records.errors import BadInput
from dialogo.records.text import Text


class WontDo(BadInput):
    """It cannot be sent like this, or not any more; `code` names the reason for programs."""

    def __init__(self, text: Text, /, *, code: str, **values: object) -> None:
        super().__init__(text)
        self.values = values
        self.code = code


class Newer(BadInput):
    """Somebody wrote after what the author had seen; with `anyway=True` it goes out nevertheless.

    `messages` and `letters` are their numbers, the oldest first.
    """

    def __init__(self, messages: Sequence[int], letters: Sequence[int]) -> None:
        super().__init__(SOMEBODY_WROTE)
        self.messages = list(messages)
        self.letters = list(letters)


SOMEBODY_WROTE = Text(
    en="Somebody wrote in this conversation meanwhile. Read it, then send or change the answer.",
    it="Nel frattempo qualcuno ha scritto in questa conversazione. Leggete, poi inviate o "
    "cambiate la risposta.",
)
OTHER_DRAFT = Text(
    en="This draft is not of this conversation. Take one that is, or write a new answer.",
    it="Questa bozza non è di questa conversazione. Prendetene una che lo sia, o scrivete una "
    "nuova risposta.",
)
EMPTY = Text(
    en="There is nothing in it. Write something first.",
    it="Non contiene nulla. Prima scrivete qualcosa.",
)
TOO_LONG = Text(
    en="The text has {used} characters as {network} counts, and may have {most}. Shorten it.",
    it="Il testo ha {used} caratteri secondo il conteggio di {network}, e può averne {most}. "
    "Accorciatelo.",
)
TOO_MANY = Text(
    en="{network} takes {most:picture|pictures} at the most. Take {n} away.",
    it="{network} accetta al massimo {most:immagine|immagini}. Toglietene {n}.",
)
NO_PICTURES = Text(
    en="{network} takes no pictures here. Take them away.",
    it="Qui {network} non accetta immagini. Toglietele.",
)
NO_PICTURE = Text(
    en="{name} is no picture that can be read. Use a JPEG, PNG, WebP or GIF file.",
    it="{name} non è un'immagine leggibile. Usate un file JPEG, PNG, WebP o GIF.",
)
WRONG_TYPE = Text(
    en="{network} does not take {kind} pictures such as {name}. It takes {kinds}.",
    it="{network} non accetta immagini {kind} come {name}. Accetta {kinds}.",
)
TOO_BIG = Text(
    en="{name} has {size} MB; {network} takes {most} MB. Make it smaller.",
    it="{name} è di {size} MB; {network} ne accetta {most}. Rimpicciolitela.",
)
TOO_MANY_PIXELS = Text(
    en="{name} has more pixels than can be opened here. Make it smaller.",
    it="{name} ha più pixel di quanti qui si possano aprire. Rimpicciolitela.",
)
NO_ALT = Text(
    en="Say what is on {name}, for whoever cannot see it.",
    it="Dite che cosa mostra {name}, per chi non può vederla.",
)
LONG_ALT = Text(
    en="What is said of {name} has {used} characters, and may have {most}. Shorten it.",
    it="La descrizione di {name} ha {used} caratteri, e può averne {most}. Accorciatela.",
)
TOO_LATE = Text(
    en="{network} lets this be answered until {until}, and that has passed.",
    it="{network} permette di rispondere fino al {until}, ed è passato.",
)
TAKEN_DOWN = Text(
    en="What this answers has been taken down on {network}.",
    it="Ciò a cui questo risponde è stato tolto da {network}.",
)
NOT_CONNECTED = Text(
    en="{account} on {network} is no longer connected here. Connect it again under Networks.",
    it="{account} su {network} non è più collegato. Ricollegatelo in Reti.",
)
READ_ONLY = Text(
    en="On {network} nothing can be sent from here.", it="Su {network} da qui non si può inviare."
)
KEY_REUSED = Text(
    en="This key was used for another letter. Draw a new one.",
    it="Questa chiave è già servita per un'altra lettera. Usatene una nuova.",
)
NOT_NOW = Text(
    en="This can no longer be done: the letter has gone on meanwhile. Look at it again.",
    it="Non si può più fare: la lettera nel frattempo è andata avanti. Guardatela di nuovo.",
)
MAY_NOT = Text(
    en="This needs somebody who may send answers.",
    it="Per questo serve qualcuno che possa inviare risposte.",
)
UNKNOWN_THEN = Text(
    en="After sending, a conversation can be closed or left to them, not {given}.",
    it="Dopo l'invio una conversazione si può chiudere o lasciare a loro, non {given}.",
)
BACK_TO_FRONT = Text(
    en="A part of a thread follows a letter of the same account.",
    it="Una parte di un thread segue una lettera dello stesso profilo.",
)
