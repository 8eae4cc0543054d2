"""What the inbox calls its things: states, places, acts, what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from dialogo.records.text import Text

STATES: Mapping[str, Text] = {
    "open": Text(en="to answer", it="da rispondere"),
    "theirs": Text(en="their turn", it="tocca a loro"),
    "snoozed": Text(en="put off", it="rimandata"),
    "answered": Text(en="answered", it="risposta data"),
    "closed": Text(en="done", it="chiusa"),
}
PLACES: Mapping[str, Text] = {
    "mention": Text(en="mention", it="menzione"),
    "comment": Text(en="comment", it="commento"),
    "reply": Text(en="reply", it="risposta"),
    "quote": Text(en="quote", it="citazione"),
    "direct": Text(en="private message", it="messaggio privato"),
    "private": Text(en="private message", it="messaggio privato"),
    "review": Text(en="review", it="recensione"),
    "email": Text(en="e-mail", it="e-mail"),
}
ACTS: Mapping[str, Text] = {
    "question": Text(en="question", it="domanda"),
    "complaint": Text(en="complaint", it="lamentela"),
    "request": Text(en="request", it="richiesta"),
    "praise": Text(en="praise", it="lode"),
    "suggestion": Text(en="suggestion", it="suggerimento"),
    "chat": Text(en="chat", it="chiacchiere"),
    "spam": Text(en="spam", it="spam"),
    "unsure": Text(en="cannot tell", it="non si può dire"),
}
PRIORITIES: Mapping[str, Text] = {
    "urgent": Text(en="urgent", it="urgente"),
    "high": Text(en="high", it="alta"),
    "normal": Text(en="normal", it="normale"),
    "low": Text(en="low", it="bassa"),
}
BY_RULES = Text(en="by the rules", it="secondo le regole")
# As a row of the list says it; what is normal is not said.
RANKED: Mapping[int, Text] = {
    3: Text(en="▲ urgent", it="▲ urgente"),
    2: Text(en="high priority", it="priorità alta"),
    0: Text(en="low priority", it="priorità bassa"),
}
ASKS: Mapping[str, Text] = {
    "yes": Text(en="wants an answer", it="vuole una risposta"),
    "unsure": Text(en="may want an answer", it="forse vuole una risposta"),
    "no": Text(en="wants no answer", it="non vuole risposta"),
}
LANGUAGES: Mapping[str, Text] = {
    "en": Text(en="English", it="inglese"),
    "it": Text(en="Italian", it="italiano"),
    "de": Text(en="German", it="tedesco"),
    "fr": Text(en="French", it="francese"),
    "es": Text(en="Spanish", it="spagnolo"),
    "pt": Text(en="Portuguese", it="portoghese"),
    "nl": Text(en="Dutch", it="olandese"),
}
# What was just done, to one conversation or to several; `who` and `until` where it needs them.
DONE: Mapping[str, tuple[Text, Text]] = {
    "close": (
        Text(en="Done: {name}.", it="Chiusa: {name}."),
        Text(en="{n} conversations done.", it="{n} conversazioni chiuse."),
    ),
    "reopen": (
        Text(en="Open again: {name}.", it="Di nuovo aperta: {name}."),
        Text(en="{n} conversations open again.", it="{n} conversazioni di nuovo aperte."),
    ),
    "snooze": (
        Text(en="Put off until {until}: {name}.", it="Rimandata, {until}: {name}."),
        Text(
            en="{n} conversations put off until {until}.",
            it="{n} conversazioni rimandate, {until}.",
        ),
    ),
    "theirs": (
        Text(en="Waiting for {name}.", it="Ora tocca a {name}."),
        Text(en="Waiting for {n} people.", it="Ora tocca a loro: {n} conversazioni."),
    ),
    "assign": (
        Text(en="{name}: assigned to {who}.", it="{name}: affidata a {who}."),
        Text(en="{n} conversations assigned to {who}.", it="{n} conversazioni affidate a {who}."),
    ),
    "unassign": (
        Text(en="{name}: nobody's now.", it="{name}: ora di nessuno."),
        Text(en="{n} conversations: nobody's now.", it="{n} conversazioni: ora di nessuno."),
    ),
    "priority": (
        Text(en="Priority {priority}: {name}.", it="Priorità {priority}: {name}."),
        Text(
            en="{n} conversations: priority {priority}.",
            it="{n} conversazioni: priorità {priority}.",
        ),
    ),
    "read": (
        Text(en="Read: {name}.", it="Letta: {name}."),
        Text(en="{n} conversations read.", it="{n} conversazioni lette."),
    ),
    "unread": (
        Text(en="Unread again: {name}.", it="Di nuovo da leggere: {name}."),
        Text(en="{n} conversations unread again.", it="{n} conversazioni di nuovo da leggere."),
    ),
    "spam": (
        Text(en="Spam: {name}.", it="Spam: {name}."),
        Text(en="{n} conversations are spam.", it="{n} conversazioni sono spam."),
    ),
}
UNDONE = Text(en="Taken back.", it="Annullato.")
TOO_LATE = Text(
    en="It cannot be taken back: something has changed since. Nothing was altered.",
    it="Non si può annullare: nel frattempo qualcosa è cambiato. Nulla è stato modificato.",
)
NO_CHANGE = Text(en="It was so already.", it="Era già così.")
NO_TIME = Text(
    en="Say until when: choose a day and a time, then put it off.",
    it="Indicate fino a quando: scegliete giorno e ora, poi rimandate.",
)
NO_SUCH_TAKER = Text(
    en="Whoever was meant does not answer here any more. Choose somebody else.",
    it="La persona o la squadra qui non risponde più. Scegliete qualcun altro.",
)
NOTHING_CHOSEN = Text(
    en="No conversation was chosen. Tick one in the list, or open it.",
    it="Nessuna conversazione scelta. Selezionatene una nell'elenco, o apritela.",
)
NO_WORDS = Text(en="(no words)", it="(senza parole)")
WE = Text(en="You: {text}", it="Voi: {text}")
NOBODY = Text(en="nobody", it="nessuno")


def of(words: Mapping[str, Text], key: str) -> Text:
    """The word for `key`; a key that nobody has named stands for itself."""
    known = words.get(key)
    if known is not None:
        return known
    plain = key.replace("{", "{{").replace("}", "}}")
    return Text(en=plain, it=plain)
