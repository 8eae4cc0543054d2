"""The values of a record in words: what each column is called here, and how its value is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dialogo.records.choice_words import ITALIAN
from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.schema import Column
from dialogo.records.text import Lang, Text, write
from dialogo.report.clean import one_line
from dialogo.web.queries.plan.words import PURPOSES
from dialogo.web.queries.team.figures import OF_PAY

LONGEST = 2_000
EXTRAS = 30


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


# What a single row of each table is.
KINDS: Mapping[str, Text] = {
    "posts": Text(en="A post", it="Un post"),
    "messages": Text(en="A message", it="Un messaggio"),
    "post_figures": Text(en="Figures of a post", it="Numeri di un post"),
    "post_readings": Text(en="A reading of a post", it="Una lettura di un post"),
    "audience": Text(en="The audience on a day", it="Il pubblico di un giorno"),
    "hours": Text(en="Hours of work", it="Ore di lavoro"),
    "expenses": Text(en="An expense", it="Una spesa"),
    "budgets": Text(en="A budget", it="Un budget"),
    "shifts": Text(en="A shift", it="Un turno"),
    "members": Text(en="A person of the team", it="Una persona della squadra"),
    "learning": Text(en="Learning", it="Aggiornamento"),
    "outcomes": Text(en="An outcome", it="Un risultato"),
    "plan": Text(en="A line of the plan", it="Una riga del piano"),
    "post_labels": Text(en="What a post does", it="Che cosa fa un post"),
    "message_labels": Text(en="What a message asks", it="Che cosa chiede un messaggio"),
}

NAMES: Mapping[str, Text] = {
    "network": Text(en="network", it="rete"),
    "account": Text(en="account", it="profilo"),
    "post_id": Text(en="id on the network", it="identificativo sulla rete"),
    "message_id": Text(en="id on the network", it="identificativo sulla rete"),
    "published_at": Text(en="published", it="pubblicato"),
    "sent_at": Text(en="sent", it="inviato"),
    "read_on": Text(en="read on", it="letti il"),
    "read_at": Text(en="read at", it="letti alle"),
    "text": Text(en="words", it="parole"),
    "kind": Text(en="kind", it="tipo"),
    "promoted": Text(en="paid for", it="a pagamento"),
    "joins": Text(en="takes part in", it="interviene in"),
    "author": Text(en="author", it="autore"),
    "author_kind": Text(en="who writes", it="chi scrive"),
    "campaign": Text(en="campaign", it="campagna"),
    "url": Text(en="address", it="indirizzo"),
    "in_reply_to": Text(en="answers", it="risponde a"),
    "conversation": Text(en="conversation", it="conversazione"),
    "addressed": Text(en="to the company", it="rivolto all'azienda"),
    "automated": Text(en="automatic", it="automatico"),
    "agent": Text(en="answered by", it="ha risposto"),
    "impressions": Text(en="impressions", it="visualizzazioni"),
    "reach": Text(en="people reached", it="persone raggiunte"),
    "views": Text(en="views", it="riproduzioni"),
    "likes": Text(en="likes", it="mi piace"),
    "comments": Text(en="comments", it="commenti"),
    "shares": Text(en="shares", it="condivisioni"),
    "saves": Text(en="saves", it="salvataggi"),
    "clicks": Text(en="clicks", it="clic"),
    "follows": Text(en="new followers", it="nuovi follower"),
    "watch_seconds": Text(en="seconds watched", it="secondi guardati"),
    "day": Text(en="day", it="giorno"),
    "followers": Text(en="followers", it="follower"),
    "gained": Text(en="gained", it="nuovi"),
    "lost": Text(en="lost", it="persi"),
    "engagements": Text(en="interactions", it="interazioni"),
    "visits": Text(en="visits", it="visite"),
    "person": Text(en="person", it="persona"),
    "activity": Text(en="activity", it="attività"),
    "hours": Text(en="hours", it="ore"),
    "paid": Text(en="paid", it="pagate"),
    "note": Text(en="note", it="nota"),
    "expense_id": Text(en="number", it="numero"),
    "amount": Text(en="amount", it="importo"),
    "currency": Text(en="currency", it="valuta"),
    "supplier": Text(en="supplier", it="fornitore"),
    "first_day": Text(en="from", it="dal"),
    "last_day": Text(en="to", it="al"),
    "approved_by": Text(en="approved by", it="approvato da"),
    "starts_at": Text(en="begins", it="inizia"),
    "ends_at": Text(en="ends", it="finisce"),
    "language": Text(en="language", it="lingua"),
    "role": Text(en="role", it="ruolo"),
    "department": Text(en="department", it="reparto"),
    "dedicated": Text(en="only this work", it="solo questo lavoro"),
    "owner": Text(en="answers for it", it="ne risponde"),
    "weekly_hours": Text(en="hours a week", it="ore a settimana"),
    "from_day": Text(en="from", it="dal"),
    "to_day": Text(en="to", it="al"),
    "pay": Text(en="an hour costs", it="un'ora costa"),
    "minimum_pay": Text(en="minimum for an hour", it="minimo per un'ora"),
    "minimum_source": Text(en="where the minimum stands", it="dove è scritto il minimo"),
    "networks": Text(en="networks", it="reti"),
    "languages": Text(en="languages", it="lingue"),
    "subject": Text(en="subject", it="argomento"),
    "minutes": Text(en="minutes", it="minuti"),
    "outcome": Text(en="outcome", it="risultato"),
    "value": Text(en="value", it="valore"),
    "credited_to": Text(en="credited to", it="attribuito a"),
    "credited_by": Text(en="how it was credited", it="come è stato attribuito"),
    "stopped_on": Text(en="stopped on", it="fermato il"),
    "reason": Text(en="reason", it="motivo"),
    "does": Text(en="what it does", it="che cosa fa"),
    "needs": Text(en="needs it serves", it="bisogni che serve"),
    "probability": Text(en="how sure", it="quanto è sicuro"),
    "because": Text(en="because of", it="per via di"),
    "model": Text(en="judged by", it="giudicato da"),
    "needs_answer": Text(en="wants an answer", it="attende risposta"),
    "act": Text(en="what it is", it="che cos'è"),
    "tone": Text(en="tone", it="tono"),
    "need": Text(en="need", it="bisogno"),
}
# Values of closed columns, as they are read; the library knows the Italian of the others.
VALUES: Mapping[str, Text] = {
    "company": Text(en="the company", it="l'azienda"),
    "customer": Text(en="a customer", it="un cliente"),
    "other": Text(en="other", it="altro"),
    "mention": Text(en="mention", it="menzione"),
    "comment": Text(en="comment", it="commento"),
    "reply": Text(en="answer", it="risposta"),
    "direct": Text(en="private message", it="messaggio privato"),
    "review": Text(en="review", it="recensione"),
    "email": Text(en="e-mail", it="e-mail"),
    "text": Text(en="text", it="testo"),
    "image": Text(en="picture", it="immagine"),
    "video": Text(en="video", it="video"),
    "link": Text(en="link", it="link"),
    "album": Text(en="album", it="album"),
    "story": Text(en="story", it="storia"),
    "live": Text(en="live", it="diretta"),
    "poll": Text(en="poll", it="sondaggio"),
    "share": Text(en="share", it="condivisione"),
    **PURPOSES,
    "unsure": Text(en="cannot tell", it="non si può dire"),
    "question": Text(en="question", it="domanda"),
    "complaint": Text(en="complaint", it="lamentela"),
    "request": Text(en="request", it="richiesta"),
    "praise": Text(en="praise", it="lode"),
    "suggestion": Text(en="suggestion", it="suggerimento"),
    "spam": Text(en="spam", it="spam"),
    "chat": Text(en="chat", it="chiacchiere"),
    "yes": Text(en="yes", it="sì"),
    "no": Text(en="no", it="no"),
}
# What stands elsewhere on the page of a message or a post, or tells the reader nothing.
_ELSEWHERE = {
    "messages": {"text", "url", "author", "sent_at"},
    "posts": {"text", "url", "published_at"},
}
SIMULATED = "simulated"  # in every row of the simulator; the page says so above
_TELLS_WHO = {"person", "note", "extra"}


def facts(row: Any, lang: Lang, *, pay: bool, named: bool = True) -> list[Fact]:
    """Every value that was recorded; what people are paid, and whose it is, only where the reader
    may see it."""
    hidden = _ELSEWHERE.get(row.table.name, set()) | {"company"}
    hidden = hidden if pay else hidden | OF_PAY.get(row.table.name, frozenset())
    hidden = hidden if named else hidden | _TELLS_WHO
    told: list[Fact] = []
    for column in row.table.columns:
        value = getattr(row, column.name, None) if column.name not in hidden else None
        if value in (None, "", []):
            continue
        if column.name == "extra":
            told += _extra(value, lang)
        else:
            name = NAMES[column.name].say(lang)
            told.append(Fact(name[:1].upper() + name[1:], _said(column, value, row, lang)))
    return told


def _said(column: Column, value: Any, row: Any, lang: Lang) -> str:
    if column.name == "network":
        return network_name(value)
    if column.name == "networks":
        return ", ".join(network_name(word) for word in value)
    if isinstance(value, str) and value in VALUES and column.choices:
        return VALUES[value].say(lang)
    if column.choices and isinstance(value, str):
        return ITALIAN.get(value, str(value)) if lang == "it" else str(value)
    match column.type:
        case "money":
            currency = getattr(row, "currency", None)
            return write(Money(value, currency) if currency else Decimal(value), lang)
        case "hours":
            return write(Hours(value), lang)
        case "time":
            return write(timezone.localtime(value), lang)
        case "words":
            return ", ".join(one_line(str(word)) for word in value)
        case "text" | "json":
            return one_line(str(value), LONGEST)
        case _:
            return write(value, lang)


def _extra(value: str, lang: Lang) -> Iterator[Fact]:
    """Columns of the export that Dialogo does not use, as they were."""
    try:
        kept = json.loads(value)
    except ValueError:
        return
    if isinstance(kept, dict):
        for name, inner in list(kept.items())[:EXTRAS]:
            if inner not in (None, "") and name != SIMULATED:
                yield Fact(one_line(str(name), 80), one_line(write(inner, lang), LONGEST))
